/* momentum.c - the implicit step of the three velocities, before the projection.
 *
 * Written as the sum of outward fluxes times (value on the face - own value), so that what flows out
 * changes nothing: air drawn into a rack takes its own tangential velocity along, and air that a tile
 * blows in brings none. First-order upwind and diffusion are implicit; what van Leer's scheme adds is
 * taken from the last velocities. Walls slip but for a stress of c rho u |u|.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/field/inner.h"

/* The control volume of one velocity: half of the cell below its face and half of the one above. */
struct volume {
    int a;    /* axis of the velocity       */
    size_t m; /* its face                   */
    size_t at[FIELD_AXES];
    double area_m2;   /* of its face                */
    double half_lo_m; /* half widths along a        */
    double half_hi_m;
    double own_ms;
};

/* What an equation gathers. */
struct sums {
    double centre;
    double rhs;
};

/* Adds one side: the coupling with the neighbour and what the limited scheme adds. flux leaves the
 * volume; `behind` and `beyond` say whether the values two to the back and two ahead may be used. */
ALWAYS_INLINE double couple(const double *u, size_t m, ptrdiff_t s, double flux, bool may_behind,
                            bool may_beyond)
{
    const double own = u[m];
    const double next = u[(size_t)((ptrdiff_t)m + s)];

    if (flux > 0.0) {
        return may_behind ? -flux * limited(own - u[(size_t)((ptrdiff_t)m - s)], next - own) : 0.0;
    }
    return may_beyond ? -flux * limited(next - u[(size_t)((ptrdiff_t)m + 2 * s)], own - next) : 0.0;
}

/* The side along the velocity itself: the face stands at a cell's centre. */
ALWAYS_INLINE void add_along(const struct field *f, const struct volume *v, const double *u,
                             int side, struct sums *sums)
{
    const size_t s = f->stride[v->a];
    const size_t cell = side > 0 ? v->m : v->m - s;
    const ptrdiff_t step = side > 0 ? (ptrdiff_t)s : -(ptrdiff_t)s;
    const size_t next = (size_t)((ptrdiff_t)v->m + step);
    const double flux = 0.5 * (u[v->m] + u[next]) * v->area_m2 * (double)side;
    const double width_m = 2.0 * (side > 0 ? v->half_hi_m : v->half_lo_m);
    const double coupling = f->eddy[cell] * v->area_m2 / width_m + (flux < 0.0 ? -flux : 0.0);
    const bool may_beyond = f->face[v->a][next] == FACE_OPEN;

    (side > 0 ? f->s.hi : f->s.lo)[v->a][v->m] = coupling;
    sums->centre += coupling;
    sums->rhs += couple(u, v->m, step, flux, true, may_beyond);
}

ALWAYS_INLINE bool is_passed(const struct field *f, int a, size_t m)
{
    return f->face[a][m] >= FACE_FIXED;
}

/* Air slides along a panel that leaks as along any other. */
ALWAYS_INLINE bool is_wall(uint8_t kind)
{
    return kind == FACE_WALL || kind == FACE_LEAK;
}

/* A side across: two half faces, one of each cell, that may be wall, opening or open. */
ALWAYS_INLINE void add_across(const struct field *f, const struct volume *v, int b, int side,
                              struct sums *sums)
{
    const int a = v->a;
    const double *const u = f->scratch[a];
    const size_t sa = f->stride[a];
    const ptrdiff_t step = side > 0 ? (ptrdiff_t)f->stride[b] : -(ptrdiff_t)f->stride[b];
    const size_t next = (size_t)((ptrdiff_t)v->m + step);
    const size_t hi = side > 0 ? next : v->m;
    const size_t lo = hi - sa;
    const size_t at_gap = v->at[b] + (side > 0 ? 1 : 0);
    const double depth_m = v->area_m2 / f->width_m[b][v->at[b]];
    const double area_lo = v->half_lo_m * depth_m;
    const double area_hi = v->half_hi_m * depth_m;
    const uint8_t kind_lo = f->face[b][lo];
    const uint8_t kind_hi = f->face[b][hi];
    const double flux = (double)side * (f->scratch[b][lo] * area_lo + f->scratch[b][hi] * area_hi);
    const double open =
        (kind_lo == FACE_OPEN ? area_lo : 0.0) + (kind_hi == FACE_OPEN ? area_hi : 0.0);
    const double wall = (is_wall(kind_lo) ? area_lo : 0.0) + (is_wall(kind_hi) ? area_hi : 0.0);
    const double eddy =
        0.25 * (f->eddy[v->m] + f->eddy[v->m - sa] + f->eddy[next] + f->eddy[next - sa]);
    const double coupling = eddy * open / f->gap_m[b][at_gap] + (flux < 0.0 ? -flux : 0.0);
    const bool may_next = open > 0.0 && is_passed(f, a, next);

    (side > 0 ? f->s.hi : f->s.lo)[b][v->m] = coupling;
    sums->centre += coupling + f->settings.friction_coefficient * fabs(v->own_ms) * wall;
    if (may_next) {
        const bool may_behind = is_passed(f, a, (size_t)((ptrdiff_t)v->m - step));
        const bool may_beyond =
            f->face[a][next] == FACE_OPEN && is_passed(f, a, (size_t)((ptrdiff_t)next + step));
        sums->rhs += couple(u, v->m, step, flux, may_behind, may_beyond);
    }
}

