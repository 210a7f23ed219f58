/* listing.h - a table that fits the terminal, and the same as JSON.
 *
 * When the columns do not fit, those of the highest rank go first, and a line below says which; the
 * last column is wrapped. A listing owns its cells.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_LISTING_H
#define SIM_CLI_LISTING_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/base/units.h"

struct listing_column {
    const char *head; /* over the column; NULL: the table has no heads */
    const char *key;  /* in JSON, SI with its unit: "power_w" */
    int rank;         /* 0 stays; of the others the highest goes first */
    bool is_to_right; /* numbers */
};

struct listing_cell {
    char *text;
    double number; /* in SI */
    bool is_number;
};

struct listing {
    const struct listing_column *columns;
    size_t n_columns;
    struct listing_cell *cells; /* row by row */
    size_t n;
    size_t room;
};

/* The next cell, row by row. */
void listing_text(struct listing *l, const char *text);
void listing_quantity(struct listing *l, const char *si, double value, int digits,
                      enum unit_system units);

/* Prints to stdout: as a table of this width at most (0: whatever it takes), ... */
void listing_print(const struct listing *l, int width);

/* ... or as one object: {"schema": SCHEMA, KEY: [{...}, ...]}. */
void listing_print_json(const struct listing *l, const char *schema, const char *key);

void listing_release(struct listing *l);

#endif
