/* compare_money.c - the money of a comparison as text: totals, years, bands, and what turns them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/lines.h"
#include "sim/cli/compare_print.h"
#include "sim/cli/term.h"
#include "sim/decide/lever_words.h"
#include "sim/decide/npv.h"
#include "sim/results/compare.h"

enum { MOST_SWINGS = 8, MOST_FLIPS = 12, LEVER_WIDTH = 40 };

/* One column of the table. */
struct column {
    const char *name;
    const struct money_option *option; /* NULL for the split */
    struct money_flow flow;
    bool is_priced;
    bool has_total;
};

struct page {
    const struct compared *c;
    struct column columns[LEVERS_MOST_COLUMNS];
    size_t n;
    double values[LEVERS_MOST];
};

/* Prints a row and releases its cells. */
static void end_row(const struct page *p, const char *label, struct text *cells)
{
    const char *texts[LEVERS_MOST_COLUMNS];
    struct text row = {0};

    for (size_t i = 0; i < p->n; i++) {
        texts[i] = cells[i].at;
    }
    lines_row(&row, label, COMPARE_LABEL_WIDTH, texts, p->n);
    (void)fputs(row.at, stdout);
    for (size_t i = 0; i < p->n; i++) {
        text_release(&cells[i]);
    }
    text_release(&row);
}

static void add_million(struct text *t, double usd)
{
    if (isnan(usd)) {
        text_add(t, "?");
    } else if (fabs(usd) < 500.0) {
        text_add(t, "-");
    } else {
        text_add(t, fabs(usd) < 1e5 ? "%.3f M" : "%.2f M", usd / 1e6);
    }
}

static void print_row(const struct page *p, const char *label, const double *usd)
{
    struct text cells[LEVERS_MOST_COLUMNS] = {0};

    for (size_t i = 0; i < p->n; i++) {
        if (p->columns[i].is_priced) {
            add_million(&cells[i], usd[i]);
        } else {
            text_add(&cells[i], "no prices");
        }
    }
    end_row(p, label, cells);
}

/* ------------------------------------------------------------ present values */

static void print_headings(const struct page *p)
{
    for (size_t h = 0; h < MONEY_HEADINGS; h++) {
        double usd[LEVERS_MOST_COLUMNS];
        char label[COMPARE_LABEL_WIDTH + 8];
        bool has_any = false;
        for (size_t i = 0; i < p->n; i++) {
            usd[i] = money_heading_npv(&p->columns[i].flow, (enum money_heading)h);
            has_any = has_any || (p->columns[i].is_priced && usd[i] != 0.0);
        }
        (void)snprintf(label, sizeof label, "  %s", money_heading_text((enum money_heading)h));
        if (has_any) {
            print_row(p, label, usd);
        }
    }
}

static void print_totals(const struct page *p)
{
    const struct bands *const b = p->c->bands;
    struct text totals[LEVERS_MOST_COLUMNS] = {0};
    struct text p5[LEVERS_MOST_COLUMNS] = {0};
    struct text p95[LEVERS_MOST_COLUMNS] = {0};
    struct text draws[LEVERS_MOST_COLUMNS] = {0};

    for (size_t i = 0; i < p->n; i++) {
        if (p->columns[i].has_total) {
            add_million(&totals[i], money_npv(&p->columns[i].flow));
            add_million(&p5[i], b->npv[i].p5);
            add_million(&p95[i], b->npv[i].p95);
            text_add(&draws[i], "%.0f %%", 100.0 * b->cheapest_frac[i]);
        } else {
            text_add(&totals[i], p->columns[i].is_priced ? "no total" : "no prices");
        }
    }
    end_row(p, "cost over the term, NPV", totals);
    end_row(p, "  P5 of draws", p5);
    end_row(p, "  P95 of draws", p95);
    end_row(p, "  draws where cheapest", draws);
}

/* ----------------------------------------------------------- beside the total */

static void add_months(struct text *t, const struct money_option *o)
{
    const double time_s = money_value(o, MONEY_TIME);

    if (isnan(time_s)) {
        text_add(t, "not given");
    } else {
        text_add(t, "%.1f", time_s / (NPV_YEAR_S / 12.0));
    }
}

