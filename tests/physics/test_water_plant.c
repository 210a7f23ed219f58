/* test_water_plant.c - chillers that start, stage and restart; economisers; tanks; heat for others.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <gsl/gsl_odeiv2.h>

#include "models/heat_pump.h"
#include "tests/physics/plant_bench.h"
#include "tests/support/check_main.h"

static const double rounding = 1e-11;

/* -------------------------------------------------------- restart and tank */

/* Power is away for 40 s and the machines need 300 s more: until then the load warms the water, whatever
 * the steps. */
START_TEST(water_warms_until_the_chillers_have_restarted)
{
    const int steps[] = {1, 7, 300};

    for (size_t k = 0; k < sizeof steps / sizeof steps[0]; k++) {
        struct plant_bench b = plant_bench(3.0);
        b.load_w = 870e3;
        b.params.restart_s = 300.0;
        plant_bench_start(&b);
        b.is_running = 0.0;
        plant_bench_step(&b, 40.0);
        ck_assert_double_eq(b.power_w, 0.0);
        ck_assert_double_eq(b.capacity_w, 0.0);
        b.is_running = 1.0;
        for (int i = 0; i < steps[k]; i++) {
            plant_bench_step(&b, 300.0 / steps[k]);
        }
        const double peak_c = b.params.supply_c + b.load_w * 340.0 / plant_bench_j_per_k(&b);
        ck_assert_double_eq_tol(b.state.water_c, peak_c, 1e-9);

        /* Then all of them cool: three machines less the load. */
        plant_bench_step(&b, 10.0);
        ck_assert_double_eq(b.state.machines, 3.0);
        const double cools_w = b.capacity_w - b.load_w;
        ck_assert_double_gt(cools_w, 0.0);
        ck_assert_double_eq_tol(b.state.water_c, peak_c - cools_w * 10.0 / plant_bench_j_per_k(&b),
                                1e-9);
    }
}
END_TEST

/* Two tanks of 24 000 US gal at 42 degF carried a site: 90.85 m3 each, 8 K, FOM 0.9 and 1.5 MW are half an
 * hour apiece. */
START_TEST(tank_carries_the_load_for_its_energy)
{
    struct plant_bench b = plant_bench(4.0);
    b.params.supply_c = (42.0 - 32.0) / 1.8;
    b.params.volume_m3 = 0.01;
    b.params.tank_m3 = 90.85;
    b.params.merit_frac = 0.9;
    b.load_w = 1.5e6;
    plant_bench_start(&b);
    b.is_running = 0.0;
    const double lasts_s = 8.0 * plant_bench_j_per_k(&b) / b.load_w;

    plant_bench_step(&b, lasts_s);
    ck_assert_double_eq_tol(b.state.water_c, b.params.supply_c + 8.0, 1e-9);
    ck_assert_double_eq_tol(lasts_s / 60.0, 30.42, 0.15); /* water of 5.6 degC, not of 999 kg/m3 */
}
END_TEST

/* A restart of 5 min under 1.2 MW at a swing of 6 K: 14.4 m3 of ideal water, 16 at a merit of 0.9. */
START_TEST(buffer_bridges_a_restart)
{
    struct plant_bench b = plant_bench(4.0);
    b.load_w = 1.2e6;
    b.params.restart_s = 300.0;
    b.params.volume_m3 = 0.01;
    b.params.merit_frac = 0.9;
    b.params.tank_m3 = 1.2e6 * 300.0 / (6.0 * 999.8 * 4195.0 * 0.9);
    plant_bench_start(&b);
    b.is_running = 0.0;
    plant_bench_step(&b, 1e-3);
    b.is_running = 1.0;
    plant_bench_step(&b, 300.0 - 1e-3);

    /* Water of 9 degC by the tables of the model differs in density times heat by less than 0.3 %. */
    ck_assert_double_eq_tol(b.state.water_c - b.params.supply_c, 6.0, 0.003 * 6.0);
    ck_assert_double_eq_tol(b.params.tank_m3, 15.9, 0.05);
    plant_bench_step(&b, 60.0);
    ck_assert_double_lt(b.state.water_c - b.params.supply_c, 6.0);
}
END_TEST

