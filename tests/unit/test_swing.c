/* test_swing.c - swings of square waves in a lossless hall, against their closed forms.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/wave.h"
#include "sim/study/swing.h"
#include "tests/support/check_main.h"
#include "tests/support/hall_bench.h"

/* 12 racks of 3 nodes, 2.1 kW low and 9.4 kW high, on two elements of a lossless tree. */
#define HIGH_W  9400.0
#define LOW_W   2100.0
#define N_NODES 36.0

#define HALL                                                                                       \
    "hall:\n"                                                                                      \
    "  name: H\n"                                                                                  \
    "  air: {supply: 20 degC, redundancy: N}\n"                                                    \
    "  plants: [{name: chw, model: chiller, capacity: 1 MW, cop: 4, supply: 10 degC, "             \
    "volume: 10 m3, from: mech}]\n"                                                                \
    "  crahs: [{name: c1, use: fan-wall-400kw, plant: chw, from: mech}]\n"                         \
    "  power:\n"                                                                                   \
    "    - {name: grid, model: utility, rating: 500 kW}\n"                                         \
    "    - {name: mech, model: utility}\n"                                                         \
    "    - {name: a, model: lossless, from: grid}\n"                                               \
    "    - {name: b, model: lossless, from: grid}\n"

#define TRAYS                                                                                      \
    "nodes: [{name: tray, model: curve, points: [[0 %, 2.1 kW], [100 %, 9.4 kW]], "                \
    "airflow: 0.4 m3/s, count: 3, workload: job}]"

#define ROWS                                                                                       \
    "  rows: [{name: R, racks: [{repeat: 7, name: \"A-%d\", feeds: a, " TRAYS                      \
    "}, {repeat: 5, name: \"B-%d\", feeds: b, " TRAYS "}]}]\n"

#define JOB(more)                                                                                  \
    "scenario: 1\n"                                                                                \
    "time: {duration: 100 s, step: 1 s}\n"                                                         \
    "workloads: [{name: job, model: training, period: 4 s, duty: 70 %, high: 100 %, low: 0 "       \
    "%, " more "}]\n"

#define STEADILY "checkpoint_duration: 0 s"

static const struct swing_times chosen = {
    .step_s = PARAM_UNKNOWN, .window_s = PARAM_UNKNOWN, .span_s = PARAM_UNKNOWN};

static struct swing_answer run(struct bench *b, const struct plan *plan, struct swing_times times)
{
    struct swing_answer answer;
    const char *why = NULL;

    ck_assert_msg(swing_choose_times(plan, &times, &why), "%s", why);
    ck_assert_int_eq(swing_run(b->arena, plan, &times, NULL, &answer), STATUS_OK);
    return answer;
}

static const struct swing_item *find(const struct swing_answer *a, const char *name)
{
    for (size_t i = 0; i < a->n_items; i++) {
        if (strcmp(a->items[i].name, name) == 0) {
            return &a->items[i];
        }
    }
    ck_abort_msg("no item %s", name);
}

static double swing_w(const struct swing_item *item)
{
    return item->peak_w - item->trough_w;
}

START_TEST(all_nodes_in_phase_swing_by_high_less_low_at_every_place)
{
    struct bench b;

    bench_open(&b, JOB(STEADILY) HALL ROWS);
    const struct swing_answer a = run(&b, b.plan, chosen);
    const struct wave wave = {4.0, 0.7, N_NODES * HIGH_W, N_NODES * LOW_W, 0.0};
    const struct swing_item *const grid = find(&a, "grid");
    ck_assert_double_eq_tol(swing_w(grid), N_NODES * (HIGH_W - LOW_W), 1e-9 * N_NODES * HIGH_W);
    ck_assert_double_eq_tol(grid->peak_w, N_NODES * HIGH_W, 1e-9 * N_NODES * HIGH_W);
    ck_assert_double_eq_tol(grid->mean_w, wave_mean(&wave), 1e-9 * N_NODES * HIGH_W);
    ck_assert_double_eq_tol(swing_w(find(&a, "a")), 21.0 * (HIGH_W - LOW_W), 1e-4);
    ck_assert_double_eq_tol(swing_w(find(&a, "b")), 15.0 * (HIGH_W - LOW_W), 1e-4);
    ck_assert_double_eq_tol(grid->period_s, 4.0, 1e-3);
    /* 80 steps a period: (pi / 80)^2 / 6 of the harmonic, as the spectrum's own test has it. */
    ck_assert_double_eq_tol(grid->amplitude_w, wave_harmonic(&wave, 1),
                            5e-4 * wave_harmonic(&wave, 1));
    /* All that swings is in the band, but for what lies above 10 Hz: step means of a square wave. */
    const double rms =
        sqrt(wave_rms(&wave) * wave_rms(&wave) - wave_mean(&wave) * wave_mean(&wave));
    ck_assert_double_eq_tol(grid->band_w, rms, 0.005 * rms);
    ck_assert_double_eq(grid->rating_w, 500e3);
    bench_close(&b);
}
END_TEST

