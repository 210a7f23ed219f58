/* test_zones.c - cold and hot air that exchange, against closed forms and a stepper that knows none.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>

#include "models/zones.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

enum { N_CASES = 400 };

static const double rounding = 1e-12;

/* Handlers that begin to cool at 24.7 degC, modulate up to 31.3 and are wide open beyond. */
static const double at_c[] = {24.7, 31.3};
static const double q_w[] = {0.0, 41700.0};
static const struct pieces coils = {
    .n = 2, .at_c = at_c, .q_w = q_w, .slope_before_w_k = 0.0, .slope_after_w_k = 2900.0};

static const double nothing_at_c[] = {20.0};
static const double nothing_w[] = {0.0};
static const struct pieces no_coils = {.n = 1, .at_c = nothing_at_c, .q_w = nothing_w};

static struct zones hall(void)
{
    return (struct zones){.hot_j_k = 871e3,
                          .cold_j_k = 143e3,
                          .heat_w = 53100.0,
                          .exchange_w_k = 7300.0,
                          .mass_w_k = 1900.0,
                          .mass_c = 26.3,
                          .removed = &coils};
}

static struct zones_result run(const struct zones *z, double hot_c, double cold_c, double dt_s)
{
    struct zones_result r = {0};

    ck_assert_int_eq(zones_step(z, hot_c, cold_c, dt_s, &r), STATUS_OK);
    return r;
}

/* Hot air, cold air, and the integral of the heat removed. */
static int rates(double time_s, const double y[], double rate[], void *params)
{
    const struct zones *const z = params;
    const double to_cold_w = z->exchange_w_k * (y[0] - y[1]);
    const double removed_w = pieces_at(z->removed, y[0]);

    (void)time_s;
    rate[0] = (z->heat_w - z->mass_w_k * (y[0] - z->mass_c) - to_cold_w) / z->hot_j_k;
    rate[1] = (to_cold_w - removed_w) / z->cold_j_k;
    rate[2] = removed_w;
    return GSL_SUCCESS;
}

/* Corners of q limit a smooth method: its error control takes them with small steps, to 1e-9. */
START_TEST(valves_that_open_and_close_follow_their_differential_equations)
{
    const double starts_c[][2] = {{22.1, 19.3}, {35.9, 18.7}, {24.7, 31.0}, {29.3, 24.1}};

    for (size_t c = 0; c < sizeof starts_c / sizeof starts_c[0]; c++) {
        struct zones z = hall();
        gsl_odeiv2_system system = {.function = rates, .dimension = 3, .params = &z};
        gsl_odeiv2_driver *const driver =
            gsl_odeiv2_driver_alloc_y_new(&system, gsl_odeiv2_step_rkf45, 0.01, 1e-11, 1e-12);
        double y[3] = {starts_c[c][0], starts_c[c][1], 0.0};
        double time_s = 0.0;
        const double span_s = 211.0;
        const struct zones_result r = run(&z, y[0], y[1], span_s);

        ck_assert_int_eq(gsl_odeiv2_driver_apply(driver, &time_s, span_s, y), GSL_SUCCESS);
        gsl_odeiv2_driver_free(driver);
        ck_assert_msg(fabs(r.hot_end_c - y[0]) < 1e-7 && fabs(r.cold_end_c - y[1]) < 1e-7,
                      "case %zu: %.12g and %.12g, by steps %.12g and %.12g degC", c, r.hot_end_c,
                      r.cold_end_c, y[0], y[1]);
        ck_assert_double_eq_tol(r.removed_w, y[2] / span_s, 1e-7 * q_w[1]);
    }
}
END_TEST

/* Nothing removed, nothing to the mass: the air as a whole warms by P t over all of it, and the zones
 * part by D with D' = P/C_h - G (1/C_h + 1/C_c) D. */
