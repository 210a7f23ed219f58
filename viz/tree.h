/* tree.h - the one-line diagram: what feeds what, of power and of cooling, with loads and margins.
 *
 * Power flows from left to right: an element stands one column after the last of its parents. Below it
 * stands cooling: plants, then the air handlers and CDUs that they serve. Racks' own circuits are
 * not drawn, their racks show them; they are known, so that a rack's feeds can be followed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_TREE_H
#define VIZ_TREE_H

#include "sim/results/results.h"

struct tree_node {
    const char *name;
    const char *kind;    /* dimension of the results: "feed", "plant", "crah", "cdu" */
    const char *parents; /* names with ", " between them; "" for none */
    size_t item;         /* number in its dimension */
    bool is_circuit;     /* of one rack: has no place */
    bool is_marked;      /* by tree_mark */
    size_t column;
    size_t row;
    double load_w;      /* that it carries or removes; NAN: not known */
    double margin_frac; /* the least of its limits at that moment; NAN: not known, or no limit */
};

struct tree {
    struct tree_node *nodes;
    size_t n;
    size_t n_columns;
    size_t n_rows;
};

/* Errors  STATUS_NO_MEMORY; STATUS_BAD_INPUT: the file has neither feeds nor cooling. tree_close gives
 * everything back, also after an error. */
MUST_CHECK enum status tree_open(const struct results *r, struct tree *ret_tree);
void tree_close(struct tree *t);

/* Reads loads and margins of a record.
 *
 * Errors  STATUS_NO_MEMORY. What the file does not hold is NAN.
 */
MUST_CHECK enum status tree_set_time(struct tree *t, const struct results *r, size_t time_index);

/* Marks the feeds and the CDUs of these names, as a rack has them, and all that those hang on. */
void tree_mark(struct tree *t, const char *feeds, const char *cdus);

/* True when one of two nodes feeds the other: power does not come from a plant, nor water from a feed. */
bool tree_feeds(const struct tree_node *parent, const struct tree_node *node);

/* True when a text such as "pdu-a1, pdu-b1" has this name. */
bool tree_names(const char *names, const char *name);

#endif
