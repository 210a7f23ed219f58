/* sheet.h - how a plane of the hall lies in the picture: metres across and up to pixels.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_SCREEN_SHEET_H
#define VIZ_SCREEN_SHEET_H

#include "viz/screen/painter.h"

struct sheet {
    double pixels_per_m;
    double left; /* pixel of across = 0 */
    double base; /* pixel of up = 0 */
};

/* The part of an upright plane that a picture shows, and what stays free of it for words. */
struct sheet_frame {
    double width_m; /* from across = 0 */
    double low_m;
    double high_m;
    double beside_px; /* on either side, at scale 1 */
    double below_px;  /* above as much as beside */
};

/* A level plane, as the hall's plan lies. */
struct sheet sheet_of_plan(const struct layout *at);

/* An upright plane in the middle of the plan's place, with the zoom and pan of the look. */
struct sheet sheet_upright(const struct layout *at, const struct look *look, float scale,
                           const struct sheet_frame *frame);

float sheet_x(const struct sheet *s, double across_m);
float sheet_y(const struct sheet *s, double up_m);
SDL_FRect sheet_box(const struct sheet *s, double lo_m, double hi_m, double bottom_m, double top_m);

/* The upper edge of a box whose height is not known. */
void sheet_dash_top(const struct pen *p, SDL_FRect box);

/* Metres at a pixel. */
double sheet_across_m(const struct sheet *s, float x);
double sheet_up_m(const struct sheet *s, float y);

/* The sheets of the views: how the plane of the air lies, what it cuts, and the row from the front. */
struct sheet sheet_of_cut(const struct scene *s, const struct look *look, const struct layout *at,
                          float scale);
struct sheet sheet_of_row(const struct elevation *e, const struct look *look,
                          const struct layout *at, float scale);

#endif
