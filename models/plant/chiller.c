/* chiller.c - "chiller": a supply at its set point, a capacity and a COP.
 *
 * The first version: capacity and COP hold whatever the weather and the load. The loop's water is the
 * only storage (see supply.h).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/phys.h"
#include "models/plant/supply.h"
#include "models/plant_model.h"
#include "models/registry.h"

struct chiller_params {
    double capacity_w;
    double cop;
    double supply_c;
    double volume_m3;
    int pumps; /* enum supply_pumps */
};

static const struct param rows[] = {
    {PARAM(chiller_params, capacity_w), .kind = PARAM_NUMBER, .unit = "W", .min = 1e3, .max = 1e9,
     .is_required = true, .text = "greatest heat that it takes"},
    {PARAM(chiller_params, cop), .kind = PARAM_NUMBER, .unit = "-", .min = 0.5, .max = 20.0,
     .warn_min = 1.5, .warn_max = 10.0, .fallback = 3.2, .grade = GRADE_RULE,
     .source = "air-cooled at 35 degC outdoor, pumps included",
     .text = "heat over electrical power, pumps included"},
    {PARAM(chiller_params, supply_c), .kind = PARAM_NUMBER, .unit = "degC", .min = 3.0, .max = 40.0,
     .fallback = 12.0, .grade = GRADE_ESTIMATE,
     .source = "legacy halls 7 to 12, warm-water halls 18 to 24 degC",
     .text = "set point of the water to the hall"},
    {PARAM(chiller_params, volume_m3), .kind = PARAM_NUMBER, .unit = "m3", .min = 0.01, .max = 1e5,
     .fallback = 5.0, .grade = GRADE_ESTIMATE, .source = "about 10 L per kW",
     .text = "water in its loop, buffer included"},
    {PARAM(chiller_params, pumps), .kind = PARAM_CHOICE, .choices = supply_pumps_words,
     .fallback = SUPPLY_PUMPS_RUN_ON, .grade = GRADE_ESTIMATE,
     .source = "pumps of critical loops stand on the UPS; others stop with their plant",
     .text =
         "of its loop when it is lost: run on, and the water warms; or stop, and nothing flows"},
    {0},
};

static const struct state states[] = {
    {"water_c", "degC", "water to the hall, end of the step"},
    {0},
};

static double water_j_per_k(const struct chiller_params *p)
{
    struct coolant water = {0};

    /* Within the range of the parameter's own limits: cannot fail. */
    return phys_coolant(0.0, p->supply_c, &water) == STATUS_OK
               ? water.density_kg_m3 * water.cp_j_kgk * p->volume_m3
               : 0.0;
}

static enum status step(const void *params, const struct plant_block *b)
{
    const struct chiller_params *const p = params;

    for (size_t i = 0; i < b->n; i++) {
        const struct supply_loop loop = {
            .set_c = p->supply_c,
            .capacity_w = p->capacity_w * b->is_running[i],
            .water_j_per_k = water_j_per_k(p),
        };
        struct supply_result r = {0};
        const enum status st =
            supply_step(&loop, b->state[i], b->load_w[i], b->dt_s, b->is_steady, &r);
        if (st != STATUS_OK) {
            return st;
        }
        b->state[i] = r.end_c;
        b->supply_c[i] = r.mean_c;
        b->removed_w[i] = r.removed_w;
        b->capacity_w[i] = loop.capacity_w;
        b->power_w[i] = fmax(0.0, r.removed_w) / p->cop * b->is_running[i];
        b->reject_w[i] = r.removed_w + b->booked_w[i];
        b->water_kgs[i] = 0.0;
        b->reused_w[i] = 0.0;
        b->free_w[i] = 0.0;
        b->is_held[i] = 0.0;
        b->stored_j[i] = loop.water_j_per_k * r.end_c;
    }
    return STATUS_OK;
}

static enum status start(const void *params, const struct plant_block *b)
{
    const struct chiller_params *const p = params;
    struct plant_block moment = *b;

    for (size_t i = 0; i < b->n; i++) {
        b->state[i] = p->supply_c;
    }
    moment.dt_s = 1e-6;
    return step(params, &moment);
}

static double rated_w(const void *params)
{
    return ((const struct chiller_params *)params)->capacity_w;
}

static double set_c(const void *params)
{
    return ((const struct chiller_params *)params)->supply_c;
}

static bool stops_water(const void *params)
{
    return ((const struct chiller_params *)params)->pumps == SUPPLY_PUMPS_STOP;
}

const struct plant_model plant_chiller = {
    .info =
        {
            .name = "chiller",
            .summary = "chiller: set point, capacity and COP",
            .validity = "COP and capacity do not move with weather and load",
            .source = "energy balance of a well-mixed loop; COP by AHRI 550/590 ratings",
            .params = rows,
            .params_size = sizeof(struct chiller_params),
            .states = states,
        },
    .start = start,
    .step = step,
    .rated_w = rated_w,
    .set_c = set_c,
    .stops_water = stops_water,
};
