/* SPDX-License-Identifier: Apache-2.0 */
#include "models/transport.h"

#include <math.h>

/* Chances of a Poisson count at mean x: exactly m in at[m], at least m in tail[m]. */
struct poisson {
    double at[TRANSPORT_TANKS + 1];
    double tail[TRANSPORT_TANKS + 1];
};

static void find_poisson(struct poisson *p, double x)
{
    double below = 0.0;

    p->at[0] = exp(-x);
    for (int m = 1; m <= TRANSPORT_TANKS; m++) {
        below += p->at[m - 1];
        p->at[m] = p->at[m - 1] * x / m;
    }
    /* The last tail by its own terms where they are small, by the others where those are; the rest
     * by adding: no difference loses digits. */
    double tail = 1.0 - below;
    if (x < TRANSPORT_TANKS) {
        double term = p->at[TRANSPORT_TANKS];
        tail = 0.0;
        for (int m = TRANSPORT_TANKS + 1; term > 1e-17 * tail; m++) {
            tail += term;
            term *= x / m;
        }
    }
    p->tail[TRANSPORT_TANKS] = tail;
    for (int m = TRANSPORT_TANKS; m > 0; m--) {
        p->tail[m - 1] = p->tail[m] + p->at[m - 1];
    }
}

double transport_step(const struct transport *t, double *tanks_c, size_t stride, double dt_s)
{
    enum { N = TRANSPORT_TANKS };
    double over_k[N];
    struct poisson p;

    if (!(t->capacity_j_k > 0.0)) {
        transport_fill(tanks_c, stride, t->in_c);
        return t->in_c;
    }
    const double x = t->w_per_k * dt_s * N / t->capacity_j_k;
    if (!(x > 0.0)) {
        return tanks_c[(N - 1) * stride];
    }
    find_poisson(&p, x);
    double out_k = 0.0;
    for (int k = 0; k < N; k++) {
        over_k[k] = tanks_c[(size_t)k * stride] - t->in_c;
        out_k += over_k[k] * (p.tail[N - k] / x);
    }
    for (int k = 0; k < N; k++) {
        double end_k = 0.0;
        for (int j = 0; j <= k; j++) {
            end_k += over_k[j] * p.at[k - j];
        }
        tanks_c[(size_t)k * stride] = t->in_c + end_k;
    }
    return t->in_c + out_k;
}

double transport_mean_c(const double *tanks_c, size_t stride)
{
    double sum = 0.0;

    for (int k = 0; k < TRANSPORT_TANKS; k++) {
        sum += tanks_c[(size_t)k * stride];
    }
    return sum / TRANSPORT_TANKS;
}

void transport_fill(double *tanks_c, size_t stride, double temp_c)
{
    for (int k = 0; k < TRANSPORT_TANKS; k++) {
        tanks_c[(size_t)k * stride] = temp_c;
    }
}
