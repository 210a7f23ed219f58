/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/screen/sheet.h"

#include <math.h>

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

float sheet_x(const struct sheet *s, double across_m)
{
    return (float)(s->left + across_m * s->pixels_per_m);
}

float sheet_y(const struct sheet *s, double up_m)
{
    return (float)(s->base - up_m * s->pixels_per_m);
}

SDL_FRect sheet_box(const struct sheet *s, double lo_m, double hi_m, double bottom_m, double top_m)
{
    return (SDL_FRect){sheet_x(s, lo_m), sheet_y(s, top_m),
                       (float)((hi_m - lo_m) * s->pixels_per_m),
                       (float)((top_m - bottom_m) * s->pixels_per_m)};
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
