/* air.c - a plane through the air's field: its temperature as colours, its flow as arrows.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>

#include "viz/screen/painter.h"

/* Least pixels between two arrows, and the shortest that is drawn. */
#define ARROW_STEP_PX  30.0
#define ARROW_LEAST_PX 4.0F

#define EDGE_PX 28.0F

static const struct colour solid = {58, 62, 70};

/* How the plane lies in the picture. */
struct sheet {
    const struct results_plane *plane;
    double pixels_per_m;
    double left; /* pixel of across = 0 */
    double base; /* pixel of up = 0 */
    double cell_across_m;
    double cell_up_m;
};

static double cell_of(const double *centres_m, size_t n)
{
    return n > 1 ? centres_m[1] - centres_m[0] : 2.0 * centres_m[0];
}

/* A plan lies as the hall's own plan does; a section has a scale of its own. */
static struct sheet sheet_of(const struct pen *p, const struct results_plane *plane,
                             const struct layout *at)
{
    const double cell_across_m = cell_of(plane->across_m, plane->n_across);
    const double cell_up_m = cell_of(plane->up_m, plane->n_up);
    const double width_m = cell_across_m * (double)plane->n_across;
    const double height_m = cell_up_m * (double)plane->n_up;
    const double edge_px = 2.0 * (double)(EDGE_PX * p->scale);
    struct sheet sheet = {.plane = plane,
                          .pixels_per_m = at->pixels_per_m,
                          .left = at->left,
                          .base = at->base,
                          .cell_across_m = cell_across_m,
                          .cell_up_m = cell_up_m};

    if (plane->axis != PLANE_Z) {
        sheet.pixels_per_m = fmin(((double)at->plan.w - edge_px) / width_m,
                                  ((double)at->plan.h - edge_px) / height_m);
        sheet.left = (double)at->plan.x + ((double)at->plan.w - width_m * sheet.pixels_per_m) / 2.0;
        sheet.base =
            (double)at->plan.y + ((double)at->plan.h + height_m * sheet.pixels_per_m) / 2.0;
    }
    return sheet;
}

static float across_px(const struct sheet *s, double across_m)
{
    return (float)(s->left + across_m * s->pixels_per_m);
}

static float up_px(const struct sheet *s, double up_m)
{
    return (float)(s->base - up_m * s->pixels_per_m);
}

/* Edges are rounded outwards, so that no gap shows between two cells. */
static SDL_FRect cell_px(const struct sheet *s, size_t i, size_t j)
{
    const double across_m = s->plane->across_m[i] - s->cell_across_m / 2.0;
    const double up_m = s->plane->up_m[j] + s->cell_up_m / 2.0;
    const float x = SDL_floorf(across_px(s, across_m));
    const float y = SDL_floorf(up_px(s, up_m));

    return (SDL_FRect){x, y, SDL_ceilf(across_px(s, across_m + s->cell_across_m)) - x,
                       SDL_ceilf(up_px(s, up_m - s->cell_up_m)) - y};
}

static struct colour colour_at(const struct scene *s, double temp_c)
{
    return isnan(temp_c) ? solid : palette_at(scene_share(s, temp_c));
}

static void draw_cells(const struct pen *p, const struct scene *s, const struct sheet *sheet)
{
    for (size_t j = 0; j < sheet->plane->n_up; j++) {
        for (size_t i = 0; i < sheet->plane->n_across; i++) {
            const double temp_c = sheet->plane->temp_c[j * sheet->plane->n_across + i];
            pen_fill(p, cell_px(sheet, i, j), colour_at(s, temp_c));
        }
    }
}

/* ------------------------------------------------------------------- arrows */

