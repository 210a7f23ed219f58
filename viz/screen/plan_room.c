/* plan_room.c - aisles with their panels, openings in floor and ceiling.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>

#include "viz/screen/plan.h"

static const struct colour cold_floor = {24, 42, 60};
static const struct colour hot_floor = {58, 36, 32};
const struct colour plan_cold_ink = {120, 200, 255};
const struct colour plan_hot_ink = {240, 170, 130};
static const struct colour tile_ink = {92, 128, 158};
static const struct colour return_ink = {168, 120, 96};
const struct colour plan_panel_ink = {214, 219, 228};

static const struct colour far_tile = {40, 62, 82};

/* Pixels: an opening that is smaller is not drawn; below the second a tile is a patch without lines. */
#define LEAST_PX 3.0F
#define NEAR_PX  9.0F

/* A panel that stands less open counts as shut. */
#define AJAR_FRAC 0.005

static bool is_open(const struct panel *panel)
{
    return panel->is_there && panel->opened_frac > AJAR_FRAC;
}

/* ------------------------------------------------------------------ openings */

/* An outline of dashes: it hangs above. */
static void dash_frame(const struct pen *p, SDL_FRect box, struct colour ink)
{
    const float dash = 4.0F * p->scale;

    pen_dash(p, (SDL_FRect){box.x, box.y, box.w, 1.0F}, dash, ink);
    pen_dash(p, (SDL_FRect){box.x, box.y + box.h - 1.0F, box.w, 1.0F}, dash, ink);
    pen_dash(p, (SDL_FRect){box.x, box.y, 1.0F, box.h}, dash, ink);
    pen_dash(p, (SDL_FRect){box.x + box.w - 1.0F, box.y, 1.0F, box.h}, dash, ink);
}

/* Perforated panels: a frame with slots; from far a patch. */
static void draw_tile(const struct pen *p, SDL_FRect box, struct colour ink)
{
    const float step = 4.0F * p->scale;
    const int n = (int)((box.h - 1.0F) / step);

    if (box.w < NEAR_PX || box.h < NEAR_PX) {
        pen_fill(p, (SDL_FRect){box.x + 1.0F, box.y + 1.0F, box.w - 2.0F, box.h - 2.0F}, far_tile);
        return;
    }
    pen_frame(p, box, ink);
    for (int i = 1; i <= n; i++) {
        const float y = box.y + step * (float)i;
        pen_line_to(p, box.x + 2.0F, y, box.x + box.w - 3.0F, y, ink);
    }
}

static void draw_opening(const struct pen *p, const struct opening *o, const struct layout *at)
{
    const SDL_FRect box = plan_box_px(at, &o->box);
    const struct colour ink = o->kind == OPENING_RETURN ? return_ink : tile_ink;

    if (box.w < LEAST_PX || box.h < LEAST_PX) {
        return;
    }
    if (o->kind == OPENING_TILE) {
        draw_tile(p, box, ink);
    } else {
        dash_frame(p, box, ink);
    }
    if (o->covered_frac > AJAR_FRAC) {
        pen_hatch(p, box, pen_alarm);
    }
}

void plan_floor(const struct pen *p, const struct fixtures *f, const struct layout *at)
{
    for (size_t i = 0; i < f->n_aisles; i++) {
        pen_fill(p, plan_box_px(at, &f->aisles[i].box),
                 f->aisles[i].is_hot ? hot_floor : cold_floor);
    }
    for (size_t i = 0; i < f->n_openings; i++) {
        draw_opening(p, &f->openings[i], at);
    }
}

/* -------------------------------------------------------------------- panels */

/* A thick line on one side of a box; dashes while the panel stands open. */
static void draw_panel(const struct pen *p, SDL_FRect box, int side, bool is_open)
{
    const float thick = (box.w < 40.0F || box.h < 12.0F ? 2.0F : 4.0F) * p->scale;
    const bool is_upright = side == SIDE_WEST || side == SIDE_EAST;
    const float x = side == SIDE_EAST ? box.x + box.w - thick / 2.0F : box.x - thick / 2.0F;
    const float y = side == SIDE_SOUTH ? box.y + box.h - thick / 2.0F : box.y - thick / 2.0F;
    const SDL_FRect bar =
        is_upright ? (SDL_FRect){x, box.y, thick, box.h} : (SDL_FRect){box.x, y, box.w, thick};

    if (is_open) {
        pen_dash(p, bar, 5.0F * p->scale, pen_alarm);
    } else {
        pen_fill(p, bar, plan_panel_ink);
    }
}

