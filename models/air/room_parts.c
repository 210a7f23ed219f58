/* room_parts.c - racks, handlers, enclosures and grilles as boxes, openings and panels of the field.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/air/room_inner.h"

static size_t add_port(struct room *r, const struct field_rect *rect, enum field_port_kind kind,
                       double sign)
{
    const size_t p = r->given.n_ports++;

    r->ports[p] = (struct field_port){*rect, kind, sign};
    r->feeds[p] = (struct field_feed){.temp_c = r->given.start_c, .from = -1};
    return p;
}

static void add_panel(struct room *r, const struct field_rect *rect, double open_frac)
{
    const size_t p = r->given.n_panels++;

    r->panels[p] = *rect;
    r->panel_open_frac[p] = open_frac;
}

static bool claim_floor(struct room *r, const struct cells *c)
{
    const size_t n_x = r->given.n_cells[FIELD_X];

    for (size_t j = c->lo[FIELD_Y]; j < c->hi[FIELD_Y]; j++) {
        for (size_t i = c->lo[FIELD_X]; i < c->hi[FIELD_X]; i++) {
            if (r->is_taken[j * n_x + i]) {
                return false;
            }
        }
    }
    for (size_t j = c->lo[FIELD_Y]; j < c->hi[FIELD_Y]; j++) {
        memset(r->is_taken + j * n_x + c->lo[FIELD_X], 1, c->hi[FIELD_X] - c->lo[FIELD_X]);
    }
    return true;
}

/* ------------------------------------------------------------------- racks */

/* Part s of three of a range of cells along an axis. */
static struct cells third(const struct cells *c, int axis, size_t s)
{
    const size_t n = c->hi[axis] - c->lo[axis];
    struct cells part = *c;

    part.lo[axis] = c->lo[axis] + n * s / ROOM_N_SECTIONS;
    part.hi[axis] = c->lo[axis] + n * (s + 1) / ROOM_N_SECTIONS;
    return part;
}

/* The uppermost cells of a rack that leaks: walls along it and above, the gaps at its front. */
static void add_passage(struct room *r, size_t i, struct cells *solid)
{
    const enum air_side front = r->layout->faces[i];
    const int axis = room_axis(front);
    const int across = axis == FIELD_X ? FIELD_Y : FIELD_X;
    struct cells passage = *solid;

    solid->hi[FIELD_Z]--;
    passage.lo[FIELD_Z] = solid->hi[FIELD_Z];
    const struct field_rect gap = room_side_rect(r, &passage, front);
    const double area_m2 = (gap.hi_m[0] - gap.lo_m[0]) * (gap.hi_m[1] - gap.lo_m[1]);
    const double open_frac = r->layout->rack_leak_m2[i] / area_m2;
    const struct field_rect sides[] = {room_rect(r, &passage, across, passage.lo[across]),
                                       room_rect(r, &passage, across, passage.hi[across]),
                                       room_side_rect(r, &passage, AIR_ABOVE)};
    add_panel(r, &gap, fmin(1.0, fmax(FIELD_LEAST_SHARE, open_frac)));
    for (size_t s = 0; s < sizeof sides / sizeof sides[0]; s++) {
        add_panel(r, &sides[s], 0.0);
    }
}

static void add_rack(struct room *r, size_t i)
{
    const struct air_layout *const layout = r->layout;
    const enum air_side side = layout->faces[i];
    const int axis = room_axis(side);
    const bool blows_up = layout->rack_blows_up != NULL && layout->rack_blows_up[i];
    const double sign = room_is_low(side) ? 1.0 : -1.0;
    struct cells box = room_rack(layout, r->given.n_cells, i);

    (void)claim_floor(r, &box);
    if (room_leaks(layout, i)) {
        add_passage(r, i, &box);
    }
    r->boxes[r->given.n_boxes++] = room_box(r, &box);
    for (size_t s = 0; s < ROOM_N_SECTIONS; s++) {
        const struct cells slice = third(&box, FIELD_Z, s);
        const struct cells strip = third(&box, axis, s);
        const struct field_rect front = room_side_rect(r, &slice, side);
        const struct field_rect rear =
            blows_up ? room_side_rect(r, &strip, AIR_ABOVE)
                     : room_rect(r, &slice, axis, room_is_low(side) ? box.hi[axis] : box.lo[axis]);
        const size_t inlet = add_port(r, &front, FIELD_DRAWS, sign);
        const size_t outlet = add_port(r, &rear, FIELD_BLOWS, blows_up ? 1.0 : sign);
        r->feeds[outlet].from = (long)inlet;
    }
}

