/* scn_layout.h - closed aisles, openings and the ends of air handlers, as read.
 *
 * Part of scenario.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_SCN_LAYOUT_H
#define SIM_SCENARIO_SCN_LAYOUT_H

#include "sim/scenario/schema.h"

enum scn_aisle_kind { AISLE_COLD, AISLE_HOT };

/* A closed aisle between two rows, or before one. */
struct scn_aisle {
    struct span at;
    const char *name;
    struct name_list rows;
    int kind;               /* enum scn_aisle_kind */
    double width_m;         /* of one row's aisle                      */
    double height_m;        /* of its roof; NAN: racks, or the ceiling */
    double leakage_frac;    /* open share of its panels                */
    double doors_open_frac; /* NAN: as the panels */
    double roof_open_frac;  /* likewise           */
};

/* An opening in the floor or in the ceiling. */
struct scn_grille {
    struct span at;
    const char *name;
    int kind; /* enum air_grille_kind */
    double origin_m[2];
    double width_m;
    double depth_m;
    double open_frac;
    double count; /* side by side */
    int axis;     /* enum scn_axis */
};

/* Ends of an air handler; west to north as enum air_side. */
enum scn_draws {
    DRAWS_WEST,
    DRAWS_EAST,
    DRAWS_SOUTH,
    DRAWS_NORTH,
    DRAWS_TOP,
    DRAWS_CEILING,
    DRAWS_USUAL
};
enum scn_blows { BLOWS_WEST, BLOWS_EAST, BLOWS_SOUTH, BLOWS_NORTH, BLOWS_FLOOR, BLOWS_DUCTS };

#endif
