/* test_tower.c - cooling towers: second law, balance, an integration through the fill, water.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include <gsl/gsl_odeiv2.h>

#include "models/root.h"
#include "models/tower.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

enum { N_CASES = 500 };

static const double rounding = 1e-12;

/* EnergyPlus's design point of the YorkCalc tower: 3.89 K; the fit is 2 % off. */
START_TEST(york_tower_meets_its_design_approach)
{
    double approach_k = 0.0;

    ck_assert_int_eq(tower_york_approach_k(5.56, 25.55, 1.0, &approach_k), STATUS_OK);
    ck_assert_double_eq_tol(approach_k, 3.89, 0.02 * 3.89);
}
END_TEST

START_TEST(york_tower_refuses_what_it_was_not_fitted_to)
{
    const struct {
        double range_k, wet_bulb_c, ratio;
    } outside[] = {{5.0, 28.0, 1.0},  {5.0, -40.0, 1.0}, {0.7, 20.0, 1.0},
                   {25.0, 20.0, 1.0}, {5.0, 20.0, 0.1},  {5.0, 20.0, 9.0}};

    for (size_t i = 0; i < sizeof outside / sizeof outside[0]; i++) {
        double approach_k = 0.0;
        const enum status st = tower_york_approach_k(outside[i].range_k, outside[i].wet_bulb_c,
                                                     outside[i].ratio, &approach_k);

        ck_assert_msg(st == STATUS_OUT_OF_RANGE, "case %zu: %s", i, status_text(st));
        ck_assert_msg(approach_k >= 1.1 && approach_k <= 40.0, "case %zu: %g K", i, approach_k);
    }
}
END_TEST

/* More water over air, or a larger range, keeps the water warmer; a higher wet bulb lets it come nearer. */
START_TEST(york_approach_moves_as_a_tower_does)
{
    const double places[][3] = {{3.1, 11.0, 0.8}, {5.6, 17.0, 1.0}, {8.7, 23.0, 1.3}};

    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        const double *const p = places[i];
        double at_k = 0.0;
        double hot_k = 0.0;
        double wide_k = 0.0;
        double wet_k = 0.0;
        ck_assert_int_eq(tower_york_approach_k(p[0], p[1], p[2], &at_k), STATUS_OK);
        ck_assert_int_eq(tower_york_approach_k(p[0] + 1.0, p[1], p[2], &wide_k), STATUS_OK);
        ck_assert_int_eq(tower_york_approach_k(p[0], p[1], p[2] * 1.2, &wet_k), STATUS_OK);
        ck_assert_int_eq(tower_york_approach_k(p[0], p[1] + 3.0, p[2], &hot_k), STATUS_OK);
        ck_assert(wide_k > at_k && wet_k > at_k && hot_k < at_k);
    }
}
END_TEST

struct drawn {
    struct tower tower;
    struct tower_air air;
    double entering_c;
};

static struct drawn draw_tower(const gsl_rng *rng)
{
    struct drawn d = {.tower = {.ntu = draw_between(rng, 0.5, 3.5),
                                .air_kgs = draw_between(rng, 20.0, 200.0),
                                .pressure_pa = draw_between(rng, 75e3, 103e3)},
                      .air = {.wet_bulb_c = draw_between(rng, -15.0, 30.0)}};

    d.tower.water_w_per_k = d.tower.air_kgs * draw_between(rng, 0.5, 2.0) * 4186.0;
    d.air.enthalpy_j_per_kg = tower_saturated_j_per_kg(d.air.wet_bulb_c, d.tower.pressure_pa);
    d.entering_c = d.air.wet_bulb_c + draw_between(rng, 2.0, 25.0);
    return d;
}

