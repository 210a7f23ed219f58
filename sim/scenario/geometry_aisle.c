/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "models/air_model.h"
#include "sim/scenario/geometry.h"

/* The side of a row on which its aisle of a kind lies: its fronts, or the opposite. */
static enum air_side side_of(const struct scn_row *row, int kind)
{
    static const enum air_side opposite[] = {AIR_EAST, AIR_WEST, AIR_NORTH, AIR_SOUTH};

    return kind == AISLE_COLD ? (enum air_side)row->faces : opposite[row->faces];
}

static bool is_low(enum air_side side)
{
    return side == AIR_WEST || side == AIR_SOUTH;
}

static bool is_along_x(enum air_side side)
{
    return side == AIR_WEST || side == AIR_EAST;
}

/* From lo to hi along x or y. */
struct span_m {
    double lo;
    double hi;
};

static struct span_m span_of(const struct floor_rect *r, bool is_x)
{
    return is_x ? (struct span_m){r->x_m, r->x_m + r->width_m}
                : (struct span_m){r->y_m, r->y_m + r->depth_m};
}

/* Where the aisle begins: at the rack that stands back furthest. And how long the row is. */
static double begin_m(const struct scn_row *row, enum air_side side, struct span_m *length)
{
    double along_m = 0.0;
    double at_m = is_low(side) ? -(double)INFINITY : (double)INFINITY;

    for (size_t k = 0; k < row->racks.n; k++) {
        const struct floor_rect rack = geometry_rack(row, k, &along_m);
        const struct span_m across = span_of(&rack, is_along_x(side));
        const struct span_m along = span_of(&rack, !is_along_x(side));
        at_m = is_low(side) ? fmax(at_m, across.lo) : fmin(at_m, across.hi);
        length->lo = fmin(length->lo, along.lo);
        length->hi = fmax(length->hi, along.hi);
    }
    return at_m;
}

static struct floor_rect rect_of(struct span_m across, struct span_m along, bool is_x)
{
    const struct span_m x = is_x ? across : along;
    const struct span_m y = is_x ? along : across;

    return (struct floor_rect){x.lo, y.lo, x.hi - x.lo, y.hi - y.lo};
}

bool geometry_aisle(const struct scn_hall *hall, const struct scn_row *first,
                    const struct scn_row *second, int kind, double width_m,
                    struct floor_rect *ret_rect)
{
    const enum air_side side = side_of(first, kind);
    const bool is_x = is_along_x(side);
    struct span_m along = {(double)INFINITY, -(double)INFINITY};
    struct span_m across;

    if (first->racks.n == 0 || is_x != (first->axis == AXIS_Y)) {
        return false;
    }
    const double at_m = begin_m(first, side, &along);
    const double wall_m = is_low(side) ? 0.0 : hall->size_m[is_x ? 0 : 1];
    double end_m = is_low(side) ? fmax(wall_m, at_m - width_m) : fmin(wall_m, at_m + width_m);
    if (second != NULL) {
        const struct span_m own = along;
        const enum air_side other = side_of(second, kind);
        struct span_m theirs = {(double)INFINITY, -(double)INFINITY};
        if (second->racks.n == 0 || is_along_x(other) != is_x || is_low(other) == is_low(side)) {
            return false;
        }
        end_m = begin_m(second, other, &theirs);
        along = (struct span_m){fmin(own.lo, theirs.lo), fmax(own.hi, theirs.hi)};
        if (fmin(own.hi, theirs.hi) <= fmax(own.lo, theirs.lo)) {
            return false;
        }
    }
    across = is_low(side) ? (struct span_m){end_m, at_m} : (struct span_m){at_m, end_m};
    *ret_rect = rect_of(across, along, is_x);
    return across.hi > across.lo;
}
