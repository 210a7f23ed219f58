/* constant.c - "constant": the same work all the time.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "models/registry.h"
#include "models/workload/groups.h"

struct constant_params {
    double utilisation_frac;
    double host_utilisation_frac;
};

static const struct param rows[] = {
    {PARAM(constant_params, utilisation_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0,
     .max = 1.0, .fallback = 1.0, .grade = GRADE_RULE,
     .source = "plan for full activity when nothing is known", .text = "activity of accelerators"},
    {PARAM(constant_params, host_utilisation_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0,
     .max = 1.0, .fallback = PARAM_UNKNOWN,
     .text = "activity of CPUs; when absent, as the accelerators'"},
    {0},
};

static enum status step(const void *params, const struct workload_block *b)
{
    const struct constant_params *const p = params;

    for (size_t i = 0; i < b->n; i++) {
        b->util_frac[i] = p->utilisation_frac;
    }
    workload_finish(b, p->host_utilisation_frac);
    return STATUS_OK;
}

const struct workload_model workload_constant = {
    .info =
        {
            .name = "constant",
            .summary = "the same work all the time",
            .validity = "activity is that of arithmetic units, not 'a kernel was resident'",
            .source = "definition",
            .params = rows,
            .params_size = sizeof(struct constant_params),
        },
    .step = step,
};
