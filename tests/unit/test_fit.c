/* test_fit.c - how many more fit, in halls small enough to count by hand.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/psychro.h"
#include "sim/study/contingency.h"
#include "sim/study/fit.h"
#include "tests/support/check_main.h"
#include "tests/support/fit_bench.h"

/* --------------------------------------------------------------- by hand */

/* Positions on one lossless feed. */
static const char *one_feed(struct text *t, double it_kw, double rack_kw, int n_racks)
{
    text_add(t, "scenario: 1\n%shall:\n  name: H\n  positions: %d\n  it_limit: %.6f kW\n%s", UNIT,
             n_racks, it_kw, AIR);
    text_add(t,
             "  power:\n"
             "    - {name: grid, model: utility, rating: 3 MW}\n"
             "    - {name: mech, model: lossless, from: grid, rating: 1 MW}\n"
             "    - {name: it, model: lossless, from: grid, rating: 2 MW}\n"
             "  rows: [{name: R, containment: cold_aisle, racks: [{repeat: %d, name: \"R%%d\", "
             "feeds: it, limit: %.6f kW, height: 21 U, nodes: []}]}]\n",
             n_racks, rack_kw);
    return t->at;
}

START_TEST(count_is_the_hall_s_power_over_that_of_one_and_names_it)
{
    static const struct {
        enum fit_load load;
        double each_w;
    } loads[] = {{FIT_NAMEPLATE, UNIT_W}, {FIT_MEASURED, MEASURED_W}, {FIT_CAPPED, CAP_W}};
    const double it_w = 91.7e3;
    struct text t = {0};
    struct study s;

    open_study(&s, one_feed(&t, it_w / 1e3, 900.0, 9), "unit");
    for (size_t k = 0; k < 3; k++) {
        s.request.load = loads[k].load;
        const double expected = floor(it_w / loads[k].each_w);
        ck_assert_double_eq(count(&s), expected);
        const struct fit_bound *const b = &s.answer.bounds[0];
        ck_assert_str_eq(b->limit, "IT power");
        ck_assert_int_eq(b->cause, CAUSE_POWER);
        ck_assert_double_eq_tol(b->margin, it_w - expected * loads[k].each_w, 1e-3);
        ck_assert_double_eq_tol(b->next_margin, it_w - (expected + 1.0) * loads[k].each_w, 1e-3);
    }
    bench_close(&s.bench);
    text_release(&t);
}
END_TEST

START_TEST(certain_count_leaves_room_for_the_band_of_the_load)
{
    const double it_w = 91.7e3;
    struct text t = {0};
    struct study s;

    /* A load from nameplates may be 15 % off: it is passed by count x 7.3 kW x 1.15. */
    open_study(&s, one_feed(&t, it_w / 1e3, 900.0, 9), "unit");
    s.request.is_certain = true;
    ck_assert_double_eq(count(&s), floor(it_w / (1.15 * UNIT_W)));
    bench_close(&s.bench);
    text_release(&t);
}
END_TEST

START_TEST(rack_limit_binds_before_the_hall_when_one_is_too_dense)
{
    struct text t = {0};
    struct study s;

    /* Four of 5 U in 21 U; of 7.3 kW none in 7 kW, of 6.1 kW one, of 5.2 kW one. */
    open_study(&s, one_feed(&t, 800.0, 7.0, 11), "unit");
    s.request.has_ladder = true;
    ck_assert_double_eq(count(&s), 0.0);
    ck_assert_str_eq(s.answer.bounds[0].limit, "rack power");
    ck_assert_double_eq_tol(s.answer.bounds[0].next_margin, 7e3 - UNIT_W, 1e-3);
    ck_assert_double_eq(s.answer.n_places, 4.0 * 11.0);
    /* Lifted, every place is filled: 44 x 7.3 kW are below 800 kW. */
    ck_assert_int_eq(s.answer.n_rungs, 2);
    ck_assert_double_eq(s.answer.rungs[1].count, 44.0);
    ck_assert_str_eq(s.answer.rungs[1].bound.kind, "");
    s.request.load = FIT_MEASURED;
    ck_assert_double_eq(count(&s), 11.0);
    ck_assert_double_eq(s.answer.most_a_rack, 1.0);
    bench_close(&s.bench);
    text_release(&t);
}
END_TEST

