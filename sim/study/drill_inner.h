/* drill_inner.h - the parts of a drill: its halls, what is put where, and the replay.
 *
 * Internal to the drill.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_STUDY_DRILL_INNER_H
#define SIM_STUDY_DRILL_INNER_H

#include "sim/study/drill_bench.h"

/* A hall of the drill. */
struct drill_side {
    const struct scn_receiver *receiver; /* NULL: lost */
    size_t index;                        /* of the receiver in the request */
    size_t site;
    size_t hall;
    const char *name; /* "SITE/HALL" */
    const struct plan *plan;
    size_t *places; /* racks that take work over, in order */
    size_t n_places;
    size_t *queue; /* units that may go there, by priority: those it takes come first */
    size_t n_queued;
    size_t n_taken;
    struct drill_arrival *arrivals; /* (places) those of the queue, in its order */
    struct drill_bench bench;
    size_t n_looks;
    bool is_monotone;
    struct drill_look next; /* with one more; limit -1 and passed_s NAN when it was not tried */
    bool has_next;
};

struct drill {
    struct arena *arena;
    const struct drill_request *request;
    struct drill_answer *answer;
    struct drill_side *sides; /* lost halls, then receivers */
    size_t n_sides;
    size_t n_lost;
    int64_t end_us;
    int64_t mark_us;
};

/* Finds the greatest number that side takes of its queue, and what one more passes. */
MUST_CHECK enum status drill_search(struct drill *d, struct drill_side *side);

/* Replays all halls in time with what is put where, and fills the answer's halls and series. */
MUST_CHECK enum status drill_replay(struct drill *d);

#endif