static void add_per_kw(struct text *t, const struct column *col)
{
    const double months = 12.0 * (double)col->flow.n_years;

    text_add(t, col->has_total ? "%.0f" : "?",
             money_npv(&col->flow) / (months * col->option->it_w / 1e3));
}

static void add_per_gpu(struct text *t, const struct column *col)
{
    const double usd = money_per_gpu_s(col->option, &col->flow) * 3600.0;

    if (col->has_total && isfinite(usd)) {
        text_add(t, "%.2f", usd);
    } else {
        text_add(t, "-");
    }
}

static void add_idle(struct text *t, const struct column *col)
{
    const double idle_w = money_idle_w(col->option);

    text_add(t, isnan(idle_w) ? "-" : "%.0f kW", idle_w / 1e3);
}

static void add_idle_cost(struct text *t, const struct column *col)
{
    if (isnan(money_idle_w(col->option))) {
        text_add(t, "-");
    } else {
        add_million(t, money_idle_npv(col->option, &col->flow));
    }
}

static void add_sunk(struct text *t, const struct column *col)
{
    add_million(t, col->flow.sunk_usd);
}

static void add_with_sunk(struct text *t, const struct column *col)
{
    if (col->has_total && col->flow.sunk_usd != 0.0) {
        add_million(t, money_npv(&col->flow) + col->flow.sunk_usd);
    }
}

static void add_time(struct text *t, const struct column *col)
{
    add_months(t, col->option);
}

static void print_beside(const struct page *p)
{
    static const struct {
        const char *label;
        void (*add)(struct text *t, const struct column *col);
    } rows[] = {
        {"per mean IT kW and month", add_per_kw},
        {"per GPU-hour in use", add_per_gpu},
        {"months to power", add_time},
        {"bought or rented, idle", add_idle},
        {"  its part of the cost", add_idle_cost},
        {"sunk, not in the total", add_sunk},
        {"  NPV if it were bought", add_with_sunk},
    };

    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        struct text cells[LEVERS_MOST_COLUMNS] = {0};
        bool has_any = false;
        for (size_t i = 0; i < p->n; i++) {
            if (p->columns[i].is_priced && p->columns[i].option != NULL) {
                rows[k].add(&cells[i], &p->columns[i]);
            }
            has_any = has_any || (cells[i].at != NULL && strcmp(cells[i].at, "-") != 0);
        }
        if (has_any) {
            end_row(p, rows[k].label, cells);
        }
        for (size_t i = 0; i < p->n; i++) {
            text_release(&cells[i]);
        }
    }
}

static void print_years(const struct page *p)
{
    size_t n_years = 0;

    for (size_t i = 0; i < p->n; i++) {
        n_years = p->columns[i].flow.n_years > n_years ? p->columns[i].flow.n_years : n_years;
    }
    (void)printf("\nyear by year, as it is paid\n");
    for (size_t k = 0; k <= n_years; k++) {
        double usd[LEVERS_MOST_COLUMNS] = {0};
        char label[COMPARE_LABEL_WIDTH];
        for (size_t i = 0; i < p->n; i++) {
            for (size_t h = 0; h < MONEY_HEADINGS; h++) {
                usd[i] += p->columns[i].flow.usd[k][h];
            }
        }
        (void)snprintf(label, sizeof label, "  %zu%s", k, k == 0 ? ", before service" : "");
        print_row(p, label, usd);
    }
}

/* What an option buys in months of what another rents. */
static void print_months_of_rent(const struct page *p)
{
    for (size_t i = 0; i < p->c->n; i++) {
        double capital_usd = 0.0;
        for (size_t k = 0; k <= p->columns[i].flow.n_years; k++) {
            capital_usd += p->columns[i].flow.usd[k][MONEY_CAPITAL];
        }
        for (size_t k = 0; k < p->c->n; k++) {
            const struct money_option *const o = p->columns[k].option;
            const double rent_usd = p->columns[k].flow.usd[1][MONEY_RENT];
            if (!(capital_usd > 0.0) || !(rent_usd > 0.0) || i == k) {
                continue;
            }
            const double bare_usd =
                money_value(o, MONEY_RENT_PRICE) * money_value(o, MONEY_CONTRACTED) * NPV_YEAR_S;
            term_say("", 2, "Capital of %s: %.1f months of rent of %s (%.1f without premium).",
                     p->columns[i].name, 12.0 * capital_usd / rent_usd, p->columns[k].name,
                     12.0 * capital_usd / bare_usd);
        }
    }
}

