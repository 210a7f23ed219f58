/* grid.c - cells and faces of the room: what is air, what is wall, what air passes.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/field/inner.h"

/* A little more than what axis.c makes one mark. */
#define ON_LINE_M 1.1e-4

/* The index of the line at a coordinate, or SIZE_MAX. */
static size_t line_at(const struct field_case *c, int axis, double at_m)
{
    const double *const lines_m = c->lines_m[axis];
    size_t lo = 0;
    size_t hi = c->n_cells[axis];

    while (lo < hi) {
        const size_t middle = (lo + hi) / 2;
        if (lines_m[middle] < at_m - ON_LINE_M) {
            lo = middle + 1;
        } else {
            hi = middle;
        }
    }
    return fabs(lines_m[lo] - at_m) <= ON_LINE_M ? lo : SIZE_MAX;
}

static bool span_of(const struct field_case *c, int axis, double lo_m, double hi_m,
                    struct range *ret)
{
    const size_t lo = line_at(c, axis, lo_m);
    const size_t hi = line_at(c, axis, hi_m);

    if (lo == SIZE_MAX || hi == SIZE_MAX || hi <= lo) {
        return false;
    }
    ret->lo[axis] = lo + 1;
    ret->hi[axis] = hi + 1;
    return true;
}

bool grid_box(const struct field_case *c, const struct field_box *box, struct range *ret)
{
    for (int a = 0; a < FIELD_AXES; a++) {
        if (!span_of(c, a, box->lo_m[a], box->hi_m[a], ret)) {
            return false;
        }
    }
    return true;
}

bool grid_rect(const struct field_case *c, const struct field_rect *rect, struct range *ret)
{
    const size_t at = line_at(c, rect->axis, rect->at_m);

    if (at == SIZE_MAX) {
        return false;
    }
    ret->lo[rect->axis] = at + 1;
    ret->hi[rect->axis] = at + 2;
    return span_of(c, beside1(rect->axis), rect->lo_m[0], rect->hi_m[0], ret) &&
           span_of(c, beside2(rect->axis), rect->lo_m[1], rect->hi_m[1], ret);
}

static void measure(struct field *f)
{
    for (int a = 0; a < FIELD_AXES; a++) {
        const double *const lines_m = f->given->lines_m[a];
        const size_t n = f->n[a];
        double *const width_m = f->width_m[a];
        for (size_t i = 1; i <= n; i++) {
            width_m[i] = lines_m[i] - lines_m[i - 1];
        }
        width_m[0] = width_m[1];
        width_m[n + 1] = width_m[n];
        for (size_t i = 1; i <= n + 1; i++) {
            f->gap_m[a][i] = 0.5 * (width_m[i - 1] + width_m[i]);
        }
        f->gap_m[a][0] = width_m[0];
        f->gap_m[a][1] = 0.5 * width_m[1];
        f->gap_m[a][n + 1] = 0.5 * width_m[n];
    }
}

/* Sets bytes over a range of cells. */
static void fill(const struct field *f, uint8_t *bytes, const struct range *r, uint8_t value)
{
    for (size_t k = r->lo[FIELD_Z]; k < r->hi[FIELD_Z]; k++) {
        for (size_t j = r->lo[FIELD_Y]; j < r->hi[FIELD_Y]; j++) {
            memset(bytes + field_at(f, r->lo[FIELD_X], j, k), value,
                   r->hi[FIELD_X] - r->lo[FIELD_X]);
        }
    }
}

static enum status set_cells(struct field *f)
{
    struct range all = {{1, 1, 1}, {f->n[0] + 1, f->n[1] + 1, f->n[2] + 1}};

    fill(f, f->is_air, &all, 1);
    for (size_t b = 0; b < f->given->n_boxes; b++) {
        struct range r;
        if (!grid_box(f->given, &f->given->boxes[b], &r)) {
            return STATUS_BAD_INPUT;
        }
        fill(f, f->is_air, &r, 0);
    }
    return STATUS_OK;
}

/* Faces between two air cells are open, all others walls, those on mirror planes mirrors. */
static void set_faces(struct field *f, int a)
{
    const size_t s = f->stride[a];
    const size_t n = f->n[a];

    for (size_t k = 0; k <= f->n[FIELD_Z] + 1; k++) {
        for (size_t j = 0; j <= f->n[FIELD_Y] + 1; j++) {
            for (size_t i = 0; i <= f->n[FIELD_X] + 1; i++) {
                const size_t at[FIELD_AXES] = {i, j, k};
                const size_t m = field_at(f, i, j, k);
                const bool is_open = at[a] > 1 && f->is_air[m] && f->is_air[m - s];
                const bool is_mirror = (at[a] == 1 && f->given->is_mirror[a][0]) ||
                                       (at[a] == n + 1 && f->given->is_mirror[a][1]);
                f->face[a][m] = is_open ? FACE_OPEN : is_mirror ? FACE_MIRROR : FACE_WALL;
            }
        }
    }
}

static void count_air(struct field *f)
{
    for (struct row r = row_first(f->stride); row_is_inside(&r, f->n, 0);
         row_next(&r, f->n, f->stride, 0)) {
        for (size_t i = 1; i <= f->n[FIELD_X]; i++) {
            if (f->is_air[field_at(f, i, r.j, r.k)]) {
                f->n_air++;
                f->volume_m3 +=
                    f->width_m[FIELD_X][i] * f->width_m[FIELD_Y][r.j] * f->width_m[FIELD_Z][r.k];
            }
        }
    }
}

enum status grid_build(struct field *f)
{
    measure(f);
    const enum status st = set_cells(f);
    if (st != STATUS_OK) {
        return st;
    }
    for (int a = 0; a < FIELD_AXES; a++) {
        set_faces(f, a);
    }
    count_air(f);
    return panels_build(f);
}
