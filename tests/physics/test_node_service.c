/* test_node_service.c - what power, supplies, caps and storage make of a node, whatever its model.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "tests/physics/node_bench.h"
#include "tests/support/check_main.h"

/* No temperatures, so that power hangs on nothing but the work. */
static struct bench plain_bench(void)
{
    struct bench n = given_bench();

    without_masses(&n.params);
    return n;
}

/* Input of the group at this activity, free of everything else. */
static double free_w(double util_frac, double host_util_frac)
{
    struct bench n = plain_bench();

    n.util_frac = util_frac;
    n.host_util_frac = host_util_frac;
    start(&n);
    run(&n, 1.0, 1);
    return n.demand_w;
}

START_TEST(cap_acts_after_its_latency)
{
    struct bench n = plain_bench();
    const double busy_w = free_w(0.87, 0.41);
    n.cap_w = 5900.0;
    n.traits.cap_latency_s = 0.7;
    n.util_frac = 0.0;
    start(&n);
    run(&n, 3.0, 1);
    ck_assert_double_eq_tol(n.demand_w, free_w(0.0, 0.41), 1e-9);

    n.util_frac = 0.87;
    run(&n, 0.5, 1);
    ck_assert_double_eq_tol(n.demand_w, busy_w, 1e-9);
    run(&n, 0.5, 1); /* 0.2 s are left of the latency */
    ck_assert_double_eq_tol(n.demand_w, 0.4 * busy_w + 0.6 * 3.0 * 5900.0, 1e-7);
    run(&n, 0.5, 1);
    ck_assert_double_eq_tol(n.demand_w, 3.0 * 5900.0, 1e-8);
    n.util_frac = 0.0;
    run(&n, 0.5, 1);
    n.util_frac = 0.87; /* the control has let go meanwhile */
    run(&n, 0.7, 1);
    ck_assert_double_eq_tol(n.demand_w, busy_w, 1e-9);
}
END_TEST

START_TEST(cap_above_the_natural_power_does_nothing)
{
    struct bench free = given_bench();
    struct bench capped = given_bench();
    capped.cap_w = 8800.0;
    capped.traits.cap_latency_s = 0.3;
    start(&free);
    start(&capped);
    run(&free, 300.0, 40);
    run(&capped, 300.0, 40);

    ck_assert_double_lt(free.demand_w, 3.0 * 8800.0);
    ck_assert_double_eq(capped.demand_w, free.demand_w);
    ck_assert_double_eq(capped.die_c, free.die_c);
    ck_assert_double_eq(capped.work_frac, 1.0);
}
END_TEST

static struct bench supplied_bench(double supply_frac, enum node_supply_loss policy)
{
    struct bench n = plain_bench();

    n.util_frac = n.host_util_frac = 1.0;
    n.params.psu_efficiency_frac = PARAM_UNKNOWN;
    n.params.psu_constant_w = 0.0;
    n.params.psu_curve =
        (struct curve){.n = 4, .x = {0.1, 0.2, 0.5, 1.0}, .y = {0.90, 0.935, 0.9465, 0.925}};
    n.params.psu_rating_w = 19800.0;
    n.supply_frac = supply_frac;
    n.traits.on_supply_loss = (int)policy;
    start(&n);
    run(&n, 10.0, 2);
    return n;
}

START_TEST(supplies_that_remain_lose_by_their_own_load)
{
    const struct bench all = supplied_bench(1.0, NODE_SUPPLY_CAP);
    const struct bench less = supplied_bench(5.0 / 6.0, NODE_SUPPLY_CAP);
    const double output_w = all.demand_w - all.power.psu_loss_w;

    ck_assert_double_eq_tol(less.demand_w - less.power.psu_loss_w, output_w, 1e-8);
    const double x = output_w / 3.0 / (19800.0 * 5.0 / 6.0);
    const double low = 0.5 * (1.0 / 0.9465 - 1.0);
    const double high = 1.0 / 0.925 - 1.0;
    const double loss = low + (high - low) * (x - 0.5) / 0.5;
    ck_assert(x > 0.5 && x < 1.0);
    ck_assert_double_eq_tol(less.power.psu_loss_w, 3.0 * 19800.0 * 5.0 / 6.0 * loss, 1e-8);
    ck_assert_double_eq(less.work_frac, 1.0); /* five of six, four needed */
}
END_TEST

