/* trace.c - "trace": work as it was recorded, from a CSV file.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "models/trace.h"

#include <math.h>

#include "models/registry.h"
#include "models/workload_model.h"

struct trace_params {
    const struct trace *file;
    bool is_looped;
    double host_utilisation_frac;
};

static const struct param rows[] = {
    {PARAM(trace_params, file), .kind = PARAM_TRACE, .unit = "1", .min = 0.0, .max = 1.0,
     .is_required = true,
     .text = "CSV file with the columns time_s and utilisation; a value holds until the next"},
    {PARAM(trace_params, is_looped), .kind = PARAM_SWITCH, .fallback = 0.0, .grade = GRADE_RULE,
     .source = "the last value holds on", .text = "begin again at the end"},
    {PARAM(trace_params, host_utilisation_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0,
     .max = 1.0, .fallback = PARAM_UNKNOWN,
     .text = "activity of CPUs; when absent, as the accelerators'"},
    {0},
};

static enum status step(const void *params, const struct workload_block *b)
{
    const struct trace_params *const p = params;

    for (size_t i = 0; i < b->n; i++) {
        /* A group that starts later than the job idles at the first value until then. */
        const double from_s = fmax(0.0, b->time_s - b->offset_s[i]);
        const double to_s = fmax(0.0, b->time_s + b->dt_s - b->offset_s[i]);
        const double before_s = b->dt_s - (to_s - from_s);
        double mean = p->file->value[0];
        if (to_s > from_s) {
            const double inside = trace_mean(p->file, from_s, to_s, p->is_looped);
            mean = (p->file->value[0] * before_s + inside * (to_s - from_s)) / b->dt_s;
        }
        b->util_frac[i] = fmin(1.0, fmax(0.0, mean));
        b->host_util_frac[i] =
            isnan(p->host_utilisation_frac) ? b->util_frac[i] : p->host_utilisation_frac;
    }
    return STATUS_OK;
}

const struct workload_model workload_trace = {
    .info =
        {
            .name = "trace",
            .summary = "work as it was recorded, from a CSV file",
            .validity = "steps between the recorded times; exact means over any step",
            .source = "the user's file",
            .params = rows,
            .params_size = sizeof(struct trace_params),
        },
    .step = step,
};
