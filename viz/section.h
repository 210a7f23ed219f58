/* section.h - what an upright plane cuts in the hall: racks, air handlers, CDUs, panels of closed aisles.
 *
 * A thing is cut when the plane passes through its inside, so a plane between two racks that touch cuts
 * one of them at most. Panels are thin: those that stand along the plane are not cut by it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_SECTION_H
#define VIZ_SECTION_H

#include "sim/results/plane.h"
#include "viz/scene.h"

enum section_kind { SECTION_RACK, SECTION_UNIT, SECTION_PANEL };

struct section_box {
    enum section_kind kind;
    const char *name;
    long rack;   /* of the scene; -1: no rack */
    double lo_m; /* along the plane */
    double hi_m;
    double bottom_m; /* above the floor */
    double top_m;    /* NAN: the file does not tell */
    bool is_opened;  /* a panel that stands open at that record */
};

struct section {
    struct section_box *boxes;
    size_t n;
    double width_m;    /* of the hall, along the plane */
    double height_m;   /* of the hall; NAN: the file does not tell */
    double raised_m;   /* depth of the raised floor; NAN: none, or not told */
    double overhead_m; /* height of the plenum above the ceiling; likewise */
};

/* Cuts the hall of a scene by the plane x or y = at_m, panels as they stand at the scene's record.
 *
 * Errors  STATUS_NO_MEMORY. section_close gives everything back, also after an error.
 */
MUST_CHECK enum status section_open(const struct scene *s, enum plane_axis axis, double at_m,
                                    struct section *ret_section);
void section_close(struct section *c);

#endif
