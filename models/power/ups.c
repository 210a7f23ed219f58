/* ups.c - "ups": double conversion (see loss.h).
 *
 * Its input has a power factor of its own, whatever the load's, and is drawn evenly on three phases.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/loss.h"
#include "models/power_model.h"
#include "models/registry.h"

struct ups_params {
    double k0_frac;
    double k1_frac;
    double k2_frac;
    double input_power_factor_frac;
};

#define CURVE_SOURCE                                                                               \
    "fit to makers' curves of modern double-conversion units, 96 to 97 % at half load and above"

static const struct param rows[] = {
    {PARAM(ups_params, k0_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 0.2,
     .fallback = 0.008, .grade = GRADE_ESTIMATE, .source = CURVE_SOURCE,
     .text = "loss without load, over rating"},
    {PARAM(ups_params, k1_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 0.2,
     .fallback = 0.018, .grade = GRADE_ESTIMATE, .source = CURVE_SOURCE,
     .text = "loss in proportion to the load, over load"},
    {PARAM(ups_params, k2_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 0.2,
     .fallback = 0.010, .grade = GRADE_ESTIMATE, .source = CURVE_SOURCE,
     .text = "loss with the square of the load, at rating over rating"},
    {PARAM(ups_params, input_power_factor_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.5,
     .max = 1.0, .fallback = 0.99, .grade = GRADE_DATASHEET,
     .source = "makers' datasheets of units with an active rectifier", .text = "at its input"},
    {0},
};

static enum status step(const void *params, const struct power_block *b)
{
    const struct ups_params *const p = params;
    const struct loss_ups ups = {p->k0_frac, p->k1_frac, p->k2_frac};
    const double var_per_w = sqrt(1.0 - p->input_power_factor_frac * p->input_power_factor_frac) /
                             p->input_power_factor_frac;

    for (size_t i = 0; i < b->n; i++) {
        const double load_frac = b->load_w[i] / b->rating_w[i];
        b->loss_w[i] = b->rating_w[i] * loss_ups_frac(&ups, load_frac) * b->is_energised[i];
        b->input_var[i] = (b->load_w[i] + b->loss_w[i]) * var_per_w;
    }
    return STATUS_OK;
}

const struct power_model power_ups = {
    .info =
        {
            .name = "ups",
            .summary = "double-conversion UPS by no-load, proportional and square-law loss",
            .validity = "0 to rating in normal service; recharging is not part of it",
            .source = "Rasmussen, Schneider Electric White Paper 113",
            .params = rows,
            .params_size = sizeof(struct ups_params),
        },
    .balances_phases = true,
    .needs_rating_w = true,
    .step = step,
};
