/* plenum_field.h - the air in a plenum in its plane: where handlers blow, what pressure each tile stands on.
 *
 * The flow below the floor is that of field.h without heat, on a grid of at least three layers. Handlers
 * blow down through their openings, and the jets spread along the subfloor: fast air has little static
 * pressure, so a tile beside a handler gives less than one far away, or draws air down. Each round
 *
 *     V_i = A_i sqrt(2 (p_i + c) / rho), with its sign        sum V_i = supply, which sets c
 *
 * follows from the pressure below each outlet, half-way from the flow of the round before; then the air
 * moves on. The flows of the handlers are given (plenum.h): what the jets do to them is not in it.
 *
 * Assumes the room above has one pressure; tiles lose by their face velocity; leaks blow straight up.
 *
 * Holds   not validated against a measured floor: the field of rooms was held against CFD, that of a
 *         plenum was not. Restrictive tiles over a deep plenum give what one pressure gives.
 * Source  the round of tile flows and field: VanGilder, US 2012/0071992; one pressure above the floor:
 *         Karki, Radmehr, Patankar 2003.
 *
 * Memory is the caller's.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_FIELD_PLENUM_FIELD_H
#define MODELS_FIELD_PLENUM_FIELD_H

#include <stdbool.h>

#include "models/field/field.h"

/* A rectangle of the floor: corners with the least and the greatest x and y. */
struct plenum_patch {
    double lo_m[2];
    double hi_m[2];
};

struct plenum_jet {
    struct plenum_patch patch;
    double flow_m3s;
};

/* A tile, or a leak. */
struct plenum_outlet {
    struct plenum_patch patch;
    double open_m2; /* effective area */
};

/* Edges are moved to the nearest lines of the grid; what then overlaps gives way in the order jets,
 * outlets by number. Flows and areas stay as given. */
struct plenum_room {
    double size_m[2];
    double depth_m;
    double cell_m;
    double density_kg_per_m3;
    const struct plenum_jet *jets;
    size_t n_jets;
    const struct plenum_outlet *outlets;
    size_t n_outlets;
    const struct field_box *obstacles; /* beams, trays, closed partitions; z from the subfloor */
    size_t n_obstacles;
};

struct plenum_field_result {
    bool is_steady;    /* flows moved less than 0.5 % of the supply in a round */
    double moved_frac; /* in the last round                                     */
    double marched_s;
    size_t n_cells;
};

/* Bytes of memory, at any alignment. */
size_t plenum_field_bytes(const struct plenum_room *room);

/* Marches until the flows stand, and gives their means over the last rounds.
 *
 *   ret_outlet_m3s  (n_outlets) negative: draws air down
 *   ret_outlet_pa   (n_outlets) pressure below it, above the room's
 *
 * Unsteady is not an error. Errors  STATUS_BAD_INPUT  an opening has no free floor, or an obstacle stands
 * under it; those of field_step. */
MUST_CHECK enum status plenum_field_solve(const struct plenum_room *room, void *memory,
                                          double *ret_outlet_m3s, double *ret_outlet_pa,
                                          struct plenum_field_result *ret);

#endif
