/* node_bench.h - one group of GPU nodes by components, for the tests of the model "parts".
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_PHYSICS_NODE_BENCH_H
#define TESTS_PHYSICS_NODE_BENCH_H

#include <math.h>

#include <check.h>

#include "models/chip.h"
#include "models/node/parts.h"
#include "models/registry.h"

/* A node and everything that its block points to. */
struct bench {
    struct parts_params params;
    double count;
    double util_frac;
    double host_util_frac;
    double cap_w;
    double force_w;
    double powered_frac;
    double supply_frac;
    double plated_frac;
    double inlet_c;
    double coolant_c;
    double coolant_m3s;
    double coolant_w_per_k;
    struct node_traits traits;
    struct parts_power power; /* the written parts, in its own fields */
    double demand_w;
    double buffer_w;
    double plate_w;
    double air_w;
    double airflow_m3s;
    double die_c;
    double hbm_c;
    double work_frac;
    double ceiling_frac;
    double shut_nodes;
    double stored_j;
    double state[PARTS_N_STATES];
};

/* Numbers with no simple relation; settled plates about 1230 J/K x 0.05 K/W = 61 s. */
static inline struct parts_params given_params(void)
{
    return (struct parts_params){
        .accelerators = 8.0,
        .accelerator_idle_w = 81.0,
        .accelerator_max_w = 697.0,
        .accelerator_exponent = 1.0,
        .hosts = 2.0,
        .host_idle_w = 103.0,
        .host_max_w = 347.0,
        .memory_w = 291.0,
        .network_w = 613.0,
        .storage_w = 119.0,
        .board_w = 871.0,
        .rest_idle_frac = 0.6,
        .fan_w = 1190.0,
        .psu_rating_w = PARAM_UNKNOWN,
        .psu_efficiency_frac = 0.957,
        .psu_constant_w = 41.0,
        .leak_frac = 0.17,
        .leak_growth_per_k = 0.0137,
        .leak_ref_c = 61.0,
        .die_resistance_k_per_w = 0.019,
        .die_time_s = 0.017,
        .hbm_frac = 0.14,
        .hbm_resistance_k_per_w = 0.11,
        .sink_fixed_k_per_w = 0.021,
        .sink_film_k_per_w = 0.029,
        .sink_exponent = 0.7,
        .sink_capacity_j_per_k = 1230.0,
        .plate_flow_m3s = 2.3e-5,
        .stray_w_per_k = 0.47,
        .hbm_limit_c = 94.0,
        .hysteresis_k = 3.3,
        .hard_margin_k = 2.9,
        .shut_margin_k = 8.3,
        .shut_time_s = 0.9,
        .throttle_step_hz = 15e6,
        .throttle_fall_s = 0.011,
        .throttle_rise_s = 0.097,
        .plate_accelerator_frac = 0.93,
        .plate_host_frac = 0.79,
        .plate_rest_frac = 0.11,
        .airflow_m3s = 0.521,
        .airflow_per_power_m3_per_j = 5.9e-5,
        .airflow_least_frac = 0.31,
        .fan_knee_c = 25.0,
        .fan_full_c = 35.0,
        .clock_max_hz = 1.98e9,
        .clock_knee_hz = 1.0e9,
        .clock_min_hz = 0.345e9,
        .volt_max_v = 1.05,
        .volt_knee_v = 0.70,
        .work_exponent = 0.83,
    };
}

static inline struct bench given_bench(void)
{
    return (struct bench){
        .params = given_params(),
        .count = 3.0,
        .util_frac = 0.87,
        .host_util_frac = 0.41,
        .cap_w = (double)INFINITY,
        .force_w = (double)NAN,
        .powered_frac = 1.0,
        .inlet_c = 27.3,
        .supply_frac = 1.0,
        .coolant_c = (double)NAN,
        .coolant_m3s = (double)NAN,
        .coolant_w_per_k = (double)NAN,
        .traits =
            {
                .rating_w = 10930.0,
                .supplies = 6.0,
                .supplies_needed = 4.0,
                .on_supply_loss = NODE_SUPPLY_CAP,
                .restart_s = 0.0,
                .buffer_time_s = 0.13,
                .throttle_c = (double)NAN,
            },
    };
}

