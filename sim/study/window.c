/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/study/window.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_sort_double.h>

#include "sim/engine/limits.h"
#include "sim/hall/build.h"
#include "sim/scenario/racks.h"
#include "sim/study/window_inner.h"
#include "sim/study/workers.h"

/* ------------------------------------------------------------ what happens when */

static const enum dim kinds[] = {DIM_FEED, DIM_PLANT, DIM_CRAH, DIM_CDU};

/* The element or unit of this name; false when the hall has none. */
static bool find(const struct plan *plan, const char *name, struct plan_event *event)
{
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        for (size_t i = 0; i < plan->n[kinds[k]]; i++) {
            if (strcmp(plan->names[kinds[k]][i], name) == 0) {
                event->dim = kinds[k];
                event->index = i;
                return true;
            }
        }
    }
    return false;
}

static bool touches_plan(const struct plan *plan, const struct scn_migration *m)
{
    const struct scn_wave *const waves = m->waves.items;
    const struct list *const lists[] = {&m->outages, &m->temporary};
    bool touches = false;

    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        for (size_t i = 0; i < m->waves.n; i++) {
            const char *const rack = plan->names[DIM_RACK][r];
            touches =
                touches || racks_fit(&waves[i].starts, rack) || racks_fit(&waves[i].stops, rack);
        }
    }
    for (size_t k = 0; k < 2; k++) {
        const struct scn_spell *const spells = lists[k]->items;
        for (size_t i = 0; i < lists[k]->n; i++) {
            struct plan_event event;
            touches = touches || find(plan, spells[i].element.text, &event);
        }
    }
    return touches;
}

enum status window_plan(struct arena *arena, const struct scenario *scenario, size_t site,
                        size_t hall, struct diag *diag, const struct plan **ret_plan)
{
    const struct plan *plan = NULL;
    const enum status st = build_plan(arena, scenario, site, hall, diag, &plan);

    *ret_plan = st == STATUS_OK && touches_plan(plan, scenario->tree->migration) ? plan : NULL;
    return st;
}

struct happening {
    struct window *w;
    struct plan_event *events;
    size_t n;
};

static void happen(struct happening *h, struct plan_event what, double at_s,
                   enum event_action action)
{
    if (isnan(at_s)) {
        return;
    }
    what.at_us = (int64_t)llround(at_s * 1e6);
    what.action = action;
    what.order = h->n;
    h->events[h->n++] = what;
}

/* Out from one time to the other; hired units are there between them instead. */
static void add_spells(struct happening *h, const struct list *list, bool is_hired)
{
    const struct scn_spell *const spells = list->items;

    for (size_t i = 0; i < list->n; i++) {
        struct plan_event what = {0};
        if (!find(&h->w->plan, spells[i].element.text, &what)) {
            continue;
        }
        if (is_hired && spells[i].from_s > 0.0) {
            happen(h, what, 0.0, EVENT_FAILS);
        }
        if (!is_hired || spells[i].from_s > 0.0) {
            happen(h, what, spells[i].from_s, is_hired ? EVENT_REPAIRS : EVENT_FAILS);
        }
        happen(h, what, spells[i].until_s, is_hired ? EVENT_FAILS : EVENT_REPAIRS);
    }
}

static void add_racks(struct happening *h)
{
    const struct scn_migration *const m = h->w->request->migration;
    const struct scn_wave *const waves = m->waves.items;
    const struct plan *const plan = &h->w->plan;

    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        const struct plan_event what = {.dim = DIM_RACK, .index = r};
        for (size_t i = 0; i < m->waves.n; i++) {
            const char *const rack = plan->names[DIM_RACK][r];
            if (racks_fit(&waves[i].starts, rack) && waves[i].at_s > 0.0) {
                h->w->begins_off[r] = true;
                happen(h, what, 0.0, EVENT_FAILS);
                happen(h, what, waves[i].at_s, EVENT_REPAIRS);
            }
            if (racks_fit(&waves[i].stops, rack)) {
                happen(h, what, waves[i].at_s + waves[i].overlap_s, EVENT_FAILS);
            }
        }
    }
}

static int compare(const void *x, const void *y)
{
    const struct plan_event *const a = x;
    const struct plan_event *const b = y;

    return a->at_us != b->at_us ? (a->at_us > b->at_us) - (a->at_us < b->at_us)
                                : (a->order > b->order) - (a->order < b->order);
}

static void make_events(struct window *w)
{
    const struct scn_migration *const m = w->request->migration;
    const size_t n_most = 3 * (w->plan.n[DIM_RACK] * m->waves.n + m->outages.n + m->temporary.n);
    struct happening h = {.w = w,
                          .events = ARENA_ARRAY(w->arena, struct plan_event, n_most, "window")};

    w->begins_off = ARENA_ARRAY(w->arena, bool, w->plan.n[DIM_RACK], "window");
    add_racks(&h);
    add_spells(&h, &m->outages, false);
    add_spells(&h, &m->temporary, true);
    qsort(h.events, h.n, sizeof *h.events, compare);
    w->plan.events = h.events;
    w->plan.n_events = h.n;
}

/* ----------------------------------------------------------------- the draws */

/* Limits that decide: those that something in the hall may move. Returns how many are not known. */
static size_t watch(struct window *w)
{
    const struct plan *const plan = &w->plan;
    size_t n_unknown = 0;

    w->watched = ARENA_ARRAY(w->arena, size_t, plan->n_limits, "window");
    for (size_t i = 0; i < plan->n_limits; i++) {
        const struct limit *const l = &plan->limits[i];
        const bool moves = l->has_value_column || l->has_limit_column || l->has_reference_column;
        if (l->is_advisory || !moves) {
            continue;
        }
        const bool is_known = l->has_limit_column || !isnan(l->limit);
        n_unknown += is_known ? 0 : 1;
        w->watched[w->n_watched++] = i;
    }
    return n_unknown;
}

