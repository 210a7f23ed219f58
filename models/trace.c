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

/* Integral from from_s to to_s without looping; the last value holds on. */
static double integral(const struct trace *t, double from_s, double to_s)
{
    double total = 0.0;

    for (size_t i = at_time(t, from_s); i < t->n && from_s < to_s; i++) {
        const double until_s = i + 1 < t->n ? fmin(t->time_s[i + 1], to_s) : to_s;
        total += t->value[i] * (until_s - from_s);
        from_s = until_s;
    }
    return total;
}

double trace_mean(const struct trace *t, double from_s, double to_s, int is_looped)
{
    const double span_s = to_s - from_s;
    const double length_s = t->time_s[t->n - 1];

    if (is_looped == 0 || length_s <= 0.0) {
        return integral(t, from_s, to_s) / span_s;
    }
    /* Whole rounds have one integral; what is left begins somewhere in a round. */
    const double rounds = floor(span_s / length_s);
    const double begin_s = fmod(from_s, length_s);
    const double end_s = begin_s + (span_s - rounds * length_s);
    double total = rounds * integral(t, 0.0, length_s);
    if (end_s <= length_s) {
        total += integral(t, begin_s, end_s);
    } else {
        total += integral(t, begin_s, length_s) + integral(t, 0.0, end_s - length_s);
    }
    return total / span_s;
}
