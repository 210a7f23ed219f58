/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/engine/lost_feeds.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_heapsort.h>

#include "sim/engine/feeds_inner.h"

/* What hangs on the tree, in the order in which its loads are added up. */
enum kind { KIND_RACK, KIND_CRAH, KIND_CDU, KIND_PLANT, KIND_LIGHTS, KIND_FEED, KIND_COUNT };

/* One of the ways in which an item of a kind hangs on an element. */
struct tap {
    int32_t kind;
    int32_t item;
    int32_t place; /* of the element among the item's parents */
};

/* Elements, each once. */
struct crowd {
    int32_t *of;
    size_t n;
    int32_t *seen; /* (n feeds) stamp of the crowd that it was last in */
    int32_t stamp;
};

struct lost_feeds {
    const struct plan *plan;
    const struct links *links[KIND_COUNT]; /* parents; NULL for lights: the first element */
    size_t n[KIND_COUNT];
    size_t *first; /* (n feeds + 1) of an element's taps */
    struct tap *taps;
    struct group *group; /* (n feeds) that each is in */
    size_t n_partners;

    struct draw *draw[KIND_COUNT]; /* of each item, as things stand  */
    struct draw *kept;             /* (n feeds) with nothing lost    */
    double *load_w;                /* (n feeds) likewise             */
    double *load_va;
    double *current_a;
    struct crowd below;   /* the lost one and what it feeds                   */
    struct crowd touched; /* these, and all whose loads may change            */
    size_t *n_touches;    /* (n feeds) by how many losses its load may change */
    struct feed_columns at;
};

/* --------------------------------------------------------------- what hangs where */

static void count_or_place(struct lost_feeds *l, struct tap tap, size_t f, bool places)
{
    if (places) {
        l->taps[l->first[f]] = tap;
    }
    l->first[f]++;
}

static void hang(struct lost_feeds *l, int32_t kind, size_t item, bool places)
{
    const struct links *const up = l->links[kind];

    if (up == NULL) {
        count_or_place(l, (struct tap){kind, 0, 0}, 0, places);
        return;
    }
    for (int32_t k = up->first[item]; k < up->first[item + 1]; k++) {
        const struct tap tap = {kind, (int32_t)item, k - up->first[item]};
        count_or_place(l, tap, (size_t)up->to[k], places);
    }
}

/* In the order of feeds_solve: sums are the same to the last bit only if their order is. */
static void hang_all(struct lost_feeds *l, bool places)
{
    const struct groups *const groups = &l->plan->feed;

    for (int32_t kind = 0; kind < KIND_FEED; kind++) {
        for (size_t i = 0; i < l->n[kind]; i++) {
            hang(l, kind, i, places);
        }
    }
    for (size_t k = groups->n; k-- > 0;) {
        const struct group *const g = &groups->items[k];
        for (size_t f = g->first; f < g->first + g->n; f++) {
            hang(l, KIND_FEED, f, places);
            l->group[f] = *g;
        }
    }
}

static void place_taps(struct arena *arena, struct lost_feeds *l)
{
    const size_t n = l->n[KIND_FEED];
    size_t total = 0;

    l->first = ARENA_ARRAY(arena, size_t, n + 1, "limits");
    hang_all(l, false);
    for (size_t f = 0; f < n; f++) {
        const size_t count = l->first[f];
        l->first[f] = total;
        total += count;
    }
    l->taps = arena_take(arena, total, sizeof *l->taps, "limits");
    hang_all(l, true);
    /* Each has run on to where the next one begins. */
    memmove(l->first + 1, l->first, n * sizeof *l->first);
    l->first[0] = 0;
}

static struct crowd crowd_create(struct arena *arena, size_t n)
{
    return (struct crowd){.of = ARENA_ARRAY(arena, int32_t, n, "limits"),
                          .seen = ARENA_ARRAY(arena, int32_t, n, "limits")};
}

static void take_columns(struct arena *arena, struct feed_columns *at, size_t n)
{
    size_t n_rows = 0;
    const struct column *const rows = hall_column_table(DIM_FEED, &n_rows);

    for (size_t k = 0; k < n_rows; k++) {
        double **const field = (double **)(void *)((char *)at + rows[k].offset);
        *field = ARENA_ARRAY(arena, double, n, "limits");
    }
}

struct lost_feeds *lost_feeds_create(struct arena *arena, const struct plan *plan)
{
    struct lost_feeds *const l = arena_take(arena, 1, sizeof *l, "limits");
    const size_t n = plan->n[DIM_FEED];

