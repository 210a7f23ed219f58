/* contingency_print.h - losses as text and as JSON, and what an element feeds.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_CONTINGENCY_PRINT_H
#define SIM_CLI_CONTINGENCY_PRINT_H

#include "sim/base/units.h"
#include "sim/cli/json.h"
#include "sim/study/contingency.h"

struct contingency_view {
    struct arena *arena;
    const struct plan *plan;
    const struct contingency_answer *answer;
    const struct downstream *downstream;
    double horizon_s;
    double wall_s;  /* that the cases took */
    size_t n_most;  /* lines of a table; 0: all */
    bool is_brief;  /* the verdict only */
    bool has_racks; /* one loss, rack by rack */
    bool is_strict; /* what has no spare counts too */
    enum unit_system units;
};

/* Did a single loss end worse than the design promises? With is_strict: did any drop or pass
 * anything? */
bool contingency_print_is_passed(const struct contingency_view *v);

/* Cases that say the same of elements of one kind share a line. */
void contingency_print_text(const struct contingency_view *v);

/* One object, "headroom.contingency/1". */
void contingency_print_json(const struct contingency_view *v);

/* The one loss that was asked for, rack by rack: what is off first comes first. */
void contingency_print_racks(const struct contingency_view *v);

/* Likewise, as the array "racks" of an open object. */
void contingency_print_racks_json(const struct contingency_view *v,
                                  const struct contingency_row *row, struct json *j);

/* What an element feeds, as a tree with the loads before the fault. */
void contingency_print_tree(const struct contingency_view *v, struct plan_item item);

#endif
