/* offer.h - a colocation contract's terms against what the run asked of them.
 *
 * The run checks each term as a limit of its own, "contracted ..." (sim/hall/build_limits.c): here
 * they are gathered, one line a term, so that a comparison can say that an option is cheap but does
 * not hold the pod.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_OFFER_H
#define SIM_DECIDE_OFFER_H

#include "sim/results/results.h"

enum { OFFER_MOST_TERMS = 12 };

struct offer_term {
    const char *name; /* "contracted rack power" */
    const struct results_limit *worst;
    size_t n_subjects;
    size_t n_broken; /* beyond the term, its band aside */
};

struct offer {
    struct offer_term terms[OFFER_MOST_TERMS];
    size_t n_terms;
    size_t n_broken; /* terms that are not held and are no mere advice */
};

/* The terms of a run; none without a contract. */
void offer_of(const struct results *r, struct offer *ret_offer);

/* "held", "BROKEN", or what it means that advice is not kept. */
const char *offer_term_words(const struct offer_term *term);

/* The contract's greatest power of a rack; NAN without one. */
double offer_rack_w(const struct offer *offer);

#endif
