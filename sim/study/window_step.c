/* window_step.c - one draw of the load through the window.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "sim/engine/events.h"
#include "sim/engine/limits.h"
#include "sim/study/begin.h"
#include "sim/study/window_inner.h"

/* What starts, stops or is drawn anew sets fans, pumps and air going, which are fast at first and slow
 * later: a step is a twentieth of the time since, from a second to the scenario's longest. Control comes
 * one step late, so that long steps would let the racks run hot that begin together. */
enum { LEAST_STEP_US = 1000000, STEPS_SINCE = 20 };

/* A draw while it runs. */
struct run {
    struct window *w;
    struct plan plan;    /* with the step of the moment */
    int64_t switched_us; /* when something last started, stopped or was drawn */
    struct hall *hall;
    gsl_rng *common;
    gsl_rng *own;
    struct window_head *head;
    struct window_look *looks;
    double *points;
};

/* ------------------------------------------------------------------ the load */

/* Spreads neighbouring seeds over all numbers (splitmix64, by Vigna). */
static unsigned long seed_of(unsigned long seed, size_t draw, size_t stream)
{
    uint64_t x = (uint64_t)seed * 0x9E3779B97F4A7C15U + (uint64_t)draw * 0xBF58476D1CE4E5B9U +
                 (uint64_t)stream * 0x94D049BB133111EBU;

    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
    return (unsigned long)((x ^ (x >> 31U)) & 0xFFFFFFFFU);
}

static void draw_loads(const struct run *r)
{
    const struct window *const w = r->w;
    const double correlation = w->request->migration->correlation;
    const double common = sqrt(correlation) * gsl_ran_gaussian_ziggurat(r->common, 1.0);

    for (size_t i = 0; i < w->plan.n[DIM_NODE]; i++) {
        const double z = common + sqrt(1.0 - correlation) * gsl_ran_gaussian_ziggurat(r->own, 1.0);
        r->hall->node_force_w[i] =
            mix_quantile_w(&w->mix.types[w->mix.type_of[i]], gsl_cdf_ugaussian_P(z));
    }
}

/* Racks that are off when the window opens draw nothing while the hall is brought to its begin. */
static void silence(const struct run *r)
{
    const struct plan *const plan = &r->w->plan;

    for (size_t i = 0; i < plan->n[DIM_NODE]; i++) {
        if (r->w->begins_off[plan->node_rack[i]]) {
            r->hall->node_force_w[i] = 0.0;
        }
    }
}

/* ------------------------------------------------------------------- looking */

static bool is_rack_dark(const struct plan *plan, const struct columns *c, size_t rack)
{
    const int32_t first = plan->rack_nodes.first[rack];
    const bool has_nodes = plan->rack_nodes.first[rack + 1] > first;

    return has_nodes && c->node.powered_frac[plan->rack_nodes.to[first]] == 0.0;
}

bool window_is_moot(const struct plan *plan, const struct columns *c, enum dim dim, size_t index)
{
    switch (dim) {
    case DIM_NODE:
        return c->node.powered_frac[index] == 0.0;
    case DIM_RACK:
        return c->rack.out[index] != (double)OUT_NOT || is_rack_dark(plan, c, index);
    case DIM_FEED:
        return c->feed.out[index] != (double)OUT_NOT || c->feed.load_w[index] == 0.0;
    case DIM_CRAH:
        return c->crah.is_running[index] == 0.0;
    case DIM_CDU:
        return c->cdu.is_running[index] == 0.0;
    case DIM_PLANT:
        return c->plant.is_running[index] == 0.0;
    default:
        return false;
    }
}

/* A passed limit without a range counts as passed by all of it. */
static double frac_of(const struct limit *l, const struct margin *m)
{
    if (l->scale == SCALE_FIXED && !(m->margin < 0.0)) {
        return (double)INFINITY; /* a door's height: kept, and no load moves it */
    }
    if (isnan(m->margin)) {
        return (double)INFINITY;
    }
    const double without = m->margin < 0.0 ? -1.0 : (double)INFINITY;
    return isnan(m->margin_frac) ? without : m->margin_frac;
}

static void look_at_limits(const struct run *r, struct window_look *look)
{
    const struct columns *const c = r->hall->was;

    for (size_t k = 0; k < r->w->n_watched; k++) {
        const struct limit *const l = &r->w->plan.limits[r->w->watched[k]];
        if (window_is_moot(&r->w->plan, c, l->dim, l->index)) {
            continue;
        }
        const struct margin m = limits_margin(l, c, false);
        const double frac = frac_of(l, &m);
        if (frac < look->margin_frac) {
            look->margin_frac = frac;
            look->limit = (int64_t)r->w->watched[k];
            look->value = m.value;
            look->limit_value = m.limit;
            look->further_w = m.further_w;
        }
    }
}

static bool is_rack_slow(const struct plan *plan, const struct columns *c, size_t rack)
{
    bool is_slow = false;

    for (int32_t k = plan->rack_nodes.first[rack]; k < plan->rack_nodes.first[rack + 1]; k++) {
        const int32_t i = plan->rack_nodes.to[k];
        is_slow = is_slow || c->node.ceiling_frac[i] < 1.0 || c->node.shut_nodes[i] > 0.0;
    }
    return is_slow;
}

