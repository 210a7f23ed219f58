/* air.c - a plane through the air's field: its temperature as colours, its flow as arrows.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "viz/screen/air.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Least pixels between two arrows, and the shortest that is drawn. */
#define ARROW_STEP_PX  30.0
#define ARROW_LEAST_PX 4.0F

const struct colour air_solid = {58, 62, 70};

/* Edges are rounded outwards, so that no gap shows between two cells. */
static SDL_FRect cell_px(const struct results_plane *plane, const struct sheet *sheet, size_t i,
                         size_t j)
{
    const struct results_grid *const g = &plane->grid;
    const double lo_m = g->edge_m[plane->across] + (double)i * g->cell_m[plane->across];
    const double bottom_m = g->edge_m[plane->up] + (double)j * g->cell_m[plane->up];
    const float x = SDL_floorf(sheet_x(sheet, lo_m));
    const float y = SDL_floorf(sheet_y(sheet, bottom_m + g->cell_m[plane->up]));

    return (SDL_FRect){x, y, SDL_ceilf(sheet_x(sheet, lo_m + g->cell_m[plane->across])) - x,
                       SDL_ceilf(sheet_y(sheet, bottom_m)) - y};
}

static struct colour colour_at(const struct cut *cut, double temp_c)
{
    return isnan(temp_c) ? air_solid : palette_at(PALETTE_RISING, cut_share(cut, temp_c));
}

static void draw_cells(const struct pen *p, const struct cut *cut, const struct sheet *sheet)
{
    const struct results_plane *const plane = &cut->plane;
    const size_t n_across = plane->grid.n[plane->across];

    for (size_t k = 0; k < plane->n_cells; k++) {
        pen_fill(p, cell_px(plane, sheet, k % n_across, k / n_across),
                 colour_at(cut, plane->temp_c[k]));
    }
}

/* ------------------------------------------------------------------- arrows */

static double fastest_ms(const struct results_plane *plane)
{
    double most_ms = 0.0;

    for (size_t k = 0; k < plane->n_cells; k++) {
        if (!isnan(plane->temp_c[k])) {
            most_ms = fmax(most_ms, hypot(plane->across_ms[k], plane->up_ms[k]));
        }
    }
    return most_ms;
}

static void draw_arrow(const struct pen *p, float x, float y, float dx, float dy, struct colour ink)
{
    const float length = SDL_sqrtf(dx * dx + dy * dy);
    const float head = SDL_min(0.35F * length, 6.0F * p->scale) / length;
    const float tip_x = x + dx / 2.0F;
    const float tip_y = y + dy / 2.0F;

    pen_line_to(p, x - dx / 2.0F, y - dy / 2.0F, tip_x, tip_y, ink);
    pen_line_to(p, tip_x, tip_y, tip_x - head * (dx + 0.6F * dy), tip_y - head * (dy - 0.6F * dx),
                ink);
    pen_line_to(p, tip_x, tip_y, tip_x - head * (dx - 0.6F * dy), tip_y - head * (dy + 0.6F * dx),
                ink);
}

/* Every so many cells one, from its middle; the fastest is as long as they stand apart. */
static void draw_arrows(const struct pen *p, const struct cut *cut, const struct sheet *sheet,
                        double most_ms)
{
    const struct results_plane *const plane = &cut->plane;
    const struct results_grid *const g = &plane->grid;
    const double cell_px =
        fmin(g->cell_m[plane->across], g->cell_m[plane->up]) * sheet->pixels_per_m;
    const double apart = ceil(ARROW_STEP_PX * (double)p->scale / cell_px);
    const size_t step = apart > 1.0 ? (size_t)apart : 1;
    const float px_per_ms = (float)((double)step * cell_px / most_ms);

    for (size_t j = step / 2; j < g->n[plane->up]; j += step) {
        for (size_t i = step / 2; i < g->n[plane->across]; i += step) {
            const size_t k = j * g->n[plane->across] + i;
            const float dx = (float)plane->across_ms[k] * px_per_ms;
            const float dy = -(float)plane->up_ms[k] * px_per_ms;
            const bool is_long = dx * dx + dy * dy >= ARROW_LEAST_PX * ARROW_LEAST_PX;
            if (!isnan(plane->temp_c[k]) && is_long) {
                draw_arrow(p, sheet_x(sheet, results_grid_centre_m(g, plane->across, i)),
                           sheet_y(sheet, results_grid_centre_m(g, plane->up, j)), dx, dy,
                           palette_ink(colour_at(cut, plane->temp_c[k])));
            }
        }
    }
}

void air_draw(const struct pen *p, const struct cut *cut, const struct sheet *sheet)
{
    const double most_ms = fastest_ms(&cut->plane);

    draw_cells(p, cut, sheet);
    if (most_ms > 0.0) {
        draw_arrows(p, cut, sheet, most_ms);
    }
}

/* --------------------------------------------------------- a level plane */

static void write_name(const struct pen *p, const struct sheet *sheet, const struct box *b,
                       const char *name)
{
    float w = 0.0F;
    float h = 0.0F;

    pen_measure(p, PEN_SMALL, name, &w, &h);
    if ((double)w + 4.0 < b->width_m * sheet->pixels_per_m &&
        (double)h < b->depth_m * sheet->pixels_per_m) {
        pen_write(p, PEN_SMALL, PEN_CENTRE, sheet_x(sheet, b->x_m + b->width_m / 2.0),
                  sheet_y(sheet, b->y_m + b->depth_m / 2.0) - h / 2.0F, pen_text, name);
    }
}

