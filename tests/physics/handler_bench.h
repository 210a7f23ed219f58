/* handler_bench.h - an air handler at its rating, for its tests.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_PHYSICS_HANDLER_BENCH_H
#define TESTS_PHYSICS_HANDLER_BENCH_H

#include <string.h>

#include <check.h>

#include "models/phys.h"
#include "models/registry.h"

/* The air at which makers state capacities: 1.2 kg/m3. */
static const double rating_air_j_per_m3k = 1.2 * PHYS_AIR_CP_J_PER_KGK;

static const double airflow_m3s = 7.9;
static const double water_flow_m3s = 3.1e-3;
static const double capacity_w = 103700.0;
static const double return_c = 31.3;
static const double water_c = 9.7;

struct unit {
    double params[32];
    struct handler_block block;
    double speed_frac;
    double is_running;
    double has_water;
    double is_shut;
    double water_c;
    double set_c;
    double return_c;
    double coil_w;
    double outside_w;
    double flow_m3s;
    double coil_w_per_k;
    double fan_w;
    double outside_c;
    double outside_most_frac;
    double coil_max_w;
    double water_return_c;
    double water_w_per_k;
    double outside_frac;
    double outdoor_m3s;
    double outdoor_fan_w;
    double wetted_kgs;
};

static inline void set_param(struct unit *u, const char *key, double value)
{
    const struct param *const row = model_param(&handler_chilled_water.info, key);

    ck_assert_ptr_nonnull(row);
    memcpy((char *)u->params + row->offset, &value, sizeof value);
}

/* At full speed and in the conditions of its rating; the block must stay where it is. */
static inline void make_unit(struct unit *u)
{
    *u = (struct unit){.speed_frac = 1.0,
                       .is_running = 1.0,
                       .has_water = 1.0,
                       .water_c = water_c,
                       .set_c = 22.7,
                       .return_c = return_c};
    u->block = (struct handler_block){
        .n = 1,
        .air_j_per_m3k = rating_air_j_per_m3k,
        .speed_frac = &u->speed_frac,
        .is_running = &u->is_running,
        .has_water = &u->has_water,
        .is_shut = &u->is_shut,
        .water_c = &u->water_c,
        .set_c = &u->set_c,
        .return_c = &u->return_c,
        .coil_w = &u->coil_w,
        .outside_w = &u->outside_w,
        .dry_bulb_c = 11.3,
        .wet_bulb_c = 8.1,
        .dew_point_c = 4.7,
        .pressure_pa = 99100.0,
        .flow_m3s = &u->flow_m3s,
        .coil_w_per_k = &u->coil_w_per_k,
        .fan_w = &u->fan_w,
        .outside_c = &u->outside_c,
        .outside_most_frac = &u->outside_most_frac,
        .coil_max_w = &u->coil_max_w,
        .water_return_c = &u->water_return_c,
        .water_w_per_k = &u->water_w_per_k,
        .outside_frac = &u->outside_frac,
        .outdoor_m3s = &u->outdoor_m3s,
        .outdoor_fan_w = &u->outdoor_fan_w,
        .wetted_kgs = &u->wetted_kgs,
    };
    ck_assert_uint_le(handler_chilled_water.info.params_size, sizeof u->params);
    set_param(u, "airflow_m3s", airflow_m3s);
    set_param(u, "fan_w", 6300.0);
    set_param(u, "fan_floor_frac", 0.07);
    set_param(u, "capacity_w", capacity_w);
    set_param(u, "rated_return_c", return_c);
    set_param(u, "rated_water_c", water_c);
    set_param(u, "water_flow_m3s", water_flow_m3s);
}

#endif
