/* stage_it.c - workload to utilisation, utilisation to power and heat.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "sim/engine/stages.h"

enum { DAY_S = 86400 };

/* Time of day and weekday of an instant; 1970-01-01 was a Thursday. */
static void clock_of(const struct plan *plan, double time_s, double *ret_h, int *ret_weekday)
{
    const double since_s = (double)((double)plan->start_us / 1e6) + time_s;
    const double days = floor(since_s / DAY_S);

    *ret_h = (since_s - days * DAY_S) / 3600.0;
    *ret_weekday = (int)fmod(days + 3.0, 7.0);
}

static enum status step_weather(const struct step *s)
{
    const struct group *const g = &s->plan->weather;
    const struct weather_block block = {
        .time_s = s->time_s,
        .dt_s = s->dt_s,
        .pressure_pa = s->plan->pressure_pa,
        .started_s = s->plan->year_started_s,
        .is_leap_year = s->plan->is_leap_year,
        .is_steady = s->hall->is_steady,
        .dry_bulb_c = s->now->hall.dry_bulb_c,
        .wet_bulb_c = s->now->hall.wet_bulb_c,
        .dew_point_c = s->now->hall.outdoor_dew_point_c,
    };

    return ((const struct weather_model *)g->info)->step(g->params, &block);
}

/* Racks that are given to jobs idle between them, at the house-keeping of an operating system. */
static void idle_between_jobs(const struct step *s)
{
    static const double house_keeping_frac = 0.05;
    const struct plan *const plan = s->plan;

    for (size_t k = 0; k < plan->n_placed; k++) {
        for (size_t m = 0; m < plan->placed[k].n_nodes; m++) {
            const int32_t i = plan->placed[k].nodes[m];
            s->now->node.util_frac[i] = 0.0;
            s->now->node.host_util_frac[i] = house_keeping_frac;
            s->now->node.force_w[i] = PARAM_UNKNOWN;
        }
    }
}

/* A job that runs now, on one run after the other of its node groups. */
static enum status run_job(const struct step *s, const struct plan_job *job,
                           struct workload_block block)
{
    const struct node_columns *const now = &s->now->node;
    enum status st = STATUS_OK;
    size_t m = 0;

    block.time_s = (double)(s->hall->time_us - job->from_us) / 1e6;
    while (m < job->n_nodes && st == STATUS_OK) {
        const int32_t first = job->nodes[m];
        block.n = 0;
        while (m < job->n_nodes && job->nodes[m] == first + (int32_t)block.n) {
            s->hall->node_job[job->nodes[m]] = job->number;
            block.n++;
            m++;
        }
        block.offset_s = s->plan->node_offset_s + first;
        block.lane = s->plan->node_rack + first;
        block.util_frac = now->util_frac + first;
        block.host_util_frac = now->host_util_frac + first;
        block.power_w = now->force_w + first;
        st = ((const struct workload_model *)job->info)->step(job->params, &block);
    }
    return st;
}

static enum status run_jobs(const struct step *s, const struct workload_block *block)
{
    const struct plan *const plan = s->plan;
    enum status st = STATUS_OK;

    memcpy(s->hall->node_job, plan->node_job, plan->n[DIM_NODE] * sizeof *plan->node_job);
    idle_between_jobs(s);
    for (size_t k = 0; k < plan->n_placed && st == STATUS_OK; k++) {
        const struct plan_job *const job = &plan->placed[k];
        if (job->from_us <= s->hall->time_us && s->hall->time_us < job->to_us) {
            st = run_job(s, job, *block);
        }
    }
    return st;
}

/* Has node group i lost power or been shut for heat? */
static bool is_group_down(const struct step *s, size_t i)
{
    return s->plan->node_count[i] > 0.0 &&
           (s->now->node.powered_frac[i] == 0.0 || s->was->node.shut_nodes[i] > 0.0);
}

