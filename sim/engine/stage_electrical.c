/* stage_electrical.c - what the nodes want becomes load of the tree, its losses and their heat.
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
    hall->room_heat_w[0] = room_w + lights_w + fans_w;
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

enum status stage_electrical(struct step *s)
{
    const struct feed_loads loads = {
        .node_w = s->now->node.demand_w,
        .crah_w = s->was->crah.fan_w,
        .cdu_w = s->was->cdu.pump_w,
        .plant_w = s->was->plant.power_w,
    };
    const struct feed_answer answer = {
        .columns = s->now->feed,
        .rack_power_w = s->now->rack.power_w,
        .node_powered_frac = s->now->node.powered_frac,
        .crah_is_running = s->now->crah.is_running,
        .cdu_is_running = s->now->cdu.is_running,
        .plant_is_running = s->now->plant.is_running,
    };
    const enum status st = feeds_solve(s->plan, &loads, -1, &answer);

    if (st != STATUS_OK) {
        s->fault->dim = DIM_FEED;
        return st;
    }
    book_motors(s);
    gather_racks(s);
    place_losses(s);
    sum_up(s);
    return STATUS_OK;
}
