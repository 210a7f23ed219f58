/* test_loss.c - what conversion loses, and currents of three phases.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/fanlaw.h"
#include "models/loss.h"
#include "models/phase.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

enum { N_CASES = 500 };

START_TEST(supply_meets_its_certified_points)
{
    const struct curve titanium = {4, {0.1, 0.2, 0.5, 1.0}, {0.90, 0.94, 0.96, 0.91}};

    for (size_t i = 0; i < titanium.n; i++) {
        const double x = titanium.x[i];
        const double loss = loss_supply_frac(&titanium, x);
        ck_assert_double_eq_tol(x / (x + loss), titanium.y[i], 1e-14);
    }
    ck_assert_double_eq(loss_supply_frac(&titanium, 0.0), 0.0);
    /* Between points it is a straight line in the loss. */
    const double middle =
        0.5 * (loss_supply_frac(&titanium, 0.2) + loss_supply_frac(&titanium, 0.5));
    ck_assert_double_eq_tol(loss_supply_frac(&titanium, 0.35), middle, 1e-15);
}
END_TEST

/* Loss over load is least where the constant part equals the square-law part. */
START_TEST(transformer_is_best_where_core_and_copper_lose_alike)
{
    const double rating_va = 1e6;
    const struct loss_transformer t = loss_transformer_split(rating_va, 0.9928);
    const double best = sqrt(t.core_w / t.load_w);

    ck_assert_double_eq_tol(best, 0.35, 1e-12);
    ck_assert_double_eq_tol(0.35 * rating_va / (0.35 * rating_va + loss_transformer_w(&t, 0.35)),
                            0.9928, 1e-12);
    for (int k = 1; k < 24; k++) {
        const double x = 0.05 * k;
        ck_assert(loss_transformer_w(&t, x) / x >= loss_transformer_w(&t, best) / best);
    }
    ck_assert_double_eq_tol(loss_transformer_w(&t, 0.0), t.core_w, 1e-9);
    ck_assert_double_eq_tol(loss_copper_factor(75.0, 75.0), 1.0, 1e-15);
    /* Annealed copper gains 0.39 % a kelvin from 20 degC. */
    ck_assert_double_eq_tol(loss_copper_factor(120.0, 20.0), 1.39, 1e-12);
}
END_TEST

START_TEST(ups_loses_something_at_no_load_and_its_efficiency_has_a_peak)
{
    const struct loss_ups modern = {0.008, 0.018, 0.010};
    const double best = sqrt(modern.k0_frac / modern.k2_frac);
    const double loss = loss_ups_frac(&modern, best);

    ck_assert_double_eq_tol(loss_ups_frac(&modern, 0.0), modern.k0_frac, 1e-15);
    for (int k = 1; k <= 20; k++) {
        const double x = 0.05 * k;
        ck_assert(loss_ups_frac(&modern, x) / x >= loss / best - 1e-15);
    }
}
END_TEST

START_TEST(converter_input_gives_its_output_back)
{
    gsl_rng *const rng = draw_create(82301);

    for (int k = 0; k < N_CASES; k++) {
        const double output_w = draw_decades(rng, 1.0, 1e6);
        const double constant_w = draw_between(rng, 0.0, 100.0);
        const double efficiency = draw_between(rng, 0.8, 1.0);
        const double input_w = loss_converter_input_w(output_w, constant_w, efficiency);
        ck_assert_double_eq_tol(input_w * efficiency - constant_w, output_w,
                                1e-9 * output_w + 1e-9);
    }
    gsl_rng_free(rng);
}
END_TEST

/* ------------------------------------------------------------------- phases */

/* Length of the sum of three phasors, by magnitude and angle in degrees. */
static double sum_a(const double magnitude[3], const double degrees[3])
{
    double real = 0.0;
    double imaginary = 0.0;

    for (size_t i = 0; i < 3; i++) {
        real += magnitude[i] * cos(degrees[i] * M_PI / 180.0);
        imaginary += magnitude[i] * sin(degrees[i] * M_PI / 180.0);
    }
    return hypot(real, imaginary);
}

