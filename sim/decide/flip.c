/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/flip.h"

#include <math.h>
#include <string.h>

#include "models/root.h"
#include "sim/decide/npv.h"

enum { SCAN = 400 };

struct range {
    double low;
    double high;
    bool is_whole;
    bool is_fixed; /* a switch or a count of the load: nothing to bargain about */
};

static struct range range_of(enum money_kind kind, double mid)
{
    switch (kind) {
    case MONEY_TERM:
        return (struct range){1.0, MONEY_MOST_YEARS, .is_whole = true};
    case MONEY_LOAD:
    case MONEY_RAMP:
    case MONEY_SHARE:
    case MONEY_TAKE:
    case MONEY_DISCOUNT:
        return (struct range){.low = 0.0, .high = 1.0};
    case MONEY_PREMIUM:
    case MONEY_PREMIUM_AT:
        return (struct range){.low = 0.0, .high = 2.0};
    case MONEY_PRICE_UP:
    case MONEY_RENT_UP:
        return (struct range){.low = -0.2, .high = 0.5};
    case MONEY_PUE:
        return (struct range){.low = 1.0, .high = 4.0};
    case MONEY_TIME:
        return (struct range){.low = 0.0, .high = 10.0 * NPV_YEAR_S};
    case MONEY_WAIT:
        return (struct range){.low = 0.0, .high = 20000.0 * 12.0 / 1e3 / NPV_YEAR_S};
    case MONEY_WAIT_GPU:
        return (struct range){.low = 0.0, .high = 100.0 / 3600.0};
    case MONEY_DENSITY:
        return (struct range){.low = 1e3, .high = 500e3};
    case MONEY_BASIS:
    case MONEY_GPUS:
    case MONEY_SUNK:
        return (struct range){.is_fixed = true};
    default:
        return (struct range){.low = fmin(0.0, 20.0 * mid), .high = fmax(0.0, 20.0 * mid)};
    }
}

/* One lever, or every lever of a kind, moved in a copy of the values. */
struct seek {
    const struct levers *l;
    size_t a;
    size_t b;
    double values[LEVERS_MOST];
    bool is_kind;
    enum money_kind kind;
    size_t lever;
};

static double difference_at(double x, void *params)
{
    struct seek *const s = params;

    if (s->is_kind) {
        levers_set(s->l, s->kind, -1, x, s->values);
    } else {
        s->values[s->lever] = x;
    }
    return levers_npv(s->l, s->b, s->values) - levers_npv(s->l, s->a, s->values);
}

/* Scans from `from` towards `to` and solves in the first bracket. */
static bool seek_towards(struct seek *s, double from, double to, double *ret_value)
{
    double before = from;
    double before_usd = difference_at(from, s);

    for (int i = 1; i <= SCAN; i++) {
        const double at = from + (to - from) * pow((double)i / SCAN, 2.0); /* finer near by */
        const double usd = difference_at(at, s);
        if (usd != 0.0 && (usd > 0.0) != (before_usd > 0.0)) {
            const double low = fmin(before, at);
            const double high = fmax(before, at);
            const double tolerance = 1e-12 * fmax(fabs(low), fabs(high));
            return root_find(difference_at, s, low, high, tolerance, ret_value) == STATUS_OK;
        }
        if (usd != 0.0) { /* what only touches zero turns no order */
            before = at;
            before_usd = usd;
        }
    }
    return false;
}

/* The nearest whole number at which the sign is another. */
static bool seek_whole(struct seek *s, const struct range *r, double mid, double *ret_value)
{
    const bool is_more = difference_at(mid, s) > 0.0;

    for (int step = 1; step <= (int)(r->high - r->low); step++) {
        const double both[] = {mid - step, mid + step};
        for (size_t k = 0; k < 2; k++) {
            const bool is_inside = both[k] >= r->low && both[k] <= r->high;
            const double usd = is_inside ? difference_at(both[k], s) : 0.0;
            if (usd != 0.0 && (usd > 0.0) != is_more) {
                *ret_value = both[k];
                return true;
            }
        }
    }
    return false;
}

