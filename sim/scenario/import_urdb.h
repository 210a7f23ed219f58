/* import_urdb.h - a rate of the US Utility Rate Database (OpenEI) from its JSON file.
 *
 * JSON is read as the YAML that it is a part of, so that problems have their line.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_IMPORT_URDB_H
#define SIM_SCENARIO_IMPORT_URDB_H

#include "sim/scenario/document.h"
#include "sim/scenario/tariff.h"

/* A null is an absent key. What JSON has and YAML has not is refused: escapes of characters beyond
 * 16 bits in two halves.
 *
 * Reads one rate: the object itself, or the first of "items" as the database's interface answers.
 *
 * Taken: energyratestructure with energyweekdayschedule and energyweekendschedule (rate + adj, max in
 * kWh of a month), demandratestructure with its schedules, flatdemandstructure with flatdemandmonths
 * (max in kW), demandratchetpercentage, demandwindow (min), and the fixed charge a month or a day.
 * Steps by kWh/kW, kWh daily or hp are refused, not guessed. Coincident peaks, reactive demand, sales
 * and least charges of a month are passed over with a warning.
 *
 *   at  the place in the scenario that names the file
 *
 * Errors  STATUS_BAD_INPUT after adding to diag, with the line in the JSON file.
 */
MUST_CHECK enum status import_urdb(struct arena *arena, const char *path, struct span at,
                                   struct diag *diag, const struct tariff **ret_tariff);

#endif
