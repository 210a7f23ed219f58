/* draw.h - seeded numbers for property and contract tests.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_SUPPORT_DRAW_H
#define TESTS_SUPPORT_DRAW_H

#include <math.h>
#include <stddef.h>

#include <gsl/gsl_rng.h>

/* A generator with a seed; print the case number when a property fails. */
static inline gsl_rng *draw_create(unsigned long seed)
{
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);

    gsl_rng_set(rng, seed);
    return rng;
}

/* Uniform in [low, high]. */
static inline double draw_between(const gsl_rng *rng, double low, double high)
{
    return low + (high - low) * gsl_rng_uniform(rng);
}

/* Log-uniform in [low, high] where both are positive: ranges that span decades. */
static inline double draw_decades(const gsl_rng *rng, double low, double high)
{
    return low > 0.0 && high / low > 100.0 ? low * exp(log(high / low) * gsl_rng_uniform(rng))
                                           : draw_between(rng, low, high);
}

/* 0 .. n - 1 */
static inline size_t draw_index(const gsl_rng *rng, size_t n)
{
    return (size_t)gsl_rng_uniform_int(rng, n);
}

#endif
