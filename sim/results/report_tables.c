/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/results/report_tables.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/results/compare.h"

enum { BRIEF_SHARED = 12, BRIEF_INSIDE = 8, BRIEF_LEVELS = 5, BRIEF_RACKS = 12, BRIEF_BEYOND = 10 };

void report_tables_quantity(struct text *t, const char *si, double value, double scale,
                            enum unit_system units)
{
    const struct dimension *const d = units_dimension(si);

    if (isnan(value)) {
        text_add(t, "-");
        return;
    }
    if (d == NULL || !isfinite(value) || !isfinite(scale)) {
        units_print(t, si, value, 4, units);
        return;
    }
    const struct unit *const u = units_shown(d, scale, units);
    const double number = (value - u->offset) / u->factor;
    const bool is_bare = strcmp(u->name, "-") == 0 || strcmp(u->name, "1") == 0;
    text_add(t, fabs(number) >= 1e4 ? "%.0f" : "%.4g", number);
    if (!is_bare) {
        text_add(t, " %s", u->name);
    }
}

const char *report_tables_margin_unit(const struct results_limit *l)
{
    return strcmp(l->unit, "degC") == 0 ? "K" : l->unit;
}

static void add_scaled(struct text *t, const char *si, double value, double scale, int width,
                       enum unit_system units)
{
    struct text cell = {0};

    report_tables_quantity(&cell, si, value, scale, units);
    text_add_cell(t, cell.at, width);
    text_release(&cell);
}

static void add_number(struct text *t, const char *si, double value, int width,
                       enum unit_system units)
{
    add_scaled(t, si, value, value, width, units);
}

static void add_share(struct text *t, double frac, int width)
{
    char cell[32];

    (void)snprintf(cell, sizeof cell, isnan(frac) ? "-" : "%.0f %%", 100.0 * frac);
    text_add_cell(t, cell, width);
}

/* Value, limit and what lies between them, in one unit; then what that is as load. */
static void add_headroom(struct text *t, const struct results_limit *l, enum unit_system units)
{
    static const char *const words[VERDICT_COUNT] = {
        [VERDICT_FITS] = "",
        [VERDICT_DOES_NOT_FIT] = " over",
        [VERDICT_UNCERTAIN] = " close",
        [VERDICT_UNKNOWN] = " ?",
    };

    add_scaled(t, l->unit, l->value, l->limit, 11, units);
    add_scaled(t, l->unit, l->limit, l->limit, 11, units);
    add_scaled(t, report_tables_margin_unit(l), l->margin, l->limit, 11, units);
    add_share(t, l->margin_frac, 7);
    add_number(t, "W", l->further_w, 11, units);
    text_add(t, "%s\n", words[l->verdict]);
}

static void add_levels(struct text *t, const struct results_limit *l, enum unit_system units)
{
    const char *const si = report_tables_margin_unit(l);

    add_scaled(t, si, l->nameplate_margin, l->limit, 14, units);
    add_scaled(t, si, l->margin, l->limit, 14, units);
    add_scaled(t, si, l->capped_margin, l->limit, 14, units);
    text_add(t, "\n");
}

/* What several racks hang on: not a rack, a node, or a rack's own circuit ("A-01/pdu-a"). */
static bool is_shared(const struct results_limit *l)
{
    return strcmp(l->dim, "rack") != 0 && strcmp(l->dim, "node") != 0 &&
           strchr(l->subject, '/') == NULL;
}

/* True when an earlier line of the order says the same of this or of an equal element: its subject
 * has stood already, or one like it has the same limit with the same margin. */
static bool is_said(const struct results *r, const size_t *order, size_t k)
{
    const struct results_limit *const limits = results_limits(r);
    const struct results_limit *const l = &limits[order[k]];

    for (size_t i = 0; i < k; i++) {
        const struct results_limit *const before = &limits[order[i]];
        const bool is_same_dim = report_binds(before) && strcmp(before->dim, l->dim) == 0;
        const bool is_alike = strcmp(before->name, l->name) == 0 &&
                              fabs(before->margin - l->margin) <= 1e-6 * fabs(l->limit);
        if (is_same_dim && (is_alike || strcmp(before->subject, l->subject) == 0)) {
            return true;
        }
    }
    return false;
}

