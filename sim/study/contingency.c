/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/study/contingency.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/trial.h"

/* ------------------------------------------------------------------ cases */

static bool is_spared(const struct plan *plan, struct plan_item item)
{
    switch (item.dim) {
    case DIM_FEED:
        return plan->feed_is_partner[item.index];
    case DIM_CDU:
        return plan->cdu_is_partner[item.index];
    case DIM_CRAH:
        return plan->has_spare_handler && plan->n[DIM_CRAH] > 1;
    default:
        return false;
    }
}

static const enum dim kinds[] = {DIM_FEED, DIM_PLANT, DIM_CRAH, DIM_CDU};
enum { N_KINDS = sizeof kinds / sizeof kinds[0] };

/* Every element of the hall, in the order of the plan, and then every two. */
static struct contingency_case *make_cases(struct arena *arena,
                                           const struct contingency_request *request,
                                           struct contingency_answer *a)
{
    const struct plan *const plan = request->plan;
    const struct plan_item *const only = request->only;
    const bool has_pairs = request->has_pairs && only == NULL;
    size_t n = 0;

    for (size_t k = 0; k < N_KINDS; k++) {
        n += plan->n[kinds[k]];
    }
    if (only != NULL) {
        struct contingency_case *const one =
            ARENA_ARRAY(arena, struct contingency_case, 1, "contingency");
        *one = (struct contingency_case){
            .lost = {*only}, .n_lost = 1, .is_spared = is_spared(plan, *only)};
        a->n_elements = a->n = 1;
        return one;
    }
    a->n_elements = n;
    a->n = n + (has_pairs && n > 1 ? n * (n - 1) / 2 : 0);
    struct contingency_case *const cases =
        ARENA_ARRAY(arena, struct contingency_case, a->n, "contingency");
    size_t at = 0;
    for (size_t k = 0; k < N_KINDS; k++) {
        for (size_t i = 0; i < plan->n[kinds[k]]; i++) {
            const struct plan_item item = {kinds[k], i};
            cases[at] = (struct contingency_case){
                .lost = {item}, .alone = {at}, .n_lost = 1, .is_spared = is_spared(plan, item)};
            at++;
        }
    }
    for (size_t i = 0; i < n && a->n > n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            cases[at++] = (struct contingency_case){
                .lost = {cases[i].lost[0], cases[j].lost[0]}, .alone = {i, j}, .n_lost = 2};
        }
    }
    return cases;
}

enum status contingency_begin(struct arena *arena, const struct contingency_request *request,
                              struct contingency_answer *ret_answer)
{
    struct trial t;

    return trial_begin(arena, request, &t, ret_answer);
}

/* ---------------------------------------------------------------- the run */

static enum contingency_verdict verdict_of(const struct contingency_case *c,
                                           const struct contingency_result *r)
{
    const bool is_whole = r->status == STATUS_OK && r->has_died == 0;

    const bool is_hot = r->n_racks_throttled > 0 || r->n_racks_shut > 0;

    if (r->n_racks_lost == 0 && r->n_passed == 0 && !is_hot) {
        const bool is_falling = r->n_falling > 0;
        return !is_whole    ? CONTINGENCY_UNKNOWN
               : is_falling ? CONTINGENCY_FALLING
                            : CONTINGENCY_HOLDS;
    }
    const bool takes_over = r->n_passed > 0 || r->n_racks_cascaded > 0 || is_hot;
    return c->is_spared && takes_over ? CONTINGENCY_FAILS : CONTINGENCY_NO_SPARE;
}

/* Results of all cases lie one behind the other, each followed by the rides of the racks if the study
 * keeps them. */
struct results {
    char *at;
    size_t stride;
    size_t n_rides; /* of a case */
};

static const struct contingency_result *result_of(const struct results *results, size_t i)
{
    return (const struct contingency_result *)(const void *)(results->at + i * results->stride);
}

static const struct contingency_ride *rides_of(const struct results *results, size_t i)
{
    return results->n_rides == 0
               ? NULL
               : (const struct contingency_ride *)(const void *)(result_of(results, i) + 1);
}

