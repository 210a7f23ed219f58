/* test_breaker.c - breakers and relays against their standards and their closed forms.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include <gsl/gsl_odeiv2.h>

#include "models/breaker.h"
#include "models/protection_model.h"
#include "models/registry.h"
#include "models/relay.h"
#include "tests/reference/block.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

enum { N_CASES = 400 };

/* One breaker or relay at its defaults. */
struct device {
    const struct protection_model *model;
    _Alignas(max_align_t) unsigned char params[256];
    double current_frac;
    double is_closed;
    double trip_s;
    double state[4];
};

static void build(struct device *d, const struct protection_model *model)
{
    *d = (struct device){.model = model, .is_closed = 1.0};
    block_fill(d->params, &model->info);
}

static double step(struct device *d, double current_frac, double dt_s)
{
    const struct protection_block b = {.n = 1,
                                       .dt_s = dt_s,
                                       .current_frac = &d->current_frac,
                                       .is_closed = &d->is_closed,
                                       .trip_s = &d->trip_s,
                                       .state = d->state};

    d->current_frac = current_frac;
    ck_assert_int_eq(model_n_states(&d->model->info) <= 4, 1);
    ck_assert_int_eq(d->model->step(d->params, &b), STATUS_OK);
    return d->trip_s;
}

/* Time to trip from cold at a current. */
static double cold_s(enum breaker_standard standard, double current_frac)
{
    struct device d;

    build(&d, &protection_breaker);
    block_set(d.params, &protection_breaker.info, "standard", (double)standard);
    if (standard == BREAKER_UL) {
        block_set(d.params, &protection_breaker.info, "ambient_c", 40.0);
    }
    return step(&d, current_frac, 1e-6);
}

/* IEC 60898-1, table 7, from cold; conventional time 1 h to 63 A, 2 h above. */
START_TEST(iec_breakers_of_every_rating_keep_the_bands_of_their_standard)
{
    static const double least_magnetic[] = {3.0, 5.0, 10.0};
    static const double most_magnetic[] = {5.0, 10.0, 20.0};
    gsl_rng *const rng = draw_create(82401);

    for (int k = 0; k < N_CASES; k++) {
        const double rating_a = draw_between(rng, 1.0, 125.0);
        const double conventional_s = rating_a <= 63.0 ? 3600.0 : 7200.0;
        const double most_s = rating_a <= 32.0 ? 60.0 : 120.0;
        const size_t type = (size_t)k % 3;
        const enum breaker_standard s = (enum breaker_standard)type;

        ck_assert(isinf(cold_s(s, 1.13 * draw_between(rng, 0.1, 1.0))));
        ck_assert_double_lt(cold_s(s, 1.45), conventional_s);
        ck_assert_double_gt(cold_s(s, 2.55), 1.0);
        ck_assert_double_lt(cold_s(s, 2.55), most_s);
        ck_assert_double_gt(cold_s(s, least_magnetic[type]), 0.1);
        ck_assert_double_lt(cold_s(s, most_magnetic[type]), 0.1);
    }
    gsl_rng_free(rng);
}
END_TEST

/* UL 489: holds its rating, trips by 135 % and 200 % within the times of its table. */
START_TEST(ul_breakers_of_every_rating_keep_the_times_of_their_table)
{
    static const double most_a[] = {30.0, 50.0, 100.0, 150.0, 225.0, 400.0};
    static const double most_s[] = {120.0, 240.0, 360.0, 480.0, 600.0, 720.0};
    gsl_rng *const rng = draw_create(82402);

    for (int k = 0; k < N_CASES; k++) {
        const double rating_a = draw_between(rng, 10.0, 400.0);
        size_t i = 0;
        while (i < 5 && rating_a > most_a[i]) {
            i++;
        }
        ck_assert(isinf(cold_s(BREAKER_UL, 1.0)));
        ck_assert_double_lt(cold_s(BREAKER_UL, 1.35), rating_a <= 50.0 ? 3600.0 : 7200.0);
        ck_assert_double_lt(cold_s(BREAKER_UL, 2.0), most_s[i]);
        ck_assert_double_gt(cold_s(BREAKER_UL, 2.0), 10.0);
    }
    gsl_rng_free(rng);
}
END_TEST