static void draw_racks(const struct pen *p, const struct scene *s, const struct look *look,
                       const struct layout *at, const struct sheet *sheet)
{
    for (size_t i = 0; i < s->n_units; i++) {
        write_name(p, sheet, &s->units_drawn[i].box, s->units_drawn[i].name);
    }
    for (size_t i = 0; i < s->n_racks; i++) {
        const struct box *const b = &s->racks[i];
        painter_outline(p, at, b, s->fronts[i]);
        write_name(p, sheet, b, s->rack_names[i]);
        if (painter_is_framed(look, i)) {
            painter_frame(
                p, sheet_box(sheet, b->x_m, b->x_m + b->width_m, b->y_m, b->y_m + b->depth_m));
        }
    }
}

void painter_air(const struct pen *p, const struct scene *s, const struct look *look,
                 const struct layout *at)
{
    struct cut *const cut = &look->views->cut;
    const struct sheet sheet = sheet_of_plan(at);
    const SDL_Rect clip = {(int)at->plan.x, (int)at->plan.y, (int)at->plan.w, (int)at->plan.h};

    if (painter_is_plan(look)) {
        painter_plan(p, s, look, at);
        painter_notice(p, at,
                       "This file holds no computed field of the air (hall.air.model: field)");
        return;
    }
    (void)SDL_RenderSetClipRect(p->renderer, &clip);
    if (cut_air(cut, s->time_index) != NULL) {
        air_draw(p, cut, &sheet);
    }
    pen_frame(p, sheet_box(&sheet, 0.0, s->size_x_m, 0.0, s->size_y_m), pen_line);
    draw_racks(p, s, look, at, &sheet);
    painter_metres(p, at, sheet.pixels_per_m);
    (void)SDL_RenderSetClipRect(p->renderer, NULL);
}

/* -------------------------------------------------------------------- panel */

bool air_is_shown(const struct look *look)
{
    return (look->view == VIEW_AIR || look->view == VIEW_SECTION) && look->views->cut.has_field;
}

/* Two digits: a field is no better known. */
enum { SPEED_DIGITS = 2 };

/* "at x 3.42 m, y 1.10 m: 24.3 degC, 0.41 m/s" */
static void add_pointer(struct column *c, const struct scene *s, const struct look *look,
                        const struct sheet *sheet)
{
    const struct cut *const cut = &look->views->cut;
    const double across_m = sheet_across_m(sheet, look->pointer_x);
    const double up_m = sheet_up_m(sheet, look->pointer_y);
    double temp_c = 0.0;
    double speed_ms = 0.0;
    char place[64];
    char temp[48];
    char speed[48];
    char line[192];

    if (!look->has_pointer) {
        return;
    }
    if (!cut_reading(cut, across_m, up_m, &temp_c, &speed_ms)) {
        column_paragraph(c, PEN_SMALL, pen_quiet, "Pointer: no air there");
        return;
    }
    (void)snprintf(place, sizeof place, "%c %.2f m, %c %.2f m",
                   cut->plane.across == PLANE_X ? 'x' : 'y', across_m,
                   cut->plane.up == PLANE_Y ? 'y' : 'z', up_m);
    painter_quantity(s, "degC", temp_c, temp, sizeof temp);
    painter_rounded(s, "m/s", speed_ms, SPEED_DIGITS, speed, sizeof speed);
    (void)snprintf(line, sizeof line, "Pointer, %s: %s, %s", place, temp, speed);
    column_paragraph(c, PEN_SMALL, pen_text, line);
}

/* A scene with the scale of the air, for the legend's bar. */
static struct scene air_scene(const struct scene *s, const struct cut *cut)
{
    struct scene air = *s;

    air.layer = layer_find("air");
    air.against = NULL;
    air.least = cut->least_c;
    air.most = cut->most_c;
    air.limit = cut->limit_c;
    return air;
}

void air_legend(struct column *c, const struct scene *s, const struct look *look,
                const struct layout *at, enum legend_form form)
{
    struct cut *const cut = &look->views->cut;
    const struct sheet sheet = sheet_of_cut(s, look, at, c->p->scale);
    char speed[48];
    char line[160];

    column_paragraph(c, PEN_NORMAL, pen_text, "Air temperature and flow");
    if (cut_air(cut, s->time_index) == NULL) {
        column_paragraph(c, PEN_SMALL, pen_alarm, "The field cannot be read from the file.");
        return;
    }
    c->y += 4.0F * c->p->scale;
    const struct scene air = air_scene(s, cut);
    painter_scale(c, &air, form);
    painter_rounded(s, "m/s", fastest_ms(&cut->plane), SPEED_DIGITS, speed, sizeof speed);
    (void)snprintf(line, sizeof line, "Arrows: flow in the plane, fastest %s", speed);
    column_paragraph(c, PEN_SMALL, pen_text, line);
    add_pointer(c, s, look, &sheet);
    if (look->view == VIEW_SECTION) {
        /* The layer of the air holds in its racks what that of the inlets does. */
        const bool is_air = strcmp(s->layer->name, "air") == 0;
        const struct layer *const racks = is_air ? layer_find("inlet") : s->layer;
        (void)snprintf(line, sizeof line, "In racks: %s", racks->title);
        column_paragraph(c, PEN_SMALL, pen_quiet, line);
    }
    if (look->other != NULL) {
        column_paragraph(c, PEN_SMALL, pen_text, "The first file's air.");
    }
    if (form == LEGEND_FULL) {
        c->y += 4.0F * c->p->scale;
        column_paragraph(
            c, PEN_SMALL, pen_quiet,
            "One scale for all moments and planes: from the coldest supply or inlet of "
            "the run to the hottest exhaust. Limit: the strictest of the racks' inlets. "
            "Grey: no air, but a rack or a unit.");
    }
}
