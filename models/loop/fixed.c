/* fixed.c - "facility": coolant at a given flow and temperature, straight from the facility loop.
 *
 * What it draws is a constant, as makers and published models of CDUs state it; it warms the coolant.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/loop_model.h"
#include "models/phys.h"
#include "models/registry.h"

struct facility_params {
    double flow_m3s;
    double rise_k;
    double head_pa;
    double pump_w;
};

static const struct param rows[] = {
    {PARAM(facility_params, flow_m3s), .kind = PARAM_NUMBER, .unit = "m3/s", .min = 1e-6,
     .max = 10.0, .is_required = true, .text = "water to the racks"},
    {PARAM(facility_params, rise_k), .kind = PARAM_NUMBER, .unit = "K", .min = 0.0, .max = 20.0,
     .fallback = 0.0, .grade = GRADE_RULE, .source = "no exchanger between",
     .text = "how much warmer than the plant's supply it arrives"},
    {PARAM(facility_params, head_pa), .kind = PARAM_NUMBER, .unit = "Pa", .min = 0.0, .max = 2e6,
     .fallback = PARAM_UNKNOWN, .text = "pressure that the facility grants across the racks"},
    {PARAM(facility_params, pump_w), .kind = PARAM_NUMBER, .unit = "W", .min = 0.0, .max = 1e6,
     .fallback = 0.0, .grade = GRADE_RULE, .source = "the facility's pumps are the plant's",
     .text = "what it draws itself while it runs, whatever the flow"},
    {0},
};

/* Water at 20 degC: what is a constant here cannot fail. */
static struct coolant water(void)
{
    struct coolant c = {0};

    return phys_coolant(0.0, 20.0, &c) == STATUS_OK ? c : (struct coolant){0};
}

static double coolant_j_per_m3k(const void *params)
{
    const struct coolant c = water();

    (void)params;
    return c.density_kg_m3 * c.cp_j_kgk;
}

static enum status lift(const void *params, const struct loop_block *b)
{
    const struct facility_params *const p = params;

    for (size_t i = 0; i < b->n; i++) {
        const double here_frac = b->is_running[i] * b->facility_frac[i];
        b->lift_pa[i] = 0.0;
        b->droop_pa_per_m3s2[i] = (double)INFINITY;
        b->given_m3s[i] = p->flow_m3s * here_frac;
        b->turning_frac[i] = here_frac;
        b->pumps_running[i] = 0.0; /* the facility's pumps are the plant's */
        b->level_frac[i] = 1.0;
        b->reserve_m3[i] = PARAM_UNKNOWN; /* it has no reservoir */
        b->spilt_m3s[i] = 0.0;
        b->filled_m3s[i] = 0.0;
    }
    return STATUS_OK;
}

/* A pressure of 0 is that of a header on which nothing flows. */
static enum status flow(const void *params, const struct loop_block *b)
{
    const struct facility_params *const p = params;

    for (size_t i = 0; i < b->n; i++) {
        b->flow_m3s[i] = b->header_pa[i] > 0.0 ? b->given_m3s[i] : 0.0;
        b->head_pa[i] = b->header_pa[i];
        b->w_per_k[i] = coolant_j_per_m3k(params) * b->flow_m3s[i];
        b->pump_w[i] = p->pump_w * b->is_running[i];
        b->delivered_c[i] = b->facility_supply_c[i] + p->rise_k;
    }
    return STATUS_OK;
}

static enum status step(const void *params, const struct loop_block *b)
{
    const struct facility_params *const p = params;

    for (size_t i = 0; i < b->n; i++) {
        const bool flows = b->w_per_k[i] > 0.0;
        const double heat_w = flows ? b->heat_w[i] + b->pump_heat_w[i] : 0.0;
        b->set_c[i] = b->facility_supply_c[i] + p->rise_k;
        b->supply_c[i] = b->set_c[i];
        b->return_c[i] = flows ? b->supply_c[i] + heat_w / b->w_per_k[i] : b->supply_c[i];
        b->exchanged_w[i] = heat_w;
        /* Pumps against water that stands warm themselves, and the room. */
        b->to_room_w[i] = flows ? 0.0 : b->pump_heat_w[i];
        b->exchanger_max_w[i] = PARAM_UNKNOWN; /* there is no exchanger */
        b->valve_frac[i] = flows ? 1.0 : 0.0;
        b->facility_w_per_k[i] = b->w_per_k[i];
        b->facility_return_c[i] =
            flows ? b->facility_supply_c[i] + heat_w / b->w_per_k[i] : b->facility_supply_c[i];
        b->stored_j[i] = 0.0;
    }
    return STATUS_OK;
}

static enum status start(const void *params, const struct loop_block *b)
{
    for (size_t i = 0; i < b->n; i++) {
        b->lift_pa[i] = 0.0;
        b->droop_pa_per_m3s2[i] = (double)INFINITY;
        b->given_m3s[i] = 0.0;
        b->turning_frac[i] = 0.0;
        b->pumps_running[i] = 0.0;
        b->level_frac[i] = 1.0;
        b->reserve_m3[i] = PARAM_UNKNOWN; /* it has no reservoir */
        b->spilt_m3s[i] = 0.0;
        b->filled_m3s[i] = 0.0;
    }
    const enum status st = flow(params, b);
    return st == STATUS_OK ? step(params, b) : st;
}

static double rated_flow_m3s(const void *params)
{
    return ((const struct facility_params *)params)->flow_m3s;
}

static double rated_w(const void *params)
{
    (void)params;
    return (double)NAN;
}

static double freezing_c(const void *params)
{
    (void)params;
    return water().freezing_c;
}

static double boiling_c(const void *params)
{
    double boils_c = 0.0;

    (void)params;
    return phys_boiling_c(0.0, 2.0 * PHYS_SEA_LEVEL_PA, &boils_c) == STATUS_OK ? boils_c
                                                                               : PARAM_UNKNOWN;
}

static double coolant_kg_per_m3(const void *params)
{
    (void)params;
    return water().density_kg_m3;
}

static double head_left_pa(const void *params, double flow_m3s)
{
    (void)flow_m3s;
    return ((const struct facility_params *)params)->head_pa;
}

const struct loop_model loop_fixed = {
    .info =
        {
            .name = "facility",
            .summary = "facility water straight to the racks: a given flow",
            .validity = "the flow holds whatever the racks' valves do",
            .source = "energy balance",
            .params = rows,
            .params_size = sizeof(struct facility_params),
        },
    .has_given_flow = true,
    .start = start,
    .lift = lift,
    .flow = flow,
    .step = step,
    .rated_flow_m3s = rated_flow_m3s,
    .rated_w = rated_w,
    .freezing_c = freezing_c,
    .boiling_c = boiling_c,
    .coolant_kg_per_m3 = coolant_kg_per_m3,
    .coolant_j_per_m3k = coolant_j_per_m3k,
    .head_left_pa = head_left_pa,
};
