/* test_contingency.c - what a loss does in a hall small enough to say it beforehand.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/study/contingency.h"
#include "tests/support/check_main.h"
#include "tests/support/hall_bench.h"

#define NODE_30KW                                                                                  \
    "nodes: [{name: load, model: curve, points: [[0 %, 30 kW], [100 %, 30.001 kW]], "              \
    "airflow: 2 m3/s, fan: 0 %, power_factor: 100 %, inlet_max: 55 degC}]"

/* R1 has both feeds, R2 one; both air handlers are large enough for the hall alone. */
#define HALL_OF(redundancy, crahs, b, more)                                                        \
    "scenario: 1\n"                                                                                \
    "time: {duration: 100 s, step: 7 s, record: 50 s}\n"                                           \
    "hall:\n"                                                                                      \
    "  name: H\n"                                                                                  \
    "  size: [11 m, 7 m]\n"                                                                        \
    "  height: 3.7 m\n"                                                                            \
    "  air: {supply: 20 degC, redundancy: " redundancy "}\n"                                       \
    "  plants: [{name: chw, model: chiller, capacity: 1 MW, cop: 4, supply: 10 degC, "             \
    "volume: 10 m3, from: mech}]\n"                                                                \
    "  crahs: [" crahs "]\n"                                                                       \
    "  power:\n"                                                                                   \
    "    - {name: grid, model: utility, rating: 1 MW}\n"                                           \
    "    - {name: mech, model: lossless, from: grid, rating: 1 MW}\n"                              \
    "    - {name: a, model: lossless, from: grid, rating: 70 kW}\n"                                \
    "    - {name: b, from: grid, " b "}\n"                                                         \
    "  rows: [{name: R, racks: [{name: R1, feeds: [a, b], " NODE_30KW "}, "                        \
    "{name: R2, feeds: b, " NODE_30KW "}]}]\n" more

#define HALL(redundancy, crahs, more) HALL_OF(redundancy, crahs, "rating: 70 kW", more)

#define ONE_CRAH "{name: c1, use: fan-wall-400kw, plant: chw, from: mech}"
#define SMALL(name)                                                                                \
    "{name: " name ", model: crah, airflow: 2.9 m3/s, fan: 1.3 kW, capacity: 61 kW, "              \
    "water_flow: 3.1 l/s, plant: chw, from: mech}"

struct study {
    struct bench bench;
    struct contingency_request request;
    struct contingency_answer answer;
};

static void open_study(struct study *s, const char *text, bool has_pairs)
{
    *s = (struct study){0};
    bench_open(&s->bench, text);
    s->request = (struct contingency_request){
        .plan = s->bench.plan, .horizon_s = 600.0, .has_pairs = has_pairs, .n_workers = 1};
}

static void run_study(struct study *s)
{
    const enum status st = contingency_run(s->bench.arena, &s->request, &s->answer);

    ck_assert_msg(st == STATUS_OK, "%s", status_text(st));
}

/* The row of a loss by the names, as contingency_name prints them. */
static const struct contingency_row *row_of(const struct study *s, const char *name)
{
    for (size_t i = 0; i < s->answer.n; i++) {
        const struct contingency_row *const row = &s->answer.rows[i];
        if (strcmp(contingency_name(s->bench.arena, s->bench.plan, &row->what), name) == 0) {
            return row;
        }
    }
    ck_abort_msg("no case '%s'", name);
}

static void expect(const struct study *s, const char *name, int64_t n_racks,
                   enum contingency_verdict verdict)
{
    const struct contingency_row *const row = row_of(s, name);

    ck_assert_msg(row->result.n_racks_lost == n_racks, "%s: %lld racks, not %lld", name,
                  (long long)row->result.n_racks_lost, (long long)n_racks);
    ck_assert_msg(row->verdict == verdict, "%s: %s", name, contingency_verdict_text(row->verdict));
    ck_assert_int_eq(row->result.status, STATUS_OK);
    ck_assert_double_eq(row->result.simulated_s, s->request.horizon_s);
    ck_assert_double_le(row->result.residual_frac, 1e-9);
}

START_TEST(rack_on_two_feeds_survives_either_and_rack_on_one_does_not)
{
    struct study s;

    open_study(&s, HALL("N", ONE_CRAH, ""), false);
    run_study(&s);
    ck_assert_uint_eq(s.answer.n, 6); /* four elements of the tree, a plant, an air handler */
    expect(&s, "a", 0, CONTINGENCY_HOLDS);
    expect(&s, "b", 1, CONTINGENCY_NO_SPARE);
    expect(&s, "grid", 2, CONTINGENCY_NO_SPARE);
    const struct contingency_result *const b = &row_of(&s, "b")->result;
    ck_assert_double_eq(b->first_loss_s, 0.0);
    ck_assert_double_eq_tol(b->lost_w, 30e3, 1.5); /* the curve rises by 1 W */
    ck_assert_double_eq(b->dark_w, b->lost_w);
    ck_assert_int_eq(b->n_racks_cascaded, 0);
    ck_assert_str_eq(s.bench.plan->names[DIM_RACK][b->first_rack], "R2");
    ck_assert(isnan(row_of(&s, "a")->result.first_loss_s));
    bench_close(&s.bench);
}
END_TEST

