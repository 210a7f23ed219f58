/* test_mixing_warming.c - a hall that mixes, in time: loss of cooling, and steps of any length.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>

#include "tests/physics/mixing_bench.h"
#include "tests/support/check_main.h"

/* Cold air, hot air and mass, heat into the hot air, nothing leaves: G through the racks, U to the mass.
 * Written down again, for a stepper that knows none of our closed forms. */
struct sealed {
    double capacity_j_k[3]; /* hot, mass, cold: as in the state */
    double exchange_w_k;
    double surface_w_k;
    double heat_w;
};

static int sealed_rates(double time_s, const double temp_c[], double rate_k_s[], void *params)
{
    const struct sealed *const s = params;
    const double to_cold_w = s->exchange_w_k * (temp_c[0] - temp_c[2]);
    const double to_mass_w = s->surface_w_k * (temp_c[0] - temp_c[1]);

    (void)time_s;
    rate_k_s[0] = (s->heat_w - to_cold_w - to_mass_w) / s->capacity_j_k[0];
    rate_k_s[1] = to_mass_w / s->capacity_j_k[1];
    rate_k_s[2] = to_cold_w / s->capacity_j_k[2];
    return GSL_SUCCESS;
}

static struct sealed sealed_of(const struct hall *h)
{
    const double air_j_k = h->block.volume_m3 * air_j_per_m3k;
    struct sealed s = {
        .capacity_j_k = {(1.0 - 0.137) * air_j_k, 287.0 * 83e3, 0.137 * air_j_k},
        .surface_w_k = 287.0 * 7.3,
        .heat_w = total(h->heat_w, N_RACKS),
    };

    for (size_t i = 0; i < N_RACKS; i++) {
        s.exchange_w_k += (1.0 - h->recirculation_frac[i]) * h->airflow_m3s[i] * air_j_per_m3k;
    }
    return s;
}

static void integrate(struct sealed *s, double temp_c[3], double span_s)
{
    gsl_odeiv2_system system = {.function = sealed_rates, .dimension = 3, .params = s};
    gsl_odeiv2_driver *const driver =
        gsl_odeiv2_driver_alloc_y_new(&system, gsl_odeiv2_step_rk8pd, 0.01, 1e-11, 1e-13);
    double time_s = 0.0;

    ck_assert_int_eq(gsl_odeiv2_driver_apply(driver, &time_s, span_s, temp_c), GSL_SUCCESS);
    gsl_odeiv2_driver_free(driver);
}

/* Handlers stand still. */
static void make_sealed(struct hall *h)
{
    make_hall(h);
    for (size_t k = 0; k < N_HANDLERS; k++) {
        h->flow_m3s[k] = 0.0;
        h->coil_w_per_k[k] = 0.0;
    }
    start(h);
}

START_TEST(hall_without_cooling_warms_as_its_differential_equations_say)
{
    struct hall h;
    const double span_s = 300.0;
    double error_k[3];
    double temp_c[3] = {23.7, 23.7, 23.7};

    make_sealed(&h);
    struct sealed reference = sealed_of(&h);
    integrate(&reference, temp_c, span_s);
    for (int level = 0; level < 3; level++) {
        const int n_steps = 75 << level; /* of 4, 2 and 1 s */
        make_sealed(&h);
        for (int k = 0; k < n_steps; k++) {
            step(&h, span_s / n_steps);
        }
        error_k[level] = h.state[0] - temp_c[0];
    }
    /* Holding the mass for a step is of first order: half the step, half the error. */
    ck_assert_double_lt(fabs(error_k[2]), 1e-3 * (temp_c[0] - 23.7));
    ck_assert_double_eq_tol(error_k[0] / error_k[1], 2.0, 0.05);
    ck_assert_double_eq_tol(error_k[1] / error_k[2], 2.0, 0.05);
}
END_TEST

/* The mass is held for a step; in one of a hundredth of a second it has moved by 1e-7 K. */
START_TEST(first_seconds_are_those_of_the_air_before_the_racks)
{
    struct hall h;
    double temp_c[3] = {23.7, 23.7, 23.7};

    make_sealed(&h);
    struct sealed reference = sealed_of(&h);
    const double cold_s = reference.capacity_j_k[2] / reference.exchange_w_k;
    ck_assert_double_gt(cold_s, 20.0); /* 155 m3 for 6.3 m3/s */
    for (int k = 0; k < 500; k++) {
        step(&h, 0.01);
    }
    integrate(&reference, temp_c, 5.0);

    ck_assert_double_eq_tol(h.state[0], temp_c[0], 1e-6);
    ck_assert_double_eq_tol(h.state[2], temp_c[2], 1e-6);
    /* The exhaust has warmed, the inlets hardly yet. */
    ck_assert_double_lt(temp_c[2] - 23.7, 0.15 * (temp_c[0] - 23.7));
}
END_TEST

/* Both air zones and the mass as one; between the zones stands what warms the cold one through G. */
START_TEST(long_step_without_cooling_warms_all_as_one)
{
    struct hall h;
    const double dt_s = 1e6;

    make_sealed(&h);
    const struct sealed s = sealed_of(&h);
    step(&h, dt_s);
    const double capacity_j_k = s.capacity_j_k[0] + s.capacity_j_k[1] + s.capacity_j_k[2];
    const double rise_k = s.heat_w * dt_s / capacity_j_k;
    const double mean_c = (s.capacity_j_k[0] * h.state[0] + s.capacity_j_k[1] * h.mass_c +
                           s.capacity_j_k[2] * h.state[2]) /
                          capacity_j_k;

    ck_assert_double_eq_tol(mean_c, 23.7 + rise_k, rounding * rise_k);
    ck_assert_double_eq(h.mass_c, h.state[0]);
    ck_assert_double_eq_tol(h.state[0] - h.state[2],
                            s.heat_w / capacity_j_k * s.capacity_j_k[2] / s.exchange_w_k,
                            rounding * rise_k);
}
END_TEST

