/* trace.h - a recorded series in time, read from a file before the run.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_TRACE_H
#define MODELS_TRACE_H

#include <stdbool.h>
#include <stddef.h>

/* value[i] holds from time_s[i] to time_s[i + 1]; the last one holds on. time_s rises and begins
 * at 0. */
struct trace {
    size_t n;
    const double *time_s;
    const double *value;
    const double *integral; /* of the value, from 0 to each time */
    bool is_power;          /* W, from 0 up; else a utilisation, 0 to 1 */
};

/* Sets integral (n doubles, the caller's) from times and values. */
void trace_integrate(size_t n, const double *time_s, const double *value, double *ret_integral);

/* Mean value over [from_s, to_s], exact for the steps of the trace, at the cost of two searches by
 * halving. to_s > from_s >= 0. With is_looped the trace begins again at its last time (which then
 * holds no value). */
double trace_mean(const struct trace *t, double from_s, double to_s, bool is_looped);

#endif
