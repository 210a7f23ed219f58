/* test_plenum.c - a raised floor at one pressure: how tiles share, what leaks, where fans settle.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/field/plenum.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

enum { N_TILES = 5, N_FANS = 3, N_CASES = 300 };

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
    const struct plenum_outlet tiles[2] = {{0.36, 17.0}, {0.36, 68.0}};
    const struct plenum_fan fan = {180.0, 3.3, 0.83};
    const struct plenum p = {1.19, tiles, 2, 0.0, &fan, 1};
    struct plenum_result r;
    double flow_m3s[2];
    double fan_m3s = 0.0;

    ck_assert_int_eq(plenum_solve(&p, flow_m3s, &fan_m3s, &r), STATUS_OK);
    ck_assert_double_eq_tol(flow_m3s[0], 2.0 * flow_m3s[1], 1e-12);
}
END_TEST

/* Floors drawn at random: the air balances, each fan stands on its curve, each tile on its law, and
 * the seams take their share whatever the fans do. */
START_TEST(fans_and_tiles_meet_on_their_curves)
{
    gsl_rng *const rng = draw_create(60603);

    for (int k = 0; k < N_CASES; k++) {
        struct plenum_outlet tiles[N_TILES];
        struct plenum_fan fans[N_FANS];
        double tile_m3s[N_TILES];
        double fan_m3s[N_FANS];
        struct plenum_result r;
        const double leak_frac = draw_between(rng, 0.0, 0.3);
        for (int i = 0; i < N_TILES; i++) {
            tiles[i] = (struct plenum_outlet){draw_between(rng, 0.05, 0.36),
                                              plenum_tile_loss(draw_between(rng, 0.03, 0.6))};
        }
        for (int i = 0; i < N_FANS; i++) {
            fans[i] =
                (struct plenum_fan){draw_between(rng, 60.0, 500.0), draw_between(rng, 0.5, 6.0),
                                    i == 0 ? 0.0 : draw_between(rng, 0.3, 1.0)};
        }
        const struct plenum p = {1.2,  tiles, N_TILES, plenum_seam_area(tiles, N_TILES, leak_frac),
                                 fans, N_FANS};
        ck_assert_int_eq(plenum_solve(&p, tile_m3s, fan_m3s, &r), STATUS_OK);
        double out_m3s = r.seam_m3s;
        for (int i = 0; i < N_TILES; i++) {
            const double face_ms = tile_m3s[i] / tiles[i].area_m2;
            ck_assert_double_eq_tol(0.5 * 1.2 * tiles[i].loss * face_ms * face_ms, r.pressure_pa,
                                    1e-9 * r.pressure_pa);
            out_m3s += tile_m3s[i];
        }
        ck_assert_msg(fabs(out_m3s - r.supply_m3s) < 1e-9 * r.supply_m3s, "case %d: %g out, %g in",
                      k, out_m3s, r.supply_m3s);
        ck_assert_double_eq_tol(r.seam_m3s, leak_frac * out_m3s, 1e-9 * out_m3s);
        ck_assert_double_eq(fan_m3s[0], 0.0);
        for (int i = 1; i < N_FANS; i++) {
            const double n2 = fans[i].speed_frac * fans[i].speed_frac;
            const double v = fan_m3s[i] / fans[i].free_m3s;
            const double curve_pa = fans[i].stall_pa * (n2 - v * v);
            if (fan_m3s[i] > 0.0) {
                ck_assert_double_eq_tol(curve_pa, r.pressure_pa, 1e-9 * fans[i].stall_pa);
            } else { /* held shut by the others */
                ck_assert_double_ge(r.pressure_pa, fans[i].stall_pa * n2 * (1.0 - 1e-9));
            }
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(stopped_fans_leave_no_pressure_and_a_shut_floor_is_refused)
{
    const struct plenum_outlet tile = {0.36, 42.8};
    const struct plenum_fan fan = {250.0, 4.0, 0.0};
    struct plenum p = {1.2, &tile, 1, 0.0, &fan, 1};
    struct plenum_result r;
    double tile_m3s = -1.0;
    double fan_m3s = -1.0;

    ck_assert_int_eq(plenum_solve(&p, &tile_m3s, &fan_m3s, &r), STATUS_OK);
    ck_assert_double_eq(tile_m3s, 0.0);
    ck_assert_double_eq(fan_m3s, 0.0);
    p.n_outlets = 0;
    ck_assert_int_eq(plenum_solve(&p, &tile_m3s, &fan_m3s, &r), STATUS_BAD_INPUT);
}
END_TEST

TCASE(tiles, "tiles", tile_of_a_quarter_open_loses_43_velocity_heads,
      tile_of_four_times_the_loss_takes_half_the_flow)
TCASE(floors, "floors", fans_and_tiles_meet_on_their_curves,
      stopped_fans_leave_no_pressure_and_a_shut_floor_is_refused)

CHECK_MAIN("plenum", tiles, floors)
