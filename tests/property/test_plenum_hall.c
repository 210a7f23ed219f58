/* test_plenum_hall.c - supply through a plenum in the hall: racks get what their tiles give, leaks are
 * told by cause, and a lost handler is balanced anew.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/base/text.h"
#include "sim/engine/events.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"
#include "tests/support/hall_bench.h"

enum { N_HALLS = 12, N_STEPS = 30 };

/* Two rows that look at each other; fans at 45 % whatever is asked for. */
#define HALL                                                                                       \
    "scenario: 1\n"                                                                                \
    "time: {duration: 1 h, step: 1 s}\n"                                                           \
    "hall:\n"                                                                                      \
    "  name: H\n"                                                                                  \
    "  size: [12 m, 9 m]\n"                                                                        \
    "  air: {supply: 20 degC, redundancy: N+1%s}\n"                                                \
    "  control: {fans: {model: fixed, speed: 45 %%}}\n"                                            \
    "%s"                                                                                           \
    "  power: [{name: grid, model: utility}]\n"                                                    \
    "  plants: [{name: chw, use: chiller-air-500kw, from: grid}]\n"                                \
    "  crahs:\n"                                                                                   \
    "    - {name: c-1, use: crah-50kw, plant: chw, from: grid, origin: [0.2 m, 1 m], width: 0.9 "  \
    "m, depth: 1.8 m%s}\n"                                                                         \
    "    - {name: c-2, use: crah-50kw, plant: chw, from: grid, origin: [0.2 m, 5 m], width: 0.9 "  \
    "m, depth: 1.8 m%s}\n"                                                                         \
    "    - {name: c-3, use: crah-50kw, plant: chw, from: grid, origin: [10.9 m, 5 m], width: 0.9 " \
    "m, depth: 1.8 m%s}\n"                                                                         \
    "  rows:\n"                                                                                    \
    "    - {name: A, containment: %s, recirculation: 0 %%, bypass: 0 %%, origin: [3 m, 2 m], "     \
    "faces: north, racks: [\n"                                                                     \
    "        {name: A-1, feeds: grid, tiles: {open: 25 %%}, nodes: [{name: n, model: curve, "      \
    "points: [[0 %%, 9 kW], [100 %%, 9.0001 kW]], fan: 0 %%, airflow: 0.61 m3/s, airflow_least: "  \
    "100 %%}]},\n"                                                                                 \
    "        {name: A-2, feeds: grid, tiles: {open: 56 %%}, nodes: [{name: n, model: curve, "      \
    "points: [[0 %%, 7 kW], [100 %%, 7.0001 kW]], fan: 0 %%, airflow: 0.37 m3/s, airflow_least: "  \
    "100 %%}]}]}\n"                                                                                \
    "    - {name: B, containment: open, recirculation: 0 %%, bypass: 0 %%, origin: [7 m, 4.2 m], " \
    "faces: south, racks: [\n"                                                                     \
    "        {name: B-1, feeds: grid, tiles: {count: 2, open: 40 %%, damper: 70 %%}, nodes: "      \
    "[{name: n, model: curve, points: [[0 %%, 11 kW], [100 %%, 11.0001 kW]], fan: 0 %%, airflow: " \
    "0.83 m3/s, airflow_least: 100 %%}]}]}\n"                                                      \
    "site:\n"                                                                                      \
    "  outdoor: {model: constant, dry_bulb: 30 degC, relative_humidity: 40 %%}\n"

#define PLENUM "  plenum: {seam_leakage: 11 %, cutout_area: 0.023 m2, sealed: 20 %}\n"
#define ZONES                                                                                      \
    "  plenum:\n"                                                                                  \
    "    seam_leakage: 11 %\n"                                                                     \
    "    cutout_area: 0.023 m2\n"                                                                  \
    "    stray: {count: 2, open: 25 %}\n"                                                          \
    "    zones:\n"                                                                                 \
    "      - {name: west, origin: [0 m, 0 m], size: [6 m, 9 m]}\n"                                 \
    "      - {name: east, origin: [6 m, 0 m], size: [6 m, 9 m]}\n"                                 \
    "    openings: [{from: west, to: east, area: 0.17 m2}]\n"

