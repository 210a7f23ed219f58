/* proportional.c - "panel": a loss in proportion to the load.
 *
 *     loss = loss_frac x load
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "models/power_model.h"
#include "models/registry.h"

struct panel_params {
    double loss_frac;
};

static const struct param rows[] = {
    {PARAM(panel_params, loss_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 0.2,
     .warn_min = 0.001, .warn_max = 0.03, .fallback = 0.01, .grade = GRADE_ESTIMATE,
     .source = "transformerless panels 0.5 to 1.5 %, busway 0.3 to 1 %: trade practice",
     .text = "loss over load"},
    {0},
};

static enum status step(const void *params, const struct power_block *b)
{
    const struct panel_params *const p = params;

    for (size_t i = 0; i < b->n; i++) {
        b->loss_w[i] = p->loss_frac * b->load_w[i] * b->is_energised[i];
        b->input_var[i] = b->load_var[i];
    }
    return STATUS_OK;
}

const struct power_model power_proportional = {
    .info =
        {
            .name = "panel",
            .summary = "PDU panel, remote power panel or busway: a loss in proportion to the load",
            .validity = "0 to rating; real conductors lose with the square of the current",
            .source = "trade practice",
            .params = rows,
            .params_size = sizeof(struct panel_params),
        },
    .step = step,
};
