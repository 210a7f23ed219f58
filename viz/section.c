/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/section.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* As much of a panel as this is open when it counts as open. */
#define OPENED_FRAC 0.01

/* A rack that stands as near as this to the side of an aisle is part of it. */
#define BESIDE_M 0.05

enum { ROLE_SIDE = 1, N_COLUMNS = 5 };

/* What stands on a dimension: its boxes, and columns of numbers. */
struct standing {
    size_t n;
    struct box *boxes;
    double *bottom_m;
    double *top_m;
    double *open_frac;
    double *opened_frac;
    double *role; /* of a panel: 0 door, 1 side, 2 floor, 3 roof, 4 chimney */
    double *scratch;
};

static void free_standing(struct standing *t)
{
    free(t->boxes);
    free(t->bottom_m);
    free(t->scratch);
}

static enum status read_standing(const struct scene *s, const char *dim, struct standing *ret)
{
    const struct results_dim *const d = results_dim(s->results, dim);
    const size_t n = results_n_items(s->results, dim);
    const bool is_panel = strcmp(dim, "panel") == 0;

    *ret = (struct standing){.n = n,
                             .boxes = calloc(n + 1, sizeof *ret->boxes),
                             .bottom_m = calloc(N_COLUMNS * n + 1, sizeof *ret->bottom_m),
                             .scratch = calloc(n + 1, sizeof *ret->scratch)};
    if (ret->boxes == NULL || ret->bottom_m == NULL || ret->scratch == NULL) {
        return STATUS_NO_MEMORY;
    }
    ret->top_m = ret->bottom_m + n;
    ret->open_frac = ret->top_m + n;
    ret->opened_frac = ret->open_frac + n;
    ret->role = ret->opened_frac + n;
    if (d == NULL) {
        return STATUS_OK;
    }
    scene_boxes(s->results, dim, ret->boxes, ret->scratch);
    (void)scene_column(s->results, dim, "bottom_m", 0, ret->bottom_m);
    (void)scene_column(s->results, dim, is_panel ? "top_m" : "height_m", 0, ret->top_m);
    (void)scene_column(s->results, dim, "role", 0, ret->role);
    (void)scene_column(s->results, dim, "open_frac", 0, ret->open_frac);
    (void)scene_column(s->results, dim, "opened_frac", s->time_index, ret->opened_frac);
    return STATUS_OK;
}

/* Takes up a box if the plane cuts it. */
static void take(struct section *c, enum plane_axis axis, double at_m, const struct box *b,
                 struct section_box what)
{
    const bool is_x = axis == PLANE_X;
    const double from_m = is_x ? b->x_m : b->y_m;
    const double to_m = from_m + (is_x ? b->width_m : b->depth_m);

    if (at_m >= from_m && at_m < to_m) { /* false where a place is not known */
        what.lo_m = is_x ? b->y_m : b->x_m;
        what.hi_m = what.lo_m + (is_x ? b->depth_m : b->width_m);
        c->boxes[c->n++] = what;
    }
}

/* Racks, or units of a kind: they stand on the floor. */
static enum status take_standing(struct section *c, const struct scene *s, const char *dim,
                                 enum plane_axis axis, double at_m)
{
    const struct results_dim *const d = results_dim(s->results, dim);
    struct standing t;
    const enum status st = read_standing(s, dim, &t);

    for (size_t i = 0; i < t.n && st == STATUS_OK; i++) {
        const bool is_rack = dim[0] == 'r';
        take(c, axis, at_m, &t.boxes[i],
             (struct section_box){.kind = is_rack ? SECTION_RACK : SECTION_UNIT,
                                  .name = d->labels[i],
                                  .rack = is_rack ? (long)i : -1,
                                  .top_m = t.top_m[i]});
    }
    free_standing(&t);
    return st;
}

/* The side of an aisle is made of racks: what stands there of panels is above them. */
static double above_racks_m(const struct section *c, double at_m)
{
    double bottom_m = 0.0;

    for (size_t i = 0; i < c->n; i++) {
        const struct section_box *const b = &c->boxes[i];
        const bool is_beside = at_m > b->lo_m - BESIDE_M && at_m < b->hi_m + BESIDE_M;
        if (b->kind == SECTION_RACK && is_beside) {
            bottom_m = fmax(bottom_m, b->top_m); /* passes over NAN */
        }
    }
    return bottom_m;
}

/* Panels that are there: one that is all open is none, and the floor of an aisle is the hall's. */
static enum status take_panels(struct section *c, const struct scene *s, enum plane_axis axis,
                               double at_m)
{
    const struct results_dim *const d = results_dim(s->results, "panel");
    struct standing t;
    const enum status st = read_standing(s, "panel", &t);

    for (size_t i = 0; i < t.n && st == STATUS_OK; i++) {
        const double at_side_m = axis == PLANE_X ? t.boxes[i].y_m : t.boxes[i].x_m;
        const double bottom_m =
            t.role[i] == ROLE_SIDE ? above_racks_m(c, at_side_m) : t.bottom_m[i];
        const bool is_level = t.bottom_m[i] == t.top_m[i];
        const bool is_there = t.open_frac[i] < 1.0 && t.top_m[i] > 0.0 &&
                              (is_level || bottom_m + BESIDE_M < t.top_m[i]);
        if (is_there) {
            take(c, axis, at_m, &t.boxes[i],
                 (struct section_box){.kind = SECTION_PANEL,
                                      .name = d->labels[i],
                                      .rack = -1,
                                      .bottom_m = bottom_m,
                                      .top_m = t.top_m[i],
                                      .is_opened = t.opened_frac[i] > OPENED_FRAC});
        }
    }
    free_standing(&t);
    return st;
}

enum status section_open(const struct scene *s, enum plane_axis axis, double at_m,
                         struct section *ret_section)
{
    const struct results *const r = s->results;
    const size_t n = results_n_items(r, "rack") + results_n_items(r, "crah") +
                     results_n_items(r, "cdu") + results_n_items(r, "panel");
    struct section *const c = ret_section;

    *c = (struct section){.boxes = calloc(n + 1, sizeof *c->boxes),
                          .width_m = axis == PLANE_X ? s->size_y_m : s->size_x_m,
                          .height_m = results_number(r, "hall_height_m"),
                          .raised_m = results_number(r, "hall_raised_floor_m"),
                          .overhead_m = results_number(r, "hall_overhead_plenum_m")};
    if (c->boxes == NULL) {
        return STATUS_NO_MEMORY;
    }
    enum status st = take_standing(c, s, "rack", axis, at_m);
    st = st == STATUS_OK ? take_standing(c, s, "crah", axis, at_m) : st;
    st = st == STATUS_OK ? take_standing(c, s, "cdu", axis, at_m) : st;
    return st == STATUS_OK ? take_panels(c, s, axis, at_m) : st;
}

void section_close(struct section *c)
{
    free(c->boxes);
    *c = (struct section){.boxes = NULL};
}
