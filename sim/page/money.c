/* money.c - what the runs cost over their terms: by heading, with the band of the total, year by year.
 *
 * The band comes from the same draws as `headroom compare` makes when it is not told otherwise.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "sim/decide/bands.h"
#include "sim/decide/levers.h"
#include "sim/page/html.h"
#include "sim/page/inner.h"
#include "sim/page/svg.h"

#define MONTH_S (31557600.0 / 12.0) /* of a Julian year */

enum { N_SAMPLES = 4096, SEED = 1, CHART_PX = 260, MOST_LINES = 3 };

struct costs {
    const struct levers *levers;
    struct bands bands;
    struct money_flow flows[PAGE_MOST_RUNS];
    bool is_priced[PAGE_MOST_RUNS];
    bool has_total[PAGE_MOST_RUNS];
    bool is_any_priced;
};

static bool read_costs(const struct page *p, struct costs *c)
{
    struct levers *levers = NULL;
    double values[LEVERS_MOST];

    if (levers_build(p->arena, p->runs, p->n_runs, NULL, &levers) != STATUS_OK ||
        bands_draw(p->arena, levers, N_SAMPLES, SEED, &c->bands) != STATUS_OK) {
        return false;
    }
    c->levers = levers;
    levers_mid(levers, values);
    for (size_t i = 0; i < p->n_runs; i++) {
        levers_flow(levers, i, values, &c->flows[i]);
        c->is_priced[i] = levers->options[i].is_priced;
        c->has_total[i] = c->is_priced[i] && levers_has_total(levers, i);
        c->is_any_priced = c->is_any_priced || c->is_priced[i];
    }
    return true;
}

/* -------------------------------------------------------------------- table */

static void add_usd(const struct page *p, double usd)
{
    text_add(p->t, "<td class=\"n\" data-v=\"%.9g\">", usd);
    text_add(p->t,
             fabs(usd) < 500.0 ? "-</td>"
             : fabs(usd) < 1e5 ? "%.3f M</td>"
                               : "%.2f M</td>",
             usd / 1e6);
}

static void add_headings(const struct page *p, const struct costs *c)
{
    for (size_t h = 0; h < MONEY_HEADINGS; h++) {
        double usd[PAGE_MOST_RUNS];
        bool has_any = false;
        for (size_t i = 0; i < p->n_runs; i++) {
            usd[i] = money_heading_npv(&c->flows[i], (enum money_heading)h);
            has_any = has_any || (c->is_priced[i] && usd[i] != 0.0);
        }
        if (!has_any) {
            continue;
        }
        html_row_head(p->t, money_heading_text((enum money_heading)h));
        for (size_t i = 0; i < p->n_runs; i++) {
            if (c->is_priced[i]) {
                add_usd(p, usd[i]);
            } else {
                text_add(p->t, "<td class=\"n\">no prices</td>");
            }
        }
        html_row_end(p->t);
    }
}

static void add_total(const struct page *p, const struct costs *c)
{
    html_row_head(p->t, "cost over the term, NPV");
    for (size_t i = 0; i < p->n_runs; i++) {
        if (c->has_total[i]) {
            add_usd(p, money_npv(&c->flows[i]));
        } else {
            text_add(p->t, "<td class=\"n\">%s</td>", c->is_priced[i] ? "no total" : "no prices");
        }
    }
    html_row_end(p->t);
    html_row_head(p->t, "its P5 to P95");
    for (size_t i = 0; i < p->n_runs; i++) {
        const struct bands_band *const b = &c->bands.npv[i];
        text_add(p->t, "<td class=\"n\">");
        if (c->has_total[i]) {
            text_add(p->t, "%.2f to %.2f M", b->p5 / 1e6, b->p95 / 1e6);
        }
        text_add(p->t, "</td>");
    }
    html_row_end(p->t);
    html_row_head(p->t, "per mean IT kW and month");
    for (size_t i = 0; i < p->n_runs; i++) {
        const double months = 12.0 * (double)c->flows[i].n_years;
        const double usd = money_npv(&c->flows[i]) / (months * c->levers->options[i].it_w / 1e3);
        text_add(p->t, "<td class=\"n\">");
        if (c->has_total[i]) {
            text_add(p->t, "%.0f", usd);
        }
        text_add(p->t, "</td>");
    }
    html_row_end(p->t);
    html_row_head(p->t, "months to power");
    for (size_t i = 0; i < p->n_runs; i++) {
        const double time_s = money_value(&c->levers->options[i], MONEY_TIME);
        text_add(p->t, "<td class=\"n\">");
        if (isnan(time_s)) {
            text_add(p->t, "not given");
        } else {
            text_add(p->t, "%.1f", time_s / MONTH_S);
        }
        text_add(p->t, "</td>");
    }
    html_row_end(p->t);
}

