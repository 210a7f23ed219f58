/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/study/fit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/study/fit_inner.h"
#include "sim/study/workers.h"

/* ---------------------------------------------------------------- search */

/* A filled hall and what keeps more out of it. */
struct filled {
    size_t *n;
    struct fit_closed *closed;
    size_t n_closed;
};

static struct filled filled_make(struct fit_bench *b)
{
    return (struct filled){
        .n = ARENA_ARRAY(b->arena, size_t, b->n_racks, "fit"),
        .closed = arena_take(b->arena, 2 * b->n_racks + 1, sizeof(struct fit_closed), "fit"),
    };
}

static void filled_copy(const struct fit_bench *b, struct filled *to, const struct filled *from)
{
    memcpy(to->n, from->n, b->n_racks * sizeof *to->n);
    memcpy(to->closed, from->closed, from->n_closed * sizeof *to->closed);
    to->n_closed = from->n_closed;
}

static double count_of(const struct fit_bench *b, const struct filled *f)
{
    double n = 0.0;

    for (size_t r = 0; r < b->n_racks; r++) {
        n += (double)f->n[r];
    }
    return n;
}

static bool may_lift(const struct fit_bench *b, const struct fit_bound *bound)
{
    return bound->cause != CAUSE_STATE && bound->kind[0] != '\0' &&
           b->n_lifted < sizeof b->lifted / sizeof b->lifted[0];
}

/* The closed place of the same kind that stands first. */
static size_t first_of_kind(const struct filled *f, size_t c)
{
    size_t first = 0;

    while (strcmp(f->closed[first].bound.kind, f->closed[c].bound.kind) != 0) {
        first++;
    }
    return first;
}

/* Closed places of one kind are one bound: the first, with the racks of all. */
static size_t gather_kinds(struct filled *f)
{
    size_t n = 0;

    for (size_t c = 0; c < f->n_closed; c++) {
        const size_t first = first_of_kind(f, c);
        if (first < n && first != c) {
            f->closed[first].bound.n_racks += f->closed[c].bound.n_racks;
            f->closed[first].bound.n_units += f->closed[c].bound.n_units;
        } else {
            f->closed[n++] = f->closed[c];
        }
    }
    f->n_closed = n;
    return n;
}

/* Lifts each kind alone and fills on; the one that gains most comes first, then the one that keeps most
 * places out. Its hall is left in `best`. */
static enum status try_lifts(struct fit_bench *b, struct filled *now, struct filled *best)
{
    const double count = count_of(b, now);
    struct filled trial = filled_make(b);
    size_t chosen = 0;
    enum status st = STATUS_OK;

    filled_copy(b, best, now);
    if (now->n_closed <= 1 && !b->request->has_ladder) {
        return STATUS_OK; /* nothing to choose from */
    }
    for (size_t c = 0; c < now->n_closed && st == STATUS_OK; c++) {
        struct fit_bound *const bound = &now->closed[c].bound;
        const struct fit_bound *const leader = &now->closed[chosen].bound;
        if (!may_lift(b, bound)) {
            continue;
        }
        b->lifted[b->n_lifted++] = bound->kind;
        memcpy(trial.n, now->n, b->n_racks * sizeof *trial.n);
        st = fit_fill(b, trial.n, trial.closed, &trial.n_closed);
        b->n_lifted--;
        bound->gain = count_of(b, &trial) - count;
        const bool is_more = isnan(leader->gain) || bound->gain > leader->gain ||
                             (bound->gain == leader->gain && bound->n_units > leader->n_units);
        if (st == STATUS_OK && (c == chosen || is_more)) {
            chosen = c;
            filled_copy(b, best, &trial);
        }
    }
    if (now->n_closed > 0) {
        const struct fit_closed first = now->closed[chosen];
        memmove(&now->closed[1], &now->closed[0], chosen * sizeof first);
        now->closed[0] = first;
    }
    return st;
}