START_TEST(shares_of_the_whole_sum_to_it)
{
    const double it_w = 91.7e3;
    struct fit_share shares[FIT_SHARES];
    struct text t = {0};
    struct study s;

    open_study(&s, one_feed(&t, it_w / 1e3, 8.0, 9), "unit");
    s.request.has_ladder = true;
    /* One of 7.3 kW a rack in 8 kW: nine; the hall's power would be enough for twelve. */
    ck_assert_double_eq(count(&s), 9.0);
    const size_t n = fit_shares(&s.answer, shares);
    ck_assert_uint_eq(n, 4);
    ck_assert_str_eq(shares[1].name, "fits");
    ck_assert_double_eq_tol(shares[1].power_w, 9.0 * UNIT_W, 1e-3);
    ck_assert_str_eq(shares[2].name, "rack power");
    ck_assert_double_eq_tol(shares[2].power_w, 3.0 * UNIT_W, 1e-3);
    ck_assert_str_eq(shares[3].name, "less than one more");
    double sum_w = 0.0;
    for (size_t k = 0; k < n; k++) {
        sum_w += shares[k].power_w;
    }
    ck_assert_double_eq_tol(sum_w, it_w, 1e-9 * it_w);
    bench_close(&s.bench);
    text_release(&t);
}
END_TEST

START_TEST(places_that_run_out_strand_the_rest_by_positions)
{
    struct fit_share shares[FIT_SHARES];
    struct text t = {0};
    struct study s;

    open_study(&s, one_feed(&t, 400.0, 900.0, 3), "unit");
    s.request.has_ladder = true;
    ck_assert_double_eq(count(&s), 12.0); /* four in each of three */
    ck_assert_int_eq(s.answer.n_bounds, 0);
    ck_assert_uint_eq(fit_shares(&s.answer, shares), 3);
    ck_assert_str_eq(shares[2].name, "positions");
    ck_assert_double_eq_tol(shares[2].power_w, 400e3 - 12.0 * UNIT_W, 1e-3);
    bench_close(&s.bench);
    text_release(&t);
}
END_TEST

START_TEST(ask_ends_the_ladder_at_the_first_rung_that_meets_it)
{
    struct text t = {0};
    struct study s;

    open_study(&s, one_feed(&t, 40.0, 8.0, 9), "unit");
    s.request.has_ladder = true;
    (void)count(&s); /* 5 by power of 40 kW; 9 by the rack limit; 36 by space */
    ck_assert_int_eq(s.answer.n_rungs, 3);
    ck_assert_double_eq(s.answer.rungs[0].count, 5.0);
    ck_assert_double_eq(s.answer.rungs[1].count, 9.0);
    ck_assert_double_eq(s.answer.rungs[2].count, 36.0);
    s.request.ask = 6.0;
    (void)count(&s);
    ck_assert_int_eq(s.answer.n_rungs, 2);
    bench_close(&s.bench);
    text_release(&t);
}
END_TEST

/* -------------------------------------------------------------- P95, phase */

START_TEST(p95_counts_a_node_at_the_level_it_rarely_leaves)
{
    /* High for 3 % of the time, which P95 leaves out: 1.9 + 0.4 x 5.4 kW then. */
    struct study s;
    struct addition_request wanted = {.entry = "unit", .workload = "rare", .cap_w = 9e3};
    struct text t = {0};

    (void)one_feed(&t, 91.7, 900.0, 9);
    text_add(&t,
             "workloads:\n"
             "  - {name: rare, model: training, period: 100 s, duty: 3 %%, high: 100 %%, low: 40 "
             "%%}\n"
             "  - {name: often, model: training, period: 100 s, duty: 7 %%, high: 100 %%, low: "
             "40 %%}\n");
    open_study(&s, t.at, "unit");
    ck_assert_int_eq(
        addition_read(s.bench.arena, s.bench.scenario, &wanted, s.bench.diag, &s.addition),
        STATUS_OK);
    s.request.load = FIT_P95;
    ck_assert_double_eq(count(&s), floor(91.7e3 / (1.9e3 + 0.4 * 5.4e3)));
    wanted.workload = "often";
    ck_assert_int_eq(
        addition_read(s.bench.arena, s.bench.scenario, &wanted, s.bench.diag, &s.addition),
        STATUS_OK);
    ck_assert_double_eq(count(&s), floor(91.7e3 / UNIT_W));
    bench_close(&s.bench);
    text_release(&t);
}
END_TEST