/* How many elements the line stands for. */
static size_t count_alike(const struct results *r, const struct results_limit *l)
{
    size_t n = 0;

    for (size_t i = 0; i < results_n_limits(r); i++) {
        const struct results_limit *const other = &results_limits(r)[i];
        n += strcmp(other->dim, l->dim) == 0 && strcmp(other->name, l->name) == 0 &&
             fabs(other->margin - l->margin) <= 1e-6 * fabs(l->limit);
    }
    return n;
}

static void add_subject(struct text *t, const struct results *r, const struct results_limit *l)
{
    struct text cell = {0};
    const size_t n = count_alike(r, l);

    text_add(&cell, n > 1 ? "%s +%zu" : "%s", l->subject, n - 1);
    text_add(t, "  ");
    text_add_cell(t, cell.at, -18);
    text_add(t, " ");
    text_release(&cell);
    text_add_cell(t, l->name, -19);
    text_add(t, l->worst_is_n1 ? "N-1" : "   ");
}

static void add_more(struct text *t, size_t n, size_t shown, const char *what)
{
    if (n > shown) {
        text_add(t, "  ... and %zu more %s (--all)\n", n - shown, what);
    }
}

/* Which limits a table takes, and what it says of each. */
struct selection {
    const char *title;
    const char *heads;
    bool wants_shared;
    bool wants_inside;
    size_t most;
    void (*add)(struct text *t, const struct results_limit *l, enum unit_system units);
};

/* Elements by their tightest limit, the tightest first. */
static void add_tightest(const struct results *r, enum unit_system units,
                         const struct selection *which, struct text *t)
{
    size_t *const order = report_order(r);
    size_t n = 0;

    for (size_t k = 0; order != NULL && k < results_n_limits(r); k++) {
        const struct results_limit *const l = &results_limits(r)[order[k]];
        const bool is_wanted = is_shared(l) ? which->wants_shared : which->wants_inside;
        if (!report_binds(l) || !is_wanted || is_said(r, order, k)) {
            continue;
        }
        if (n == 0) {
            text_add(t, "\n");
            text_add_cell(t, which->title, -43);
            text_add(t, "%s\n", which->heads);
        }
        if (n++ < which->most) {
            add_subject(t, r, l);
            which->add(t, l, units);
        }
    }
    add_more(t, n, which->most, "kinds");
    free(order);
}

#define HEADROOM_HEADS "      value      limit   headroom          in power"

void report_tables_headroom(const struct results *r, const struct report_options *how,
                            struct text *t)
{
    const struct selection which = {.title = "Headroom of what racks share",
                                    .heads = HEADROOM_HEADS,
                                    .wants_shared = true,
                                    .most = how->is_brief ? BRIEF_SHARED : SIZE_MAX,
                                    .add = add_headroom};

    add_tightest(r, how->units, &which, t);
}

void report_tables_inside(const struct results *r, const struct report_options *how, struct text *t)
{
    const struct selection which = {.title = "Headroom in racks",
                                    .heads = HEADROOM_HEADS,
                                    .wants_inside = true,
                                    .most = how->is_brief ? BRIEF_INSIDE : SIZE_MAX,
                                    .add = add_headroom};

    add_tightest(r, how->units, &which, t);
}

void report_tables_levels(const struct results *r, const struct report_options *how, struct text *t)
{
    const struct selection which = {.title = "The same with nodes at their",
                                    .heads = "     nameplate     simulated           cap",
                                    .wants_shared = true,
                                    .wants_inside = true,
                                    .most = how->is_brief ? BRIEF_LEVELS : SIZE_MAX,
                                    .add = add_levels};

    add_tightest(r, how->units, &which, t);
}

void report_tables_beyond(const struct results *r, const struct report_options *how, struct text *t)
{
    size_t *const order = report_order(r);
    const size_t most = how->is_brief ? BRIEF_BEYOND : SIZE_MAX;
    size_t n = 0;

    for (size_t k = 0; order != NULL && k < results_n_limits(r); k++) {
        const struct results_limit *const l = &results_limits(r)[order[k]];
        if (!(l->margin < 0.0)) {
            continue;
        }
        text_add(t, "%s", n == 0 ? "\nLimits passed\n" : "");
        if (n++ >= most) {
            continue;
        }
        text_add(t, "  %s: %s%s, by ", l->subject, l->name, l->is_advisory ? " (advice)" : "");
        units_print(t, report_tables_margin_unit(l), -l->margin, 3, how->units);
        if (results_is_steady(r)) {
            text_add(t, "\n");
        } else if (l->beyond_s > 0.0) {
            text_add(t, "; %.3g h beyond it\n", l->beyond_s / 3600.0);
        } else {
            text_add(t, "; only if a partner is lost\n");
        }
    }
    add_more(t, n, most, "passed");
    free(order);
}

