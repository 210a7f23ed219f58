/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/compare_print.h"

#include <math.h>
#include <stdio.h>

#include "sim/cli/json.h"
#include "sim/decide/money.h"
#include "sim/results/compare.h"
#include "sim/results/verdict.h"

enum { MOST_SIDES = 8 };

/* "3.12 M" of a currency, with the band when there is one. */
static void add_band(struct text *t, const struct money_band *b)
{
    if (isnan(b->mid)) {
        text_add(t, "no total: prices are missing");
        return;
    }
    text_add(t, "%.3g M", b->mid / 1e6);
    if (b->high - b->low > 1e-6 * fabs(b->mid)) {
        text_add(t, " (%.3g to %.3g)", b->low / 1e6, b->high / 1e6);
    }
}

static void print_cell(const struct text *t)
{
    (void)printf(" %28s", t->at != NULL ? t->at : "");
}

static void print_band_row(const char *label, const struct money *money, size_t n, size_t offset)
{
    (void)printf("%-26s", label);
    for (size_t i = 0; i < n; i++) {
        struct text cell = {0};
        if (money[i].is_priced) {
            add_band(&cell,
                     (const struct money_band *)(const void *)((const char *)&money[i] + offset));
        } else {
            text_add(&cell, "no prices given");
        }
        print_cell(&cell);
        text_release(&cell);
    }
    (void)printf("\n");
}

static void print_missing(const char *const *names, const struct money *money, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < money[i].n_missing; k++) {
            (void)printf("%s %s: %s\n", k == 0 ? "missing in" : "          ", names[i],
                         money[i].missing[k]);
        }
    }
}

static void print_time_to_power(const struct money *money, size_t n)
{
    (void)printf("%-26s", "months to power");
    for (size_t i = 0; i < n; i++) {
        struct text cell = {0};
        if (!money[i].is_priced || isnan(money[i].time_to_power_s)) {
            text_add(&cell, "not given");
        } else {
            text_add(&cell, "%.1f", money[i].time_to_power_s / (31557600.0 / 12.0));
        }
        print_cell(&cell);
        text_release(&cell);
    }
    (void)printf("\n");
}

static void print_per_kw(const struct money *money, size_t n)
{
    (void)printf("%-26s", "per mean IT kW and month");
    for (size_t i = 0; i < n; i++) {
        struct text cell = {0};
        if (money[i].is_priced && !isnan(money[i].per_kw_month.mid)) {
            text_add(&cell, "%.0f (%.0f to %.0f)", money[i].per_kw_month.mid,
                     money[i].per_kw_month.low, money[i].per_kw_month.high);
        } else {
            text_add(&cell, "unknown");
        }
        print_cell(&cell);
        text_release(&cell);
    }
    (void)printf("\n");
}

static void print_money(const struct results *const *results, const char *const *names, size_t n)
{
    struct money money[MOST_SIDES];

    (void)printf("\n%-26s", "money");
    for (size_t i = 0; i < n; i++) {
        struct text cell = {0};
        money_of(results[i], &money[i]);
        text_add(&cell, "%s", money[i].title != NULL ? money[i].title : "-");
        print_cell(&cell);
        text_release(&cell);
    }
    (void)printf("\n");
    print_band_row("capital", money, n, offsetof(struct money, capital));
    print_band_row("energy, first year", money, n, offsetof(struct money, energy));
    print_band_row("rent, first year", money, n, offsetof(struct money, rent));
    print_band_row("other, first year", money, n, offsetof(struct money, other));
    print_band_row("cost over the term, NPV", money, n, offsetof(struct money, npv));
    print_per_kw(money, n);
    print_time_to_power(money, n);
    print_missing(names, money, n);
    (void)printf("Bands: each price spreads by its grade (given 0, measured 5 %%, datasheet 10 %%, "
                 "rule of thumb\n25 %%, estimate 40 %%), all low or all high together.\n");
}

void compare_print_text(const struct results *const *results, const char *const *names, size_t n,
                        enum unit_system units)
{
    struct text text = {0};

    compare_text(results, names, n, units, &text);
    (void)fputs(text.at, stdout);
    text_release(&text);
    print_money(results, names, n);
}

static void add_band_json(struct json *j, const char *key, const struct money_band *b)
{
    json_open(j, key, '{');
    json_number(j, "low", b->low);
    json_number(j, "mid", b->mid);
    json_number(j, "high", b->high);
    json_close(j, '}');
}

static void add_money_json(struct json *j, const struct results *r)
{
    struct money m;

    money_of(r, &m);
    if (!m.is_priced) {
        json_text(j, "money", NULL);
        return;
    }
    json_open(j, "money", '{');
    json_text(j, "title", m.title);
    json_number(j, "term_years", m.term_years);
    json_number(j, "time_to_power_s", m.time_to_power_s);
    add_band_json(j, "capital", &m.capital);
    add_band_json(j, "energy_first_year", &m.energy);
    add_band_json(j, "rent_first_year", &m.rent);
    add_band_json(j, "other_first_year", &m.other);
    add_band_json(j, "npv", &m.npv);
    json_open(j, "missing", '[');
    for (size_t i = 0; i < m.n_missing; i++) {
        json_text(j, NULL, m.missing[i]);
    }
    json_close(j, ']');
    json_close(j, '}');
}

void compare_print_json(const struct results *const *results, const char *const *names, size_t n)
{
    struct json j = {0};

    json_open(&j, NULL, '{');
    json_text(&j, "schema", "headroom.compare/1");
    json_open(&j, "options", '[');
    for (size_t i = 0; i < n; i++) {
        struct compare_side side;
        compare_of(results[i], &side);
        json_open(&j, NULL, '{');
        json_text(&j, "name", names[i]);
        json_text(&j, "title", results_text(results[i], "title"));
        json_number(&j, "racks", side.racks);
        json_number(&j, "it_mean_w", side.it_mean_w);
        json_number(&j, "it_peak_w", side.it_peak_w);
        json_number(&j, "utility_peak_w", side.utility_peak_w);
        json_number(&j, "pue", side.pue);
        json_number(&j, "to_liquid_mean_w", side.to_liquid_mean_w);
        json_number(&j, "to_air_mean_w", side.to_air_mean_w);
        json_text(&j, "verdict", verdict_text(side.verdict));
        json_text(&j, "binding", side.binding != NULL ? side.binding->name : NULL);
        json_number(&j, "margin_frac", side.margin_frac);
        json_number(&j, "headroom_w", side.headroom_w);
        add_money_json(&j, results[i]);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_print(&j);
}
