/* tariff_table.c - a tariff from the scenario, into the results and back.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "sim/decide/npv.h"
#include "sim/decide/tariff.h"

#define MONTH_S (NPV_YEAR_S / 12.0)

enum {
    LETTERS = TARIFF_HOURS + 1,
    MOST_ROWS = (3 * TARIFF_MOST_PERIODS * TARIFF_MOST_STEPS) + 2,
    HOUR_ROWS = TARIFF_MONTHS * TARIFF_DAYS
};

/* ------------------------------------------------------------ from the scenario */

static struct tariff_period one_step(double price)
{
    return (struct tariff_period){.steps = {{.most = (double)INFINITY, .price = price}}, .n = 1};
}

static bool holds(const struct scn_period *p, size_t days, size_t month, size_t hour)
{
    const double at_h = (double)hour;
    const bool wraps = p->to_h < p->from_h;
    const bool is_hour =
        wraps ? at_h >= p->from_h || at_h < p->to_h : at_h >= p->from_h && at_h < p->to_h;
    const bool is_day =
        p->days == DAYS_ALL || (p->days == DAYS_WEEKDAYS) == (days == TARIFF_WEEKDAYS);
    bool is_month = p->months.n == 0;

    for (size_t i = 0; i < p->months.n; i++) {
        is_month = is_month || (size_t)p->months.items[i] == month + 1;
    }
    return is_hour && is_day && is_month;
}

/* Period 0 is what no other holds for. */
static unsigned char first_that_holds(const struct list *list, size_t days, size_t month,
                                      size_t hour)
{
    const struct scn_period *const periods = list->items;

    for (size_t i = 0; i < list->n; i++) {
        if (holds(&periods[i], days, month, hour)) {
            return (unsigned char)(i + 1);
        }
    }
    return 0;
}

static void take_hours(const struct list *list, struct tariff_hours *ret)
{
    for (size_t d = 0; d < TARIFF_DAYS; d++) {
        for (size_t m = 0; m < TARIFF_MONTHS; m++) {
            for (size_t h = 0; h < TARIFF_HOURS; h++) {
                ret->period[d][m][h] = first_that_holds(list, d, m, h);
            }
        }
    }
}

void tariff_of(const struct scn_money *money, struct tariff *ret_tariff)
{
    const struct scn_tariff *const from = money->tariff;
    const struct scn_period *const periods = from->periods.items;
    struct tariff *const t = ret_tariff;

    if (from->file != NULL) {
        *t = *from->file;
        return;
    }
    *t = (struct tariff){.window_s = from->window_s, .fixed_usd_per_s = from->fixed_usd_per_s};
    t->energy[0] = one_step(money->energy_usd_per_j);
    t->demand[0] = one_step(0.0);
    for (size_t i = 0; i < from->periods.n; i++) {
        const double price = periods[i].energy_usd_per_j;
        t->energy[i + 1] = isnan(price) ? t->energy[0] : one_step(price);
        t->demand[i + 1] = one_step(periods[i].demand_usd_per_ws * MONTH_S);
    }
    t->n_energy = t->n_demand = from->periods.n + 1;
    take_hours(&from->periods, &t->energy_hours);
    t->demand_hours = t->energy_hours;
    t->flat[0] = one_step(from->demand_usd_per_ws * MONTH_S);
    t->n_flat = 1;
    for (size_t m = 0; m < TARIFF_MONTHS; m++) {
        t->ratchet_frac[m] = from->ratchet_frac;
    }
}

/* ------------------------------------------------------------- into the results */

struct rows {
    const char **kind;
    double *period;
    double *most;
    double *price;
    size_t n;
};

static void add_row(struct rows *r, const char *kind, size_t period, double most, double price)
{
    r->kind[r->n] = kind;
    r->period[r->n] = (double)period;
    r->most[r->n] = most;
    r->price[r->n] = price;
    r->n++;
}

static void add_periods(struct rows *r, const char *kind, const struct tariff_period *periods,
                        size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < periods[i].n; k++) {
            add_row(r, kind, i, periods[i].steps[k].most, periods[i].steps[k].price);
        }
    }
}

