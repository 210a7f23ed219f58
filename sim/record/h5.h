/* h5.h - the few HDF5 calls that a results file needs, with the file's rules built in.
 *
 * Rules: every dataset has a scale on each of its dimensions; names are variable-length UTF-8;
 * attributes are fixed-length strings; creation order is tracked; objects carry no times, so equal
 * input gives equal bytes. HDF5's own messages stay off: a failed call makes has_failed true, later
 * calls then do no harm, and whoever opened the file says so in one sentence.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_RECORD_H5_H
#define SIM_RECORD_H5_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <hdf5.h>

#include "sim/base/arena.h"

struct h5_file {
    hid_t id;
    hid_t transfer;      /* how values are written */
    hid_t series_create; /* how series are made: all alike but for their chunks */
    hid_t series_access;
    struct arena *arena;
    struct scale_uses *scales; /* open scales and what they stand on: h5_scale.c */
    bool has_failed;
};

/* A dimension: its scale and its length (at the begin, for time). */
struct h5_dim {
    hid_t scale;
    hsize_t n;
};

/* What a dataset is and says of itself; a text of NULL is left out. */
struct h5_var {
    const char *name;
    const struct h5_dim *dim; /* NULL: a scalar */
    bool is_grid;             /* of a series: dim has three entries, z, y, x */
    const char *unit;
    const char *long_name;
    const char *cell_methods;
    const char *const *flags; /* meanings of 0, 1, ...; ends with NULL */
};

/* A dataset that grows along time. */
enum { H5_MOST_RANK = 4 };
struct h5_series {
    hid_t id;
    int rank;                   /* with time */
    hsize_t size[H5_MOST_RANK]; /* [0] is not used: time grows */
};

/* Makes a file, without locks: network file systems often have none. Turns HDF5's printing off. */
struct h5_file h5_create(struct arena *arena, const char *path);
void h5_flush(struct h5_file *f);

/* Closes the file and everything in it; false when anything ever failed. */
bool h5_close(struct h5_file *f);

/* -------------------------------------------------- groups and attributes */

hid_t h5_group(struct h5_file *f, hid_t parent, const char *name);
void h5_close_group(hid_t group);
void h5_attribute(struct h5_file *f, hid_t object, const char *name, const char *text);
void h5_attribute_number(struct h5_file *f, hid_t object, const char *name, uint64_t value);

/* An attribute of the file with room for 15 bytes, so that a later text takes the place of the
 * former without moving anything. */
void h5_status(struct h5_file *f, const char *name, const char *text);

/* ------------------------------------------------------------- dimensions */

/* With the names of its items. */
struct h5_dim h5_names(struct h5_file *f, hid_t parent, const char *name, size_t n,
                       const char *const *labels);

/* Only counted. */
struct h5_dim h5_counted(struct h5_file *f, hid_t parent, const char *name, size_t n);

/* With the coordinates of its items, in metres. */
struct h5_dim h5_places(struct h5_file *f, hid_t parent, const char *name, size_t n,
                        const double *at_m);

/* The time axis: grows, and is empty at first. */
struct h5_dim h5_time(struct h5_file *f, const char *name, const char *unit, size_t chunk_rows);

void h5_close_dim(struct h5_file *f, const struct h5_dim *dim);

/* --------------------------------------------------------------- datasets */

void h5_doubles(struct h5_file *f, hid_t parent, const struct h5_var *var, const double *values);
void h5_texts(struct h5_file *f, hid_t parent, const struct h5_var *var, const char *const *values);
void h5_flags(struct h5_file *f, hid_t parent, const struct h5_var *var, const uint8_t *values);
void h5_count(struct h5_file *f, hid_t parent, const struct h5_var *var, uint64_t value);

/* Over (time), (time, var->dim) or, of a grid, (time, z, y, x): 32-bit floats, or 64 bits with is_full. */
struct h5_series h5_series(struct h5_file *f, hid_t parent, const struct h5_var *var,
                           const struct h5_dim *time, size_t chunk_rows, bool is_full);

/* Writes n_rows rows behind the first `from`. */
void h5_append(struct h5_file *f, const struct h5_series *series, size_t from, size_t n_rows,
               const double *values);

#endif
