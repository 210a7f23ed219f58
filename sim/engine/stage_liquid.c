/* stage_liquid.c - hydraulics first, then heat: racks, then the CDUs that serve them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/engine/stages.h"

static struct loop_block bind_loops(const struct step *s, const struct group *g)
{
    const struct cdu_columns *const now = &s->now->cdu;
    const size_t at = g->first;

    return (struct loop_block){
        .n = g->n,
        .dt_s = s->dt_s,
        .speed_frac = s->was->cdu.speed_frac + at,
        .branch_pa_per_m3s2 = s->hall->scratch + at,
        .heat_w = now->heat_w + at,
        .pump_heat_w = now->drawn_w + at,
        .facility_supply_c = now->facility_supply_c + at,
        .is_running = now->is_running + at,
        .flow_m3s = now->flow_m3s + at,
        .head_pa = now->head_pa + at,
        .w_per_k = now->w_per_k + at,
        .pump_w = now->pump_w + at,
        .supply_c = now->supply_c + at,
        .return_c = now->return_c + at,
        .exchanged_w = now->exchanged_w + at,
        .exchanger_max_w = now->exchanger_max_w + at,
        .facility_return_c = now->facility_return_c + at,
        .facility_w_per_k = now->facility_w_per_k + at,
        .stored_j = now->stored_j + at,
        .state = stages_state(s, FAMILY_LOOP, g),
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

/* Share of a rack's branch that each of its CDUs feeds: they lie in parallel. */
static double n_loops(const struct plan *plan, size_t r)
{
    return (double)(plan->rack_loops.first[r + 1] - plan->rack_loops.first[r]);
}

/* The racks of a CDU in parallel: dp = k Q^2 with k = 1 / (sum of 1 / sqrt(k_i))^2. A rack on two
 * CDUs takes half its flow from each, so half the branch's conductance counts for each. */
static void find_branches(const struct step *s)
{
    const struct plan *const plan = s->plan;
    double *const branch = s->hall->scratch;

    for (size_t c = 0; c < plan->n[DIM_CDU]; c++) {
        branch[c] = 0.0;
    }
    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        for (int32_t k = plan->rack_loops.first[r]; k < plan->rack_loops.first[r + 1]; k++) {
            branch[plan->rack_loops.to[k]] +=
                1.0 / (sqrt(plan->rack_pa_per_m3s2[r]) * n_loops(plan, r));
        }
    }
    for (size_t c = 0; c < plan->n[DIM_CDU]; c++) {
        branch[c] = branch[c] > 0.0 ? 1.0 / (branch[c] * branch[c]) : (double)INFINITY;
    }
}

/* Splits each CDU's flow over its racks as parallel branches do, and mixes what arrives. */
static void share_flows(const struct step *s)
{
    const struct plan *const plan = s->plan;
    const struct cdu_columns *const cdu = &s->now->cdu;
    const struct rack_columns *const rack = &s->now->rack;
    const double *const branch = s->hall->scratch;

    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        double flow_m3s = 0.0;
        double w_per_k = 0.0;
        double mixed_w = 0.0;
        double mean_c = 0.0;
        for (int32_t k = plan->rack_loops.first[r]; k < plan->rack_loops.first[r + 1]; k++) {
            const int32_t c = plan->rack_loops.to[k];
            const double share =
                isinf(branch[c]) ? 0.0
                                 : sqrt(branch[c] / plan->rack_pa_per_m3s2[r]) / n_loops(plan, r);
            flow_m3s += cdu->flow_m3s[c] * share;
            w_per_k += cdu->w_per_k[c] * share;
            mixed_w += cdu->w_per_k[c] * share * s->was->cdu.supply_c[c];
            mean_c += s->was->cdu.supply_c[c] / n_loops(plan, r);
        }
        rack->coolant_flow_m3s[r] = flow_m3s;
        rack->coolant_w_per_k[r] = w_per_k;
        rack->coolant_supply_c[r] = n_loops(plan, r) == 0.0 ? PARAM_UNKNOWN
                                    : w_per_k > 0.0         ? mixed_w / w_per_k
                                                            : mean_c;
    }
}

