/* test_lump.c - one thermal mass over a step, against what can be worked out by hand.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/lump.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

enum { N_CASES = 2000 };

/* Rounding of a few operations, over the largest number that takes part. */
static const double rounding = 1e-13;

/* Numbers with no simple relation; time constant 28741 / 331.7 = 86.6 s. */
static struct lump given_lump(void)
{
    return (struct lump){
        .start_c = 31.3,
        .sink_c = 24.7,
        .heat_w = 11870.0,
        .conductance_w_k = 331.7,
        .capacity_j_k = 28741.0,
    };
}

/* Steps of a millisecond to a thousand million seconds, limp and stiff masses, warm and cold. */
static struct lump drawn_lump(const gsl_rng *rng, double *ret_dt_s)
{
    *ret_dt_s = draw_decades(rng, 1e-3, 1e9);
    return (struct lump){
        .start_c = draw_between(rng, -20.0, 110.0),
        .sink_c = draw_between(rng, -20.0, 70.0),
        .heat_w = draw_between(rng, 0.0, 2e5),
        .conductance_w_k = draw_decades(rng, 1e-2, 1e5),
        .capacity_j_k = draw_decades(rng, 1.0, 1e8),
    };
}

START_TEST(mass_nears_its_steady_state_by_its_time_constant)
{
    const struct lump l = given_lump();
    const double tau_s = l.capacity_j_k / l.conductance_w_k;
    const double steady_c = l.sink_c + l.heat_w / l.conductance_w_k;
    const double shares[] = {1e-4, 0.03, 0.4999, 0.5001, 1.0, 2.7, 19.0};

    for (size_t k = 0; k < sizeof shares / sizeof shares[0]; k++) {
        const double x = shares[k];
        const struct lump_result r = lump_step(&l, x * tau_s);
        const double end_c = steady_c + (l.start_c - steady_c) * exp(-x);
        const double mean_c = steady_c + (l.start_c - steady_c) * -expm1(-x) / x;

        ck_assert_msg(fabs(r.end_c - end_c) < 1e-12 * steady_c, "x = %g: end %.17g", x, r.end_c);
        ck_assert_msg(fabs(r.mean_c - mean_c) < 1e-12 * steady_c, "x = %g: mean %.17g", x,
                      r.mean_c);
    }
}
END_TEST

START_TEST(heat_in_leaves_or_stays)
{
    gsl_rng *const rng = draw_create(20261);

    for (int k = 0; k < N_CASES; k++) {
        double dt_s = 0.0;
        const struct lump l = drawn_lump(rng, &dt_s);
        const struct lump_result r = lump_step(&l, dt_s);
        const double in_j = l.heat_w * dt_s;
        const double out_j = r.to_sink_w * dt_s;
        const double kept_j = l.capacity_j_k * (r.end_c - l.start_c);
        /* The temperatures are rounded before they are subtracted. */
        const double scale_j = in_j + fabs(out_j) + l.capacity_j_k * 200.0;

        ck_assert_msg(fabs(in_j - out_j - kept_j) <= rounding * scale_j,
                      "case %d, dt %g s: %g J of %g J", k, dt_s, in_j - out_j - kept_j, scale_j);
    }
    gsl_rng_free(rng);
}
END_TEST

