/* money.h - what an option costs, year by year, from its results file.
 *
 *   energy      price x mean power x load factor x 8766 h, or the tariff's bill of the recorded year
 *   rent        contracted power x rent x (1 + premium) x 1 year, rising each year
 *   cloud       GPUs x 8766 h x (reserved share x price + the rest x price x load factor)
 *   waiting     time to power x load that is not had x its worth, in year 0
 *   NPV         sum over years k of cost_k / (1 + i)^k; year 0 undiscounted
 *
 * Every option serves the same load for the same number of whole years, from its own first year on;
 * what it costs not to have it before is the heading "waiting". A ramp scales what follows the load:
 * energy, demand, GPU-hours, data, and rent by use. A share of a split scales the same, and costs by
 * power and by rack; a sum is paid whole as soon as the option is used at all.
 *
 * A price that is missing is named, never taken as zero: then there is no total. Two things are named
 * and left out: the worth of waiting, and what is sunk.
 *
 * Source  discounting: any text on engineering economy; 8766 h is a Julian year.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_MONEY_H
#define SIM_DECIDE_MONEY_H

#include "sim/decide/tariff.h"
#include "sim/results/results.h"

enum money_heading {
    MONEY_CAPITAL,
    MONEY_MIGRATION,
    MONEY_RENT,
    MONEY_ENERGY,
    MONEY_DEMAND, /* and fixed charges */
    MONEY_CLOUD,
    MONEY_CONNECTIONS,
    MONEY_EGRESS,
    MONEY_STAFF,
    MONEY_MAINTENANCE,
    MONEY_OTHER,
    MONEY_WAITING,
    MONEY_HEADINGS
};
const char *money_heading_text(enum money_heading h);

/* Rows of the table "prices" (prices.h), in the order of their words in money.c. */
enum money_kind {
    MONEY_TERM,
    MONEY_DISCOUNT,
    MONEY_PRICE,
    MONEY_PRICE_UP,
    MONEY_TARIFF,
    MONEY_PUE,
    MONEY_LOAD,
    MONEY_RAMP,
    MONEY_RENT_PRICE,
    MONEY_PREMIUM,
    MONEY_PREMIUM_AT,
    MONEY_RENT_UP,
    MONEY_BASIS,
    MONEY_TAKE,
    MONEY_CONTRACTED,
    MONEY_TIME,
    MONEY_WAIT,
    MONEY_WAIT_GPU,
    MONEY_GPUS,
    MONEY_CLOUD_GPUS,
    MONEY_RESERVED,
    MONEY_ON_DEMAND,
    MONEY_SHARE,
    MONEY_DATA,
    MONEY_DATA_PRICE,
    MONEY_BOUGHT,
    MONEY_YEARLY,
    MONEY_SUNK,
    MONEY_DENSITY, /* W a rack: of the run, not of the table */
    MONEY_KINDS
};

enum money_scale { MONEY_WHOLE, MONEY_BY_POWER, MONEY_BY_RACKS };

/* One number that the cost hangs on. */
struct money_input {
    enum money_kind kind;
    const char *item;
    const char *unit;
    const char *grade;
    const char *source;
    double low;
    double mid; /* NAN: not given */
    double high;
    double at; /* year of a cost or of a ramp; kW a rack of a premium */
    enum money_heading heading;
    enum money_scale scale;
};

enum { MONEY_MOST_INPUTS = 96, MONEY_MOST_YEARS = 50, MONEY_MOST_MISSING = 16 };

/* One option: its prices and the load that they are paid for. */
struct money_option {
    bool is_priced;    /* the run has prices at all */
    bool is_cloud;     /* the hall of the run only says what the load is */
    const char *title; /* "retrofit, in USD" */
    struct money_input inputs[MONEY_MOST_INPUTS];
    size_t n_inputs;
    int place[MONEY_KINDS]; /* first input of the kind, -1 for none */

    double it_w;      /* mean of the run */
    double it_peak_w; /* greatest */
    double utility_w; /* mean */
    double density_w; /* peak over racks */
    double room_w;    /* IT power that the hall's limit or the contract gives; NAN: not known */
    bool is_year;     /* the run recorded a year */

    bool has_tariff;
    struct tariff tariff;
    struct tariff_use use;

    const char *missing[MONEY_MOST_MISSING]; /* not given: there is no total */
    size_t n_missing;
    const char *unpriced[MONEY_MOST_MISSING]; /* not given: left out of the total */
    size_t n_unpriced;
};

void money_read(const struct results *r, struct money_option *ret_option);

/* The value that an option states for an input of a kind; NAN for none. */
double money_value(const struct money_option *o, enum money_kind kind);

struct money_flow {
    double usd[MONEY_MOST_YEARS + 1][MONEY_HEADINGS];
    size_t n_years; /* of service: year 0 and these */
    double discount_frac;
    double sunk_usd; /* of what is there already: in no year */
};

/* Costs with these values of the inputs (n_inputs) and a share of the load, 0 to 1. */
void money_flow(const struct money_option *o, const double *values, double share_frac,
                struct money_flow *ret_flow);

/* Present value of one heading, and of all. */
double money_heading_npv(const struct money_flow *f, enum money_heading h);
double money_npv(const struct money_flow *f);

/* Levelised cost of a GPU and second in use: the present value in equal parts a year, over the GPUs in
 * use by the load factor. Servers are in it only where they are among the costs. NAN without GPUs. */
double money_per_gpu_s(const struct money_option *o, const struct money_flow *f);

/* Capacity that stands idle at the run's peak, and the part of rent and capital that is paid for it
 * (it stands in them). NAN for a cloud and without a limit. */
double money_idle_w(const struct money_option *o);
double money_idle_npv(const struct money_option *o, const struct money_flow *f);

#endif
