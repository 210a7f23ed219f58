/* test_field_panels.c - panels that leak, are opened and shut, against what their loss says.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "tests/physics/field_bench.h"
#include "tests/support/draw.h"

/* Idelchik's thin-walled screen, written a second time. */
static double screen_loss(double open_frac)
{
    const double root = 0.707 * pow(1.0 - open_frac, 0.375) + (1.0 - open_frac);

    return pow(root / open_frac, 2.0);
}

static void set_shares(struct field_bench *b, const double *open_frac)
{
    b->room.panel_open_frac = open_frac;
}

static double panel_m3s(const struct field_bench *b, size_t panel)
{
    double flows_m3s[BENCH_MOST];

    field_panel_flows(b->field, flows_m3s);
    return flows_m3s[panel];
}

/* A duct of 2.4 m with one panel across it, blown and drawn over its whole section. */
static void make_duct(struct field_bench *b, double flow_m3s, const double *open_frac)
{
    const double end_m[4] = {0.0, 0.9, 0.0, 1.2};
    const struct field_feed feed = {.flow_m3s = flow_m3s, .temp_c = 21.0, .from = -1};

    bench_begin(b, 2.4, 0.9, 1.2);
    b->room.start_c = 21.0; /* no lift */
    (void)bench_port(b, FIELD_BLOWS, 1.0, bench_rect(b, FIELD_X, 0.0, end_m), feed);
    (void)bench_port(b, FIELD_DRAWS, 1.0, bench_rect(b, FIELD_X, 2.4, end_m), feed);
    bench_panel(b, FIELD_X, 1.2, end_m);
    set_shares(b, open_frac);
    b->settings.divergence_tolerance = 1e-8;
    bench_make(b, 0.3);
}

START_TEST(pressure_over_a_panel_is_its_loss)
{
    const double shares[] = {0.011, 0.07, 0.34};

    for (size_t k = 0; k < sizeof shares / sizeof shares[0]; k++) {
        struct field_bench b;
        const double flow_m3s = 4.1 * shares[k];
        make_duct(&b, flow_m3s, &shares[k]);
        bench_march(&b, 60, 2.0);
        const double speed_ms = flow_m3s / (0.9 * 1.2);
        const double expected_pa =
            0.5 * b.room.air.density_kg_per_m3 * screen_loss(shares[k]) * speed_ms * speed_ms;
        const double found_pa = field_cell_at(b.field, 3, 1, 1).pressure_pa -
                                field_cell_at(b.field, 4, 1, 1).pressure_pa;
        /* The stress of the walls is left: 0.005 rho u^2 over 0.3 m of a duct. */
        ck_assert_msg(fabs(found_pa - expected_pa) < 2e-3 * expected_pa,
                      "share %g: %g Pa, expected %g", shares[k], found_pa, expected_pa);
        ck_assert_double_eq_tol(panel_m3s(&b, 0), flow_m3s, 1e-6 * flow_m3s);
        bench_end(&b);
    }
}
END_TEST

/* One pressure, two panels side by side: velocities as the roots of the losses. */
START_TEST(panels_side_by_side_share_by_the_root_of_their_loss)
{
    struct field_bench b;
    const double end_m[4] = {0.0, 1.8, 0.0, 0.9};
    const double left_m[4] = {0.0, 1.2, 0.0, 0.9};
    const double right_m[4] = {1.2, 1.8, 0.0, 0.9};
    const double shares[] = {0.013, 0.041};
    const struct field_feed feed = {.flow_m3s = 0.107, .temp_c = 21.0, .from = -1};

    bench_begin(&b, 3.0, 1.8, 0.9);
    b.room.start_c = 21.0;
    (void)bench_port(&b, FIELD_BLOWS, 1.0, bench_rect(&b, FIELD_X, 0.0, end_m), feed);
    (void)bench_port(&b, FIELD_DRAWS, 1.0, bench_rect(&b, FIELD_X, 3.0, end_m), feed);
    bench_panel(&b, FIELD_X, 1.5, left_m);
    bench_panel(&b, FIELD_X, 1.5, right_m);
    set_shares(&b, shares);
    bench_make(&b, 0.3);
    bench_march(&b, 200, 2.0);
    const double ratio = panel_m3s(&b, 0) / panel_m3s(&b, 1);
    const double expected = 1.2 / 0.6 * sqrt(screen_loss(shares[1]) / screen_loss(shares[0]));
    /* Behind the gaps the air still sets itself even: some hundredths of a pascal of ten. */
    ck_assert_double_eq_tol(ratio, expected, 5e-3 * expected);
    bench_end(&b);
}
END_TEST

START_TEST(a_panel_that_is_all_open_is_none)
{
    struct field_bench b[2];
    const double roof_m[4] = {0.0, 0.9, 0.0, 3.6};
    const double open = 1.0;

    for (int k = 0; k < 2; k++) {
        (void)bench_small_hall(&b[k], false, 6100.0);
        if (k == 1) {
            bench_panel(&b[k], FIELD_Z, 1.8, roof_m);
            set_shares(&b[k], &open);
        } else {
            bench_mark(&b[k], FIELD_Z, 1.8);
        }
        bench_make(&b[k], 0.3);
        bench_march(&b[k], 30, 1.0);
    }
    for (size_t p = 0; p < b[0].room.n_ports; p++) {
        ck_assert_double_eq(field_port_c(b[0].field, p), field_port_c(b[1].field, p));
    }
    bench_end(&b[0]);
    bench_end(&b[1]);
}
END_TEST

