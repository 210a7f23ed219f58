/* flows.c - one line of power from the utility to the racks, and one of heat from the racks outside.
 *
 * Elements that hang on the same, feed nothing further and carry the same are one box, "A-01/bus +3".
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/page/diagram.h"
#include "sim/page/html.h"
#include "sim/page/inner.h"
#include "sim/results/report_tables.h"

/* Above this many boxes a drawing tells nothing; the table stays. */
enum { MOST_BOXES = 90, NOWHERE = -1 };

/* The electrical tree of the file. */
struct tree {
    const struct results_dim *feeds;
    const char *const *parents;
    double *load_w;
    double *input_w;
    double *loss_w;
    double *rating_w;
    double *rating_va;
    double *margin_frac; /* of its tightest limit */
    size_t *depth;
    long *box;       /* of each feed */
    size_t *n_alike; /* of the feed that stands for a box */
    bool *has_children;
};

/* The next name of "ups-a, ups-b" as the feed's index; the list is moved on behind it. */
static long next_parent(const struct tree *tree, const char **list)
{
    while (**list == ',' || **list == ' ') {
        (*list)++;
    }
    const size_t n = strcspn(*list, ",");
    const char *const name = *list;

    *list += n;
    for (size_t i = 0; n > 0 && i < tree->feeds->n; i++) {
        if (strncmp(tree->feeds->labels[i], name, n) == 0 && tree->feeds->labels[i][n] == '\0') {
            return (long)i;
        }
    }
    return NOWHERE;
}

/* Puts an element below everything that it hangs on; true when it had to move. */
static bool sink(struct tree *tree, size_t i)
{
    bool has_moved = false;

    for (const char *list = tree->parents[i]; *list != '\0';) {
        const long parent = next_parent(tree, &list);
        if (parent == NOWHERE) {
            continue;
        }
        tree->has_children[parent] = true;
        if (tree->depth[i] < tree->depth[parent] + 1) {
            tree->depth[i] = tree->depth[parent] + 1;
            has_moved = true;
        }
    }
    return has_moved;
}

static void find_depths(struct tree *tree)
{
    bool has_moved = true;

    /* The tree has no loops; if a damaged file has one, it is left after as many rounds. */
    for (size_t round = 0; round < tree->feeds->n && has_moved; round++) {
        has_moved = false;
        for (size_t i = 0; i < tree->feeds->n; i++) {
            has_moved = sink(tree, i) || has_moved;
        }
    }
}

static bool is_near(double a, double b)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) <= 0.01 * fmax(fabs(a), fabs(b));
}

static bool are_alike(const struct tree *tree, size_t a, size_t b)
{
    return !tree->has_children[a] && !tree->has_children[b] &&
           strcmp(tree->parents[a], tree->parents[b]) == 0 &&
           is_near(tree->load_w[a], tree->load_w[b]) &&
           is_near(tree->rating_w[a], tree->rating_w[b]) &&
           is_near(tree->rating_va[a], tree->rating_va[b]);
}

/* Gives each feed its box; returns how many there are. */
static size_t share_boxes(struct tree *tree)
{
    size_t n = 0;

    for (size_t i = 0; i < tree->feeds->n; i++) {
        size_t k = 0;
        while (k < i && !are_alike(tree, k, i)) {
            k++;
        }
        if (k < i) {
            tree->box[i] = tree->box[k];
            tree->n_alike[k]++;
        } else {
            tree->box[i] = (long)n++;
        }
    }
    return n;
}

static void find_margins(const struct page *p, struct tree *tree)
{
    for (size_t i = 0; i < tree->feeds->n; i++) {
        tree->margin_frac[i] = (double)NAN;
        for (size_t k = 0; k < results_n_limits(p->r); k++) {
            const struct results_limit *const l = &results_limits(p->r)[k];
            if (strcmp(l->dim, "feed") == 0 && strcmp(l->subject, tree->feeds->labels[i]) == 0) {
                tree->margin_frac[i] = fmin(tree->margin_frac[i], l->margin_frac);
            }
        }
    }
}

static double *read_feeds(const struct results *r, const char *name, size_t n)
{
    size_t n_read = 0;
    double *values = page_read(r, name, &n_read);

    if (values == NULL) {
        values = calloc(n + 1, sizeof *values);
        for (size_t i = 0; values != NULL && i < n; i++) {
            values[i] = (double)NAN;
        }
    }
    return values;
}

static bool open_tree(const struct page *p, struct tree *tree)
{
    const size_t n = tree->feeds->n;

    tree->load_w = read_feeds(p->r, "feed_load_w", n);
    tree->input_w = read_feeds(p->r, "feed_input_w", n);
    tree->loss_w = read_feeds(p->r, "feed_loss_w", n);
    tree->rating_w = read_feeds(p->r, "feed_rating_w", n);
    tree->rating_va = read_feeds(p->r, "feed_rating_va", n);
    tree->margin_frac = calloc(n + 1, sizeof *tree->margin_frac);
    tree->depth = calloc(n + 1, sizeof *tree->depth);
    tree->box = calloc(n + 1, sizeof *tree->box);
    tree->n_alike = calloc(n + 1, sizeof *tree->n_alike);
    tree->has_children = calloc(n + 1, sizeof *tree->has_children);
    if (tree->load_w == NULL || tree->input_w == NULL || tree->loss_w == NULL ||
        tree->rating_w == NULL || tree->rating_va == NULL || tree->margin_frac == NULL ||
        tree->depth == NULL || tree->box == NULL || tree->n_alike == NULL ||
        tree->has_children == NULL) {
        return false;
    }
    find_depths(tree);
    find_margins(p, tree);
    return true;
}