/* An edge is one step long: over a window of m steps the mean slope is the whole swing over it, and over
 * one that is longer than the time spent low no more than that. */
START_TEST(ramp_is_the_swing_over_the_window)
{
    static const double windows_s[] = {0.05, 0.5, 1.0};
    struct bench b;

    bench_open(&b, JOB(STEADILY) HALL ROWS);
    for (size_t k = 0; k < 3; k++) {
        struct swing_times times = chosen;
        times.window_s = windows_s[k];
        const struct swing_answer a = run(&b, b.plan, times);
        const double slope = N_NODES * (HIGH_W - LOW_W) / windows_s[k];
        ck_assert_double_eq_tol(find(&a, "grid")->up_w_per_s, slope, 1e-9 * slope);
        ck_assert_double_eq_tol(find(&a, "grid")->down_w_per_s, -slope, 1e-9 * slope);
    }
    /* 4 s apart the wave is where it was. */
    struct swing_times times = chosen;
    times.window_s = 4.0;
    const struct swing_answer a = run(&b, b.plan, times);
    ck_assert_double_eq_tol(find(&a, "grid")->up_w_per_s, 0.0, 1e-6);
    bench_close(&b);
}
END_TEST

/* Of n square waves a period over n apart, n D are high at any time: the whole numbers on both sides of
 * it, or just one when it is whole. The swing is a nth or nothing. */
START_TEST(staggered_waves_overlap_but_for_one_or_none)
{
    static const size_t n_groups[] = {2, 3, 4, 6, 12};
    struct bench b;

    bench_open(&b, JOB(STEADILY) HALL ROWS);
    struct swing_times times = chosen;
    times.step_s =
        0.0333333; /* a third, a quarter and a twelfth of 4 s end on steps, to a millionth */
    times.span_s = 24.0;
    for (size_t k = 0; k < sizeof n_groups / sizeof n_groups[0]; k++) {
        const double n = (double)n_groups[k];
        const char *why = NULL;
        const struct plan *const plan = swing_stagger(b.arena, b.plan, n_groups[k], &why);
        ck_assert_msg(plan != NULL, "%s", why);
        const struct swing_answer a = run(&b, plan, times);
        const double n_high = n * 0.7;
        const double frac = (ceil(n_high - 1e-9) - floor(n_high + 1e-9)) / n;
        const double whole_w = N_NODES * (HIGH_W - LOW_W);
        ck_assert_msg(fabs(swing_w(find(&a, "grid")) - frac * whole_w) < 1e-4 * whole_w,
                      "%g groups: %g of %g", n, swing_w(find(&a, "grid")) / whole_w, frac);
        ck_assert_double_eq_tol(find(&a, "grid")->mean_w, N_NODES * (0.7 * HIGH_W + 0.3 * LOW_W),
                                1e-3 * N_NODES * HIGH_W);
    }
    bench_close(&b);
}
END_TEST

START_TEST(what_cannot_be_staggered_is_refused)
{
    struct bench b;
    const char *why = NULL;

    bench_open(&b, JOB(STEADILY) HALL ROWS);
    ck_assert_ptr_null(swing_stagger(b.arena, b.plan, 13, &why));
    ck_assert_ptr_nonnull(strstr(why, "too few"));
    bench_close(&b);
    bench_open(&b, "scenario: 1\nworkloads: [{name: job, model: constant}]\n" HALL ROWS);
    ck_assert_ptr_null(swing_stagger(b.arena, b.plan, 2, &why));
    ck_assert_ptr_nonnull(strstr(why, "period"));
    bench_close(&b);
}
END_TEST