/* ---------------------------------------------------------------------- staging */

/* Steady: as many machines as the load needs at nine tenths of what each can take. */
START_TEST(as_many_chillers_run_as_the_load_needs)
{
    struct plant_bench b = plant_bench(5.0);
    const struct rejector_weather weather = {b.dry_bulb_c, b.wet_bulb_c, 101325.0};
    struct water_plant w;
    ck_assert_int_eq(water_plant_prepare(&b.params, &weather, 1.0, true, &w), STATUS_OK);

    for (int i = 0; i < 13; i++) {
        const double load_w = 30e3 + 170e3 * i;
        b.load_w = load_w;
        plant_bench_settle(&b);
        ck_assert_double_eq(b.state.machines, ceil(load_w / (0.9 * w.one_w)));
        ck_assert_double_eq(b.supply_c, b.params.supply_c);
        ck_assert_double_eq_tol(b.capacity_w, 5.0 * w.one_w, rounding * b.capacity_w);
    }
}
END_TEST

START_TEST(next_chiller_needs_its_time_to_start)
{
    struct plant_bench b = plant_bench(3.0);
    b.load_w = 300e3;
    b.params.start_s = 150.0;
    plant_bench_start(&b);
    ck_assert_double_eq(b.state.machines, 1.0);
    b.load_w = 560e3;
    plant_bench_step(&b, 149.0);
    ck_assert_double_eq(b.state.machines, 1.0);
    plant_bench_step(&b, 1.5);
    ck_assert_double_eq(b.state.machines, 2.0);
    ck_assert_double_gt(b.state.hold_s, 0.0);
}
END_TEST

START_TEST(chiller_runs_on_for_its_minimum_cycle)
{
    struct plant_bench b = plant_bench(3.0);
    b.load_w = 300e3;
    b.params.start_s = 100.0;
    b.params.minimum_cycle_s = 600.0;
    plant_bench_start(&b);
    b.load_w = 800e3;
    plant_bench_step(&b, 100.0);
    plant_bench_step(&b, 1.0);
    ck_assert_double_eq(b.state.machines, 2.0);
    b.load_w = 300e3;
    plant_bench_step(&b, 590.0);
    ck_assert_double_eq(b.state.machines, 2.0);
    plant_bench_step(&b, 20.0);
    ck_assert_double_eq(b.state.machines, 1.0);
}
END_TEST

/* Water that became too warm calls all of them, and they bring it back though the load asks for one. */
START_TEST(warm_water_calls_all_chillers)
{
    struct plant_bench b = plant_bench(3.0);
    b.load_w = 350e3;
    b.params.restart_s = 240.0;
    plant_bench_start(&b);
    b.is_running = 0.0;
    plant_bench_step(&b, 300.0);
    ck_assert_double_gt(b.state.water_c, b.params.supply_c + b.params.warm_k);
    b.is_running = 1.0;
    plant_bench_step(&b, 241.0);
    ck_assert_double_eq(b.state.machines, 3.0);
    plant_bench_step(&b, 3600.0);
    ck_assert_double_eq(b.state.water_c, b.params.supply_c);
    ck_assert_double_eq(b.state.machines, 1.0);
}
END_TEST

/* ------------------------------------------------------------------- economiser */

static struct plant_bench tower_bench(enum economiser economiser)
{
    struct plant_bench b = plant_bench(2.0);

    b.params.machine_w = PARAM_UNKNOWN;
    b.params.curves = 0; /* York YT */
    b.params.rejector = REJECTOR_TOWER;
    b.params.economiser = (int)economiser;
    b.params.approach_k = 3.9;
    b.params.range_k = 5.6;
    b.load_w = 1.1e6;
    return b;
}