/* Four of six are needed and three are alive. */
START_TEST(node_short_of_supplies_caps_drops_or_goes_on_as_told)
{
    const struct bench all = supplied_bench(1.0, NODE_SUPPLY_CAP);
    const struct bench capped = supplied_bench(0.5, NODE_SUPPLY_CAP);
    const struct bench dropped = supplied_bench(0.5, NODE_SUPPLY_DROP);
    const struct bench free = supplied_bench(0.5, NODE_SUPPLY_NONE);

    ck_assert_double_gt(all.demand_w, 3.0 * 0.75 * 10930.0);
    ck_assert_double_eq_tol(capped.demand_w, 3.0 * 0.75 * 10930.0, 1e-8);
    ck_assert(capped.work_frac > 0.0 && capped.work_frac < 1.0);
    ck_assert_double_eq(dropped.demand_w, 0.0);
    ck_assert_double_eq(dropped.work_frac, 0.0);
    ck_assert_double_eq_tol(free.demand_w - free.power.psu_loss_w,
                            all.demand_w - all.power.psu_loss_w, 1e-8);
    ck_assert_double_eq(free.work_frac, 1.0);
}
END_TEST

START_TEST(power_that_returns_idles_until_the_restart_is_over)
{
    const double idle_w = free_w(0.0, 0.0);
    const double busy_w = free_w(0.87, 0.41);
    const double spans_s[] = {7.0, 100.0, 1e4};

    for (size_t k = 0; k < sizeof spans_s / sizeof spans_s[0]; k++) {
        struct bench n = plain_bench();
        double drawn_j = 0.0;
        double worked_s = 0.0;
        double time_s = 0.0;
        n.traits.restart_s = 301.0;
        start(&n);
        n.powered_frac = 0.0;
        run(&n, 11.0, 1);
        ck_assert_double_eq(n.demand_w, 0.0);
        n.powered_frac = 1.0;
        while (time_s < 1e4 - 1e-6) {
            const double span_s = fmin(spans_s[k], 1e4 - time_s);
            run(&n, span_s, 1);
            drawn_j += n.demand_w * span_s;
            worked_s += n.work_frac * span_s;
            time_s += span_s;
        }
        ck_assert_double_eq_tol(drawn_j, 301.0 * idle_w + 9699.0 * busy_w, 1e-10 * drawn_j);
        ck_assert_double_eq_tol(worked_s, 9699.0, 1e-8);
    }
}
END_TEST

START_TEST(half_a_group_works_while_the_other_half_restarts)
{
    struct bench n = plain_bench();
    n.traits.restart_s = 301.0;
    n.util_frac = 0.0; /* all is linear: hosts alone are busy, fans at their least */
    n.params.airflow_least_frac = 1.0;
    start(&n);
    run(&n, 5.0, 1);
    const double busy_w = n.demand_w;
    n.powered_frac = 0.5;
    run(&n, 5.0, 1);
    ck_assert_double_eq_tol(n.demand_w, 0.5 * busy_w, 1e-8);
    n.powered_frac = 1.0;
    run(&n, 5.0, 1);

    const double host_w = 2.0 * (347.0 - 103.0) * 0.41;
    const double rest_w = 0.4 * (291.0 + 613.0 + 119.0 + 871.0) * 0.41;
    const double lacking_w = 3.0 * 0.5 * (host_w + rest_w) / 0.957;
    ck_assert_double_eq_tol(n.demand_w, busy_w - lacking_w, 1e-8);
    ck_assert_double_eq_tol(n.work_frac, 0.5, 1e-12);
}
END_TEST

/* Input follows with the time constant as long as the storage can give the difference. */
START_TEST(storage_smooths_a_step_of_demand_and_gives_it_back)
{
    const double idle_w = free_w(0.0, 0.41);
    const double busy_w = free_w(0.87, 0.41);
    struct bench n = plain_bench();
    const double tau_s = n.traits.buffer_time_s;
    n.traits.buffer_j = 3700.0;
    n.util_frac = 0.0;
    start(&n);
    run(&n, 5.0, 5);
    ck_assert_double_eq_tol(n.demand_w, idle_w, 1e-9);
    ck_assert_double_eq_tol(n.stored_j, 3.0 * 0.5 * 3700.0, 1e-9);

    const double step_w = busy_w - idle_w;
    const double full_j = n.stored_j;
    n.util_frac = 0.87;
    run(&n, 0.31, 7);
    const double given_j = step_w * tau_s * -expm1(-0.31 / tau_s);
    ck_assert_double_lt(given_j, full_j);
    ck_assert_double_eq_tol(full_j - n.stored_j, given_j, 1e-8);
    ck_assert_double_eq_tol(n.state[SERVICE_INPUT] * 3.0, busy_w - step_w * exp(-0.31 / tau_s),
                            1e-8);
    n.util_frac = 0.0;
    run(&n, 50.0, 1);
    ck_assert_double_eq_tol(n.stored_j, full_j, 1e-8);
}
END_TEST

