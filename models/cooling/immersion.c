/* immersion.c - "immersion": the whole rack hangs in a bath of dielectric fluid.
 *
 *     C dT/dt = heat - eps m cp (T - supply) - U (T - room)
 *
 * The bath is one mass that gives heat to the coolant through an exchanger, and to the room through its
 * walls. With its rated coolant flow stated, eps = 1 - exp(-UA / m cp), half of the resistance on the
 * coolant's side going with its flow to the power of 0.8 and the bath's half held; without it the
 * effectiveness holds at any flow.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/cooling_model.h"
#include "models/exchanger.h"
#include "models/lump.h"
#include "models/registry.h"

struct immersion_params {
    double fluid_mass_kg;
    double fluid_cp_j_per_kgk;
    double effectiveness_frac;
    double rated_coolant_w_per_k;
    double wall_w_per_k;
};

static const struct exchanger_films plates = {0.5, 0.0, 0.8};

static const struct param rows[] = {
    {PARAM(immersion_params, fluid_mass_kg), .kind = PARAM_NUMBER, .unit = "kg", .min = 1.0,
     .max = 1e5, .fallback = 800.0, .grade = GRADE_ESTIMATE,
     .source = "about 1000 L of fluid of 810 kg/m3 in a tank of 52U",
     .text = "mass of fluid in the tank"},
    {PARAM(immersion_params, fluid_cp_j_per_kgk), .kind = PARAM_NUMBER, .unit = "J/(kg K)",
     .min = 500.0, .max = 5000.0, .fallback = 2200.0, .grade = GRADE_DATASHEET,
     .source = "synthetic esters and PAO, 2100 to 2250", .text = "specific heat of the fluid"},
    {PARAM(immersion_params, effectiveness_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.01,
     .max = 0.999, .fallback = 0.6, .grade = GRADE_ESTIMATE, .source = "plate exchanger of a tank",
     .text = "effectiveness of its exchanger, on the coolant's side"},
    {PARAM(immersion_params, rated_coolant_w_per_k), .kind = PARAM_NUMBER, .unit = "W/K",
     .min = 10.0, .max = 1e6, .fallback = PARAM_UNKNOWN,
     .text = "capacity rate of the coolant at which that is stated; the effectiveness then follows "
             "the flow"},
    {PARAM(immersion_params, wall_w_per_k), .kind = PARAM_NUMBER, .unit = "W/K", .min = 0.0,
     .max = 1e3, .fallback = 20.0, .grade = GRADE_ESTIMATE,
     .source = "5 m2 of bare steel at 4 W/(m2 K)", .text = "conductance from bath to room"},
    {0},
};

static const struct state states[] = {
    {"bath_c", "degC", "bath, end of the step"},
    {0},
};

/* Heat to the coolant per kelvin of bath over supply. */
static double coil_w_per_k(const struct immersion_params *p, double coolant_w_per_k)
{
    if (isnan(p->rated_coolant_w_per_k)) {
        return p->effectiveness_frac * coolant_w_per_k;
    }
    const double ua = exchanger_films_ua(-log1p(-p->effectiveness_frac) * p->rated_coolant_w_per_k,
                                         &plates, 1.0, coolant_w_per_k / p->rated_coolant_w_per_k);
    return -expm1(-ua / coolant_w_per_k) * coolant_w_per_k;
}

static enum status step(const void *params, const struct cooling_block *b)
{
    const struct immersion_params *const p = params;
    const double capacity_j_per_k = p->fluid_mass_kg * p->fluid_cp_j_per_kgk;

    for (size_t i = 0; i < b->n; i++) {
        const bool flows = b->coolant_w_per_k[i] > 0.0;
        const double coil = flows ? coil_w_per_k(p, b->coolant_w_per_k[i]) : 0.0;
        const double sum_w_per_k = coil + p->wall_w_per_k;
        const double pull_w =
            (flows ? coil * b->coolant_supply_c[i] : 0.0) + p->wall_w_per_k * b->inlet_c[i];
        const struct lump bath = {
            .start_c = b->state[i],
            .sink_c = sum_w_per_k > 0.0 ? pull_w / sum_w_per_k : b->state[i],
            .heat_w = b->plate_w[i] + b->air_w[i],
            .conductance_w_k = sum_w_per_k,
            .capacity_j_k = capacity_j_per_k,
        };
        const struct lump_result r = lump_step(&bath, b->dt_s);
        const double through_wall_w = p->wall_w_per_k * (r.mean_c - b->inlet_c[i]);
        /* What left in all is known from the books; the coolant has what the walls have not. */
        b->to_air_w[i] = flows ? through_wall_w : r.to_sink_w;
        b->to_liquid_w[i] = flows ? r.to_sink_w - through_wall_w : 0.0;
        b->coolant_return_c[i] =
            flows ? b->coolant_supply_c[i] + b->to_liquid_w[i] / b->coolant_w_per_k[i] : r.mean_c;
        b->stored_j[i] = capacity_j_per_k * r.end_c;
        b->state[i] = r.end_c;
    }
    return STATUS_OK;
}

static enum status start(const void *params, const struct cooling_block *b)
{
    struct cooling_block moment = *b;

    for (size_t i = 0; i < b->n; i++) {
        b->state[i] = isnan(b->coolant_supply_c[i]) ? b->inlet_c[i] : b->coolant_supply_c[i];
    }
    moment.dt_s = 1e-6;
    return step(params, &moment);
}

const struct cooling_model cooling_immersion = {
    .info =
        {
            .name = "immersion",
            .summary = "single-phase immersion tank",
            .validity = "single-phase fluid, well mixed, constant properties",
            .source = "Incropera, Fundamentals of Heat and Mass Transfer, chapter 11",
            .params = rows,
            .params_size = sizeof(struct immersion_params),
            .states = states,
        },
    .needs_coolant = true,
    .is_immersed = true,
    .start = start,
    .step = step,
};
