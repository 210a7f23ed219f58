/* water_plant_prepare.c - what holds over a step: the rejector's curve, the machines' capacity, how
 * many of them are wanted.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/phys.h"
#include "models/plant/water_plant.h"
#include "models/storage.h"

/* Condensers and towers answer each other; heat follows Tc so weakly that a few turns settle it. */
enum { MOST_TURNS = 12 };
#define SETTLED_K 1e-9

/* No machine lives above this; held there, an absurdly small tower still gives finite numbers. */
#define MOST_ABOVE_RANGE_K 40.0

double water_plant_machine_w(const struct water_plant_params *p)
{
    return isnan(p->machine_w) ? eir_set((size_t)p->curves)->capacity_w : p->machine_w;
}

static double cop_of(const struct water_plant_params *p)
{
    return isnan(p->cop) ? eir_set((size_t)p->curves)->cop : p->cop;
}

double water_plant_rejector_w(const struct water_plant_params *p)
{
    return isnan(p->rejector_heat_w)
               ? p->machines * water_plant_machine_w(p) * (1.0 + 1.0 / cop_of(p))
               : p->rejector_heat_w;
}

struct rejector_design water_plant_design(const struct water_plant_params *p)
{
    const double heat_w = water_plant_rejector_w(p);

    return (struct rejector_design){
        .kind = (enum rejector_kind)p->rejector,
        .tower = (enum tower_kind)p->tower,
        .heat_w = heat_w,
        .approach_k = p->approach_k,
        .range_k = p->range_k,
        .air_rise_frac = p->air_rise_frac,
        .wet_bulb_c = p->wet_bulb_c,
        .water_over_air = p->water_over_air,
        .fan_w = p->fan_frac * heat_w,
        .natural_frac = p->natural_frac,
        .pad_frac = p->pad_frac,
        .pads_above_c = p->pads_above_c,
        .latent_frac = p->latent_frac,
        .drift_frac = p->drift_frac,
        .cycles = p->cycles,
    };
}

struct eir_result water_plant_condense(const struct water_plant *w, double machines, double heat_w,
                                       double *ret_entering_c)
{
    const struct eir_curves *const curves = w->machine.curves;
    double entering_c = w->dry_bulb_c;
    struct eir_result r = {0};

    if (curves->is_air_cooled) {
        *ret_entering_c = entering_c;
        return eir_run(&w->machine, w->params->supply_c, entering_c, heat_w);
    }
    const double least_c =
        fmax(w->params->condenser_c, eir_least_entering_c(&w->machine, w->params->supply_c));
    const double most_c = fmax(least_c, curves->entering_max_c + MOST_ABOVE_RANGE_K);
    entering_c = least_c;
    for (int turn = 0; turn < MOST_TURNS; turn++) {
        r = eir_run(&w->machine, w->params->supply_c, entering_c, heat_w);
        const double out_w = machines * (heat_w + r.power_w);
        const double leaving_c =
            rejector_entering_c(&w->rejector, out_w) - out_w / w->rejector.water_w_per_k;
        const double next_c = fmax(least_c, fmin(most_c, leaving_c));
        const double change_k = fabs(next_c - entering_c);
        entering_c = next_c;
        if (change_k < SETTLED_K) {
            break;
        }
    }
    *ret_entering_c = entering_c;
    return eir_run(&w->machine, w->params->supply_c, entering_c, heat_w);
}

/* What one machine can take when all of them do: their own heat warms the condensers' water, so that
 * capacity and water follow each other. */
static double full_load_w(struct water_plant *w)
{
    double entering_c = 0.0;
    double one_w = w->machine.capacity_w;

    for (int turn = 0; turn < MOST_TURNS; turn++) {
        const struct eir_result r = water_plant_condense(w, w->most, one_w, &entering_c);
        const double change_w = fabs(r.available_w - one_w);
        one_w = r.available_w;
        w->is_held = r.is_held;
        if (w->machine.curves->is_air_cooled || change_w < 1e-9 * one_w) {
            break;
        }
    }
    return one_w;
}

/* The economiser by the temperature of the hall's supply: its water returns warmer by what the load
 * adds, and a tower stands behind a plate exchanger. */
static void place_economiser(struct water_plant *w)
{
    const struct rejector *const r = &w->rejector;
    const double behind_k = w->design.kind == REJECTOR_TOWER ? w->params->exchanger_k : 0.0;
    const double rise_k = (w->load_w - w->reuse_w) / r->water_w_per_k;

    for (int k = 0; k < 3; k++) {
        w->free_at_c[k] = r->at_c[k] + behind_k - rise_k;
    }
    w->free = (struct pieces){
        .n = 3, .at_c = w->free_at_c, .q_w = r->heat_w, .slope_after_w_k = r->slope_w_per_k};
}

/* Some capacity stays in hand, so that warm water comes back to its set point. */
static double wanted_of(const struct water_plant *w)
{
    const struct water_plant_params *const p = w->params;
    const double rest_w = w->load_w - w->reuse_w;
    const double free_w = p->economiser != ECONOMISER_NONE ? pieces_at(&w->free, p->supply_c) : 0.0;

    if (w->most == 0.0 || rest_w <= free_w) {
        return 0.0;
    }
    const double chilled_w = p->economiser == ECONOMISER_INTEGRATED ? rest_w - free_w : rest_w;
    return fmax(1.0, fmin(w->most, ceil(chilled_w / (p->stage_frac * w->one_w))));
}

enum status water_plant_prepare(const struct water_plant_params *params,
                                const struct rejector_weather *weather, double load_w,
                                bool is_powered, struct water_plant *ret)
{
    struct coolant water = {0};
    enum status st = phys_coolant(0.0, params->supply_c, &water);

    *ret = (struct water_plant){
        .params = params,
        .design = water_plant_design(params),
        .machine = {.curves = eir_set((size_t)params->curves),
                    .capacity_w = water_plant_machine_w(params),
                    .cop = cop_of(params),
                    .unload_frac = params->unload_frac,
                    .lift_k = params->lift_k,
                    .head_k = params->head_k},
        .load_w = load_w,
        .dry_bulb_c = weather->dry_bulb_c,
        .is_powered = is_powered,
        .most = params->machines,
        .reuse_w = fmin(load_w, params->reuse_w),
    };
    if (st == STATUS_OK && ret->design.kind != REJECTOR_NONE) {
        st = rejector_in_weather(&ret->design, weather, &ret->rejector);
    }
    if (st != STATUS_OK) {
        return st;
    }
    const double j_per_m3k = water.density_kg_m3 * water.cp_j_kgk;
    ret->water_j_per_k = storage_j_per_k(params->volume_m3, j_per_m3k, 1.0) +
                         storage_j_per_k(params->tank_m3, j_per_m3k, params->merit_frac);
    if (params->economiser != ECONOMISER_NONE) {
        place_economiser(ret);
    }
    ret->one_w = ret->most > 0.0 ? full_load_w(ret) : 0.0;
    ret->wanted = wanted_of(ret);
    return STATUS_OK;
}
