/* variables.c - dimensions and variables: the list at opening, frames and histories on demand.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/text.h"
#include "sim/results/inner.h"

enum { MOST_DIMS = 16, MOST_VARIABLES = 512 };

struct shape {
    int rank;
    hsize_t n[2];
    bool grows; /* along its first axis, which is time */
};

/* Takes a dimension with the names of its items. */
static void add_dim(struct results *r, const char *name)
{
    const size_t n = inner_length(r->file, name);
    const char *const *const labels = inner_texts(r, r->file, name, n);

    r->is_damaged = r->is_damaged || labels == NULL;
    if (r->n_dims < MOST_DIMS && labels != NULL) {
        r->dims[r->n_dims++] = (struct results_dim){
            .name = text_copy(r->arena, view_of(name)), .n = n, .labels = labels};
    }
}

/* The dimension of a variable, by its name and length; NULL for none. The scales that are attached
 * say the same, but HDF5 follows them without looking where they lead in a damaged file. */
static const struct results_dim *dim_of(const struct results *r, const char *name, hsize_t n)
{
    for (size_t i = 0; i < r->n_dims; i++) {
        const size_t length = strlen(r->dims[i].name);
        if (strncmp(name, r->dims[i].name, length) == 0 && name[length] == '_' &&
            r->dims[i].n == n) {
            return &r->dims[i];
        }
    }
    return NULL;
}

static enum results_over over_of(struct results *r, hid_t dataset)
{
    const char *const method = inner_text_attribute(r, dataset, "cell_methods");

    if (method != NULL && strcmp(method, "time: maximum") == 0) {
        return RESULTS_MOST;
    }
    return method != NULL && strcmp(method, "time: minimum") == 0 ? RESULTS_LEAST : RESULTS_MEAN;
}

/* Takes a variable over (time), (time, dim) or (dim); what is over anything else is not ours. */
static void add_variable(struct results *r, const char *name, hid_t dataset,
                         const struct shape *shape)
{
    const struct results_dim *const dim = dim_of(r, name, shape->n[shape->rank - 1]);
    const bool has_time = shape->grows;

    if (dim == NULL && !(has_time && shape->rank == 1)) {
        return;
    }
    if (has_time && shape->n[0] < r->n_times) {
        r->n_times = (size_t)shape->n[0]; /* a run that was killed: what all have counts */
    }
    const hid_t type = H5Dget_type(dataset);
    const char *const unit = inner_text_attribute(r, dataset, "units");
    const char *const long_name = inner_text_attribute(r, dataset, "long_name");
    r->variables[r->n_variables++] = (struct results_variable){
        .name = text_copy(r->arena, view_of(name)),
        .unit = unit != NULL ? unit : "",
        .long_name = long_name != NULL ? long_name : "",
        .dim = dim != NULL ? dim->name : "",
        .has_time = has_time,
        .is_text = H5Tget_class(type) == H5T_STRING,
        .over = over_of(r, dataset),
    };
    H5Tclose(type);
}

static bool is_scale(struct results *r, hid_t dataset)
{
    const char *const kind = inner_text_attribute(r, dataset, "CLASS");

    return kind != NULL && strcmp(kind, "DIMENSION_SCALE") == 0;
}

static bool has_names(hid_t scale)
{
    const hid_t type = H5Dget_type(scale);
    const bool is_text = H5Tget_class(type) == H5T_STRING;

    H5Tclose(type);
    return is_text;
}

static struct shape shape_of(hid_t dataset)
{
    const hid_t space = H5Dget_space(dataset);
    struct shape shape = {.rank = H5Sget_simple_extent_ndims(space)};
    hsize_t most[2] = {0};

    if (shape.rank == 1 || shape.rank == 2) {
        (void)H5Sget_simple_extent_dims(space, shape.n, most);
        shape.grows = most[0] == H5S_UNLIMITED;
    }
    H5Sclose(space);
    return shape;
}