/* The economiser's rule: on when wet bulb + approach of the tower at this load + exchanger <= supply. */
START_TEST(economiser_switches_where_the_wet_bulb_allows)
{
    struct plant_bench b = tower_bench(ECONOMISER_SWITCH);
    bool was_free = true;
    double last_c = -20.0;

    for (int i = 0; i < 120; i++) {
        const double wet_c = -10.0 + 0.25 * i;
        b.wet_bulb_c = wet_c;
        b.dry_bulb_c = wet_c + 3.0;
        plant_bench_settle(&b);
        const struct rejector_weather weather = {b.dry_bulb_c, wet_c, 101325.0};
        struct water_plant w;
        ck_assert_int_eq(water_plant_prepare(&b.params, &weather, b.load_w, true, &w), STATUS_OK);
        const double leaving_c =
            rejector_entering_c(&w.rejector, b.load_w) - b.load_w / w.rejector.water_w_per_k;
        const bool is_free = b.state.machines == 0.0;

        ck_assert_int_eq(is_free, leaving_c + b.params.exchanger_k <= b.params.supply_c);
        ck_assert(is_free || !was_free || last_c < wet_c);
        ck_assert(was_free || !is_free); /* it switches once */
        ck_assert_double_eq(b.free_w, is_free ? b.load_w : 0.0);
        ck_assert_double_eq(b.supply_c, b.params.supply_c);
        was_free = is_free;
        last_c = wet_c;
    }
    ck_assert(!was_free);
}
END_TEST

/* The colder it is, the more an integrated economiser takes and the less the plant draws. */
START_TEST(integrated_economiser_relieves_the_chillers)
{
    struct plant_bench b = plant_bench(3.0);
    b.params.supply_c = 18.0;
    b.params.rejector = REJECTOR_DRY;
    b.params.economiser = ECONOMISER_INTEGRATED;
    b.params.rejector_heat_w = 1e6;
    b.params.unload_frac = 0.0; /* no bypass: it would hold the power */
    b.load_w = 700e3;
    double last_free_w = -1.0;
    double last_power_w = 0.0;
    double last_machines = 0.0;

    for (int i = 0; i < 14; i++) {
        const double dry_c = 26.0 - i;
        b.dry_bulb_c = dry_c;
        b.wet_bulb_c = dry_c - 5.0;
        plant_bench_settle(&b);
        const double rise_k = b.load_w / (1e6 / b.params.range_k);
        const double offered_w =
            1e6 * (18.0 + rise_k - dry_c) / (b.params.approach_k + b.params.range_k);

        ck_assert_double_eq_tol(b.free_w, fmax(0.0, fmin(b.load_w, offered_w)), 1.0);
        ck_assert_double_ge(b.free_w, last_free_w);
        ck_assert_double_eq(b.removed_w, b.load_w);
        /* One machine less at a higher part load may draw a little more. */
        if (b.free_w > last_free_w && last_free_w > 0.0 && b.state.machines == last_machines) {
            ck_assert_double_lt(b.power_w, last_power_w);
        }
        last_free_w = b.free_w;
        last_machines = b.state.machines;
        last_power_w = b.power_w;
    }
}
END_TEST

/* ---------------------------------------------------------------- cooler alone */

static struct plant_bench cooler_bench(void)
{
    struct plant_bench b = plant_bench(0.0);

    b.params.supply_c = 24.0;
    b.params.rejector = REJECTOR_DRY;
    b.params.economiser = ECONOMISER_SWITCH;
    b.params.rejector_heat_w = 1.2e6;
    b.params.approach_k = 7.7;
    b.params.range_k = 6.3;
    b.params.volume_m3 = 11.0;
    b.load_w = 760e3;
    b.dry_bulb_c = 29.0;
    return b;
}

