/* test_rejector.c - dry coolers, wetted pads and towers as they are rated, slowed down and watered.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/exchanger.h"
#include "models/plant/rejector.h"
#include "models/psychro.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

enum { N_CASES = 300 };

static const double rounding = 1e-12;

static struct rejector_design dry_design(void)
{
    return (struct rejector_design){.kind = REJECTOR_DRY,
                                    .heat_w = 1.13e6,
                                    .approach_k = 8.3,
                                    .range_k = 7.1,
                                    .air_rise_frac = 0.57,
                                    .fan_w = 23e3,
                                    .natural_frac = 0.11,
                                    .cycles = 4.0};
}

static struct rejector_design tower_design(void)
{
    return (struct rejector_design){.kind = REJECTOR_TOWER,
                                    .heat_w = 2.3e6,
                                    .approach_k = 3.7,
                                    .range_k = 5.9,
                                    .wet_bulb_c = 24.4,
                                    .water_over_air = 1.3,
                                    .fan_w = 31e3,
                                    .natural_frac = 0.125,
                                    .latent_frac = 0.88,
                                    .drift_frac = 5e-5,
                                    .cycles = 5.0};
}

static struct rejector in_weather(const struct rejector_design *d, double dry_c, double wet_c)
{
    const struct rejector_weather w = {dry_c, wet_c, 101325.0};
    struct rejector r;

    ck_assert_int_eq(rejector_in_weather(d, &w, &r), STATUS_OK);
    return r;
}

/* At its rated heat the water leaves at the approach; at a third of it, at a third of the lift. */
START_TEST(dry_cooler_keeps_its_rated_approach_at_any_outdoor_air)
{
    const struct rejector_design d = dry_design();
    const double outdoor_c[] = {-11.0, 17.0, 43.0};

    for (size_t i = 0; i < sizeof outdoor_c / sizeof outdoor_c[0]; i++) {
        const struct rejector r = in_weather(&d, outdoor_c[i], outdoor_c[i] - 6.0);
        const double rated_k = d.approach_k + d.range_k;

        ck_assert_double_eq_tol(rejector_entering_c(&r, d.heat_w), outdoor_c[i] + rated_k, 1e-9);
        ck_assert_double_eq_tol(rejector_entering_c(&r, d.heat_w / 3.0),
                                outdoor_c[i] + rated_k / 3.0, 1e-9);
        ck_assert_double_eq_tol(rejector_entering_c(&r, 1.4 * d.heat_w),
                                outdoor_c[i] + 1.4 * rated_k, 1e-9);
    }
}
END_TEST

/* The exchanger itself, built from the rating, says the same as the rating. */
START_TEST(dry_cooler_is_a_crossflow_exchanger)
{
    const struct rejector_design d = dry_design();
    const struct rejector r = in_weather(&d, 21.0, 15.0);
    const double entering_c = 21.0 + d.approach_k + d.range_k;
    const struct exchanger_result x = exchanger_run(
        EXCHANGER_CROSSFLOW, r.ua_w_per_k, r.water_w_per_k, entering_c, r.air_w_per_k, 21.0);

    ck_assert_double_eq_tol(x.heat_w, d.heat_w, 1e-9 * d.heat_w);
    ck_assert_double_eq_tol(x.hot_out_c, 21.0 + d.approach_k, 1e-9);
    ck_assert_double_eq_tol(x.cold_out_c - 21.0, d.air_rise_frac * (d.approach_k + d.range_k),
                            1e-9);
}
END_TEST

/* The curve of a tower passes through the tower's own states, bends upward, and never goes below the wet
 * bulb. */
START_TEST(tower_curve_lies_on_the_tower)
{
    const struct rejector_design d = tower_design();
    const double wet_c[] = {-8.0, 9.0, 24.4, 31.0};
    double rated_w = 0.0;

    for (size_t i = 0; i < sizeof wet_c / sizeof wet_c[0]; i++) {
        const struct rejector r = in_weather(&d, wet_c[i] + 5.0, wet_c[i]);

        for (int k = 1; k < 3; k++) {
            const double leaving_c =
                rejector_entering_c(&r, r.heat_w[k]) - r.heat_w[k] / r.water_w_per_k;
            ck_assert_double_eq_tol(rejector_entering_c(&r, r.heat_w[k]), r.at_c[k], 1e-9);
            ck_assert_double_gt(leaving_c, wet_c[i]);
        }
        ck_assert_double_gt(r.heat_w[2] - r.heat_w[1], r.heat_w[1]);
        /* Air that is warm holds more moisture for each kelvin: the same lift moves more heat. */
        ck_assert_double_gt(r.heat_w[2], rated_w);
        rated_w = r.heat_w[2];
    }
    const struct rejector at = in_weather(&d, 30.0, d.wet_bulb_c);
    ck_assert_double_eq_tol(at.heat_w[2], d.heat_w, 1e-7 * d.heat_w);
}
END_TEST

