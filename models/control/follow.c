/* follow.c - "follow": speed goes to the flow that is asked for, with a lag.
 *
 *     n' = (target - n) / lag      target = (1 + margin) wanted, between least and 1
 *
 * exactly over the step, so two halves end where one step ends.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/control_model.h"
#include "models/registry.h"

struct follow_params {
    double lag_s;
    double least_frac;
    double margin_frac;
};

static const struct param rows[] = {
    {PARAM(follow_params, lag_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 3600.0,
     .fallback = 30.0, .grade = GRADE_ESTIMATE,
     .source = "drives ramp in 5 to 15 s, air loops are tuned to a minute",
     .text = "time constant with which the speed follows"},
    {PARAM(follow_params, least_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 1.0,
     .fallback = 0.3, .grade = GRADE_RULE, .source = "least speed of drives and motors",
     .text = "least speed"},
    {PARAM(follow_params, margin_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 1.0,
     .fallback = 0.05, .grade = GRADE_ESTIMATE, .source = "a little more than is asked for",
     .text = "what is given above what is asked for"},
    {0},
};

static enum status step(const void *params, const struct control_block *b)
{
    const struct follow_params *const p = params;
    const double share = p->lag_s > 0.0 ? -expm1(-b->dt_s / p->lag_s) : 1.0;

    for (size_t i = 0; i < b->n; i++) {
        const double target =
            fmin(1.0, fmax(p->least_frac, (1.0 + p->margin_frac) * b->wanted_frac[i]));
        b->speed_frac[i] = b->was_frac[i] + (target - b->was_frac[i]) * share;
    }
    return STATUS_OK;
}

const struct control_model control_follow = {
    .info =
        {
            .name = "follow",
            .summary = "speed follows the flow that is asked for, with a lag",
            .validity = "flow in proportion to speed; no overshoot, no hunting",
            .source = "first-order lag",
            .params = rows,
            .params_size = sizeof(struct follow_params),
        },
    .step = step,
};
