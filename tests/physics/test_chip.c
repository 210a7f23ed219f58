/* test_chip.c - an accelerator's power by activity, clock and temperature.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/chip.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

enum { N_CASES = 500 };

static struct chip draw_chip(const gsl_rng *rng)
{
    const double clock_hz = draw_between(rng, 1.2e9, 2.5e9);

    return (struct chip){
        .clock_max_hz = clock_hz,
        .clock_knee_hz = clock_hz * draw_between(rng, 0.4, 0.7),
        .clock_min_hz = clock_hz * draw_between(rng, 0.1, 0.3),
        .volt_max_v = 1.05,
        .volt_knee_v = draw_between(rng, 0.65, 0.8),
        .dynamic_w = draw_between(rng, 200.0, 1000.0),
        .leak_w = draw_between(rng, 20.0, 250.0),
        .leak_per_k = draw_between(rng, 0.005, 0.025),
        .leak_ref_c = draw_between(rng, 50.0, 80.0),
    };
}

static double full_power_w(const struct chip *c, double clock_hz, double die_c)
{
    return chip_dynamic_w(c, clock_hz, 1.0) + chip_leak_w(c, clock_hz, die_c);
}

START_TEST(stated_power_is_drawn_at_the_stated_clock_and_temperature)
{
    gsl_rng *const rng = draw_create(82401);

    for (int k = 0; k < N_CASES; k++) {
        const struct chip c = draw_chip(rng);
        ck_assert_double_eq_tol(chip_dynamic_w(&c, c.clock_max_hz, 1.0), c.dynamic_w, 1e-9);
        ck_assert_double_eq_tol(chip_leak_w(&c, c.clock_max_hz, c.leak_ref_c), c.leak_w, 1e-9);
        /* Below the knee the voltage holds, so that dynamic power goes with the clock alone. */
        ck_assert_double_eq_tol(chip_dynamic_w(&c, 0.5 * c.clock_knee_hz, 1.0),
                                0.5 * chip_dynamic_w(&c, c.clock_knee_hz, 1.0), 1e-9);
        ck_assert_double_eq_tol(chip_dynamic_w(&c, c.clock_knee_hz, 0.3),
                                0.3 * chip_dynamic_w(&c, c.clock_knee_hz, 1.0), 1e-9);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(clock_under_a_cap_draws_the_cap)
{
    gsl_rng *const rng = draw_create(82402);

    for (int k = 0; k < N_CASES; k++) {
        const struct chip c = draw_chip(rng);
        const double die_c = draw_between(rng, 30.0, 100.0);
        const double least_w = full_power_w(&c, c.clock_min_hz, die_c);
        const double most_w = full_power_w(&c, c.clock_max_hz, die_c);
        const double cap_w = draw_between(rng, 0.5 * least_w, 1.5 * most_w);
        const double clock_hz = chip_clock_hz(&c, cap_w, 1.0, die_c);
        const double drawn_w = full_power_w(&c, clock_hz, die_c);
        const double expected_w = fmin(most_w, fmax(least_w, cap_w));
        ck_assert_msg(fabs(drawn_w - expected_w) < 1e-12 * most_w, "case %d: %g W under %g W", k,
                      drawn_w, cap_w);
    }
    gsl_rng_free(rng);
}
END_TEST

/* The steady state by bisection, which knows nothing of Lambert's W. */
START_TEST(die_settles_where_its_heat_leaves)
{
    gsl_rng *const rng = draw_create(82403);

    for (int k = 0; k < N_CASES; k++) {
        const struct chip c = draw_chip(rng);
        const double k_per_w = draw_between(rng, 0.01, 0.06);
        const double sink_c = draw_between(rng, 15.0, 50.0);
        struct chip_steady steady = {0};
        const enum status st = chip_settle(&c, k_per_w, sink_c, &steady);
        const double runaway_c = chip_runaway_sink_c(&c, k_per_w);

        ck_assert_msg((st == STATUS_OK) == (sink_c < runaway_c), "case %d: %g of %g degC", k,
                      sink_c, runaway_c);
        if (st != STATUS_OK) {
            continue;
        }
        /* Where leakage adds a kelvin a kelvin the steady state ends: the cool one is below. */
        const double edge_c = c.leak_ref_c - log(k_per_w * c.leak_w * c.leak_per_k) / c.leak_per_k;
        double low_c = sink_c;
        double high_c = edge_c;
        for (int i = 0; i < 200; i++) {
            const double die_c = 0.5 * (low_c + high_c);
            const double heat_k = k_per_w * full_power_w(&c, c.clock_max_hz, die_c);
            *(sink_c + heat_k > die_c ? &low_c : &high_c) = die_c;
        }
        ck_assert_msg(fabs(steady.die_c - low_c) < 1e-8 * 100.0,
                      "case %d: %.12g, by bisection %.12g", k, steady.die_c, low_c);
        ck_assert_msg(fabs(steady.power_w * k_per_w - (steady.die_c - sink_c)) < 1e-9 * 100.0,
                      "case %d: %g W over %g K/W", k, steady.power_w, k_per_w);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(utilisation_shapes_run_from_nothing_to_all)
{
    ck_assert_double_eq(chip_shape_power(0.0, 0.7), 0.0);
    ck_assert_double_eq(chip_shape_power(1.0, 0.7), 1.0);
    ck_assert_double_eq_tol(chip_shape_fan2007(0.0, 1.4), 0.0, 1e-15);
    ck_assert_double_eq_tol(chip_shape_fan2007(1.0, 1.4), 1.0, 1e-15);
    for (int k = 1; k < 20; k++) {
        const double u = 0.05 * k;
        ck_assert(chip_shape_fan2007(u, 1.4) >
                  u); /* half the work takes more than half the power */
        ck_assert(chip_shape_power(u + 0.01, 0.7) > chip_shape_power(u, 0.7));
    }
}
END_TEST

TCASE(tc_power, "power", stated_power_is_drawn_at_the_stated_clock_and_temperature,
      clock_under_a_cap_draws_the_cap, utilisation_shapes_run_from_nothing_to_all)
TCASE(tc_heat, "heat", die_settles_where_its_heat_leaves)
CHECK_MAIN("chip", tc_power, tc_heat)
