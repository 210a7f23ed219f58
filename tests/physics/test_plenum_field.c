/* test_plenum_field.c - the air below a raised floor in its plane: jets of handlers, tiles near and far,
 * and the limit in which one pressure says it all.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>

#include "models/field/plenum.h"
#include "models/field/plenum_field.h"
#include "tests/support/check_main.h"

enum { N_TILES = 9 };

#define RHO_KG_PER_M3 1.2

/* A floor of 9 m by 4.8 m with a handler at its west wall and a row of tiles away from it. */
struct floor_bench {
    struct plenum_jet jets[2];
    struct plenum_outlet tiles[N_TILES];
    struct plenum_room room;
    double flow_m3s[N_TILES];
    double pa[N_TILES];
    struct plenum_field_result result;
};

static void draw_floor(struct floor_bench *b, double open_frac, double depth_m)
{
    *b = (struct floor_bench){0};
    b->jets[0] = (struct plenum_jet){{{0.0, 1.5}, {0.9, 3.3}}, 2.3};
    b->jets[1] = (struct plenum_jet){{{8.1, 1.5}, {9.0, 3.3}}, 2.3};
    for (int i = 0; i < N_TILES; i++) {
        b->tiles[i] =
            (struct plenum_outlet){{{1.8 + 0.6 * i, 2.1}, {2.4 + 0.6 * i, 2.7}},
                                   plenum_effective_m2(0.36, plenum_tile_loss(open_frac))};
    }
    b->room = (struct plenum_room){.size_m = {9.0, 4.8},
                                   .depth_m = depth_m,
                                   .cell_m = 0.3,
                                   .density_kg_per_m3 = RHO_KG_PER_M3,
                                   .jets = b->jets,
                                   .n_jets = 1,
                                   .outlets = b->tiles,
                                   .n_outlets = N_TILES};
}

static void solve(struct floor_bench *b)
{
    void *const memory = malloc(plenum_field_bytes(&b->room));

    ck_assert_ptr_nonnull(memory);
    ck_assert_int_eq(plenum_field_solve(&b->room, memory, b->flow_m3s, b->pa, &b->result),
                     STATUS_OK);
    free(memory);
    ck_assert_msg(b->result.is_steady, "moved by %g of the supply", b->result.moved_frac);
}

static double sum_of(const struct floor_bench *b)
{
    double sum_m3s = 0.0;

    for (int i = 0; i < N_TILES; i++) {
        sum_m3s += b->flow_m3s[i];
    }
    return sum_m3s;
}

/* Jets of 1.4 m/s have 1 Pa; tiles that take 250 do not feel them. */
START_TEST(restrictive_tiles_over_a_deep_plenum_see_one_pressure)
{
    struct floor_bench b;

    draw_floor(&b, 0.06, 1.2);
    solve(&b);
    const double even_m3s = 2.3 / N_TILES;
    const double jet_ms = even_m3s / b.tiles[0].open_m2;
    for (int i = 0; i < N_TILES; i++) {
        ck_assert_double_eq_tol(b.flow_m3s[i], even_m3s, 1e-3 * even_m3s);
        ck_assert_double_eq_tol(b.pa[i], 0.5 * RHO_KG_PER_M3 * jet_ms * jet_ms, 3.0);
    }
}
END_TEST

START_TEST(what_handlers_blow_in_comes_out_whatever_the_tiles)
{
    const double open_frac[3] = {0.08, 0.25, 0.56};

    for (int k = 0; k < 3; k++) {
        struct floor_bench b;
        draw_floor(&b, open_frac[k], 0.45);
        solve(&b);
        ck_assert_double_eq_tol(sum_of(&b), 2.3, 1e-9);
        for (int i = 0; i < N_TILES; i++) {
            /* Means over rounds in which flows move by up to 0.5 % of the supply. */
            const double law_m3s = plenum_flow_m3s(b.tiles[i].open_m2, b.pa[i], RHO_KG_PER_M3);
            ck_assert_double_eq_tol(b.flow_m3s[i], law_m3s, 0.005 * 2.3);
        }
    }
}
END_TEST

START_TEST(tile_beside_a_handler_gives_less_than_one_far_away)
{
    struct floor_bench deep;
    struct floor_bench shallow;

    draw_floor(&deep, 0.56, 0.6);
    solve(&deep);
    draw_floor(&shallow, 0.56, 0.3);
    solve(&shallow);
    ck_assert_double_lt(deep.flow_m3s[0], 0.9 * deep.flow_m3s[N_TILES - 1]);
    ck_assert_double_lt(shallow.flow_m3s[0], deep.flow_m3s[0]);
    const struct plenum_spread of_deep = plenum_spread_of(deep.flow_m3s, N_TILES);
    const struct plenum_spread of_shallow = plenum_spread_of(shallow.flow_m3s, N_TILES);
    ck_assert_double_gt(of_shallow.uniformity_frac, of_deep.uniformity_frac);
    ck_assert_double_gt(of_shallow.variation_frac, of_deep.variation_frac);
}
END_TEST

