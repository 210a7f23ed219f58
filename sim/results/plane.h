/* plane.h - a plane through the air's field at one record: temperature and velocity in it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_RESULTS_PLANE_H
#define SIM_RESULTS_PLANE_H

#include "sim/results/results.h"

enum plane_axis { PLANE_X, PLANE_Y, PLANE_Z };

/* Across is x, or y in a plane normal to x; up is z, or y in a plane normal to z. */
struct results_plane {
    enum plane_axis axis; /* that it is normal to */
    double at_m;          /* of the centres of its cells: the nearest to what was asked for */
    size_t n_across;
    size_t n_up;
    double *across_m; /* (n_across) centres of cells */
    double *up_m;     /* (n_up) */
    double *temp_c;   /* (n_up, n_across) NAN where there is no air */
    double *across_ms;
    double *up_ms;
    double least_c; /* of the whole field at that record */
    double most_c;
};

/* Everything is taken with malloc; results_plane_free gives it back, also after an error.
 *
 * Errors  STATUS_BAD_INPUT: the file holds no field; STATUS_OUT_OF_RANGE: the plane lies outside the
 *         hall, or there is no such record; STATUS_NO_MEMORY, STATUS_IO. */
MUST_CHECK enum status results_plane_read(const struct results *r, size_t time_index,
                                          enum plane_axis axis, double at_m,
                                          struct results_plane *ret_plane);
void results_plane_free(struct results_plane *plane);

#endif
