/* fixed.c - "fixed": a given airflow and a coil without a limit.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/fanlaw.h"
#include "models/handler_model.h"
#include "models/registry.h"

struct fixed_params {
    double airflow_m3s;
    double fan_w;
};

static const struct param rows[] = {
    {PARAM(fixed_params, airflow_m3s), .kind = PARAM_NUMBER, .unit = "m3/s", .min = 0.01,
     .max = 1000.0, .is_required = true, .text = "air at full speed"},
    {PARAM(fixed_params, fan_w), .kind = PARAM_NUMBER, .unit = "W", .min = 0.0, .max = 1e6,
     .is_required = true, .text = "fan power at full speed; 0 when it is somebody else's"},
    {0},
};

static enum status prepare(const void *params, const struct handler_block *b)
{
    const struct fixed_params *const p = params;

    for (size_t i = 0; i < b->n; i++) {
        const double speed_frac = b->speed_frac[i] * b->is_running[i];
        b->flow_m3s[i] = p->airflow_m3s * fanlaw_flow(speed_frac);
        b->coil_w_per_k[i] = b->flow_m3s[i] * b->air_j_per_m3k * b->has_water[i];
        b->fan_w[i] = p->fan_w * fanlaw_power(speed_frac);
        b->outside_c[i] = b->dry_bulb_c;
        b->outside_most_frac[i] = 0.0;
    }
    return STATUS_OK;
}

/* Water as plentiful as the air: its rise equals the air's drop. */
static enum status finish(const void *params, const struct handler_block *b)
{
    const struct fixed_params *const p = params;

    for (size_t i = 0; i < b->n; i++) {
        b->coil_max_w[i] = p->airflow_m3s * b->air_j_per_m3k * b->is_running[i] * b->has_water[i] *
                           fmax(0.0, b->return_c[i] - b->water_c[i]);
        b->water_w_per_k[i] = b->flow_m3s[i] * b->air_j_per_m3k * b->has_water[i];
        b->water_return_c[i] = b->water_w_per_k[i] > 0.0
                                   ? b->water_c[i] + b->coil_w[i] / b->water_w_per_k[i]
                                   : b->water_c[i];
        b->outside_frac[i] = 0.0;
        b->outdoor_m3s[i] = 0.0;
        b->outdoor_fan_w[i] = 0.0;
        b->wetted_kgs[i] = 0.0;
    }
    return STATUS_OK;
}

static double rated_flow_m3s(const void *params)
{
    return ((const struct fixed_params *)params)->airflow_m3s;
}

static double rated_w(const void *params)
{
    (void)params;
    return (double)NAN;
}

const struct handler_model handler_fixed = {
    .info =
        {
            .name = "fixed",
            .summary = "a given airflow and an ideal coil",
            .validity = "the coil brings the air to the water's temperature if asked to",
            .source = "definition; affinity laws",
            .params = rows,
            .params_size = sizeof(struct fixed_params),
        },
    .prepare = prepare,
    .finish = finish,
    .rated_flow_m3s = rated_flow_m3s,
    .rated_w = rated_w,
};
