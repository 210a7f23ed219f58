/* binding.h - which of a rack's own limits binds it at a moment, by the kind of the limit.
 *
 * Kinds are the names of limits ("rack power", "inlet maximum"). Advisory limits bind nobody, and
 * limits of what feeds a rack are not its own.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_BINDING_H
#define VIZ_BINDING_H

#include "sim/results/results.h"

enum { BINDING_MOST_KINDS = 24 };

/* Margins are stored packed, about a thousand records together, and a pass over a run asks for one after
 * the other: so many records are read together, limit after limit, and of each rack the least is kept. */
struct binding_block {
    double *margin_frac; /* (rows, racks) */
    uint8_t *kinds;      /* likewise, of that limit */
    size_t first;        /* record */
    size_t n;            /* records; 0: empty */
    size_t n_limits;     /* taken in so far */
};

/* One for the moment that is shown, one for reading through the run. */
enum { BINDING_BLOCKS = 2 };

struct binding {
    size_t n_kinds;
    const char *kinds[BINDING_MOST_KINDS];
    long *racks;     /* of each limit of the file; -1: of no rack, or advisory */
    size_t *kind_of; /* of each limit */
    size_t n_racks;
    size_t n_rows; /* records of a block */
    double *piece; /* margins as they are read */
    struct binding_block blocks[BINDING_BLOCKS];
    size_t last_used; /* block */
};

/* Errors  STATUS_NO_MEMORY. binding_close gives everything back, also after an error. */
MUST_CHECK enum status binding_open(const struct results *r, struct binding *ret_binding);
void binding_close(struct binding *b);

/* One piece, about two milliseconds, of the reading of a record; true when there is none left, also when
 * it cannot be read. */
bool binding_fetch(struct binding *b, const struct results *r, size_t time_index);

/* Of each rack at a record the kind with the least margin, and that margin as a fraction; NAN for a
 * rack none of whose limits has a known margin.
 *
 * Errors  STATUS_IO; STATUS_BAD_INPUT: the file holds no limits of racks.
 */
MUST_CHECK enum status binding_read(struct binding *b, const struct results *r, size_t time_index,
                                    double *ret_kinds, double *ret_margin_frac);

#endif
