/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/growth.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/decide/growth_sizes.h"

enum { MOST_KINDS = 256 };

/* Two standard deviations and a little: one history in fifty lies beyond on either side, and fewer
 * where years do not agree. */
static const double wide_deviate = 2.06;

struct study {
    struct arena *scratch;
    struct arena *arena;
    const struct growth_request *request;
    struct growth_answer *answer;
    struct growth_sizes sizes[GROWTH_MOST_ERAS];
    struct growth_limit *limits; /* (MOST_KINDS) */
    double *threshold_w;         /* (MOST_KINDS x GROWTH_MOST_ERAS) */
};

/* ------------------------------------------------------------------- plans */

static void make_sizes(struct study *s, size_t e)
{
    const struct growth_plan *const plan = &s->answer->plan;
    const struct growth_era *const era = &plan->eras[e];
    const struct growth_path slow = growth_path_at(plan->growth, -wide_deviate);
    const struct growth_path fast = growth_path_at(plan->growth, wide_deviate);
    const double at_w[] = {
        growth_path_load_w(&slow, era->from_years), growth_path_load_w(&slow, era->to_years),
        growth_path_load_w(&fast, era->from_years), growth_path_load_w(&fast, era->to_years)};

    s->sizes[e] = (struct growth_sizes){.scratch = s->scratch,
                                        .arena = s->arena,
                                        .request = s->request,
                                        .plan = plan,
                                        .era = e,
                                        .n_runs = &s->answer->n_runs};
    growth_sizes_make(&s->sizes[e], fmin(at_w[0], at_w[1]), fmax(at_w[2], at_w[3]));
}

static void add_kind(struct study *s, const struct variant_limit *l)
{
    struct growth_answer *const a = s->answer;

    for (size_t j = 0; j < a->n_limits; j++) {
        if (growth_is_same(&s->limits[j].first, l)) {
            return;
        }
    }
    if (a->n_limits < MOST_KINDS) {
        s->limits[a->n_limits++] = (struct growth_limit){.first = *l};
    }
}

/* Every limit that the first or the last plan of an era passes. */
static enum status add_kinds(struct study *s, size_t e)
{
    struct growth_sizes *const sizes = &s->sizes[e];
    double unsettled_w = 0.0;
    enum status st = growth_sizes_settle(sizes, &unsettled_w);

    s->answer->unsettled_w = fmin(s->answer->unsettled_w, unsettled_w);
    for (size_t i = 0; i < sizes->n && st == STATUS_OK; i += sizes->n > 1 ? sizes->n - 1 : 1) {
        const struct growth_size *size = NULL;
        st = growth_sizes_run(sizes, i, &size);
        for (size_t k = 0; k < size->answer.n && st == STATUS_OK; k++) {
            const struct variant_limit *const l = &size->answer.limits[k];
            if (!l->is_advisory && l->margin < 0.0) {
                add_kind(s, l);
            }
        }
    }
    s->answer->why = sizes->why;
    return st;
}

/* The loads at which limit j is met, era by era; the first era that passes it describes it. */
static enum status find_thresholds(struct study *s, size_t j)
{
    struct growth_limit *const limit = &s->limits[j];
    const struct variant_limit kind = limit->first;
    bool is_described = false;
    enum status st = STATUS_OK;

    for (size_t e = 0; e < s->answer->plan.n_eras && st == STATUS_OK; e++) {
        struct growth_sizes *const sizes = &s->sizes[e];
        struct variant_limit first = kind;
        size_t n_alike = 0;
        double load_w = (double)INFINITY;
        st = sizes->n > 0 ? growth_sizes_threshold(sizes, &kind, &load_w, &first, &n_alike)
                          : STATUS_OK;
        s->threshold_w[j * GROWTH_MOST_ERAS + e] = load_w;
        if (isfinite(load_w) && !is_described) {
            limit->first = first;
            limit->n_alike = n_alike;
            is_described = true;
        }
    }
    return st;
}

/* ------------------------------------------------------------------- dates */

static double meets(const struct study *s, size_t j, const struct growth_path *path)
{
    const struct growth_plan *const plan = &s->answer->plan;
    double first = (double)INFINITY;

    for (size_t e = 0; e < plan->n_eras && isinf(first); e++) {
        const double load_w = s->threshold_w[j * GROWTH_MOST_ERAS + e];
        if (isfinite(load_w)) {
            first =
                growth_path_reaches(path, load_w, plan->eras[e].from_years, plan->eras[e].to_years);
        }
    }
    return first;
}

