/* money.h - capital, energy, rent and net present value of a run, from its results file.
 *
 *   yearly energy cost   mean utility power x load factor x 8766 h x price, rising each year
 *   yearly rent          contracted power x rent x 1 year, rising each year
 *   NPV of cost          sum over years k of cost_k / (1 + i)^k; capital of year 0 undiscounted
 *
 * A price that is missing is named, never taken as zero: then there is no total.
 * Each price spreads by its grade (given 0, measured 5 %, datasheet 10 %, rule of
 * thumb 25 %, estimate 40 %); the band is all low and all high together.
 *
 * Source  discounting: any text on engineering economy; 8766 h is a Julian year.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_MONEY_H
#define SIM_DECIDE_MONEY_H

#include "sim/base/text.h"
#include "sim/results/results.h"

/* A sum with its band. */
struct money_band {
    double low;
    double mid;
    double high;
};

enum { MONEY_MOST_MISSING = 16 };

struct money {
    bool is_priced;    /* the run has prices at all */
    const char *title; /* "retrofit, in USD" */
    double term_years;
    double time_to_power_s;         /* NAN: not given */
    struct money_band capital;      /* of year 0 and later, undiscounted */
    struct money_band energy;       /* first year */
    struct money_band rent;         /* first year; 0 without rent */
    struct money_band other;        /* first year: other yearly costs */
    struct money_band npv;          /* of all costs over the term; NAN when something is missing */
    struct money_band per_kw_month; /* npv over term, months and mean IT kW */
    const char *missing[MONEY_MOST_MISSING]; /* what was not given */
    size_t n_missing;
};

void money_of(const struct results *r, struct money *m);

/* Net present value of a yearly cost that begins in year 1, rises by `rise` a year and is paid for
 * whole years; discount >= 0. */
double money_present_value(double first_year, double rise_frac, double discount_frac, double years);

#endif
