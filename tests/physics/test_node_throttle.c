/* test_node_throttle.c - a GPU node too hot: it slows down, holds its limit, goes off, comes back.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "tests/physics/node_bench.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

#define LIMIT_C 84.3

/* On plates whose coolant is too warm for full power: dies would settle above 95 degC. */
static struct bench hot_bench(double coolant_c)
{
    struct bench n = given_bench();

    n.util_frac = 1.0;
    n.plated_frac = 1.0;
    n.coolant_c = coolant_c;
    n.coolant_m3s = 8.0 * 2.3e-5 * 1.4;
    n.coolant_w_per_k = 4.0e6 * n.coolant_m3s;
    n.traits.throttle_c = LIMIT_C;
    return n;
}

static void stop_flow(struct bench *n)
{
    n->coolant_m3s = 0.0;
    n->coolant_w_per_k = 0.0;
}

START_TEST(hot_die_rests_on_its_limit_in_steps_of_any_length)
{
    const double dt_s[] = {0.05, 0.7, 31.0, 1e7};
    const int n_steps[] = {20000, 2000, 200, 4};

    for (size_t k = 0; k < sizeof dt_s / sizeof dt_s[0]; k++) {
        struct bench n = hot_bench(52.0);
        start(&n);
        run(&n, dt_s[k] * n_steps[k], n_steps[k]);

        ck_assert_msg(n.die_c <= LIMIT_C + 1e-6 && n.die_c >= LIMIT_C - 3.3,
                      "steps of %g s: die at %.9g", dt_s[k], n.die_c);
        ck_assert_msg(n.work_frac < 0.999 && n.work_frac > 0.3, "steps of %g s: work %g", dt_s[k],
                      n.work_frac);
    }
}
END_TEST

START_TEST(power_on_the_limit_is_what_the_plate_carries_off)
{
    struct bench n = hot_bench(52.0);
    const struct parts_const k = parts_const(&n.params);
    start(&n);
    run(&n, 4e7, 4);

    const double ratio = n.coolant_m3s * k.plate_flow_frac / 2.3e-5;
    const double film_w_per_k = 1.0 / (0.021 + 0.029 * pow(ratio, -0.7));
    const double w_per_k = film_w_per_k + 0.47;
    const double sink_c = (film_w_per_k * 52.0 + 0.47 * n.inlet_c) / w_per_k;
    const double heat_w = (LIMIT_C - sink_c) / (1.0 / w_per_k + 0.86 * 0.019);
    ck_assert_double_eq_tol(n.die_c, LIMIT_C, 1e-6);
    ck_assert_double_eq_tol(0.93 * n.power.accelerator_w / 24.0, heat_w, 1e-5);
    /* And the clock is the one that draws it at that temperature. */
    const struct chip chip = chip_of(&n.params, one_w(&n));
    const double clock_hz = chip_clock_hz(&chip, heat_w / 0.93, 1.0, LIMIT_C);
    ck_assert_double_eq_tol(n.work_frac, pow(clock_hz / 1.98e9, 0.83), 1e-7);
}
END_TEST

START_TEST(hot_memory_slows_the_node_like_a_hot_die)
{
    struct bench n = hot_bench(52.0);
    n.traits.throttle_c = 120.0;
    n.params.hbm_limit_c = 77.7;
    start(&n);
    run(&n, 4e7, 4);

    ck_assert_double_eq_tol(n.hbm_c, 77.7, 1e-6);
    ck_assert_double_lt(n.work_frac, 0.999);
}
END_TEST

START_TEST(cool_die_never_slows)
{
    struct bench n = hot_bench(31.0);
    start(&n);
    run(&n, 900.0, 900);

    ck_assert_double_eq(n.work_frac, 1.0);
    ck_assert_double_lt(n.die_c, LIMIT_C);
}
END_TEST

