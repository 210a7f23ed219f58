/* pressure.c - takes the divergence out of a velocity field.
 *
 *     sum over faces of A / d (phi_P - phi_N) = - net volume outflow,   u += (phi_P - phi_N) / d
 *
 * Conjugate gradients with one V-cycle as preconditioner: Gauss-Seidel forward and backward on the way
 * down and again on the way up, which keeps it symmetric. The correction is scaled, for piecewise
 * constant interpolation understates it (Braess 1995).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/field/inner.h"

enum { N_COARSEST_PAIRS = 10 };

#define OVERCORRECTION 1.7

/* Behind a panel that hardly leaks a small divergence everywhere is the whole of what should leak. */
#define LEAK_TOLERANCE 1e-3

/* Below this share of the flow a divergence is rounding. */
#define ROUNDING_FRAC 1e-15

/* Every other cell of a row, from cell `first` on: none of them waits for its neighbour. */
static inline void relax(const struct level *l, size_t row, size_t first)
{
    const size_t sy = l->stride[FIELD_Y];
    const size_t sz = l->stride[FIELD_Z];
    const double *const wx = l->lo[FIELD_X];
    const double *const wy = l->lo[FIELD_Y];
    const double *const wz = l->lo[FIELD_Z];
    double *const x = l->x;

    for (size_t m = row + first; m <= row + l->n[FIELD_X]; m += 2) {
        x[m] = l->inverse[m] *
               (l->rhs[m] + wx[m] * x[m - 1] + wx[m + 1] * x[m + 1] + wy[m] * x[m - sy] +
                wy[m + sy] * x[m + sy] + wz[m] * x[m - sz] + wz[m + sz] * x[m + sz]);
    }
}

static void smooth_forward(const struct level *l)
{
    for (size_t k = 1; k <= l->n[FIELD_Z]; k++) {
        for (size_t j = 1; j <= l->n[FIELD_Y]; j++) {
            const size_t row = j * l->stride[FIELD_Y] + k * l->stride[FIELD_Z];
            relax(l, row, 1);
            relax(l, row, 2);
        }
    }
}

/* The forward pass in reverse, which keeps the preconditioner symmetric. */
static void smooth_backward(const struct level *l)
{
    for (size_t k = l->n[FIELD_Z]; k > 0; k--) {
        for (size_t j = l->n[FIELD_Y]; j > 0; j--) {
            const size_t row = j * l->stride[FIELD_Y] + k * l->stride[FIELD_Z];
            relax(l, row, 2);
            relax(l, row, 1);
        }
    }
}

/* Both passes from zero; what is left of the right-hand side goes to the coarser grid. */
static void go_down(const struct level *l, const struct level *coarse)
{
    const size_t sy = l->stride[FIELD_Y];
    const size_t sz = l->stride[FIELD_Z];
    const double *const wx = l->lo[FIELD_X];
    const double *const wy = l->lo[FIELD_Y];
    const double *const wz = l->lo[FIELD_Z];
    const double *const x = l->x;

    memset(l->x, 0, l->n_total * sizeof(double));
    smooth_forward(l);
    smooth_backward(l);
    memset(coarse->rhs, 0, coarse->n_total * sizeof(double));
    for (size_t k = 1; k <= l->n[FIELD_Z]; k++) {
        for (size_t j = 1; j <= l->n[FIELD_Y]; j++) {
            const size_t row = j * sy + k * sz;
            double *const to = coarse->rhs + (j + 1) / 2 * coarse->stride[FIELD_Y] +
                               (k + 1) / 2 * coarse->stride[FIELD_Z];
            for (size_t i = 1; i <= l->n[FIELD_X]; i++) {
                const size_t m = row + i;
                to[(i + 1) / 2] += l->rhs[m] - l->diagonal[m] * x[m] + wx[m] * x[m - 1] +
                                   wx[m + 1] * x[m + 1] + wy[m] * x[m - sy] +
                                   wy[m + sy] * x[m + sy] + wz[m] * x[m - sz] +
                                   wz[m + sz] * x[m + sz];
            }
        }
    }
}

static void go_up(const struct level *coarse, const struct level *l)
{
    for (size_t k = 1; k <= l->n[FIELD_Z]; k++) {
        for (size_t j = 1; j <= l->n[FIELD_Y]; j++) {
            const size_t row = j * l->stride[FIELD_Y] + k * l->stride[FIELD_Z];
            const double *const from = coarse->x + (j + 1) / 2 * coarse->stride[FIELD_Y] +
                                       (k + 1) / 2 * coarse->stride[FIELD_Z];
            for (size_t i = 1; i <= l->n[FIELD_X]; i++) {
                /* Where there is no air the coarse value must not enter. */
                l->x[row + i] +=
                    l->inverse[row + i] > 0.0 ? OVERCORRECTION * from[(i + 1) / 2] : 0.0;
            }
        }
    }
    smooth_forward(l);
    smooth_backward(l);
}

