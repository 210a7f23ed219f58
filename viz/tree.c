/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/tree.h"

#include <stdlib.h>
#include <string.h>

/* The kinds in the order in which they stand. */
static const struct {
    const char *kind;
    const char *parents; /* text variables */
    const char *motors;
    size_t column; /* of cooling; feeds find their own */
} kinds[] = {
    {"feed", "feed_parents", "", 0},
    {"plant", "", "plant_feeds", 0},
    {"crah", "crah_plant", "crah_feeds", 1},
    {"cdu", "cdu_plant", "cdu_feeds", 1},
};
enum { N_KINDS = sizeof kinds / sizeof kinds[0] };

static void take_kind(struct tree *t, const struct results *r, size_t k)
{
    const struct results_dim *const dim = results_dim(r, kinds[k].kind);

    for (size_t i = 0; dim != NULL && i < dim->n; i++) {
        t->nodes[t->n++] = (struct tree_node){.name = dim->labels[i],
                                              .kind = kinds[k].kind,
                                              .item = i,
                                              .is_circuit = strchr(dim->labels[i], '/') != NULL,
                                              .is_power = k == 0,
                                              .column = kinds[k].column};
    }
}

/* ------------------------------------------------------------ names to nodes */

static int order_of(const void *x, const void *y)
{
    const struct tree_name *const a = x;
    const struct tree_name *const b = y;

    return a->is_power != b->is_power ? (int)b->is_power - (int)a->is_power
                                      : strcmp(a->name, b->name);
}

static long find(const struct tree *t, const char *name, bool is_power)
{
    const struct tree_name key = {.name = name, .is_power = is_power};
    const struct tree_name *const found =
        bsearch(&key, t->by_name, t->n, sizeof *t->by_name, order_of);

    return found != NULL ? (long)found->node : -1;
}

long tree_find(const struct tree *t, const char *name)
{
    const long feed = find(t, name, true);

    return feed >= 0 ? feed : find(t, name, false);
}

/* Writes the nodes of a text such as "pdu-a1, pdu-b1" behind the first n links; returns their number then.
 * With to NULL it only counts. */
static size_t take_names(const struct tree *t, const char *names, bool is_power, size_t *to,
                         size_t n)
{
    char name[256];

    for (const char *at = names; *at != '\0';) {
        const size_t length = strcspn(at, ",");
        if (length < sizeof name) {
            memcpy(name, at, length);
            name[length] = '\0';
            const long node = find(t, name, is_power);
            if (node >= 0 && to != NULL) {
                to[n] = (size_t)node;
            }
            n += node >= 0;
        }
        at += length;
        at += strspn(at, ", ");
    }
    return n;
}

/* Texts of items, in as many pieces as the file has them, and which kind of flow they name. */
struct texts {
    const char *const *of;
    size_t n;
    size_t first; /* item that the first is of */
    bool is_power;
};

/* Links from n items to the nodes that texts name. */
static bool link_up(const struct tree *t, const struct texts *texts, size_t n_texts, size_t n,
                    struct tree_links *ret_links)
{
    size_t n_links = 0;

    for (size_t k = 0; k < n_texts; k++) {
        for (size_t i = 0; texts[k].of != NULL && i < texts[k].n; i++) {
            n_links = take_names(t, texts[k].of[i], texts[k].is_power, NULL, n_links);
        }
    }
    ret_links->first = calloc(n + 1, sizeof *ret_links->first);
    ret_links->to = calloc(n_links + 1, sizeof *ret_links->to);
    if (ret_links->first == NULL || ret_links->to == NULL) {
        return false;
    }
    n_links = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < n_texts; k++) {
            if (texts[k].of != NULL && i >= texts[k].first && i < texts[k].first + texts[k].n) {
                n_links = take_names(t, texts[k].of[i - texts[k].first], texts[k].is_power,
                                     ret_links->to, n_links);
            }
        }
        ret_links->first[i + 1] = n_links;
    }
    return true;
}

static bool link_all(struct tree *t, const struct results *r)
{
    struct texts parents[N_KINDS];
    struct texts motors[N_KINDS];
    size_t first = 0;

    for (size_t k = 0; k < N_KINDS; k++) {
        const size_t n = results_n_items(r, kinds[k].kind);
        parents[k] = (struct texts){results_labels(r, kinds[k].parents), n, first, k == 0};
        motors[k] = (struct texts){results_labels(r, kinds[k].motors), n, first, true};
        first += n;
    }
    const struct texts racks[] = {{results_labels(r, "rack_feeds"), t->n_racks, 0, true},
                                  {results_labels(r, "rack_cdus"), t->n_racks, 0, false}};
    return link_up(t, parents, N_KINDS, t->n, &t->parents) &&
           link_up(t, motors, N_KINDS, t->n, &t->motors) &&
           link_up(t, racks, 2, t->n_racks, &t->racks);
}

