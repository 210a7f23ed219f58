/* transformer.c - "transformer": a core loss and a load loss (see loss.h).
 *
 * Energised without load it loses its core loss.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/loss.h"
#include "models/power_model.h"
#include "models/registry.h"

struct transformer_params {
    double efficiency_frac;
};

static const struct param rows[] = {
    {PARAM(transformer_params, efficiency_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.8,
     .max = 0.9999, .warn_min = 0.97, .warn_max = 0.998, .fallback = 0.9914,
     .grade = GRADE_DATASHEET,
     .source = "US 10 CFR 431.196, low-voltage dry-type three-phase of 500 kVA",
     .text = "efficiency at 35 % of its rating"},
    {0},
};

static enum status step(const void *params, const struct power_block *b)
{
    const struct transformer_params *const p = params;

    for (size_t i = 0; i < b->n; i++) {
        const struct loss_transformer t =
            loss_transformer_split(b->rating_va[i], p->efficiency_frac);
        const double load_frac = hypot(b->load_w[i], b->load_var[i]) / b->rating_va[i];
        b->loss_w[i] = loss_transformer_w(&t, load_frac) * b->is_energised[i];
        b->input_var[i] = b->load_var[i];
    }
    return STATUS_OK;
}

const struct power_model power_transformer = {
    .info =
        {
            .name = "transformer",
            .summary = "transformer by its efficiency at 35 % load",
            .validity = "0 to 125 % of its rating, windings at reference temperature; the reactive "
                        "power of the magnetising current and of the leakage is neglected",
            .source = "US 10 CFR 431.196; core loss taken as half of the loss at 35 %",
            .params = rows,
            .params_size = sizeof(struct transformer_params),
        },
    .needs_rating_va = true,
    .step = step,
};
