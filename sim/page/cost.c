/* cost.c - several runs side by side, physics and money; of one run its money.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "sim/decide/money.h"
#include "sim/page/html.h"
#include "sim/page/inner.h"
#include "sim/results/compare.h"
#include "sim/results/verdict.h"

#define MONTH_S (31557600.0 / 12.0)

static const struct {
    const char *label;
    const char *si;
    size_t offset; /* in struct compare_side */
} quantities[] = {
    {"IT load, mean", "W", offsetof(struct compare_side, it_mean_w)},
    {"IT load, peak", "W", offsetof(struct compare_side, it_peak_w)},
    {"utility, peak", "W", offsetof(struct compare_side, utility_peak_w)},
    {"PUE", "-", offsetof(struct compare_side, pue)},
    {"heat to liquid, mean", "W", offsetof(struct compare_side, to_liquid_mean_w)},
    {"heat to air, mean", "W", offsetof(struct compare_side, to_air_mean_w)},
    {"hottest inlet", "degC", offsetof(struct compare_side, hottest_inlet_c)},
    {"racks held", "-", offsetof(struct compare_side, racks)},
    {"least margin", "1", offsetof(struct compare_side, margin_frac)},
    {"headroom of its subject", "W", offsetof(struct compare_side, headroom_w)},
};

static const struct {
    const char *label;
    size_t offset; /* in struct money */
    double per;
    const char *unit;
} bands[] = {
    {"capital", offsetof(struct money, capital), 1e6, " M"},
    {"energy, first year", offsetof(struct money, energy), 1e6, " M"},
    {"rent, first year", offsetof(struct money, rent), 1e6, " M"},
    {"other, first year", offsetof(struct money, other), 1e6, " M"},
    {"cost over the term, NPV", offsetof(struct money, npv), 1e6, " M"},
    {"per mean IT kW and month", offsetof(struct money, per_kw_month), 1.0, ""},
};

static void begin(const struct page *p, const char *id, const char *caption)
{
    struct html_column columns[1 + PAGE_MOST_RUNS] = {{"", false}};

    for (size_t i = 0; i < p->n_runs; i++) {
        const char *const slash = strrchr(p->names[i], '/');
        columns[i + 1] = (struct html_column){slash != NULL ? slash + 1 : p->names[i], true};
    }
    html_table_begin(p->t, id, caption, columns, p->n_runs + 1);
}

static void add_sides(const struct page *p)
{
    struct compare_side sides[PAGE_MOST_RUNS];

    for (size_t i = 0; i < p->n_runs; i++) {
        compare_of(p->runs[i], &sides[i]);
    }
    begin(p, "compare", "The runs side by side");
    html_row_head(p->t, "verdict");
    for (size_t i = 0; i < p->n_runs; i++) {
        text_add(p->t, "<td class=\"n\">%s</td>", verdict_text(sides[i].verdict));
    }
    html_row_end(p->t);
    for (size_t k = 0; k < sizeof quantities / sizeof quantities[0]; k++) {
        html_row_head(p->t, quantities[k].label);
        for (size_t i = 0; i < p->n_runs; i++) {
            double value = 0.0;
            memcpy(&value, (const char *)&sides[i] + quantities[k].offset, sizeof value);
            html_cell(p->t, quantities[k].si, value, value, p->units);
        }
        html_row_end(p->t);
    }
    html_row_head(p->t, "binding limit");
    for (size_t i = 0; i < p->n_runs; i++) {
        const struct results_limit *const l = sides[i].binding;
        text_add(p->t, "<td class=\"n\">");
        html_text(p->t, l != NULL ? l->subject : "none");
        text_add(p->t, l != NULL ? ": " : "");
        html_text(p->t, l != NULL ? l->name : "");
        text_add(p->t, "%s</td>", l != NULL && l->worst_is_n1 ? " (N-1)" : "");
    }
    html_row_end(p->t);
    html_table_end(p->t);
}

static void add_band(const struct page *p, const struct money *m, size_t k)
{
    struct money_band b;

    memcpy(&b, (const char *)m + bands[k].offset, sizeof b);
    if (!m->is_priced) {
        text_add(p->t, "<td class=\"n\">no prices given</td>");
    } else if (isnan(b.mid)) {
        text_add(p->t, "<td class=\"n\">no total: prices are missing</td>");
    } else {
        text_add(p->t, "<td class=\"n\" data-v=\"%.9g\">%.3g%s", b.mid, b.mid / bands[k].per,
                 bands[k].unit);
        if (b.high - b.low > 1e-6 * fabs(b.mid)) {
            text_add(p->t, " <span class=\"soft\">(%.3g to %.3g)</span>", b.low / bands[k].per,
                     b.high / bands[k].per);
        }
        text_add(p->t, "</td>");
    }
}