START_TEST(two_feeds_of_a_rack_lost_together_drop_what_neither_drops_alone)
{
    struct study s;

    open_study(&s, HALL("N", ONE_CRAH, ""), true);
    run_study(&s);
    ck_assert_uint_eq(s.answer.n_elements, 6);
    ck_assert_uint_eq(s.answer.n, 6 + 6 * 5 / 2);
    expect(&s, "a, b", 2, CONTINGENCY_NO_SPARE);
    ck_assert(row_of(&s, "a, b")->is_more);
    /* The plant adds nothing to what the source drops. */
    ck_assert(!row_of(&s, "grid, chw")->is_more);
    for (size_t i = 1; i < s.answer.n; i++) {
        ck_assert_int_ge(s.answer.rows[i - 1].result.n_racks_lost,
                         s.answer.rows[i].result.n_racks_lost);
    }
    bench_close(&s.bench);
}
END_TEST

/* Losing a shifts its half of R1 to b: 45 kW become 60 kW. */
START_TEST(partner_that_is_too_small_fails_and_the_limit_is_named)
{
    struct study s;

    open_study(&s, HALL_OF("N", ONE_CRAH, "rating: 50 kW", ""), false);
    run_study(&s);
    expect(&s, "a", 0, CONTINGENCY_FAILS);
    const struct contingency_result *const a = &row_of(&s, "a")->result;
    ck_assert_int_eq(a->n_passed, 1);
    const struct limit *const l = &s.bench.plan->limits[a->tightest];
    ck_assert_str_eq(s.bench.plan->names[l->dim][l->index], "b");
    ck_assert_str_eq(l->name, "power");
    ck_assert_double_eq_tol(a->value, 60e3, 3.0); /* likewise, for both racks */
    ck_assert_double_eq_tol(a->margin_frac, 1.0 - 60.0 / 50.0, 1e-4);
    ck_assert_double_eq(a->passed_s, 0.05); /* told at the end of the first, shortest step */
    bench_close(&s.bench);
}
END_TEST

/* Hall without any air handler, at heat Q into air (Ca) that gives to slab and steel (Cm) through U:
 *     hot = T0 + Q t / (Ca + Cm) + Cm / (Ca + Cm) d,  d = Q tau / Ca (1 - exp(-t / tau))
 *     1 / tau = U (1 / Ca + 1 / Cm)
 * Without supply every inlet is the hot air. */
static double hot_c(double t_s, double begin_c, double heat_w, double air_j_per_k)
{
    const double floor_m2 = 11.0 * 7.0;
    const double mass_j_per_k = 80e3 * floor_m2;
    const double w_per_k = 8.0 * floor_m2;
    const double both_j_per_k = air_j_per_k + mass_j_per_k;
    const double tau_s = 1.0 / (w_per_k * (1.0 / air_j_per_k + 1.0 / mass_j_per_k));
    const double apart_k = heat_w * tau_s / air_j_per_k * (1.0 - exp(-t_s / tau_s));

    return begin_c + heat_w * t_s / both_j_per_k + mass_j_per_k / both_j_per_k * apart_k;
}

START_TEST(hall_without_its_air_handler_warms_as_two_masses_do)
{
    struct study s;

    open_study(&s, HALL("N", ONE_CRAH, ""), false);
    run_study(&s);
    expect(&s, "c1", 0, CONTINGENCY_NO_SPARE);
    const double air_j_per_k = s.bench.plan->air_j_per_m3k * 11.0 * 7.0 * 3.7;
    const double begin_c = s.answer.hall->was->hall.hot_c[0];
    double reached_s = 0.0;
    while (hot_c(reached_s, begin_c, s.answer.it_w, air_j_per_k) < 55.0) {
        reached_s += 0.01;
    }
    const struct contingency_result *const r = &row_of(&s, "c1")->result;
    double passed_s = PARAM_UNKNOWN;
    for (size_t i = 0; i < s.bench.plan->n_limits; i++) {
        if (strcmp(s.bench.plan->limits[i].name, "inlet maximum") == 0 &&
            (int64_t)i == r->tightest) {
            passed_s = r->passed_s;
        }
    }
    /* An inlet is the mean of its step, and told at its end: late by half a step to one and a half. */
    ck_assert_double_gt(reached_s, 10.0);
    ck_assert_msg(passed_s > reached_s && passed_s < reached_s + 2.0 * s.answer.step_s,
                  "passed at %g s, two masses at %g s", passed_s, reached_s);
    bench_close(&s.bench);
}
END_TEST

