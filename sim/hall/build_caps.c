/* build_caps.c - which racks the hall's thermal cap watches, and what their nodes are capped to.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/hall/builder.h"
#include "sim/scenario/racks.h"

/* What a node is capped to; without a cap no rack is watched. */
static double capped_w(const struct scn_thermal_cap *cap, double nameplate_w)
{
    if (cap == NULL) {
        return (double)INFINITY;
    }
    return isnan(cap->share) ? cap->power_w : cap->share * nameplate_w;
}

void builder_add_caps(struct builder *b)
{
    struct plan *const plan = b->plan;
    const struct scn_thermal_cap *const cap = b->hall->control->thermal_cap;

    plan->rack_caps_heat = ARENA_ARRAY(b->arena, bool, plan->n[DIM_RACK], "plan");
    plan->node_thermal_cap_w = ARENA_ARRAY(b->arena, double, plan->n[DIM_NODE], "plan");
    for (size_t r = 0; r < plan->n[DIM_RACK] && cap != NULL; r++) {
        plan->rack_caps_heat[r] =
            cap->racks.n == 0 || racks_fit(&cap->racks, plan->names[DIM_RACK][r]);
    }
    for (size_t i = 0; i < plan->n[DIM_NODE]; i++) {
        const bool is_watched = plan->rack_caps_heat[plan->node_rack[i]];
        plan->node_thermal_cap_w[i] =
            is_watched ? capped_w(cap, plan->node_nameplate_w[i]) : (double)INFINITY;
    }
    if (cap != NULL) {
        plan->thermal_cap = (struct thermal_cap){
            .inlet_c = cap->inlet_c,
            .coolant_c = cap->coolant_c,
            .die_c = cap->die_c,
            .hysteresis_k = cap->hysteresis_k,
            .latency_s = cap->latency_s,
            .release_s = cap->release_s,
        };
    }
}