static void add_missing(const struct page *p, const struct money *m, size_t i)
{
    for (size_t k = 0; k < m->n_missing; k++) {
        text_add(p->t, k == 0 ? "<p>Missing in " : ", ");
        if (k == 0) {
            html_text(p->t, p->names[i]);
            text_add(p->t, ": ");
        }
        html_text(p->t, m->missing[k]);
    }
    text_add(p->t, m->n_missing > 0 ? ".</p>\n" : "");
}

static void add_money(const struct page *p, const struct money *money)
{
    begin(p, "money", "Money, with its band");
    html_row_head(p->t, "option");
    for (size_t i = 0; i < p->n_runs; i++) {
        text_add(p->t, "<td class=\"n\">");
        html_text(p->t, money[i].title != NULL ? money[i].title : "no prices given");
        text_add(p->t, "</td>");
    }
    html_row_end(p->t);
    for (size_t k = 0; k < sizeof bands / sizeof bands[0]; k++) {
        html_row_head(p->t, bands[k].label);
        for (size_t i = 0; i < p->n_runs; i++) {
            add_band(p, &money[i], k);
        }
        html_row_end(p->t);
    }
    html_row_head(p->t, "months to power");
    for (size_t i = 0; i < p->n_runs; i++) {
        if (!money[i].is_priced || isnan(money[i].time_to_power_s)) {
            text_add(p->t, "<td class=\"n\">not given</td>");
        } else {
            text_add(p->t, "<td class=\"n\" data-v=\"%.9g\">%.1f</td>", money[i].time_to_power_s,
                     money[i].time_to_power_s / MONTH_S);
        }
    }
    html_row_end(p->t);
    html_table_end(p->t);
    for (size_t i = 0; i < p->n_runs; i++) {
        add_missing(p, &money[i], i);
    }
    text_add(p->t,
             "<p class=\"soft\">Bands: each price spreads by its grade (given 0, measured 5 %%, "
             "datasheet 10 %%, rule of thumb 25 %%, estimate 40 %%), all low or all high "
             "together.</p>\n");
}

/* The largest bands first would hide what was given: the prices in the file's order. */
static void add_prices(const struct page *p)
{
    static const struct html_column columns[] = {
        {"price", false}, {"value", true}, {"grade", false}, {"source", false}};
    const struct results_table *const table = results_table(p->r, "prices");
    const struct results_cell_column *const item = page_column(table, "item");
    const struct results_cell_column *const value = page_column(table, "value");
    const struct results_cell_column *const unit = page_column(table, "unit");
    const struct results_cell_column *const grade = page_column(table, "grade");
    const struct results_cell_column *const source = page_column(table, "source");

    if (item == NULL || value == NULL || unit == NULL || grade == NULL || source == NULL ||
        item->texts == NULL || value->numbers == NULL || unit->texts == NULL ||
        grade->texts == NULL || source->texts == NULL) {
        return;
    }
    html_fold_begin(p->t, "Prices of the first run");
    html_table_begin(p->t, "prices", "Prices, in SI, with grade and source", columns,
                     sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < table->n_rows; i++) {
        html_row_head(p->t, item->texts[i]);
        if (isnan(value->numbers[i])) {
            text_add(p->t, "<td class=\"n\">not given</td>");
        } else {
            text_add(p->t, "<td class=\"n\" data-v=\"%.9g\">%.6g ", value->numbers[i],
                     value->numbers[i]);
            html_text(p->t, strcmp(unit->texts[i], "1") == 0 ? "" : unit->texts[i]);
            text_add(p->t, "</td>");
        }
        html_cell_text(p->t, grade->texts[i]);
        html_cell_text(p->t, source->texts[i]);
        html_row_end(p->t);
    }
    html_table_end(p->t);
    html_fold_end(p->t);
}

void page_add_cost(struct page *p)
{
    struct money money[PAGE_MOST_RUNS];
    bool is_priced = false;

    for (size_t i = 0; i < p->n_runs; i++) {
        money_of(p->runs[i], &money[i]);
        is_priced = is_priced || money[i].is_priced;
    }
    html_section_begin(p->t, "cost", p->n_runs > 1 ? "Side by side" : "Cost");
    if (p->n_runs > 1) {
        add_sides(p);
    }
    if (is_priced) {
        add_money(p, money);
        add_prices(p);
    } else {
        text_add(p->t,
                 "<p class=\"soft\">No prices were given, so nothing is said of money.</p>\n");
    }
    html_section_end(p->t);
}
