/* panel.c - beside the plan: the legend, and what is known of a rack.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "viz/screen/air.h"
#include "viz/screen/row.h"

/* A rack's limits that are named, those with the least margin first. */
enum { SHOWN_LIMITS = 3 };

static const struct colour ink_own = {254, 232, 56};
static const struct colour ink_other = {120, 200, 255};

/* ------------------------------------------------------------------ curves */

/* The course of one item with its extremes; values NULL where the file does not hold it. */
struct course {
    const struct results_variable *variable;
    double *values;
    size_t n;
    double least;
    double most;
};

static struct course read_course(const struct results *r, const char *name, long rack)
{
    struct course course = {.variable = results_variable(r, name), .n = results_n_times(r)};
    bool is_known = false;

    course.least = (double)INFINITY;
    course.most = -(double)INFINITY;
    course.values = calloc(course.n + 1, sizeof *course.values);
    if (course.variable != NULL && course.values != NULL && rack >= 0 &&
        results_history(r, course.variable, (size_t)rack, course.values) == STATUS_OK) {
        for (size_t t = 0; t < course.n; t++) {
            if (isfinite(course.values[t])) {
                is_known = true;
                course.least = fmin(course.least, course.values[t]);
                course.most = fmax(course.most, course.values[t]);
            }
        }
    }
    if (!is_known) {
        free(course.values);
        course.values = NULL;
    }
    return course;
}

/* A year has more records than the box has pixels: each column of pixels spans what falls in it. */
static void draw_course(const struct pen *p, SDL_FRect box, const struct course *course,
                        const struct course *scale, struct colour ink)
{
    const double width = scale->most > scale->least ? scale->most - scale->least : 1.0;
    const size_t step = course->n / (2 * (size_t)box.w + 1) + 1;
    size_t before = 0;

    for (size_t t = step; t < course->n; t += step) {
        if (isfinite(course->values[before]) && isfinite(course->values[t])) {
            const float per_record = box.w / (float)(course->n - 1);
            const float y0 =
                box.y + box.h * (float)(1.0 - (course->values[before] - scale->least) / width);
            const float y1 =
                box.y + box.h * (float)(1.0 - (course->values[t] - scale->least) / width);
            pen_line_to(p, box.x + per_record * (float)before, y0, box.x + per_record * (float)t,
                        y1, ink);
        }
        before = t;
    }
}

/* A quantity of the rack now and over the run; with a second file, of its rack of that name too. */
static void add_curve(struct column *c, const struct scene *s, const struct look *look,
                      const char *name, const char *label)
{
    const struct scene *const other = look->other;
    const char *const rack = s->rack_names[painter_rack(look)];
    struct course own = read_course(s->results, name, painter_rack(look));
    struct course second = {.values = NULL};
    char number[48];
    char line[128];

    /* What is nought over the whole run, such as heat to a liquid that is not there, is no curve. */
    if (own.values == NULL || (own.least == 0.0 && own.most == 0.0)) {
        free(own.values);
        return;
    }
    struct course scale = own;
    if (other != NULL) {
        second = read_course(other->results, name, scene_find_rack(other, rack));
    }
    if (second.values != NULL) {
        scale.least = fmin(own.least, second.least);
        scale.most = fmax(own.most, second.most);
    }
    painter_quantity(s, own.variable->unit, own.values[s->time_index], number, sizeof number);
    (void)snprintf(line, sizeof line, "%s  %s", label, number);
    column_line(c, PEN_SMALL, pen_text, line);
    if (own.n > 1) {
        const SDL_FRect box = {c->x, c->y, c->width, 34.0F * c->p->scale};
        const float x = box.x + box.w * (float)s->time_index / (float)(own.n - 1);
        pen_frame(c->p, box, pen_line);
        if (second.values != NULL && second.n > 1) {
            draw_course(c->p, box, &second, &scale, ink_other);
        }
        draw_course(c->p, box, &own, &scale, ink_own);
        pen_line_to(c->p, x, box.y, x, box.y + box.h, pen_text);
        c->y += box.h + 6.0F * c->p->scale;
    }
    free(own.values);
    free(second.values);
}

/* ------------------------------------------------------------------- facts */

static void add_words(struct column *c, const struct scene *s, const char *name, const char *label,
                      size_t rack)
{
    const char *const *const words = results_labels(s->results, name);
    char line[256];

    if (words != NULL && words[rack][0] != '\0') {
        (void)snprintf(line, sizeof line, "%s: %s", label, words[rack]);
        column_paragraph(c, PEN_SMALL, pen_text, line);
    }
}

