/* test_spectrum.c - what the spectrum reads of waves whose harmonics are known.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include <gsl/gsl_math.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "models/wave.h"
#include "sim/study/spectrum.h"
#include "tests/support/check_main.h"
#include "tests/support/hall_bench.h"

enum { MOST = 8192 };

static struct arena *arena;

static void setup(void)
{
    arena = arena_create(bench_exhausted);
}

static void teardown(void)
{
    arena_destroy(arena);
}

static struct spectrum of(const double *x, size_t n, double step_s)
{
    struct spectrum s;

    ck_assert_int_eq(spectrum_make(arena, x, n, step_s, &s), STATUS_OK);
    return s;
}

/* Taking the line off m whole periods costs less than 1 / m^4 of the amplitude. */
START_TEST(sine_on_a_slope_reads_as_its_own_amplitude_and_period)
{
    static const struct {
        size_t n;
        double m;
        double step_s;
        double amplitude;
    } cases[] = {{1200, 10, 0.05, 720e3}, {997, 13, 0.1, 3.7}, {4096, 100, 0.01, 1.1e6}};
    double x[MOST];

    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        const double span_s = (double)cases[c].n * cases[c].step_s;
        for (size_t i = 0; i < cases[c].n; i++) {
            const double t_s = (double)i * cases[c].step_s;
            x[i] = cases[c].amplitude *
                   (5.0 + 0.31 * t_s / span_s + sin(2.0 * M_PI * cases[c].m * t_s / span_s + 0.7));
        }
        const struct spectrum s = of(x, cases[c].n, cases[c].step_s);
        const struct spectrum_line line = spectrum_peak(&s);
        const double tolerance = 1.0 / pow(cases[c].m, 4.0);
        ck_assert_double_eq_tol(s.amplitude[(size_t)cases[c].m], cases[c].amplitude,
                                tolerance * cases[c].amplitude);
        ck_assert_double_eq_tol(line.hz * span_s / cases[c].m, 1.0, tolerance);
    }
}
END_TEST

/* Between two bins the image at the negative frequency, 2 m bins away, is what is left: its window
 * falls with the cube. */
START_TEST(sine_between_two_bins_is_found_where_it_lies)
{
    double x[MOST];
    const size_t n = 1500;

    for (int k = 0; k < 12; k++) {
        const double m = 10.0 + 0.09 * k;
        for (size_t i = 0; i < n; i++) {
            x[i] = 41.0 * cos(2.0 * M_PI * m * (double)i / (double)n + 0.3);
        }
        const struct spectrum s = of(x, n, 0.02);
        const struct spectrum_line line = spectrum_peak(&s);
        ck_assert_msg(fabs(line.hz * (double)n * 0.02 - m) < 2e-3, "%g: %g", m,
                      line.hz * (double)n * 0.02);
        ck_assert_msg(fabs(line.amplitude / 41.0 - 1.0) < 2e-3, "%g: %g", m, line.amplitude);
    }
}
END_TEST

/* A wave of n steps a period whose edges fall between steps has, as means over the steps,
 *     A_k = 2 / n (high - low) |sin(k pi D)| / sin(k pi / n)
 * which is its continuous harmonic to (k pi / n)^2 / 6. */
START_TEST(square_wave_shows_its_own_harmonics)
{
    static const struct wave waves[] = {{6.0, 0.85, 1200e3, 480e3, 0.0},
                                        {2.0, 0.75, 120e3, 40e3, 0.0},
                                        {8.0, 0.8, 10.2e3, 4.0e3, 0.0}};
    const double m = 20.0;
    double x[MOST];

    for (size_t c = 0; c < sizeof waves / sizeof waves[0]; c++) {
        const struct wave_training t = {.wave = waves[c], .interval_s = (double)INFINITY};
        const double step_s = 0.05;
        const double n_period = round(t.wave.period_s / step_s);
        const size_t n = (size_t)(m * n_period);
        for (size_t i = 0; i < n; i++) {
            x[i] = wave_training_mean(&t, (double)i * step_s, step_s);
        }
        const struct spectrum s = of(x, n, step_s);
        for (int k = 1; k <= 7; k++) {
            const double read = s.amplitude[(size_t)(k * m)];
            const double stepped = 2.0 / n_period * (t.wave.high - t.wave.low) *
                                   fabs(sin(k * M_PI * t.wave.duty_frac)) /
                                   sin(k * M_PI / n_period);
            const double first = wave_harmonic(&t.wave, 1);
            const double between = pow(k * M_PI / n_period, 2.0);
            ck_assert_msg(fabs(read - stepped) < first / pow(m, 4.0), "wave %zu, k %d: %g, %g", c,
                          k, read, stepped);
            ck_assert_msg(fabs(read - wave_harmonic(&t.wave, k)) <
                              0.2 * between * stepped + first / pow(m, 4.0),
                          "wave %zu, k %d: %g, %g", c, k, read, wave_harmonic(&t.wave, k));
        }
        ck_assert_double_eq_tol(1.0 / spectrum_peak(&s).hz, t.wave.period_s,
                                1e-5 * t.wave.period_s);
    }
}
END_TEST

