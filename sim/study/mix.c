/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/study/mix.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_sort_double.h>

#include "sim/base/text.h"
#include "sim/study/activity.h"

enum { DAY_S = 86400 };

/* Rounding of a sum of shares. */
#define SHARE_DUST 1e-12

double mix_quantile_w(const struct mix_type *type, double share)
{
    size_t k = 0;

    while (k + 1 < type->n && type->below_frac[k] < share - SHARE_DUST) {
        k++;
    }
    return type->power_w[k];
}

void mix_sort_levels(struct arena *arena, const double *power_w, const double *share, size_t n,
                     struct mix_type *type)
{
    size_t *const order = ARENA_ARRAY(arena, size_t, n, "mix");
    double below = 0.0;

    type->power_w = ARENA_ARRAY(arena, double, n, "mix");
    type->below_frac = ARENA_ARRAY(arena, double, n, "mix");
    type->n = 0;
    type->mean_w = 0.0;
    gsl_sort_index(order, power_w, 1, n);
    for (size_t k = 0; k < n; k++) {
        if (share[order[k]] > 0.0) {
            below += share[order[k]];
            type->mean_w += share[order[k]] * power_w[order[k]];
            type->power_w[type->n] = power_w[order[k]];
            type->below_frac[type->n] = below;
            type->n++;
        }
    }
    type->below_frac[type->n - 1] = 1.0;
}

/* ----------------------------------------------------------- a node's model */

/* The state of the hall that the nodes stand in. */
struct probe {
    struct arena *arena;
    const struct plan *plan;
    const struct hall *hall;
};

static const struct group *group_of(const struct groups *groups, size_t i)
{
    size_t k = 0;

    while (i >= groups->items[k].first + groups->items[k].n) {
        k++;
    }
    return &groups->items[k];
}

static double *filled(struct arena *arena, size_t n, double value)
{
    double *const a = ARENA_ARRAY(arena, double, n, "mix");

    for (size_t i = 0; i < n; i++) {
        a[i] = value;
    }
    return a;
}

static const struct node_traits *traits_of(const struct probe *p, size_t node, size_t n)
{
    struct node_traits *const traits = arena_take(p->arena, n, sizeof *traits, "mix");

    for (size_t k = 0; k < n; k++) {
        traits[k] = p->plan->node_traits[node];
    }
    return traits;
}

/* One node at each activity, as one block: settled by steps that are long against its masses. */
static enum status ask_powers(const struct probe *p, size_t node, const struct activity *a,
                              /* NOLINTNEXTLINE(readability-non-const-parameter): it writes */
                              double *ret_w)
{
    enum { SETTLE_STEPS = 6 };
    const struct group *const g = group_of(&p->plan->node, node);
    const struct node_model *const model = (const struct node_model *)g->info;
    const struct rack_columns *const rack = &p->hall->was->rack;
    const int32_t r = p->plan->node_rack[node];
    struct arena *const m = p->arena;
    const struct node_block block = {
        .n = a->n,
        .dt_s = 1e7,
        .air_j_per_m3k = p->plan->air_j_per_m3k,
        .count = filled(m, a->n, 1.0),
        .util_frac = a->util_frac,
        .host_util_frac = a->host_util_frac,
        .cap_w = filled(m, a->n, p->plan->node_cap_w[node]),
        .force_w = a->power_w,
        .powered_frac = filled(m, a->n, 1.0),
        .supply_frac = filled(m, a->n, 1.0),
        .plated_frac = filled(m, a->n, p->plan->node_plated_frac[node]),
        .inlet_c = filled(
            m, a->n, p->plan->rack_is_immersed[r] ? rack->coolant_return_c[r] : rack->inlet_c[r]),
        .coolant_c = filled(m, a->n, rack->coolant_supply_c[r]),
        .coolant_m3s =
            filled(m, a->n, rack->coolant_flow_m3s[r] * p->plan->node_coolant_frac[node]),
        .coolant_w_per_k =
            filled(m, a->n, rack->coolant_w_per_k[r] * p->plan->node_coolant_frac[node]),
        .traits = traits_of(p, node, a->n),
        .demand_w = ret_w,
        .accelerator_w = filled(m, a->n, 0.0),
        .host_w = filled(m, a->n, 0.0),
        .memory_w = filled(m, a->n, 0.0),
        .network_w = filled(m, a->n, 0.0),
        .storage_w = filled(m, a->n, 0.0),
        .board_w = filled(m, a->n, 0.0),
        .fan_w = filled(m, a->n, 0.0),
        .psu_loss_w = filled(m, a->n, 0.0),
        .buffer_w = filled(m, a->n, 0.0),
        .plate_w = filled(m, a->n, 0.0),
        .air_w = filled(m, a->n, 0.0),
        .airflow_m3s = filled(m, a->n, 0.0),
        .die_c = filled(m, a->n, 0.0),
        .hbm_c = filled(m, a->n, 0.0),
        .work_frac = filled(m, a->n, 0.0),
        .ceiling_frac = filled(m, a->n, 1.0),
        .shut_nodes = filled(m, a->n, 0.0),
        .stored_j = filled(m, a->n, 0.0),
        .state = filled(m, a->n * model_n_states(g->info), 0.0),
        .work =
            filled(m, g->info->work_size != NULL ? g->info->work_size(g->params, a->n) : 0, 0.0),
    };

    enum status st = model->start(g->params, &block);
    for (int k = 0; k < SETTLE_STEPS && st == STATUS_OK; k++) {
        st = model->step(g->params, &block);
    }
    return st;
}