/* Two that lose more together than one by one: a pair that carried the same load. */
static bool is_more(const struct contingency_case *c, const struct results *results,
                    const struct contingency_result *r)
{
    int64_t n_racks = 0;
    int64_t n_hot = 0;
    int64_t n_passed = 0;

    for (size_t k = 0; k < c->n_lost; k++) {
        const struct contingency_result *const alone = result_of(results, c->alone[k]);
        n_racks += alone->n_racks_lost;
        n_hot += alone->n_racks_throttled + alone->n_racks_shut;
        n_passed += alone->n_passed;
    }
    return c->n_lost == 1 || r->n_racks_lost > n_racks || r->n_passed > n_passed ||
           r->n_racks_throttled + r->n_racks_shut > n_hot;
}

/* NAN stands behind every number. */
static int order_of(double a, double b)
{
    const double x = isnan(a) ? (double)INFINITY : a;
    const double y = isnan(b) ? (double)INFINITY : b;

    return (x > y) - (x < y);
}

/* What weighs most comes first. */
static int compare(const void *x, const void *y)
{
    const struct contingency_row *const a = x;
    const struct contingency_row *const b = y;
    const int by[] = {
        order_of((double)b->result.n_racks_lost, (double)a->result.n_racks_lost),
        order_of(b->result.lost_w, a->result.lost_w),
        order_of(a->result.first_loss_s, b->result.first_loss_s),
        order_of((double)b->result.n_racks_shut, (double)a->result.n_racks_shut),
        order_of((double)b->result.n_racks_throttled, (double)a->result.n_racks_throttled),
        order_of(a->result.margin_frac, b->result.margin_frac),
        order_of((double)a->order, (double)b->order),
    };

    for (size_t k = 0; k < sizeof by / sizeof by[0]; k++) {
        if (by[k] != 0) {
            return by[k];
        }
    }
    return 0;
}

static void rank(struct arena *arena, const struct trial *t, const struct results *results,
                 const bool *is_done, struct contingency_answer *a)
{
    a->rows = ARENA_ARRAY(arena, struct contingency_row, a->n, "contingency");
    for (size_t i = 0; i < a->n; i++) {
        struct contingency_row *const row = &a->rows[i];
        *row = (struct contingency_row){.what = t->cases[i],
                                        .result = *result_of(results, i),
                                        .rides = is_done[i] ? rides_of(results, i) : NULL,
                                        .order = i};
        if (!is_done[i]) {
            trial_clear(&row->result);
            row->result.has_died = 1;
        }
        row->verdict = verdict_of(&row->what, &row->result);
        row->is_more = is_more(&row->what, results, &row->result);
        a->worst_residual_frac = fmax(a->worst_residual_frac, row->result.residual_frac);
    }
    qsort(a->rows, a->n, sizeof *a->rows, compare);
}

static void run_case(void *context, size_t i, void *ret_result)
{
    struct trial *const t = context;
    struct contingency_result *const result = ret_result;

    trial_run_case(t, &t->cases[i], result);
    if (t->keeps_rides) {
        memcpy(result + 1, t->ride.racks, t->plan.n[DIM_RACK] * sizeof *t->ride.racks);
    }
}

/* Racks of single losses are few enough to be told one by one; those of all pairs are not. */
static struct results make_results(struct arena *arena, const struct trial *t, size_t n_cases)
{
    struct results results = {.n_rides = t->keeps_rides ? t->plan.n[DIM_RACK] : 0};

    results.stride =
        sizeof(struct contingency_result) + results.n_rides * sizeof(struct contingency_ride);
    results.at = ARENA_ARRAY(arena, char, n_cases *results.stride, "contingency");
    return results;
}

enum status contingency_run(struct arena *arena, const struct contingency_request *request,
                            struct contingency_answer *ret_answer)
{
    struct trial t;
    enum status st = trial_begin(arena, request, &t, ret_answer);

    if (st != STATUS_OK) {
        return st;
    }
    st = trial_run_base(arena, &t, ret_answer);
    if (st != STATUS_OK) {
        return st;
    }
    t.cases = make_cases(arena, request, ret_answer);
    t.keeps_rides = ret_answer->n == ret_answer->n_elements;
    const size_t n = ret_answer->n;
    const struct results results = make_results(arena, &t, n);
    bool *const is_done = ARENA_ARRAY(arena, bool, n, "contingency");
    const struct workers_request work = {
        .n_cases = n,
        .result_size = results.stride,
        .n_workers = request->n_workers,
        .run = run_case,
        .context = &t,
        .stop = request->stop,
        .progress = request->progress,
        .whom = request->whom,
    };
    st = workers_run(&work, results.at, is_done);
    if (st == STATUS_OK) {
        trial_restore(&t);
        rank(arena, &t, &results, is_done, ret_answer);
    }
    return st;
}
