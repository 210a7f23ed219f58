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

/* --------------------------------------------------------------------- grid */

/* Takes an axis from the centres of its cells; false without them. */
static bool read_axis(const struct results *r, enum plane_axis axis, struct results_grid *grid)
{
    const struct arena_mark mark = arena_mark(r->arena);
    const size_t n = inner_length(r->file, axis_names[axis]);

    if (n > 0) {
        const double *const centres_m = inner_doubles(inner_own(r), r->file, axis_names[axis], n);
        grid->n[axis] = n;
        grid->cell_m[axis] =
            n > 1 ? (centres_m[n - 1] - centres_m[0]) / (double)(n - 1) : 2.0 * centres_m[0];
        grid->edge_m[axis] = centres_m[0] - grid->cell_m[axis] / 2.0;
    }
    arena_reset(r->arena, mark);
    return n > 0 && grid->cell_m[axis] > 0.0 && isfinite(grid->edge_m[axis]);
}

enum status results_grid_read(const struct results *r, struct results_grid *ret_grid)
{
    *ret_grid = (struct results_grid){.n = {0}};
    for (enum plane_axis a = PLANE_X; a < PLANE_AXES; a++) {
        if (!read_axis(r, a, ret_grid)) {
            return STATUS_BAD_INPUT;
        }
    }
    return inner_exists(r->file, "air_c") ? STATUS_OK : STATUS_BAD_INPUT;
}

long results_grid_cell(const struct results_grid *grid, enum plane_axis axis, double at_m)
{
    const double n = (double)grid->n[axis];
    const double cells = (at_m - grid->edge_m[axis]) / grid->cell_m[axis];

    /* Places come from sums of cells: the edge is met to rounding. */
    if (!(cells >= -1e-9 && cells <= n + 1e-9)) {
        return -1;
    }
    return (long)fmin(n - 1.0, fmax(0.0, floor(cells)));
}

double results_grid_centre_m(const struct results_grid *grid, enum plane_axis axis, size_t cell)
{
    return grid->edge_m[axis] + ((double)cell + 0.5) * grid->cell_m[axis];
}

/* -------------------------------------------------------------------- plane */

static enum status read_plane(const struct results *r, size_t time_index, size_t index,
                              struct results_plane *p)
{
    const size_t *const n = p->grid.n;
    hsize_t from[RANK] = {time_index};
    hsize_t count[RANK] = {1, n[PLANE_Z], n[PLANE_Y], n[PLANE_X]};

    from[dimension_of(p->axis)] = index;
    count[dimension_of(p->axis)] = 1;
    p->temp_c = calloc(p->n_cells, sizeof *p->temp_c);
    p->across_ms = calloc(p->n_cells, sizeof *p->across_ms);
    p->up_ms = calloc(p->n_cells, sizeof *p->up_ms);
    p->through_ms = calloc(p->n_cells, sizeof *p->through_ms);
    if (p->temp_c == NULL || p->across_ms == NULL || p->up_ms == NULL || p->through_ms == NULL) {
        return STATUS_NO_MEMORY;
    }
    enum status st = read_box(r, "air_c", from, count, p->temp_c);
    st = st == STATUS_OK ? read_box(r, velocity_names[p->across], from, count, p->across_ms) : st;
    st = st == STATUS_OK ? read_box(r, velocity_names[p->up], from, count, p->up_ms) : st;
    return st == STATUS_OK ? read_box(r, velocity_names[p->axis], from, count, p->through_ms) : st;
}

enum status results_plane_read(const struct results *r, size_t time_index, enum plane_axis axis,
                               double at_m, struct results_plane *ret_plane)
{
    struct results_plane *const p = ret_plane;

    *p = (struct results_plane){.axis = axis,
                                .across = axis == PLANE_X ? PLANE_Y : PLANE_X,
                                .up = axis == PLANE_Z ? PLANE_Y : PLANE_Z};
    const enum status st = results_grid_read(r, &p->grid);
    if (st != STATUS_OK) {
        return st;
    }
    const long index = results_grid_cell(&p->grid, axis, at_m);
    if (index < 0 || time_index >= r->n_times) {
        return STATUS_OUT_OF_RANGE;
    }
    p->at_m = results_grid_centre_m(&p->grid, axis, (size_t)index);
    p->n_cells = p->grid.n[p->across] * p->grid.n[p->up];
    return read_plane(r, time_index, (size_t)index, p);
}

void results_plane_free(struct results_plane *plane)
{
    free(plane->temp_c);
    free(plane->across_ms);
    free(plane->up_ms);
    free(plane->through_ms);
    *plane = (struct results_plane){.temp_c = NULL};
}
