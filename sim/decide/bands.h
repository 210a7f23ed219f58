/* bands.h - how far totals may be off, and which number moves the order most.
 *
 * Each lever is drawn from a triangle between its low and its high with the peak at its value, by the
 * inverse of its distribution at a point of a Sobol' sequence that is shifted by the seed (modulo
 * one). The sequence has 40 dimensions; should there be more uncertain levers, those that move the
 * totals least are drawn at random. All options are computed from the same draw, so that what they
 * share does not blur their difference. The year of a term or a count is not rounded.
 *
 * Source  GSL, quasi-random sequences; Cranley and Patterson 1976 for the shift.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_BANDS_H
#define SIM_DECIDE_BANDS_H

#include "sim/decide/levers.h"

struct bands_band {
    double p5;
    double p50;
    double p95;
};

struct bands {
    size_t n_samples;
    unsigned long seed;
    size_t n_uncertain; /* levers with a band */
    struct bands_band npv[LEVERS_MOST_COLUMNS];
    struct bands_band more[LEVERS_MOST_COLUMNS]; /* total less that of the first column */
    double cheapest_frac[LEVERS_MOST_COLUMNS];   /* share of the draws; ties count for the first */
};

/* Draws n_samples times; columns without a total are left out (NAN).
 *
 * Errors  STATUS_NO_MEMORY of GSL.
 */
MUST_CHECK enum status bands_draw(struct arena *arena, const struct levers *l, size_t n_samples,
                                  unsigned long seed, struct bands *ret_bands);

/* Total of column b less that of a with one lever at each of its ends. */
struct bands_swing {
    size_t lever;
    double low_usd;
    double high_usd;
};

/* Every lever that moves the difference, the widest first; ret_swings has room for l->n. Returns how
 * many. */
size_t bands_tornado(const struct levers *l, size_t a, size_t b, struct bands_swing *ret_swings);

#endif