/* Two handlers of which one is too small for both racks: N promises nothing, N+1 does. */
START_TEST(lost_air_handler_breaks_the_promise_of_a_spare_only)
{
    struct study s;

    open_study(&s, HALL("N", SMALL("c1") ", " SMALL("c2"), ""), false);
    run_study(&s);
    expect(&s, "c1", 0, CONTINGENCY_NO_SPARE);
    bench_close(&s.bench);
    open_study(&s, HALL("N+1", SMALL("c1") ", " SMALL("c2"), ""), false);
    run_study(&s);
    expect(&s, "c1", 0, CONTINGENCY_FAILS);
    expect(&s, "c2", 0, CONTINGENCY_FAILS);
    bench_close(&s.bench);
}
END_TEST

START_TEST(limits_passed_without_any_loss_are_nobodys_fault)
{
    struct study s;

    open_study(&s, HALL_OF("N", ONE_CRAH, "rating: 41 kW", ""), false);
    run_study(&s);
    ck_assert_uint_eq(s.answer.n_passed_before, 1); /* b carries 45 kW before the fault */
    expect(&s, "a", 0, CONTINGENCY_HOLDS);
    bench_close(&s.bench);
}
END_TEST

START_TEST(events_of_the_scenario_stay_away)
{
    struct study plain;
    struct study eventful;

    open_study(&plain, HALL("N", ONE_CRAH, ""), false);
    run_study(&plain);
    open_study(&eventful,
               HALL("N", ONE_CRAH, "  events: [{at: 3 s, element: grid, action: fails}]\n"), false);
    run_study(&eventful);
    for (size_t i = 0; i < plain.answer.n; i++) {
        ck_assert_mem_eq(&plain.answer.rows[i].result, &eventful.answer.rows[i].result,
                         sizeof plain.answer.rows[i].result);
    }
    bench_close(&plain.bench);
    bench_close(&eventful.bench);
}
END_TEST

START_TEST(any_number_of_workers_gives_the_same_bytes)
{
    struct study alone;

    open_study(&alone, HALL("N+1", SMALL("c1") ", " SMALL("c2"), ""), true);
    run_study(&alone);
    for (size_t n_workers = 2; n_workers <= 3; n_workers++) {
        struct study s;
        open_study(&s, HALL("N+1", SMALL("c1") ", " SMALL("c2"), ""), true);
        s.request.n_workers = n_workers;
        run_study(&s);
        ck_assert_uint_eq(s.answer.n, alone.answer.n);
        for (size_t i = 0; i < s.answer.n; i++) {
            ck_assert_uint_eq(s.answer.rows[i].order, alone.answer.rows[i].order);
            ck_assert_mem_eq(&s.answer.rows[i].result, &alone.answer.rows[i].result,
                             sizeof s.answer.rows[i].result);
        }
        bench_close(&s.bench);
    }
    bench_close(&alone.bench);
}
END_TEST

/* A steady question has no hour of the day: after the fault its loads are the daily mean that they were
 * before, not those of midnight. */
START_TEST(loads_of_a_steady_question_stay_at_their_daily_mean)
{
    struct study s;

    open_study(&s,
               "scenario: 1\n"
               "workloads: [{name: day, model: inference, mean: 43 %, swing: 61 %, peak: 14 h}]\n"
               "hall:\n"
               "  name: H\n"
               "  power:\n"
               "    - {name: mech, model: utility, rating: 1 MW}\n"
               "    - {name: a, model: utility, rating: 90 kW}\n"
               "    - {name: b, model: utility, rating: 90 kW}\n"
               "  plants: [{name: chw, model: chiller, capacity: 1 MW, cop: 4, supply: 10 degC, "
               "volume: 10 m3, from: mech}]\n"
               "  crahs: [" ONE_CRAH "]\n"
               "  rows: [{name: R, racks: [{name: R1, feeds: [a, b], nodes: [{name: load, "
               "model: curve, points: [[0 %, 7 kW], [100 %, 31 kW]], airflow: 2 m3/s, fan: 0 %, "
               "power_factor: 100 %, workload: day}]}]}]\n",
               false);
    run_study(&s);
    ck_assert_double_gt(s.answer.it_w, 7e3);
    const struct contingency_result *const a = &row_of(&s, "a")->result;
    const struct limit *const l = &s.bench.plan->limits[a->tightest];
    ck_assert_str_eq(s.bench.plan->names[l->dim][l->index], "b");
    ck_assert_double_eq_tol(a->value, s.answer.it_w, 1e-9 * s.answer.it_w);
    bench_close(&s.bench);
}
END_TEST

