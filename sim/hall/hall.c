/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/hall/hall.h"

#include <math.h>
#include <string.h>

/* Columns begin at multiples of eight doubles: loops over them may use aligned vectors. */
static size_t padded(size_t n)
{
    return (n + 7) / 8 * 8;
}

static const struct groups *groups_of(const struct plan *plan, enum family f)
{
    switch (f) {
    case FAMILY_NODE:
        return &plan->node;
    case FAMILY_POWER:
        return &plan->feed;
    case FAMILY_PROTECTION:
        return &plan->protection;
    case FAMILY_COOLING:
        return &plan->cooling;
    case FAMILY_LOOP:
        return &plan->loop;
    case FAMILY_PLANT:
        return &plan->plant;
    default:
        return NULL; /* no state, or one group alone (air) */
    }
}

size_t hall_air_states(const struct plan *plan)
{
    const struct air_model *const air = (const struct air_model *)plan->air.info;

    return air->state_size != NULL ? air->state_size(plan->air.params, &plan->layout)
                                   : model_n_states(plan->air.info);
}

static size_t n_states(const struct plan *plan, enum family f)
{
    const struct groups *const g = groups_of(plan, f);

    if (f == FAMILY_AIR) {
        return hall_air_states(plan);
    }
    return g != NULL ? g->n_states : 0;
}

static size_t n_work(const struct plan *plan)
{
    size_t most = 0;

    for (int f = 0; f < FAMILY_COUNT; f++) {
        const struct groups *const g = groups_of(plan, (enum family)f);
        if (g != NULL && g->n_work > most) {
            most = g->n_work;
        }
    }
    if (plan->air.info->work_size != NULL) {
        const size_t n =
            plan->air.info->work_size(plan->air.params, plan->n[DIM_RACK] + plan->n[DIM_CRAH]);
        most = n > most ? n : most;
    }
    return most;
}

static void take_columns(struct arena *arena, const struct plan *plan, struct columns *c)
{
    size_t n_all = 0;

    for (int d = 0; d < DIM_COUNT; d++) {
        size_t n_rows = 0;
        (void)hall_column_table((enum dim)d, &n_rows);
        n_all += n_rows * padded(plan->n[d]);
    }
    for (int f = 0; f < FAMILY_COUNT; f++) {
        n_all += padded(n_states(plan, (enum family)f));
    }
    c->all = ARENA_ARRAY(arena, double, n_all, "columns");
    c->n_all = n_all;

    double *next = c->all;
    for (int d = 0; d < DIM_COUNT; d++) {
        size_t n_rows = 0;
        const struct column *const rows = hall_column_table((enum dim)d, &n_rows);
        for (size_t i = 0; i < n_rows; i++) {
            hall_column_set(c, (enum dim)d, rows[i].offset, next);
            next += padded(plan->n[d]);
        }
    }
    for (int f = 0; f < FAMILY_COUNT; f++) {
        c->state[f] = next;
        next += padded(n_states(plan, (enum family)f));
    }
}

static double *filled(struct arena *arena, size_t n, double value)
{
    double *const values = ARENA_ARRAY(arena, double, n, "hall");

    for (size_t i = 0; i < n; i++) {
        values[i] = value;
    }
    return values;
}

static struct branches unknown_branches(struct arena *arena, const struct plan *plan)
{
    const size_t n_racks = plan->n[DIM_RACK];
    const size_t n_nodes = plan->n[DIM_NODE];

    return (struct branches){
        .of_open_frac = filled(arena, n_racks, PARAM_UNKNOWN),
        .of_unplugged = filled(arena, n_nodes, 0.0),
        .rack_openness = filled(arena, n_racks, 0.0),
        .node_share = filled(arena, n_nodes, 0.0),
        .node_least_frac = filled(arena, n_nodes, 0.0),
    };
}

struct hall *hall_create(struct arena *arena, const struct plan *plan)
{
    struct hall *const hall = arena_take(arena, 1, sizeof *hall, "hall");
    const struct air_model *const air = (const struct air_model *)plan->air.info;
    const size_t n_nodes = plan->n[DIM_NODE];

    for (int i = 0; i < 2; i++) {
        take_columns(arena, plan, &hall->block[i]);
    }
    hall->was = &hall->block[0];
    hall->now = &hall->block[1];
    hall->node_force_w = ARENA_ARRAY(arena, double, n_nodes, "hall");
    hall->node_cap_w = ARENA_ARRAY(arena, double, n_nodes, "hall");
    hall->node_job = ARENA_ARRAY(arena, int32_t, n_nodes, "hall");
    hall->is_job_down = ARENA_ARRAY(arena, bool, plan->n_jobs, "hall");
    hall->branches = unknown_branches(arena, plan);
    hall->work = ARENA_ARRAY(arena, double, n_work(plan), "scratch");
    if (air->memory_size != NULL) {
        hall->air_memory =
            arena_take(arena, 1, air->memory_size(plan->air.params, &plan->layout), "air");
    }

    size_t most = 0;
    for (int d = 0; d < DIM_COUNT; d++) {
        most = plan->n[d] > most ? plan->n[d] : most;
    }
    hall->n_scratch = padded(most);
    hall->scratch = ARENA_ARRAY(arena, double, 6 * hall->n_scratch, "scratch");
    hall_set_level(hall, plan, LEVEL_SIMULATED, PARAM_UNKNOWN);
    return hall;
}

const double *hall_state(const struct columns *c, enum family f, const struct group *g,
                         const char *name)
{
    const struct state *const rows = g->info->states;

    for (size_t k = 0; rows != NULL && rows[k].name != NULL; k++) {
        if (strcmp(rows[k].name, name) == 0) {
            return c->state[f] + g->first_state + k * g->n;
        }
    }
    return NULL;
}

void hall_set_level(struct hall *hall, const struct plan *plan, enum level level, double cap_w)
{
    for (size_t i = 0; i < plan->n[DIM_NODE]; i++) {
        const double own_cap_w = plan->node_cap_w[i];
        const double nameplate_w = plan->node_nameplate_w[i];

        hall->node_cap_w[i] = level == LEVEL_NAMEPLATE ? (double)INFINITY : own_cap_w;
        hall->node_force_w[i] = PARAM_UNKNOWN;
        if (level == LEVEL_NAMEPLATE) {
            hall->node_force_w[i] = nameplate_w;
        } else if (level == LEVEL_CAPPED) {
            const double forced_w = fmin(nameplate_w, isnan(cap_w) ? own_cap_w : cap_w);
            hall->node_force_w[i] = isfinite(forced_w) ? forced_w : PARAM_UNKNOWN;
            hall->node_cap_w[i] = (double)INFINITY;
        }
    }
}

void hall_swap(struct hall *hall)
{
    struct columns *const was = hall->was;

    hall->was = hall->now;
    hall->now = was;
}
