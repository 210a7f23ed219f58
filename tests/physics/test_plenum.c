/* test_plenum.c - a raised floor as a network of pressures: how tiles share, what leaks, where fans
 * settle, what partitions do.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include <gsl/gsl_sf_pow_int.h>

#include "models/field/plenum.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

enum { MOST_ZONES = 6, MOST_FANS = 5, MOST_LINKS = 8, N_CASES = 400 };

#define RHO_KG_PER_M3 1.19

/* One zone with a fan that gives flow_m3s whatever the pressure: its pressure. */
static double pressure_with_flow(double open_m2, double flow_m3s)
{
    const struct plenum_fan fan = {.stall_pa = 1e12, .free_m3s = flow_m3s};
    const struct plenum p = {RHO_KG_PER_M3, 1, &open_m2, NULL, 0, &fan, 1};
    const double full = 1.0;
    double pa = -1.0;
    double fan_m3s = -1.0;

    ck_assert_int_eq(plenum_solve(&p, &full, &pa, &fan_m3s), STATUS_OK);
    ck_assert_double_eq_tol(fan_m3s, flow_m3s, 1e-9 * flow_m3s);
    return pa;
}

START_TEST(tile_of_a_quarter_open_loses_43_velocity_heads)
{
    /* (1 + 0.5 * 0.75^0.75 + 1.414 * 0.75^0.375) / 0.25^2 with the powers written as roots */
    const double q = sqrt(sqrt(0.75 * 0.75 * 0.75));
    const double e = sqrt(q);

    ck_assert_double_eq_tol(plenum_tile_loss(0.25), (1.0 + 0.5 * q + 1.414 * e) * 16.0, 1e-12);
    ck_assert_double_eq_tol(plenum_tile_loss(0.25), 42.8, 0.05); /* published */
    ck_assert(isnan(plenum_tile_loss(0.0)));
    ck_assert(isnan(plenum_tile_loss(0.95)));
}
END_TEST

START_TEST(tile_of_four_times_the_loss_takes_half_the_flow)
{
    const double area_m2 = 0.36;
    const double one_m2 = plenum_effective_m2(area_m2, 17.0);
    const double other_m2 = plenum_effective_m2(area_m2, 68.0);
    const double pa = pressure_with_flow(one_m2 + other_m2, 1.7);

    ck_assert_double_eq_tol(plenum_flow_m3s(one_m2, pa, RHO_KG_PER_M3), 2.0 * 1.7 / 3.0, 1e-9);
    ck_assert_double_eq_tol(plenum_flow_m3s(other_m2, pa, RHO_KG_PER_M3), 1.7 / 3.0, 1e-9);
}
END_TEST

START_TEST(twice_the_loss_of_all_tiles_takes_twice_the_pressure_at_a_given_flow)
{
    const double once_pa = pressure_with_flow(plenum_effective_m2(11.0, 42.8), 13.0);
    const double twice_pa = pressure_with_flow(plenum_effective_m2(11.0, 85.6), 13.0);

    ck_assert_double_eq_tol(twice_pa, 2.0 * once_pa, 1e-9 * twice_pa);
    /* dp = rho K V^2 / (2 A^2) */
    ck_assert_double_eq_tol(once_pa, 0.5 * RHO_KG_PER_M3 * 42.8 * 13.0 * 13.0 / (11.0 * 11.0),
                            1e-9 * once_pa);
}
END_TEST

START_TEST(leaks_take_their_share_whatever_the_flow)
{
    const double tiles_m2 = 1.31;
    const double leak_frac = 0.23;
    const double leak_m2 = plenum_leak_m2(tiles_m2, leak_frac);

    for (int i = 0; i < 7; i++) {
        const double flow_m3s = 0.3 * gsl_sf_pow_int(2.3, i);
        const double pa = pressure_with_flow(tiles_m2 + leak_m2, flow_m3s);
        const double leak_m3s = plenum_flow_m3s(leak_m2, pa, RHO_KG_PER_M3);
        ck_assert_double_eq_tol(leak_m3s, leak_frac * flow_m3s, 1e-9 * flow_m3s);
    }
}
END_TEST

