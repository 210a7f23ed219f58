/* SPDX-License-Identifier: Apache-2.0 */
#include "models/network.h"

#include <math.h>

#include "models/phi.h"

/* The rates of change follow r' = -A r with A = [a, -a; -b, b + d], a = 1/(R12 C1), b = 1/(R12 C2),
 * d = 1/(R2 C2). Rates of decay: the roots of s^2 - (a + b + d) s + a d = 0. */
struct rates {
    double a;
    double b;
    double d;
    double fast;
    double slow;
};

static struct rates rates_of(const struct network *n)
{
    struct rates r = {
        .a = 1.0 / (n->r12_k_w * n->c1_j_k),
        .b = 1.0 / (n->r12_k_w * n->c2_j_k),
        .d = 1.0 / (n->r2_k_w * n->c2_j_k),
    };
    const double half = 0.5 * (r.a + r.b + r.d);

    r.fast = half + sqrt(half * half - r.a * r.d);
    r.slow = r.a * r.d / r.fast; /* product of the roots: no cancellation */
    return r;
}

struct network_times network_times(const struct network *n)
{
    const struct rates r = rates_of(n);

    return (struct network_times){.fast_s = 1.0 / r.fast, .slow_s = 1.0 / r.slow};
}

/* f(A) = f(fast) F + f(slow) S with the projections on the two modes,
 *     S = [fast - a, a; b, a - slow] / (fast - slow),  F = 1 - S. */
static void spread(const struct rates *r, double of_fast, double of_slow, double ret[2][2])
{
    const double gap = r->fast - r->slow;
    /* b f / (f - d), where the difference of two large rates would cancel. */
    const double fast_less_a =
        r->a >= r->d ? r->b * r->fast / (r->fast - r->d) : r->b + r->d - r->slow;
    const double a_less_slow = gap - fast_less_a;

    ret[0][0] = (of_slow * fast_less_a + of_fast * a_less_slow) / gap;
    ret[0][1] = (of_slow - of_fast) * r->a / gap;
    ret[1][0] = (of_slow - of_fast) * r->b / gap;
    ret[1][1] = (of_slow * a_less_slow + of_fast * fast_less_a) / gap;
}

struct network_span network_span(const struct network *n, double dt_s)
{
    const struct rates r = rates_of(n);
    const double fast = phi1(r.fast * dt_s);
    const double slow = phi1(r.slow * dt_s);
    struct network_span span;

    spread(&r, dt_s * fast, dt_s * slow, span.end_s);
    spread(&r, dt_s * phi2_after(r.fast * dt_s, fast), dt_s * phi2_after(r.slow * dt_s, slow),
           span.mean_s);
    return span;
}

struct network_result network_step(const struct network *n, double start1_c, double start2_c,
                                   double dt_s)
{
    const struct network_span s = network_span(n, dt_s);
    const double flow_w = (start1_c - start2_c) / n->r12_k_w;
    const double rate1 = (n->heat_w - flow_w) / n->c1_j_k;
    const double rate2 = (flow_w - (start2_c - n->sink_c) / n->r2_k_w) / n->c2_j_k;
    struct network_result r = {
        .end1_c = start1_c + s.end_s[0][0] * rate1 + s.end_s[0][1] * rate2,
        .end2_c = start2_c + s.end_s[1][0] * rate1 + s.end_s[1][1] * rate2,
    };

    r.to_sink_w =
        n->heat_w - (n->c1_j_k * (r.end1_c - start1_c) + n->c2_j_k * (r.end2_c - start2_c)) / dt_s;
    return r;
}
