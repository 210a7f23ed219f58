/* test_node_parts.c - a GPU node by its components: power, fans, caps and nameplate.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "tests/physics/node_bench.h"
#include "tests/support/check_main.h"

/* Direct current in, no fans: the electronics alone. */
static struct bench bare_bench(void)
{
    struct bench n = given_bench();

    n.params.psu_efficiency_frac = PARAM_UNKNOWN;
    n.params.psu_constant_w = 0.0;
    n.params.fan_w = 0.0;
    return n;
}

START_TEST(parts_add_up_with_supply_loss_at_the_inlet)
{
    struct bench n = given_bench();
    const struct parts_params *const p = &n.params;
    without_masses(&n.params);
    n.params.accelerator_exponent = 0.7;

    start(&n);
    run(&n, 3.0, 1);

    const double steady_w = p->memory_w + p->network_w + p->storage_w + p->board_w;
    const double busy = 0.6 + 0.4 * n.util_frac; /* the busier of the two sets the rest */
    const double host_w = 2.0 * (103.0 + (347.0 - 103.0) * n.host_util_frac);
    const double output_w = 8.0 * one_w(&n) + host_w + busy * steady_w + n.power.fan_w / n.count;

    ck_assert_double_eq_tol(n.power.accelerator_w, 3.0 * 8.0 * one_w(&n), 1e-8);
    ck_assert_double_eq_tol(n.power.host_w, 3.0 * host_w, 1e-8);
    ck_assert_double_eq_tol(n.demand_w, 3.0 * (output_w + 41.0) / 0.957, 1e-8);
    ck_assert(isnan(n.die_c));
    ck_assert_double_eq(n.stored_j, 0.0);
    ck_assert_double_eq(n.plate_w, 0.0);
    ck_assert_double_eq_tol(n.air_w, n.demand_w, 1e-8);
    ck_assert_double_eq(n.work_frac, 1.0);
}
END_TEST

START_TEST(supply_has_its_certified_efficiency_at_its_test_point)
{
    struct bench n = bare_bench();
    start(&n);
    run(&n, 1.0, 1);
    const double output_w = n.demand_w / n.count;

    n.params.psu_curve = (struct curve){.n = 3, .x = {0.2, 0.5, 1.0}, .y = {0.931, 0.947, 0.925}};
    n.params.psu_rating_w = output_w / 0.5;
    start(&n);
    run(&n, 1.0, 1);

    ck_assert_double_eq_tol(n.demand_w, 3.0 * output_w / 0.947, 1e-8);
}
END_TEST

START_TEST(fans_follow_heat_and_inlet_by_the_cube)
{
    const double inlets_c[] = {11.0, 25.0, 27.3, 34.9, 35.0, 48.0};

    for (size_t k = 0; k < sizeof inlets_c / sizeof inlets_c[0]; k++) {
        struct bench n = given_bench();
        without_masses(&n.params);
        n.inlet_c = inlets_c[k];
        start(&n);
        run(&n, 1.0, 1);

        const double full_w = 8.0 * 697.0 + 2.0 * 347.0 + 291.0 + 613.0 + 119.0 + 871.0;
        const double heat_w = (n.demand_w - n.power.fan_w - n.power.psu_loss_w) / n.count;
        const double base = heat_w / full_w;
        const double warm = fmin(1.0, fmax(0.0, (n.inlet_c - 25.0) / 10.0));
        const double speed = base + (1.0 - base) * warm;

        ck_assert_msg(fabs(n.power.fan_w - 3.0 * 1190.0 * pow(speed, 3.0)) < 1e-8,
                      "inlet %g: fans draw %.17g W", n.inlet_c, n.power.fan_w);
        ck_assert_msg(fabs(n.airflow_m3s - 3.0 * 0.521 * speed) < 1e-12, "inlet %g: %.17g m3/s",
                      n.inlet_c, n.airflow_m3s);
    }
}
END_TEST

START_TEST(idle_fans_keep_their_least_speed)
{
    struct bench n = given_bench();
    n.params.airflow_least_frac = 0.77;
    n.util_frac = 0.0;
    n.host_util_frac = 0.0;
    n.inlet_c = 19.0;

    start(&n);
    run(&n, 1.0, 1);

    ck_assert_double_eq_tol(n.airflow_m3s, 3.0 * 0.521 * 0.77, 1e-12);
    ck_assert_double_eq_tol(n.power.fan_w, 3.0 * 1190.0 * 0.77 * 0.77 * 0.77, 1e-8);
}
END_TEST

/* Lambert's W knows the steady state of leakage and temperature without stepping. */
START_TEST(cap_is_met_by_the_clock)
{
    const double caps_w[] = {8100.0, 6930.0, 5470.0, 4510.0};

    for (size_t k = 0; k < sizeof caps_w / sizeof caps_w[0]; k++) {
        struct bench n = given_bench();
        n.util_frac = 1.0;
        n.cap_w = caps_w[k];
        start(&n);
        for (int s = 0; s < 30; s++) {
            run(&n, 7.0, 1);
            /* Power is found from the cap, so only rounding is between them. */
            ck_assert_msg(fabs(n.demand_w - 3.0 * n.cap_w) < 1e-12 * 3.0 * n.cap_w,
                          "cap %g W: %.17g W", n.cap_w, n.demand_w);
        }
        ck_assert(n.work_frac > 0.0 && n.work_frac < 1.0);
    }
}
END_TEST

