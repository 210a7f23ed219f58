/* stage_air.c - air handlers and the hall's air.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/humidity.h"
#include "models/psychro.h"
#include "sim/engine/stages.h"
#include "sim/engine/underfloor.h"

static struct handler_block bind_handlers(const struct step *s, const struct group *g)
{
    const struct crah_columns *const now = &s->now->crah;
    const struct hall_columns *const hall = &s->now->hall;
    const size_t at = g->first;

    return (struct handler_block){
        .n = g->n,
        .air_j_per_m3k = s->plan->air_j_per_m3k,
        .speed_frac = now->flow_frac + at,
        .is_running = now->is_running + at,
        .has_water = now->has_water + at,
        .water_c = now->water_c + at,
        .set_c = s->plan->crah_set_c + at,
        .is_shut = now->is_shut + at,
        .return_c = now->return_c + at,
        .coil_w = now->coil_w + at,
        .outside_w = now->outside_w + at,
        .dry_bulb_c = hall->dry_bulb_c[0],
        .wet_bulb_c = hall->wet_bulb_c[0],
        .dew_point_c = hall->outdoor_dew_point_c[0],
        .pressure_pa = s->plan->pressure_pa,
        .flow_m3s = now->flow_m3s + at,
        .coil_w_per_k = now->coil_w_per_k + at,
        .fan_w = now->fan_w + at,
        .outside_c = now->outside_c + at,
        .outside_most_frac = now->outside_most_frac + at,
        .coil_max_w = now->coil_capacity_w + at,
        .water_return_c = now->water_return_c + at,
        .water_w_per_k = now->water_w_per_k + at,
        .outside_frac = now->outside_frac + at,
        .outdoor_m3s = now->outdoor_m3s + at,
        .outdoor_fan_w = now->outdoor_fan_w + at,
        .wetted_kgs = now->wetted_kgs + at,
    };
}

static enum status step_handlers(struct step *s, bool is_prepare)
{
    for (size_t k = 0; k < s->plan->handler.n; k++) {
        const struct group *const g = &s->plan->handler.items[k];
        const struct handler_model *const model = (const struct handler_model *)g->info;
        const struct handler_block block = bind_handlers(s, g);
        const enum status st =
            is_prepare ? model->prepare(g->params, &block) : model->finish(g->params, &block);
        if (st != STATUS_OK) {
            s->fault->dim = DIM_CRAH;
            s->fault->index = g->first;
            return st;
        }
    }
    return STATUS_OK;
}

static struct air_block bind_air(const struct step *s)
{
    const struct plan *const plan = s->plan;
    const struct rack_columns *const rack = &s->now->rack;
    const struct crah_columns *const crah = &s->now->crah;
    const struct hall_columns *const hall = &s->now->hall;

    return (struct air_block){
        .layout = &plan->layout,
        .dt_s = s->dt_s,
        .air_j_per_m3k = plan->air_j_per_m3k,
        .volume_m3 = plan->size_m[0] * plan->size_m[1] * plan->height_m,
        .cold_frac = plan->cold_frac,
        .floor_m2 = plan->size_m[0] * plan->size_m[1],
        .room_heat_w = hall->room_heat_w[0] + hall->cdu_to_room_w[0],
        .opened_frac = s->now->panel.opened_frac,
        .covered_frac = s->now->grille.covered_frac,
        .n_racks = plan->n[DIM_RACK],
        .heat_w = rack->to_air_w,
        .airflow_m3s = rack->airflow_m3s,
        .recirculation_frac = plan->rack_recirculation_frac,
        .bypass_frac = plan->rack_bypass_frac,
        .top_rise_k = plan->rack_top_rise_k,
        .tile_m3s = plan->plenum != NULL ? rack->tile_flow_m3s : NULL,
        .given_m3s = plan->plenum != NULL ? rack->given_flow_m3s : NULL,
        .n_handlers = plan->n[DIM_CRAH],
        .flow_m3s = crah->flow_m3s,
        .coil_w_per_k = crah->coil_w_per_k,
        .water_c = crah->water_c,
        .set_c = plan->crah_set_c,
        .outside_c = crah->outside_c,
        .outside_most_frac = crah->outside_most_frac,
        .inlet_c = rack->inlet_c,
        .inlet_top_c = rack->inlet_top_c,
        .outlet_c = rack->outlet_c,
        .inlet_bottom_c = rack->inlet_bottom_c,
        .inlet_middle_c = rack->inlet_middle_c,
        .inlet_hottest_c = rack->inlet_hottest_c,
        .inlet_swing_k = rack->inlet_swing_k,
        .return_c = crah->return_c,
        .supply_c = crah->supply_c,
        .coil_w = crah->coil_w,
        .outside_w = crah->outside_w,
        .hot_c = hall->hot_c,
        .mass_c = hall->mass_c,
        .bypass_of_supply_frac = hall->bypass_frac,
        .recirculation_of_inlet_frac = hall->recirculation_frac,
        .stored_j = hall->air_stored_j,
        .residual_w = hall->air_residual_w,
        .divergence_frac = hall->air_divergence_frac,
        .is_unsteady = hall->air_is_unsteady,
        .panel_m3s = s->now->panel.flow_m3s,
        .grille_m3s = s->now->grille.flow_m3s,
        .state = s->now->state[FAMILY_AIR],
        .work = s->hall->work,
        .memory = s->hall->air_memory,
    };
}

/* What zone means do not know. */
static void fill_zones(const struct step *s)
{
    const struct rack_columns *const rack = &s->now->rack;

    if (((const struct air_model *)s->plan->air.info)->is_field) {
        return;
    }
    for (size_t r = 0; r < s->plan->n[DIM_RACK]; r++) {
        rack->inlet_bottom_c[r] = PARAM_UNKNOWN;
        rack->inlet_middle_c[r] = PARAM_UNKNOWN;
        rack->inlet_swing_k[r] = PARAM_UNKNOWN;
        rack->inlet_hottest_c[r] = rack->inlet_top_c[r];
    }
    s->now->hall.air_residual_w[0] = PARAM_UNKNOWN;
    s->now->hall.air_divergence_frac[0] = PARAM_UNKNOWN;
    s->now->hall.air_is_unsteady[0] = PARAM_UNKNOWN;
}

