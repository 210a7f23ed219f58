/* headroom.c - how much of each limit is used: a bar and a row for every element, the tightest first.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/page/html.h"
#include "sim/page/inner.h"
#include "sim/page/svg.h"
#include "sim/results/report_tables.h"
#include "sim/results/verdict.h"

enum { MOST_BARS = 14, MOST_ROWS = 200, BAR_PX = 26 };

static const char *const words[VERDICT_COUNT] = {
    [VERDICT_FITS] = "fits",
    [VERDICT_DOES_NOT_FIT] = "passed",
    [VERDICT_UNCERTAIN] = "within its band",
    [VERDICT_UNKNOWN] = "not known",
};

/* Share of the way from no load to the limit: 1 - (limit - value) / (limit - reference). */
static void add_bar(const struct page *p, const struct results_limit *l, double y)
{
    const struct svg_axis axis = {.least = 0.0, .most = 1.4, .from = 330.0, .to = 820.0};
    /* A limit that is no further than the value without load is met or passed as a whole. */
    const double whole = l->margin < 0.0 ? axis.most : l->margin > 0.0 ? 0.0 : 1.0;
    const double used = isnan(l->margin_frac) ? whole : 1.0 - l->margin_frac;
    const double shown = fmin(axis.most, fmax(0.0, used));
    const double limit_px = svg_at(&axis, 1.0);
    struct text name = {0};
    struct text margin = {0};

    report_tables_subject(&name, p->r, l);
    text_add(&name, ", %s%s", l->name, l->worst_is_n1 ? " (N-1)" : "");
    report_tables_quantity(&margin, report_tables_margin_unit(l), l->margin, l->margin, p->units);
    svg_words(p->t, axis.from - 10.0, y + 15.0, "end", name.at);
    svg_rect(p->t, axis.from, y + 3.0, limit_px - axis.from, BAR_PX - 8, "rail");
    svg_rect(p->t, axis.from, y + 3.0, svg_at(&axis, fmin(1.0, shown)) - axis.from, BAR_PX - 8,
             l->margin < 0.0 ? "bar over" : "bar");
    if (used > 1.0) {
        svg_rect(p->t, limit_px, y + 3.0, svg_at(&axis, shown) - limit_px, BAR_PX - 8, "bar over");
        svg_rect(p->t, limit_px, y + 3.0, svg_at(&axis, shown) - limit_px, BAR_PX - 8, "hatched");
    }
    text_add(&margin, l->margin < 0.0 ? " over" : " left");
    svg_words(p->t, axis.to + 12.0, y + 15.0, l->margin < 0.0 ? "strong" : "",
              l->margin < 0.0 ? margin.at + 1 : margin.at);
    text_release(&name);
    text_release(&margin);
}

static void add_bars(const struct page *p, const size_t *lines, size_t n)
{
    const size_t n_bars = n < MOST_BARS ? n : MOST_BARS;
    const double limit_px = 330.0 + (820.0 - 330.0) / 1.4;
    const double height = 24.0 + (double)n_bars * BAR_PX;

    text_add(p->t, "<figure>");
    svg_begin(p->t, height, "How much of each limit is used, the tightest first");
    svg_words(p->t, limit_px, 14.0, "mid soft", "limit");
    for (size_t i = 0; i < n_bars; i++) {
        add_bar(p, &results_limits(p->r)[lines[i]], 20.0 + (double)i * BAR_PX);
    }
    svg_line(p->t, limit_px, 18.0, limit_px, height, "limit");
    svg_end(p->t);
    text_add(p->t, "<figcaption>From the value without load to the limit. Hatched: past the limit. "
                   "\"+3\" stands for three more of the same. N-1: with the worst partner lost.");
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

void page_add_headroom(struct page *p)
{
    const size_t n_limits = results_n_limits(p->r);
    size_t *const order = verdict_order(p->r);
    size_t *const lines = calloc(n_limits + 1, sizeof *lines);
    size_t n = 0;

    html_section_begin(p->t, "headroom", "What runs out first");
    if (order == NULL || lines == NULL) {
        p->has_no_memory = true;
    }
    for (size_t k = 0; !p->has_no_memory && k < n_limits; k++) {
        if (report_tables_stands(p->r, order, k)) {
            lines[n++] = order[k];
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
