/* test_switch.c - events, order of return, transfers: who has power, from when, until when.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/engine/events.h"
#include "tests/support/check_main.h"
#include "tests/support/hall_bench.h"

#define HEAD                                                                                       \
    "scenario: 1\n"                                                                                \
    "time: {duration: 100 s, step: 7 s, record: 50 s}\n"                                           \
    "hall:\n"                                                                                      \
    "  name: H\n"                                                                                  \
    "  air: {supply: 20 degC, redundancy: N}\n"                                                    \
    "  plants: [{name: chw, model: chiller, capacity: 1 MW, cop: 4, supply: 10 degC, "             \
    "volume: 10 m3, from: mech}]\n"                                                                \
    "  crahs: [{name: c1, use: fan-wall-400kw, plant: chw, from: mech}]\n"

#define NODE_30KW                                                                                  \
    "nodes: [{name: load, model: curve, points: [[0 %, 30 kW], [100 %, 30.001 kW]], "              \
    "airflow: 2 m3/s, fan: 0 %, power_factor: 100 %}]"

#define TWO_FEEDS                                                                                  \
    "  power:\n"                                                                                   \
    "    - {name: grid, model: utility}\n"                                                         \
    "    - {name: mech, model: lossless, from: grid}\n"                                            \
    "    - {name: a, model: lossless, from: grid}\n"                                               \
    "    - {name: b, model: lossless, from: grid, return_delay: 11 s}\n"

#define RACKS                                                                                      \
    "  rows: [{name: R, racks: [{name: R1, feeds: [a, b], " NODE_30KW                              \
    "}, {name: R2, feeds: b, " NODE_30KW "}]}]\n"

/* Steps to a time as a run does: never across an event or a switch. */
static void run_to(struct bench *b, double until_s)
{
    const int64_t until_us = (int64_t)(until_s * 1e6 + 0.5);

    while (b->hall->time_us < until_us) {
        const int64_t most_us = events_next_step_us(b->plan, b->hall);
        const int64_t left_us = until_us - b->hall->time_us;
        int64_t done_us = 0;
        const enum status st = engine_advance(
            b->plan, b->hall, most_us < left_us ? most_us : left_us, &done_us, &b->fault);
        ck_assert_msg(st == STATUS_OK, "%s at %g s, stage %s", status_text(st),
                      (double)b->hall->time_us / 1e6, hall_stage_text(b->fault.stage));
    }
}

static double load_w(const struct bench *b, const char *feed)
{
    return b->hall->was->feed.load_w[bench_index(b, DIM_FEED, feed)];
}

static double rack_w(const struct bench *b, const char *rack)
{
    return b->hall->was->rack.power_w[bench_index(b, DIM_RACK, rack)];
}

START_TEST(lost_feed_leaves_its_load_to_the_other_and_drops_what_had_no_other)
{
    struct bench b;

    bench_open(&b, HEAD TWO_FEEDS RACKS "  events: [{at: 33 s, element: b, action: fails}]\n");
    bench_settle(&b);
    run_to(&b, 33.0);
    const double one_w = rack_w(&b, "R1");
    ck_assert_double_eq_tol(load_w(&b, "a"), 0.5 * one_w, 1e-9 * one_w);
    ck_assert_double_eq_tol(load_w(&b, "b"), 1.5 * one_w, 1e-9 * one_w);
    run_to(&b, 34.0);
    ck_assert_double_eq(rack_w(&b, "R2"), 0.0);
    ck_assert_double_eq_tol(load_w(&b, "a"), rack_w(&b, "R1"), 1e-9 * one_w);
    ck_assert_double_eq(load_w(&b, "b"), 0.0);
    ck_assert_double_eq(b.hall->was->node.supply_frac[0], 0.5);
    ck_assert_double_eq(b.hall->was->node.powered_frac[1], 0.0);
    bench_close(&b);
}
END_TEST

/* Repaired at 40 s; b waits 11 s more. Steps of 7 s must not blur that. */
START_TEST(load_returns_when_its_delay_is_over_not_when_a_step_is)
{
    struct bench b;

    bench_open(&b, HEAD TWO_FEEDS RACKS "  events:\n"
                                        "    - {at: 40 s, element: b, action: repairs}\n"
                                        "    - {at: 33 s, element: b, action: fails}\n");
    bench_settle(&b);
    run_to(&b, 50.99999);
    ck_assert_double_eq(rack_w(&b, "R2"), 0.0);
    run_to(&b, 51.00001);
    ck_assert_double_gt(load_w(&b, "b"), 0.0);
    bench_close(&b);
}
END_TEST

