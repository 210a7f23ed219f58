/* money.c - what the runs cost over their terms: by heading, with the band of the total; and the prices.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/decide/lever_words.h"
#include "sim/page/costs.h"
#include "sim/page/html.h"

#define MONTH_S (31557600.0 / 12.0) /* of a Julian year */

/* -------------------------------------------------------------------- table */

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
                costs_add_cell(p->t, usd[i], false);
            } else {
                text_add(p->t, "<td class=\"n\">no prices</td>");
            }
        }
        html_row_end(p->t);
    }
}

static void add_total(const struct page *p, const struct costs *c)
{
    text_add(p->t, "<tr class=\"total\"><th scope=\"row\">cost over the term, NPV</th>");
    for (size_t i = 0; i < p->n_runs; i++) {
        if (c->has_total[i]) {
            costs_add_cell(p->t, money_npv(&c->flows[i]), false);
        } else {
            text_add(p->t, "<td class=\"n\">%s</td>", c->is_priced[i] ? "no total" : "no prices");
        }
    }
    html_row_end(p->t);
}

/* What stands beside the total: a number of each run, NAN where it has none. */
enum beside {
    BESIDE_P5,
    BESIDE_P95,
    BESIDE_CHEAPEST,
    BESIDE_PER_KW,
    BESIDE_PER_GPU,
    BESIDE_MONTHS,
    BESIDE_IDLE,
    BESIDE_IDLE_COST,
    BESIDE_SUNK,
    BESIDE_WITH_SUNK,
    N_BESIDE
};

static double beside_of(const struct costs *c, size_t i, enum beside what)
{
    const struct money_option *const o = &c->levers->options[i];
    const struct money_flow *const f = &c->flows[i];
    const double total_usd = c->has_total[i] ? money_npv(f) : (double)NAN;
    const double n_months = 12.0 * (double)f->n_years;

    switch (what) {
    case BESIDE_P5:
        return c->bands.npv[i].p5;
    case BESIDE_P95:
        return c->bands.npv[i].p95;
    case BESIDE_CHEAPEST:
        return c->has_total[i] ? c->bands.cheapest_frac[i] : (double)NAN;
    case BESIDE_PER_KW:
        return total_usd / (n_months * o->it_w / 1e3);
    case BESIDE_PER_GPU:
        return c->has_total[i] ? 3600.0 * money_per_gpu_s(o, f) : (double)NAN;
    case BESIDE_MONTHS:
        return money_value(o, MONEY_TIME) / MONTH_S;
    case BESIDE_IDLE:
        return money_idle_w(o);
    case BESIDE_IDLE_COST:
        return money_idle_npv(o, f);
    case BESIDE_SUNK:
        return c->is_priced[i] ? f->sunk_usd : (double)NAN;
    default:
        return f->sunk_usd != 0.0 ? total_usd + f->sunk_usd : (double)NAN;
    }
}

static const struct beside_row {
    const char *label;
    const char *unit; /* NULL: a sum in millions */
    double per;
    int n_digits;
    const char *unknown; /* words for a run that has it not */
} beside_rows[N_BESIDE] = {
    [BESIDE_P5] = {.label = "P5 of it", .unknown = "-"},
    [BESIDE_P95] = {.label = "P95 of it", .unknown = "-"},
    [BESIDE_CHEAPEST] = {"cheapest in, of the draws", " %", 100.0, 0, "-"},
    [BESIDE_PER_KW] = {"per mean IT kW and month", "", 1.0, 0, "-"},
    [BESIDE_PER_GPU] = {"per GPU-hour in use", "", 1.0, 2, "-"},
    [BESIDE_MONTHS] = {"months to power", "", 1.0, 1, "not given"},
    [BESIDE_IDLE] = {"idle above the peak", " kW", 1e-3, 0, "-"},
    [BESIDE_IDLE_COST] = {.label = "rent and capital paid for it", .unknown = "-"},
    [BESIDE_SUNK] = {.label = "sunk, not in the total", .unknown = "-"},
    [BESIDE_WITH_SUNK] = {.label = "NPV if that were bought", .unknown = "-"},
};

/* Months stand even where no run gives them: that they are missing is worth knowing. */
static bool says_something(const struct page *p, const struct costs *c, enum beside what)
{
    bool says = what == BESIDE_MONTHS;

    for (size_t i = 0; i < p->n_runs; i++) {
        const double value = beside_of(c, i, what);
        says = says || (isfinite(value) && value != 0.0);
    }
    return says && (what != BESIDE_CHEAPEST || p->n_runs > 1);
}

static void add_beside_cell(const struct page *p, const struct beside_row *row, double value)
{
    if (!isfinite(value)) {
        text_add(p->t, "<td class=\"n\">%s</td>", row->unknown);
    } else if (row->unit == NULL) {
        costs_add_cell(p->t, value, false);
    } else {
        text_add(p->t, "<td class=\"n\" data-v=\"%.9g\">%.*f%s</td>", value, row->n_digits,
                 value * row->per, row->unit);
    }
}

