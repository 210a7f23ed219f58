/* SPDX-License-Identifier: Apache-2.0 */
#include "models/trace.h"

#include <math.h>

/* Index of the value that holds at time_s: the last one not after it. */
static size_t at_time(const struct trace *t, double time_s)
{
    size_t low = 0;
    size_t high = t->n;

    while (high - low > 1) {
        const size_t middle = (low + high) / 2;
        if (t->time_s[middle] <= time_s) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

void trace_integrate(size_t n, const double *time_s, const double *value, double *ret_integral)
{
    double total = 0.0;

    for (size_t i = 0; i < n; i++) {
        total += i > 0 ? value[i - 1] * (time_s[i] - time_s[i - 1]) : 0.0;
        ret_integral[i] = total;
    }
}

/* Integral from from_s to to_s without looping. The stretches at both ends are taken alone, so that
 * a short step late in a long trace is not the small difference of two large sums. */
static double span_integral(const struct trace *t, double from_s, double to_s)
{
    const size_t first = at_time(t, from_s);
    const size_t last = at_time(t, to_s);

    if (first == last) {
        return t->value[first] * (to_s - from_s);
    }
    return t->value[first] * (t->time_s[first + 1] - from_s) +
           (t->integral[last] - t->integral[first + 1]) + t->value[last] * (to_s - t->time_s[last]);
}

double trace_mean(const struct trace *t, double from_s, double to_s, bool is_looped)
{
    const double span_s = to_s - from_s;
    const double length_s = t->time_s[t->n - 1];

    if (!is_looped || length_s <= 0.0) {
        return span_integral(t, from_s, to_s) / span_s;
    }
    /* Whole rounds have one integral; what is left begins somewhere in a round. */
    const double rounds = floor(span_s / length_s);
    const double begin_s = fmod(from_s, length_s);
    const double end_s = begin_s + (span_s - rounds * length_s);
    double total = rounds * t->integral[t->n - 1];
    if (end_s <= length_s) {
        total += span_integral(t, begin_s, end_s);
    } else {
        total += span_integral(t, begin_s, length_s) + span_integral(t, 0.0, end_s - length_s);
    }
    return total / span_s;
}