START_TEST(storage_gives_what_it_has_and_no_more)
{
    const double busy_w = free_w(0.87, 0.41);
    const double idle_w = free_w(0.0, 0.41);

    for (int n_steps = 1; n_steps <= 100; n_steps *= 10) {
        struct bench n = plain_bench();
        double drawn_j = 0.0;
        n.traits.buffer_j = 130.0;
        n.util_frac = 0.0;
        start(&n);
        n.util_frac = 0.87;
        for (int k = 0; k < n_steps; k++) {
            run(&n, 2.0 / n_steps, 1);
            drawn_j += n.demand_w * 2.0 / n_steps;
        }
        ck_assert_double_gt((busy_w - idle_w) * n.traits.buffer_time_s, 3.0 * 65.0);
        ck_assert_double_eq_tol(n.stored_j, 0.0, 1e-9);
        ck_assert_double_eq_tol(drawn_j, 2.0 * busy_w - 3.0 * 65.0, 1e-8);
        ck_assert_double_eq_tol(n.buffer_w, n_steps == 1 ? 3.0 * 65.0 / 2.0 : 0.0, 1e-8);
    }
}
END_TEST

/* A node of the model "curve" on the same bench. */
struct meter {
    struct {
        struct curve points;
        double fan_frac;
        double airflow_m3s;
        double airflow_least_frac;
        double liquid_frac;
    } params;
};

static void run_curve(struct bench *n, double span_s)
{
    const struct meter m = {{.points = {.n = 3, .x = {0.0, 0.6, 1.0}, .y = {211.0, 353.0, 497.0}},
                             .airflow_m3s = 0.03}};
    const struct node_block block = bind(n, span_s);

    ck_assert_uint_eq(node_curve.info.params_size, sizeof m.params);
    ck_assert_int_eq(n->demand_w < 0.0 ? node_curve.start(&m.params, &block)
                                       : node_curve.step(&m.params, &block),
                     STATUS_OK);
}

START_TEST(measured_node_is_served_like_any_other)
{
    struct bench n = plain_bench();
    n.util_frac = 0.6;
    n.cap_w = 300.0;
    n.traits.cap_latency_s = 0.7;
    n.traits.restart_s = 20.0;
    n.traits.rating_w = 500.0;
    n.demand_w = -1.0;
    run_curve(&n, 1.0);
    run_curve(&n, 1.0);
    ck_assert_double_eq_tol(n.demand_w, 3.0 * 300.0, 1e-9);
    ck_assert_double_eq_tol(n.work_frac, (300.0 - 211.0) / (353.0 - 211.0), 1e-12);

    n.supply_frac = 0.25; /* 1.5 of six, four needed: 187.5 W, but idle is the least */
    run_curve(&n, 1.0);
    ck_assert_double_eq_tol(n.demand_w, 3.0 * 211.0, 1e-9);
    n.supply_frac = 1.0;
    n.powered_frac = 0.0;
    run_curve(&n, 1.0);
    ck_assert_double_eq(n.demand_w, 0.0);
    n.powered_frac = 1.0;
    run_curve(&n, 40.0); /* 20 s idle, 0.7 s free, the rest capped */
    ck_assert_double_eq_tol(n.demand_w * 40.0, 3.0 * (20.0 * 211.0 + 0.7 * 353.0 + 19.3 * 300.0),
                            1e-8);
}
END_TEST

TCASE(tc_supply, "supply", cap_acts_after_its_latency, cap_above_the_natural_power_does_nothing,
      supplies_that_remain_lose_by_their_own_load,
      node_short_of_supplies_caps_drops_or_goes_on_as_told,
      power_that_returns_idles_until_the_restart_is_over,
      half_a_group_works_while_the_other_half_restarts, measured_node_is_served_like_any_other)
TCASE(tc_storage, "storage", storage_smooths_a_step_of_demand_and_gives_it_back,
      storage_gives_what_it_has_and_no_more)
CHECK_MAIN("node_service", tc_supply, tc_storage)