/* 230 V to neutral: 7.3 kW are 31.7 A. Of 70 A a phase takes two. */
#define ON_PHASES(racks)                                                                           \
    "scenario: 1\n" UNIT "hall:\n  name: H\n  positions: 9\n  it_limit: 800 kW\n" AIR "  power:\n" \
    "    - {name: grid, model: utility, rating: 3 MW}\n"                                           \
    "    - {name: mech, model: lossless, from: grid, rating: 1 MW}\n"                              \
    "    - {name: rpp, model: panel, loss: 0 %, from: grid, rating_current: 70 A, voltage: "       \
    "398.371685740842 V}\n"                                                                        \
    "  rows: [{name: R, racks: [" racks "]}]\n"
#define ON(phase, n)                                                                               \
    "{repeat: " n ", name: \"" phase "%d\", feeds: rpp, phase: " phase ", height: 5 U, nodes: []}"

START_TEST(uneven_phases_bind_a_feed_that_even_ones_would_not)
{
    struct study s;

    open_study(&s, ON_PHASES(ON("A", "4") ", " ON("B", "1")), "unit");
    ck_assert_double_eq(count(&s), 3.0); /* two on A, one on B */
    ck_assert_str_eq(s.answer.bounds[0].subject, "rpp");
    ck_assert_int_eq(s.answer.bounds[0].cause, CAUSE_PHASE);
    ck_assert_double_eq(s.answer.bounds[0].n_racks, 2.0);
    bench_close(&s.bench);
    open_study(&s, ON_PHASES(ON("A", "3") ", " ON("B", "3") ", " ON("C", "3")), "unit");
    ck_assert_double_eq(count(&s), 6.0); /* two on each */
    bench_close(&s.bench);
}
END_TEST

/* -------------------------------------------------------- what is there */

#define WITH_OLD(limit, mass)                                                                      \
    "scenario: 1\n" UNIT "hall:\n  name: H\n  positions: 3\n  it_limit: 30 kW\n" AIR "  power:\n"  \
    "    - {name: grid, model: utility, rating: 3 MW}\n"                                           \
    "    - {name: mech, model: lossless, from: grid, rating: 1 MW}\n"                              \
    "  rows: [{name: R, racks: [\n"                                                                \
    "    {name: old, feeds: grid, height: 9 U, limit: " limit ", nodes: [{use: unit, height: 8 U"  \
    "}]},\n"                                                                                       \
    "    {name: dark, feeds: grid, height: 9 U},\n"                                                \
    "    {name: new, feeds: grid, height: 26 U" mass ", nodes: []}]}]\n"

START_TEST(limit_that_the_hall_passes_anyhow_decides_only_where_it_gets_worse)
{
    struct study s;

    /* `old` draws 7.3 kW of 7 kW and has no room for 5 U more; 22.7 kW of the hall are left. */
    open_study(&s, WITH_OLD("7 kW", ""), "unit");
    ck_assert_double_eq(count(&s), 3.0);
    ck_assert_double_eq(s.answer.n_passed_before, 1.0);
    ck_assert_str_eq(s.answer.bounds[0].limit, "IT power");
    ck_assert_double_eq(s.answer.n_obstacles[OBSTACLE_SPACE], 1.0);
    ck_assert_double_eq(s.answer.n_obstacles[OBSTACLE_CONTENTS], 1.0);
    ck_assert_double_eq(s.answer.n_unknown_racks, 1.0);
    ck_assert_double_eq(s.answer.base_it_w, UNIT_W);
    bench_close(&s.bench);
}
END_TEST

