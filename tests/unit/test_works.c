/* Sets of works: the cheapest that does, against all sets; their order in time.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_rng.h>

#include "sim/decide/works_find.h"
#include "sim/decide/works_order.h"
#include "tests/support/check_main.h"

static void no_memory(size_t bytes, const char *label)
{
    (void)bytes;
    (void)label;
    abort();
}

/* The cheapest of all 2^n sets; false when none is allowed. */
static bool cheapest_of_all(const struct cover_item *items, size_t n,
                            const struct cover_clause *clauses, size_t n_clauses, uint64_t *ret)
{
    bool is_found = false;

    for (uint64_t set = 0; set < UINT64_C(1) << n; set++) {
        if (cover_is_allowed(items, n, clauses, n_clauses, set) &&
            (!is_found ||
             cover_is_cheaper(cover_cost_of(items, n, set), cover_cost_of(items, n, *ret)))) {
            *ret = set;
            is_found = true;
        }
    }
    return is_found;
}

static uint64_t draw_set(gsl_rng *rng, size_t n, double share)
{
    uint64_t set = 0;

    for (size_t i = 0; i < n; i++) {
        set |= gsl_rng_uniform(rng) < share ? UINT64_C(1) << i : 0;
    }
    return set;
}

/* Costs with cents that no two sums share by chance, some not known. */
static void draw_items(gsl_rng *rng, struct cover_item *items, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const uint64_t others = ~(UINT64_C(1) << i);
        items[i] = (struct cover_item){
            .cost_usd = gsl_rng_uniform(rng) < 0.1 ? (double)NAN : 100.0 * gsl_rng_uniform(rng),
            .needs = draw_set(rng, i, 0.08),
            .excludes = draw_set(rng, n, 0.05) & others};
    }
}

START_TEST(the_set_found_is_as_cheap_as_the_best_of_all_sets)
{
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
    size_t n_found = 0;

    gsl_rng_set(rng, 41);
    for (int k = 0; k < 400; k++) {
        struct cover_item items[12];
        struct cover_clause clauses[9];
        const size_t n = 1 + gsl_rng_uniform_int(rng, 12);
        const size_t n_clauses = gsl_rng_uniform_int(rng, 10);
        uint64_t best = 0;
        uint64_t found = 0;
        draw_items(rng, items, n);
        for (size_t c = 0; c < n_clauses; c++) {
            clauses[c].any = draw_set(rng, n, 0.25);
            clauses[c].without = gsl_rng_uniform(rng) < 0.6 ? 0 : draw_set(rng, n, 0.3);
        }
        const bool is_there = cheapest_of_all(items, n, clauses, n_clauses, &best);
        ck_assert_msg(cover_find(items, n, clauses, n_clauses, &found) == is_there, "case %d", k);
        if (!is_there) {
            continue;
        }
        n_found++;
        const struct cover_cost a = cover_cost_of(items, n, best);
        const struct cover_cost b = cover_cost_of(items, n, found);
        ck_assert_msg(cover_is_allowed(items, n, clauses, n_clauses, found), "case %d", k);
        ck_assert_msg(a.n_unpriced == b.n_unpriced && fabs(a.usd - b.usd) < 1e-9, "case %d: %g, %g",
                      k, a.usd, b.usd);
    }
    ck_assert_uint_gt(n_found, 150); /* or the draw is too hard to say much */
    gsl_rng_free(rng);
}
END_TEST

START_TEST(nothing_to_clear_costs_nothing)
{
    const struct cover_item items[] = {{.cost_usd = 7.0}, {.cost_usd = 0.5}};
    uint64_t set = 99;

    ck_assert(cover_find(items, 2, NULL, 0, &set));
    ck_assert_uint_eq(set, 0);
}
END_TEST

START_TEST(a_price_that_is_not_known_is_never_taken_for_a_low_one)
{
    const struct cover_item items[] = {{.cost_usd = (double)NAN}, {.cost_usd = 1e9}};
    const struct cover_clause either = {.any = 3};
    uint64_t set = 0;

    ck_assert(cover_find(items, 2, &either, 1, &set));
    ck_assert_uint_eq(set, 2);
}
END_TEST

