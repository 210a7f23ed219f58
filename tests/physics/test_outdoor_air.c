/* test_outdoor_air.c - what a handler takes of the outdoor air: lock-outs, fans, pads, moisture.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/humidity.h"
#include "models/psychro.h"
#include "tests/physics/handler_bench.h"
#include "tests/support/check_main.h"

static const double rounding = 1e-12;

enum kind { NONE, DIRECT, INDIRECT };

static void set_choice(struct unit *u, const char *key, int value)
{
    const struct param *const row = model_param(&handler_chilled_water.info, key);

    ck_assert_ptr_nonnull(row);
    memcpy((char *)u->params + row->offset, &value, sizeof value);
}

/* In outdoor air of 11.3 degC with a dew point of 4.7 degC, which every envelope allows. */
static void make_economiser(struct unit *u, enum kind kind)
{
    static const char *const unknown[] = {"dry_bulb_min_c",    "dry_bulb_max_c",
                                          "dew_point_min_c",   "dew_point_max_c",
                                          "humidity_max_frac", "enthalpy_max_j_per_kg"};

    make_unit(u);
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
        set_param(u, unknown[i], PARAM_UNKNOWN);
    }
    set_choice(u, "economiser", (int)kind);
    set_choice(u, "envelope", 0);
    set_param(u, "outdoor_most_frac", 0.93);
    set_param(u, "exchanger_frac", 0.61);
    set_param(u, "economiser_drop_pa", 137.0);
    set_param(u, "outdoor_drop_pa", 211.0);
    set_param(u, "fan_efficiency_frac", 0.57);
    set_param(u, "pad_frac", 0.0);
    set_param(u, "pads_above_c", 17.0);
    set_param(u, "cycles", 3.7);
}

static double allowed(struct unit *u)
{
    ck_assert_ptr_null(handler_chilled_water.info.check(u->params));
    ck_assert_int_eq(handler_chilled_water.prepare(u->params, &u->block), STATUS_OK);
    return u->outside_most_frac;
}

/* The hall gives share of its return to the outdoor air; the coil then takes nothing. */
static void run(struct unit *u, double share)
{
    (void)allowed(u);
    u->outside_w = share * u->flow_m3s * u->block.air_j_per_m3k * (u->return_c - u->outside_c);
    ck_assert_int_eq(handler_chilled_water.finish(u->params, &u->block), STATUS_OK);
}

START_TEST(dampers_open_as_far_as_they_are_large)
{
    struct unit u;

    make_economiser(&u, DIRECT);
    ck_assert_double_eq(allowed(&u), 0.93);
    ck_assert_double_eq(u.outside_c, 11.3);
    make_economiser(&u, INDIRECT);
    ck_assert_double_eq(allowed(&u), 0.61);
    make_economiser(&u, NONE);
    ck_assert_double_eq(allowed(&u), 0.0);
    make_economiser(&u, DIRECT);
    u.is_shut = 1.0;
    ck_assert_double_eq(allowed(&u), 0.0);
    u.is_shut = 0.0;
    u.is_running = 0.0;
    ck_assert_double_eq(allowed(&u), 0.0);
}
END_TEST

/* A limit on one figure of the outdoor air: open just inside it, shut just outside. */
struct lock {
    const char *key;
    double limit;
    double *figure; /* of the block */
    double step;    /* of that figure, towards what is refused */
};

START_TEST(each_limit_shuts_the_dampers_where_it_is_passed)
{
    struct unit u;
    const double enthalpy_j_per_kg =
        psychro_enthalpy_j_per_kg(11.3, psychro_ratio(psychro_saturation_pa(4.7), 99100.0));
    const double humidity = psychro_saturation_pa(4.7) / psychro_saturation_pa(22.7);
    const struct lock locks[] = {
        {"dry_bulb_max_c", 11.3, &u.block.dry_bulb_c, 0.01},
        {"dry_bulb_min_c", 11.3, &u.block.dry_bulb_c, -0.01},
        {"dew_point_max_c", 4.7, &u.block.dew_point_c, 0.01},
        {"dew_point_min_c", 4.7, &u.block.dew_point_c, -0.01},
        {"humidity_max_frac", humidity * (1.0 + rounding), &u.block.dew_point_c, 0.01},
        {"humidity_max_frac", humidity * (1.0 + rounding), &u.set_c, -0.01},
        {"enthalpy_max_j_per_kg", enthalpy_j_per_kg, &u.block.dry_bulb_c, 0.01},
    };

    for (size_t i = 0; i < sizeof locks / sizeof locks[0]; i++) {
        make_economiser(&u, DIRECT);
        set_param(&u, locks[i].key, locks[i].limit);
        ck_assert_msg(allowed(&u) > 0.0, "%s at its limit", locks[i].key);
        *locks[i].figure += locks[i].step;
        ck_assert_msg(allowed(&u) == 0.0, "%s beyond it", locks[i].key);
    }
}
END_TEST