START_TEST(energy_closes_through_every_switch)
{
    struct bench b;
    double it_j = 0.0;

    bench_open(&b, HEAD TWO_FEEDS RACKS "  events:\n"
                                        "    - {at: 20 s, element: grid, action: fails}\n"
                                        "    - {at: 30 s, element: grid, action: repairs}\n"
                                        "    - {at: 60 s, element: R1, action: opens}\n"
                                        "    - {at: 70 s, element: c1, action: fails}\n");
    bench_settle(&b);
    while (b.hall->time_us < b.plan->duration_us) {
        int64_t done_us = 0;
        ck_assert_int_eq(
            engine_advance(b.plan, b.hall, events_next_step_us(b.plan, b.hall), &done_us, &b.fault),
            STATUS_OK);
        it_j += b.hall->was->hall.it_w[0] * (double)done_us / 1e6;
        ck_assert_double_le(b.hall->was->hall.residual_frac[0], 1e-9);
    }
    /* 20 s of two racks; 10 s of none; R1 from 30 to 60 s alone until b is back at 41 s, then R2. */
    ck_assert_double_eq_tol(it_j, 30e3 * (2 * 20 + 11 + 2 * 19 + 40), 30.0 * 100);
    ck_assert_double_eq(b.hall->was->crah.flow_m3s[0], 0.0);
    bench_close(&b);
}
END_TEST

/* Both sources named: the second carries only while the first is dead. */
START_TEST(transfer_takes_the_second_source_and_comes_back)
{
    struct bench b;

    bench_open(&b, HEAD "  power:\n"
                        "    - {name: grid, model: utility}\n"
                        "    - {name: spare, model: utility}\n"
                        "    - {name: mech, model: lossless, from: spare}\n"
                        "    - {name: ats, model: lossless, from: [grid, spare], split: first}\n"
                        "  rows: [{name: R, racks: [{name: R1, feeds: ats, " NODE_30KW "}]}]\n"
                        "  events:\n"
                        "    - {at: 10 s, element: grid, action: fails}\n"
                        "    - {at: 20 s, element: grid, action: repairs}\n");
    bench_settle(&b);
    run_to(&b, 10.0);
    ck_assert_double_eq_tol(load_w(&b, "grid"), rack_w(&b, "R1"), 1e-6);
    run_to(&b, 15.0);
    ck_assert_double_eq(load_w(&b, "grid"), 0.0);
    ck_assert_double_gt(rack_w(&b, "R1"), 29e3);
    run_to(&b, 25.0);
    ck_assert_double_eq_tol(load_w(&b, "grid"), rack_w(&b, "R1"), 1e-6);
    bench_close(&b);
}
END_TEST

/* Three racks train in step; R2 is dark from 20 to 30 s, and the job needs 40 s more. */
START_TEST(job_stands_still_while_a_node_is_lost_and_until_it_resumes)
{
    static const char head[] =
        "scenario: 1\n"
        "time: {duration: 100 s, step: 3 s, record: 50 s}\n"
        "workloads: [{name: job, model: training, duty: 100 %, "
        "checkpoint_duration: 0 s, restart: 40 s}]\n"
        "hall:\n"
        "  name: H\n"
        "  air: {supply: 20 degC, redundancy: N}\n"
        "  plants: [{name: chw, model: chiller, capacity: 1 MW, cop: 4, "
        "supply: 10 degC, volume: 10 m3, from: mech}]\n"
        "  crahs: [{name: c1, use: fan-wall-400kw, plant: chw, from: mech}]\n";
#define WORKER                                                                                     \
    "nodes: [{name: n, model: curve, points: [[0 %, 10 kW], [100 %, 30 kW]], airflow: 2 m3/s, "    \
    "fan: 0 %, workload: job, restart: 0 s}]"
    struct text text = {0};
    struct bench b;

    text_add(&text, "%s%s", head,
             TWO_FEEDS "  rows: [{name: R, racks: [{name: R1, feeds: a, " WORKER
                       "}, {name: R2, feeds: a, " WORKER "}, {name: R3, feeds: a, nodes: "
                       "[{name: own, model: curve, points: [[0 %, 10 kW], [100 %, 30 kW]], "
                       "airflow: 2 m3/s, fan: 0 %}]}]}]\n"
                       "  events:\n"
                       "    - {at: 20 s, element: R2, action: opens}\n"
                       "    - {at: 30 s, element: R2, action: closes}\n");
    bench_open(&b, text.at);
    bench_settle(&b);
    run_to(&b, 19.0);
    ck_assert_double_eq_tol(rack_w(&b, "R1"), 30e3, 1.0);
    run_to(&b, 27.0);
    ck_assert_double_eq_tol(rack_w(&b, "R1"), 10e3, 1.0);
    ck_assert_double_eq_tol(rack_w(&b, "R3"), 30e3, 1.0); /* not of the job */
    run_to(&b, 69.0);
    ck_assert_double_eq_tol(rack_w(&b, "R1"), 10e3, 1.0);
    ck_assert_double_eq_tol(rack_w(&b, "R2"), 10e3, 1.0);
    run_to(&b, 80.0);
    ck_assert_double_eq_tol(rack_w(&b, "R1"), 30e3, 1.0);
    text_release(&text);
    bench_close(&b);
}
END_TEST

