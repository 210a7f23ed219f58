/* fit_fill.c - fills places in their order until no place is left that breaks nothing.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "sim/study/fit_inner.h"

struct filling {
    struct fit_bench *b;
    size_t *n;     /* (n_racks) in place                       */
    size_t *most;  /* (n_racks) that may come there            */
    size_t *tried; /* (n_racks) scratch                        */
    size_t *slots; /* racks of the places left, in their order */
    size_t n_slots;
};

static bool is_stopped(const struct fit_bench *b)
{
    return b->request->stop != NULL && *b->request->stop != 0;
}

static size_t most_of(const size_t *n, size_t n_racks)
{
    size_t most = 0;

    for (size_t r = 0; r < n_racks; r++) {
        most = n[r] > most ? n[r] : most;
    }
    return most;
}

/* The places that are left: rack by rack, or one in each rack before the second in any. */
static void line_up(struct filling *f)
{
    const bool is_spread = f->b->request->is_spread;
    const size_t n_rounds = is_spread ? most_of(f->most, f->b->n_racks) : 1;

    f->n_slots = 0;
    for (size_t round = 0; round < n_rounds; round++) {
        for (size_t r = 0; r < f->b->n_racks; r++) {
            for (size_t k = f->n[r]; k < f->most[r]; k++) {
                f->slots[f->n_slots] = r;
                f->n_slots += !is_spread || k == round ? 1 : 0;
            }
        }
    }
}

/* The first k of the places left, on top of what is in place. */
static void put(const struct filling *f, size_t k)
{
    memcpy(f->tried, f->n, f->b->n_racks * sizeof *f->tried);
    for (size_t i = 0; i < k; i++) {
        f->tried[f->slots[i]]++;
    }
}

static enum status is_kept(struct filling *f, size_t k, bool *ret)
{
    const struct arena_mark mark = arena_mark(f->b->arena);
    struct fit_trial t;

    put(f, k);
    const enum status st = fit_look(f->b, f->tried, &t);
    *ret = st == STATUS_OK && fit_is_kept(f->b, &t);
    arena_reset(f->b->arena, mark);
    return is_stopped(f->b) ? STATUS_INTERRUPTED : st;
}

/* The most of the places left that break nothing while one more does. */
static enum status bisect(struct filling *f, size_t *ret_k)
{
    size_t low = 0;
    size_t high = f->n_slots;
    bool keeps = false;
    enum status st = is_kept(f, high, &keeps);

    low = keeps ? high : low;
    while (st == STATUS_OK && high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        st = is_kept(f, middle, &keeps);
        *(keeps ? &low : &high) = middle;
    }
    *ret_k = low;
    return st;
}

/* What one more at a rack would break. */
static enum status bind(struct filling *f, size_t r, struct fit_closed *ret)
{
    const struct arena_mark mark = arena_mark(f->b->arena);
    struct fit_trial before;
    struct fit_trial after;

    put(f, 0);
    enum status st = fit_look(f->b, f->tried, &before);
    f->tried[r]++;
    if (st == STATUS_OK) {
        st = fit_look(f->b, f->tried, &after);
    }
    if (st == STATUS_OK) {
        fit_bind(f->b, &before, &after, r, &ret->bound);
        ret->rack = r;
    }
    arena_reset(f->b->arena, mark);
    return st;
}

/* Is rack q out with rack r? In a computed field the air of no rack is like another's. */
static bool is_out(const struct filling *f, size_t q, size_t r, const struct fit_bound *bound)
{
    const bool is_place = f->b->has_field && strcmp(bound->unit, "degC") == 0;

    if (q == r || is_place) {
        return q == r;
    }
    if (bound->is_own) {
        return fit_is_twin(f->b, q, r) && f->n[q] >= f->n[r];
    }
    return fit_is_alike(f->b, q, r);
}

/* Twins that hold fewer than r may still come to as many. */
static void close_alike(struct filling *f, size_t r, struct fit_bound *bound)
{
    const size_t limit = f->n[r];

    for (size_t q = 0; q < f->b->n_racks; q++) {
        const bool is_later_twin = bound->is_own && !f->b->has_field && f->n[q] < limit &&
                                   fit_is_twin(f->b, q, r) && f->most[q] > limit;
        const size_t most = is_later_twin ? limit : is_out(f, q, r, bound) ? f->n[q] : f->most[q];
        if (most < f->most[q]) {
            bound->n_racks += 1.0;
            bound->n_units += (double)(f->most[q] - most);
            f->most[q] = most;
        }
    }
}

static size_t sum_of(const size_t *n, size_t n_racks)
{
    size_t sum = 0;

    for (size_t r = 0; r < n_racks; r++) {
        sum += n[r];
    }
    return sum;
}

enum status fit_fill(struct fit_bench *b, size_t *n, struct fit_closed *ret_closed,
                     size_t *ret_n_closed)
{
    const struct arena_mark mark = arena_mark(b->arena);
    struct filling f = {
        .b = b,
        .n = n,
        .most = ARENA_ARRAY(b->arena, size_t, b->n_racks, "fit"),
        .tried = ARENA_ARRAY(b->arena, size_t, b->n_racks, "fit"),
        .slots = ARENA_ARRAY(b->arena, size_t, sum_of(b->room, b->n_racks) + 1, "fit"),
    };
    enum status st = STATUS_OK;

    *ret_n_closed = 0;
    memcpy(f.most, b->room, b->n_racks * sizeof *f.most);
    for (line_up(&f); st == STATUS_OK && f.n_slots > 0; line_up(&f)) {
        size_t k = 0;
        st = bisect(&f, &k);
        for (size_t i = 0; i < k; i++) {
            n[f.slots[i]]++;
        }
        if (st != STATUS_OK || k == f.n_slots) {
            continue;
        }
        struct fit_closed *const c = &ret_closed[*ret_n_closed];
        st = bind(&f, f.slots[k], c);
        if (st == STATUS_OK) {
            close_alike(&f, f.slots[k], &c->bound);
            (*ret_n_closed)++;
        }
    }
    arena_reset(b->arena, mark);
    return st;
}
