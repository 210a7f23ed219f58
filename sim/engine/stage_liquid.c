/* stage_liquid.c - hydraulics first, then heat: racks, then the CDUs that serve them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/engine/headers.h"

/* The state was copied when the stage began: loops are bound three times in a step. */
static struct loop_block bind_loops(const struct step *s, const struct group *g)
{
    const struct cdu_columns *const now = &s->now->cdu;
    const struct header_scratch scratch = headers_scratch(s);
    const size_t at = g->first;

    return (struct loop_block){
        .n = g->n,
        .dt_s = s->dt_s,
        .air_j_per_m3k = s->plan->air_j_per_m3k,
        .room_c = s->was->hall.supply_air_c[0],
        .room_dew_c = s->was->hall.dew_point_c[0],
        .speed_frac = s->was->cdu.speed_frac + at,
        .is_running = now->is_running + at,
        .pumps_lost = now->pumps_lost + at,
        .leak_m3s = now->leak_m3s + at,
        .fill_m3s = now->fill_m3s + at,
        .air_frac = now->air_frac + at,
        .facility_frac = now->facility_frac + at,
        .header_pa = now->header_pa + at,
        .heat_w = now->heat_w + at,
        .pump_heat_w = now->drawn_w + at,
        .facility_supply_c = now->facility_supply_c + at,
        .lift_pa = scratch.lift_pa + at,
        .droop_pa_per_m3s2 = scratch.droop_pa_per_m3s2 + at,
        .given_m3s = scratch.given_m3s + at,
        .turning_frac = now->turning_frac + at,
        .pumps_running = now->pumps_running + at,
        .level_frac = now->level_frac + at,
        .reserve_m3 = now->reserve_m3 + at,
        .spilt_m3s = now->spilt_m3s + at,
        .filled_m3s = now->filled_m3s + at,
        .flow_m3s = now->flow_m3s + at,
        .head_pa = now->head_pa + at,
        .w_per_k = now->w_per_k + at,
        .pump_w = now->pump_w + at,
        .delivered_c = now->delivered_c + at,
        .set_c = now->set_c + at,
        .supply_c = now->supply_c + at,
        .return_c = now->return_c + at,
        .exchanged_w = now->exchanged_w + at,
        .to_room_w = now->to_room_w + at,
        .exchanger_max_w = now->exchanger_max_w + at,
        .valve_frac = now->valve_frac + at,
        .facility_return_c = now->facility_return_c + at,
        .facility_w_per_k = now->facility_w_per_k + at,
        .stored_j = now->stored_j + at,
        .state = s->now->state[FAMILY_LOOP] + g->first_state,
        .work = s->hall->work,
    };
}

static struct cooling_block bind_racks(const struct step *s, const struct group *g)
{
    const struct rack_columns *const now = &s->now->rack;
    const size_t at = g->first;

    return (struct cooling_block){
        .n = g->n,
        .dt_s = s->dt_s,
        .air_j_per_m3k = s->plan->air_j_per_m3k,
        .plate_w = now->plate_w + at,
        .air_w = now->air_w + at,
        .airflow_m3s = now->airflow_m3s + at,
        .inlet_c = s->was->rack.inlet_c + at,
        .coolant_supply_c = now->coolant_supply_c + at,
        .coolant_w_per_k = now->coolant_w_per_k + at,
        .to_liquid_w = now->to_liquid_w + at,
        .to_air_w = now->to_air_w + at,
        .coolant_return_c = now->coolant_return_c + at,
        .stored_j = now->stored_j + at,
        .state = stages_state(s, FAMILY_COOLING, g),
        .work = s->hall->work,
    };
}

enum part { PART_LIFT, PART_FLOW, PART_STEP };

static enum status run_loops(struct step *s, enum part part)
{
    for (size_t k = 0; k < s->plan->loop.n; k++) {
        const struct group *const g = &s->plan->loop.items[k];
        const struct loop_model *const model = (const struct loop_model *)g->info;
        const struct loop_block block = bind_loops(s, g);
        enum status (*const runs[])(const void *, const struct loop_block *) = {
            [PART_LIFT] = model->lift, [PART_FLOW] = model->flow, [PART_STEP] = model->step};
        const enum status st = runs[part](g->params, &block);
        if (st != STATUS_OK) {
            s->fault->dim = DIM_CDU;
            s->fault->index = g->first;
            return st;
        }
    }
    return STATUS_OK;
}

static enum status step_racks(struct step *s)
{
    for (size_t k = 0; k < s->plan->cooling.n; k++) {
        const struct group *const g = &s->plan->cooling.items[k];
        const struct cooling_block block = bind_racks(s, g);
        const enum status st = ((const struct cooling_model *)g->info)->step(g->params, &block);
        if (st != STATUS_OK) {
            s->fault->dim = DIM_RACK;
            s->fault->index = g->first;
            return st;
        }
    }
    return STATUS_OK;
}