static int by_number(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Order statistics: they may be infinite, so nothing is interpolated. */
static double at_share(const double *sorted, size_t n, double share)
{
    return sorted[(size_t)floor(share * (double)(n - 1))];
}

static void find_dates(struct study *s, size_t j, const struct growth_path *paths, size_t n,
                       double *times)
{
    const struct growth_path median = growth_path_at(s->answer->plan.growth, 0.0);
    struct growth_limit *const limit = &s->limits[j];
    const double on_median = meets(s, j, &median);
    size_t n_never = 0;

    for (size_t i = 0; i < n; i++) {
        times[i] = meets(s, j, &paths[i]);
        n_never += isinf(times[i]) ? 1 : 0;
    }
    qsort(times, n, sizeof *times, by_number);
    limit->p50_years = at_share(times, n, 0.50);
    limit->p95_years = at_share(times, n, 0.05);
    limit->never_frac = (double)n_never / (double)n;
    limit->load_w = isinf(on_median) ? PARAM_UNKNOWN : growth_path_load_w(&median, on_median);
}

static enum status draw_dates(struct study *s)
{
    const struct growth_request *const q = s->request;
    struct growth_answer *const a = s->answer;
    const double horizon_years = a->plan.growth->horizon_years;
    struct growth_path *const paths =
        ARENA_ARRAY(s->arena, struct growth_path, q->n_samples, "growth");
    double *const times = ARENA_ARRAY(s->arena, double, q->n_samples, "growth");
    const enum status st = growth_path_draw(a->plan.growth, q->seed, q->n_samples, paths);

    if (st != STATUS_OK) {
        return st;
    }
    for (size_t j = 0; j < a->n_limits; j++) {
        find_dates(s, j, paths, q->n_samples, times);
    }
    for (size_t i = 0; i < q->n_samples; i++) {
        times[i] = growth_path_load_w(&paths[i], horizon_years);
    }
    qsort(times, q->n_samples, sizeof *times, by_number);
    a->load_p05_w = at_share(times, q->n_samples, 0.05);
    a->load_p50_w = at_share(times, q->n_samples, 0.50);
    a->load_p95_w = at_share(times, q->n_samples, 0.95);
    return STATUS_OK;
}

/* ------------------------------------------------------------------- works */

/* The cheapest work that lifts a limit as its first plan leaves it; of those without a price the
 * first. */
static void find_work(struct study *s, struct growth_limit *limit, const struct variant_answer *in)
{
    const struct growth_request *const q = s->request;
    struct works_offers *const offers = arena_take(s->arena, 1, sizeof *offers, "growth");
    struct works_problem *const p = arena_take(s->arena, 1, sizeof *p, "growth");
    struct cover_cost best = {0};

    *offers = (struct works_offers){
        .arena = s->arena, .scenario = q->scenario, .bare = in, .site = q->site, .hall = q->hall};
    const uint64_t lifting = works_offers_lifting(offers, p, &limit->first);
    for (size_t i = 0; i < offers->n; i++) {
        const struct works_offer *const offer = &offers->offers[i];
        const uint64_t one = UINT64_C(1) << offer->first_item;
        const struct cover_cost cost =
            cover_cost_of(p->items, p->n_items, one | p->items[offer->first_item].needs);
        if ((lifting & one) != 0 && (limit->work.offer == NULL || cover_is_cheaper(cost, best))) {
            limit->work = retrofit_line_of(offer, 1);
            best = cost;
        }
    }
    const double takes_years =
        (limit->work.lead_high_s + limit->work.duration_s) / (365.25 * 86400.0);
    const bool has_work = limit->work.offer != NULL;
    limit->order_p50_years = has_work ? limit->p50_years - takes_years : PARAM_UNKNOWN;
    limit->order_p95_years = has_work ? limit->p95_years - takes_years : PARAM_UNKNOWN;
}

/* The plan in which a limit was first found passed. */
static const struct variant_answer *plan_of(const struct study *s, const struct growth_limit *limit)
{
    for (size_t e = 0; e < s->answer->plan.n_eras; e++) {
        for (size_t i = 0; i < s->sizes[e].n; i++) {
            const struct growth_size *const size = &s->sizes[e].sizes[i];
            size_t n_alike = 0;
            if (size->is_run && growth_find(&size->answer, &limit->first, &n_alike) != NULL &&
                n_alike > 0) {
                return &size->answer;
            }
        }
    }
    return NULL;
}

/* ------------------------------------------------------------------ states */

static enum status run_state(struct study *s, double years, struct growth_state *state)
{
    const struct growth_request *const q = s->request;
    const struct growth_plan *const plan = &s->answer->plan;
    const struct growth_path median = growth_path_at(plan->growth, 0.0);
    const size_t era = growth_plan_era_at(plan, years);
    struct variant_request v = {
        .path = q->path, .site = q->site, .hall = q->hall, .is_nameplate = q->is_nameplate};

    state->years = years;
    state->load_w = growth_path_load_w(&median, years);
    state->planned_w = growth_plan_racks(plan, era, state->load_w, state->racks);
    v.sets = growth_sizes_sets(&s->sizes[era], state->racks, &v.n_sets);
    const enum status st = variant_run(s->scratch, s->arena, &v, &state->answer);
    s->answer->why = state->answer.why;
    s->answer->n_runs++;
    state->it_w = state->answer.it_w;
    state->utility_w = state->answer.utility_w;
    for (size_t i = 0; i < state->answer.n; i++) {
        const struct variant_limit *const l = &state->answer.limits[i];
        state->n_passed += !l->is_advisory && l->margin < 0.0 ? 1 : 0;
    }
    return st;
}

static enum status run_states(struct study *s)
{
    struct growth_answer *const a = s->answer;
    enum status st = STATUS_OK;

    for (size_t e = 0; e <= a->plan.n_eras && st == STATUS_OK; e++) {
        const double at =
            e < a->plan.n_eras ? a->plan.eras[e].from_years : a->plan.growth->horizon_years;
        st = run_state(s, at, &a->states[a->n_states++]);
    }
    return st;
}

static double frac_in(const struct variant_answer *answer, const struct variant_limit *kind)
{
    size_t n_alike = 0;
    const struct variant_limit *const l = growth_find(answer, kind, &n_alike);

    return l != NULL ? l->margin_frac : PARAM_UNKNOWN;
}

static int by_date(const void *a, const void *b)
{
    const struct growth_limit *const x = a;
    const struct growth_limit *const y = b;
    const int first = by_number(&x->p95_years, &y->p95_years);
    const int second = by_number(&x->p50_years, &y->p50_years);
    const int names = strcmp(x->first.name, y->first.name);

    return first != 0    ? first
           : second != 0 ? second
           : names != 0  ? names
                         : strcmp(x->first.subject, y->first.subject);
}

/* Two feeds of a pair meet their limits together: one line. */
static bool meets_with(const struct growth_limit *a, const struct growth_limit *b)
{
    return a->first.dim == b->first.dim && strcmp(a->first.name, b->first.name) == 0 &&
           strcmp(a->first.model, b->first.model) == 0 &&
           by_number(&a->p50_years, &b->p50_years) == 0 &&
           by_number(&a->p95_years, &b->p95_years) == 0;
}

/* Of limits in their order. */
static size_t join_alike(struct growth_limit *limits, size_t n)
{
    size_t n_kept = 0;

    for (size_t j = 0; j < n; j++) {
        if (n_kept > 0 && limits[j].first.rack[0] == '\0' &&
            meets_with(&limits[n_kept - 1], &limits[j])) {
            limits[n_kept - 1].n_alike += limits[j].n_alike;
        } else {
            limits[n_kept++] = limits[j];
        }
    }
    return n_kept;
}

static void finish(struct study *s)
{
    struct growth_answer *const a = s->answer;

    for (size_t j = 0; j < a->n_limits; j++) {
        struct growth_limit *const limit = &s->limits[j];
        const struct variant_answer *const in = plan_of(s, limit);
        limit->day_one_frac = frac_in(&a->states[0].answer, &limit->first);
        limit->end_frac = frac_in(&a->states[a->n_states - 1].answer, &limit->first);
        if (in != NULL) {
            find_work(s, limit, in);
        }
    }
    qsort(s->limits, a->n_limits, sizeof *s->limits, by_date);
    a->n_limits = join_alike(s->limits, a->n_limits);
    a->limits = s->limits;
}

enum status growth_run(struct arena *scratch, struct arena *arena,
                       const struct growth_request *request, struct growth_answer *ret_answer)
{
    struct study *const s = arena_take(arena, 1, sizeof *s, "growth");
    const size_t n_thresholds = (size_t)MOST_KINDS * GROWTH_MOST_ERAS;
    enum status st = STATUS_OK;

    *ret_answer = (struct growth_answer){.unsettled_w = (double)INFINITY};
    *s = (struct study){
        .scratch = scratch, .arena = arena, .request = request, .answer = ret_answer};
    s->limits = ARENA_ARRAY(arena, struct growth_limit, MOST_KINDS, "growth");
    s->threshold_w = ARENA_ARRAY(arena, double, n_thresholds, "growth");
    ret_answer->why = growth_plan_make(request->scenario->tree->growth, &ret_answer->plan);
    if (ret_answer->why != NULL) {
        return STATUS_BAD_INPUT;
    }
    for (size_t e = 0; e < ret_answer->plan.n_eras && st == STATUS_OK; e++) {
        make_sizes(s, e);
        st = add_kinds(s, e);
    }
    for (size_t j = 0; j < ret_answer->n_limits && st == STATUS_OK; j++) {
        st = find_thresholds(s, j);
    }
    if (st == STATUS_OK) {
        st = run_states(s);
    }
    if (st == STATUS_OK) {
        st = draw_dates(s);
    }
    if (st == STATUS_OK) {
        finish(s);
    }
    return st;
}