/* Between its points the curve is a chord: half way between them the tower itself takes up to 2 % less
 * than the chord says. */
START_TEST(chord_of_the_curve_is_within_two_percent)
{
    const struct rejector_design d = tower_design();

    for (int i = 0; i < 6; i++) {
        const double wet_c = -5.0 + 7.0 * i;
        const struct rejector r = in_weather(&d, wet_c + 4.0, wet_c);
        for (int k = 2; k < 10; k++) {
            const double share = 0.1 * k;
            const double entering_c = r.sink_c + share * (r.at_c[2] - r.sink_c);
            struct tower_result run = {0};
            ck_assert_int_eq(tower_run(&r.merkel, &r.air, entering_c, &run), STATUS_OK);
            ck_assert_msg(fabs(rejector_entering_c(&r, run.heat_w) - entering_c) <=
                              0.02 * (r.at_c[2] - r.sink_c),
                          "wet bulb %g, share %g: %g degC, curve %g", wet_c, share, entering_c,
                          rejector_entering_c(&r, run.heat_w));
        }
    }
}
END_TEST

/* At the speed that is found the slowed fan moves just the heat that is asked. */
START_TEST(fan_speed_gives_the_heat_that_is_asked)
{
    const struct rejector_design designs[] = {dry_design(), tower_design()};
    gsl_rng *const rng = draw_create(91201);

    for (int k = 0; k < N_CASES; k++) {
        const struct rejector_design *const d = &designs[k % 2];
        const double wet_c = draw_between(rng, 0.0, 25.0);
        const struct rejector r = in_weather(d, wet_c + 4.0, wet_c);
        const double entering_c = r.at_c[2] - draw_between(rng, 0.0, 2.0);
        const double heat_w = draw_between(rng, 0.3, 0.6) * r.heat_w[2];
        double speed = 0.0;

        ck_assert_int_eq(rejector_speed(&r, heat_w, entering_c, &speed), STATUS_OK);
        ck_assert_msg(speed > 0.0 && speed < 1.0, "case %d: %g", k, speed);
        struct tower slow = r.merkel;
        slow.air_kgs *= speed;
        slow.ntu *= pow(speed, -0.4);
        const double is_w =
            d->kind == REJECTOR_TOWER
                ? tower_heat_w(&slow, &r.air, entering_c, entering_c - heat_w / r.water_w_per_k)
                : (entering_c - r.sink_c) *
                      exchanger_w_per_k(EXCHANGER_CROSSFLOW,
                                        r.ua_w_per_k * 2.0 / (1.0 + pow(speed, -0.6)),
                                        r.water_w_per_k, speed * r.air_w_per_k);
        ck_assert_msg(fabs(is_w - heat_w) <= 1e-6 * heat_w, "case %d: %g W, asked %g W", k, is_w,
                      heat_w);
    }
    gsl_rng_free(rng);
}
END_TEST

/* The same water, the same heat, ever colder air: the fan slows down, however far the lift is above the
 * rated one. The YorkCalc correlation is a fit that turns a little in the frost, and near its least speed of
 * 0.02 the fan goes on and off with it. */