START_TEST(without_handlers_all_air_warms_and_the_zones_part_as_far_as_heat_has_to_go)
{
    struct zones z = hall();
    z.removed = &no_coils;
    z.mass_w_k = 0.0;
    const double rate_per_s = z.exchange_w_k * (1.0 / z.hot_j_k + 1.0 / z.cold_j_k);
    const double apart_k = z.heat_w / z.hot_j_k / rate_per_s;
    const double spans_s[] = {1e-3, 3.7, 47.0, 1e5};

    for (size_t c = 0; c < sizeof spans_s / sizeof spans_s[0]; c++) {
        const double t = spans_s[c];
        const struct zones_result r = run(&z, 33.1, 19.7, t);
        const double all_k = z.heat_w * t / (z.hot_j_k + z.cold_j_k);
        const double mean_c =
            (z.hot_j_k * r.hot_end_c + z.cold_j_k * r.cold_end_c) / (z.hot_j_k + z.cold_j_k);
        const double start_c = (z.hot_j_k * 33.1 + z.cold_j_k * 19.7) / (z.hot_j_k + z.cold_j_k);
        const double between_k = apart_k + (33.1 - 19.7 - apart_k) * exp(-rate_per_s * t);

        ck_assert_double_eq_tol(mean_c, start_c + all_k, rounding * (100.0 + all_k));
        ck_assert_double_eq_tol(r.hot_end_c - r.cold_end_c, between_k, rounding * (100.0 + all_k));
        ck_assert_double_eq_tol(r.removed_w, 0.0, 1e-9 * z.heat_w + 1e-15 * 1e6 * 100.0 / t);
    }
}
END_TEST

static struct zones draw_zones(const gsl_rng *rng)
{
    struct zones z = hall();

    z.hot_j_k = draw_decades(rng, 1e4, 1e7);
    z.cold_j_k = draw_decades(rng, 1e3, 1e7);
    z.heat_w = draw_between(rng, 0.0, 2e5);
    /* Never less than the steepest slope of q, which no exchange of air could carry. */
    z.exchange_w_k =
        draw_index(rng, 4) == 0 ? q_w[1] / (at_c[1] - at_c[0]) : draw_decades(rng, 6400.0, 1e5);
    z.mass_w_k = draw_index(rng, 4) == 0 ? 0.0 : draw_decades(rng, 10.0, 1e4);
    return z;
}

/* Cut anywhere, whatever pieces are crossed on the way. */
START_TEST(two_steps_end_where_one_does)
{
    gsl_rng *const rng = draw_create(71801);

    for (int k = 0; k < N_CASES; k++) {
        const struct zones z = draw_zones(rng);
        const double hot_c = draw_between(rng, 15.0, 45.0);
        const double cold_c = draw_between(rng, 15.0, 45.0);
        const double dt_s = draw_decades(rng, 0.1, 1e5);
        const double cut = draw_between(rng, 0.05, 0.95);
        const struct zones_result one = run(&z, hot_c, cold_c, dt_s);
        const struct zones_result first = run(&z, hot_c, cold_c, cut * dt_s);
        const struct zones_result second =
            run(&z, first.hot_end_c, first.cold_end_c, (1.0 - cut) * dt_s);
        const double mean_w = cut * first.removed_w + (1.0 - cut) * second.removed_w;
        const double mean_c = cut * first.cold_mean_c + (1.0 - cut) * second.cold_mean_c;

        /* Crossings are found to 1e-14 of the step, and rates that nearly agree are taken apart. */
        ck_assert_msg(fabs(second.hot_end_c - one.hot_end_c) < 1e-8 &&
                          fabs(second.cold_end_c - one.cold_end_c) < 1e-8 &&
                          fabs(mean_c - one.cold_mean_c) < 1e-8,
                      "case %d, %g s: %.15g and %.15g, at once %.15g and %.15g degC", k, dt_s,
                      second.hot_end_c, second.cold_end_c, one.hot_end_c, one.cold_end_c);
        ck_assert_msg(fabs(mean_w - one.removed_w) < 1e-7 * (1.0 + 1e5 + z.heat_w),
                      "case %d: %.12g W, at once %.12g W", k, mean_w, one.removed_w);
    }
    gsl_rng_free(rng);
}
END_TEST

