/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/study/drill_bench.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/events.h"
#include "sim/scenario/decode_value.h"
#include "sim/study/begin.h"

/* What a step of load sets going is fast at first and slow later: a step is a hundredth of the time
 * since something began or switched, within these. */
enum { LEAST_STEP_US = 50000, LONGEST_STEP_US = 60000000, STEPS_SINCE = 100 };

/* A margin that moved by less is the same: rounding of the settled state. */
static const double same_frac = 1e-6;

/* --------------------------------------------------------------- opening */

static bool may_move(const struct limit *l)
{
    return l->has_value_column || l->has_limit_column || l->has_reference_column;
}

static void watch_all(struct arena *arena, struct drill_bench *b)
{
    b->watches = ARENA_ARRAY(arena, struct drill_watch, b->plan.n_limits, "drill");
    for (size_t i = 0; i < b->plan.n_limits; i++) {
        const struct limit *const l = &b->plan.limits[i];
        const struct margin m = limits_margin(l, b->hall->was, false);
        if (!l->is_advisory && may_move(l)) {
            b->watches[b->n_watches++] =
                (struct drill_watch){.limit = i, .range = fabs(m.limit - m.reference)};
        }
    }
}

/* Nodes without a workload do the constant model by its defaults, as in a plan. */
static struct model_ref full_load(struct arena *arena)
{
    const struct model_info *const info = &workload_constant.info;
    char *const params = arena_take(arena, 1, info->params_size, "drill");

    for (const struct param *row = info->params; row->key != NULL; row++) {
        decode_fallback(row, params + row->offset);
    }
    return (struct model_ref){.info = info, .params = params};
}

static const struct model_ref *model_of(const struct drill_bench *b, size_t work)
{
    const struct scn_workload *const workloads = b->scenario->tree->workloads.items;

    return work < b->scenario->tree->workloads.n ? &workloads[work].model : &b->free_work;
}

/* Everything that brings power, and every rack: what is lost is lost whole, with its batteries. */
static void lose(struct arena *arena, struct drill_bench *b)
{
    const size_t n_racks = b->plan.n[DIM_RACK];
    struct plan_event *const events =
        ARENA_ARRAY(arena, struct plan_event, b->plan.n[DIM_FEED] + n_racks, "drill");
    size_t n = 0;

    for (size_t f = 0; f < b->plan.n[DIM_FEED]; f++) {
        if (b->plan.feed_parents.first[f] == b->plan.feed_parents.first[f + 1]) {
            events[n] =
                (struct plan_event){.dim = DIM_FEED, .index = f, .action = EVENT_FAILS, .order = n};
            n++;
        }
    }
    for (size_t r = 0; r < n_racks; r++) {
        events[n] =
            (struct plan_event){.dim = DIM_RACK, .index = r, .action = EVENT_FAILS, .order = n};
        n++;
    }
    b->plan.events = events;
    b->plan.n_events = n;
}

/* Work that arrives is one job for each workload: what stands still when one of its nodes is lost
 * stands still together. */
static void make_room(struct arena *arena, struct drill_bench *b, size_t n_places)
{
    const size_t n_works = b->scenario->tree->workloads.n;
    const size_t n_jobs = b->plan.n_jobs;
    double *const resume_s = ARENA_ARRAY(arena, double, n_jobs + n_works + 1, "drill");

    if (n_jobs > 0) {
        memcpy(resume_s, b->plan.job_resume_s, n_jobs * sizeof *resume_s);
    }
    for (size_t w = 0; w <= n_works; w++) {
        resume_s[n_jobs + w] = w < n_works && w < n_jobs ? b->plan.job_resume_s[w] : PARAM_UNKNOWN;
    }
    b->n_own = b->plan.n_placed;
    b->jobs = ARENA_ARRAY(arena, struct plan_job, b->n_own + n_places, "drill");
    if (b->n_own > 0) {
        memcpy(b->jobs, b->plan.placed, b->n_own * sizeof *b->jobs);
    }
    b->arrivals = ARENA_ARRAY(arena, struct drill_arrival, n_places, "drill");
    b->plan.placed = b->jobs;
    b->plan.job_resume_s = resume_s;
    b->plan.n_jobs = n_jobs + n_works + 1;
}

