/* energy.c - the implicit step of the temperature, with the openings inside.
 *
 * Conservative in T - T_base, with T_base the mean of the air: heat is kept to rounding whatever the
 * projection left of a divergence, and a uniform temperature stays uniform. After the sweeps one
 * shift of all unknowns makes the sum of all equations, cells and openings, vanish.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/field/inner.h"

/* Rate of renewal, 1/s, below which a room has no level of its own. */
#define LEAST_WEIGHT 1e-9

struct heat_step {
    double per_dt;
    double base_c;
    double surface_m_per_s; /* h / (rho cp) */
    bool is_high_order;
};

struct heat_cell {
    double centre;
    double rhs;
    double net_out; /* m3/s */
};

double energy_j_per_m3k(const struct field *f)
{
    return f->given->air.density_kg_per_m3 * f->given->air.heat_j_per_kgk;
}

/* What van Leer's scheme adds to the upwind flux through an open face, from the low cell to the high. */
ALWAYS_INLINE double limited_flux(const struct field *f, int a, size_t face, double flux)
{
    const size_t s = f->stride[a];
    const double *const t = f->temp_c;
    const double ahead = t[face] - t[face - s];

    if (flux > 0.0) {
        return f->face[a][face - s] == FACE_OPEN
                   ? flux * limited(t[face - s] - t[face - 2 * s], ahead)
                   : 0.0;
    }
    return f->face[a][face + s] == FACE_OPEN ? flux * limited(t[face] - t[face + s], -ahead) : 0.0;
}

/* One side of a cell; side is -1 or +1. */
ALWAYS_INLINE void add_side(const struct field *f, const struct heat_step *h, int a, int side,
                            const size_t at[FIELD_AXES], struct heat_cell *c)
{
    const size_t m = field_at(f, at[FIELD_X], at[FIELD_Y], at[FIELD_Z]);
    const size_t face = side > 0 ? m + f->stride[a] : m;
    const size_t other = side > 0 ? face : m - f->stride[a];
    const double area_m2 = grid_area(f, a, at);
    const double flux = f->velocity[a][face] * area_m2;
    const double out = (double)side * flux;
    const uint8_t kind = f->face[a][face];
    double coupling = 0.0;

    c->centre += out > 0.0 ? out : 0.0;
    c->net_out += out;
    if (kind == FACE_OPEN) {
        const double spread = 0.5 * (f->eddy[m] + f->eddy[other]) * area_m2 /
                              (f->given->air.turbulent_prandtl * f->gap_m[a][at[a] + (side > 0)]);
        coupling = spread + (out < 0.0 ? -out : 0.0);
        c->centre += spread;
        if (h->is_high_order) {
            c->rhs -= (double)side * limited_flux(f, a, face, flux);
        }
    } else if (kind == FACE_LEAK) {
        coupling = out < 0.0 ? -out : 0.0;
    } else if (kind == FACE_WALL && h->surface_m_per_s > 0.0 && at[a] == (side > 0 ? f->n[a] : 1)) {
        c->centre += h->surface_m_per_s * area_m2;
        c->rhs += h->surface_m_per_s * area_m2 * f->given->surface_c;
    }
    (side > 0 ? f->s.hi : f->s.lo)[a][m] = coupling;
}

ALWAYS_INLINE void assemble_cell(struct field *f, const struct heat_step *h,
                                 const size_t at[FIELD_AXES])
{
    const size_t m = field_at(f, at[FIELD_X], at[FIELD_Y], at[FIELD_Z]);
    const double stored = h->per_dt * f->width_m[FIELD_X][at[FIELD_X]] *
                          f->width_m[FIELD_Y][at[FIELD_Y]] * f->width_m[FIELD_Z][at[FIELD_Z]];
    struct heat_cell c = {.centre = stored, .rhs = stored * f->temp_c[m]};

    for (int side = -1; side <= 1; side += 2) {
        add_side(f, h, FIELD_X, side, at, &c);
        add_side(f, h, FIELD_Y, side, at, &c);
        add_side(f, h, FIELD_Z, side, at, &c);
    }
    /* Still air in a closed corner of a steady state keeps its temperature. */
    if (c.centre <= 0.0) {
        c.centre = 1.0;
        c.rhs = f->temp_c[m];
    }
    f->s.centre[m] = 1.0 / c.centre;
    f->s.rhs[m] = c.rhs + h->base_c * c.net_out;
}

static void hold(struct field *f, size_t m)
{
    for (int d = 0; d < FIELD_AXES; d++) {
        f->s.lo[d][m] = 0.0;
        f->s.hi[d][m] = 0.0;
    }
    f->s.centre[m] = 1.0;
    f->s.rhs[m] = f->temp_c[m];
}

