/* test_swing.c - swings of square waves in a lossless hall, against their closed forms.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/genset.h"
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
    const struct swing_request request = {.plan = plan, .times = times};
    ck_assert_int_eq(swing_run(b->arena, &request, &answer), STATUS_OK);
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

/* ------------------------------------------------------------- without an element */

/* The same racks behind a transfer switch and a lossless UPS, with a set of 500 kW. */
#define SET_W   500e3
#define START_S 7.0
#define GAP_S   0.9
#define WALK_S  11.0

#define BACKED(set_and_from, battery)                                                              \
    "hall:\n"                                                                                      \
    "  name: H\n"                                                                                  \
    "  air: {supply: 20 degC, redundancy: N}\n"                                                    \
    "  plants: [{name: chw, model: chiller, capacity: 1 MW, cop: 4, supply: 10 degC, "             \
    "volume: 10 m3, from: mech}]\n"                                                                \
    "  crahs: [{name: c1, use: fan-wall-400kw, plant: chw, from: mech}]\n"                         \
    "  power:\n"                                                                                   \
    "    - {name: grid, model: utility, rating: 500 kW}\n"                                         \
    "    - {name: mech, model: utility}\n" set_and_from                                            \
    "    - {name: ups, model: ups, rating: 450 kW, from: " battery ", k0: 0 %, k1: 0 %, k2: 0 %, " \
    "walk_in: 11 s, recharge: 9 %, charge_efficiency: 80 %}\n"                                     \
    "    - {name: a, model: lossless, from: ups}\n"                                                \
    "    - {name: b, model: lossless, from: ups}\n"

#define SET                                                                                        \
    "    - {name: set, model: generator, rating: 500 kW, start: 7 s, inertia: 1.3 s, lag: 0.31 "   \
    "s, "                                                                                          \
    "droop: 3.7 %, run_time: 8 h}\n"                                                               \
    "    - {name: ats, model: transfer_switch, from: [grid, set], transfer: 0.9 s}\n"

#define CONSTANTLY                                                                                 \
    "scenario: 1\n"                                                                                \
    "time: {duration: 100 s, step: 1 s}\n"                                                         \
    "workloads: [{name: job, model: constant, utilisation: 100 %}]\n"

static struct swing_answer run_without(struct bench *b, const char *name)
{
    const struct plan_item lost = {DIM_FEED, bench_index(b, DIM_FEED, name)};
    struct swing_request request = {.plan = b->plan, .times = chosen, .lost = &lost, .n_lost = 1};
    struct swing_answer answer;
    const char *why = NULL;

    ck_assert_msg(swing_choose_times(b->plan, &request.times, &why), "%s", why);
    ck_assert_int_eq(swing_run(b->arena, &request, &answer), STATUS_OK);
    return answer;
}

/* The set takes the steps of the whole load, and its frequency is the motion of its rotor under them,
 * seen every 0.05 s. A system that is linear in its load has the mean of its rest. */
