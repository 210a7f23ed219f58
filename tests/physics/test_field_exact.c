/* test_field_exact.c - the air solver where the answer is known without solving anything.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "tests/physics/field_bench.h"
#include "tests/support/draw.h"

START_TEST(air_of_one_temperature_keeps_it_in_any_flow)
{
    struct field_bench b;
    const struct bench_hall h = bench_small_hall(&b, false, 0.0);
    double least_c = 0.0;
    double most_c = 0.0;

    for (int r = 0; r < 2; r++) {
        b.feeds[h.tiles[r]].temp_c = b.room.start_c;
    }
    bench_make(&b, 0.3);
    bench_march(&b, 40, 1.7);
    field_extremes_c(b.field, &least_c, &most_c);
    ck_assert_double_lt(most_c - b.room.start_c, 1e-9);
    ck_assert_double_lt(b.room.start_c - least_c, 1e-9);
    bench_end(&b);
}
END_TEST

/* What came in, went out and stayed: cells, openings, surfaces and sources, on rooms drawn at random. */
START_TEST(heat_and_volume_close_to_rounding_at_any_step_length)
{
    gsl_rng *const rng = draw_create(60601);

    for (int k = 0; k < 12; k++) {
        struct field_bench b;
        const struct bench_hall h = bench_small_hall(&b, k % 2 == 1, draw_between(rng, 0.0, 2e4));
        const double lamp_m[6] = {0.3, 0.9, 0.3, 0.9, 2.1, 2.4};
        const double dt_s = draw_decades(rng, 0.05, 20.0);
        bench_source(&b, lamp_m, draw_between(rng, -200.0, 900.0));
        b.room.surface_w_per_m2k = draw_between(rng, 0.0, 9.0);
        b.room.surface_c = draw_between(rng, 5.0, 30.0);
        b.feeds[h.tiles[0]].from = (long)h.back; /* a coil that takes a part */
        b.feeds[h.tiles[0]].take_frac = draw_between(rng, 0.0, 0.9);
        bench_make(&b, 0.3);
        bench_march(&b, 25, dt_s);
        /* Sums of some thousand terms. */
        ck_assert_msg(fabs(bench_closure(&b)) < 1e-12, "case %d, %g s: %g", k, dt_s,
                      bench_closure(&b));
        const struct field_ledger l = field_ledger(b.field);
        ck_assert_msg(l.opening_frac < 1e-12, "case %d: openings %g", k, l.opening_frac);
        bench_end(&b);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(closed_room_warms_at_power_over_heat_capacity)
{
    struct field_bench b;
    const double first_m[6] = {0.9, 1.5, 0.6, 1.2, 0.0, 1.2};
    const double second_m[6] = {0.9, 1.5, 1.2, 1.8, 0.3, 1.5};
    const double heat_w = 2300.0 + 1100.0;
    const double dt_s = 0.7;

    bench_begin(&b, 2.4, 2.4, 2.1);
    (void)bench_rack(&b, first_m, 3, 0.19, 2300.0);
    (void)bench_rack(&b, second_m, 2, 0.11, 1100.0);
    bench_make(&b, 0.3);
    const double rise_k_per_s = heat_w / (bench_j_per_m3k(&b) * field_volume_m3(b.field));
    for (int i = 1; i <= 60; i++) {
        bench_march(&b, 1, dt_s);
        const double expected_c = b.room.start_c + rise_k_per_s * dt_s * (double)i;
        ck_assert_double_eq_tol(field_mean_c(b.field), expected_c, 1e-10 * expected_c);
    }
    bench_end(&b);
}
END_TEST

/* Racks behind a closed cold aisle whose tiles give what they draw breathe the supply, whatever the
 * room does. */
START_TEST(sealed_aisle_gives_inlets_at_the_supply)
{
    struct field_bench b;
    const double rack_m[6] = {0.9, 2.1, 0.0, 1.8, 0.0, 1.8};
    const double roof_m[4] = {0.0, 0.9, 0.0, 1.8};
    const double tile_m[4] = {0.3, 0.9, 0.6, 1.2};
    const double back_m[4] = {2.4, 3.0, 0.6, 1.2};
    const double flow_m3s = 0.53;

    bench_begin(&b, 3.0, 1.8, 2.7);
    const size_t rack = bench_rack(&b, rack_m, 3, flow_m3s, 9100.0);
    bench_panel(&b, FIELD_Z, 1.8, roof_m);
    (void)bench_port(&b, FIELD_BLOWS, 1.0, bench_rect(&b, FIELD_Z, 0.0, tile_m),
                     (struct field_feed){.flow_m3s = flow_m3s, .temp_c = 18.5, .from = -1});
    const size_t back = bench_port(&b, FIELD_DRAWS, 1.0, bench_rect(&b, FIELD_Z, 2.7, back_m),
                                   (struct field_feed){.flow_m3s = flow_m3s, .from = -1});
    b.settings.divergence_tolerance = 1e-9;
    bench_make(&b, 0.3);
    bench_march(&b, 150, 1.0);
    ck_assert_int_eq(field_steady_heat(b.field, 1e-9), STATUS_OK);
    for (size_t s = 0; s < 3; s++) {
        /* The projection leaves 1e-9 of the flow, and the room is some ten kelvin warmer. */
        ck_assert_double_eq_tol(field_port_c(b.field, rack + 2 * s), 18.5, 1e-7);
    }
    const double expected_c = 18.5 + 9100.0 / (bench_j_per_m3k(&b) * flow_m3s);
    ck_assert_double_eq_tol(field_port_c(b.field, back), expected_c, 1e-6);
    bench_end(&b);
}
END_TEST

START_TEST(mirrored_hall_gives_the_mirrored_answer)
{
    struct field_bench b[2];
    struct bench_hall h[2];

    for (int side = 0; side < 2; side++) {
        h[side] = bench_small_hall(&b[side], side == 1, 6100.0);
        /* The sweeps run from one corner; solved to rounding they do not show. */
        b[side].settings.divergence_tolerance = 1e-10;
        b[side].settings.n_momentum_sweeps = 30;
        b[side].settings.n_heat_sweeps = 30;
        b[side].settings.most_heat_passes = 40;
        b[side].settings.link_tolerance_k = 1e-12;
        bench_make(&b[side], 0.3);
        bench_march(&b[side], 120, 1.0);
    }
    for (int r = 0; r < 2; r++) {
        for (size_t s = 0; s < 4; s++) {
            ck_assert_double_eq_tol(field_port_c(b[0].field, h[0].racks[r] + s),
                                    field_port_c(b[1].field, h[1].racks[r] + s), 1e-6);
        }
    }
    ck_assert_double_eq_tol(field_port_c(b[0].field, h[0].back),
                            field_port_c(b[1].field, h[1].back), 1e-6);
    bench_end(&b[0]);
    bench_end(&b[1]);
}
END_TEST

/* Without heat no air is warmer than the warmest supply or colder than the coldest. */
START_TEST(air_without_heat_stays_between_its_supplies)
{
    struct field_bench b;
    const struct bench_hall h = bench_small_hall(&b, false, 0.0);
    double least_c = 0.0;
    double most_c = 0.0;

    b.feeds[h.tiles[1]].temp_c = 29.0;
    bench_make(&b, 0.3);
    for (int i = 0; i < 150; i++) {
        bench_march(&b, 1, 1.0);
        field_extremes_c(b.field, &least_c, &most_c);
        /* The limiter's lagged share and the projection's rest leave some thousandths of the range. */
        ck_assert_msg(least_c > 17.0 - 0.05 && most_c < 29.0 + 0.05, "step %d: %g to %g", i,
                      least_c, most_c);
    }
    bench_end(&b);
}
END_TEST

START_TEST(flows_of_a_closed_part_that_do_not_cancel_are_refused)
{
    struct field_bench b;
    const struct bench_hall h = bench_small_hall(&b, false, 5000.0);

    b.feeds[h.back].flow_m3s *= 1.001;
    ck_assert_int_eq(bench_try(&b, 0.3), STATUS_IMBALANCE);
    bench_end(&b);
}
END_TEST

START_TEST(openings_over_each_other_are_refused)
{
    struct field_bench b;
    const struct bench_hall h = bench_small_hall(&b, false, 5000.0);

    b.ports[h.tiles[1]].rect = b.ports[h.tiles[0]].rect;
    ck_assert_int_eq(bench_try(&b, 0.3), STATUS_BAD_INPUT);
    bench_end(&b);
}
END_TEST

START_TEST(air_too_hot_for_a_constant_density_is_refused)
{
    struct field_bench b;
    enum status st = STATUS_OK;

    (void)bench_small_hall(&b, false, 90e3);
    bench_make(&b, 0.3);
    for (int i = 0; i < 60 && st == STATUS_OK; i++) {
        st = field_step(b.field, 1.0);
    }
    ck_assert_int_eq(st, STATUS_OUT_OF_RANGE);
    bench_end(&b);
}
END_TEST

START_TEST(shares_of_every_inlet_add_up_to_one)
{
    struct field_bench b;
    const struct bench_hall h = bench_small_hall(&b, false, 7000.0);
    long group_of[BENCH_MOST];
    double sum[BENCH_MOST] = {0};
    double share[FIELD_MOST_SHARES * BENCH_MOST];

    bench_make(&b, 0.3);
    bench_march(&b, 60, 1.0);
    for (size_t p = 0; p < b.room.n_ports; p++) {
        group_of[p] = b.ports[p].kind == FIELD_BLOWS ? 0 : -1;
    }
    for (long i = 0; i < 4; i++) {
        group_of[h.racks[i / 2] + (size_t)(2 * (i % 2) + 1)] = 1 + i;
    }
    /* Four at once, and the fifth alone. */
    for (size_t g = 0; g < 5; g += FIELD_MOST_SHARES) {
        const size_t n = g == 0 ? FIELD_MOST_SHARES : 1;
        ck_assert_int_eq(field_shares_of(b.field, group_of, (long)g, n, share), STATUS_OK);
        for (size_t i = 0; i < n * b.room.n_ports; i++) {
            ck_assert_double_gt(share[i], -1e-12);
            sum[i % b.room.n_ports] += share[i];
        }
    }
    for (size_t p = 0; p < b.room.n_ports; p++) {
        /* Each of five solves stops within 1e-6 a sweep. */
        ck_assert_double_eq_tol(sum[p], b.ports[p].kind == FIELD_DRAWS ? 1.0 : 0.0, 1e-4);
    }
    bench_end(&b);
}
END_TEST

/* A lane that read its neighbour's marks or answer would give another group's share. */
START_TEST(share_of_a_group_is_the_same_alone_and_among_others)
{
    struct field_bench b;
    const struct bench_hall h = bench_small_hall(&b, false, 7000.0);
    long group_of[BENCH_MOST];
    double together[FIELD_MOST_SHARES * BENCH_MOST];
    double alone[BENCH_MOST];
    double marked_frac = 0.0;

    bench_make(&b, 0.3);
    bench_march(&b, 60, 1.0);
    for (size_t p = 0; p < b.room.n_ports; p++) {
        group_of[p] = b.ports[p].kind == FIELD_BLOWS ? 0 : -1;
    }
    for (long i = 0; i < 3; i++) {
        group_of[h.racks[i / 2] + (size_t)(2 * (i % 2) + 1)] = 1 + i;
    }
    ck_assert_int_eq(field_shares_of(b.field, group_of, 0, FIELD_MOST_SHARES, together), STATUS_OK);
    for (size_t g = 0; g < FIELD_MOST_SHARES; g++) {
        ck_assert_int_eq(field_shares_of(b.field, group_of, (long)g, 1, alone), STATUS_OK);
        for (size_t p = 0; p < b.room.n_ports; p++) {
            /* Lanes that wait for the slowest are swept on past where they may stop. */
            ck_assert_double_eq_tol(together[g * b.room.n_ports + p], alone[p], 1e-4);
            marked_frac = fmax(marked_frac, g > 0 ? alone[p] : 0.0);
        }
    }
    /* Racks' air is found at openings at all. */
    ck_assert_double_gt(marked_frac, 0.01);
    bench_end(&b);
}
END_TEST

/* The faces of a wall at an axis' high end stand among the ghost cells, which no equation changes. */
START_TEST(room_with_openings_in_its_high_walls_is_solved)
{
    for (int axis = 0; axis < FIELD_AXES; axis++) {
        const double size_m[FIELD_AXES] = {2.7, 3.1, 2.3};
        const double rect_m[4] = {0.4, 1.3, 0.7, 1.9};
        const struct field_feed feed = {.flow_m3s = 0.83, .temp_c = 17.0, .from = -1};
        struct field_bench b;

        bench_begin(&b, size_m[0], size_m[1], size_m[2]);
        (void)bench_port(&b, FIELD_BLOWS, 1.0, bench_rect(&b, axis, 0.0, rect_m), feed);
        (void)bench_port(&b, FIELD_DRAWS, 1.0, bench_rect(&b, axis, size_m[axis], rect_m), feed);
        bench_make(&b, 0.25);
        ck_assert_int_eq(field_start_potential(b.field), STATUS_OK);
        bench_march(&b, 20, 1.0);
        /* The projection stops at a hundredth of what the step left, not of what the openings pass. */
        ck_assert_double_lt(field_ledger(b.field).divergence_frac, 0.05);
        bench_end(&b);
    }
}
END_TEST

TCASE(balances, "balances", air_of_one_temperature_keeps_it_in_any_flow,
      heat_and_volume_close_to_rounding_at_any_step_length,
      closed_room_warms_at_power_over_heat_capacity, air_without_heat_stays_between_its_supplies)
TCASE(rooms, "rooms", sealed_aisle_gives_inlets_at_the_supply,
      mirrored_hall_gives_the_mirrored_answer, shares_of_every_inlet_add_up_to_one,
      share_of_a_group_is_the_same_alone_and_among_others,
      room_with_openings_in_its_high_walls_is_solved)
TCASE(refusals, "refusals", flows_of_a_closed_part_that_do_not_cancel_are_refused,
      openings_over_each_other_are_refused, air_too_hot_for_a_constant_density_is_refused)

CHECK_MAIN("field_exact", balances, rooms, refusals)