/* Nodes that work in step stand still when one of them is lost, and for a while after all are back. */
static void stop_jobs(const struct step *s)
{
    const struct plan *const plan = s->plan;
    const struct node_columns *const now = &s->now->node;
    const int32_t *const job_of = s->hall->node_job;
    bool *const is_down = s->hall->is_job_down;

    memset(is_down, 0, plan->n_jobs * sizeof *is_down);
    for (size_t i = 0; i < plan->n[DIM_NODE]; i++) {
        if (job_of[i] >= 0 && is_group_down(s, i)) {
            is_down[job_of[i]] = true;
        }
    }
    for (size_t i = 0; i < plan->n[DIM_NODE]; i++) {
        const double resume_s = job_of[i] >= 0 ? plan->job_resume_s[job_of[i]] : PARAM_UNKNOWN;
        const bool is_together = !isnan(resume_s) && !s->hall->is_steady;
        const double left_s = is_together ? s->was->node.stopped_s[i] : 0.0;
        now->stopped_s[i] = fmax(0.0, left_s - s->dt_s);
        if (is_together && is_down[job_of[i]]) {
            now->stopped_s[i] = resume_s;
            now->util_frac[i] = 0.0;
        } else if (left_s > 0.0) {
            now->util_frac[i] *= fmax(0.0, s->dt_s - left_s) / s->dt_s;
        }
    }
}

/* A study that sets what nodes draw goes before a trace that does. */
static void take_forced(const struct step *s)
{
    for (size_t i = 0; i < s->plan->n[DIM_NODE]; i++) {
        if (!isnan(s->hall->node_force_w[i])) {
            s->now->node.force_w[i] = s->hall->node_force_w[i];
        }
    }
}

enum status stage_workload(struct step *s)
{
    const struct groups *const groups = &s->plan->workload;
    /* A steady state has no time: its load is the mean over a window, also while what it goes through
     * is stepped. */
    const bool has_window = s->hall->window_s > 0.0;
    struct workload_block block = {
        .time_s = s->time_s,
        .dt_s = has_window ? s->hall->window_s : s->dt_s,
    };

    clock_of(s->plan, s->time_s, &block.clock_h, &block.weekday);
    for (size_t k = 0; k < groups->n; k++) {
        const struct group *const g = &groups->items[k];
        block.n = g->n;
        block.offset_s = s->plan->node_offset_s + g->first;
        block.lane = s->plan->node_rack + g->first; /* a rack has its own chance */
        block.util_frac = s->now->node.util_frac + g->first;
        block.host_util_frac = s->now->node.host_util_frac + g->first;
        block.power_w = s->now->node.force_w + g->first;
        const enum status st = ((const struct workload_model *)g->info)->step(g->params, &block);
        if (st != STATUS_OK) {
            return st;
        }
    }
    const enum status st = run_jobs(s, &block);
    if (st != STATUS_OK) {
        return st;
    }
    take_forced(s);
    stop_jobs(s);
    return step_weather(s);
}

static struct node_block bind_nodes(const struct step *s, const struct group *g)
{
    const struct node_columns *const now = &s->now->node;
    const size_t at = g->first;

    return (struct node_block){
        .n = g->n,
        .dt_s = s->dt_s,
        .air_j_per_m3k = s->plan->air_j_per_m3k,
        .count = s->plan->node_count + at,
        .util_frac = now->util_frac + at,
        .host_util_frac = now->host_util_frac + at,
        .cap_w = s->hall->scratch + 5 * s->hall->n_scratch + at,
        .force_w = now->force_w + at,
        .powered_frac = s->hall->scratch + 4 * s->hall->n_scratch + at,
        .supply_frac = now->supply_frac + at,
        .plated_frac = s->plan->node_plated_frac + at,
        .inlet_c = s->hall->scratch + at,
        .coolant_c = s->hall->scratch + s->hall->n_scratch + at,
        .coolant_m3s = s->hall->scratch + 2 * s->hall->n_scratch + at,
        .coolant_w_per_k = s->hall->scratch + 3 * s->hall->n_scratch + at,
        .traits = s->plan->node_traits + at,
        .demand_w = now->demand_w + at,
        .accelerator_w = now->accelerator_w + at,
        .host_w = now->host_w + at,
        .memory_w = now->memory_w + at,
        .network_w = now->network_w + at,
        .storage_w = now->storage_w + at,
        .board_w = now->board_w + at,
        .fan_w = now->fan_w + at,
        .psu_loss_w = now->psu_loss_w + at,
        .buffer_w = now->buffer_w + at,
        .plate_w = now->plate_w + at,
        .air_w = now->air_w + at,
        .airflow_m3s = now->airflow_m3s + at,
        .die_c = now->die_c + at,
        .hbm_c = now->hbm_c + at,
        .work_frac = now->work_frac + at,
        .ceiling_frac = now->ceiling_frac + at,
        .shut_nodes = now->shut_nodes + at,
        .stored_j = now->stored_j + at,
        .state = stages_state(s, FAMILY_NODE, g),
        .work = s->hall->work,
    };
}

