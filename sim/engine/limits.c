/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/engine/limits.h"

#include <math.h>
#include <string.h>

#include "sim/engine/underfloor.h"

/* A new peak of the IT load counts as grown from here on: static N-1 is then solved again. */
#define N1_GROWTH 1.001

static double *filled(struct arena *arena, size_t n, double value)
{
    double *const array = ARENA_ARRAY(arena, double, n, "limits");

    for (size_t i = 0; i < n; i++) {
        array[i] = value;
    }
    return array;
}

struct limits *limits_create(struct arena *arena, const struct plan *plan)
{
    struct limits *const l = arena_take(arena, 1, sizeof *l, "limits");
    const size_t n = plan->n_limits;

    l->plan = plan;
    l->lost_feeds = lost_feeds_create(arena, plan);
    l->n1_it_w = -1.0;
    l->now = ARENA_ARRAY(arena, struct margin, n, "limits");
    l->n1 = ARENA_ARRAY(arena, struct margin, n, "limits");
    l->worst = ARENA_ARRAY(arena, struct margin, n, "limits");
    l->worst_time_s = ARENA_ARRAY(arena, double, n, "limits");
    l->worst_is_n1 = ARENA_ARRAY(arena, bool, n, "limits");
    l->beyond_s = ARENA_ARRAY(arena, double, n, "limits");
    l->moving = ARENA_ARRAY(arena, size_t, n, "limits");
    l->n_moving = n;
    l->loop_w = ARENA_ARRAY(arena, double, plan->n[DIM_CDU], "limits");
    l->fan_frac = ARENA_ARRAY(arena, double, plan->n[DIM_CRAH], "limits");
    l->fan_m3s = ARENA_ARRAY(arena, double, plan->n[DIM_CRAH], "limits");
    for (size_t i = 0; i < n; i++) {
        l->moving[i] = i;
        l->worst[i].margin = PARAM_UNKNOWN;
    }
    for (int d = 0; d < DIM_COUNT; d++) {
        l->further_w[d] = filled(arena, plan->n[d], (double)INFINITY);
        l->further_n1_w[d] = filled(arena, plan->n[d], (double)INFINITY);
        l->binding[d] = ARENA_ARRAY(arena, int32_t, plan->n[d], "limits");
        l->binding_n1[d] = ARENA_ARRAY(arena, int32_t, plan->n[d], "limits");
    }
    return l;
}

void limits_renew_n1(struct limits *limits)
{
    limits->n1_it_w = -1.0;
}

/* ------------------------------------------------------------- static N-1 */

/* Motors' loads as they were drawn in the step that is being looked at. */
static enum status lose_feeds(struct limits *l, const struct columns *c)
{
    const struct feed_loads loads = {
        .node_w = c->node.demand_w,
        .crah_w = c->crah.drawn_w,
        .cdu_w = c->cdu.drawn_w,
        .plant_w = c->plant.drawn_w,
    };

    return lost_feeds_worst(l->lost_feeds, &loads, &c->feed);
}

/* Supply with the worst handler lost: those that are left stand against a lower pressure in a plenum, which
 * may run back through the lost one. */
static double n1_available_m3s(const struct limits *l, const struct columns *c)
{
    const struct plan *const plan = l->plan;
    double least_m3s = c->hall.available_flow_m3s[0];

    for (size_t i = 0; i < plan->n[DIM_CRAH]; i++) {
        const double left_m3s =
            plan->plenum != NULL
                ? underfloor_available_m3s(plan, c->crah.is_running, (long)i, l->fan_frac,
                                           l->fan_m3s)
                : c->hall.available_flow_m3s[0] - plan->crah_rated_m3s[i] * c->crah.is_running[i];
        least_m3s = fmin(least_m3s, left_m3s);
    }
    return least_m3s;
}

/* The others take the lost handler's heat in equal parts; the worst is the one that took most. */
static void share_coils(const struct limits *l, const struct columns *c)
{
    const struct plan *const plan = l->plan;
    const size_t n = plan->n[DIM_CRAH];

    for (size_t i = 0; i < n; i++) {
        double lost_w = 0.0;
        for (size_t k = 0; k < n; k++) {
            lost_w = k != i ? fmax(lost_w, c->crah.coil_w[k]) : lost_w;
        }
        c->crah.n1_coil_w[i] = c->crah.coil_w[i] + (n > 1 ? lost_w / (double)(n - 1) : 0.0);
    }
    c->hall.n1_available_flow_m3s[0] = n1_available_m3s(l, c);
}

