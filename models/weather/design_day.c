/* design_day.c - "design_day": the same day again and again, hottest in the afternoon.
 *
 *     T(t) = T_max - range / 2 (1 - cos(2 pi (t - t_hot) / 24 h))
 *
 * for the dry bulb and, with its own range, for the wet bulb. A step's mean is that of the cosine,
 * exactly. A steady question takes the hottest moment.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/psychro.h"
#include "models/registry.h"
#include "models/weather/moist.h"
#include "models/weather_model.h"

#define DAY_S 86400.0
#define TURN  6.283185307179586

/* Drier air than this is met nowhere. */
#define LEAST_RATIO 1e-5

struct design_day_params {
    double dry_bulb_c;
    double dry_range_k;
    double wet_bulb_c;
    double wet_range_k;
    double hottest_h;
    double warmer_by_k;
};

static const struct param rows[] = {
    {PARAM(design_day_params, dry_bulb_c), .kind = PARAM_NUMBER, .unit = "degC", .min = -40.0,
     .max = 58.0, .is_required = true, .text = "dry bulb of the hottest moment"},
    {PARAM(design_day_params, dry_range_k), .kind = PARAM_NUMBER, .unit = "K", .min = 0.0,
     .max = 25.0, .fallback = 11.0, .grade = GRADE_RULE,
     .source = "mean daily range of inland sites 9 to 14 K, ASHRAE climatic data",
     .text = "from the coldest to the hottest moment"},
    {PARAM(design_day_params, wet_bulb_c), .kind = PARAM_NUMBER, .unit = "degC", .min = -40.0,
     .max = 36.0, .is_required = true, .text = "wet bulb of the hottest moment"},
    {PARAM(design_day_params, wet_range_k), .kind = PARAM_NUMBER, .unit = "K", .min = 0.0,
     .max = 25.0, .fallback = 4.0, .grade = GRADE_RULE,
     .source = "coincident wet-bulb range 3 to 6 K, ASHRAE climatic data",
     .text = "wet bulb, from the coldest to the hottest moment"},
    {PARAM(design_day_params, hottest_h), .kind = PARAM_NUMBER, .unit = "h", .min = 0.0,
     .max = 24.0, .fallback = 15.0, .grade = GRADE_RULE, .source = "clear days, 14 to 16 h solar",
     .text = "when it is hottest"},
    {PARAM(design_day_params, warmer_by_k), .kind = PARAM_NUMBER, .unit = "K", .min = 0.0,
     .max = 20.0, .fallback = 0.0, .grade = GRADE_RULE, .source = "as the design day has it",
     .text = "heat wave: dry bulb above the design day's, with its moisture"},
    {0},
};

/* Mean of cos(2 pi (t - hottest) / day) over a step; 1 at the hottest moment. */
static double mean_cosine(const struct design_day_params *p, const struct weather_block *b)
{
    const double half = 0.5 * TURN * b->dt_s / DAY_S;
    const double middle =
        TURN * (b->started_s + b->time_s + 0.5 * b->dt_s - p->hottest_h * 3600.0) / DAY_S;

    if (b->is_steady) {
        return 1.0;
    }
    return half > 1e-8 ? cos(middle) * sin(half) / half : cos(middle);
}

static enum status step(const void *params, const struct weather_block *b)
{
    const struct design_day_params *const p = params;
    const double below = 0.5 * (1.0 - mean_cosine(p, b));
    const double dry_c = p->dry_bulb_c - p->dry_range_k * below;
    const double wet_c = fmin(dry_c, p->wet_bulb_c - p->wet_range_k * below);
    const double ratio =
        fmax(LEAST_RATIO, psychro_ratio_from_wet_bulb(dry_c, wet_c, b->pressure_pa));

    *b->dry_bulb_c = dry_c + p->warmer_by_k;
    const enum status st =
        moist_air(*b->dry_bulb_c, ratio, b->pressure_pa, b->wet_bulb_c, b->dew_point_c);
    if (p->warmer_by_k == 0.0 && ratio > LEAST_RATIO) {
        *b->wet_bulb_c = wet_c; /* as given, without the rounding of the way through the moisture */
        *b->dew_point_c = fmin(*b->dew_point_c, wet_c);
    }
    return st;
}

static const char *check(const void *params)
{
    const struct design_day_params *const p = params;
    const double night_dry_c = p->dry_bulb_c - p->dry_range_k;
    const double night_wet_c = p->wet_bulb_c - p->wet_range_k;

    if (p->wet_bulb_c > p->dry_bulb_c || night_wet_c > night_dry_c) {
        return "the wet bulb is above the dry bulb at some hour: lower 'wet_bulb' or 'dry_range', "
               "or "
               "raise 'wet_range'";
    }
    /* Thin air holds the least: no state at sea level, none on a mountain either. */
    const double day = psychro_ratio_from_wet_bulb(p->dry_bulb_c, p->wet_bulb_c, 101325.0);
    const double night = psychro_ratio_from_wet_bulb(night_dry_c, night_wet_c, 101325.0);
    return fmin(day, night) < LEAST_RATIO ? "the wet bulb is lower than the driest air allows"
                                          : NULL;
}

const struct weather_model weather_design_day = {
    .info =
        {
            .name = "design_day",
            .summary = "one day again and again, for sizing",
            .validity = "cosines of dry and wet bulb in phase: a clear day without a front",
            .source = "ASHRAE Handbook Fundamentals 2017, chapter 14, as a cosine",
            .params = rows,
            .params_size = sizeof(struct design_day_params),
            .check = check,
        },
    .step = step,
};
