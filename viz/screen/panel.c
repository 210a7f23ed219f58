/* panel.c - legend, facts, and the curves of a selected rack.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "viz/screen/painter.h"

/* A column of the panel that grows downwards. */
struct column {
    const struct pen *p;
    float x;
    float y;
    float width;
};

static void add_line(struct column *c, enum pen_size size, struct colour ink, const char *text)
{
    float w = 0.0F;
    float h = 0.0F;

    pen_measure(c->p, size, text, &w, &h);
    pen_write(c->p, size, PEN_LEFT, c->x, c->y, ink, text);
    c->y += h + 3.0F * c->p->scale;
}

/* Bytes of the words at the start of a text that go on one line: at least one. */
static size_t line_length(const struct column *c, enum pen_size size, const char *text)
{
    size_t fits = strcspn(text, " ");

    for (size_t next = fits; text[next] != '\0';) {
        char longer[256];
        float w = 0.0F;
        float h = 0.0F;
        next += 1 + strcspn(text + next + 1, " ");
        (void)snprintf(longer, sizeof longer, "%.*s", (int)next, text);
        pen_measure(c->p, size, longer, &w, &h);
        if (w > c->width) {
            break;
        }
        fits = next;
    }
    return fits;
}

/* Breaks a text at blanks so that it stays in the panel. */
static void add_paragraph(struct column *c, enum pen_size size, struct colour ink, const char *text)
{
    while (*text != '\0') {
        const size_t n = line_length(c, size, text);
        char line[256];
        (void)snprintf(line, sizeof line, "%.*s", (int)n, text);
        add_line(c, size, ink, line);
        text += n + (text[n] == ' ');
    }
}

/* ------------------------------------------------------------------ legend */

static void draw_tick(const struct column *c, const struct scene *s, const SDL_FRect *bar,
                      double value, bool is_limit)
{
    const float y = bar->y + bar->h * (float)(1.0 - scene_share(s, value));
    const struct colour ink = is_limit ? pen_alarm : pen_text;
    char number[48];
    char text[64];

    painter_quantity(s, s->layer->unit, value, number, sizeof number);
    (void)snprintf(text, sizeof text, is_limit ? "limit %s" : "%s", number);
    pen_line_to(c->p, bar->x - (is_limit ? 6.0F : 0.0F), y, bar->x + bar->w + 6.0F, y, ink);
    pen_write(c->p, PEN_SMALL, PEN_LEFT, bar->x + bar->w + 10.0F * c->p->scale,
              y - 8.0F * c->p->scale, ink, text);
}

static void add_legend(struct column *c, const struct scene *s)
{
    const float height = 190.0F * c->p->scale;
    const SDL_FRect bar = {c->x + 6.0F, c->y + 8.0F, 26.0F * c->p->scale, height};
    const int n_ticks = 4;

    for (int i = 0; i < (int)height; i++) {
        const struct colour colour = palette_at(1.0 - (double)i / (double)height);
        pen_line_to(c->p, bar.x, bar.y + (float)i, bar.x + bar.w, bar.y + (float)i, colour);
    }
    for (int i = 0; i <= n_ticks; i++) {
        const double value = s->least + (s->most - s->least) * i / n_ticks;
        /* A tick that would lie under the limit's words gives way. */
        const double apart = fabs(scene_share(s, value) - scene_share(s, s->limit));
        if (isnan(s->limit) || apart > 0.09) {
            draw_tick(c, s, &bar, value, false);
        }
    }
    if (!isnan(s->limit) && scene_share(s, s->limit) <= 1.0 && scene_share(s, s->limit) >= 0.0) {
        draw_tick(c, s, &bar, s->limit, true);
    }
    c->y = bar.y + height + 16.0F * c->p->scale;
}

/* ------------------------------------------------------------------- facts */

static void add_worst(struct column *c, const struct scene *s)
{
    char number[48];
    char line[160];

    if (s->worst < 0) {
        add_line(c, PEN_NORMAL, pen_quiet, "no values in this layer");
        return;
    }
    painter_quantity(s, s->layer->unit, s->values[s->worst], number, sizeof number);
    (void)snprintf(line, sizeof line, "%s: %s, %s", s->layer->low_is_bad ? "least" : "greatest",
                   s->rack_names[s->worst], number);
    add_paragraph(c, PEN_NORMAL, pen_text, line);
    if (!isnan(s->limit)) {
        (void)snprintf(line, sizeof line, "%zu of %zu racks past the limit", s->n_beyond,
                       s->n_racks);
        add_paragraph(c, PEN_NORMAL, s->n_beyond > 0 ? pen_alarm : pen_text, line);
    }
}