static void open_hall_with(struct bench *b, const char *air, const char *plenum, const char *fans,
                           const char *containment)
{
    struct text t = {0};

    text_add(&t, HALL, air, plenum, fans, fans, fans, containment);
    bench_open(b, t.at);
    text_release(&t);
}

static void open_hall(struct bench *b, const char *plenum, const char *fans,
                      const char *containment)
{
    open_hall_with(b, "", plenum, fans, containment);
}

static double sum(const double *values, size_t n)
{
    double total = 0.0;

    for (size_t i = 0; i < n; i++) {
        total += values[i];
    }
    return total;
}

/* All that leaves the plenum, by cause. */
static double by_cause_m3s(const struct hall_columns *h)
{
    return h->tile_flow_m3s[0] + h->seam_flow_m3s[0] + h->cutout_flow_m3s[0] +
           h->stray_flow_m3s[0] + h->back_flow_m3s[0];
}

START_TEST(each_rack_gets_what_its_tiles_pass_at_the_pressure_below_them)
{
    const double open[3] = {0.25, 0.56, 0.40};
    const double count[3] = {1.0, 1.0, 2.0 * 0.7}; /* dampers leave 70 % of the flow */
    struct bench b;

    open_hall(&b, PLENUM, "", "open");
    bench_settle(&b);
    const struct columns *const c = b.hall->was;
    const double rho = b.plan->air_j_per_m3k / 1006.0;
    for (size_t r = 0; r < 3; r++) {
        /* A panel of 0.6 m, whose understructure adds the default 20 %. */
        const double loss = 1.2 * plenum_tile_loss(open[r]);
        const double m3s = count[r] * 0.36 * sqrt(2.0 * c->rack.underfloor_pa[r] / (rho * loss));
        ck_assert_double_eq_tol(c->rack.tile_flow_m3s[r], m3s, 1e-9);
        ck_assert_double_eq_tol(c->rack.given_flow_m3s[r], c->rack.tile_flow_m3s[r], 1e-12);
        /* What is short comes from the exhaust: T_in = f T_s + (1 - f) T_hot. */
        const double fresh = fmin(1.0, m3s / c->rack.airflow_m3s[r]);
        ck_assert_double_eq_tol(c->rack.inlet_c[r],
                                fresh * c->hall.supply_air_c[0] + (1.0 - fresh) * c->hall.hot_c[0],
                                1e-9);
    }
    ck_assert_double_lt(c->rack.tile_flow_m3s[0], c->rack.airflow_m3s[0]); /* A-1 starves */
    ck_assert_double_gt(c->rack.tile_flow_m3s[1], c->rack.airflow_m3s[1]);
    /* Cut-outs: a fifth sealed; 2.7 velocity heads. */
    ck_assert_double_eq_tol(c->hall.cutout_flow_m3s[0],
                            3.0 * 0.8 * 0.023 * sqrt(2.0 * c->hall.plenum_pa[0] / (rho * 2.7)),
                            1e-9);
    /* Seams: 11 % of what tiles and seams let out. */
    ck_assert_double_eq_tol(c->hall.seam_flow_m3s[0],
                            0.11 * (c->hall.seam_flow_m3s[0] + c->hall.tile_flow_m3s[0]), 1e-9);
    bench_close(&b);
}
END_TEST

START_TEST(contained_cold_aisle_shares_its_tiles_by_what_its_racks_draw)
{
    struct bench b;

    open_hall(&b, PLENUM, "", "cold_aisle");
    bench_settle(&b);
    const struct rack_columns *const rack = &b.hall->was->rack;
    const double covered = (rack->tile_flow_m3s[0] + rack->tile_flow_m3s[1]) /
                           (rack->airflow_m3s[0] + rack->airflow_m3s[1]);
    for (size_t r = 0; r < 2; r++) {
        ck_assert_double_eq_tol(rack->given_flow_m3s[r], covered * rack->airflow_m3s[r], 1e-12);
    }
    ck_assert_double_eq_tol(rack->given_flow_m3s[2], rack->tile_flow_m3s[2],
                            1e-12); /* its row is open */
    bench_close(&b);
}
END_TEST

