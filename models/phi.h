/* phi.h - what a held input leaves of a first-order decay, for x = dt / tau >= 0.
 *
 *     phi1(x) = (1 - exp(-x)) / x        phi2(x) = (1 - phi1(x)) / x
 *
 * dt phi1 is the integral of exp(-t / tau) over the step, dt phi2 the mean of that integral.
 *
 * Holds   relative to 1e-14; below x = 0.05 phi2 is a series, for its closed form cancels there.
 * Source  exponential integrators; Hochbruck and Ostermann, Acta Numerica 19 (2010).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_PHI_H
#define MODELS_PHI_H

#include <math.h>

static inline double phi1(double x)
{
    return x > 0.0 ? -expm1(-x) / x : 1.0;
}

/* phi1_x is phi1(x), which the caller has already. */
static inline double phi2_after(double x, double phi1_x)
{
    /* 1/2! - x/3! + x^2/4! - ... : the term left out is below 1e-16 of the first. */
    return x < 0.05
               ? 0.5 - x * (1.0 / 6.0 -
                            x * (1.0 / 24.0 -
                                 x * (1.0 / 120.0 -
                                      x * (1.0 / 720.0 - x * (1.0 / 5040.0 - x * (1.0 / 40320.0 -
                                                                                  x / 362880.0))))))
               : (1.0 - phi1_x) / x;
}

#endif