START_TEST(handler_stands_on_its_rating_at_its_rated_pressure)
{
    const double rated_m3s = 5.3;
    const double rated_pa = 47.0;
    /* An opening that takes the rated flow at the rated pressure. */
    const double open_m2 = rated_m3s / sqrt(2.0 * rated_pa / RHO_KG_PER_M3);
    const struct plenum_fan fan = {0, 390.0, plenum_free_m3s(rated_m3s, rated_pa, 390.0), 0.0};
    const struct plenum p = {RHO_KG_PER_M3, 1, &open_m2, NULL, 0, &fan, 1};

    /* Against openings alone pressure goes with the square of the speed and flow with the speed. */
    for (int i = 0; i <= 4; i++) {
        const double speed_frac = 0.3 + 0.175 * i;
        double pa = 0.0;
        double fan_m3s = 0.0;
        ck_assert_int_eq(plenum_solve(&p, &speed_frac, &pa, &fan_m3s), STATUS_OK);
        ck_assert_double_eq_tol(fan_m3s, rated_m3s * speed_frac, 1e-9 * rated_m3s);
        ck_assert_double_eq_tol(pa, rated_pa * speed_frac * speed_frac, 1e-9 * rated_pa);
        ck_assert_double_eq_tol(plenum_fan_power_frac(speed_frac, pa, rated_pa, 260.0),
                                gsl_sf_pow_int(speed_frac, 3), 1e-9);
    }
    /* Half the rated flow against 20 Pa: 0.5 (20 + 260 / 4) / (47 + 260). */
    ck_assert_double_eq_tol(plenum_fan_power_frac(0.5, 20.0, rated_pa, 260.0),
                            0.5 * (20.0 + 65.0) / 307.0, 1e-12);
}
END_TEST

START_TEST(stopped_handler_without_a_damper_leaks_like_a_hole)
{
    const double tiles_m2 = 0.83;
    const double back_m2 = 0.21;
    const double free_m3s = 6.1;
    struct plenum_fan fans[2] = {{0, 333.0, free_m3s, 0.0}, {0, 333.0, free_m3s, back_m2}};
    const struct plenum p = {RHO_KG_PER_M3, 1, &tiles_m2, NULL, 0, fans, 2};
    const double speed_frac[2] = {0.77, 0.0};
    double pa = 0.0;
    double fan_m3s[2];

    ck_assert_int_eq(plenum_solve(&p, speed_frac, &pa, fan_m3s), STATUS_OK);
    const double jet_ms = sqrt(2.0 * pa / RHO_KG_PER_M3);
    ck_assert_double_eq_tol(fan_m3s[1], -back_m2 * jet_ms, 1e-9);
    ck_assert_double_eq_tol(fan_m3s[0] + fan_m3s[1], tiles_m2 * jet_ms, 1e-9);
    /* stall n^2 - p = stall (V / V_free)^2 */
    ck_assert_double_eq_tol(333.0 * 0.77 * 0.77 - pa,
                            333.0 * fan_m3s[0] * fan_m3s[0] / (free_m3s * free_m3s), 1e-7);
    const double leaking_pa = pa;
    fans[1].back_m2 = 0.0;
    ck_assert_int_eq(plenum_solve(&p, speed_frac, &pa, fan_m3s), STATUS_OK);
    ck_assert_double_eq(fan_m3s[1], 0.0);
    ck_assert_double_gt(pa, leaking_pa);
}
END_TEST

/* A given flow into one of two zones of equal tiles; the way to the other is an opening in series with
 * its tiles: 1 / A^2 = 1 / A_link^2 + 1 / A_tiles^2. */
START_TEST(partition_stands_in_series_with_the_tiles_behind_it)
{
    const double open_m2[2] = {0.9, 0.9};
    const struct plenum_link link = {1, 0, 0.47};
    const struct plenum_fan fan = {.stall_pa = 1e12, .free_m3s = 7.7};
    const struct plenum p = {RHO_KG_PER_M3, 2, open_m2, &link, 1, &fan, 1};
    const double full = 1.0;
    const double far_m2 = 1.0 / hypot(1.0 / 0.47, 1.0 / 0.9);
    double pa[2];
    double fan_m3s = 0.0;

    ck_assert_int_eq(plenum_solve(&p, &full, pa, &fan_m3s), STATUS_OK);
    const double far_m3s = plenum_flow_m3s(open_m2[1], pa[1], RHO_KG_PER_M3);
    ck_assert_double_eq_tol(far_m3s, 7.7 * far_m2 / (far_m2 + 0.9), 1e-8);
    ck_assert_double_eq_tol(pa[1] / pa[0], (far_m2 / 0.9) * (far_m2 / 0.9), 1e-8);
}
END_TEST

