/* trace.h - a recorded series in time, read from a file before the run.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_TRACE_H
#define MODELS_TRACE_H

#include <stddef.h>

/* value[i] holds from time_s[i] to time_s[i + 1]; the last one holds on. time_s rises and begins
 * at 0. */
struct trace {
    size_t n;
    const double *time_s;
    const double *value;
};

/* Mean value over [from_s, to_s], exact for the steps of the trace. to_s > from_s >= 0.
 * With is_looped the trace begins again at its last time (which then holds no value). */
double trace_mean(const struct trace *t, double from_s, double to_s, int is_looped);

#endif
