/* air_tables.h - the CSV tables of `headroom air`, with the headings of the reference cases.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_AIR_TABLES_H
#define SIM_CLI_AIR_TABLES_H

#include <stdio.h>

#include "sim/airflow/airflow.h"

enum air_table { AIR_RACKS, AIR_RECIRCULATION, AIR_SUMMARY, AIR_FIELD, AIR_TABLES };

/* "racks", or "racks_0s" where a march follows. */
const char *air_table_name(const struct airflow *a, enum air_table table);

/* origins are those of airflow_origins(); NULL without racks, or when they were not found: their cells
 * stay empty. */
void air_print_table(FILE *to, const struct airflow *a, enum air_table table,
                     const struct origins *origins);

void air_print_series_head(FILE *to, const struct airflow *a);
void air_print_series_row(FILE *to, const struct airflow *a, double time_s);

#endif