START_TEST(without_the_utility_the_set_swings_by_its_equation_of_motion)
{
    static const struct genset g = {1.3, 0.31, 0.037, 1.1};
    struct bench b;
    double least_frac = 1.0;
    double most_frac = -1.0;

    bench_open(&b, JOB(STEADILY) BACKED(SET, "ats, battery_energy: 20 kWh") ROWS);
    const struct swing_answer a = run_without(&b, "grid");
    const struct swing_item *const set = find(&a, "set");
    const double high_frac = N_NODES * HIGH_W / SET_W;
    const double low_frac = N_NODES * LOW_W / SET_W;
    struct genset_motion m = genset_rest(&g, high_frac);
    for (int i = 0; i < 40 * 80; i++) { /* 40 periods: what it began with is forgotten */
        m = genset_move(&g, m, i % 80 < 56 ? high_frac : low_frac, 0.05);
        if (i >= 39 * 80) {
            least_frac = fmin(least_frac, m.speed_frac);
            most_frac = fmax(most_frac, m.speed_frac);
        }
    }
    const double mean_frac = 0.7 * high_frac + 0.3 * low_frac;
    ck_assert_double_eq_tol(set->least_hz, 50.0 * (1.0 + least_frac), 1e-7);
    ck_assert_double_eq_tol(set->most_hz, 50.0 * (1.0 + most_frac), 1e-7);
    /* The rounds before the warming were coarser: e^(-4 s / 2 tau) of a swing of 3 Hz is left of that,
     * for 2 tau of the 60 s. */
    ck_assert_double_eq_tol(set->mean_hz, 50.0 * (1.0 - 0.037 * mean_frac),
                            exp(-4.0 / 0.62) * 3.0 * 0.62 / 60.0);
    ck_assert_double_eq(set->nominal_hz, 50.0);
    ck_assert_double_lt(set->least_hz, 50.0 * (1.0 - 0.037 * high_frac)); /* it overshoots */
    ck_assert_double_eq_tol(swing_w(set), N_NODES * (HIGH_W - LOW_W), 1e-9 * N_NODES * HIGH_W);
    ck_assert_double_eq(find(&a, "grid")->peak_w, 0.0);
    ck_assert_double_nan(find(&a, "ups")->nominal_hz);
    ck_assert_ptr_null(a.still_due);
    /* In normal service the set is at rest, and nothing had to be waited for. */
    const struct swing_answer normal = run(&b, b.plan, chosen);
    ck_assert_double_nan(find(&normal, "set")->least_hz);
    ck_assert_double_eq(normal.settled_s, 0.0);
    ck_assert_uint_eq(normal.n_dark + a.n_dark, 0);
    bench_close(&b);
}
END_TEST

/* At a constant load the battery gives all of it until the set carries and the switch has moved, half of
 * it while the UPS walks in, and is charged again with what is stored of the recharge. The span begins
 * in the second round of a second after that, at the latest: the first may hold its end. */
START_TEST(span_begins_when_the_battery_is_full_again)
{
    struct bench b;

    bench_open(&b, CONSTANTLY BACKED(SET, "ats, battery_energy: 20 kWh") ROWS);
    const struct swing_answer a = run_without(&b, "grid");
    const double need_w = N_NODES * HIGH_W;
    const double given_j = need_w * (START_S + GAP_S + 0.5 * WALK_S);
    const double recharged_s = given_j / (0.09 * 450e3 * 0.8);
    const double full_s = START_S + GAP_S + WALK_S + recharged_s;
    ck_assert_msg(a.settled_s >= full_s && a.settled_s <= full_s + 2.1, "%g of %g", a.settled_s,
                  full_s);
    ck_assert_double_eq(find(&a, "ups")->discharged_j, 0.0);
    ck_assert_double_eq(find(&a, "ups")->charged_j, 0.0);
    ck_assert_double_eq_tol(find(&a, "set")->mean_w, need_w, 1e-9 * need_w);
    ck_assert_double_eq(find(&a, "set")->up_w_per_s, 0.0); /* no walk-in, no recharge is left */
    bench_close(&b);
}
END_TEST

/* Nothing else carries: the battery, too large to be waited for, gives the load of the span. */
START_TEST(alone_the_battery_gives_the_load)
{
    struct bench b;

    bench_open(&b, JOB(STEADILY) BACKED("", "grid, battery_energy: 900 kWh") ROWS);
    const struct swing_answer a = run_without(&b, "grid");
    const struct swing_item *const ups = find(&a, "ups");
    const double mean_w = N_NODES * (0.7 * HIGH_W + 0.3 * LOW_W);
    ck_assert_double_eq_tol(ups->discharged_j, mean_w * 60.0, 1e-9 * 900 * 3.6e6);
    ck_assert_double_eq_tol(ups->stored_swing_j, ups->discharged_j, 1e-9 * 900 * 3.6e6);
    ck_assert_double_eq(ups->charged_j, 0.0);
    ck_assert_double_eq(find(&a, "grid")->peak_w, 0.0);
    bench_close(&b);
}
END_TEST

/* The battery is empty within the patience, and the racks stand dark at the end of it. A job that has lost
 * nodes for good stands still, the nodes that are left to it idle, and nobody waits for it. */
