/* plan.c - the hall to scale: racks, aisles, air handlers, CDUs.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "viz/screen/painter.h"

static SDL_FRect box_px(const struct layout *at, const struct box *b)
{
    return (SDL_FRect){
        (float)(at->left + b->x_m * at->pixels_per_m),
        (float)(at->base - (b->y_m + b->depth_m) * at->pixels_per_m),
        (float)(b->width_m * at->pixels_per_m),
        (float)(b->depth_m * at->pixels_per_m),
    };
}

/* The side of a box that a front looks to, as a thick light line. */
static void draw_front(const struct pen *p, SDL_FRect box, int side)
{
    const float thick = 3.0F * p->scale;
    const struct colour c = {120, 200, 255};

    switch (side) {
    case SIDE_WEST:
        pen_fill(p, (SDL_FRect){box.x, box.y, thick, box.h}, c);
        break;
    case SIDE_EAST:
        pen_fill(p, (SDL_FRect){box.x + box.w - thick, box.y, thick, box.h}, c);
        break;
    case SIDE_SOUTH:
        pen_fill(p, (SDL_FRect){box.x, box.y + box.h - thick, box.w, thick}, c);
        break;
    default:
        pen_fill(p, (SDL_FRect){box.x, box.y, box.w, thick}, c);
        break;
    }
}

void painter_outline(const struct pen *p, const struct layout *at, const struct box *b, int front)
{
    const SDL_FRect box = box_px(at, b);

    pen_frame(p, box, pen_paper);
    draw_front(p, box, front);
}

/* The number in its shown unit, without the unit: the legend has that. Three digits, fewer where so
 * many decimals are to be dropped. */
static void short_number(const struct scene *s, double value, int drop, char *text, size_t room)
{
    const struct dimension *const d = units_dimension(scene_unit_of_values(s));
    const struct unit *const u =
        d != NULL ? units_shown(d, fmax(fabs(s->least), fabs(s->most)), s->units) : NULL;
    const double shown = u != NULL ? (value - u->offset) / u->factor : value;
    const int decimals = (fabs(shown) < 9.995 ? 2 : fabs(shown) < 99.95 ? 1 : 0) - drop;

    (void)snprintf(text, room, "%.*f", decimals > 0 ? decimals : 0, shown);
}

/* A number, or the margin in per cent under a binding limit; a difference has its sign. */
static void words_of(const struct scene *s, size_t i, int drop, char *text, size_t room)
{
    if (s->layer->is_kind) {
        (void)snprintf(text, room, "%.0f%%", 100.0 * s->margin_frac[i]);
        return;
    }
    if (isinf(s->values[i])) {
        (void)snprintf(text, room, "none");
        return;
    }
    const bool has_plus = s->against != NULL && s->values[i] > 0.0;
    text[0] = '+';
    short_number(s, s->values[i], drop, text + has_plus, room - has_plus);
}

static void draw_words(const struct pen *p, const struct scene *s, size_t i, SDL_FRect box,
                       struct colour ink)
{
    char number[32];
    float w = 0.0F;
    float h = 0.0F;

    for (int drop = 0; drop < 3; drop++) {
        words_of(s, i, drop, number, sizeof number);
        pen_measure(p, PEN_SMALL, number, &w, &h);
        if (w + 4.0F < box.w) {
            break;
        }
    }
    const bool number_fits = w + 4.0F < box.w && h + 6.0F < box.h;
    const float middle = box.x + box.w / 2.0F;
    if (!number_fits) {
        return;
    }
    float name_w = 0.0F;
    float name_h = 0.0F;
    pen_measure(p, PEN_SMALL, s->rack_names[i], &name_w, &name_h);
    const bool name_fits = name_w + 2.0F < box.w && h + name_h + 10.0F < box.h;
    const float top = box.y + (box.h - h - (name_fits ? name_h : 0.0F)) / 2.0F;
    if (name_fits) {
        pen_write(p, PEN_SMALL, PEN_CENTRE, middle, top, ink, s->rack_names[i]);
    }
    pen_write(p, PEN_SMALL, PEN_CENTRE, middle, top + (name_fits ? name_h : 0.0F), ink, number);
}

