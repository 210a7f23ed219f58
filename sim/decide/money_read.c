/* money_read.c - an option's prices and load from its results file.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/decide/money.h"
#include "sim/decide/prices.h"
#include "sim/results/compare.h"

#define YEAR_LEAST_S (364.0 * 86400.0)

static const char *const kind_words[MONEY_KINDS] = {
    [MONEY_TERM] = PRICE_TERM,
    [MONEY_DISCOUNT] = PRICE_DISCOUNT,
    [MONEY_PRICE] = PRICE_ENERGY,
    [MONEY_PRICE_UP] = PRICE_ENERGY_UP,
    [MONEY_TARIFF] = PRICE_TARIFF,
    [MONEY_PUE] = PRICE_PUE,
    [MONEY_LOAD] = PRICE_LOAD,
    [MONEY_RAMP] = PRICE_RAMP,
    [MONEY_RENT_PRICE] = PRICE_RENT,
    [MONEY_PREMIUM] = PRICE_PREMIUM,
    [MONEY_PREMIUM_AT] = PRICE_PREMIUM_AT,
    [MONEY_RENT_UP] = PRICE_RENT_UP,
    [MONEY_BASIS] = PRICE_BASIS,
    [MONEY_TAKE] = PRICE_TAKE,
    [MONEY_CONTRACTED] = PRICE_CONTRACTED,
    [MONEY_TIME] = PRICE_TIME,
    [MONEY_WAIT] = PRICE_WAIT,
    [MONEY_WAIT_GPU] = PRICE_WAIT_GPU,
    [MONEY_GPUS] = PRICE_GPUS,
    [MONEY_CLOUD_GPUS] = PRICE_CLOUD,
    [MONEY_RESERVED] = PRICE_RESERVED,
    [MONEY_ON_DEMAND] = PRICE_ON_DEMAND,
    [MONEY_SHARE] = PRICE_SHARE,
    [MONEY_DATA] = PRICE_EGRESS,
    [MONEY_DATA_PRICE] = PRICE_EGRESS_AT,
    [MONEY_BOUGHT] = PRICE_CAPITAL,
    [MONEY_YEARLY] = PRICE_YEARLY,
    [MONEY_SUNK] = PRICE_SUNK,
    [MONEY_DENSITY] = PRICE_DENSITY,
};

/* The place of a word in a list, or otherwise. */
static int find(const char *const *words, int n, const char *word, int otherwise)
{
    for (int i = 0; i < n; i++) {
        if (strcmp(words[i], word) == 0) {
            return i;
        }
    }
    return otherwise;
}

static enum money_heading heading_of(const char *word)
{
    for (int h = 0; h < MONEY_HEADINGS; h++) {
        if (strcmp(money_heading_text((enum money_heading)h), word) == 0) {
            return (enum money_heading)h;
        }
    }
    return MONEY_OTHER;
}

/* What no spread may pass: shares lie between 0 and 1, and a recorded year needs no load factor. */
static void hold_band(const struct money_option *o, struct money_input *in)
{
    const bool is_share = in->kind == MONEY_LOAD || in->kind == MONEY_RAMP ||
                          in->kind == MONEY_SHARE || in->kind == MONEY_TAKE ||
                          in->kind == MONEY_DISCOUNT;

    if (in->kind == MONEY_LOAD && o->is_year && in->mid == 1.0) {
        in->low = in->high = 1.0;
    }
    if (is_share) {
        in->high = fmin(in->high, fmax(in->mid, 1.0));
        in->low = fmax(in->low, fmin(in->mid, 0.0));
    }
}

static void add_input(struct money_option *o, struct money_input in)
{
    if (o->n_inputs == MONEY_MOST_INPUTS) {
        if (o->n_missing == 0) {
            o->missing[o->n_missing++] = "more prices than a comparison takes";
        }
        return;
    }
    hold_band(o, &in);
    if (o->place[in.kind] < 0) {
        o->place[in.kind] = (int)o->n_inputs;
    }
    o->inputs[o->n_inputs++] = in;
}