/* A case must find the hall as it was, whatever the case before it did: in the other order of the
 * elements every loss does the same. */
START_TEST(case_does_not_remember_the_one_before)
{
    struct study pairs;
    struct study singles;

    open_study(&pairs, HALL("N", ONE_CRAH, ""), true);
    run_study(&pairs);
    open_study(&singles, HALL("N", ONE_CRAH, ""), false);
    singles.request.n_workers = 6; /* a fresh process each */
    run_study(&singles);
    for (size_t i = 0; i < singles.answer.n; i++) {
        const char *const name =
            contingency_name(singles.bench.arena, singles.bench.plan, &singles.answer.rows[i].what);
        ck_assert_mem_eq(&row_of(&pairs, name)->result, &singles.answer.rows[i].result,
                         sizeof singles.answer.rows[i].result);
    }
    bench_close(&pairs.bench);
    bench_close(&singles.bench);
}
END_TEST

/* A static sum drops both racks at once; the battery gives load and loss until it is empty. */
START_TEST(battery_carries_the_racks_until_it_is_empty)
{
    struct study s;
    const double usable_j = 2.0 * 3.6e6 * 0.9;
    const double loss_w = 100e3 * (0.008 + 0.018 * 0.6 + 0.010 * 0.6 * 0.6);

    open_study(&s,
               HALL_OF("N", ONE_CRAH,
                       "model: ups, rating: 100 kW, battery_energy: 2 kWh, "
                       "depth_of_discharge: 90 %",
                       ""),
               false);
    run_study(&s);
    expect(&s, "grid", 2, CONTINGENCY_NO_SPARE);
    const struct contingency_result *const grid = &row_of(&s, "grid")->result;
    /* The racks draw up to 2 W more than their curve's begin. */
    ck_assert_double_eq_tol(grid->first_loss_s, usable_j / (60e3 + loss_w), 0.01);
    expect(&s, "b", 1, CONTINGENCY_NO_SPARE);
    ck_assert_double_eq(row_of(&s, "b")->result.first_loss_s, 0.0);
    bench_close(&s.bench);
}
END_TEST

/* A static sum leaves b overloaded and every rack alive; in time its breaker opens:
 *     t = tau ln((i^2 - i0^2) / (i^2 - it^2))
 * at 45 kW before and 60 kW after, with tau 66.5 s and it 1.3 of an IEC breaker. */
START_TEST(overload_of_the_partner_trips_it_and_drops_what_the_drawing_holds)
{
    struct study s;
    const double before = 45e3 / (sqrt(3.0) * 415.0) / 60.0;
    const double after = 60e3 / (sqrt(3.0) * 415.0) / 60.0;
    const double trip_s =
        66.5 * log((after * after - before * before) / (after * after - 1.3 * 1.3));

    open_study(&s,
               HALL_OF("N", ONE_CRAH,
                       "voltage: 415 V, rating_current: 60 A, "
                       "protection: {model: breaker, standard: iec_c}",
                       ""),
               false);
    run_study(&s);
    expect(&s, "a", 2, CONTINGENCY_FAILS);
    const struct contingency_result *const a = &row_of(&s, "a")->result;
    ck_assert_int_eq(a->n_racks_cascaded, 2);
    /* 1 W in 30 kW changes the overload, and the time, by a few parts in ten thousand. */
    ck_assert_double_eq_tol(a->first_loss_s, trip_s, 1e-3 * trip_s);
    bench_close(&s.bench);
}
END_TEST

TCASE(tc_contingency, "contingency", loads_of_a_steady_question_stay_at_their_daily_mean,
      rack_on_two_feeds_survives_either_and_rack_on_one_does_not,
      two_feeds_of_a_rack_lost_together_drop_what_neither_drops_alone,
      partner_that_is_too_small_fails_and_the_limit_is_named,
      hall_without_its_air_handler_warms_as_two_masses_do,
      lost_air_handler_breaks_the_promise_of_a_spare_only,
      limits_passed_without_any_loss_are_nobodys_fault, events_of_the_scenario_stay_away,
      any_number_of_workers_gives_the_same_bytes, case_does_not_remember_the_one_before,
      battery_carries_the_racks_until_it_is_empty,
      overload_of_the_partner_trips_it_and_drops_what_the_drawing_holds)
CHECK_MAIN("contingency", tc_contingency)