/* In one zone all flows stay in proportion; what the others gain and the stopped one lets back is the
 * network's own answer, and the room warms on without a break of the energy books. */
static void lose_one(const char *fans, bool has_damper)
{
    struct bench b;

    open_hall(&b, PLENUM, fans, "open");
    bench_settle(&b);
    const struct columns *const before = b.hall->was;
    const size_t lost = bench_index(&b, DIM_CRAH, "c-2");
    const double was_pa = before->hall.plenum_pa[0];
    const double was_m3s = before->crah.flow_m3s[0];
    const double ratio = before->rack.tile_flow_m3s[0] / before->rack.tile_flow_m3s[1];
    const double n1_m3s = before->hall.n1_available_flow_m3s[0];

    before->crah.out[lost] = OUT_FAILED;
    bench_step(&b, 1.0);
    const struct columns *const c = b.hall->was;
    ck_assert_double_eq(c->crah.flow_m3s[lost], 0.0);
    ck_assert_double_gt(c->crah.flow_m3s[0], was_m3s);
    ck_assert_double_lt(c->hall.plenum_pa[0], was_pa);
    ck_assert_double_eq_tol(c->rack.tile_flow_m3s[0] / c->rack.tile_flow_m3s[1], ratio, 1e-9);
    ck_assert_double_eq_tol(by_cause_m3s(&c->hall), c->hall.supply_flow_m3s[0], 1e-9);
    /* Its rated airflow would run back at 300 Pa. */
    const double back_m3s =
        has_damper ? 0.0 : b.plan->crah_rated_m3s[lost] * sqrt(c->hall.plenum_pa[0] / 300.0);
    ck_assert_double_eq_tol(c->hall.back_flow_m3s[0], back_m3s, 1e-9);
    /* With all speeds alike flow goes with speed: 45 % of what static N-1 had said. */
    ck_assert_double_eq_tol(c->hall.supply_flow_m3s[0] - back_m3s, 0.45 * n1_m3s, 1e-9);
    bench_close(&b);
}

START_TEST(lost_handler_behind_a_damper_leaves_the_others_less_pressure_and_more_flow)
{
    lose_one("", true);
}
END_TEST

START_TEST(lost_handler_without_a_damper_lets_plenum_air_back_into_the_room)
{
    lose_one(", backdraft_damper: false", false);
}
END_TEST

START_TEST(fan_power_is_flow_times_the_pressure_inside_and_outside_the_handler)
{
    struct bench b;

    open_hall(&b, PLENUM, ", fan_floor: 0 %", "open");
    bench_settle(&b);
    const struct crah_columns *const crah = &b.hall->was->crah;
    const double share = crah->flow_m3s[0] / b.plan->crah_rated_m3s[0];
    /* 4 kW at rated flow against 50 Pa outside and 300 Pa inside. */
    ck_assert_double_eq_tol(crah->drawn_w[0],
                            4e3 * share * (crah->external_pa[0] + 300.0 * share * share) / 350.0,
                            1e-6);
    bench_close(&b);
}
END_TEST

START_TEST(partition_keeps_the_zone_with_fewer_handlers_at_a_lower_pressure)
{
    struct bench b;

    open_hall(&b, ZONES, "", "open");
    bench_settle(&b);
    const struct columns *const c = b.hall->was;
    ck_assert_double_gt(c->rack.underfloor_pa[0], c->rack.underfloor_pa[2]);
    ck_assert_double_eq(c->rack.underfloor_pa[0], c->crah.external_pa[0]);
    ck_assert_double_eq(c->rack.underfloor_pa[2], c->crah.external_pa[2]);
    ck_assert_double_eq_tol(by_cause_m3s(&c->hall), c->hall.supply_flow_m3s[0], 1e-9);
    ck_assert_double_gt(c->hall.stray_flow_m3s[0], 0.0);
    bench_close(&b);
}
END_TEST

