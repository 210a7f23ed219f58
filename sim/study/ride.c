/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/study/ride.h"

#include <math.h>
#include <string.h>

/* ------------------------------------------------------------------ limits */

/* The required upper limit of a column of the racks; the strictest where there are several. */
static void find_limits(const struct plan *plan, size_t column, double *ret_max_c)
{
    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        ret_max_c[r] = PARAM_UNKNOWN;
    }
    for (size_t i = 0; i < plan->n_limits; i++) {
        const struct limit *const l = &plan->limits[i];
        const bool is_of_column =
            l->dim == DIM_RACK && l->has_value_column && l->value_column == column;
        if (is_of_column && !l->is_lower && !l->is_advisory && !l->has_limit_column) {
            ret_max_c[l->index] = fmin(ret_max_c[l->index], l->limit);
        }
    }
}

struct ride ride_create(struct arena *arena, const struct plan *plan)
{
    const size_t n = plan->n[DIM_RACK];
    struct ride ride = {
        .plan = plan,
        .coolant_max_c = ARENA_ARRAY(arena, double, n, "contingency"),
        .inlet_max_c = ARENA_ARRAY(arena, double, n, "contingency"),
        .coolant_c = ARENA_ARRAY(arena, double, n, "contingency"),
        .inlet_c = ARENA_ARRAY(arena, double, n, "contingency"),
        .base = ARENA_ARRAY(arena, struct contingency_ride, n, "contingency"),
        .racks = ARENA_ARRAY(arena, struct contingency_ride, n, "contingency"),
    };

    find_limits(plan, offsetof(struct rack_columns, coolant_supply_c), ride.coolant_max_c);
    find_limits(plan, offsetof(struct rack_columns, inlet_hottest_c), ride.inlet_max_c);
    return ride;
}

/* -------------------------------------------------------------- one case */

static void keep_temperatures(struct ride *ride, const struct columns *c, double middle_s)
{
    const size_t n = ride->plan->n[DIM_RACK];

    memcpy(ride->coolant_c, c->rack.coolant_supply_c, n * sizeof(double));
    memcpy(ride->inlet_c, c->rack.inlet_hottest_c, n * sizeof(double));
    ride->middle_s = middle_s;
}

void ride_begin(struct ride *ride, const struct columns *before)
{
    for (size_t r = 0; r < ride->plan->n[DIM_RACK]; r++) {
        ride->racks[r] =
            (struct contingency_ride){.coolant_s = PARAM_UNKNOWN,
                                      .inlet_s = PARAM_UNKNOWN,
                                      .throttle_s = PARAM_UNKNOWN,
                                      .shut_s = PARAM_UNKNOWN,
                                      .boil_s = PARAM_UNKNOWN,
                                      .lost_s = PARAM_UNKNOWN,
                                      .inlet_before_c = before->rack.inlet_hottest_c[r],
                                      .inlet_most_c = before->rack.inlet_hottest_c[r]};
    }
    keep_temperatures(ride, before, 0.0);
}

static void keep_first(double *first_s, bool happens, double at_s)
{
    if (happens && isnan(*first_s)) {
        *first_s = at_s;
    }
}

/* The step that is looked at. */
struct moment {
    const struct columns *c;
    double began_s;
    double ended_s;
    bool is_jump; /* something switched when it began: what air and coolant do then takes no time */
};

/* When a supply passed its limit: between two step means, which hold at the middles of their steps. */
static double crossing_s(const struct ride *ride, const struct moment *m, double was_c,
                         double now_c, double limit_c)
{
    const double middle_s = 0.5 * (m->began_s + m->ended_s);
    const double share = (limit_c - was_c) / (now_c - was_c);

    return m->is_jump || was_c >= limit_c ? m->began_s
                                          : ride->middle_s + share * (middle_s - ride->middle_s);
}

/* A node tells for which share of the step it was off, so that the instant is known. When in a step
 * heat first took clock is not: it is taken to be the middle. */
