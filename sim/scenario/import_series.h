/* import_series.h - what both forms of a trace file share: units, and the checks of each value.
 *
 * Internal to the importers (import_trace.c, import_csv.c, import_series.c).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_IMPORT_SERIES_H
#define SIM_SCENARIO_IMPORT_SERIES_H

#include "sim/base/units.h"
#include "sim/scenario/import_trace.h"

/* A trace while it is read. */
struct series {
    struct arena *arena;
    struct diag *diag;
    const struct trace_request *request;
    uint16_t source; /* the trace file */
    const struct unit *time_unit;
    const struct unit *value_unit;
    bool is_power;
    double *time_s;
    double *value;
    size_t n;
    size_t n_problems;
};

/* Where a time or a value stands, for a message: a place in the source, or the name of a dataset
 * and the number of the value. */
struct series_place {
    struct span at;
    const char *dataset; /* NULL for a CSV file */
    size_t index;
};

void series_problem(struct series *s, struct series_place place, const char *what);

/* Chooses the units by what the file says of times and values (empty views when it says nothing)
 * and by the request. places: of the two words. False after adding to diag. */
bool series_units(struct series *s, struct view time_word, struct series_place time_place,
                  struct view value_word, struct series_place value_place);

/* Takes room for n values. */
void series_room(struct series *s, size_t n);

/* Converts and checks one pair, and adds it; problems are added to diag. */
void series_take(struct series *s, double time, struct series_place time_place, double value,
                 struct series_place value_place);

/* The finished trace. STATUS_BAD_INPUT when there were problems or nothing was taken. */
MUST_CHECK enum status series_finish(struct series *s, const struct trace **ret_trace);

/* import_csv.c, also for the readings of a meter (import_meter.c). */
bool csv_field(struct view line, long k,
               struct view *ret_field);                /* field k; false: there are fewer */
bool csv_number(struct view field, double *ret_value); /* that fills the whole field */

/* "power [kW]" to its name and its unit; the unit is empty where there is none. */
void csv_heading(struct view field, struct view *ret_name, struct view *ret_unit);

MUST_CHECK enum status import_csv(struct series *s, const struct trace **ret_trace);

#endif
