/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/tree.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The kinds in the order in which they stand, with what each carries. */
static const struct {
    const char *kind;
    const char *parents; /* text variable */
    const char *load;
    size_t column; /* of cooling; feeds find their own */
} kinds[] = {
    {"feed", "feed_parents", "feed_load_w", 0},
    {"plant", "", "plant_load_w", 0},
    {"crah", "crah_plant", "crah_coil_w", 1},
    {"cdu", "cdu_plant", "cdu_heat_w", 1},
};
enum { N_KINDS = sizeof kinds / sizeof kinds[0] };

bool tree_names(const char *names, const char *name)
{
    const size_t length = strlen(name);

    for (const char *at = names; *at != '\0';) {
        const size_t word = strcspn(at, ",");
        if (word == length && strncmp(at, name, length) == 0) {
            return true;
        }
        at += word;
        at += strspn(at, ", ");
    }
    return false;
}

static void take_kind(struct tree *t, const struct results *r, size_t k)
{
    const struct results_dim *const dim = results_dim(r, kinds[k].kind);
    const char *const *const parents = results_labels(r, kinds[k].parents);

    for (size_t i = 0; dim != NULL && i < dim->n; i++) {
        t->nodes[t->n++] = (struct tree_node){.name = dim->labels[i],
                                              .kind = kinds[k].kind,
                                              .parents = parents != NULL ? parents[i] : "",
                                              .item = i,
                                              .is_circuit = strchr(dim->labels[i], '/') != NULL,
                                              .column = kinds[k].column};
    }
}

static bool is_drawn_feed(const struct tree_node *node)
{
    return strcmp(node->kind, "feed") == 0 && !node->is_circuit;
}

bool tree_feeds(const struct tree_node *parent, const struct tree_node *node)
{
    const bool is_power = strcmp(parent->kind, "feed") == 0;

    return is_power == (strcmp(node->kind, "feed") == 0) && tree_names(node->parents, parent->name);
}

/* Moves a feed behind its parents; true when it had to be moved. */
static bool move_behind(const struct tree *t, struct tree_node *node)
{
    bool has_moved = false;

    for (size_t k = 0; is_drawn_feed(node) && k < t->n; k++) {
        const struct tree_node *const parent = &t->nodes[k];
        if (is_drawn_feed(parent) && node->column <= parent->column && tree_feeds(parent, node)) {
            node->column = parent->column + 1;
            has_moved = true;
        }
    }
    return has_moved;
}

/* A feed stands after its parents. A tree is no deeper than it has elements, so a damaged file in
 * which elements feed each other comes to an end too. */
static void find_columns(struct tree *t)
{
    bool has_moved = true;

    for (size_t pass = 0; has_moved && pass < t->n; pass++) {
        has_moved = false;
        for (size_t i = 0; i < t->n; i++) {
            has_moved = move_behind(t, &t->nodes[i]) || has_moved;
        }
    }
}

/* Marks what feeds a marked node; true when something was not marked before. */
static bool mark_parents(struct tree *t, const struct tree_node *node)
{
    bool has_marked = false;

    for (size_t k = 0; k < t->n; k++) {
        if (!t->nodes[k].is_marked && tree_feeds(&t->nodes[k], node)) {
            t->nodes[k].is_marked = true;
            has_marked = true;
        }
    }
    return has_marked;
}

void tree_mark(struct tree *t, const char *feeds, const char *cdus)
{
    bool has_marked = true;

    for (size_t i = 0; i < t->n; i++) {
        const bool is_feed = strcmp(t->nodes[i].kind, "feed") == 0;
        const bool is_cdu = strcmp(t->nodes[i].kind, "cdu") == 0;
        t->nodes[i].is_marked = (is_feed && tree_names(feeds, t->nodes[i].name)) ||
                                (is_cdu && tree_names(cdus, t->nodes[i].name));
    }
    while (has_marked) {
        has_marked = false;
        for (size_t i = 0; i < t->n; i++) {
            has_marked = (t->nodes[i].is_marked && mark_parents(t, &t->nodes[i])) || has_marked;
        }
    }
}

