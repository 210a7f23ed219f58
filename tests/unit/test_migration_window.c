/* test_migration_window.c - a hall in a migration window, against sums of what is in service.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/study/mix.h"
#include "sim/study/window.h"
#include "tests/support/check_main.h"
#include "tests/support/hall_bench.h"

#define NODE(low, high)                                                                            \
    "{name: n, model: curve, points: [[0 %, " low "], [100 %, " high "]], airflow: 0.4 m3/s, "     \
    "fan: 8 %, nameplate: " high ", workload: job}"
#define RACK(name, node) "{name: " name ", feeds: [a, b], nodes: [" node "]}"

/* O-1 and O-2 stop at 3 h, N-1 begins at 1 h; feed b is out from 90 to 150 min. Intervals of 30 min. */
#define TEXT(job)                                                                                  \
    "scenario: 1\n"                                                                                \
    "workloads: [{name: job, " job "}]\n"                                                          \
    "hall:\n"                                                                                      \
    "  name: H\n"                                                                                  \
    "  positions: 3\n"                                                                             \
    "  air: {supply: 20 degC, redundancy: N}\n"                                                    \
    "  power:\n"                                                                                   \
    "    - {name: grid, model: utility, rating: 500 kW}\n"                                         \
    "    - {name: a, model: lossless, from: grid, rating: 31 kW}\n"                                \
    "    - {name: b, model: lossless, from: grid, rating: 31 kW}\n"                                \
    "  plants: [{name: chw, model: chiller, capacity: 1 MW, cop: 4, supply: 10 degC, "             \
    "volume: 10 m3, from: grid}]\n"                                                                \
    "  crahs: [{name: c1, use: fan-wall-400kw, plant: chw, from: grid}]\n"                         \
    "  rows: [{name: R, racks: [" RACK("O-1", NODE("3 kW", "7 kW")) ", " RACK(                     \
        "O-2",                                                                                     \
        NODE("2 kW",                                                                               \
             "5 kW")) ", " RACK("N-1",                                                             \
                                NODE("4 kW",                                                       \
                                     "11 kW")) "]}]\n"                                             \
                                               "migration:\n"                                      \
                                               "  window: 4 h\n"                                   \
                                               "  interval: 30 min\n"                              \
                                               "  waves: [{name: w, at: 1 h, overlap: 2 h, back: " \
                                               "1 h, starts: N-1, stops: ['O-*']}]\n"              \
                                               "  outages: [{element: b, from: 90 min, until: "    \
                                               "150 min}]\n"

#define STEADY "model: constant, utilisation: 100 %"
#define WAVE                                                                                       \
    "model: training, period: 8 s, duty: 50 %, high: 100 %, low: 0 %, checkpoint_duration: 0 s"

static void run(struct bench *b, const char *text, size_t n_workers, unsigned long seed,
                struct window_answer *ret)
{
    bench_open(b, text);
    const struct window_request q = {.plan = b->plan,
                                     .migration = b->scenario->tree->migration,
                                     .n_draws = 40,
                                     .seed = seed,
                                     .points_s = 3600.0 * 2.0,
                                     .n_workers = n_workers};
    const enum status st = window_run(b->arena, &q, ret);
    ck_assert_msg(st == STATUS_OK, "%s in stage %s", status_text(st),
                  hall_stage_text(ret->fault.stage));
}

START_TEST(power_of_each_interval_is_that_of_the_racks_in_service)
{
    static const double expected_w[] = {12e3, 12e3, 23e3, 23e3, 23e3, 23e3, 11e3, 11e3};
    static const double n_racks[] = {2, 2, 3, 3, 3, 3, 1, 1};
    struct bench b;
    struct window_answer a;

    run(&b, TEXT(STEADY), 1, 1, &a);
    ck_assert_uint_eq(a.n, 8);
    for (size_t k = 0; k < a.n; k++) {
        /* The curve has no leakage; the shares of supplies and fans are in its points. */
        ck_assert_msg(fabs(a.rows[k].it_p50_w - expected_w[k]) < 1e-6 * expected_w[k],
                      "interval %zu: %g W", k, a.rows[k].it_p50_w);
        ck_assert_double_eq(a.rows[k].it_p95_w, a.rows[k].it_p50_w);
        ck_assert_double_eq(a.rows[k].n_carrying, n_racks[k]);
        ck_assert_double_eq(a.rows[k].n_dark, 0.0);
    }
    ck_assert_double_lt(a.worst_residual_frac, 1e-9);
    bench_close(&b);
}
END_TEST