/* Racks that the window has taken out are OUT_FAILED; what a breaker took out is a loss. */
static void look_at_racks(const struct run *r, struct window_look *look)
{
    const struct plan *const plan = &r->w->plan;
    const struct columns *const c = r->hall->was;
    int64_t n_dark = 0;
    int64_t n_slow = 0;

    look->n_carrying = 0;
    for (size_t k = 0; k < plan->n[DIM_RACK]; k++) {
        if (c->rack.out[k] == (double)OUT_FAILED) {
            continue;
        }
        const bool is_dark = is_rack_dark(plan, c, k);
        n_dark += is_dark ? 1 : 0;
        n_slow += !is_dark && is_rack_slow(plan, c, k) ? 1 : 0;
        look->n_carrying += is_dark ? 0 : 1;
    }
    look->n_dark = n_dark > look->n_dark ? n_dark : look->n_dark;
    look->n_throttled = n_slow > look->n_throttled ? n_slow : look->n_throttled;
}

static void look_at(const struct run *r, struct window_look *look)
{
    const struct columns *const c = r->hall->was;

    look->it_w = fmax(look->it_w, c->hall.it_w[0]);
    look->utility_w = fmax(look->utility_w, c->hall.utility_w[0]);
    look_at_limits(r, look);
    look_at_racks(r, look);
    r->head->residual_frac = fmax(r->head->residual_frac, c->hall.residual_frac[0]);
}

static void read_points(const struct run *r)
{
    const struct window *const w = r->w;
    const struct columns *const c = r->hall->was;

    for (size_t k = 0; k < w->n_points; k++) {
        const struct window_point *const p = &w->points[k];
        r->points[k] = window_is_moot(&w->plan, c, p->dim, p->index)
                           ? PARAM_UNKNOWN
                           : hall_column(c, p->dim, p->column)[p->index];
    }
}

/* ------------------------------------------------------------------- the run */

/* The next step, 0 at the end of the window. */
static int64_t next_step_us(struct run *r)
{
    /* Events and intervals are records. */
    if (events_is_record(&r->plan, r->hall->time_us)) {
        r->switched_us = r->hall->time_us;
    }
    const int64_t since_us = (r->hall->time_us - r->switched_us) / STEPS_SINCE;
    const int64_t longest_us = r->w->plan.step_us;
    const int64_t least_us = longest_us < LEAST_STEP_US ? longest_us : LEAST_STEP_US;
    const int64_t floored_us = since_us > least_us ? since_us : least_us;

    r->plan.step_us = floored_us < longest_us ? floored_us : longest_us;
    return events_next_step_us(&r->plan, r->hall);
}

/* A step that was cut ended on a switch; an event shows once the step after it is done. */
static enum status take_step(struct run *r, int64_t dt_us)
{
    const int64_t began_us = r->hall->time_us;
    int64_t done_us = 0;
    const enum status st = engine_advance(&r->plan, r->hall, dt_us, &done_us, &r->head->fault);

    if (st == STATUS_OK) {
        const bool has_switched = r->hall->was->hall.n_switched[0] > 0.0;
        r->switched_us = done_us < dt_us ? r->hall->time_us
                         : has_switched  ? began_us
                                         : r->switched_us;
    }
    return st;
}

static enum status run_interval(struct run *r, size_t row)
{
    const int64_t end_us = r->plan.record_us * (int64_t)(row + 1);
    struct window_look *const look = &r->looks[row];
    enum status st = STATUS_OK;
    int64_t dt_us = 0;

    *look = (struct window_look){.margin_frac = (double)INFINITY,
                                 .value = PARAM_UNKNOWN,
                                 .limit_value = PARAM_UNKNOWN,
                                 .further_w = PARAM_UNKNOWN,
                                 .limit = -1};
    while (st == STATUS_OK && r->hall->time_us < end_us && (dt_us = next_step_us(r)) > 0) {
        st = take_step(r, dt_us);
        if (st == STATUS_OK) {
            look_at(r, look);
        }
    }
    return st;
}

static enum status run_window(struct run *r)
{
    struct begin_answer begun;

    draw_loads(r);
    silence(r);
    enum status st = begin_hall(&r->w->plan, r->hall, &r->head->fault, &begun);
    r->head->began_cold = begun.began_cold ? 1 : 0;
    for (size_t row = 0; row < r->w->n_rows && st == STATUS_OK; row++) {
        draw_loads(r);
        st = run_interval(r, row);
        if (row == r->w->points_row && st == STATUS_OK) {
            read_points(r);
        }
    }
    return st;
}

void window_draw(void *context, size_t i, void *ret_result)
{
    struct window *const w = context;
    const struct arena_mark mark = arena_mark(w->arena);
    struct window_head *const head = ret_result;
    struct window_look *const looks = (struct window_look *)(void *)(head + 1);
    struct run r = {.w = w,
                    .plan = w->plan,
                    .hall = hall_create(w->arena, &w->plan),
                    .common = gsl_rng_alloc(gsl_rng_mt19937),
                    .own = gsl_rng_alloc(gsl_rng_mt19937),
                    .head = head,
                    .looks = looks,
                    .points = (double *)(void *)(looks + w->n_rows)};

    *head = (struct window_head){.status = (int64_t)STATUS_NO_MEMORY};
    if (r.common != NULL && r.own != NULL) {
        gsl_rng_set(r.common, seed_of(w->request->seed, i, 0));
        gsl_rng_set(r.own, seed_of(w->request->seed, i, 1 + w->request->number));
        head->status = (int64_t)run_window(&r);
    }
    gsl_rng_free(r.own);
    gsl_rng_free(r.common);
    arena_reset(w->arena, mark);
}