/* Flow-weighted means, and what the racks ask of the handlers. */
static void sum_up(const struct step *s)
{
    const struct plan *const plan = s->plan;
    const struct hall_columns *const hall = &s->now->hall;
    const struct crah_columns *const crah = &s->now->crah;
    double supply_m3s = 0.0;
    double available_m3s = 0.0;
    double supply_mix = 0.0;
    double return_mix = 0.0;
    double rack_m3s = 0.0;
    double asked_m3s = 0.0;
    double bypass_mix = 0.0;

    for (size_t i = 0; i < plan->n[DIM_CRAH]; i++) {
        supply_m3s += crah->flow_m3s[i];
        available_m3s += plan->crah_rated_m3s[i] * crah->is_running[i];
        supply_mix += crah->flow_m3s[i] * crah->supply_c[i];
        return_mix += crah->flow_m3s[i] * crah->return_c[i];
    }
    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        const double flow_m3s = s->now->rack.airflow_m3s[r];
        rack_m3s += flow_m3s;
        asked_m3s += flow_m3s * (1.0 - plan->rack_recirculation_frac[r]);
        bypass_mix += flow_m3s * plan->rack_bypass_frac[r];
    }
    const double bypass_frac = rack_m3s > 0.0 ? bypass_mix / rack_m3s : 0.0;
    hall->rack_airflow_m3s[0] = rack_m3s;
    hall->supply_flow_m3s[0] = supply_m3s;
    hall->available_flow_m3s[0] =
        plan->plenum != NULL
            ? underfloor_available_m3s(plan, crah->is_running, -1, s->hall->scratch,
                                       s->hall->scratch + s->hall->n_scratch)
            : available_m3s;
    hall->wanted_flow_m3s[0] = underfloor_wanted_m3s(s, asked_m3s / (1.0 - bypass_frac));
    hall->supply_air_c[0] = supply_m3s > 0.0 ? supply_mix / supply_m3s : hall->hot_c[0];
    hall->return_air_c[0] = supply_m3s > 0.0 ? return_mix / supply_m3s : hall->hot_c[0];
    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        s->now->rack.supply_air_c[r] = hall->supply_air_c[0];
    }
}

/* Moisture of the hall's air. It is known from the scenario, or from the moment on at which outdoor air
 * has come in. */
static enum status moisten(const struct step *s)
{
    const struct plan *const plan = s->plan;
    const struct hall_columns *const hall = &s->now->hall;
    const double dew_c = hall->outdoor_dew_point_c[0];
    struct humidity h = {
        .volume_m3 = plan->size_m[0] * plan->size_m[1] * plan->height_m,
        .outdoor_ratio = psychro_ratio(psychro_saturation_pa(dew_c), plan->pressure_pa),
    };

    for (size_t i = 0; i < plan->n[DIM_CRAH]; i++) {
        h.outdoor_m3s += s->now->crah.outdoor_m3s[i];
    }
    const double was = s->was->hall.humidity_ratio[0];
    const bool is_first = isnan(was) && h.outdoor_m3s > 0.0;
    const struct humidity_result r = humidity_step(&h, is_first ? h.outdoor_ratio : was, s->dt_s);
    hall->humidity_ratio[0] = r.end_ratio;
    hall->dew_point_c[0] = PARAM_UNKNOWN;
    return isnan(r.mean_ratio)
               ? STATUS_OK
               : psychro_dew_point_c(psychro_vapour_pa(r.mean_ratio, plan->pressure_pa),
                                     hall->dew_point_c);
}