START_TEST(colder_outdoor_air_never_speeds_the_fan_up)
{
    const struct rejector_design designs[] = {dry_design(), tower_design(), tower_design()};
    gsl_rng *const rng = draw_create(91202);

    for (int k = 0; k < N_CASES / 3; k++) {
        struct rejector_design d = designs[k % 3];
        d.tower = k % 3 == 2 ? TOWER_YORK : TOWER_MERKEL;
        const double entering_c = draw_between(rng, 9.0, 45.0);
        const double heat_w = draw_between(rng, 0.14, 1.0) * d.heat_w;
        const double within = d.tower == TOWER_YORK ? 0.021 : 1e-9;
        double before = 1.0;
        const int n_weathers = (int)((entering_c + 27.0) / 0.71);
        for (int i = 0; i < n_weathers; i++) {
            const double wet_c = entering_c - 1.0 - 0.71 * i;
            const struct rejector r = in_weather(&d, wet_c + 2.3, wet_c);
            double speed = 7.0;
            ck_assert_int_eq(rejector_speed(&r, heat_w, entering_c, &speed), STATUS_OK);
            ck_assert_msg(speed <= before + within, "case %d, %g degC: %g after %g", k, wet_c,
                          speed, before);
            before = speed;
        }
        ck_assert_msg(before < 0.6, "case %d: %g in the frost", k, before);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(fans_stop_where_natural_draught_is_enough_and_never_pass_full_speed)
{
    const struct rejector_design d = dry_design();
    const struct rejector r = in_weather(&d, 4.0, 2.0);
    const double entering_c = r.at_c[2];
    double speed = 7.0;

    ck_assert_int_eq(rejector_speed(&r, 0.1 * d.heat_w, entering_c, &speed), STATUS_OK);
    ck_assert_double_eq(speed, 0.0);
    ck_assert_int_eq(rejector_speed(&r, 0.13 * d.heat_w, entering_c, &speed), STATUS_OK);
    ck_assert_double_gt(speed, 0.0);
    ck_assert_int_eq(rejector_speed(&r, 1.2 * d.heat_w, entering_c, &speed), STATUS_OK);
    ck_assert_double_eq(speed, 1.0);
}
END_TEST

/* 1.5 L for each kWh is the trade's figure at 0.9 of the heat and 4 to 6 cycles, blow-down on top. */
START_TEST(tower_evaporates_its_latent_heat)
{
    const struct rejector_design d = tower_design();
    const struct rejector r = in_weather(&d, 29.0, 22.0);
    const double evaporated_kgs = d.latent_frac * 1.7e6 / 2.43e6;

    ck_assert_double_eq_tol(rejector_water_kgs(&r, 1.7e6, 0.8),
                            evaporated_kgs * d.cycles / (d.cycles - 1.0),
                            rounding * evaporated_kgs * 10.0);
    ck_assert_double_eq_tol(evaporated_kgs * 3600.0 / 1.7e3, 1.5, 0.25);
    ck_assert_double_eq(rejector_water_kgs(&r, 0.0, 0.0), 0.0);
}
END_TEST

/* Pads cool the air toward its wet bulb with water that it takes along; they are dry when it is cold. */
START_TEST(pads_cool_by_the_water_that_they_give)
{
    struct rejector_design d = dry_design();
    d.kind = REJECTOR_ADIABATIC;
    d.pad_frac = 0.83;
    d.pads_above_c = 23.0;
    const struct rejector hot = in_weather(&d, 37.0, 20.5);
    const struct rejector cold = in_weather(&d, 22.0, 14.0);

    ck_assert_double_eq_tol(hot.sink_c, 37.0 - 0.83 * (37.0 - 20.5), rounding * 37.0);
    ck_assert_double_eq(cold.sink_c, 22.0);
    ck_assert_double_eq(rejector_water_kgs(&cold, d.heat_w, 1.0), 0.0);
    /* The heat that the air gives up is that which the water takes: cp dT = h_fg dW within 2 %, for the
     * vapour leaves colder than its heat of evaporation at 0 degC. */
    const double water_kgs = rejector_water_kgs(&hot, d.heat_w, 0.6) * (d.cycles - 1.0) / d.cycles;
    const double cooled_w = 0.6 * hot.air_w_per_k * (37.0 - hot.sink_c);
    ck_assert_double_eq_tol(water_kgs * 2.45e6 / cooled_w, 1.0, 0.03);
}
END_TEST

START_TEST(impossible_machines_are_refused)
{
    struct rejector_design d = tower_design();
    d.approach_k = 1.2;
    d.range_k = 20.0;
    d.water_over_air = 3.0;
    ck_assert_ptr_nonnull(rejector_check(&d));
    d = dry_design();
    d.approach_k = 1.1;
    d.range_k = 20.0;
    d.air_rise_frac = 0.9;
    ck_assert_ptr_nonnull(rejector_check(&d));
    d = dry_design();
    ck_assert_ptr_null(rejector_check(&d));
}
END_TEST

TCASE(tc_rating, "rating", dry_cooler_keeps_its_rated_approach_at_any_outdoor_air,
      dry_cooler_is_a_crossflow_exchanger, tower_curve_lies_on_the_tower,
      chord_of_the_curve_is_within_two_percent, impossible_machines_are_refused)
TCASE(tc_fans, "fans", fan_speed_gives_the_heat_that_is_asked,
      colder_outdoor_air_never_speeds_the_fan_up,
      fans_stop_where_natural_draught_is_enough_and_never_pass_full_speed)
TCASE(tc_water, "water", tower_evaporates_its_latent_heat, pads_cool_by_the_water_that_they_give)
CHECK_MAIN("rejector", tc_rating, tc_fans, tc_water)