/* Whenever the least clock could, the die stays below the hard limit at the end of every step. */
START_TEST(die_stays_below_the_hard_limit_when_the_least_clock_allows)
{
    gsl_rng *const rng = draw_create(82501);
    int n_bound = 0;

    for (int k = 0; k < 400; k++) {
        struct bench n = hot_bench(draw_between(rng, 25.0, 75.0));
        n.params.sink_capacity_j_per_k = draw_decades(rng, 50.0, 5000.0);
        start(&n);
        for (int s = 0; s < 60; s++) {
            const double dt_s = draw_decades(rng, 1e-3, 1e3);
            n.util_frac = draw_between(rng, 0.0, 1.0);
            n.coolant_m3s = draw_index(rng, 4) == 0 ? 0.0 : draw_decades(rng, 1e-5, 4e-4);
            n.coolant_w_per_k = 4.0e6 * n.coolant_m3s;
            struct bench least = n;
            least.traits.cap_latency_s = 0.0;
            least.cap_w = 0.0;
            run(&least, dt_s, 1);
            run(&n, dt_s, 1);
            const double hard_c = LIMIT_C + 2.9;
            if (n.shut_nodes > 0.0 || least.shut_nodes > 0.0) {
                break;
            }
            const double most_c = fmax(hard_c, least.state[PARTS_DIE]);
            ck_assert_msg(n.state[PARTS_DIE] <= most_c + 1e-6,
                          "case %d, step %d of %g s: %.9g of %.9g", k, s, dt_s, n.state[PARTS_DIE],
                          most_c);
            n_bound += n.work_frac < 1.0;
        }
    }
    ck_assert_int_gt(n_bound, 1000); /* else this saw no throttling */
    gsl_rng_free(rng);
}
END_TEST

START_TEST(clock_stays_within_the_hysteresis_and_climbs_no_faster_than_its_steps)
{
    struct bench n = hot_bench(52.0);
    start(&n);
    run(&n, 4e7, 4);
    const double held = n.state[PARTS_CLOCK];

    n.coolant_c = 50.5; /* a degree and a half cooler: the die is within 3.3 K */
    run(&n, 600.0, 600);
    ck_assert_double_lt(n.die_c, LIMIT_C - 1.0);
    ck_assert_double_eq(n.state[PARTS_CLOCK], held);

    n.coolant_c = 47.3; /* more: up to where the hysteresis ends */
    run(&n, 900.0, 900);
    ck_assert_double_eq_tol(n.die_c, LIMIT_C - 3.3, 1e-6);
    ck_assert(n.state[PARTS_CLOCK] > held && n.state[PARTS_CLOCK] < 1.0);

    n.state[PARTS_CLOCK] = held;
    n.coolant_c = 25.0;
    run(&n, 40.0, 1); /* cooler by now, with the clock on its way */
    const double begun = n.state[PARTS_CLOCK];
    ck_assert_double_gt(begun, held);
    n.state[PARTS_CLOCK] = held;
    run(&n, 0.5, 1);
    ck_assert_double_eq_tol(n.state[PARTS_CLOCK], held + 15e6 / 1.98e9 * 0.5 / 0.097, 1e-12);
    run(&n, 60.0, 60);
    ck_assert_double_eq(n.state[PARTS_CLOCK], 1.0);
}
END_TEST

/* Seconds from the loss of flow until the node is off. */
static double seconds_to_off(double dt_s)
{
    struct bench n = hot_bench(38.0);
    double time_s = 0.0;

    n.params.sink_capacity_j_per_k = 390.0;
    n.params.clock_min_hz = 1.2e9;
    start(&n);
    run(&n, 3e3, 3000);
    stop_flow(&n);
    for (int s = 0; s < 100000 && n.shut_nodes == 0.0; s++) {
        run(&n, dt_s, 1);
        time_s += dt_s;
    }
    ck_assert_double_gt(n.shut_nodes, 0.0);
    return time_s - dt_s * n.shut_nodes / n.count; /* it was off for that share of the last step */
}