static enum status fill_type(const struct probe *p, size_t node, struct mix_type *type)
{
    const struct group *const workload = group_of(&p->plan->workload, node);
    struct activity levels;
    double zero = 0.0;
    double free = PARAM_UNKNOWN;
    const struct activity idle = {
        .n = 1, .util_frac = &zero, .host_util_frac = &zero, .power_w = &free};
    enum status st = activity_levels(p->arena, workload, p->plan->start_us, &levels);

    if (st == STATUS_OK) {
        st = ask_powers(p, node, &idle, &type->idle_w);
    }
    if (st != STATUS_OK) {
        return st;
    }
    double *const power_w = ARENA_ARRAY(p->arena, double, levels.n, "mix");
    st = ask_powers(p, node, &levels, power_w);
    if (st == STATUS_OK) {
        mix_sort_levels(p->arena, power_w, levels.share, levels.n, type);
        type->is_exact = levels.is_exact;
    }
    return st;
}

/* ------------------------------------------------------------------- types */

static bool is_same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

/* Does node group i do and draw the same as node group j? */
static bool is_same_type(const struct plan *plan, size_t i, size_t j)
{
    return group_of(&plan->node, i)->params == group_of(&plan->node, j)->params &&
           group_of(&plan->workload, i)->params == group_of(&plan->workload, j)->params &&
           is_same(plan->node_cap_w[i], plan->node_cap_w[j]) &&
           is_same(plan->node_nameplate_w[i], plan->node_nameplate_w[j]) &&
           is_same(plan->node_traits[i].throttle_c, plan->node_traits[j].throttle_c) &&
           plan->node_plated_frac[i] == plan->node_plated_frac[j];
}

/* "dgx-h100, training" */
static const char *name_of(struct arena *arena, const struct plan *plan, size_t i)
{
    const char *const slash = strchr(plan->names[DIM_NODE][i], '/');
    const char *const own = slash != NULL ? slash + 1 : plan->names[DIM_NODE][i];
    const bool has_entry = plan->node_type[i][0] != '\0';

    return text_print(arena, "%s, %s", has_entry ? plan->node_type[i] : own,
                      group_of(&plan->workload, i)->info->name);
}

static double count_racks(const struct plan *plan)
{
    double n = 0.0;

    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        n += plan->rack_nodes.first[r + 1] > plan->rack_nodes.first[r] ? 1.0 : 0.0;
    }
    return n;
}

/* Types in the order of their first group; first[t] is that group. */
static size_t sort_types(struct arena *arena, const struct plan *plan, struct mix *mix,
                         size_t **ret_first)
{
    const size_t n = plan->n[DIM_NODE];
    size_t *const first = ARENA_ARRAY(arena, size_t, n, "mix");

    mix->types = arena_take(arena, n, sizeof *mix->types, "mix");
    mix->type_of = ARENA_ARRAY(arena, size_t, n, "mix");
    for (size_t i = 0; i < n; i++) {
        size_t t = 0;
        while (t < mix->n && !is_same_type(plan, i, first[t])) {
            t++;
        }
        if (t == mix->n) {
            first[mix->n] = i;
            mix->types[mix->n++] = (struct mix_type){.name = name_of(arena, plan, i),
                                                     .nameplate_w = plan->node_nameplate_w[i]};
        }
        mix->type_of[i] = t;
        mix->types[t].count += plan->node_count[i];
        mix->n_nodes += plan->node_count[i];
    }
    *ret_first = first;
    return mix->n;
}

enum status mix_make(struct arena *arena, const struct plan *plan, struct mix *ret_mix,
                     struct fault *ret_fault)
{
    struct hall *const hall = hall_create(arena, plan);
    const struct probe probe = {.arena = arena, .plan = plan, .hall = hall};
    size_t *first = NULL;
    size_t n_steps = 0;
    enum status st = engine_start(plan, hall, ret_fault);

    *ret_mix = (struct mix){0};
    hall_set_level(hall, plan, LEVEL_SIMULATED, PARAM_UNKNOWN);
    if (st == STATUS_OK) {
        st = engine_settle(plan, hall, DAY_S, ret_fault, &n_steps);
    }
    if (st == STATUS_NO_CONVERGENCE) {
        st = engine_start(plan, hall, ret_fault); /* air and coolant as they are meant to be */
    }
    const size_t n = sort_types(arena, plan, ret_mix, &first);
    for (size_t t = 0; t < n && st == STATUS_OK; t++) {
        *ret_fault = (struct fault){.stage = STAGE_IT_POWER, .dim = DIM_NODE, .index = first[t]};
        st = fill_type(&probe, first[t], &ret_mix->types[t]);
    }
    ret_mix->nodes_a_rack = n > 0 ? ret_mix->n_nodes / count_racks(plan) : 0.0;
    return st;
}
