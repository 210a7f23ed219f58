/* fixed.c - "fixed": a speed that nothing changes.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "models/control_model.h"
#include "models/registry.h"

struct fixed_params {
    double speed_frac;
};

static const struct param rows[] = {
    {PARAM(fixed_params, speed_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 1.0,
     .fallback = 1.0, .grade = GRADE_RULE, .source = "full speed when nothing is said",
     .text = "speed of fans or pumps"},
    {0},
};

static enum status step(const void *params, const struct control_block *b)
{
    const struct fixed_params *const p = params;

    for (size_t i = 0; i < b->n; i++) {
        b->speed_frac[i] = p->speed_frac;
    }
    return STATUS_OK;
}

const struct control_model control_fixed = {
    .info =
        {
            .name = "fixed",
            .summary = "a speed that nothing changes",
            .validity = "always",
            .source = "definition",
            .params = rows,
            .params_size = sizeof(struct fixed_params),
        },
    .step = step,
};
