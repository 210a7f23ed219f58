/* section.c - an upright plane through the hall: floor, ceiling, what it cuts, and the air behind it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>

#include "viz/screen/air.h"
#include "viz/screen/plan.h"

/* Rooms below the floor and above the ceiling, of which the file tells no depth, are not drawn. */
#define BESIDE_PX 40.0
#define BELOW_PX  56.0

static const struct colour ink_unit = {44, 66, 98};

static double depth_m(double known_m)
{
    return isnan(known_m) ? 0.0 : known_m;
}

/* Of a hall whose height is not in the file as much is drawn as its racks take. */
static double height_of(const struct section *c)
{
    double top_m = ELEVATION_USUAL_M;

    for (size_t i = 0; i < c->n; i++) {
        top_m = fmax(top_m, c->boxes[i].top_m); /* fmax passes over NAN */
    }
    return isnan(c->height_m) ? top_m + 0.5 : c->height_m;
}

struct sheet sheet_of_cut(const struct scene *s, const struct look *look, const struct layout *at,
                          float scale)
{
    const struct section *const c =
        look->view == VIEW_SECTION ? views_section(look->views, s) : NULL;

    if (c == NULL) {
        return sheet_of_plan(at);
    }
    return sheet_upright(at, look, scale,
                         &(struct sheet_frame){.width_m = c->width_m,
                                               .low_m = -depth_m(c->raised_m),
                                               .high_m = height_of(c) + depth_m(c->overhead_m),
                                               .beside_px = BESIDE_PX,
                                               .below_px = BELOW_PX});
}

/* Room above the floor that a box takes; the usual one where the file does not tell. */
static double top_of(const struct section_box *b)
{
    return isnan(b->top_m) ? ELEVATION_USUAL_M : b->top_m;
}

static SDL_FRect box_of(const struct sheet *sheet, const struct section_box *b)
{
    return sheet_box(sheet, b->lo_m, b->hi_m, b->bottom_m, top_of(b));
}

/* -------------------------------------------------------------------- words */

/* Two lines one below the other; a single one upwards where the box is too narrow for it. */
static void write_lines(const struct pen *p, SDL_FRect box, struct colour ink, const char *name,
                        const char *value)
{
    const SDL_FPoint middle = {box.x + box.w / 2.0F, box.y + box.h / 2.0F};
    float name_w = 0.0F;
    float value_w = 0.0F;
    float h = 0.0F;

    pen_measure(p, PEN_SMALL, value, &value_w, &h);
    pen_measure(p, PEN_SMALL, name, &name_w, &h);
    const bool has_value = value_w > 0.0F && value_w + 4.0F < box.w && 2.0F * h < box.h;
    const float top = middle.y - (has_value ? h : h / 2.0F);
    if (name_w + 4.0F < box.w && h < box.h) {
        pen_write(p, PEN_SMALL, PEN_CENTRE, middle.x, top, ink, name);
    } else if (h + 4.0F < box.w && name_w + 4.0F < box.h) {
        pen_write_upwards(p, PEN_SMALL, middle, ink, name);
        return;
    }
    if (has_value) {
        pen_write(p, PEN_SMALL, PEN_CENTRE, middle.x, top + h, ink, value);
    }
}

/* Words about a middle that can be read before any air. */
static void write_on_paper(const struct pen *p, float x, float y, struct colour ink,
                           const char *text)
{
    float w = 0.0F;
    float h = 0.0F;

    pen_measure(p, PEN_SMALL, text, &w, &h);
    pen_fill(p, (SDL_FRect){x - w / 2.0F - 4.0F, y - h / 2.0F, w + 8.0F, h}, pen_paper);
    pen_write(p, PEN_SMALL, PEN_CENTRE, x, y - h / 2.0F, ink, text);
}