static bool read_rows(const struct results *r, struct money_option *o)
{
    static const char *const scales[] = {PRICE_WHOLE, PRICE_BY_POWER, PRICE_BY_RACKS};
    const struct results_table *const t = results_table(r, "prices");
    static const char *const texts[] = {"kind",  "item",  "unit",  "heading",
                                        "scale", "grade", "source"};
    static const char *const numbers[] = {"value", "low", "high", "at"};
    const char *const *text[sizeof texts / sizeof texts[0]];
    const double *number[sizeof numbers / sizeof numbers[0]];

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        text[i] = t != NULL ? results_texts(t, texts[i]) : NULL;
        if (text[i] == NULL) {
            return false;
        }
    }
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        number[i] = results_numbers(t, numbers[i]);
        if (number[i] == NULL) {
            return false;
        }
    }
    for (size_t i = 0; i < t->n_rows; i++) {
        const int kind = find(kind_words, MONEY_KINDS, text[0][i], MONEY_KINDS);
        if (kind < MONEY_KINDS) {
            add_input(o, (struct money_input){
                             .kind = (enum money_kind)kind,
                             .item = text[1][i],
                             .unit = text[2][i],
                             .heading = heading_of(text[3][i]),
                             .scale = (enum money_scale)find(scales, 3, text[4][i], MONEY_WHOLE),
                             .grade = text[5][i],
                             .source = text[6][i],
                             .mid = number[0][i],
                             .low = number[1][i],
                             .high = number[2][i],
                             .at = number[3][i]});
        }
    }
    return true;
}

/* ------------------------------------------------------------------ the load */

static enum status read_series(const struct results *r, double *power_w)
{
    const struct results_variable *const v = results_variable(r, "hall_utility_w");

    return v != NULL ? results_history(r, v, 0, power_w) : STATUS_BAD_INPUT;
}

/* The hall's own limit of IT power. */
static double it_limit_w(const struct results *r)
{
    for (size_t i = 0; i < results_n_limits(r); i++) {
        if (strcmp(results_limits(r)[i].name, "IT power") == 0) {
            return results_limits(r)[i].limit;
        }
    }
    return (double)NAN;
}

static void read_load(const struct results *r, struct money_option *o)
{
    struct compare_side side;

    compare_of(r, &side);
    o->it_w = side.it_mean_w;
    o->it_peak_w = side.it_peak_w;
    o->density_w = side.it_peak_w / side.racks;
    o->utility_w = results_number(r, "ledger/utility_j") / results_number(r, "ledger/simulated_s");
    o->is_year = results_n_times(r) > 1 && results_number(r, "ledger/simulated_s") >= YEAR_LEAST_S;
}

/* The series is stored rounded, the ledger is not: brings the one to the mean of the other. */
static void scale_to_ledger(const struct money_option *o, const double *ends_s, size_t n,
                            double *power_w)
{
    double energy_j = 0.0;
    double at_s = 0.0;

    for (size_t k = 0; k < n; k++) {
        energy_j += isnan(power_w[k]) ? 0.0 : power_w[k] * (ends_s[k] - at_s);
        at_s = ends_s[k];
    }
    for (size_t k = 0; k < n && energy_j > 0.0; k++) {
        power_w[k] *= o->utility_w * at_s / energy_j;
    }
}

/* The year as it was recorded, or one of the run's mean power. */
static void read_tariff(const struct results *r, struct money_option *o)
{
    const size_t n = results_n_times(r);
    double *const power_w = calloc(n + 1, sizeof *power_w);

    if (o->is_year && power_w != NULL && read_series(r, power_w) == STATUS_OK) {
        scale_to_ledger(o, results_times_s(r), n, power_w);
        const struct tariff_load load = {.start_us = results_start_us(r),
                                         .ends_s = results_times_s(r),
                                         .power_w = power_w,
                                         .n = n};
        tariff_measure(&o->tariff, &load, &o->use);
    } else {
        tariff_measure_constant(&o->tariff, results_start_us(r), o->utility_w, &o->use);
    }
    free(power_w);
}

/* ------------------------------------------------------------- what is missing */

