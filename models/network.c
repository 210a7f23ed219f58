/* SPDX-License-Identifier: Apache-2.0 */
#include "models/network.h"

#include <math.h>

/* Rates of decay: the roots of s^2 - (a + b + d) s + a d = 0 with a = 1/(R12 C1), b = 1/(R12 C2),
 * d = 1/(R2 C2). */
struct rates {
    double fast;
    double slow;
};

static struct rates rates_of(const struct network *n)
{
    const double a = 1.0 / (n->r12_k_w * n->c1_j_k);
    const double b = 1.0 / (n->r12_k_w * n->c2_j_k);
    const double d = 1.0 / (n->r2_k_w * n->c2_j_k);
    const double half = 0.5 * (a + b + d);
    const double fast = half + sqrt(half * half - a * d);

    return (struct rates){.fast = fast, .slow = a * d / fast}; /* product of the roots: no
                                                                * cancellation */
}

struct network_times network_times(const struct network *n)
{
    const struct rates r = rates_of(n);

    return (struct network_times){.fast_s = 1.0 / r.fast, .slow_s = 1.0 / r.slow};
}

/* (1 - exp(-s t)) / s, also for s = 0. */
static double span(double rate, double dt_s)
{
    return rate * dt_s < 1e-12 ? dt_s : -expm1(-rate * dt_s) / rate;
}

struct network_result network_step(const struct network *n, double start1_c, double start2_c,
                                   double dt_s)
{
    const struct rates s = rates_of(n);
    /* First derivatives at the start; the second mass's deviation follows the first's. */
    const double flow_w = (start1_c - start2_c) / n->r12_k_w;
    const double rate1 = (n->heat_w - flow_w) / n->c1_j_k;
    const double rate2 = (flow_w - (start2_c - n->sink_c) / n->r2_k_w) / n->c2_j_k;
    const double a = 1.0 / (n->r12_k_w * n->c1_j_k);
    /* T1' = u e^{-fast t} + v e^{-slow t} with u + v = rate1 and -fast u - slow v = a (rate2 -
     * rate1). */
    const double second1 = a * (rate2 - rate1);
    const double u1 = (-second1 - s.slow * rate1) / (s.fast - s.slow);
    const double v1 = rate1 - u1;
    /* From the first equation, T2' = T1' + T1'' / a. */
    const double u2 = u1 * (1.0 - s.fast / a);
    const double v2 = v1 * (1.0 - s.slow / a);
    struct network_result r = {
        .end1_c = start1_c + u1 * span(s.fast, dt_s) + v1 * span(s.slow, dt_s),
        .end2_c = start2_c + u2 * span(s.fast, dt_s) + v2 * span(s.slow, dt_s),
    };

    r.to_sink_w =
        n->heat_w - (n->c1_j_k * (r.end1_c - start1_c) + n->c2_j_k * (r.end2_c - start2_c)) / dt_s;
    return r;
}
