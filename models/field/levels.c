/* levels.c - the coarser grids of the pressure solver: 2 x 2 x 2 cells made one, couplings summed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "models/field/inner.h"

/* Fine couplings: area over distance of the faces that air passes. The diagonal of free faces, which
 * have a known pressure on their far side, is gathered in `diagonal` until finish() adds the rest. */
static void build_finest(struct field *f)
{
    struct level *const l = &f->levels[0];

    for (int a = 0; a < FIELD_AXES; a++) {
        memset(l->lo[a], 0, l->n_total * sizeof(double));
    }
    memset(l->diagonal, 0, l->n_total * sizeof(double));
    for (size_t k = 1; k <= f->n[FIELD_Z] + 1; k++) {
        for (size_t j = 1; j <= f->n[FIELD_Y] + 1; j++) {
            for (size_t i = 1; i <= f->n[FIELD_X] + 1; i++) {
                const size_t at[FIELD_AXES] = {i, j, k};
                const size_t m = field_at(f, i, j, k);
                for (int a = 0; a < FIELD_AXES; a++) {
                    if (f->face[a][m] == FACE_OPEN) {
                        l->lo[a][m] = grid_area(f, a, at) / f->gap_m[a][at[a]];
                    } else if (f->face[a][m] == FACE_FREE) {
                        l->diagonal[f->is_air[m] ? m : m - f->stride[a]] +=
                            grid_area(f, a, at) / f->gap_m[a][at[a]];
                    }
                }
            }
        }
    }
}

static void coarsen(const struct level *fine, struct level *coarse)
{
    for (int a = 0; a < FIELD_AXES; a++) {
        memset(coarse->lo[a], 0, coarse->n_total * sizeof(double));
    }
    memset(coarse->diagonal, 0, coarse->n_total * sizeof(double));
    for (size_t k = 1; k <= fine->n[FIELD_Z]; k++) {
        for (size_t j = 1; j <= fine->n[FIELD_Y]; j++) {
            for (size_t i = 1; i <= fine->n[FIELD_X]; i++) {
                const size_t at[FIELD_AXES] = {i, j, k};
                const size_t m = i + j * fine->stride[FIELD_Y] + k * fine->stride[FIELD_Z];
                const size_t c = (i + 1) / 2 + (j + 1) / 2 * coarse->stride[FIELD_Y] +
                                 (k + 1) / 2 * coarse->stride[FIELD_Z];
                coarse->diagonal[c] += fine->diagonal[m];
                for (int a = 0; a < FIELD_AXES; a++) {
                    coarse->lo[a][c] += at[a] % 2 == 1 ? fine->lo[a][m] : 0.0;
                }
            }
        }
    }
}

/* Cells that nothing couples stay at zero. */
static void finish(struct level *l)
{
    for (size_t k = 1; k <= l->n[FIELD_Z]; k++) {
        for (size_t j = 1; j <= l->n[FIELD_Y]; j++) {
            for (size_t i = 1; i <= l->n[FIELD_X]; i++) {
                const size_t m = i + j * l->stride[FIELD_Y] + k * l->stride[FIELD_Z];
                double diagonal = l->diagonal[m];
                for (int a = 0; a < FIELD_AXES; a++) {
                    diagonal += l->lo[a][m] + l->lo[a][m + l->stride[a]];
                }
                l->inverse[m] = diagonal > 0.0 ? 1.0 / diagonal : 0.0;
                l->diagonal[m] = diagonal;
            }
        }
    }
}

void pressure_build(struct field *f)
{
    build_finest(f);
    for (size_t l = 1; l < f->n_levels;
         l++) { /* before finish(): it is the free faces' share that is summed */
        coarsen(&f->levels[l - 1], &f->levels[l]);
    }
    for (size_t l = 0; l < f->n_levels; l++) {
        finish(&f->levels[l]);
    }
}