START_TEST(a_cheaper_price_never_makes_the_set_dearer)
{
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);

    gsl_rng_set(rng, 43);
    for (int k = 0; k < 200; k++) {
        struct cover_item items[14];
        struct cover_clause clauses[6];
        uint64_t before = 0;
        uint64_t after = 0;
        draw_items(rng, items, 14);
        for (size_t i = 0; i < 14; i++) {
            items[i].cost_usd = isnan(items[i].cost_usd) ? 55.5 : items[i].cost_usd;
        }
        for (size_t c = 0; c < 6; c++) {
            clauses[c] = (struct cover_clause){.any = draw_set(rng, 14, 0.3)};
        }
        if (!cover_find(items, 14, clauses, 6, &before)) {
            continue;
        }
        const double dear_usd = cover_cost_of(items, 14, before).usd;
        items[gsl_rng_uniform_int(rng, 14)].cost_usd *= gsl_rng_uniform(rng);
        ck_assert(cover_find(items, 14, clauses, 6, &after));
        ck_assert_msg(cover_cost_of(items, 14, after).usd <= dear_usd + 1e-9, "case %d", k);
    }
    gsl_rng_free(rng);
}
END_TEST

/* ------------------------------------------------------------ with a judge */

enum { ITEMS = 11, LIMITS = 5 };

/* A hall of numbers: each item lifts some limits by so much and takes a little from others. */
struct numbers {
    double lift[ITEMS][LIMITS];
    double margin[LIMITS];
    struct arena *arena;
    uint64_t refused; /* sets with all of these make no scenario; 0: none */
    size_t n_asked;
};

static double margin_of(const struct numbers *h, uint64_t set, size_t limit)
{
    double margin = h->margin[limit];

    for (size_t i = 0; i < ITEMS; i++) {
        margin += (set >> i & 1U) != 0 ? h->lift[i][limit] : 0.0;
    }
    return margin;
}

static enum status judge_numbers(void *whom, struct works_problem *p, uint64_t set,
                                 struct works_breach **ret_breaches, size_t *ret_n)
{
    static const char *const names[LIMITS] = {"a", "b", "c", "d", "e"};
    struct numbers *const h = whom;

    (void)p;
    h->n_asked++;
    *ret_n = 0;
    *ret_breaches = ARENA_ARRAY(h->arena, struct works_breach, LIMITS, "test");
    if (h->refused != 0 && (set & h->refused) == h->refused) {
        (*ret_breaches)[(*ret_n)++] = (struct works_breach){.limit = NULL};
        return STATUS_OK;
    }
    for (size_t l = 0; l < LIMITS; l++) {
        const double margin = margin_of(h, set, l);
        struct works_breach b = {.limit = names[l]};
        for (size_t i = 0; i < ITEMS; i++) {
            b.lifted_by |= h->lift[i][l] > 0.0 ? UINT64_C(1) << i : 0;
        }
        if (margin < 0.0) {
            (*ret_breaches)[(*ret_n)++] = b;
        }
    }
    return STATUS_OK;
}

static bool passes(const struct numbers *h, uint64_t set)
{
    bool passes_all = true;

    for (size_t l = 0; l < LIMITS; l++) {
        passes_all = passes_all && margin_of(h, set, l) >= 0.0;
    }
    return passes_all;
}

static void draw_numbers(gsl_rng *rng, struct numbers *h)
{
    for (size_t l = 0; l < LIMITS; l++) {
        h->margin[l] = gsl_rng_uniform(rng) * 3.0 - 1.7;
        for (size_t i = 0; i < ITEMS; i++) {
            const double u = gsl_rng_uniform(rng);
            h->lift[i][l] = u < 0.3   ? gsl_rng_uniform(rng)
                            : u < 0.6 ? -0.2 * gsl_rng_uniform(rng)
                                      : 0.0;
        }
    }
}

