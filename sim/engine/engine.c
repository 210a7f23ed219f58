/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/engine/engine.h"

#include <math.h>
#include <string.h>

#include "sim/engine/finite.h"
#include "sim/engine/ledger.h"
#include "sim/engine/stages.h"

/* Shortest step that a step without a solution is cut to. */
enum { LEAST_STEP_US = 1000 };

/* The whole simulator on one page. */
static const struct {
    const char *name;
    enum status (*run)(struct step *s);
} pipeline[] = {
    [STAGE_SWITCH] = {"switch", stage_switch},
    [STAGE_WORKLOAD] = {"workload", stage_workload},
    [STAGE_IT_POWER] = {"it_power", stage_it_power},
    [STAGE_ELECTRICAL] = {"electrical", stage_electrical},
    [STAGE_LIQUID] = {"liquid", stage_liquid},
    [STAGE_AIR] = {"air", stage_air},
    [STAGE_PLANT] = {"plant", stage_plant},
    [STAGE_CONTROL] = {"control", stage_control},
};

static struct step make_step(const struct plan *plan, struct hall *hall, double dt_s,
                             struct fault *fault)
{
    *fault = (struct fault){.time_s = (double)hall->time_us / 1e6};
    return (struct step){
        .plan = plan,
        .hall = hall,
        .was = hall->was,
        .now = hall->now,
        .time_s = (double)hall->time_us / 1e6,
        .dt_s = dt_s,
        .fault = fault,
    };
}

static enum status run_stages(struct step *s)
{
    for (size_t k = 0; k < sizeof pipeline / sizeof pipeline[0]; k++) {
        const enum status st = pipeline[k].run(s);
        if (st != STATUS_OK) {
            s->fault->stage = (enum stage)k;
            return st;
        }
    }
    const enum status st = finite_check(s->plan, s->now, s->fault);
    if (st != STATUS_OK) {
        return st;
    }
    s->fault->stage = STAGE_OBSERVE;
    s->fault->dim = DIM_HALL;
    return ledger_close(s->plan, s->hall, s->dt_s);
}

enum status engine_step(const struct plan *plan, struct hall *hall, int64_t dt_us,
                        struct fault *ret_fault)
{
    struct step s = make_step(plan, hall, (double)dt_us / 1e6, ret_fault);
    const enum status st = run_stages(&s);

    if (st == STATUS_OK) {
        hall_swap(hall);
        hall->time_us += dt_us;
    }
    return st;
}

enum status engine_advance(const struct plan *plan, struct hall *hall, int64_t most_us,
                           int64_t *ret_done_us, struct fault *ret_fault)
{
    enum status st = engine_step(plan, hall, most_us, ret_fault);

    while (st > STATUS_OK && most_us > 1) {
        const int64_t switch_us = (int64_t)ceil(ret_fault->value * 1e6);
        const int64_t shorter_us = st == STATUS_SWITCHES ? switch_us : most_us / 2;
        most_us = shorter_us < 1 ? 1 : shorter_us < most_us ? shorter_us : most_us - 1;
        if (st == STATUS_NO_CONVERGENCE && most_us < LEAST_STEP_US) {
            return st;
        }
        st = engine_step(plan, hall, most_us, ret_fault);
    }
    *ret_done_us = most_us;
    return st;
}

enum status engine_start(const struct plan *plan, struct hall *hall, struct fault *ret_fault)
{
    struct step s = make_step(plan, hall, 0.0, ret_fault);
    enum status (*const parts[])(struct step *) = {start_switch, start_plants, start_liquid,
                                                   start_air, start_nodes};

    memset(hall->block[0].all, 0, hall->block[0].n_all * sizeof(double));
    memset(hall->block[1].all, 0, hall->block[1].n_all * sizeof(double));
    hall->time_us = 0;
    for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++) {
        const enum status st = parts[k](&s);
        if (st != STATUS_OK) {
            return st;
        }
        /* The next part reads what this one left as the last step's. */
        memcpy(hall->was->all, hall->now->all, hall->now->n_all * sizeof(double));
    }
    hall->was->hall.stored_j[0] = ledger_stored_j(plan, hall->was);
    return STATUS_OK;
}

/* ------------------------------------------------------------------ steady */

/* Long against every time constant of a hall, the slab's included. */
static const int64_t settle_dt_us = 10000000LL * 1000000LL;

enum { MOST_SETTLE_STEPS = 400 };

/* Largest relative change of any temperature, power or flow between two steps. Stored heat and the
 * ledger are left out: they follow. */
static double change_of(const struct plan *plan, const struct hall *hall)
{
    double most = 0.0;

    for (int d = 0; d < DIM_COUNT; d++) {
        size_t n_rows = 0;
        const struct column *const rows = hall_column_table((enum dim)d, &n_rows);
        for (size_t k = 0; k < n_rows; k++) {
            const double *const was = hall_column(hall->was, (enum dim)d, rows[k].offset);
            const double *const now = hall_column(hall->now, (enum dim)d, rows[k].offset);
            if (rows[k].stage == STAGE_OBSERVE) {
                continue;
            }
            for (size_t i = 0; i < plan->n[d]; i++) {
                const double scale = fabs(was[i]) + fabs(now[i]) + 1e-3;
                most = fmax(most, fabs(was[i] - now[i]) / scale); /* fmax drops NAN */
            }
        }
    }
    return most;
}

enum status engine_settle(const struct plan *plan, struct hall *hall, double window_s,
                          struct fault *ret_fault, size_t *ret_n_steps)
{
    const int64_t time_us = hall->time_us;
    enum status st = STATUS_NO_CONVERGENCE;
    size_t n = 0;

    hall->is_steady = true;
    hall->window_s = window_s;
    while (n < MOST_SETTLE_STEPS) {
        st = engine_step(plan, hall, settle_dt_us, ret_fault);
        hall->time_us = time_us;
        n++;
        if (st != STATUS_OK) {
            break;
        }
        if (n > 2 && change_of(plan, hall) < 1e-10) {
            break;
        }
        st = STATUS_NO_CONVERGENCE;
    }
    hall->is_steady = false;
    hall->window_s = 0.0;
    *ret_n_steps = n;
    return st;
}