static void add_notes(struct column *c, const struct scene *s)
{
    const char *const air = results_text(s->results, "air_model");
    size_t n_unknown = 0;
    char line[96];

    for (size_t i = 0; i < s->n_racks; i++) {
        n_unknown += !s->is_known[i];
    }
    if (s->layer->is_air && air != NULL && strstr(air, "mixing") != NULL) {
        add_paragraph(c, PEN_SMALL, pen_quiet,
                      "Air by the mixing model: a zone mean, not a position; +-3 K.");
    }
    if (n_unknown > 0) {
        (void)snprintf(line, sizeof line, "%zu racks of unknown content (?)", n_unknown);
        add_paragraph(c, PEN_SMALL, pen_alarm, line);
    }
    add_paragraph(c, PEN_SMALL, pen_quiet,
                  "Light blue edge: front of a rack. Hatched: past the limit.");
}

/* ------------------------------------------------------------------ curves */

static void add_curve(struct column *c, const struct scene *s, const char *name, const char *label,
                      size_t rack)
{
    const struct results_variable *const v = results_variable(s->results, name);
    const size_t n = results_n_times(s->results);
    double *const values = calloc(n + 1, sizeof *values);
    double least = (double)INFINITY;
    double most = -(double)INFINITY;
    char number[48];
    char line[128];

    if (v == NULL || values == NULL || results_history(s->results, v, rack, values) != STATUS_OK) {
        free(values);
        return;
    }
    painter_quantity(s, v->unit, values[s->time_index], number, sizeof number);
    (void)snprintf(line, sizeof line, "%s  %s", label, number);
    add_line(c, PEN_SMALL, pen_text, line);
    for (size_t t = 0; t < n; t++) {
        least = isfinite(values[t]) ? fmin(least, values[t]) : least;
        most = isfinite(values[t]) ? fmax(most, values[t]) : most;
    }
    const SDL_FRect box = {c->x, c->y, c->width, 44.0F * c->p->scale};
    const double width = most > least ? most - least : 1.0;
    if (n > 1) {
        pen_frame(c->p, box, pen_line);
    }
    for (size_t t = 1; t < n; t++) {
        if (isfinite(values[t - 1]) && isfinite(values[t])) {
            const float x0 = box.x + box.w * (float)(t - 1) / (float)(n - 1);
            const float x1 = box.x + box.w * (float)t / (float)(n - 1);
            const float y0 = box.y + box.h * (float)(1.0 - (values[t - 1] - least) / width);
            const float y1 = box.y + box.h * (float)(1.0 - (values[t] - least) / width);
            pen_line_to(c->p, x0, y0, x1, y1, (struct colour){254, 232, 56});
        }
    }
    if (n > 1) {
        const float x = box.x + box.w * (float)s->time_index / (float)(n - 1);
        pen_line_to(c->p, x, box.y, x, box.y + box.h, pen_text);
        c->y += box.h + 8.0F * c->p->scale;
    }
    free(values);
}

static void add_rack(struct column *c, const struct scene *s, size_t rack)
{
    char line[160];

    c->y += 8.0F * c->p->scale;
    (void)snprintf(line, sizeof line, "Rack %s%s", s->rack_names[rack],
                   s->is_known[rack] ? "" : ": content unknown");
    add_line(c, PEN_NORMAL, pen_text, line);
    add_curve(c, s, "rack_power_w", "power", rack);
    add_curve(c, s, "rack_inlet_c", "inlet", rack);
    add_curve(c, s, "rack_headroom_w", "headroom", rack);
    add_curve(c, s, "rack_to_liquid_w", "to liquid", rack);
}

void painter_panel(const struct pen *p, const struct scene *s, const struct look *look,
                   const struct layout *at)
{
    struct column c = {.p = p,
                       .x = at->panel.x + 18.0F * p->scale,
                       .y = 16.0F * p->scale,
                       .width = at->panel.w - 36.0F * p->scale};
    const long rack = look->hovered >= 0 ? look->hovered : look->selected;

    pen_fill(p, at->panel, pen_panel);
    add_paragraph(&c, PEN_NORMAL, pen_text, s->layer->title);
    c.y += 4.0F * p->scale;
    add_legend(&c, s);
    add_worst(&c, s);
    c.y += 4.0F * p->scale;
    add_notes(&c, s);
    if (rack >= 0) {
        add_rack(&c, s, (size_t)rack);
    }
}
