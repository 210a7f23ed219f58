/* units.h - units as people write them, and as they want to read them.
 *
 * Inside, everything is SI and every name carries its unit. This table is the
 * only place where a factor stands. A dimension is found by its SI unit, which
 * is what parameter and column rows state ("W", "degC", "m3/s").
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_BASE_UNITS_H
#define SIM_BASE_UNITS_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/base/text.h"

struct dimension {
    const char *name;   /* "power", "temperature difference"                           */
    const char *si;     /* "W", "K"                                                    */
    const char *suffix; /* of names inside: "_w", "_k"                                 */
    const char *hint;   /* how a user writes one: "30 kW"                              */
    bool needs_unit;    /* false for fractions and pure numbers                        */
};

/* The dimension with this SI unit, or NULL. */
const struct dimension *units_dimension(const char *si);
const struct dimension *units_dimension_at(size_t i);

/* SI value = number * factor + offset. */
struct unit {
    const char *si; /* of its dimension */
    const char *name;
    double factor;
    double offset;
};
const struct unit *units_at(size_t i);

/* The unit of a dimension by the name that a user wrote. Case is ignored where nothing is
 * ambiguous ("cfm", "kw"), never for mW against MW. NULL when unknown. */
const struct unit *units_find(const struct dimension *d, const char *name);

/* The dimension that a unit's name belongs to when it is not this one, or NULL: for "20 kW is a
 * power". */
const struct dimension *units_other(const struct dimension *d, const char *name);

/* The known unit of the dimension nearest to a misspelt one, or NULL. */
const char *units_nearest(const struct dimension *d, const char *name);

/* "W, kW, MW, ..." */
void units_list(const struct dimension *d, struct text *ret_text);

/* Money: "2.4 MUSD", "0.094 EUR/kWh", "184 $/kW/month". Splits a unit's name into a multiplier
 * (1, 1e3, 1e6), a currency ("$" is USD) and the name that units_find knows, with "USD" in the
 * currency's place. False when the name is not money. */
struct money_unit {
    double factor;
    char currency[4];
    char plain[32];
};
bool units_split_money(const char *name, struct money_unit *ret_money);

enum unit_system { UNITS_SI, UNITS_US };

/* The unit in which a value of this dimension is shown. steps of a thousand are chosen by scale,
 * the largest magnitude that will stand in the same column: 1200 W -> kW. */
const struct unit *units_shown(const struct dimension *d, double scale, enum unit_system system);

/* "132 kW", "75.2 °F": value with its unit, with `digits` significant digits. NAN is "unknown". */
void units_print(struct text *ret_text, const char *si, double value, int digits,
                 enum unit_system system);

#endif
