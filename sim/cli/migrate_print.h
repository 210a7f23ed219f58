/* migrate_print.h - a migration window as text, as JSON, and its points as CSV.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_MIGRATE_PRINT_H
#define SIM_CLI_MIGRATE_PRINT_H

#include <stdio.h>

#include "sim/base/units.h"
#include "sim/decide/migration.h"

/* What -o has stored; no path without it. */
struct migration_stored {
    const char *path;
    const char *hall; /* whose run it is: "Amsterdam/new hall" */
    bool is_chosen;   /* by --hall */
};

void migrate_print_text(const struct migration_request *request,
                        const struct migration_answer *answer,
                        const struct migration_stored *stored, enum unit_system units);
void migrate_print_json(const struct migration_request *request,
                        const struct migration_answer *answer,
                        const struct migration_stored *stored);

/* A line a reading, in the user's units. */
void migrate_print_points(FILE *to, const struct migration_answer *answer, enum unit_system units);

#endif