static bool seek_flip(struct seek *s, enum money_kind kind, double mid, double *ret_value)
{
    const struct range r = range_of(kind, mid);
    const double from = isnan(mid) ? r.low : fmin(fmax(mid, r.low), r.high);
    double down = (double)NAN;
    double up = (double)NAN;

    if (r.is_fixed || difference_at(from, s) == 0.0 || isnan(difference_at(from, s))) {
        return false;
    }
    if (r.is_whole) {
        return seek_whole(s, &r, from, ret_value);
    }
    const bool is_down = seek_towards(s, from, r.low, &down);
    const bool is_up = seek_towards(s, from, r.high, &up);
    const bool takes_down = is_down && (!is_up || from - down < up - from);
    *ret_value = takes_down ? down : up;
    return is_down || is_up;
}

bool flip_find(const struct levers *l, size_t a, size_t b, size_t lever, double *ret_value)
{
    struct seek s = {.l = l, .a = a, .b = b, .lever = lever};

    levers_mid(l, s.values);
    return seek_flip(&s, l->items[lever].kind, l->items[lever].mid, ret_value);
}

bool flip_find_kind(const struct levers *l, size_t a, size_t b, enum money_kind kind,
                    const double *values, double *ret_value)
{
    struct seek s = {.l = l, .a = a, .b = b, .is_kind = true, .kind = kind};
    double mid = (double)NAN;

    memcpy(s.values, values, l->n * sizeof *values);
    for (size_t i = 0; i < l->n && isnan(mid); i++) {
        mid = l->items[i].kind == kind ? values[i] : mid;
    }
    return !isnan(mid) && seek_flip(&s, kind, mid, ret_value);
}

/* --------------------------------------------------------------------- surface */

static void fill_point(const struct levers *l, double *values, struct flip_point *p)
{
    const size_t n = levers_n_columns(l);

    levers_set(l, MONEY_LOAD, -1, p->load_factor_frac, values);
    p->cheapest = -1;
    for (size_t c = 0; c < n; c++) {
        p->npv_usd[c] = levers_has_total(l, c) ? levers_npv(l, c, values) : (double)NAN;
        const bool is_less = p->cheapest < 0 || p->npv_usd[c] < p->npv_usd[p->cheapest];
        p->cheapest = !isnan(p->npv_usd[c]) && is_less ? (int)c : p->cheapest;
    }
}

void flip_surface(const struct levers *l, struct flip_point *ret_points)
{
    static const double densities_w[FLIP_DENSITIES] = {10e3, 20e3, 40e3, 80e3, 132e3};
    static const double terms_years[FLIP_TERMS] = {1.0, 3.0, 5.0, 10.0, 15.0};
    static const double delays_months[FLIP_DELAYS] = {0.0, 6.0, 12.0, 24.0, 36.0};
    double values[LEVERS_MOST];
    const size_t n_rest = FLIP_POINTS / FLIP_LOADS;

    levers_mid(l, values);
    for (size_t i = 0; i < n_rest; i++) {
        const struct flip_point at = {
            .density_w = densities_w[i / FLIP_DELAYS / FLIP_TERMS],
            .term_years = terms_years[i / FLIP_DELAYS % FLIP_TERMS],
            .delay_s = delays_months[i % FLIP_DELAYS] * NPV_YEAR_S / 12.0,
        };
        double even_frac = (double)NAN;
        levers_set(l, MONEY_DENSITY, -1, at.density_w, values);
        levers_set(l, MONEY_TERM, -1, at.term_years, values);
        levers_set(l, MONEY_TIME, 0, at.delay_s, values);
        levers_set(l, MONEY_LOAD, -1, 1.0, values);
        const bool has_even = flip_find_kind(l, 0, 1, MONEY_LOAD, values, &even_frac);
        for (size_t k = 0; k < FLIP_LOADS; k++) {
            struct flip_point *const p = &ret_points[(i * FLIP_LOADS) + k];
            *p = at;
            p->load_factor_frac = (double)(k + 1) / FLIP_LOADS;
            p->even_load_frac = has_even ? even_frac : (double)NAN;
            fill_point(l, values, p);
        }
    }
}