/* The books and the mean are two ways to the same heat; only one of them uses the mean. */
START_TEST(heat_to_the_sink_is_conductance_times_mean_rise)
{
    gsl_rng *const rng = draw_create(20262);

    for (int k = 0; k < N_CASES; k++) {
        double dt_s = 0.0;
        const struct lump l = drawn_lump(rng, &dt_s);
        const double slope_w_per_s = draw_between(rng, -1.0, 1.0) * l.heat_w / dt_s;
        const struct lump_result steady = lump_step(&l, dt_s);
        const struct lump_result ramp = lump_ramp(&l, slope_w_per_s, dt_s);
        /* Large terms that nearly cancel: warm-up of the mass, and conductance by temperature. */
        const double scale_w = l.heat_w + l.capacity_j_k * 200.0 / dt_s +
                               l.conductance_w_k * (fabs(steady.mean_c) + fabs(ramp.mean_c) + 70.0);
        const double by_step_w = l.conductance_w_k * (steady.mean_c - l.sink_c);
        const double by_ramp_w = l.conductance_w_k * (ramp.mean_c - l.sink_c);

        ck_assert_msg(fabs(steady.to_sink_w - by_step_w) <= rounding * scale_w,
                      "case %d: %g W in the books, %g W by the mean", k, steady.to_sink_w,
                      by_step_w);
        ck_assert_msg(fabs(ramp.to_sink_w - by_ramp_w) <= rounding * scale_w,
                      "case %d: %g W in the books, %g W by the mean of the ramp", k, ramp.to_sink_w,
                      by_ramp_w);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(two_ramps_are_one_long_ramp)
{
    gsl_rng *const rng = draw_create(20263);

    for (int k = 0; k < N_CASES; k++) {
        double dt_s = 0.0;
        const struct lump l = drawn_lump(rng, &dt_s);
        const double share = draw_between(rng, 0.05, 0.95);
        /* Every third case is a plain step. */
        const double growth_w = k % 3 == 0 ? 0.0 : draw_between(rng, -1.0, 1.0) * l.heat_w;
        const struct lump_result whole = lump_ramp(&l, growth_w / dt_s, dt_s);
        const struct lump_result first = lump_ramp(&l, growth_w / dt_s, share * dt_s);
        struct lump rest = l;
        rest.start_c = first.end_c;
        rest.heat_w += share * growth_w;
        const struct lump_result second = lump_ramp(&rest, growth_w / dt_s, (1.0 - share) * dt_s);
        const double mean_c = share * first.mean_c + (1.0 - share) * second.mean_c;
        const double warming_k =
            2.0 * l.heat_w * fmin(1.0 / l.conductance_w_k, dt_s / l.capacity_j_k);
        const double scale_c = 200.0 + warming_k;

        ck_assert_msg(fabs(second.end_c - whole.end_c) <= rounding * scale_c,
                      "case %d: %.17g and %.17g degC", k, second.end_c, whole.end_c);
        ck_assert_msg(fabs(mean_c - whole.mean_c) <= rounding * scale_c,
                      "case %d: means %.17g and %.17g degC", k, mean_c, whole.mean_c);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(sealed_mass_warms_at_power_over_capacity)
{
    struct lump l = given_lump();
    l.conductance_w_k = 0.0;

    const struct lump_result r = lump_step(&l, 73.0);
    const double rise_k = l.heat_w * 73.0 / l.capacity_j_k;

    ck_assert_double_eq_tol(r.end_c, l.start_c + rise_k, 1e-12);
    ck_assert_double_eq_tol(r.mean_c, l.start_c + 0.5 * rise_k, 1e-12);
    ck_assert_double_eq(r.to_sink_w, 0.0);
}
END_TEST

START_TEST(ramp_on_a_sealed_mass_warms_by_its_square)
{
    struct lump l = given_lump();
    l.conductance_w_k = 0.0;
    const double slope_w_per_s = 57.3;
    const double dt_s = 41.0;

    const struct lump_result r = lump_ramp(&l, slope_w_per_s, dt_s);
    const double from_heat_k = l.heat_w * dt_s / l.capacity_j_k;
    const double from_ramp_k = 0.5 * slope_w_per_s * dt_s * dt_s / l.capacity_j_k;

    ck_assert_double_eq_tol(r.end_c, l.start_c + from_heat_k + from_ramp_k, 1e-12);
    ck_assert_double_eq_tol(r.mean_c, l.start_c + from_heat_k / 2.0 + from_ramp_k / 3.0, 1e-12);
}
END_TEST

/* A ramp lags behind itself by one time constant once its start is forgotten. */
START_TEST(long_ramp_trails_by_its_time_constant)
{
    const struct lump l = given_lump();
    const double tau_s = l.capacity_j_k / l.conductance_w_k;
    const double slope_w_per_s = 3.1;
    const double dt_s = 60.0 * tau_s;

    const struct lump_result r = lump_ramp(&l, slope_w_per_s, dt_s);
    const double heat_then_w = l.heat_w + slope_w_per_s * (dt_s - tau_s);

    /* exp(-60) of the start is left. */
    ck_assert_double_eq_tol(r.end_c, l.sink_c + heat_then_w / l.conductance_w_k, 1e-11);
}
END_TEST

START_TEST(square_wave_settles_between_its_crest_and_trough)
{
    struct lump l = given_lump();
    const double high_w = l.heat_w;
    const double low_w = 3217.0;
    const double period_s = 131.0;
    const double duty = 0.37;
    const struct lump_swing s = lump_periodic(&l, low_w, period_s, duty);
    struct lump_result high = {0};
    struct lump_result low = {0};

    /* 40 periods are 60 time constants: nothing of the start is left. */
    for (int k = 0; k < 40; k++) {
        l.heat_w = high_w;
        high = lump_step(&l, duty * period_s);
        l.start_c = high.end_c;
        l.heat_w = low_w;
        low = lump_step(&l, (1.0 - duty) * period_s);
        l.start_c = low.end_c;
    }
    ck_assert_double_eq_tol(s.most_c, high.end_c, 1e-11);
    ck_assert_double_eq_tol(s.least_c, low.end_c, 1e-11);
    ck_assert_double_eq_tol(s.mean_c, duty * high.mean_c + (1.0 - duty) * low.mean_c, 1e-11);
}
END_TEST

TCASE(tc_forms, "closed forms", mass_nears_its_steady_state_by_its_time_constant,
      sealed_mass_warms_at_power_over_capacity, ramp_on_a_sealed_mass_warms_by_its_square,
      long_ramp_trails_by_its_time_constant, square_wave_settles_between_its_crest_and_trough)
TCASE(tc_books, "books", heat_in_leaves_or_stays, heat_to_the_sink_is_conductance_times_mean_rise,
      two_ramps_are_one_long_ramp)
CHECK_MAIN("lump", tc_forms, tc_books)