static int heating(double t, const double y[], double dydt[], void *params)
{
    const double *const p = params; /* current, tau */

    (void)t;
    dydt[0] = (p[0] * p[0] - y[0]) / p[1];
    return GSL_SUCCESS;
}

/* The closed form against GSL's integration of the equation itself, to the trip. */
START_TEST(preloaded_breaker_trips_when_its_heat_gets_there)
{
    gsl_rng *const rng = draw_create(82403);

    for (int k = 0; k < 30; k++) {
        const struct breaker_curve c = {draw_between(rng, 1.05, 1.4), draw_decades(rng, 5.0, 600.0),
                                        50.0, 0.02};
        const double preload = draw_between(rng, 0.0, 1.04);
        double p[] = {c.trip_frac * draw_between(rng, 1.02, 4.0), c.tau_s};
        const double trip_s = breaker_thermal_s(&c, preload * preload, p[0]);
        gsl_odeiv2_system system = {heating, NULL, 1, p};
        gsl_odeiv2_driver *const driver =
            gsl_odeiv2_driver_alloc_y_new(&system, gsl_odeiv2_step_rk8pd, 1e-3, 1e-12, 1e-12);
        double t = 0.0;
        double heat[] = {preload * preload};
        ck_assert_int_eq(gsl_odeiv2_driver_apply(driver, &t, trip_s, heat), GSL_SUCCESS);
        gsl_odeiv2_driver_free(driver);
        ck_assert_double_eq_tol(heat[0], c.trip_frac * c.trip_frac, 1e-8);
        ck_assert_double_eq_tol(breaker_heat(&c, preload * preload, p[0], trip_s),
                                c.trip_frac * c.trip_frac, 1e-12);
    }
    gsl_rng_free(rng);
}
END_TEST

/* A load that swings about its mean heats by its mean square: fine steps see that, one long step sees
 * the mean, and the header says so. */
START_TEST(swinging_load_heats_by_its_root_mean_square)
{
    const double high = 1.9;
    const double low = 0.4;
    const double duty = 0.35;
    const double period_s = 0.8;
    struct device d;

    build(&d, &protection_breaker);
    for (int k = 0; k < 2500; k++) {
        (void)step(&d, high, duty * period_s);
        (void)step(&d, low, (1.0 - duty) * period_s);
    }
    const double square = duty * high * high + (1.0 - duty) * low * low;
    /* Ripple is of the order of period over time constant, 0.8 s of 66.5 s. */
    ck_assert_double_eq_tol(d.state[0], square, 0.01 * high * high);
    const double mean = duty * high + (1.0 - duty) * low;
    ck_assert_double_lt(mean * mean, 0.8 * square);
}
END_TEST

START_TEST(warm_air_lowers_what_a_breaker_carries)
{
    struct device d;

    ck_assert_double_eq(breaker_derate_frac(25.0, 30.0), 1.0);
    ck_assert_double_eq_tol(breaker_derate_frac(47.0, 30.0), 1.0 - 0.005 * 17.0, 1e-15);
    build(&d, &protection_breaker);
    const double reference_s = step(&d, 1.7, 1e-6);
    build(&d, &protection_breaker);
    block_set(d.params, &protection_breaker.info, "ambient_c", 52.0);
    /* As much sooner as a current that is greater by the derating. */
    const double warm_s = step(&d, 1.7, 1e-6);
    build(&d, &protection_breaker);
    ck_assert_double_eq_tol(step(&d, 1.7 / (1.0 - 0.005 * 22.0), 1e-6), warm_s, 1e-9);
    ck_assert_double_lt(warm_s, reference_s);
}
END_TEST