/* 20 cm deep: air that comes down at 1.4 m/s leaves along the subfloor at 3, and pulls air down through
 * the first grate that it passes. */
START_TEST(open_grate_on_a_fast_jet_draws_air_down)
{
    struct floor_bench b;

    draw_floor(&b, 0.56, 0.2);
    for (int i = 0; i < N_TILES; i++) {
        b.tiles[i].patch.lo_m[0] -= 0.6;
        b.tiles[i].patch.hi_m[0] -= 0.6;
    }
    solve(&b);
    ck_assert_double_lt(b.flow_m3s[0], 0.0);
    ck_assert_double_lt(b.pa[0], 0.0);
    ck_assert_double_gt(b.flow_m3s[1], 0.0);
    ck_assert_double_eq_tol(sum_of(&b), 2.3, 1e-9);
}
END_TEST

START_TEST(floor_drawn_in_a_mirror_has_its_flows_mirrored)
{
    struct floor_bench west;
    struct floor_bench east;
    struct floor_bench both;

    draw_floor(&west, 0.4, 0.45);
    solve(&west);
    draw_floor(&east, 0.4, 0.45);
    east.room.jets = &east.jets[1];
    solve(&east);
    draw_floor(&both, 0.4, 0.45);
    both.room.n_jets = 2;
    solve(&both);
    for (int i = 0; i < N_TILES; i++) {
        /* The solver sweeps west to east: mirrored only as far as it came to rest. */
        ck_assert_double_eq_tol(west.flow_m3s[i], east.flow_m3s[N_TILES - 1 - i],
                                0.01 * 2.3 / N_TILES);
        ck_assert_double_eq_tol(both.flow_m3s[i], both.flow_m3s[N_TILES - 1 - i],
                                0.01 * 4.6 / N_TILES);
    }
}
END_TEST

START_TEST(finer_grid_moves_tiles_by_a_few_percent_of_their_mean)
{
    struct floor_bench coarse;
    struct floor_bench fine;
    double square = 0.0;

    draw_floor(&coarse, 0.4, 0.45);
    solve(&coarse);
    draw_floor(&fine, 0.4, 0.45);
    fine.room.cell_m = 0.15;
    solve(&fine);
    for (int i = 0; i < N_TILES; i++) {
        const double off = (coarse.flow_m3s[i] - fine.flow_m3s[i]) / (2.3 / N_TILES);
        square += off * off / N_TILES;
    }
    ck_assert_double_lt(sqrt(square), 0.03);
}
END_TEST

/* Across the floor from the subfloor up, but for its top third. */
START_TEST(beam_across_the_floor_takes_air_from_tiles_behind_it)
{
    const struct field_box beam = {{4.5, 0.0, 0.0}, {4.8, 4.8, 0.4}};
    struct floor_bench clear;
    struct floor_bench barred;
    double behind_m3s[2] = {0.0, 0.0};

    draw_floor(&clear, 0.56, 0.6);
    solve(&clear);
    draw_floor(&barred, 0.56, 0.6);
    barred.room.obstacles = &beam;
    barred.room.n_obstacles = 1;
    solve(&barred);
    for (int i = 5; i < N_TILES; i++) {
        behind_m3s[0] += clear.flow_m3s[i];
        behind_m3s[1] += barred.flow_m3s[i];
    }
    ck_assert_double_lt(behind_m3s[1], 0.98 * behind_m3s[0]);
    ck_assert_double_eq_tol(sum_of(&barred), 2.3, 1e-9);
}
END_TEST

START_TEST(outlet_without_free_floor_is_refused)
{
    struct floor_bench b;

    draw_floor(&b, 0.25, 0.6);
    b.tiles[3].patch = b.tiles[2].patch;
    void *const memory = malloc(plenum_field_bytes(&b.room));
    ck_assert_int_eq(plenum_field_solve(&b.room, memory, b.flow_m3s, b.pa, &b.result),
                     STATUS_BAD_INPUT);
    free(memory);
}
END_TEST

TCASE(limits, "limits", restrictive_tiles_over_a_deep_plenum_see_one_pressure,
      what_handlers_blow_in_comes_out_whatever_the_tiles, outlet_without_free_floor_is_refused)
TCASE(jets, "jets", tile_beside_a_handler_gives_less_than_one_far_away,
      open_grate_on_a_fast_jet_draws_air_down, beam_across_the_floor_takes_air_from_tiles_behind_it)
TCASE(method, "method", floor_drawn_in_a_mirror_has_its_flows_mirrored,
      finer_grid_moves_tiles_by_a_few_percent_of_their_mean)

CHECK_MAIN("plenum_field", limits, jets, method)
