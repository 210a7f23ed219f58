/* stage_plant.c - what takes the heat out of the building.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/metrics.h"
#include "sim/engine/stages.h"

static struct plant_block bind_plants(const struct step *s, const struct group *g)
{
    const struct plant_columns *const now = &s->now->plant;
    const size_t at = g->first;

    return (struct plant_block){
        .n = g->n,
        .dt_s = s->dt_s,
        .is_steady = s->hall->is_steady,
        .pressure_pa = s->plan->pressure_pa,
        .load_w = now->load_w + at,
        .booked_w = now->drawn_w + at,
        .dry_bulb_c = s->hall->scratch + at,
        .wet_bulb_c = s->hall->scratch + s->hall->n_scratch + at,
        .is_running = now->is_running + at,
        .supply_c = now->supply_c + at,
        .removed_w = now->removed_w + at,
        .capacity_w = now->capacity_w + at,
        .power_w = now->power_w + at,
        .reject_w = now->reject_w + at,
        .stored_j = now->stored_j + at,
        .water_kgs = now->water_kgs + at,
        .reused_w = now->reused_w + at,
        .free_w = now->free_w + at,
        .is_held = now->is_held + at,
        .state = stages_state(s, FAMILY_PLANT, g),
        .work = s->hall->work,
    };
}

static void gather(const struct step *s)
{
    const struct plan *const plan = s->plan;

    for (size_t p = 0; p < plan->n[DIM_PLANT]; p++) {
        s->now->plant.load_w[p] = 0.0;
        s->hall->scratch[p] = s->now->hall.dry_bulb_c[0];
        s->hall->scratch[s->hall->n_scratch + p] = s->now->hall.wet_bulb_c[0];
    }
    for (size_t i = 0; i < plan->n[DIM_CRAH]; i++) {
        s->now->plant.load_w[plan->crah_plant[i]] += s->now->crah.coil_w[i];
    }
    for (size_t c = 0; c < plan->n[DIM_CDU]; c++) {
        s->now->plant.load_w[plan->cdu_plant[c]] += s->now->cdu.exchanged_w[c];
    }
}

static enum status check_energy(struct step *s)
{
    const struct plant_columns *const plant = &s->now->plant;
    enum status st = STATUS_OK;

    for (size_t p = 0; p < s->plan->n[DIM_PLANT] && st == STATUS_OK; p++) {
        st = stages_check_energy(s, STAGE_PLANT, DIM_PLANT, p, plant->load_w[p] * s->dt_s,
                                 plant->removed_w[p] * s->dt_s, s->was->plant.stored_j[p],
                                 plant->stored_j[p]);
    }
    return st;
}

/* What the nodes compute with: their fans and power supplies work for the rest. */
static double compute_w(const struct step *s)
{
    const struct node_columns *const node = &s->now->node;
    double total_w = 0.0;

    for (size_t i = 0; i < s->plan->n[DIM_NODE]; i++) {
        total_w +=
            (node->demand_w[i] - node->fan_w[i] - node->psu_loss_w[i]) * node->powered_frac[i];
    }
    return total_w;
}

static void sum_up(const struct step *s)
{
    const struct hall_columns *const hall = &s->now->hall;
    const struct plant_columns *const plant = &s->now->plant;
    double reject_w = 0.0;
    double water_kgs = 0.0;
    double reused_w = 0.0;
    double free_w = 0.0;
    double removed_w = 0.0;

    for (size_t i = 0; i < s->plan->n[DIM_CRAH]; i++) {
        water_kgs += s->now->crah.wetted_kgs[i];
        free_w += s->now->crah.outside_w[i];
        removed_w += s->now->crah.outside_w[i];
    }
    for (size_t p = 0; p < s->plan->n[DIM_PLANT]; p++) {
        reject_w += plant->reject_w[p];
        water_kgs += plant->water_kgs[p];
        reused_w += plant->reused_w[p];
        free_w += plant->free_w[p];
        removed_w += plant->removed_w[p];
    }
    hall->reject_w[0] = reject_w;
    hall->water_kgs[0] = water_kgs;
    hall->reused_w[0] = reused_w;
    hall->free_frac[0] = removed_w > 0.0 ? free_w / removed_w : PARAM_UNKNOWN;
    hall->compute_w[0] = compute_w(s);
    const struct metrics m = metrics_of(&(struct metrics_use){
        .facility = hall->utility_w[0],
        .it = hall->it_w[0],
        .compute = hall->compute_w[0],
        .reused = reused_w,
        .water_kg = water_kgs,
        .carbon_kg_per_j = s->plan->carbon_kg_per_j,
    });
    hall->wue_kg_per_j[0] = m.wue_kg_per_j;
    hall->cue_kg_per_j[0] = m.cue_kg_per_j;
    hall->ere[0] = m.ere;
    hall->erf[0] = m.erf;
    hall->itue[0] = m.itue;
    hall->tue[0] = m.tue;
}

enum status stage_plant(struct step *s)
{
    gather(s);
    for (size_t k = 0; k < s->plan->plant.n; k++) {
        const struct group *const g = &s->plan->plant.items[k];
        const struct plant_block block = bind_plants(s, g);
        const enum status st = ((const struct plant_model *)g->info)->step(g->params, &block);
        if (st != STATUS_OK) {
            s->fault->dim = DIM_PLANT;
            s->fault->index = g->first;
            return st;
        }
    }
    sum_up(s);
    return check_energy(s);
}

enum status start_plants(struct step *s)
{
    gather(s);
    for (size_t k = 0; k < s->plan->plant.n; k++) {
        const struct group *const g = &s->plan->plant.items[k];
        const struct plant_block block = bind_plants(s, g);
        const enum status st = ((const struct plant_model *)g->info)->start(g->params, &block);
        if (st != STATUS_OK) {
            return st;
        }
    }
    return STATUS_OK;
}
