/* stage_electrical.c - what the nodes want becomes load of the tree, its losses and their heat; breakers
 * warm, batteries empty, and the step is cut where something switches.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "sim/engine/feeds.h"

/* Motors draw what they needed in the last step: their power is known only after this stage. The
 * same number is booked as heat later in this step. */
static void book_motors(const struct step *s)
{
    const struct columns *const was = s->was;
    const struct columns *const now = s->now;

    for (size_t i = 0; i < s->plan->n[DIM_CRAH]; i++) {
        now->crah.drawn_w[i] = was->crah.fan_w[i] * now->crah.is_running[i];
        now->crah.outdoor_drawn_w[i] = was->crah.outdoor_fan_w[i] * now->crah.is_running[i];
    }
    for (size_t i = 0; i < s->plan->n[DIM_CDU]; i++) {
        now->cdu.drawn_w[i] = was->cdu.pump_w[i] * now->cdu.is_running[i];
    }
    for (size_t i = 0; i < s->plan->n[DIM_PLANT]; i++) {
        now->plant.drawn_w[i] = was->plant.power_w[i] * now->plant.is_running[i];
    }
}

static double sum(const double *values, size_t n)
{
    double total = 0.0;

    for (size_t i = 0; i < n; i++) {
        total += values[i];
    }
    return total;
}

/* Heat and air of the nodes, gathered by rack. */
static void gather_racks(const struct step *s)
{
    const struct plan *const plan = s->plan;
    const struct rack_columns *const rack = &s->now->rack;
    const struct node_columns *const node = &s->now->node;

    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        rack->plate_w[r] = 0.0;
        rack->air_w[r] = 0.0;
        rack->airflow_m3s[r] = 0.0;
        for (int32_t k = plan->rack_nodes.first[r]; k < plan->rack_nodes.first[r + 1]; k++) {
            const int32_t i = plan->rack_nodes.to[k];
            rack->plate_w[r] += node->plate_w[i];
            rack->air_w[r] += node->air_w[i];
            rack->airflow_m3s[r] += node->airflow_m3s[i];
        }
        if (plan->rack_is_immersed[r]) {
            rack->airflow_m3s[r] = 0.0; /* nodes in a bath draw no air */
        }
    }
}

/* Losses go where their element stands: into a rack, into the hall, or outside. */
static void place_losses(const struct step *s)
{
    const struct plan *const plan = s->plan;
    const struct hall_columns *const hall = &s->now->hall;
    double room_w = 0.0;
    double outside_w = 0.0;
    double total_w = 0.0;

    for (size_t f = 0; f < plan->n[DIM_FEED]; f++) {
        const double loss_w = s->now->feed.loss_w[f];
        const int32_t to = plan->feed_heat_to[f];
        if (to >= 0) {
            s->now->rack.power_w[to] += loss_w; /* a shelf is part of its rack */
            s->now->rack.air_w[to] += loss_w;
            continue;
        }
        total_w += loss_w;
        if (to == HEAT_TO_HALL) {
            room_w += loss_w;
        } else {
            outside_w += loss_w;
        }
    }
    hall->loss_w[0] = total_w;
    hall->outside_loss_w[0] = outside_w;
    const double lights_w = plan->lights_w * s->now->feed.is_energised[0];
    const double fans_w = sum(s->now->crah.drawn_w, plan->n[DIM_CRAH]);
    const double outdoor_fans_w = sum(s->now->crah.outdoor_drawn_w, plan->n[DIM_CRAH]);
    hall->room_heat_w[0] = room_w + lights_w + (fans_w - outdoor_fans_w);
    hall->mechanical_w[0] = lights_w + fans_w + sum(s->now->cdu.drawn_w, plan->n[DIM_CDU]) +
                            sum(s->now->plant.drawn_w, plan->n[DIM_PLANT]);
}

static void sum_up(const struct step *s)
{
    const struct plan *const plan = s->plan;
    const struct hall_columns *const hall = &s->now->hall;
    double utility_w = 0.0;

    for (size_t k = 0; k < plan->feed.n; k++) {
        const struct group *const g = &plan->feed.items[k];
        if (((const struct power_model *)g->info)->is_source) {
            utility_w += sum(s->now->feed.input_w + g->first, g->n);
        }
    }
    hall->it_w[0] = sum(s->now->rack.power_w, plan->n[DIM_RACK]);
    hall->utility_w[0] = utility_w;
    hall->pue[0] = hall->it_w[0] > 0.0 ? utility_w / hall->it_w[0] : PARAM_UNKNOWN;
    hall->positions_used[0] = (double)plan->n[DIM_RACK];
}

/* -------------------------------------------------------------- protection */