void report_tables_unknown(const struct results *r, struct text *t)
{
    const struct results_limit *const limits = results_limits(r);
    const size_t n = results_n_limits(r);
    size_t n_kinds = 0;

    for (size_t i = 0; i < n; i++) {
        size_t count = 0;
        bool is_first = isnan(limits[i].margin);
        for (size_t k = 0; k < n && is_first; k++) {
            const bool is_same =
                isnan(limits[k].margin) && strcmp(limits[k].name, limits[i].name) == 0;
            is_first = !(is_same && k < i);
            count += is_same;
        }
        if (is_first) {
            text_add(t, "%s%s (%zu)", n_kinds == 0 ? "\nNot checked, for want of a number: " : ", ",
                     limits[i].name, count);
            n_kinds++;
        }
    }
    text_add(t, n_kinds > 0 ? "\n" : "");
}

/* -------------------------------------------------------------------- racks */

enum { N_RACK_COLUMNS = 6 };

static const struct rack_column {
    const char *head;
    const char *variable;
    const char *unit;
    enum results_over over;
} rack_columns[N_RACK_COLUMNS] = {
    {"mean", "rack_power_w", "W", RESULTS_MEAN},
    {"peak", "rack_power_max_w", "W", RESULTS_MOST},
    {"to liquid", "rack_to_liquid_w", "W", RESULTS_MEAN},
    {"to air", "rack_to_air_w", "W", RESULTS_MEAN},
    {"hottest inlet", "rack_inlet_max_c", "degC", RESULTS_MOST},
    {"further", "rack_headroom_min_w", "W", RESULTS_LEAST},
};

struct rack_line {
    size_t rack;
    size_t n_alike; /* racks with the same numbers that follow it */
    double further_w;
    struct text text;
};

/* The least further power first; what is not known first of all. */
static int by_further_power(const void *a, const void *b)
{
    const struct rack_line *const x = a;
    const struct rack_line *const y = b;
    const double x_w = isnan(x->further_w) ? -(double)INFINITY : x->further_w;
    const double y_w = isnan(y->further_w) ? -(double)INFINITY : y->further_w;

    if (x_w != y_w) {
        return x_w < y_w ? -1 : 1;
    }
    return x->rack < y->rack ? -1 : 1;
}

/* Series are stored to 12 bits: three digits. */
static void add_recorded(struct text *t, const char *si, double value, enum unit_system units)
{
    struct text cell = {0};

    if (isnan(value)) {
        text_add(&cell, "-");
    } else {
        units_print(&cell, si, value, 3, units);
    }
    text_add_cell(t, cell.at, 14);
    text_release(&cell);
}

/* The numbers of every rack as text; lines has room for all of them. */
static void fill_rack_lines(const struct results *r, size_t n, enum unit_system units,
                            struct rack_line *lines, double *values)
{
    for (size_t i = 0; i < n; i++) {
        lines[i] = (struct rack_line){.rack = i, .further_w = (double)NAN};
    }
    for (size_t k = 0; k < N_RACK_COLUMNS; k++) {
        const struct rack_column *const c = &rack_columns[k];
        const struct results_variable *const v = results_variable(r, c->variable);
        const bool is_read = v != NULL && results_over_run(r, v, c->over, values) == STATUS_OK;
        for (size_t i = 0; i < n; i++) {
            const double value = is_read ? values[i] : (double)NAN;
            add_recorded(&lines[i].text, c->unit, value, units);
            lines[i].further_w = value; /* the last column's */
        }
    }
}

/* Drops lines that say what an earlier one says; returns how many are left. */
static size_t merge_rack_lines(struct rack_line *lines, size_t n)
{
    size_t n_left = 0;

    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < n_left && strcmp(lines[k].text.at, lines[i].text.at) != 0) {
            k++;
        }
        if (k < n_left) {
            lines[k].n_alike++;
            text_release(&lines[i].text);
        } else {
            lines[n_left++] = lines[i];
        }
    }
    return n_left;
}

