/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/study/trial.h"

#include <math.h>
#include <string.h>

#include "sim/engine/events.h"
#include "sim/study/begin.h"

/* Transfers, trips and warming water play out in seconds, however coarse the scenario's own steps. */
enum { LONGEST_STEP_US = 1000000 };

/* What a loss sets going is fast at first and slow later, so a step is a hundredth of the time since
 * something switched, within these: what it times is then timed to a share of itself. */
enum { LEAST_STEP_US = 50000, STEPS_SINCE_SWITCH = 100 };

/* A margin that moved by less is the same: rounding of the settled state. */
static const double same_frac = 1e-6;

/* ------------------------------------------------------------- before it */

static double *copied(struct arena *arena, const double *from, size_t n)
{
    double *const copy = ARENA_ARRAY(arena, double, n, "contingency");

    memcpy(copy, from, n * sizeof *copy);
    return copy;
}

void trial_restore(struct trial *t)
{
    for (int k = 0; k < 2; k++) {
        const struct columns *const block = &t->hall->block[k];
        memcpy(block->all, t->before[k], block->n_all * sizeof(double));
    }
    t->hall->was = t->was;
    t->hall->now = t->now;
    t->hall->time_us = 0;
    t->switched_us = 0;
}

/* -------------------------------------------------------------------- steps */

static int64_t between(int64_t least, int64_t value, int64_t most)
{
    const int64_t floored = value > least ? value : least;

    return floored < most ? floored : most;
}

/* The next step, 0 at the end of the time. */
static int64_t next_step_us(struct trial *t)
{
    const double since_us = (double)(t->hall->time_us - t->switched_us);
    const int64_t wanted_us = (int64_t)(since_us / (STEPS_SINCE_SWITCH * t->refine));
    const int64_t least_us = (int64_t)(LEAST_STEP_US / t->refine);

    t->plan.step_us = between(least_us, wanted_us, t->longest_us);
    return events_next_step_us(&t->plan, t->hall);
}

/* A step that was cut ended on a switch; other switches show once the step after them is done. */
static enum status take_step(struct trial *t, int64_t dt_us, struct fault *ret_fault)
{
    const int64_t began_us = t->hall->time_us;
    int64_t done_us = 0;
    const enum status st = engine_advance(&t->plan, t->hall, dt_us, &done_us, ret_fault);

    if (st == STATUS_OK) {
        const bool has_switched = t->hall->was->hall.n_switched[0] > 0.0;
        t->switched_us = done_us < dt_us ? t->hall->time_us
                         : has_switched  ? began_us
                                         : t->switched_us;
        ride_look(&t->ride, t->hall->was, (double)began_us / 1e6, (double)t->hall->time_us / 1e6);
    }
    return st;
}

/* Can anything that happens in the hall change the margin? */
static bool may_move(const struct limit *l)
{
    return l->has_value_column || l->has_limit_column || l->has_reference_column;
}

static void watch_all(struct arena *arena, struct trial *t)
{
    const size_t n = t->plan.n_limits;

    t->watched = ARENA_ARRAY(arena, struct watched, n, "contingency");
    t->is_lost = ARENA_ARRAY(arena, bool, t->plan.n[DIM_RACK], "contingency");
    t->is_alive = ARENA_ARRAY(arena, bool, t->plan.n[DIM_FEED], "contingency");
    for (size_t i = 0; i < n; i++) {
        const struct limit *const l = &t->plan.limits[i];
        const struct margin m = limits_margin(l, t->hall->was, false);
        if (!l->is_advisory && may_move(l)) {
            t->watched[t->n_watched++] = (struct watched){
                .limit = i, .range = fabs(m.limit - m.reference), .least_frac = (double)INFINITY};
        }
    }
}

/* A margin as a share of what it could be before the fault: references and capacities that are lost
 * with an element would make every margin that depends on them the whole of it. Without a range a
 * passed limit counts as passed by all of it. */
static double frac_of(const struct watched *w, const struct margin *m)
{
    const double without = m->margin < 0.0 ? -1.0 : (double)INFINITY;

    return w->range > 0.0 ? m->margin / w->range : without;
}

/* -------------------------------------------------------------- one case */

static bool has_power(const struct trial *t, size_t r)
{
    const int32_t first = t->plan.rack_nodes.first[r];

    return t->hall->was->node.powered_frac[t->plan.rack_nodes.to[first]] > 0.0;
}

static bool is_left_a_feed(const struct trial *t, size_t r)
{
    const struct links *const l = &t->plan.rack_feeds;
    bool is_left = false;

    for (int32_t k = l->first[r]; k < l->first[r + 1]; k++) {
        is_left = is_left || t->is_alive[l->to[k]];
    }
    return is_left;
}

