/* test_workload_jobs.c - the workload models themselves: fits to measured power, groups and racks.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include <gsl/gsl_statistics_double.h>

#include "models/batch.h"
#include "models/registry.h"
#include "models/trace.h"
#include "models/wave.h"
#include "tests/reference/block.h"
#include "tests/support/check_main.h"

enum { MOST_PARAMS = 64, N_RACKS = 30 };

/* A workload and what racks do under it. */
struct bench {
    const struct workload_model *model;
    double params[MOST_PARAMS];
    double offset_s[N_RACKS];
    int32_t lane[N_RACKS];
    double util_frac[N_RACKS];
    double host_util_frac[N_RACKS];
};

static void fill(struct bench *bench, const struct workload_model *model)
{
    *bench = (struct bench){.model = model};
    ck_assert_uint_le(model->info.params_size, sizeof bench->params);
    for (const struct param *row = model->info.params; row->key != NULL; row++) {
        if (row->kind == PARAM_NUMBER || row->kind == PARAM_COUNT) {
            block_set(bench->params, &model->info, row->key, row->fallback);
        }
    }
    for (int32_t i = 0; i < N_RACKS; i++) {
        bench->lane[i] = i;
    }
}

static void set(struct bench *bench, const char *key, double value)
{
    block_set(bench->params, &bench->model->info, key, value);
}

static void set_switch(struct bench *bench, const char *key)
{
    const struct param *const row = model_param(&bench->model->info, key);

    *(bool *)((char *)bench->params + row->offset) = true;
}

static struct workload_block bind(struct bench *bench, double time_s, double dt_s)
{
    return (struct workload_block){
        .n = N_RACKS,
        .time_s = time_s,
        .dt_s = dt_s,
        .clock_h = fmod(time_s, 86400.0) / 3600.0, /* from a Monday's midnight */
        .weekday = (int)fmod(floor(time_s / 86400.0), 7.0),
        .offset_s = bench->offset_s,
        .lane = bench->lane,
        .util_frac = bench->util_frac,
        .host_util_frac = bench->host_util_frac,
    };
}

static void step(struct bench *bench, double time_s, double dt_s)
{
    const struct workload_block block = bind(bench, time_s, dt_s);

    ck_assert_int_eq(bench->model->step(bench->params, &block), STATUS_OK);
}

/* ------------------------------------------------------- E1.13 and what it was fitted to */

struct point {
    double batch;
    double power_w; /* mean of a GPU, measured */
};

/* ML.ENERGY leaderboard, lm-arena-chat and gpqa: published means; the fit and the largest residual
 * that is claimed for it. */
static const struct fit {
    const char *name;
    struct batch_curve curve;
    double residual_w;
    struct point points[8];
    size_t n;
} fits[] = {
    {"Llama-3.1-405B-FP8 on 8 H100",
     {367.37, 309.11, 63.78},
     6.4,
     {{8, 407.6},
      {16, 423.0},
      {32, 468.0},
      {64, 520.3},
      {96, 559.3},
      {128, 575.8},
      {192, 601.6},
      {256, 609.4}},
     8},
    {"Llama-3.1-70B on 4 H100",
     {420.08, 247.63, 133.2},
     19.4,
     {{8, 441.4},
      {32, 448.6},
      {64, 500.4},
      {128, 545.9},
      {256, 588.6},
      {512, 623.2},
      {1024, 636.9}},
     7},
    {"Llama-3.1-8B on 1 H100",
     {424.23, 295.10, 34.17},
     13.6,
     {{8, 486.4}, {16, 513.3}, {32, 559.7}, {64, 610.3}, {128, 669.2}, {256, 690.5}, {512, 688.3}},
     7},
    {"DeepSeek-R1 on 8 B200",
     {483.93, 636.60, 74.25},
     17.1,
     {{8, 534.7}, {16, 613.9}, {32, 674.8}, {64, 769.5}, {128, 890.8}},
     5},
    /* No published fit: least squares on the table, here. */
    {"Llama-3.1-405B-FP8 on 4 B200",
     {825.54, 173.06, 53.1},
     17.4,
     {{8, 862.8}, {16, 848.2}, {32, 886.1}, {64, 918.6}, {128, 962.5}, {256, 974.6}, {512, 970.8}},
     7},
};

START_TEST(saturating_batch_stays_within_its_residual_of_measured_power)
{
    for (size_t i = 0; i < sizeof fits / sizeof fits[0]; i++) {
        double worst_w = 0.0;
        for (size_t k = 0; k < fits[i].n; k++) {
            const struct point *const at = &fits[i].points[k];
            const double power_w = batch_level(&fits[i].curve, at->batch);
            worst_w = fmax(worst_w, fabs(power_w - at->power_w));
            ck_assert_msg(fabs(power_w / at->power_w - 1.0) < 0.05, "%s, batch %g: %g W, %g W",
                          fits[i].name, at->batch, power_w, at->power_w);
        }
        /* The claim and the measurements are rounded to a tenth of a watt. */
        ck_assert_msg(worst_w < fits[i].residual_w + 0.1, "%s: off by %g W", fits[i].name, worst_w);
    }
}
END_TEST

