/* panel.c - beside the plan: the legend, and what is known of a rack.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "viz/screen/air.h"
#include "viz/screen/row.h"

/* A rack's limits that are named, those with the least margin first. */
enum { SHOWN_LIMITS = 3 };

static const struct colour ink_own = {254, 232, 56};
static const struct colour ink_other = {120, 200, 255};

/* ------------------------------------------------------------------ curves */

/* Every span of the run as an upright line over its extremes, joined to the one before. */
static void draw_course(const struct pen *p, SDL_FRect box, const struct course *course,
                        const struct course *scale, struct colour ink)
{
    const double width = scale->most > scale->least ? scale->most - scale->least : 1.0;
    const float step = box.w / (float)(course->n_spans - 1);
    float before = (float)NAN;

    for (size_t i = 0; i < course->n_spans; i++) {
        const struct course_span *const span = &course->spans[i];
        const float x = box.x + step * (float)i;
        const float last = box.y + box.h * (float)(1.0 - (span->last - scale->least) / width);
        const float low = box.y + box.h * (float)(1.0 - (span->least - scale->least) / width);
        const float high = box.y + box.h * (float)(1.0 - (span->most - scale->least) / width);
        if (isfinite(last) && isfinite(before)) {
            pen_line_to(p, x - step, before, x, last, ink);
        }
        if (isfinite(low) && low > high + 0.5F) {
            pen_line_to(p, x, low, x, high, ink);
        }
        before = last;
    }
}

/* The same rack's course in the second file; NULL when there is none. */
static struct course *other_course(const struct scene *s, const struct look *look, const char *name)
{
    const struct scene *const other = look->other;
    const long rack =
        other != NULL ? scene_find_rack(other, s->rack_names[painter_rack(look)]) : -1;
    struct course *const course =
        rack >= 0 ? courses_find(look->courses, other->results, name, (size_t)rack) : NULL;

    return course != NULL && isfinite(course->least) && course->n_spans > 1 ? course : NULL;
}

void painter_curve(struct column *c, const struct scene *s, const struct course *own,
                   const struct course *second)
{
    const SDL_FRect box = {c->x, c->y, c->width, 34.0F * c->p->scale};
    const float x = box.x + box.w * (float)s->time_index / (float)(own->n_records - 1);
    const struct course scale = {
        .least = second != NULL ? fmin(own->least, second->least) : own->least,
        .most = second != NULL ? fmax(own->most, second->most) : own->most};

    pen_frame(c->p, box, pen_line);
    if (second != NULL) {
        draw_course(c->p, box, second, &scale, ink_other);
    }
    draw_course(c->p, box, own, &scale, ink_own);
    pen_line_to(c->p, x, box.y, x, box.y + box.h, pen_text);
    c->y += box.h + 6.0F * c->p->scale;
}

/* A quantity of the rack now and over the run; with a second file, of its rack of that name too. */
static void add_curve(struct column *c, const struct scene *s, const struct look *look,
                      const char *name, const char *label)
{
    struct course *const own =
        courses_find(look->courses, s->results, name, (size_t)painter_rack(look));
    const bool is_open = own != NULL && own->n_read < own->n_records;
    char number[48];
    char line[128];

    /* What is nought over the whole run, such as heat to a liquid that is not there, is no curve. */
    if (own == NULL ||
        (!is_open && (isinf(own->least) || (own->least == 0.0 && own->most == 0.0)))) {
        return;
    }
    painter_quantity(s, own->variable->unit, course_at(own, s->time_index), number, sizeof number);
    (void)snprintf(line, sizeof line, "%s  %s%s", label, number, is_open ? "  (reading)" : "");
    column_line(c, PEN_SMALL, pen_text, line);
    if (own->n_records > 1) {
        painter_curve(c, s, own, other_course(s, look, name));
    }
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

static bool has_several(const struct look *look)
{
    return painter_has_several(look) && look->hovered < 0;
}

static enum legend_form legend_form(const struct pen *p, const struct look *look)
{
    const bool has_facts = has_several(look) || painter_rack(look) >= 0 || look->element >= 0;
    const bool is_low = look->height < 560.0F * p->scale;

    if (has_facts) {
        return is_low ? LEGEND_LEAST : LEGEND_SHORT;
    }
    return is_low ? LEGEND_LOW : LEGEND_FULL;
}

struct column painter_panel_column(const struct pen *p, const struct layout *at)
{
    return (struct column){.p = p,
                           .x = at->panel.x + 18.0F * p->scale,
                           .y = 16.0F * p->scale,
                           .width = at->panel.w - 36.0F * p->scale};
}

SDL_FRect painter_colours(const struct pen *p, const struct scene *s, const struct look *look,
                          const struct layout *at)
{
    return look->view == VIEW_DIAGRAM || air_is_shown(look)
               ? (SDL_FRect){0.0F, 0.0F, 0.0F, 0.0F}
               : painter_legend_bar(painter_panel_column(p, at), s, legend_form(p, look));
}

void painter_panel(const struct pen *p, const struct scene *s, const struct look *look,
                   const struct layout *at)
{
    const SDL_Rect clip = {(int)at->panel.x, 0, (int)at->panel.w, (int)at->panel.h};
    struct column c = painter_panel_column(p, at);

    pen_fill(p, at->panel, pen_panel);
    (void)SDL_RenderSetClipRect(p->renderer, &clip);
    if (look->view == VIEW_DIAGRAM) {
        painter_diagram_legend(&c);
    } else if (air_is_shown(look)) {
        air_legend(&c, s, look, at, legend_form(p, look));
    } else {
        painter_legend(&c, s, legend_form(p, look));
    }
    if (look->view == VIEW_ROW && painter_rack(look) < 0 && !has_several(look)) {
        row_notes(&c, s, look);
    }
    if (has_several(look)) {
        painter_several(&c, s, look);
    } else if (painter_rack(look) >= 0) {
        add_rack(&c, s, look);
    } else if (look->element >= 0) {
        painter_element(&c, s, look);
    }
    (void)SDL_RenderSetClipRect(p->renderer, NULL);
}