/* Looks once more at what keeps places out, now that all others are in place: what one more there breaks
 * is told as it is at the count. */
static enum status look_again(struct fit_bench *b, struct filled *f, struct fit_rung *rung)
{
    const struct arena_mark mark = arena_mark(b->arena);
    struct fit_trial before;
    struct fit_trial after;
    enum status st = fit_look(b, f->n, &before);

    rung->count = count_of(b, f);
    rung->it_w = before.it_w;
    rung->utility_w = before.utility_w;
    const struct arena_mark inner = arena_mark(b->arena);
    for (size_t c = 0; c < f->n_closed && st == STATUS_OK; c++) {
        struct fit_closed *const closed = &f->closed[c];
        struct fit_bound again;
        f->n[closed->rack]++;
        st = fit_look(b, f->n, &after);
        f->n[closed->rack]--;
        if (st == STATUS_OK) {
            (void)fit_bind(b, &before, &after, closed->rack, &again);
            again.n_racks = closed->bound.n_racks;
            again.n_units = closed->bound.n_units;
            if (again.kind[0] != '\0') {
                closed->bound = again;
            }
        }
        arena_reset(b->arena, inner);
    }
    arena_reset(b->arena, mark);
    (void)gather_kinds(f);
    return st;
}

/* What would be asked of a rack with nothing in it is not asked. */
static bool is_of_empty_rack(const struct plan *plan, const struct limit *l)
{
    return l->dim == DIM_RACK && plan->rack_is_known[l->index] &&
           plan->rack_nodes.first[l->index] == plan->rack_nodes.first[l->index + 1];
}

static void tell_unknown(struct fit_bench *b, const struct fit_trial *t, struct fit_answer *a)
{
    for (size_t i = 0; i < t->plan->n_limits; i++) {
        const struct limit *const l = &t->plan->limits[i];
        if (l->is_advisory || !isnan(t->margins[i].margin) || is_of_empty_rack(t->plan, l)) {
            continue;
        }
        const char *const kind = fit_kind(b->arena, t->plan, i);
        bool is_told = a->n_unknown == FIT_UNKNOWNS;
        for (int64_t k = 0; k < a->n_unknown; k++) {
            is_told = is_told || strcmp(a->unknown[k], kind) == 0;
        }
        if (!is_told) {
            (void)snprintf(a->unknown[a->n_unknown++], FIT_WORD, "%s", kind);
        }
    }
}

/* What of the hall's own troubles stayed as it was, and what is not known at the count. */
static enum status tell_rest(struct fit_bench *b, const struct filled *f, struct fit_answer *a)
{
    struct fit_trial t;
    const enum status st = fit_look(b, f->n, &t);

    if (st != STATUS_OK || t.status != STATUS_OK) {
        return st;
    }
    tell_unknown(b, &t, a);
    a->n_passed_before = (double)b->n_passed;
    if (b->n_passed > 0) {
        (void)snprintf(a->passed_before, FIT_WORD, "%s: %s", b->passed[0].subject,
                       b->passed[0].limit);
    }
    for (size_t r = 0; r < b->n_racks; r++) {
        a->most_a_rack = fmax(a->most_a_rack, (double)f->n[r]);
        a->n_racks_filled += f->n[r] > 0 ? 1.0 : 0.0;
    }
    return STATUS_OK;
}

static void keep_bounds(const struct filled *f, struct fit_answer *a)
{
    for (size_t c = 0; c < f->n_closed && c < FIT_BOUNDS; c++) {
        a->bounds[a->n_bounds++] = f->closed[c].bound;
    }
}

static bool is_at_end(const struct fit_request *r, const struct fit_rung *rung)
{
    return !isnan(r->ask) && rung->count >= r->ask;
}

/* From the answer up: what binds is lifted, and all is filled again. */
static enum status climb(struct fit_bench *b, struct filled *now, struct fit_answer *a)
{
    struct filled best = filled_make(b);
    enum status st = STATUS_OK;

