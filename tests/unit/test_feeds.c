/* test_feeds.c - the electrical tree: sums, shares, losses, at any depth.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "tests/support/check_main.h"
#include "tests/support/hall_bench.h"

#define HALL_HEAD                                                                                  \
    "scenario: 1\n"                                                                                \
    "hall:\n"                                                                                      \
    "  name: H\n"                                                                                  \
    "  air: {supply: 20 degC, redundancy: N}\n"                                                    \
    "  plants: [{name: chw, model: chiller, capacity: 1 MW, cop: 4, supply: 10 degC, "             \
    "volume: 10 m3, from: mech}]\n"                                                                \
    "  crahs: [{name: c1, use: fan-wall-400kw, plant: chw, from: mech}]\n"

#define NODE_30KW                                                                                  \
    "nodes: [{name: load, model: curve, points: [[0 %, 30 kW], [100 %, 30.001 kW]], "              \
    "airflow: 2 m3/s, fan: 0 %, power_factor: 100 %}]"

static const double exact = 1e-9;

static double load_w(const struct bench *b, const char *feed)
{
    return b->hall->was->feed.load_w[bench_index(b, DIM_FEED, feed)];
}

static double input_w(const struct bench *b, const char *feed)
{
    return b->hall->was->feed.input_w[bench_index(b, DIM_FEED, feed)];
}

START_TEST(losses_add_up_from_stage_to_stage)
{
    enum { DEPTH = 9 };
    struct bench b;
    struct text text = {0};

    text_add(&text, HALL_HEAD "  power:\n"
                              "    - {name: grid, model: utility}\n"
                              "    - {name: mech, model: lossless, from: grid}\n"
                              "    - {name: p0, model: panel, loss: 1 %%, from: grid}\n");
    for (int k = 1; k < DEPTH; k++) {
        text_add(&text, "    - {name: p%d, model: panel, loss: 1 %%, from: p%d}\n", k, k - 1);
    }
    text_add(&text, "  rows: [{name: R, racks: [{name: R1, feeds: p%d, %s}]}]\n", DEPTH - 1,
             "nodes: [{name: load, model: curve, points: [[0 %, 30 kW], [100 %, 30.001 kW]], "
             "airflow: 2 m3/s, fan: 0 %, power_factor: 100 %}]");
    bench_open(&b, text.at);
    bench_settle(&b);
    ck_assert_double_eq_tol(input_w(&b, "p0"), b.hall->was->hall.it_w[0] * pow(1.01, DEPTH),
                            exact * 3e4);
    text_release(&text);
    bench_close(&b);
}
END_TEST

/* Each branch carries half of what hangs on both, and losses of each are its own. */
START_TEST(two_feeds_share_evenly_and_the_source_sees_the_sum)
{
    struct bench b;

    bench_open(&b, HALL_HEAD "  power:\n"
                             "    - {name: grid, model: utility}\n"
                             "    - {name: mech, model: lossless, from: grid}\n"
                             "    - {name: a, model: panel, loss: 1 %, from: grid}\n"
                             "    - {name: b, model: panel, loss: 3 %, from: grid}\n"
                             "  rows: [{name: R, racks: [{name: R1, feeds: [a, b], " NODE_30KW
                             "}, {name: R2, feeds: a, " NODE_30KW "}]}]\n");
    bench_settle(&b);
    const double one_w = b.hall->was->rack.power_w[0];

    ck_assert_double_eq_tol(load_w(&b, "a"), 1.5 * one_w, exact * one_w);
    ck_assert_double_eq_tol(load_w(&b, "b"), 0.5 * one_w, exact * one_w);
    ck_assert_double_eq_tol(load_w(&b, "grid"),
                            1.01 * 1.5 * one_w + 1.03 * 0.5 * one_w + input_w(&b, "mech"),
                            exact * one_w);
    ck_assert_double_eq_tol(b.hall->was->hall.utility_w[0], input_w(&b, "grid"), exact * one_w);
    /* With the other lost each carries all that hangs on both. */
    const struct feed_columns *const f = &b.hall->was->feed;
    ck_assert_double_eq_tol(f->n1_load_w[bench_index(&b, DIM_FEED, "a")], 2.0 * one_w,
                            exact * one_w);
    ck_assert_double_eq_tol(f->n1_load_w[bench_index(&b, DIM_FEED, "b")], one_w, exact * one_w);
    bench_close(&b);
}
END_TEST