    *l = (struct lost_feeds){
        .plan = plan,
        .links = {&plan->rack_feeds, &plan->crah_feeds, &plan->cdu_feeds, &plan->plant_feeds, NULL,
                  &plan->feed_parents},
        .n = {plan->n[DIM_RACK], plan->n[DIM_CRAH], plan->n[DIM_CDU], plan->n[DIM_PLANT],
              plan->lights_w > 0.0 ? 1 : 0, n},
        .group = arena_take(arena, n, sizeof *l->group, "limits"),
        .kept = arena_take(arena, n, sizeof *l->kept, "limits"),
        .load_w = ARENA_ARRAY(arena, double, n, "limits"),
        .load_va = ARENA_ARRAY(arena, double, n, "limits"),
        .current_a = ARENA_ARRAY(arena, double, n, "limits"),
        .below = crowd_create(arena, n),
        .touched = crowd_create(arena, n),
        .n_touches = ARENA_ARRAY(arena, size_t, n, "limits"),
    };
    for (int k = 0; k < KIND_COUNT; k++) {
        l->draw[k] = arena_take(arena, l->n[k], sizeof *l->draw[k], "limits");
    }
    for (size_t f = 0; f < n; f++) {
        l->n_partners += plan->feed_is_partner[f] ? 1 : 0;
    }
    take_columns(arena, &l->at, n);
    place_taps(arena, l);
    return l;
}

/* ------------------------------------------------------------------ how far it reaches */

static void crowd_clear(struct crowd *c)
{
    c->n = 0;
    c->stamp++;
}

static void crowd_add(struct crowd *c, int32_t f)
{
    if (c->seen[f] != c->stamp) {
        c->seen[f] = c->stamp;
        c->of[c->n++] = f;
    }
}

static void add_parents(struct crowd *c, const struct links *up, size_t item)
{
    for (int32_t k = up->first[item]; k < up->first[item + 1]; k++) {
        crowd_add(c, up->to[k]);
    }
}

static int by_index(const void *a, const void *b)
{
    const int32_t left = *(const int32_t *)a;
    const int32_t right = *(const int32_t *)b;

    return (left > right) - (left < right);
}

/* Down from the lost element; then up from there and from all that has a part of its loads. */
static void find_reach(struct lost_feeds *l, size_t lost)
{
    crowd_clear(&l->below);
    crowd_clear(&l->touched);
    crowd_add(&l->below, (int32_t)lost);
    for (size_t k = 0; k < l->below.n; k++) {
        const int32_t f = l->below.of[k];
        crowd_add(&l->touched, f);
        for (size_t t = l->first[f]; t < l->first[f + 1]; t++) {
            const struct tap *const tap = &l->taps[t];
            if (tap->kind == KIND_FEED) {
                crowd_add(&l->below, tap->item);
            } else if (tap->kind != KIND_LIGHTS) {
                add_parents(&l->touched, l->links[tap->kind], (size_t)tap->item);
            }
        }
    }
    for (size_t k = 0; k < l->touched.n; k++) {
        add_parents(&l->touched, &l->plan->feed_parents, (size_t)l->touched.of[k]);
    }
    /* Parents stand before children. */
    gsl_heapsort(l->below.of, l->below.n, sizeof *l->below.of, by_index);
    gsl_heapsort(l->touched.of, l->touched.n, sizeof *l->touched.of, by_index);
}

/* --------------------------------------------------------------------------- solving */

static double share_of(const struct lost_feeds *l, const struct tap *tap, size_t f)
{
    const double parent = tap->kind == KIND_FEED ? l->at.parent[tap->item] : -1.0;

    if (parent >= 0.0) {
        return parent == tap->place ? 1.0 : 0.0;
    }
    if (l->at.is_energised[f] == 0.0 || tap->kind == KIND_LIGHTS) {
        return l->at.is_energised[f];
    }
    return 1.0 / feeds_n_alive(l->links[tap->kind], (size_t)tap->item, l->at.is_energised);
}

/* Children first: their draws are known. */
static enum status solve_one(struct lost_feeds *l, size_t f)
{
    double *const sums[] = {l->at.load_w, l->at.load_var, l->at.phase_a_w, l->at.phase_b_w,
                            l->at.phase_c_w};
    struct group one = l->group[f];

    for (size_t k = 0; k < sizeof sums / sizeof sums[0]; k++) {
        sums[k][f] = 0.0;
    }
    for (size_t t = l->first[f]; t < l->first[f + 1]; t++) {
        const struct tap *const tap = &l->taps[t];
        const double share = share_of(l, tap, f);
        if (share > 0.0) {
            feeds_add_draw(&l->at, f, &l->draw[tap->kind][tap->item], share);
        }
    }
    one.first = f;
    one.n = 1;
    const enum status st = feeds_lose(l->plan, &one, NULL, &l->at);
    l->draw[KIND_FEED][f] = feeds_input_draw(&one, &l->at, f);
    return st;
}

