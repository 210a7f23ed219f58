/* test_fit.c - how many more fit: closed forms, brute force, and what must never be.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/psychro.h"
#include "sim/study/contingency.h"
#include "sim/study/fit.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"
#include "tests/support/hall_bench.h"

/* What is added: its three powers have no simple relation. */
#define UNIT_W     7300.0
#define MEASURED_W 6100.0
#define CAP_W      5200.0
#define UNIT                                                                                       \
    "catalog:\n"                                                                                   \
    "  - {name: unit, kind: node, nameplate: 7.3 kW, measured_max: 6.1 kW, cap: 5.2 kW, "          \
    "mass: 41 kg, height: 5 U, inlet_max: 60 degC, model: curve, "                                 \
    "points: [[0 %, 1.9 kW], [100 %, 7.3 kW]], airflow: 0.31 m3/s, fan: 0 %, "                     \
    "power_factor: 100 %}\n"

#define AIR                                                                                        \
    "  air: {supply: 20 degC, dew_point: 5 degC, redundancy: N}\n"                                 \
    "  floor: {uniform_max: 4900 kg/m2, caster_max: 4000 kg, rolling_max: 4000 kg}\n"              \
    "  delivery: {door_height: 3 m, door_width: 2 m, lift_max: 9000 kg}\n"                         \
    "  plants: [{name: chw, model: chiller, capacity: 3 MW, cop: 4, supply: 10 degC, "             \
    "volume: 10 m3, from: mech}]\n"                                                                \
    "  crahs: [{repeat: 3, name: \"c%d\", use: fan-wall-400kw, plant: chw, from: mech}]\n"

struct study {
    struct bench bench;
    struct addition addition;
    struct fit_request request;
    struct fit_answer answer;
    size_t n[64];
};

static void open_study(struct study *s, const char *text, const char *entry)
{
    const struct addition_request wanted = {.entry = entry, .cap_w = PARAM_UNKNOWN};

    memset(s, 0, sizeof *s);
    bench_open(&s->bench, text);
    if (addition_read(s->bench.arena, s->bench.scenario, &wanted, s->bench.diag, &s->addition) !=
        STATUS_OK) {
        bench_refuse(&s->bench, text);
    }
    s->request = (struct fit_request){.scenario = s->bench.scenario,
                                      .addition = &s->addition,
                                      .load = FIT_NAMEPLATE,
                                      .service = FIT_N1,
                                      .ask = PARAM_UNKNOWN};
}

static double count(struct study *s)
{
    const enum status st = fit_search(s->bench.arena, &s->request, &s->answer, s->n);

    ck_assert_msg(st == STATUS_OK, "%s", status_text(st));
    return s->answer.count;
}

/* ------------------------------------------------------- what must hold */

/* Is nothing passed with n[r] more in each rack? Says it of the plan alone, without the search. */
static bool holds(const struct study *s, const size_t *n, enum fit_service service)
{
    struct arena *const arena = s->bench.arena;
    const struct arena_mark mark = arena_mark(arena);
    const struct plan *plan = NULL;
    struct fault fault;
    size_t n_steps = 0;
    bool is = true;
    const struct scenario *const more =
        addition_apply(arena, s->bench.scenario, 0, 0, &s->addition, n, NULL);

    ck_assert_int_eq(build_plan(arena, more, 0, 0, diag_create(arena), &plan), STATUS_OK);
    struct hall *const hall = hall_create(arena, plan);
    struct limits *const limits = limits_create(arena, plan);
    ck_assert_int_eq(engine_start(plan, hall, &fault), STATUS_OK);
    hall_set_level(hall, plan, LEVEL_NAMEPLATE, PARAM_UNKNOWN);
    const enum status st = engine_settle(plan, hall, 86400.0, &fault, &n_steps);
    if (st == STATUS_OK) {
        ck_assert_int_eq(limits_look(limits, hall, 0.0), STATUS_OK);
    }
    for (size_t i = 0; i < plan->n_limits && st == STATUS_OK; i++) {
        const double margin = service == FIT_N1 ? fmin(limits->now[i].margin, limits->n1[i].margin)
                                                : limits->now[i].margin;
        is = is && (plan->limits[i].is_advisory || !(margin < -1e-6 * fabs(limits->now[i].limit)));
    }
    arena_reset(arena, mark);
    return is && st == STATUS_OK;
}

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

/* ----------------------------------------------------------- random halls */

enum { RANDOM_RACKS = 5, RANDOM_ROOM = 2 };

/* What a test tightens: one rating by a factor. */
struct random_fit {
    unsigned long seed;
    int tightened; /* number of the rating; -1: none */
    double factor;
};

enum { N_RATINGS = 10 };

