/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/engine/ledger.h"

#include <math.h>

#include "sim/engine/stages.h"

/* Free cooling of all heat, but for rounding. */
#define ALL_FREE (1.0 - 1e-9)

static double sum(const double *values, size_t n)
{
    double total = 0.0;

    for (size_t i = 0; i < n; i++) {
        total += values[i];
    }
    return total;
}

double ledger_stored_j(const struct plan *plan, const struct columns *c)
{
    return sum(c->node.stored_j, plan->n[DIM_NODE]) + sum(c->rack.stored_j, plan->n[DIM_RACK]) +
           sum(c->feed.stored_j, plan->n[DIM_FEED]) + sum(c->cdu.stored_j, plan->n[DIM_CDU]) +
           sum(c->plant.stored_j, plan->n[DIM_PLANT]) + c->hall.air_stored_j[0];
}

enum status ledger_close(const struct plan *plan, struct hall *hall, double dt_s)
{
    const struct hall_columns *const now = &hall->now->hall;
    const double stored_was_j = hall->was->hall.stored_j[0];
    const double stored_j = ledger_stored_j(plan, hall->now);
    const double in_j = now->utility_w[0] * dt_s;
    const double out_j = (now->reject_w[0] + now->exhausted_w[0] + now->outside_loss_w[0]) * dt_s;
    const double residual_j = in_j - out_j - (stored_j - stored_was_j);
    const double scale_j = fabs(in_j) + fabs(out_j) + fabs(stored_j) + fabs(stored_was_j) + 1.0;

    now->stored_j[0] = stored_j;
    now->residual_frac[0] = fabs(residual_j) / scale_j;
    return now->residual_frac[0] <= STAGES_MOST_RESIDUAL ? STATUS_OK : STATUS_IMBALANCE;
}

void ledger_add(struct ledger *ledger, const struct hall *hall, double dt_s)
{
    const struct hall_columns *const h = &hall->was->hall;

    ledger->simulated_s += dt_s;
    ledger->utility_j += h->utility_w[0] * dt_s;
    ledger->it_j += h->it_w[0] * dt_s;
    ledger->mechanical_j += h->mechanical_w[0] * dt_s;
    ledger->loss_j += h->loss_w[0] * dt_s;
    ledger->to_liquid_j += h->to_liquid_w[0] * dt_s;
    ledger->to_air_j += h->to_air_w[0] * dt_s;
    ledger->reject_j += h->reject_w[0] * dt_s;
    ledger->exhausted_j += h->exhausted_w[0] * dt_s;
    ledger->water_kg += h->water_kgs[0] * dt_s;
    ledger->reused_j += h->reused_w[0] * dt_s;
    ledger->free_s += isnan(h->free_frac[0]) ? 0.0 : h->free_frac[0] * dt_s;
    ledger->all_free_s += h->free_frac[0] >= ALL_FREE ? dt_s : 0.0;
    ledger->wet_s += h->is_coil_wet[0] * dt_s;
    ledger->compute_j += h->compute_w[0] * dt_s;
    ledger->gpu_s += h->gpus_working[0] * dt_s;
    ledger->lost_gpu_s += h->gpus_lost[0] * dt_s;
    ledger->outside_j += h->outside_loss_w[0] * dt_s;
    ledger->n_steps++;
    if (h->residual_frac[0] > ledger->worst_residual_frac) {
        ledger->worst_residual_frac = h->residual_frac[0];
        ledger->worst_time_s = (double)hall->time_us / 1e6;
    }
}