START_TEST(what_is_not_known_is_named)
{
    struct study s;

    open_study(&s, WITH_OLD("9 kW", ""), "unit");
    (void)count(&s);
    bool is_named = false;
    for (int64_t k = 0; k < s.answer.n_unknown; k++) {
        is_named = is_named || strcmp(s.answer.unknown[k], "space") == 0;
    }
    ck_assert(is_named); /* of `dark`, whose contents nobody knows */
    s.request.load = FIT_CAPPED;
    s.addition.node.cap_w = PARAM_UNKNOWN;
    ck_assert(isnan(count(&s)));
    ck_assert_int_eq(s.answer.is_known, 0);
    bench_close(&s.bench);
}
END_TEST

/* ----------------------------------------------------------------- racks */

#define RACKS                                                                                      \
    "  - {name: wet, kind: rack, mass: 1300 kg, height: 48 U, limit: 60 kW, cooling: cold_plate, " \
    "nodes: [{nameplate: 50 kW, is_liquid_cooled: true, model: curve, points: [[0 %, 20 kW], "     \
    "[100 %, 50 kW]], liquid: 90 %, airflow: 0.2 m3/s, fan: 0 %, inlet_max: 50 degC}]}\n"
#define WET_HALL(plates)                                                                           \
    "scenario: 1\n" UNIT RACKS "hall:\n  name: H\n  positions: 3\n  it_limit: 200 kW\n" AIR        \
    "  power:\n"                                                                                   \
    "    - {name: grid, model: utility, rating: 3 MW}\n"                                           \
    "    - {name: mech, model: lossless, from: grid, rating: 1 MW}\n"                              \
    "  cdus: [{name: cdu, use: cdu-1mw, plant: chw, from: mech, supply: 30 degC}]\n"               \
    "  rows: [{name: R, racks: [\n"                                                                \
    "    {name: dry, feeds: grid, limit: 45 kW, nodes: []},\n"                                     \
    "    {name: w1, feeds: grid, cooling: cold_plate, cdus: cdu, limit: 55 kW, nodes: []},\n"      \
    "    {name: w2, feeds: grid, cooling: cold_plate, cdus: cdu, nodes: [" plates "]}]}]\n"

START_TEST(rack_takes_the_building_s_side_from_its_position)
{
    enum addition_obstacle obstacle = OBSTACLE_NONE;
    struct scn_rack placed;
    struct study s;

    open_study(&s, WET_HALL(""), "wet");
    const struct scn_hall *const halls = s.bench.scenario->sites[0].halls.items;
    const struct scn_rack *const at = ((const struct scn_row *)halls->rows.items)->racks.items;
    ck_assert_uint_eq(addition_room(&s.addition, &at[0], &obstacle), 0);
    ck_assert_int_eq(obstacle, OBSTACLE_LIQUID);
    addition_place(s.bench.arena, &s.addition, &at[1], 1, &placed);
    ck_assert_str_eq(placed.name, "w1");
    ck_assert_double_eq(placed.limit_w, 55e3); /* the lower of 55 and 60 kW */
    ck_assert_uint_eq(placed.cdus.n, 1);
    ck_assert_double_eq(placed.mass_kg, 1300.0);
    ck_assert_double_eq(count(&s), 2.0);
    ck_assert_double_eq(s.answer.n_obstacles[OBSTACLE_LIQUID], 1.0);
    bench_close(&s.bench);
}
END_TEST

START_TEST(air_cooled_node_leaves_the_coolant_of_an_empty_position_alone)
{
    enum addition_obstacle obstacle = OBSTACLE_NONE;
    struct scn_rack placed;
    struct study s;

    open_study(&s, WET_HALL("{use: unit, is_liquid_cooled: true}"), "unit");
    const struct scn_hall *const halls = s.bench.scenario->sites[0].halls.items;
    const struct scn_rack *const at = ((const struct scn_row *)halls->rows.items)->racks.items;
    addition_place(s.bench.arena, &s.addition, &at[1], 2, &placed);
    ck_assert_str_eq(placed.cooling->model.info->name, "air");
    ck_assert_uint_eq(placed.cdus.n, 0);
    ck_assert_uint_eq(addition_room(&s.addition, &at[2], &obstacle), 0);
    ck_assert_int_eq(obstacle, OBSTACLE_PLATES);
    bench_close(&s.bench);
}
END_TEST