START_TEST(neutral_carries_the_sum_of_the_phasors)
{
    gsl_rng *const rng = draw_create(82302);

    for (int k = 0; k < N_CASES; k++) {
        const double a = draw_between(rng, 0.0, 100.0);
        const double b = draw_between(rng, 0.0, 100.0);
        const double c = draw_between(rng, 0.0, 100.0);
        const double expected = sum_a((double[]){a, b, c}, (double[]){0.0, -120.0, 120.0});
        /* The difference of squares under the root loses half the digits near balance. */
        ck_assert_double_eq_tol(phase_neutral_a(a, b, c), expected, 1e-6);
    }
    ck_assert_double_eq_tol(phase_neutral_a(20.0, 20.0, 20.0), 0.0, 1e-6);
    gsl_rng_free(rng);
}
END_TEST

/* Currents between phases lag each other by 120 degrees; a line takes one and gives one. */
START_TEST(lines_carry_the_difference_of_two_phasors)
{
    gsl_rng *const rng = draw_create(82303);

    for (int k = 0; k < N_CASES; k++) {
        const double ab = draw_between(rng, 0.0, 100.0);
        const double bc = draw_between(rng, 0.0, 100.0);
        const double ca = draw_between(rng, 0.0, 100.0);
        const struct phase_lines l = phase_line_currents(ab, bc, ca);
        ck_assert_double_eq_tol(
            l.a_a, sum_a((double[]){ab, -ca, 0.0}, (double[]){30.0, 150.0, 0.0}), 1e-9);
        ck_assert_double_eq_tol(
            l.b_a, sum_a((double[]){bc, -ab, 0.0}, (double[]){-90.0, 30.0, 0.0}), 1e-9);
        ck_assert_double_eq_tol(
            l.c_a, sum_a((double[]){ca, -bc, 0.0}, (double[]){150.0, -90.0, 0.0}), 1e-9);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(balanced_load_has_root_three_times_its_current)
{
    const struct phase_lines l = phase_line_currents(20.0, 20.0, 20.0);

    ck_assert_double_eq_tol(l.a_a, 20.0 * sqrt(3.0), 1e-12);
    ck_assert_double_eq_tol(phase_unbalance(&l), 0.0, 1e-12);
    ck_assert_double_eq_tol(phase_power_w(3, 415.0, 60.0, 1.0), sqrt(3.0) * 415.0 * 60.0, 1e-9);
    ck_assert_double_eq_tol(phase_current_a(3, 415.0, phase_power_w(3, 415.0, 60.0, 1.0)), 60.0,
                            1e-12);
    ck_assert_double_eq_tol(phase_power_w(1, 230.0, 16.0, 0.95), 230.0 * 16.0 * 0.95, 1e-9);
    ck_assert_double_eq_tol(phase_dc_a(1e6, 800.0), 1250.0, 1e-9);
}
END_TEST

START_TEST(half_the_speed_takes_an_eighth_of_the_power)
{
    ck_assert_double_eq(fanlaw_flow(0.5), 0.5);
    ck_assert_double_eq(fanlaw_pressure(0.5), 0.25);
    ck_assert_double_eq(fanlaw_power(0.5), 0.125);
    /* A drive adds its losses: more than the cube below rating, and its rating at rating. */
    ck_assert_double_eq_tol(fanlaw_drive_power(1.0), 1.0, 1e-3);
    for (int k = 1; k < 20; k++) {
        const double x = 0.05 * k;
        ck_assert(fanlaw_drive_power(x) > fanlaw_power(x));
    }
}
END_TEST

TCASE(tc_losses, "losses", supply_meets_its_certified_points,
      transformer_is_best_where_core_and_copper_lose_alike,
      ups_loses_something_at_no_load_and_its_efficiency_has_a_peak,
      converter_input_gives_its_output_back, half_the_speed_takes_an_eighth_of_the_power)
TCASE(tc_phases, "phases", neutral_carries_the_sum_of_the_phasors,
      lines_carry_the_difference_of_two_phasors, balanced_load_has_root_three_times_its_current)
CHECK_MAIN("loss", tc_losses, tc_phases)
