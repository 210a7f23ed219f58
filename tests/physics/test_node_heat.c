/* test_node_heat.c - a GPU node by its components: dies, memory, plates and the paths of heat.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include <gsl/gsl_linalg.h>

#include "tests/physics/node_bench.h"
#include "tests/support/check_main.h"

static double rest_w(const struct parts_power *power)
{
    return power->memory_w + power->network_w + power->storage_w + power->board_w +
           power->psu_loss_w;
}

static struct bench plated_bench(double coolant_c)
{
    struct bench n = given_bench();

    n.plated_frac = 1.0;
    n.coolant_c = coolant_c;
    return n;
}

/* One accelerator in full view: its power is what it is whatever its temperature. */
static struct bench bare_accelerator(double power_w)
{
    struct bench n = plated_bench(38.9);

    n.count = 1.0;
    n.util_frac = 1.0;
    n.params.accelerators = 1.0;
    n.params.accelerator_max_w = power_w;
    n.params.leak_growth_per_k = 0.0;
    n.params.plate_accelerator_frac = 1.0;
    return n;
}

static double masses_j_per_k(const struct parts_params *p)
{
    return p->die_time_s / p->die_resistance_k_per_w + p->die_time_s / p->hbm_resistance_k_per_w +
           p->sink_capacity_j_per_k;
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
    ck_assert_double_eq(n.hbm_c, 38.9);
    ck_assert_double_eq_tol(n.stored_j, 3.0 * 8.0 * masses_j_per_k(&n.params) * 38.9, 1e-6);
}
END_TEST

/* What the plate meets: the coolant through its stated resistance, and the stray conductance. */
static const double film_w_per_k = 1.0 / (0.021 + 0.029);
static const double stray_w_per_k = 0.47;

static double plated_sink_c(const struct bench *n)
{
    return (film_w_per_k * n->coolant_c + stray_w_per_k * n->inlet_c) /
           (film_w_per_k + stray_w_per_k);
}

START_TEST(dies_settle_where_leakage_and_cooling_meet)
{
    const double spans_s[] = {61.0 * 50.0, 1e7};
    const int n_steps[] = {500, 2};

    for (int k = 0; k < 2; k++) {
        struct bench n = plated_bench(38.9);
        struct chip_steady steady = {0};
        start(&n);
        run(&n, spans_s[k], n_steps[k]);

        /* The plates take 93 % of the heat; the rest does not pass the masses. */
        const struct chip chip = chip_of(&n.params, one_w(&n));
        const double k_per_w = 0.93 * (1.0 / (film_w_per_k + stray_w_per_k) + 0.86 * 0.019);
        ck_assert_int_eq(chip_settle(&chip, k_per_w, plated_sink_c(&n), &steady), STATUS_OK);
        /* One step of 1e7 s carries its start in its mean, the second is settled. */
        ck_assert_double_eq_tol(n.die_c, steady.die_c, 1e-9);
        ck_assert_double_eq_tol(n.power.accelerator_w, 3.0 * 8.0 * steady.power_w, 1e-6);
    }
}
END_TEST

START_TEST(memory_is_as_much_warmer_than_the_plate_as_its_share_needs)
{
    struct bench n = plated_bench(38.9);
    start(&n);
    run(&n, 1e7, 3);

    const double heat_w = 0.93 * n.power.accelerator_w / (3.0 * 8.0);
    const double plate_c = plated_sink_c(&n) + heat_w / (film_w_per_k + stray_w_per_k);
    ck_assert_double_eq_tol(n.state[PARTS_PLATE], plate_c, 1e-9);
    ck_assert_double_eq_tol(n.hbm_c, plate_c + 0.14 * heat_w * 0.11, 1e-9);
    ck_assert_double_eq_tol(n.die_c, plate_c + 0.86 * heat_w * 0.019, 1e-9);
}
END_TEST

START_TEST(plates_take_their_shares_of_settled_heat)
{
    struct bench n = plated_bench(38.9);
    start(&n);
    run(&n, 1e7, 3);

    const double through_w = 3.0 * 8.0 * film_w_per_k * (n.state[PARTS_PLATE] - 38.9);
    const double plate_w = through_w + 0.79 * n.power.host_w + 0.11 * rest_w(&n.power);
    ck_assert_double_eq_tol(n.plate_w, plate_w, 1e-6);
    ck_assert_double_eq_tol(n.air_w, n.demand_w - plate_w, 1e-6);
    /* What the coolant does not take of the plates leaves by the stray conductance. */
    ck_assert_double_eq_tol(0.93 * n.power.accelerator_w - through_w,
                            3.0 * 8.0 * stray_w_per_k * (n.state[PARTS_PLATE] - n.inlet_c), 1e-6);
}
END_TEST

