/* growth_sizes.h - margins of the plans of an era by the number of racks, run once each.
 *
 * Internal to the growth study.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_GROWTH_SIZES_H
#define SIM_DECIDE_GROWTH_SIZES_H

#include "sim/decide/growth.h"

enum { GROWTH_MOST_SIZES = 4096 };

/* One plan: so much load in the racks of an era. */
struct growth_size {
    bool is_run;
    double planned_w;
    struct variant_answer answer;
};

/* The plans of one era, a rack of its rung apart. */
struct growth_sizes {
    struct arena *scratch;
    struct arena *arena;
    const struct growth_request *request;
    const struct growth_plan *plan;
    size_t era;
    double low_w; /* load of the first */
    struct growth_size *sizes;
    size_t n;
    size_t *n_runs;
    const char *why;
};

/* Sets up the sizes from low_w to high_w. */
void growth_sizes_make(struct growth_sizes *s, double low_w, double high_w);

/* What {n} racks of each rung are in the words of --set, after the user's own. */
const char *const *growth_sizes_sets(struct growth_sizes *s, const double *racks, size_t *ret_n);

/* Runs size i, or gives what it gave.
 *
 * Errors  STATUS_BAD_INPUT with s->why; STATUS_INTERRUPTED; those of the engine. */
MUST_CHECK enum status growth_sizes_run(struct growth_sizes *s, size_t i,
                                        const struct growth_size **ret_size);

/* Leaves out the sizes that have no steady state: there heat gathers without end and no margin is
 * known. n may be 0 afterwards.
 *
 *   ret_unsettled_w  planned load of the first of them; INFINITY without */
MUST_CHECK enum status growth_sizes_settle(struct growth_sizes *s, double *ret_unsettled_w);

/* A limit of an element is told by its subject; those of racks and nodes by their kind of rack. */
bool growth_is_same(const struct variant_limit *a, const struct variant_limit *b);

/* The limit of this kind with the least margin, or NULL when the plan has none; n_alike counts those
 * that are passed. */
const struct variant_limit *growth_find(const struct variant_answer *answer,
                                        const struct variant_limit *kind, size_t *ret_n_alike);

/* The planned load at which a limit is met in this era (of at least one size): 0 when its first size passes it already,
 * INFINITY when none does.
 *
 *   ret_first  as the first size that passes it leaves it; set when there is one
 */
MUST_CHECK enum status growth_sizes_threshold(struct growth_sizes *s,
                                              const struct variant_limit *kind, double *ret_load_w,
                                              struct variant_limit *ret_first, size_t *ret_n_alike);

#endif
