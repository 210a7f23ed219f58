/* fit_transient.c - a count that holds while everything is lost in turn.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/text.h"
#include "sim/study/contingency.h"
#include "sim/study/fit_inner.h"

struct following {
    struct fit_bench *b;
    double horizon_s;
    size_t n_workers;
    size_t *slots; /* racks of what is added, in the order in which places were filled */
    size_t n_slots;
    const char **failing; /* names of what fails before anything is added */
    size_t n_failing;
    struct fit_transient *answer;
};

/* A plan whose nameplates are what the load makes each node draw: contingencies hold nodes at those. */
static const struct plan *at_load(const struct following *f, const struct plan *plan)
{
    const size_t n = plan->n[DIM_NODE];
    struct plan *const loaded = arena_take(f->b->arena, 1, sizeof *loaded, "fit");

    *loaded = *plan;
    loaded->node_nameplate_w = ARENA_ARRAY(f->b->arena, double, n, "fit");
    for (size_t i = 0; i < n; i++) {
        loaded->node_nameplate_w[i] = fit_load_w(f->b, plan, i);
    }
    return loaded;
}

static bool failed_before(const struct following *f, const char *name)
{
    for (size_t k = 0; k < f->n_failing; k++) {
        if (strcmp(f->failing[k], name) == 0) {
            return true;
        }
    }
    return false;
}

/* Follows every loss with the first k in place. The answer stays in the arena. */
static enum status follow(struct following *f, size_t k, struct contingency_answer *a,
                          const struct plan **ret_plan)
{
    struct fit_bench *const b = f->b;
    size_t *const n = ARENA_ARRAY(b->arena, size_t, b->n_racks, "fit");
    const struct plan *plan = NULL;

    for (size_t i = 0; i < k; i++) {
        n[f->slots[i]]++;
    }
    const enum status st = fit_plan(b, n, 0, &plan);
    if (st != STATUS_OK) {
        return st;
    }
    *ret_plan = at_load(f, plan);
    const struct contingency_request request = {
        .plan = *ret_plan,
        .horizon_s = f->horizon_s,
        .is_nameplate = b->request->load != FIT_AS_RUN,
        .n_workers = f->n_workers,
        .stop = b->request->stop,
    };
    return contingency_run(b->arena, &request, a);
}

static void keep_failing(struct following *f, const struct plan *plan,
                         const struct contingency_answer *a)
{
    f->failing = ARENA_ARRAY(f->b->arena, const char *, a->n, "fit");
    for (size_t i = 0; i < a->n; i++) {
        if (a->rows[i].verdict == CONTINGENCY_FAILS) {
            f->failing[f->n_failing++] = contingency_name(f->b->arena, plan, &a->rows[i].what);
        }
    }
    f->answer->n_losses = (double)a->n;
    f->answer->n_fail_before = (double)f->n_failing;
}

/* Does any loss fail that did not before? The first that does is told. */
static enum status keeps(struct following *f, size_t k, bool *ret_keeps)
{
    const struct arena_mark mark = arena_mark(f->b->arena);
    struct contingency_answer a;
    const struct plan *plan = NULL;
    const enum status st = follow(f, k, &a, &plan);

    *ret_keeps = true;
    for (size_t i = 0; st == STATUS_OK && *ret_keeps && i < a.n; i++) {
        const struct contingency_row *const row = &a.rows[i];
        const char *const name = contingency_name(f->b->arena, plan, &row->what);
        if (row->verdict != CONTINGENCY_FAILS || failed_before(f, name)) {
            continue;
        }
        *ret_keeps = false;
        (void)snprintf(f->answer->lost, FIT_WORD, "%s", name);
        f->answer->limit[0] = '\0';
        if (row->result.tightest >= 0) {
            const struct limit *const l = &plan->limits[row->result.tightest];
            (void)snprintf(f->answer->limit, FIT_WORD, "%s: %s", plan->names[l->dim][l->index],
                           l->name);
        }
    }
    if (st == STATUS_OK) {
        f->answer->n_losses = (double)a.n;
    }
    arena_reset(f->b->arena, mark);
    return st;
}

/* What was filled, rack by rack or one in each before the second in any. */
static void line_up_filled(struct following *f, const size_t *n)
{
    struct fit_bench *const b = f->b;
    size_t n_all = 0;

    for (size_t r = 0; r < b->n_racks; r++) {
        n_all += n[r];
    }
    f->slots = ARENA_ARRAY(b->arena, size_t, n_all, "fit");
    for (size_t round = 0; f->n_slots < n_all; round++) {
        for (size_t r = 0; r < b->n_racks; r++) {
            const size_t first = b->request->is_spread ? round : 0;
            const size_t end = b->request->is_spread && n[r] > round ? round + 1 : n[r];
            for (size_t k = first; k < end; k++) {
                f->slots[f->n_slots++] = r;
            }
        }
    }
}

static enum status search(struct following *f)
{
    size_t low = 0;
    size_t high = f->n_slots + 1;
    size_t next = f->n_slots;
    enum status st = STATUS_OK;

    while (st == STATUS_OK && high - low > 1) {
        bool is_kept = false;
        st = keeps(f, next, &is_kept);
        *(is_kept ? &low : &high) = next;
        next = low + (high - low) / 2;
    }
    f->answer->count = (double)low;
    return st;
}

enum status fit_transients(struct arena *arena, const struct fit_request *request, const size_t *n,
                           double horizon_s, size_t n_workers, struct fit_transient *ret)
{
    const struct arena_mark mark = arena_mark(arena);
    struct fit_answer unused = {0};
    struct fit_bench b;
    struct following f = {.b = &b, .horizon_s = horizon_s, .n_workers = n_workers, .answer = ret};
    struct contingency_answer before;
    const struct plan *plan = NULL;

    *ret = (struct fit_transient){0};
    enum status st = fit_bench_open(arena, request, &b, &unused);
    if (st == STATUS_OK) {
        line_up_filled(&f, n);
        st = follow(&f, 0, &before, &plan);
    }
    if (st == STATUS_OK) {
        keep_failing(&f, plan, &before);
        st = search(&f);
    }
    arena_reset(arena, mark);
    return st;
}