START_TEST(a_set_that_a_judge_lets_pass_is_the_cheapest_of_all_that_pass)
{
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
    size_t n_found = 0;
    size_t n_asked = 0;

    gsl_rng_set(rng, 47);
    for (int k = 0; k < 120; k++) {
        struct works_problem p = {.n_items = ITEMS, .judge = judge_numbers, .most_questions = 4096};
        struct numbers h = {.arena = arena_create(no_memory)};
        struct works_answer found;
        double best_usd = (double)INFINITY;
        draw_numbers(rng, &h);
        draw_items(rng, p.items, ITEMS);
        for (size_t i = 0; i < ITEMS; i++) {
            p.items[i].cost_usd = 1.0 + 40.0 * gsl_rng_uniform(rng);
        }
        for (uint64_t set = 0; set < UINT64_C(1) << ITEMS; set++) {
            if (passes(&h, set) && cover_is_allowed(p.items, ITEMS, NULL, 0, set)) {
                best_usd = fmin(best_usd, cover_cost_of(p.items, ITEMS, set).usd);
            }
        }
        p.whom = &h;
        ck_assert_int_eq(works_find(h.arena, &p, &found), STATUS_OK);
        if (isfinite(best_usd)) {
            n_found++;
            n_asked += h.n_asked;
            ck_assert_msg(found.is_found && found.n_left_out == 0, "case %d", k);
            ck_assert_msg(passes(&h, found.set), "case %d", k);
            ck_assert_msg(fabs(found.cost.usd - best_usd) < 1e-9, "case %d: %g for %g", k,
                          found.cost.usd, best_usd);
        } else {
            ck_assert_msg(!found.is_found || found.n_left_out > 0, "case %d", k);
        }
        arena_destroy(h.arena);
    }
    ck_assert_uint_gt(n_found, 40);
    ck_assert_uint_lt(n_asked, n_found * (UINT64_C(1) << ITEMS) / 20); /* far from all sets */
    gsl_rng_free(rng);
}
END_TEST

START_TEST(a_limit_that_nothing_lifts_is_told_and_the_others_are_cleared)
{
    struct works_problem p = {.n_items = ITEMS, .judge = judge_numbers, .most_questions = 50};
    struct numbers h = {.arena = arena_create(no_memory), .margin = {-0.3, -1.0, 2.0, 2.0, 2.0}};
    struct works_answer found;

    for (size_t i = 0; i < ITEMS; i++) {
        p.items[i].cost_usd = 10.0 + (double)i;
    }
    h.lift[4][1] = 1.25;
    p.whom = &h;
    ck_assert_int_eq(works_find(h.arena, &p, &found), STATUS_OK);
    ck_assert(found.is_found);
    ck_assert_uint_eq(found.set, 1U << 4);
    ck_assert_uint_eq(found.n_left_out, 1);
    ck_assert_str_eq(found.left_out[0], "a");
    arena_destroy(h.arena);
}
END_TEST

START_TEST(works_that_are_refused_are_not_chosen_and_clear_nothing)
{
    struct works_problem p = {.n_items = ITEMS, .judge = judge_numbers, .most_questions = 50};
    struct numbers h = {.arena = arena_create(no_memory),
                        .margin = {-0.5, -0.25, 1.0, 1.0, 1.0},
                        .refused = 1U << 2};
    struct works_answer found;

    for (size_t i = 0; i < ITEMS; i++) {
        p.items[i].cost_usd = 10.0 + (double)i;
    }
    h.lift[2][0] = 0.75; /* the cheapest for the first limit, and refused */
    h.lift[7][0] = 0.75;
    h.lift[2][1] = 0.5; /* the only one for the second */
    p.whom = &h;
    ck_assert_int_eq(works_find(h.arena, &p, &found), STATUS_OK);
    ck_assert(found.is_found);
    ck_assert_uint_eq(found.set, 1U << 7);
    ck_assert_uint_eq(found.n_left_out, 1);
    ck_assert_str_eq(found.left_out[0], "b");
    arena_destroy(h.arena);
}
END_TEST