void report_tables_racks(const struct results *r, const struct report_options *how, struct text *t)
{
    const struct results_dim *const racks = results_dim(r, "rack");
    const size_t n = racks != NULL ? racks->n : 0;
    const size_t most = how->is_brief ? BRIEF_RACKS : SIZE_MAX;
    struct rack_line *const lines = calloc(n + 1, sizeof *lines);
    double *const values = calloc(n + 1, sizeof *values);

    if (n > 0 && lines != NULL && values != NULL) {
        fill_rack_lines(r, n, how->units, lines, values);
        qsort(lines, n, sizeof *lines, by_further_power);
        const size_t n_left = merge_rack_lines(lines, n);
        text_add(t, "\n");
        text_add_cell(t, "Racks", -16);
        for (size_t k = 0; k < N_RACK_COLUMNS; k++) {
            text_add_cell(t, rack_columns[k].head, 14);
        }
        text_add(t, "\n");
        for (size_t i = 0; i < n_left; i++) {
            struct text name = {0};
            text_add(&name, lines[i].n_alike > 0 ? "  %s +%zu" : "  %s",
                     racks->labels[lines[i].rack], lines[i].n_alike);
            if (i < most) {
                text_add_cell(t, name.at, -16);
                text_add(t, "%s\n", lines[i].text.at);
            }
            text_release(&name);
            text_release(&lines[i].text);
        }
        add_more(t, n_left, most, "kinds");
    }
    free(lines);
    free(values);
}

/* ------------------------------------------------------------------ studies */

static void add_study_cell(struct text *t, const struct results_cell_column *c, size_t row,
                           enum unit_system units)
{
    if (c->texts != NULL) {
        text_add(t, "  ");
        text_add_cell(t, c->texts[row], -24);
    } else if (strcmp(c->unit, "1") == 0) {
        char number[32];
        (void)snprintf(number, sizeof number, isnan(c->numbers[row]) ? "-" : "%.4g",
                       c->numbers[row]);
        text_add_cell(t, number, 16);
    } else {
        add_number(t, c->unit, c->numbers[row], 16, units);
    }
}

static void add_study(const struct results *r, const char *name, const struct report_options *how,
                      struct text *t)
{
    const struct results_table *const table = results_table(r, name);

    if (table == NULL || table->n_rows == 0) {
        return;
    }
    char path[64];
    (void)snprintf(path, sizeof path, LAYOUT_TABLES "/%s/title", name);
    const char *const title = results_text(r, path);
    text_add(t, "\n%s\n", title != NULL ? title : name);
    for (size_t k = 0; k < table->n_columns; k++) {
        const bool is_text = table->columns[k].texts != NULL;
        text_add(t, is_text ? "  " : "");
        text_add_cell(t, table->columns[k].name, is_text ? -24 : 16);
    }
    text_add(t, "\n");
    for (size_t i = 0; i < table->n_rows; i++) {
        for (size_t k = 0; k < table->n_columns; k++) {
            add_study_cell(t, &table->columns[k], i, how->units);
        }
        text_add(t, "\n");
    }
}

void report_tables_studies(const struct results *r, const struct report_options *how,
                           struct text *t)
{
    add_study(r, "levels", how, t);
    add_study(r, "cap", how, t);
    add_study(r, "sizing", how, t);
}

/* ------------------------------------------------------------------- values */

void report_tables_values(const struct results *r, struct text *t)
{
    const struct results_table *const values = results_values(r);
    const char *const *origin = NULL;
    const char *const *grade = NULL;
    size_t given = 0;
    size_t catalogue = 0;
    size_t estimates = 0;

    for (size_t k = 0; values != NULL && k < values->n_columns; k++) {
        const struct results_cell_column *const c = &values->columns[k];
        origin = strcmp(c->name, "value_origin") == 0 ? c->texts : origin;
        grade = strcmp(c->name, "value_grade") == 0 ? c->texts : grade;
    }
    if (origin == NULL || grade == NULL) {
        return;
    }
    for (size_t i = 0; i < values->n_rows; i++) {
        given += strcmp(origin[i], "scenario") == 0 || strcmp(origin[i], "--set") == 0;
        catalogue += strcmp(origin[i], "catalogue") == 0;
        estimates += strcmp(grade[i], "estimate") == 0;
    }
    text_add(t,
             "Values   %zu: %zu from the scenario, %zu from the catalogue, %zu defaults; %zu rest "
             "on estimates\n",
             values->n_rows, given, catalogue, values->n_rows - given - catalogue, estimates);
}
