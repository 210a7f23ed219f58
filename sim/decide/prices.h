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
#define PRICE_LOAD       "load factor"
#define PRICE_RENT       "rent" /* currency per W and s, premium included */
#define PRICE_RENT_UP    "rent escalation"
#define PRICE_CONTRACTED "contracted power" /* W */
#define PRICE_TIME       "time to power"    /* s */
#define PRICE_CAPITAL    "capital"          /* currency; year: when it falls due */
#define PRICE_YEARLY     "yearly"           /* currency a year */

/* NULL when the scenario has no money section. */
const struct table_data *prices_table(struct arena *arena, const struct scenario *scenario,
                                      size_t site, size_t hall);

#endif
