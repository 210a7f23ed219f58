/* binding.h - which of a rack's own limits binds it at a moment, by the kind of the limit.
 *
 * Kinds are the names of limits ("rack power", "inlet maximum"). Advisory limits bind nobody, and
 * limits of what feeds a rack are not its own.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_BINDING_H
#define VIZ_BINDING_H

#include "viz/fold.h"

enum { BINDING_MOST_KINDS = 24 };

struct binding {
    size_t n_kinds;
    const char *kinds[BINDING_MOST_KINDS];
    long *racks;      /* of each limit of the file; -1: of no rack, or advisory */
    size_t *kind_of;  /* of each limit */
    struct fold fold; /* by racks */
};

/* Errors  STATUS_NO_MEMORY. binding_close gives everything back, also after an error. */
MUST_CHECK enum status binding_open(const struct results *r, struct binding *ret_binding);
void binding_close(struct binding *b);

/* One piece of the reading of a record; true when there is none left (fold_fetch). */
bool binding_fetch(struct binding *b, const struct results *r, size_t time_index);

/* Of each rack at a record the kind with the least margin, and that margin as a fraction; NAN for a
 * rack none of whose limits has a known margin.
 *
 * Errors  STATUS_IO; STATUS_BAD_INPUT: the file holds no limits of racks.
 */
MUST_CHECK enum status binding_read(struct binding *b, const struct results *r, size_t time_index,
                                    double *ret_kinds, double *ret_margin_frac);

#endif
