/* test_fit_random.c - how many more fit, in random halls: brute force, and what must never be.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "tests/support/check_main.h"
#include "tests/support/draw.h"
#include "tests/support/fit_bench.h"

/* ------------------------------------------------------- what must hold */

/* Is nothing passed with n[r] more in each rack? Says it of the plan alone, without the search. */
static bool holds(const struct study *s, const size_t *n, enum fit_service service)
{
    struct arena *const arena = s->bench.arena;
    const struct arena_mark mark = arena_mark(arena);
    const struct plan *plan = NULL;
    struct fault fault;
    size_t n_steps = 0;
    bool is = true;
    const struct addition_change change = {
        .scenario = s->bench.scenario, .addition = &s->addition, .n = n};
    const struct scenario *const more = addition_apply(arena, &change);

    ck_assert_int_eq(build_plan(arena, more, 0, 0, diag_create(arena), &plan), STATUS_OK);
    struct hall *const hall = hall_create(arena, plan);
    struct limits *const limits = limits_create(arena, plan);
    ck_assert_int_eq(engine_start(plan, hall, &fault), STATUS_OK);
    hall_set_level(hall, plan, LEVEL_NAMEPLATE, PARAM_UNKNOWN);
    const enum status st = engine_settle(plan, hall, 86400.0, &fault, &n_steps);
    if (st == STATUS_OK) {
        ck_assert_int_eq(limits_look(limits, hall, 0.0), STATUS_OK);
    }
    for (size_t i = 0; i < plan->n_limits && st == STATUS_OK; i++) {
        const double margin = service == FIT_N1 ? fmin(limits->now[i].margin, limits->n1[i].margin)
                                                : limits->now[i].margin;
        is = is && (plan->limits[i].is_advisory || !(margin < -1e-6 * fabs(limits->now[i].limit)));
    }
    arena_reset(arena, mark);
    return is && st == STATUS_OK;
}

/* ----------------------------------------------------------- random halls */

enum { RANDOM_RACKS = 5, RANDOM_ROOM = 2 };

/* What a test tightens: one rating by a factor. */
struct random_fit {
    unsigned long seed;
    int tightened; /* number of the rating; -1: none */
    double factor;
};

enum { N_RATINGS = 10 };

static void random_ratings(const struct random_fit *how, gsl_rng *rng, double ret[N_RATINGS])
{
    static const double low[N_RATINGS] = {20, 25, 20, 15, 15, 8, 8, 18, 40, 0.4};
    static const double high[N_RATINGS] = {90, 90, 80, 45, 45, 16, 16, 60, 160, 1.9};

    for (int k = 0; k < N_RATINGS; k++) {
        ret[k] = draw_between(rng, low[k], high[k]) * (k == how->tightened ? how->factor : 1.0);
    }
}

/* Two panels on one or two sides, racks with limits and circuits of their own, some of them filled. */
static void random_fit_text(const struct random_fit *how, struct text *t)
{
    gsl_rng *const rng = draw_create(how->seed);
    double kw[N_RATINGS];

    random_ratings(how, rng, kw);
    const bool has_sides = draw_index(rng, 2) == 0;
    text_add(t,
             "scenario: 1\n%shall:\n  name: H\n  positions: 9\n  it_limit: %.6f kW\n"
             "  air: {supply: 20 degC, dew_point: 5 degC, redundancy: N+1}\n"
             "  floor: {uniform_max: 4900 kg/m2, caster_max: %.6f kg, rolling_max: 4000 kg}\n"
             "  delivery: {door_height: 3 m, door_width: 2 m, lift_max: 9000 kg}\n"
             "  plants: [{name: chw, model: chiller, capacity: %.6f kW, cop: 4, supply: 8 degC, "
             "volume: 10 m3, from: mech}]\n"
             "  crahs: [{repeat: 3, name: \"c%%d\", model: crah, airflow: %.6f m3/s, fan: 0.9 kW, "
             "capacity: %.6f kW, water_flow: %.6f l/s, plant: chw, from: mech}]\n",
             UNIT, kw[0], kw[7] * 2.0, kw[8], kw[9], 13.0 * kw[9], 0.9 * kw[9]);
    text_add(t,
             "  power:\n"
             "    - {name: grid, model: utility, rating: 3 MW}\n"
             "    - {name: mech, model: lossless, from: grid, rating: 1 MW}\n"
             "    - {name: ups-a, use: ups-500kw, from: grid, rating: %.6f kW}\n"
             "    - {name: ups-b, use: ups-500kw, from: grid, rating: %.6f kW}\n"
             "    - {name: p1, model: panel, loss: 1 %%, from: ups-a, rating: %.6f kW}\n"
             "    - {name: p2, model: panel, loss: 1 %%, from: %s, rating: %.6f kW}\n"
             "    - {name: q, model: panel, loss: 1 %%, from: ups-b, rating: 300 kW}\n"
             "  rows:\n    - name: R\n      containment: cold_aisle\n      racks:\n",
             kw[1], kw[2], kw[3], has_sides ? "ups-a" : "ups-b", kw[4]);
    for (int r = 0; r < RANDOM_RACKS; r++) {
        const size_t kind = draw_index(rng, 3);
        text_add(t, "        - {name: r%d, feeds: %s, limit: %.6f kW, height: %d U, ", r,
                 kind == 0   ? "p1"
                 : has_sides ? (kind == 1 ? "p2" : "[p2, q]")
                             : "p2",
                 kw[5 + draw_index(rng, 2)], 5 * RANDOM_ROOM + 5);
        text_add(t, draw_index(rng, 3) == 0 ? "circuit: {voltage: 400 V, current: 16 A}, " : "");
        text_add(t, draw_index(rng, 4) == 0 ? "nodes: [{use: unit}]}\n"
                                            : "nodes: [{use: unit, count: 0}]}\n");
    }
    gsl_rng_free(rng);
}

