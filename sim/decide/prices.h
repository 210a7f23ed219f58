/* prices.h - the scenario's prices as a table in the results.
 *
 * Money never reaches the physics: it travels beside it in the results file, and
 * money.h reads it there, so that two files can be compared without their
 * scenarios. A price that was not given is in the table too, as not known.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_PRICES_H
#define SIM_DECIDE_PRICES_H

#include "sim/record/tables.h"
#include "sim/scenario/load.h"

/* Kinds of rows in the table "prices". */
#define PRICE_TERM       "term"     /* years */
#define PRICE_DISCOUNT   "discount" /* a year */
#define PRICE_ENERGY     "energy"   /* currency per J */
#define PRICE_ENERGY_UP  "energy escalation"
#define PRICE_TARIFF     "tariff level" /* factor on all prices of the table "tariff" */
#define PRICE_PUE        "billed PUE"
#define PRICE_LOAD       "load factor"
#define PRICE_RAMP       "ramp" /* share of the load; at: year */
#define PRICE_RENT       "rent" /* currency per W and s */
#define PRICE_PREMIUM    "rent premium"
#define PRICE_PREMIUM_AT "premium point" /* premium; at: kW a rack */
#define PRICE_RENT_UP    "rent escalation"
#define PRICE_BASIS      "rent by use"      /* 1: by the peak used, 0: by what is contracted */
#define PRICE_TAKE       "minimum take"     /* share of what is contracted */
#define PRICE_CONTRACTED "contracted power" /* W */
#define PRICE_TIME       "time to power"    /* s */
#define PRICE_WAIT       "waiting"          /* currency per W and s */
#define PRICE_WAIT_GPU   "waiting GPU"      /* currency per GPU and s */
#define PRICE_GPUS       "GPUs"             /* of the hall */
#define PRICE_CLOUD      "cloud GPUs"       /* rented: the load is not in a hall of ours */
#define PRICE_RESERVED   "cloud reserved"   /* currency per GPU and s */
#define PRICE_ON_DEMAND  "cloud on demand"  /* currency per GPU and s */
#define PRICE_SHARE      "cloud reserved share"
#define PRICE_EGRESS     "egress"       /* B/s */
#define PRICE_EGRESS_AT  "egress price" /* currency per B */
#define PRICE_CAPITAL    "capital"      /* currency; at: year when it falls due */
#define PRICE_YEARLY     "yearly"       /* currency a year */
#define PRICE_SUNK       "sunk"         /* currency: there already, not in the total */
#define PRICE_DENSITY    "density"      /* W a rack, of the run: not in the table */

/* How a cost grows when a part of the load, or the same load in more racks, is paid for. */
#define PRICE_WHOLE    "whole"
#define PRICE_BY_POWER "power"
#define PRICE_BY_RACKS "racks"

/* NULL when the scenario has no money section. */
const struct table_data *prices_table(struct arena *arena, const struct scenario *scenario,
                                      size_t site, size_t hall);

#endif
