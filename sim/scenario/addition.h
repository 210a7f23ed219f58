/* addition.h - something of the catalogue put into a hall as it is drawn: nodes into racks that have
 * room, a rack onto a position that is free.
 *
 * A rack of the scenario is a position. It is free when it is empty (`nodes: []`). What the building
 * gives stays the position's: feeds, circuits, CDUs, phase, floor and tiles, and its limits, of which the lower
 * of position's and rack's holds. What stands there brings the rest: nodes, shelves, height, mass,
 * flow. Cooling is the rack's own when that needs coolant, else the position's (a rear door), else air;
 * an air-cooled node in an empty rack leaves the coolant for cold plates alone.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_ADDITION_H
#define SIM_SCENARIO_ADDITION_H

#include "sim/scenario/load.h"

struct addition_request {
    const char *entry;    /* of the catalogue, also of the scenario's own: a node or a rack */
    const char *workload; /* that it works on; NULL: the entry's, or full load all the time */
    double cap_w;         /* enforced on each node; NAN: the entry's                        */
};

struct addition {
    const char *name; /* of the entry */
    bool is_rack;
    struct scn_node node;    /* one, when it is a node */
    struct scn_rack rack;    /* else                   */
    struct scn_cooling *air; /* for an air-cooled node on an empty position with coolant */
};

/* Reads the entry.
 *
 * Errors  STATUS_BAD_INPUT after adding to diag: no such node or rack, no such workload, or nothing
 *         says what it draws.
 */
MUST_CHECK enum status addition_read(struct arena *arena, const struct scenario *scenario,
                                     const struct addition_request *request, struct diag *diag,
                                     struct addition *ret_addition);

/* Why a position takes none at all, whatever its limits are. */
enum addition_obstacle {
    OBSTACLE_NONE,
    OBSTACLE_TAKEN,    /* a rack stands there                                      */
    OBSTACLE_CONTENTS, /* what is in it is not known                               */
    OBSTACLE_SPACE,    /* too few units are free, or the rack is wider or deeper   */
    OBSTACLE_LIQUID,   /* it needs coolant and the position has none for it        */
    OBSTACLE_PLATES,   /* it is cooled by air and what is there by cold plates     */
    OBSTACLE_COUNT
};
const char *addition_obstacle_text(enum addition_obstacle o);

/* How many a position has room for: units of height for nodes, 0 or 1 for a rack. Heights that are
 * not known count as one unit for a node and as nothing for what is there: the most that is possible.
 *
 *   ret_obstacle  why it is 0, else OBSTACLE_NONE
 */
size_t addition_room(const struct addition *a, const struct scn_rack *position,
                     enum addition_obstacle *ret_obstacle);

/* The position with n of it in place; as it was for 0. */
void addition_place(struct arena *arena, const struct addition *a, const struct scn_rack *position,
                    size_t n, struct scn_rack *ret_rack);

/* What changes in a scenario. */
struct addition_change {
    const struct scenario *scenario;
    size_t site;
    size_t hall;
    const struct addition *addition;
    const size_t *n;             /* how many at each rack, in the order of rows and racks */
    struct scn_outdoor *outdoor; /* the weather in place of the site's, or NULL */
};

/* The scenario with the change. It itself stays as it is; what does not change is shared. */
const struct scenario *addition_apply(struct arena *arena, const struct addition_change *change);

/* A constant state of the outdoor air, as a scenario would give it.
 *
 * Errors  STATUS_OUT_OF_RANGE outside what a scenario may say.
 */
MUST_CHECK enum status addition_outdoor(struct arena *arena, double dry_bulb_c, double wet_bulb_c,
                                        struct scn_outdoor **ret_outdoor);

#endif
