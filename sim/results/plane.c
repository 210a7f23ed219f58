/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/results/plane.h"

#include <math.h>
#include <stdlib.h>

#include "sim/results/inner.h"

/* The field in the file: (time, z, y, x). */
enum { RANK = 4 };
static const char *const axis_names[] = {[PLANE_X] = "x", [PLANE_Y] = "y", [PLANE_Z] = "z"};
static const char *const velocity_names[] = {
    [PLANE_X] = "air_x_ms", [PLANE_Y] = "air_y_ms", [PLANE_Z] = "air_z_ms"};

static hsize_t dimension_of(enum plane_axis axis)
{
    return (hsize_t)(RANK - 1 - (int)axis);
}

/* Reads a box of a dataset as it lies there. */
static enum status read_box(const struct results *r, const char *name, const hsize_t *from,
                            const hsize_t *count, double *ret_values)
{
    const hid_t dataset =
        inner_exists(r->file, name) ? H5Dopen2(r->file, name, H5P_DEFAULT) : H5I_INVALID_HID;
    enum status st = STATUS_IO;

    if (dataset < 0) {
        return STATUS_BAD_INPUT;
    }
    const hid_t space = H5Dget_space(dataset);
    const hid_t memory = H5Screate_simple(RANK, count, NULL);
    if (H5Sget_simple_extent_ndims(space) == RANK &&
        H5Sselect_hyperslab(space, H5S_SELECT_SET, from, NULL, count, NULL) >= 0 &&
        H5Dread(dataset, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, ret_values) >= 0) {
        st = STATUS_OK;
    }
    H5Sclose(memory);
    H5Sclose(space);
    H5Dclose(dataset);
    return st;
}

/* Centres of the cells along an axis, in memory that the caller frees; NULL without. */
static double *read_centres(const struct results *r, enum plane_axis axis, size_t *ret_n)
{
    const size_t n = inner_length(r->file, axis_names[axis]);
    double *const centres_m = calloc(n + 1, sizeof *centres_m);
    const hid_t dataset = n > 0 ? H5Dopen2(r->file, axis_names[axis], H5P_DEFAULT) : -1;
    const bool is_read =
        centres_m != NULL && dataset >= 0 &&
        H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, centres_m) >= 0;

    if (dataset >= 0) {
        H5Dclose(dataset);
    }
    *ret_n = n;
    if (!is_read) {
        free(centres_m);
        return NULL;
    }
    return centres_m;
}

/* The cell whose centre is nearest; false when the place is more than half a cell outside. */
static bool find_cell(const double *centres_m, size_t n, double at_m, size_t *ret_index)
{
    const double half_m = n > 1 ? 0.5 * (centres_m[1] - centres_m[0]) : centres_m[0];

    *ret_index = 0;
    for (size_t i = 1; i < n; i++) {
        if (fabs(centres_m[i] - at_m) < fabs(centres_m[*ret_index] - at_m)) {
            *ret_index = i;
        }
    }
    return fabs(centres_m[*ret_index] - at_m) <= half_m * (1.0 + 1e-9);
}

/* Extremes of the whole field, so that planes of one moment have the same colours. */
static enum status find_extremes(const struct results *r, size_t time_index, const size_t *n,
                                 struct results_plane *p)
{
    const hsize_t from[RANK] = {time_index};
    const hsize_t count[RANK] = {1, n[PLANE_Z], n[PLANE_Y], n[PLANE_X]};
    const size_t n_all = n[PLANE_X] * n[PLANE_Y] * n[PLANE_Z];
    double *const all = calloc(n_all, sizeof *all);
    const enum status st = all != NULL ? read_box(r, "air_c", from, count, all) : STATUS_NO_MEMORY;

    p->least_c = (double)INFINITY;
    p->most_c = -(double)INFINITY;
    for (size_t i = 0; i < n_all && st == STATUS_OK; i++) {
        p->least_c = fmin(p->least_c, all[i]); /* fmin and fmax pass over NAN */
        p->most_c = fmax(p->most_c, all[i]);
    }
    free(all);
    return st;
}

static enum status read_plane(const struct results *r, size_t time_index, const size_t *n,
                              size_t index, struct results_plane *p)
{
    const enum plane_axis across = p->axis == PLANE_X ? PLANE_Y : PLANE_X;
    const enum plane_axis up = p->axis == PLANE_Z ? PLANE_Y : PLANE_Z;
    const size_t n_cells = p->n_across * p->n_up;
    hsize_t from[RANK] = {time_index};
    hsize_t count[RANK] = {1, n[PLANE_Z], n[PLANE_Y], n[PLANE_X]};

    from[dimension_of(p->axis)] = index;
    count[dimension_of(p->axis)] = 1;
    p->temp_c = calloc(n_cells, sizeof *p->temp_c);
    p->across_ms = calloc(n_cells, sizeof *p->across_ms);
    p->up_ms = calloc(n_cells, sizeof *p->up_ms);
    if (p->temp_c == NULL || p->across_ms == NULL || p->up_ms == NULL) {
        return STATUS_NO_MEMORY;
    }
    enum status st = read_box(r, "air_c", from, count, p->temp_c);
    st = st == STATUS_OK ? read_box(r, velocity_names[across], from, count, p->across_ms) : st;
    return st == STATUS_OK ? read_box(r, velocity_names[up], from, count, p->up_ms) : st;
}

enum status results_plane_read(const struct results *r, size_t time_index, enum plane_axis axis,
                               double at_m, struct results_plane *ret_plane)
{
    double *centres_m[3] = {NULL, NULL, NULL};
    size_t n[3] = {0, 0, 0};
    size_t index = 0;
    enum status st = time_index < r->n_times ? STATUS_OK : STATUS_OUT_OF_RANGE;

    *ret_plane = (struct results_plane){.axis = axis};
    for (enum plane_axis a = PLANE_X; a <= PLANE_Z; a++) {
        centres_m[a] = read_centres(r, a, &n[a]);
        st = centres_m[a] == NULL && st == STATUS_OK ? STATUS_BAD_INPUT : st;
    }
    if (st == STATUS_OK && !find_cell(centres_m[axis], n[axis], at_m, &index)) {
        st = STATUS_OUT_OF_RANGE;
    }
    if (st == STATUS_OK) {
        const enum plane_axis across = axis == PLANE_X ? PLANE_Y : PLANE_X;
        const enum plane_axis up = axis == PLANE_Z ? PLANE_Y : PLANE_Z;
        ret_plane->at_m = centres_m[axis][index];
        ret_plane->n_across = n[across];
        ret_plane->n_up = n[up];
        ret_plane->across_m = centres_m[across];
        ret_plane->up_m = centres_m[up];
        centres_m[across] = NULL;
        centres_m[up] = NULL;
        st = read_plane(r, time_index, n, index, ret_plane);
    }
    st = st == STATUS_OK ? find_extremes(r, time_index, n, ret_plane) : st;
    for (enum plane_axis a = PLANE_X; a <= PLANE_Z; a++) {
        free(centres_m[a]);
    }
    return st;
}

void results_plane_free(struct results_plane *plane)
{
    free(plane->across_m);
    free(plane->up_m);
    free(plane->temp_c);
    free(plane->across_ms);
    free(plane->up_ms);
    *plane = (struct results_plane){0};
}
