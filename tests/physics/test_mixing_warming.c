/* test_mixing_warming.c - a hall that mixes, in time: loss of cooling, and steps of any length.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "tests/physics/mixing_bench.h"
#include "tests/support/check_main.h"

/* Air and mass, heat into the air, nothing leaves (Khankari):
 *     tau = C_a C_m / ((C_a + C_m) U)    D = P tau / C_a (1 - exp(-t / tau))
 *     rise of the air = (P t + C_m D) / (C_a + C_m) */
static double warming_k(double heat_w, double air_j_k, double mass_j_k, double surface_w_k,
                        double time_s)
{
    const double tau_s = air_j_k * mass_j_k / ((air_j_k + mass_j_k) * surface_w_k);
    const double apart_k = heat_w * tau_s / air_j_k * -expm1(-time_s / tau_s);

    return (heat_w * time_s + mass_j_k * apart_k) / (air_j_k + mass_j_k);
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

START_TEST(hall_without_cooling_warms_as_air_and_mass_do)
{
    struct hall h;
    const double span_s = 300.0;
    double error_k[3];

    make_sealed(&h);
    const double heat_w = total(h.heat_w, N_RACKS);
    const double rise_k =
        warming_k(heat_w, 1130.0 * air_j_per_m3k, 287.0 * 83e3, 287.0 * 7.3, span_s);
    for (int level = 0; level < 3; level++) {
        const int n_steps = 75 << level; /* of 4, 2 and 1 s */
        make_sealed(&h);
        for (int k = 0; k < n_steps; k++) {
            step(&h, span_s / n_steps);
        }
        error_k[level] = h.state[0] - 23.7 - rise_k;
    }
    /* Holding the mass for a step is of first order: half the step, half the error. */
    ck_assert_double_lt(fabs(error_k[2]), 1e-3 * rise_k);
    ck_assert_double_eq_tol(error_k[0] / error_k[1], 2.0, 0.05);
    ck_assert_double_eq_tol(error_k[1] / error_k[2], 2.0, 0.05);
}
END_TEST

START_TEST(first_second_without_cooling_warms_the_air_alone)
{
    struct hall h;
    const double dt_s = 1e-3;

    make_sealed(&h);
    step(&h, dt_s);
    const double rate_k_s = (h.state[0] - 23.7) / dt_s;
    const double air_alone_k_s = total(h.heat_w, N_RACKS) / (1130.0 * air_j_per_m3k);

    /* The mass has taken U dt / C_a of it, 1.6e-6; rounding of 23.7 degC gives 5e-11. */
    ck_assert_double_eq_tol(rate_k_s / air_alone_k_s, 1.0, 2e-6);
}
END_TEST

START_TEST(long_step_without_cooling_warms_all_as_one)
{
    struct hall h;
    const double dt_s = 1e6;

    make_sealed(&h);
    step(&h, dt_s);
    const double capacity_j_k = 1130.0 * air_j_per_m3k + 287.0 * 83e3;
    const double rise_k = total(h.heat_w, N_RACKS) * dt_s / capacity_j_k;

    ck_assert_double_eq_tol(h.state[0], 23.7 + rise_k, rounding * rise_k);
    ck_assert_double_eq_tol(h.mass_c, 23.7 + rise_k, rounding * rise_k);
    ck_assert_double_eq_tol(h.hot_c, 23.7 + 0.5 * rise_k, rounding * rise_k);
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

TCASE(tc_transients, "transients", hall_without_cooling_warms_as_air_and_mass_do,
      first_second_without_cooling_warms_the_air_alone, long_step_without_cooling_warms_all_as_one,
      small_steps_lead_where_one_long_step_leads, step_of_hours_is_taken_in_parts)
CHECK_MAIN("mixing warming", tc_transients)
