/* test_hydraulics.c - pressure and flow: friction, valves, branches, pumps.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/hydraulics.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

enum { N_CASES = 500 };

START_TEST(laminar_flow_has_sixty_four_over_reynolds)
{
    for (int k = 0; k < 20; k++) {
        const double re = 10.0 * pow(1.3, k);
        ck_assert_double_eq_tol(hydraulics_friction_laminar(re) * re, 64.0, 1e-12);
        ck_assert_double_eq_tol(hydraulics_friction_churchill(re, 1e-4) * re, 64.0, 64.0 * 1e-3);
    }
}
END_TEST

/* Churchill (1977) and Haaland (1983) state some 2 % against Colebrook in turbulent flow; Churchill
 * is up to 3.5 % off where it begins. */
START_TEST(turbulent_formulas_agree_with_colebrook)
{
    gsl_rng *const rng = draw_create(82601);

    for (int k = 0; k < N_CASES; k++) {
        const double re = draw_decades(rng, 5e3, 1e7);
        const double roughness = draw_decades(rng, 1e-6, 1e-2);
        double colebrook = 0.0;
        ck_assert_int_eq(hydraulics_friction_colebrook(re, roughness, &colebrook), STATUS_OK);
        /* Colebrook's own equation, left minus right. */
        const double left = 1.0 / sqrt(colebrook);
        const double right = -2.0 * log10(roughness / 3.7 + 2.51 / (re * sqrt(colebrook)));
        ck_assert_double_eq_tol(left, right, 1e-6 * left);
        ck_assert_msg(fabs(hydraulics_friction_churchill(re, roughness) / colebrook - 1.0) <
                              0.035 &&
                          fabs(hydraulics_friction_haaland(re, roughness) / colebrook - 1.0) < 0.02,
                      "Re %g, roughness %g: %g, %g, Colebrook %g", re, roughness,
                      hydraulics_friction_churchill(re, roughness),
                      hydraulics_friction_haaland(re, roughness), colebrook);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(backward_flow_loses_the_same_pressure_backward)
{
    const struct pipe p = {0.0409, 10.0, 4.5e-5, 6.0};
    const struct pipe_flow forth = hydraulics_pipe_flow(&p, 2.5e-3, 1010.0, 1.35e-3);
    const struct pipe_flow back = hydraulics_pipe_flow(&p, -2.5e-3, 1010.0, 1.35e-3);

    ck_assert_double_eq_tol(back.drop_pa, -forth.drop_pa, 1e-9);
    ck_assert_double_eq(hydraulics_pipe_flow(&p, 0.0, 1010.0, 1.35e-3).drop_pa, 0.0);
    ck_assert_double_eq_tol(forth.drop_pa,
                            (forth.friction * 10.0 / 0.0409 + 6.0) * 0.5 * 1010.0 *
                                forth.speed_m_s * forth.speed_m_s,
                            1e-6);
}
END_TEST

START_TEST(valve_passes_its_kv_at_one_bar)
{
    ck_assert_double_eq_tol(hydraulics_valve_pa(10.0, 10.0 / 3600.0, 1000.0), 1e5, 1e5 * 2e-3);
    ck_assert_double_eq_tol(hydraulics_valve_pa(10.0, 20.0 / 3600.0, 1000.0),
                            4.0 * hydraulics_valve_pa(10.0, 10.0 / 3600.0, 1000.0), 1e-6);
}
END_TEST

START_TEST(branches_share_the_flow_at_one_pressure)
{
    gsl_rng *const rng = draw_create(82602);

    for (int i = 0; i < N_CASES; i++) {
        double k[6];
        const size_t n = 1 + draw_index(rng, 6);
        for (size_t b = 0; b < n; b++) {
            k[b] = draw_index(rng, 6) == 0 ? (double)INFINITY : draw_decades(rng, 1e6, 1e12);
        }
        const double together = hydraulics_parallel(k, n);
        double flow_m3s = 0.0;
        for (size_t b = 0; b < n; b++) {
            flow_m3s += isinf(k[b]) ? 0.0 : sqrt(1e5 / k[b]);
        }
        if (flow_m3s == 0.0) {
            ck_assert(isinf(together));
        } else {
            ck_assert_double_eq_tol(together * flow_m3s * flow_m3s, 1e5, 1e-6);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(pump_runs_where_its_head_meets_the_system)
{
    gsl_rng *const rng = draw_create(82603);

    for (int i = 0; i < N_CASES; i++) {
        const struct pump p = {draw_between(rng, 1e5, 5e5), draw_decades(rng, 1e6, 1e10), 0.6};
        const double speed = draw_between(rng, 0.2, 1.0);
        const double static_pa = draw_index(rng, 3) == 0 ? draw_between(rng, 0.0, 2e5) : 0.0;
        const double k = draw_decades(rng, 1e6, 1e11);
        const double flow_m3s = hydraulics_pump_flow_m3s(&p, speed, static_pa, k);
        const double lift_pa = speed * speed * p.head_zero_pa;
        if (lift_pa <= static_pa) {
            ck_assert_double_eq(flow_m3s, 0.0);
            continue;
        }
        const double head_pa = lift_pa - p.droop_pa_per_m3s2 * flow_m3s * flow_m3s;
        ck_assert_msg(fabs(head_pa - static_pa - k * flow_m3s * flow_m3s) < 1e-9 * p.head_zero_pa,
                      "case %d: %g m3/s", i, flow_m3s);
    }
    /* 50 kPa x 1 L/s at 50 %. */
    const struct pump p = {1e5, 1e9, 0.5};
    ck_assert_double_eq_tol(hydraulics_pump_w(&p, 5e4, 1e-3), 100.0, 1e-9);
    gsl_rng_free(rng);
}
END_TEST

START_TEST(flow_for_a_duty_carries_it)
{
    const double flow_m3s = hydraulics_duty_m3s(112e3, 1020.0, 3900.0, 10.0);

    ck_assert_double_eq_tol(flow_m3s * 6e4, 168.9, 0.1); /* L/min */
    ck_assert_double_eq_tol(flow_m3s * 1020.0 * 3900.0 * 10.0, 112e3, 1e-6);
}
END_TEST

TCASE(tc_pipes, "pipes", laminar_flow_has_sixty_four_over_reynolds,
      turbulent_formulas_agree_with_colebrook, backward_flow_loses_the_same_pressure_backward,
      valve_passes_its_kv_at_one_bar, branches_share_the_flow_at_one_pressure)
TCASE(tc_pumps, "pumps", pump_runs_where_its_head_meets_the_system, flow_for_a_duty_carries_it)
CHECK_MAIN("hydraulics", tc_pipes, tc_pumps)