/* An opening in the floor along a rack's low or high side: so deep, or as is free. -1: nothing is. */
static long add_opening(struct room *r, size_t i, bool is_low, double depth_m)
{
    const int axis = room_axis(r->layout->faces[i]);
    const struct cells box = room_rack(r->layout, r->given.n_cells, i);
    const size_t room = is_low ? box.lo[axis] : r->given.n_cells[axis] - box.hi[axis];

    for (size_t depth = room_floor_depth(r->given.n_cells, r->layout, axis, depth_m); depth > 0;
         depth--) {
        struct cells floor = box;
        floor.lo[axis] = is_low ? box.lo[axis] - depth : box.hi[axis];
        floor.hi[axis] = is_low ? box.lo[axis] : box.hi[axis] + depth;
        if (depth <= room && claim_floor(r, &floor)) {
            const struct field_rect rect = room_rect(r, &floor, FIELD_Z, 0);
            return (long)add_port(r, &rect, FIELD_BLOWS, 1.0);
        }
    }
    return -1;
}

/* Before each front, and with a plenum behind each rear. */
static void open_floor(struct room *r)
{
    const struct air_layout *const layout = r->layout;

    for (size_t i = 0; i < layout->n_racks; i++) {
        r->tile[i] = add_opening(r, i, room_is_low(layout->faces[i]), ROOM_TILE_M);
        r->n_tiles += r->tile[i] >= 0 ? 1 : 0;
    }
    for (size_t i = 0; i < layout->n_racks && layout->has_leaks; i++) {
        r->leak[i] = add_opening(r, i, !room_is_low(layout->faces[i]), ROOM_LEAK_M);
        r->n_leaks += r->leak[i] >= 0 ? 1 : 0;
    }
}

/* ---------------------------------------------------------------- handlers */

/* The cells of an end: on the side that a handler both draws and blows through it draws above. */
static struct cells end_of(const struct cells *box, bool is_shared, bool is_upper)
{
    const size_t middle = (box->lo[FIELD_Z] + box->hi[FIELD_Z]) / 2;
    struct cells end = *box;

    if (is_shared && is_upper) {
        end.lo[FIELD_Z] = middle;
    } else if (is_shared) {
        end.hi[FIELD_Z] = middle;
    }
    return end;
}

static void add_handler(struct room *r, size_t k)
{
    const struct air_layout *const layout = r->layout;
    const enum air_side draws = layout->draws != NULL ? layout->draws[k] : AIR_ABOVE;
    const enum air_side blows = layout->blows != NULL ? layout->blows[k] : AIR_BELOW;
    const struct cells box = room_standing(layout, r->given.n_cells, &layout->handlers[k], 2);

    r->boxes[r->given.n_boxes++] = room_box(r, &box);
    (void)claim_floor(r, &box);
    r->back[k] = -1;
    r->front[k] = -1;
    if (draws != AIR_CEILING) {
        const struct cells end = end_of(&box, draws == blows, true);
        const struct field_rect rect = room_side_rect(r, &end, draws);
        r->back[k] = (long)add_port(r, &rect, FIELD_DRAWS, room_is_low(draws) ? 1.0 : -1.0);
    }
    if (blows < AIR_BELOW) {
        const struct cells end = end_of(&box, draws == blows, false);
        const struct field_rect rect = room_side_rect(r, &end, blows);
        r->front[k] = (long)add_port(r, &rect, FIELD_BLOWS, room_is_low(blows) ? -1.0 : 1.0);
    }
}

/* ------------------------------------------------------ panels and grilles */

static void add_grille(struct room *r, size_t g)
{
    const struct air_grille *const given = &r->layout->grilles[g];
    const struct cells cells = room_grille(r->layout, r->given.n_cells, given);
    const struct field_rect rect =
        room_side_rect(r, &cells, given->kind == AIR_TILE ? AIR_BELOW : AIR_ABOVE);

    r->grille[g] = (long)add_port(r, &rect, given->kind == AIR_RETURN ? FIELD_DRAWS : FIELD_BLOWS,
                                  given->kind == AIR_DIFFUSER ? -1.0 : 1.0);
}

static void add_enclosure(struct room *r, const struct air_enclosure *e)
{
    const struct cells cells = room_enclosed(r->layout, r->given.n_cells, &e->box);

    for (int side = 0; side < AIR_N_SIDES; side++) {
        const struct field_rect rect = room_side_rect(r, &cells, (enum air_side)side);
        add_panel(r, &rect, e->open_frac[side]);
    }
}

/* Where two panels lie on each other the first counts: passages through racks before the sides of
 * aisles that they lead to. */
void room_add_parts(struct room *r)
{
    const struct air_layout *const layout = r->layout;

    for (size_t i = 0; i < layout->n_racks; i++) {
        r->tile[i] = -1;
        r->leak[i] = -1;
        add_rack(r, i);
    }
    for (size_t k = 0; k < layout->n_handlers; k++) {
        add_handler(r, k);
    }
    if (!room_has_tiles(layout)) {
        open_floor(r);
    }
    for (size_t g = 0; g < layout->n_grilles; g++) {
        add_grille(r, g);
    }
    r->first_side = r->given.n_panels;
    for (size_t e = 0; e < layout->n_enclosures; e++) {
        add_enclosure(r, &layout->enclosures[e]);
    }
}
