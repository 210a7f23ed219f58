/* tables.h - small tables that studies store beside the series.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_RECORD_TABLES_H
#define SIM_RECORD_TABLES_H

#include <stddef.h>

enum { TABLE_MOST_COLUMNS = 24 };

struct table_column {
    const char *name; /* with its unit suffix: "capital_usd" */
    const char *unit; /* "" for texts and pure numbers       */
    const char *long_name;
    const double *numbers;    /* (n_rows), or NULL */
    const char *const *texts; /* (n_rows), or NULL */
};

struct table_data {
    const char *name; /* group and dimension: /tables/NAME (NAME) */
    const char *title;
    size_t n_rows;
    size_t n_columns;
    struct table_column columns[TABLE_MOST_COLUMNS];
};

#endif