/* ------------------------------------------------------------- the diagram */

static bool is_drawn_feed(const struct tree_node *node)
{
    return node->is_power && !node->is_circuit;
}

/* Moves a feed behind its parents; true when it had to be moved. */
static bool move_behind(struct tree *t, size_t i)
{
    struct tree_node *const node = &t->nodes[i];
    bool has_moved = false;

    for (size_t k = t->parents.first[i]; is_drawn_feed(node) && k < t->parents.first[i + 1]; k++) {
        const struct tree_node *const parent = &t->nodes[t->parents.to[k]];
        if (is_drawn_feed(parent) && node->column <= parent->column) {
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
            has_moved = move_behind(t, i) || has_moved;
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
            if (node->is_circuit || node->is_power == (is_cooling != 0)) {
                continue;
            }
            node->row = is_cooling != 0 ? n_power_rows : 0;
            for (size_t k = 0; k < i; k++) {
                node->row += t->nodes[k].is_power == node->is_power && !t->nodes[k].is_circuit &&
                             t->nodes[k].column == node->column;
            }
            t->n_rows = node->row >= t->n_rows ? node->row + 1 : t->n_rows;
            t->n_columns = node->column >= t->n_columns ? node->column + 1 : t->n_columns;
        }
        n_power_rows = t->n_rows;
    }
}

/* -------------------------------------------------------- opening, closing */

/* The node of each limit that is of one, and not advisory. */
static void find_limits(struct tree *t, const struct results *r)
{
    for (size_t i = 0; i < results_n_limits(r); i++) {
        const struct results_limit *const l = &results_limits(r)[i];
        const bool is_feed = strcmp(l->dim, "feed") == 0;
        const bool is_rack = strcmp(l->dim, "rack") == 0 || strcmp(l->dim, "node") == 0;
        const long node = is_rack || l->is_advisory ? -1 : find(t, l->subject, is_feed);
        const bool is_of_it = node >= 0 && strcmp(t->nodes[node].kind, l->dim) == 0;
        t->limit_nodes[i] = is_of_it ? node : -1;
    }
}

enum status tree_open(const struct results *r, struct tree *ret_tree)
{
    struct tree *const t = ret_tree;
    size_t n = 0;

    *t = (struct tree){.n_racks = results_n_items(r, "rack")};
    for (size_t k = 0; k < N_KINDS; k++) {
        n += results_n_items(r, kinds[k].kind);
    }
    t->nodes = calloc(n + 1, sizeof *t->nodes);
    t->by_name = calloc(n + 1, sizeof *t->by_name);
    t->limit_nodes = calloc(results_n_limits(r) + 1, sizeof *t->limit_nodes);
    t->draws_air = calloc(t->n_racks + 1, sizeof *t->draws_air);
    t->hold = calloc(t->n_racks + 1, sizeof *t->hold);
    if (t->nodes == NULL || t->by_name == NULL || t->limit_nodes == NULL || t->draws_air == NULL ||
        t->hold == NULL || fold_open(t->limit_nodes, n, &t->margins) != STATUS_OK) {
        return STATUS_NO_MEMORY;
    }
    for (size_t k = 0; k < N_KINDS; k++) {
        take_kind(t, r, k);
    }
    for (size_t i = 0; i < t->n; i++) {
        t->by_name[i] = (struct tree_name){t->nodes[i].name, t->nodes[i].is_power, i};
    }
    qsort(t->by_name, t->n, sizeof *t->by_name, order_of);
    if (!link_all(t, r)) {
        return STATUS_NO_MEMORY;
    }
    find_limits(t, r);
    find_columns(t);
    find_rows(t);
    return STATUS_OK;
}

static void free_links(const struct tree_links *links)
{
    free(links->first);
    free(links->to);
}

void tree_close(struct tree *t)
{
    free(t->nodes);
    free(t->by_name);
    free(t->limit_nodes);
    fold_close(&t->margins);
    free(t->draws_air);
    free(t->hold);
    free_links(&t->parents);
    free_links(&t->motors);
    free_links(&t->racks);
}
