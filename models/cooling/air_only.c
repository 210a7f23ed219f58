/* air_only.c - "air": all heat goes to the room's air, by way of the servers' metal if it is counted.
 *
 *     C dT/dt = heat - eps V rho cp (T - inlet)      outlet = inlet + eps (T - inlet)
 *
 * exactly over the step. C is the metal of servers and frame that the air passes, eps how close the air
 * comes to its temperature; at rest all heat goes to the air whatever they are. Without airflow the metal
 * keeps what it is given. The inlet is the last step's: where racks breathe their own exhaust, steps
 * should be short against the room's air over eps V rho cp, about a minute.
 *
 * Source  compact server model: VanGilder, Pardey et al., ASHRAE Transactions 119 (2013); Pardey et al.,
 *         ASHRAE Transactions 121 (2015). Steel and aluminium 0.5 to 0.9 kJ/(kg K).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/cooling_model.h"
#include "models/lump.h"
#include "models/registry.h"

struct air_only_params {
    double metal_j_per_k;
    double approach_frac;
};

static const struct param rows[] = {
    {PARAM(air_only_params, metal_j_per_k), .kind = PARAM_NUMBER, .unit = "J/K", .min = 0.0,
     .max = 1e7, .fallback = 0.0, .grade = GRADE_RULE,
     .source = "not counted: the safe side when air is lost; 0.5 to 0.9 kJ/K per kg of server",
     .text = "heat capacity of servers and frame that their air passes"},
    {PARAM(air_only_params, approach_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.05,
     .max = 1.0, .fallback = 0.5, .grade = GRADE_ESTIMATE,
     .source = "compact models of servers, 0.3 to 0.9",
     .text = "how close the air comes to that metal's temperature"},
    {0},
};

static const struct state states[] = {
    {"metal_c", "degC", "metal of servers and frame, end of the step"},
    {0},
};

static void step_metal(const struct air_only_params *p, const struct cooling_block *b, size_t i)
{
    const double heat_w = b->plate_w[i] + b->air_w[i];
    const struct lump metal = {
        .start_c = b->state[i],
        .sink_c = b->inlet_c[i],
        .heat_w = heat_w,
        .conductance_w_k = p->approach_frac * b->airflow_m3s[i] * b->air_j_per_m3k,
        .capacity_j_k = p->metal_j_per_k,
    };
    const struct lump_result r = lump_step(&metal, b->dt_s);

    b->state[i] = r.end_c;
    b->to_air_w[i] = heat_w - p->metal_j_per_k * (r.end_c - metal.start_c) / b->dt_s;
    b->stored_j[i] = p->metal_j_per_k * r.end_c;
}

static enum status step(const void *params, const struct cooling_block *b)
{
    const struct air_only_params *const p = params;

    for (size_t i = 0; i < b->n; i++) {
        b->to_liquid_w[i] = 0.0;
        b->coolant_return_c[i] = PARAM_UNKNOWN;
        b->to_air_w[i] = b->plate_w[i] + b->air_w[i];
        b->stored_j[i] = 0.0;
        if (p->metal_j_per_k > 0.0) {
            step_metal(p, b, i);
        }
    }
    return STATUS_OK;
}

static enum status start(const void *params, const struct cooling_block *b)
{
    struct cooling_block moment = *b;

    for (size_t i = 0; i < b->n; i++) {
        b->state[i] = b->inlet_c[i];
    }
    moment.dt_s = 1e-6;
    return step(params, &moment);
}

const struct cooling_model cooling_air_only = {
    .info =
        {
            .name = "air",
            .summary = "all heat goes to the room's air, through the servers' metal if it is given",
            .validity = "always; with metal, forced airflow",
            .source = "energy balance; compact server model, Pardey et al. 2015",
            .params = rows,
            .params_size = sizeof(struct air_only_params),
            .states = states,
        },
    .start = start,
    .step = step,
};
