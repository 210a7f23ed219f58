/* tracers.c - where the air of each inlet was last: the recirculation matrix of a frozen flow.
 *
 * One steady transport a group of openings: what the group blows is marked 1, all other air 0. First
 * order upwind, so that shares lie between 0 and 1 and add up to 1. All tracers have the same matrix and
 * each waits in every cell for the cell before it: some are carried together, interleaved in memory. Single
 * precision, for three digits are wanted of a share, and a share is a sum of positive terms.
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

/* Blown into every cell: shares that vanish would come to numbers too small for fast arithmetic. */
#define TRACE_M3S 1e-20F

enum { N_LANES = FIELD_MOST_SHARES };

/* What the lanes work in: all cells' lanes one after the other. It is the memory of the right-hand side
 * and of the scratch arrays, which follow it. */
static float *marked_of(const struct field *f)
{
    return (float *)f->s.rhs;
}
static float *shares_of(const struct field *f)
{
    return (float *)f->s.rhs + N_LANES * f->n_total;
}

/* A cell's lanes, as one register holds them. */
typedef float lanes __attribute__((vector_size(N_LANES * sizeof(float))));
typedef int32_t lanes_mask __attribute__((vector_size(N_LANES * sizeof(int32_t))));

ALWAYS_INLINE lanes lanes_at(const float *x)
{
    lanes v;

    memcpy(&v, x, sizeof v); /* no more aligned than a float */
    return v;
}

ALWAYS_INLINE lanes lanes_larger(lanes a, lanes b)
{
    const lanes_mask is_a = a > b;

    return (lanes)((is_a & (lanes_mask)a) | (~is_a & (lanes_mask)b));
}

/* Where a sweep is: the cell that it comes from, and the largest change so far, squared. */
struct front {
    lanes left;
    lanes square;
};

/* Renews a cell in all lanes. What must wait for the cell before it is one product and one sum. */
ALWAYS_INLINE void renew(const struct field *f, size_t m, int way, const float *marked, float *x,
                         struct front *front)
{
    const struct stencil *const s = &f->s;
    const size_t sy = N_LANES * f->stride[FIELD_Y];
    const size_t sz = N_LANES * f->stride[FIELD_Z];
    float *const own = x + N_LANES * m;
    const float centre = (float)s->centre[m];
    const float from = (float)(way > 0 ? s->lo : s->hi)[FIELD_X][m];
    const lanes ahead = way > 0 ? (float)s->hi[FIELD_X][m] * lanes_at(own + N_LANES)
                                : (float)s->lo[FIELD_X][m] * lanes_at(own - N_LANES);
    const lanes aside = (float)s->lo[FIELD_Y][m] * lanes_at(own - sy) +
                        (float)s->hi[FIELD_Y][m] * lanes_at(own + sy);
    const lanes above = (float)s->lo[FIELD_Z][m] * lanes_at(own - sz) +
                        (float)s->hi[FIELD_Z][m] * lanes_at(own + sz);
    const lanes known = centre * (lanes_at(marked + N_LANES * m) + aside + above + ahead);
    const lanes next = known + centre * from * front->left;
    const lanes moved = next - lanes_at(own);

    memcpy(own, &next, sizeof next);
    front->left = next;
    front->square = lanes_larger(moved * moved, front->square);
}

/* There and back; the largest change of any cell on either way, in any lane. */
static double sweep_lanes(const struct field *f)
{
    const float *const marked = marked_of(f);
    float *const x = shares_of(f);
    struct front front = {.square = {0.0F}};
    double most = 0.0;

    for (size_t k = 1; k <= f->n[FIELD_Z]; k++) {
        for (size_t j = 1; j <= f->n[FIELD_Y]; j++) {
            front.left = (lanes){0.0F};
            for (size_t i = 1; i <= f->n[FIELD_X]; i++) {
                renew(f, field_at(f, i, j, k), 1, marked, x, &front);
            }
        }
    }
    for (size_t k = f->n[FIELD_Z]; k > 0; k--) {
        for (size_t j = f->n[FIELD_Y]; j > 0; j--) {
            front.left = (lanes){0.0F};
            for (size_t i = f->n[FIELD_X]; i > 0; i--) {
                renew(f, field_at(f, i, j, k), -1, marked, x, &front);
            }
        }
    }
    for (size_t l = 0; l < N_LANES; l++) {
        most = larger(most, sqrt((double)front.square[l]));
    }
    return most;
}

/* Adds to each cell what the openings of the lanes' groups blow into it. */
static void mark(struct field *f, const long *group_of, long first, size_t n)
{
    for (size_t p = 0; p < f->given->n_ports; p++) {
        const struct port *const port = &f->ports[p];
        const long lane = group_of[p] - first;
        for (size_t i = 0; i < port->n && lane >= 0 && lane < (long)n; i++) {
            const struct port_face *const face = &f->port_faces[port->first + i];
            const double in = -port->out * f->velocity[port->axis][face->face] * face->area_m2;
            marked_of(f)[N_LANES * (size_t)face->cell + (size_t)lane] +=
                in > 0.0 ? (float)in : 0.0F;
        }
    }
}

static enum status solve_lanes(struct field *f, const long *group_of, long first, size_t n)
{
    double change = 1.0;

    for (size_t i = 0; i < N_LANES * f->n_total; i++) {
        marked_of(f)[i] = TRACE_M3S;
    }
    memset(shares_of(f), 0, N_LANES * f->n_total * sizeof(float));
    mark(f, group_of, first, n);
    for (int pair = 0; pair < MOST_PAIRS && change > STILL_FRAC; pair++) {
        change = sweep_lanes(f);
    }
    return change <= STILL_FRAC ? STATUS_OK : STATUS_NO_CONVERGENCE;
}

/* What each drawing opening draws of one lane. */
static void read_lane(struct field *f, size_t lane, double *ret_share)
{
    const float *const share = shares_of(f);
    double *const temp_c = f->temp_c;

    f->temp_c = f->scratch[0]; /* where the marks were */
    for (size_t m = 0; m < f->n_total; m++) {
        f->temp_c[m] = (double)share[N_LANES * m + lane];
    }
    for (size_t p = 0; p < f->given->n_ports; p++) {
        const bool draws =
            f->given->ports[p].kind != FIELD_BLOWS && f->ports[p].feed.flow_m3s > 0.0;
        ret_share[p] = draws ? field_port_c(f, p) : 0.0;
    }
    f->temp_c = temp_c;
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

enum status field_shares_of(struct field *f, const long *group_of, long first, size_t n,
                            double *ret_share)
{
    enum status st = begin(f);

    if (st == STATUS_OK) {
        energy_assemble(f, 0.0, ENERGY_TRACER);
        st = solve_lanes(f, group_of, first, n);
    }
    for (size_t lane = 0; lane < n && st == STATUS_OK; lane++) {
        read_lane(f, lane, ret_share + lane * f->given->n_ports);
    }
    memset(f->s.rhs, 0, (1 + FIELD_N_SCRATCH) * f->n_total * sizeof(double));
    return st;
}
