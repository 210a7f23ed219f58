/* money_bench.h - options of a comparison made by hand.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_SUPPORT_MONEY_BENCH_H
#define TESTS_SUPPORT_MONEY_BENCH_H

#include <math.h>

#include "sim/decide/levers.h"
#include "sim/decide/npv.h"
#include "tests/support/draw.h"

/* A load of 870 kW mean, 930 kW peak, 1.13 MW at the utility, in 40 racks. */
static inline void bench_begin(struct money_option *o)
{
    *o = (struct money_option){.is_priced = true,
                               .it_w = 870e3,
                               .it_peak_w = 930e3,
                               .utility_w = 1.13e6,
                               .density_w = 930e3 / 40.0,
                               .room_w = 1.2e6};
    for (size_t k = 0; k < MONEY_KINDS; k++) {
        o->place[k] = -1;
    }
}

/* Adds an input with a band; returns it for what is special about it. */
static inline struct money_input *bench_add(struct money_option *o, enum money_kind kind,
                                            const char *item, double low, double mid, double high)
{
    struct money_input *const in = &o->inputs[o->n_inputs];

    *in = (struct money_input){.kind = kind,
                               .item = item,
                               .unit = "1",
                               .grade = "given",
                               .source = "",
                               .low = low,
                               .mid = mid,
                               .high = high};
    o->place[kind] = o->place[kind] < 0 ? (int)o->n_inputs : o->place[kind];
    o->n_inputs++;
    return in;
}

static inline struct money_input *bench_set(struct money_option *o, enum money_kind kind,
                                            const char *item, double value)
{
    return bench_add(o, kind, item, value, value, value);
}

/* Costs of an option at its own values. */
static inline double bench_npv(const struct money_option *o, double share_frac)
{
    struct money_flow flow;
    double values[MONEY_MOST_INPUTS];

    for (size_t i = 0; i < o->n_inputs; i++) {
        values[i] = o->inputs[i].mid;
    }
    money_flow(o, values, share_frac, &flow);
    return money_npv(&flow);
}

/* A whole option at random: what is bought, what is rented, and what is paid by the year. */
static inline void bench_draw(struct money_option *o, const gsl_rng *rng)
{
    const struct {
        enum money_kind kind;
        const char *item;
        double low;
        double high;
    } inputs[] = {
        {MONEY_PRICE, "energy", 1e-8, 6e-8},
        {MONEY_PRICE_UP, "rise of energy", 0.0, 0.06},
        {MONEY_LOAD, "load factor", 0.2, 1.0},
        {MONEY_RENT_PRICE, "rent", 2e-5, 1e-4},
        {MONEY_PREMIUM, "premium", 0.0, 0.5},
        {MONEY_RENT_UP, "rise of rent", 0.0, 0.06},
        {MONEY_CONTRACTED, "contracted", 0.9e6, 1.5e6},
        {MONEY_TIME, "time to power", 0.0, 6e7},
        {MONEY_WAIT, "waiting", 0.0, 1e-4},
        {MONEY_BOUGHT, "plant", 0.0, 1e7},
        {MONEY_YEARLY, "staff", 0.0, 1e6},
        {MONEY_DATA_PRICE, "data price", 0.0, 1e-10},
    };

    bench_begin(o);
    bench_set(o, MONEY_TERM, "term", 1.0 + (double)draw_index(rng, 15));
    bench_set(o, MONEY_DISCOUNT, "discount", draw_between(rng, 0.0, 0.2));
    bench_set(o, MONEY_DATA, "data", draw_between(rng, 0.0, 1e8));
    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
        const double mid = draw_between(rng, inputs[i].low, inputs[i].high);
        struct money_input *const in =
            bench_add(o, inputs[i].kind, inputs[i].item, draw_between(rng, inputs[i].low, mid), mid,
                      draw_between(rng, mid, inputs[i].high));
        in->scale = (enum money_scale)draw_index(rng, 3);
        in->heading = in->kind == MONEY_YEARLY ? MONEY_STAFF : MONEY_CAPITAL;
    }
    bench_set(o, MONEY_DENSITY, "density", o->density_w);
}

#endif