/* ------------------------------------------------------------------ at random */

struct floor_case {
    double open_m2[MOST_ZONES];
    struct plenum_link links[MOST_LINKS];
    struct plenum_fan fans[MOST_FANS];
    double speed_frac[MOST_FANS];
    struct plenum p;
};

static void draw_floor(gsl_rng *rng, struct floor_case *c)
{
    const size_t n_zones = 1 + gsl_rng_uniform_int(rng, MOST_ZONES);
    const size_t n_links = n_zones > 1 ? gsl_rng_uniform_int(rng, MOST_LINKS + 1) : 0;
    const size_t n_fans = 1 + gsl_rng_uniform_int(rng, MOST_FANS);

    for (size_t z = 0; z < n_zones; z++) {
        c->open_m2[z] = pow(10.0, draw_between(rng, -3.0, 1.0));
    }
    for (size_t k = 0; k < n_links; k++) {
        const size_t from = gsl_rng_uniform_int(rng, n_zones);
        const size_t to = (from + 1 + gsl_rng_uniform_int(rng, n_zones - 1)) % n_zones;
        c->links[k] = (struct plenum_link){from, to, pow(10.0, draw_between(rng, -3.0, 1.0))};
    }
    for (size_t i = 0; i < n_fans; i++) {
        c->fans[i] = (struct plenum_fan){
            gsl_rng_uniform_int(rng, n_zones), draw_between(rng, 60.0, 900.0),
            draw_between(rng, 0.5, 9.0), gsl_rng_uniform(rng) < 0.5 ? 0.0 : 0.3};
        c->speed_frac[i] = gsl_rng_uniform(rng) < 0.3 ? 0.0 : draw_between(rng, 0.2, 1.0);
    }
    c->p = (struct plenum){RHO_KG_PER_M3, n_zones, c->open_m2, c->links, n_links, c->fans, n_fans};
}

/* What stands on each fan's curve at this pressure, from the equations of the head comment. */
static double on_curve_m3s(const struct plenum_fan *fan, double speed_frac, double pa)
{
    const double reach_pa = fan->stall_pa * speed_frac * speed_frac;

    return pa < reach_pa ? fan->free_m3s * sqrt((reach_pa - pa) / fan->stall_pa)
                         : -fan->back_m2 * sqrt(2.0 * (pa - reach_pa) / RHO_KG_PER_M3);
}