/* Steady above its set point: outdoor air + the approach of this load. */
START_TEST(cooler_follows_the_outdoor_air)
{
    struct plant_bench b = cooler_bench();

    plant_bench_settle(&b);
    ck_assert_double_eq_tol(b.supply_c, 29.0 + 7.7 * 760e3 / 1.2e6, 1e-9);
    ck_assert_double_eq_tol(b.capacity_w, 1.2e6, 1e-6 * b.capacity_w);
    b.dry_bulb_c = 3.0;
    plant_bench_settle(&b);
    ck_assert_double_eq(b.supply_c, 24.0);
}
END_TEST

struct hot_loop {
    double load_w;
    double w_per_k;
    double rise_k;
    double sink_c;
    double j_per_k;
};

static int warm(double t, const double y[], double dydt[], void *params)
{
    const struct hot_loop *const l = params;

    (void)t;
    dydt[0] = (l->load_w - l->w_per_k * fmax(0.0, y[0] + l->rise_k - l->sink_c)) / l->j_per_k;
    return GSL_SUCCESS;
}

/* One step of half an hour and a Runge-Kutta integration of the same plant agree to 1e-6 K. */
START_TEST(one_long_step_agrees_with_an_integration)
{
    struct plant_bench b = cooler_bench();
    plant_bench_start(&b);
    const double start_c = b.state.water_c;
    b.dry_bulb_c = 41.0;
    b.load_w = 990e3;
    plant_bench_step(&b, 1800.0);

    struct hot_loop loop = {.load_w = b.load_w,
                            .w_per_k = 1.2e6 / (7.7 + 6.3),
                            .rise_k = b.load_w / (1.2e6 / 6.3),
                            .sink_c = 41.0,
                            .j_per_k = plant_bench_j_per_k(&b)};
    gsl_odeiv2_system system = {warm, NULL, 1, &loop};
    gsl_odeiv2_driver *const driver =
        gsl_odeiv2_driver_alloc_y_new(&system, gsl_odeiv2_step_rk8pd, 1.0, 1e-11, 1e-11);
    double t_s = 0.0;
    double y[1] = {start_c};
    ck_assert_int_eq(gsl_odeiv2_driver_apply(driver, &t_s, 1800.0, y), GSL_SUCCESS);
    gsl_odeiv2_driver_free(driver);
    ck_assert_double_eq_tol(b.state.water_c, y[0], 1e-6);
    ck_assert_double_gt(b.state.water_c, start_c + 3.0);
}
END_TEST

/* Fans at half speed draw an eighth; here: less load, less than in proportion. */
START_TEST(fans_save_by_the_cube)
{
    struct plant_bench b = cooler_bench();
    b.params.pump_frac = 0.0;
    b.params.natural_frac = 0.0;
    b.dry_bulb_c = 12.0;
    b.load_w = 1.0e6;
    plant_bench_settle(&b);
    const double full_w = b.power_w;
    b.load_w = 0.5e6;
    plant_bench_settle(&b);

    ck_assert_double_gt(b.power_w, 0.0);
    ck_assert_double_lt(b.power_w, full_w / 4.0);
    b.dry_bulb_c = 40.0; /* it cannot hold its set point: full speed */
    plant_bench_settle(&b);
    ck_assert_double_eq_tol(b.power_w, b.params.fan_frac * 1.2e6, rounding * b.power_w);
}
END_TEST

/* ------------------------------------------------------------- power, heat user */

/* The trade's rules at design, as the model has them: 0.18 to 0.30 kW a kW for chilled water with tower
 * less the 0.03 to 0.06 of air handlers; 0.03 to 0.06 for dry cooler and CDU, less its pumps. */
START_TEST(power_at_design_lies_where_the_trade_puts_it)
{
    struct plant_bench b = tower_bench(ECONOMISER_NONE);
    b.load_w = 1.9e6;
    b.dry_bulb_c = 33.0;
    b.wet_bulb_c = 25.5;
    b.params.supply_c = 7.0;
    plant_bench_settle(&b);
    ck_assert_double_ge(b.power_w / b.load_w, 0.15);
    ck_assert_double_le(b.power_w / b.load_w, 0.30);
    ck_assert_double_eq(b.is_held, 0.0);

    struct plant_bench dry = cooler_bench();
    dry.load_w = 1.2e6;
    dry.params.fan_frac = 0.025;
    dry.params.pump_frac = 0.02;
    dry.dry_bulb_c = 35.0;
    plant_bench_settle(&dry);
    ck_assert_double_ge(dry.power_w / dry.load_w, 0.025);
    ck_assert_double_le(dry.power_w / dry.load_w, 0.06);
}
END_TEST

