/* import_heading.h - what a heading of a table means. Internal to the importers.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_IMPORT_HEADING_H
#define SIM_SCENARIO_IMPORT_HEADING_H

#include "sim/base/units.h"
#include "sim/scenario/import_sheet.h"

enum { NO_FIELD = -1 };

struct column {
    int field; /* or NO_FIELD */
    int rank;  /* of its word among those of the field; lower is plainer, -1 is mapped */
    const struct unit *unit; /* of its numbers, or NULL when it has none */
};

/* Finds the field of every column; one in which something is wrong has none, and diag says what. */
void headings_read(struct arena *arena, const struct sheet_request *request,
                   const struct csv_table *table, struct diag *diag, struct column *ret_columns,
                   struct sheet *sheet);

#endif
