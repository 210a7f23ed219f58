/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/screen/painter.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define HEAD_PX     64.0F
#define PANEL_PX    300.0F
#define TIMELINE_PX 70.0F
#define EDGE_PX     28.0F

void painter_quantity(const struct scene *s, const char *si, double value, char *ret_text,
                      size_t room)
{
    struct text t = {0};

    units_print(&t, si, value, 4, s->units);
    (void)snprintf(ret_text, room, "%s", t.at != NULL ? t.at : "");
    text_release(&t);
}

struct layout painter_layout(const struct scene *s, const struct look *look, float scale)
{
    const bool has_time = results_n_times(s->results) > 1;
    const float below = has_time ? TIMELINE_PX * scale : 0.0F;
    struct layout at = {
        .panel = {look->width - PANEL_PX * scale, 0.0F, PANEL_PX * scale, look->height},
        .plan = {0.0F, HEAD_PX * scale, look->width - PANEL_PX * scale,
                 look->height - HEAD_PX * scale - below},
    };

    if (has_time) {
        at.timeline = (SDL_FRect){0.0F, look->height - below, at.plan.w, below};
    }
    const double room_x = (double)at.plan.w - 2.0 * (double)(EDGE_PX * scale);
    const double room_y = (double)at.plan.h - 2.0 * (double)(EDGE_PX * scale);
    at.pixels_per_m = fmin(room_x / s->size_x_m, room_y / s->size_y_m) * look->zoom;
    at.left =
        (double)at.plan.x + ((double)at.plan.w - s->size_x_m * at.pixels_per_m) / 2.0 + look->pan_x;
    at.base =
        (double)at.plan.y + ((double)at.plan.h + s->size_y_m * at.pixels_per_m) / 2.0 + look->pan_y;
    return at;
}

/* "at 13.5 h" or "steady state" */
static void write_moment(const struct scene *s, char *text, size_t room)
{
    if (results_is_steady(s->results)) {
        (void)snprintf(text, room, "steady state");
    } else {
        (void)snprintf(text, room, "at %.4g h",
                       results_times_s(s->results)[s->time_index] / 3600.0);
    }
}

static void draw_head(const struct pen *p, const struct scene *s, const struct look *look,
                      const struct layout *at)
{
    const char *const title = results_text(s->results, "title");
    char moment[64];
    char plane[64] = "";
    char line[256];

    pen_fill(p, (SDL_FRect){0.0F, 0.0F, at->plan.w, at->plan.y}, pen_paper);
    pen_write(p, PEN_LARGE, PEN_LEFT, 16.0F * p->scale, 8.0F * p->scale, pen_text,
              title != NULL ? title : "");
    write_moment(s, moment, sizeof moment);
    if (look->plane != NULL) {
        painter_plane_words(look->plane, plane, sizeof plane);
    }
    (void)snprintf(line, sizeof line, "%s, %s%s%s", s->layer->title, plane,
                   look->plane != NULL ? ", " : "", moment);
    pen_write(p, PEN_NORMAL, PEN_LEFT, 16.0F * p->scale, 38.0F * p->scale, pen_quiet, line);
}

static void draw_help(const struct pen *p, const struct look *look)
{
    static const char *const lines[] = {
        "space  play, pause          left, right  one record, with shift ten",
        "home, end  first, last      w  the worst moment",
        "1 to 8  layers              n, N  next or last worst rack",
        "wheel  zoom   drag  pan     f  fit",
        "click  select a rack        esc  let it go",
        "u  SI, US units             p  picture as PNG",
        "h  this help                q  quit",
    };
    const float step = 24.0F * p->scale;
    const size_t n = sizeof lines / sizeof lines[0];
    const SDL_FRect box = {look->width / 2.0F - 290.0F * p->scale,
                           look->height / 2.0F - 110.0F * p->scale, 580.0F * p->scale,
                           step * (float)n + 32.0F * p->scale};

    pen_fill(p, box, pen_panel);
    pen_frame(p, box, pen_line);
    for (size_t i = 0; i < n; i++) {
        pen_write(p, PEN_NORMAL, PEN_LEFT, box.x + 20.0F * p->scale,
                  box.y + 16.0F * p->scale + step * (float)i, pen_text, lines[i]);
    }
}

void painter_draw(const struct pen *p, const struct scene *s, const struct look *look)
{
    const struct layout at = painter_layout(s, look, p->scale);

    pen_fill(p, (SDL_FRect){0.0F, 0.0F, look->width, look->height}, pen_paper);
    if (look->plane != NULL) {
        painter_air(p, s, look, &at);
    } else {
        painter_plan(p, s, look, &at);
    }
    draw_head(p, s, look, &at);
    painter_panel(p, s, look, &at);
    if (at.timeline.h > 0.0F) {
        painter_timeline(p, s, look, &at);
    }
    if (look->has_help) {
        draw_help(p, look);
    }
}