START_TEST(feed_out_for_work_leaves_the_other_all_load)
{
    struct bench b;
    struct window_answer a;

    run(&b, TEXT(STEADY), 1, 1, &a);
    /* 31 kW, of which 80 % may be drawn for hours, carries 23 kW alone from 90 to 150 min. */
    for (size_t k = 0; k < a.n; k++) {
        const bool is_out = k == 3 || k == 4;
        const struct limit *const l = &b.plan->limits[a.rows[k].limit];
        if (is_out) {
            ck_assert_str_eq(b.plan->names[l->dim][l->index], "a");
            ck_assert_double_eq_tol(a.rows[k].value, 23e3, 1e-6 * 23e3);
            ck_assert_double_eq_tol(a.rows[k].margin_frac,
                                    (a.rows[k].limit_value - 23e3) / a.rows[k].limit_value, 1e-6);
        }
    }
    bench_close(&b);
}
END_TEST

START_TEST(answer_is_the_same_for_any_number_of_workers)
{
    struct bench b[3];
    struct window_answer a[3];

    for (size_t i = 0; i < 3; i++) {
        run(&b[i], TEXT(WAVE), i + 1, 7, &a[i]);
        ck_assert_int_eq(memcmp(a[0].rows, a[i].rows, a[0].n * sizeof *a[0].rows), 0);
        ck_assert_uint_eq(a[0].n_points, a[i].n_points);
    }
    for (size_t i = 0; i < 3; i++) {
        bench_close(&b[i]);
    }
}
END_TEST

START_TEST(draws_have_the_levels_of_the_workload)
{
    struct bench b;
    struct window_answer a;
    struct window_answer other;
    double p50_w[8];

    run(&b, TEXT(WAVE), 1, 7, &a);
    /* Two racks of two levels each: sums of 5, 8, 9 and 12 kW and no other. At P95 of 40 draws both
     * are high: each is so half of the time, so that at least a quarter of the draws are. */
    ck_assert_double_eq_tol(a.rows[0].it_p95_w, 12e3, 1e-6 * 12e3);
    const double p50_kw = a.rows[0].it_p50_w / 1e3;
    ck_assert_msg(fabs(p50_kw - 5.0) < 1e-5 || fabs(p50_kw - 8.0) < 1e-5 ||
                      fabs(p50_kw - 9.0) < 1e-5 || fabs(p50_kw - 12.0) < 1e-5,
                  "%g kW", p50_kw);
    for (size_t k = 0; k < a.n; k++) {
        p50_w[k] = a.rows[k].it_p50_w;
    }
    bench_close(&b);
    /* A median has few values here, so one other seed may well come to the same. */
    bool differs = false;
    for (unsigned long seed = 8; seed < 14; seed++) {
        run(&b, TEXT(WAVE), 1, seed, &other);
        for (size_t k = 0; k < a.n; k++) {
            differs = differs || p50_w[k] != other.rows[k].it_p50_w;
        }
        bench_close(&b);
    }
    ck_assert(differs); /* the seed is used */
}
END_TEST

START_TEST(points_are_of_what_is_in_service_and_hold_their_reading)
{
    struct bench b;
    struct window_answer a;
    bool has_n1 = false;

    run(&b, TEXT(STEADY), 1, 1, &a);
    ck_assert_double_eq(a.points_s, 7200.0);
    for (size_t k = 0; k < a.n_points; k++) {
        const struct window_point *const p = &a.points[k];
        ck_assert_msg(p->low <= p->expected && p->expected <= p->high, "%s", p->subject);
        ck_assert_str_ne(p->subject, "b"); /* out at two hours */
        has_n1 = has_n1 || strcmp(p->subject, "N-1") == 0;
        if (p->dim == DIM_HALL && strcmp(p->unit, "W") == 0) {
            ck_assert_double_eq_tol(p->expected, 23e3, 1e-6 * 23e3);
        }
    }
    ck_assert(has_n1);
    bench_close(&b);
}
END_TEST

TCASE(tc_window, "window", power_of_each_interval_is_that_of_the_racks_in_service,
      feed_out_for_work_leaves_the_other_all_load, answer_is_the_same_for_any_number_of_workers,
      draws_have_the_levels_of_the_workload,
      points_are_of_what_is_in_service_and_hold_their_reading)

CHECK_MAIN("window", tc_window)
