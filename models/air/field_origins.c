/* field_origins.c - where the air of every rack and handler was last: one tracer for the supply and one
 * for each rack's rear.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "models/air/field_inner.h"

/* Group 0 is the supply, 1 + i the rear of rack i. */
static void group_ports(const struct room *room)
{
    for (size_t p = 0; p < room->given.n_ports; p++) {
        room->group_of[p] = room->given.ports[p].kind == FIELD_DRAWS ? -1 : 0;
    }
    for (size_t i = 0; i < room->n_racks; i++) {
        for (size_t k = 0; k < ROOM_N_SECTIONS; k++) {
            room->group_of[room_inlet(i, k) + 1] = 1 + (long)i;
        }
    }
}

/* A column of the matrix: thirds of a front draw alike. */
static void write_column(const struct pass *q, const double *port_share, size_t column,
                         double *ret_share)
{
    const struct room *const room = q->room;
    const size_t n_columns = 1 + room->n_racks;

    for (size_t i = 0; i < room->n_racks; i++) {
        double sum = 0.0;
        for (size_t k = 0; k < ROOM_N_SECTIONS; k++) {
            sum += port_share[room_inlet(i, k)];
        }
        ret_share[i * n_columns + column] = sum / ROOM_N_SECTIONS;
    }
    for (size_t k = 0; k < room->n_handlers; k++) {
        ret_share[(room->n_racks + k) * n_columns + column] = field_return_share(q, k, port_share);
    }
}

enum status field_find_origins(const struct pass *q, double *ret_share)
{
    const struct room *const room = q->room;
    enum status st = field_set_panels(q);

    field_load(room->field, q->s.field);
    field_set_racks(q, q->b->heat_w, 1.0, q->b->room_heat_w);
    field_set_supply(q);
    group_ports(room);
    for (size_t g = 0; g <= room->n_racks && st == STATUS_OK; g += FIELD_MOST_SHARES) {
        const size_t left = room->n_racks + 1 - g;
        const size_t n = left < FIELD_MOST_SHARES ? left : FIELD_MOST_SHARES;
        st = field_shares_of(room->field, room->group_of, (long)g, n, room->port_share);
        for (size_t i = 0; i < n; i++) {
            write_column(q, room->port_share + i * room->given.n_ports, g + i, ret_share);
        }
    }
    return st;
}
