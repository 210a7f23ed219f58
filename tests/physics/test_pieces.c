/* test_pieces.c - a mass whose outflow is piecewise linear: against GSL's integrator, and its books.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_odeiv2.h>

#include "models/curve.h"
#include "models/pieces.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

enum { N_CASES = 200, N_POINTS = 4 };

struct drawn {
    double at_c[N_POINTS];
    double q_w[N_POINTS];
    struct pieces pieces;
    double capacity_j_k;
    double heat_w;
};

static void draw_pieces(struct drawn *d, const gsl_rng *rng)
{
    double at_c = draw_between(rng, 10.0, 20.0);
    double q_w = draw_between(rng, -1e3, 1e3);

    for (size_t i = 0; i < N_POINTS; i++) {
        d->at_c[i] = at_c;
        d->q_w[i] = q_w;
        at_c += draw_between(rng, 0.5, 10.0);
        q_w += draw_index(rng, 3) == 0 ? 0.0 : draw_between(rng, 0.0, 5e3);
    }
    d->pieces = (struct pieces){N_POINTS, d->at_c, d->q_w, draw_between(rng, 0.0, 200.0),
                                draw_between(rng, 0.0, 200.0)};
    d->capacity_j_k = draw_decades(rng, 1e3, 1e6);
    d->heat_w = draw_between(rng, -2e3, 1.5e4);
}

static int slope(double t, const double y[], double dydt[], void *params)
{
    const struct drawn *const d = params;

    (void)t;
    dydt[0] = (d->heat_w - pieces_at(&d->pieces, y[0])) / d->capacity_j_k;
    return 0;
}

START_TEST(step_follows_the_differential_equation)
{
    gsl_rng *const rng = draw_create(82701);
    struct drawn d;

    for (int k = 0; k < N_CASES; k++) {
        draw_pieces(&d, rng);
        const double start_c = draw_between(rng, 5.0, 50.0);
        const double dt_s = d.capacity_j_k / 500.0 * draw_decades(rng, 0.01, 5.0);
        struct pieces_result r;
        ck_assert_int_eq(pieces_step(&d.pieces, d.capacity_j_k, start_c, d.heat_w, dt_s, &r),
                         STATUS_OK);
        gsl_odeiv2_system system = {slope, NULL, 1, &d};
        gsl_odeiv2_driver *const driver = gsl_odeiv2_driver_alloc_y_new(
            &system, gsl_odeiv2_step_rkf45, dt_s / 1000.0, 1e-9, 1e-9);
        double t = 0.0;
        double y = start_c;
        ck_assert_int_eq(gsl_odeiv2_driver_apply(driver, &t, dt_s, &y), 0);
        gsl_odeiv2_driver_free(driver);
        /* The integrator keeps 1e-9 a step, but is of first order where it steps over a kink. */
        ck_assert_msg(fabs(r.end_c - y) < 1e-4, "case %d, %g s: %.10g, integrated %.10g", k, dt_s,
                      r.end_c, y);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(heat_leaves_or_stays)
{
    gsl_rng *const rng = draw_create(82702);
    struct drawn d;

    for (int k = 0; k < 10 * N_CASES; k++) {
        draw_pieces(&d, rng);
        const double start_c = draw_between(rng, 5.0, 50.0);
        const double dt_s = draw_decades(rng, 1e-3, 1e7);
        struct pieces_result r;
        ck_assert_int_eq(pieces_step(&d.pieces, d.capacity_j_k, start_c, d.heat_w, dt_s, &r),
                         STATUS_OK);
        const double kept_j = d.capacity_j_k * (r.end_c - start_c);
        const double scale_j = (fabs(d.heat_w) + fabs(r.mean_q_w)) * dt_s +
                               d.capacity_j_k * (fabs(start_c) + fabs(r.end_c));
        ck_assert_msg(fabs((d.heat_w - r.mean_q_w) * dt_s - kept_j) <= 1e-12 * scale_j,
                      "case %d, %g s", k, dt_s);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(at_rest_the_outflow_is_the_heat)
{
    gsl_rng *const rng = draw_create(82703);
    struct drawn d;

    for (int k = 0; k < 10 * N_CASES; k++) {
        draw_pieces(&d, rng);
        const double rest_c = pieces_rest_c(&d.pieces, d.heat_w);
        if (isfinite(rest_c)) {
            ck_assert_msg(fabs(pieces_at(&d.pieces, rest_c) - d.heat_w) < 1e-8 * 1e4,
                          "case %d: %g W at %g degC", k, pieces_at(&d.pieces, rest_c), rest_c);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* It stands on the bound that it meets, at the time at which a step without bounds is there. */
START_TEST(mass_stops_at_the_bound_that_it_meets)
{
    gsl_rng *const rng = draw_create(82704);
    struct drawn d;
    int n_met = 0;

    for (int k = 0; k < 10 * N_CASES; k++) {
        draw_pieces(&d, rng);
        const struct pieces_way way = {.capacity_j_k = d.capacity_j_k,
                                       .start_c = draw_between(rng, 15.0, 40.0),
                                       .heat_w = d.heat_w,
                                       .dt_s = draw_decades(rng, 1e-1, 1e5),
                                       .low_c = 12.0,
                                       .high_c = 43.0};
        struct pieces_result r;
        struct pieces_result free_r;
        double passed_s = 0.0;

        ck_assert_int_eq(pieces_until(&d.pieces, &way, &r, &passed_s), STATUS_OK);
        ck_assert_msg(passed_s > 0.0 && passed_s <= way.dt_s, "case %d: %g s", k, passed_s);
        const bool met = passed_s < way.dt_s;
        n_met += met;
        ck_assert_msg(met ? r.end_c == way.low_c || r.end_c == way.high_c
                          : r.end_c >= way.low_c && r.end_c <= way.high_c,
                      "case %d: %g degC after %g of %g s", k, r.end_c, passed_s, way.dt_s);
        ck_assert_int_eq(
            pieces_step(&d.pieces, d.capacity_j_k, way.start_c, d.heat_w, passed_s, &free_r),
            STATUS_OK);
        ck_assert_msg(fabs(free_r.end_c - r.end_c) <= 1e-7, "case %d: %.12g degC, unbound %.12g", k,
                      r.end_c, free_r.end_c);
    }
    ck_assert_int_gt(n_met, N_CASES);
    gsl_rng_free(rng);
}
END_TEST

START_TEST(curve_is_linear_between_its_points_and_constant_outside)
{
    const struct curve c = {3, {0.0, 0.5, 1.0}, {10.0, 40.0, 50.0}};

    ck_assert_double_eq(curve_linear(&c, -1.0), 10.0);
    ck_assert_double_eq(curve_linear(&c, 2.0), 50.0);
    ck_assert_double_eq(curve_linear(&c, 0.5), 40.0);
    ck_assert_double_eq_tol(curve_linear(&c, 0.25), 25.0, 1e-12);
    ck_assert_double_eq_tol(curve_linear(&c, 0.75), 45.0, 1e-12);
}
END_TEST

TCASE(tc_step, "step", step_follows_the_differential_equation, heat_leaves_or_stays,
      at_rest_the_outflow_is_the_heat, mass_stops_at_the_bound_that_it_meets,
      curve_is_linear_between_its_points_and_constant_outside)
CHECK_MAIN("pieces", tc_step)