static void add_beside(const struct page *p, const struct costs *c)
{
    for (size_t k = 0; k < N_BESIDE; k++) {
        if (!says_something(p, c, (enum beside)k)) {
            continue;
        }
        html_row_head(p->t, beside_rows[k].label);
        for (size_t i = 0; i < p->n_runs; i++) {
            add_beside_cell(p, &beside_rows[k], beside_of(c, i, (enum beside)k));
        }
        html_row_end(p->t);
    }
}

static void add_table(const struct page *p, const struct costs *c)
{
    page_begin_sides(p, "money", "Present values over the term, in millions");
    html_row_head(p->t, "option");
    for (size_t i = 0; i < p->n_runs; i++) {
        const char *const title = c->levers->options[i].title;
        text_add(p->t, "<td class=\"n words\">");
        html_text(p->t, title != NULL ? title : "no prices given");
        text_add(p->t, "</td>");
    }
    html_row_end(p->t);
    add_headings(p, c);
    add_total(p, c);
    add_beside(p, c);
    html_table_end(p->t);
}

/* What keeps an option from a total, what its total leaves out, and why totals may not be compared. */
static void add_notes(const struct page *p, const struct costs *c)
{
    text_add(p->t, "<ul class=\"notes\">\n");
    for (size_t i = 0; i < p->n_runs; i++) {
        const struct money_option *const o = &c->levers->options[i];
        const size_t n = c->is_priced[i] ? o->n_missing + o->n_unpriced : 0;
        for (size_t k = 0; k < n; k++) {
            const bool is_missing = k < o->n_missing;
            text_add(p->t, "<li>%s of ",
                     is_missing ? "Missing, hence no total" : "Not in the total");
            html_text(p->t, page_run_name(p, i));
            text_add(p->t, ": ");
            html_text(p->t, is_missing ? o->missing[k] : o->unpriced[k - o->n_missing]);
            text_add(p->t, ".</li>\n");
        }
    }
    for (size_t i = 0; lever_words_caution(c->levers, i) != NULL; i++) {
        text_add(p->t, "<li class=\"caution\"><strong>Caution:</strong> %s.</li>\n",
                 lever_words_caution(c->levers, i));
    }
    text_add(p->t, "</ul>\n");
}

/* ------------------------------------------------------------------- inputs */

static void add_inputs(const struct page *p, const struct money_option *o, size_t run)
{
    static const struct html_column columns[] = {{"price", false}, {"low", true},
                                                 {"value", true},  {"high", true},
                                                 {"grade", false}, {"source", false}};
    struct text words = {0};

    text_add(&words, "Prices of %s", page_run_label(p, run));
    html_fold_begin(p->t, words.at);
    text_release(&words);
    text_add(&words, "prices-%zu", run + 1);
    html_table_begin(p->t, words.at, "Prices with their bands, grades and sources", columns,
                     sizeof columns / sizeof columns[0]);
    text_release(&words);
    for (size_t i = 0; i < o->n_inputs; i++) {
        const struct money_input *const in = &o->inputs[i];
        html_row_head(p->t, in->item);
        costs_add_value(p, in->kind, in->unit, in->low);
        costs_add_value(p, in->kind, in->unit, in->mid);
        costs_add_value(p, in->kind, in->unit, in->high);
        html_cell_text(p->t, in->grade);
        html_cell_text(p->t, in->source);
        html_row_end(p->t);
    }
    html_table_end(p->t);
    html_fold_end(p->t);
}

void page_add_money(struct page *p)
{
    const struct costs *const c = p->costs;

    if (c->levers == NULL) {
        text_add(p->t, "<p>These runs have more prices than can be reckoned with.</p>\n");
    } else if (!c->is_any_priced) {
        text_add(p->t,
                 "<p class=\"soft\">No prices were given, so nothing is said of money.</p>\n");
    } else {
        add_table(p, c);
        add_notes(p, c);
        page_add_years(p);
        text_add(p->t,
                 "<p class=\"soft\">P5 and P95: 5th and 95th percentile of %zu draws (seed %lu) of "
                 "%zu numbers with a band, each from a triangle between its low and its high; "
                 "where they are not said, by its grade: measured 5 %%, datasheet 10 %%, rule of "
                 "thumb 25 %%, estimate 40 %%.</p>\n",
                 c->bands.n_samples, c->bands.seed, c->bands.n_uncertain);
    }
}

void page_add_prices(struct page *p)
{
    for (size_t i = 0; p->costs->levers != NULL && i < p->n_runs; i++) {
        if (p->costs->is_priced[i]) {
            add_inputs(p, &p->costs->levers->options[i], i);
        }
    }
}
