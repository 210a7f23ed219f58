/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/section.h"

#include <math.h>
#include <stdlib.h>

/* As much of a panel as this is open when it counts as open. */
#define OPENED_FRAC 0.01

/* What stands on a dimension: its boxes, and columns of numbers. */
struct standing {
    size_t n;
    struct box *boxes;
    double *bottom_m;
    double *top_m;
    double *open_frac;
    double *opened_frac;
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
    const size_t n = d != NULL ? d->n : 0;

    *ret = (struct standing){.n = n,
                             .boxes = calloc(n + 1, sizeof *ret->boxes),
                             .bottom_m = calloc(4 * n + 1, sizeof *ret->bottom_m),
                             .scratch = calloc(n + 1, sizeof *ret->scratch)};
    if (ret->boxes == NULL || ret->bottom_m == NULL || ret->scratch == NULL) {
        return STATUS_NO_MEMORY;
    }
    ret->top_m = ret->bottom_m + n;
    ret->open_frac = ret->top_m + n;
    ret->opened_frac = ret->open_frac + n;
    if (d == NULL) {
        return STATUS_OK;
    }
    scene_boxes(s->results, dim, ret->boxes, ret->scratch);
    (void)scene_column(s->results, dim, "bottom_m", 0, ret->bottom_m);
    (void)scene_column(s->results, dim, "height_m", 0, ret->top_m);
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

/* Panels that are there: one that is all open is none, and the floor of an aisle is the hall's. */
static enum status take_panels(struct section *c, const struct scene *s, enum plane_axis axis,
                               double at_m)
{
    const struct results_dim *const d = results_dim(s->results, "panel");
    struct standing t;
    const enum status st = read_standing(s, "panel", &t);

    for (size_t i = 0; i < t.n && st == STATUS_OK; i++) {
        const bool is_there = t.open_frac[i] < 1.0 && t.top_m[i] > 0.0;
        if (is_there) {
            take(c, axis, at_m, &t.boxes[i],
                 (struct section_box){.kind = SECTION_PANEL,
                                      .name = d->labels[i],
                                      .rack = -1,
                                      .bottom_m = t.bottom_m[i],
                                      .top_m = t.top_m[i],
                                      .is_opened = t.opened_frac[i] > OPENED_FRAC});
        }
    }
    free_standing(&t);
    return st;
}

static size_t count(const struct results *r, const char *dim)
{
    const struct results_dim *const d = results_dim(r, dim);

    return d != NULL ? d->n : 0;
}

enum status section_open(const struct scene *s, enum plane_axis axis, double at_m,
                         struct section *ret_section)
{
    const struct results *const r = s->results;
    const size_t n = count(r, "rack") + count(r, "crah") + count(r, "cdu") + count(r, "panel");
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
