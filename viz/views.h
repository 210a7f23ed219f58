/* views.h - what the views beside the plan show: a plane through the hall and what it cuts, and a row of
 * racks from the front. Each is read when it is asked for and kept until another is.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_VIEWS_H
#define VIZ_VIEWS_H

#include "viz/cut.h"
#include "viz/elevation.h"
#include "viz/section.h"

struct views {
    struct cut cut;
    struct section section;
    bool has_section; /* of the plane and the record: */
    enum plane_axis section_axis;
    double section_m;
    size_t section_time;

    size_t row;    /* that is looked at */
    long followed; /* the selected rack that row and section were brought to, -1 for none */
    struct elevation elevation;
    bool has_elevation; /* of the record: */
    size_t elevation_time;
};

void views_open(const struct scene *s, struct views *ret_views);
void views_close(struct views *v);

/* What the plane cuts at the scene's record; NULL when there is no memory, or the plane is level. */
const struct section *views_section(struct views *v, const struct scene *s);

/* The row at the scene's record; NULL when the file does not tell where its racks stand. */
const struct elevation *views_elevation(struct views *v, const struct scene *s);

#endif