START_TEST(plates_without_coolant_leave_the_heat_to_the_air)
{
    struct bench n = given_bench();
    n.plated_frac = 1.0;
    start(&n);
    run(&n, 1e7, 3);

    ck_assert_double_eq(n.plate_w, 0.0);
    ck_assert_double_eq_tol(n.air_w, n.demand_w, 1e-6);
}
END_TEST

/* Die, memory and plate after dt by GSL's exponential of the augmented matrix, which knows nothing
 * of modes: d(T, 1)/dt = [A, b; 0, 0] (T, 1). */
static void by_exponential(const struct parts_params *p, const double start_c[3],
                           const double heat_w[2], const double sink[2], double dt_s,
                           double ret_c[3])
{
    const double g1 = 1.0 / p->die_resistance_k_per_w;
    const double g2 = 1.0 / p->hbm_resistance_k_per_w;
    const double c1 = p->die_time_s * g1;
    const double c2 = p->die_time_s * g2;
    const double c3 = p->sink_capacity_j_per_k;
    double a[16] = {-g1 / c1,
                    0.0,
                    g1 / c1,
                    heat_w[0] / c1,
                    0.0,
                    -g2 / c2,
                    g2 / c2,
                    heat_w[1] / c2,
                    g1 / c3,
                    g2 / c3,
                    -(g1 + g2 + sink[0]) / c3,
                    sink[0] * sink[1] / c3};
    double e[16];
    gsl_matrix_view am = gsl_matrix_view_array(a, 4, 4);
    gsl_matrix_view em = gsl_matrix_view_array(e, 4, 4);

    gsl_matrix_scale(&am.matrix, dt_s);
    ck_assert_int_eq(gsl_linalg_exponential_ss(&am.matrix, &em.matrix, GSL_PREC_DOUBLE), 0);
    for (int k = 0; k < 3; k++) {
        ret_c[k] = e[4 * k + 3];
        for (int j = 0; j < 3; j++) {
            ret_c[k] += e[4 * k + j] * start_c[j];
        }
    }
}

START_TEST(three_masses_follow_the_exponential_of_their_matrix)
{
    const double spans_s[] = {0.0013, 0.019, 0.37, 7.1, 131.0};

    for (size_t k = 0; k < sizeof spans_s / sizeof spans_s[0]; k++) {
        struct bench n = bare_accelerator(911.0);
        const double start_c[3] = {61.3, 58.1, 44.7};
        const double heat_w[2] = {0.86 * 911.0, 0.14 * 911.0};
        const double sink[2] = {film_w_per_k + stray_w_per_k, plated_sink_c(&n)};
        double expected_c[3];
        start(&n);
        for (int j = 0; j < 3; j++) {
            n.state[PARTS_DIE + j] = start_c[j];
        }
        run(&n, spans_s[k], 1);
        by_exponential(&n.params, start_c, heat_w, sink, spans_s[k], expected_c);

        for (int j = 0; j < 3; j++) {
            /* Scaling and squaring loses digits with the stiffness of the matrix. */
            ck_assert_msg(fabs(n.state[PARTS_DIE + j] - expected_c[j]) < 1e-8,
                          "%g s, mass %d: %.12g, by the matrix %.12g", spans_s[k], j,
                          n.state[PARTS_DIE + j], expected_c[j]);
        }
    }
}
END_TEST

START_TEST(a_step_of_constant_power_may_be_cut_anywhere)
{
    struct bench whole = bare_accelerator(911.0);
    struct bench cut = bare_accelerator(911.0);
    double mean_c = 0.0;
    start(&whole);
    start(&cut);
    run(&whole, 10.0, 1);
    for (int k = 0; k < 7; k++) {
        const double span_s = k < 6 ? 0.31 * (k + 1) : 10.0 - 0.31 * 21.0;
        run(&cut, span_s, 1);
        mean_c += cut.die_c * span_s / 10.0;
    }
    for (int j = PARTS_DIE; j <= PARTS_PLATE; j++) {
        ck_assert_double_eq_tol(whole.state[j], cut.state[j], 1e-11);
    }
    ck_assert_double_eq_tol(whole.die_c, mean_c, 1e-11);
}
END_TEST

