/* several.c - in the panel, what is known of several racks chosen together.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "viz/screen/painter.h"

/* Names that are listed; of the others there is a count. */
enum { SHOWN_NAMES = 16 };

/* A quantity of the racks at the moment that is shown. */
struct column_of_racks {
    const struct results_variable *variable;
    double *values; /* NULL: the file does not hold it */
};

static struct column_of_racks read_racks(const struct scene *s, const char *name)
{
    struct column_of_racks q = {.variable = results_variable(s->results, name)};

    q.values = q.variable != NULL ? calloc(s->n_racks + 1, sizeof *q.values) : NULL;
    if (q.values != NULL &&
        results_frame(s->results, q.variable, s->time_index, q.values) != STATUS_OK) {
        free(q.values);
        q.values = NULL;
    }
    return q;
}

/* "power: 23.4 kW", and of how many racks it is not known. */
static void add_sum(struct column *c, const struct scene *s, const bool *is_in, const char *name,
                    const char *label)
{
    const struct column_of_racks q = read_racks(s, name);
    const bool is_held = q.values != NULL;
    size_t n = 0;
    size_t n_unknown = 0;
    double sum = 0.0;
    char number[48] = "not known";
    char line[128];

    for (size_t i = 0; is_held && i < s->n_racks; i++) {
        n += is_in[i];
        n_unknown += is_in[i] && isnan(q.values[i]);
        sum += is_in[i] && !isnan(q.values[i]) ? q.values[i] : 0.0;
    }
    free(q.values);
    if (is_held && n_unknown < n) {
        painter_quantity(s, q.variable->unit, sum, number, sizeof number);
    }
    (void)snprintf(line, sizeof line, "%s: %s", label, number);
    if (n_unknown > 0 && n_unknown < n) {
        const size_t end = strlen(line);
        (void)snprintf(line + end, sizeof line - end, ", of %zu not known", n_unknown);
    }
    if (sum != 0.0 || n_unknown > 0 || !is_held) { /* no line on a liquid that is not there */
        column_paragraph(c, PEN_SMALL, pen_text, line);
    }
}

/* The chosen rack with the greatest, or the least, of values; -1 where none is known. */
static long extreme_of(const struct choice *choice, size_t n_racks, const double *values,
                       double sign)
{
    long found = -1;

    for (size_t i = 0; i < n_racks; i++) {
        if (choice->is_in[i] && isfinite(values[i]) &&
            (found < 0 || sign * values[i] > sign * values[found])) {
            found = (long)i;
        }
    }
    return found;
}

/* A rack's limit of a name; NAN where it has none. */
static double limit_of(const struct scene *s, long rack, const char *name)
{
    const struct results_limit *const limits = results_limits(s->results);

    for (size_t i = 0; i < results_n_limits(s->results); i++) {
        if (s->binding.racks[i] == rack && strcmp(limits[i].name, name) == 0) {
            return limits[i].limit;
        }
    }
    return (double)NAN;
}

/* "least headroom: A-02, 1.06 kW" */
static void add_least_headroom(struct column *c, const struct scene *s, const struct choice *choice)
{
    const struct column_of_racks q = read_racks(s, "rack_headroom_w");
    const long rack = q.values != NULL ? extreme_of(choice, s->n_racks, q.values, -1.0) : -1;
    char number[48];
    char line[160];

    if (rack >= 0) {
        painter_quantity(s, q.variable->unit, q.values[rack], number, sizeof number);
        (void)snprintf(line, sizeof line, "least headroom: %s, %s", s->rack_names[rack], number);
        column_paragraph(c, PEN_SMALL, q.values[rack] < 0.0 ? pen_alarm : pen_text, line);
    }
    free(q.values);
}

/* "hottest inlet: A-04, 27.1 degC of 32 degC"; racks that draw no air have no inlet. */
static void add_hottest_inlet(struct column *c, const struct scene *s, const struct choice *choice)
{
    const struct column_of_racks q = read_racks(s, "rack_inlet_hottest_c");
    const struct column_of_racks air = read_racks(s, "rack_airflow_m3s");
    char value[48];
    char limit[64] = "";
    char line[160];

    for (size_t i = 0; q.values != NULL && air.values != NULL && i < s->n_racks; i++) {
        q.values[i] = air.values[i] > 0.0 ? q.values[i] : (double)NAN;
    }
    const long rack = q.values != NULL ? extreme_of(choice, s->n_racks, q.values, 1.0) : -1;
    if (rack >= 0) {
        const double limit_c = limit_of(s, rack, "inlet maximum");
        painter_quantity(s, q.variable->unit, q.values[rack], value, sizeof value);
        if (!isnan(limit_c)) {
            (void)memcpy(limit, " of ", 5);
            painter_quantity(s, q.variable->unit, limit_c, limit + 4, sizeof limit - 4);
        }
        (void)snprintf(line, sizeof line, "hottest inlet: %s, %s%s", s->rack_names[rack], value,
                       limit);
        column_paragraph(c, PEN_SMALL, q.values[rack] > limit_c ? pen_alarm : pen_text, line);
    }
    free(q.values);
    free(air.values);
}

