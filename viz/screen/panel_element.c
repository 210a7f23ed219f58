/* panel_element.c - a feed, a plant or a unit: its load, and what hangs on it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "viz/fixtures.h"
#include "viz/screen/painter.h"

/* Racks that hang on an element in one way, and what they draw at the moment. */
struct sum {
    size_t n;
    size_t n_unknown; /* of them: racks whose power is not known */
    double power_w;
};

static struct sum sum_of(const struct scene *s, const double *power_w, enum tree_hold hold)
{
    struct sum sum = {0};

    for (size_t i = 0; i < s->n_racks; i++) {
        const bool hangs = s->fixtures->tree.hold[i] == hold;
        const bool is_known = power_w != NULL && isfinite(power_w[i]);
        sum.n += hangs;
        sum.n_unknown += hangs && !is_known;
        sum.power_w += hangs && is_known ? power_w[i] : 0.0;
    }
    return sum;
}

static void add_sum(struct column *c, const struct scene *s, const struct sum *sum,
                    const char *words)
{
    char power[48];
    char unknown[48] = "";
    char line[192];

    if (sum->n == 0) {
        (void)snprintf(line, sizeof line, "%s: no rack", words);
        column_paragraph(c, PEN_SMALL, pen_text, line);
        return;
    }
    painter_quantity(s, "W", sum->power_w, power, sizeof power);
    if (sum->n_unknown > 0) {
        (void)snprintf(unknown, sizeof unknown, "; %zu not known", sum->n_unknown);
    }
    (void)snprintf(line, sizeof line, "%s: %zu of %zu racks, which draw %s%s", words, sum->n,
                   s->n_racks, power, unknown);
    column_paragraph(c, PEN_SMALL, pen_text, line);
}

static void add_racks(struct column *c, const struct scene *s, const struct tree_node *node)
{
    const struct results_variable *const v = results_variable(s->results, "rack_power_w");
    double *const power_w = v != NULL ? calloc(s->n_racks + 1, sizeof *power_w) : NULL;
    const bool is_read =
        power_w != NULL && results_frame(s->results, v, s->time_index, power_w) == STATUS_OK;
    const struct sum fed = sum_of(s, is_read ? power_w : NULL, HOLD_FED);
    const struct sum cooled = sum_of(s, is_read ? power_w : NULL, HOLD_COOLED);

    free(power_w);
    add_sum(c, s, &fed, node->is_power ? "feeds" : "cools");
    if (cooled.n > 0) {
        add_sum(c, s, &cooled, "through cooling alone");
    }
}

/* "fed by: grid" */
static void add_links(struct column *c, const struct tree *t, const struct tree_links *links,
                      size_t node, const char *label)
{
    char line[256];
    size_t used = (size_t)snprintf(line, sizeof line, "%s:", label);

    for (size_t k = links->first[node]; k < links->first[node + 1] && used < sizeof line; k++) {
        used += (size_t)snprintf(line + used, sizeof line - used, "%s %s",
                                 k > links->first[node] ? "," : "", t->nodes[links->to[k]].name);
    }
    if (links->first[node] < links->first[node + 1]) {
        column_paragraph(c, PEN_SMALL, pen_text, line);
    }
}

static void add_load(struct column *c, const struct scene *s, const struct tree_node *node)
{
    char number[48];
    char share[48] = "";
    char line[192];

    painter_quantity(s, "W", node->load_w, number, sizeof number);
    (void)snprintf(line, sizeof line, "%s %s", node->is_power ? "load" : "heat taken",
                   isfinite(node->load_w) ? number : "not known");
    column_paragraph(c, PEN_SMALL, pen_text, line);
    if (isfinite(node->rating)) {
        painter_quantity(s, node->rating_unit, node->rating, number, sizeof number);
    }
    if (isfinite(node->load_frac)) {
        (void)snprintf(share, sizeof share, ", %.0f %% of it in use", 100.0 * node->load_frac);
    }
    (void)snprintf(line, sizeof line, "%s %s%s", node->is_power ? "rating" : "can take",
                   isfinite(node->rating) ? number : "not known", share);
    column_paragraph(c, PEN_SMALL, pen_text, line);
    if (isnan(node->margin_frac)) {
        column_paragraph(c, PEN_SMALL, pen_quiet, "no limit of it is known");
    } else {
        (void)snprintf(line, sizeof line, "least margin of its limits: %.0f %% %s",
                       100.0 * fabs(node->margin_frac), node->margin_frac < 0.0 ? "over" : "left");
        column_paragraph(c, PEN_SMALL, node->margin_frac < 0.0 ? pen_alarm : pen_text, line);
    }
}

static const char *kind_of(const struct tree_node *node)
{
    return node->is_power                     ? "Feed"
           : strcmp(node->kind, "plant") == 0 ? "Plant"
           : strcmp(node->kind, "crah") == 0  ? "Air handler"
                                              : "CDU";
}

void painter_element(struct column *c, const struct scene *s, const struct look *look)
{
    struct fixtures *const f = s->fixtures;
    const size_t i = (size_t)look->element;
    const struct tree_node *const node = &f->tree.nodes[i];
    char line[192];

    if (fixtures_set_time(f, s->results, s->time_index) != STATUS_OK) {
        return;
    }
    painter_mark(look, &f->tree);
    const char *const state = fixtures_state(f, i);
    c->y += 6.0F * c->p->scale;
    (void)snprintf(line, sizeof line, "%s %s", kind_of(node), node->name);
    column_paragraph(c, PEN_NORMAL, pen_text, line);
    if (state[0] != '\0') {
        column_paragraph(c, PEN_SMALL, pen_alarm, state);
    }
    add_load(c, s, node);
    add_racks(c, s, node);
    add_links(c, &f->tree, &f->tree.parents, i, node->is_power ? "fed by" : "water from");
    add_links(c, &f->tree, &f->tree.motors, i, "its motors on");
    if (strcmp(node->kind, "crah") == 0) {
        column_paragraph(c, PEN_SMALL, pen_quiet,
                         "All racks that draw air breathe what all air handlers give.");
    }
    column_paragraph(c, PEN_SMALL, pen_quiet,
                     "Framed: hangs on it; a thin frame: through cooling alone.");
}
