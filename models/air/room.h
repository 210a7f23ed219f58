/* room.h - the hall's layout as a case of the field: a uniform grid, racks and handlers as boxes with
 * openings, aisles behind panels, openings in floor and ceiling.
 *
 * Every edge is moved to the nearest line of the grid; flows and heat are as given, so that only
 * speeds change with an opening's area. A rack draws and blows in three sections, one above the other.
 * What is open past a rack, through missing blanking panels and beside it, is gathered in a passage
 * through its uppermost cells.
 *
 * Without tiles in the layout each rack has an opening in the floor before its front, as deep as a
 * tile or as the room before it allows; racks that find none share what the others get. With a plenum
 * there is one behind each rear too, for its leaks.
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
    struct field_rect *panels;
    double *panel_open_frac;
    struct field_source source; /* of all the air */
    struct field_mean *means;   /* scratch, one for each port */
    uint8_t *is_taken;          /* cells of the floor */
    long *tile;                 /* (n_racks) its opening in the floor, or -1 */
    long *group_of;             /* scratch, one for each port */
    double *port_share;         /* scratch, FIELD_MOST_SHARES for each port */
    long *back;                 /* (n_handlers) the opening that it draws through, or -1 */
    long *front;                /* (n_handlers) blows through, or -1 */
    long *grille;               /* (n_grilles) */
    bool is_all_covered[AIR_N_GRILLE_KINDS];
    double *panel_m3s;   /* scratch, one for each panel */
    double *ceiling_m3s; /* (n_enclosures) scratch: what racks blow into each */
    size_t n_tiles;      /* before racks */
    long *leak;          /* (n_racks) opening behind it for what a plenum leaks, or -1 */
    size_t n_leaks;
    size_t first_side; /* panel of the first enclosure's first side */
    size_t n_racks;
    size_t n_handlers;
    const struct air_layout *layout;
    struct field *field;
};

/* Openings by number: sections of racks come first, inlet and outlet alternate. */
static inline size_t room_inlet(size_t rack, size_t section)
{
    return 2 * (rack * ROOM_N_SECTIONS + section);
}

/* The panel of a side of an enclosure. */
static inline size_t room_side(const struct room *r, size_t enclosure, size_t side)
{
    return r->first_side + enclosure * AIR_N_SIDES + side;
}

/* The most openings that a layout has. */
size_t room_most_ports(const struct air_layout *layout);
void room_cells(const struct air_layout *layout, double cell_m, size_t ret_n[FIELD_AXES]);

/* Bytes that room_make needs, its field included. */
size_t room_bytes(const struct air_layout *layout, double cell_m);

/* Lays a room out at the start of memory, with still air at start_c and no flow. The layout must
 * outlive the room.
 * Errors  STATUS_BAD_INPUT  something stands before a front, a rear or a handler's opening, in a
 *                           grille's place, or a path that handlers take has no opening */
MUST_CHECK enum status room_make(const struct air_layout *layout, double cell_m,
                                 double air_j_per_m3k, double start_c, void *memory);

#endif
