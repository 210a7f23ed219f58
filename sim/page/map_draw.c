/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "sim/page/html.h"
#include "sim/page/map.h"
#include "sim/page/svg.h"
#include "sim/results/report_tables.h"

/* Beside the plan on its right stands the legend. */
enum { PLAN_PX = 800, PLAN_HIGH_PX = 620, MOST_PX_PER_M = 64, LEGEND_PX = 220, LETTER_PX = 7 };

static struct view_of_plan view_plan(const struct scene *s)
{
    return (struct view_of_plan){
        .px_per_m = fmin(fmin(MOST_PX_PER_M, PLAN_PX / s->size_x_m), PLAN_HIGH_PX / s->size_y_m),
        .size_y_m = s->size_y_m,
        .top = 2.0};
}

struct box map_place(const struct view_of_plan *v, const struct box *b)
{
    return (struct box){.x_m = 2.0 + b->x_m * v->px_per_m,
                        .y_m = v->top + (v->size_y_m - b->y_m - b->depth_m) * v->px_per_m,
                        .width_m = b->width_m * v->px_per_m,
                        .depth_m = b->depth_m * v->px_per_m};
}

bool map_is_beyond(const struct map_layer *m, size_t rack, double value)
{
    return m->scene->layer->low_is_bad ? value < m->limits[rack] : value > m->limits[rack];
}

/* A line before the front, where a rack breathes in. */
static void add_front(struct text *t, const struct box *at, int side)
{
    const double right = at->x_m + at->width_m;
    const double bottom = at->y_m + at->depth_m;

    switch (side) {
    case SIDE_WEST:
        svg_line(t, at->x_m - 2.0, at->y_m, at->x_m - 2.0, bottom, "front");
        break;
    case SIDE_EAST:
        svg_line(t, right + 2.0, at->y_m, right + 2.0, bottom, "front");
        break;
    case SIDE_NORTH:
        svg_line(t, at->x_m, at->y_m - 2.0, right, at->y_m - 2.0, "front");
        break;
    default:
        svg_line(t, at->x_m, bottom + 2.0, right, bottom + 2.0, "front");
    }
}

/* The number inside, where it has room: across, or turned. */
static void add_number(struct text *t, const struct box *at, double value, struct colour ink)
{
    const double needed = 4.0 * LETTER_PX;
    const bool is_across = at->width_m >= needed && at->depth_m >= 12.0;
    const double x = at->x_m + at->width_m / 2.0;
    const double y = at->y_m + at->depth_m / 2.0;

    if (!is_across && (at->depth_m < needed || at->width_m < 12.0)) {
        return;
    }
    text_add(t, "<text class=\"mid cell\" fill=\"#%02x%02x%02x\" x=\"%.5g\" y=\"%.5g\"", ink.r,
             ink.g, ink.b, x, y + 4.0);
    if (!is_across) {
        text_add(t, " transform=\"rotate(-90 %.5g %.5g)\"", x, y);
    }
    text_add(t, ">");
    if (!isnan(value)) {
        text_add(t, "%.3g", value);
    }
    text_add(t, "</text>");
}

static void add_rack(struct text *t, const struct map_layer *m, const struct view_of_plan *v,
                     size_t i)
{
    const struct scene *const s = m->scene;
    const double value = m->values[m->worst_step * s->n_racks + i];
    const double scale = fmax(fabs(s->least), fabs(s->most));
    const struct unit *const u = units_shown(units_dimension(s->layer->unit), scale, s->units);
    const struct colour fill = scene_colour(s, value);
    const struct box at = map_place(v, &s->racks[i]);

    if (isnan(at.x_m) || !(at.width_m > 0.0)) {
        return;
    }
    text_add(t, "<g class=\"rack%s%s\" data-i=\"%zu\"", isnan(value) ? " none" : "",
             map_is_beyond(m, i, value) ? " past" : "", i);
    if (!isnan(value)) {
        text_add(t, " data-v=\"%.9g\"", value);
    }
    text_add(t, "><title>");
    html_text(t, s->rack_names[i]);
    text_add(t, ": ");
    html_quantity(t, s->layer->unit, value, scale, s->units);
    text_add(t, "</title>\n<rect x=\"%.5g\" y=\"%.5g\" width=\"%.5g\" height=\"%.5g\"", at.x_m,
             at.y_m, at.width_m, at.depth_m);
    if (!isnan(value)) {
        text_add(t, " fill=\"#%02x%02x%02x\"", fill.r, fill.g, fill.b);
    }
    text_add(t, "/>");
    svg_rect(t, at.x_m, at.y_m, at.width_m, at.depth_m, "hatched");
    add_front(t, &at, s->fronts[i]);
    add_number(t, &at, (value - u->offset) / u->factor,
               isnan(value) ? (struct colour){0, 0, 0} : palette_ink(fill));
    text_add(t, "</g>\n");
}

/* Names of rows before their first rack. */
static void add_row_names(struct text *t, const struct scene *s, const struct view_of_plan *v)
{
    for (size_t i = 0; s->rack_rows != NULL && i < s->n_racks; i++) {
        bool is_first = true;
        for (size_t k = 0; k < i && is_first; k++) {
            is_first = view_is(view_of(s->rack_rows[k]), s->rack_rows[i]) == false;
        }
        const struct box at = map_place(v, &s->racks[i]);
        if (is_first && !isnan(at.x_m)) {
            svg_words(t, at.x_m - 6.0, at.y_m + at.depth_m / 2.0 + 4.0, "end strong halo",
                      s->rack_rows[i]);
        }
    }
}

