/* years.c - what the runs cost year by year: a line and a column for each.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>

#include "sim/page/costs.h"
#include "sim/page/html.h"
#include "sim/page/svg.h"

enum { CHART_PX = 260 };

#define LINE_PX 15.0 /* from one name to the next */

static double year_usd(const struct money_flow *f, size_t year)
{
    double sum_usd = 0.0;

    for (size_t h = 0; h < MONEY_HEADINGS; h++) {
        sum_usd += f->usd[year][h];
    }
    return sum_usd;
}

static size_t longest_term(const struct page *p, const struct costs *c)
{
    size_t n_years = 0;

    for (size_t i = 0; i < p->n_runs; i++) {
        const bool is_longer = c->is_priced[i] && c->flows[i].n_years > n_years;
        n_years = is_longer ? c->flows[i].n_years : n_years;
    }
    return n_years;
}

static void add_years(const struct page *p, const struct costs *c)
{
    const size_t n_years = longest_term(p, c);

    html_fold_begin(p->t, "Year by year as a table");
    page_begin_sides(p, "years", "Paid in each year, not discounted, in millions");
    for (size_t k = 0; k <= n_years; k++) {
        struct text label = {0};
        text_add(&label, k == 0 ? "before service" : "year %zu", k);
        html_row_head(p->t, label.at);
        text_release(&label);
        for (size_t i = 0; i < p->n_runs; i++) {
            if (c->has_total[i] && k <= c->flows[i].n_years) {
                costs_add_cell(p->t, year_usd(&c->flows[i], k), false);
            } else {
                text_add(p->t, "<td class=\"n\"></td>");
            }
        }
        html_row_end(p->t);
    }
    html_table_end(p->t);
    html_fold_end(p->t);
}

/* ------------------------------------------------------------------ drawing */

/* A run's line: what was paid by the end of each year, and where its name stands. */
struct line {
    size_t run;
    size_t n;
    double years[MONEY_MOST_YEARS + 1];
    double musd[MONEY_MOST_YEARS + 1];
    double name_px;
};

static void add_up(const struct money_flow *f, struct line *line)
{
    double sum_usd = 0.0;

    for (size_t k = 0; k <= f->n_years; k++) {
        sum_usd += year_usd(f, k);
        line->years[k] = (double)k;
        line->musd[k] = sum_usd / 1e6;
    }
    line->n = f->n_years + 1;
}

static void add_axes(const struct page *p, const struct svg_axis *x, const struct svg_axis *y,
                     double step)
{
    const int n_marks = (int)rint((y->most - y->least) / step);
    const int every = x->most > 12.0 ? 5 : 1;

    for (int k = 0; k <= n_marks; k++) {
        const double musd = y->least + k * step;
        const bool is_zero = fabs(musd) < 1e-9 * step;
        struct text words = {0};
        text_add(&words, "%.4g M", is_zero ? 0.0 : musd);
        svg_line(p->t, x->from, svg_at(y, musd), x->to, svg_at(y, musd), is_zero ? "axis" : "grid");
        svg_words(p->t, x->from - 8.0, svg_at(y, musd) + 4.0, "end soft", words.at);
        text_release(&words);
    }
    for (int k = 0; k <= (int)x->most; k += every) {
        struct text words = {0};
        text_add(&words, k == 0 ? "before" : "year %d", k);
        svg_words(p->t, svg_at(x, k), y->from + 18.0, "mid soft", words.at);
        text_release(&words);
    }
}

static int by_end(const void *a, const void *b)
{
    const struct line *const x = a;
    const struct line *const y = b;

    return (x->name_px > y->name_px) - (x->name_px < y->name_px);
}

/* Names at the ends of the lines, pushed down where they would lie on each other. */
static void add_lines(const struct page *p, const struct svg_axis *x, const struct svg_axis *y,
                      struct line *lines, size_t n)
{
    double last_px = -LINE_PX;

    for (size_t i = 0; i < n; i++) {
        lines[i].name_px = svg_at(y, lines[i].musd[lines[i].n - 1]) + 4.0;
    }
    qsort(lines, n, sizeof *lines, by_end);
    for (size_t i = 0; i < n; i++) {
        const struct line *const line = &lines[i];
        const struct svg_points points = {line->years, line->musd, line->n, y->least};
        struct text kind = {0};
        text_add(&kind, "line line-%zu", line->run);
        svg_path(p->t, x, y, &points, kind.at);
        text_release(&kind);
        last_px = fmax(line->name_px, last_px + LINE_PX);
        text_add(&kind, "name-%zu", line->run);
        svg_words(p->t, x->to + 8.0, last_px, kind.at, page_run_short(p, line->run));
        text_release(&kind);
    }
}

void page_add_years(struct page *p)
{
    const struct costs *const c = p->costs;
    struct line lines[PAGE_MOST_RUNS];
    size_t n = 0;
    struct svg_axis x = {.least = 0.0, .most = 1.0, .from = 70.0, .to = SVG_WIDTH - 190.0};
    struct svg_axis y = {.least = 0.0, .most = 0.0, .from = CHART_PX - 34.0, .to = 14.0};

    for (size_t i = 0; i < p->n_runs; i++) {
        if (!c->has_total[i]) {
            continue;
        }
        lines[n].run = i;
        add_up(&c->flows[i], &lines[n]);
        for (size_t k = 0; k < lines[n].n; k++) {
            x.most = fmax(x.most, lines[n].years[k]);
            y.most = fmax(y.most, lines[n].musd[k]);
            y.least = fmin(y.least, lines[n].musd[k]);
        }
        n++;
    }
    if (n == 0) {
        return;
    }
    const double step = svg_round(&y, 5);
    text_add(p->t, "<figure><figcaption><strong>Paid by the end of each year, not discounted"
                   "</strong></figcaption><div class=\"wide\" tabindex=\"0\" role=\"region\" "
                   "aria-label=\"cost over time\">");
    svg_begin(p->t, CHART_PX, "Cost by the end of each year");
    add_axes(p, &x, &y, step);
    add_lines(p, &x, &y, lines, n);
    svg_end(p->t);
    text_add(p->t, "</div></figure>\n");
    add_years(p, c);
}
