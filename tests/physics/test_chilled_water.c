/* test_chilled_water.c - a chilled-water air handler at its rating and away from it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "tests/physics/handler_bench.h"
#include "tests/support/check_main.h"

static const double rounding = 1e-12;

/* The coil takes share of what it could. */
static void run(struct unit *u, double share)
{
    ck_assert_ptr_null(handler_chilled_water.info.check(u->params));
    ck_assert_int_eq(handler_chilled_water.prepare(u->params, &u->block), STATUS_OK);
    u->coil_w = share * u->coil_w_per_k * (u->return_c - u->water_c);
    ck_assert_int_eq(handler_chilled_water.finish(u->params, &u->block), STATUS_OK);
}

static double water_rate_w_per_k(void)
{
    struct coolant water = {0};

    ck_assert_int_eq(phys_coolant(0.0, 15.0, &water), STATUS_OK);
    return water_flow_m3s * water.density_kg_m3 * water.cp_j_kgk;
}

START_TEST(coil_gives_its_rating_at_its_rating)
{
    struct unit u;

    make_unit(&u);
    run(&u, 1.0);
    ck_assert_double_eq_tol(u.coil_max_w, capacity_w, rounding * capacity_w);
    ck_assert_double_eq_tol(u.water_w_per_k, water_rate_w_per_k(), rounding * 1e5);
    ck_assert_double_eq_tol(u.water_return_c, water_c + capacity_w / water_rate_w_per_k(),
                            rounding * 100.0);
    ck_assert_double_eq(u.fan_w, 6300.0);
}
END_TEST

START_TEST(valve_opens_in_proportion_to_the_heat)
{
    struct unit u;

    make_unit(&u);
    for (int tenths = 0; tenths <= 10; tenths++) {
        const double share = 0.1 * tenths;
        run(&u, share);
        ck_assert_double_eq_tol(u.water_w_per_k, share * water_rate_w_per_k(),
                                1e-10 * water_rate_w_per_k());
    }
}
END_TEST

/* Counterflow with its two films: the air's, four fifths of the resistance at the rating, goes with
 * flow to the power of 0.8; the water's stays. */
START_TEST(slow_air_is_cooled_by_what_its_film_leaves)
{
    struct unit u;
    const double speed = 0.57;
    const double water_w_per_k = water_rate_w_per_k();

    /* UA from the rating, by the log mean temperature difference. */
    const double air_out_c = return_c - capacity_w / (airflow_m3s * rating_air_j_per_m3k);
    const double water_out_c = water_c + capacity_w / water_w_per_k;
    const double warm_k = return_c - water_out_c;
    const double cold_k = air_out_c - water_c;
    const double ua_w_per_k = capacity_w / ((warm_k - cold_k) / log(warm_k / cold_k));

    make_unit(&u);
    u.speed_frac = speed;
    run(&u, 1.0);
    const double slow_ua_w_per_k = ua_w_per_k / (0.2 + 0.8 * pow(speed, -0.8));
    const double slow_air_out_c =
        return_c - u.coil_w / (speed * airflow_m3s * rating_air_j_per_m3k);
    const double slow_warm_k = return_c - u.water_return_c;
    const double slow_cold_k = slow_air_out_c - water_c;
    const double mean_k = (slow_warm_k - slow_cold_k) / log(slow_warm_k / slow_cold_k);

    ck_assert_double_eq_tol(u.coil_w, slow_ua_w_per_k * mean_k, 1e-10 * capacity_w);
    ck_assert_double_eq_tol(u.flow_m3s, speed * airflow_m3s, rounding);
    ck_assert_double_eq_tol(u.fan_w, 6300.0 * (0.07 + 0.93 * speed * speed * speed),
                            rounding * 6300.0);
}
END_TEST

/* More than the colder of the two streams can carry between these temperatures. */
START_TEST(impossible_rating_is_refused)
{
    struct unit u;

    make_unit(&u);
    set_param(&u, "capacity_w", 1.001 * airflow_m3s * rating_air_j_per_m3k * (return_c - water_c));
    ck_assert_ptr_nonnull(handler_chilled_water.info.check(u.params));
    make_unit(&u);
    set_param(&u, "rated_water_c", return_c);
    ck_assert_ptr_nonnull(handler_chilled_water.info.check(u.params));
}
END_TEST

TCASE(tc_coil, "coil", coil_gives_its_rating_at_its_rating, valve_opens_in_proportion_to_the_heat,
      slow_air_is_cooled_by_what_its_film_leaves, impossible_rating_is_refused)
CHECK_MAIN("chilled water", tc_coil)