const struct table_data *tariff_prices_table(struct arena *arena, const struct tariff *t)
{
    struct rows r = {.kind = ARENA_ARRAY(arena, const char *, MOST_ROWS, "tariff"),
                     .period = ARENA_ARRAY(arena, double, MOST_ROWS, "tariff"),
                     .most = ARENA_ARRAY(arena, double, MOST_ROWS, "tariff"),
                     .price = ARENA_ARRAY(arena, double, MOST_ROWS, "tariff")};
    struct table_data *const table = arena_take(arena, 1, sizeof *table, "tariff");

    add_periods(&r, "energy", t->energy, t->n_energy);
    add_periods(&r, "demand", t->demand, t->n_demand);
    add_periods(&r, "flat demand", t->flat, t->n_flat);
    add_row(&r, "fixed", 0, PARAM_UNKNOWN, t->fixed_usd_per_s);
    add_row(&r, "window", 0, t->window_s, PARAM_UNKNOWN);
    *table = (struct table_data){
        .name = "tariff",
        .title = "what the utility bills by",
        .n_rows = r.n,
        .n_columns = 4,
        .columns = {
            {.name = "kind", .unit = "", .long_name = "what is billed", .texts = r.kind},
            {.name = "period",
             .unit = "1",
             .long_name = "as tariff_hours names it",
             .numbers = r.period},
            {.name = "most",
             .unit = "1",
             .long_name = "up to which the price holds in a month: J, W; of the window: s",
             .numbers = r.most},
            {.name = "price",
             .unit = "1",
             .long_name = "USD/J; USD/W for a month; fixed: USD/s",
             .numbers = r.price},
        }};
    return table;
}

/* Periods of a day as letters: "aaaaaaabbbbb..." */
static const char *letters_of(struct arena *arena, const unsigned char *periods)
{
    char *const word = arena_take(arena, LETTERS, 1, "tariff");

    for (size_t h = 0; h < TARIFF_HOURS; h++) {
        word[h] = (char)('a' + periods[h]);
    }
    return word;
}

const struct table_data *tariff_hours_table(struct arena *arena, const struct tariff *t)
{
    double *const month = ARENA_ARRAY(arena, double, HOUR_ROWS, "tariff");
    double *const flat = ARENA_ARRAY(arena, double, HOUR_ROWS, "tariff");
    double *const ratchet = ARENA_ARRAY(arena, double, HOUR_ROWS, "tariff");
    const char **const words = ARENA_ARRAY(arena, const char *, (size_t)3 * HOUR_ROWS, "tariff");
    struct table_data *const table = arena_take(arena, 1, sizeof *table, "tariff");

    for (size_t i = 0; i < HOUR_ROWS; i++) {
        const size_t m = i / TARIFF_DAYS;
        const size_t d = i % TARIFF_DAYS;
        month[i] = (double)m + 1.0;
        flat[i] = (double)t->flat_period[m];
        ratchet[i] = t->ratchet_frac[m];
        words[i] = d == TARIFF_WEEKDAYS ? "weekdays" : "weekends";
        words[HOUR_ROWS + i] = letters_of(arena, t->energy_hours.period[d][m]);
        words[((size_t)2 * HOUR_ROWS) + i] = letters_of(arena, t->demand_hours.period[d][m]);
    }
    *table = (struct table_data){
        .name = "tariff_hours",
        .title = "the period of each hour, a for period 0",
        .n_rows = HOUR_ROWS,
        .n_columns = 6,
        .columns = {
            {.name = "month", .unit = "1", .long_name = "1 for January", .numbers = month},
            {.name = "days", .unit = "", .long_name = "which days", .texts = words},
            {.name = "energy",
             .unit = "",
             .long_name = "a letter an hour from midnight",
             .texts = words + HOUR_ROWS},
            {.name = "demand",
             .unit = "",
             .long_name = "a letter an hour from midnight",
             .texts = words + (size_t)2 * HOUR_ROWS},
            {.name = "flat",
             .unit = "1",
             .long_name = "period of the flat demand charge",
             .numbers = flat},
            {.name = "ratchet",
             .unit = "1",
             .long_name = "share of the greatest demand before",
             .numbers = ratchet},
        }};
    return table;
}

