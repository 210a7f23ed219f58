/* timeline.c - the run at a glance: the layer's worst value over time, what happened, and where we are.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "viz/events.h"
#include "viz/screen/painter.h"

SDL_FRect painter_timeline_bar(const struct layout *at, float scale)
{
    return (SDL_FRect){at->timeline.x + 16.0F * scale, at->timeline.y + 14.0F * scale,
                       at->timeline.w - 32.0F * scale, 22.0F * scale};
}

static float record_px(const SDL_FRect *bar, const struct scene *s, size_t record)
{
    return bar->x + bar->w * ((float)record + 0.5F) / (float)results_n_times(s->results);
}

/* Of the records that share a column of pixels the first one past the limit, else the first; -1 where
 * they are not read yet. */
static long record_of_column(const struct scene *s, const SDL_FRect *bar, int x)
{
    const double n = (double)results_n_times(s->results);
    const size_t first = (size_t)((double)x / (double)bar->w * n);
    const size_t end = (size_t)((double)(x + 1) / (double)bar->w * n);

    for (size_t t = first; t < end && t < s->n_scanned; t++) {
        if (s->beyond_in_time[t] > 0) {
            return (long)t;
        }
    }
    return first < s->n_scanned ? (long)first : -1;
}

static void draw_strip(const struct pen *p, const struct scene *s, const SDL_FRect *bar)
{
    const float below = bar->y + bar->h;

    for (int x = 0; x < (int)bar->w; x++) {
        const long t = record_of_column(s, bar, x);
        const double value = t >= 0 ? s->worst_in_time[t] : (double)NAN;
        const struct colour c = isnan(value) ? pen_panel : scene_colour(s, value);
        const float at = bar->x + (float)x;
        pen_line_to(p, at, bar->y, at, below, c);
        if (t >= 0 && s->beyond_in_time[t] > 0) {
            pen_line_to(p, at, below, at, below + 4.0F * p->scale, pen_alarm);
        }
    }
}

/* A small triangle above the strip for each record in which something happened. */
static void draw_events(const struct pen *p, const struct scene *s, const SDL_FRect *bar)
{
    const struct events e = events_of(s->results);
    const int size = (int)(5.0F * p->scale);

    for (size_t i = 0; i < e.n; i++) {
        const float x = record_px(bar, s, events_record(s->results, e.at_s[i]));
        for (int k = 0; k < size; k++) {
            const float y = bar->y - 2.0F - (float)(size - k);
            const float half = (float)(size - k);
            pen_line_to(p, x - half, y, x + half, y, pen_text);
        }
    }
}

/* "ups-a failed (and 3 more)", of the present record; false when nothing happened in it. */
static bool write_event(const struct scene *s, char *text, size_t room)
{
    const struct events e = events_of(s->results);
    size_t first = e.n;
    size_t n = 0;

    for (size_t i = 0; i < e.n; i++) {
        if (events_record(s->results, e.at_s[i]) == s->time_index) {
            first = n == 0 ? i : first;
            n++;
        }
    }
    if (n == 1) {
        (void)snprintf(text, room, "%s %s", e.subjects[first], e.what[first]);
    } else if (n > 1) {
        (void)snprintf(text, room, "%s %s (and %zu more)", e.subjects[first], e.what[first], n - 1);
    }
    return n > 0;
}

/* What the strip shows, and how far it is read. */
static void write_strip(const struct scene *s, const struct look *look, char *text, size_t room)
{
    if (scene_is_whole(s)) {
        (void)snprintf(text, room, "worst %s over time", s->layer->name);
        return;
    }
    (void)snprintf(text, room, "reading the run, %.0f %%: the scale is not final%s",
                   100.0 * (double)s->n_scanned / (double)results_n_times(s->results),
                   look->awaited != JUMP_NONE ? "; then the jump" : "");
}

/* Words between the times of both ends, cut where they would run into them. */
static void write_middle(const struct pen *p, const SDL_FRect *bar, float y, struct colour ink,
                         const char *text)
{
    const float end = 76.0F * p->scale;
    struct column c = {.p = p, .x = bar->x + end, .y = y, .width = bar->w - 2.0F * end};
    float w = 0.0F;
    float h = 0.0F;

    pen_measure(p, PEN_SMALL, text, &w, &h);
    if (w <= c.width) {
        pen_write(p, PEN_SMALL, PEN_CENTRE, bar->x + bar->w / 2.0F, y, ink, text);
    } else {
        column_cut(&c, PEN_SMALL, ink, text);
    }
}

void painter_timeline(const struct pen *p, const struct scene *s, const struct look *look,
                      const struct layout *at)
{
    const double *const times_s = results_times_s(s->results);
    const SDL_FRect bar = painter_timeline_bar(at, p->scale);
    const float here = record_px(&bar, s, s->time_index);
    const float below = bar.y + bar.h + 7.0F * p->scale;
    char now[48];
    char speed[32] = "";
    char what[128] = "";
    char text[256];

    pen_fill(p, at->timeline, pen_paper);
    draw_strip(p, s, &bar);
    draw_events(p, s, &bar);
    pen_fill(p, (SDL_FRect){here - 1.0F, bar.y - 4.0F, 3.0F, bar.h + 8.0F}, pen_text);
    painter_time(s, 0.0, text, sizeof text);
    pen_write(p, PEN_SMALL, PEN_LEFT, bar.x, below, pen_quiet, text);
    painter_time(s, times_s[results_n_times(s->results) - 1], text, sizeof text);
    pen_write(p, PEN_SMALL, PEN_RIGHT, bar.x + bar.w, below, pen_quiet, text);
    painter_time(s, times_s[s->time_index], now, sizeof now);
    if (look->is_playing && look->speed != 1.0) {
        (void)snprintf(speed, sizeof speed, " (x %g)", look->speed);
    }
    const bool has_event = scene_is_whole(s) && write_event(s, what, sizeof what);
    if (!has_event) {
        write_strip(s, look, what, sizeof what);
    }
    (void)snprintf(text, sizeof text, "%s%s  %s   %s", look->is_playing ? "playing" : "at", speed,
                   now, what);
    write_middle(p, &bar, below, has_event ? pen_text : pen_quiet, text);
}