/* levels[0].x = M^-1 levels[0].rhs */
static void cycle(struct field *f)
{
    const size_t last = f->n_levels - 1;

    for (size_t l = 0; l < last; l++) {
        go_down(&f->levels[l], &f->levels[l + 1]);
    }
    memset(f->levels[last].x, 0, f->levels[last].n_total * sizeof(double));
    for (int i = 0; i < N_COARSEST_PAIRS; i++) {
        smooth_forward(&f->levels[last]);
        smooth_backward(&f->levels[last]);
    }
    for (size_t l = last; l > 0; l--) {
        go_up(&f->levels[l], &f->levels[l - 1]);
    }
}

/* y = A x; returns x.y */
static double multiply(const struct level *l, const double *x, double *y)
{
    const size_t sy = l->stride[FIELD_Y];
    const size_t sz = l->stride[FIELD_Z];
    const double *const wx = l->lo[FIELD_X];
    const double *const wy = l->lo[FIELD_Y];
    const double *const wz = l->lo[FIELD_Z];
    double dot = 0.0;

    for (size_t k = 1; k <= l->n[FIELD_Z]; k++) {
        for (size_t j = 1; j <= l->n[FIELD_Y]; j++) {
            const size_t row = j * sy + k * sz;
            double sum = 0.0;
            for (size_t m = row + 1; m <= row + l->n[FIELD_X]; m++) {
                y[m] = l->diagonal[m] * x[m] -
                       (wx[m] * x[m - 1] + wx[m + 1] * x[m + 1] + wy[m] * x[m - sy] +
                        wy[m + sy] * x[m + sy] + wz[m] * x[m - sz] + wz[m + sz] * x[m + sz]);
                sum += x[m] * y[m];
            }
            dot += sum;
        }
    }
    return dot;
}

