/* variables.c - dimensions and variables: the list at opening, frames and histories on demand.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include <hdf5_hl.h>

#include "sim/base/text.h"
#include "sim/results/inner.h"

enum { MOST_DIMS = 16, MOST_VARIABLES = 512 };

/* The dimension whose scale is attached to axis `axis` of a dataset: its name, "" without. */
static herr_t take_scale_name(hid_t dataset, unsigned axis, hid_t scale, void *data)
{
    (void)dataset;
    (void)axis;
    return H5DSget_scale_name(scale, data, 64) > 0 ? 1 : 0;
}

static void axis_name(hid_t dataset, unsigned axis, char name[64])
{
    name[0] = '\0';
    (void)H5DSiterate_scales(dataset, axis, NULL, take_scale_name, name);
}

static void add_dim(struct results *r, const char *name)
{
    const size_t n = inner_length(r->file, name);
    const char *const *const labels = inner_texts(r, r->file, name, n);

    if (r->n_dims < MOST_DIMS && labels != NULL) {
        r->dims[r->n_dims++] = (struct results_dim){
            .name = text_copy(r->arena, view_of(name)), .n = n, .labels = labels};
    }
}

static void add_variable(struct results *r, const char *name, hid_t dataset, int rank,
                         hsize_t n_rows)
{
    const hid_t type = H5Dget_type(dataset);
    const char *const unit = inner_text_attribute(r, dataset, "units");
    const char *const long_name = inner_text_attribute(r, dataset, "long_name");
    char first[64];
    char last[64];

    axis_name(dataset, 0, first);
    axis_name(dataset, (unsigned)rank - 1, last);
    const bool has_time = strcmp(first, LAYOUT_TIME) == 0;
    if (has_time && n_rows < r->n_times) {
        r->n_times = n_rows; /* a run that was killed: what all have counts */
    }
    r->variables[r->n_variables++] = (struct results_variable){
        .name = text_copy(r->arena, view_of(name)),
        .unit = unit != NULL ? unit : "",
        .long_name = long_name != NULL ? long_name : "",
        .dim = has_time && rank == 1 ? "" : text_copy(r->arena, view_of(last)),
        .has_time = has_time,
        .is_text = H5Tget_class(type) == H5T_STRING,
    };
    H5Tclose(type);
}

static herr_t take_link(hid_t group, const char *name, const H5L_info_t *info, void *data)
{
    struct results *const r = data;
    H5O_info_t object;

    (void)info;
    if (H5Oget_info_by_name2(group, name, &object, H5O_INFO_BASIC, H5P_DEFAULT) < 0 ||
        object.type != H5O_TYPE_DATASET) {
        return 0;
    }
    const hid_t dataset = H5Dopen2(group, name, H5P_DEFAULT);
    const hid_t space = H5Dget_space(dataset);
    const int rank = H5Sget_simple_extent_ndims(space);
    hsize_t size[2] = {0};
    if (rank == 1 || rank == 2) {
        (void)H5Sget_simple_extent_dims(space, size, NULL);
    }
    if (H5DSis_scale(dataset) > 0) {
        if (strcmp(name, LAYOUT_TIME) != 0) {
            add_dim(r, name);
        }
    } else if ((rank == 1 || rank == 2) && r->n_variables < MOST_VARIABLES) {
        add_variable(r, name, dataset, rank, size[0]);
    }
    H5Sclose(space);
    H5Dclose(dataset);
    return 0;
}

bool inner_open_variables(struct results *r)
{
    r->n_times = inner_length(r->file, LAYOUT_TIME);
    r->times_s = inner_doubles(r, r->file, LAYOUT_TIME, r->n_times);
    r->dims = ARENA_ARRAY(r->arena, struct results_dim, MOST_DIMS, "results");
    r->variables = ARENA_ARRAY(r->arena, struct results_variable, MOST_VARIABLES, "results");
    return H5Literate(r->file, H5_INDEX_CRT_ORDER, H5_ITER_INC, NULL, take_link, r) >= 0;
}

/* ----------------------------------------------------------------- reading */

/* A part of a dataset: n_rows rows from a row on, and likewise columns; as it lies in the file. */
static enum status read_part(hid_t parent, const char *name, const hsize_t from[2],
                             const hsize_t count[2], double *ret_values)
{
    const hid_t dataset = inner_exists(parent, name) ? H5Dopen2(parent, name, H5P_DEFAULT) : -1;
    enum status st = STATUS_IO;

    if (dataset < 0) {
        return st;
    }
    const hid_t space = H5Dget_space(dataset);
    const hsize_t n = count[0] * count[1];
    const hid_t memory = H5Screate_simple(1, &n, NULL);
    if (H5Sselect_hyperslab(space, H5S_SELECT_SET, from, NULL, count, NULL) >= 0 &&
        H5Dread(dataset, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, ret_values) >= 0) {
        st = STATUS_OK;
    }
    H5Sclose(memory);
    H5Sclose(space);
    H5Dclose(dataset);
    return st;
}

static size_t items_of(const struct results *r, const struct results_variable *v)
{
    const struct results_dim *const dim = results_dim(r, v->dim);

    return dim != NULL ? dim->n : 1;
}

enum status results_frame(const struct results *r, const struct results_variable *v,
                          size_t time_index, double *ret_values)
{
    const hsize_t n = items_of(r, v);

    if (v->is_text || (v->has_time && time_index >= r->n_times)) {
        return STATUS_OUT_OF_RANGE;
    }
    if (!v->has_time) {
        return read_part(r->file, v->name, (hsize_t[]){0, 0}, (hsize_t[]){n, 1}, ret_values);
    }
    return read_part(r->file, v->name, (hsize_t[]){time_index, 0}, (hsize_t[]){1, n}, ret_values);
}

enum status results_history(const struct results *r, const struct results_variable *v, size_t item,
                            double *ret_values)
{
    if (v->is_text || !v->has_time || item >= items_of(r, v)) {
        return STATUS_OUT_OF_RANGE;
    }
    return read_part(r->file, v->name, (hsize_t[]){0, item}, (hsize_t[]){r->n_times, 1},
                     ret_values);
}

enum status results_margins(const struct results *r, size_t time_index, double *ret_margin_frac)
{
    if (time_index >= r->n_times || r->n_limits == 0) {
        return STATUS_OUT_OF_RANGE;
    }
    return read_part(r->file, LAYOUT_LIMITS "/margin_frac", (hsize_t[]){time_index, 0},
                     (hsize_t[]){1, r->n_limits}, ret_margin_frac);
}

const char *const *results_labels(const struct results *results, const char *name)
{
    /* Reading takes memory from the arena, which is the file's own; nobody sees the difference. */
    struct results *const r = (struct results *)(uintptr_t)results;
    const struct results_variable *const v = results_variable(r, name);

    return v != NULL && v->is_text ? inner_texts(r, r->file, name, items_of(r, v)) : NULL;
}

double results_number(const struct results *results, const char *path)
{
    struct results *const r = (struct results *)(uintptr_t)results;

    if (inner_length(r->file, path) == 1) {
        return inner_doubles(r, r->file, path, 1)[0];
    }
    return inner_number_attribute(r->file, path);
}

const char *results_text(const struct results *results, const char *path)
{
    struct results *const r = (struct results *)(uintptr_t)results;

    if (strchr(path, '/') == NULL && H5Aexists(r->file, path) > 0) {
        return inner_text_attribute(r, r->file, path);
    }
    const char *const *const text = inner_texts(r, r->file, path, 0);
    return text != NULL ? text[0] : NULL;
}