/* A closed cold aisle that is given more than its rack draws: the surplus leaves through every gap, and
 * nothing comes back. */
static size_t make_aisle(struct field_bench *b, double surplus_frac, const double *open_frac)
{
    const double rack_m[6] = {0.9, 2.1, 0.0, 1.8, 0.0, 1.8};
    const double roof_m[4] = {0.0, 0.9, 0.0, 1.8};
    const double tile_m[4] = {0.3, 0.9, 0.6, 1.2};
    const double back_m[4] = {2.4, 3.0, 0.6, 1.2};
    const double flow_m3s = 0.53;
    const struct field_feed feed = {
        .flow_m3s = flow_m3s * (1.0 + surplus_frac), .temp_c = 18.5, .from = -1};

    bench_begin(b, 3.0, 1.8, 2.7);
    const size_t rack = bench_rack(b, rack_m, 3, flow_m3s, 9100.0);
    bench_panel(b, FIELD_Z, 1.8, roof_m);
    (void)bench_port(b, FIELD_BLOWS, 1.0, bench_rect(b, FIELD_Z, 0.0, tile_m), feed);
    (void)bench_port(b, FIELD_DRAWS, 1.0, bench_rect(b, FIELD_Z, 2.7, back_m), feed);
    set_shares(b, open_frac);
    return rack;
}

START_TEST(nothing_comes_in_through_gaps_that_air_leaves_by)
{
    struct field_bench b;
    const double gaps = 0.017;
    const size_t rack = make_aisle(&b, 0.13, &gaps);

    b.settings.divergence_tolerance = 1e-9;
    bench_make(&b, 0.3);
    bench_march(&b, 200, 1.0);
    ck_assert_int_eq(field_steady_heat(b.field, 1e-9), STATUS_OK);
    for (size_t s = 0; s < 3; s++) {
        /* The projection leaves 1e-9 of the flow, and the room is some ten kelvin warmer. */
        ck_assert_double_eq_tol(field_port_c(b.field, rack + 2 * s), 18.5, 1e-7);
    }
    ck_assert_double_eq_tol(panel_m3s(&b, 0), 0.13 * 0.53, 1e-6);
    bench_end(&b);
}
END_TEST

/* What a short aisle lacks comes through its gaps, mixed: the rack's mean inlet is known without the
 * field, for the room above is warmed by that rack alone. */
START_TEST(a_short_aisle_draws_the_room_through_its_gaps)
{
    struct field_bench b;
    const double gaps = 0.05;
    const double lack = 0.2;
    const size_t rack = make_aisle(&b, -lack, &gaps);
    double inlet_c = 0.0;
    double outlet_c = 0.0;

    b.settings.divergence_tolerance = 1e-8;
    bench_make(&b, 0.3);
    bench_march(&b, 500, 1.0);
    for (size_t s = 0; s < 3; s++) {
        inlet_c += field_port_c(b.field, rack + 2 * s) / 3.0;
        outlet_c += field_port_c(b.field, rack + 2 * s + 1) / 3.0;
    }
    /* Room air that comes in is at most as warm as the exhaust, and at least as the mix of it. */
    const double rise_k = 9100.0 / (bench_j_per_m3k(&b) * 0.53);
    ck_assert_double_eq_tol(outlet_c - inlet_c, rise_k, 1e-3);
    ck_assert_double_eq_tol(panel_m3s(&b, 0), -lack * 0.53, 1e-5);
    ck_assert_double_gt(inlet_c, 18.5 + 0.5 * lack * rise_k);
    ck_assert_double_lt(inlet_c, 18.5 + 2.0 * lack * rise_k);
    bench_end(&b);
}
END_TEST

/* Opened in the march, a panel ends where one that was always open does; shut again likewise. */
START_TEST(what_was_opened_and_shut_again_leaves_no_trace)
{
    struct field_bench b[2];
    const double gaps = 0.03;
    size_t rack = 0;

    for (int k = 0; k < 2; k++) {
        rack = make_aisle(&b[k], 0.1, &gaps);
        bench_make(&b[k], 0.3);
        bench_march(&b[k], 40, 1.0);
    }
    const double shut_c = field_port_c(b[1].field, rack + 4);
    ck_assert_int_eq(field_set_panel(b[1].field, 0, 1.0), STATUS_OK);
    bench_march(&b[1], 60, 1.0);
    ck_assert_double_gt(field_port_c(b[1].field, rack + 4), shut_c + 0.2);
    ck_assert_int_eq(field_set_panel(b[1].field, 0, gaps), STATUS_OK);
    bench_march(&b[0], 500, 1.0);
    bench_march(&b[1], 440, 1.0);
    for (size_t s = 0; s < 3; s++) {
        /* Means of a room at rest move by some millikelvin. */
        ck_assert_double_eq_tol(field_port_c(b[0].field, rack + 2 * s),
                                field_port_c(b[1].field, rack + 2 * s), 0.02);
    }
    ck_assert_int_eq(field_set_panel(b[0].field, 0, 1.1), STATUS_BAD_INPUT);
    bench_end(&b[0]);
    bench_end(&b[1]);
}
END_TEST