/* A rack loses power at the begin of a step. Racks that drew nothing before have nothing to lose. */
static void look_at_racks(struct trial *t, double began_s, struct contingency_result *result)
{
    for (size_t r = 0; r < t->plan.n[DIM_RACK]; r++) {
        const double power_w = t->rack_w[r];
        if (t->is_lost[r] || power_w <= 0.0 || has_power(t, r)) {
            continue;
        }
        t->is_lost[r] = true;
        if (result->n_racks_lost++ == 0) {
            result->first_rack = (int64_t)r;
            result->first_loss_s = began_s;
        }
        result->lost_w += power_w;
        result->n_racks_cascaded += is_left_a_feed(t, r) ? 1 : 0;
    }
}

/* Nothing needs air, coolant or a cool die in a rack without power; and that a unit which is lost or
 * stands still gives nothing is the loss itself: what follows from it shows in what it served. */
static bool is_moot(const struct trial *t, const struct limit *l)
{
    const struct columns *const c = t->hall->was;

    for (size_t k = 0; k < t->plan.n_events; k++) {
        if (t->events[k].dim == l->dim && t->events[k].index == l->index) {
            return true;
        }
    }
    switch (l->dim) {
    case DIM_NODE:
        return c->node.powered_frac[l->index] == 0.0;
    case DIM_RACK:
        return t->rack_w[l->index] > 0.0 && !has_power(t, l->index);
    case DIM_CRAH:
        return c->crah.is_running[l->index] == 0.0 || c->crah.has_water[l->index] == 0.0;
    case DIM_CDU:
        return c->cdu.is_running[l->index] == 0.0;
    case DIM_PLANT:
        return c->plant.is_running[l->index] == 0.0;
    default:
        return false;
    }
}

/* Keeps the least margin of the last two tenths of the time: least, so that loads that swing faster
 * than a tenth do not look like a fall. */
static void keep_late(const struct trial *t, struct watched *w, double ended_s, double frac)
{
    const double done_frac = ended_s / ((double)t->plan.duration_us / 1e6);

    if (done_frac > 0.9) {
        w->late_frac = fmin(w->late_frac, frac);
    } else if (done_frac > 0.8) {
        w->early_frac = fmin(w->early_frac, frac);
    }
}

static void look_at_limits(struct trial *t, double ended_s, struct contingency_result *result)
{
    for (size_t k = 0; k < t->n_watched; k++) {
        struct watched *const w = &t->watched[k];
        const struct limit *const l = &t->plan.limits[w->limit];
        if (is_moot(t, l)) {
            continue;
        }
        const struct margin m = limits_margin(l, t->hall->was, false);
        const double frac = frac_of(w, &m);
        if (m.margin < 0.0 && !w->is_passed) {
            w->is_passed = true;
            w->passed_s = ended_s;
            result->first_passed_s = result->n_passed++ == 0 ? ended_s : result->first_passed_s;
        }
        keep_late(t, w, ended_s, frac);
        const bool is_tighter = frac < w->least_frac - same_frac;
        if (is_tighter && (result->tightest < 0 || frac < result->margin_frac)) {
            result->tightest = (int64_t)w->limit;
            result->margin_frac = frac;
            result->value = m.value;
            result->limit = m.limit;
        }
    }
}

void trial_clear(struct contingency_result *ret_result)
{
    memset(ret_result, 0, sizeof *ret_result);
    ret_result->first_loss_s = PARAM_UNKNOWN;
    ret_result->passed_s = PARAM_UNKNOWN;
    ret_result->first_passed_s = PARAM_UNKNOWN;
    ret_result->margin_frac = PARAM_UNKNOWN;
    ret_result->value = PARAM_UNKNOWN;
    ret_result->limit = PARAM_UNKNOWN;
    ret_result->throttle_s = PARAM_UNKNOWN;
    ret_result->shut_s = PARAM_UNKNOWN;
    ret_result->first_throttled = -1;
    ret_result->first_shut = -1;
    ret_result->first_rack = -1;
    ret_result->tightest = -1;
}

static void begin_case(struct trial *t, struct contingency_result *result)
{
    trial_restore(t);
    trial_clear(result);
    ride_begin(&t->ride, t->hall->was);
    memset(t->is_lost, 0, t->plan.n[DIM_RACK] * sizeof *t->is_lost);
    for (size_t k = 0; k < t->n_watched; k++) {
        struct watched *const w = &t->watched[k];
        *w = (struct watched){.limit = w->limit,
                              .range = w->range,
                              .least_frac = w->least_frac,
                              .early_frac = (double)INFINITY,
                              .late_frac = (double)INFINITY};
    }
}

/* Has it not come to rest? A margin that lost half a per cent of its range in a tenth of the time
 * would lose five in the same time again. */
static bool is_falling(const struct watched *w)
{
    return isfinite(w->early_frac) && w->early_frac - w->late_frac > 0.005;
}