/* Plates or sinks after 160 s at full activity. (The die rides on its plate by the power of the step's
 * mean: what it ends a step with is of first order in what leakage grows by within it.) */
static double warmed_c(int n_steps, bool is_by_air)
{
    struct bench n = given_bench();
    n.util_frac = 1.0;
    if (!is_by_air) {
        n.plated_frac = 1.0;
        n.coolant_c = 31.7;
    }
    start(&n);
    run(&n, 160.0, n_steps);
    return n.state[PARTS_PLATE];
}

START_TEST(halving_the_step_quarters_the_error_of_leakage)
{
    const double exact_c = warmed_c(8000, false); /* its error is 1e-5 of the first below */
    double last_k = warmed_c(16, false) - exact_c;

    for (int n_steps = 32; n_steps <= 128; n_steps *= 2) {
        const double error_k = warmed_c(n_steps, false) - exact_c;
        /* Second order gives 4, and the third order shifts it by a few percent; first gives 2. */
        ck_assert_msg(last_k / error_k > 3.6 && last_k / error_k < 4.4, "%d steps: %g K after %g K",
                      n_steps, error_k, last_k);
        last_k = error_k;
    }
    /* And it is small: a tenth of a degree at steps of 10 s. */
    ck_assert_double_lt(fabs(warmed_c(16, false) - exact_c), 0.1);
}
END_TEST

/* Fans follow heat that follows the temperature that they make: guessed once in a step. */
START_TEST(fans_that_follow_leakage_leave_a_thousandth_of_a_kelvin)
{
    const double exact_c = warmed_c(16000, true);

    for (int n_steps = 16; n_steps <= 1024; n_steps *= 2) {
        const double error_k = warmed_c(n_steps, true) - exact_c;
        ck_assert_msg(fabs(error_k) < 1e-3, "%d steps: %g K", n_steps, error_k);
    }
}
END_TEST

START_TEST(unpowered_draws_nothing_and_cools_by_its_stray_conductance)
{
    struct bench n = given_bench();
    start(&n);
    run(&n, 1e7, 3);
    const double start_c[3] = {n.state[PARTS_DIE], n.state[PARTS_HBM], n.state[PARTS_PLATE]};
    const double no_heat_w[2] = {0.0, 0.0};
    const double sink[2] = {stray_w_per_k, n.inlet_c};
    const double was_j = n.stored_j;
    double expected_c[3];

    n.powered_frac = 0.0;
    run(&n, 431.0, 1);

    by_exponential(&n.params, start_c, no_heat_w, sink, 431.0, expected_c);
    ck_assert_double_eq(n.demand_w, 0.0);
    ck_assert_double_eq(n.airflow_m3s, 0.0);
    ck_assert_double_eq_tol(n.state[PARTS_DIE], expected_c[0], 1e-8);
    ck_assert_double_eq_tol(n.air_w, (was_j - n.stored_j) / 431.0, 1e-6);
    ck_assert_double_gt(n.air_w, 0.0);
}
END_TEST

/* 390 J/K under 1 kW: 2.6 K/s, 25 K in ten seconds. */
START_TEST(plate_without_flow_warms_at_power_over_its_heat_capacity)
{
    struct bench n = bare_accelerator(1000.0);
    n.params.sink_capacity_j_per_k = 390.0;
    n.params.stray_w_per_k = 1e-3;
    n.inlet_c = 38.9;
    n.coolant_m3s = 2.3e-5;
    start(&n);
    run(&n, 1e4, 3); /* settled under flow */
    const double plate_c = n.state[PARTS_PLATE];
    n.coolant_m3s = 0.0;
    n.coolant_w_per_k = 0.0;

    run(&n, 10.0, 10);

    const double rise_k = n.state[PARTS_PLATE] - plate_c;
    const double rate_k_per_s = 1000.0 / masses_j_per_k(&n.params);
    /* The stray conductance takes 0.1 W of 1000. */
    ck_assert_double_eq_tol(rise_k, 10.0 * rate_k_per_s, 2e-4 * rise_k);
    ck_assert_double_eq_tol(rate_k_per_s, 2.6, 0.05);
    ck_assert_double_eq_tol(rise_k, 25.0, 1.0);
}
END_TEST

