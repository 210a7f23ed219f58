/* report_racks.c - the report's table of racks.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/lines.h"
#include "sim/results/report_tables.h"

enum { N_RACK_COLUMNS = 6, BRIEF_RACKS = 12, NAME_WIDTH = 18, CELL_WIDTH = 10 };

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
    {"max inlet", "rack_inlet_hottest_max_c", "degC", RESULTS_MOST},
    {"room for", "rack_headroom_min_w", "W", RESULTS_LEAST},
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
    text_add_cell(t, cell.at, CELL_WIDTH);
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
        text_add_cell(t, "Racks", -NAME_WIDTH);
        for (size_t k = 0; k < N_RACK_COLUMNS; k++) {
            text_add_cell(t, rack_columns[k].head, CELL_WIDTH);
        }
        text_add(t, "\n");
        for (size_t i = 0; i < n_left; i++) {
            struct text name = {0};
            text_add(&name, lines[i].n_alike > 0 ? "  %s +%zu" : "  %s",
                     racks->labels[lines[i].rack], lines[i].n_alike);
            if (i < most) {
                lines_label(t, name.at, 0, NAME_WIDTH);
                text_add(t, "%s\n", lines[i].text.at);
            }
            text_release(&name);
            text_release(&lines[i].text);
        }
        report_tables_more(t, n_left, most, "kind");
    }
    free(lines);
    free(values);
}
