/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/screen/sheet.h"

#include <math.h>

/* More than any picture is wide, to either side. */
#define FAR_PX 30000.0

struct sheet sheet_of_plan(const struct layout *at)
{
    return (struct sheet){at->pixels_per_m, at->left, at->base};
}

struct sheet sheet_upright(const struct layout *at, const struct look *look, float scale,
                           const struct sheet_frame *frame)
{
    const double beside_px = frame->beside_px * (double)scale;
    const double below_px = frame->below_px * (double)scale;
    const double height_m = frame->high_m - frame->low_m;
    const double room_x = (double)at->plan.w - 2.0 * beside_px;
    const double room_y = (double)at->plan.h - beside_px - below_px;
    const double pixels_per_m = fmin(room_x / frame->width_m, room_y / height_m) * look->zoom;
    const double middle_x = (double)at->plan.x + (double)at->plan.w / 2.0 + look->pan_x;
    /* What is drawn zooms about the middle of the place, as the plan does: so does what stays free. */
    const double middle_y = (double)at->plan.y + (double)at->plan.h / 2.0 + look->pan_y +
                            (beside_px - below_px) / 2.0 * look->zoom;

    return (struct sheet){
        .pixels_per_m = pixels_per_m,
        .left = middle_x - frame->width_m * pixels_per_m / 2.0,
        .base = middle_y + (frame->low_m + height_m / 2.0) * pixels_per_m,
    };
}

/* What lies far outside any picture ends there: a damaged file may say that a rack is 1e30 m high, and
 * SDL reckons pixels as integers. */
static float near_picture(double at_px)
{
    return (float)fmin(fmax(at_px, -FAR_PX), FAR_PX);
}

float sheet_x(const struct sheet *s, double across_m)
{
    return near_picture(s->left + across_m * s->pixels_per_m);
}

float sheet_y(const struct sheet *s, double up_m)
{
    return near_picture(s->base - up_m * s->pixels_per_m);
}

SDL_FRect sheet_box(const struct sheet *s, double lo_m, double hi_m, double bottom_m, double top_m)
{
    const float x = sheet_x(s, lo_m);
    const float y = sheet_y(s, top_m);

    return (SDL_FRect){x, y, sheet_x(s, hi_m) - x, sheet_y(s, bottom_m) - y};
}

void sheet_dash_top(const struct pen *p, SDL_FRect box)
{
    pen_dash(p, (SDL_FRect){box.x, box.y - p->scale, box.w, 2.0F * p->scale}, 6.0F * p->scale,
             pen_text);
}

double sheet_across_m(const struct sheet *s, float x)
{
    return ((double)x - s->left) / s->pixels_per_m;
}

double sheet_up_m(const struct sheet *s, float y)
{
    return (s->base - (double)y) / s->pixels_per_m;
}