/* Chilled water of 18 degC is beyond every set of curves: the run says so, and it costs less. */
START_TEST(warm_water_is_flagged_and_costs_less)
{
    struct plant_bench b = tower_bench(ECONOMISER_NONE);
    plant_bench_settle(&b);
    const double cold_w = b.power_w;
    b.params.supply_c = 18.0;
    plant_bench_settle(&b);
    ck_assert_double_eq(b.is_held, 1.0);
    ck_assert_double_lt(b.power_w, cold_w);
}
END_TEST

/* The user takes first; a heat pump lifts it, and what drives the pump is delivered too. */
START_TEST(heat_user_gets_heat_and_the_work_of_its_pump)
{
    struct plant_bench b = plant_bench(3.0);
    b.load_w = 900e3;
    plant_bench_settle(&b);
    const double without_w = b.power_w;
    b.params.reuse_w = 430e3;
    plant_bench_settle(&b);
    ck_assert_double_eq(b.reused_w, 430e3);
    ck_assert_double_lt(b.power_w, without_w + b.params.pump_frac * 430e3);

    const double direct_w = b.power_w;
    b.params.reuse_supply_c = 71.0;
    plant_bench_settle(&b);
    const double cop =
        heat_pump_cop(71.0, b.params.supply_c + b.params.range_k, b.params.carnot_frac);
    ck_assert_double_eq_tol(b.power_w - direct_w, 430e3 / (cop - 1.0), 1e-6);
    ck_assert_double_eq_tol(b.reused_w, 430e3 * cop / (cop - 1.0), 1e-6);
}
END_TEST

START_TEST(contradictions_are_named)
{
    struct plant_bench b = plant_bench(2.0);
    const struct model_info *const info = &b.model->info;

    b.params.curves = 0;
    ck_assert_ptr_nonnull(info->check(&b.params));
    b.params.rejector = REJECTOR_TOWER;
    ck_assert_ptr_null(info->check(&b.params));
    b.params.economiser = ECONOMISER_INTEGRATED;
    ck_assert_ptr_nonnull(info->check(&b.params));
    b = plant_bench(0.0);
    ck_assert_ptr_nonnull(info->check(&b.params));
    b.params.rejector = REJECTOR_DRY;
    ck_assert_ptr_nonnull(info->check(&b.params));
    b.params.economiser = ECONOMISER_SWITCH;
    ck_assert_ptr_nonnull(info->check(&b.params));
    b.params.rejector_heat_w = 1e6;
    ck_assert_ptr_null(info->check(&b.params));
}
END_TEST

TCASE(tc_restart, "restart", water_warms_until_the_chillers_have_restarted,
      tank_carries_the_load_for_its_energy, buffer_bridges_a_restart)
TCASE(tc_stages, "stages", as_many_chillers_run_as_the_load_needs,
      next_chiller_needs_its_time_to_start, chiller_runs_on_for_its_minimum_cycle,
      warm_water_calls_all_chillers)
TCASE(tc_free, "free", economiser_switches_where_the_wet_bulb_allows,
      integrated_economiser_relieves_the_chillers)
TCASE(tc_cooler, "cooler", cooler_follows_the_outdoor_air, one_long_step_agrees_with_an_integration,
      fans_save_by_the_cube)
TCASE(tc_power, "power", power_at_design_lies_where_the_trade_puts_it,
      warm_water_is_flagged_and_costs_less, heat_user_gets_heat_and_the_work_of_its_pump,
      contradictions_are_named)
CHECK_MAIN("water plant", tc_restart, tc_stages, tc_free, tc_cooler, tc_power)
