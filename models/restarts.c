/* SPDX-License-Identifier: Apache-2.0 */
#include "models/restarts.h"

#include <math.h>

/* Integral of a climb from one level to another in ramp_s, from its begin to t_s within it. */
static double climb_integral(double from, double to, double ramp_s, double t_s)
{
    return t_s * (from + 0.5 * (to - from) * t_s / ramp_s);
}

static double work_integral(const struct wave_training *t, double from_s, double to_s)
{
    return to_s > from_s ? wave_training_mean(t, from_s, to_s - from_s) * (to_s - from_s) : 0.0;
}

/* Integral between two ages since a failure. */
static double after_failure(const struct restarts *r, const struct wave_training *t, double from_s,
                            double to_s)
{
    const double up_s = r->down_s + r->ramp_s;
    double total = r->down * fmax(0.0, fmin(to_s, r->down_s) - from_s);

    if (r->ramp_s > 0.0 && to_s > r->down_s && from_s < up_s) {
        const double first = wave_first(&t->wave);
        const double a_s = fmax(0.0, from_s - r->down_s);
        const double b_s = fmin(to_s - r->down_s, r->ramp_s);
        total += climb_integral(r->down, first, r->ramp_s, b_s) -
                 climb_integral(r->down, first, r->ramp_s, a_s);
    }
    /* The climb stands for the wave's first rise: work begins with the rise behind it. */
    const double clock_s = t->wave.ramp_s - up_s;
    return total + work_integral(t, fmax(from_s, up_s) + clock_s, to_s + clock_s);
}

double restarts_mean(const struct restarts *r, const struct wave_training *t, double from_s,
                     double span_s)
{
    const double end_s = from_s + span_s;
    double failed_s = arrivals_last(&r->failures, from_s);
    double at_s = from_s;
    double total = 0.0;

    while (at_s < end_s) {
        const double next_s = arrivals_next(&r->failures, at_s);
        const double to_s = fmin(end_s, next_s);
        total += isinf(failed_s) ? work_integral(t, at_s, to_s)
                                 : after_failure(r, t, at_s - failed_s, to_s - failed_s);
        failed_s = next_s;
        at_s = to_s;
    }
    return total / span_s;
}
