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
#define SUM_FRAC   1e-3
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

static bool rows_are_whole(const struct field *f, size_t n_groups, const double *share)
{
    for (size_t p = 0; p < f->given->n_ports; p++) {
        double sum = 0.0;
        for (size_t g = 0; g < n_groups; g++) {
            sum += share[p * n_groups + g];
        }
        if (f->given->ports[p].kind == FIELD_DRAWS && fabs(sum - 1.0) > SUM_FRAC) {
            return false;
        }
    }
    return true;
}

enum status field_shares(struct field *f, const long *group_of, size_t n_groups, double *ret_share)
{
    double *const temp_c = f->temp_c;
    const size_t n_ports = f->given->n_ports;
    const struct field_ledger marched = f->ledger;
    /* What the march left of a divergence would make air out of nothing. */
    enum status st = pressure_project(f, 0.0, PROJECTION);

    f->ledger = marched;

    memset(ret_share, 0, n_ports * n_groups * sizeof(double));
    if (st != STATUS_OK) {
        return st;
    }
    f->temp_c = f->scratch[0];
    memset(f->temp_c, 0, f->n_total * sizeof(double));
    energy_assemble(f, 0.0, ENERGY_TRACER);
    for (size_t g = 0; g < n_groups && st == STATUS_OK; g++) {
        st = solve_group(f, group_of, (long)g);
        for (size_t p = 0; p < n_ports; p++) {
            if (f->given->ports[p].kind != FIELD_BLOWS) {
                ret_share[p * n_groups + g] =
                    f->ports[p].feed.flow_m3s > 0.0 ? field_port_c(f, p) : 0.0;
            }
        }
    }
    f->temp_c = temp_c;
    return st == STATUS_OK && !rows_are_whole(f, n_groups, ret_share) ? STATUS_NO_CONVERGENCE : st;
}
