/* transport.h - coolant that travels along a pipe: it arrives a delay later.
 *
 *     C/N dT_k/dt = w (T_(k-1) - T_k),  k = 1 .. N       N tanks in series, T_0 the inlet
 *
 * With flow and inlet held over a step the tanks end where a Poisson sum puts them, and what left is
 * an incomplete gamma function of it: exact for any step, at no flow too. The mean delay is volume
 * over flow whatever N; the front is smeared to 1 / sqrt(N) of the delay, 35 % with eight tanks,
 * which lies between plug flow and the mixing of bends, filters and manifolds.
 *
 * Source  Levenspiel, Chemical Reaction Engineering, chapter 14 (tanks in series).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_TRANSPORT_H
#define MODELS_TRANSPORT_H

#include <stddef.h>

enum { TRANSPORT_TANKS = 8 };

struct transport {
    double capacity_j_k; /* of the whole pipe; 0: no pipe                    */
    double w_per_k;      /* capacity rate of what flows; 0: it stands still  */
    double in_c;
};

/* Advances the tanks (tank k at tanks_c[k * stride], the first at the inlet) by dt_s > 0 and returns
 * the mean temperature at the outlet. Energy closes to rounding:
 * w (in - mean out) dt == C/N sum of (end - start). */
double transport_step(const struct transport *t, double *tanks_c, size_t stride, double dt_s);

/* Mean temperature of the tanks. */
double transport_mean_c(const double *tanks_c, size_t stride);

void transport_fill(double *tanks_c, size_t stride, double temp_c);

#endif
