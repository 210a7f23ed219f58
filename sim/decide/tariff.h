/* tariff.h - the bill of a year's power: time of use, steps, demand, ratchet.
 *
 *   energy     sum over months and periods of the price of each step times what lies in it
 *   demand     sum over months and periods of price x max(D_m, ratchet_m x D of the other eleven)
 *   D_m        greatest mean over the demand window, in the hours of the period
 *
 * Assumes that every year is like this one, so that the ratchet looks back past January; holidays
 * count as the day they fall on; the run's clock is the utility's; a year is 8766 h. A load that is
 * known by its mean alone is constant: its demand is that mean. Records longer than the window hide
 * what happens inside them (record_s tells).
 *
 * Source  US Utility Rate Database, field definitions; a month's bill of any utility.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_TARIFF_H
#define SIM_DECIDE_TARIFF_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/record/tables.h"
#include "sim/results/results.h"
#include "sim/scenario/scenario.h"

/* Power in time: record k is the mean from the end of record k - 1 (the first from 0) to ends_s[k]. */
struct tariff_load {
    int64_t start_us; /* since 1970, of time 0 */
    const double *ends_s;
    const double *power_w;
    size_t n;
};

/* What a bill needs of a load. */
struct tariff_use {
    double energy_j[TARIFF_MONTHS][TARIFF_MOST_PERIODS]; /* scaled to a year of 8766 h */
    double demand_w[TARIFF_MONTHS][TARIFF_MOST_PERIODS];
    double flat_w[TARIFF_MONTHS];                        /* at any hour */
    bool has_demand[TARIFF_MONTHS][TARIFF_MOST_PERIODS]; /* the month has hours of the period */
    double record_s;                                     /* the longest record */
};

struct tariff_bill {
    double energy_usd; /* a year */
    double demand_usd;
    double fixed_usd;
};

/* A load as it stands. */
void tariff_measure(const struct tariff *t, const struct tariff_load *load,
                    struct tariff_use *ret_use);

/* The same power from 1 January of the year of start_us to its end. */
void tariff_measure_constant(const struct tariff *t, int64_t start_us, double power_w,
                             struct tariff_use *ret_use);

/* A year's bill with all energy times energy_frac and all demand times demand_frac. */
void tariff_bill(const struct tariff *t, const struct tariff_use *use, double energy_frac,
                 double demand_frac, struct tariff_bill *ret_bill);

/* What a scenario says: its file, or its own periods around the price of energy. */
void tariff_of(const struct scn_money *money, struct tariff *ret_tariff);

/* As the tables "tariff" and "tariff_hours" of the results. */
const struct table_data *tariff_prices_table(struct arena *arena, const struct tariff *t);
const struct table_data *tariff_hours_table(struct arena *arena, const struct tariff *t);

/* Reads the tables back. False when there are none or they are not whole. */
bool tariff_read(const struct results *r, struct tariff *ret_tariff);

#endif