/* Cold and hot aisles where they are wide enough for the words, near the floor. */
static void write_aisles(const struct pen *p, const struct scene *s, const struct look *look,
                         const struct sheet *sheet)
{
    const struct fixtures *const f = s->fixtures;
    const bool is_x = look->views->cut.axis == PLANE_X;
    const double at_m = look->views->cut.at_m[look->views->cut.axis];

    for (size_t i = 0; i < f->n_aisles; i++) {
        const struct box *const b = &f->aisles[i].box;
        const double from_m = is_x ? b->x_m : b->y_m;
        const double to_m = from_m + (is_x ? b->width_m : b->depth_m);
        const double lo_m = is_x ? b->y_m : b->x_m;
        const double wide_m = is_x ? b->depth_m : b->width_m;
        const char *const text = f->aisles[i].is_hot ? "hot aisle" : "cold aisle";
        float w = 0.0F;
        float h = 0.0F;
        pen_measure(p, PEN_SMALL, text, &w, &h);
        if (at_m >= from_m && at_m < to_m && wide_m * sheet->pixels_per_m > (double)w + 16.0) {
            write_on_paper(p, sheet_x(sheet, lo_m + wide_m / 2.0), sheet_y(sheet, 0.25),
                           f->aisles[i].is_hot ? plan_hot_ink : plan_cold_ink, text);
        }
    }
}

/* --------------------------------------------------------------- what is cut */

static void draw_rack(const struct pen *p, const struct scene *s, const struct look *look,
                      const struct section_box *b, SDL_FRect box)
{
    const size_t i = (size_t)b->rack;
    const bool is_known = s->is_known[i] && !isnan(s->values[i]);
    const bool has_colour = is_known && !air_is_shown(look);
    const struct colour c = has_colour ? scene_colour(s, s->values[i]) : air_solid;
    char value[48] = "not known";

    pen_fill(p, box, c);
    if (is_known && scene_is_beyond(s, i)) {
        pen_hatch(p, box, pen_alarm);
    }
    if (is_known) {
        painter_value(s, i, value, sizeof value);
    }
    write_lines(p, box, has_colour ? palette_ink(c) : pen_text, b->name, value);
}

/* A line with a dark edge, so that it shows before any air; dashed in alarm while it stands open. */
static void draw_panel(const struct pen *p, const struct section_box *b, SDL_FRect box)
{
    const float thick = 3.0F * p->scale;
    const bool is_level = box.h < thick;
    const SDL_FRect bar = is_level ? (SDL_FRect){box.x, box.y - thick / 2.0F, box.w, thick}
                                   : (SDL_FRect){box.x - thick / 2.0F, box.y, thick, box.h};
    const float dash = b->is_opened ? 10.0F * p->scale : SDL_max(bar.w, bar.h);

    pen_fill(p, (SDL_FRect){bar.x - 1.0F, bar.y - 1.0F, bar.w + 2.0F, bar.h + 2.0F}, pen_paper);
    pen_dash(p, bar, dash, b->is_opened ? pen_alarm : plan_panel_ink);
    if (b->is_opened) {
        write_on_paper(p, box.x + box.w / 2.0F, box.y - 13.0F * p->scale, pen_alarm, "open");
    }
}

static void draw_box(const struct pen *p, const struct scene *s, const struct look *look,
                     const struct sheet *sheet, const struct section_box *b)
{
    const SDL_FRect box = box_of(sheet, b);

    switch (b->kind) {
    case SECTION_RACK:
        draw_rack(p, s, look, b, box);
        pen_frame(p, box, pen_paper);
        break;
    case SECTION_UNIT:
        pen_fill(p, box, ink_unit);
        pen_frame(p, box, pen_line);
        write_lines(p, box, pen_text, b->name, "");
        break;
    default:
        draw_panel(p, b, box);
        break;
    }
    if (isnan(b->top_m)) {
        sheet_dash_top(p, box);
    }
    if (b->rack >= 0 && painter_is_framed(look, (size_t)b->rack)) {
        painter_frame(p, box);
    }
}

/* ---------------------------------------------------------------------- hall */

