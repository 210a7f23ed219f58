/* aisles.c - rows, and the open aisles before their fronts and behind their rears.
 *
 * The file says where closed aisles are. Open ones nobody draws; they are where people walk: the floor
 * between a row and what stands across, or a strip along it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "viz/fixtures.h"

/* Beyond it is floor, not an aisle; then the aisle is a strip of two floor panels. */
#define WIDEST_M 3.0
#define STRIP_M  1.2

/* Nobody walks in less. */
#define NARROW_M 0.3

/* Racks that touch. */
#define SLACK_M 0.01

static int opposite(int side)
{
    return side ^ 1;
}

static bool is_along_y(int side) /* the side looks along y */
{
    return side == SIDE_SOUTH || side == SIDE_NORTH;
}

/* ---------------------------------------------------------------------- rows */

static void grow(struct box *all, const struct box *b)
{
    const double right = fmax(all->x_m + all->width_m, b->x_m + b->width_m);
    const double upper = fmax(all->y_m + all->depth_m, b->y_m + b->depth_m);

    all->x_m = fmin(all->x_m, b->x_m);
    all->y_m = fmin(all->y_m, b->y_m);
    all->width_m = right - all->x_m;
    all->depth_m = upper - all->y_m;
}

/* The file has the racks of a row one after the other. */
static void find_rows(struct fixtures *f, const struct scene *s)
{
    for (size_t i = 0; i < s->n_racks; i++) {
        const char *const name = s->rack_rows != NULL ? s->rack_rows[i] : NULL;
        struct row *const last = f->n_rows > 0 ? &f->rows[f->n_rows - 1] : NULL;
        if (last != NULL &&
            (name == NULL || (last->name != NULL && strcmp(last->name, name) == 0))) {
            grow(&last->box, &s->racks[i]);
        } else {
            f->rows[f->n_rows++] =
                (struct row){.name = name, .box = s->racks[i], .front = s->fronts[i]};
        }
    }
}

/* -------------------------------------------------------------------- aisles */

static bool spans_meet(double lo_a, double size_a, double lo_b, double size_b)
{
    return lo_a < lo_b + size_b - SLACK_M && lo_b < lo_a + size_a - SLACK_M;
}

/* Free floor from one side of a box to another box; INFINITY when that does not stand before it. */
static double gap_m(const struct box *from, int side, const struct box *to)
{
    const bool is_y = is_along_y(side);
    const bool is_before = is_y ? spans_meet(from->x_m, from->width_m, to->x_m, to->width_m)
                                : spans_meet(from->y_m, from->depth_m, to->y_m, to->depth_m);
    double gap = (double)INFINITY;

    switch (side) {
    case SIDE_WEST:
        gap = from->x_m - to->x_m - to->width_m;
        break;
    case SIDE_EAST:
        gap = to->x_m - from->x_m - from->width_m;
        break;
    case SIDE_SOUTH:
        gap = from->y_m - to->y_m - to->depth_m;
        break;
    default:
        gap = to->y_m - from->y_m - from->depth_m;
        break;
    }
    return is_before && gap > -SLACK_M ? gap : (double)INFINITY;
}

/* The floor along one side of a box, so many metres deep. */
static struct box strip(const struct box *b, int side, double depth_m)
{
    switch (side) {
    case SIDE_WEST:
        return (struct box){b->x_m - depth_m, b->y_m, depth_m, b->depth_m};
    case SIDE_EAST:
        return (struct box){b->x_m + b->width_m, b->y_m, depth_m, b->depth_m};
    case SIDE_SOUTH:
        return (struct box){b->x_m, b->y_m - depth_m, b->width_m, depth_m};
    default:
        return (struct box){b->x_m, b->y_m + b->depth_m, b->width_m, depth_m};
    }
}

static double wall_m(const struct scene *s, const struct box *b, int side)
{
    switch (side) {
    case SIDE_WEST:
        return b->x_m;
    case SIDE_EAST:
        return s->size_x_m - b->x_m - b->width_m;
    case SIDE_SOUTH:
        return b->y_m;
    default:
        return s->size_y_m - b->y_m - b->depth_m;
    }
}

static bool is_taken(const struct fixtures *f, const struct box *b)
{
    const double x_m = b->x_m + b->width_m / 2.0;
    const double y_m = b->y_m + b->depth_m / 2.0;

    for (size_t i = 0; i < f->n_aisles; i++) {
        const struct box *const a = &f->aisles[i].box;
        if (x_m > a->x_m && x_m < a->x_m + a->width_m && y_m > a->y_m &&
            y_m < a->y_m + a->depth_m) {
            return true;
        }
    }
    return false;
}

/* A row shares its aisle with one across that shows it the same side; of two that do not each has its
 * half. */
static void add_aisle(struct fixtures *f, const struct scene *s, const struct row *row, bool is_hot)
{
    const int side = is_hot ? opposite(row->front) : row->front;
    const struct row *across = NULL;
    double nearest_m = (double)INFINITY;

    for (size_t i = 0; i < f->n_rows; i++) {
        const double gap =
            &f->rows[i] != row ? gap_m(&row->box, side, &f->rows[i].box) : (double)INFINITY;
        if (gap < nearest_m) {
            nearest_m = gap;
            across = &f->rows[i];
        }
    }
    const bool is_between = across != NULL && nearest_m < WIDEST_M;
    const bool is_shared = is_between && across->front == (is_hot ? side : opposite(side));
    const double depth_m = is_shared    ? nearest_m
                           : is_between ? nearest_m / 2.0
                                        : fmin(STRIP_M, wall_m(s, &row->box, side));
    struct box box = strip(&row->box, side, depth_m);
    if (depth_m < NARROW_M || is_taken(f, &box)) {
        return;
    }
    if (is_shared) {
        const struct box other = strip(&across->box, opposite(side), depth_m);
        grow(&box, &other);
    }
    f->aisles[f->n_aisles++] = (struct aisle){.box = box, .is_hot = is_hot};
}

bool fixtures_find_aisles(struct fixtures *f, const struct scene *s)
{
    f->rows = calloc(s->n_racks + 1, sizeof *f->rows);
    if (f->rows == NULL) {
        return false;
    }
    find_rows(f, s);
    struct aisle *const all = realloc(f->aisles, (f->n_aisles + 2 * f->n_rows + 1) * sizeof *all);
    if (all == NULL) {
        return false;
    }
    f->aisles = all;
    for (size_t i = 0; i < f->n_rows; i++) {
        add_aisle(f, s, &f->rows[i], false);
        add_aisle(f, s, &f->rows[i], true);
    }
    return true;
}