static bool hangs_on(const struct links *l, size_t r, size_t cdu)
{
    bool does = false;

    for (int32_t k = l->first[r]; k < l->first[r + 1]; k++) {
        does = does || (size_t)l->to[k] == cdu;
    }
    return does;
}

/* What the others of each rack carry with one CDU lost: an equal part more of its racks each. */
static void lose_loop(const struct plan *plan, const struct columns *c, size_t lost, double *heat_w)
{
    const struct links *const l = &plan->rack_loops;

    memcpy(heat_w, c->cdu.heat_w, plan->n[DIM_CDU] * sizeof *heat_w);
    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        const double n = (double)(l->first[r + 1] - l->first[r]);
        if (!hangs_on(l, r, lost)) {
            continue;
        }
        for (int32_t k = l->first[r]; k < l->first[r + 1]; k++) {
            if ((size_t)l->to[k] != lost) {
                heat_w[l->to[k]] += c->rack.to_liquid_w[r] / n / (n - 1.0);
            }
        }
    }
}

static void share_loops(const struct plan *plan, const struct columns *c, double *heat_w)
{
    const size_t n = plan->n[DIM_CDU];

    memcpy(c->cdu.n1_heat_w, c->cdu.heat_w, n * sizeof *heat_w);
    for (size_t lost = 0; lost < n; lost++) {
        if (!plan->cdu_is_partner[lost]) {
            continue;
        }
        lose_loop(plan, c, lost, heat_w);
        for (size_t i = 0; i < n; i++) {
            c->cdu.n1_heat_w[i] = fmax(c->cdu.n1_heat_w[i], heat_w[i]);
        }
    }
}

/* ----------------------------------------------------------------- margins */

static double take(const struct limit *l, const struct columns *c, bool has_column, size_t column,
                   double number)
{
    return has_column ? hall_column(c, l->dim, column)[l->index] : number;
}

/* The value moves in proportion to the load from its reference, so the load may grow by
 * load * margin / (value - reference). With a partner lost value and load have grown alike, so that
 * the ratio of normal service holds: `moved` is taken there. */
static double further_w(const struct limit *l, const struct columns *c, double margin, double moved)
{
    if (isnan(margin)) {
        return PARAM_UNKNOWN;
    }
    if (l->scale == SCALE_FIXED) {
        return margin >= 0.0 ? (double)INFINITY : 0.0;
    }
    const double load_w = hall_column(c, l->dim, l->load_column)[l->index];
    if (moved <= 0.0 || load_w <= 0.0) {
        const bool is_load = strcmp(l->unit, "W") == 0 || strcmp(l->unit, "VA") == 0;
        return is_load ? margin : (double)INFINITY;
    }
    return load_w * margin / moved;
}

struct margin limits_margin(const struct limit *l, const struct columns *c, bool use_n1)
{
    const bool n1_value = use_n1 && l->has_n1_value;
    const bool n1_limit = use_n1 && l->has_n1_limit;
    const double normal = take(l, c, l->has_value_column, l->value_column, l->value);
    struct margin m = {
        .value = n1_value ? hall_column(c, l->dim, l->n1_column)[l->index] : normal,
        .limit = take(l, c, n1_limit || l->has_limit_column,
                      n1_limit ? l->n1_column : l->limit_column, l->limit),
        .reference = take(l, c, l->has_reference_column, l->reference_column, l->reference),
    };

    m.margin = l->is_lower ? m.value - m.limit : m.limit - m.value;
    m.margin_frac = m.limit != m.reference ? m.margin / fabs(m.limit - m.reference) : PARAM_UNKNOWN;
    m.further_w = further_w(l, c, m.margin, normal - m.reference);
    return m;
}

double limits_band(const struct limit *l, double value)
{
    switch (l->band) {
    case BAND_POWER:
        return l->band_frac * fabs(value);
    case BAND_AIR:
    case BAND_LIQUID:
        return isnan(value) ? PARAM_UNKNOWN : l->band_frac;
    case BAND_NONE:
        break;
    }
    return isnan(value) ? PARAM_UNKNOWN : 0.0;
}

enum limit_verdict limits_verdict(double margin, double band, bool has_unknown)
{
    if (isnan(margin) || isnan(band)) {
        return LIMIT_UNKNOWN;
    }
    if (margin < -band) {
        return LIMIT_DOES_NOT_FIT;
    }
    if (margin > band || (band == 0.0 && margin == 0.0)) {
        return has_unknown ? LIMIT_UNKNOWN : LIMIT_FITS;
    }
    return LIMIT_UNCERTAIN;
}

static void keep_least(double *least_w, int32_t *binding, double candidate_w, size_t limit)
{
    if (candidate_w < *least_w) { /* false for NAN: an unknown limit binds nothing */
        *least_w = candidate_w;
        *binding = (int32_t)limit;
    }
}