static void add_table(const struct page *p, const struct costs *c)
{
    page_begin_sides(p, "money", "Present values over the term");
    html_row_head(p->t, "option");
    for (size_t i = 0; i < p->n_runs; i++) {
        const char *const title = c->levers->options[i].title;
        text_add(p->t, "<td class=\"n\">");
        html_text(p->t, title != NULL ? title : "no prices given");
        text_add(p->t, "</td>");
    }
    html_row_end(p->t);
    add_headings(p, c);
    add_total(p, c);
    html_table_end(p->t);
}

/* What keeps an option from a total, and what its total leaves out. */
static void add_missing(const struct page *p, const struct costs *c)
{
    for (size_t i = 0; i < p->n_runs; i++) {
        const struct money_option *const o = &c->levers->options[i];
        const size_t n = c->is_priced[i] ? o->n_missing + o->n_unpriced : 0;
        for (size_t k = 0; k < n; k++) {
            const bool is_missing = k < o->n_missing;
            text_add(p->t, "<p>%s of ",
                     is_missing ? "Missing, hence no total" : "Not in the total");
            html_text(p->t, p->names[i]);
            text_add(p->t, ": ");
            html_text(p->t, is_missing ? o->missing[k] : o->unpriced[k - o->n_missing]);
            text_add(p->t, ".</p>\n");
        }
    }
}

/* ------------------------------------------------------------------ drawing */

/* What was paid by the end of each year, not discounted; returns how many points there are. */
static size_t add_up(const struct money_flow *f, double *ret_years, double *ret_musd)
{
    double sum_usd = 0.0;

    for (size_t k = 0; k <= f->n_years; k++) {
        for (size_t h = 0; h < MONEY_HEADINGS; h++) {
            sum_usd += f->usd[k][h];
        }
        ret_years[k] = (double)k;
        ret_musd[k] = sum_usd / 1e6;
    }
    return f->n_years + 1;
}

static void add_axes(const struct page *p, const struct svg_axis *x, const struct svg_axis *y,
                     double step)
{
    const int n_marks = (int)rint((y->most - y->least) / step);

    for (int k = 0; k <= n_marks; k++) {
        const double musd = y->least + k * step;
        struct text words = {0};
        text_add(&words, "%.4g M", fabs(musd) < 1e-9 ? 0.0 : musd);
        svg_line(p->t, x->from, svg_at(y, musd), x->to, svg_at(y, musd), "grid");
        svg_words(p->t, x->from - 8.0, svg_at(y, musd) + 4.0, "end soft", words.at);
        text_release(&words);
    }
    for (int k = 0; k <= (int)x->most; k++) {
        struct text words = {0};
        text_add(&words, k == 0 ? "before" : "year %d", k);
        svg_words(p->t, svg_at(x, k), y->from + 18.0, "mid soft", words.at);
        text_release(&words);
    }
}

