/* constant.c - "constant": one state of the outdoor air.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/phys.h"
#include "models/psychro.h"
#include "models/registry.h"
#include "models/weather/moist.h"
#include "models/weather_model.h"

struct constant_params {
    double dry_bulb_c;
    double relative_humidity_frac;
    double wet_bulb_c;
    double warmer_by_k;
};

static const struct param rows[] = {
    {PARAM(constant_params, dry_bulb_c), .kind = PARAM_NUMBER, .unit = "degC", .min = -50.0,
     .max = 60.0, .fallback = 35.0, .grade = GRADE_RULE,
     .source = "rating condition of air-cooled plant, AHRI 550/590", .text = "dry bulb"},
    {PARAM(constant_params, relative_humidity_frac), .kind = PARAM_NUMBER, .unit = "1",
     .min = 0.005, .max = 1.0, .fallback = 0.4, .grade = GRADE_ESTIMATE,
     .source = "a hot dry afternoon", .text = "relative humidity, where no wet bulb is given"},
    {PARAM(constant_params, wet_bulb_c), .kind = PARAM_NUMBER, .unit = "degC", .min = -50.0,
     .max = 60.0, .fallback = PARAM_UNKNOWN, .text = "wet bulb, in place of the humidity"},
    {PARAM(constant_params, warmer_by_k), .kind = PARAM_NUMBER, .unit = "K", .min = 0.0,
     .max = 20.0, .fallback = 0.0, .grade = GRADE_RULE, .source = "as it is given",
     .text = "heat wave: dry bulb above the given one, with its moisture"},
    {0},
};

static double ratio_of(const struct constant_params *p, double pressure_pa)
{
    if (!isnan(p->wet_bulb_c)) {
        return psychro_ratio_from_wet_bulb(p->dry_bulb_c, p->wet_bulb_c, pressure_pa);
    }
    return psychro_ratio(p->relative_humidity_frac * psychro_saturation_pa(p->dry_bulb_c),
                         pressure_pa);
}

static enum status step(const void *params, const struct weather_block *b)
{
    const struct constant_params *const p = params;
    const double ratio = ratio_of(p, b->pressure_pa);

    *b->dry_bulb_c = p->dry_bulb_c + p->warmer_by_k;
    return moist_air(*b->dry_bulb_c, ratio, b->pressure_pa, b->wet_bulb_c, b->dew_point_c);
}

static const char *check(const void *params)
{
    const struct constant_params *const p = params;

    if (isnan(p->wet_bulb_c)) {
        return NULL;
    }
    if (p->wet_bulb_c > p->dry_bulb_c) {
        return "'wet_bulb' is above 'dry_bulb'";
    }
    /* Thin air holds the least: no state at sea level, none on a mountain either. */
    const double ratio = ratio_of(p, PHYS_SEA_LEVEL_PA);
    return ratio < 1e-5 ? "'wet_bulb' is lower than the driest air allows" : NULL;
}

const struct weather_model weather_constant = {
    .info =
        {
            .name = "constant",
            .summary = "one state of the outdoor air",
            .validity = "-50 to 60 degC",
            .source = "ASHRAE Handbook Fundamentals 2017, chapter 1",
            .params = rows,
            .params_size = sizeof(struct constant_params),
            .check = check,
        },
    .step = step,
};