    for (;;) {
        struct fit_rung *const rung = &a->rungs[a->n_rungs];
        st = look_again(b, now, rung);
        if (st == STATUS_OK) {
            st = try_lifts(b, now, &best);
        }
        if (st != STATUS_OK) {
            return st;
        }
        rung->bound = now->n_closed > 0 ? now->closed[0].bound : (struct fit_bound){0};
        if (a->n_rungs++ == 0) {
            keep_bounds(now, a);
        }
        const bool has_next = now->n_closed > 0 && may_lift(b, &rung->bound);
        a->is_cut = has_next && a->n_rungs == FIT_RUNGS;
        if (!b->request->has_ladder || !has_next || is_at_end(b->request, rung) || a->is_cut) {
            return STATUS_OK;
        }
        b->lifted[b->n_lifted++] = rung->bound.kind;
        filled_copy(b, now, &best);
    }
}

enum status fit_search(struct arena *arena, const struct fit_request *request,
                       struct fit_answer *ret_answer, size_t *ret_n)
{
    const struct arena_mark mark = arena_mark(arena);
    struct fit_answer *const a = ret_answer;
    struct fit_bench b;

    *a = (struct fit_answer){.load = request->load, .service = request->service};
    enum status st = fit_bench_open(arena, request, &b, a);
    a->count = PARAM_UNKNOWN;
    if (st == STATUS_OK && a->is_known) {
        struct filled now = filled_make(&b);
        st = fit_fill(&b, now.n, now.closed, &now.n_closed);
        st = st == STATUS_OK ? fit_improve(&b, now.n, now.closed, &now.n_closed) : st;
        st = st == STATUS_OK ? tell_rest(&b, &now, a) : st;
        if (ret_n != NULL) {
            memcpy(ret_n, now.n, b.n_racks * sizeof *ret_n);
        }
        st = st == STATUS_OK ? climb(&b, &now, a) : st;
        a->count = a->n_rungs > 0 ? a->rungs[0].count : PARAM_UNKNOWN;
    }
    a->n_looks = (double)b.n_looks;
    a->status = (int64_t)st;
    arena_reset(arena, mark);
    return st;
}

/* ------------------------------------------------------------------- all */

struct searches {
    struct arena *arena;
    const struct fit_request *requests;
};

/* The answer, then how many at each rack. */
static void run_one(void *context, size_t i, void *ret_result)
{
    const struct searches *const s = context;
    struct fit_answer *const a = ret_result;

    (void)!fit_search(s->arena, &s->requests[i], a, (size_t *)(void *)(a + 1));
}

enum status fit_search_all(struct arena *arena, const struct fit_request *requests, size_t n,
                           size_t n_workers, struct fit_answer *ret_answers, size_t **ret_n)
{
    struct searches s = {.arena = arena, .requests = requests};
    const size_t n_racks = n > 0 ? fit_n_racks(&requests[0]) : 0;
    const size_t size = sizeof(struct fit_answer) + n_racks * sizeof(size_t);
    bool *const is_done = ARENA_ARRAY(arena, bool, n, "fit");
    char *const results = arena_take(arena, n, size, "fit");
    const struct workers_request r = {.n_cases = n,
                                      .result_size = size,
                                      .n_workers = n_workers,
                                      .run = run_one,
                                      .context = &s,
                                      .stop = n > 0 ? requests[0].stop : NULL};
    const enum status st = workers_run(&r, results, is_done);

    for (size_t i = 0; i < n && st == STATUS_OK; i++) {
        struct fit_answer *const a = &ret_answers[i];
        memcpy(a, results + i * size, sizeof *a);
        ret_n[i] = ARENA_ARRAY(arena, size_t, n_racks, "fit");
        memcpy(ret_n[i], results + i * size + sizeof *a, n_racks * sizeof(size_t));
        if (!is_done[i]) {
            a->status = STATUS_NO_MEMORY;
            a->count = PARAM_UNKNOWN;
        }
    }
    return st;
}