static bool moves(const struct limit *l)
{
    return l->has_value_column || l->has_limit_column || l->has_reference_column ||
           l->scale != SCALE_FIXED || l->has_n1_value || l->has_n1_limit;
}

static void look_at_one(struct limits *l, const struct columns *c, size_t i, double time_s,
                        double dt_s)
{
    const struct limit *const limit = &l->plan->limits[i];
    const bool has_n1 = limit->has_n1_value || limit->has_n1_limit;

    l->now[i] = limits_margin(limit, c, false);
    l->n1[i] = has_n1 ? limits_margin(limit, c, true) : l->now[i];
    const bool n1_is_worse = has_n1 && l->n1[i].margin < l->now[i].margin;
    const struct margin *const least = n1_is_worse ? &l->n1[i] : &l->now[i];
    if (isnan(l->worst[i].margin) || least->margin < l->worst[i].margin) {
        l->worst[i] = *least;
        l->worst_time_s[i] = time_s;
        l->worst_is_n1[i] = n1_is_worse;
    }
    l->beyond_s[i] += l->now[i].margin < 0.0 ? dt_s : 0.0;
    if (!limit->is_advisory) {
        keep_least(&l->further_w[limit->dim][limit->index], &l->binding[limit->dim][limit->index],
                   l->now[i].further_w, i);
        keep_least(&l->further_n1_w[limit->dim][limit->index],
                   &l->binding_n1[limit->dim][limit->index], l->n1[i].further_w, i);
    }
}

static void look_at_all(struct limits *l, const struct hall *hall, double dt_s)
{
    const struct columns *const c = hall->was;
    const double time_s = (double)hall->time_us / 1e6;

    for (int d = 0; d < DIM_COUNT; d++) {
        for (size_t i = 0; i < l->plan->n[d]; i++) {
            l->further_w[d][i] = (double)INFINITY;
            l->further_n1_w[d][i] = (double)INFINITY;
            l->binding[d][i] = -1;
            l->binding_n1[d][i] = -1;
        }
    }
    size_t n_moving = 0;
    for (size_t k = 0; k < l->n_moving; k++) {
        const size_t i = l->moving[k];
        look_at_one(l, c, i, time_s, dt_s);
        if (moves(&l->plan->limits[i]) || l->now[i].margin < 0.0) {
            l->moving[n_moving++] = i;
        }
    }
    l->n_moving = n_moving;
}

/* ------------------------------------------------------------------- racks */

/* A candidate for the least further load of a rack. */
struct least {
    double w;
    int32_t binding;
};

static void offer(struct least *least, double w, int32_t binding)
{
    if (w < least->w) {
        least->w = w;
        least->binding = binding;
    }
}

/* How many share when one of n is lost; one that is alone cannot lose a partner. */
static double left_of(double n)
{
    return n > 1.0 ? n - 1.0 : 1.0;
}

/* What an element can still pass on: its own further load, and what its parents leave for it.
 * Parents stand before children, so one pass does it. Several parents share, so each sees a part;
 * with a partner lost those that are left do. */
static void inherit_feeds(struct limits *l)
{
    const struct links *const up = &l->plan->feed_parents;

    for (size_t f = 0; f < l->plan->n[DIM_FEED]; f++) {
        const int32_t first = up->first[f];
        const int32_t end = up->first[f + 1];
        const double n = l->plan->feed_takes_first[f] ? 1.0 : (double)(end - first);
        for (int32_t p = first; p < end; p++) {
            const int32_t parent = up->to[p];
            keep_least(&l->further_w[DIM_FEED][f], &l->binding[DIM_FEED][f],
                       l->further_w[DIM_FEED][parent] * n, (size_t)l->binding[DIM_FEED][parent]);
            keep_least(&l->further_n1_w[DIM_FEED][f], &l->binding_n1[DIM_FEED][f],
                       l->further_n1_w[DIM_FEED][parent] * left_of(n),
                       (size_t)l->binding_n1[DIM_FEED][parent]);
        }
    }
}

/* Handlers share the hall's heat: what the tightest can still take, times their number. */
static struct least least_of_air(const struct limits *l)
{
    const size_t n = l->plan->n[DIM_CRAH];
    struct least least = {.w = (double)INFINITY, .binding = -1};

    for (size_t i = 0; i < n; i++) {
        const int32_t plant = l->plan->crah_plant[i];
        offer(&least, l->further_w[DIM_CRAH][i] * (double)n, l->binding[DIM_CRAH][i]);
        offer(&least, l->further_n1_w[DIM_CRAH][i] * left_of((double)n),
              l->binding_n1[DIM_CRAH][i]);
        offer(&least, l->further_w[DIM_PLANT][plant], l->binding[DIM_PLANT][plant]);
    }
    return least;
}