static void close_tree(struct tree *tree)
{
    free(tree->load_w);
    free(tree->input_w);
    free(tree->loss_w);
    free(tree->rating_w);
    free(tree->rating_va);
    free(tree->margin_frac);
    free(tree->depth);
    free(tree->box);
    free(tree->n_alike);
    free(tree->has_children);
}

/* ------------------------------------------------------------------- drawing */

static void add_box(const struct page *p, const struct tree *tree, size_t i, struct diagram *d)
{
    struct diagram_box *const box = &d->boxes[d->n_boxes++];
    const bool is_va = isnan(tree->rating_w[i]) && !isnan(tree->rating_va[i]);
    const double rating = is_va ? tree->rating_va[i] : tree->rating_w[i];

    text_add(&box->name, tree->n_alike[i] > 0 ? "%s +%zu" : "%s", tree->feeds->labels[i],
             tree->n_alike[i]);
    report_tables_quantity(&box->line, "W", tree->load_w[i], tree->load_w[i], p->units);
    text_add(&box->line, tree->n_alike[i] > 0 ? " each" : "");
    if (!isnan(rating)) {
        text_add(&box->small, "of ");
        report_tables_quantity(&box->small, is_va ? "VA" : "W", rating, rating, p->units);
        text_add(&box->small, "; ");
    }
    if (!isnan(tree->margin_frac[i])) {
        text_add(&box->small, "%.0f %% left", 100.0 * tree->margin_frac[i]);
    }
    box->column = tree->depth[i];
    box->is_over = tree->margin_frac[i] < 0.0;
    box->is_off = !(tree->load_w[i] > 0.0);
}

/* What an element draws is told as one number; where several stand above it each is drawn with its
 * share of them all. */
static void add_links(const struct tree *tree, size_t i, struct diagram *d)
{
    size_t n_parents = 0;

    for (const char *list = tree->parents[i]; *list != '\0';) {
        n_parents += next_parent(tree, &list) != NOWHERE;
    }
    for (const char *list = tree->parents[i]; *list != '\0';) {
        const long parent = next_parent(tree, &list);
        if (parent != NOWHERE) {
            d->links[d->n_links++] = (struct diagram_link){
                .from = (size_t)tree->box[parent],
                .to = (size_t)tree->box[i],
                .flow_w = tree->input_w[i] * (double)(tree->n_alike[i] + 1) / (double)n_parents};
        }
    }
}

static size_t count_names(const struct tree *tree)
{
    size_t n = 0;

    for (size_t i = 0; i < tree->feeds->n; i++) {
        for (const char *at = tree->parents[i]; *at != '\0'; at++) {
            n += *at == ',';
        }
        n++;
    }
    return n;
}

static void draw_tree(struct page *p, struct tree *tree)
{
    struct diagram d;
    const size_t n_boxes = share_boxes(tree);

    if (n_boxes > MOST_BOXES) {
        text_add(p->t,
                 "<p class=\"soft\">%zu different elements: more than a drawing can tell; they "
                 "are in the table.</p>\n",
                 n_boxes);
        return;
    }
    if (diagram_begin(&d, n_boxes, count_names(tree))) {
        for (size_t i = 0; i < tree->feeds->n; i++) {
            if ((size_t)tree->box[i] == d.n_boxes) {
                add_box(p, tree, i, &d);
                add_links(tree, i, &d);
            }
        }
        text_add(p->t, "<figure>");
        diagram_draw(p->t, &d, "Power from the utility to the racks");
        text_add(
            p->t,
            "<figcaption>Power, mean of the run: what each element gives, of what it may. Lines "
            "are as thick as their power. \"left\": least margin of its limits, also with its "
            "worst partner lost. Lined in red: past a limit. Dashed: carries "
            "nothing.</figcaption></figure>\n");
    } else {
        p->has_no_memory = true;
    }
    diagram_end(&d);
}

static void add_table(const struct page *p, const struct tree *tree)
{
    static const struct html_column columns[] = {
        {"element", false}, {"hangs on", false}, {"gives", true},  {"draws", true},
        {"loss", true},     {"rating", true},    {"margin", true},
    };

    html_fold_begin(p->t, "Every element");
    html_table_begin(p->t, "feed-table", "Elements of the power tree, means of the run", columns,
                     sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < tree->feeds->n; i++) {
        const bool is_va = isnan(tree->rating_w[i]) && !isnan(tree->rating_va[i]);
        const double rating = is_va ? tree->rating_va[i] : tree->rating_w[i];
        html_row_head(p->t, tree->feeds->labels[i]);
        html_cell_text(p->t, tree->parents[i]);
        html_cell(p->t, "W", tree->load_w[i], tree->load_w[i], p->units);
        html_cell(p->t, "W", tree->input_w[i], tree->input_w[i], p->units);
        html_cell(p->t, "W", tree->loss_w[i], tree->loss_w[i], p->units);
        html_cell(p->t, is_va ? "VA" : "W", rating, rating, p->units);
        html_cell(p->t, "1", tree->margin_frac[i], 1.0, p->units);
        html_row_end(p->t);
    }
    html_table_end(p->t);
    html_fold_end(p->t);
}

void page_add_flows(struct page *p)
{
    struct tree tree = {.feeds = results_dim(p->r, "feed"),
                        .parents = results_labels(p->r, "feed_parents")};

    html_section_begin(p->t, "flows", "Power and cooling");
    if (tree.feeds == NULL || tree.parents == NULL || tree.feeds->n == 0) {
        text_add(p->t, "<p>The file holds no power tree.</p>\n");
    } else if (open_tree(p, &tree)) {
        draw_tree(p, &tree);
        add_table(p, &tree);
    } else {
        p->has_no_memory = true;
    }
    close_tree(&tree);
    page_add_cooling(p);
    html_section_end(p->t);
}