START_TEST(node_without_flow_goes_off_at_a_time_that_hangs_little_on_the_step)
{
    const double exact_s = seconds_to_off(0.002);

    ck_assert_double_gt(exact_s, 5.0);
    ck_assert_double_lt(exact_s, 60.0);
    for (int k = 1; k <= 16; k *= 2) {
        const double dt_s = 0.1 * k;
        const double found_s = seconds_to_off(dt_s);
        ck_assert_msg(fabs(found_s - exact_s) < 0.05 * exact_s, "steps of %g s: %.6g s, not %.6g s",
                      dt_s, found_s, exact_s);
    }
}
END_TEST

/* Without a clock to slow down, only leakage knows the length of the step. */
START_TEST(node_that_cannot_slow_goes_off_at_one_instant_in_steps_of_any_length)
{
    const double lengths_s[] = {0.05, 1.0, 7.0, 90.0};
    double first_s = 0.0;

    for (size_t k = 0; k < sizeof lengths_s / sizeof lengths_s[0]; k++) {
        struct bench n = hot_bench(38.0);
        double time_s = 0.0;
        n.params.clock_min_hz = n.params.clock_max_hz;
        start(&n);
        run(&n, 3e3, 3000);
        stop_flow(&n);
        while (n.shut_nodes == 0.0 && time_s < 600.0) {
            run(&n, lengths_s[k], 1);
            time_s += lengths_s[k];
        }
        time_s -= lengths_s[k] * n.shut_nodes / n.count;
        first_s = k == 0 ? time_s : first_s;
        ck_assert_double_gt(time_s, 20.0);
        ck_assert_msg(fabs(time_s - first_s) < 0.02 * first_s, "steps of %g s: %g s, not %g s",
                      lengths_s[k], time_s, first_s);
    }
}
END_TEST

START_TEST(node_that_went_off_stays_off_until_its_coolant_is_back)
{
    struct bench n = hot_bench(38.0);
    n.traits.restart_s = 47.0;
    start(&n);
    run(&n, 3e3, 3000);
    stop_flow(&n);
    run(&n, 900.0, 900);
    for (int s = 0; s < 3600; s++) {
        run(&n, 1.0, 1);
        ck_assert_msg(n.shut_nodes == 3.0, "second %d: %g off, die at %g", s, n.shut_nodes,
                      n.die_c);
    }
    ck_assert_double_eq(n.demand_w, 0.0);
    ck_assert_double_eq(n.work_frac, 0.0);
    run(&n, 1e7, 1); /* cold by now; yet it would only go off again */
    ck_assert_double_eq(n.shut_nodes, 3.0);
    ck_assert_double_lt(n.die_c, 40.0);

    n.coolant_m3s = 8.0 * 2.3e-5 * 1.4;
    n.coolant_w_per_k = 4.0e6 * n.coolant_m3s;
    run(&n, 40.0, 1);
    ck_assert_double_eq(n.shut_nodes, 0.0);
    ck_assert_double_gt(n.demand_w, 0.0); /* idle */
    ck_assert_double_eq(n.work_frac, 0.0);
    run(&n, 14.0, 1);
    ck_assert_double_eq_tol(n.work_frac, 7.0 / 14.0, 1e-9); /* 47 s of restart are over */
}
END_TEST

TCASE(tc_throttle, "throttle", hot_die_rests_on_its_limit_in_steps_of_any_length,
      power_on_the_limit_is_what_the_plate_carries_off, hot_memory_slows_the_node_like_a_hot_die,
      cool_die_never_slows, die_stays_below_the_hard_limit_when_the_least_clock_allows,
      clock_stays_within_the_hysteresis_and_climbs_no_faster_than_its_steps)
TCASE(tc_shutdown, "shutdown", node_that_cannot_slow_goes_off_at_one_instant_in_steps_of_any_length,
      node_without_flow_goes_off_at_a_time_that_hangs_little_on_the_step,
      node_that_went_off_stays_off_until_its_coolant_is_back)
CHECK_MAIN("node_throttle", tc_throttle, tc_shutdown)