START_TEST(magnet_clears_in_its_time_and_lets_go_when_the_fault_is_over)
{
    struct device d;

    build(&d, &protection_breaker);
    ck_assert_double_eq(step(&d, 11.0, 0.013), 0.02);
    ck_assert_double_eq_tol(step(&d, 11.0, 0.002), 0.02 - 0.013, 1e-12);
    (void)step(&d, 0.7, 0.5);
    ck_assert_double_eq_tol(step(&d, 11.0, 0.001), 0.02, 1e-12);
}
END_TEST

START_TEST(relay_with_changing_current_trips_when_its_shares_of_time_are_one)
{
    struct device d;
    const double pickup = 1.2;
    const double at_3 = 0.1 * 0.14 / (pow(3.1, 0.02) - 1.0);
    const double at_7 = 0.1 * 0.14 / (pow(7.3, 0.02) - 1.0);

    build(&d, &protection_relay);
    ck_assert(isinf(step(&d, pickup, 5.0)));
    ck_assert_double_eq_tol(step(&d, 3.1 * pickup, 0.3 * at_3), at_3, 1e-12);
    ck_assert_double_eq_tol(step(&d, 7.3 * pickup, 0.2 * at_7), 0.7 * at_7, 1e-12);
    /* It goes back in a straight line: all the way takes 10 s. */
    (void)step(&d, 0.9, 1.7);
    ck_assert_double_eq_tol(d.state[0], 0.5 - 0.17, 1e-12);
    ck_assert_double_eq_tol(step(&d, 7.3 * pickup, 1e-3), 0.67 * at_7, 1e-12);
}
END_TEST

START_TEST(relay_is_faster_by_the_steepness_of_its_curve)
{
    const struct relay_curve si = relay_standard_curve(RELAY_STANDARD_INVERSE, 0.3);
    const struct relay_curve vi = relay_standard_curve(RELAY_VERY_INVERSE, 0.3);
    const struct relay_curve ei = relay_standard_curve(RELAY_EXTREMELY_INVERSE, 0.3);

    ck_assert_double_eq_tol(relay_trip_s(&vi, 4.2), 0.3 * 13.5 / 3.2, 1e-12);
    ck_assert_double_eq_tol(relay_trip_s(&ei, 4.2), 0.3 * 80.0 / (4.2 * 4.2 - 1.0), 1e-12);
    ck_assert(relay_trip_s(&ei, 15.0) < relay_trip_s(&vi, 15.0));
    ck_assert(relay_trip_s(&vi, 15.0) < relay_trip_s(&si, 15.0));
    ck_assert(relay_trip_s(&ei, 31.0) == relay_trip_s(&ei, 20.0));
    ck_assert(isinf(relay_trip_s(&si, 1.0)));
}
END_TEST

START_TEST(cable_stands_a_fault_by_its_section)
{
    /* 16 mm2 copper in PVC at 3.7 kA:  (115 x 16 / 3700)^2 s. */
    ck_assert_double_eq_tol(breaker_cable_hold_s(115.0, 16e-6, 3700.0),
                            pow(115.0 * 16.0 / 3700.0, 2.0), 1e-12);
}
END_TEST

TCASE(tc_breaker, "breaker", iec_breakers_of_every_rating_keep_the_bands_of_their_standard,
      ul_breakers_of_every_rating_keep_the_times_of_their_table,
      preloaded_breaker_trips_when_its_heat_gets_there, swinging_load_heats_by_its_root_mean_square,
      warm_air_lowers_what_a_breaker_carries,
      magnet_clears_in_its_time_and_lets_go_when_the_fault_is_over)
TCASE(tc_relay, "relay", relay_with_changing_current_trips_when_its_shares_of_time_are_one,
      relay_is_faster_by_the_steepness_of_its_curve, cable_stands_a_fault_by_its_section)
CHECK_MAIN("breaker", tc_breaker, tc_relay)
