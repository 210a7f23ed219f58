/* room.h - the hall's layout as a case of the field: a uniform grid, racks and handlers as boxes with
 * openings, supply through the floor.
 *
 * Every edge is moved to the nearest line of the grid; flows and heat are as given, so that only
 * speeds change with an opening's area. A rack draws and blows in three sections, one above the other.
 * Each rack has an opening in the floor before its front, as deep as a tile or as the room before it
 * allows; racks that find none share what the others get. With a plenum there is one behind each rear
 * too, for its leaks. Handlers draw through their tops.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_AIR_ROOM_H
#define MODELS_AIR_ROOM_H

#include <stdint.h>

#include "models/air_model.h"
#include "models/field/field.h"

enum { ROOM_N_SECTIONS = 3 }; /* bottom, middle, top */

struct room {
    struct field_case given;
    double *lines_m[FIELD_AXES];
    struct field_box *boxes;
    struct field_port *ports;
    struct field_feed *feeds;
    struct field_source source; /* of all the air */
    struct field_mean *means;   /* scratch, one for each port */
    uint8_t *is_taken;          /* cells of the floor */
    long *tile;                 /* (n_racks) its opening in the floor, or -1 */
    long *group_of;             /* scratch, one for each port */
    double *port_share;         /* likewise */
    size_t n_tiles;
    long *leak; /* (n_racks) opening behind it for what a plenum leaks, or -1 */
    size_t n_leaks;
    size_t n_racks;
    size_t n_handlers;
    struct field *field;
};

/* Openings by number: sections of racks first, then handlers, then the floor's. */
static inline size_t room_inlet(size_t rack, size_t section)
{
    return 2 * (rack * ROOM_N_SECTIONS + section);
}
static inline size_t room_return(const struct room *r, size_t handler)
{
    return room_inlet(r->n_racks, 0) + handler;
}

/* The most openings that a layout has. */
size_t room_most_ports(const struct air_layout *layout);
void room_cells(const struct air_layout *layout, double cell_m, size_t ret_n[FIELD_AXES]);

/* Bytes that room_make needs, its field included. */
size_t room_bytes(const struct air_layout *layout, double cell_m);

/* Lays a room out at the start of memory, with still air at start_c and no flow.
 * Errors  STATUS_BAD_INPUT  something stands before a front, a rear or on top of a handler, or all
 *                           fronts are without floor before them */
MUST_CHECK enum status room_make(const struct air_layout *layout, double cell_m,
                                 double air_j_per_m3k, double start_c, void *memory);

#endif
