/* diagram.c - the one-line diagram: elements as boxes, what feeds them as lines.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "viz/fixtures.h"
#include "viz/screen/painter.h"

static SDL_FRect node_px(const struct layout *at, const struct tree *t,
                         const struct tree_node *node, float scale)
{
    const float column = at->plan.w / (float)t->n_columns;
    const float row = at->plan.h / (float)t->n_rows;
    const float height = SDL_min(row - 6.0F * scale, 46.0F * scale);
    const float width = SDL_min(column - 34.0F * scale, 190.0F * scale);

    return (SDL_FRect){at->plan.x + 16.0F * scale + column * (float)node->column,
                       at->plan.y + row * (float)node->row + (row - height) / 2.0F, width, height};
}

void painter_mark(const struct look *look, struct tree *t)
{
    tree_unmark(t);
    if (look->element >= 0) {
        tree_mark_below(t, (size_t)look->element);
    } else if (painter_rack(look) >= 0) {
        tree_mark_above(t, (size_t)painter_rack(look));
    }
}

/* A bent line from the parent's right edge to the node's left one, on one of five tracks, so that the lines
 * of two parents do not run into one another. */
static void draw_link(const struct pen *p, SDL_FRect from, SDL_FRect to, size_t track,
                      struct colour ink)
{
    const float x = to.x - (6.0F + 5.0F * (float)track) * p->scale;
    const float y0 = from.y + from.h / 2.0F;
    const float y1 = to.y + to.h / 2.0F;

    pen_line_to(p, from.x + from.w, y0, x, y0, ink);
    pen_line_to(p, x, y0, x, y1, ink);
    pen_line_to(p, x, y1, to.x, y1, ink);
}

static void draw_links(const struct pen *p, const struct layout *at, const struct tree *t)
{
    for (size_t i = 0; i < t->n; i++) {
        const struct tree_node *const node = &t->nodes[i];
        for (size_t k = t->parents.first[i]; !node->is_circuit && k < t->parents.first[i + 1];
             k++) {
            const struct tree_node *const parent = &t->nodes[t->parents.to[k]];
            const bool is_marked = node->is != HOLD_NOT && parent->is != HOLD_NOT;
            if (!parent->is_circuit) {
                draw_link(p, node_px(at, t, parent, p->scale), node_px(at, t, node, p->scale),
                          parent->row % 5, is_marked ? pen_text : pen_line);
            }
        }
    }
}

static const char *state_of(const struct scene *s, const struct tree_node *node)
{
    return fixtures_state(s->fixtures, (size_t)(node - s->fixtures->tree.nodes));
}

/* "41.2 kW, 18 % left", of what does not run "0 W, no power", as far as they are known, and as far as the
 * box has room. */
static void write_load(struct column *c, const struct scene *s, const struct tree_node *node,
                       struct colour ink)
{
    const char *const state = state_of(s, node);
    char load[48] = "";
    char line[96];
    float w = 0.0F;
    float h = 0.0F;

    painter_quantity(s, "W", node->load_w, load, sizeof load);
    if (state[0] != '\0') {
        (void)snprintf(line, sizeof line, "%s, %s", load, state);
    } else if (!isnan(node->margin_frac)) {
        (void)snprintf(line, sizeof line, "%s, %.0f %% %s", load, 100.0 * fabs(node->margin_frac),
                       node->margin_frac < 0.0 ? "over" : "left");
    } else {
        (void)snprintf(line, sizeof line, "%s", load);
    }
    pen_measure(c->p, PEN_SMALL, line, &w, &h);
    column_cut(c, PEN_SMALL, ink, w <= c->width ? line : state[0] != '\0' ? state : load);
}

static void draw_words(const struct pen *p, const struct scene *s, const struct tree_node *node,
                       SDL_FRect box, struct colour ink)
{
    const float edge = 6.0F * p->scale;
    struct column c = {.p = p, .x = box.x + edge, .width = box.w - 2.0F * edge};
    float w = 0.0F;
    float h = 0.0F;

    pen_measure(p, PEN_SMALL, node->name, &w, &h);
    const bool has_two = box.h > 2.0F * h + 2.0F;
    if (box.h < h) {
        return;
    }
    c.y = box.y + (box.h - (has_two ? 2.0F : 1.0F) * h) / 2.0F;
    const float second = c.y + h;
    column_cut(&c, PEN_SMALL, ink, node->name);
    if (has_two) {
        c.y = second;
        write_load(&c, s, node, ink);
    }
}