/* What the nodes breathe and what their plates are given, as the last step left it. A node in a
 * bath is cooled by the bath: its inlet and its coolant are the coolant's return. */
static void gather_sinks(const struct step *s)
{
    double *const inlet_c = s->hall->scratch;
    double *const coolant_c = s->hall->scratch + s->hall->n_scratch;
    double *const coolant_m3s = s->hall->scratch + 2 * s->hall->n_scratch;
    double *const coolant_w_per_k = s->hall->scratch + 3 * s->hall->n_scratch;

    for (size_t i = 0; i < s->plan->n[DIM_NODE]; i++) {
        const int32_t r = s->plan->node_rack[i];
        const bool is_immersed = s->plan->rack_is_immersed[r];
        inlet_c[i] = is_immersed ? s->was->rack.coolant_return_c[r] : s->was->rack.inlet_c[r];
        coolant_c[i] = s->was->rack.coolant_supply_c[r];
        /* One node's branch of the rack's manifold. */
        const double rack_m3s = s->was->rack.coolant_flow_m3s[r];
        const double plugged = s->plan->node_count[i] - s->was->node.unplugged[i];
        coolant_m3s[i] = plugged > 0.0 ? s->was->node.coolant_m3s[i] / plugged : 0.0;
        coolant_w_per_k[i] =
            rack_m3s > 0.0 ? s->was->rack.coolant_w_per_k[r] * (coolant_m3s[i] / rack_m3s) : 0.0;
        s->now->node.sink_c[i] = s->plan->node_plated_frac[i] > 0.0 ? coolant_c[i] : inlet_c[i];
    }
}

/* A study's cap or a node's own, and that of a rack that was too warm, whichever is less. */
static void gather_caps(const struct step *s)
{
    double *const cap_w = s->hall->scratch + 5 * s->hall->n_scratch;

    for (size_t i = 0; i < s->plan->n[DIM_NODE]; i++) {
        const bool is_capped = s->was->rack.is_capped[s->plan->node_rack[i]] != 0.0;
        cap_w[i] = is_capped ? fmin(s->hall->node_cap_w[i], s->plan->node_thermal_cap_w[i])
                             : s->hall->node_cap_w[i];
    }
}

/* A rack whose coolant boiled is lost: its plates have run dry, so its nodes stay off until somebody
 * has put it right, which shows as a rack that was out of service and no longer is. A steady question
 * comes before all events. */
static void lose_boiling_racks(const struct step *s)
{
    const struct plan *const plan = s->plan;
    const struct rack_columns *const was = &s->was->rack;
    double *const powered_frac = s->hall->scratch + 4 * s->hall->n_scratch;

    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        const bool is_put_back = was->out[r] != OUT_NOT && s->now->rack.out[r] == OUT_NOT;
        const bool has_boiled = was->has_boiled[r] != 0.0 || was->is_boiling[r] != 0.0;
        s->now->rack.has_boiled[r] = has_boiled && !is_put_back && !s->hall->is_steady ? 1.0 : 0.0;
    }
    for (size_t i = 0; i < plan->n[DIM_NODE]; i++) {
        const bool is_lost = s->now->rack.has_boiled[plan->node_rack[i]] != 0.0;
        powered_frac[i] = is_lost ? 0.0 : s->now->node.powered_frac[i];
    }
}