/* Full from 10 to 20 s on both racks, half from 25 s on one of them; idle between. */
START_TEST(placed_jobs_come_and_go_to_the_microsecond)
{
#define SERVER                                                                                     \
    "nodes: [{name: n, model: curve, points: [[0 %, 10 kW], [100 %, 30 kW]], "                     \
    "airflow: 2 m3/s, fan: 0 %}]"
    struct text text = {0};
    struct bench b;

    text_add(&text, "%s%s",
             "scenario: 1\n"
             "time: {duration: 100 s, step: 3 s, record: 50 s}\n"
             "workloads: [{name: full, model: constant}, "
             "{name: half, model: constant, utilisation: 50 %}]\n"
             "hall:\n"
             "  name: H\n"
             "  air: {supply: 20 degC, redundancy: N}\n"
             "  plants: [{name: chw, model: chiller, capacity: 1 MW, cop: 4, supply: 10 degC, "
             "volume: 10 m3, from: mech}]\n"
             "  crahs: [{name: c1, use: fan-wall-400kw, plant: chw, from: mech}]\n",
             TWO_FEEDS "  rows: [{name: R, racks: [{name: R1, feeds: a, " SERVER
                       "}, {name: R2, feeds: a, " SERVER "}, {name: S1, feeds: a, " SERVER "}]}]\n"
                       "  jobs:\n"
                       "    - {workload: full, racks: \"R*\", start: 10 s, end: 20 s}\n"
                       "    - {workload: half, racks: R2, start: 25 s}\n");
    bench_open(&b, text.at);
    bench_settle(&b);
    double energy_j[2] = {0};
    while (b.hall->time_us < 40000000) {
        int64_t done_us = 0;
        ck_assert_int_eq(
            engine_advance(b.plan, b.hall, events_next_step_us(b.plan, b.hall), &done_us, &b.fault),
            STATUS_OK);
        energy_j[0] += rack_w(&b, "R1") * (double)done_us / 1e6;
        energy_j[1] += rack_w(&b, "R2") * (double)done_us / 1e6;
    }
    const double until_s = (double)b.hall->time_us / 1e6;
    ck_assert_double_eq_tol(energy_j[0], 10e3 * until_s + 20e3 * 10.0, 1e-3);
    ck_assert_double_eq_tol(energy_j[1], 10e3 * until_s + 20e3 * 10.0 + 10e3 * (until_s - 25.0),
                            1e-3);
    ck_assert_double_eq_tol(rack_w(&b, "S1"), 30e3, 1e-6); /* no job names it: full all the time */
    text_release(&text);
    bench_close(&b);
}
END_TEST

/* What is asked of accelerators is done or lost: to R1's cap a part, and of R2, dark from 10 s on, all. */
START_TEST(price_of_a_cap_and_of_a_loss_is_told_in_accelerators)
{
    struct bench b;

    bench_open(&b, HEAD TWO_FEEDS
               "  rows: [{name: R, racks: [{name: R1, feeds: a, nodes: [{use: dgx-h100, count: 2, "
               "cap: 6 kW}]}, {name: R2, feeds: a, nodes: [{use: dgx-h100, count: 3}]}]}]\n"
               "  events: [{at: 10 s, element: R2, action: opens}]\n");
    bench_settle(&b);
    run_to(&b, 9.0);
    const struct hall_columns *hall = &b.hall->was->hall;
    const double work = b.hall->was->node.work_frac[bench_index(&b, DIM_NODE, "R1/dgx-h100")];
    ck_assert(work > 0.0 && work < 1.0);
    ck_assert_double_eq_tol(hall->gpus_working[0], 8.0 * (2.0 * work + 3.0), 1e-9);
    ck_assert_double_eq_tol(hall->gpus_lost[0], 8.0 * 2.0 * (1.0 - work), 1e-9);
    run_to(&b, 15.0);
    hall = &b.hall->was->hall;
    ck_assert_double_eq_tol(hall->gpus_working[0] + hall->gpus_lost[0], 8.0 * 5.0, 1e-9);
    ck_assert_double_ge(hall->gpus_lost[0], 8.0 * 3.0);
    bench_close(&b);
}
END_TEST

START_TEST(unit_that_fails_stops_though_it_has_power)
{
    struct bench b;

    bench_open(&b, HEAD TWO_FEEDS RACKS "  events: [{at: 5 s, element: chw, action: fails}, "
                                        "{at: 9 s, element: c1, action: opens}]\n");
    bench_settle(&b);
    run_to(&b, 10.0);
    ck_assert_double_eq(b.hall->was->plant.is_running[0], 0.0);
    ck_assert_double_eq(b.hall->was->plant.drawn_w[0], 0.0);
    ck_assert_double_eq(b.hall->was->crah.is_running[0], 0.0);
    ck_assert_double_eq(load_w(&b, "mech"), 0.0);
    bench_close(&b);
}
END_TEST

TCASE(tc_switch, "switch", lost_feed_leaves_its_load_to_the_other_and_drops_what_had_no_other,
      load_returns_when_its_delay_is_over_not_when_a_step_is, energy_closes_through_every_switch,
      transfer_takes_the_second_source_and_comes_back,
      job_stands_still_while_a_node_is_lost_and_until_it_resumes,
      placed_jobs_come_and_go_to_the_microsecond,
      price_of_a_cap_and_of_a_loss_is_told_in_accelerators,
      unit_that_fails_stops_though_it_has_power)
CHECK_MAIN("switch", tc_switch)
