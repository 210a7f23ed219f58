/* levels.c - the coarser grids of the pressure solver: 2 x 2 x 2 cells made one, couplings summed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "models/field/inner.h"

/* One face of the finest grid: area over distance where air passes. Free faces have a known pressure
 * on their far side: their share of the diagonal waits in `diagonal` until finish() adds the rest. */
static void build_face(const struct field *f, struct level *l, int a, const size_t at[FIELD_AXES])
{
    const size_t m = field_at(f, at[FIELD_X], at[FIELD_Y], at[FIELD_Z]);
    const double coupling = grid_area(f, a, at) / f->gap_m[a][at[a]];

    if (f->face[a][m] == FACE_OPEN) {
        l->lo[a][m] = coupling;
    } else if (f->face[a][m] == FACE_FREE) {
        l->diagonal[f->is_air[m] ? m : m - f->stride[a]] += coupling;
    }
}

static void build_finest(struct field *f)
{
    struct level *const l = &f->levels[0];

    for (int a = 0; a < FIELD_AXES; a++) {
        memset(l->lo[a], 0, l->n_total * sizeof(double));
    }
    memset(l->diagonal, 0, l->n_total * sizeof(double));
    for (struct row r = row_first(f->stride); row_is_inside(&r, f->n, 1);
         row_next(&r, f->n, f->stride, 1)) {
        for (size_t i = 1; i <= f->n[FIELD_X] + 1; i++) {
            const size_t at[FIELD_AXES] = {i, r.j, r.k};
            build_face(f, l, FIELD_X, at);
            build_face(f, l, FIELD_Y, at);
            build_face(f, l, FIELD_Z, at);
        }
    }
    for (size_t i = 0; i < f->n_panel_faces; i++) {
        const struct panel_face *const p = &f->panel_faces[i];
        if (f->face[p->axis][p->face] == FACE_LEAK) {
            l->lo[p->axis][p->face] = p->weight * p->area_m2 / p->gap_m;
        }
    }
}

static void coarsen(const struct level *fine, struct level *coarse)
{
    for (int a = 0; a < FIELD_AXES; a++) {
        memset(coarse->lo[a], 0, coarse->n_total * sizeof(double));
    }
    memset(coarse->diagonal, 0, coarse->n_total * sizeof(double));
    for (struct row r = row_first(fine->stride); row_is_inside(&r, fine->n, 0);
         row_next(&r, fine->n, fine->stride, 0)) {
        for (size_t i = 1; i <= fine->n[FIELD_X]; i++) {
            const size_t at[FIELD_AXES] = {i, r.j, r.k};
            const size_t m = i + r.j * fine->stride[FIELD_Y] + r.k * fine->stride[FIELD_Z];
            const size_t c = (i + 1) / 2 + (r.j + 1) / 2 * coarse->stride[FIELD_Y] +
                             (r.k + 1) / 2 * coarse->stride[FIELD_Z];
            coarse->diagonal[c] += fine->diagonal[m];
            for (int a = 0; a < FIELD_AXES; a++) {
                coarse->lo[a][c] += at[a] % 2 == 1 ? fine->lo[a][m] : 0.0;
            }
        }
    }
}

/* Cells that nothing couples stay at zero. */
static void finish(struct level *l)
{
    for (struct row r = row_first(l->stride); row_is_inside(&r, l->n, 0);
         row_next(&r, l->n, l->stride, 0)) {
        for (size_t i = 1; i <= l->n[FIELD_X]; i++) {
            const size_t m = i + r.j * l->stride[FIELD_Y] + r.k * l->stride[FIELD_Z];
            double diagonal = l->diagonal[m];
            for (int a = 0; a < FIELD_AXES; a++) {
                diagonal += l->lo[a][m] + l->lo[a][m + l->stride[a]];
            }
            l->inverse[m] = diagonal > 0.0 ? 1.0 / diagonal : 0.0;
            l->diagonal[m] = diagonal;
        }
    }
}

void pressure_build(struct field *f)
{
    build_finest(f);
    /* Before finish(): what is summed is the free faces' share of the diagonals. */
    for (size_t l = 1; l < f->n_levels; l++) {
        coarsen(&f->levels[l - 1], &f->levels[l]);
    }
    for (size_t l = 0; l < f->n_levels; l++) {
        finish(&f->levels[l]);
    }
}