/* The mean of a piecewise linear q lies between its values at the ends of what T_h passed through; where
 * one piece holds all the way it is q at the mean. */
START_TEST(heat_removed_is_that_of_the_hot_air_on_its_way)
{
    gsl_rng *const rng = draw_create(71802);
    int n_single = 0;

    for (int k = 0; k < N_CASES; k++) {
        const struct zones z = draw_zones(rng);
        const double hot_c = draw_between(rng, 31.5, 45.0);
        const double dt_s = draw_decades(rng, 0.01, 10.0);
        const struct zones_result r = run(&z, hot_c, draw_between(rng, 20.0, 30.0), dt_s);

        if (r.hot_end_c > at_c[1] + 1.0 && r.hot_mean_c > at_c[1] + 1.0 && hot_c > at_c[1] + 1.0) {
            const double slack_w = 1e-9 * 1e5 + 1e-15 * (z.hot_j_k + z.cold_j_k) * 100.0 / dt_s;
            ck_assert_msg(fabs(r.removed_w - pieces_at(&coils, r.hot_mean_c)) < slack_w,
                          "case %d: %.12g W for %.12g W", k, r.removed_w,
                          pieces_at(&coils, r.hot_mean_c));
            n_single++;
        }
    }
    ck_assert_int_gt(n_single, N_CASES / 4);
    gsl_rng_free(rng);
}
END_TEST

/* Both rates of decay alike, where the closed form has no value of its own. */
START_TEST(equal_rates_of_decay_are_no_special_place)
{
    struct zones z = hall();
    z.removed = &no_coils;
    /* (U + G) / C_h = G / C_c, and slope = G would make the rates equal to the last bit. */
    static const double steep_w[] = {0.0};
    const struct pieces steep = {.n = 1,
                                 .at_c = nothing_at_c,
                                 .q_w = steep_w,
                                 .slope_before_w_k = z.exchange_w_k,
                                 .slope_after_w_k = z.exchange_w_k};
    z.removed = &steep;
    z.hot_j_k = z.cold_j_k * (z.mass_w_k + z.exchange_w_k) / z.exchange_w_k;
    const struct zones_result at = run(&z, 33.1, 19.7, 23.0);
    z.hot_j_k *= 1.0 + 1e-7;
    const struct zones_result beside = run(&z, 33.1, 19.7, 23.0);

    ck_assert_double_eq_tol(at.hot_end_c, beside.hot_end_c, 2e-6);
    ck_assert_double_eq_tol(at.cold_end_c, beside.cold_end_c, 2e-6);
}
END_TEST

/* A vanishing cold zone leaves one mass whose heat is removed at once: pieces_step(). */
START_TEST(without_cold_air_it_is_one_mass)
{
    struct zones z = hall();
    z.mass_w_k = 0.0;
    z.cold_j_k = 1e-6 * z.hot_j_k;
    const struct zones_result r = run(&z, 22.3, 22.3, 97.0);
    struct pieces_result one = {0};

    ck_assert_int_eq(pieces_step(&coils, z.hot_j_k, 22.3, z.heat_w, 97.0, &one), STATUS_OK);
    ck_assert_double_eq_tol(r.hot_end_c, one.end_c, 1e-4);
    ck_assert_double_eq_tol(r.removed_w, one.mean_q_w, 1e-5 * q_w[1]);
}
END_TEST

TCASE(tc_zones, "zones", valves_that_open_and_close_follow_their_differential_equations,
      without_handlers_all_air_warms_and_the_zones_part_as_far_as_heat_has_to_go,
      two_steps_end_where_one_does, heat_removed_is_that_of_the_hot_air_on_its_way,
      equal_rates_of_decay_are_no_special_place, without_cold_air_it_is_one_mass)
CHECK_MAIN("zones", tc_zones)
