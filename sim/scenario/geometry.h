/* geometry.h - where rows, racks and units stand.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_GEOMETRY_H
#define SIM_SCENARIO_GEOMETRY_H

#include "sim/scenario/scenario.h"

/* A rectangle on the floor, in metres from the hall's corner. */
struct floor_rect {
    double x_m;
    double y_m;
    double width_m; /* along x */
    double depth_m; /* along y */
};

/* The place of rack k of a row that has been placed; along_m is what the racks before it take up,
 * and moves on to the next. */
struct floor_rect geometry_rack(const struct scn_row *row, size_t k, double *along_m);

/* The floor of the aisle between two rows, from the rack that stands back furthest on either side; or
 * of width_m along the one, second NULL. False when they do not face each other over it. */
bool geometry_aisle(const struct scn_hall *hall, const struct scn_row *first,
                    const struct scn_row *second, int kind, double width_m,
                    struct floor_rect *ret_rect);

bool geometry_overlap(const struct floor_rect *a, const struct floor_rect *b);

/* Adds a problem when a rectangle is not within the hall. */
void geometry_check_inside(const struct scn_hall *hall, const struct floor_rect *r,
                           const char *what, const char *name, struct span at, struct diag *diag);

/* Gives a place to every row and unit that has none (rows one after the other with aisles of
 * 1.2 m, units along the wall x = 0) and a size to a hall that has none. Then checks that nothing
 * stands outside the hall or in another rack. */
void geometry_place(struct scn_hall *hall, struct diag *diag);

#endif