static void random_ratings(const struct random_fit *how, gsl_rng *rng, double ret[N_RATINGS])
{
    static const double low[N_RATINGS] = {20, 25, 20, 15, 15, 8, 8, 18, 40, 0.4};
    static const double high[N_RATINGS] = {90, 90, 80, 45, 45, 16, 16, 60, 160, 1.9};

    for (int k = 0; k < N_RATINGS; k++) {
        ret[k] = draw_between(rng, low[k], high[k]) * (k == how->tightened ? how->factor : 1.0);
    }
}

/* Two panels on one or two sides, racks with limits and circuits of their own, some of them filled. */
static void random_fit_text(const struct random_fit *how, struct text *t)
{
    gsl_rng *const rng = draw_create(how->seed);
    double kw[N_RATINGS];

    random_ratings(how, rng, kw);
    const bool has_sides = draw_index(rng, 2) == 0;
    text_add(t,
             "scenario: 1\n%shall:\n  name: H\n  positions: 9\n  it_limit: %.6f kW\n"
             "  air: {supply: 20 degC, dew_point: 5 degC, redundancy: N+1}\n"
             "  floor: {uniform_max: 4900 kg/m2, caster_max: %.6f kg, rolling_max: 4000 kg}\n"
             "  delivery: {door_height: 3 m, door_width: 2 m, lift_max: 9000 kg}\n"
             "  plants: [{name: chw, model: chiller, capacity: %.6f kW, cop: 4, supply: 8 degC, "
             "volume: 10 m3, from: mech}]\n"
             "  crahs: [{repeat: 3, name: \"c%%d\", model: crah, airflow: %.6f m3/s, fan: 0.9 kW, "
             "capacity: %.6f kW, water_flow: %.6f l/s, plant: chw, from: mech}]\n",
             UNIT, kw[0], kw[7] * 2.0, kw[8], kw[9], 13.0 * kw[9], 0.9 * kw[9]);
    text_add(t,
             "  power:\n"
             "    - {name: grid, model: utility, rating: 3 MW}\n"
             "    - {name: mech, model: lossless, from: grid, rating: 1 MW}\n"
             "    - {name: ups-a, use: ups-500kw, from: grid, rating: %.6f kW}\n"
             "    - {name: ups-b, use: ups-500kw, from: grid, rating: %.6f kW}\n"
             "    - {name: p1, model: panel, loss: 1 %%, from: ups-a, rating: %.6f kW}\n"
             "    - {name: p2, model: panel, loss: 1 %%, from: %s, rating: %.6f kW}\n"
             "    - {name: q, model: panel, loss: 1 %%, from: ups-b, rating: 300 kW}\n"
             "  rows:\n    - name: R\n      containment: cold_aisle\n      racks:\n",
             kw[1], kw[2], kw[3], has_sides ? "ups-a" : "ups-b", kw[4]);
    for (int r = 0; r < RANDOM_RACKS; r++) {
        const size_t kind = draw_index(rng, 3);
        text_add(t, "        - {name: r%d, feeds: %s, limit: %.6f kW, height: %d U, ", r,
                 kind == 0   ? "p1"
                 : has_sides ? (kind == 1 ? "p2" : "[p2, q]")
                             : "p2",
                 kw[5 + draw_index(rng, 2)], 5 * RANDOM_ROOM + 5);
        text_add(t, draw_index(rng, 3) == 0 ? "circuit: {voltage: 400 V, current: 16 A}, " : "");
        text_add(t, draw_index(rng, 4) == 0 ? "nodes: [{use: unit}]}\n"
                                            : "nodes: [{use: unit, count: 0}]}\n");
    }
    gsl_rng_free(rng);
}

static double sum_of(const size_t *n)
{
    double sum = 0.0;

    for (size_t r = 0; r < RANDOM_RACKS; r++) {
        sum += (double)n[r];
    }
    return sum;
}

/* The most over all ways to fill the racks; -1 when the hall passes something as it is. */
static double try_all(const struct study *s, enum fit_service service)
{
    size_t n[RANDOM_RACKS] = {0};
    double best = -1.0;

    for (;;) {
        if (sum_of(n) > best && holds(s, n, service)) {
            best = sum_of(n);
        }
        size_t r = 0;
        for (; r < RANDOM_RACKS && n[r] == RANDOM_ROOM; r++) {
            n[r] = 0;
        }
        if (r == RANDOM_RACKS) {
            return best;
        }
        n[r]++;
    }
}