static void draw_rack(const struct pen *p, const struct scene *s, const struct look *look,
                      const struct layout *at, size_t i)
{
    const SDL_FRect box = box_px(at, &s->racks[i]);
    const bool is_unknown = !s->is_known[i] || isnan(s->values[i]);

    if (is_unknown) {
        pen_fill(p, box, pen_unknown);
        pen_write(p, PEN_SMALL, PEN_CENTRE, box.x + box.w / 2.0F,
                  box.y + box.h / 2.0F - 8.0F * p->scale, pen_quiet, s->is_known[i] ? "-" : "?");
    } else {
        const struct colour c = scene_colour(s, s->values[i]);
        pen_fill(p, box, c);
        if (scene_is_beyond(s, i)) {
            pen_hatch(p, box, pen_alarm);
        }
        draw_words(p, s, i, box, palette_ink(c));
    }
    painter_outline(p, at, &s->racks[i], s->fronts[i]);
    if ((long)i == look->selected || (long)i == look->hovered) {
        const SDL_FRect around = {box.x - 2.0F, box.y - 2.0F, box.w + 4.0F, box.h + 4.0F};
        pen_frame(p, around, pen_text);
        pen_frame(p, box, pen_text);
    }
}

static void draw_unit(const struct pen *p, const struct layout *at, const struct scene_unit *u)
{
    const SDL_FRect box = box_px(at, &u->box);
    float w = 0.0F;
    float h = 0.0F;

    pen_fill(p, box,
             strcmp(u->kind, "cdu") == 0 ? (struct colour){38, 84, 92}
                                         : (struct colour){44, 66, 98});
    pen_frame(p, box, pen_line);
    pen_measure(p, PEN_SMALL, u->name, &w, &h);
    const float y = box.h > h ? box.y + (box.h - h) / 2.0F : box.y;
    if (w + 4.0F < box.w) {
        pen_write(p, PEN_SMALL, PEN_CENTRE, box.x + box.w / 2.0F, y, pen_text, u->name);
    } else {
        /* Beside the box, towards the middle of the hall. */
        const float middle = at->plan.x + at->plan.w / 2.0F;
        const bool is_left = box.x < middle;
        pen_write(p, PEN_SMALL, is_left ? PEN_LEFT : PEN_RIGHT,
                  is_left ? box.x + box.w + 4.0F : box.x - 4.0F, y, pen_quiet, u->name);
    }
}

/* ------------------------------------------------------------------- aisles */

/* The racks of the row of rack `first` as one box. */
static struct box row_box(const struct scene *s, size_t first)
{
    struct box row = s->racks[first];

    for (size_t i = first + 1; i < s->n_racks; i++) {
        if (s->rack_rows != NULL && strcmp(s->rack_rows[i], s->rack_rows[first]) == 0) {
            const struct box *const b = &s->racks[i];
            const double right = fmax(row.x_m + row.width_m, b->x_m + b->width_m);
            const double upper = fmax(row.y_m + row.depth_m, b->y_m + b->depth_m);
            row.x_m = fmin(row.x_m, b->x_m);
            row.y_m = fmin(row.y_m, b->y_m);
            row.width_m = right - row.x_m;
            row.depth_m = upper - row.y_m;
        }
    }
    return row;
}

static bool is_first_of_row(const struct scene *s, size_t i)
{
    for (size_t k = 0; k < i && s->rack_rows != NULL; k++) {
        if (strcmp(s->rack_rows[k], s->rack_rows[i]) == 0) {
            return false;
        }
    }
    return s->rack_rows != NULL || i == 0;
}

/* Free floor between a row and the next racks on that side; INFINITY when there are none. */
static double gap_m(const struct scene *s, const struct box *row, bool is_above)
{
    double gap = (double)INFINITY;

    for (size_t i = 0; i < s->n_racks; i++) {
        const struct box *const b = &s->racks[i];
        const bool overlaps = b->x_m < row->x_m + row->width_m && b->x_m + b->width_m > row->x_m;
        const double free_m =
            is_above ? b->y_m - row->y_m - row->depth_m : row->y_m - b->y_m - b->depth_m;
        if (overlaps && free_m > -0.01) {
            gap = fmin(gap, free_m);
        }
    }
    return gap;
}