static double *copied(struct arena *arena, const double *from, size_t n)
{
    double *const copy = ARENA_ARRAY(arena, double, n, "drill");

    memcpy(copy, from, n * sizeof *copy);
    return copy;
}

static void keep_state(struct arena *arena, struct drill_bench *b)
{
    const size_t n_racks = b->plan.n[DIM_RACK];

    b->was = b->hall->was;
    b->now = b->hall->now;
    for (int k = 0; k < 2; k++) {
        b->before[k] = copied(arena, b->hall->block[k].all, b->hall->block[k].n_all);
    }
    b->cap_w = copied(arena, b->hall->node_cap_w, b->plan.n[DIM_NODE]);
    b->is_powered = ARENA_ARRAY(arena, bool, n_racks, "drill");
    b->is_hot = ARENA_ARRAY(arena, bool, n_racks, "drill");
    b->is_dark = ARENA_ARRAY(arena, bool, n_racks, "drill");
    b->is_hot_now = ARENA_ARRAY(arena, bool, n_racks, "drill");
    for (size_t r = 0; r < n_racks; r++) {
        const int32_t first = b->plan.rack_nodes.first[r];
        b->is_powered[r] = first < b->plan.rack_nodes.first[r + 1] &&
                           b->was->node.powered_frac[b->plan.rack_nodes.to[first]] > 0.0;
    }
}

enum status drill_bench_open(struct arena *arena, const struct plan *plan,
                             const struct scenario *scenario, size_t n_places, bool is_lost,
                             struct drill_bench *ret)
{
    struct begin_answer begun;

    *ret = (struct drill_bench){.plan = *plan, .scenario = scenario, .free_work = full_load(arena)};
    make_room(arena, ret, n_places);
    ret->hall = hall_create(arena, &ret->plan);
    hall_set_level(ret->hall, &ret->plan, LEVEL_SIMULATED, PARAM_UNKNOWN);
    ret->plan.events = NULL;
    ret->plan.n_events = 0;
    enum status st = begin_hall(&ret->plan, ret->hall, &ret->fault, &begun);
    if (st == STATUS_OK && begun.began_cold) {
        st = STATUS_NO_CONVERGENCE; /* a hall that cannot hold its own load takes none */
    }
    if (st != STATUS_OK) {
        return st;
    }
    const bool is_steady = plan->duration_us == 0;
    ret->window_s = is_steady ? begin_window_s(plan) : 0.0;
    ret->longest_us =
        is_steady || plan->step_us > LONGEST_STEP_US ? LONGEST_STEP_US : plan->step_us;
    keep_state(arena, ret);
    watch_all(arena, ret);
    if (is_lost) {
        lose(arena, ret);
    }
    return STATUS_OK;
}

/* -------------------------------------------------------------- candidate */

static int compare(const void *x, const void *y)
{
    const struct drill_arrival *const a = x;
    const struct drill_arrival *const b = y;

    return a->at_us != b->at_us ? (a->at_us > b->at_us) - (a->at_us < b->at_us)
                                : (a->order > b->order) - (a->order < b->order);
}

void drill_bench_begin(struct drill_bench *b, const struct drill_arrival *arrivals, size_t n,
                       int64_t end_us, int64_t mark_us)
{
    for (int k = 0; k < 2; k++) {
        memcpy(b->hall->block[k].all, b->before[k], b->hall->block[k].n_all * sizeof(double));
    }
    memcpy(b->hall->node_cap_w, b->cap_w, b->plan.n[DIM_NODE] * sizeof(double));
    b->hall->was = b->was;
    b->hall->now = b->now;
    b->hall->time_us = 0;
    b->hall->window_s = b->window_s;
    b->plan.duration_us = end_us;
    b->plan.record_us = mark_us;
    b->plan.n_placed = b->n_own;
    if (n > 0) {
        memcpy(b->arrivals, arrivals, n * sizeof *arrivals);
        qsort(b->arrivals, n, sizeof *arrivals, compare);
    }
    b->n_arrivals = n;
    b->n_arrived = 0;
    /* Until something arrives nothing moves in a settled hall, but for one that has lost its power. */
    b->switched_us = b->plan.n_events > 0 ? 0 : -(int64_t)STEPS_SINCE * b->longest_us;
    b->is_fresh = true;
    b->dark_s = b->hot_s = PARAM_UNKNOWN;
    b->peak_w = b->was->hall.it_w[0];
    b->residual_frac = 0.0;
    memset(b->is_dark, 0, b->plan.n[DIM_RACK] * sizeof *b->is_dark);
    memset(b->is_hot_now, 0, b->plan.n[DIM_RACK] * sizeof *b->is_hot_now);
    for (size_t k = 0; k < b->n_watches; k++) {
        struct drill_watch *const w = &b->watches[k];
        w->least_frac = (double)INFINITY;
        w->least_s = w->passed_s = w->barred_s = PARAM_UNKNOWN;
        w->least = (struct margin){.margin = PARAM_UNKNOWN};
    }
}

