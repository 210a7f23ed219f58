/* status.c - of a run that did not come to its end: so far and no further.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <string.h>

#include "viz/screen/painter.h"

void painter_status(struct column *c, const struct scene *s)
{
    const char *const status = results_status(s->results);
    const double end_s = results_times_s(s->results)[results_n_times(s->results) - 1];
    char time[48];
    char line[96];
    float w = 0.0F;
    float h = 0.0F;

    if (strcmp(status, "complete") == 0 && !s->is_unread) {
        return;
    }
    painter_time(s, end_s, time, sizeof time);
    if (s->is_unread) {
        (void)snprintf(line, sizeof line, "The file is damaged here.");
    } else if (strcmp(status, "running") == 0) {
        (void)snprintf(line, sizeof line, "Not finished, %s so far.", time);
    } else {
        (void)snprintf(line, sizeof line, "%s at %s.",
                       strcmp(status, "interrupted") == 0 ? "Interrupted" : "Failed", time);
    }
    pen_measure(c->p, PEN_NORMAL, line, &w, &h);
    pen_write(c->p, PEN_NORMAL, PEN_LEFT, c->x, c->y, pen_alarm, line);
    c->x += w + 8.0F * c->p->scale;
    c->width -= w + 8.0F * c->p->scale;
}