START_TEST(answers_are_the_same_bytes_for_any_number_of_workers)
{
    enum { N = 4 };
    struct text t = {0};
    struct study s;
    struct fit_request requests[N];
    struct fit_answer alone[N];
    struct fit_answer together[N];
    size_t *n_alone[N];
    size_t *n_together[N];

    open_study(&s, one_feed(&t, 91.7, 8.0, 9), "unit");
    for (size_t k = 0; k < N; k++) {
        requests[k] = s.request;
        requests[k].load = (enum fit_load)k;
        requests[k].has_ladder = k == 0;
    }
    ck_assert_int_eq(fit_search_all(s.bench.arena, requests, N, 1, alone, n_alone), STATUS_OK);
    ck_assert_int_eq(fit_search_all(s.bench.arena, requests, N, 3, together, n_together),
                     STATUS_OK);
    for (size_t k = 0; k < N; k++) {
        ck_assert_mem_eq(&alone[k], &together[k], sizeof alone[k]);
        ck_assert_mem_eq(n_alone[k], n_together[k], 9 * sizeof(size_t));
    }
    bench_close(&s.bench);
    text_release(&t);
}
END_TEST

/* ------------------------------------------------------------ margins, air */

START_TEST(margins_at_the_count_and_with_one_more_are_those_of_the_loads)
{
    struct fit_margin *margins = NULL;
    size_t n_margins = 0;
    bool is_found = false;
    struct text t = {0};
    struct study s;

    open_study(&s, one_feed(&t, 91.7, 900.0, 9), "unit");
    const double n = count(&s);
    ck_assert_int_eq(fit_margins(s.bench.arena, &s.request, s.n, 8, &margins, &n_margins),
                     STATUS_OK);
    for (size_t i = 0; i < n_margins; i++) {
        if (strcmp(margins[i].kind, "power, lossless") == 0 &&
            strcmp(margins[i].subject, "it") == 0) {
            is_found = true;
            ck_assert_double_eq_tol(margins[i].margin, 2e6 - n * UNIT_W, 1e-3);
            ck_assert_double_eq_tol(margins[i].next_margin, 2e6 - (n + 1.0) * UNIT_W, 1e-3);
        }
    }
    ck_assert(is_found);
    bench_close(&s.bench);
    text_release(&t);
}
END_TEST

START_TEST(design_air_is_the_hottest_hour_with_its_moisture)
{
    struct fit_air airs[FIT_AIRS];
    struct text t = {0};
    struct study s;

    (void)one_feed(&t, 91.7, 900.0, 2);
    text_add(&t,
             "site: {outdoor: {model: design_day, dry_bulb: 34.3 degC, wet_bulb: 21.7 degC}}\n");
    open_study(&s, t.at, "unit");
    ck_assert_uint_eq(fit_design_air(s.bench.plan, 0.0, PARAM_UNKNOWN, airs), 1);
    ck_assert_double_eq(airs[0].dry_bulb_c, 34.3);
    ck_assert_double_eq_tol(airs[0].wet_bulb_c, 21.7, 1e-9);
    const double p = s.bench.plan->pressure_pa;
    const double ratio = psychro_ratio_from_wet_bulb(34.3, 21.7, p);
    ck_assert_uint_eq(fit_design_air(s.bench.plan, 3.1, PARAM_UNKNOWN, airs), 1);
    ck_assert_double_eq(airs[0].dry_bulb_c, 34.3 + 3.1);
    /* The root of the wet bulb is found to 1e-6 K or so; a K of it is 1e-4 of the ratio. */
    ck_assert_double_eq_tol(psychro_ratio_from_wet_bulb(37.4, airs[0].wet_bulb_c, p), ratio, 1e-8);
    ck_assert_uint_eq(fit_design_air(s.bench.plan, 0.0, 29.0, airs), 1);
    ck_assert_double_eq(airs[0].dry_bulb_c, 29.0);
    bench_close(&s.bench);
    text_release(&t);
}
END_TEST

/* --------------------------------------------------------------- in time */

/* Racks behind a transfer switch. Static N-1 counts what the second source carries, not the time until
 * it does. */
