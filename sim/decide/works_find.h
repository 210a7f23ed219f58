/* works_find.h - the cheapest set of works that a judge lets pass, with few questions to the judge.
 *
 * The judge runs the physics on a set and names every limit that is passed. Each names the items that
 * could lift it; from that the search learns a clause (works_cover.h) that every set must meet: another
 * of those items, or one of the rest left out that may be what passes it. It asks about the cheapest
 * set that meets all clauses so far; the first that passes no limit is the cheapest of all, as long as
 *
 *   - no work helps a limit that it does not name (it may make it worse);
 *   - a work that a limit names makes that limit no worse.
 *
 * When no set is left, limits that no set clears even alone are left out and told, and the search
 * goes on for the others.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_WORKS_FIND_H
#define SIM_DECIDE_WORKS_FIND_H

#include "models/status.h"
#include "sim/base/arena.h"
#include "sim/decide/works_cover.h"

/* A limit that a set leaves passed. */
struct works_breach {
    const char *limit; /* its identity: the same words for the same limit in every answer; NULL: the
                         * set was refused, and nothing is known of its limits */
    uint64_t lifted_by; /* items that could lift it */
};

/* What can be done, and who tells what comes of it. The judge may add items when a limit is passed
 * for the first time; those that a limit names must all be there then. */
struct works_problem {
    struct cover_item items[COVER_MOST_ITEMS];
    size_t n_items;
    enum status (*judge)(void *whom, struct works_problem *problem, uint64_t set,
                         struct works_breach **ret_breaches, size_t *ret_n);
    void *whom;
    size_t most_questions;
};

struct works_answer {
    bool is_found; /* a set that passes all but the limits that are left out */
    bool is_exact; /* false: the questions ran out, or the items did */
    uint64_t set;  /* the cheapest; or the last one asked about */
    struct cover_cost cost;
    const char **left_out; /* limits that nothing lifts */
    size_t n_left_out;
    size_t n_questions;
};

/* Searches.
 *
 * Errors  those of the judge.
 */
MUST_CHECK enum status works_find(struct arena *arena, struct works_problem *problem,
                                  struct works_answer *ret_answer);

#endif