/* --------------------------------------------------------- what moves the order */

/* Values of a lever without their unit, when all have the same, and that unit; "" when they differ. */
static const char *take_unit(struct arena *arena, struct text *values, size_t n)
{
    const char *const space = strchr(values[0].at, ' ');
    const char *const unit = space != NULL ? text_copy(arena, view_of(space)) : "";

    for (size_t i = 0; i < n; i++) {
        const char *const own = strchr(values[i].at, ' ');
        if (strcmp(own != NULL ? own : "", unit) != 0) {
            return "";
        }
    }
    for (size_t i = 0; i < n; i++) {
        values[i].at[strcspn(values[i].at, " ")] = '\0';
    }
    return unit;
}

/* "rent [2], USD/kW/month" */
static void add_lever(struct text *t, const struct page *p, size_t lever, const char *unit)
{
    struct text label = {0};

    text_add(&label, "  %s%s%s", lever_words_label(p->c->arena, p->c->levers, lever),
             unit[0] != '\0' ? "," : "", unit);
    lines_label(t, label.at, 0, LEVER_WIDTH);
    text_release(&label);
}

static void print_swing(const struct page *p, const struct bands_swing *swing)
{
    const struct lever *const lever = &p->c->levers->items[swing->lever];
    struct text ends[2] = {0};
    struct text line = {0};

    lever_words_value(&ends[0], lever->kind, lever->unit, lever->low, p->c->units);
    lever_words_value(&ends[1], lever->kind, lever->unit, lever->high, p->c->units);
    add_lever(&line, p, swing->lever, take_unit(p->c->arena, ends, 2));
    (void)printf("%s%9s %+8.2f M%9s %+8.2f M\n", line.at, ends[0].at, swing->low_usd / 1e6,
                 ends[1].at, swing->high_usd / 1e6);
    text_release(&ends[0]);
    text_release(&ends[1]);
    text_release(&line);
}

static void print_tornado(const struct page *p, size_t b)
{
    struct bands_swing swings[LEVERS_MOST];
    const size_t n = bands_tornado(p->c->levers, 0, b, swings);

    (void)printf("\n");
    term_say("", 2, "%s less %s: %+.2f M (P5 to P95 %+.2f to %+.2f)", p->columns[b].name,
             p->columns[0].name,
             (money_npv(&p->columns[b].flow) - money_npv(&p->columns[0].flow)) / 1e6,
             p->c->bands->more[b].p5 / 1e6, p->c->bands->more[b].p95 / 1e6);
    (void)printf("%-*s%9s %10s%9s %10s\n", LEVER_WIDTH, "Each number alone at its low and high",
                 "low", "gives", "high", "gives");
    for (size_t i = 0; i < n && i < MOST_SWINGS; i++) {
        print_swing(p, &swings[i]);
    }
}

static void print_flip(const struct page *p, size_t lever, double value)
{
    const struct lever *const item = &p->c->levers->items[lever];
    struct text values[2] = {0};
    struct text line = {0};

    lever_words_value(&values[0], item->kind, item->unit, value, p->c->units);
    lever_words_value(&values[1], item->kind, item->unit, item->mid, p->c->units);
    const bool is_given = !isnan(item->mid);
    add_lever(&line, p, lever, take_unit(p->c->arena, values, is_given ? 2 : 1));
    (void)printf("%s%19s %20s\n", line.at, values[0].at, values[1].at);
    text_release(&values[0]);
    text_release(&values[1]);
    text_release(&line);
}

static void print_flips(const struct page *p, size_t b)
{
    const struct levers *const l = p->c->levers;
    size_t n = 0;

    for (size_t i = 0; i < l->n && n < MOST_FLIPS; i++) {
        double value = 0.0;
        if (!flip_find(l, 0, b, i, &value)) {
            continue;
        }
        if (n++ == 0) {
            (void)printf("%-*s%19s %20s\n", LEVER_WIDTH, "The order turns, all else as given,",
                         "at", "given");
        }
        print_flip(p, i, value);
    }
    if (n == 0) {
        (void)printf("No single number turns their order.\n");
    }
}