#define BEHIND_SWITCH(transfer)                                                                    \
    "scenario: 1\n" UNIT "hall:\n  name: H\n  positions: 4\n  it_limit: 90 kW\n" AIR "  power:\n"  \
    "    - {name: grid, model: utility, rating: 3 MW}\n"                                           \
    "    - {name: mech, model: lossless, from: grid, rating: 1 MW}\n"                              \
    "    - {name: a, model: lossless, from: grid, rating: 40 kW}\n"                                \
    "    - {name: b, model: lossless, from: grid, rating: 47 kW}\n"                                \
    "    - {name: sw, model: transfer_switch, from: [a, b], rating: 200 kW, retransfer: 10 s, "    \
    "transfer: " transfer "}\n"                                                                    \
    "  rows: [{name: R, racks: [{repeat: 4, name: \"R%d\", feeds: sw, height: 10 U, nodes: "       \
    "[]}]}]\n"

/* Losses that fail with the first k of what is added in place. */
static size_t failing_with(const struct study *s, const size_t *filled, size_t k)
{
    struct arena *const arena = s->bench.arena;
    size_t n[4] = {0};
    struct contingency_answer answer;
    const struct plan *plan = NULL;
    size_t n_failing = 0;

    for (size_t r = 0; r < 4; r++) {
        for (; n[r] < filled[r] && k > 0; k--) {
            n[r]++;
        }
    }
    const struct addition_change change = {
        .scenario = s->bench.scenario, .addition = &s->addition, .n = n};
    const struct scenario *const more = addition_apply(arena, &change);
    ck_assert_int_eq(build_plan(arena, more, 0, 0, diag_create(arena), &plan), STATUS_OK);
    const struct contingency_request request = {
        .plan = plan, .horizon_s = 300.0, .is_nameplate = true, .n_workers = 1};
    ck_assert_int_eq(contingency_run(arena, &request, &answer), STATUS_OK);
    for (size_t i = 0; i < answer.n; i++) {
        n_failing += answer.rows[i].verdict == CONTINGENCY_FAILS ? 1 : 0;
    }
    return n_failing;
}

static void check_in_time(const char *text, double in_time, double most)
{
    struct fit_transient found;
    struct study s;

    open_study(&s, text, "unit");
    ck_assert_double_eq(count(&s), most);
    ck_assert_int_eq(fit_transients(s.bench.arena, &s.request, s.n, 300.0, 1, &found), STATUS_OK);
    ck_assert_double_eq(found.count, in_time);
    ck_assert_uint_eq(failing_with(&s, s.n, (size_t)in_time), 0);
    if (in_time < most) {
        ck_assert_uint_gt(failing_with(&s, s.n, (size_t)in_time + 1), 0);
        ck_assert_str_eq(found.lost, "a");
    } else {
        ck_assert_str_eq(found.lost, "");
    }
    bench_close(&s.bench);
}

START_TEST(slow_transfer_lets_fit_statically_what_falls_dark_in_time)
{
    /* Five of 7.3 kW in 40 kW; supplies hold up through 6 ms, not through 100. */
    check_in_time(BEHIND_SWITCH("6 ms"), 5.0, 5.0);
    check_in_time(BEHIND_SWITCH("100 ms"), 0.0, 5.0);
}
END_TEST

TCASE(tc_by_hand, "by_hand", count_is_the_hall_s_power_over_that_of_one_and_names_it,
      certain_count_leaves_room_for_the_band_of_the_load,
      rack_limit_binds_before_the_hall_when_one_is_too_dense, shares_of_the_whole_sum_to_it,
      places_that_run_out_strand_the_rest_by_positions,
      ask_ends_the_ladder_at_the_first_rung_that_meets_it,
      p95_counts_a_node_at_the_level_it_rarely_leaves,
      uneven_phases_bind_a_feed_that_even_ones_would_not,
      margins_at_the_count_and_with_one_more_are_those_of_the_loads,
      design_air_is_the_hottest_hour_with_its_moisture)
TCASE(tc_places, "places", limit_that_the_hall_passes_anyhow_decides_only_where_it_gets_worse,
      what_is_not_known_is_named, rack_takes_the_building_s_side_from_its_position,
      air_cooled_node_leaves_the_coolant_of_an_empty_position_alone)
TCASE(tc_cases, "cases", answers_are_the_same_bytes_for_any_number_of_workers,
      slow_transfer_lets_fit_statically_what_falls_dark_in_time)

CHECK_MAIN("fit", tc_by_hand, tc_places, tc_cases)