static enum status check_energy(struct step *s)
{
    const struct rack_columns *const rack = &s->now->rack;
    const struct cdu_columns *const cdu = &s->now->cdu;
    enum status st = STATUS_OK;

    for (size_t r = 0; r < s->plan->n[DIM_RACK] && st == STATUS_OK; r++) {
        st = stages_check_energy(s, STAGE_LIQUID, DIM_RACK, r,
                                 (rack->plate_w[r] + rack->air_w[r]) * s->dt_s,
                                 (rack->to_liquid_w[r] + rack->to_air_w[r]) * s->dt_s,
                                 s->was->rack.stored_j[r], rack->stored_j[r]);
    }
    for (size_t c = 0; c < s->plan->n[DIM_CDU] && st == STATUS_OK; c++) {
        st = stages_check_energy(s, STAGE_LIQUID, DIM_CDU, c,
                                 (cdu->heat_w[c] + cdu->drawn_w[c]) * s->dt_s,
                                 (cdu->exchanged_w[c] + cdu->to_room_w[c]) * s->dt_s,
                                 s->was->cdu.stored_j[c], cdu->stored_j[c]);
    }
    return st;
}

/* A rack boils when its coolant comes back at the boiling point of its CDU's. */
static void find_boiling(const struct step *s)
{
    const struct plan *const plan = s->plan;
    const struct rack_columns *const rack = &s->now->rack;

    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        const int32_t first = plan->rack_loops.first[r];
        rack->is_boiling[r] =
            plan->rack_header[r] >= 0 &&
                    rack->coolant_return_c[r] >= plan->cdu_boiling_c[plan->rack_loops.to[first]]
                ? 1.0
                : 0.0;
    }
}

static void sum_up(const struct step *s)
{
    double to_liquid_w = 0.0;
    double to_air_w = 0.0;
    double to_room_w = 0.0;

    for (size_t r = 0; r < s->plan->n[DIM_RACK]; r++) {
        to_liquid_w += s->now->rack.to_liquid_w[r];
        to_air_w += s->now->rack.to_air_w[r];
    }
    for (size_t c = 0; c < s->plan->n[DIM_CDU]; c++) {
        to_room_w += s->now->cdu.to_room_w[c];
    }
    s->now->hall.to_liquid_w[0] = to_liquid_w;
    s->now->hall.to_air_w[0] = to_air_w;
    s->now->hall.cdu_to_room_w[0] = to_room_w;
}

static void take_facility_water(const struct step *s)
{
    for (size_t c = 0; c < s->plan->n[DIM_CDU]; c++) {
        s->now->cdu.facility_supply_c[c] = s->was->plant.supply_c[s->plan->cdu_plant[c]];
    }
}

static enum status find_flows(struct step *s)
{
    headers_open(s);
    enum status st = run_loops(s, PART_LIFT);
    if (st == STATUS_OK) {
        st = headers_find_pressures(s);
    }
    if (st == STATUS_OK) {
        st = run_loops(s, PART_FLOW);
    }
    return st;
}

enum status stage_liquid(struct step *s)
{
    for (size_t k = 0; k < s->plan->loop.n; k++) {
        (void)stages_state(s, FAMILY_LOOP, &s->plan->loop.items[k]);
    }
    take_facility_water(s);
    enum status st = find_flows(s);
    if (st != STATUS_OK) {
        return st;
    }
    headers_share_flows(s);
    st = step_racks(s);
    if (st != STATUS_OK) {
        return st;
    }
    headers_gather_heat(s);
    st = run_loops(s, PART_STEP);
    if (st != STATUS_OK) {
        return st;
    }
    find_boiling(s);
    sum_up(s);
    return check_energy(s);
}

enum status start_liquid(struct step *s)
{
    const struct plan *const plan = s->plan;

    take_facility_water(s);
    for (size_t k = 0; k < plan->loop.n; k++) {
        const struct group *const g = &plan->loop.items[k];
        const struct loop_block block = bind_loops(s, g);
        const enum status st = ((const struct loop_model *)g->info)->start(g->params, &block);
        if (st != STATUS_OK) {
            return st;
        }
    }
    /* A unit that stands by has stood: pumps that turned in the first, long step of a steady state and
     * stop in the next would leave their heat in coolant that no longer flows. */
    for (size_t c = 0; c < plan->n[DIM_CDU]; c++) {
        s->now->cdu.speed_frac[c] = plan->cdu_stands_by[c] ? 0.0 : 1.0;
    }
    headers_open(s);
    headers_share_flows(s);
    for (size_t k = 0; k < plan->cooling.n; k++) {
        const struct group *const g = &plan->cooling.items[k];
        const struct cooling_block block = bind_racks(s, g);
        const enum status st = ((const struct cooling_model *)g->info)->start(g->params, &block);
        if (st != STATUS_OK) {
            return st;
        }
    }
    return STATUS_OK;
}