/* Nodes of a rack that boiled are off for heat, whatever their model says. */
static void shut_lost_nodes(const struct step *s)
{
    for (size_t i = 0; i < s->plan->n[DIM_NODE]; i++) {
        if (s->now->rack.has_boiled[s->plan->node_rack[i]] != 0.0) {
            s->now->node.shut_nodes[i] = s->plan->node_count[i];
        }
    }
}

static enum status check_nodes(struct step *s, const struct group *g)
{
    const struct node_columns *const now = &s->now->node;

    for (size_t i = g->first; i < g->first + g->n; i++) {
        const enum status st =
            stages_check_energy(s, STAGE_IT_POWER, DIM_NODE, i, now->demand_w[i] * s->dt_s,
                                (now->plate_w[i] + now->air_w[i]) * s->dt_s,
                                s->was->node.stored_j[i], now->stored_j[i]);
        if (st != STATUS_OK) {
            return st;
        }
    }
    return STATUS_OK;
}

/* A cap's price: what the accelerators were asked for, and what of it they could not do. */
static void count_work(const struct step *s)
{
    const struct node_columns *const node = &s->now->node;
    double working = 0.0;
    double lost = 0.0;

    for (size_t i = 0; i < s->plan->n[DIM_NODE]; i++) {
        const double asked = s->plan->node_gpus[i] * node->util_frac[i];
        working += asked * node->work_frac[i];
        lost += asked * (1.0 - node->work_frac[i]);
    }
    s->now->hall.gpus_working[0] = working;
    s->now->hall.gpus_lost[0] = lost;
}

enum status stage_it_power(struct step *s)
{
    const struct groups *const groups = &s->plan->node;

    gather_sinks(s);
    gather_caps(s);
    lose_boiling_racks(s);
    for (size_t k = 0; k < groups->n; k++) {
        const struct group *const g = &groups->items[k];
        const struct node_block block = bind_nodes(s, g);
        enum status st = ((const struct node_model *)g->info)->step(g->params, &block);
        if (st == STATUS_OK) {
            st = check_nodes(s, g);
        }
        if (st != STATUS_OK) {
            s->fault->index = g->first;
            return st;
        }
    }
    shut_lost_nodes(s);
    count_work(s);
    return STATUS_OK;
}

/* The first step reads the flow of the last one: pumps run at their design before a run. */
static void start_flows(const struct step *s)
{
    const struct plan *const plan = s->plan;

    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        const int32_t first = plan->rack_loops.first[r];
        if (first < plan->rack_loops.first[r + 1]) {
            const double j_per_m3k = plan->cdu_j_per_m3k[plan->rack_loops.to[first]];
            s->now->rack.coolant_flow_m3s[r] = plan->rack_flow_m3s[r];
            s->now->rack.coolant_w_per_k[r] = plan->rack_flow_m3s[r] * j_per_m3k;
            for (int32_t k = plan->rack_nodes.first[r]; k < plan->rack_nodes.first[r + 1]; k++) {
                const int32_t i = plan->rack_nodes.to[k];
                s->now->node.coolant_m3s[i] =
                    plan->rack_flow_m3s[r] * s->hall->branches.node_share[i];
            }
        }
    }
}

enum status start_nodes(struct step *s)
{
    const struct groups *const groups = &s->plan->node;

    start_flows(s);
    for (size_t i = 0; i < s->plan->n[DIM_NODE]; i++) {
        s->now->node.force_w[i] = s->hall->node_force_w[i];
    }
    gather_sinks(s);
    gather_caps(s);
    lose_boiling_racks(s);
    for (size_t k = 0; k < groups->n; k++) {
        const struct group *const g = &groups->items[k];
        const struct node_block block = bind_nodes(s, g);
        const enum status st = ((const struct node_model *)g->info)->start(g->params, &block);
        if (st != STATUS_OK) {
            return st;
        }
    }
    return STATUS_OK;
}
