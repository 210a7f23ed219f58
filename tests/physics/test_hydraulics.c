/* test_hydraulics.c - pressure and flow: friction, valves, branches, manifolds.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/hydraulics.h"
#include "models/phys.h"
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

/* The whole manifold by Kirchhoff: from the branches' own flows every pressure along it follows, and
 * each branch must then have the flow that its pressure makes. */
START_TEST(nodes_nearest_the_feed_take_most_and_all_obey_their_pressure)
{
    enum { MOST = 8 };
    gsl_rng *const rng = draw_create(82604);

    for (int c = 0; c < N_CASES; c++) {
        double count[MOST];
        double openness[MOST];
        double share[MOST];
        double least[MOST];
        int32_t members[MOST];
        const size_t n = 1 + draw_index(rng, MOST);
        for (size_t i = 0; i < n; i++) {
            members[i] = (int32_t)(n - 1 - i); /* the order is that of the members */
            count[i] = 1.0;
            openness[i] = draw_index(rng, 5) == 0 ? 0.0 : draw_decades(rng, 1e-7, 1e-5);
        }
        const double segment = draw_decades(rng, 1e8, 1e11);
        const struct manifold m = {n, members, count, openness, segment};
        const double whole = hydraulics_manifold(&m, share, least);
        const double flow_m3s = whole * sqrt(7e4);
        double left_m3s = flow_m3s;
        double across_pa = 7e4;
        double sum = 0.0;
        for (size_t at = 0; at < n; at++) {
            const size_t i = (size_t)members[at];
            if (openness[i] > 0.0) {
                across_pa -= segment * left_m3s * left_m3s;
            }
            const double own_m3s = flow_m3s > 0.0 ? flow_m3s * share[i] : 0.0;
            ck_assert_msg(fabs(own_m3s - openness[i] * sqrt(fmax(0.0, across_pa))) <=
                              1e-9 * (flow_m3s + 1e-12),
                          "case %d, branch %zu: %g m3/s at %g Pa", c, at, own_m3s, across_pa);
            left_m3s -= own_m3s;
            sum += share[i];
        }
        ck_assert_msg(flow_m3s == 0.0 || fabs(sum - 1.0) < 1e-12, "case %d: shares add to %g", c,
                      sum);
    }
    gsl_rng_free(rng);
}
END_TEST

/* Eighteen nodes alike: unplugging one leaves more to every other at the same pressure across the
 * manifold's end, and less to the rack; without a loss along the manifold nothing else changes. */
START_TEST(unplugged_node_leaves_more_to_each_other)
{
    for (int is_wide = 0; is_wide < 2; is_wide++) {
        const int32_t member = 0;
        const double openness = 3.1e-7;
        double count = 18.0;
        double share = 0.0;
        double least = 0.0;
        const struct manifold m = {1, &member, &count, &openness, is_wide ? 0.0 : 2.3e9};
        const double all = hydraulics_manifold(&m, &share, &least);
        count = 17.0;
        const double fewer = hydraulics_manifold(&m, &share, &least);
        ck_assert_double_lt(fewer, all);
        if (is_wide) {
            ck_assert_double_eq_tol(fewer / all, 17.0 / 18.0, 1e-12);
            ck_assert_double_eq_tol(least, 1.0, 1e-12);
        } else {
            ck_assert_double_gt(fewer / 17.0, all / 18.0);
            ck_assert_double_lt(least, 1.0);
        }
    }
}
END_TEST

START_TEST(manifold_without_open_branches_is_shut)
{
    const int32_t members[] = {0, 1};
    const double count[] = {3.0, 0.0};
    const double openness[] = {0.0, 2e-6};
    double share[2];
    double least[2];
    const struct manifold m = {2, members, count, openness, 1e9};

    ck_assert_double_eq(hydraulics_manifold(&m, share, least), 0.0);
    ck_assert_double_eq(share[0] + share[1] + least[0] + least[1], 0.0);
}
END_TEST

START_TEST(flow_for_a_duty_carries_it)
{
    const double flow_m3s = hydraulics_duty_m3s(112e3, 1020.0, 3900.0, 10.0);

    ck_assert_double_eq_tol(flow_m3s * 6e4, 168.9, 0.1); /* L/min */
    ck_assert_double_eq_tol(flow_m3s * 1020.0 * 3900.0 * 10.0, 112e3, 1e-6);
}
END_TEST

/* OCP's guideline for PG25, and a node on water: flow, rise and heat as published. */
START_TEST(published_flows_carry_their_published_heat)
{
    struct coolant c;

    ck_assert_int_eq(phys_coolant(0.25, 40.0, &c), STATUS_OK);
    const double rise_k = 1e3 / (1.5e-3 / 60.0 * c.density_kg_m3 * c.cp_j_kgk);
    ck_assert_double_eq_tol(rise_k, 10.0, 0.03 * 10.0);
    ck_assert_double_eq_tol(hydraulics_duty_m3s(1e3, c.density_kg_m3, c.cp_j_kgk, rise_k),
                            1.5e-3 / 60.0, 1e-15);
    ck_assert_int_eq(phys_coolant(0.0, 45.0, &c), STATUS_OK);
    ck_assert_double_eq_tol(hydraulics_duty_m3s(9e3, c.density_kg_m3, c.cp_j_kgk, 10.0) * 6e4, 13.0,
                            0.02 * 13.0);
}
END_TEST

TCASE(tc_pipes, "pipes", laminar_flow_has_sixty_four_over_reynolds,
      turbulent_formulas_agree_with_colebrook, backward_flow_loses_the_same_pressure_backward,
      valve_passes_its_kv_at_one_bar, branches_share_the_flow_at_one_pressure)
TCASE(tc_manifold, "manifold", nodes_nearest_the_feed_take_most_and_all_obey_their_pressure,
      unplugged_node_leaves_more_to_each_other, manifold_without_open_branches_is_shut)
TCASE(tc_duty, "duty", flow_for_a_duty_carries_it, published_flows_carry_their_published_heat)
CHECK_MAIN("hydraulics", tc_pipes, tc_manifold, tc_duty)