START_TEST(work_under_a_cap_goes_with_the_clock)
{
    struct bench n = bare_bench();
    without_masses(&n.params);
    n.params.rest_idle_frac = 1.0;
    start(&n);
    const double others_w = (n.demand_w - n.power.accelerator_w) / n.count;
    const struct chip chip = chip_of(&n.params, one_w(&n));
    const double clock_hz = 1.37e9;

    n.cap_w = others_w + 8.0 * (chip_dynamic_w(&chip, clock_hz, 1.0) +
                                chip_leak_w(&chip, clock_hz, n.params.leak_ref_c));
    start(&n);
    run(&n, 2.0, 1);

    ck_assert_double_eq_tol(n.work_frac, pow(clock_hz / 1.98e9, 0.83), 1e-8);
}
END_TEST

START_TEST(cap_out_of_reach_gives_the_least_clock)
{
    struct bench n = bare_bench();
    without_masses(&n.params);
    n.cap_w = 300.0;
    start(&n);
    run(&n, 2.0, 1);

    /* Below the knee the voltage stays: power falls with the clock alone. */
    const double volts = 0.70 / 1.05;
    const double clock = 0.345 / 1.98;
    const double least_w = one_w(&n) * (0.83 * volts * volts * clock + 0.17 * volts);
    ck_assert_double_eq_tol(n.power.accelerator_w, 3.0 * 8.0 * least_w, 1e-8);
    ck_assert_double_eq_tol(n.work_frac, pow(clock, 0.83), 1e-12);
}
END_TEST

START_TEST(nameplate_study_draws_exactly_the_nameplate)
{
    struct bench n = given_bench();
    n.util_frac = 0.0; /* whatever the work and the cap say */
    n.cap_w = 4000.0;
    n.force_w = 11390.0;
    n.plated_frac = 1.0;
    n.coolant_c = 44.0;
    start(&n);
    run(&n, 1e7, 3);

    ck_assert_double_eq_tol(n.demand_w, 3.0 * 11390.0, 1e-12 * 3.0 * 11390.0);
    ck_assert_double_eq_tol(n.power.accelerator_w / n.power.host_w, 8.0 * 697.0 / (2.0 * 347.0),
                            1e-12);
    ck_assert_double_eq_tol(n.airflow_m3s, 3.0 * 0.521, 1e-12);
    ck_assert_double_eq_tol(n.plate_w + n.air_w, n.demand_w, 1e-6);
}
END_TEST

START_TEST(half_a_feed_powers_half_the_nodes)
{
    struct bench all = bare_bench();
    struct bench half = bare_bench();
    without_masses(&all.params);
    without_masses(&half.params);
    half.powered_frac = 0.5;

    start(&all);
    run(&all, 1.0, 1);
    start(&half);
    run(&half, 1.0, 1);

    ck_assert_double_eq_tol(half.demand_w, 0.5 * all.demand_w, 1e-9);
    ck_assert_double_eq_tol(half.airflow_m3s, 0.5 * all.airflow_m3s, 1e-12);
}
END_TEST

START_TEST(contradicting_parameters_are_refused)
{
    struct bench n = given_bench();
    const struct curve curve = {.n = 2, .x = {0.1, 1.0}, .y = {0.90, 0.94}};
    const struct curve falling = {.n = 2, .x = {0.1, 0.2}, .y = {0.50, 0.999}};
    struct parts_params p = n.params;

    ck_assert_ptr_null(node_parts.info.check(&p));
    p.psu_curve = curve;
    p.psu_rating_w = 9000.0;
    ck_assert_ptr_nonnull(node_parts.info.check(&p)); /* curve and efficiency */
    p.psu_efficiency_frac = PARAM_UNKNOWN;
    ck_assert_ptr_nonnull(node_parts.info.check(&p)); /* a constant loss of nothing */
    p.psu_constant_w = 0.0;
    ck_assert_ptr_null(node_parts.info.check(&p));
    p.psu_curve.x[0] = -0.1;
    ck_assert_ptr_nonnull(node_parts.info.check(&p)); /* a load below zero would win energy */
    p.psu_curve = falling;
    ck_assert_ptr_nonnull(node_parts.info.check(&p)); /* more load, less loss */
    p = n.params;
    p.sink_capacity_j_per_k = PARAM_UNKNOWN;
    ck_assert_ptr_nonnull(node_parts.info.check(&p)); /* a resistance without a mass */
    p = n.params;
    p.sink_fixed_k_per_w = p.sink_film_k_per_w = 0.0;
    ck_assert_ptr_nonnull(node_parts.info.check(&p)); /* a sink without resistance */
    p = n.params;
    p.shut_margin_k = 1.1;
    ck_assert_ptr_nonnull(node_parts.info.check(&p)); /* off before it slows down */
    p = n.params;
    p.accelerators = p.hosts = p.memory_w = p.network_w = p.storage_w = p.board_w = 0.0;
    p.fan_w = p.psu_constant_w = 0.0;
    ck_assert_ptr_nonnull(node_parts.info.check(&p)); /* nothing to scale to a nameplate */
}
END_TEST

TCASE(tc_power, "power", parts_add_up_with_supply_loss_at_the_inlet,
      supply_has_its_certified_efficiency_at_its_test_point, fans_follow_heat_and_inlet_by_the_cube,
      idle_fans_keep_their_least_speed, half_a_feed_powers_half_the_nodes,
      contradicting_parameters_are_refused)
TCASE(tc_bounds, "caps and nameplates", cap_is_met_by_the_clock,
      work_under_a_cap_goes_with_the_clock, cap_out_of_reach_gives_the_least_clock,
      nameplate_study_draws_exactly_the_nameplate)
CHECK_MAIN("node_parts", tc_power, tc_bounds)