/* ASHRAE's figures: recommended -9 to 15 degC of dew point and 70 %; A1 -12 to 17 degC and 8 to 80 %; A4
 * up to 24 degC and 90 %. */
START_TEST(envelope_says_what_moisture_comes_in)
{
    const struct {
        int envelope;
        double set_c;
        double dew_point_c;
        bool is_taken;
    } cases[] = {
        {0, 24.0, 14.9, true},  {0, 24.0, 15.1, false},
        {0, 24.0, -8.9, true},  {0, 24.0, -9.1, false},
        {1, 24.0, 15.1, true},  {1, 24.0, 17.1, false},
        {1, 20.0, -11.9, true}, {1, 20.0, -12.1, false},
        {4, 30.0, 23.9, true},  {4, 30.0, 24.1, false},
        {0, 18.0, 12.4, true},  {0, 18.0, 12.6, false}, /* 70 % at 18 degC */
        {1, 18.0, 14.4, true},  {1, 18.0, 14.8, false}, /* 80 % */
        {1, 30.0, -6.9, true},  {1, 30.0, -7.5, false}, /* 8 % at 30 degC */
    };
    struct unit u;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        make_economiser(&u, DIRECT);
        set_choice(&u, "envelope", cases[i].envelope);
        u.set_c = cases[i].set_c;
        u.block.dry_bulb_c = 25.0;
        u.block.dew_point_c = cases[i].dew_point_c;
        ck_assert_msg((allowed(&u) > 0.0) == cases[i].is_taken, "case %zu", i);
    }
    /* What is given holds in place of the envelope's. */
    make_economiser(&u, DIRECT);
    u.block.dry_bulb_c = 25.0;
    u.block.dew_point_c = 15.1;
    set_param(&u, "dew_point_max_c", 16.0);
    ck_assert_double_gt(allowed(&u), 0.0);
}
END_TEST

START_TEST(moisture_does_not_matter_across_an_exchanger)
{
    struct unit u;

    make_economiser(&u, INDIRECT);
    u.block.dry_bulb_c = 26.0;
    u.block.dew_point_c = 24.9;
    ck_assert_double_eq(allowed(&u), 0.61);
    run(&u, 0.3);
    ck_assert_double_eq(u.outdoor_m3s, 0.0);
}
END_TEST

/* flow x drop / efficiency at full flow, by the cube of each flow; beside the fan's own 7 % + 93 % n^3. */
START_TEST(outdoor_air_costs_the_cube_of_its_flow)
{
    struct unit u;
    const double speed = 0.71;
    const double filters_w = airflow_m3s * 137.0 / 0.57;
    const double louvres_w = airflow_m3s * 211.0 / 0.57;
    const double own_w = 6300.0 * (0.07 + 0.93 * pow(speed, 3.0));

    make_economiser(&u, DIRECT);
    u.speed_frac = speed;
    run(&u, 0.44);
    ck_assert_double_eq_tol(u.outside_frac, 0.44, rounding);
    ck_assert_double_eq_tol(u.outdoor_m3s, 0.44 * speed * airflow_m3s, rounding * 10.0);
    ck_assert_double_eq_tol(
        u.fan_w, own_w + filters_w * pow(speed, 3.0) + louvres_w * pow(0.44 * speed, 3.0),
        rounding * 1e4);
    ck_assert_double_eq(u.outdoor_fan_w, 0.0); /* its fans stand in the hall's air */

    make_economiser(&u, INDIRECT);
    u.speed_frac = speed;
    run(&u, 0.44);
    const double outdoor_w = louvres_w * pow(0.44 / 0.61 * speed, 3.0);
    ck_assert_double_eq_tol(u.fan_w, own_w + filters_w * pow(speed, 3.0) + outdoor_w,
                            rounding * 1e4);
    ck_assert_double_eq_tol(u.outdoor_fan_w, outdoor_w, rounding * 1e4);

    make_economiser(&u, NONE);
    u.speed_frac = speed;
    run(&u, 0.0);
    ck_assert_double_eq_tol(u.fan_w, own_w, rounding * 1e4);
}
END_TEST

/* Pads bring the air down along its wet bulb, and what they take up stands in the balance of enthalpy:
 *     h(T2, W2) - h(T1, W1) = (W2 - W1) x 4.186 kJ/(kg K) x T_wb
 * of which a cycle of n leaves n / (n - 1) to make up. */
