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

/* A bracket: `low` of the places left keep every limit, `high` do not, and why. */
struct bracket {
    size_t low;
    size_t high;
    size_t next; /* to be tried */
    struct fit_bound bound;
};

/* One look at bracket->next; the next is where the first limit that broke should be reached by
 * proportion, and next to what was kept, with the middle in between so that the bracket always closes. */
static enum status try_next(struct filling *f, const struct fit_trial *none, size_t n_tried,
                            struct bracket *k)
{
    const struct arena_mark mark = arena_mark(f->b->arena);
    struct fit_trial t;

    put(f, k->next);
    const enum status st = fit_look(f->b, f->tried, &t);
    const bool keeps = st == STATUS_OK && fit_is_kept(f->b, &t);
    size_t guess = k->next + 1;
    if (st == STATUS_OK && !keeps) {
        const double reach = fit_bind(f->b, none, &t, f->slots[k->next - 1], &k->bound);
        guess = (size_t)floor(reach * (double)k->next);
    }
    *(keeps ? &k->low : &k->high) = k->next;
    const size_t middle = k->low + (k->high - k->low) / 2;
    k->next = n_tried % 3 == 2 || guess <= k->low || guess >= k->high ? middle : guess;
    arena_reset(f->b->arena, mark);
    return is_stopped(f->b) ? STATUS_INTERRUPTED : st;
}

/* The most of the places left that break nothing while one more does; all, when none does. `none` is
 * what is in place. */
static enum status find_edge(struct filling *f, const struct fit_trial *none, struct bracket *ret)
{
    enum status st = STATUS_OK;

    *ret = (struct bracket){.high = f->n_slots + 1, .next = f->n_slots};
    for (size_t n = 0; st == STATUS_OK && ret->high - ret->low > 1; n++) {
        st = try_next(f, none, n, ret);
    }
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

/* Fills from what is in place until nothing more goes in, or something new is in place. */
static enum status fill_once(struct filling *f, struct fit_closed *closed, size_t *n_closed)
{
    const struct arena_mark mark = arena_mark(f->b->arena);
    struct bracket k = {0};
    struct fit_trial none;

    put(f, 0);
    enum status st = fit_look(f->b, f->tried, &none);
    while (st == STATUS_OK && k.low == 0 && f->n_slots > 0) {
        st = find_edge(f, &none, &k);
        for (size_t i = 0; i < k.low; i++) {
            f->n[f->slots[i]]++;
        }
        if (st == STATUS_OK && k.low < f->n_slots) {
            struct fit_closed *const c = &closed[(*n_closed)++];
            *c = (struct fit_closed){.bound = k.bound, .rack = f->slots[k.low]};
            close_alike(f, c->rack, &c->bound);
        }
        line_up(f);
    }
    arena_reset(f->b->arena, mark);
    return st;
}

/* NOLINTNEXTLINE(readability-non-const-parameter): n is written */
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
    line_up(&f);
    while (st == STATUS_OK && f.n_slots > 0) {
        st = fill_once(&f, ret_closed, ret_n_closed);
    }
    arena_reset(b->arena, mark);
    return st;
}

/* ------------------------------------------------------------- exchanges */

/* One of a kind of place given back and the kind closed: does more than one other go in for it? A place on
 * two feeds takes half as much of each as a place on one. */
static enum status exchange(struct fit_bench *b, size_t r, const size_t *n, size_t *ret_n,
                            struct fit_closed *closed, size_t *n_closed)
{
    size_t *const room = b->room;
    const struct arena_mark mark = arena_mark(b->arena);
    size_t *const closed_room = ARENA_ARRAY(b->arena, size_t, b->n_racks, "fit");

    memcpy(ret_n, n, b->n_racks * sizeof *ret_n);
    ret_n[r]--;
    for (size_t q = 0; q < b->n_racks; q++) {
        closed_room[q] = fit_is_alike(b, q, r) ? ret_n[q] : room[q];
    }
    b->room = closed_room;
    enum status st = fit_fill(b, ret_n, closed, n_closed);
    b->room = room;
    arena_reset(b->arena, mark);
    if (st == STATUS_OK && sum_of(ret_n, b->n_racks) > sum_of(n, b->n_racks)) {
        st = fit_fill(b, ret_n, closed, n_closed); /* perhaps the kind itself has room again */
    }
    return st;
}

/* The last filled rack of a kind that no rack before r belongs to, -1: r is not the first of its kind, or
 * nothing is in it. */
static long last_of_kind(const struct fit_bench *b, const size_t *n, size_t r)
{
    long last = -1;

    for (size_t q = 0; q < r; q++) {
        if (fit_is_alike(b, q, r)) {
            return -1;
        }
    }
    for (size_t q = r; q < b->n_racks; q++) {
        last = n[q] > 0 && fit_is_alike(b, q, r) ? (long)q : last;
    }
    return last;
}

static bool has_shared(const struct fit_closed *closed, size_t n_closed)
{
    for (size_t c = 0; c < n_closed; c++) {
        if (!closed[c].bound.is_own) {
            return true;
        }
    }
    return false;
}

enum status fit_improve(struct fit_bench *b, size_t *n, struct fit_closed *closed, size_t *n_closed)
{
    const struct arena_mark mark = arena_mark(b->arena);
    size_t *const other = ARENA_ARRAY(b->arena, size_t, b->n_racks, "fit");
    struct fit_closed *const other_closed =
        arena_take(b->arena, 2 * b->n_racks + 1, sizeof *other_closed, "fit");
    const bool is_needed = !fit_all_weigh_alike(b);
    enum status st = STATUS_OK;

    for (size_t r = 0;
         is_needed && r < b->n_racks && st == STATUS_OK && has_shared(closed, *n_closed); r++) {
        size_t n_other = 0;
        const long last = last_of_kind(b, n, r);
        if (last < 0) {
            continue;
        }
        st = exchange(b, (size_t)last, n, other, other_closed, &n_other);
        if (st == STATUS_OK && sum_of(other, b->n_racks) > sum_of(n, b->n_racks)) {
            memcpy(n, other, b->n_racks * sizeof *n);
            memcpy(closed, other_closed, n_other * sizeof *closed);
            *n_closed = n_other;
            r = (size_t)-1; /* once more from the first kind */
        }
    }
    arena_reset(b->arena, mark);
    return st;
}
