/* tree.h - what feeds what, of power and of cooling, with loads and margins; and what hangs on what.
 *
 * In the one-line diagram power flows from left to right: an element stands one column after the last of
 * its parents. Below it stands cooling: plants, then the air handlers and CDUs that they serve. Racks' own
 * circuits are not drawn, their racks show them; they are known, so that a rack's feeds can be followed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_TREE_H
#define VIZ_TREE_H

#include "viz/fold.h"

/* How something hangs on what is looked at: not; by power from a feed, by water or air from cooling; or
 * through cooling alone whose motors hang on that feed. */
enum tree_hold { HOLD_NOT, HOLD_FED, HOLD_COOLED };

struct tree_node {
    const char *name;
    const char *kind;  /* dimension of the results: "feed", "plant", "crah", "cdu" */
    size_t item;       /* number in its dimension */
    bool is_circuit;   /* of one rack: has no place */
    bool is_power;     /* a feed */
    enum tree_hold is; /* to what was marked; what is marked is HOLD_FED */
    size_t column;
    size_t row;
    double load_w; /* that it carries or removes; NAN: not known */
    double
        rating; /* in W, else in VA, else in A; of cooling its greatest heat then. NAN: not known */
    const char *rating_unit;
    double load_frac;   /* of that; NAN: not known */
    double margin_frac; /* the least of its limits at that moment; NAN: not known, or no limit */
};

/* From item i to the nodes to[first[i]] .. to[first[i + 1] - 1]. */
struct tree_links {
    size_t *first;
    size_t *to;
};

/* To find a node: feeds first, then by the alphabet. */
struct tree_name {
    const char *name;
    bool is_power;
    size_t node;
};

struct tree {
    struct tree_node *nodes;
    size_t n;
    size_t n_columns;
    size_t n_rows;
    struct tree_links parents; /* of each node: of its own kind of flow */
    struct tree_links motors;  /* of each node of cooling: feeds of its motors */
    struct tree_links racks;   /* of each rack: its feeds and CDUs */
    size_t n_racks;
    bool *draws_air;           /* (n_racks) at the moment */
    enum tree_hold *hold;      /* (n_racks) on what was marked */
    struct tree_name *by_name; /* (n) */
    long *limit_nodes;         /* of each limit of the file; -1: of none, or advisory */
    struct fold margins;       /* by nodes */
    size_t time_index;         /* of loads and margins */
    bool has_time;
};

/* Errors  STATUS_NO_MEMORY. A file that has neither feeds nor cooling has no nodes. tree_close gives
 * everything back, also after an error. */
MUST_CHECK enum status tree_open(const struct results *r, struct tree *ret_tree);
void tree_close(struct tree *t);

/* Reads loads and margins of a record, unless they stand there.
 *
 * Errors  STATUS_NO_MEMORY. What the file does not hold is NAN.
 */
MUST_CHECK enum status tree_set_time(struct tree *t, const struct results *r, size_t time_index);

/* The node of a name, feeds before cooling; -1 for none. */
long tree_find(const struct tree *t, const char *name);

/* Marks a rack's feeds and CDUs and all that those hang on. */
void tree_mark_above(struct tree *t, size_t rack);

/* Marks a node and all nodes and racks that hang on it, directly or through others. Racks that draw air
 * hang on every air handler. What a node loses to its partner is not asked: both feeds of a rack hold it. */
void tree_mark_below(struct tree *t, size_t node);
void tree_unmark(struct tree *t);

#endif