/* Three UPS, three pairs of racks on AB, BC and CA: two thirds, and all when one is lost. */
START_TEST(distributed_redundancy_falls_out_of_the_tree)
{
    struct bench b;

    bench_open(&b, HALL_HEAD "  power:\n"
                             "    - {name: grid, model: utility}\n"
                             "    - {name: mech, model: lossless, from: grid}\n"
                             "    - {name: a, model: lossless, from: grid, rating: 45 kW}\n"
                             "    - {name: b, model: lossless, from: grid, rating: 45 kW}\n"
                             "    - {name: c, model: lossless, from: grid, rating: 45 kW}\n"
                             "  rows: [{name: R, racks: [{name: R1, feeds: [a, b], " NODE_30KW
                             "}, {name: R2, feeds: [b, c], " NODE_30KW
                             "}, {name: R3, feeds: [c, a], " NODE_30KW "}]}]\n");
    bench_settle(&b);
    const double one_w = b.hall->was->rack.power_w[0];
    static const char *const names[] = {"a", "b", "c"};

    for (size_t i = 0; i < 3; i++) {
        const size_t f = bench_index(&b, DIM_FEED, names[i]);
        ck_assert_double_eq_tol(b.hall->was->feed.load_w[f], one_w, exact * one_w);
        ck_assert_double_eq_tol(b.hall->was->feed.n1_load_w[f], 1.5 * one_w, exact * one_w);
    }
    bench_close(&b);
}
END_TEST

/* One rack on phase A, two on B: the source's currents are theirs. */
START_TEST(single_phase_racks_load_their_own_phase)
{
    struct bench b;

    bench_open(&b,
               HALL_HEAD "  power:\n"
                         "    - {name: grid, model: utility}\n"
                         "    - {name: mech, model: lossless, from: grid}\n"
                         "    - {name: pdu, model: lossless, from: grid, voltage: 400 V, "
                         "rating_current: 400 A}\n"
                         "  rows: [{name: R, racks: [{name: R1, feeds: pdu, phase: A, " NODE_30KW
                         "}, {name: R2, feeds: pdu, phase: B, " NODE_30KW
                         "}, {name: R3, feeds: pdu, phase: B, " NODE_30KW "}]}]\n");
    bench_settle(&b);
    const size_t f = bench_index(&b, DIM_FEED, "pdu");
    const double one_w = b.hall->was->rack.power_w[0];
    const struct feed_columns *const feed = &b.hall->was->feed;

    ck_assert_double_eq_tol(feed->phase_a_w[f], one_w, exact * one_w);
    ck_assert_double_eq_tol(feed->phase_b_w[f], 2.0 * one_w, exact * one_w);
    ck_assert_double_eq_tol(feed->phase_c_w[f], 0.0, exact * one_w);
    ck_assert_double_eq_tol(feed->current_a[f], 2.0 * one_w / (400.0 / sqrt(3.0)), 1e-6);
    /* One and two parts, 120 degrees apart: sqrt(1 + 4 - 2) parts in the neutral. */
    ck_assert_double_eq_tol(feed->neutral_a[f], sqrt(3.0) * one_w / (400.0 / sqrt(3.0)), 1e-6);
    bench_close(&b);
}
END_TEST

/* Two lines of 40 m and 25 m one after the other; the second carries its own drop and the first's. */
START_TEST(voltage_drops_add_up_along_the_way)
{
    struct bench b;

    bench_open(&b, HALL_HEAD
               "  power:\n"
               "    - {name: grid, model: utility}\n"
               "    - {name: mech, model: lossless, from: grid}\n"
               "    - {name: feeder, model: line, length: 40 m, resistance: 0.2 mOhm/m, "
               "reactance: 0.07 mOhm/m, voltage: 415 V, from: grid}\n"
               "    - {name: branch, model: line, length: 25 m, resistance: 1.1 mOhm/m, "
               "reactance: 0 Ohm/m, voltage: 415 V, from: feeder}\n"
               "  rows: [{name: R, racks: [{name: R1, feeds: branch, " NODE_30KW "}]}]\n");
    bench_settle(&b);
    const struct feed_columns *const feed = &b.hall->was->feed;
    const size_t feeder = bench_index(&b, DIM_FEED, "feeder");
    const size_t branch = bench_index(&b, DIM_FEED, "branch");
    const double branch_a = b.hall->was->rack.power_w[0] / (sqrt(3.0) * 415.0);
    const double loss_w = 3.0 * branch_a * branch_a * 1.1e-3 * 25.0;
    const double feeder_a = (b.hall->was->rack.power_w[0] + loss_w) / (sqrt(3.0) * 415.0);

    ck_assert_double_eq_tol(feed->drop_frac[feeder], sqrt(3.0) * feeder_a * 40.0 * 0.2e-3 / 415.0,
                            1e-12);
    ck_assert_double_eq_tol(feed->drop_frac[branch] - feed->drop_frac[feeder],
                            sqrt(3.0) * branch_a * 25.0 * 1.1e-3 / 415.0, 1e-12);
    ck_assert_int_ge(bench_limit(&b, DIM_FEED, "branch", "voltage drop"), 0);
    bench_close(&b);
}
END_TEST

TCASE(tc_tree, "tree", losses_add_up_from_stage_to_stage,
      two_feeds_share_evenly_and_the_source_sees_the_sum,
      distributed_redundancy_falls_out_of_the_tree, voltage_drops_add_up_along_the_way,
      single_phase_racks_load_their_own_phase)
CHECK_MAIN("feeds", tc_tree)