/* Load over rating: by current where that is known, else by apparent or by real power. */
static double current_frac(const struct plan *plan, const struct feed_columns *c, size_t f)
{
    const double by_current = c->current_a[f] / plan->feed_rating_a[f];

    if (!isnan(by_current)) {
        return by_current;
    }
    const double by_va = c->load_va[f] / plan->feed_rating_va[f];
    return isnan(by_va) ? c->load_w[f] / c->capacity_w[f] : by_va;
}

static enum status protect(struct step *s)
{
    const struct plan *const plan = s->plan;
    const struct feed_columns *const c = &s->now->feed;
    double *const frac = s->hall->scratch;

    for (size_t f = 0; f < plan->n[DIM_FEED]; f++) {
        frac[f] = current_frac(plan, c, f);
    }
    for (size_t k = 0; k < plan->protection.n; k++) {
        const struct group *const g = &plan->protection.items[k];
        const struct protection_model *const model = (const struct protection_model *)g->info;
        const struct protection_block block = {
            .n = g->n,
            .dt_s = s->dt_s,
            .current_frac = frac + g->first,
            .is_closed = c->is_energised + g->first,
            .trip_s = c->trip_s + g->first,
            .state = stages_state(s, FAMILY_PROTECTION, g),
        };
        const enum status st =
            s->hall->is_steady ? model->settle(g->params, &block) : model->step(g->params, &block);
        if (st != STATUS_OK) {
            s->fault->index = g->first;
            return st;
        }
    }
    return STATUS_OK;
}

/* Of generators. One at rest passes no limit: it stands at its nominal frequency. */
static void find_frequencies(const struct step *s)
{
    for (size_t k = 0; k < s->plan->feed.n; k++) {
        const struct group *const g = &s->plan->feed.items[k];
        const double *const own_hz = hall_state(s->now, FAMILY_POWER, g, "frequency_hz");
        const double rest_hz = model_number(g->info, g->params, "nominal_hz");
        for (size_t i = 0; i < g->n; i++) {
            const bool turns = own_hz != NULL && own_hz[i] > 0.0;
            s->now->feed.frequency_hz[g->first + i] = turns ? own_hz[i] : rest_hz;
        }
    }
}

/* The step must end with the first switch in it. */
static enum status cut_at_switch(struct step *s)
{
    const struct feed_columns *const c = &s->now->feed;
    double first_s = (double)INFINITY;

    for (size_t f = 0; f < s->plan->n[DIM_FEED]; f++) {
        const double wait_s = s->was->feed.wait_s[f];
        if (c->is_fed[f] != 0.0 && wait_s >= STAGES_TICK_S) {
            c->switch_s[f] = fmin(c->switch_s[f], wait_s);
        }
        const double own_s = fmin(c->switch_s[f], c->trip_s[f]);
        if (own_s < first_s) {
            first_s = own_s;
            s->fault->index = f;
        }
        c->is_tripping[f] = !s->hall->is_steady && c->trip_s[f] <= s->dt_s ? 1.0 : 0.0;
        c->step_w[f] = s->hall->is_steady ? 0.0 : c->load_w[f] - s->was->feed.load_w[f];
    }
    if (s->hall->is_steady || first_s + STAGES_TICK_S >= s->dt_s) {
        return STATUS_OK;
    }
    s->fault->value = first_s;
    return STATUS_SWITCHES;
}

static enum status check_energy(struct step *s)
{
    const struct feed_columns *const c = &s->now->feed;
    const double *const was_j = s->was->feed.stored_j;

    for (size_t f = 0; f < s->plan->n[DIM_FEED]; f++) {
        if (c->stored_j[f] == was_j[f]) {
            continue; /* input is then load + loss by construction */
        }
        const enum status st =
            stages_check_energy(s, STAGE_ELECTRICAL, DIM_FEED, f, c->input_w[f] * s->dt_s,
                                (c->load_w[f] + c->loss_w[f]) * s->dt_s, was_j[f], c->stored_j[f]);
        if (st != STATUS_OK) {
            return st;
        }
    }
    return STATUS_OK;
}

enum status stage_electrical(struct step *s)
{
    const struct feed_loads loads = {
        .node_w = s->now->node.demand_w,
        .crah_w = s->now->crah.drawn_w,
        .cdu_w = s->now->cdu.drawn_w,
        .plant_w = s->now->plant.drawn_w,
    };

    s->fault->dim = DIM_FEED;
    book_motors(s);
    enum status st = feeds_solve(s->plan, &loads, s, &s->now->feed, s->now->rack.power_w);
    if (st == STATUS_OK) {
        st = protect(s);
    }
    if (st == STATUS_OK) {
        st = cut_at_switch(s);
    }
    if (st == STATUS_OK) {
        st = check_energy(s);
    }
    if (st != STATUS_OK) {
        return st;
    }
    find_frequencies(s);
    gather_racks(s);
    place_losses(s);
    sum_up(s);
    return STATUS_OK;
}
