/* room_inner.h - what the parts of room.c share.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_AIR_ROOM_INNER_H
#define MODELS_AIR_ROOM_INNER_H

#include "models/air/room.h"

/* A tile of a raised floor. */
#define ROOM_TILE_M 0.6

/* Cut-outs lie under the rears of racks, seams everywhere: their air comes up there, a cell or so deep. */
#define ROOM_LEAK_M 0.3

/* Cells of a box along each axis, from 0. */
struct cells {
    size_t lo[FIELD_AXES];
    size_t hi[FIELD_AXES]; /* past the end */
};

/* What stands in the room ends below its topmost cell; an enclosure may reach the ceiling. */
struct cells room_standing(const struct air_layout *layout, const size_t n[FIELD_AXES],
                           const struct air_box *box, size_t least_height);
struct cells room_enclosed(const struct air_layout *layout, const size_t n[FIELD_AXES],
                           const struct air_box *box);
struct cells room_grille(const struct air_layout *layout, const size_t n[FIELD_AXES],
                         const struct air_grille *g);
struct cells room_rack(const struct air_layout *layout, const size_t n[FIELD_AXES], size_t i);

size_t room_faces(const struct cells *c, int axis);
struct field_box room_box(const struct room *r, const struct cells *c);

/* The rectangle of a range of cells on the line `at` of an axis, or on one of its sides. */
struct field_rect room_rect(const struct room *r, const struct cells *c, int axis, size_t at);
struct field_rect room_side_rect(const struct room *r, const struct cells *c, enum air_side side);

int room_axis(enum air_side side);
bool room_is_low(enum air_side side);
bool room_leaks(const struct air_layout *layout, size_t rack);
bool room_has_tiles(const struct air_layout *layout);
size_t room_floor_depth(const size_t n[FIELD_AXES], const struct air_layout *layout, int axis,
                        double depth_m);

/* room_parts.c: adds all that stands in the room and opens into it. */
void room_add_parts(struct room *r);

#endif
