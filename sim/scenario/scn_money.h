/* scn_money.h - the part of the scenario that is about money, as read: scenario.h includes it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_SCN_MONEY_H
#define SIM_SCENARIO_SCN_MONEY_H

#include "models/curve.h"
#include "sim/scenario/schema.h"
#include "sim/scenario/tariff.h"

/* Under which heading a cost stands in a comparison. */
enum scn_cost_kind {
    COST_EQUIPMENT,
    COST_MIGRATION,
    COST_CONNECTIONS,
    COST_STAFF,
    COST_MAINTENANCE,
    COST_OTHER
};

/* What one line costs: a sum, or a price times the hall's IT limit or its racks. */
struct scn_cost {
    struct span at;
    const char *name;
    int kind; /* enum scn_cost_kind */
    double amount_usd;
    double per_power_usd_per_w;
    double per_rack_usd;
    double year; /* when it falls due; 0 before the first year */
};

enum scn_days { DAYS_ALL, DAYS_WEEKDAYS, DAYS_WEEKENDS };

/* Hours of a tariff with prices of their own. */
struct scn_period {
    struct span at;
    const char *name;
    double energy_usd_per_j;
    double demand_usd_per_ws;
    struct number_list months; /* 1 to 12; none: all */
    int days;                  /* enum scn_days */
    double from_h;
    double to_h; /* before from_h: past midnight */
};

struct scn_tariff {
    struct span at;
    const struct tariff *file; /* NULL: as written out here */
    struct list periods;       /* struct scn_period; of two that hold, the first */
    double demand_usd_per_ws;  /* on the greatest of the month at any hour */
    double window_s;
    double ratchet_frac;
    double fixed_usd_per_s;
    double level; /* on all prices: 1 as they stand */
};

/* A load in somebody else's hall, paid by the hour. */
struct scn_cloud {
    struct span at;
    double gpus; /* NAN: those of the hall */
    double reserved_usd_per_gpu_s;
    double on_demand_usd_per_gpu_s;
    double reserved_share_frac;
};

struct scn_egress {
    struct span at;
    double rate_bytes_per_s;
    double price_usd_per_byte;
};

enum scn_rent_basis { RENT_CONTRACTED, RENT_USED };

struct scn_money {
    struct span at;
    const char *option; /* retrofit, colocation, ... as the user calls it */
    double term_years;
    double discount_frac; /* a year */
    double energy_usd_per_j;
    double energy_escalation_frac;
    struct scn_tariff *tariff;    /* NULL: the price of energy alone */
    double billed_pue;            /* NAN: the run's */
    double load_factor_frac;      /* year's mean power over the mean of the simulated time */
    struct number_list ramp_frac; /* share of the load in each year; the last holds on */
    double rent_usd_per_ws;       /* per contracted power and time */
    int rent_basis;               /* enum scn_rent_basis */
    double rent_premium_frac;
    struct curve premium_by_density_frac; /* over kW a rack; in place of the one above */
    double rent_escalation_frac;
    double contracted_w;
    double time_to_power_s;
    double waiting_usd_per_ws; /* what power that is not there yet would be worth */
    double waiting_gpu_usd_per_gpu_s;
    struct scn_cloud *cloud;   /* NULL: the load stands in the hall */
    struct scn_egress *egress; /* NULL: none */
    struct list capital;       /* struct scn_cost */
    struct list yearly;        /* struct scn_cost */
    struct list sunk;          /* struct scn_cost: there already */
};

#endif
