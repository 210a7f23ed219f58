/* report_events.c - the report's account of what switched in a run.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "sim/base/lines.h"
#include "sim/results/report_tables.h"

enum { BRIEF_LINES = 24, TIME_WIDTH = 12, WHO_WIDTH = 24 };

/* The columns of the table "events". */
struct events {
    size_t n;
    const double *at_s;
    const double *power_w;
    const char *const *kind;
    const char *const *subject;
    const char *const *what;
};

static struct events find(const struct results_table *table)
{
    struct events e = {.n = table->n_rows};

    for (size_t k = 0; k < table->n_columns; k++) {
        const struct results_cell_column *const c = &table->columns[k];
        e.at_s = strcmp(c->name, "at_s") == 0 ? c->numbers : e.at_s;
        e.power_w = strcmp(c->name, "power_w") == 0 ? c->numbers : e.power_w;
        e.kind = strcmp(c->name, "kind") == 0 ? c->texts : e.kind;
        e.subject = strcmp(c->name, "subject") == 0 ? c->texts : e.subject;
        e.what = strcmp(c->name, "what") == 0 ? c->texts : e.what;
    }
    return e;
}

/* How many rows from i on say the same of one thing after the other, at one time. */
static size_t n_alike(const struct events *e, size_t i)
{
    size_t n = 1;

    while (i + n < e->n && e->at_s[i + n] == e->at_s[i] &&
           strcmp(e->what[i + n], e->what[i]) == 0) {
        n++;
    }
    return n;
}

static void add_line(struct text *t, const struct events *e, size_t i, size_t n,
                     enum unit_system units)
{
    struct text time = {0};
    struct text who = {0};
    struct text what = {0};
    double power_w = 0.0;

    /* Elements carry one another's power: of them the first counts, of racks all. */
    const bool is_rack = strcmp(e->kind[i], "rack") == 0;
    for (size_t k = 0; k < (is_rack ? n : 1); k++) {
        power_w += e->power_w[i + k];
    }
    text_add(&time, "%.6g s", e->at_s[i]);
    text_add(&who, "%s", e->subject[i]);
    if (n > 1) {
        text_add(&who, " +%zu", n - 1);
    }
    text_add(&what, "%s", e->what[i]);
    if (power_w > 0.0) {
        text_add(&what, ", ");
        units_print(&what, "W", power_w, 4, units);
    }
    text_add_cell(t, time.at, TIME_WIDTH);
    text_add(t, "  ");
    lines_label(t, who.at, TIME_WIDTH + 2, WHO_WIDTH);
    lines_wrap(t, what.at, TIME_WIDTH + 2 + WHO_WIDTH, TIME_WIDTH + 2 + WHO_WIDTH, LINES_WIDTH);
    text_add(t, "\n");
    text_release(&time);
    text_release(&who);
    text_release(&what);
}

void report_tables_events(const struct results *r, const struct report_options *how, struct text *t)
{
    const struct results_table *const table = results_table(r, "events");
    size_t n_lines = 0;
    size_t n_shown = 0;

    if (table == NULL || table->n_rows == 0) {
        return;
    }
    const struct events e = find(table);
    if (e.at_s == NULL || e.kind == NULL || e.power_w == NULL || e.subject == NULL ||
        e.what == NULL) {
        return;
    }
    text_add(t, "\nWhat switched, opened or was too hot, and its power before\n");
    for (size_t i = 0; i < e.n;) {
        const size_t n = n_alike(&e, i);
        if (!how->is_brief || n_lines < BRIEF_LINES) {
            add_line(t, &e, i, n, how->units);
            n_shown++;
        }
        n_lines++;
        i += n;
    }
    report_tables_more(t, n_lines, n_shown, "line");
}