static void finish_case(const struct trial *t, struct contingency_result *result)
{
    for (size_t k = 0; k < t->n_watched; k++) {
        const struct watched *const w = &t->watched[k];
        if ((int64_t)w->limit == result->tightest && w->is_passed) {
            result->passed_s = w->passed_s;
        }
        result->n_falling += !w->is_passed && is_falling(w) ? 1 : 0;
    }
    for (size_t r = 0; r < t->plan.n[DIM_RACK]; r++) {
        if (t->is_lost[r] && !has_power(t, r)) {
            result->n_racks_dark++;
            result->dark_w += t->rack_w[r];
        }
    }
}

/* One step of a case. */
static enum status advance(struct trial *t, int64_t dt_us, struct contingency_result *result)
{
    const double began_s = (double)t->hall->time_us / 1e6;
    struct fault fault;
    const enum status st = take_step(t, dt_us, &fault);

    if (st == STATUS_OK) {
        look_at_racks(t, began_s, result);
        look_at_limits(t, (double)t->hall->time_us / 1e6, result);
        result->residual_frac = fmax(result->residual_frac, t->hall->was->hall.residual_frac[0]);
    }
    return st;
}

void trial_run_case(struct trial *t, const struct contingency_case *c,
                    struct contingency_result *ret_result)
{
    int64_t dt_us = 0;
    enum status st = STATUS_OK;

    for (size_t k = 0; k < c->n_lost; k++) {
        t->events[k] = (struct plan_event){
            .dim = c->lost[k].dim, .index = c->lost[k].index, .action = EVENT_FAILS, .order = k};
    }
    t->plan.events = t->events;
    t->plan.n_events = c->n_lost;
    downstream_alive(&t->plan, c->lost, c->n_lost, t->is_alive);
    begin_case(t, ret_result);
    while (st == STATUS_OK && (dt_us = next_step_us(t)) > 0) {
        st = advance(t, dt_us, ret_result);
    }
    ret_result->simulated_s = (double)t->hall->time_us / 1e6;
    ret_result->status = (int64_t)st;
    ride_finish(&t->ride, ret_result);
    finish_case(t, ret_result);
}

/* -------------------------------------------------------------- no loss */

enum status trial_run_base(struct arena *arena, struct trial *t, struct contingency_answer *a)
{
    int64_t dt_us = 0;
    enum status st = STATUS_OK;

    watch_all(arena, t);
    trial_restore(t);
    ride_begin(&t->ride, t->hall->was);
    while (st == STATUS_OK && (dt_us = next_step_us(t)) > 0) {
        st = take_step(t, dt_us, &a->fault);
        for (size_t k = 0; k < t->n_watched && st == STATUS_OK; k++) {
            struct watched *const w = &t->watched[k];
            const struct margin m = limits_margin(&t->plan.limits[w->limit], t->hall->was, false);
            w->is_passed = w->is_passed || m.margin < 0.0;
            w->least_frac = fmin(w->least_frac, frac_of(w, &m));
        }
    }
    ride_keep_base(&t->ride);
    size_t n = 0;
    for (size_t k = 0; k < t->n_watched; k++) {
        if (!t->watched[k].is_passed) {
            t->watched[n++] = t->watched[k];
        }
    }
    a->n_passed_before = t->n_watched - n;
    t->n_watched = n;
    return st;
}

enum status trial_begin(struct arena *arena, const struct contingency_request *request,
                        struct trial *t, struct contingency_answer *a)
{
    struct begin_answer begun;

    *t = (struct trial){0};
    *a = (struct contingency_answer){0};
    t->plan = *request->plan;
    t->hall = hall_create(arena, request->plan);
    hall_set_level(t->hall, request->plan,
                   request->is_nameplate ? LEVEL_NAMEPLATE : LEVEL_SIMULATED, PARAM_UNKNOWN);
    const enum status st = begin_hall(request->plan, t->hall, &a->fault, &begun);
    if (st != STATUS_OK) {
        return st;
    }
    /* The loads of a steady question are its daily mean, before the fault and after. */
    t->hall->window_s = request->plan->duration_us == 0 ? begin_window_s(request->plan) : 0.0;
    t->plan.events = NULL;
    t->plan.n_events = 0;
    t->plan.duration_us = (int64_t)llround(request->horizon_s * 1e6);
    t->plan.record_us = t->plan.duration_us;
    t->refine = request->refine > 0.0 ? request->refine : 1.0;
    t->longest_us = between(1, t->plan.step_us, LONGEST_STEP_US);
    t->longest_us = between(1, (int64_t)((double)t->longest_us / t->refine), LONGEST_STEP_US);
    t->ride = ride_create(arena, request->plan);
    t->was = t->hall->was;
    t->now = t->hall->now;
    t->rack_w = copied(arena, t->was->rack.power_w, t->plan.n[DIM_RACK]);
    for (int k = 0; k < 2; k++) {
        t->before[k] = copied(arena, t->hall->block[k].all, t->hall->block[k].n_all);
    }
    a->began_cold = begun.began_cold;
    a->step_s = (double)t->longest_us / 1e6;
    a->it_w = t->hall->was->hall.it_w[0];
    a->hall = t->hall;
    return STATUS_OK;
}