static inline struct node_block bind(struct bench *n, double dt_s)
{
    return (struct node_block){
        .n = 1,
        .dt_s = dt_s,
        .air_j_per_m3k = 1180.0,
        .count = &n->count,
        .util_frac = &n->util_frac,
        .host_util_frac = &n->host_util_frac,
        .cap_w = &n->cap_w,
        .force_w = &n->force_w,
        .powered_frac = &n->powered_frac,
        .supply_frac = &n->supply_frac,
        .plated_frac = &n->plated_frac,
        .inlet_c = &n->inlet_c,
        .coolant_c = &n->coolant_c,
        .coolant_m3s = &n->coolant_m3s,
        .coolant_w_per_k = &n->coolant_w_per_k,
        .traits = &n->traits,
        .demand_w = &n->demand_w,
        .accelerator_w = &n->power.accelerator_w,
        .host_w = &n->power.host_w,
        .memory_w = &n->power.memory_w,
        .network_w = &n->power.network_w,
        .storage_w = &n->power.storage_w,
        .board_w = &n->power.board_w,
        .fan_w = &n->power.fan_w,
        .psu_loss_w = &n->power.psu_loss_w,
        .buffer_w = &n->buffer_w,
        .plate_w = &n->plate_w,
        .air_w = &n->air_w,
        .airflow_m3s = &n->airflow_m3s,
        .die_c = &n->die_c,
        .hbm_c = &n->hbm_c,
        .work_frac = &n->work_frac,
        .ceiling_frac = &n->ceiling_frac,
        .shut_nodes = &n->shut_nodes,
        .stored_j = &n->stored_j,
        .state = n->state,
    };
}

static inline void start(struct bench *n)
{
    const struct node_block block = bind(n, 1.0);

    ck_assert_ptr_null(node_parts.info.check(&n->params));
    ck_assert_int_eq(node_parts.start(&n->params, &block), STATUS_OK);
}

static inline void run(struct bench *n, double span_s, int n_steps)
{
    const struct node_block block = bind(n, span_s / n_steps);

    for (int k = 0; k < n_steps; k++) {
        ck_assert_int_eq(node_parts.step(&n->params, &block), STATUS_OK);
    }
}

/* The accelerator that the parameters describe, at full activity of the whole node. */
static inline struct chip chip_of(const struct parts_params *p, double power_w)
{
    return (struct chip){
        .clock_max_hz = p->clock_max_hz,
        .clock_knee_hz = p->clock_knee_hz,
        .clock_min_hz = p->clock_min_hz,
        .volt_max_v = p->volt_max_v,
        .volt_knee_v = p->volt_knee_v,
        .dynamic_w = power_w * (1.0 - p->leak_frac),
        .leak_w = power_w * p->leak_frac,
        .leak_per_k = p->leak_growth_per_k,
        .leak_ref_c = p->leak_ref_c,
    };
}

/* Power of one accelerator at the reference temperature and this activity. */
static inline double one_w(const struct bench *n)
{
    const struct parts_params *const p = &n->params;

    return p->accelerator_idle_w + (p->accelerator_max_w - p->accelerator_idle_w) *
                                       pow(n->util_frac, p->accelerator_exponent);
}

/* No temperatures: the accelerators stand at the reference of their leakage. */
static inline void without_masses(struct parts_params *p)
{
    p->die_resistance_k_per_w = PARAM_UNKNOWN;
    p->sink_fixed_k_per_w = PARAM_UNKNOWN;
    p->sink_film_k_per_w = PARAM_UNKNOWN;
    p->sink_capacity_j_per_k = PARAM_UNKNOWN;
}

#endif