/* ----------------------------------------------------------------------- page */

static void print_notes(const struct page *p)
{
    for (size_t i = 0; i < p->c->n; i++) {
        const struct money_option *const o = p->columns[i].option;
        for (size_t k = 0; k < o->n_missing; k++) {
            term_say("", 2, "missing in %s, hence no total: %s", p->columns[i].name, o->missing[k]);
        }
        for (size_t k = 0; k < o->n_unpriced; k++) {
            term_say("", 2, "not in the total of %s: %s", p->columns[i].name, o->unpriced[k]);
        }
        if (o->has_tariff && o->use.record_s > o->tariff.window_s) {
            term_say("", 2, "%s recorded means over %.3g h: demand over %.0f min may be higher",
                     p->columns[i].name, o->use.record_s / 3600.0, o->tariff.window_s / 60.0);
        }
    }
    for (size_t i = 0; lever_words_caution(p->c->levers, i) != NULL; i++) {
        term_say("", 2, "caution: %s", lever_words_caution(p->c->levers, i));
    }
}

static void print_cheapest(const struct page *p)
{
    size_t best = p->n;

    for (size_t i = 0; i < p->n; i++) {
        const bool is_less =
            best == p->n || money_npv(&p->columns[i].flow) < money_npv(&p->columns[best].flow);
        best = p->columns[i].has_total && is_less ? i : best;
    }
    if (best == p->n) {
        return;
    }
    const struct money_option *const o = p->columns[best].option;
    const bool has_hall = o != NULL && !o->is_cloud; /* the split has not got one of its own */
    const bool breaks_contract = has_hall && p->c->offers[best].n_broken > 0;
    const bool breaks_hall = has_hall && compare_verdict_fails(p->c->results[best]);
    (void)printf("\n");
    term_say("", 2, "Cheapest of those with a total: %s%s.", p->columns[best].name,
             breaks_contract ? ", but its contract does not hold the load"
             : breaks_hall   ? ", but its hall does not hold the load"
                             : "");
}

static void open_page(const struct compared *c, struct page *p)
{
    *p = (struct page){.c = c, .n = levers_n_columns(c->levers)};
    levers_mid(c->levers, p->values);
    for (size_t i = 0; i < p->n; i++) {
        const bool is_option = i < c->n;
        const char *const slash = strrchr(c->names[i], '/');
        p->columns[i] = (struct column){.name = slash != NULL ? slash + 1 : c->names[i],
                                        .option = is_option ? &c->levers->options[i] : NULL,
                                        .has_total = levers_has_total(c->levers, i)};
        p->columns[i].is_priced = is_option ? p->columns[i].option->is_priced : true;
        levers_flow(c->levers, i, p->values, &p->columns[i].flow);
    }
}

void compare_money_text(const struct compared *c)
{
    struct page p;

    open_page(c, &p);
    struct text titles[LEVERS_MOST_COLUMNS] = {0};
    for (size_t i = 0; i < p.n; i++) {
        text_add(&titles[i], "%s",
                 i >= c->n                            ? p.columns[i].name
                 : p.columns[i].option->title != NULL ? p.columns[i].option->title
                                                      : "-");
    }
    (void)printf("\n");
    end_row(&p, "money, present value", titles);
    print_headings(&p);
    print_totals(&p);
    print_beside(&p);
    print_years(&p);
    print_cheapest(&p);
    print_months_of_rent(&p);
    print_notes(&p);
    for (size_t b = 1; b < p.n; b++) {
        if (p.columns[0].has_total && p.columns[b].has_total) {
            print_tornado(&p, b);
            print_flips(&p, b);
        }
    }
    (void)printf("\n");
    term_say("", 0,
             "%zu draws (seed %lu) of %zu numbers with a band: a triangle between low and high, by "
             "the grade where they are not said: measured 5 %%, datasheet 10 %%, rule of thumb "
             "25 %%, estimate 40 %%.",
             c->bands->n_samples, c->bands->seed, c->bands->n_uncertain);
}