static bool is_own_limit(const struct scene *s, size_t i, long rack)
{
    return s->binding.racks[i] == rack && !isnan(results_limits(s->results)[i].margin_frac);
}

/* The limit after one of a margin: with the least greater margin, equals by their place. -1: none. */
static long next_limit(const struct scene *s, long rack, long after)
{
    const struct results_limit *const limits = results_limits(s->results);
    long best = -1;

    for (long i = 0; i < (long)results_n_limits(s->results); i++) {
        const double margin = limits[i].margin_frac;
        const bool is_later = after < 0 || margin > limits[after].margin_frac ||
                              (margin == limits[after].margin_frac && i > after);
        if (is_own_limit(s, (size_t)i, rack) && is_later &&
            (best < 0 || margin < limits[best].margin_frac)) {
            best = i;
        }
    }
    return best;
}

/* The rack's limits over the whole run, as the report has them. */
static void add_limits(struct column *c, const struct scene *s, long rack)
{
    long i = next_limit(s, rack, -1);

    if (i >= 0) {
        column_line(c, PEN_SMALL, pen_quiet, "least margins of the run");
    }
    for (int k = 0; k < SHOWN_LIMITS && i >= 0; k++) {
        const struct results_limit *const l = &results_limits(s->results)[i];
        char value[48];
        char limit[48];
        char line[256];
        painter_quantity(s, l->unit, l->value, value, sizeof value);
        painter_quantity(s, l->unit, l->limit, limit, sizeof limit);
        (void)snprintf(line, sizeof line, "%s: %s of %s, %.0f %%", l->name, value, limit,
                       100.0 * l->margin_frac);
        column_paragraph(c, PEN_SMALL, l->margin_frac < 0.0 ? pen_alarm : pen_text, line);
        i = next_limit(s, rack, i);
    }
}

static void add_rack(struct column *c, const struct scene *s, const struct look *look)
{
    static const struct {
        const char *name;
        const char *label;
    } curves[] = {
        {"rack_power_w", "power"},
        {"rack_inlet_hottest_c", "inlet, hottest"},
        {"rack_headroom_w", "headroom"},
        {"rack_to_liquid_w", "to liquid"},
    };
    const long rack = painter_rack(look);
    char line[160];

    c->y += 6.0F * c->p->scale;
    (void)snprintf(line, sizeof line, "Rack %s%s", s->rack_names[rack],
                   s->is_known[rack] ? "" : ": content unknown");
    column_line(c, PEN_NORMAL, pen_text, line);
    if (look->view == VIEW_ROW) {
        row_add_groups(c, s, look, rack);
    }
    for (size_t i = 0; i < sizeof curves / sizeof curves[0]; i++) {
        add_curve(c, s, look, curves[i].name, curves[i].label);
    }
    add_words(c, s, "rack_feeds", "fed by", (size_t)rack);
    add_words(c, s, "rack_cdus", "liquid from", (size_t)rack);
    add_limits(c, s, rack);
}

void painter_panel(const struct pen *p, const struct scene *s, const struct look *look,
                   const struct layout *at)
{
    const SDL_Rect clip = {(int)at->panel.x, 0, (int)at->panel.w, (int)at->panel.h};
    struct column c = {.p = p,
                       .x = at->panel.x + 18.0F * p->scale,
                       .y = 16.0F * p->scale,
                       .width = at->panel.w - 36.0F * p->scale};

    pen_fill(p, at->panel, pen_panel);
    (void)SDL_RenderSetClipRect(p->renderer, &clip);
    if (look->view == VIEW_DIAGRAM) {
        painter_diagram_legend(&c);
    } else if (air_is_shown(look)) {
        air_legend(&c, s, look, at, painter_rack(look) >= 0);
    } else {
        painter_legend(&c, s, painter_rack(look) >= 0 || look->element >= 0);
    }
    if (look->view == VIEW_ROW && painter_rack(look) < 0) {
        row_notes(&c, s, look);
    }
    if (painter_rack(look) >= 0) {
        add_rack(&c, s, look);
    } else if (look->element >= 0) {
        painter_element(&c, s, look);
    }
    (void)SDL_RenderSetClipRect(p->renderer, NULL);
}
