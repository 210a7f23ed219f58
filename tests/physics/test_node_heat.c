/* test_node_heat.c - a GPU node by its components: dies, leakage and the paths of heat.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "tests/physics/node_bench.h"
#include "tests/support/check_main.h"

static double rest_w(const struct parts_power *power)
{
    return power->memory_w + power->network_w + power->storage_w + power->board_w +
           power->psu_loss_w;
}

START_TEST(dies_start_at_what_cools_them)
{
    struct bench n = given_bench();

    start(&n);
    ck_assert_double_eq(n.die_c, n.inlet_c);
    n.plated_frac = 1.0;
    n.coolant_c = 38.9;
    start(&n);
    ck_assert_double_eq(n.die_c, 38.9);
    ck_assert_double_eq_tol(n.stored_j, 3.0 * 8.0 * 1230.0 * 38.9, 1e-6);
}
END_TEST

START_TEST(dies_settle_where_leakage_and_cooling_meet)
{
    struct bench n = given_bench();
    struct chip_steady steady = {0};
    n.plated_frac = 1.0;
    n.coolant_c = 38.9;
    start(&n);
    run(&n, 50.0 * 87.0, 500);

    /* The plates take 93 % of the heat; the rest does not pass the lump. */
    const struct chip chip = chip_of(&n.params, one_w(&n));
    ck_assert_int_eq(chip_settle(&chip, 0.93 * 0.071, 38.9, &steady), STATUS_OK);
    ck_assert_double_eq_tol(n.die_c, steady.die_c, 1e-9);
    ck_assert_double_eq_tol(n.power.accelerator_w, 3.0 * 8.0 * steady.power_w, 1e-6);
    ck_assert_double_gt(n.die_c, 65.0); /* it leaks more than it is stated */
}
END_TEST

START_TEST(plates_take_their_shares_of_settled_heat)
{
    struct bench n = given_bench();
    n.plated_frac = 1.0;
    n.coolant_c = 38.9;
    start(&n);
    run(&n, 50.0 * 87.0, 500);

    const double plate_w =
        0.93 * n.power.accelerator_w + 0.79 * n.power.host_w + 0.11 * rest_w(&n.power);
    ck_assert_double_eq_tol(n.plate_w, plate_w, 1e-6); /* settled */
    ck_assert_double_eq_tol(n.air_w, n.demand_w - plate_w, 1e-6);
}
END_TEST

START_TEST(plates_without_coolant_leave_the_heat_to_the_air)
{
    struct bench n = given_bench();
    n.plated_frac = 1.0;
    start(&n);
    run(&n, 50.0 * 87.0, 500);

    ck_assert_double_eq(n.plate_w, 0.0);
    ck_assert_double_eq_tol(n.air_w, n.demand_w, 1e-6);
}
END_TEST

/* Temperature at the end of 160 s from cold coolant at full activity. */
static double warmed_c(int n_steps)
{
    struct bench n = given_bench();
    n.util_frac = 1.0;
    n.plated_frac = 1.0;
    n.coolant_c = 31.7;
    start(&n);
    run(&n, 160.0, n_steps);
    return n.state;
}

START_TEST(halving_the_step_quarters_the_error_of_leakage)
{
    const double exact_c = warmed_c(16000); /* its own error is 1e-6 of the first below */
    double last_k = warmed_c(16) - exact_c;

    for (int n_steps = 32; n_steps <= 128; n_steps *= 2) {
        const double error_k = warmed_c(n_steps) - exact_c;
        /* Second order gives 4, and the third order shifts it by a few percent; first gives 2. */
        ck_assert_msg(last_k / error_k > 3.6 && last_k / error_k < 4.4, "%d steps: %g K after %g K",
                      n_steps, error_k, last_k);
        last_k = error_k;
    }
    /* And it is small: a tenth of a degree at steps of 10 s. */
    ck_assert_double_lt(fabs(warmed_c(16) - exact_c), 0.1);
}
END_TEST

START_TEST(unpowered_draws_nothing_and_cools_with_its_time_constant)
{
    struct bench n = given_bench();
    start(&n);
    run(&n, 50.0 * 87.0, 500);
    const double rise_k = n.state - n.inlet_c;
    const double tau_s = 0.071 * 1230.0;
    const double capacity_j_per_k = 3.0 * 8.0 * 1230.0;

    n.powered_frac = 0.0;
    run(&n, tau_s, 1);

    ck_assert_double_eq(n.demand_w, 0.0);
    ck_assert_double_eq(n.airflow_m3s, 0.0);
    ck_assert_double_eq_tol(n.state, n.inlet_c + rise_k * exp(-1.0), 1e-9);
    ck_assert_double_eq_tol(n.air_w, capacity_j_per_k * rise_k * -expm1(-1.0) / tau_s, 1e-6);
}
END_TEST

TCASE(tc_settled, "settled", dies_settle_where_leakage_and_cooling_meet,
      plates_take_their_shares_of_settled_heat, plates_without_coolant_leave_the_heat_to_the_air)
TCASE(tc_moving, "moving", dies_start_at_what_cools_them,
      halving_the_step_quarters_the_error_of_leakage,
      unpowered_draws_nothing_and_cools_with_its_time_constant)
CHECK_MAIN("node_heat", tc_settled, tc_moving)
