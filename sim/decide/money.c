/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/money.h"

#include <math.h>
#include <string.h>

#include "models/curve.h"
#include "sim/decide/npv.h"

const char *money_heading_text(enum money_heading h)
{
    static const char *const words[MONEY_HEADINGS] = {
        [MONEY_CAPITAL] = "capital",
        [MONEY_MIGRATION] = "migration",
        [MONEY_RENT] = "rent",
        [MONEY_ENERGY] = "energy",
        [MONEY_DEMAND] = "demand charges",
        [MONEY_CLOUD] = "GPU-hours",
        [MONEY_CONNECTIONS] = "connections",
        [MONEY_EGRESS] = "egress",
        [MONEY_STAFF] = "staff",
        [MONEY_MAINTENANCE] = "maintenance",
        [MONEY_OTHER] = "other",
        [MONEY_WAITING] = "waiting",
    };

    return h < MONEY_HEADINGS ? words[h] : "?";
}

double money_value(const struct money_option *o, enum money_kind kind)
{
    return o->place[kind] >= 0 ? o->inputs[o->place[kind]].mid : (double)NAN;
}

/* --------------------------------------------------------------------- flow */

struct flowing {
    const struct money_option *o;
    const double *values;
    double share_frac;
    struct money_flow *flow;
};

static bool has(const struct flowing *f, enum money_kind kind)
{
    return f->o->place[kind] >= 0;
}

static double value(const struct flowing *f, enum money_kind kind, double otherwise)
{
    return has(f, kind) ? f->values[f->o->place[kind]] : otherwise;
}

static void pay(struct flowing *f, size_t year, enum money_heading heading, double usd)
{
    f->flow->usd[year][heading] += usd;
}

/* Share of the load in a year of service, from 1: the last that is given holds on. */
static double ramp_frac(const struct flowing *f, size_t year)
{
    double frac = 1.0;

    for (size_t i = 0; i < f->o->n_inputs; i++) {
        if (f->o->inputs[i].kind == MONEY_RAMP && f->o->inputs[i].at <= (double)year) {
            frac = f->values[i];
        }
    }
    return frac;
}

static void pay_energy(struct flowing *f, size_t year, double follows_frac)
{
    const struct money_option *const o = f->o;
    const double load_frac = value(f, MONEY_LOAD, 1.0);
    const double rise = pow(1.0 + value(f, MONEY_PRICE_UP, 0.0), (double)year - 1.0);
    const double drawn_w = has(f, MONEY_PUE) ? o->it_w * value(f, MONEY_PUE, 1.0) : o->utility_w;

    if (!o->has_tariff) {
        const double price = value(f, MONEY_PRICE, (double)NAN);
        pay(f, year, MONEY_ENERGY, price * drawn_w * load_frac * follows_frac * NPV_YEAR_S * rise);
        return;
    }
    const double level = value(f, MONEY_TARIFF, 1.0);
    const double power_frac = follows_frac * drawn_w / o->utility_w;
    struct tariff_bill bill;
    tariff_bill(&o->tariff, &o->use, power_frac * load_frac, power_frac, &bill);
    pay(f, year, MONEY_ENERGY, bill.energy_usd * level * rise);
    pay(f, year, MONEY_DEMAND, (bill.demand_usd + bill.fixed_usd) * level * rise);
}

/* The premium at the density, from its points or as it is given. */
static double premium_frac(const struct flowing *f)
{
    struct curve curve = {0};

    if (!has(f, MONEY_PREMIUM_AT)) {
        return value(f, MONEY_PREMIUM, 0.0);
    }
    for (size_t i = 0; i < f->o->n_inputs && curve.n < CURVE_MOST_POINTS; i++) {
        if (f->o->inputs[i].kind == MONEY_PREMIUM_AT) {
            curve.x[curve.n] = f->o->inputs[i].at;
            curve.y[curve.n++] = f->values[i];
        }
    }
    return curve_linear(&curve, value(f, MONEY_DENSITY, f->o->density_w) / 1e3);
}

static void pay_rent(struct flowing *f, size_t year, double ramp)
{
    if (!has(f, MONEY_RENT_PRICE)) {
        return;
    }
    const double contracted_w = value(f, MONEY_CONTRACTED, (double)NAN);
    const double least_w = contracted_w * value(f, MONEY_TAKE, 0.0);
    const bool is_by_use = value(f, MONEY_BASIS, 0.0) != 0.0;
    const double billed_w = is_by_use ? fmax(least_w, f->o->it_peak_w * ramp) : contracted_w;
    const double rise = pow(1.0 + value(f, MONEY_RENT_UP, 0.0), (double)year - 1.0);
    const double price = value(f, MONEY_RENT_PRICE, (double)NAN) * (1.0 + premium_frac(f));

    pay(f, year, MONEY_RENT, billed_w * f->share_frac * price * NPV_YEAR_S * rise);
}

static void pay_cloud(struct flowing *f, size_t year, double follows_frac)
{
    if (!f->o->is_cloud) {
        return;
    }
    const double reserved = value(f, MONEY_SHARE, 1.0);
    const double load_frac = value(f, MONEY_LOAD, 1.0);
    double price = 0.0;

    /* The price of what is not rented may be missing. */
    if (reserved > 0.0) {
        price += reserved * value(f, MONEY_RESERVED, (double)NAN);
    }
    if (reserved < 1.0) {
        price += (1.0 - reserved) * load_frac * value(f, MONEY_ON_DEMAND, (double)NAN);
    }
    pay(f, year, MONEY_CLOUD,
        value(f, MONEY_CLOUD_GPUS, (double)NAN) * price * follows_frac * NPV_YEAR_S);
}