START_TEST(questions_that_run_out_are_told)
{
    struct works_problem p = {.n_items = ITEMS, .judge = judge_numbers, .most_questions = 1};
    struct numbers h = {.arena = arena_create(no_memory), .margin = {-0.5, 1.0, 1.0, 1.0, 1.0}};
    struct works_answer found;

    h.lift[2][0] = 0.75;
    p.whom = &h;
    ck_assert_int_eq(works_find(h.arena, &p, &found), STATUS_OK);
    ck_assert(!found.is_found && !found.is_exact);
    arena_destroy(h.arena);
}
END_TEST

/* -------------------------------------------------------------------- order */

START_TEST(no_work_begins_before_what_it_needs_is_done_nor_before_it_is_delivered)
{
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);

    gsl_rng_set(rng, 53);
    for (int k = 0; k < 200; k++) {
        struct works_job jobs[10];
        const size_t n = 1 + gsl_rng_uniform_int(rng, 10);
        double last_s = 0.0;
        for (size_t i = 0; i < n; i++) {
            jobs[i] = (struct works_job){.lead_s = 1e6 * gsl_rng_uniform(rng),
                                         .duration_s = 1e5 * gsl_rng_uniform(rng),
                                         .has_outage = gsl_rng_uniform(rng) < 0.4,
                                         .needs = draw_set(rng, i, 0.2)};
        }
        const double usable_s = works_order(jobs, n);
        for (size_t i = 0; i < n; i++) {
            last_s = fmax(last_s, jobs[i].end_s);
            ck_assert_msg(jobs[i].begin_s >= jobs[i].lead_s, "case %d, job %zu", k, i);
            for (size_t o = 0; o < n; o++) {
                const bool needs = (jobs[i].needs >> o & 1U) != 0;
                const bool both_out = i != o && jobs[i].has_outage && jobs[o].has_outage;
                const bool apart =
                    jobs[i].begin_s >= jobs[o].end_s || jobs[o].begin_s >= jobs[i].end_s;
                ck_assert_msg(!needs || jobs[i].begin_s >= jobs[o].end_s, "case %d: %zu, %zu", k, i,
                              o);
                ck_assert_msg(!both_out || apart, "case %d: %zu and %zu are out together", k, i, o);
            }
        }
        ck_assert_double_eq(usable_s, last_s);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(an_unknown_lead_time_makes_an_unknown_month)
{
    struct works_job jobs[] = {{.lead_s = 7.0, .duration_s = 3.0},
                               {.lead_s = (double)NAN, .duration_s = 2.0},
                               {.lead_s = 1.0, .duration_s = 1.5, .needs = 2}};

    ck_assert(isnan(works_order(jobs, 3)));
    ck_assert_double_eq(jobs[0].end_s, 7.0 + 3.0);
    ck_assert(isnan(jobs[2].end_s));
    ck_assert_uint_eq(jobs[0].place, 0);
}
END_TEST

TCASE(tc_sets, "sets", the_set_found_is_as_cheap_as_the_best_of_all_sets,
      nothing_to_clear_costs_nothing, a_price_that_is_not_known_is_never_taken_for_a_low_one,
      a_cheaper_price_never_makes_the_set_dearer)
TCASE(tc_judge, "judge", a_set_that_a_judge_lets_pass_is_the_cheapest_of_all_that_pass,
      a_limit_that_nothing_lifts_is_told_and_the_others_are_cleared,
      works_that_are_refused_are_not_chosen_and_clear_nothing, questions_that_run_out_are_told)
TCASE(tc_order, "order", no_work_begins_before_what_it_needs_is_done_nor_before_it_is_delivered,
      an_unknown_lead_time_makes_an_unknown_month)
CHECK_MAIN("works", tc_sets, tc_judge, tc_order)