/* Over an open aisle air rises by one panel and sinks by the other; nothing of it goes on when they are
 * shut. */
START_TEST(a_shut_panel_lets_nothing_through)
{
    struct field_bench b;
    const double left_m[4] = {0.0, 0.6, 0.0, 1.8};
    const double right_m[4] = {0.6, 0.9, 0.0, 1.8};
    const double open[] = {0.7, 0.7};

    (void)make_aisle(&b, 0.0, open);
    b.room.n_panels = 0;
    bench_panel(&b, FIELD_Z, 1.8, left_m);
    bench_panel(&b, FIELD_Z, 1.8, right_m);
    bench_make(&b, 0.3);
    bench_march(&b, 40, 1.0);
    ck_assert_double_gt(fabs(panel_m3s(&b, 0)), 1e-3);
    ck_assert_int_eq(field_set_panel(b.field, 0, 0.0), STATUS_OK);
    ck_assert_int_eq(field_set_panel(b.field, 1, 0.0), STATUS_OK);
    bench_march(&b, 1, 1.0);
    ck_assert_double_eq(panel_m3s(&b, 0), 0.0);
    ck_assert_double_eq(panel_m3s(&b, 1), 0.0);
    bench_end(&b);
}
END_TEST

/* A surplus that has no way out is no flow at all. */
START_TEST(shutting_the_last_gap_of_a_surplus_is_refused)
{
    struct field_bench b;
    const double gaps = 0.03;

    (void)make_aisle(&b, 0.1, &gaps);
    bench_make(&b, 0.3);
    bench_march(&b, 3, 1.0);
    ck_assert_int_eq(field_set_panel(b.field, 0, 0.0), STATUS_OK);
    ck_assert_int_eq(field_step(b.field, 1.0), STATUS_IMBALANCE);
    bench_end(&b);
}
END_TEST

/* Whatever flows through which gap. */
START_TEST(air_of_one_temperature_keeps_it_through_panels)
{
    struct field_bench b;
    const double gaps = 0.023;
    double least_c = 0.0;
    double most_c = 0.0;

    (void)make_aisle(&b, 0.17, &gaps);
    for (size_t p = 0; p < b.room.n_ports; p++) {
        b.feeds[p].temp_c = b.room.start_c;
        b.feeds[p].heat_w = 0.0;
    }
    bench_make(&b, 0.3);
    for (int round = 0; round < 3; round++) {
        bench_march(&b, 20, 1.7);
        ck_assert_int_eq(field_set_panel(b.field, 0, 0.3 * (round + 1)), STATUS_OK);
    }
    field_extremes_c(b.field, &least_c, &most_c);
    ck_assert_double_lt(most_c - b.room.start_c, 1e-9);
    ck_assert_double_lt(b.room.start_c - least_c, 1e-9);
    bench_end(&b);
}
END_TEST

START_TEST(books_close_and_the_pressure_is_found_whatever_leaks)
{
    gsl_rng *const rng = draw_create(60611);

    for (int k = 0; k < 40; k++) {
        struct field_bench b;
        const double gaps = draw_decades(rng, 1e-3, 1.0);
        const double dt_s = draw_decades(rng, 0.1, 10.0);
        (void)make_aisle(&b, draw_between(rng, -0.3, 0.3), &gaps);
        bench_make(&b, 0.3);
        for (int round = 0; round < 4; round++) {
            bench_march(&b, 6, dt_s);
            ck_assert_int_eq(field_set_panel(b.field, 0, draw_decades(rng, 1e-3, 1.0)), STATUS_OK);
        }
        const struct field_ledger l = field_ledger(b.field);
        ck_assert_msg(fabs(bench_closure(&b)) < 1e-12, "case %d: %g", k, bench_closure(&b));
        ck_assert_msg(l.opening_frac < 1e-12, "case %d: openings %g", k, l.opening_frac);
        ck_assert_msg((double)l.n_iterations < 20.0 * (double)l.n_steps, "case %d: %zu in %zu", k,
                      l.n_iterations, l.n_steps);
        bench_end(&b);
    }
    gsl_rng_free(rng);
}
END_TEST

TCASE(tc_panels, "panels", pressure_over_a_panel_is_its_loss,
      panels_side_by_side_share_by_the_root_of_their_loss, a_panel_that_is_all_open_is_none,
      nothing_comes_in_through_gaps_that_air_leaves_by,
      a_short_aisle_draws_the_room_through_its_gaps, what_was_opened_and_shut_again_leaves_no_trace,
      a_shut_panel_lets_nothing_through, shutting_the_last_gap_of_a_surplus_is_refused,
      air_of_one_temperature_keeps_it_through_panels,
      books_close_and_the_pressure_is_found_whatever_leaks)
CHECK_MAIN("air solver, panels", tc_panels)