/* --------------------------------------------------------------------- and back */

static void take_step(struct tariff_period *periods, size_t *n_periods, double period,
                      struct tariff_step step, bool *is_sound)
{
    if (!(period >= 0.0) || period >= TARIFF_MOST_PERIODS) {
        *is_sound = false;
        return;
    }
    struct tariff_period *const p = &periods[(size_t)period];
    if (p->n == TARIFF_MOST_STEPS) {
        *is_sound = false;
        return;
    }
    p->steps[p->n++] = step;
    *n_periods = *n_periods > (size_t)period + 1 ? *n_periods : (size_t)period + 1;
}

static bool read_prices(const struct results_table *table, struct tariff *t)
{
    const char *const *const kind = results_texts(table, "kind");
    const double *const period = results_numbers(table, "period");
    const double *const most = results_numbers(table, "most");
    const double *const price = results_numbers(table, "price");
    bool is_sound = kind != NULL && period != NULL && most != NULL && price != NULL;

    for (size_t i = 0; is_sound && i < table->n_rows; i++) {
        const char *const word = kind[i];
        const struct tariff_step step = {most[i], price[i]};
        if (strcmp(word, "energy") == 0) {
            take_step(t->energy, &t->n_energy, period[i], step, &is_sound);
        } else if (strcmp(word, "demand") == 0) {
            take_step(t->demand, &t->n_demand, period[i], step, &is_sound);
        } else if (strcmp(word, "flat demand") == 0) {
            take_step(t->flat, &t->n_flat, period[i], step, &is_sound);
        } else if (strcmp(word, "fixed") == 0) {
            t->fixed_usd_per_s = step.price;
        } else if (strcmp(word, "window") == 0) {
            t->window_s = step.most;
        }
    }
    return is_sound && t->window_s > 0.0;
}

static bool read_letters(const char *word, size_t n_periods, unsigned char *ret_periods)
{
    for (size_t h = 0; h < TARIFF_HOURS; h++) {
        const int period = word[h] - 'a'; /* a word that ends early ends the loop here */
        if (period < 0 || (n_periods > 0 && (size_t)period >= n_periods)) {
            return false;
        }
        ret_periods[h] = (unsigned char)period;
    }
    return true;
}

static bool read_hours(const struct results_table *table, struct tariff *t)
{
    const char *const *const energy = results_texts(table, "energy");
    const char *const *const demand = results_texts(table, "demand");
    const double *const flat = results_numbers(table, "flat");
    const double *const ratchet = results_numbers(table, "ratchet");
    bool is_sound = energy != NULL && demand != NULL && flat != NULL && ratchet != NULL &&
                    table->n_rows == HOUR_ROWS;

    for (size_t i = 0; is_sound && i < HOUR_ROWS; i++) {
        const size_t m = i / TARIFF_DAYS;
        const size_t d = i % TARIFF_DAYS;
        is_sound = read_letters(energy[i], t->n_energy, t->energy_hours.period[d][m]) &&
                   read_letters(demand[i], t->n_demand, t->demand_hours.period[d][m]) &&
                   flat[i] >= 0.0 && flat[i] < TARIFF_MOST_PERIODS;
        if (is_sound) {
            t->flat_period[m] = (unsigned char)flat[i];
            t->ratchet_frac[m] = ratchet[i];
        }
    }
    return is_sound;
}

bool tariff_read(const struct results *r, struct tariff *ret_tariff)
{
    const struct results_table *const prices = results_table(r, "tariff");
    const struct results_table *const hours = results_table(r, "tariff_hours");

    *ret_tariff = (struct tariff){0};
    return prices != NULL && hours != NULL && read_prices(prices, ret_tariff) &&
           read_hours(hours, ret_tariff);
}