static void look_at_nodes(struct ride *ride, const struct moment *m, size_t r)
{
    const struct plan *const plan = ride->plan;
    const struct columns *const c = m->c;
    struct contingency_ride *const rack = &ride->racks[r];
    double off_frac = 0.0;
    double ceiling_frac = 1.0;

    for (int32_t k = plan->rack_nodes.first[r]; k < plan->rack_nodes.first[r + 1]; k++) {
        const int32_t i = plan->rack_nodes.to[k];
        const double count = plan->node_count[i];
        off_frac = fmax(off_frac, count > 0.0 ? c->node.shut_nodes[i] / count : 0.0);
        ceiling_frac = fmin(ceiling_frac, c->node.ceiling_frac[i]);
        keep_first(&rack->lost_s, c->node.powered_frac[i] == 0.0, m->began_s);
    }
    keep_first(&rack->throttle_s, ceiling_frac < 1.0, 0.5 * (m->began_s + m->ended_s));
    keep_first(&rack->shut_s, off_frac > 0.0, m->ended_s - off_frac * (m->ended_s - m->began_s));
    keep_first(&rack->boil_s, c->rack.has_boiled[r] != 0.0, m->began_s);
}

/* Nothing needs coolant or air in a rack without power. */
static void look_at_supplies(struct ride *ride, const struct moment *m, size_t r)
{
    struct contingency_ride *const rack = &ride->racks[r];
    const double coolant_c = m->c->rack.coolant_supply_c[r];
    const double inlet_c = m->c->rack.inlet_hottest_c[r];
    const double coolant_max_c = ride->coolant_max_c[r];
    const double inlet_max_c = ride->inlet_max_c[r];

    if (m->c->rack.power_w[r] > 0.0) {
        keep_first(&rack->coolant_s, coolant_c > coolant_max_c,
                   crossing_s(ride, m, ride->coolant_c[r], coolant_c, coolant_max_c));
        keep_first(&rack->inlet_s, inlet_c > inlet_max_c,
                   crossing_s(ride, m, ride->inlet_c[r], inlet_c, inlet_max_c));
        rack->inlet_most_c = fmax(rack->inlet_most_c, inlet_c);
    }
}

void ride_look(struct ride *ride, const struct columns *c, double began_s, double ended_s)
{
    const struct moment m = {c, began_s, ended_s, c->hall.n_switched[0] > 0.0};

    for (size_t r = 0; r < ride->plan->n[DIM_RACK]; r++) {
        look_at_nodes(ride, &m, r);
        look_at_supplies(ride, &m, r);
    }
    keep_temperatures(ride, c, 0.5 * (began_s + ended_s));
}

/* ------------------------------------------------------------------- ends */

void ride_keep_base(struct ride *ride)
{
    memcpy(ride->base, ride->racks, ride->plan->n[DIM_RACK] * sizeof *ride->base);
}

/* What happens without any loss too is not the loss's doing. */
static void leave_out(double *at_s, double base_s)
{
    *at_s = isnan(base_s) ? *at_s : PARAM_UNKNOWN;
}

static void sum_up(int64_t r, double at_s, int64_t *n, double *first_s, int64_t *first_rack)
{
    if (isnan(at_s)) {
        return;
    }
    (*n)++;
    if (isnan(*first_s) || at_s < *first_s) {
        *first_s = at_s;
        *first_rack = r;
    }
}

void ride_finish(struct ride *ride, struct contingency_result *result)
{
    for (size_t r = 0; r < ride->plan->n[DIM_RACK]; r++) {
        struct contingency_ride *const rack = &ride->racks[r];
        const struct contingency_ride *const base = &ride->base[r];
        leave_out(&rack->coolant_s, base->coolant_s);
        leave_out(&rack->inlet_s, base->inlet_s);
        leave_out(&rack->throttle_s, base->throttle_s);
        leave_out(&rack->shut_s, base->shut_s);
        leave_out(&rack->boil_s, base->boil_s);
        leave_out(&rack->lost_s, base->lost_s);
        sum_up((int64_t)r, rack->throttle_s, &result->n_racks_throttled, &result->throttle_s,
               &result->first_throttled);
        sum_up((int64_t)r, rack->shut_s, &result->n_racks_shut, &result->shut_s,
               &result->first_shut);
        result->n_racks_boiled += isnan(rack->boil_s) ? 0 : 1;
    }
}