START_TEST(search_equals_brute_force_and_one_more_breaks_something)
{
    for (unsigned long seed = 1; seed <= 24; seed++) {
        const struct random_fit how = {.seed = seed, .tightened = -1};
        const enum fit_service service = seed % 2 == 0 ? FIT_N1 : FIT_NORMAL;
        struct text t = {0};
        struct study s;

        random_fit_text(&how, &t);
        open_study(&s, t.at, "unit");
        s.request.service = service;
        s.request.is_spread = seed % 3 == 0;
        for (size_t r = 0; r < RANDOM_RACKS; r++) {
            s.n[r] = 0;
        }
        const double best = try_all(&s, service);
        if (best >= 0.0) {
            const double found = count(&s);
            ck_assert_msg(found == best, "seed %lu: %g, brute force %g\n%s", seed, found, best,
                          t.at);
            ck_assert(holds(&s, s.n, service));
            for (size_t r = 0; r < RANDOM_RACKS; r++) {
                s.n[r]++;
                enum addition_obstacle obstacle;
                const struct scn_hall *const halls = s.bench.scenario->sites[0].halls.items;
                const struct scn_rack *const racks =
                    ((const struct scn_row *)halls->rows.items)->racks.items;
                const bool has_room = s.n[r] <= addition_room(&s.addition, &racks[r], &obstacle);
                ck_assert_msg(!has_room || !holds(&s, s.n, service),
                              "seed %lu: one more fits in rack %zu", seed, r);
                s.n[r]--;
            }
        }
        bench_close(&s.bench);
        text_release(&t);
    }
}
END_TEST

static double count_of(const struct random_fit *how, enum fit_service service)
{
    struct text t = {0};
    struct study s;

    random_fit_text(how, &t);
    open_study(&s, t.at, "unit");
    s.request.service = service;
    const double found = count(&s);
    bench_close(&s.bench);
    text_release(&t);
    return found;
}

START_TEST(count_never_grows_when_a_limit_is_tightened_or_a_partner_lost)
{
    for (unsigned long seed = 101; seed <= 130; seed++) {
        const struct random_fit as_is = {.seed = seed, .tightened = -1};
        const struct random_fit tighter = {
            .seed = seed, .tightened = (int)(seed % N_RATINGS), .factor = 0.7};
        const double before = count_of(&as_is, FIT_N1);

        ck_assert_msg(count_of(&tighter, FIT_N1) <= before, "seed %lu", seed);
        ck_assert_msg(before <= count_of(&as_is, FIT_NORMAL), "seed %lu", seed);
    }
}
END_TEST

START_TEST(ladder_only_rises_sums_to_the_whole_and_lifts_what_it_says)
{
    for (unsigned long seed = 201; seed <= 212; seed++) {
        const struct random_fit how = {.seed = seed, .tightened = -1};
        struct fit_share shares[FIT_SHARES];
        struct text t = {0};
        struct study s;
        double sum_w = 0.0;

        random_fit_text(&how, &t);
        open_study(&s, t.at, "unit");
        s.request.has_ladder = true;
        (void)count(&s);
        const struct fit_answer a = s.answer;
        for (int64_t k = 1; k < a.n_rungs; k++) {
            ck_assert_double_ge(a.rungs[k].count, a.rungs[k - 1].count);
        }
        const size_t n = fit_shares(&a, shares);
        for (size_t k = 0; k < n; k++) {
            ck_assert_double_ge(shares[k].power_w, 0.0);
            sum_w += shares[k].power_w;
        }
        ck_assert_double_eq_tol(sum_w, a.whole_w, 1e-9 * a.whole_w);
        /* What the answer says that a lift gains, the search without that kind finds. */
        const char *const lifted[] = {a.bounds[0].kind};
        s.request.lifted = lifted;
        s.request.n_lifted = a.n_bounds > 0 ? 1 : 0;
        s.request.has_ladder = false;
        const double gain = a.n_bounds > 0 ? a.bounds[0].gain : 0.0;
        ck_assert_msg(count(&s) == a.count + gain, "seed %lu", seed);
        bench_close(&s.bench);
        text_release(&t);
    }
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
static size_t failing_with(const struct study *s, const size_t *filled, double k)
{
    struct arena *const arena = s->bench.arena;
    size_t n[RANDOM_RACKS] = {0};
    struct contingency_answer answer;
    const struct plan *plan = NULL;
    size_t n_failing = 0;

    for (size_t r = 0; r < 4; r++) {
        for (; n[r] < filled[r] && k > 0.0; k--) {
            n[r]++;
        }
    }
    const struct scenario *const more =
        addition_apply(arena, s->bench.scenario, 0, 0, &s->addition, n, NULL);
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
    ck_assert_uint_eq(failing_with(&s, s.n, in_time), 0);
    if (in_time < most) {
        ck_assert_uint_gt(failing_with(&s, s.n, in_time + 1.0), 0);
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
TCASE(tc_random, "random", search_equals_brute_force_and_one_more_breaks_something,
      count_never_grows_when_a_limit_is_tightened_or_a_partner_lost,
      ladder_only_rises_sums_to_the_whole_and_lifts_what_it_says,
      answers_are_the_same_bytes_for_any_number_of_workers,
      slow_transfer_lets_fit_statically_what_falls_dark_in_time)

CHECK_MAIN("fit", tc_by_hand, tc_places, tc_random)
