/* fixed.c - "fixed": water at a given temperature, for free and without end, until it is lost.
 *
 * What stands behind it is somebody else's, and so is the water's volume: when it is lost its water
 * stops at once, and what it cooled has left what stands in racks, CDUs and air.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/plant_model.h"
#include "models/registry.h"

struct fixed_params {
    double supply_c;
    double power_frac;
};

static const struct param rows[] = {
    {PARAM(fixed_params, supply_c), .kind = PARAM_NUMBER, .unit = "degC", .min = 1.0, .max = 60.0,
     .is_required = true, .text = "water to the hall"},
    {PARAM(fixed_params, power_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 1.0,
     .is_required = true,
     .text = "electrical power over the heat that it takes; 0 is a free river"},
    {0},
};

static enum status step(const void *params, const struct plant_block *b)
{
    const struct fixed_params *const p = params;

    for (size_t i = 0; i < b->n; i++) {
        b->supply_c[i] = p->supply_c;
        b->removed_w[i] = b->load_w[i];
        b->capacity_w[i] = (double)INFINITY;
        b->power_w[i] = p->power_frac * b->load_w[i] * b->is_running[i];
        b->reject_w[i] = b->removed_w[i] + b->booked_w[i];
        b->water_kgs[i] = 0.0;
        b->reused_w[i] = 0.0;
        b->free_w[i] = 0.0;
        b->is_held[i] = 0.0;
        b->stored_j[i] = 0.0;
    }
    return STATUS_OK;
}

static double rated_w(const void *params)
{
    (void)params;
    return (double)NAN;
}

static double set_c(const void *params)
{
    return ((const struct fixed_params *)params)->supply_c;
}

static bool stops_water(const void *params)
{
    (void)params;
    return true;
}

const struct plant_model plant_fixed = {
    .info =
        {
            .name = "fixed",
            .summary = "water at a given temperature, without a limit",
            .validity =
                "a district loop or a landlord's promise: its plant is not modelled; lost, its "
                "water stops at once",
            .source = "definition",
            .params = rows,
            .params_size = sizeof(struct fixed_params),
        },
    .is_outside = true,
    .start = step,
    .step = step,
    .rated_w = rated_w,
    .set_c = set_c,
    .stops_water = stops_water,
};
