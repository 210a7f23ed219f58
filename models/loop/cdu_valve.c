/* cdu_valve.c - the valve that holds a CDU's supply, and its controller.
 *
 *     C dT/dt = heat - valve open (T - cold)        coolant at the exchanger, none when cold is warmer
 *     supply  = T - q / (m cp)
 *     u       = gain (supply - set) + reset         PI; reset' = gain (supply - set) / reset time
 *     valve   goes to u, 0 to 1, full stroke in a given time
 *
 * The valve's characteristic is taken to make heat go with its position (equal percentage, as the
 * trade selects it), so its position is the share of what the exchanger could take. The reset stays
 * between 0 and 1, so that it does not wind up, and the valve shuts when the facility is warmer than the
 * coolant.
 *
 * Steps shorter than 30 s are cut into half seconds with the valve's mean position in each, and the
 * tank is exact in each (pieces.h). From 30 s on the controller has had its time and is not followed:
 * the valve holds the supply at its set point as long as it can, which is piecewise linear in T and
 * exact at any length. Energy closes either way.
 *
 * Source  control of heating and cooling coils: ASHRAE Handbook Fundamentals 2017, ch. 7.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/loop/cdu.h"
#include "models/pieces.h"

/* A controller that is tuned for its loop settles in this time; half a second is short against
 * strokes and resets. */
#define SETTLED_S 30.0
#define SLICE_S   0.5

/* Heat removed over the return temperature: nothing below the set point (or what cools), then
 * modulated, then wide open, whichever is less. */
struct ideal {
    double at_c[3];
    double q_w[3];
    struct pieces pieces;
};

static void build_ideal(struct ideal *v, const struct cdu_exchange *x)
{
    const double open = x->open_w_per_k;
    const double modulated = x->hot_w_per_k;

    v->at_c[0] = fmax(x->cold_c, x->set_c);
    v->q_w[0] = 0.0;
    if (x->set_c >= x->cold_c && modulated > open) {
        /* The two lines cross where open (T - cold) = modulated (T - set). */
        v->at_c[1] = (modulated * x->set_c - open * x->cold_c) / (modulated - open);
        v->q_w[1] = modulated * (v->at_c[1] - x->set_c);
        v->pieces = (struct pieces){.n = 2, .slope_after_w_k = open};
    } else {
        v->pieces = (struct pieces){.n = 1, .slope_after_w_k = fmin(open, modulated)};
    }
    v->pieces.at_c = v->at_c;
    v->pieces.q_w = v->q_w;
}

static double clamp(double x)
{
    return fmin(1.0, fmax(0.0, x));
}

/* Share of the open exchanger that takes q_w at this temperature. */
static double share_of(const struct cdu_exchange *x, double q_w, double temp_c)
{
    const double most_w = x->open_w_per_k * (temp_c - x->cold_c);

    return most_w > 0.0 ? clamp(q_w / most_w) : 0.0;
}

static enum status step_settled(const struct cdu_exchange *x, double dt_s, double start_c,
                                struct cdu_valve *valve, struct cdu_exchanged *ret)
{
    struct pieces_result r;
    struct ideal ideal;

    build_ideal(&ideal, x);
    const enum status st =
        pieces_step(&ideal.pieces, x->capacity_j_k, start_c, x->heat_w, dt_s, &r);
    if (st != STATUS_OK) {
        return st;
    }
    *ret = (struct cdu_exchanged){r.end_c, r.mean_c, r.mean_q_w};
    valve->at_frac = share_of(x, pieces_at(&ideal.pieces, r.end_c), r.end_c);
    valve->reset_frac = valve->at_frac;
    return STATUS_OK;
}

/* Moves the valve over a slice and returns its mean position. */
static double move_valve(const struct cdu_params *p, const struct cdu_exchange *x, double temp_c,
                         double slice_s, struct cdu_valve *valve)
{
    const double q_w = valve->at_frac * x->open_w_per_k * fmax(0.0, temp_c - x->cold_c);
    /* Without flow nothing tells the supply: the controller stands still. */
    const double error_k = x->hot_w_per_k > 0.0 ? temp_c - q_w / x->hot_w_per_k - x->set_c : 0.0;
    const double wanted = p->valve_gain_per_k * error_k + valve->reset_frac;
    const double was = valve->at_frac;
    const double way = clamp(wanted) - was;
    const double most = slice_s / p->valve_stroke_s;

    valve->reset_frac =
        clamp(valve->reset_frac + p->valve_gain_per_k * error_k * slice_s / p->valve_reset_s);
    if (fabs(way) >= most) {
        valve->at_frac = clamp(was + copysign(most, way));
        return 0.5 * (was + valve->at_frac);
    }
    valve->at_frac = was + way;
    return valve->at_frac - 0.5 * way * (fabs(way) / most);
}

enum status cdu_valve_step(const struct cdu_params *p, const struct cdu_exchange *x, double dt_s,
                           double start_c, struct cdu_valve *valve, struct cdu_exchanged *ret)
{
    if (dt_s >= SETTLED_S) {
        return step_settled(x, dt_s, start_c, valve, ret);
    }
    const int n = (int)ceil(dt_s / SLICE_S);
    const double slice_s = dt_s / n;
    const double nothing_w = 0.0;
    struct pieces pieces = {.n = 1, .at_c = &x->cold_c, .q_w = &nothing_w};
    double temp_c = start_c;
    double over_k = 0.0;
    double q_w = 0.0;

    for (int k = 0; k < n; k++) {
        struct pieces_result r;
        pieces.slope_after_w_k = x->open_w_per_k * move_valve(p, x, temp_c, slice_s, valve);
        const enum status st =
            pieces_step(&pieces, x->capacity_j_k, temp_c, x->heat_w, slice_s, &r);
        if (st != STATUS_OK) {
            return st;
        }
        temp_c = r.end_c;
        over_k += r.mean_c - start_c;
        q_w += r.mean_q_w;
    }
    *ret = (struct cdu_exchanged){temp_c, start_c + over_k / n, q_w / n};
    return STATUS_OK;
}