static void offer_links(const struct limits *l, struct least *least, const struct links *links,
                        enum dim d, size_t r, double per_w)
{
    const int32_t first = links->first[r];
    const int32_t end = links->first[r + 1];

    for (int32_t k = first; k < end; k++) {
        const int32_t i = links->to[k];
        offer(least, l->further_w[d][i] * (double)(end - first) * per_w, l->binding[d][i]);
        offer(least, l->further_n1_w[d][i] * left_of((double)(end - first)) * per_w,
              l->binding_n1[d][i]);
    }
}

static void look_at_rack(const struct limits *l, const struct columns *c, size_t r,
                         const struct least *air)
{
    const struct plan *const plan = l->plan;
    struct least least = {.w = l->further_w[DIM_RACK][r], .binding = l->binding[DIM_RACK][r]};
    const double power_w = c->rack.power_w[r];

    /* Nodes may grow until the first of them is at its limit, all in proportion. */
    for (int32_t k = plan->rack_nodes.first[r]; k < plan->rack_nodes.first[r + 1]; k++) {
        const int32_t i = plan->rack_nodes.to[k];
        if (c->node.demand_w[i] > 0.0) {
            offer(&least, l->further_w[DIM_NODE][i] * power_w / c->node.demand_w[i],
                  l->binding[DIM_NODE][i]);
        }
    }
    offer(&least, l->further_w[DIM_HALL][0], l->binding[DIM_HALL][0]);
    offer(&least, l->further_n1_w[DIM_HALL][0], l->binding_n1[DIM_HALL][0]);
    offer_links(l, &least, &plan->rack_feeds, DIM_FEED, r, 1.0);
    if (power_w > 0.0 && c->rack.to_air_w[r] > 0.0) {
        offer(&least, air->w * power_w / c->rack.to_air_w[r], air->binding);
    }
    if (power_w > 0.0 && c->rack.to_liquid_w[r] > 0.0) {
        const double per_w = power_w / c->rack.to_liquid_w[r];
        offer_links(l, &least, &plan->rack_loops, DIM_CDU, r, per_w);
        for (int32_t k = plan->rack_loops.first[r]; k < plan->rack_loops.first[r + 1]; k++) {
            const int32_t plant = plan->cdu_plant[plan->rack_loops.to[k]];
            offer(&least, l->further_w[DIM_PLANT][plant] * per_w, l->binding[DIM_PLANT][plant]);
        }
    }
    const bool is_known = plan->rack_is_known[r] && isfinite(least.w);
    c->rack.headroom_w[r] = is_known ? least.w : PARAM_UNKNOWN;
    c->rack.binding[r] = is_known ? (double)least.binding : PARAM_UNKNOWN;
}

enum status limits_look(struct limits *l, struct hall *hall, double dt_s)
{
    const struct columns *const c = hall->was;

    if (c->hall.it_w[0] > l->n1_it_w * N1_GROWTH || l->n1_it_w < 0.0) {
        l->n1_it_w = c->hall.it_w[0];
        const enum status st = lose_feeds(l, c);
        if (st != STATUS_OK) {
            return st;
        }
        share_coils(l, c);
        share_loops(l->plan, c, l->loop_w);
    } else {
        /* The last solution still holds: it was for a larger load. */
        const struct columns *const before = hall->now;
        const size_t n = l->plan->n[DIM_FEED];
        memcpy(c->feed.n1_load_w, before->feed.n1_load_w, n * sizeof(double));
        memcpy(c->feed.n1_load_va, before->feed.n1_load_va, n * sizeof(double));
        memcpy(c->feed.n1_current_a, before->feed.n1_current_a, n * sizeof(double));
        memcpy(c->feed.n1_capacity_w, before->feed.n1_capacity_w, n * sizeof(double));
        memcpy(c->crah.n1_coil_w, before->crah.n1_coil_w, l->plan->n[DIM_CRAH] * sizeof(double));
        memcpy(c->cdu.n1_heat_w, before->cdu.n1_heat_w, l->plan->n[DIM_CDU] * sizeof(double));
        c->hall.n1_available_flow_m3s[0] = before->hall.n1_available_flow_m3s[0];
    }
    look_at_all(l, hall, dt_s);
    inherit_feeds(l);
    const struct least air = least_of_air(l);
    for (size_t r = 0; r < l->plan->n[DIM_RACK]; r++) {
        look_at_rack(l, c, r, &air);
    }
    return STATUS_OK;
}
