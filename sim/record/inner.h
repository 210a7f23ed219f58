/* inner.h - inside of the recorder: one file with its dimensions, shared by those who write to it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_RECORD_INNER_H
#define SIM_RECORD_INNER_H

#include "sim/record/h5.h"
#include "sim/record/recorder.h"

struct record_file {
    struct h5_file h5;
    struct arena *arena;
    const struct plan *plan;
    const struct limits *limits;
    struct h5_dim time;
    struct h5_dim dims[DIM_COUNT]; /* n 0 where the plan has none of it, and for the hall */
    struct h5_dim limit;
    hid_t limits_group;
    size_t chunk_rows;
    bool is_full; /* f8 in place of rounded f4 */
};

/* ------------------------------------------------ written once, or at the end */

/* The dimensions, then topology, ratings and places: what does not change in time. (static.c) */
void static_dims(struct record_file *file);
void static_write(struct record_file *file);

/* Where things stand. (static_places.c) */
void static_places(struct record_file *file);

/* True when the racks' contents are known on which item i of a dimension hangs alone: the rack
 * itself, or the rack of a node group. (static.c) */
bool static_is_known(const struct plan *plan, enum dim d, size_t i);

/* The group of limits: what is known of them before the run, and what was found in it.
 * (record_limits.c) */
void record_limits_begin(struct record_file *file);
void record_limits_end(struct record_file *file, const struct recorder_end *end);

/* Least margin of limit i as a fraction, of normal service and N-1, at the last look; NAN when not
 * known. (record_limits.c) */
double record_limits_margin_frac(const struct record_file *file, size_t i);

/* (provenance.c) */
void provenance_write(struct record_file *file, const struct provenance_info *info);

/* (tables.c) */
void tables_write(struct record_file *file, const struct table_data *const *tables);
void tables_write_ledger(struct record_file *file, const struct ledger *ledger);

/* ---------------------------------------------------------------- series.c */

struct series;

/* Makes the datasets of every column that is recorded, and of the limits' margins. */
struct series *series_create(struct record_file *file);

/* Takes in a step; what is taken in makes one row at series_end_row. Rows wait until they fill a
 * block or series_write is called. */
void series_add(struct series *s, const struct hall *hall, double dt_s);
void series_end_row(struct series *s, double time_s);
void series_write(struct series *s);
bool series_has_rows(const struct series *s);

/* True when the rows end where chunks end: what is then flushed is never written again. */
bool series_fills_chunks(const struct series *s);

/* "rack_inlet_max_c" from "rack", "inlet_c", "degC" and the word "max", which stands before the
 * unit's suffix; at the end when there is none. word NULL: none. */
const char *series_name(struct arena *arena, enum dim d, const struct column *column,
                        const char *word);

#endif
