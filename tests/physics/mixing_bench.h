/* mixing_bench.h - a hall with the mixing model, for its tests.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_PHYSICS_MIXING_BENCH_H
#define TESTS_PHYSICS_MIXING_BENCH_H

#include <math.h>
#include <string.h>

#include <check.h>

#include "models/registry.h"

enum { N_RACKS = 3, N_HANDLERS = 2, N_WORK = 128 };

/* Rounding of some tens of operations on numbers of a hundred, relative. */
static const double rounding = 1e-12;
/* What is left after two steps of 1e7 s, and rounding of the heat that hall's air and slab hold over
 * such a step. */
static const double settled = 1e-9;

static const double air_j_per_m3k = 1173.9;

struct hall {
    double params[8];
    struct air_block block;
    double heat_w[N_RACKS];
    double airflow_m3s[N_RACKS];
    double recirculation_frac[N_RACKS];
    double bypass_frac[N_RACKS];
    double top_rise_k[N_RACKS];
    double flow_m3s[N_HANDLERS];
    double coil_w_per_k[N_HANDLERS];
    double water_c[N_HANDLERS];
    double set_c[N_HANDLERS];
    double outside_c[N_HANDLERS];
    double outside_most_frac[N_HANDLERS];
    double outside_w[N_HANDLERS];
    double inlet_c[N_RACKS];
    double inlet_top_c[N_RACKS];
    double outlet_c[N_RACKS];
    double return_c[N_HANDLERS];
    double supply_c[N_HANDLERS];
    double coil_w[N_HANDLERS];
    double hot_c;
    double mass_c;
    double bypass_of_supply_frac;
    double recirculation_of_inlet_frac;
    double stored_j;
    double state[3];
    double work[N_WORK];
};

static inline void set_param(struct hall *h, const char *key, double value)
{
    const struct param *const row = model_param(&air_mixing.info, key);

    ck_assert_ptr_nonnull(row);
    memcpy((char *)h->params + row->offset, &value, sizeof value);
}

/* Three unlike racks and two unlike handlers with ideal coils; the block must stay where it is. */
static inline void make_hall(struct hall *h)
{
    *h = (struct hall){
        .heat_w = {41300.0, 17900.0, 28700.0},
        .airflow_m3s = {2.9, 1.7, 2.3},
        .recirculation_frac = {0.07, 0.13, 0.02},
        .bypass_frac = {0.21, 0.11, 0.17},
        .top_rise_k = {3.0, 1.0, 0.5},
        .flow_m3s = {5.3, 4.1},
        .coil_w_per_k = {5.3 * air_j_per_m3k, 4.1 * air_j_per_m3k},
        .water_c = {8.7, 11.3},
        .set_c = {19.3, 19.3},
    };
    h->block = (struct air_block){
        .air_j_per_m3k = air_j_per_m3k,
        .volume_m3 = 1130.0,
        .cold_frac = 0.137,
        .floor_m2 = 287.0,
        .n_racks = N_RACKS,
        .heat_w = h->heat_w,
        .airflow_m3s = h->airflow_m3s,
        .recirculation_frac = h->recirculation_frac,
        .bypass_frac = h->bypass_frac,
        .top_rise_k = h->top_rise_k,
        .n_handlers = N_HANDLERS,
        .flow_m3s = h->flow_m3s,
        .coil_w_per_k = h->coil_w_per_k,
        .water_c = h->water_c,
        .set_c = h->set_c,
        .outside_c = h->outside_c,
        .outside_most_frac = h->outside_most_frac,
        .inlet_c = h->inlet_c,
        .inlet_top_c = h->inlet_top_c,
        .outlet_c = h->outlet_c,
        .return_c = h->return_c,
        .supply_c = h->supply_c,
        .coil_w = h->coil_w,
        .outside_w = h->outside_w,
        .hot_c = &h->hot_c,
        .mass_c = &h->mass_c,
        .bypass_of_supply_frac = &h->bypass_of_supply_frac,
        .recirculation_of_inlet_frac = &h->recirculation_of_inlet_frac,
        .stored_j = &h->stored_j,
        .state = h->state,
        .work = h->work,
    };
    ck_assert_uint_le(air_mixing.info.params_size, sizeof h->params);
    ck_assert_uint_le(air_mixing.info.work_size(h->params, N_RACKS + N_HANDLERS), N_WORK);
    set_param(h, "mass_j_per_m2k", 83e3);
    set_param(h, "surface_w_per_m2k", 7.3);
    set_param(h, "cold_air_frac", PARAM_UNKNOWN);
    set_param(h, "start_c", 23.7);
}

static inline void start(struct hall *h)
{
    ck_assert_int_eq(air_mixing.start(h->params, &h->block), STATUS_OK);
}

static inline void step(struct hall *h, double dt_s)
{
    h->block.dt_s = dt_s;
    ck_assert_int_eq(air_mixing.step(h->params, &h->block), STATUS_OK);
}

/* Where the hall comes to rest. */
static inline void settle(struct hall *h)
{
    start(h);
    step(h, 1e7);
    step(h, 1e7);
}

static inline double total(const double *values, size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++) {
        sum += values[i];
    }
    return sum;
}

#endif
