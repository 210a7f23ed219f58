/* fold.h - the least margin of each of some groups of limits, at any record.
 *
 * Margins are stored packed, about a thousand records together, and a pass over a run asks for one after
 * the other: so many records are read together, limit after limit, and of each group only the least is
 * kept. Memory does not grow with the file or its limits.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_FOLD_H
#define VIZ_FOLD_H

#include "sim/results/results.h"

struct fold_block {
    double *margin_frac; /* (rows, groups) */
    uint32_t *limits;    /* likewise: whose margin that is */
    size_t first;        /* record */
    size_t n;            /* records; 0: empty */
    size_t n_limits;     /* taken in so far */
};

/* One for the moment that is shown, one for reading through the run. */
enum { FOLD_BLOCKS = 2 };

struct fold {
    const long *groups; /* of each limit of the file; -1: of none. The caller's */
    size_t n_groups;
    size_t n_rows; /* records of a block */
    double *piece; /* margins as they are read */
    struct fold_block blocks[FOLD_BLOCKS];
    size_t last_used; /* block */
};

/* Errors  STATUS_NO_MEMORY. fold_close gives everything back, also after an error. */
MUST_CHECK enum status fold_open(const long *groups, size_t n_groups, struct fold *ret_fold);
void fold_close(struct fold *f);

/* One piece, about a millisecond, of the reading of a record; true when there is none left, also when it
 * cannot be read. */
bool fold_fetch(struct fold *f, const struct results *r, size_t time_index);

/* Of each group at a record the least margin, and the number of the limit whose it is, the first of
 * equals; NAN where no margin is known. They stay valid until the next call.
 *
 * Errors  STATUS_OUT_OF_RANGE: no such record; STATUS_IO.
 */
MUST_CHECK enum status fold_read(struct fold *f, const struct results *r, size_t time_index,
                                 const double **ret_margin_frac, const uint32_t **ret_limits);

#endif