START_TEST(coolant_takes_by_flow_and_never_more_than_warms_it_to_the_plate)
{
    const double j_per_m3k = 4.0e6;
    const double ratios[] = {2.7, 1.0, 0.31, 0.04, 0.003};

    for (size_t k = 0; k < sizeof ratios / sizeof ratios[0]; k++) {
        struct bench n = bare_accelerator(611.0);
        const struct parts_const c = parts_const(&n.params);
        const double flow_m3s = 2.3e-5 * ratios[k]; /* through the accelerator's plate */
        n.params.hosts = 0.0;
        n.params.plate_rest_frac = 0.0;
        ck_assert_double_lt(c.plate_flow_frac, 1.0); /* hosts have plates too */
        n.coolant_m3s = flow_m3s;
        n.coolant_w_per_k = j_per_m3k * flow_m3s;
        start(&n);
        run(&n, 1e7, 3);

        const double film = 1.0 / (0.021 + 0.029 * pow(ratios[k], -0.7));
        const double conductance = fmin(film, j_per_m3k * flow_m3s);
        const double plate_k = n.state[PARTS_PLATE] - 38.9;
        ck_assert_msg(fabs(n.plate_w - conductance * plate_k) < 1e-9 * n.plate_w,
                      "at %g of the flow: %.12g W over %g K", ratios[k], n.plate_w, plate_k);
    }
}
END_TEST

START_TEST(faster_fans_make_a_better_heat_sink)
{
    const double inlets_c[] = {21.0, 29.3, 33.1};

    for (size_t k = 0; k < sizeof inlets_c / sizeof inlets_c[0]; k++) {
        struct bench n = given_bench();
        n.inlet_c = inlets_c[k];
        n.params.leak_growth_per_k = 0.0;
        start(&n);
        run(&n, 1e7, 4);

        const double speed = n.airflow_m3s / (3.0 * 0.521);
        const double w_per_k = 0.47 + 1.0 / (0.021 + 0.029 * pow(speed, -0.7));
        const double heat_w = n.power.accelerator_w / 24.0;
        ck_assert_msg(fabs(n.state[PARTS_PLATE] - n.inlet_c - heat_w / w_per_k) < 1e-9,
                      "inlet %g: sink at %.12g", n.inlet_c, n.state[PARTS_PLATE]);
    }
}
END_TEST

/* A group is one mean of its nodes: half of the sinks have no fans. */
START_TEST(sinks_of_nodes_without_power_have_no_fans)
{
    struct bench n = given_bench();
    n.params.leak_growth_per_k = 0.0;
    n.powered_frac = 0.5;
    start(&n);
    run(&n, 1e7, 4);

    const double speed = n.airflow_m3s / (0.5 * 3.0 * 0.521);
    const double w_per_k = 0.47 + 0.5 / (0.021 + 0.029 * pow(speed, -0.7));
    ck_assert_double_eq_tol(n.state[PARTS_PLATE] - n.inlet_c,
                            n.power.accelerator_w / 24.0 / w_per_k, 1e-9);
}
END_TEST

TCASE(tc_settled, "settled", dies_settle_where_leakage_and_cooling_meet,
      memory_is_as_much_warmer_than_the_plate_as_its_share_needs,
      plates_take_their_shares_of_settled_heat, plates_without_coolant_leave_the_heat_to_the_air,
      coolant_takes_by_flow_and_never_more_than_warms_it_to_the_plate,
      faster_fans_make_a_better_heat_sink, sinks_of_nodes_without_power_have_no_fans)
TCASE(tc_moving, "moving", dies_start_at_what_cools_them,
      three_masses_follow_the_exponential_of_their_matrix,
      a_step_of_constant_power_may_be_cut_anywhere, halving_the_step_quarters_the_error_of_leakage,
      fans_that_follow_leakage_leave_a_thousandth_of_a_kelvin,
      unpowered_draws_nothing_and_cools_by_its_stray_conductance,
      plate_without_flow_warms_at_power_over_its_heat_capacity)
CHECK_MAIN("node_heat", tc_settled, tc_moving)
