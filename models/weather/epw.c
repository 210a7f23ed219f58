/* epw.c - "epw": a year of hours from an EPW file, from the date at which the run begins, again and
 * again.
 *
 * An hour's values hold over the hour (hour 1 is 00:00 to 01:00), so that a step's mean is exact and
 * hours below a threshold are those of the file. The run's clock is taken for local standard time. In a
 * leap year a file of 8760 hours gives 29 February the weather of the 28th when the run begins then, and
 * runs on without it otherwise. A steady question takes the hour at which it begins.
 *
 * A heat wave lifts the dry bulb and leaves the moisture: wet bulb and dew point follow.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/psychro.h"
#include "models/registry.h"
#include "models/weather/hours.h"
#include "models/weather/moist.h"
#include "models/weather_model.h"

#define HOUR_S 3600.0
#define DAY_S  86400.0

enum { HOURS_OF_LEAP_YEAR = 8784, FIRST_DAYS = 59 /* 1 January to 28 February */ };

struct epw_params {
    const struct weather_hours *file;
    double warmer_by_k;
};

static const struct param rows[] = {
    {PARAM(epw_params, file), .kind = PARAM_WEATHER, .is_required = true,
     .text = "EPW file with 8760 hours, 8784 in a leap year"},
    {PARAM(epw_params, warmer_by_k), .kind = PARAM_NUMBER, .unit = "K", .min = 0.0, .max = 20.0,
     .fallback = 0.0, .grade = GRADE_RULE, .source = "as the file has it",
     .text = "heat wave: dry bulb above the file's, with its moisture"},
    {0},
};

/* Seconds into the file's year. */
static double file_s(const struct weather_hours *file, const struct weather_block *b)
{
    const bool lacks_day = b->is_leap_year && file->n < HOURS_OF_LEAP_YEAR;

    return lacks_day && b->started_s >= FIRST_DAYS * DAY_S ? b->started_s + b->time_s - DAY_S
                                                           : b->started_s + b->time_s;
}

/* Each hour that the step touches, warmed, by its share of the step. */
static enum status warm_up(const struct epw_params *p, const struct weather_block *b, double from_s,
                           double to_s)
{
    const struct weather_hours *const file = p->file;
    double dry_c = 0.0;
    double wet_c = 0.0;
    double dew_c = 0.0;
    double at_s = from_s;

    for (size_t hour = (size_t)(from_s / HOUR_S); at_s < to_s; hour++) {
        const size_t i = hour % file->n;
        const double until_s = fmin((double)(hour + 1) * HOUR_S, to_s);
        const double share = (until_s - at_s) / (to_s - from_s);
        const double ratio =
            psychro_ratio(psychro_saturation_pa(file->dew_point_c[i]), file->pressure_pa[i]);
        double hour_wet_c = 0.0;
        double hour_dew_c = 0.0;
        const enum status st = moist_air(file->dry_bulb_c[i] + p->warmer_by_k, ratio,
                                         file->pressure_pa[i], &hour_wet_c, &hour_dew_c);
        if (st != STATUS_OK) {
            return st;
        }
        dry_c += (file->dry_bulb_c[i] + p->warmer_by_k) * share;
        wet_c += hour_wet_c * share;
        dew_c += hour_dew_c * share;
        at_s = until_s;
    }
    *b->dry_bulb_c = dry_c;
    *b->wet_bulb_c = fmin(wet_c, dry_c);
    *b->dew_point_c = fmin(dew_c, wet_c);
    return STATUS_OK;
}

static enum status step(const void *params, const struct weather_block *b)
{
    const struct epw_params *const p = params;
    const double from_s = file_s(p->file, b);
    const double to_s = from_s + (b->is_steady ? 1.0 : b->dt_s);

    if (p->warmer_by_k > 0.0) {
        return warm_up(p, b, from_s, to_s);
    }
    *b->dry_bulb_c = weather_hours_mean(p->file->dry_bulb_c, p->file->n, from_s, to_s);
    *b->wet_bulb_c = weather_hours_mean(p->file->wet_bulb_c, p->file->n, from_s, to_s);
    *b->dew_point_c = weather_hours_mean(p->file->dew_point_c, p->file->n, from_s, to_s);
    return STATUS_OK;
}

const struct weather_model weather_epw = {
    .info =
        {
            .name = "epw",
            .summary = "a year of hours from an EPW file",
            .validity = "values hold over their hour; the run's clock is local standard time",
            .source = "the user's file; EnergyPlus, EPW data dictionary",
            .params = rows,
            .params_size = sizeof(struct epw_params),
        },
    .step = step,
};
