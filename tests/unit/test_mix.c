/* test_mix.c - how often nodes draw how much, against the workloads and models that they come from.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/wave.h"
#include "sim/study/activity.h"
#include "sim/study/mix.h"
#include "tests/support/check_main.h"
#include "tests/support/hall_bench.h"

#define HEAD                                                                                       \
    "scenario: 1\n"                                                                                \
    "time: {duration: 100 s, step: 1 s}\n"                                                         \
    "workloads:\n"                                                                                 \
    "  - {name: wave, model: training, period: 7 s, duty: 70 %, high: 90 %, low: 20 %, "           \
    "checkpoint_interval: 500 s, checkpoint_duration: 33 s, checkpoint: 35 %, "                    \
    "host_utilisation: 40 %}\n"                                                                    \
    "  - {name: plain, model: training, period: 7 s, duty: 70 %, high: 90 %, low: 20 %, "          \
    "checkpoint_duration: 0 s}\n"                                                                  \
    "  - {name: day, model: inference, mean: 50 %, swing: 40 %, peak: 14 h, weekend: 60 "          \
    "%}\n" HALL_ITSELF

#define HALL_ITSELF                                                                                \
    "hall:\n"                                                                                      \
    "  name: H\n"                                                                                  \
    "  air: {supply: 20 degC, redundancy: N}\n"                                                    \
    "  power: [{name: grid, model: utility}]\n"                                                    \
    "  plants: [{name: chw, model: chiller, capacity: 1 MW, cop: 4, supply: 10 degC, "             \
    "volume: 10 m3, from: grid}]\n"                                                                \
    "  crahs: [{name: c1, use: fan-wall-400kw, plant: chw, from: grid}]\n"

#define RACK(name, nodes) "{name: " name ", feeds: grid, nodes: [" nodes "]}"

#define CURVE(workload)                                                                            \
    "{name: tray, model: curve, points: [[0 %, 1.3 kW], [50 %, 4.1 kW], [100 %, 9.7 kW]], "        \
    "airflow: 0.5 m3/s, count: 3, nameplate: 10.4 kW, workload: " workload "}"

#define HALL                                                                                       \
    HEAD "  rows: [{name: R, racks: [" RACK("R1", CURVE("wave")) ", " RACK(                        \
        "R2",                                                                                      \
        CURVE("plain")) ", " RACK("R3",                                                            \
                                  CURVE("wave")) ", " RACK("R4",                                   \
                                                           CURVE(                                  \
                                                               "day")) ", " RACK("R5",             \
                                                                                 "{use: "          \
                                                                                 "dgx-h100, "      \
                                                                                 "count: 2, "      \
                                                                                 "workload: "      \
                                                                                 "wave}") "]}]\n"

static const struct mix_type *find(const struct mix *mix, const char *name, double n_levels)
{
    for (size_t t = 0; t < mix->n; t++) {
        if (strcmp(mix->types[t].name, name) == 0 && (double)mix->types[t].n == n_levels) {
            return &mix->types[t];
        }
    }
    ck_abort_msg("the mix has no %s of %g levels", name, n_levels);
}

static double curve_w(double util_frac)
{
    return util_frac < 0.5 ? 1.3e3 + util_frac / 0.5 * 2.8e3
                           : 4.1e3 + (util_frac - 0.5) / 0.5 * 5.6e3;
}

static struct mix make(struct bench *b)
{
    struct fault fault;
    struct mix mix;

    bench_open(b, HALL);
    ck_assert_int_eq(mix_make(b->arena, b->plan, &mix, &fault), STATUS_OK);
    return mix;
}

START_TEST(nodes_of_one_model_and_workload_are_one_type)
{
    struct bench b;
    const struct mix mix = make(&b);

    ck_assert_uint_eq(mix.n, 4);
    ck_assert_double_eq(mix.n_nodes, 4.0 * 3.0 + 2.0);
    ck_assert_double_eq(mix.nodes_a_rack, 14.0 / 5.0);
    ck_assert_double_eq(find(&mix, "tray, training", 3)->count, 6.0);
    ck_assert_double_eq(find(&mix, "tray, training", 2)->count, 3.0);
    ck_assert_double_eq(find(&mix, "tray, inference", ACTIVITY_SAMPLES)->count, 3.0);
    ck_assert_double_eq(find(&mix, "dgx-h100, training", 3)->count, 2.0);
    bench_close(&b);
}
END_TEST

/* 467 s of wave are 66 periods of 7 s and 5 s, of which 4.9 are high. */
START_TEST(square_wave_has_its_levels_for_their_exact_shares)
{
    struct bench b;
    const struct mix mix = make(&b);
    const struct mix_type *const plain = find(&mix, "tray, training", 2);
    const struct mix_type *const wave = find(&mix, "tray, training", 3);
    const double high_s = 66.0 * 4.9 + 4.9;
    const double low_s = 467.0 - high_s;

    ck_assert_double_eq_tol(plain->power_w[0], curve_w(0.2), 1e-9 * 1e4);
    ck_assert_double_eq_tol(plain->power_w[1], curve_w(0.9), 1e-9 * 1e4);
    ck_assert_double_eq_tol(plain->below_frac[0], 0.3, 1e-12);
    ck_assert_double_eq_tol(wave->below_frac[0], low_s / 500.0, 1e-12);
    ck_assert_double_eq_tol(wave->below_frac[1], (low_s + 33.0) / 500.0, 1e-12);
    ck_assert_double_eq_tol(wave->power_w[1], curve_w(0.35), 1e-9 * 1e4);
    ck_assert_double_eq_tol(wave->idle_w, 1.3e3, 1e-9 * 1e4);
    ck_assert(wave->is_exact);
    ck_assert_double_eq_tol(mix_quantile_w(wave, 0.95), curve_w(0.9), 1e-9 * 1e4);
    ck_assert_double_eq_tol(mix_quantile_w(wave, 0.5 * low_s / 500.0), curve_w(0.2), 1e-9 * 1e4);
    bench_close(&b);
}
END_TEST