/* Each CDU carries its share of its racks' heat: by the flow that it gives, so that what a loop
 * warms is its own coolant. */
static void gather_heat(const struct step *s)
{
    const struct plan *const plan = s->plan;
    const struct cdu_columns *const cdu = &s->now->cdu;
    const struct rack_columns *const rack = &s->now->rack;
    const double *const branch = s->hall->scratch;

    for (size_t c = 0; c < plan->n[DIM_CDU]; c++) {
        cdu->heat_w[c] = 0.0;
    }
    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        const int32_t first = plan->rack_loops.first[r];
        const int32_t end = plan->rack_loops.first[r + 1];
        for (int32_t k = first; k < end && rack->coolant_w_per_k[r] > 0.0; k++) {
            const int32_t c = plan->rack_loops.to[k];
            const double share = sqrt(branch[c] / plan->rack_pa_per_m3s2[r]) / n_loops(plan, r);
            const double part_w_per_k = isinf(branch[c]) ? 0.0 : cdu->w_per_k[c] * share;
            /* Supplies differ when a rack hangs on two CDUs: each part warms to the common return. */
            cdu->heat_w[c] += part_w_per_k * (rack->coolant_return_c[r] - s->was->cdu.supply_c[c]);
        }
    }
}

static enum status step_loops(struct step *s, bool is_flow)
{
    for (size_t k = 0; k < s->plan->loop.n; k++) {
        const struct group *const g = &s->plan->loop.items[k];
        const struct loop_model *const model = (const struct loop_model *)g->info;
        const struct loop_block block = bind_loops(s, g);
        const enum status st =
            is_flow ? model->flow(g->params, &block) : model->step(g->params, &block);
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
        st = stages_check_energy(
            s, STAGE_LIQUID, DIM_CDU, c, (cdu->heat_w[c] + cdu->drawn_w[c]) * s->dt_s,
            cdu->exchanged_w[c] * s->dt_s, s->was->cdu.stored_j[c], cdu->stored_j[c]);
    }
    return st;
}

static void sum_up(const struct step *s)
{
    double to_liquid_w = 0.0;
    double to_air_w = 0.0;

    for (size_t r = 0; r < s->plan->n[DIM_RACK]; r++) {
        to_liquid_w += s->now->rack.to_liquid_w[r];
        to_air_w += s->now->rack.to_air_w[r];
    }
    s->now->hall.to_liquid_w[0] = to_liquid_w;
    s->now->hall.to_air_w[0] = to_air_w;
}

static void take_facility_water(const struct step *s)
{
    for (size_t c = 0; c < s->plan->n[DIM_CDU]; c++) {
        s->now->cdu.facility_supply_c[c] = s->was->plant.supply_c[s->plan->cdu_plant[c]];
    }
}

enum status stage_liquid(struct step *s)
{
    take_facility_water(s);
    find_branches(s);
    enum status st = step_loops(s, true);
    if (st != STATUS_OK) {
        return st;
    }
    share_flows(s);
    st = step_racks(s);
    if (st != STATUS_OK) {
        return st;
    }
    gather_heat(s);
    st = step_loops(s, false);
    if (st != STATUS_OK) {
        return st;
    }
    sum_up(s);
    return check_energy(s);
}

enum status start_liquid(struct step *s)
{
    const struct plan *const plan = s->plan;

    take_facility_water(s);
    find_branches(s);
    for (size_t k = 0; k < plan->loop.n; k++) {
        const struct group *const g = &plan->loop.items[k];
        const struct loop_block block = bind_loops(s, g);
        const enum status st = ((const struct loop_model *)g->info)->start(g->params, &block);
        if (st != STATUS_OK) {
            return st;
        }
    }
    for (size_t c = 0; c < plan->n[DIM_CDU]; c++) {
        s->now->cdu.speed_frac[c] = 1.0;
    }
    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        const int32_t first = plan->rack_loops.first[r];
        s->now->rack.coolant_supply_c[r] = n_loops(plan, r) > 0.0
                                               ? s->now->cdu.supply_c[plan->rack_loops.to[first]]
                                               : PARAM_UNKNOWN;
    }
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