void map_unit(struct text *t, const char *name, const struct box *box, const struct view_of_plan *v)
{
    const struct box at = map_place(v, box);
    const double x = at.x_m + at.width_m / 2.0;
    const double y = at.y_m + at.depth_m / 2.0;

    text_add(t, "<g class=\"unit\"><title>");
    html_text(t, name);
    text_add(t, "</title>\n");
    svg_rect(t, at.x_m, at.y_m, at.width_m, at.depth_m, "unit");
    if (at.width_m > 11.0 || at.depth_m > 11.0) {
        text_add(t, "<text class=\"mid soft\" x=\"%.5g\" y=\"%.5g\"", x, y + 4.0);
        if (at.depth_m > at.width_m) {
            text_add(t, " transform=\"rotate(-90 %.5g %.5g)\"", x, y);
        }
        text_add(t, ">");
        html_text(t, name);
        text_add(t, "</text>");
    }
    text_add(t, "</g>\n");
}

/* Five numbers beside the colours, and the limit. */
static void add_legend(struct text *t, const struct map_layer *m)
{
    const struct scene *const s = m->scene;
    enum { STEPS = 40, NUMBERS = 5 };
    const double left = m->scene->size_x_m * view_plan(m->scene).px_per_m + 36.0;
    const struct svg_axis y = {
        .least = s->least, .most = s->most, .from = LEGEND_PX + 12.0, .to = 12.0};
    const double scale = fmax(fabs(s->least), fabs(s->most));
    const bool is_marked = s->limit >= s->least && s->limit <= s->most; /* not where it is NAN */

    for (int i = 0; i < STEPS; i++) {
        const double share = (STEPS - 1.0 - i) / (STEPS - 1.0);
        const struct colour c = scene_colour(s, s->least + share * (s->most - s->least));
        text_add(
            t, "<rect x=\"%.5g\" y=\"%.5g\" width=\"16\" height=\"%.5g\" fill=\"#%02x%02x%02x\"/>",
            left, y.to + i * (double)LEGEND_PX / STEPS, (double)LEGEND_PX / STEPS + 0.5, c.r, c.g,
            c.b);
    }
    for (int i = 0; i < NUMBERS; i++) {
        struct text words = {0};
        const double value = s->least + (s->most - s->least) * i / (NUMBERS - 1.0);
        if (is_marked && fabs(svg_at(&y, value) - svg_at(&y, s->limit)) < 14.0) {
            continue; /* the limit's own number stands there */
        }
        report_tables_quantity(&words, s->layer->unit, value, scale, s->units);
        svg_words(t, left + 24.0, svg_at(&y, value) + 4.0, "soft", words.at);
        text_release(&words);
    }
    if (is_marked) {
        struct text words = {0};
        report_tables_quantity(&words, s->layer->unit, s->limit, scale, s->units);
        svg_line(t, left - 5.0, svg_at(&y, s->limit), left + 21.0, svg_at(&y, s->limit), "limit");
        text_add(&words, isnan(m->limit) ? " strictest limit" : " limit");
        svg_words(t, left + 24.0, svg_at(&y, s->limit) + 4.0, "strong", words.at);
        text_release(&words);
    }
    svg_rect(t, left, LEGEND_PX + 28.0, 16.0, 12.0, "sample");
    svg_rect(t, left, LEGEND_PX + 28.0, 16.0, 12.0, "hatched");
    svg_words(t, left + 24.0, LEGEND_PX + 38.0, "soft", "past its limit");
    svg_rect(t, left, LEGEND_PX + 48.0, 16.0, 12.0, "sample dashed");
    svg_words(t, left + 24.0, LEGEND_PX + 58.0, "soft", "not known");
}

static void add_scale_bar(struct text *t, const struct view_of_plan *v, double height)
{
    const double length_m = svg_step(0.0, PLAN_PX / v->px_per_m, 6);
    struct text words = {0};

    svg_line(t, 2.0, height - 8.0, 2.0 + length_m * v->px_per_m, height - 8.0, "bar-line");
    text_add(&words, "%g m; the line before a rack is its front", length_m);
    svg_words(t, 10.0 + length_m * v->px_per_m, height - 4.0, "soft", words.at);
    text_release(&words);
}

void map_draw(struct text *t, const struct map_layer *m)
{
    const struct scene *const s = m->scene;
    const struct view_of_plan v = view_plan(s);
    const double plan_px = s->size_y_m * v.px_per_m;
    const double height = fmax(LEGEND_PX + 70.0 + 140.0, plan_px + 28.0);

    text_add(t, "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"map\">");
    svg_begin(t, height, s->layer->title);
    svg_rect(t, 2.0, v.top, s->size_x_m * v.px_per_m, plan_px, "floor");
    const bool has_room =
        fixtures_set_time(s->fixtures, s->results, scene_worst_time(s)) == STATUS_OK;
    if (has_room) {
        map_room_below(t, s->fixtures, &v);
    }
    for (size_t i = 0; i < s->n_units; i++) {
        map_unit(t, s->units_drawn[i].name, &s->units_drawn[i].box, &v);
    }
    for (size_t i = 0; i < s->n_racks; i++) {
        add_rack(t, m, &v, i);
    }
    if (has_room) {
        map_room_above(t, s->fixtures, &v);
        map_room_legend(t, s->fixtures, s->size_x_m * v.px_per_m + 36.0, LEGEND_PX + 68.0);
    }
    add_row_names(t, s, &v);
    add_legend(t, m);
    add_scale_bar(t, &v, height);
    svg_end(t);
    text_add(t, "</div>");
}
