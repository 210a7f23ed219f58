/* test_chilled_water.c - a chilled-water air handler at its rating and away from it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/phys.h"
#include "models/registry.h"
#include "tests/support/check_main.h"

static const double rounding = 1e-12;

/* The air at which makers state capacities: 1.2 kg/m3. */
static const double rating_air_j_per_m3k = 1.2 * PHYS_AIR_CP_J_PER_KGK;

static const double airflow_m3s = 7.9;
static const double water_flow_m3s = 3.1e-3;
static const double capacity_w = 103700.0;
static const double return_c = 31.3;
static const double water_c = 9.7;

struct unit {
    double params[16];
    struct handler_block block;
    double speed_frac;
    double is_running;
    double water_c;
    double return_c;
    double coil_w;
    double flow_m3s;
    double coil_w_per_k;
    double fan_w;
    double coil_max_w;
    double water_return_c;
    double water_w_per_k;
};

static void set_param(struct unit *u, const char *key, double value)
{
    const struct param *const row = model_param(&handler_chilled_water.info, key);

    ck_assert_ptr_nonnull(row);
    memcpy((char *)u->params + row->offset, &value, sizeof value);
}

/* At full speed and in the conditions of its rating; the block must stay where it is. */
static void make_unit(struct unit *u)
{
    *u = (struct unit){
        .speed_frac = 1.0, .is_running = 1.0, .water_c = water_c, .return_c = return_c};
    u->block = (struct handler_block){
        .n = 1,
        .air_j_per_m3k = rating_air_j_per_m3k,
        .speed_frac = &u->speed_frac,
        .is_running = &u->is_running,
        .water_c = &u->water_c,
        .return_c = &u->return_c,
        .coil_w = &u->coil_w,
        .flow_m3s = &u->flow_m3s,
        .coil_w_per_k = &u->coil_w_per_k,
        .fan_w = &u->fan_w,
        .coil_max_w = &u->coil_max_w,
        .water_return_c = &u->water_return_c,
        .water_w_per_k = &u->water_w_per_k,
    };
    ck_assert_uint_le(handler_chilled_water.info.params_size, sizeof u->params);
    set_param(u, "airflow_m3s", airflow_m3s);
    set_param(u, "fan_w", 6300.0);
    set_param(u, "fan_floor_frac", 0.07);
    set_param(u, "capacity_w", capacity_w);
    set_param(u, "rated_return_c", return_c);
    set_param(u, "rated_water_c", water_c);
    set_param(u, "water_flow_m3s", water_flow_m3s);
}

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
