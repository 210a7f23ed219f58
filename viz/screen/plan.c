/* plan.c - the hall to scale: its racks, and the parts of plan.h in their order.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "viz/screen/plan.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What lies far outside the picture ends there: a damaged file may say that a tile is 1e30 m wide. */
#define BEYOND_PX 4000.0

static float near_picture(double at_px, float from, float length)
{
    return (float)fmin(fmax(at_px, (double)from - BEYOND_PX), (double)(from + length) + BEYOND_PX);
}

SDL_FRect plan_box_px(const struct layout *at, const struct box *b)
{
    const SDL_FRect *const plan = &at->plan;
    const double upper_px = at->base - (b->y_m + b->depth_m) * at->pixels_per_m;
    const double lower_px = at->base - b->y_m * at->pixels_per_m;
    const float x0 = near_picture(at->left + b->x_m * at->pixels_per_m, plan->x, plan->w);
    const float x1 =
        near_picture(at->left + (b->x_m + b->width_m) * at->pixels_per_m, plan->x, plan->w);
    const float y0 = near_picture(upper_px, plan->y, plan->h);
    const float y1 = near_picture(lower_px, plan->y, plan->h);

    return (SDL_FRect){x0, y0, x1 - x0, y1 - y0};
}

/* The side of a box that a front looks to, as a thick light line. */
static void draw_front(const struct pen *p, SDL_FRect box, int side)
{
    const float thick = SDL_min(3.0F * p->scale, SDL_max(1.0F, SDL_min(box.w, box.h) / 4.0F));
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
    const SDL_FRect box = plan_box_px(at, b);

    pen_frame(p, box, pen_paper);
    draw_front(p, box, front);
}

/* The number in its shown unit, without the unit: the legend has that. Three digits, fewer where so
 * many decimals are to be dropped. What will not happen has none. */
static void short_number(const struct scene *s, double value, int drop, char *text, size_t room)
{
    const struct dimension *const d = units_dimension(scene_unit_of_values(s));
    const struct unit *const u =
        d != NULL ? units_shown(d, fmax(fabs(s->least), fabs(s->most)), s->units) : NULL;
    const double shown = u != NULL ? (value - u->offset) / u->factor : value;
    const int decimals = (fabs(shown) < 9.995 ? 2 : fabs(shown) < 99.95 ? 1 : 0) - drop;

    if (isinf(value)) {
        (void)snprintf(text, room, "none");
    } else {
        (void)snprintf(text, room, "%.*f", decimals > 0 ? decimals : 0, shown);
    }
}

void painter_number(const struct scene *s, double value, char *ret_text, size_t room)
{
    short_number(s, value, 0, ret_text, room);
}

/* A number, or the margin in per cent under a binding limit; a difference has its sign. */
static void words_of(const struct scene *s, size_t i, int drop, char *text, size_t room)
{
    if (s->layer->is_kind) {
        (void)snprintf(text, room, "%.0f%%", 100.0 * s->margin_frac[i]);
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
    const SDL_FRect box = plan_box_px(at, &s->racks[i]);
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
    if (painter_is_framed(look, i)) {
        painter_frame(p, box);
    }
}

void painter_metres(const struct pen *p, const struct layout *at, double pixels_per_m)
{
    const double metres = pixels_per_m > 100.0  ? 0.5
                          : pixels_per_m > 40.0 ? 2.0
                          : pixels_per_m > 12.0 ? 5.0
                                                : 20.0;
    const float x = at->plan.x + 16.0F * p->scale;
    const float y = at->plan.y + at->plan.h - 14.0F * p->scale;
    const float length = (float)(metres * pixels_per_m);
    char text[32];

    (void)snprintf(text, sizeof text, "%g m", metres);
    pen_fill(p, (SDL_FRect){x, y, length, 2.0F * p->scale}, pen_quiet);
    pen_write(p, PEN_SMALL, PEN_LEFT, x + length + 6.0F, y - 9.0F * p->scale, pen_quiet, text);
}

/* Racks that hang on the element that is looked at stand out; the others step back. */
static void draw_hold(const struct pen *p, const struct scene *s, const struct layout *at, size_t i)
{
    const SDL_FRect box = plan_box_px(at, &s->racks[i]);
    const enum tree_hold hold = s->fixtures->tree.hold[i];

    if (hold == HOLD_NOT) {
        pen_shade(p, box);
    } else {
        pen_frame(p, box, pen_text);
    }
    if (hold == HOLD_FED && box.w > 8.0F) {
        pen_frame(p, (SDL_FRect){box.x + 1.0F, box.y + 1.0F, box.w - 2.0F, box.h - 2.0F}, pen_text);
    }
}

static void draw_racks(const struct pen *p, const struct scene *s, const struct look *look,
                       const struct layout *at)
{
    for (size_t i = 0; i < s->n_racks; i++) {
        draw_rack(p, s, look, at, i);
    }
    for (size_t i = 0; look->element >= 0 && i < s->n_racks; i++) {
        draw_hold(p, s, at, i);
    }
}

void painter_plan(const struct pen *p, const struct scene *s, const struct look *look,
                  const struct layout *at)
{
    struct fixtures *const f = s->fixtures;
    struct plan_labels labels = {.p = p, .s = s, .at = at};
    const struct box hall = {0.0, 0.0, s->size_x_m, s->size_y_m};
    const SDL_Rect clip = {(int)at->plan.x, (int)at->plan.y, (int)at->plan.w, (int)at->plan.h};

    if (fixtures_set_time(f, s->results, s->time_index) != STATUS_OK) {
        return;
    }
    painter_mark(look, &f->tree);
    (void)SDL_RenderSetClipRect(p->renderer, &clip);
    pen_frame(p, plan_box_px(at, &hall), pen_line);
    plan_floor(p, f, at);
    plan_panels(p, f, at);
    draw_racks(p, s, look, at);
    plan_units(p, f, look, at);
    plan_room_words(&labels, f);
    plan_unit_words(&labels, f);
    painter_metres(p, at, at->pixels_per_m);
    (void)SDL_RenderSetClipRect(p->renderer, NULL);
    plan_chips(p, f, look, at);
}

long painter_element_at(const struct scene *s, const struct look *look, const struct layout *at,
                        float scale, float x, float y)
{
    const struct fixtures *const f = s->fixtures;

    if (look->view == VIEW_DIAGRAM) {
        return painter_diagram_at(s, at, scale, x, y);
    }
    const bool is_plan = painter_is_plan(look);
    const long chip = is_plan ? plan_chip_at(f, at, scale, x, y) : -1;
    if (chip >= 0 || !is_plan || y >= at->plan.y + at->plan.h) {
        return chip;
    }
    for (size_t i = 0; i < f->n_units; i++) { /* those on the floor stand first */
        const SDL_FRect box = plan_box_px(at, &f->units[i].box);
        if (x >= box.x && x < box.x + box.w && y >= box.y && y < box.y + box.h) {
            return (long)f->units[i].node;
        }
    }
    return -1;
}
