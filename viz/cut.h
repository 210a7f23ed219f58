/* cut.h - a plane through the hall: where it lies, and the air in it where the file holds a computed
 * field.
 *
 * Colours of the air are the same at every moment and in every plane. Air in a hall is a mixture of
 * what is supplied and what racks exhaust, so the scale goes from the coldest supply or inlet of the run
 * to the hottest exhaust or inlet: series of racks and handlers, which are short beside the field. Air
 * that goes past an end, such as that above a rack's still exhaust, has the end's colour.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_CUT_H
#define VIZ_CUT_H

#include "sim/results/plane.h"

struct cut {
    const struct results *results;
    enum plane_axis axis;     /* that the plane is normal to */
    double at_m[PLANE_AXES];  /* its place, kept on each axis while another is looked at; NAN: not
                               * laid there yet */
    double end_m[PLANE_AXES]; /* of the hall; NAN: the file does not tell its height */
    bool has_field;
    struct results_grid grid; /* of the field */
    bool has_scale;
    double least_c; /* ends of the colours */
    double most_c;
    double limit_c; /* strictest limit of the racks' inlets; NAN: none */
    struct results_plane plane;
    bool is_read; /* the plane holds what was asked for last */
    size_t time_index;
};

/* Lays the plane 1.5 m above the floor. */
void cut_open(const struct results *r, struct cut *ret_cut);
void cut_close(struct cut *c);

/* Lays the plane; false, and nothing changes, when it would lie outside the hall. */
bool cut_place(struct cut *c, enum plane_axis axis, double at_m);

/* Where the plane lies: of a field the middle of the cells that are shown. */
double cut_at_m(const struct cut *c);

/* Moves the plane along its axis by cells of the field, without one by 0.1 m; the walls stop it. */
void cut_step(struct cut *c, long n);

/* The air in the plane at a record, read when it is asked for and kept until another is. NULL when
 * the file holds no field, or it cannot be read. */
const struct results_plane *cut_air(struct cut *c, size_t time_index);

/* Share of a temperature on the scale of colours: 0 to 1. Call cut_air first. */
double cut_share(const struct cut *c, double temp_c);

/* What the air does at a place in the plane that was read last: false where there is no air.
 *
 *   across_m, up_m  along the axes of the plane
 *   ret_speed_ms    of the whole velocity, also through the plane
 */
bool cut_reading(const struct cut *c, double across_m, double up_m, double *ret_temp_c,
                 double *ret_speed_ms);

#endif
