/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/money.h"

#include <math.h>
#include <string.h>

#include "sim/decide/prices.h"

#define YEAR_S 31557600.0 /* Julian year: 8766 h */

/* How far a price may be off, by its grade. */
static const struct {
    const char *grade;
    double frac;
} spreads[] = {
    {"given", 0.0},          {"measured", 0.05}, {"datasheet", 0.10},
    {"rule of thumb", 0.25}, {"estimate", 0.40},
};

static double spread_of(const char *grade)
{
    for (size_t i = 0; i < sizeof spreads / sizeof spreads[0]; i++) {
        if (strcmp(spreads[i].grade, grade) == 0) {
            return spreads[i].frac;
        }
    }
    return 0.0;
}

double money_present_value(double first_year, double rise_frac, double discount_frac, double years)
{
    double total = 0.0;
    double cost = first_year;
    double factor = 1.0;

    for (int k = 1; k <= (int)years; k++) {
        factor /= 1.0 + discount_frac;
        total += cost * factor;
        cost *= 1.0 + rise_frac;
    }
    return total;
}

/* The table "prices" by its columns. */
struct price_list {
    const char *const *kinds;
    const char *const *items;
    const char *const *grades;
    const double *values;
    const double *years;
    size_t n;
};

static const struct results_cell_column *column(const struct results_table *t, const char *name)
{
    for (size_t i = 0; i < t->n_columns; i++) {
        if (strcmp(t->columns[i].name, name) == 0) {
            return &t->columns[i];
        }
    }
    return NULL;
}

static bool read_list(const struct results *r, struct price_list *ret)
{
    const struct results_table *const t = results_table(r, "prices");
    const struct results_cell_column *const parts[] = {
        t != NULL ? column(t, "kind") : NULL, t != NULL ? column(t, "item") : NULL,
        t != NULL ? column(t, "grade") : NULL, t != NULL ? column(t, "value") : NULL,
        t != NULL ? column(t, "year") : NULL};

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i] == NULL) {
            return false;
        }
    }
    *ret = (struct price_list){.kinds = parts[0]->texts,
                               .items = parts[1]->texts,
                               .grades = parts[2]->texts,
                               .values = parts[3]->numbers,
                               .years = parts[4]->numbers,
                               .n = t->n_rows};
    return true;
}

static double value_of(const struct price_list *p, const char *kind, double *ret_spread)
{
    for (size_t i = 0; i < p->n; i++) {
        if (strcmp(p->kinds[i], kind) == 0) {
            *ret_spread = spread_of(p->grades[i]);
            return p->values[i];
        }
    }
    *ret_spread = 0.0;
    return (double)NAN;
}

static bool has_kind(const struct price_list *p, const char *kind)
{
    for (size_t i = 0; i < p->n; i++) {
        if (strcmp(p->kinds[i], kind) == 0) {
            return true;
        }
    }
    return false;
}

static void note_missing(struct money *m, const char *what)
{
    if (m->n_missing < MONEY_MOST_MISSING) {
        m->missing[m->n_missing++] = what;
    }
}

static struct money_band band(double mid, double spread)
{
    return (struct money_band){
        .low = mid * (1.0 - spread), .mid = mid, .high = mid * (1.0 + spread)};
}

static struct money_band plus(struct money_band a, struct money_band b)
{
    return (struct money_band){a.low + b.low, a.mid + b.mid, a.high + b.high};
}

static struct money_band times(struct money_band a, double factor)
{
    return (struct money_band){a.low * factor, a.mid * factor, a.high * factor};
}

/* Sum of the rows of a kind, each discounted to its year. */
static struct money_band sum_costs(struct money *m, const struct price_list *p, const char *kind,
                                   double discount_frac)
{
    struct money_band total = {0};

    for (size_t i = 0; i < p->n; i++) {
        if (strcmp(p->kinds[i], kind) != 0) {
            continue;
        }
        if (isnan(p->values[i])) {
            if (discount_frac == 0.0) {
                note_missing(m, p->items[i]); /* the first of the two passes names it */
            }
            continue;
        }
        const double factor = pow(1.0 + discount_frac, -p->years[i]);
        total = plus(total, times(band(p->values[i], spread_of(p->grades[i])), factor));
    }
    return total;
}

static struct money_band energy_cost(struct money *m, const struct price_list *p,
                                     const struct results *r)
{
    double spread = 0.0;
    double load_spread = 0.0;
    const double price = value_of(p, PRICE_ENERGY, &spread);
    const double load_factor = value_of(p, PRICE_LOAD, &load_spread);
    const double seconds = results_number(r, "ledger/simulated_s");
    const double mean_w = results_number(r, "ledger/utility_j") / seconds;

    if (isnan(price)) {
        note_missing(m, "price of energy");
        return band((double)NAN, 0.0);
    }
    return band(price * mean_w * load_factor * YEAR_S, spread + load_spread);
}

static struct money_band rent_cost(struct money *m, const struct price_list *p)
{
    double spread = 0.0;
    double ignored = 0.0;

    if (!has_kind(p, PRICE_RENT)) {
        return (struct money_band){0};
    }
    const double rent = value_of(p, PRICE_RENT, &spread);
    const double contracted_w = value_of(p, PRICE_CONTRACTED, &ignored);
    if (isnan(rent)) {
        note_missing(m, "rent");
    }
    if (isnan(contracted_w)) {
        note_missing(m, "contracted power");
    }
    return band(rent * contracted_w * YEAR_S, spread);
}

static struct money_band present_value(struct money_band yearly, double rise, double discount,
                                       double years)
{
    return times(yearly, money_present_value(1.0, rise, discount, years));
}

void money_of(const struct results *r, struct money *m)
{
    struct price_list p;
    double ignored = 0.0;

    *m = (struct money){0};
    if (!read_list(r, &p)) {
        return;
    }
    m->is_priced = true;
    m->title = results_text(r, "tables/prices/title");
    m->term_years = value_of(&p, PRICE_TERM, &ignored);
    m->time_to_power_s = value_of(&p, PRICE_TIME, &ignored);
    const double discount = value_of(&p, PRICE_DISCOUNT, &ignored);
    const double energy_rise = value_of(&p, PRICE_ENERGY_UP, &ignored);
    const double rent_rise = has_kind(&p, PRICE_RENT) ? value_of(&p, PRICE_RENT_UP, &ignored) : 0.0;

    if (isnan(discount)) {
        note_missing(m, "discount rate");
    }
    m->capital = sum_costs(m, &p, PRICE_CAPITAL, 0.0);
    m->other = sum_costs(m, &p, PRICE_YEARLY, 0.0);
    m->energy = energy_cost(m, &p, r);
    m->rent = rent_cost(m, &p);
    m->npv = sum_costs(m, &p, PRICE_CAPITAL, discount);
    m->npv = plus(m->npv, present_value(m->energy, energy_rise, discount, m->term_years));
    m->npv = plus(m->npv, present_value(m->rent, rent_rise, discount, m->term_years));
    m->npv = plus(m->npv, present_value(m->other, 0.0, discount, m->term_years));
    if (m->n_missing > 0) {
        m->npv = band((double)NAN, 0.0);
    }
    const double it_kw =
        results_number(r, "ledger/it_j") / results_number(r, "ledger/simulated_s") / 1e3;
    m->per_kw_month = times(m->npv, 1.0 / (m->term_years * 12.0 * it_kw));
}