START_TEST(what_is_lost_for_good_is_not_waited_for)
{
    struct bench b;

    bench_open(&b, JOB(STEADILY) BACKED("", "grid, battery_energy: 10 kWh") ROWS);
    const struct swing_answer dark = run_without(&b, "grid");
    const double mean_w = N_NODES * (0.7 * HIGH_W + 0.3 * LOW_W);
    const double empty_s = 0.9 * 10 * 3.6e6 / mean_w;
    ck_assert_ptr_null(dark.still_due);
    ck_assert_msg(dark.settled_s > empty_s - 4.0 && dark.settled_s < empty_s + 8.0, "%g of %g",
                  dark.settled_s, empty_s);
    ck_assert_double_eq(find(&dark, "ups")->peak_w, 0.0);
    ck_assert_uint_eq(dark.n_dark, 12);
    const struct swing_answer half = run_without(&b, "a");
    ck_assert_uint_eq(half.n_dark, 7);
    ck_assert_ptr_null(half.still_due);
    ck_assert_double_eq_tol(half.settled_s, 8.0, 1e-9); /* it switched in the first round of 4 s */
    ck_assert_double_eq(find(&half, "a")->peak_w, 0.0);
    ck_assert_double_eq_tol(find(&half, "b")->trough_w, 15.0 * LOW_W, 1e-4);
    ck_assert_double_eq_tol(find(&half, "b")->peak_w, 15.0 * LOW_W, 1e-4);
    bench_close(&b);
}
END_TEST

/* A utility that fails and returns, shorter than the recharge: what goes in and out of the battery is
 * the input less load and loss, over every step, and over an hour. */
START_TEST(throughput_of_a_cycling_battery_is_input_less_load_and_loss)
{
    struct bench b;
    struct swing_battery battery = {0};
    double in_j = 0.0;
    double out_j = 0.0;

    bench_open(&b, JOB(STEADILY) BACKED("", "grid, battery_energy: 20 kWh") ROWS
               "  events:\n"
               "    - {at: 20 s, element: grid, action: fails}\n"
               "    - {at: 33.37 s, element: grid, action: repairs}\n"
               "    - {at: 71 s, element: grid, action: fails}\n"
               "    - {at: 79.1 s, element: grid, action: repairs}\n"
               "    - {at: 85 s, element: grid, action: fails}\n"
               "    - {at: 88 s, element: grid, action: repairs}\n");
    bench_settle(&b);
    const size_t ups = bench_index(&b, DIM_FEED, "ups");
    battery.last_j = battery.least_j = battery.most_j = b.hall->was->feed.stored_j[ups];
    while (b.hall->time_us < 120000000) {
        int64_t done_us = 0;
        const int64_t most_us = 10000 - b.hall->time_us % 10000; /* events stand on steps */
        ck_assert_int_eq(engine_advance(b.plan, b.hall, most_us, &done_us, &b.fault), STATUS_OK);
        const struct feed_columns *const c = &b.hall->was->feed;
        const double into_j =
            (c->input_w[ups] - c->load_w[ups] - c->loss_w[ups]) * (double)done_us / 1e6;
        in_j += fmax(0.0, into_j);
        out_j += fmax(0.0, -into_j);
        swing_battery_look(&battery, c->stored_j[ups]);
    }
    /* Rounding of a difference of 20 kWh in each of some 12000 steps. */
    const double rounding_j = 1e-15 * 20 * 3.6e6 * 12000;
    ck_assert_double_eq_tol(battery.out_j, out_j, rounding_j);
    ck_assert_double_eq_tol(battery.in_j, in_j, rounding_j);
    ck_assert_double_eq(battery.n_discharges, 2.0); /* the last outage finds it still walking in */
    /* Whole periods are nearly none of these outages: bounds by the least and the greatest load. */
    const double least_s = (13.37 + 8.1 + 3.0) + 0.5 * (11.0 + 5.9 + 11.0) - 2.0;
    ck_assert_double_gt(out_j, N_NODES * LOW_W * least_s);
    ck_assert_double_lt(out_j, N_NODES * HIGH_W * (13.37 + 8.1 + 3.0 + 11.0 + 5.9 + 11.0));
    ck_assert_double_gt(in_j, 0.1 * out_j);
    bench_close(&b);
}
END_TEST

/* ------------------------------------------------------------------------- storage */

#define SMOOTH_TRAYS(buffer)                                                                       \
    "nodes: [{name: tray, model: curve, points: [[0 %, 2.1 kW], [100 %, 9.4 kW]], "                \
    "airflow: 0.4 m3/s, count: 3, workload: job, buffer: " buffer ", buffer_time: 70 ms}]"
