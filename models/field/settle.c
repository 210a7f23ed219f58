/* settle.c - the march to rest: flow in time, and now and then its heat at once.
 *
 * The air of a room turns over in minutes while its flow settles in tens of seconds, so the first
 * windows begin with the steady temperatures of the flow as it stands. Some rooms never rest; then the
 * means and swings of the last window are the answer.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/field/inner.h"

enum { MOST_HEAT_ROUNDS = 400, N_JUMPS = 2 };

/* Of what the last step left of a divergence. */
#define PROJECTION_AT_REST 1e-2

/* Fast: every round is two sweeps there and back and an update of the openings. */
enum status field_steady_heat(struct field *f, double tolerance_k)
{
    double moved_k = (double)INFINITY;

    for (size_t round = 0; round < MOST_HEAT_ROUNDS && moved_k > tolerance_k; round++) {
        for (size_t p = 0; p < f->given->n_ports; p++) {
            f->port_was[p] = field_port_c(f, p);
        }
        energy_assemble(f, 0.0, ENERGY_LIMITED);
        if (round > 0) {
            ports_update(f);
        }
        energy_add_flows(f);
        (void)energy_solve(f, 0.0, 2);
        moved_k = 0.0;
        for (size_t p = 0; p < f->given->n_ports; p++) {
            moved_k = fmax(moved_k, fabs(field_port_c(f, p) - f->port_was[p]));
        }
    }
    return moved_k <= tolerance_k ? STATUS_OK : STATUS_NO_CONVERGENCE;
}

struct field_settle field_settle_usual(void)
{
    return (struct field_settle){
        .dt_s = 1.0,
        .first_s = 60.0,
        .window_s = 60.0,
        .most_s = 900.0,
        .still_k = 0.05,
        .balance_frac = 3e-3,
        .swing_k = 0.5,
    };
}

/* Marches one window; means and deviations go to ret_means, into port_sum for the next look. */
static enum status march(struct field *f, double length_s, double dt_s,
                         struct field_mean *ret_means)
{
    const size_t n_ports = f->given->n_ports;
    const size_t n_steps = (size_t)ceil(length_s / dt_s - 1e-9);

    memset(f->port_sum, 0, n_ports * sizeof(double));
    memset(f->port_square, 0, n_ports * sizeof(double));
    field_reset_ledger(f);
    for (size_t i = 0; i < n_steps; i++) {
        const enum status st = field_step(f, dt_s);
        if (st != STATUS_OK) {
            return st;
        }
        for (size_t p = 0; p < n_ports; p++) {
            /* Differences from the last mean keep the squares small. */
            const double x = field_port_c(f, p) - ret_means[p].mean_c;
            f->port_sum[p] += x;
            f->port_square[p] += x * x;
        }
    }
    for (size_t p = 0; p < n_ports; p++) {
        const double mean_k = f->port_sum[p] / (double)n_steps;
        const double variance = f->port_square[p] / (double)n_steps - mean_k * mean_k;
        ret_means[p].mean_c += mean_k;
        ret_means[p].deviation_k = variance > 0.0 ? sqrt(variance) : 0.0;
    }
    return STATUS_OK;
}

/* Share of the room's heat that went into or out of store over the window. */
static double imbalance(const struct field *f)
{
    double heat_w = fabs(sources_heat_w(f));

    for (size_t p = 0; p < f->given->n_ports; p++) {
        heat_w += fabs(f->ports[p].feed.heat_w);
    }
    const double heat_j = heat_w > 0.0 ? heat_w * f->ledger.time_s : f->ledger.turnover_j;
    return heat_j > 0.0 ? fabs(f->ledger.stored_j) / heat_j : 0.0;
}

static void judge(const struct field *f, const struct field_settle *how,
                  const struct field_mean *means, struct field_settled *ret)
{
    ret->moved_k = 0.0;
    ret->swing_k = 0.0;
    for (size_t p = 0; p < f->given->n_ports; p++) {
        ret->moved_k = fmax(ret->moved_k, fabs(means[p].mean_c - f->port_was[p]));
        ret->swing_k = fmax(ret->swing_k, means[p].deviation_k);
    }
    ret->balance_frac = imbalance(f);
    ret->is_steady = ret->moved_k <= how->still_k && ret->balance_frac <= how->balance_frac &&
                     ret->swing_k <= how->swing_k;
}

enum status field_settle(struct field *f, const struct field_settle *how,
                         struct field_mean *ret_means, struct field_settled *ret_settled)
{
    *ret_settled = (struct field_settled){.time_s = how->first_s};
    for (size_t p = 0; p < f->given->n_ports; p++) {
        ret_means[p] = (struct field_mean){.mean_c = field_port_c(f, p)};
    }
    enum status st = march(f, how->first_s, how->dt_s, ret_means);
    for (size_t window = 0; st == STATUS_OK; window++) {
        if (window < N_JUMPS) {
            /* A flow that is still moving need not have a steady heat; the march goes on from there. */
            st = field_steady_heat(f, how->still_k);
            st = st == STATUS_NO_CONVERGENCE ? STATUS_OK : st;
            st = st != STATUS_OK ? st : march(f, 0.5 * how->window_s, how->dt_s, ret_means);
            ret_settled->time_s += 0.5 * how->window_s;
        }
        for (size_t p = 0; p < f->given->n_ports; p++) {
            f->port_was[p] = ret_means[p].mean_c;
        }
        if (st == STATUS_OK) {
            st = march(f, how->window_s, how->dt_s, ret_means);
        }
        ret_settled->time_s += how->window_s;
        judge(f, how, ret_means, ret_settled);
        if (ret_settled->is_steady || ret_settled->time_s >= how->most_s) {
            break;
        }
    }
    return st == STATUS_OK ? pressure_project(f, 0.0, PROJECTION_AT_REST) : st;
}