/* Temperature on the face between two cells, above the reference. */
ALWAYS_INLINE double lift_ms2(const struct field *f, const struct volume *v)
{
    const size_t below = v->m - f->stride[FIELD_Z];
    const double temp_c = (f->temp_c[below] * v->half_hi_m + f->temp_c[v->m] * v->half_lo_m) /
                          (v->half_lo_m + v->half_hi_m);

    return f->given->air.gravity_ms2 * f->given->air.expansion_per_k *
           (temp_c - f->given->air.reference_c);
}

ALWAYS_INLINE void assemble(struct field *f, int a, const size_t at[FIELD_AXES], double per_dt)
{
    const size_t m = field_at(f, at[FIELD_X], at[FIELD_Y], at[FIELD_Z]);
    const double *const u = f->scratch[a];
    const struct volume v = {
        .a = a,
        .m = m,
        .at = {at[FIELD_X], at[FIELD_Y], at[FIELD_Z]},
        .area_m2 = grid_area(f, a, at),
        .half_lo_m = 0.5 * f->width_m[a][at[a] - 1],
        .half_hi_m = 0.5 * f->width_m[a][at[a]],
        .own_ms = u[m],
    };
    const double volume_m3 = v.area_m2 * (v.half_lo_m + v.half_hi_m);
    struct sums sums = {.centre = volume_m3 * per_dt, .rhs = volume_m3 * per_dt * v.own_ms};

    for (int side = -1; side <= 1; side += 2) {
        add_along(f, &v, u, side, &sums);
        add_across(f, &v, beside1(a), side, &sums);
        add_across(f, &v, beside2(a), side, &sums);
    }
    sums.rhs += v.area_m2 * (f->pressure[m - f->stride[a]] - f->pressure[m]);
    if (a == FIELD_Z) {
        sums.rhs += volume_m3 * lift_ms2(f, &v);
    }
    f->s.centre[m] = 1.0 / sums.centre;
    f->s.rhs[m] = sums.rhs;
}

/* A velocity that is given, or that is no face of the air. */
ALWAYS_INLINE void hold(struct field *f, int a, size_t m)
{
    for (int d = 0; d < FIELD_AXES; d++) {
        f->s.lo[d][m] = 0.0;
        f->s.hi[d][m] = 0.0;
    }
    f->s.centre[m] = 1.0;
    f->s.rhs[m] = f->velocity[a][m];
}

ALWAYS_INLINE void assemble_all(struct field *f, int a, double per_dt)
{
    for (struct row r = row_first(f->stride); row_is_inside(&r, f->n, 0);
         row_next(&r, f->n, f->stride, 0)) {
        for (size_t i = 1; i <= f->n[FIELD_X]; i++) {
            const size_t at[FIELD_AXES] = {i, r.j, r.k};
            const size_t m = field_at(f, i, r.j, r.k);
            if (f->face[a][m] == FACE_OPEN) {
                assemble(f, a, at, per_dt);
            } else {
                hold(f, a, m);
            }
        }
    }
}

/* Free faces: a half cell that the air leaves with its own velocity, or enters without a change. */
static void step_free(struct field *f, double dt_s)
{
    for (size_t p = 0; p < f->given->n_ports; p++) {
        const struct port *const port = &f->ports[p];
        const int a = port->axis;
        for (size_t i = 0; i < port->n && f->given->ports[p].kind == FIELD_FREE; i++) {
            const struct port_face *const face = &f->port_faces[port->first + i];
            const size_t inner =
                port->out > 0.0 ? face->face - f->stride[a] : face->face + f->stride[a];
            const size_t cell = face->cell;
            const double half_m = 0.5 * f->volume_m3 / (double)f->n_air / face->area_m2;
            const double was = f->scratch[a][face->face];
            const double out_ms = 0.5 * port->out * (was + f->scratch[a][inner]);
            const double flux = out_ms > 0.0 ? out_ms : 0.0;
            f->velocity[a][face->face] = (half_m / dt_s * was + flux * f->velocity[a][inner] +
                                          port->out * f->pressure[cell]) /
                                         (half_m / dt_s + flux);
        }
    }
}

void momentum_step(struct field *f, double dt_s)
{
    /* The velocities that carry are those of the last step, for all three alike. */
    for (int a = 0; a < FIELD_AXES; a++) {
        memcpy(f->scratch[a], f->velocity[a], f->n_total * sizeof(double));
    }
    panels_step(f, dt_s);
    for (int a = 0; a < FIELD_AXES; a++) {
        switch (a) { /* constants let the compiler drop what an axis does not need */
        case FIELD_X:
            assemble_all(f, FIELD_X, 1.0 / dt_s);
            break;
        case FIELD_Y:
            assemble_all(f, FIELD_Y, 1.0 / dt_s);
            break;
        default:
            assemble_all(f, FIELD_Z, 1.0 / dt_s);
            break;
        }
        for (size_t i = 0; i < f->settings.n_momentum_sweeps; i++) {
            sweep_pair(f, &f->s, f->velocity[a]);
        }
    }
    step_free(f, dt_s);
}
