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

    return (struct wave_training){
        .wave = {draw_decades(rng, 0.2, 100.0), draw_between(rng, 0.05, 0.95), 1.0,
                 draw_between(rng, 0.0, 0.9), 0.0},
        .interval_s = draw_index(rng, 4) == 0 ? (double)INFINITY : interval_s,
        .checkpoint_s = draw_between(rng, 0.0, 0.5) * interval_s,
        .checkpoint = draw_between(rng, 0.0, 1.0),
    };
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

/* Parseval: the square of the mean and half of the harmonics' squares make the mean square. */
START_TEST(harmonics_hold_the_power_of_the_wave)
{
    const struct wave w = {2.0, 0.75, 120e3, 40e3, 0.0};
    double sum = wave_mean(&w) * wave_mean(&w);

    for (int k = 1; k <= 200000; k++) {
        sum += 0.5 * wave_harmonic(&w, k) * wave_harmonic(&w, k);
    }
    /* The tail of a series that falls with 1/k^2, after 2e5 terms. */
    ck_assert_double_eq_tol(sum / (wave_rms(&w) * wave_rms(&w)), 1.0, 1e-5);
    ck_assert_double_eq_tol(wave_smoothing(&w), (120e3 - wave_mean(&w)) * 0.75 * 2.0, 1e-6);
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

    return fmin(1.0, mean * (1.0 + d->swing_frac * cos(M_PI / 12.0 * (hour - d->peak_h))));
}

START_TEST(day_is_the_integral_of_its_cosine_cut_at_full_load)
{
    gsl_rng *const rng = draw_create(82003);
    gsl_integration_workspace *const space = gsl_integration_workspace_alloc(1000);

    for (int k = 0; k < N_CASES; k++) {
        const struct wave_day d = {draw_between(rng, 0.05, 0.95), draw_between(rng, 0.0, 1.0),
                                   draw_between(rng, 0.0, 24.0), draw_between(rng, 0.2, 1.0), 0.0};
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
    const struct trace t = {3, time_s, value};

    ck_assert_double_eq_tol(trace_mean(&t, 0.0, 25.0, 0), 10.0 / 25.0, 1e-15);
    ck_assert_double_eq_tol(trace_mean(&t, 5.0, 30.0, 0), (5.0 + 2.5) / 25.0, 1e-15);
    ck_assert_double_eq(trace_mean(&t, 100.0, 101.0, 0), 0.5);
    /* Looped, 25 s long: 60 s are two rounds and the first ten seconds, which are full. */
    ck_assert_double_eq_tol(trace_mean(&t, 0.0, 60.0, 1), (3.0 * 10.0) / 60.0, 1e-15);
}
END_TEST

TCASE(tc_training, "training", mean_over_whole_periods_is_the_duty_between_two_levels,
      parts_of_a_window_add_up_to_the_whole, mean_over_an_interval_counts_its_checkpoint,
      harmonics_hold_the_power_of_the_wave)
TCASE(tc_day, "day", day_is_the_integral_of_its_cosine_cut_at_full_load,
      trace_holds_its_values_and_its_last_one_on)
CHECK_MAIN("wave", tc_training, tc_day)
