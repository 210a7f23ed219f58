/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/results/report_tables.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/results/compare.h"

enum { BRIEF_SHARED = 12, BRIEF_RACKS = 8, BRIEF_BEYOND = 10 };

static void add_number(struct text *t, const char *si, double value, int width,
                       enum unit_system units)
{
    struct text cell = {0};

    if (isnan(value)) {
        text_add(&cell, "-");
    } else {
        units_print(&cell, si, value, 4, units);
    }
    text_add_cell(t, cell.at, width);
    text_release(&cell);
}

/* A difference of temperatures is not a temperature. */
static const char *unit_of_margin(const struct results_limit *l)
{
    return strcmp(l->unit, "degC") == 0 ? "K" : l->unit;
}

static void add_share(struct text *t, double frac, int width)
{
    char cell[32];

    (void)snprintf(cell, sizeof cell, isnan(frac) ? "-" : "%.0f %%", 100.0 * frac);
    text_add_cell(t, cell, width);
}

static void add_margins(struct text *t, const struct results_limit *l, enum unit_system units)
{
    const char *const si = unit_of_margin(l);

    add_number(t, si, l->margin, 12, units);
    add_share(t, l->margin_frac, 7);
    add_number(t, si, l->nameplate_margin, 12, units);
    add_number(t, si, l->capped_margin, 12, units);
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
    text_add_cell(t, cell.at, -19);
    text_add(t, " ");
    text_release(&cell);
    text_add_cell(t, l->name, -21);
    text_add_cell(t, l->worst_is_n1 ? "N-1" : "", -4);
}

static void add_more(struct text *t, size_t n, size_t shown, const char *what)
{
    if (n > shown) {
        text_add(t, "  ... and %zu more %s (--all)\n", n - shown, what);
    }
}

/* Elements by their tightest limit, the tightest first. */
static void add_tightest(const struct results *r, const struct report_options *how,
                         const char *title, bool wants_shared, size_t most, struct text *t)
{
    size_t *const order = report_order(r);
    size_t n = 0;

    text_add(t, "\n");
    text_add_cell(t, title, -47);
    text_add(t, "%12s%7s%12s%12s\n", "simulated", "", "nameplate", "capped");
    for (size_t k = 0; order != NULL && k < results_n_limits(r); k++) {
        const struct results_limit *const l = &results_limits(r)[order[k]];
        if (!report_binds(l) || is_shared(l) != wants_shared || is_said(r, order, k) ||
            n++ >= most) {
            continue;
        }
        add_subject(t, r, l);
        add_margins(t, l, how->units);
        text_add(t, "  %s\n", l->verdict == VERDICT_FITS ? "" : compare_verdict_text(l->verdict));
    }
    add_more(t, n, most, "kinds");
    free(order);
}

void report_tables_headroom(const struct results *r, const struct report_options *how,
                            struct text *t)
{
    add_tightest(r, how, "Headroom of what racks share", true,
                 how->is_brief ? BRIEF_SHARED : SIZE_MAX, t);
}

void report_tables_racks(const struct results *r, const struct report_options *how, struct text *t)
{
    add_tightest(r, how, "Racks, the tightest first", false, how->is_brief ? BRIEF_RACKS : SIZE_MAX,
                 t);
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
        units_print(t, unit_of_margin(l), -l->margin, 3, how->units);
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