static void take_draws(struct lost_feeds *l, const struct feed_loads *loads)
{
    const double *const motors_w[] = {NULL, loads->crah_w, loads->cdu_w, loads->plant_w};

    for (size_t r = 0; r < l->n[KIND_RACK]; r++) {
        l->draw[KIND_RACK][r] = feeds_rack_draw(l->plan, loads, r);
    }
    for (int kind = KIND_CRAH; kind <= KIND_PLANT; kind++) {
        for (size_t i = 0; i < l->n[kind]; i++) {
            l->draw[kind][i] = feeds_motor_draw(motors_w[kind][i]);
        }
    }
    if (l->n[KIND_LIGHTS] > 0) {
        l->draw[KIND_LIGHTS][0] = feeds_lights_draw(l->plan);
    }
}

/* The whole tree with nothing lost. */
static enum status solve_whole(struct lost_feeds *l, const double *out)
{
    const size_t n = l->n[KIND_FEED];
    enum status st = STATUS_OK;

    feeds_connect_lost(l->plan, out, -1, &l->at);
    for (size_t f = n; f-- > 0 && st == STATUS_OK;) {
        st = solve_one(l, f);
    }
    memcpy(l->kept, l->draw[KIND_FEED], n * sizeof *l->kept);
    memcpy(l->load_w, l->at.load_w, n * sizeof(double));
    memcpy(l->load_va, l->at.load_va, n * sizeof(double));
    memcpy(l->current_a, l->at.current_a, n * sizeof(double));
    memset(l->n_touches, 0, n * sizeof *l->n_touches);
    return st;
}

static void keep_worst(const struct feed_columns *c, size_t f, double load_w, double load_va,
                       double current_a, double capacity_w)
{
    c->n1_load_w[f] = fmax(c->n1_load_w[f], load_w);
    c->n1_load_va[f] = fmax(c->n1_load_va[f], load_va);
    c->n1_current_a[f] = fmax(c->n1_current_a[f], current_a);
    if (capacity_w > 0.0) { /* with no parent left it is lost, not short */
        c->n1_capacity_w[f] = fmin(c->n1_capacity_w[f], capacity_w);
    }
}

static void connect_below(struct lost_feeds *l, size_t lost, double out)
{
    l->at.out[lost] = out;
    for (size_t k = 0; k < l->below.n; k++) {
        feeds_connect(l->plan, (size_t)l->below.of[k], &l->at);
    }
}

/* Loses one, keeps what that makes worse, and takes it back. */
static enum status lose_one(struct lost_feeds *l, size_t lost, const struct feed_columns *c)
{
    const struct feed_columns *const at = &l->at;
    enum status st = STATUS_OK;

    find_reach(l, lost);
    connect_below(l, lost, OUT_FAILED);
    for (size_t k = l->touched.n; k-- > 0 && st == STATUS_OK;) {
        st = solve_one(l, (size_t)l->touched.of[k]);
    }
    for (size_t k = 0; k < l->touched.n; k++) {
        const size_t f = (size_t)l->touched.of[k];
        keep_worst(c, f, at->load_w[f], at->load_va[f], at->current_a[f], at->capacity_w[f]);
        l->draw[KIND_FEED][f] = l->kept[f];
        l->n_touches[f]++;
    }
    connect_below(l, lost, c->out[lost]);
    return st;
}

enum status lost_feeds_worst(struct lost_feeds *lost, const struct feed_loads *loads,
                             const struct feed_columns *c)
{
    struct lost_feeds *const l = lost;
    const size_t n = l->n[KIND_FEED];

    memcpy(c->n1_load_w, c->load_w, n * sizeof(double));
    memcpy(c->n1_load_va, c->load_va, n * sizeof(double));
    memcpy(c->n1_current_a, c->current_a, n * sizeof(double));
    memcpy(c->n1_capacity_w, c->capacity_w, n * sizeof(double));
    if (l->n_partners == 0) {
        return STATUS_OK;
    }
    take_draws(l, loads);
    enum status st = solve_whole(l, c->out);
    for (size_t f = 0; f < n && st == STATUS_OK; f++) {
        st = l->plan->feed_is_partner[f] ? lose_one(l, f, c) : STATUS_OK;
    }
    /* A loss that does not reach an element leaves it as it is with nothing lost. */
    for (size_t f = 0; f < n; f++) {
        if (l->n_touches[f] < l->n_partners) {
            keep_worst(c, f, l->load_w[f], l->load_va[f], l->current_a[f], l->at.capacity_w[f]);
        }
    }
    return st;
}
