/* headroom.c - how much of each limit is used: a bar and a row for every element, the tightest first.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/page/html.h"
#include "sim/page/inner.h"
#include "sim/results/report_tables.h"
#include "sim/results/verdict.h"

enum { MOST_BARS = 14, MOST_ROWS = 200 };

/* The rail is as long as this many ways to the limit; page.css draws the limit where 1 lies on it. */
#define RAIL_END 1.4

static const char *const words[VERDICT_COUNT] = {
    [VERDICT_FITS] = "fits",
    [VERDICT_DOES_NOT_FIT] = "passed",
    [VERDICT_UNCERTAIN] = "within its band",
    [VERDICT_UNKNOWN] = "not known",
};

/* Share of the way from no load to the limit, 1 - (limit - value) / (limit - reference), as the length
 * of a bar on a rail that goes on past the limit. Where no way is left between the two, a limit is met
 * or passed as a whole. */
static double used_of(const struct results_limit *l)
{
    const double whole = l->margin < 0.0 ? RAIL_END : l->margin > 0.0 ? 0.0 : 1.0;
    const double used = isnan(l->margin_frac) ? whole : 1.0 - l->margin_frac;

    return fmin(RAIL_END, fmax(0.0, used));
}

static void add_bar(const struct page *p, const struct results_limit *l)
{
    const double used = used_of(l);
    struct text name = {0};

    report_tables_subject(&name, p->r, l);
    text_add(p->t, "<li%s><span class=\"name\">", l->margin < 0.0 ? " class=\"over\"" : "");
    html_text(p->t, name.at);
    text_add(p->t, ", ");
    html_text(p->t, l->name);
    text_add(p->t, "%s</span> <span class=\"left\" data-v=\"%.9g\">",
             l->worst_is_n1 ? " (N-1)" : "", l->margin);
    html_quantity(p->t, report_tables_margin_unit(l), fabs(l->margin), l->margin, p->units);
    text_add(p->t,
             " %s</span><span class=\"rail\"><span class=\"used\" style=\"width:%.2f%%\"></span>",
             l->margin < 0.0 ? "over" : "left", 100.0 * fmin(1.0, used) / RAIL_END);
    if (used > 1.0) {
        text_add(p->t, "<span class=\"beyond-limit\" style=\"width:%.2f%%\"></span>",
                 100.0 * (used - 1.0) / RAIL_END);
    }
    text_add(p->t, "</span></li>\n");
    text_release(&name);
}

static void add_bars(const struct page *p, const size_t *lines, size_t n)
{
    const size_t n_bars = n < MOST_BARS ? n : MOST_BARS;

    text_add(p->t, "<figure>\n<ol class=\"bars\">\n");
    for (size_t i = 0; i < n_bars; i++) {
        add_bar(p, &results_limits(p->r)[lines[i]]);
    }
    text_add(
        p->t,
        "</ol>\n<figcaption>Each bar runs from the value without load; the dashed line is the "
        "limit, and what is hatched lies past it. \"+3\" stands for three more of the same. N-1: "
        "with the worst partner lost.");
    if (n > n_bars) {
        text_add(p->t, " %zu more in the table.", n - n_bars);
    }
    text_add(p->t, "</figcaption></figure>\n");
}

static void add_row(const struct page *p, const struct results_limit *l)
{
    const double scale = fmax(fabs(l->limit), fabs(l->value));
    struct text name = {0};

    report_tables_subject(&name, p->r, l);
    html_row_head(p->t, name.at);
    html_cell_text(p->t, l->name);
    html_cell_text(p->t, l->worst_is_n1 ? "N-1" : "");
    html_cell(p->t, l->unit, l->value, scale, p->units);
    html_cell(p->t, l->unit, l->limit, scale, p->units);
    html_cell(p->t, report_tables_margin_unit(l), l->margin, scale, p->units);
    html_cell(p->t, "1", l->margin_frac, 1.0, p->units);
    html_cell(p->t, "W", l->further_w, l->further_w, p->units);
    html_cell_text(p->t, words[l->verdict]);
    html_row_end(p->t);
    text_release(&name);
}

static void add_table(const struct page *p, const size_t *lines, size_t n)
{
    static const struct html_column columns[] = {
        {"element", false},   {"limit", false},   {"case", false},
        {"value", true},      {"limit", true},    {"headroom", true},
        {"share left", true}, {"in power", true}, {"verdict", false},
    };
    const size_t n_rows = n < MOST_ROWS ? n : MOST_ROWS;

    html_fold_begin(p->t, "The same as a table, with racks and circuits");
    html_table_begin(p->t, "limits", "Tightest limit of every element, the tightest first", columns,
                     sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < n_rows; i++) {
        add_row(p, &results_limits(p->r)[lines[i]]);
    }
    html_table_end(p->t);
    if (n > n_rows) {
        text_add(p->t,
                 "<p class=\"soft\">The tightest %zu of %zu; all of them by "
                 "<code>headroom report --csv</code>.</p>\n",
                 n_rows, n);
    }
    html_fold_end(p->t);
}

/* Kinds of limits that could not be looked at. */
static void add_unknown(const struct page *p)
{
    const struct results_limit *const limits = results_limits(p->r);
    size_t n = 0;

    for (size_t i = 0; i < results_n_limits(p->r); i++) {
        bool is_new = isnan(limits[i].margin);
        for (size_t k = 0; k < i && is_new; k++) {
            is_new = !isnan(limits[k].margin) || strcmp(limits[k].name, limits[i].name) != 0;
        }
        if (is_new) {
            text_add(p->t,
                     n++ == 0 ? "<p class=\"soft\">Not checked, for want of a number: " : ", ");
            html_text(p->t, limits[i].name);
        }
    }
    text_add(p->t, n > 0 ? ".</p>\n" : "");
}

/* First what decides the verdict, then what is passed by no measurable share, which the order of shares
 * has last. */
enum { N_TURNS = 3 };

static int turn_of(const struct results_limit *l, const struct results_limit *decides)
{
    return l == decides ? 0 : isnan(l->margin_frac) && l->margin < 0.0 ? 1 : 2;
}

void page_add_headroom(struct page *p)
{
    const size_t n_limits = results_n_limits(p->r);
    size_t *const order = verdict_order(p->r);
    size_t *const lines = calloc(n_limits + 1, sizeof *lines);
    const struct results_limit *decides = NULL;
    size_t n = 0;

    html_section_begin(p->t, "headroom", "What runs out first");
    if (order == NULL || lines == NULL) {
        p->has_no_memory = true;
    }
    (void)verdict_of(p->r, &decides);
    for (int turn = 0; !p->has_no_memory && turn < N_TURNS; turn++) {
        for (size_t k = 0; k < n_limits; k++) {
            const struct results_limit *const l = &results_limits(p->r)[order[k]];
            if (turn_of(l, decides) == turn && report_tables_stands(p->r, order, k)) {
                lines[n++] = order[k];
            }
        }
    }
    if (n > 0) {
        add_bars(p, lines, n);
        add_table(p, lines, n);
    } else {
        text_add(p->t, "<p>No limit that moves with load is known.</p>\n");
    }
    add_unknown(p);
    html_section_end(p->t);
    free(order);
    free(lines);
}
