/* rear_door.c - "rear_door": a heat exchanger in the rack's exhaust.
 *
 *     Q = eps C_min (T_exhaust - T_supply)      T_exhaust = inlet + heat / (V rho cp)
 *
 * The valve shuts when the coolant is warmer than the exhaust. The fans of an active door are part of
 * the rack's own; its mass is neglected.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/cooling_model.h"
#include "models/exchanger.h"
#include "models/registry.h"

struct rear_door_params {
    double effectiveness_frac;
    double ntu;
    double capacity_w;
};

static const struct param rows[] = {
    {PARAM(rear_door_params, effectiveness_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.01,
     .max = 0.99, .fallback = 0.75, .grade = GRADE_ESTIMATE,
     .source = "0.6 to 0.9 in makers' catalogues",
     .text = "heat over what the smaller stream could carry"},
    {PARAM(rear_door_params, ntu), .kind = PARAM_NUMBER, .unit = "-", .min = 0.01, .max = 20.0,
     .fallback = PARAM_UNKNOWN,
     .text = "transfer units of a crossflow coil, in place of the effectiveness"},
    {PARAM(rear_door_params, capacity_w), .kind = PARAM_NUMBER, .unit = "W", .min = 100.0,
     .max = 1e6, .fallback = PARAM_UNKNOWN, .text = "most that it takes, by its maker"},
    {0},
};

static double door_w_per_k(const struct rear_door_params *p, double air_w_per_k,
                           double coolant_w_per_k)
{
    const double least = fmin(air_w_per_k, coolant_w_per_k);
    const double most = fmax(air_w_per_k, coolant_w_per_k);

    if (!(least > 0.0)) {
        return 0.0;
    }
    const double eps = isnan(p->ntu)
                           ? p->effectiveness_frac
                           : exchanger_effectiveness(EXCHANGER_CROSSFLOW, p->ntu, least / most);
    return eps * least;
}

static enum status step(const void *params, const struct cooling_block *b)
{
    const struct rear_door_params *const p = params;

    for (size_t i = 0; i < b->n; i++) {
        const double heat_w = b->plate_w[i] + b->air_w[i];
        const double air_w_per_k = b->airflow_m3s[i] * b->air_j_per_m3k;
        const double w_per_k = door_w_per_k(p, air_w_per_k, b->coolant_w_per_k[i]);
        double taken_w = 0.0;
        if (w_per_k > 0.0) {
            const double exhaust_c = b->inlet_c[i] + heat_w / air_w_per_k;
            taken_w = fmax(0.0, w_per_k * (exhaust_c - b->coolant_supply_c[i]));
        }
        if (!isnan(p->capacity_w)) {
            taken_w = fmin(taken_w, p->capacity_w);
        }
        b->to_liquid_w[i] = taken_w;
        b->to_air_w[i] = heat_w - taken_w;
        b->coolant_return_c[i] = b->coolant_w_per_k[i] > 0.0
                                     ? b->coolant_supply_c[i] + taken_w / b->coolant_w_per_k[i]
                                     : (double)NAN;
        b->stored_j[i] = 0.0;
    }
    return STATUS_OK;
}

const struct cooling_model cooling_rear_door = {
    .info =
        {
            .name = "rear_door",
            .summary = "rear-door heat exchanger in the rack's exhaust",
            .validity = "dry coil: coolant above the dew point; the pressure that a passive door "
                        "adds to the servers' fans is neglected",
            .source = "Incropera, Fundamentals of Heat and Mass Transfer, chapter 11",
            .params = rows,
            .params_size = sizeof(struct rear_door_params),
        },
    .needs_coolant = true,
    .start = step,
    .step = step,
};