static void draw_node(const struct pen *p, const struct scene *s, const struct tree_node *node,
                      SDL_FRect box)
{
    const bool is_out = fixtures_is_out(s->fixtures, (size_t)(node - s->fixtures->tree.nodes));
    const bool is_known = !isnan(node->margin_frac) && !is_out;
    const struct colour c =
        is_known ? palette_at(PALETTE_RISING, 1.0 - node->margin_frac) : pen_unknown;

    pen_fill(p, box, c);
    if (is_out) {
        pen_hatch(p, box, (struct colour){150, 78, 66});
    }
    if (node->margin_frac < 0.0) {
        const SDL_FRect edge = {box.x, box.y + box.h - 5.0F * p->scale, box.w, 5.0F * p->scale};
        pen_fill(p, edge, pen_alarm);
    }
    draw_words(p, s, node, box, is_known ? palette_ink(c) : pen_text);
    pen_frame(p, box, node->is != HOLD_NOT ? pen_text : pen_line);
    if (node->is == HOLD_FED) {
        pen_frame(p, (SDL_FRect){box.x - 2.0F, box.y - 2.0F, box.w + 4.0F, box.h + 4.0F}, pen_text);
    }
}

void painter_diagram(const struct pen *p, const struct scene *s, const struct look *look,
                     const struct layout *at)
{
    struct tree *const t = &s->fixtures->tree;

    if (t->n == 0 || fixtures_set_time(s->fixtures, s->results, s->time_index) != STATUS_OK) {
        pen_write(p, PEN_NORMAL, PEN_CENTRE, at->plan.x + at->plan.w / 2.0F,
                  at->plan.y + at->plan.h / 2.0F, pen_quiet,
                  "the file holds neither feeds nor cooling");
        return;
    }
    painter_mark(look, t);
    draw_links(p, at, t);
    for (size_t i = 0; i < t->n; i++) {
        const SDL_FRect box = node_px(at, t, &t->nodes[i], p->scale);
        if (t->nodes[i].is_circuit) {
            continue;
        }
        draw_node(p, s, &t->nodes[i], box);
        if ((long)i == look->element) {
            pen_frame(p, (SDL_FRect){box.x - 3.0F, box.y - 3.0F, box.w + 6.0F, box.h + 6.0F},
                      pen_text);
        }
    }
}

long painter_diagram_at(const struct scene *s, const struct layout *at, float scale, float x,
                        float y)
{
    const struct tree *const t = &s->fixtures->tree;

    for (size_t i = 0; i < t->n; i++) {
        const SDL_FRect box = node_px(at, t, &t->nodes[i], scale);
        if (!t->nodes[i].is_circuit && x >= box.x && x < box.x + box.w && y >= box.y &&
            y < box.y + box.h) {
            return (long)i;
        }
    }
    return -1;
}

void painter_diagram_legend(struct column *c)
{
    static const struct {
        double share;
        const char *words;
    } rows[] = {{0.0, "all of it left"}, {0.5, "half of it left"}, {1.0, "none of it left"}};

    column_paragraph(c, PEN_NORMAL, pen_text, "Each element's tightest limit");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        column_swatch(c, palette_at(PALETTE_RISING, rows[i].share), rows[i].words);
    }
    column_swatch(c, pen_alarm, "lower edge: past the limit");
    column_swatch(c, pen_unknown, "no limit, or not known");
    column_swatch(c, (struct colour){150, 78, 66}, "hatched: stopped, or no power");
    c->y += 4.0F * c->p->scale;
    column_paragraph(c, PEN_SMALL, pen_quiet,
                     "Light frame: what the selected rack hangs on, or what hangs on the "
                     "selected element. Upper part: power. Lower part: "
                     "plants with their air handlers and CDUs.");
}