static const struct window_head *head_of(const struct window *w, const char *results, size_t i)
{
    return (const struct window_head *)(const void *)(results + i * w->n_bytes);
}

static const struct window_look *looks_of(const struct window *w, const char *results, size_t i)
{
    return (const struct window_look *)(const void *)(head_of(w, results, i) + 1);
}

static bool is_failed(const struct window_look *look)
{
    return look->margin_frac < 0.0 || look->n_dark > 0 || look->n_throttled > 0;
}

/* Index of what 19 of 20 values have at least, or at most. */
static size_t at_p95(size_t n, bool is_least)
{
    const size_t beyond = n / 20;

    return is_least ? beyond : n - 1 - beyond;
}

static void fill_row(const struct window *w, const char *results, size_t row, size_t n,
                     struct window_row *ret)
{
    double *const it_w = ARENA_ARRAY(w->arena, double, n, "window");
    double *const utility_w = ARENA_ARRAY(w->arena, double, n, "window");
    double *const frac = ARENA_ARRAY(w->arena, double, n, "window");
    size_t *const order = ARENA_ARRAY(w->arena, size_t, n, "window");
    const double interval_s = (double)w->plan.record_us / 1e6;
    const double end_s = (double)w->plan.duration_us / 1e6;

    *ret = (struct window_row){.from_s = (double)row * interval_s,
                               .to_s = fmin(end_s, (double)(row + 1) * interval_s)};
    for (size_t d = 0; d < n; d++) {
        const struct window_look *const look = &looks_of(w, results, d)[row];
        it_w[d] = look->it_w;
        utility_w[d] = look->utility_w;
        frac[d] = look->margin_frac;
        ret->fails_frac += (is_failed(look) ? 1.0 : 0.0) / (double)n;
        ret->n_dark = fmax(ret->n_dark, (double)look->n_dark);
        ret->n_throttled = fmax(ret->n_throttled, (double)look->n_throttled);
        ret->n_carrying = fmax(ret->n_carrying, (double)look->n_carrying);
    }
    gsl_sort_index(order, frac, 1, n);
    const struct window_look *const look = &looks_of(w, results, order[at_p95(n, true)])[row];
    ret->margin_frac = look->margin_frac;
    ret->limit = (long)look->limit;
    ret->value = look->value;
    ret->limit_value = look->limit_value;
    ret->further_w = look->further_w;
    gsl_sort(it_w, 1, n);
    gsl_sort(utility_w, 1, n);
    ret->it_p50_w = it_w[n / 2];
    ret->it_p95_w = it_w[at_p95(n, false)];
    ret->utility_p95_w = utility_w[at_p95(n, false)];
}

static enum status gather(struct window *w, const char *results, const bool *is_done,
                          struct window_answer *a)
{
    const size_t n = w->request->n_draws;
    const double **const values = arena_take(w->arena, n, sizeof *values, "window");

    for (size_t d = 0; d < n; d++) {
        const struct window_head *const head = head_of(w, results, d);
        if (!is_done[d] || head->status != (int64_t)STATUS_OK) {
            a->fault = head->fault;
            return is_done[d] ? (enum status)head->status : STATUS_NO_CONVERGENCE;
        }
        a->began_cold = a->began_cold || head->began_cold != 0;
        a->worst_residual_frac = fmax(a->worst_residual_frac, head->residual_frac);
        values[d] = (const double *)(const void *)(looks_of(w, results, d) + w->n_rows);
    }
    a->n = w->n_rows;
    a->rows = ARENA_ARRAY(w->arena, struct window_row, a->n, "window");
    for (size_t row = 0; row < a->n; row++) {
        fill_row(w, results, row, n, &a->rows[row]);
    }
    a->points_s = a->rows[w->points_row].to_s;
    window_fill_points(w, values, n, a);
    return STATUS_OK;
}

enum status window_run(struct arena *arena, const struct window_request *request,
                       struct window_answer *ret_answer)
{
    const struct scn_migration *const m = request->migration;
    struct window w = {.arena = arena, .request = request, .plan = *request->plan};

    *ret_answer = (struct window_answer){0};
    w.plan.duration_us = (int64_t)llround(m->window_s * 1e6);
    w.plan.record_us = (int64_t)llround(m->interval_s * 1e6);
    w.plan.step_us = (int64_t)llround(m->step_s * 1e6);
    w.n_rows = (size_t)((w.plan.duration_us + w.plan.record_us - 1) / w.plan.record_us);
    const double last = (double)(w.n_rows - 1);
    w.points_row = (size_t)fmin(last, fmax(0.0, ceil(request->points_s / m->interval_s) - 1.0));
    enum status st = mix_make(arena, request->plan, &w.mix, &ret_answer->fault);
    if (st != STATUS_OK) {
        return st;
    }
    make_events(&w);
    ret_answer->n_unknown = watch(&w);
    window_list_points(&w);
    w.n_bytes = sizeof(struct window_head) + w.n_rows * sizeof(struct window_look) +
                w.n_points * sizeof(double);
    char *const results = ARENA_ARRAY(arena, char, request->n_draws *w.n_bytes, "window");
    bool *const is_done = ARENA_ARRAY(arena, bool, request->n_draws, "window");
    const struct workers_request work = {.n_cases = request->n_draws,
                                         .result_size = w.n_bytes,
                                         .n_workers = request->n_workers,
                                         .run = window_draw,
                                         .context = &w,
                                         .stop = request->stop,
                                         .progress = request->progress,
                                         .whom = request->whom};
    st = workers_run(&work, results, is_done);
    return st == STATUS_OK ? gather(&w, results, is_done, ret_answer) : st;
}