static void pay_data(struct flowing *f, size_t year, double follows_frac)
{
    if (has(f, MONEY_DATA)) {
        pay(f, year, MONEY_EGRESS,
            value(f, MONEY_DATA, 0.0) * value(f, MONEY_DATA_PRICE, (double)NAN) * follows_frac *
                NPV_YEAR_S);
    }
}

/* What a cost grows by when a part of the load, or the load in other racks, is paid for. */
static double scale_frac(const struct flowing *f, enum money_scale scale)
{
    switch (scale) {
    case MONEY_BY_POWER:
        return f->share_frac;
    case MONEY_BY_RACKS:
        return f->share_frac * f->o->density_w / value(f, MONEY_DENSITY, f->o->density_w);
    default:
        return f->share_frac > 0.0 ? 1.0 : 0.0;
    }
}

static void pay_costs(struct flowing *f)
{
    for (size_t i = 0; i < f->o->n_inputs; i++) {
        const struct money_input *const in = &f->o->inputs[i];
        const double usd = f->values[i] * scale_frac(f, in->scale);
        if (in->kind == MONEY_BOUGHT && in->at <= (double)f->flow->n_years) {
            pay(f, (size_t)in->at, in->heading, usd);
        } else if (in->kind == MONEY_SUNK) {
            f->flow->sunk_usd += usd;
        }
        for (size_t k = 1; in->kind == MONEY_YEARLY && k <= f->flow->n_years; k++) {
            pay(f, k, in->heading, usd);
        }
    }
}

static void pay_waiting(struct flowing *f)
{
    const double load_frac = value(f, MONEY_LOAD, 1.0) * f->share_frac;
    const double time_s = value(f, MONEY_TIME, 0.0);
    const double worth = has(f, MONEY_WAIT_GPU)
                             ? value(f, MONEY_WAIT_GPU, 0.0) * value(f, MONEY_GPUS, (double)NAN)
                             : value(f, MONEY_WAIT, 0.0) * f->o->it_w;

    /* Left out, and named as that, when it is not known. */
    if (!isnan(worth) && !isnan(time_s)) {
        pay(f, 0, MONEY_WAITING, time_s * worth * load_frac);
    }
}

void money_flow(const struct money_option *o, const double *values, double share_frac,
                struct money_flow *ret_flow)
{
    struct flowing f = {o, values, share_frac, ret_flow};
    const double term = fmin(value(&f, MONEY_TERM, 0.0), MONEY_MOST_YEARS);

    *ret_flow = (struct money_flow){
        .n_years = term >= 1.0 ? (size_t)term : 0,
        .discount_frac = value(&f, MONEY_DISCOUNT, (double)NAN),
    };
    for (size_t k = 1; k <= ret_flow->n_years; k++) {
        const double ramp = ramp_frac(&f, k);
        if (!o->is_cloud && share_frac > 0.0) {
            pay_energy(&f, k, ramp * share_frac);
        }
        pay_rent(&f, k, ramp);
        pay_cloud(&f, k, ramp * share_frac);
        pay_data(&f, k, ramp * share_frac);
    }
    pay_costs(&f);
    pay_waiting(&f);
}

double money_heading_npv(const struct money_flow *f, enum money_heading h)
{
    double flows_usd[MONEY_MOST_YEARS + 1];

    for (size_t k = 0; k <= f->n_years; k++) {
        flows_usd[k] = f->usd[k][h];
    }
    return npv_of(flows_usd, f->n_years + 1, f->discount_frac);
}

double money_npv(const struct money_flow *f)
{
    double flows_usd[MONEY_MOST_YEARS + 1] = {0};

    for (size_t k = 0; k <= f->n_years; k++) {
        for (size_t h = 0; h < MONEY_HEADINGS; h++) {
            flows_usd[k] += f->usd[k][h];
        }
    }
    return npv_of(flows_usd, f->n_years + 1, f->discount_frac);
}

double money_per_gpu_s(const struct money_option *o, const struct money_flow *f)
{
    const enum money_kind kind = o->is_cloud ? MONEY_CLOUD_GPUS : MONEY_GPUS;
    const double load_frac = o->place[MONEY_LOAD] >= 0 ? money_value(o, MONEY_LOAD) : 1.0;
    const double year_usd =
        money_npv(f) * npv_recovery_factor(f->discount_frac, (double)f->n_years);

    return year_usd / (money_value(o, kind) * load_frac * NPV_YEAR_S);
}

double money_idle_w(const struct money_option *o)
{
    return o->is_cloud ? (double)NAN : fmax(o->room_w - o->it_peak_w, 0.0);
}

double money_idle_npv(const struct money_option *o, const struct money_flow *f)
{
    const bool is_by_use = money_value(o, MONEY_BASIS) != 0.0 && o->place[MONEY_BASIS] >= 0;
    const double rent_usd = is_by_use ? 0.0 : money_heading_npv(f, MONEY_RENT);

    return (rent_usd + money_heading_npv(f, MONEY_CAPITAL)) * money_idle_w(o) / o->room_w;
}