static double sum_of(const size_t *n)
{
    double sum = 0.0;

    for (size_t r = 0; r < RANDOM_RACKS; r++) {
        sum += (double)n[r];
    }
    return sum;
}

/* The most over all ways to fill the racks; -1 when the hall passes something as it is. */
static double try_all(const struct study *s, enum fit_service service)
{
    size_t n[RANDOM_RACKS] = {0};
    double best = -1.0;

    for (;;) {
        if (sum_of(n) > best && holds(s, n, service)) {
            best = sum_of(n);
        }
        size_t r = 0;
        for (; r < RANDOM_RACKS && n[r] == RANDOM_ROOM; r++) {
            n[r] = 0;
        }
        if (r == RANDOM_RACKS) {
            return best;
        }
        n[r]++;
    }
}

START_TEST(search_equals_brute_force_and_one_more_breaks_something)
{
    for (unsigned long seed = 1; seed <= 24; seed++) {
        const struct random_fit how = {.seed = seed, .tightened = -1};
        const enum fit_service service = seed % 2 == 0 ? FIT_N1 : FIT_NORMAL;
        struct text t = {0};
        struct study s;

        random_fit_text(&how, &t);
        open_study(&s, t.at, "unit");
        s.request.service = service;
        s.request.is_spread = seed % 3 == 0;
        for (size_t r = 0; r < RANDOM_RACKS; r++) {
            s.n[r] = 0;
        }
        const double best = try_all(&s, service);
        if (best >= 0.0) {
            const double found = count(&s);
            ck_assert_msg(found == best, "seed %lu: %g, brute force %g\n%s", seed, found, best,
                          t.at);
            ck_assert(holds(&s, s.n, service));
            for (size_t r = 0; r < RANDOM_RACKS; r++) {
                s.n[r]++;
                enum addition_obstacle obstacle = OBSTACLE_NONE;
                const struct scn_hall *const halls = s.bench.scenario->sites[0].halls.items;
                const struct scn_rack *const racks =
                    ((const struct scn_row *)halls->rows.items)->racks.items;
                const bool has_room = s.n[r] <= addition_room(&s.addition, &racks[r], &obstacle);
                ck_assert_msg(!has_room || !holds(&s, s.n, service),
                              "seed %lu: one more fits in rack %zu", seed, r);
                s.n[r]--;
            }
        }
        bench_close(&s.bench);
        text_release(&t);
    }
}
END_TEST

static double count_of(const struct random_fit *how, enum fit_service service)
{
    struct text t = {0};
    struct study s;

    random_fit_text(how, &t);
    open_study(&s, t.at, "unit");
    s.request.service = service;
    const double found = count(&s);
    bench_close(&s.bench);
    text_release(&t);
    return found;
}

START_TEST(count_never_grows_when_a_limit_is_tightened_or_a_partner_lost)
{
    for (unsigned long seed = 101; seed <= 130; seed++) {
        const struct random_fit as_is = {.seed = seed, .tightened = -1};
        const struct random_fit tighter = {
            .seed = seed, .tightened = (int)(seed % N_RATINGS), .factor = 0.7};
        const double before = count_of(&as_is, FIT_N1);

        ck_assert_msg(count_of(&tighter, FIT_N1) <= before, "seed %lu", seed);
        ck_assert_msg(before <= count_of(&as_is, FIT_NORMAL), "seed %lu", seed);
    }
}
END_TEST

START_TEST(ladder_only_rises_sums_to_the_whole_and_lifts_what_it_says)
{
    for (unsigned long seed = 201; seed <= 212; seed++) {
        const struct random_fit how = {.seed = seed, .tightened = -1};
        struct fit_share shares[FIT_SHARES];
        struct text t = {0};
        struct study s;
        double sum_w = 0.0;

        random_fit_text(&how, &t);
        open_study(&s, t.at, "unit");
        s.request.has_ladder = true;
        (void)count(&s);
        const struct fit_answer a = s.answer;
        for (int64_t k = 1; k < a.n_rungs; k++) {
            ck_assert_double_ge(a.rungs[k].count, a.rungs[k - 1].count);
        }
        const size_t n = fit_shares(&a, shares);
        for (size_t k = 0; k < n; k++) {
            ck_assert_double_ge(shares[k].power_w, 0.0);
            sum_w += shares[k].power_w;
        }
        ck_assert_double_eq_tol(sum_w, a.whole_w, 1e-9 * a.whole_w);
        /* What the answer says that a lift gains, the search without that kind finds; by exchanging
         * places, which lifts do not, it may find more. */
        const char *const lifted[] = {a.bounds[0].kind};
        s.request.lifted = lifted;
        s.request.n_lifted = a.n_bounds > 0 ? 1 : 0;
        s.request.has_ladder = false;
        const double gain = a.n_bounds > 0 ? a.bounds[0].gain : 0.0;
        ck_assert_msg(count(&s) >= a.count + gain, "seed %lu", seed);
        bench_close(&s.bench);
        text_release(&t);
    }
}
END_TEST

TCASE(tc_random, "random", search_equals_brute_force_and_one_more_breaks_something,
      count_never_grows_when_a_limit_is_tightened_or_a_partner_lost,
      ladder_only_rises_sums_to_the_whole_and_lifts_what_it_says)

CHECK_MAIN("fit_random", tc_random)