START_TEST(band_takes_in_its_lines_and_leaves_out_the_others)
{
    const double amplitude[] = {7.0, 3.0, 11.0};
    const double hz[] = {0.05, 2.0, 10.0}; /* below, inside, on the upper edge */
    const size_t n = 6000;                 /* 60 s of 0.01 s */
    double x[MOST];

    for (size_t i = 0; i < n; i++) {
        x[i] = 100.0;
        for (size_t k = 0; k < 3; k++) {
            x[i] += amplitude[k] * sin(2.0 * M_PI * hz[k] * 0.01 * (double)i + (double)k);
        }
    }
    const struct spectrum s = of(x, n, 0.01);
    /* 3 periods of the slow sine: the line that is taken off costs up to 1 / 3^4 of its 7. */
    ck_assert_double_eq_tol(spectrum_band_rms(&s, 0.2, 10.0), hypot(3.0, 11.0) / M_SQRT2, 0.01);
    ck_assert_double_eq_tol(spectrum_band_rms(&s, 0.2, 5.0), 3.0 / M_SQRT2, 0.01);
}
END_TEST

/* The mean square of n independent values under a Hann window scatters by 3.89 / n: four times that. */
START_TEST(whole_band_of_noise_holds_its_deviation)
{
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
    const size_t n = 4096;
    double x[MOST];

    for (unsigned long seed = 1; seed <= 5; seed++) {
        gsl_rng_set(rng, seed);
        for (size_t i = 0; i < n; i++) {
            x[i] = 1e3 + gsl_ran_gaussian(rng, 17.0);
        }
        const struct spectrum s = of(x, n, 0.1);
        ck_assert_msg(fabs(spectrum_band_rms(&s, 0.0, 5.0) / 17.0 - 1.0) <
                          4.0 * 0.5 * sqrt(3.89 / (double)n),
                      "seed %lu: %g", seed, spectrum_band_rms(&s, 0.0, 5.0));
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(line_without_a_wave_has_no_spectrum_and_seven_values_are_too_few)
{
    double x[100];
    struct spectrum s;

    for (size_t i = 0; i < 100; i++) {
        x[i] = 5e5 + 3e3 * (double)i;
    }
    s = of(x, 100, 1.0);
    ck_assert_double_lt(spectrum_peak(&s).amplitude, 1e-12 * 5e5);
    ck_assert_int_eq(spectrum_make(arena, x, SPECTRUM_LEAST - 1, 1.0, &s), STATUS_OUT_OF_RANGE);
}
END_TEST

static TCase *tc_spectrum(void)
{
    TCase *const tc = tcase_create("spectrum");

    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, sine_on_a_slope_reads_as_its_own_amplitude_and_period);
    tcase_add_test(tc, sine_between_two_bins_is_found_where_it_lies);
    tcase_add_test(tc, square_wave_shows_its_own_harmonics);
    tcase_add_test(tc, band_takes_in_its_lines_and_leaves_out_the_others);
    tcase_add_test(tc, whole_band_of_noise_holds_its_deviation);
    tcase_add_test(tc, line_without_a_wave_has_no_spectrum_and_seven_values_are_too_few);
    return tc;
}

CHECK_MAIN("spectrum", tc_spectrum)
