/* npv.h - the arithmetic of money in time.
 *
 *   recovery factor    CRF = i (1 + i)^n / ((1 + i)^n - 1); 1 / n at i = 0
 *   present value      NPV = sum over k of CF_k / (1 + i)^k
 *   internal rate      the i at which NPV is 0
 *   real rate          (1 + i) / (1 + inflation) - 1
 *   owned GPU-hour     (capital CRF_1 + room x kW CRF_2 + kW x PUE x year x price) / (year x used)
 *
 * Assumes flows at the ends of whole years, year 0 being now. Rates are fractions a year.
 *
 * Source  any text on engineering economy, such as Park, Contemporary Engineering Economics.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_NPV_H
#define SIM_DECIDE_NPV_H

#include <stddef.h>

#include "models/status.h"

/* Julian year, 8766 h: that of prices a month and a year (sim/base/units.c). */
#define NPV_YEAR_S 31557600.0

/* Share of a sum that pays it back with interest in equal parts at the ends of n years; n > 0. */
double npv_recovery_factor(double rate_frac, double years);

/* Present value of flows[0] now, flows[1] in a year, and so on; rate_frac > -1. */
double npv_of(const double *flows_usd, size_t n, double rate_frac);

/* Present value of a yearly cost that begins in year 1, rises by rise_frac a year and is paid for
 * whole years; rate_frac > -1. */
double npv_rising(double first_year_usd, double rise_frac, double rate_frac, double years);

/* The rate between -90 % and 1000 % a year at which the flows are worth nothing together.
 *
 * Errors  STATUS_NO_CONVERGENCE: they are worth less than nothing at both ends, or more.
 * Holds   flows that change their sign once; with more changes it is one rate of several.
 */
MUST_CHECK enum status npv_internal_rate(const double *flows_usd, size_t n, double *ret_frac);

/* A nominal rate without inflation. */
double npv_real_rate(double nominal_frac, double inflation_frac);

/* A GPU that is owned, with its share of server, room and energy. */
struct npv_gpu {
    double capital_usd; /* its share of server and network */
    double rate_frac;
    double years;
    double power_w; /* its share at the server's plug */
    double pue;
    double energy_usd_per_j;
    double room_usd_per_w; /* power and cooling */
    double room_rate_frac;
    double room_years;
    double used_frac; /* of the time */
};

/* What an hour in use costs, in USD for a GPU and second; in years of 365 days as clouds bill. */
double npv_gpu_usd_per_gpu_s(const struct npv_gpu *gpu);

#endif
