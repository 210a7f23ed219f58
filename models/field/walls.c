/* walls.c - the distance to the nearest surface and the eddy viscosity that follows from it.
 *
 *     nu_t = nu + C |u| l
 *
 * The distance solves |grad l| = 1 by fast sweeping (Zhao 2005): surfaces behind a panel do not count.
 * Openings with a given flow are surfaces (a grille, a perforated door), panels that leak likewise;
 * mirror planes are not.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/field/inner.h"

#define FAR_M 1e6

/* Smallest root above all a[i] of sum ((x - a[i]) / h[i])^2 = 1 over those below it; a rises. */
static double eikonal(double a[FIELD_AXES], double h[FIELD_AXES])
{
    for (int i = 1; i < FIELD_AXES; i++) { /* insertion sort of three */
        for (int j = i; j > 0 && a[j] < a[j - 1]; j--) {
            const double t = a[j];
            const double u = h[j];
            a[j] = a[j - 1];
            h[j] = h[j - 1];
            a[j - 1] = t;
            h[j - 1] = u;
        }
    }
    double x = a[0] + h[0];
    double p = 0.0;
    double q = 0.0;
    double r = -1.0;
    for (int i = 0; i < FIELD_AXES && a[i] < x; i++) {
        const double w = 1.0 / (h[i] * h[i]);
        p += w;
        q += w * a[i];
        r += w * a[i] * a[i];
        const double root = q * q - p * r;
        x = root > 0.0 ? (q + sqrt(root)) / p : x;
    }
    return x;
}

static void visit(struct field *f, const size_t at[FIELD_AXES])
{
    const size_t m = field_at(f, at[FIELD_X], at[FIELD_Y], at[FIELD_Z]);
    double near_m[FIELD_AXES];
    double step_m[FIELD_AXES];

    if (!f->is_air[m]) {
        return;
    }
    double best_m = f->wall_m[m];
    for (int a = 0; a < FIELD_AXES; a++) {
        const size_t s = f->stride[a];
        near_m[a] = FAR_M;
        step_m[a] = f->gap_m[a][at[a]];
        if (f->face[a][m] == FACE_OPEN) {
            near_m[a] = f->wall_m[m - s];
        }
        if (f->face[a][m + s] == FACE_OPEN && f->wall_m[m + s] < near_m[a]) {
            near_m[a] = f->wall_m[m + s];
            step_m[a] = f->gap_m[a][at[a] + 1];
        }
    }
    const double x = eikonal(near_m, step_m);
    best_m = x < best_m ? x : best_m;
    f->wall_m[m] = best_m;
}

/* One pass in one of the eight directions. */
static void pass(struct field *f, unsigned direction)
{
    size_t at[FIELD_AXES];

    for (size_t k = 1; k <= f->n[FIELD_Z]; k++) {
        at[FIELD_Z] = (direction & 4U) != 0 ? f->n[FIELD_Z] + 1 - k : k;
        for (size_t j = 1; j <= f->n[FIELD_Y]; j++) {
            at[FIELD_Y] = (direction & 2U) != 0 ? f->n[FIELD_Y] + 1 - j : j;
            for (size_t i = 1; i <= f->n[FIELD_X]; i++) {
                at[FIELD_X] = (direction & 1U) != 0 ? f->n[FIELD_X] + 1 - i : i;
                visit(f, at);
            }
        }
    }
}

static bool is_surface(uint8_t kind)
{
    return kind == FACE_WALL || kind == FACE_FIXED || kind == FACE_LEAK;
}

/* Half a cell to each surface that the cell touches. */
static double touching_m(const struct field *f, const size_t at[FIELD_AXES], size_t m)
{
    double least_m = FAR_M;

    for (int a = 0; a < FIELD_AXES; a++) {
        const bool has_wall = is_surface(f->face[a][m]) || is_surface(f->face[a][m + f->stride[a]]);
        const double half_m = 0.5 * f->width_m[a][at[a]];
        least_m = has_wall && half_m < least_m ? half_m : least_m;
    }
    return least_m;
}

void walls_measure(struct field *f)
{
    for (size_t k = 1; k <= f->n[FIELD_Z]; k++) {
        for (size_t j = 1; j <= f->n[FIELD_Y]; j++) {
            for (size_t i = 1; i <= f->n[FIELD_X]; i++) {
                const size_t at[FIELD_AXES] = {i, j, k};
                const size_t m = field_at(f, i, j, k);
                f->wall_m[m] = f->is_air[m] ? touching_m(f, at, m) : 0.0;
            }
        }
    }
    for (unsigned direction = 0; direction < 16; direction++) {
        pass(f, direction % 8);
    }
    /* Without any surface there is nothing that the eddies could scale with. */
    for (size_t m = 0; m < f->n_total; m++) {
        f->wall_m[m] = f->wall_m[m] < FAR_M ? f->wall_m[m] : 0.0;
    }
}

void walls_eddy(struct field *f)
{
    const double c = f->settings.eddy_coefficient;
    const double nu = f->given->air.viscosity_m2_per_s;

    for (struct row r = row_first(f->stride); row_is_inside(&r, f->n, 0);
         row_next(&r, f->n, f->stride, 0)) {
        const size_t row = field_at(f, 0, r.j, r.k);
        for (size_t m = row + 1; m <= row + f->n[FIELD_X]; m++) {
            double square = 0.0;
            for (int a = 0; a < FIELD_AXES; a++) {
                const double u = 0.5 * (f->velocity[a][m] + f->velocity[a][m + f->stride[a]]);
                square += u * u;
            }
            f->eddy[m] = f->is_air[m] ? nu + c * sqrt(square) * f->wall_m[m] : 0.0;
        }
    }
}
