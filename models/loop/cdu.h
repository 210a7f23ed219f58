/* cdu.h - inside of the loop model "cdu": its parameters and what follows from them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_LOOP_CDU_H
#define MODELS_LOOP_CDU_H

#include "models/hydraulics.h"
#include "models/phys.h"

struct cdu_params {
    double capacity_w;
    double approach_k;
    double flow_m3s;
    double facility_flow_m3s;
    double supply_c;
    double volume_m3;
    double glycol_frac;
    double facility_glycol_frac;
    double design_c;
    double head_zero_pa;
    double head_pa;
    double loop_drop_pa;
    double pump_efficiency_frac;
};

/* A CDU as its match point makes it: properties are taken at design_c and held, so that stored heat
 * closes. */
struct cdu {
    double coolant_j_per_m3k;
    double facility_j_per_m3k;
    double freezing_c;
    double ua_w_per_k;       /* at rated flows           */
    double loop_pa_per_m3s2; /* its own piping           */
    struct pump pump;
};

/* Errors  STATUS_OUT_OF_RANGE: coolant out of range, or no exchanger meets the match point. */
MUST_CHECK enum status cdu_build(const struct cdu_params *p, struct cdu *ret);

#endif