START_TEST(pads_trade_water_for_kelvins)
{
    struct unit u;
    const double dry_c = 33.9;
    const double wet_c = 19.7;

    make_economiser(&u, INDIRECT);
    set_param(&u, "pad_frac", 0.77);
    u.block.dry_bulb_c = 16.9;
    ck_assert_double_eq(allowed(&u), 0.61);
    ck_assert_double_eq(u.outside_c, 16.9); /* too cool to spend water */
    u.block.dry_bulb_c = dry_c;
    u.block.wet_bulb_c = wet_c;
    u.return_c = 37.3;
    run(&u, 0.5);
    const double pad_c = dry_c - 0.77 * (dry_c - wet_c);
    ck_assert_double_eq_tol(u.outside_c, pad_c, rounding * 100.0);
    const double before = psychro_ratio_from_wet_bulb(dry_c, wet_c, 99100.0);
    const double taken_up =
        (1006.0 + 1860.0 * before) * (dry_c - pad_c) / (2.501e6 + 1860.0 * pad_c - 4186.0 * wet_c);
    const double outdoor_kgs =
        0.5 / 0.61 * airflow_m3s * rating_air_j_per_m3k / PHYS_AIR_CP_J_PER_KGK;

    /* The two sets of ASHRAE's constants agree to 0.1 %. */
    ck_assert_double_eq_tol(u.wetted_kgs, outdoor_kgs * taken_up * 3.7 / 2.7, 2e-3 * u.wetted_kgs);
    /* Thin air carries less. */
    const double at_sea_kgs = u.wetted_kgs;
    u.block.air_j_per_m3k *= 0.83;
    run(&u, 0.5);
    ck_assert_double_eq_tol(u.wetted_kgs, 0.83 * at_sea_kgs, rounding);
}
END_TEST

START_TEST(coil_sees_what_outdoor_air_leaves)
{
    struct unit u;

    make_economiser(&u, DIRECT);
    run(&u, 0.0);
    const double all_w = u.coil_max_w;
    run(&u, 0.35);
    const double mixed_c = return_c - 0.35 * (return_c - 11.3);
    ck_assert_double_eq_tol(u.coil_max_w, all_w * (mixed_c - water_c) / (return_c - water_c),
                            1e-10 * all_w);
}
END_TEST

/* V dW/dt = flow (W_out - W) */
START_TEST(moisture_follows_the_air_that_comes_in)
{
    const struct humidity h = {.volume_m3 = 931.0, .outdoor_m3s = 7.3, .outdoor_ratio = 0.0113};
    const double start = 0.0047;
    const struct humidity_result whole = humidity_step(&h, start, 83.0);
    const struct humidity_result first = humidity_step(&h, start, 31.0);
    const struct humidity_result second = humidity_step(&h, first.end_ratio, 52.0);
    const struct humidity still = {.volume_m3 = 931.0, .outdoor_ratio = 0.0113};

    ck_assert_double_eq_tol(whole.end_ratio, 0.0113 + (start - 0.0113) * exp(-7.3 * 83.0 / 931.0),
                            rounding);
    ck_assert_double_eq_tol(second.end_ratio, whole.end_ratio, rounding);
    ck_assert_double_eq_tol((31.0 * first.mean_ratio + 52.0 * second.mean_ratio) / 83.0,
                            whole.mean_ratio, rounding);
    /* What came in is what the air has more of. */
    ck_assert_double_eq_tol(7.3 * (0.0113 - whole.mean_ratio) * 83.0,
                            931.0 * (whole.end_ratio - start), rounding);
    ck_assert_double_eq(humidity_step(&still, start, 1e7).end_ratio, start);
    ck_assert_double_eq_tol(humidity_relative_frac(15.0, 15.0), 1.0, rounding);
    /* Steam tables: 1705.6 Pa at 15 degC, 2985.8 Pa at 24 degC. */
    ck_assert_double_eq_tol(humidity_relative_frac(15.0, 24.0), 1705.6 / 2985.8, 5e-4);
}
END_TEST

TCASE(tc_outdoor, "outdoor air", dampers_open_as_far_as_they_are_large,
      each_limit_shuts_the_dampers_where_it_is_passed, envelope_says_what_moisture_comes_in,
      moisture_does_not_matter_across_an_exchanger, outdoor_air_costs_the_cube_of_its_flow,
      pads_trade_water_for_kelvins, coil_sees_what_outdoor_air_leaves,
      moisture_follows_the_air_that_comes_in)
CHECK_MAIN("outdoor air", tc_outdoor)