/* The chosen span holds whole periods and ends before the first checkpoint; one that is given need not. */
START_TEST(span_ends_before_the_first_checkpoint_if_it_can)
{
    struct bench b;
    const char *why = NULL;
    struct swing_times times = chosen;

    bench_open(&b, JOB("checkpoint_interval: 50 s, checkpoint_duration: 9 s, checkpoint: 50 %")
                       HALL ROWS);
    ck_assert(swing_choose_times(b.plan, &times, &why));
    ck_assert_double_eq_tol(times.warm_s, 4.0, 1e-9);
    ck_assert_double_eq_tol(times.span_s, 36.0, 1e-9); /* 41 s, less 4, in whole periods */
    ck_assert_double_eq_tol(times.step_s, 0.05, 1e-15);
    ck_assert(!times.meets_checkpoint);
    times = chosen;
    times.span_s = 60.0;
    ck_assert(swing_choose_times(b.plan, &times, &why));
    ck_assert(times.meets_checkpoint);
    bench_close(&b);
    bench_open(&b, JOB(STEADILY) HALL ROWS);
    times = chosen;
    ck_assert(swing_choose_times(b.plan, &times, &why));
    ck_assert_double_eq_tol(times.span_s, 60.0, 1e-9);
    times = chosen;
    times.span_s = 1.5;
    ck_assert(!swing_choose_times(b.plan, &times, &why)); /* less than two windows */
    bench_close(&b);
}
END_TEST

START_TEST(events_of_the_scenario_do_not_happen)
{
    struct bench b;

    bench_open(&b, JOB(STEADILY) HALL ROWS "  events: [{at: 20 s, element: b, action: fails}]\n");
    const struct swing_answer a = run(&b, b.plan, chosen);
    ck_assert_double_eq_tol(find(&a, "b")->trough_w, 15.0 * LOW_W, 1e-4);
    bench_close(&b);
}
END_TEST

/* One rack stands for the others; all elements are there, and all sources together when there are two. */
START_TEST(worst_of_a_kind_is_marked_once)
{
    struct bench b;

    bench_open(&b, JOB(STEADILY) HALL ROWS);
    const struct swing_answer a = run(&b, b.plan, chosen);
    ck_assert_uint_eq(a.n_items, 1 + 4 + 1);
    for (size_t i = 0; i < a.n_items; i++) {
        size_t n_worst = 0;
        for (size_t k = 0; k < a.n_items; k++) {
            n_worst += strcmp(a.items[i].kind, a.items[k].kind) == 0 && a.items[k].is_worst;
        }
        ck_assert_uint_eq(n_worst, 1);
        ck_assert_double_nan(a.items[i].n_discharges); /* there is no battery */
    }
    ck_assert(find(&a, "a")->is_worst && !find(&a, "b")->is_worst);
    ck_assert_str_eq(a.items[0].kind, "rack");
    ck_assert_str_eq(find(&a, "grid")->kind, "utility");
    ck_assert_double_ge(find(&a, "all sources")->peak_w, find(&a, "grid")->peak_w);
    bench_close(&b);
}
END_TEST

/* Five strokes of 7 kJ out and 6 kJ in, out of 1 MJ, a twentieth a step; at rest between them. */
START_TEST(battery_gives_what_its_strokes_give)
{
    struct swing_battery b = {.last_j = 1e6, .least_j = 1e6, .most_j = 1e6};
    double stored_j = 1e6;

    for (int stroke = 0; stroke < 5; stroke++) {
        for (int i = 0; i < 60; i++) {
            stored_j += i < 20 ? -7e3 / 20 : i < 40 ? 6e3 / 20 : 0.0;
            swing_battery_look(&b, stored_j);
        }
    }
    ck_assert_double_eq_tol(b.out_j, 5 * 7e3, 1e-9 * 1e6);
    ck_assert_double_eq(b.n_discharges, 5.0);
    /* Each stroke leaves it 1 kJ lower: the last reaches 4 kJ and its own 7 below the start. */
    ck_assert_double_eq_tol(b.most_j - b.least_j, 4e3 + 7e3, 1e-9 * 1e6);
}
END_TEST

static TCase *tc_swing(void)
{
    TCase *const tc = tcase_create("swing");

    tcase_set_timeout(tc, 120);
    tcase_add_test(tc, all_nodes_in_phase_swing_by_high_less_low_at_every_place);
    tcase_add_test(tc, ramp_is_the_swing_over_the_window);
    tcase_add_test(tc, staggered_waves_overlap_but_for_one_or_none);
    tcase_add_test(tc, what_cannot_be_staggered_is_refused);
    tcase_add_test(tc, span_ends_before_the_first_checkpoint_if_it_can);
    tcase_add_test(tc, events_of_the_scenario_do_not_happen);
    tcase_add_test(tc, worst_of_a_kind_is_marked_once);
    tcase_add_test(tc, battery_gives_what_its_strokes_give);
    return tc;
}

CHECK_MAIN("swing", tc_swing)
