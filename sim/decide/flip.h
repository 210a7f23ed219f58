/* flip.h - where the order of two options turns.
 *
 * One lever is moved while the others stay where they are given; the flip is the value nearest to the
 * given one at which both cost the same, by Brent's method in the bracket where the sign changes. A
 * lever that is not given is sought from zero. Whole numbers, such as the term, are tried one by one:
 * the flip is the first at which the other option is cheaper.
 *
 * Searched: prices, power and data up to 20 times what is given (worths of waiting to 20,000 USD a kW
 * and month and 100 USD a GPU-hour), shares from 0 to 1, premiums to 200 %, waiting to ten years,
 * density from 1 to 500 kW a rack, terms of 1 to 50 years. Outside there may be another flip.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_FLIP_H
#define SIM_DECIDE_FLIP_H

#include "sim/decide/levers.h"

/* The value of a lever at which column b costs what a does. False when there is none in the range. */
bool flip_find(const struct levers *l, size_t a, size_t b, size_t lever, double *ret_value);

/* The same with every lever of a kind at one value, all others as in values. */
bool flip_find_kind(const struct levers *l, size_t a, size_t b, enum money_kind kind,
                    const double *values, double *ret_value);

/* -------------------------------------------------------- break-even surface */

/* A point of the surface: totals of all columns with load factor, density, term and the first
 * option's time to power so. */
struct flip_point {
    double load_factor_frac;
    double density_w;
    double term_years;
    double delay_s;
    double npv_usd[LEVERS_MOST_COLUMNS];
    int cheapest;          /* column; -1 for none */
    double even_load_frac; /* load factor at which the first two cost the same; NAN for none */
};

enum {
    FLIP_LOADS = 5,
    FLIP_DENSITIES = 5,
    FLIP_TERMS = 5,
    FLIP_DELAYS = 5,
    FLIP_POINTS = FLIP_LOADS * FLIP_DENSITIES * FLIP_TERMS * FLIP_DELAYS
};

/* Fills FLIP_POINTS points: load factors 20 to 100 %; 10, 20, 40, 80 and 132 kW a rack; 1, 3, 5, 10 and
 * 15 years; 0, 6, 12, 24 and 36 months. */
void flip_surface(const struct levers *l, struct flip_point *ret_points);

#endif