/* The levels have the mean that the model itself has over their time. */
START_TEST(levels_have_the_mean_of_their_workload)
{
    static const double spans_s[] = {500.0, 7.0, 7.0 * 86400.0};
    struct bench b;

    bench_open(&b, HALL);
    for (size_t k = 0; k < b.plan->workload.n; k++) {
        const struct group *const g = &b.plan->workload.items[k];
        const struct workload_model *const model = (const struct workload_model *)g->info;
        const bool is_day = strcmp(g->info->name, "inference") == 0;
        const bool has_checkpoints = isfinite(activity_free_s(g));
        const double offset_s = 0.0;
        double util_frac = 0.0;
        double host_frac = 0.0;
        double mean = 0.0;
        double share = 0.0;
        struct activity a;
        struct workload_block block = {.n = 1,
                                       .dt_s = spans_s[is_day ? 2 : !has_checkpoints],
                                       .offset_s = &offset_s,
                                       .weekday = 3,
                                       .util_frac = &util_frac,
                                       .host_util_frac = &host_frac};
        ck_assert_int_eq(activity_levels(b.arena, g, 0, &a), STATUS_OK);
        ck_assert_int_eq(model->step(g->params, &block), STATUS_OK);
        for (size_t i = 0; i < a.n; i++) {
            mean += a.share[i] * a.util_frac[i];
            share += a.share[i];
        }
        ck_assert_double_eq_tol(share, 1.0, 1e-11);
        /* A second somewhere in each minute: the day's steepest minute moves by 7e-4. */
        ck_assert_double_eq_tol(mean, util_frac, is_day ? 1e-4 : 1e-11);
        ck_assert(a.is_exact == !is_day);
        ck_assert(isnan(activity_period_s(g)) == is_day);
    }
    bench_close(&b);
}
END_TEST

/* The run begins at 1970-01-01, a Thursday: the week's third day is a Saturday. */
START_TEST(sampled_week_begins_on_the_day_that_the_run_does)
{
    static const int weekdays[] = {3, 4, 5, 6, 0, 1, 2};
    const struct wave_day day = {
        .mean = 0.5, .swing_frac = 0.4, .peak_h = 14.0, .weekend_frac = 0.6};
    struct bench b;
    struct activity a;

    bench_open(&b, HALL);
    for (size_t k = 0; k < b.plan->workload.n; k++) {
        if (strcmp(b.plan->workload.items[k].info->name, "inference") != 0) {
            continue;
        }
        ck_assert_int_eq(activity_levels(b.arena, &b.plan->workload.items[k], 0, &a), STATUS_OK);
        for (size_t d = 0; d < 7; d++) {
            /* Somewhere in the minute after noon: the day moves by 4.4e-4 in it. */
            const double noon = wave_day_mean(&day, 12.0, weekdays[d], 60.0);
            ck_assert_double_eq_tol(a.util_frac[d * 1440 + 720], noon, 3e-4);
        }
        bench_close(&b);
        return;
    }
    ck_abort_msg("there is no workload that follows the day");
}
END_TEST

/* Edges of 0.6 s make the wave none of two levels; sampled, each level lasts what its wave says:
 *     above the middle D, at the top D - r, at the bottom 1 - D - r    r = ramp / period
 * to a few in a thousand, for a sample is a fiftieth of the period long. A minute is
 * a whole number of periods: samples at its begin would see one level only. */
