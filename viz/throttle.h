/* throttle.h - how long a rack still works undisturbed by heat, in this run.
 *
 * A rack throttles in a record when in its interval heat took clock from one of its nodes, or shut one
 * (node_ceiling_min_frac below 1, node_shut_nodes_max above 0). Loss of power is no throttling, and nor
 * is a cap. The time left at a record reaches to the next record in which the rack throttles, 0 in such a
 * record: it is known to one record, and throttling may begin up to one interval earlier.
 *
 * What comes after a record must be read before the record can be told: throttle_scan takes the run in
 * its order and keeps 2 bytes for each rack and thousand records.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_THROTTLE_H
#define VIZ_THROTTLE_H

#include "sim/results/results.h"

/* Records that are looked up together. */
enum { THROTTLE_ROWS = 1024 };

struct throttle {
    const struct results *results;
    const struct results_variable *ceiling;
    const struct results_variable *shut;
    size_t n_racks;
    size_t n_nodes;
    long *racks;        /* of each node; -1: of none */
    double *ceilings;   /* (n_nodes) of a record */
    double *shut_nodes; /* likewise */
    bool *is_hot;       /* (n_racks): throttles in the record that was scanned last */
    bool *is_told;      /* (n_racks): some node of it tells its ceiling, in the record shown */
    bool *is_now_hot;   /* (n_racks): of the record in hand */
    double *began_s;    /* (n_racks): since when it has not */
    double longest_s;   /* time left of any rack at any record scanned */
    size_t n_scanned;
    uint16_t *first; /* (blocks of records, n_racks): the first of them in which it throttles */
    uint16_t *next;  /* (THROTTLE_ROWS, n_racks): of one block, the next from each record on */
    size_t block;    /* which one that is */
    bool has_block;
};

/* Takes no memory of the file yet. throttle_close gives all back, also after an error.
 *
 * Errors  STATUS_BAD_INPUT: the file does not tell it; STATUS_NO_MEMORY.
 */
MUST_CHECK enum status throttle_open(const struct results *r, struct throttle *ret_throttle);
void throttle_close(struct throttle *t);

/* One piece of the reading of a record; true when there is none left (results_fetch). */
bool throttle_fetch(const struct throttle *t, size_t time_index);

/* Takes in the next record, number n_scanned.
 *
 *   ret_n_hot  racks that throttle in it
 *
 * Errors  STATUS_IO.
 */
MUST_CHECK enum status throttle_scan(struct throttle *t, size_t *ret_n_hot);

/* Seconds that each rack has left at a record: INFINITY: it does not throttle from there on in this run;
 * NAN: it holds no node that could, or what follows is not scanned yet.
 *
 * Errors  STATUS_IO.
 */
MUST_CHECK enum status throttle_read(struct throttle *t, size_t time_index, double *ret_left_s);

#endif