static double fastest_ms(const struct results_plane *plane)
{
    double most_ms = 0.0;

    for (size_t k = 0; k < plane->n_across * plane->n_up; k++) {
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
static void draw_arrows(const struct pen *p, const struct scene *s, const struct sheet *sheet,
                        double most_ms)
{
    const struct results_plane *const plane = sheet->plane;
    const double cell_px = fmin(sheet->cell_across_m, sheet->cell_up_m) * sheet->pixels_per_m;
    const double apart = ceil(ARROW_STEP_PX * (double)p->scale / cell_px);
    const size_t step = apart > 1.0 ? (size_t)apart : 1;
    const float px_per_ms = (float)((double)step * cell_px / most_ms);

    for (size_t j = step / 2; j < plane->n_up; j += step) {
        for (size_t i = step / 2; i < plane->n_across; i += step) {
            const size_t k = j * plane->n_across + i;
            const float dx = (float)plane->across_ms[k] * px_per_ms;
            const float dy = -(float)plane->up_ms[k] * px_per_ms;
            const bool is_long = dx * dx + dy * dy >= ARROW_LEAST_PX * ARROW_LEAST_PX;
            if (!isnan(plane->temp_c[k]) && is_long) {
                draw_arrow(p, across_px(sheet, plane->across_m[i]), up_px(sheet, plane->up_m[j]),
                           dx, dy, palette_ink(colour_at(s, plane->temp_c[k])));
            }
        }
    }
}

/* -------------------------------------------------------------------- names */

/* Where a box on the floor is cut by the plane; false when it is not. */
static bool is_cut(const struct results_plane *plane, const struct box *b, double *ret_across_m)
{
    const bool is_x = plane->axis == PLANE_X;
    const double lo_m = is_x ? b->x_m : b->y_m;
    const double hi_m = lo_m + (is_x ? b->width_m : b->depth_m);

    *ret_across_m = is_x ? b->y_m + b->depth_m / 2.0 : b->x_m + b->width_m / 2.0;
    return plane->axis == PLANE_Z || (plane->at_m > lo_m && plane->at_m < hi_m);
}

static void write_name(const struct pen *p, const struct sheet *sheet, const struct box *b,
                       const char *name)
{
    const double width_m = sheet->plane->axis == PLANE_X ? b->depth_m : b->width_m;
    double across_m = 0.0;
    float w = 0.0F;
    float h = 0.0F;

    if (!is_cut(sheet->plane, b, &across_m)) {
        return;
    }
    /* In a section half-way up a rack of usual height. */
    const double up_m = sheet->plane->axis == PLANE_Z ? b->y_m + b->depth_m / 2.0 : 1.0;
    pen_measure(p, PEN_SMALL, name, &w, &h);
    if ((double)w + 4.0 < width_m * sheet->pixels_per_m) {
        pen_write(p, PEN_SMALL, PEN_CENTRE, across_px(sheet, across_m),
                  up_px(sheet, up_m) - h / 2.0F, pen_text, name);
    }
}

void painter_air(const struct pen *p, const struct scene *s, const struct look *look,
                 const struct layout *at)
{
    const struct sheet sheet = sheet_of(p, look->plane, at);
    const double most_ms = fastest_ms(look->plane);
    char text[64];

    draw_cells(p, s, &sheet);
    if (most_ms > 0.0) {
        draw_arrows(p, s, &sheet, most_ms);
    }
    for (size_t i = 0; i < s->n_units; i++) {
        write_name(p, &sheet, &s->units_drawn[i].box, s->units_drawn[i].name);
    }
    for (size_t i = 0; i < s->n_racks; i++) {
        if (look->plane->axis == PLANE_Z) {
            painter_outline(p, at, &s->racks[i], s->fronts[i]);
        }
        write_name(p, &sheet, &s->racks[i], s->rack_names[i]);
    }
    (void)snprintf(text, sizeof text, "fastest in the plane: %.2g m/s", most_ms);
    pen_write(p, PEN_SMALL, PEN_LEFT, at->plan.x + 16.0F * p->scale,
              at->plan.y + at->plan.h - 22.0F * p->scale, pen_quiet, text);
}

void painter_plane_words(const struct results_plane *plane, char *ret_text, size_t room)
{
    if (plane->axis == PLANE_Z) {
        (void)snprintf(ret_text, room, "%.2f m above the floor", plane->at_m);
    } else {
        (void)snprintf(ret_text, room, "section at %c = %.2f m", plane->axis == PLANE_X ? 'x' : 'y',
                       plane->at_m);
    }
}
