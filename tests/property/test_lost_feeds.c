/* test_lost_feeds.c - static N-1 of random trees against the whole tree solved anew for every loss.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "sim/engine/events.h"
#include "tests/support/check_main.h"
#include "tests/support/hall_bench.h"
#include "tests/support/random_tree.h"

enum { N_TREES = 120, N_LOOKS = 4, N_WORST = 4 };

/* The worst of every loss, element by element. */
struct worst {
    double *of[N_WORST]; /* load_w, load_va, current_a, capacity_w */
};

static double *feeds_copy(struct bench *b, const double *from)
{
    const size_t n = b->plan->n[DIM_FEED];
    double *const copy = ARENA_ARRAY(b->arena, double, n, "test");

    if (from != NULL) {
        memcpy(copy, from, n * sizeof *copy);
    }
    return copy;
}

/* Lights on the first element besides, which the text of a random tree does not have. */
static void open_tree(struct bench *b, struct plan *lit, unsigned long seed)
{
    gsl_rng *const rng = draw_create(seed);
    struct random_tree tree;
    struct text text = {0};

    tree_head(&text, "duration: 120 s, step: 3 s, record: 40 s");
    tree_elements(rng, &tree, &text);
    tree_racks(rng, &tree, &text);
    tree_events(rng, &tree, 120.0, &text);
    bench_open(b, text.at);
    *lit = *b->plan;
    lit->lights_w = draw_between(rng, 1e3, 9e3);
    b->plan = lit;
    b->limits = limits_create(b->arena, lit);
    text_release(&text);
    gsl_rng_free(rng);
}

/* As it is defined: each partner out of service in turn, all of the tree connected and solved. */
static struct worst solve_every_loss(struct bench *b, struct feed_columns *at, size_t *ret_losses)
{
    const struct columns *const c = b->hall->was;
    const struct feed_loads loads = {c->node.demand_w, c->crah.drawn_w, c->cdu.drawn_w,
                                     c->plant.drawn_w};
    struct worst w = {{feeds_copy(b, c->feed.load_w), feeds_copy(b, c->feed.load_va),
                       feeds_copy(b, c->feed.current_a), feeds_copy(b, c->feed.capacity_w)}};

    for (size_t lost = 0; lost < b->plan->n[DIM_FEED]; lost++) {
        if (!b->plan->feed_is_partner[lost]) {
            continue;
        }
        (*ret_losses)++;
        feeds_connect_lost(b->plan, c->feed.out, (long)lost, at);
        ck_assert_int_eq(feeds_solve(b->plan, &loads, NULL, at, NULL), STATUS_OK);
        for (size_t f = 0; f < b->plan->n[DIM_FEED]; f++) {
            w.of[0][f] = fmax(w.of[0][f], at->load_w[f]);
            w.of[1][f] = fmax(w.of[1][f], at->load_va[f]);
            w.of[2][f] = fmax(w.of[2][f], at->current_a[f]);
            w.of[3][f] = at->capacity_w[f] > 0.0 ? fmin(w.of[3][f], at->capacity_w[f]) : w.of[3][f];
        }
    }
    return w;
}

static void compare(const struct bench *b, const struct worst *w, unsigned long seed, int look)
{
    const struct feed_columns *const c = &b->hall->was->feed;
    const double *const found[N_WORST] = {c->n1_load_w, c->n1_load_va, c->n1_current_a,
                                          c->n1_capacity_w};
    static const char *const names[N_WORST] = {"load", "apparent load", "current", "capacity"};

    for (int k = 0; k < N_WORST; k++) {
        for (size_t f = 0; f < b->plan->n[DIM_FEED]; f++) {
            ck_assert_msg(memcmp(&found[k][f], &w->of[k][f], sizeof(double)) == 0,
                          "tree %lu, look %d: %s of %s is %.17g, solved whole %.17g", seed, look,
                          names[k], b->plan->names[DIM_FEED][f], found[k][f], w->of[k][f]);
        }
    }
}

/* To the last bit, with elements already failed, batteries that empty and breakers that have opened. */
START_TEST(what_a_loss_does_not_reach_need_not_be_solved)
{
    size_t n_losses = 0;

    for (unsigned long seed = 1; seed <= N_TREES; seed++) {
        struct feed_columns at = {0};
        struct bench b;
        struct plan lit;
        size_t n_rows = 0;
        const struct column *const rows = hall_column_table(DIM_FEED, &n_rows);

        open_tree(&b, &lit, seed);
        for (size_t k = 0; k < n_rows; k++) {
            double **const field = (double **)(void *)((char *)&at + rows[k].offset);
            *field = feeds_copy(&b, NULL);
        }
        for (int look = 0; look < N_LOOKS; look++) {
            for (int i = 0; i < 7; i++) {
                int64_t done_us = 0;
                ck_assert_int_eq(engine_advance(b.plan, b.hall, events_next_step_us(b.plan, b.hall),
                                                &done_us, &b.fault),
                                 STATUS_OK);
            }
            limits_renew_n1(b.limits);
            ck_assert_int_eq(limits_look(b.limits, b.hall, 0.0), STATUS_OK);
            const struct worst w = solve_every_loss(&b, &at, &n_losses);
            compare(&b, &w, seed, look);
        }
        bench_close(&b);
    }
    ck_assert_uint_gt(n_losses, (size_t)4 * N_TREES);
}
END_TEST

TCASE(tc_losses, "losses", what_a_loss_does_not_reach_need_not_be_solved)
CHECK_MAIN("lost feeds", tc_losses)