START_TEST(fans_tiles_and_partitions_balance_in_every_zone_on_their_curves)
{
    gsl_rng *const rng = draw_create(60603);

    for (int k = 0; k < N_CASES; k++) {
        struct floor_case c;
        double pa[MOST_ZONES];
        double fan_m3s[MOST_FANS];
        double net_m3s[MOST_ZONES] = {0};
        double scale_m3s = 1e-9;
        draw_floor(rng, &c);
        ck_assert_msg(plenum_solve(&c.p, c.speed_frac, pa, fan_m3s) == STATUS_OK, "case %d", k);
        for (size_t i = 0; i < c.p.n_fans; i++) {
            const double curve_m3s = on_curve_m3s(&c.fans[i], c.speed_frac[i], pa[c.fans[i].zone]);
            net_m3s[c.fans[i].zone] += fan_m3s[i];
            scale_m3s += fabs(fan_m3s[i]);
            /* Within 1e-5 Pa of no drop a flow is not its root: 3e-3 of what 1 Pa moves. */
            ck_assert_msg(fabs(fan_m3s[i] - curve_m3s) < 2e-3 * c.fans[i].free_m3s,
                          "case %d, fan %zu: %g for %g", k, i, fan_m3s[i], curve_m3s);
        }
        for (size_t i = 0; i < c.p.n_links; i++) {
            const struct plenum_link *const l = &c.links[i];
            const double m3s = plenum_flow_m3s(l->open_m2, pa[l->from] - pa[l->to], RHO_KG_PER_M3);
            net_m3s[l->from] -= m3s;
            net_m3s[l->to] += m3s;
            scale_m3s += fabs(m3s);
        }
        for (size_t z = 0; z < c.p.n_zones; z++) {
            const double out_m3s = plenum_flow_m3s(c.open_m2[z], pa[z], RHO_KG_PER_M3);
            /* 10 m2 without a drop move 5e3 m3/s a Pa; pressures are known to 1e-13 Pa. */
            ck_assert_msg(fabs(net_m3s[z] - out_m3s) < 1e-9 * scale_m3s,
                          "case %d, zone %zu: %g in, %g out", k, z, net_m3s[z], out_m3s);
            ck_assert_msg(pa[z] > -1e-6, "case %d, zone %zu: %g Pa", k, z, pa[z]);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(one_more_fan_never_lowers_a_pressure)
{
    gsl_rng *const rng = draw_create(71);

    for (int k = 0; k < N_CASES; k++) {
        struct floor_case c;
        double pa[MOST_ZONES];
        double more_pa[MOST_ZONES];
        double fan_m3s[MOST_FANS];
        draw_floor(rng, &c);
        c.speed_frac[0] = 0.0;
        ck_assert_int_eq(plenum_solve(&c.p, c.speed_frac, pa, fan_m3s), STATUS_OK);
        c.speed_frac[0] = 0.9;
        ck_assert_int_eq(plenum_solve(&c.p, c.speed_frac, more_pa, fan_m3s), STATUS_OK);
        for (size_t z = 0; z < c.p.n_zones; z++) {
            ck_assert_msg(more_pa[z] >= pa[z] * (1.0 - 1e-9) - 1e-9, "case %d: %g, %g Pa", k, pa[z],
                          more_pa[z]);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(stopped_fans_leave_no_pressure_and_a_shut_zone_is_refused)
{
    double open_m2[2] = {0.06, 0.0};
    const struct plenum_fan fan = {0, 250.0, 4.0, 0.1};
    struct plenum p = {RHO_KG_PER_M3, 1, open_m2, NULL, 0, &fan, 1};
    const double still = 0.0;
    double pa[2] = {-1.0, -1.0};
    double fan_m3s = -1.0;

    ck_assert_int_eq(plenum_solve(&p, &still, pa, &fan_m3s), STATUS_OK);
    ck_assert_double_eq(pa[0], 0.0);
    ck_assert_double_eq(fan_m3s, 0.0);
    p.n_zones = 2;
    ck_assert_int_eq(plenum_solve(&p, &still, pa, &fan_m3s), STATUS_BAD_INPUT);
}
END_TEST

START_TEST(spread_of_tiles_is_range_and_deviation_over_the_mean)
{
    const double flow_m3s[4] = {0.1, 0.3, 0.5, 0.7};
    const struct plenum_spread s = plenum_spread_of(flow_m3s, 4);

    ck_assert_double_eq_tol(s.uniformity_frac, 0.6 / 0.4, 1e-12);
    ck_assert_double_eq_tol(s.variation_frac, sqrt(0.2 / 3.0) / 0.4, 1e-12);
}
END_TEST

TCASE(tiles, "tiles", tile_of_a_quarter_open_loses_43_velocity_heads,
      tile_of_four_times_the_loss_takes_half_the_flow,
      twice_the_loss_of_all_tiles_takes_twice_the_pressure_at_a_given_flow,
      leaks_take_their_share_whatever_the_flow,
      spread_of_tiles_is_range_and_deviation_over_the_mean)
TCASE(fans, "fans", handler_stands_on_its_rating_at_its_rated_pressure,
      stopped_handler_without_a_damper_leaks_like_a_hole)
TCASE(floors, "floors", partition_stands_in_series_with_the_tiles_behind_it,
      fans_tiles_and_partitions_balance_in_every_zone_on_their_curves,
      one_more_fan_never_lowers_a_pressure,
      stopped_fans_leave_no_pressure_and_a_shut_zone_is_refused)

CHECK_MAIN("plenum", tiles, fans, floors)
