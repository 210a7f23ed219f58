/* timeline.c - the run at a glance: the layer's worst value over time, and where we are.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>

#include "viz/screen/painter.h"

void painter_timeline(const struct pen *p, const struct scene *s, const struct look *look,
                      const struct layout *at)
{
    const size_t n = results_n_times(s->results);
    const double *const times_s = results_times_s(s->results);
    const SDL_FRect bar = {at->timeline.x + 16.0F * p->scale, at->timeline.y + 12.0F * p->scale,
                           at->timeline.w - 32.0F * p->scale, 24.0F * p->scale};
    char text[64];

    pen_fill(p, at->timeline, pen_paper);
    for (int x = 0; x < (int)bar.w; x++) {
        const size_t t = (size_t)((double)x / (double)bar.w * (double)n);
        const double value = s->worst_in_time[t < n ? t : n - 1];
        const struct colour c = isnan(value) ? pen_panel : palette_at(scene_share(s, value));
        pen_line_to(p, bar.x + (float)x, bar.y, bar.x + (float)x, bar.y + bar.h, c);
        const bool is_beyond = s->layer->low_is_bad ? value < s->limit : value > s->limit;
        if (is_beyond) {
            pen_line_to(p, bar.x + (float)x, bar.y + bar.h, bar.x + (float)x,
                        bar.y + bar.h + 4.0F * p->scale, pen_alarm);
        }
    }
    const float here = bar.x + bar.w * ((float)s->time_index + 0.5F) / (float)n;
    pen_fill(p, (SDL_FRect){here - 1.0F, bar.y - 4.0F, 3.0F, bar.h + 8.0F}, pen_text);
    const float below = bar.y + bar.h + 6.0F * p->scale;
    pen_write(p, PEN_SMALL, PEN_LEFT, bar.x, below, pen_quiet, "0 h");
    (void)snprintf(text, sizeof text, "%.4g h", times_s[n - 1] / 3600.0);
    pen_write(p, PEN_SMALL, PEN_RIGHT, bar.x + bar.w, below, pen_quiet, text);
    (void)snprintf(text, sizeof text, "%s  %.4g h   worst value of the layer over time",
                   look->is_playing ? "playing" : "at", times_s[s->time_index] / 3600.0);
    pen_write(p, PEN_SMALL, PEN_CENTRE, bar.x + bar.w / 2.0F, below, pen_quiet, text);
}