/* Activity that is linear in power gives the measured power back through a linear node. */
START_TEST(batch_of_the_default_workload_draws_the_power_it_was_fitted_to)
{
    const double idle_w = 70.0;
    const double full_w = 700.0;
    struct bench b;

    fill(&b, &workload_inference);
    set(&b, "swing_frac", 0.0);
    set(&b, "batch_full", 256.0);
    for (size_t k = 0; k < fits[0].n; k++) {
        set(&b, "mean_frac", fits[0].points[k].batch / 256.0);
        step(&b, 3600.0, 0.1);
        const double share = fits[0].points[k].batch / (fits[0].points[k].batch + 63.78);
        ck_assert_double_eq_tol(b.util_frac[0], 0.472 + (0.963 - 0.472) * share, 1e-12);
        const double power_w = idle_w + (full_w - idle_w) * b.util_frac[0];
        /* The fit's residual, and shares that are rounded to a thousandth of 630 W. */
        ck_assert_double_eq_tol(power_w, fits[0].points[k].power_w, fits[0].residual_w + 0.64);
    }
}
END_TEST

/* ----------------------------------------------------------------------- inference */

START_TEST(bursts_add_their_share_of_what_the_load_leaves)
{
    const double span_s = 86400.0; /* 2,160 blocks of 16 bursts */
    struct bench plain;
    struct bench bursts;

    fill(&plain, &workload_inference);
    fill(&bursts, &workload_inference);
    set(&bursts, "burst_interval_s", 2.5);
    set(&bursts, "burst_duration_s", 0.3);
    step(&plain, 0.0, span_s);
    step(&bursts, 0.0, span_s);
    for (size_t i = 0; i < N_RACKS; i++) {
        const double load = plain.util_frac[i];
        ck_assert_double_eq_tol(bursts.util_frac[i], load + (1.0 - load) * 0.3 / 2.5, 1e-12);
    }
}
END_TEST

/* At 10 ms every step lies in a burst, out of all, or has an edge in it. */
START_TEST(burst_is_at_full_activity_and_racks_burst_alone)
{
    struct bench b;
    double full_s = 0.0;
    double sum = 0.0;
    double square = 0.0;
    const int n = 60000;

    fill(&b, &workload_inference);
    set(&b, "burst_interval_s", 3.0);
    set(&b, "burst_duration_s", 0.45);
    for (int k = 0; k < n; k++) {
        double racks = 0.0;
        step(&b, 36000.0 + 0.01 * k, 0.01);
        for (size_t i = 0; i < N_RACKS; i++) {
            racks += b.util_frac[i] > 1.0 - 1e-9;
        }
        full_s += 0.01 * racks;
        sum += racks / n;
        square += racks * racks / n;
    }
    /* Of 0.45 s, one step at the edges is lost on the mean; 600 s hold 12.5 blocks a rack, so two
     * halves of a block are left to chance: 16 bursts in 200, at most. */
    ck_assert_double_eq_tol(full_s / (N_RACKS * 0.01 * n), 0.44 / 3.0, 0.1 * 0.44 / 3.0);
    /* Independent racks: binomial. The number of independent samples is that of bursts, 200. */
    const double p = sum / N_RACKS;
    const double variance = square - sum * sum;
    ck_assert_double_eq_tol(variance / (N_RACKS * p * (1.0 - p)), 1.0, 4.0 * sqrt(2.0 / 200.0));
}
END_TEST

/* ------------------------------------------------------------------------ training */

static double hall_mean(const struct bench *b)
{
    return gsl_stats_mean(b->util_frac, 1, N_RACKS);
}

/* Peak to peak of the racks' mean activity over two periods of 6 s. */
static double swing(struct bench *b)
{
    double least = 1.0;
    double most = 0.0;

    for (int k = 0; k < 120; k++) {
        step(b, 600.0 + 0.1 * k, 0.1);
        least = fmin(least, hall_mean(b));
        most = fmax(most, hall_mean(b));
    }
    return most - least;
}

START_TEST(staggering_in_ten_groups_leaves_a_tenth_of_the_swing)
{
    struct bench b;

    fill(&b, &workload_training);
    ck_assert_double_eq_tol(swing(&b), 1.0 - 0.45, 1e-9); /* in phase: the whole difference */
    set(&b, "stagger_groups", 10.0);
    /* 1.5 groups of 10 wait at a time, that is one or two: they differ by one group of ten. A step
     * of a sixth of a group's turn sees both numbers. */
    ck_assert_double_eq_tol(swing(&b), (1.0 - 0.45) / 10.0, 1e-9);
}
END_TEST