START_TEST(hall_without_a_plenum_has_flows_by_speed_alone)
{
    struct bench b;

    open_hall(&b, "", "", "open");
    bench_settle(&b);
    const struct columns *const c = b.hall->was;
    ck_assert_double_eq_tol(c->crah.flow_m3s[1], 0.45 * b.plan->crah_rated_m3s[1], 1e-12);
    ck_assert(isnan(c->hall.plenum_pa[0]));
    ck_assert(isnan(c->rack.given_flow_m3s[2]));
    ck_assert_int_eq((int)bench_limit(&b, DIM_RACK, "A-1", "air from the floor"), -1);
    bench_close(&b);
}
END_TEST

/* The field has the tiles' flows as they are: A-1, which starves, draws exhaust in; energy closes or the
 * engine fails the step. All supply comes up somewhere, or the field refuses its openings. */
START_TEST(computed_field_shows_the_rack_that_starves_warmer)
{
    struct bench b;

    open_hall_with(&b, ", model: field, cell: 0.6 m",
                   "  plenum: {seam_leakage: 11 %, cutout_area: 0.05 m2}\n", "", "open");
    bench_settle(&b);
    const struct rack_columns *const rack = &b.hall->was->rack;
    ck_assert_double_lt(rack->tile_flow_m3s[0], rack->airflow_m3s[0]);
    ck_assert_double_gt(rack->tile_flow_m3s[1], rack->airflow_m3s[1]);
    ck_assert_double_gt(rack->inlet_c[0], rack->inlet_c[1] + 0.5);
    ck_assert_double_ge(rack->inlet_c[1], b.plan->crah_set_c[0] - 1e-6);
    for (int i = 0; i < 5; i++) {
        bench_step(&b, 1.0);
    }
    bench_close(&b);
}
END_TEST

/* Units fail and come back at random: every step's energy closes (the engine fails it otherwise) and what
 * the handlers move leaves by some cause. */
START_TEST(air_and_energy_close_while_handlers_come_and_go)
{
    gsl_rng *const rng = draw_create(330033);

    for (int k = 0; k < N_HALLS; k++) {
        struct bench b;
        open_hall(&b, draw_index(rng, 2) == 0 ? PLENUM : ZONES,
                  draw_index(rng, 2) == 0 ? "" : ", backdraft_damper: false",
                  draw_index(rng, 2) == 0 ? "open" : "hot_aisle");
        for (int i = 0; i < N_STEPS; i++) {
            b.hall->was->crah.out[draw_index(rng, 3)] =
                draw_index(rng, 2) == 0 ? OUT_FAILED : OUT_NOT;
            bench_step(&b, draw_decades(rng, 1e-2, 1e4));
            const struct columns *const c = b.hall->was;
            const double supply_m3s = sum(c->crah.flow_m3s, 3);
            ck_assert_msg(fabs(by_cause_m3s(&c->hall) - supply_m3s) <= 1e-9 * supply_m3s,
                          "hall %d, step %d: %g m3/s of %g", k, i, by_cause_m3s(&c->hall),
                          supply_m3s);
            ck_assert_double_eq_tol(sum(c->rack.given_flow_m3s, 3), c->hall.tile_flow_m3s[0],
                                    1e-9 * supply_m3s + 1e-12);
        }
        bench_close(&b);
    }
    gsl_rng_free(rng);
}
END_TEST

TCASE(tiles, "tiles", each_rack_gets_what_its_tiles_pass_at_the_pressure_below_them,
      contained_cold_aisle_shares_its_tiles_by_what_its_racks_draw,
      computed_field_shows_the_rack_that_starves_warmer,
      hall_without_a_plenum_has_flows_by_speed_alone)
TCASE(fans, "fans", lost_handler_behind_a_damper_leaves_the_others_less_pressure_and_more_flow,
      lost_handler_without_a_damper_lets_plenum_air_back_into_the_room,
      fan_power_is_flow_times_the_pressure_inside_and_outside_the_handler,
      partition_keeps_the_zone_with_fewer_handlers_at_a_lower_pressure)
TCASE(books, "books", air_and_energy_close_while_handlers_come_and_go)

CHECK_MAIN("plenum_hall", tiles, fans, books)
