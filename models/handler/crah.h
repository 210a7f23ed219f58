/* crah.h - what the parts of the model "crah" share: coil and fan (chilled_water.c), outdoor air
 * (outdoor.c), parameters (crah_params.c).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_HANDLER_CRAH_H
#define MODELS_HANDLER_CRAH_H

#include <math.h>
#include <stdbool.h>

#include "models/handler_model.h"

/* In the order of the scenario's choices. */
enum crah_economiser { ECONOMISER_NONE, ECONOMISER_DIRECT, ECONOMISER_INDIRECT };

struct crah_params {
    double airflow_m3s;
    double fan_w;
    double fan_floor_frac;
    double capacity_w;
    double rated_return_c;
    double rated_water_c;
    double water_flow_m3s;

    /* Outdoor air. */
    int economiser; /* enum crah_economiser */
    double outdoor_most_frac;
    double exchanger_frac;
    int envelope; /* index of an air class, 0: what ASHRAE recommends */
    double dry_bulb_min_c;
    double dry_bulb_max_c;
    double dew_point_min_c;
    double dew_point_max_c;
    double humidity_max_frac;
    double enthalpy_max_j_per_kg;
    double economiser_drop_pa;
    double outdoor_drop_pa;
    double fan_efficiency_frac;
    double pad_frac;
    double pads_above_c;
    double cycles;
};

extern const struct param crah_param_rows[];

/* False where one of them is not known. */
static inline bool crah_is_above(double value, double limit)
{
    return !isnan(value) && !isnan(limit) && value > limit;
}

/* What outdoor air may do in this step: writes outside_c and outside_most_frac of handler i, and adds
 * to fan_w what filters or exchanger cost on the hall's side. */
void outdoor_prepare(const struct crah_params *p, const struct handler_block *b, size_t i);

/* What it did: writes outside_frac, outdoor_m3s, outdoor_fan_w and wetted_kgs of handler i, and adds to
 * fan_w what moving outdoor air costs. */
void outdoor_finish(const struct crah_params *p, const struct handler_block *b, size_t i);

/* Air behind the dampers: into the coil. */
double outdoor_mixed_c(const struct handler_block *b, size_t i);

#endif
