/* tracers.c - where the air of each inlet was last: the recirculation matrix of a frozen flow.
 *
 * One steady transport a group of openings: what the group blows is marked 1, all other air 0. First
 * order upwind, so that shares lie between 0 and 1 and add up to 1.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/field/inner.h"

/* Eddies that trap their air take hundreds of sweeps to fill. */
enum { MOST_PAIRS = 3000 };

/* Shares are wanted to three digits. */
#define STILL_FRAC 5e-7
#define PROJECTION 1e-9

/* The largest change of the last pair of sweeps. */
static double sweep_change(const struct field *f, double *x, double *was)
{
    double change = 0.0;

    memcpy(was, x, f->n_total * sizeof(double));
    sweep_pair(f, &f->s, x);
    for (size_t m = 0; m < f->n_total; m++) {
        change = fmax(change, fabs(x[m] - was[m]));
    }
    return change;
}

/* Adds to each cell what the marked openings blow into it. */
static void add_marked(struct field *f, const long *group_of, long group)
{
    for (size_t p = 0; p < f->given->n_ports; p++) {
        const struct port *const port = &f->ports[p];
        for (size_t i = 0; i < port->n && group_of[p] == group; i++) {
            const struct port_face *const face = &f->port_faces[port->first + i];
            const double in = -port->out * f->velocity[port->axis][face->face] * face->area_m2;
            f->s.rhs[face->cell] += in > 0.0 ? in : 0.0;
        }
    }
}

static enum status solve_group(struct field *f, const long *group_of, long group)
{
    double *const x = f->temp_c;
    double change = 1.0;

    for (size_t m = 0; m < f->n_total; m++) {
        f->s.rhs[m] = 0.0;
        x[m] = 0.0;
    }
    add_marked(f, group_of, group);
    for (int pair = 0; pair < MOST_PAIRS && change > STILL_FRAC; pair++) {
        change = sweep_change(f, x, f->scratch[1]);
    }
    return change <= STILL_FRAC ? STATUS_OK : STATUS_NO_CONVERGENCE;
}

/* A flow that has no divergence, and what it carries. */
static enum status begin(struct field *f)
{
    const struct field_ledger marched = f->ledger;

    panels_renew(f);
    /* What the march left of a divergence would make air out of nothing. */
    const enum status st = pressure_project(f, 0.0, PROJECTION);

    f->ledger = marched;
    return st;
}

enum status field_share_of(struct field *f, const long *group_of, long group, double *ret_share)
{
    double *const temp_c = f->temp_c;
    enum status st = begin(f);

    if (st != STATUS_OK) {
        return st;
    }
    f->temp_c = f->scratch[0];
    energy_assemble(f, 0.0, ENERGY_TRACER);
    st = solve_group(f, group_of, group);
    for (size_t p = 0; p < f->given->n_ports; p++) {
        const bool draws =
            f->given->ports[p].kind != FIELD_BLOWS && f->ports[p].feed.flow_m3s > 0.0;
        ret_share[p] = draws ? field_port_c(f, p) : 0.0;
    }
    f->temp_c = temp_c;
    return st;
}