static double dot(const double *a, const double *b, size_t n)
{
    double sum[4] = {0.0};
    size_t i = 0;

    for (; i + 4 <= n; i += 4) {
        sum[0] += a[i] * b[i];
        sum[1] += a[i + 1] * b[i + 1];
        sum[2] += a[i + 2] * b[i + 2];
        sum[3] += a[i + 3] * b[i + 3];
    }
    for (; i < n; i++) {
        sum[0] += a[i] * b[i];
    }
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

/* What leaves a cell and what passes through it, m3/s. */
struct through {
    double net_out;
    double passing;
};

static inline struct through through_cell(const struct field *f, const size_t at[FIELD_AXES],
                                          size_t m)
{
    struct through t = {0};

    for (int a = 0; a < FIELD_AXES; a++) {
        const double area_m2 = grid_area(f, a, at);
        const double lo = area_m2 * f->velocity[a][m];
        const double hi = area_m2 * f->velocity[a][m + f->stride[a]];
        t.net_out += hi - lo;
        t.passing += 0.5 * (fabs(hi) + fabs(lo));
    }
    return t;
}

/* rhs = - net outflow of each cell; returns the sum of the throughflows' squares. */
static double set_divergence(const struct field *f, double *rhs)
{
    double square = 0.0;

    /* Ghost cells too: a norm of the residual goes over all of the memory. */
    memset(rhs, 0, f->n_total * sizeof(double));
    for (struct row r = row_first(f->stride); row_is_inside(&r, f->n, 0);
         row_next(&r, f->n, f->stride, 0)) {
        for (size_t i = 1; i <= f->n[FIELD_X]; i++) {
            const size_t at[FIELD_AXES] = {i, r.j, r.k};
            const size_t m = r.start + i;
            const struct through t = through_cell(f, at, m);
            rhs[m] = f->is_air[m] ? -t.net_out : 0.0;
            square += f->is_air[m] ? t.passing * t.passing : 0.0;
        }
    }
    return square;
}

/* A closed region's right-hand side must sum to zero; what rounding left is spread over its cells. */
static void remove_means(struct field *f, double *rhs)
{
    memset(f->region_sum, 0, (f->n_regions + 1) * sizeof *f->region_sum);
    memset(f->region_weight, 0, (f->n_regions + 1) * sizeof *f->region_weight);
    for (size_t m = 0; m < f->n_total; m++) {
        f->region_sum[f->region[m]] += rhs[m];
        f->region_weight[f->region[m]] += 1.0;
    }
    for (size_t m = 0; m < f->n_total; m++) {
        const size_t r = f->region[m];
        if (r > 0 && !f->region_is_free[r]) {
            rhs[m] -= f->region_sum[r] / f->region_weight[r];
        }
    }
}

/* Solves A phi = r; r is used up. Returns the iterations, or most + 1 without convergence. */
static size_t solve(struct field *f, double *phi, double tolerance, double floor)
{
    struct level *const top = &f->levels[0];
    double *const r = f->scratch[1];
    double *const d = f->s.centre; /* no stencil is in use between two assemblies */
    double *const y = f->s.rhs;
    const size_t n = f->n_total;
    const double first = sqrt(dot(r, r, n));
    const double target = fmax(tolerance * first, floor);
    double rho = 0.0;

    memset(phi, 0, n * sizeof(double));
    memset(d, 0, n * sizeof(double));
    for (size_t it = 0; it <= f->settings.most_iterations; it++) {
        if (sqrt(dot(r, r, n)) <= target) {
            return it;
        }
        top->rhs = r;
        cycle(f);
        const double rho_was = rho;
        rho = dot(r, top->x, n);
        const double beta = it > 0 ? rho / rho_was : 0.0;
        for (size_t m = 0; m < n; m++) {
            d[m] = top->x[m] + beta * d[m];
        }
        const double alpha = rho / multiply(top, d, y);
        for (size_t m = 0; m < n; m++) {
            phi[m] += alpha * d[m];
            r[m] -= alpha * y[m];
        }
    }
    return f->settings.most_iterations + 1;
}

/* Corrects the faces of one axis that may change. */
static void correct_axis(struct field *f, int a, const double *phi)
{
    const size_t s = f->stride[a];

    for (struct row r = row_first(f->stride); row_is_inside(&r, f->n, 1);
         row_next(&r, f->n, f->stride, 1)) {
        for (size_t i = 1; i <= f->n[FIELD_X] + 1; i++) {
            const size_t at[FIELD_AXES] = {i, r.j, r.k};
            const size_t m = r.start + i;
            if (f->face[a][m] >= FACE_OPEN) {
                f->velocity[a][m] += (phi[m - s] - phi[m]) / f->gap_m[a][at[a]];
            }
        }
    }
}

/* Corrects the velocities, and adds the increment to the pressure. */
static void correct(struct field *f, const double *phi, double dt_s)
{
    for (int a = 0; a < FIELD_AXES; a++) {
        correct_axis(f, a, phi);
    }
    panels_correct(f, phi);
    for (size_t m = 0; m < f->n_total && dt_s > 0.0; m++) {
        f->pressure[m] += phi[m] / dt_s;
    }
}

/* Still cells of a room that moves count by a share of its mean. */
#define LEAST_SHARE 1e-3

/* Worst cell: net outflow over what passes. */
static double worst_divergence(const struct field *f, double square)
{
    const double least = LEAST_SHARE * sqrt(square / (double)f->n_air);
    double worst = 0.0;

    for (struct row r = row_first(f->stride); row_is_inside(&r, f->n, 0);
         row_next(&r, f->n, f->stride, 0)) {
        for (size_t i = 1; i <= f->n[FIELD_X]; i++) {
            const size_t at[FIELD_AXES] = {i, r.j, r.k};
            const size_t m = r.start + i;
            const struct through t = through_cell(f, at, m);
            const double frac =
                f->is_air[m] && square > 0.0 ? fabs(t.net_out) / larger(t.passing, least) : 0.0;
            worst = larger(worst, frac);
        }
    }
    return worst;
}

/* Net flow of all openings over the flow in. */
static double opening_imbalance(const struct field *f)
{
    double in = 0.0;
    double net = 0.0;

    for (size_t p = 0; p < f->given->n_ports; p++) {
        const struct port *const port = &f->ports[p];
        for (size_t i = 0; i < port->n; i++) {
            const struct port_face *const face = &f->port_faces[port->first + i];
            const double out = port->out * face->area_m2 * f->velocity[port->axis][face->face];
            net += out;
            in += out < 0.0 ? -out : 0.0;
        }
    }
    return in > 0.0 ? fabs(net) / in : 0.0;
}

enum status pressure_project(struct field *f, double dt_s, double tolerance)
{
    double *const phi = f->scratch[0];
    const double through = set_divergence(f, f->scratch[1]);

    panels_weigh(f, dt_s);
    remove_means(f, f->scratch[1]);
    if (f->n_leaks > 0) {
        tolerance = fmin(tolerance, LEAK_TOLERANCE);
    }
    const size_t n = solve(f, phi, tolerance, ROUNDING_FRAC * sqrt(through));
    if (n > f->settings.most_iterations) {
        return STATUS_NO_CONVERGENCE;
    }
    f->ledger.n_iterations += n;
    correct(f, phi, dt_s);
    f->ledger.divergence_frac = worst_divergence(f, through);
    f->ledger.opening_frac = opening_imbalance(f);
    return STATUS_OK;
}
