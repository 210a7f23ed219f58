/* map_room.c - aisles with their panels, openings in floor and ceiling, power elements on the plan.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "sim/page/html.h"
#include "sim/page/map.h"
#include "sim/page/svg.h"

/* A panel or an opening that differs less from shut, or from free, counts as that. */
#define AJAR_FRAC 0.005

static const char *const opening_words[] = {
    [OPENING_TILE] = "perforated floor panels",
    [OPENING_DIFFUSER] = "supply opening in the ceiling",
    [OPENING_RETURN] = "return opening in the ceiling",
};

static const char *kind_of(const struct opening *o)
{
    return o->covered_frac > AJAR_FRAC ? "covered" : o->kind == OPENING_TILE ? "tile" : "opening";
}

/* A box with what a pointer on it is told: "cold: closed cold aisle". */
static void add_box(struct text *t, const struct box *at, const char *kind, const char *name,
                    const char *words)
{
    text_add(t, "<g><title>");
    html_text(t, name != NULL ? name : "");
    text_add(t, "%s%s</title>\n", name != NULL ? ": " : "", words);
    svg_rect(t, at->x_m, at->y_m, at->width_m, at->depth_m, kind);
    text_add(t, "</g>\n");
}

static void add_aisle(struct text *t, const struct aisle *a, const struct view_of_plan *v)
{
    const struct box at = map_place(v, &a->box);
    const bool is_closed = a->name != NULL;
    const char *const words = a->is_hot   ? is_closed ? "closed hot aisle" : "hot aisle"
                              : is_closed ? "closed cold aisle"
                                          : "cold aisle";

    add_box(t, &at, a->is_hot ? "hot-aisle" : "cold-aisle", a->name, words);
}

/* Air handlers and CDUs are drawn by map_draw.c. */
static void add_power(struct text *t, const struct fixtures *f, const struct view_of_plan *v,
                      bool is_overhead)
{
    for (size_t i = 0; i < f->n_units; i++) {
        const struct standing *const u = &f->units[i];
        const struct tree_node *const node = &f->tree.nodes[u->node];
        const struct box at = map_place(v, &u->box);
        if (!node->is_power || u->is_overhead != is_overhead) {
            continue;
        }
        if (is_overhead) {
            add_box(t, &at, "overhead", node->name, "overhead");
        } else {
            map_unit(t, node->name, &u->box, v);
        }
    }
}

void map_room_below(struct text *t, const struct fixtures *f, const struct view_of_plan *v)
{
    for (size_t i = 0; i < f->n_aisles; i++) {
        add_aisle(t, &f->aisles[i], v);
    }
    for (size_t i = 0; i < f->n_openings; i++) {
        const struct opening *const o = &f->openings[i];
        const struct box at = map_place(v, &o->box);
        add_box(t, &at, kind_of(o), NULL, opening_words[o->kind]);
    }
    add_power(t, f, v, false);
}

/* -------------------------------------------------------------------- panels */

static bool is_ajar(const struct panel *panel)
{
    return panel->opened_frac > AJAR_FRAC;
}

static void add_panel(struct text *t, const struct box *at, int side, bool is_open)
{
    const double right = at->x_m + at->width_m;
    const double bottom = at->y_m + at->depth_m;
    const char *const kind = is_open ? "panel ajar" : "panel";

    switch (side) {
    case SIDE_WEST:
        svg_line(t, at->x_m, at->y_m, at->x_m, bottom, kind);
        break;
    case SIDE_EAST:
        svg_line(t, right, at->y_m, right, bottom, kind);
        break;
    case SIDE_NORTH:
        svg_line(t, at->x_m, at->y_m, right, at->y_m, kind);
        break;
    default:
        svg_line(t, at->x_m, bottom, right, bottom, kind);
    }
}

void map_room_above(struct text *t, const struct fixtures *f, const struct view_of_plan *v)
{
    for (size_t i = 0; i < f->n_closed; i++) {
        const struct aisle *const a = &f->aisles[i];
        const struct box at = map_place(v, &a->box);
        for (int side = 0; side < N_SIDES; side++) {
            if (a->sides[side].is_there) {
                add_panel(t, &at, side, is_ajar(&a->sides[side]));
            }
        }
        if (a->roof.is_there && is_ajar(&a->roof)) {
            svg_line(t, at.x_m, at.y_m, at.x_m + at.width_m, at.y_m + at.depth_m, "panel ajar");
            svg_line(t, at.x_m, at.y_m + at.depth_m, at.x_m + at.width_m, at.y_m, "panel ajar");
        }
    }
    add_power(t, f, v, true);
}

/* -------------------------------------------------------------------- legend */

/* Is there anything that is drawn so? */
static bool has_kind(const struct fixtures *f, const char *kind)
{
    bool has = false;

    for (size_t i = 0; i < f->n_openings; i++) {
        has = has || strcmp(kind_of(&f->openings[i]), kind) == 0;
    }
    for (size_t i = 0; i < f->n_aisles; i++) {
        has = has || strcmp(f->aisles[i].is_hot ? "hot-aisle" : "cold-aisle", kind) == 0;
    }
    for (size_t i = 0; i < f->n_units; i++) {
        has = has || (f->units[i].is_overhead && strcmp(kind, "overhead") == 0);
    }
    return has;
}

static bool has_ajar(const struct fixtures *f)
{
    bool has = false;

    for (size_t i = 0; i < f->n_closed; i++) {
        has = has || is_ajar(&f->aisles[i].roof);
        for (int side = 0; side < N_SIDES; side++) {
            has = has || is_ajar(&f->aisles[i].sides[side]);
        }
    }
    return has;
}

void map_room_legend(struct text *t, const struct fixtures *f, double x, double y)
{
    static const struct {
        const char *kind;
        const char *words;
    } boxes[] = {{"cold-aisle", "cold aisle"},    {"hot-aisle", "hot aisle"},
                 {"tile", "perforated floor"},    {"opening", "opening in the ceiling"},
                 {"covered", "opening, covered"}, {"overhead", "power overhead"}};
    const struct {
        const char *kind;
        const char *words;
        bool is_there;
    } lines[] = {{"panel", "containment", f->n_closed > 0},
                 {"panel ajar", "panel that is open", has_ajar(f)}};

    for (size_t i = 0; i < sizeof boxes / sizeof boxes[0]; i++) {
        if (has_kind(f, boxes[i].kind)) {
            svg_rect(t, x, y, 16.0, 12.0, boxes[i].kind);
            svg_words(t, x + 24.0, y + 10.0, "soft", boxes[i].words);
            y += 20.0;
        }
    }
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        if (lines[i].is_there) {
            svg_line(t, x, y + 6.0, x + 16.0, y + 6.0, lines[i].kind);
            svg_words(t, x + 24.0, y + 10.0, "soft", lines[i].words);
            y += 20.0;
        }
    }
}