/* What follows from the dew point: humidity at the inlets, coils and CDUs that are near it. */
static void look_at_dew(const struct step *s)
{
    const struct plan *const plan = s->plan;
    const double dew_c = s->now->hall.dew_point_c[0];
    /* Without outdoor air the dew point is the highest that is expected, not that of the moment. */
    const bool is_moist = plan->takes_outdoor_air;
    bool is_wet = false;

    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        s->now->rack.inlet_humidity_frac[r] =
            humidity_relative_frac(dew_c, s->now->rack.inlet_c[r]);
    }
    for (size_t i = 0; i < plan->n[DIM_CRAH]; i++) {
        const bool cools = s->now->crah.coil_w[i] > 0.0;
        is_wet = is_wet || (is_moist && cools && s->now->crah.water_c[i] < dew_c);
    }
    s->now->hall.is_coil_wet[0] = is_wet ? 1.0 : 0.0;
    for (size_t c = 0; c < plan->n[DIM_CDU]; c++) {
        s->now->cdu.above_dew_k[c] = s->now->cdu.supply_c[c] - dew_c;
    }
}

/* Heat that handlers gave to the outdoor air. */
static double outside_w(const struct step *s)
{
    double total_w = 0.0;

    for (size_t i = 0; i < s->plan->n[DIM_CRAH]; i++) {
        total_w += s->now->crah.outside_w[i];
    }
    return total_w;
}

static void exhaust(const struct step *s)
{
    double fans_w = 0.0;

    for (size_t i = 0; i < s->plan->n[DIM_CRAH]; i++) {
        fans_w += s->now->crah.outdoor_drawn_w[i];
    }
    s->now->hall.exhausted_w[0] = outside_w(s) + fans_w;
}

static void take_water(const struct step *s)
{
    for (size_t i = 0; i < s->plan->n[DIM_CRAH]; i++) {
        s->now->crah.water_c[i] = s->was->plant.supply_c[s->plan->crah_plant[i]];
    }
}

static enum status check_energy(struct step *s)
{
    double taken_w = outside_w(s);

    for (size_t i = 0; i < s->plan->n[DIM_CRAH]; i++) {
        taken_w += s->now->crah.coil_w[i];
    }
    return stages_check_energy(
        s, STAGE_AIR, DIM_HALL, 0,
        (s->now->hall.to_air_w[0] + s->now->hall.room_heat_w[0] + s->now->hall.cdu_to_room_w[0]) *
            s->dt_s,
        taken_w * s->dt_s, s->was->hall.air_stored_j[0], s->now->hall.air_stored_j[0]);
}

enum status stage_air(struct step *s)
{
    const struct group *const g = &s->plan->air;

    take_water(s);
    enum status st = underfloor_blow(s);
    if (st != STATUS_OK) {
        return st;
    }
    st = step_handlers(s, true);
    if (st != STATUS_OK) {
        return st;
    }
    underfloor_weigh_fans(s);
    memcpy(s->now->state[FAMILY_AIR], s->was->state[FAMILY_AIR],
           hall_air_states(s->plan) * sizeof(double));
    const struct air_block block = bind_air(s);
    st = ((const struct air_model *)g->info)->step(g->params, &block);
    if (st != STATUS_OK) {
        s->fault->dim = DIM_HALL;
        return st;
    }
    fill_zones(s);
    st = step_handlers(s, false);
    if (st != STATUS_OK) {
        return st;
    }
    sum_up(s);
    exhaust(s);
    st = moisten(s);
    if (st != STATUS_OK) {
        s->fault->dim = DIM_HALL;
        return st;
    }
    look_at_dew(s);
    return check_energy(s);
}

static double given_ratio(const struct plan *plan)
{
    return psychro_ratio(psychro_saturation_pa(plan->dew_point_c), plan->pressure_pa);
}

/* Nothing has flowed: every temperature of the air is that of the model's start, handlers stand at
 * full speed and their fans draw accordingly from the first step on. */
enum status start_air(struct step *s)
{
    const struct group *const g = &s->plan->air;

    for (size_t i = 0; i < s->plan->n[DIM_CRAH]; i++) {
        s->now->crah.water_c[i] = s->was->plant.supply_c[s->plan->crah_plant[i]];
        s->now->crah.is_on_duty[i] = s->plan->crah_stands_by[i] ? 0.0 : 1.0;
        s->now->crah.speed_frac[i] = s->now->crah.is_on_duty[i];
    }
    underfloor_start(s);
    s->now->hall.humidity_ratio[0] = given_ratio(s->plan);
    s->now->hall.dew_point_c[0] = s->plan->dew_point_c;
    const struct air_block block = bind_air(s);
    const enum status st = ((const struct air_model *)g->info)->start(g->params, &block);
    if (st != STATUS_OK) {
        s->fault->stage = STAGE_AIR;
        s->fault->dim = DIM_HALL;
        return st;
    }
    fill_zones(s);
    sum_up(s);
    return STATUS_OK;
}

enum status engine_air_origins(const struct plan *plan, struct hall *hall, double *ret_share)
{
    const struct air_model *const model = (const struct air_model *)plan->air.info;
    struct fault fault;
    const struct step s = {
        .plan = plan, .hall = hall, .was = hall->was, .now = hall->was, .fault = &fault};
    const struct air_block block = bind_air(&s);

    return model->origins != NULL ? model->origins(plan->air.params, &block, ret_share)
                                  : STATUS_OUT_OF_RANGE;
}
