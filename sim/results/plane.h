/* plane.h - a plane through the air's field at one record: temperature and velocity in it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_RESULTS_PLANE_H
#define SIM_RESULTS_PLANE_H

#include "sim/results/results.h"

enum plane_axis { PLANE_X, PLANE_Y, PLANE_Z, PLANE_AXES };

/* The cells of the field: equal boxes, side by side. */
struct results_grid {
    size_t n[PLANE_AXES];
    double edge_m[PLANE_AXES]; /* least coordinate of the first cell */
    double cell_m[PLANE_AXES];
};

/* Across is x, or y in a plane normal to x; up is z, or y in a plane normal to z. */
struct results_plane {
    enum plane_axis axis; /* that it is normal to */
    enum plane_axis across;
    enum plane_axis up;
    struct results_grid grid;
    double at_m;    /* of the centres of its cells */
    size_t n_cells; /* (up, across), as the arrays below lie */
    double *temp_c; /* NAN where there is no air */
    double *across_ms;
    double *up_ms;
    double *through_ms; /* along the axis */
};

/* Errors  STATUS_BAD_INPUT: the file holds no field. */
MUST_CHECK enum status results_grid_read(const struct results *r, struct results_grid *ret_grid);

/* The cell of an axis in which a place lies; -1 outside. A place on the outer edge belongs to the last. */
long results_grid_cell(const struct results_grid *grid, enum plane_axis axis, double at_m);

/* Middle of a cell. */
double results_grid_centre_m(const struct results_grid *grid, enum plane_axis axis, size_t cell);

/* Reads the cells in which the plane at_m lies, and nothing of the field beside them. Everything is
 * taken with malloc; results_plane_free gives it back, also after an error.
 *
 * Errors  STATUS_BAD_INPUT: the file holds no field; STATUS_OUT_OF_RANGE: the plane lies outside the
 *         hall, or there is no such record; STATUS_NO_MEMORY, STATUS_IO. */
MUST_CHECK enum status results_plane_read(const struct results *r, size_t time_index,
                                          enum plane_axis axis, double at_m,
                                          struct results_plane *ret_plane);
void results_plane_free(struct results_plane *plane);

#endif