/* A roof that is off: its diagonals in dashes. */
static void draw_open_roof(const struct pen *p, SDL_FRect box)
{
    const int n = 2 * (int)(SDL_max(box.w, box.h) / (12.0F * p->scale)) + 1;

    for (int i = 0; i < n; i += 2) {
        const float from = (float)i / (float)n;
        const float to = (float)(i + 1) / (float)n;
        pen_line_to(p, box.x + from * box.w, box.y + from * box.h, box.x + to * box.w,
                    box.y + to * box.h, pen_alarm);
        pen_line_to(p, box.x + from * box.w, box.y + box.h - from * box.h, box.x + to * box.w,
                    box.y + box.h - to * box.h, pen_alarm);
    }
}

void plan_panels(const struct pen *p, const struct fixtures *f, const struct layout *at)
{
    for (size_t i = 0; i < f->n_closed; i++) {
        const struct aisle *const a = &f->aisles[i];
        const SDL_FRect box = plan_box_px(at, &a->box);
        for (int side = 0; side < N_SIDES; side++) {
            if (a->sides[side].is_there) {
                draw_panel(p, box, side, is_open(&a->sides[side]));
            }
        }
        if (is_open(&a->roof)) {
            draw_open_roof(p, box);
        }
    }
}

/* --------------------------------------------------------------------- words */

/* "open", beside a door that stands open. */
static void write_open_side(struct plan_labels *l, SDL_FRect box, int side)
{
    const float off = 6.0F * l->p->scale;
    const float middle_x = box.x + box.w / 2.0F;
    const float middle_y = box.y + box.h / 2.0F;

    switch (side) {
    case SIDE_WEST:
        (void)plan_label(l, PEN_RIGHT, box.x - off, middle_y, pen_alarm, "open");
        break;
    case SIDE_EAST:
        (void)plan_label(l, PEN_LEFT, box.x + box.w + off, middle_y, pen_alarm, "open");
        break;
    case SIDE_SOUTH:
        (void)plan_label(l, PEN_CENTRE, middle_x, box.y + box.h + 2.0F * off, pen_alarm, "open");
        break;
    default:
        (void)plan_label(l, PEN_CENTRE, middle_x, box.y - 2.0F * off, pen_alarm, "open");
        break;
    }
}

/* The longest of the aisle's names that its floor has room for. */
static void write_aisle(struct plan_labels *l, const struct aisle *a)
{
    const SDL_FRect box = plan_box_px(l->at, &a->box);
    const char *const before = a->name != NULL ? "closed " : "";
    const bool is_off = is_open(&a->roof);
    const struct colour *const floor = a->is_hot ? &hot_floor : &cold_floor;
    const char *const after[] = {is_off ? " aisle, roof open" : " aisle", " aisle", ""};

    for (size_t i = 0; i < sizeof after / sizeof after[0]; i++) {
        char text[64];
        float w = 0.0F;
        float h = 0.0F;
        (void)snprintf(text, sizeof text, "%s%s%s", i == 0 ? before : "",
                       a->is_hot ? "hot" : "cold", after[i]);
        pen_measure(l->p, PEN_SMALL, text, &w, &h);
        if (w + 6.0F < box.w && h <= box.h) {
            l->under = floor;
            (void)plan_label(l, PEN_CENTRE, box.x + box.w / 2.0F, box.y + box.h / 2.0F,
                             is_off && i == 0 ? pen_alarm
                             : a->is_hot      ? plan_hot_ink
                                              : plan_cold_ink,
                             text);
            l->under = NULL;
            return;
        }
    }
}

/* To the left of a row that runs along x, below one that runs along y. */
static void write_row(struct plan_labels *l, const struct row *row)
{
    const SDL_FRect box = plan_box_px(l->at, &row->box);
    const bool is_along_x = row->front == SIDE_SOUTH || row->front == SIDE_NORTH;

    (void)plan_label(l, is_along_x ? PEN_RIGHT : PEN_CENTRE,
                     is_along_x ? box.x - 8.0F * l->p->scale : box.x + box.w / 2.0F,
                     is_along_x ? box.y + box.h / 2.0F : box.y + box.h + 10.0F * l->p->scale,
                     pen_text, row->name);
}

void plan_room_words(struct plan_labels *l, const struct fixtures *f)
{
    l->ground = GROUND_AISLE;
    for (size_t i = 0; i < f->n_aisles; i++) {
        write_aisle(l, &f->aisles[i]);
    }
    l->ground = GROUND_FREE;
    for (size_t i = 0; i < f->n_closed; i++) {
        for (int side = 0; side < N_SIDES; side++) {
            if (is_open(&f->aisles[i].sides[side])) {
                write_open_side(l, plan_box_px(l->at, &f->aisles[i].box), side);
            }
        }
    }
    for (size_t i = 0; i < f->n_rows; i++) {
        if (f->rows[i].name != NULL) {
            write_row(l, &f->rows[i]);
        }
    }
}
