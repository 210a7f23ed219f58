/* cold_plate.c - "cold_plate": coolant through plates on the processors, the rest by air.
 *
 *     C dT/dt = plate heat - m cp (T - supply)
 *
 * The coolant and the metal of the rack's manifold and hoses are one well-mixed mass, exact over the
 * step (lump.h); with no flow it just warms.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/cooling_model.h"
#include "models/lump.h"
#include "models/registry.h"

struct cold_plate_params {
    double capacity_j_per_k;
};

static const struct param rows[] = {
    {PARAM(cold_plate_params, capacity_j_per_k), .kind = PARAM_NUMBER, .unit = "J/K", .min = 1e2,
     .max = 1e7, .fallback = 140e3, .grade = GRADE_ESTIMATE,
     .source = "30 L of coolant and 50 kg of metal in manifolds, hoses and plates of a rack",
     .text = "heat held a kelvin by the rack's coolant, manifolds and hoses"},
    {0},
};

static const struct state states[] = {
    {"coolant_c", "degC", "coolant in the rack, end of the step"},
    {0},
};

static enum status step(const void *params, const struct cooling_block *b)
{
    const struct cold_plate_params *const p = params;

    for (size_t i = 0; i < b->n; i++) {
        const bool flows = b->coolant_w_per_k[i] > 0.0;
        const struct lump coolant = {
            .start_c = b->state[i],
            .sink_c = flows ? b->coolant_supply_c[i] : b->state[i],
            .heat_w = b->plate_w[i],
            .conductance_w_k = flows ? b->coolant_w_per_k[i] : 0.0,
            .capacity_j_k = p->capacity_j_per_k,
        };
        const struct lump_result r = lump_step(&coolant, b->dt_s);
        b->to_liquid_w[i] = r.to_sink_w;
        b->to_air_w[i] = b->air_w[i];
        b->coolant_return_c[i] =
            flows ? b->coolant_supply_c[i] + r.to_sink_w / b->coolant_w_per_k[i] : r.mean_c;
        b->stored_j[i] = p->capacity_j_per_k * r.end_c;
        b->state[i] = r.end_c;
    }
    return STATUS_OK;
}

static enum status start(const void *params, const struct cooling_block *b)
{
    struct cooling_block moment = *b;

    for (size_t i = 0; i < b->n; i++) {
        b->state[i] = isnan(b->coolant_supply_c[i]) ? b->inlet_c[i] : b->coolant_supply_c[i];
    }
    moment.dt_s = 1e-6;
    return step(params, &moment);
}

const struct cooling_model cooling_cold_plate = {
    .info =
        {
            .name = "cold_plate",
            .summary = "coolant through cold plates; what they do not take goes to the air",
            .validity =
                "single-phase coolant, well mixed in the rack; heat shares given by the nodes",
            .source = "energy balance of a well-mixed volume",
            .params = rows,
            .params_size = sizeof(struct cold_plate_params),
            .states = states,
        },
    .needs_coolant = true,
    .takes_plates = true,
    .start = start,
    .step = step,
};