START_TEST(independent_racks_add_in_quadrature)
{
    struct bench b;
    double sum = 0.0;
    double square = 0.0;
    const int n = 200;

    fill(&b, &workload_training);
    set_switch(&b, "is_independent");
    set(&b, "spread_frac", 0.3);
    set(&b, "checkpoint_duration_s", 0.0);
    for (int k = 0; k < n; k++) {
        step(&b, 1e5 + 977.3 * k, 0.001); /* far enough apart to have drifted */
        sum += hall_mean(&b) / n;
        square += hall_mean(&b) * hall_mean(&b) / n;
    }
    const double one = 0.55 * 0.55 * 0.85 * 0.15; /* variance of one rack's two levels */
    const double mean = 0.85 + 0.15 * 0.45;
    ck_assert_double_eq_tol(sum, mean, 4.0 * sqrt(one / N_RACKS / n));
    ck_assert_double_eq_tol((square - sum * sum) / (one / N_RACKS), 1.0, 4.0 * sqrt(2.0 / n));
}
END_TEST

START_TEST(job_in_phase_fails_on_all_racks_and_independent_jobs_do_not)
{
    struct bench b;
    double idle_racks = 0.0;
    double partly = 0.0;

    fill(&b, &workload_training);
    set(&b, "failure_interval_s", 3600.0);
    for (int round = 0; round < 2; round++) {
        idle_racks = 0.0;
        partly = 0.0;
        for (int k = 0; k < 2000; k++) {
            double idle = 0.0;
            step(&b, 300.0 * k, 0.5);
            for (size_t i = 0; i < N_RACKS; i++) {
                idle += b.util_frac[i] == 0.0;
            }
            idle_racks += idle / N_RACKS / 2000.0;
            partly += idle > 0.0 && idle < N_RACKS;
        }
        if (round == 0) {
            ck_assert_double_eq(partly, 0.0);
        }
        set_switch(&b, "is_independent");
    }
    ck_assert_double_gt(partly, 1000.0);
    /* 600 s down of an exponential age of 3600 s; 30 jobs have about 5000 failures, and two samples
     * in a failure say the same. */
    ck_assert_double_eq_tol(idle_racks, 1.0 - exp(-600.0 / 3600.0), 4.0 * 0.1535 / sqrt(5000.0));
}
END_TEST

/* --------------------------------------------------------------------------- trace */

/* Two nodes' power recorded together: each draws half; the window crosses a change of the record. */
START_TEST(recorded_power_is_shared_by_its_nodes_or_refused)
{
    static const double time_s[] = {0.0, 7.0, 9.5};
    static const double value_w[] = {9100.0, 17300.0, 4100.0};
    double integral[3];
    const struct trace t = {3, time_s, value_w, integral, true};
    const struct param *const row = model_param(&workload_trace.info, "file");
    double power_w[N_RACKS];
    struct bench b;

    trace_integrate(3, time_s, value_w, integral);
    fill(&b, &workload_trace);
    set(&b, "nodes", 2.0);
    *(const struct trace **)(void *)((char *)b.params + row->offset) = &t;
    b.offset_s[1] = 3.0; /* starts later: its first value holds on */
    struct workload_block block = bind(&b, 6.0, 2.0);
    block.power_w = power_w;
    ck_assert_int_eq(workload_trace.step(b.params, &block), STATUS_OK);
    ck_assert_double_eq_tol(power_w[0], 0.5 * (9100.0 + 17300.0) / 2.0, 1e-9);
    ck_assert_double_eq_tol(power_w[1], 9100.0 / 2.0, 1e-9);
    ck_assert_double_eq(b.util_frac[0], 1.0);
    ck_assert_double_eq(b.host_util_frac[0], 1.0);
    block.power_w = NULL;
    ck_assert_int_eq(workload_trace.step(b.params, &block), STATUS_OUT_OF_RANGE);
}
END_TEST

TCASE(tc_batch, "batch", saturating_batch_stays_within_its_residual_of_measured_power,
      batch_of_the_default_workload_draws_the_power_it_was_fitted_to)
TCASE(tc_inference, "inference", bursts_add_their_share_of_what_the_load_leaves,
      burst_is_at_full_activity_and_racks_burst_alone)
TCASE(tc_training, "training", staggering_in_ten_groups_leaves_a_tenth_of_the_swing,
      independent_racks_add_in_quadrature,
      job_in_phase_fails_on_all_racks_and_independent_jobs_do_not)
TCASE(tc_trace, "trace", recorded_power_is_shared_by_its_nodes_or_refused)
CHECK_MAIN("workload jobs", tc_batch, tc_inference, tc_training, tc_trace)
