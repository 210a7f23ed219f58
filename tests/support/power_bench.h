/* power_bench.h - one element of the electrical tree, stepped as the engine steps it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_SUPPORT_POWER_BENCH_H
#define TESTS_SUPPORT_POWER_BENCH_H

#include <math.h>

#include <check.h>

#include "models/power_model.h"

enum { POWER_BENCH_MOST_STATES = 12 };

struct power_bench {
    const struct power_model *model;
    const void *params;

    /* What the tree asks and offers. */
    double wanted_w;   /* carried while it is energised */
    double wanted_var; /* the same, reactive            */
    double rating_w;
    double rating_va;
    double voltage_v;
    double is_fed;
    double alive_parent;
    double alive_parents;
    double is_called;
    bool is_steady;
    double late_s; /* by which a step passes a switch: less than a microsecond */

    /* What the element answers. */
    double dt_s;
    double load_w;
    double load_var;
    double current_a;
    double is_energised;
    double parent;
    double loss_w;
    double input_var;
    double input_w;
    double stored_j;
    double switch_s;
    double state[POWER_BENCH_MOST_STATES];
};

static inline struct power_block power_bench_block(struct power_bench *e)
{
    return (struct power_block){
        .n = 1,
        .dt_s = e->dt_s,
        .is_steady = e->is_steady,
        .load_w = &e->load_w,
        .load_var = &e->load_var,
        .rating_w = &e->rating_w,
        .rating_va = &e->rating_va,
        .current_a = &e->current_a,
        .is_fed = &e->is_fed,
        .alive_parent = &e->alive_parent,
        .alive_parents = &e->alive_parents,
        .is_called = &e->is_called,
        .is_energised = &e->is_energised,
        .parent = &e->parent,
        .loss_w = &e->loss_w,
        .input_var = &e->input_var,
        .input_w = &e->input_w,
        .stored_j = &e->stored_j,
        .switch_s = &e->switch_s,
        .state = e->state,
    };
}

static inline void power_bench_start(struct power_bench *e)
{
    const struct power_block b = power_bench_block(e);

    ck_assert_uint_le(model_n_states(&e->model->info), POWER_BENCH_MOST_STATES);
    e->stored_j = 0.0;
    if (e->model->start != NULL) {
        ck_assert_int_eq(e->model->start(e->params, &b), STATUS_OK);
    }
}

static inline void power_bench_connect(struct power_bench *e)
{
    const struct power_block b = power_bench_block(e);

    e->is_energised = e->model->is_source ? 1.0 : e->is_fed;
    e->parent = -1.0;
    if (e->model->connect != NULL) {
        ck_assert_int_eq(e->model->connect(e->params, &b), STATUS_OK);
    }
}

/* The loss at what it carries now. */
static inline void power_bench_load(struct power_bench *e)
{
    const struct power_block b = power_bench_block(e);

    e->load_w = e->wanted_w * e->is_energised;
    e->load_var = e->wanted_var * e->is_energised;
    e->current_a = hypot(e->load_w, e->load_var) / (sqrt(3.0) * e->voltage_v);
    ck_assert_int_eq(e->model->step(e->params, &b), STATUS_OK);
}

static inline void power_bench_step(struct power_bench *e, double dt_s)
{
    e->dt_s = dt_s;
    power_bench_connect(e);
    power_bench_load(e);
    e->input_w = e->load_w + e->loss_w;
    e->stored_j = 0.0;
    e->switch_s = (double)INFINITY;
    const struct power_block b = power_bench_block(e);
    if (e->model->advance != NULL) {
        ck_assert_int_eq(e->model->advance(e->params, &b), STATUS_OK);
    }
}

/* A step that ends where the element switches, if that is sooner; returns how long it was. */
static inline double power_bench_take(struct power_bench *e, double dt_s)
{
    const struct power_bench was = *e;

    power_bench_step(e, dt_s);
    if (e->switch_s < dt_s) {
        const double switch_s = e->switch_s + e->late_s;
        *e = was;
        power_bench_step(e, switch_s);
        return switch_s;
    }
    return dt_s;
}

/* Runs on as things are. */
static inline void power_bench_run(struct power_bench *e, double time_s)
{
    for (int k = 0; k < 10000 && time_s > 1e-9; k++) {
        time_s -= power_bench_take(e, time_s);
    }
    ck_assert_double_le(time_s, 1e-9);
    power_bench_connect(e);
}

#endif
