/* test_wave.c - work in time: means over any window are integrals.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include <gsl/gsl_integration.h>

#include "models/trace.h"
#include "models/wave.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

enum { N_CASES = 300 };

static struct wave_training draw_training(const gsl_rng *rng)
{
    const double interval_s = draw_decades(rng, 20.0, 5e4);
    struct wave_training t = {
        .wave = {draw_decades(rng, 0.2, 100.0), draw_between(rng, 0.05, 0.95), 1.0,
                 draw_between(rng, 0.0, 0.9), 0.0},
        .interval_s = draw_index(rng, 4) == 0 ? (double)INFINITY : interval_s,
        .checkpoint_s = draw_between(rng, 0.01, 0.5) * interval_s,
        .checkpoint = draw_between(rng, 0.0, 1.0),
    };

    if (draw_index(rng, 3) > 0) {
        const double level_s = fmin(t.wave.duty_frac, 1.0 - t.wave.duty_frac) * t.wave.period_s;
        t.wave.ramp_s = draw_between(rng, 0.0, 1.0) * fmin(level_s, t.checkpoint_s);
    }
    return t;
}

/* Of a square wave over whole periods. */
START_TEST(mean_over_whole_periods_is_the_duty_between_two_levels)
{
    gsl_rng *const rng = draw_create(82001);

    for (int k = 0; k < N_CASES; k++) {
        struct wave_training t = draw_training(rng);
        t.interval_s = (double)INFINITY;
        const double n = 1.0 + (double)draw_index(rng, 50);
        const double from_s = draw_between(rng, 0.0, 1e4);
        const double expected = t.wave.duty_frac + (1.0 - t.wave.duty_frac) * t.wave.low;
        const double mean = wave_training_mean(&t, from_s, n * t.wave.period_s);
        /* Phases of 1e4 s are known to 1e-12 s. */
        ck_assert_msg(fabs(mean - expected) < 1e-10, "case %d: %.15g, expected %.15g", k, mean,
                      expected);
        ck_assert_double_eq_tol(wave_mean(&t.wave), expected, 1e-15);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(parts_of_a_window_add_up_to_the_whole)
{
    gsl_rng *const rng = draw_create(82002);

    for (int k = 0; k < N_CASES; k++) {
        const struct wave_training t = draw_training(rng);
        const double from_s = draw_between(rng, 0.0, 1e5);
        const double span_s = draw_decades(rng, 0.01, 1e5);
        const double first_s = span_s * draw_between(rng, 0.001, 0.999);
        const double whole = wave_training_mean(&t, from_s, span_s) * span_s;
        const double parts =
            wave_training_mean(&t, from_s, first_s) * first_s +
            wave_training_mean(&t, from_s + first_s, span_s - first_s) * (span_s - first_s);
        /* A wave's edge falls on one side or the other of a cut that is known to 1e-11 s. */
        ck_assert_msg(fabs(whole - parts) < 1e-9 + 1e-12 * span_s,
                      "case %d: %.15g whole, %.15g in parts", k, whole, parts);
        ck_assert_msg(whole >= -1e-9 && whole <= span_s * (1.0 + 1e-12) + 1e-9, "case %d: %g of %g",
                      k, whole, span_s);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(mean_over_an_interval_counts_its_checkpoint)
{
    const struct wave_training t = {.wave = {1.0, 1.0, 0.9, 0.9, 0.0},
                                    .interval_s = 1800.0,
                                    .checkpoint_s = 60.0,
                                    .checkpoint = 0.36};
    const double expected = (0.9 * 1740.0 + 0.36 * 60.0) / 1800.0;

    ck_assert_double_eq_tol(wave_training_mean(&t, 0.0, 1800.0), expected, 1e-14);
    ck_assert_double_eq_tol(wave_training_mean(&t, 1750.0, 40.0), 0.36, 1e-14);
    ck_assert_double_eq_tol(wave_training_mean(&t, 900.0, 3.0 * 1800.0), expected, 1e-13);
}
END_TEST

/* Parseval: the square of the mean and half of the harmonics' squares make the mean square, with
 * instant edges and with slow ones. */
START_TEST(harmonics_hold_the_power_of_the_wave)
{
    static const double ramps_s[] = {0.0, 0.07, 0.5};

    for (size_t i = 0; i < sizeof ramps_s / sizeof ramps_s[0]; i++) {
        const struct wave w = {2.0, 0.75, 120e3, 40e3, ramps_s[i]};
        double sum = wave_mean(&w) * wave_mean(&w);
        for (int k = 1; k <= 200000; k++) {
            sum += 0.5 * wave_harmonic(&w, k) * wave_harmonic(&w, k);
        }
        /* The tail of a series that falls with 1/k^2, after 2e5 terms. */
        ck_assert_msg(fabs(sum / (wave_rms(&w) * wave_rms(&w)) - 1.0) < 1e-5, "ramp of %g s: %.9g",
                      w.ramp_s, sum / (wave_rms(&w) * wave_rms(&w)));
    }
}
END_TEST

/* Level at an instant, from a window too short to see a slope. */
static double level_of(const struct wave_training *t, double at_s)
{
    return wave_training_mean(t, at_s, 1e-6);
}

/* Storage takes what lies above the mean: the integral of the excess, by the trapezoid's corners. */
START_TEST(storage_that_flattens_a_wave_holds_its_excess_over_the_mean)
{
    gsl_rng *const rng = draw_create(82004);

    for (int k = 0; k < N_CASES; k++) {
        struct wave_training t = draw_training(rng);
        t.interval_s = (double)INFINITY;
        const struct wave *const w = &t.wave;
        const double mean = wave_mean(w);
        const int n = 20000;
        double excess = 0.0;
        for (int i = 0; i < n; i++) {
            const double dt_s = w->period_s / n;
            excess += fmax(0.0, wave_training_mean(&t, i * dt_s, dt_s) - mean) * dt_s;
        }
        /* One slice in which the wave crosses its mean is lost at each edge. */
        const double slice = 2.0 * (w->high - w->low) * w->period_s / n;
        ck_assert_msg(fabs(excess - wave_smoothing(w)) < slice, "case %d: %.9g, formula %.9g", k,
                      excess, wave_smoothing(w));
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(edge_is_half_way_at_half_its_ramp_at_every_edge)
{
    struct wave_training t = {.wave = {8.0, 0.6, 0.97, 0.31, 1.3},
                              .interval_s = 200.0,
                              .checkpoint_s = 20.0,
                              .checkpoint = 0.12};
    /* The interval ends within the 23rd iteration, 4 s after its begin at 176 s, at full level. */
    const struct {
        double at_s;
        double from;
        double to;
    } edges[] = {
        {8.0, 0.31, 0.97},   {12.8, 0.97, 0.31},  {180.0, 0.97, 0.12},
        {200.0, 0.12, 0.97}, {204.8, 0.97, 0.31}, {176.0, 0.31, 0.97},
    };

    for (size_t i = 0; i < sizeof edges / sizeof edges[0]; i++) {
        const double rise = edges[i].to - edges[i].from;
        for (int k = 0; k <= 10; k++) {
            const double age_s = k / 10.0 * 1.3;
            /* The slope over a microsecond, and clocks known to 1e-14 of 200 s, over that. */
            ck_assert_msg(fabs(level_of(&t, edges[i].at_s + age_s) -
                               (edges[i].from + rise * k / 10.0)) < 1e-6,
                          "edge %zu, %g s later: %g", i, age_s,
                          level_of(&t, edges[i].at_s + age_s));
        }
    }
    t.wave.ramp_s = 0.0;
    ck_assert_double_eq_tol(level_of(&t, 180.0 - 2e-6), 0.97, 1e-7);
    ck_assert_double_eq_tol(level_of(&t, 180.0), 0.12, 1e-7);
}
END_TEST

/* A limit on the rate of change moves energy within an edge, never into or out of the job. */
START_TEST(slow_edges_keep_the_energy_of_an_interval)
{
    gsl_rng *const rng = draw_create(82005);

    for (int k = 0; k < N_CASES; k++) {
        const struct wave_training slow = draw_training(rng);
        struct wave_training fast = slow;
        fast.wave.ramp_s = 0.0;
        const double span_s = isinf(slow.interval_s) ? 7.0 * slow.wave.period_s : slow.interval_s;
        const double from_s = draw_between(rng, -1e4, 1e4);
        const double a = wave_training_mean(&slow, from_s, span_s);
        const double b = wave_training_mean(&fast, from_s, span_s);
        /* Phases of 1e4 s are known to 1e-12 s; the span is at least a second. */
        ck_assert_msg(fabs(a - b) < 1e-11, "case %d: %.15g slow, %.15g fast", k, a, b);
    }
    gsl_rng_free(rng);
}
END_TEST

/* E1.14. */
START_TEST(mean_with_checkpoints_is_weighted_by_their_share)
{
    gsl_rng *const rng = draw_create(82006);

    for (int k = 0; k < N_CASES; k++) {
        struct wave_training t = draw_training(rng);
        t.interval_s = t.checkpoint_s / draw_between(rng, 0.02, 0.4);
        const double rounds = floor(1.0 + (t.interval_s - t.checkpoint_s) / t.wave.period_s);
        t.interval_s = rounds * t.wave.period_s + t.checkpoint_s; /* whole iterations */
        const double expected =
            (wave_mean(&t.wave) * (t.interval_s - t.checkpoint_s) + t.checkpoint * t.checkpoint_s) /
            t.interval_s;
        const double mean = wave_training_mean(&t, 0.0, t.interval_s);
        /* An iteration that rounding cuts short is lost in 1e-13 of the interval. */
        ck_assert_msg(fabs(mean - expected) < 1e-12, "case %d: %.15g, expected %.15g", k, mean,
                      expected);
    }
    gsl_rng_free(rng);
}
END_TEST

struct day_at {
    const struct wave_day *day;
    int weekday;
};

static double level_at(double hour, void *params)
{
    const struct day_at *const at = params;
    const struct wave_day *const d = at->day;
    const int weekday = (at->weekday + (int)floor(hour / 24.0)) % 7;
    const double mean = weekday >= 5 ? d->mean * d->weekend_frac : d->mean;

    const double load =
        fmin(1.0, mean * (1.0 + d->swing_frac * cos(M_PI / 12.0 * (hour - d->peak_h))));

    return d->half > 0.0 ? load / (load + d->half) : load;
}

START_TEST(day_is_the_integral_of_its_cosine_cut_at_full_load)
{
    gsl_rng *const rng = draw_create(82003);
    gsl_integration_workspace *const space = gsl_integration_workspace_alloc(1000);

    for (int k = 0; k < N_CASES; k++) {
        const struct wave_day d = {draw_between(rng, 0.05, 0.95), draw_between(rng, 0.0, 1.0),
                                   draw_between(rng, 0.0, 24.0), draw_between(rng, 0.2, 1.0),
                                   k % 2 == 0 ? 0.0 : draw_decades(rng, 0.005, 5.0)};
        struct day_at at = {&d, (int)draw_index(rng, 7)};
        gsl_function f = {level_at, &at};
        const double from_h = draw_between(rng, 0.0, 23.9);
        const double span_h = draw_decades(rng, 0.01, 60.0);
        double total = 0.0;
        for (double a = from_h; a < from_h + span_h;) {
            const double b = fmin(from_h + span_h, 24.0 * (floor(a / 24.0) + 1.0));
            double part = 0.0;
            double error = 0.0;
            (void)gsl_integration_qag(&f, a, b, 1e-11, 1e-11, 1000, GSL_INTEG_GAUSS61, space, &part,
                                      &error);
            total += part;
            a = b;
        }
        const double mean = wave_day_mean(&d, from_h, at.weekday, span_h * 3600.0);
        /* The integrator stops at 1e-11; at a midnight its limits are the neighbours of a jump. */
        ck_assert_msg(fabs(mean - total / span_h) < 1e-7, "case %d: %.12g, by quadrature %.12g", k,
                      mean, total / span_h);
    }
    gsl_integration_workspace_free(space);
    gsl_rng_free(rng);
}
END_TEST

START_TEST(trace_holds_its_values_and_its_last_one_on)
{
    static const double time_s[] = {0.0, 10.0, 25.0};
    static const double value[] = {1.0, 0.0, 0.5};
    double integral[3];
    const struct trace t = {3, time_s, value, integral, false};

    trace_integrate(3, time_s, value, integral);

    ck_assert_double_eq_tol(trace_mean(&t, 0.0, 25.0, false), 10.0 / 25.0, 1e-15);
    ck_assert_double_eq_tol(trace_mean(&t, 5.0, 30.0, false), (5.0 + 2.5) / 25.0, 1e-15);
    ck_assert_double_eq(trace_mean(&t, 100.0, 101.0, false), 0.5);
    /* Looped, 25 s long: 60 s are two rounds and the first ten seconds, which are full. */
    ck_assert_double_eq_tol(trace_mean(&t, 0.0, 60.0, true), (3.0 * 10.0) / 60.0, 1e-15);
}
END_TEST

/* Against the sum over all steps of as many rounds as the window needs. */
START_TEST(trace_mean_is_the_sum_of_its_steps)
{
    enum { N_STEPS = 9, N_ROUNDS = 40 };
    gsl_rng *const rng = draw_create(82007);

    for (int k = 0; k < N_CASES; k++) {
        double time_s[N_STEPS] = {0.0};
        double value[N_STEPS];
        double integral[N_STEPS];
        const bool is_looped = k % 2 == 0;
        for (size_t i = 0; i < N_STEPS; i++) {
            time_s[i] = i > 0 ? time_s[i - 1] + draw_decades(rng, 0.1, 100.0) : 0.0;
            value[i] = draw_between(rng, 0.0, 1.0);
        }
        const struct trace t = {N_STEPS, time_s, value, integral, false};
        trace_integrate(N_STEPS, time_s, value, integral);
        const double length_s = time_s[N_STEPS - 1];
        const double from_s = draw_between(rng, 0.0, 15.0) * length_s;
        const double to_s = from_s + draw_decades(rng, 0.001, 15.0) * length_s;
        double total = 0.0;
        for (int round = 0; round < (is_looped ? N_ROUNDS : 1); round++) {
            for (size_t i = 0; i < N_STEPS; i++) {
                const bool is_last = i + 1 == N_STEPS;
                const double begin_s = round * length_s + time_s[i];
                const double holds_s =
                    is_last ? (is_looped ? 0.0 : HUGE_VAL) : time_s[i + 1] - time_s[i];
                const double until_s = begin_s + holds_s;
                total += value[i] * fmax(0.0, fmin(to_s, until_s) - fmax(from_s, begin_s));
            }
        }
        /* Times of 3e4 s are known to 1e-11 s; the window is at least 1e-3 of the trace. */
        const double mean = trace_mean(&t, from_s, to_s, is_looped);
        ck_assert_msg(fabs(mean - total / (to_s - from_s)) < 1e-9, "case %d: %.12g, sum %.12g", k,
                      mean, total / (to_s - from_s));
    }
    gsl_rng_free(rng);
}
END_TEST

TCASE(tc_training, "training", mean_over_whole_periods_is_the_duty_between_two_levels,
      parts_of_a_window_add_up_to_the_whole, mean_over_an_interval_counts_its_checkpoint,
      harmonics_hold_the_power_of_the_wave,
      storage_that_flattens_a_wave_holds_its_excess_over_the_mean,
      edge_is_half_way_at_half_its_ramp_at_every_edge, slow_edges_keep_the_energy_of_an_interval,
      mean_with_checkpoints_is_weighted_by_their_share)
TCASE(tc_day, "day", day_is_the_integral_of_its_cosine_cut_at_full_load,
      trace_holds_its_values_and_its_last_one_on, trace_mean_is_the_sum_of_its_steps)
CHECK_MAIN("wave", tc_training, tc_day)