static void note(const char **names, size_t *n, const char *what)
{
    for (size_t i = 0; i < *n; i++) {
        if (strcmp(names[i], what) == 0) {
            return;
        }
    }
    if (*n < MONEY_MOST_MISSING) {
        names[(*n)++] = what;
    }
}

static void need(struct money_option *o, enum money_kind kind, const char *what)
{
    if (isnan(money_value(o, kind))) {
        note(o->missing, &o->n_missing, what);
    }
}

static void find_missing_energy(struct money_option *o)
{
    if (o->is_cloud) {
        return;
    }
    if (!o->has_tariff) {
        need(o, MONEY_PRICE, "price of energy");
        return;
    }
    struct tariff_bill bill;
    tariff_bill(&o->tariff, &o->use, 1.0, 1.0, &bill);
    if (isnan(bill.energy_usd)) {
        note(o->missing, &o->n_missing, "price of energy outside the tariff's periods");
    }
}

static void find_missing(struct money_option *o)
{
    need(o, MONEY_DISCOUNT, "discount rate");
    find_missing_energy(o);
    if (o->place[MONEY_RENT_PRICE] >= 0) {
        need(o, MONEY_RENT_PRICE, "rent");
        need(o, MONEY_CONTRACTED, "contracted power");
    }
    if (o->is_cloud) {
        need(o, MONEY_CLOUD_GPUS, "number of GPUs");
        if (money_value(o, MONEY_SHARE) > 0.0) {
            need(o, MONEY_RESERVED, "price of a reserved GPU-hour");
        }
        if (money_value(o, MONEY_SHARE) < 1.0) {
            need(o, MONEY_ON_DEMAND, "price of a GPU-hour on demand");
        }
    }
    if (o->place[MONEY_DATA] >= 0) {
        need(o, MONEY_DATA_PRICE, "price of data that leaves");
    }
    for (size_t i = 0; i < o->n_inputs; i++) {
        const struct money_input *const in = &o->inputs[i];
        if (isnan(in->mid) && (in->kind == MONEY_BOUGHT || in->kind == MONEY_YEARLY)) {
            note(o->missing, &o->n_missing, in->item);
        } else if (isnan(in->mid) && in->kind == MONEY_SUNK) {
            note(o->unpriced, &o->n_unpriced, in->item);
        }
    }
}

static void find_unpriced(struct money_option *o)
{
    const bool is_by_gpu = o->place[MONEY_WAIT_GPU] >= 0;

    if (isnan(money_value(o, MONEY_TIME))) {
        note(o->unpriced, &o->n_unpriced, "months to power");
    } else if (money_value(o, MONEY_TIME) > 0.0) {
        if (!is_by_gpu && isnan(money_value(o, MONEY_WAIT))) {
            note(o->unpriced, &o->n_unpriced, "worth of the months without capacity");
        } else if (is_by_gpu && isnan(money_value(o, MONEY_GPUS))) {
            note(o->unpriced, &o->n_unpriced, "number of GPUs of the months without capacity");
        }
    }
}

void money_read(const struct results *r, struct money_option *ret_option)
{
    struct money_option *const o = ret_option;

    memset(o, 0, sizeof *o);
    for (size_t k = 0; k < MONEY_KINDS; k++) {
        o->place[k] = -1;
    }
    read_load(r, o);
    if (!read_rows(r, o)) {
        return;
    }
    o->is_priced = true;
    o->title = results_text(r, "tables/prices/title");
    o->is_cloud = o->place[MONEY_CLOUD_GPUS] >= 0;
    o->room_w =
        isnan(money_value(o, MONEY_CONTRACTED)) ? it_limit_w(r) : money_value(o, MONEY_CONTRACTED);
    add_input(o, (struct money_input){.kind = MONEY_DENSITY,
                                      .item = "density, kW a rack",
                                      .unit = "W",
                                      .grade = "given",
                                      .source = "the run",
                                      .low = o->density_w,
                                      .mid = o->density_w,
                                      .high = o->density_w});
    o->has_tariff = tariff_read(r, &o->tariff);
    if (o->has_tariff) {
        read_tariff(r, o);
    }
    find_missing(o);
    find_unpriced(o);
}