static herr_t take_link(hid_t group, const char *name, const H5L_info_t *info, void *data)
{
    struct results *const r = data;
    H5O_info_t object;

    (void)info;
    if (H5Oget_info_by_name2(group, name, &object, H5O_INFO_BASIC, H5P_DEFAULT) < 0) {
        r->is_damaged = true;
        return 0;
    }
    const hid_t dataset =
        object.type == H5O_TYPE_DATASET ? H5Dopen2(group, name, H5P_DEFAULT) : H5I_INVALID_HID;
    if (dataset < 0) {
        r->is_damaged = r->is_damaged || object.type == H5O_TYPE_DATASET;
        return 0;
    }
    const struct shape shape = shape_of(dataset);
    if (is_scale(r, dataset)) {
        /* Time, and the places of the air's cells, are numbers: their items have no names. */
        if (has_names(dataset)) {
            add_dim(r, name);
        }
    } else if ((shape.rank == 1 || shape.rank == 2) && r->n_variables < MOST_VARIABLES) {
        add_variable(r, name, dataset, &shape);
    }
    H5Dclose(dataset);
    return 0;
}

bool inner_open_variables(struct results *r)
{
    r->n_times = inner_length(r->file, LAYOUT_TIME);
    r->times_s = inner_doubles(r, r->file, LAYOUT_TIME, r->n_times);
    r->dims = ARENA_ARRAY(r->arena, struct results_dim, MOST_DIMS, "results");
    r->variables = ARENA_ARRAY(r->arena, struct results_variable, MOST_VARIABLES, "results");
    r->labels = ARENA_ARRAY(r->arena, const char *const *, MOST_VARIABLES, "results");
    return H5Literate(r->file, H5_INDEX_CRT_ORDER, INNER_ORDER, NULL, take_link, r) >= 0 &&
           !r->is_damaged;
}

/* ----------------------------------------------------------------- reading */

/* A part of a dataset as doubles, row after row. */
static enum status read_part(const struct results *r, const char *name, const hsize_t from[2],
                             const hsize_t count[2], double *ret_values)
{
    struct inner_room room = {.type = H5T_NATIVE_DOUBLE, .width = count[1]};

    room.values = ret_values;
    return inner_part(r->file, name, from, count, &room);
}

size_t inner_items(const struct results *r, const struct results_variable *v)
{
    const struct results_dim *const dim = results_dim(r, v->dim);

    return dim != NULL ? dim->n : 1;
}

enum status results_frame(const struct results *r, const struct results_variable *v,
                          size_t time_index, double *ret_values)
{
    const size_t n = inner_items(r, v);

    if (v->is_text || (v->has_time && time_index >= r->n_times)) {
        return STATUS_OUT_OF_RANGE;
    }
    if (!v->has_time) {
        return read_part(r, v->name, (hsize_t[]){0, 0}, (hsize_t[]){n, 1}, ret_values);
    }
    return inner_row(inner_own(r), v, time_index, ret_values);
}

enum status results_history_part(const struct results *r, const struct results_variable *v,
                                 size_t item, const size_t records[2], double *ret_values)
{
    const size_t first = records[0];
    const size_t n = records[1] - first;

    if (v->is_text || !v->has_time || item >= inner_items(r, v) || first >= records[1] ||
        records[1] > r->n_times) {
        return STATUS_OUT_OF_RANGE;
    }
    return read_part(r, v->name, (hsize_t[]){first, item}, (hsize_t[]){n, 1}, ret_values);
}

enum status results_history(const struct results *r, const struct results_variable *v, size_t item,
                            double *ret_values)
{
    return results_history_part(r, v, item, (size_t[]){0, r->n_times}, ret_values);
}

/* Seconds that a record stands for; 1 in a steady run, where nothing lasts. */
static double weight_of(const struct results *r, size_t t)
{
    const double last_s = r->times_s[r->n_times - 1];
    const double before_s = t > 0 ? r->times_s[t - 1] : 0.0;

    return last_s > 0.0 ? r->times_s[t] - before_s : 1.0;
}

