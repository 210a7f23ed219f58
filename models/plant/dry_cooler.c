/* dry_cooler.c - "dry_cooler": as cold as the outdoor air and its approach allow.
 *
 *     supply = max(set point, dry bulb + approach)
 *
 * The first version: one approach, whatever the load. Fans draw in proportion to the heat.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/phys.h"
#include "models/plant/supply.h"
#include "models/plant_model.h"
#include "models/registry.h"

struct dry_cooler_params {
    double capacity_w;
    double approach_k;
    double supply_c;
    double fan_frac;
    double volume_m3;
    int pumps; /* enum supply_pumps */
};

static const struct param rows[] = {
    {PARAM(dry_cooler_params, capacity_w), .kind = PARAM_NUMBER, .unit = "W", .min = 1e3,
     .max = 1e9, .is_required = true, .text = "heat at which the approach is stated"},
    {PARAM(dry_cooler_params, approach_k), .kind = PARAM_NUMBER, .unit = "K", .min = 1.0,
     .max = 40.0, .warn_min = 4.0, .warn_max = 15.0, .fallback = 8.0, .grade = GRADE_RULE,
     .source = "economical approach 6 to 12 K", .text = "water above the outdoor air, at capacity"},
    {PARAM(dry_cooler_params, supply_c), .kind = PARAM_NUMBER, .unit = "degC", .min = 5.0,
     .max = 60.0, .fallback = 25.0, .grade = GRADE_ESTIMATE,
     .source = "fans slow down above the hall's dew point", .text = "coldest water that it makes"},
    {PARAM(dry_cooler_params, fan_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 0.2,
     .fallback = 0.025, .grade = GRADE_ESTIMATE,
     .source = "1.5 to 3 % of the heat at design, pumps apart",
     .text = "fans and pumps: power over heat"},
    {PARAM(dry_cooler_params, volume_m3), .kind = PARAM_NUMBER, .unit = "m3", .min = 0.01,
     .max = 1e5, .fallback = 5.0, .grade = GRADE_ESTIMATE, .source = "about 8 L per kW",
     .text = "water in its loop"},
    {PARAM(dry_cooler_params, pumps), .kind = PARAM_CHOICE, .choices = supply_pumps_words,
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

static double set_at_c(const struct dry_cooler_params *p, double dry_bulb_c)
{
    return fmax(p->supply_c, dry_bulb_c + p->approach_k);
}

static double water_j_per_k(const struct dry_cooler_params *p)
{
    struct coolant water = {0};

    /* Within the range of the parameter's own limits: cannot fail. */
    return phys_coolant(0.0, p->supply_c, &water) == STATUS_OK
               ? water.density_kg_m3 * water.cp_j_kgk * p->volume_m3
               : 0.0;
}

static enum status step(const void *params, const struct plant_block *b)
{
    const struct dry_cooler_params *const p = params;

    for (size_t i = 0; i < b->n; i++) {
        const struct supply_loop loop = {
            .set_c = set_at_c(p, b->dry_bulb_c[i]),
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
        b->power_w[i] = p->fan_frac * fmax(0.0, r.removed_w) * b->is_running[i];
        b->reject_w[i] = r.removed_w + b->booked_w[i];
        b->water_kgs[i] = 0.0;
        b->reused_w[i] = 0.0;
        b->free_w[i] = fmax(0.0, r.removed_w);
        b->is_held[i] = 0.0;
        b->stored_j[i] = loop.water_j_per_k * r.end_c;
    }
    return STATUS_OK;
}

static enum status start(const void *params, const struct plant_block *b)
{
    const struct dry_cooler_params *const p = params;
    struct plant_block moment = *b;

    for (size_t i = 0; i < b->n; i++) {
        b->state[i] = set_at_c(p, b->dry_bulb_c[i]);
    }
    moment.dt_s = 1e-6;
    return step(params, &moment);
}

static double rated_w(const void *params)
{
    return ((const struct dry_cooler_params *)params)->capacity_w;
}

static double set_c(const void *params)
{
    return ((const struct dry_cooler_params *)params)->supply_c;
}

static bool stops_water(const void *params)
{
    return ((const struct dry_cooler_params *)params)->pumps == SUPPLY_PUMPS_STOP;
}

const struct plant_model plant_dry_cooler = {
    .info =
        {
            .name = "dry_cooler",
            .summary = "dry cooler: the outdoor air and a fixed approach",
            .validity = "the approach of full load holds at any load: on the safe side below it",
            .source = "trade practice for approach and fan power; energy balance of a well-mixed "
                      "loop",
            .params = rows,
            .params_size = sizeof(struct dry_cooler_params),
            .states = states,
        },
    .start = start,
    .step = step,
    .rated_w = rated_w,
    .set_c = set_c,
    .stops_water = stops_water,
};
