/* test_ups.c - batteries by their laws, and a UPS through an outage.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/battery.h"
#include "models/loss.h"
#include "models/overload.h"
#include "models/registry.h"
#include "tests/reference/block.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"
#include "tests/support/power_bench.h"

static const double rating_w = 1.3e6;
static const double load_w = 0.83e6;

struct ups {
    _Alignas(max_align_t) unsigned char params[512];
    struct power_bench e;
};

static void set(struct ups *u, const char *key, double value)
{
    block_set(u->params, &power_ups.info, key, value);
}

/* A UPS at its defaults with a battery that gives 90 % of 71 kWh. */
static void build(struct ups *u)
{
    block_fill(u->params, &power_ups.info);
    set(u, "battery_energy_j", 71.0 * 3.6e6);
    u->e = (struct power_bench){.model = &power_ups,
                                .params = u->params,
                                .rating_w = rating_w,
                                .wanted_w = load_w,
                                .voltage_v = 415.0,
                                .is_fed = 1.0};
}

static double capacity_j(void)
{
    return 0.9 * 71.0 * 3.6e6;
}

static double need_w(double carried_w)
{
    const double x = carried_w / rating_w;

    return carried_w + rating_w * (0.008 + 0.018 * x + 0.010 * x * x);
}

/* Runs until it is dead; the time that took. */
static double hold_s(struct ups *u)
{
    double time_s = 0.0;

    power_bench_connect(&u->e);
    while (u->e.is_energised > 0.0 && time_s < 1e6) {
        time_s += power_bench_take(&u->e, 37.0);
        power_bench_connect(&u->e);
    }
    return time_s;
}