static void take_row(enum results_over over, const double *row, size_t n, double weight,
                     double *so_far, double *weights)
{
    for (size_t i = 0; i < n; i++) {
        if (isnan(row[i]) || (over == RESULTS_MEAN && weight <= 0.0)) {
            continue;
        }
        const bool is_first = weights[i] <= 0.0;
        if (over == RESULTS_MEAN) {
            so_far[i] = (is_first ? 0.0 : so_far[i]) + weight * row[i];
            weights[i] += weight;
        } else {
            const bool is_beyond = over == RESULTS_MOST ? row[i] > so_far[i] : row[i] < so_far[i];
            so_far[i] = is_first || is_beyond ? row[i] : so_far[i];
            weights[i] = 1.0;
        }
    }
}

enum status results_over_run(const struct results *r, const struct results_variable *v,
                             enum results_over over, double *ret_values)
{
    const size_t n = inner_items(r, v);
    double *const weights = calloc(n, sizeof *weights);
    double *const row = calloc(n, sizeof *row);
    enum status st = weights != NULL && row != NULL ? STATUS_OK : STATUS_NO_MEMORY;

    if (v->is_text || !v->has_time) {
        st = STATUS_OUT_OF_RANGE;
    }
    for (size_t t = 0; t < r->n_times && st == STATUS_OK; t++) {
        st = inner_row(inner_own(r), v, t, row);
        if (st == STATUS_OK) {
            take_row(over, row, n, weight_of(r, t), ret_values, weights);
        }
    }
    for (size_t i = 0; i < n && st == STATUS_OK; i++) {
        ret_values[i] = weights[i] > 0.0 ? ret_values[i] / weights[i] : (double)NAN;
    }
    free(weights);
    free(row);
    return st;
}

enum status results_margins_part(const struct results *r, const size_t records[2],
                                 const size_t limits[2], double *ret_margin_frac)
{
    if (records[0] >= records[1] || records[1] > r->n_times || limits[0] >= limits[1] ||
        limits[1] > r->n_limits) {
        return STATUS_OUT_OF_RANGE;
    }
    return read_part(r, LAYOUT_LIMITS "/margin_frac", (hsize_t[]){records[0], limits[0]},
                     (hsize_t[]){records[1] - records[0], limits[1] - limits[0]}, ret_margin_frac);
}

enum status results_margins(const struct results *r, size_t first, size_t n,
                            double *ret_margin_frac)
{
    const size_t left = first < r->n_times ? r->n_times - first : 0;

    return n > left ? STATUS_OUT_OF_RANGE
                    : results_margins_part(r, (size_t[]){first, first + n},
                                           (size_t[]){0, r->n_limits}, ret_margin_frac);
}

const char *const *results_labels(const struct results *r, const char *name)
{
    const struct results_variable *const v = results_variable(r, name);

    if (v == NULL || !v->is_text) {
        return NULL;
    }
    const char *const **const labels = &r->labels[v - r->variables];
    if (*labels == NULL) {
        *labels = inner_texts(inner_own(r), r->file, name, inner_items(r, v));
    }
    return *labels;
}

double results_number(const struct results *r, const char *path)
{
    const struct arena_mark mark = arena_mark(r->arena);
    const double value = inner_length(r->file, path) == 1
                             ? inner_doubles(inner_own(r), r->file, path, 1)[0]
                             : inner_number_attribute(r->file, path);

    arena_reset(r->arena, mark);
    return value;
}

const char *results_text(const struct results *r, const char *path)
{
    if (strchr(path, '/') == NULL && H5Aexists(r->file, path) > 0) {
        return inner_text_attribute(inner_own(r), r->file, path);
    }
    const char *const *const text = inner_texts(inner_own(r), r->file, path, 0);
    return text != NULL ? text[0] : NULL;
}
