/* sweep.c - symmetric Gauss-Seidel on a seven-point stencil.
 *
 * stencil.centre holds the inverse of the diagonal. Cells that are not unknown have no couplings,
 * centre 1 and their value as right-hand side, so that no loop asks what a cell is.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "models/field/inner.h"

static inline double around(const struct stencil *s, const double *x, size_t m, size_t sy,
                            size_t sz)
{
    return s->rhs[m] + s->hi[FIELD_X][m] * x[m + 1] + s->lo[FIELD_Y][m] * x[m - sy] +
           s->hi[FIELD_Y][m] * x[m + sy] + s->lo[FIELD_Z][m] * x[m - sz] +
           s->hi[FIELD_Z][m] * x[m + sz] + s->lo[FIELD_X][m] * x[m - 1];
}

void sweep_pair(const struct field *f, const struct stencil *s, double *x)
{
    const size_t sy = f->stride[FIELD_Y];
    const size_t sz = f->stride[FIELD_Z];

    for (size_t k = 1; k <= f->n[FIELD_Z]; k++) {
        for (size_t j = 1; j <= f->n[FIELD_Y]; j++) {
            const size_t row = field_at(f, 0, j, k);
            for (size_t m = row + 1; m <= row + f->n[FIELD_X]; m++) {
                x[m] = s->centre[m] * around(s, x, m, sy, sz);
            }
        }
    }
    for (size_t k = f->n[FIELD_Z]; k > 0; k--) {
        for (size_t j = f->n[FIELD_Y]; j > 0; j--) {
            const size_t row = field_at(f, 0, j, k);
            for (size_t m = row + f->n[FIELD_X]; m > row; m--) {
                x[m] = s->centre[m] * around(s, x, m, sy, sz);
            }
        }
    }
}

/* Sum over the cells of what their equations miss; cells that are not unknown miss nothing. */
double sweep_residual_sum(const struct field *f, const struct stencil *s, const double *x)
{
    const size_t sy = f->stride[FIELD_Y];
    const size_t sz = f->stride[FIELD_Z];
    double sum = 0.0;

    for (size_t k = 1; k <= f->n[FIELD_Z]; k++) {
        for (size_t j = 1; j <= f->n[FIELD_Y]; j++) {
            const size_t row = field_at(f, 0, j, k);
            double part = 0.0;
            for (size_t m = row + 1; m <= row + f->n[FIELD_X]; m++) {
                part += around(s, x, m, sy, sz) - x[m] / s->centre[m];
            }
            sum += part;
        }
    }
    return sum;
}
