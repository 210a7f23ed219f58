/* fit_air.c - the hour for which a count is made.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/psychro.h"
#include "models/weather/moist.h"
#include "sim/study/fit.h"

enum { HOURS = 8784, HOUR_S = 3600 };

/* The weather of hour h of the year, or what a steady question takes of it. */
static bool read_hour(const struct plan *plan, double h, bool is_steady, struct fit_air *ret)
{
    double dew_point_c = 0.0;
    const struct weather_block block = {
        .time_s = is_steady ? 0.0 : h * HOUR_S,
        .dt_s = is_steady ? 0.0 : HOUR_S,
        .pressure_pa = plan->pressure_pa,
        .started_s = is_steady ? plan->year_started_s : 0.0,
        .is_leap_year = plan->is_leap_year,
        .is_steady = is_steady,
        .dry_bulb_c = &ret->dry_bulb_c,
        .wet_bulb_c = &ret->wet_bulb_c,
        .dew_point_c = &dew_point_c,
    };
    const struct weather_model *const model = (const struct weather_model *)plan->weather.info;

    return model->step(plan->weather.params, &block) == STATUS_OK;
}

/* The same moisture at another dry bulb. */
static void warm(const struct plan *plan, double dry_bulb_c, struct fit_air *air)
{
    const double ratio =
        psychro_ratio_from_wet_bulb(air->dry_bulb_c, air->wet_bulb_c, plan->pressure_pa);
    double wet_bulb_c = 0.0;
    double dew_point_c = 0.0;

    if (dry_bulb_c == air->dry_bulb_c) {
        return;
    }
    air->dry_bulb_c = dry_bulb_c;
    if (ratio > 0.0 &&
        moist_air(dry_bulb_c, ratio, plan->pressure_pa, &wet_bulb_c, &dew_point_c) == STATUS_OK) {
        air->wet_bulb_c = wet_bulb_c;
    }
    air->wet_bulb_c = fmin(air->wet_bulb_c, dry_bulb_c);
}

size_t fit_design_air(const struct plan *plan, double margin_k, double dry_bulb_c,
                      struct fit_air ret[FIT_AIRS])
{
    struct fit_air air;

    if (!read_hour(plan, 0.0, true, &ret[0])) {
        return 0;
    }
    ret[1] = ret[0];
    for (size_t h = 0; h < HOURS; h++) {
        if (!read_hour(plan, (double)h, false, &air)) {
            continue;
        }
        if (air.dry_bulb_c > ret[0].dry_bulb_c) {
            ret[0] = air;
        }
        if (air.wet_bulb_c > ret[1].wet_bulb_c) {
            ret[1] = air;
        }
    }
    const bool has_humid = isnan(dry_bulb_c) && ret[1].wet_bulb_c > ret[0].wet_bulb_c;
    for (size_t k = 0; k < FIT_AIRS; k++) {
        const double base_c = isnan(dry_bulb_c) ? ret[k].dry_bulb_c : dry_bulb_c;
        warm(plan, base_c + margin_k, &ret[k]);
    }
    return has_humid ? 2 : 1;
}
