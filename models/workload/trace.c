/* trace.c - "trace": work as it was recorded, from a CSV or HDF5 file.
 *
 * The file says by its unit whether it holds utilisation or power. A power is of so many nodes
 * together (`nodes`: a rack's or a job's record is shared evenly); a node is then made to draw it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "models/trace.h"

#include "models/registry.h"
#include "models/workload/groups.h"

struct trace_params {
    const struct trace *file;
    const char *column;
    const char *time;
    const char *unit;
    bool is_looped;
    double nodes;
    double host_utilisation_frac;
};

static const struct param rows[] = {
    {PARAM(trace_params, file), .kind = PARAM_TRACE, .unit = "1", .min = 0.0, .max = 1.0,
     .is_required = true,
     .text = "CSV or HDF5 file (.h5, .hdf5) of times and values; a value holds until the next"},
    {PARAM(trace_params, column), .kind = PARAM_TEXT,
     .text = "which column of a CSV file by its heading (the second when absent), or which dataset "
             "of an HDF5 file, '/power/rack-07' or one column of a table, '/rack_power[3]'"},
    {PARAM(trace_params, time), .kind = PARAM_TEXT,
     .text = "the times: heading (the first column when absent) or dataset ('time'), in seconds"},
    {PARAM(trace_params, unit), .kind = PARAM_TEXT,
     .text = "W, kW, MW, % or 1, where the file does not say: in the heading, 'power [kW]', or in "
             "the dataset's attribute 'units'; when nothing says, a utilisation from 0 to 1"},
    {PARAM(trace_params, is_looped), .kind = PARAM_SWITCH, .fallback = 0.0, .grade = GRADE_RULE,
     .source = "the last value holds on", .text = "begin again at the end"},
    {PARAM(trace_params, nodes), .kind = PARAM_COUNT, .unit = "-", .min = 1.0, .max = 1e6,
     .fallback = 1.0, .grade = GRADE_RULE, .source = "a record of one node",
     .text = "nodes that a recorded power is shared among: those of a rack, of a job"},
    {PARAM(trace_params, host_utilisation_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0,
     .max = 1.0, .fallback = PARAM_UNKNOWN,
     .text = "activity of CPUs; when absent, as the accelerators'"},
    {0},
};

/* A group that starts later than the job stays at the first value until then. */
static double group_mean(const void *context, const struct workload_block *b,
                         struct workload_group group)
{
    const struct trace_params *const p = context;
    const double from_s = fmax(0.0, b->time_s - group.offset_s);
    const double to_s = fmax(0.0, b->time_s + b->dt_s - group.offset_s);
    const double before_s = b->dt_s - (to_s - from_s);

    if (to_s <= from_s) {
        return p->file->value[0];
    }
    const double inside = trace_mean(p->file, from_s, to_s, p->is_looped);
    return (p->file->value[0] * before_s + inside * (to_s - from_s)) / b->dt_s;
}

static enum status step(const void *params, const struct workload_block *b)
{
    const struct trace_params *const p = params;
    const struct workload_shape shape = {.mean = group_mean, .context = p};

    if (!p->file->is_power) {
        workload_each(b, &shape, b->util_frac);
        workload_finish(b, p->host_utilisation_frac);
        return STATUS_OK;
    }
    if (b->power_w == NULL) {
        return STATUS_OUT_OF_RANGE;
    }
    workload_each(b, &shape, b->power_w);
    for (size_t i = 0; i < b->n; i++) {
        b->power_w[i] = fmax(0.0, b->power_w[i]) / p->nodes;
        b->util_frac[i] = 1.0;
        b->host_util_frac[i] = 1.0;
    }
    return STATUS_OK;
}

const struct workload_model workload_trace = {
    .info =
        {
            .name = "trace",
            .summary = "work as it was recorded, as utilisation or power, from CSV or HDF5",
            .validity = "steps between the recorded times; exact means over any step",
            .source = "the user's file",
            .params = rows,
            .params_size = sizeof(struct trace_params),
        },
    .step = step,
};