START_TEST(wave_with_ramps_is_sampled_at_all_its_levels)
{
    struct bench b;
    struct activity a;
    double top = 0.0;
    double bottom = 0.0;
    double mean = 0.0;

    bench_open(&b, "scenario: 1\n"
                   "workloads: [{name: ramp, model: training, period: 6 s, duty: 70 %, high: 90 %, "
                   "low: 20 %, ramp: 0.6 s, checkpoint_duration: 0 s}]\n" HALL_ITSELF
                   "  rows: [{name: R, racks: [" RACK("R1", CURVE("ramp")) "]}]\n");
    ck_assert_int_eq(activity_levels(b.arena, &b.plan->workload.items[0], 0, &a), STATUS_OK);
    for (size_t i = 0; i < a.n; i++) {
        top += a.util_frac[i] > 0.9 - 1e-9 ? a.share[i] : 0.0;
        bottom += a.util_frac[i] < 0.2 + 1e-9 ? a.share[i] : 0.0;
        mean += a.util_frac[i] * a.share[i];
    }
    ck_assert(!a.is_exact);
    ck_assert_double_eq_tol(top, 0.7 - 0.1 - 0.02, 0.004);
    ck_assert_double_eq_tol(bottom, 0.3 - 0.1 - 0.02, 0.004);
    ck_assert_double_eq_tol(mean, 0.7 * 0.9 + 0.3 * 0.2, 0.001);
    bench_close(&b);
}
END_TEST

/* 3.2 kW for 40 s, then 8.1 kW for 60 s, recorded of two nodes together: a node draws half of it, for
 * 4,032 and 6,048 of 10,080 parts. */
START_TEST(recorded_power_keeps_its_levels)
{
    static const char record[] = "time [s],power [kW]\n0,3.2\n40,8.1\n100,8.1\n";
    char path[] = "/tmp/headroom-test-XXXXXX";
    const int fd = mkstemp(path);
    struct text scenario = {0};
    struct bench b;
    struct activity a;
    double low = 0.0;
    double high = 0.0;

    ck_assert(fd >= 0 && write(fd, record, sizeof record - 1) == (ssize_t)sizeof record - 1);
    (void)close(fd);
    text_add(&scenario,
             "scenario: 1\nworkloads: [{name: old, model: trace, file: %s, nodes: 2}]\n%s", path,
             HALL_ITSELF "  rows: [{name: R, racks: [" RACK("R1", CURVE("old")) "]}]\n");
    bench_open(&b, scenario.at);
    (void)unlink(path);
    text_release(&scenario);
    ck_assert_int_eq(activity_levels(b.arena, &b.plan->workload.items[0], 0, &a), STATUS_OK);
    for (size_t i = 0; i < a.n; i++) {
        low += fabs(a.power_w[i] - 1.6e3) < 1e-6 ? a.share[i] : 0.0;
        high += fabs(a.power_w[i] - 4.05e3) < 1e-6 ? a.share[i] : 0.0;
    }
    ck_assert_double_eq_tol(low, 0.4, 1e-9);
    ck_assert_double_eq_tol(high, 0.6, 1e-9);
    bench_close(&b);
}
END_TEST

/* A node under a constant workload, settled by the engine with the dies' feedback, draws what the mix
 * says of its one level: to the 1e-10 to which a hall settles, and the inlet that it settles at. */
START_TEST(power_at_a_level_is_what_the_engine_draws_there)
{
    struct bench b;
    struct fault fault;
    struct mix mix;

    bench_open(&b, "scenario: 1\n"
                   "workloads: [{name: steady, model: constant, utilisation: 73 %}]\n" HALL_ITSELF
                   "  rows: [{name: R, racks: [" RACK(
                       "R5", "{use: dgx-h100, count: 2, workload: steady}") "]}]\n");
    ck_assert_int_eq(mix_make(b.arena, b.plan, &mix, &fault), STATUS_OK);
    bench_settle(&b);
    const double drawn_w = b.hall->was->node.demand_w[0] / 2.0;
    ck_assert_double_eq_tol(mix_quantile_w(&mix.types[0], 0.5), drawn_w, 1e-8 * drawn_w);
    ck_assert_double_eq_tol(mix.types[0].mean_w, drawn_w, 1e-8 * drawn_w);
    ck_assert_double_lt(mix.types[0].idle_w, 0.5 * drawn_w);
    bench_close(&b);
}
END_TEST

static TCase *tc_mix(void)
{
    TCase *const tc = tcase_create("mix");

    tcase_add_test(tc, nodes_of_one_model_and_workload_are_one_type);
    tcase_add_test(tc, square_wave_has_its_levels_for_their_exact_shares);
    tcase_add_test(tc, levels_have_the_mean_of_their_workload);
    tcase_add_test(tc, sampled_week_begins_on_the_day_that_the_run_does);
    tcase_add_test(tc, wave_with_ramps_is_sampled_at_all_its_levels);
    tcase_add_test(tc, recorded_power_keeps_its_levels);
    tcase_add_test(tc, power_at_a_level_is_what_the_engine_draws_there);
    return tc;
}

CHECK_MAIN("mix", tc_mix)