START_TEST(three_efficiencies_come_back_from_their_parabola)
{
    gsl_rng *const rng = draw_create(82501);

    for (int k = 0; k < 200; k++) {
        const double x[] = {draw_between(rng, 0.1, 0.3), draw_between(rng, 0.4, 0.6),
                            draw_between(rng, 0.8, 1.0)};
        const double eta[] = {draw_between(rng, 0.8, 0.97), draw_between(rng, 0.85, 0.98),
                              draw_between(rng, 0.85, 0.98)};
        const struct loss_ups fit = loss_ups_fit(x, eta);
        for (size_t i = 0; i < 3; i++) {
            ck_assert_double_eq_tol(x[i] / (x[i] + loss_ups_frac(&fit, x[i])), eta[i], 1e-12);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* Given the efficiencies of known coefficients, the model loses as with the coefficients. */
START_TEST(ups_by_efficiencies_loses_as_by_coefficients)
{
    static const char *const keys[] = {"efficiency_25_frac", "efficiency_50_frac",
                                       "efficiency_100_frac"};
    static const double loads[] = {0.25, 0.5, 1.0};
    struct ups u;

    build(&u);
    for (size_t i = 0; i < 3; i++) {
        const double x = loads[i];
        set(&u, keys[i], x / (x + 0.008 + 0.018 * x + 0.010 * x * x));
    }
    set(&u, "k0_frac", 0.19);
    power_bench_start(&u.e);
    power_bench_step(&u.e, 1.0);
    ck_assert_double_eq_tol(u.e.loss_w, need_w(load_w) - load_w, 1e-9 * load_w);
}
END_TEST

START_TEST(battery_holds_its_usable_energy_over_load_and_loss)
{
    struct ups u;

    build(&u);
    set(&u, "state_of_health_frac", 0.87);
    power_bench_start(&u.e);
    u.e.is_fed = 0.0;
    /* But for the last microsecond, which stays in it. */
    ck_assert_double_eq_tol(hold_s(&u), 0.87 * capacity_j() / need_w(load_w), 2e-6);
    ck_assert_double_eq_tol(u.e.stored_j, 1e-6 * need_w(load_w), 1e-3);
}
END_TEST

START_TEST(lead_acid_gives_less_the_faster_it_is_emptied)
{
    struct ups u;
    const double rated_w = capacity_j() / 1100.0;

    build(&u);
    set(&u, "discharge_exponent", 1.3);
    set(&u, "discharge_time_s", 1100.0);
    power_bench_start(&u.e);
    u.e.is_fed = 0.0;
    ck_assert_double_gt(need_w(load_w), rated_w);
    ck_assert_double_eq_tol(hold_s(&u), 1100.0 * pow(rated_w / need_w(load_w), 1.3), 2e-6);
    /* What it could not give so fast is still there. */
    ck_assert_double_eq_tol(u.e.stored_j, capacity_j() * (1.0 - pow(rated_w / need_w(load_w), 0.3)),
                            1.0);
    /* Slower than its rated time it gives no more than it has. */
    const struct battery_law law = {1100.0, 1.3};
    ck_assert_double_eq(battery_rate_frac(&law, capacity_j(), 0.3 * rated_w), 1.0);
}
END_TEST

START_TEST(peukert_gives_the_rated_time_at_the_rated_current)
{
    const double rated_s = 10.0 * 3600.0;
    const double capacity_as = 190.0 * 3600.0;

    ck_assert_double_eq_tol(battery_peukert_s(capacity_as, rated_s, 1.18, capacity_as / rated_s),
                            rated_s, 1e-8);
    ck_assert_double_eq_tol(
        battery_peukert_s(capacity_as, rated_s, 1.18, 4.3 * capacity_as / rated_s),
        rated_s * pow(4.3, -1.18), 1e-6);
}
END_TEST

/* Outage, walk-in, recharge: the input takes over in a straight line, so half of the walk-in's energy
 * comes from the battery; then a tenth of the rating fills it, 95 % of that being stored. */
START_TEST(power_that_returns_is_taken_up_in_a_ramp_and_fills_the_battery)
{
    struct ups u;

    build(&u);
    power_bench_start(&u.e);
    u.e.is_fed = 0.0;
    power_bench_run(&u.e, 61.0);
    const double after_outage_j = capacity_j() - 61.0 * need_w(load_w);
    ck_assert_double_eq_tol(u.e.stored_j, after_outage_j, 1e-3);
    ck_assert_double_eq(u.e.input_w, 0.0);

    u.e.is_fed = 1.0;
    power_bench_step(&u.e, 2.5);
    ck_assert_double_eq_tol(u.e.input_w, need_w(load_w) * 0.125, 1e-3);
    ck_assert_double_eq_tol(u.e.switch_s, 10.0, 1e-9);
    power_bench_run(&u.e, 7.5);
    const double after_walk_j = after_outage_j - 0.5 * 10.0 * need_w(load_w);
    ck_assert_double_eq_tol(u.e.stored_j, after_walk_j, 1e-3);

    power_bench_step(&u.e, 1.0);
    ck_assert_double_eq_tol(u.e.input_w, need_w(load_w) + 0.1 * rating_w, 1e-3);
    ck_assert_double_eq_tol(u.e.loss_w, need_w(load_w) - load_w + 0.05 * 0.1 * rating_w, 1e-6);
    ck_assert_double_eq_tol(u.e.switch_s, (capacity_j() - after_walk_j) / (0.095 * rating_w), 1e-6);
    power_bench_run(&u.e, u.e.switch_s);
    ck_assert_double_eq(u.e.stored_j, capacity_j());
    power_bench_step(&u.e, 1.0);
    ck_assert_double_eq_tol(u.e.input_w, need_w(load_w), 1e-6);
    ck_assert(isinf(u.e.switch_s));
}
END_TEST

/* The battery ends within the walk-in: where its share, falling in a straight line, has used it up. */
START_TEST(battery_that_ends_in_the_walk_in_leaves_the_rest_to_the_bypass)
{
    struct ups u;
    const double left_j = 3.1 * need_w(load_w);

    build(&u);
    power_bench_start(&u.e);
    u.e.is_fed = 0.0;
    power_bench_run(&u.e, (capacity_j() - left_j) / need_w(load_w));
    u.e.is_fed = 1.0;
    power_bench_step(&u.e, 0.1);
    /* need (10 t - t^2 / 2) / 10 = left */
    ck_assert_double_eq_tol(u.e.switch_s, 10.0 - sqrt(100.0 - 20.0 * 3.1), 1e-6);
    power_bench_run(&u.e, u.e.switch_s - 0.1);
    ck_assert_double_eq_tol(u.e.stored_j, 0.0, 1.0);
    ck_assert_double_eq(u.e.is_energised, 1.0);
}
END_TEST

START_TEST(emptied_battery_carries_again_only_when_it_holds_a_hundredth_more)
{
    struct ups u;

    build(&u);
    power_bench_start(&u.e);
    u.e.is_fed = 0.0;
    (void)hold_s(&u);
    const double seconds_to_rearm = 0.01 * capacity_j() / (0.095 * rating_w);
    for (int k = 0; k < 2; k++) {
        u.e.is_fed = 1.0;
        power_bench_run(&u.e, 0.6 * seconds_to_rearm);
        ck_assert_double_eq(u.e.is_energised, 1.0);
        u.e.is_fed = 0.0;
        power_bench_connect(&u.e);
        ck_assert_double_eq(u.e.is_energised, k == 0 ? 0.0 : 1.0);
    }
}
END_TEST

START_TEST(without_a_battery_it_dies_with_its_feed)
{
    struct ups u;

    build(&u);
    set(&u, "battery_energy_j", PARAM_UNKNOWN);
    power_bench_start(&u.e);
    power_bench_step(&u.e, 10.0);
    ck_assert_double_eq(u.e.is_energised, 1.0);
    ck_assert_double_eq_tol(u.e.input_w, need_w(load_w), 1e-6);
    ck_assert_double_eq(u.e.stored_j, 0.0);
    u.e.is_fed = 0.0;
    power_bench_step(&u.e, 10.0);
    ck_assert_double_eq(u.e.is_energised, 0.0);
    ck_assert_double_eq(u.e.input_w, 0.0);
}
END_TEST

START_TEST(eco_transfer_within_the_hold_up_is_not_seen)
{
    static const double gaps_s[] = {0.008, 0.034};

    for (size_t k = 0; k < 2; k++) {
        struct ups u;
        build(&u);
        set(&u, "transfer_s", gaps_s[k]);
        power_bench_start(&u.e);
        power_bench_run(&u.e, 3.0);
        u.e.is_fed = 0.0;
        power_bench_connect(&u.e);
        ck_assert_double_eq(u.e.is_energised, k == 0 ? 1.0 : 0.0);
        power_bench_step(&u.e, 0.003);
        if (k == 1) {
            ck_assert_double_eq_tol(u.e.switch_s, gaps_s[k], 1e-12);
            power_bench_run(&u.e, gaps_s[k] - 0.003);
            ck_assert_double_eq(u.e.stored_j, capacity_j());
        }
        power_bench_connect(&u.e);
        ck_assert_double_eq(u.e.is_energised, 1.0);
    }
}
END_TEST

/* ------------------------------------------------------------------- overload */

START_TEST(overload_times_meet_the_points_of_the_datasheet_and_fall_between)
{
    const struct overload o = {600.0, 60.0, 10.0};
    double last_s = (double)INFINITY;

    ck_assert_double_eq_tol(overload_hold_s(&o, 1.10), 600.0, 1e-9);
    ck_assert_double_eq_tol(overload_hold_s(&o, 1.25), 60.0, 1e-9);
    ck_assert_double_eq_tol(overload_hold_s(&o, 1.50), 10.0, 1e-9);
    ck_assert(isinf(overload_hold_s(&o, 1.0)));
    for (int k = 0; k < 85; k++) {
        const double x = 0.9 + 0.013 * k;
        ck_assert(overload_hold_s(&o, x) <= last_s);
        last_s = overload_hold_s(&o, x);
    }
}
END_TEST

START_TEST(overloaded_ups_adds_up_its_shares_of_time)
{
    struct ups u;
    const double at_118_s = 600.0 * pow(0.1, 0.08 / 0.15);

    build(&u);
    power_bench_start(&u.e);
    u.e.wanted_w = 1.10 * rating_w;
    power_bench_step(&u.e, 240.0); /* two fifths of its time */
    u.e.wanted_w = 1.18 * rating_w;
    power_bench_step(&u.e, 1.0);
    ck_assert_double_eq_tol(u.e.switch_s, 0.6 * at_118_s, 1e-6);
    power_bench_run(&u.e, 0.6 * at_118_s - 1.0);
    /* The bypass carries, as long as there is a feed. */
    ck_assert_double_eq(u.e.is_energised, 1.0);
    struct ups v = u;
    v.e.params = v.params;
    v.e.is_fed = 0.0;
    power_bench_connect(&v.e);
    ck_assert_double_eq(v.e.is_energised, 0.0);
    /* With the load gone its inverter is ready again after as long as it stands 110 %. */
    u.e.wanted_w = load_w;
    power_bench_step(&u.e, 1.0);
    ck_assert_double_eq_tol(u.e.switch_s, 600.0, 1e-6);
    power_bench_run(&u.e, 599.0);
    u.e.is_fed = 0.0;
    power_bench_connect(&u.e);
    ck_assert_double_eq(u.e.is_energised, 1.0);
}
END_TEST

START_TEST(overload_on_battery_drops_the_load_for_good)
{
    struct ups u;

    build(&u);
    set(&u, "battery_energy_j", 1e12);
    power_bench_start(&u.e);
    u.e.is_fed = 0.0;
    u.e.wanted_w = 1.25 * rating_w;
    ck_assert_double_eq_tol(hold_s(&u), 60.0, 1e-6);
    u.e.wanted_w = load_w;
    power_bench_run(&u.e, 5000.0);
    ck_assert_double_eq(u.e.is_energised, 0.0);
    u.e.is_fed = 1.0;
    power_bench_connect(&u.e);
    ck_assert_double_eq(u.e.is_energised, 1.0);
}
END_TEST

/* Opened for work it neither charges nor empties, and draws nothing. */
START_TEST(ups_out_of_service_keeps_what_it_has)
{
    struct ups u;

    build(&u);
    power_bench_start(&u.e);
    u.e.is_fed = 0.0;
    power_bench_run(&u.e, 60.0);
    const double left_j = u.e.stored_j;
    for (int k = 0; k < 2; k++) {
        u.e.is_fed = k == 0 ? 0.0 : 1.0;
        u.e.is_energised = 0.0;
        u.e.dt_s = 500.0;
        power_bench_load(&u.e);
        const struct power_block b = power_bench_block(&u.e);
        ck_assert_int_eq(power_ups.advance(u.params, &b), STATUS_OK);
        ck_assert_double_eq(u.e.stored_j, left_j);
        ck_assert_double_eq(u.e.input_w, 0.0);
    }
}
END_TEST

START_TEST(steady_question_finds_the_battery_full_or_used_up)
{
    struct ups u;

    build(&u);
    power_bench_start(&u.e);
    u.e.is_fed = 0.0;
    power_bench_run(&u.e, 60.0);
    u.e.is_steady = true;
    power_bench_step(&u.e, 1e7);
    ck_assert_double_eq(u.e.is_energised, 0.0);
    u.e.is_fed = 1.0;
    power_bench_step(&u.e, 1e7);
    ck_assert_double_eq(u.e.stored_j, capacity_j());
    ck_assert(isinf(u.e.switch_s));
}
END_TEST

TCASE(tc_battery, "battery", three_efficiencies_come_back_from_their_parabola,
      ups_by_efficiencies_loses_as_by_coefficients,
      battery_holds_its_usable_energy_over_load_and_loss,
      lead_acid_gives_less_the_faster_it_is_emptied,
      peukert_gives_the_rated_time_at_the_rated_current,
      power_that_returns_is_taken_up_in_a_ramp_and_fills_the_battery,
      battery_that_ends_in_the_walk_in_leaves_the_rest_to_the_bypass,
      emptied_battery_carries_again_only_when_it_holds_a_hundredth_more,
      without_a_battery_it_dies_with_its_feed, eco_transfer_within_the_hold_up_is_not_seen,
      steady_question_finds_the_battery_full_or_used_up, ups_out_of_service_keeps_what_it_has)
TCASE(tc_overload, "overload", overload_times_meet_the_points_of_the_datasheet_and_fall_between,
      overloaded_ups_adds_up_its_shares_of_time, overload_on_battery_drops_the_load_for_good)
CHECK_MAIN("ups", tc_battery, tc_overload)