/* Floor and ceiling with their heights, and the rooms below and above them. */
static void draw_hall(const struct pen *p, const struct scene *s, const struct section *c,
                      const struct sheet *sheet)
{
    const double top_m = height_of(c);
    const float thick = 3.0F * p->scale;
    const float x = sheet_x(sheet, 0.0);
    const float w = sheet_x(sheet, c->width_m) - x;
    char height[48];
    char text[96];

    if (c->raised_m > 0.0) {
        pen_hatch(p, sheet_box(sheet, 0.0, c->width_m, -c->raised_m, 0.0), pen_panel);
        pen_frame(p, sheet_box(sheet, 0.0, c->width_m, -c->raised_m, 0.0), pen_line);
        painter_quantity(s, "m", c->raised_m, height, sizeof height);
        (void)snprintf(text, sizeof text, "raised floor %s", height);
        pen_write(p, PEN_SMALL, PEN_CENTRE, x + w / 2.0F, sheet_y(sheet, -c->raised_m / 2.0) - 8.0F,
                  pen_text, text);
    }
    if (c->overhead_m > 0.0) {
        pen_frame(p, sheet_box(sheet, 0.0, c->width_m, top_m, top_m + c->overhead_m), pen_line);
        painter_quantity(s, "m", c->overhead_m, height, sizeof height);
        (void)snprintf(text, sizeof text, "plenum %s", height);
        pen_write(p, PEN_SMALL, PEN_CENTRE, x + w / 2.0F,
                  sheet_y(sheet, top_m + c->overhead_m / 2.0) - 8.0F, pen_text, text);
    }
    pen_frame(p, sheet_box(sheet, 0.0, c->width_m, 0.0, top_m), pen_line);
    pen_fill(p, (SDL_FRect){x, sheet_y(sheet, 0.0), w, thick}, pen_quiet);
    if (isnan(c->height_m)) {
        (void)snprintf(text, sizeof text, "ceiling: height not in the file");
    } else {
        pen_fill(p, (SDL_FRect){x, sheet_y(sheet, top_m) - thick, w, thick}, pen_quiet);
        painter_quantity(s, "m", c->height_m, height, sizeof height);
        (void)snprintf(text, sizeof text, "ceiling %s", height);
    }
    pen_write(p, PEN_SMALL, PEN_LEFT, x, sheet_y(sheet, top_m) - 22.0F * p->scale, pen_quiet, text);
}

/* Which way it looks, and what is not drawn as it is. */
static void write_notes(const struct pen *p, const struct look *look, const struct section *c,
                        const struct sheet *sheet, const struct layout *at)
{
    const bool is_x = look->views->cut.axis == PLANE_X;
    const float y = sheet_y(sheet, -depth_m(c->raised_m)) + 6.0F * p->scale;
    bool has_unknown = false;

    for (size_t i = 0; i < c->n; i++) {
        has_unknown = has_unknown || isnan(c->boxes[i].top_m);
    }
    pen_write(p, PEN_SMALL, PEN_LEFT, sheet_x(sheet, 0.0), y, pen_quiet, is_x ? "south" : "west");
    pen_write(p, PEN_SMALL, PEN_RIGHT, sheet_x(sheet, c->width_m), y, pen_quiet,
              is_x ? "north" : "east");
    if (c->n == 0 || has_unknown) {
        pen_write(p, PEN_SMALL, PEN_CENTRE, sheet_x(sheet, c->width_m / 2.0), y, pen_text,
                  c->n == 0 ? "nothing is cut here"
                            : "dashed tops: heights are not in the file, 2.0 m is drawn");
    }
    painter_metres(p, at, sheet->pixels_per_m);
}

void painter_section(const struct pen *p, const struct scene *s, const struct look *look,
                     const struct layout *at)
{
    const struct section *const c = views_section(look->views, s);
    struct cut *const cut = &look->views->cut;
    const struct sheet sheet = sheet_of_cut(s, look, at, p->scale);
    const SDL_Rect clip = {(int)at->plan.x, (int)at->plan.y, (int)at->plan.w, (int)at->plan.h};

    if (c == NULL || !(c->width_m > 0.0)) {
        painter_notice(p, at, "The file does not tell how large the hall is");
        return;
    }
    (void)SDL_RenderSetClipRect(p->renderer, &clip);
    if (cut_air(cut, s->time_index) != NULL) {
        air_draw(p, cut, &sheet);
    }
    draw_hall(p, s, c, &sheet);
    write_aisles(p, s, look, &sheet);
    for (size_t i = 0; i < c->n; i++) {
        draw_box(p, s, look, &sheet, &c->boxes[i]);
    }
    write_notes(p, look, c, &sheet, at);
    (void)SDL_RenderSetClipRect(p->renderer, NULL);
}

long painter_section_rack(const struct scene *s, const struct look *look, const struct layout *at,
                          SDL_FPoint where, float scale)
{
    const struct section *const c = views_section(look->views, s);
    const struct sheet sheet = sheet_of_cut(s, look, at, scale);

    for (size_t i = 0; c != NULL && i < c->n; i++) {
        const SDL_FRect box = box_of(&sheet, &c->boxes[i]);
        if (c->boxes[i].rack >= 0 && SDL_PointInFRect(&where, &box)) {
            return c->boxes[i].rack;
        }
    }
    return -1;
}
