/* migrate_print.h - a migration window as text, as JSON, and its points as CSV.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_MIGRATE_PRINT_H
#define SIM_CLI_MIGRATE_PRINT_H

#include <stdio.h>

#include "sim/base/units.h"
#include "sim/decide/migration.h"

void migrate_print_text(const struct migration_request *request,
                        const struct migration_answer *answer, enum unit_system units);
void migrate_print_json(const struct migration_request *request,
                        const struct migration_answer *answer);

/* A line a reading, in the user's units. */
void migrate_print_points(FILE *to, const struct migration_answer *answer, enum unit_system units);

#endif