/* The worst of them in the layer that is shown, and how many are past their limit in it. */
static void add_worst(struct column *c, const struct scene *s, const struct choice *choice)
{
    long worst = -1;
    size_t n_beyond = 0;
    char number[48];
    char line[160];

    for (size_t i = 0; i < s->n_racks; i++) {
        if (choice->is_in[i] && isfinite(scene_badness(s, i))) {
            n_beyond += scene_is_beyond(s, i);
            worst = worst < 0 || scene_badness(s, i) > scene_badness(s, (size_t)worst) ? (long)i
                                                                                       : worst;
        }
    }
    if (worst < 0) {
        return;
    }
    if (s->layer->is_kind) {
        (void)snprintf(number, sizeof number, "%.0f %% of margin", 100.0 * s->margin_frac[worst]);
    } else {
        painter_quantity(s, scene_unit_of_values(s), s->values[worst], number, sizeof number);
    }
    (void)snprintf(line, sizeof line, "worst in this layer: %s, %s", s->rack_names[worst], number);
    column_paragraph(c, PEN_SMALL, pen_text, line);
    if (n_beyond > 0) {
        (void)snprintf(line, sizeof line, "past their limit in it: %zu of %zu", n_beyond,
                       choice->n);
        column_paragraph(c, PEN_SMALL, pen_alarm, line);
    }
}

static void add_course(struct column *c, const struct scene *s, const struct choice *choice)
{
    const bool is_open = choice->sum_w.n_read < choice->sum_w.n_records;

    if (choice->sum_w.n_records > 1 && (is_open || isfinite(choice->sum_w.least))) {
        column_line(c, PEN_SMALL, pen_quiet,
                    is_open ? "power over the run (reading)" : "power over the run");
        painter_curve(c, s, &choice->sum_w, NULL);
    }
}

/* "A-01, A-02, A-03 and 12 more" */
static void add_names(struct column *c, const struct scene *s, const struct choice *choice)
{
    char line[512];
    size_t end = 0;
    size_t n = 0;

    for (size_t i = 0; i < s->n_racks && n < SHOWN_NAMES; i++) {
        if (choice->is_in[i] && end + strlen(s->rack_names[i]) + 32 < sizeof line) {
            end += (size_t)snprintf(line + end, sizeof line - end, "%s%s", n > 0 ? ", " : "",
                                    s->rack_names[i]);
            n++;
        }
    }
    if (n < choice->n) {
        (void)snprintf(line + end, sizeof line - end, " and %zu more", choice->n - n);
    }
    column_paragraph(c, PEN_SMALL, pen_quiet, line);
}

void painter_several(struct column *c, const struct scene *s, const struct look *look)
{
    const struct choice *const choice = look->choice;
    char line[160];

    c->y += 6.0F * c->p->scale;
    (void)snprintf(line, sizeof line, "%zu racks", choice->n);
    column_line(c, PEN_NORMAL, pen_text, line);
    add_sum(c, s, choice->is_in, "rack_power_w", "power");
    if (look->other != NULL) {
        add_sum(c, look->other, choice->is_there, "rack_power_w", "in the second file");
    }
    add_sum(c, s, choice->is_in, "rack_to_air_w", "heat to air");
    add_sum(c, s, choice->is_in, "rack_to_liquid_w", "heat to liquid");
    add_course(c, s, choice);
    add_worst(c, s, choice);
    add_hottest_inlet(c, s, choice);
    add_least_headroom(c, s, choice);
    add_names(c, s, choice);
    if (look->selected >= 0) {
        (void)snprintf(line, sizeof line, "at %s: s %s", s->rack_names[look->selected],
                       choice->is_in[look->selected] ? "takes it out" : "adds it");
        column_paragraph(c, PEN_SMALL, pen_quiet, line);
    }
}