START_TEST(water_never_leaves_below_the_wet_bulb)
{
    gsl_rng *const rng = draw_create(91101);

    for (int k = 0; k < N_CASES; k++) {
        const struct drawn d = draw_tower(rng);
        struct tower_result r = {0};

        ck_assert_int_eq(tower_run(&d.tower, &d.air, d.entering_c, &r), STATUS_OK);
        /* The root of the leaving temperature is found to 1e-9 K. */
        const double heat_w = d.tower.water_w_per_k * (d.entering_c - r.leaving_c);
        ck_assert_msg(r.leaving_c > d.air.wet_bulb_c && r.leaving_c < d.entering_c,
                      "case %d: %g degC in, %g out, wet bulb %g", k, d.entering_c, r.leaving_c,
                      d.air.wet_bulb_c);
        ck_assert_msg(fabs(r.heat_w - heat_w) <= 2e-9 * d.tower.water_w_per_k,
                      "case %d: %g W by the air, %g W by the water", k, r.heat_w, heat_w);
        ck_assert_msg(r.effectiveness_frac > 0.0 && r.effectiveness_frac < 1.0, "case %d: %g", k,
                      r.effectiveness_frac);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(water_at_the_wet_bulb_loses_nothing)
{
    const struct tower t = {1.7, 60.0, 55.0 * 4186.0, 101325.0};
    const struct tower_air air = {21.0, tower_saturated_j_per_kg(21.0, 101325.0)};
    const double entering_c[] = {21.0, 13.0};

    for (size_t i = 0; i < 2; i++) {
        struct tower_result r = {0};
        ck_assert_int_eq(tower_run(&t, &air, entering_c[i], &r), STATUS_OK);
        ck_assert_double_eq(r.heat_w, 0.0);
        ck_assert_double_eq(r.leaving_c, entering_c[i]);
    }
}
END_TEST

START_TEST(rated_tower_does_what_it_is_rated_for)
{
    gsl_rng *const rng = draw_create(91102);

    for (int k = 0; k < N_CASES; k++) {
        struct drawn d = draw_tower(rng);
        struct tower_result r = {0};
        double ntu = 0.0;

        ck_assert_int_eq(tower_run(&d.tower, &d.air, d.entering_c, &r), STATUS_OK);
        ck_assert_int_eq(tower_ntu(&d.tower, &d.air, d.entering_c, r.leaving_c, &ntu), STATUS_OK);
        /* Near saturation of the air many NTU give one temperature; below that 1e-9 K is 1e-6 of NTU. */
        ck_assert_msg(fabs(ntu - d.tower.ntu) <= 1e-5 * d.tower.ntu / (1.0 - r.effectiveness_frac),
                      "case %d: NTU %g, found %g", k, d.tower.ntu, ntu);
    }
    gsl_rng_free(rng);
}
END_TEST

/* Through the fill from below, Merkel's equations:  dh/dn = h_s(T) - h,  C_w dT/dn = m_a dh/dn. */
static int fill(double n, const double y[], double dydn[], void *params)
{
    const struct tower *const t = params;

    (void)n;
    dydn[0] = tower_saturated_j_per_kg(y[1], t->pressure_pa) - y[0];
    dydn[1] = t->air_kgs / t->water_w_per_k * dydn[0];
    return GSL_SUCCESS;
}

struct shot {
    struct tower tower;
    struct tower_air air;
    double entering_c;
};

/* Entering temperature that a leaving one comes from, less the true one. */
static double miss(double leaving_c, void *params)
{
    struct shot *const s = params;
    gsl_odeiv2_system system = {fill, NULL, 2, &s->tower};
    gsl_odeiv2_driver *const driver =
        gsl_odeiv2_driver_alloc_y_new(&system, gsl_odeiv2_step_rk8pd, 1e-3, 1e-9, 1e-9);
    double y[2] = {s->air.enthalpy_j_per_kg, leaving_c};
    double n = 0.0;

    ck_assert_int_eq(gsl_odeiv2_driver_apply(driver, &n, s->tower.ntu, y), GSL_SUCCESS);
    gsl_odeiv2_driver_free(driver);
    return y[1] - s->entering_c;
}

/* Braun's c_s is a chord of the saturation curve, which lies above it: a few percent more heat than an
 * integration finds, and never less. */
START_TEST(effectiveness_agrees_with_an_integration_through_the_fill)
{
    const struct {
        double ntu, water_over_air, wet_bulb_c, entering_c;
    } cases[] = {{2.0, 0.92, 24.0, 35.0}, {1.4, 1.25, 15.0, 31.0}, {2.6, 1.1, 5.0, 20.0}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct shot shot = {
            .tower = {cases[i].ntu, 50.0, 50.0 * cases[i].water_over_air * 4186.0, 101325.0},
            .air = {cases[i].wet_bulb_c, tower_saturated_j_per_kg(cases[i].wet_bulb_c, 101325.0)},
            .entering_c = cases[i].entering_c};
        struct tower_result r = {0};
        double leaving_c = 0.0;

        ck_assert_int_eq(tower_run(&shot.tower, &shot.air, shot.entering_c, &r), STATUS_OK);
        ck_assert_int_eq(root_find(miss, &shot, fmax(shot.air.wet_bulb_c + 0.05, r.leaving_c - 1.0),
                                   r.leaving_c + 2.5, 1e-8, &leaving_c),
                         STATUS_OK);
        const double range_k = shot.entering_c - leaving_c;
        const double ours_k = shot.entering_c - r.leaving_c;
        ck_assert_msg(ours_k >= range_k && ours_k <= 1.06 * range_k,
                      "case %zu: %g K, by the fill %g K", i, ours_k, range_k);
    }
}
END_TEST

/* What evaporates leaves its salts: they leave with blow-down and drift, `cycles` times as strong. */
START_TEST(salts_that_come_in_go_out)
{
    gsl_rng *const rng = draw_create(91103);

    for (int k = 0; k < N_CASES; k++) {
        const double cycles = draw_between(rng, 1.5, 9.0);
        const double evaporated_kgs = draw_between(rng, 0.1, 5.0);
        const double drift_kgs =
            0.3 * draw_between(rng, 0.0, 1.0) * evaporated_kgs / (cycles - 1.0);
        const struct tower_water w = tower_water(evaporated_kgs, drift_kgs, cycles);

        ck_assert_double_eq_tol(w.makeup_kgs, cycles * (w.blowdown_kgs + w.drift_kgs),
                                rounding * w.makeup_kgs * cycles);
        ck_assert_double_eq_tol(w.makeup_kgs, w.evaporated_kgs + w.drift_kgs + w.blowdown_kgs,
                                rounding * w.makeup_kgs);
    }
    gsl_rng_free(rng);
}
END_TEST

TCASE(tc_york, "york", york_tower_meets_its_design_approach,
      york_tower_refuses_what_it_was_not_fitted_to, york_approach_moves_as_a_tower_does)
TCASE(tc_merkel, "merkel", water_never_leaves_below_the_wet_bulb,
      water_at_the_wet_bulb_loses_nothing, rated_tower_does_what_it_is_rated_for,
      effectiveness_agrees_with_an_integration_through_the_fill)
TCASE(tc_water, "water", salts_that_come_in_go_out)
CHECK_MAIN("tower", tc_york, tc_merkel, tc_water)