/* Work begins on a rack, under its cap. */
static void arrive(struct drill_bench *b, const struct drill_arrival *a)
{
    const struct links *const nodes = &b->plan.rack_nodes;
    const struct model_ref *const model = model_of(b, a->work);
    const int32_t first = nodes->first[a->place];

    for (int32_t k = first; k < nodes->first[a->place + 1] && !isnan(a->cap_least_frac); k++) {
        const int32_t i = nodes->to[k];
        const double cap_w = a->cap_least_frac * b->plan.node_nameplate_w[i];
        b->hall->node_cap_w[i] = fmin(b->hall->node_cap_w[i], cap_w); /* fmin leaves NAN out */
    }
    b->jobs[b->plan.n_placed++] = (struct plan_job){
        .from_us = a->at_us,
        .to_us = INT64_MAX,
        .info = model->info,
        .params = model->params,
        .number = (int32_t)(b->plan.n_jobs - b->scenario->tree->workloads.n - 1 + a->work),
        .nodes = nodes->to + first,
        .n_nodes = (size_t)(nodes->first[a->place + 1] - first),
    };
    b->switched_us = b->hall->time_us;
    b->is_fresh = true;
}

static int64_t between(int64_t least, int64_t value, int64_t most)
{
    const int64_t floored = value > least ? value : least;

    return floored < most ? floored : most;
}

static int64_t next_step_us(struct drill_bench *b)
{
    const int64_t since_us = b->hall->time_us - b->switched_us;

    b->plan.step_us = between(LEAST_STEP_US, since_us / STEPS_SINCE, b->longest_us);
    const int64_t next_us = events_next_step_us(&b->plan, b->hall);
    if (b->n_arrived == b->n_arrivals) {
        return next_us;
    }
    return between(0, b->arrivals[b->n_arrived].at_us - b->hall->time_us, next_us);
}

/* ----------------------------------------------------------------- looking */

static double frac_of(const struct drill_watch *w, const struct margin *m)
{
    const double without = m->margin < 0.0 ? -1.0 : (double)INFINITY;

    return w->range > 0.0 ? m->margin / w->range : without;
}

static void look_at_limits(struct drill_bench *b, double ended_s)
{
    for (size_t k = 0; k < b->n_watches; k++) {
        struct drill_watch *const w = &b->watches[k];
        const struct margin m = limits_margin(&b->plan.limits[w->limit], b->hall->was, false);
        const double frac = frac_of(w, &m);
        if (isnan(m.margin)) {
            continue;
        }
        if (frac < w->least_frac) {
            w->least_frac = frac;
            w->least_s = ended_s;
            w->least = m;
        }
        const bool is_passed = m.margin < 0.0;
        const bool is_worse = !w->base_passed || frac < w->base_frac - same_frac;
        w->passed_s = is_passed && isnan(w->passed_s) ? ended_s : w->passed_s;
        w->barred_s = is_passed && is_worse && isnan(w->barred_s) ? ended_s : w->barred_s;
    }
}

static void look_at_racks(struct drill_bench *b, double ended_s)
{
    const struct node_columns *const c = &b->hall->was->node;

    for (size_t r = 0; r < b->plan.n[DIM_RACK]; r++) {
        bool is_dark = false;
        bool is_hot = false;
        for (int32_t k = b->plan.rack_nodes.first[r]; k < b->plan.rack_nodes.first[r + 1]; k++) {
            const int32_t i = b->plan.rack_nodes.to[k];
            is_dark = is_dark || (b->is_powered[r] && c->powered_frac[i] == 0.0);
            is_hot = is_hot || c->ceiling_frac[i] < 1.0 || c->shut_nodes[i] > 0.0;
        }
        is_hot = is_hot && !is_dark && !b->is_hot[r];
        b->dark_s = is_dark && isnan(b->dark_s) ? ended_s : b->dark_s;
        b->hot_s = is_hot && isnan(b->hot_s) ? ended_s : b->hot_s;
        b->is_dark[r] = b->is_dark[r] || is_dark;
        b->is_hot_now[r] = b->is_hot_now[r] || is_hot;
    }
}