void energy_assemble(struct field *f, double per_dt, enum energy_scheme scheme)
{
    const struct heat_step h = {
        .per_dt = per_dt,
        .base_c = field_mean_c(f),
        .surface_m_per_s =
            scheme == ENERGY_TRACER ? 0.0 : f->given->surface_w_per_m2k / energy_j_per_m3k(f),
        .is_high_order = scheme == ENERGY_LIMITED,
    };

    for (struct row r = row_first(f->stride); row_is_inside(&r, f->n, 0);
         row_next(&r, f->n, f->stride, 0)) {
        for (size_t i = 1; i <= f->n[FIELD_X]; i++) {
            const size_t at[FIELD_AXES] = {i, r.j, r.k};
            const size_t m = field_at(f, i, r.j, r.k);
            if (f->is_air[m]) {
                assemble_cell(f, &h, at);
            } else {
                hold(f, m);
            }
        }
    }
    if (scheme == ENERGY_LIMITED) {
        sources_add(f);
    }
}

/* What blows in: the face's own flow, so that the heat is that of the projected velocity. */
static void add_port(struct field *f, size_t p, double rise_k)
{
    const struct port *const port = &f->ports[p];

    for (size_t i = 0; i < port->n; i++) {
        const struct port_face *const face = &f->port_faces[port->first + i];
        const double in = -port->out * f->velocity[port->axis][face->face] * face->area_m2;
        f->s.rhs[face->cell] += in > 0.0 ? in * rise_k : 0.0;
    }
}

void energy_add_flows(struct field *f)
{
    for (size_t p = 0; p < f->given->n_ports; p++) {
        add_port(f, p, f->ports[p].blown_c);
    }
}

/* What linked openings are short of what their sources say now, in K m3/s. */
struct shortage {
    double net;
    double absolute;
    double flow_m3s; /* of all of them */
};

/* Measures the shortage and, when asked, moves the openings to where they should be. */
static struct shortage relink(struct field *f, bool is_move)
{
    struct shortage s = {0};

    for (size_t p = 0; p < f->given->n_ports; p++) {
        struct port *const port = &f->ports[p];
        if (f->given->ports[p].kind != FIELD_BLOWS || port->feed.from < 0) {
            continue;
        }
        const double linked_c = ports_linked_c(f, p);
        const double missing = port->feed.flow_m3s * (linked_c - port->blown_c);
        s.net += missing;
        s.absolute += fabs(missing);
        s.flow_m3s += port->feed.flow_m3s;
        if (is_move) {
            add_port(f, p, linked_c - port->blown_c);
            port->blown_c = linked_c;
        }
    }
    return s;
}

/* The change of the sum of all equations for a shift of one kelvin. */
static double shift_weight(const struct field *f, double per_dt)
{
    double weight =
        per_dt * f->volume_m3 + f->given->surface_w_per_m2k / energy_j_per_m3k(f) * f->surface_m2;

    for (size_t p = 0; p < f->given->n_ports; p++) {
        const struct port *const port = &f->ports[p];
        for (size_t i = 0; i < port->n; i++) {
            const struct port_face *const face = &f->port_faces[port->first + i];
            const double out = port->out * f->velocity[port->axis][face->face] * face->area_m2;
            weight += out > 0.0 ? out : 0.0;
        }
        if (f->given->ports[p].kind == FIELD_BLOWS && port->feed.from >= 0) {
            weight -= (1.0 - port->feed.take_frac) * port->feed.flow_m3s;
        }
    }
    return weight;
}

static void shift(struct field *f, double rise_k)
{
    for (size_t m = 0; m < f->n_total; m++) {
        f->temp_c[m] += f->is_air[m] ? rise_k : 0.0;
    }
    for (size_t p = 0; p < f->given->n_ports; p++) {
        if (f->given->ports[p].kind == FIELD_BLOWS && f->ports[p].feed.from >= 0) {
            f->ports[p].blown_c += rise_k;
            add_port(f, p, rise_k);
        }
    }
}

double energy_solve(struct field *f, double per_dt, size_t most_passes)
{
    for (size_t pass = 0; pass < most_passes; pass++) {
        if (pass > 0) {
            const struct shortage s = relink(f, true);
            if (pass > 1 && s.absolute <= f->settings.link_tolerance_k * s.flow_m3s) {
                break;
            }
        }
        for (size_t i = 0; i < f->settings.n_heat_sweeps; i++) {
            sweep_pair(f, &f->s, f->temp_c);
        }
    }
    const double missing = sweep_residual_sum(f, &f->s, f->temp_c) + relink(f, false).net;
    const double weight = shift_weight(f, per_dt);
    /* A closed adiabatic loop at rest has no level of its own: nothing to shift it by. */
    if (weight > LEAST_WEIGHT * f->volume_m3) {
        shift(f, missing / weight);
    }
    return relink(f, false).net;
}
