/* tree_mark.c - what hangs on what is looked at, and what that hangs on.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "viz/tree.h"

void tree_unmark(struct tree *t)
{
    for (size_t i = 0; i < t->n; i++) {
        t->nodes[i].is = HOLD_NOT;
    }
    for (size_t i = 0; i < t->n_racks; i++) {
        t->hold[i] = HOLD_NOT;
    }
}

/* Marks what feeds a node; true when something was not marked before. */
static bool mark_parents(struct tree *t, size_t node)
{
    bool has_marked = false;

    for (size_t k = t->parents.first[node]; k < t->parents.first[node + 1]; k++) {
        struct tree_node *const parent = &t->nodes[t->parents.to[k]];
        has_marked = has_marked || parent->is != HOLD_FED;
        parent->is = HOLD_FED;
    }
    return has_marked;
}

void tree_mark_above(struct tree *t, size_t rack)
{
    bool has_marked = true;

    tree_unmark(t);
    for (size_t k = t->racks.first[rack]; k < t->racks.first[rack + 1]; k++) {
        t->nodes[t->racks.to[k]].is = HOLD_FED;
    }
    while (has_marked) {
        has_marked = false;
        for (size_t i = 0; i < t->n; i++) {
            has_marked = (t->nodes[i].is == HOLD_FED && mark_parents(t, i)) || has_marked;
        }
    }
}

/* Who is fed is fed, whatever else; who is cooled by what is fed or cooled is cooled. */
static enum tree_hold stronger(enum tree_hold a, enum tree_hold b)
{
    return a == HOLD_FED || b == HOLD_NOT ? a : b;
}

static enum tree_hold strongest(const struct tree *t, const struct tree_links *links, size_t i)
{
    enum tree_hold hold = HOLD_NOT;

    for (size_t k = links->first[i]; k < links->first[i + 1]; k++) {
        hold = stronger(hold, t->nodes[links->to[k]].is);
    }
    return hold;
}

/* Takes on what a node's parents and motors hang on; true when that is more than before. */
static bool mark_node(struct tree *t, size_t i)
{
    const enum tree_hold before = t->nodes[i].is;
    enum tree_hold hold = stronger(before, strongest(t, &t->parents, i));

    if (hold == HOLD_NOT && strongest(t, &t->motors, i) != HOLD_NOT) {
        hold = HOLD_COOLED;
    }
    t->nodes[i].is = hold;
    return hold != before;
}

static enum tree_hold hold_of_air(const struct tree *t)
{
    enum tree_hold hold = HOLD_NOT;

    for (size_t i = 0; i < t->n; i++) {
        if (strcmp(t->nodes[i].kind, "crah") == 0) {
            hold = stronger(hold, t->nodes[i].is);
        }
    }
    return hold;
}

void tree_mark_below(struct tree *t, size_t node)
{
    bool has_marked = true;

    tree_unmark(t);
    t->nodes[node].is = HOLD_FED;
    while (has_marked) {
        has_marked = false;
        for (size_t i = 0; i < t->n; i++) {
            has_marked = mark_node(t, i) || has_marked;
        }
    }
    const enum tree_hold air = hold_of_air(t);
    for (size_t r = 0; r < t->n_racks; r++) {
        t->hold[r] = strongest(t, &t->racks, r);
        t->hold[r] = t->draws_air[r] ? stronger(t->hold[r], air) : t->hold[r];
    }
}