#define SMOOTH_ROWS(buffer)                                                                        \
    "  rows: [{name: R, racks: [{repeat: 7, name: \"A-%d\", feeds: a, " SMOOTH_TRAYS(              \
        buffer) "}]}]\n"

/* Mean over the last step of the time spent high, of a filter of first order on a square wave that has
 * found its swing: below the high level by swing (e^(-D T / tau) - e^(-T / tau)) / (1 - e^(-T / tau)) at
 * its end, and by that times tau / h (e^(h / tau) - 1) on the mean of a step of h. */
static double filtered_peak_w(double period_s, double duty_frac, double tau_s, double step_s)
{
    const double all = exp(-period_s / tau_s);
    const double gap_w =
        (HIGH_W - LOW_W) * (exp(-duty_frac * period_s / tau_s) - all) / (1.0 - all);

    return HIGH_W - gap_w * tau_s / step_s * expm1(step_s / tau_s);
}

static double peak_of_a_node_w(const char *text)
{
    struct bench b;
    struct swing_times times = chosen;

    bench_open(&b, text);
    times.step_s = 0.01;
    times.span_s = 12.0;
    const struct swing_answer a = run(&b, b.plan, times);
    const double peak_w = find(&a, "a")->peak_w / 21.0;
    bench_close(&b);
    return peak_w;
}

#define FAST_JOB(period)                                                                           \
    "scenario: 1\n"                                                                                \
    "time: {duration: 100 s, step: 1 s}\n"                                                         \
    "workloads: [{name: job, model: training, period: " period ", duty: 60 %, high: 100 %, "       \
    "low: 0 %, checkpoint_duration: 0 s}]\n"

/* 8 GPUs of 65 J hold 520 J; the filter moves 7.3 kW x 70 ms = 511 J at most and never finds it full or
 * empty. Storage shaves by the period: a fifth of the swing at 0.1 s, next to nothing from half a second
 * on. */
START_TEST(storage_shaves_the_peak_as_a_filter_of_first_order)
{
    static const struct {
        const char *text;
        double period_s;
    } cases[] = {
        {FAST_JOB("0.1 s") HALL SMOOTH_ROWS("520 J"), 0.1},
        {FAST_JOB("0.2 s") HALL SMOOTH_ROWS("520 J"), 0.2},
        {FAST_JOB("0.5 s") HALL SMOOTH_ROWS("520 J"), 0.5},
        {FAST_JOB("2 s") HALL SMOOTH_ROWS("520 J"), 2.0},
    };

    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        const double found_w = peak_of_a_node_w(cases[k].text);
        const double expected_w = filtered_peak_w(cases[k].period_s, 0.6, 0.07, 0.01);
        /* e^-10 of the swing is left of the start. */
        ck_assert_msg(fabs(found_w - expected_w) < exp(-10.0) * (HIGH_W - LOW_W),
                      "%g s: %g, not %g", cases[k].period_s, found_w, expected_w);
    }
}
END_TEST

/* A storage that is empty before the high time is over leaves the peak as it is. */
START_TEST(storage_that_runs_empty_shaves_no_peak)
{
    const double whole_j = (HIGH_W - LOW_W) * 0.07 * -expm1(-1.2 / 0.07);

    ck_assert_double_gt(whole_j, 2.0 * 130.0);
    ck_assert_double_eq_tol(peak_of_a_node_w(FAST_JOB("2 s") HALL SMOOTH_ROWS("130 J")), HIGH_W,
                            1e-9 * HIGH_W);
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
    tcase_add_test(tc, without_the_utility_the_set_swings_by_its_equation_of_motion);
    tcase_add_test(tc, span_begins_when_the_battery_is_full_again);
    tcase_add_test(tc, alone_the_battery_gives_the_load);
    tcase_add_test(tc, what_is_lost_for_good_is_not_waited_for);
    tcase_add_test(tc, throughput_of_a_cycling_battery_is_input_less_load_and_loss);
    tcase_add_test(tc, storage_shaves_the_peak_as_a_filter_of_first_order);
    tcase_add_test(tc, storage_that_runs_empty_shaves_no_peak);
    return tc;
}

CHECK_MAIN("swing", tc_swing)