/* Words in the aisle on one side of a row that runs along x; rows along y keep to the fronts' marks.
 * An aisle between two rows is named once, by the lower one. */
static void draw_aisle(const struct pen *p, const struct scene *s, const struct layout *at,
                       const struct box *row, bool is_above, bool is_cold)
{
    const double widest_m = 3.0; /* beyond it is floor, not an aisle */
    const double gap = gap_m(s, row, is_above);
    const double half_m = gap < widest_m ? gap / 2.0 : 0.6;
    const double y_m = is_above ? row->y_m + row->depth_m + half_m : row->y_m - half_m;
    const float x = (float)(at->left + (row->x_m + row->width_m / 2.0) * at->pixels_per_m);
    const float y = (float)(at->base - y_m * at->pixels_per_m);

    if ((gap < widest_m && !is_above) || half_m * at->pixels_per_m < 10.0) {
        return;
    }
    pen_write(p, PEN_SMALL, PEN_CENTRE, x, y - 8.0F * p->scale,
              is_cold ? (struct colour){120, 200, 255} : (struct colour){240, 170, 130},
              is_cold ? "cold aisle" : "hot aisle");
}

static void draw_aisles(const struct pen *p, const struct scene *s, const struct layout *at)
{
    for (size_t i = 0; i < s->n_racks; i++) {
        if (!is_first_of_row(s, i)) {
            continue;
        }
        const struct box row = row_box(s, i);
        const bool is_north = s->fronts[i] == SIDE_NORTH;
        const float x = (float)(at->left + row.x_m * at->pixels_per_m) - 8.0F * p->scale;
        const float y = (float)(at->base - (row.y_m + row.depth_m / 2.0) * at->pixels_per_m);
        if (s->rack_rows != NULL) {
            pen_write(p, PEN_NORMAL, PEN_RIGHT, x, y - 9.0F * p->scale, pen_text, s->rack_rows[i]);
        }
        if (is_north || s->fronts[i] == SIDE_SOUTH) {
            draw_aisle(p, s, at, &row, true, is_north);
            draw_aisle(p, s, at, &row, false, !is_north);
        }
    }
}

/* A bar of a round number of metres. */
static void draw_scale(const struct pen *p, const struct layout *at)
{
    const double metres = at->pixels_per_m > 40.0 ? 2.0 : at->pixels_per_m > 12.0 ? 5.0 : 20.0;
    const float x = at->plan.x + 16.0F * p->scale;
    const float y = at->plan.y + at->plan.h - 14.0F * p->scale;
    const float length = (float)(metres * at->pixels_per_m);
    char text[32];

    (void)snprintf(text, sizeof text, "%.0f m", metres);
    pen_fill(p, (SDL_FRect){x, y, length, 2.0F * p->scale}, pen_quiet);
    pen_write(p, PEN_SMALL, PEN_LEFT, x + length + 6.0F, y - 9.0F * p->scale, pen_quiet, text);
}

void painter_plan(const struct pen *p, const struct scene *s, const struct look *look,
                  const struct layout *at)
{
    const struct box hall = {0.0, 0.0, s->size_x_m, s->size_y_m};
    const SDL_Rect clip = {(int)at->plan.x, (int)at->plan.y, (int)at->plan.w, (int)at->plan.h};

    (void)SDL_RenderSetClipRect(p->renderer, &clip);
    pen_frame(p, box_px(at, &hall), pen_line);
    draw_aisles(p, s, at);
    for (size_t i = 0; i < s->n_units; i++) {
        draw_unit(p, at, &s->units_drawn[i]);
    }
    for (size_t i = 0; i < s->n_racks; i++) {
        draw_rack(p, s, look, at, i);
    }
    draw_scale(p, at);
    (void)SDL_RenderSetClipRect(p->renderer, NULL);
}