static void draw(const struct page *p, const struct costs *c)
{
    double years[PAGE_MOST_RUNS][MONEY_MOST_YEARS + 1];
    double musd[PAGE_MOST_RUNS][MONEY_MOST_YEARS + 1];
    size_t n[PAGE_MOST_RUNS] = {0};
    struct svg_axis x = {.least = 0.0, .most = 1.0, .from = 70.0, .to = SVG_WIDTH - 170.0};
    struct svg_axis y = {.least = 0.0, .most = 0.0, .from = CHART_PX - 34.0, .to = 14.0};

    for (size_t i = 0; i < p->n_runs && i < MOST_LINES; i++) {
        n[i] = c->has_total[i] ? add_up(&c->flows[i], years[i], musd[i]) : 0;
        for (size_t k = 0; k < n[i]; k++) {
            x.most = fmax(x.most, years[i][k]);
            y.most = fmax(y.most, musd[i][k]);
        }
    }
    if (!(y.most > 0.0)) {
        return;
    }
    const double step = svg_round(&y, 5);
    text_add(p->t, "<figure><figcaption><strong>Paid by the end of each year, not discounted"
                   "</strong></figcaption><div class=\"wide\" tabindex=\"0\" role=\"region\" "
                   "aria-label=\"cost over time\">");
    svg_begin(p->t, CHART_PX, "Cost by the end of each year");
    add_axes(p, &x, &y, step);
    double last_px = -100.0;
    for (size_t i = 0; i < p->n_runs && i < MOST_LINES; i++) {
        const struct svg_points points = {years[i], musd[i], n[i], 0.0};
        const char *const slash = strrchr(p->names[i], '/');
        struct text kind = {0};
        if (n[i] == 0) {
            continue;
        }
        text_add(&kind, "line line-%zu", i);
        svg_path(p->t, &x, &y, &points, kind.at);
        text_release(&kind);
        double at_px = svg_at(&y, musd[i][n[i] - 1]) + 4.0;
        at_px = fabs(at_px - last_px) < 15.0 ? last_px + 15.0 : at_px;
        last_px = at_px;
        text_add(&kind, "name-%zu", i);
        svg_words(p->t, x.to + 8.0, at_px, kind.at, slash != NULL ? slash + 1 : p->names[i]);
        text_release(&kind);
    }
    svg_end(p->t);
    text_add(p->t, "</div></figure>\n");
}

/* ------------------------------------------------------------------- inputs */

static void add_number(const struct page *p, double value)
{
    if (isnan(value)) {
        text_add(p->t, "<td class=\"n\">not given</td>");
    } else {
        text_add(p->t, "<td class=\"n\" data-v=\"%.9g\">%.6g</td>", value, value);
    }
}

static void add_inputs(const struct page *p, const struct money_option *o)
{
    static const struct html_column columns[] = {
        {"price", false}, {"unit", false},  {"low", true},    {"value", true},
        {"high", true},   {"grade", false}, {"source", false}};

    html_fold_begin(p->t, "Prices of the first run");
    html_table_begin(p->t, "prices", "Prices in SI, with their bands, grades and sources", columns,
                     sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < o->n_inputs; i++) {
        const struct money_input *const in = &o->inputs[i];
        html_row_head(p->t, in->item);
        html_cell_text(p->t, in->unit);
        add_number(p, in->low);
        add_number(p, in->mid);
        add_number(p, in->high);
        html_cell_text(p->t, in->grade);
        html_cell_text(p->t, in->source);
        html_row_end(p->t);
    }
    html_table_end(p->t);
    html_fold_end(p->t);
}

void page_add_money(struct page *p)
{
    struct costs costs = {0};

    if (!read_costs(p, &costs)) {
        text_add(p->t, "<p>The prices could not be reckoned with.</p>\n");
    } else if (!costs.is_any_priced) {
        text_add(p->t,
                 "<p class=\"soft\">No prices were given, so nothing is said of money.</p>\n");
    } else {
        add_table(p, &costs);
        add_missing(p, &costs);
        draw(p, &costs);
        text_add(p->t,
                 "<p class=\"soft\">The band of a total: 5th to 95th percentile of %d draws of the "
                 "uncertain prices. What turns the order: <code>headroom compare</code>.</p>\n",
                 N_SAMPLES);
        add_inputs(p, &costs.levers->options[0]);
    }
}