/* The next free row of the node's column, power above and cooling below. */
static void find_rows(struct tree *t)
{
    size_t n_power_rows = 0;

    for (int is_cooling = 0; is_cooling < 2; is_cooling++) {
        for (size_t i = 0; i < t->n; i++) {
            struct tree_node *const node = &t->nodes[i];
            if (node->is_circuit || is_drawn_feed(node) == (is_cooling != 0)) {
                continue;
            }
            node->row = is_cooling != 0 ? n_power_rows : 0;
            for (size_t k = 0; k < i; k++) {
                const bool is_same = is_drawn_feed(&t->nodes[k]) == is_drawn_feed(node);
                node->row +=
                    is_same && !t->nodes[k].is_circuit && t->nodes[k].column == node->column;
            }
            t->n_rows = node->row >= t->n_rows ? node->row + 1 : t->n_rows;
            t->n_columns = node->column >= t->n_columns ? node->column + 1 : t->n_columns;
        }
        n_power_rows = t->n_rows;
    }
}

enum status tree_open(const struct results *r, struct tree *ret_tree)
{
    struct tree *const t = ret_tree;
    size_t n = 0;

    *t = (struct tree){.n = 0};
    for (size_t k = 0; k < N_KINDS; k++) {
        const struct results_dim *const dim = results_dim(r, kinds[k].kind);
        n += dim != NULL ? dim->n : 0;
    }
    t->nodes = calloc(n + 1, sizeof *t->nodes);
    if (t->nodes == NULL) {
        return STATUS_NO_MEMORY;
    }
    for (size_t k = 0; k < N_KINDS; k++) {
        take_kind(t, r, k);
    }
    find_columns(t);
    find_rows(t);
    return t->n > 0 ? STATUS_OK : STATUS_BAD_INPUT;
}

void tree_close(struct tree *t)
{
    free(t->nodes);
}

/* The least margin of a node's limits among those of a record. */
static double least_margin(const struct tree_node *node, const struct results *r,
                           const double *margins)
{
    double least = (double)NAN;

    for (size_t i = 0; i < results_n_limits(r); i++) {
        const struct results_limit *const l = &results_limits(r)[i];
        if (!l->is_advisory && strcmp(l->dim, node->kind) == 0 &&
            strcmp(l->subject, node->name) == 0) {
            least = fmin(least, margins[i]);
        }
    }
    return least;
}

static void read_loads(struct tree *t, const struct results *r, size_t time_index, size_t k,
                       double *values)
{
    const struct results_variable *const v = results_variable(r, kinds[k].load);
    const bool is_read = v != NULL && results_frame(r, v, time_index, values) == STATUS_OK;

    for (size_t i = 0; i < t->n; i++) {
        if (strcmp(t->nodes[i].kind, kinds[k].kind) == 0) {
            t->nodes[i].load_w = is_read ? values[t->nodes[i].item] : (double)NAN;
        }
    }
}

enum status tree_set_time(struct tree *t, const struct results *r, size_t time_index)
{
    /* No dimension has more items than there are nodes. */
    double *const values = calloc(t->n + 1, sizeof *values);
    double *const margins = calloc(results_n_limits(r) + 1, sizeof *margins);
    const bool has_memory = values != NULL && margins != NULL;
    const bool has_margins = has_memory && results_margins(r, time_index, 1, margins) == STATUS_OK;

    for (size_t k = 0; has_memory && k < N_KINDS; k++) {
        read_loads(t, r, time_index, k, values);
    }
    for (size_t i = 0; i < t->n; i++) {
        t->nodes[i].margin_frac =
            has_margins ? least_margin(&t->nodes[i], r, margins) : (double)NAN;
    }
    free(values);
    free(margins);
    return has_memory ? STATUS_OK : STATUS_NO_MEMORY;
}
