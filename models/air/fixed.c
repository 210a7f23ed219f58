/* fixed.c - "fixed": every inlet at the handlers' set point.
 *
 * All heat is carried off at once, in proportion to the handlers' airflow, by outdoor air as far as that
 * goes and by coils without a limit: no recirculation, no storage. It is the "none" of air models. A hall without a handler has no set point and
 * nothing that takes its heat: that is refused.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/air_model.h"
#include "models/registry.h"

static const struct param rows[] = {{0}};

static enum status step(const void *params, const struct air_block *b)
{
    double flow_m3s = 0.0;
    double supply_c = 0.0;
    double heat_w = b->room_heat_w;
    double rack_m3s = 0.0;

    (void)params;
    if (b->n_handlers == 0) {
        return STATUS_BAD_INPUT;
    }
    for (size_t k = 0; k < b->n_handlers; k++) {
        flow_m3s += b->flow_m3s[k];
    }
    for (size_t k = 0; k < b->n_handlers; k++) {
        const double share =
            flow_m3s > 0.0 ? b->flow_m3s[k] / flow_m3s : 1.0 / (double)b->n_handlers;
        supply_c += share * b->set_c[k];
    }
    for (size_t i = 0; i < b->n_racks; i++) {
        const double w_per_k = b->airflow_m3s[i] * b->air_j_per_m3k;
        heat_w += b->heat_w[i];
        rack_m3s += b->airflow_m3s[i];
        b->inlet_c[i] = supply_c;
        b->inlet_top_c[i] = supply_c;
        b->outlet_c[i] = w_per_k > 0.0 ? supply_c + b->heat_w[i] / w_per_k : supply_c;
    }
    for (size_t k = 0; k < b->n_handlers; k++) {
        const double share =
            flow_m3s > 0.0 ? b->flow_m3s[k] / flow_m3s : 1.0 / (double)b->n_handlers;
        const double w_per_k = b->flow_m3s[k] * b->air_j_per_m3k;
        b->supply_c[k] = supply_c;
        b->return_c[k] = w_per_k > 0.0 ? supply_c + heat_w * share / w_per_k : supply_c;
        const double outdoor_w =
            b->outside_most_frac[k] * w_per_k * (b->return_c[k] - b->outside_c[k]);
        b->outside_w[k] = fmin(heat_w * share, fmax(0.0, outdoor_w));
        b->coil_w[k] = heat_w * share - b->outside_w[k];
    }
    *b->hot_c = rack_m3s > 0.0 ? supply_c + heat_w / (rack_m3s * b->air_j_per_m3k) : supply_c;
    *b->mass_c = supply_c;
    *b->bypass_of_supply_frac = flow_m3s > 0.0 ? fmax(0.0, 1.0 - rack_m3s / flow_m3s) : 0.0;
    *b->recirculation_of_inlet_frac = 0.0;
    *b->stored_j = 0.0;
    return STATUS_OK;
}

const struct air_model air_fixed = {
    .info =
        {
            .name = "fixed",
            .summary = "every inlet at the set point of the supply",
            .validity = "perfect separation of cold and hot air, handlers without limits",
            .source = "definition",
            .params = rows,
        },
    .start = step,
    .step = step,
};