/* At rest the cold air is what reaches it: its size decides nothing. */
START_TEST(size_of_the_cold_air_does_not_show_at_rest)
{
    const double fractions[] = {0.002, 0.05, 0.6};
    struct hall at_geometry;
    struct hall h;

    for (int is_short = 0; is_short < 2; is_short++) {
        for (size_t k = 0; k < sizeof fractions / sizeof fractions[0]; k++) {
            make_hall(&at_geometry);
            make_hall(&h);
            set_param(&h, "cold_air_frac", fractions[k]);
            if (is_short) { /* supply for half of what is asked, one coil too small */
                h.flow_m3s[0] = at_geometry.flow_m3s[0] = 2.1;
                h.flow_m3s[1] = at_geometry.flow_m3s[1] = 1.2;
                h.coil_w_per_k[0] = at_geometry.coil_w_per_k[0] = 0.47 * 2.1 * air_j_per_m3k;
                h.coil_w_per_k[1] = at_geometry.coil_w_per_k[1] = 1.2 * air_j_per_m3k;
            }
            settle(&at_geometry);
            settle(&h);
            for (size_t i = 0; i < N_RACKS; i++) {
                ck_assert_double_eq_tol(h.inlet_c[i], at_geometry.inlet_c[i], settled * 100.0);
                ck_assert_double_eq_tol(h.inlet_top_c[i], at_geometry.inlet_top_c[i],
                                        settled * 100.0);
            }
            ck_assert_double_eq_tol(h.return_c[0], at_geometry.return_c[0], settled * 100.0);
        }
    }
}
END_TEST

/* A plenum gives each rack its own share of supply; one here gets more than the mean, and only what it
 * gets may decide its inlet. */
START_TEST(racks_on_a_plenum_rest_at_their_own_shares_of_supply)
{
    const double given_m3s[N_RACKS] = {2.9, 0.6, 1.9};
    const double fractions[] = {0.002, 0.6};
    struct hall h;

    for (size_t k = 0; k < sizeof fractions / sizeof fractions[0]; k++) {
        double met_m3s = 0.0;
        make_hall(&h);
        set_param(&h, "cold_air_frac", fractions[k]);
        h.block.given_m3s = given_m3s;
        settle(&h);
        for (size_t i = 0; i < N_RACKS; i++) {
            met_m3s += fmin((1.0 - h.recirculation_frac[i]) * h.airflow_m3s[i],
                            (1.0 - h.bypass_frac[i]) * given_m3s[i]);
        }
        const double hot_c = 19.3 + total(h.heat_w, N_RACKS) / (met_m3s * air_j_per_m3k);
        for (size_t i = 0; i < N_RACKS; i++) {
            const double fresh = fmin(1.0 - h.recirculation_frac[i],
                                      (1.0 - h.bypass_frac[i]) * given_m3s[i] / h.airflow_m3s[i]);
            ck_assert_double_eq_tol(h.inlet_c[i], fresh * 19.3 + (1.0 - fresh) * hot_c,
                                    settled * 100.0);
        }
    }
    /* When the handlers stop all share the air that there is: no inlet is colder than it, none yet hot. */
    for (size_t n = 0; n < N_HANDLERS; n++) {
        h.flow_m3s[n] = 0.0;
        h.coil_w_per_k[n] = 0.0;
    }
    step(&h, 0.1);
    for (size_t i = 0; i < N_RACKS; i++) {
        ck_assert_double_ge(h.inlet_c[i], 19.3);
        ck_assert_double_lt(h.inlet_c[i], h.hot_c - 1.0);
    }
}
END_TEST

/* Time constant of the mass 83e3 / 7.3 = 11370 s: 500 steps of 1000 s leave exp(-44) of the start. */
START_TEST(small_steps_lead_where_one_long_step_leads)
{
    struct hall by_steps;
    struct hall at_once;

    make_hall(&by_steps);
    make_hall(&at_once);
    start(&by_steps);
    for (int k = 0; k < 500; k++) {
        step(&by_steps, 1000.0);
    }
    settle(&at_once);

    for (size_t i = 0; i < N_RACKS; i++) {
        ck_assert_double_eq_tol(by_steps.inlet_c[i], at_once.inlet_c[i], settled * 100.0);
    }
    ck_assert_double_eq_tol(by_steps.mass_c, by_steps.hot_c, settled * 100.0);
}
END_TEST

/* A step that is long against the mass is taken in parts of at most half its time constant: 20,000 s
 * at 11,370 s are four. */
START_TEST(step_of_hours_is_taken_in_parts)
{
    struct hall at_once;
    struct hall by_parts;

    make_sealed(&at_once);
    make_sealed(&by_parts);
    step(&at_once, 20000.0);
    for (int k = 0; k < 4; k++) {
        step(&by_parts, 5000.0);
    }

    ck_assert_double_eq_tol(at_once.state[0], by_parts.state[0], rounding * at_once.state[0]);
    ck_assert_double_eq_tol(at_once.mass_c, by_parts.mass_c, rounding * at_once.mass_c);
}
END_TEST

TCASE(tc_transients, "transients", hall_without_cooling_warms_as_its_differential_equations_say,
      first_seconds_are_those_of_the_air_before_the_racks,
      long_step_without_cooling_warms_all_as_one,
      racks_on_a_plenum_rest_at_their_own_shares_of_supply,
      size_of_the_cold_air_does_not_show_at_rest, small_steps_lead_where_one_long_step_leads,
      step_of_hours_is_taken_in_parts)
CHECK_MAIN("mixing warming", tc_transients)