/* What follows the load - fans, pumps - does so one step later by the order of the stages: the first
 * step after an arrival is as short as steps get, and not looked at. */
static void look(struct drill_bench *b)
{
    const double ended_s = (double)b->hall->time_us / 1e6;
    const struct hall_columns *const c = &b->hall->was->hall;

    b->residual_frac = fmax(b->residual_frac, c->residual_frac[0]);
    b->peak_w = fmax(b->peak_w, c->it_w[0]);
    look_at_racks(b, ended_s);
    if (!b->is_fresh) {
        look_at_limits(b, ended_s);
    }
    b->is_fresh = false;
}

enum status drill_bench_run(struct drill_bench *b, int64_t until_us)
{
    enum status st = STATUS_OK;

    while (st == STATUS_OK && b->hall->time_us < until_us) {
        while (b->n_arrived < b->n_arrivals &&
               b->arrivals[b->n_arrived].at_us <= b->hall->time_us) {
            arrive(b, &b->arrivals[b->n_arrived++]);
        }
        const int64_t dt_us = next_step_us(b);
        const int64_t began_us = b->hall->time_us;
        int64_t done_us = 0;
        st = engine_advance(&b->plan, b->hall, dt_us, &done_us, &b->fault);
        if (st == STATUS_OK) {
            const bool has_switched = b->hall->was->hall.n_switched[0] > 0.0;
            b->switched_us = done_us < dt_us ? b->hall->time_us
                             : has_switched  ? began_us
                                             : b->switched_us;
            look(b);
        }
    }
    return st;
}

void drill_bench_keep_base(struct drill_bench *b)
{
    for (size_t k = 0; k < b->n_watches; k++) {
        struct drill_watch *const w = &b->watches[k];
        w->base_frac = w->least_frac;
        w->base_passed = !isnan(w->passed_s);
    }
    memcpy(b->is_hot, b->is_hot_now, b->plan.n[DIM_RACK] * sizeof *b->is_hot);
}

/* Of the limits that bar, the first to do so; without one, the tightest of those kept. */
static const struct drill_watch *decisive(const struct drill_bench *b)
{
    const struct drill_watch *found = NULL;

    for (size_t k = 0; k < b->n_watches; k++) {
        const struct drill_watch *const w = &b->watches[k];
        const bool is_barred = !isnan(w->barred_s);
        const bool was_barred = found != NULL && !isnan(found->barred_s);
        const bool is_sooner =
            is_barred && (!was_barred || w->barred_s < found->barred_s ||
                          (w->barred_s == found->barred_s && w->least_frac < found->least_frac));
        const bool is_tighter = !is_barred && !was_barred && isfinite(w->least_frac) &&
                                (found == NULL || w->least_frac < found->least_frac);
        found = is_sooner || is_tighter ? w : found;
    }
    return found;
}

struct drill_look drill_bench_look(const struct drill_bench *b, enum status st)
{
    const struct drill_watch *const w = decisive(b);
    struct drill_look look = {.status = (int64_t)st,
                              .limit = w != NULL ? (int64_t)w->limit : -1,
                              .is_limit = w != NULL && !isnan(w->barred_s) ? 1 : 0,
                              .passed_s = w != NULL ? w->barred_s : PARAM_UNKNOWN,
                              .value = w != NULL ? w->least.value : PARAM_UNKNOWN,
                              .limit_value = w != NULL ? w->least.limit : PARAM_UNKNOWN,
                              .residual_frac = b->residual_frac,
                              .it_w = b->hall->was->hall.it_w[0]};

    for (size_t r = 0; r < b->plan.n[DIM_RACK]; r++) {
        look.n_dark += b->is_dark[r] ? 1 : 0;
        look.n_hot += b->is_hot_now[r] ? 1 : 0;
    }
    look.passed_s = isnan(look.passed_s) ? fmin(b->dark_s, b->hot_s) : look.passed_s;
    look.fits = st == STATUS_OK && isnan(look.passed_s) ? 1 : 0;
    return look;
}
