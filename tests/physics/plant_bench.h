/* plant_bench.h - one water plant on a bench: its parameters by name, its load and its weather.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_PHYSICS_PLANT_BENCH_H
#define TESTS_PHYSICS_PLANT_BENCH_H

#include <math.h>
#include <string.h>

#include <check.h>

#include "models/phys.h"
#include "models/plant/water_plant.h"
#include "models/plant_model.h"
#include "models/registry.h"

struct plant_bench {
    const struct plant_model *model;
    struct water_plant_params params;
    struct water_plant_state state; /* one plant: its rows in order */
    double load_w;
    double dry_bulb_c;
    double wet_bulb_c;
    double is_running;
    double booked_w;
    double supply_c;
    double removed_w;
    double capacity_w;
    double power_w;
    double reject_w;
    double stored_j;
    double water_kgs;
    double reused_w;
    double free_w;
    double is_held;
};

/* The defaults of the model's rows, and `machines` of 500 kW by the air-cooled curves at 12 degC. */
static inline struct plant_bench plant_bench(double machines)
{
    struct plant_bench b = {
        .model = (const struct plant_model *)registry_find(FAMILY_PLANT, "water_plant"),
        .dry_bulb_c = 31.0,
        .wet_bulb_c = 21.0,
        .is_running = 1.0};

    for (const struct param *row = b.model->info.params; row->key != NULL; row++) {
        void *const field = (char *)&b.params + row->offset;
        if (row->kind == PARAM_CHOICE) {
            *(int *)field = (int)row->fallback;
        } else {
            memcpy(field, &row->fallback, sizeof row->fallback);
        }
    }
    b.params.machines = machines;
    b.params.machine_w = 500e3;
    b.params.supply_c = 9.0;
    return b;
}

static inline struct plant_block plant_bench_block(struct plant_bench *b, double dt_s,
                                                   bool is_steady)
{
    return (struct plant_block){
        .n = 1,
        .dt_s = dt_s,
        .is_steady = is_steady,
        .pressure_pa = 101325.0,
        .load_w = &b->load_w,
        .booked_w = &b->booked_w,
        .dry_bulb_c = &b->dry_bulb_c,
        .wet_bulb_c = &b->wet_bulb_c,
        .is_running = &b->is_running,
        .supply_c = &b->supply_c,
        .removed_w = &b->removed_w,
        .capacity_w = &b->capacity_w,
        .power_w = &b->power_w,
        .reject_w = &b->reject_w,
        .stored_j = &b->stored_j,
        .water_kgs = &b->water_kgs,
        .reused_w = &b->reused_w,
        .free_w = &b->free_w,
        .is_held = &b->is_held,
        .state = &b->state.water_c,
    };
}

static inline void plant_bench_start(struct plant_bench *b)
{
    const struct plant_block block = plant_bench_block(b, 0.0, false);

    ck_assert_ptr_null(b->model->info.check(&b->params));
    ck_assert_int_eq(b->model->start(&b->params, &block), STATUS_OK);
}

static inline void plant_bench_step(struct plant_bench *b, double dt_s)
{
    const struct plant_block block = plant_bench_block(b, dt_s, false);

    ck_assert_int_eq(b->model->step(&b->params, &block), STATUS_OK);
}

/* As a steady question does. */
static inline void plant_bench_settle(struct plant_bench *b)
{
    const struct plant_block block = plant_bench_block(b, 1e7, true);

    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(b->model->step(&b->params, &block), STATUS_OK);
    }
}

/* Heat capacity of the loop, and of the tank by its figure of merit. */
static inline double plant_bench_j_per_k(const struct plant_bench *b)
{
    struct coolant water = {0};

    ck_assert_int_eq(phys_coolant(0.0, b->params.supply_c, &water), STATUS_OK);
    return water.density_kg_m3 * water.cp_j_kgk *
           (b->params.volume_m3 + b->params.tank_m3 * b->params.merit_frac);
}

#endif
