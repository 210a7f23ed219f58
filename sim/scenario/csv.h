/* csv.h - a table of separated values as programs export them, cell by cell with its place.
 *
 * Byte order mark, CRLF, quotes with separators, doubled quotes and line ends in them, and "sep=;" of
 * spreadsheets are understood. The separator is whichever of , ; tab | the heading has most of.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_CSV_H
#define SIM_SCENARIO_CSV_H

#include "models/status.h"
#include "sim/base/arena.h"
#include "sim/base/diag.h"

struct csv_cell {
    const char *text; /* trimmed, quotes taken off, zero-ended; "" when there is nothing */
    struct span at;
};

struct csv_table {
    const char *name; /* of the file, as messages show it */
    uint16_t source;
    char separator;
    size_t n_columns;
    size_t n_rows;            /* below the heading, blank ones left out */
    struct csv_cell *heading; /* n_columns */
    struct csv_cell *cells;   /* n_rows * n_columns; a short row ends with empty cells */
};

/* Reads a file whole. Every problem is added to diag.
 *
 *   at  the place that names the file, for "cannot be opened"
 *
 * Errors  STATUS_BAD_INPUT: not a file, not UTF-8, no heading, a quote that is never closed, a row with
 *         more cells than the heading, more cells than the program takes. */
MUST_CHECK enum status csv_read(struct arena *arena, const char *path, struct span at,
                                struct diag *diag, struct csv_table *ret_table);

/* The same table from YAML: a list of mappings, a row each; their keys are the heading. */
MUST_CHECK enum status csv_read_yaml(struct arena *arena, const char *path, struct span at,
                                     struct diag *diag, struct csv_table *ret_table);

#endif
