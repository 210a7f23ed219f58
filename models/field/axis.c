/* axis.c - the lines of a grid: through every mark of the geometry, equal cells between.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include <gsl/gsl_sort.h>

#include "models/field/field.h"

/* Marks nearer than a tenth of a millimetre are one mark: no room is built more exactly, and a cell as
 * thin as their difference would only cost. */
#define SAME_M 1e-4

/* A count of cells may fall short of a whole by rounding. */
#define WHOLE_FRAC 1e-6

static size_t cells_between(double length_m, double cell_m)
{
    const double n = ceil(length_m / cell_m - WHOLE_FRAC);

    return n > 1.0 ? (size_t)n : 1;
}

/* Merges marks that are the same; returns how many are left. */
static size_t merge(double *marks_m, size_t n_marks)
{
    size_t n = 0;

    for (size_t i = 0; i < n_marks; i++) {
        if (n == 0 || marks_m[i] - marks_m[n - 1] > SAME_M) {
            marks_m[n++] = marks_m[i];
        }
    }
    return n;
}

size_t field_axis(double *marks_m, size_t n_marks, double cell_m, double *ret_lines_m, size_t room)
{
    gsl_sort(marks_m, 1, n_marks);
    const size_t n = merge(marks_m, n_marks);
    size_t n_lines = 1;

    for (size_t i = 1; i < n; i++) {
        n_lines += cells_between(marks_m[i] - marks_m[i - 1], cell_m);
    }
    if (n_lines > room) {
        return n_lines;
    }
    size_t at = 0;
    for (size_t i = 1; i < n; i++) {
        const double length_m = marks_m[i] - marks_m[i - 1];
        const size_t k = cells_between(length_m, cell_m);
        for (size_t c = 0; c < k; c++) {
            ret_lines_m[at++] = marks_m[i - 1] + length_m * (double)c / (double)k;
        }
    }
    ret_lines_m[at] = marks_m[n - 1];
    return n_lines;
}
