/* test_limits.c - margins of hand-made halls, where they can be said in closed form.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/phase.h"
#include "tests/support/check_main.h"
#include "tests/support/hall_bench.h"

/* A hall with one rack of one measured node that draws its 40 kW at any load, so that every feed's
 * load is known; what stands before the rack is put in. */
#define HALL_HEAD                                                                                  \
    "scenario: 1\n"                                                                                \
    "hall:\n"                                                                                      \
    "  name: H\n"                                                                                  \
    "  air: {supply: 20 degC, redundancy: N}\n"                                                    \
    "  plants: [{name: chw, model: chiller, capacity: 1 MW, cop: 4, supply: 10 degC, "             \
    "volume: 10 m3, from: mech}]\n"                                                                \
    "  crahs: [{name: c1, use: fan-wall-400kw, plant: chw, from: mech}]\n"

#define NODE_40KW                                                                                  \
    "nodes: [{name: load, model: curve, points: [[0 %, 40 kW], [100 %, 40.001 kW]], "              \
    "airflow: 3 m3/s, fan: 0 %, power_factor: 100 %}]"

static const double exact = 1e-9;

/* Two UPS of which each could carry the rack twice: at 45 % of one with both, 10 % are left. */
START_TEST(pair_at_forty_five_per_cent_has_ten_left)
{
    struct bench b;

    bench_open(&b, HALL_HEAD
               "  power:\n"
               "    - {name: grid, model: utility, rating: 1 MW}\n"
               "    - {name: mech, model: lossless, from: grid, rating: 1 MW}\n"
               "    - {name: ups-a, model: lossless, from: grid, rating: 44.445555 kW}\n"
               "    - {name: ups-b, model: lossless, from: grid, rating: 44.445555 kW}\n"
               "  rows: [{name: R, racks: [{name: R1, feeds: [ups-a, ups-b], " NODE_40KW "}]}]\n");
    bench_settle(&b);
    const size_t i = bench_the_limit(&b, DIM_FEED, "ups-a", "power");
    const struct margin *const now = &b.limits->now[i];
    const struct margin *const n1 = &b.limits->n1[i];

    ck_assert_double_eq_tol(now->value, 20000.5, 0.01);
    ck_assert_double_eq_tol(now->margin_frac, 0.55, 1e-6);
    ck_assert_double_eq_tol(n1->value, 2.0 * now->value, exact * now->value);
    ck_assert_double_eq_tol(n1->margin_frac, 0.10, 1e-6);
    ck_assert(b.limits->worst_is_n1[i]);
    ck_assert_double_eq(b.limits->worst[i].margin, n1->margin);
    /* What the rack may still take is what the one that is left can carry. */
    ck_assert_double_eq_tol(b.hall->was->rack.headroom_w[0], n1->margin, 1e-6 * n1->value);
    bench_close(&b);
}
END_TEST

/* One element rated three ways: each binds at its own power. */
START_TEST(ratings_bind_in_kilowatts_kilovoltamperes_and_amperes)
{
    struct bench b;

    bench_open(&b, HALL_HEAD
               "  power:\n"
               "    - {name: grid, model: utility, rating: 1 MW}\n"
               "    - {name: mech, model: lossless, from: grid, rating: 1 MW}\n"
               "    - {name: pdu, model: lossless, from: grid, rating: 60 kW, "
               "rating_apparent: 63 kVA, rating_current: 100 A, voltage: 400 V, "
               "continuous: 80 %}\n"
               "  rows: [{name: R, racks: [{name: R1, feeds: pdu, nodes: [{name: load, "
               "model: curve, points: [[0 %, 38 kW], [100 %, 38.001 kW]], airflow: 3 m3/s, "
               "fan: 0 %, power_factor: 95 %}]}]}]\n");
    bench_settle(&b);
    const struct margin *const power =
        &b.limits->now[bench_the_limit(&b, DIM_FEED, "pdu", "power")];
    const struct margin *const apparent =
        &b.limits->now[bench_the_limit(&b, DIM_FEED, "pdu", "apparent power")];
    const struct margin *const current =
        &b.limits->now[bench_the_limit(&b, DIM_FEED, "pdu", "current")];
    const double load_w = power->value;

    ck_assert_double_eq_tol(apparent->value, load_w / 0.95, 1e-6 * load_w);
    ck_assert_double_eq_tol(current->value, phase_current_a(3, 400.0, load_w / 0.95), 1e-6 * 60.0);
    ck_assert_double_eq_tol(current->limit, 0.8 * 100.0, exact);
    ck_assert_double_eq_tol(power->margin, 0.8 * 60e3 - load_w, 1e-6);
    ck_assert_double_eq_tol(apparent->margin, 0.8 * 63e3 - load_w / 0.95, 1e-3);
    /* Further load until the current's limit: the load grows as the current does. */
    ck_assert_double_eq_tol(current->further_w, load_w * (80.0 / current->value - 1.0), 1e-3);
    bench_close(&b);
}
END_TEST

START_TEST(rack_without_coolant_has_no_coolant_limits)
{
    struct bench b;

    bench_open(&b,
               HALL_HEAD "  power: [{name: grid, model: utility, rating: 1 MW}, "
                         "{name: mech, model: lossless, from: grid}]\n"
                         "  rows: [{name: R, racks: [{name: R1, feeds: grid, " NODE_40KW "}]}]\n");
    bench_settle(&b);
    ck_assert_int_eq(bench_limit(&b, DIM_RACK, "R1", "coolant flow"), -1);
    ck_assert_int_eq(bench_limit(&b, DIM_RACK, "R1", "coolant supply"), -1);
    ck_assert_double_eq(b.hall->was->rack.to_liquid_w[0], 0.0);
    bench_close(&b);
}
END_TEST

START_TEST(what_is_not_known_is_neither_zero_nor_fine)
{
    ck_assert_int_eq(limits_verdict(PARAM_UNKNOWN, 1.0, false), LIMIT_UNKNOWN);
    ck_assert_int_eq(limits_verdict(5.0, PARAM_UNKNOWN, false), LIMIT_UNKNOWN);
    ck_assert_int_eq(limits_verdict(5.0, 1.0, true), LIMIT_UNKNOWN);
    ck_assert_int_eq(limits_verdict(-5.0, 1.0, true), LIMIT_DOES_NOT_FIT);
    ck_assert_int_eq(limits_verdict(0.5, 1.0, false), LIMIT_UNCERTAIN);
    ck_assert_int_eq(limits_verdict(-0.5, 1.0, false), LIMIT_UNCERTAIN);
    ck_assert_int_eq(limits_verdict(1.5, 1.0, false), LIMIT_FITS);
    ck_assert_int_eq(limits_verdict(0.0, 0.0, false), LIMIT_FITS);
}
END_TEST

/* A rack whose node says nothing of its power: no headroom, and no verdict for what it hangs on. */
START_TEST(rack_of_unknown_content_has_no_headroom_number)
{
    struct bench b;

    bench_open(&b, HALL_HEAD "  power: [{name: grid, model: utility, rating: 1 MW}, "
                             "{name: mech, model: lossless, from: grid}]\n"
                             "  rows: [{name: R, racks: [{name: R1, feeds: grid, " NODE_40KW "}, "
                             "{name: R2, feeds: grid, cooling: air}]}]\n");
    bench_settle(&b);
    ck_assert(b.plan->rack_is_known[0] && !b.plan->rack_is_known[1]);
    ck_assert(!isnan(b.hall->was->rack.headroom_w[0]));
    ck_assert(isnan(b.hall->was->rack.headroom_w[1]));
    ck_assert_uint_eq(b.plan->n_unknown_racks, 1);
    bench_close(&b);
}
END_TEST

/* 40 kW through a feed of 39 kW for half a minute. */
/* A set of 60 Hz bought for class G2: 54 to 67.2 Hz. It stands at its nominal frequency until it is called,
 * dips by the load that it takes, and rests on its droop. */
START_TEST(generator_of_a_class_has_its_frequency_limits)
{
    struct bench b;

    bench_open(
        &b, HALL_HEAD
        "  power:\n"
        "    - {name: grid, model: utility, rating: 1 MW}\n"
        "    - {name: mech, model: utility, rating: 1 MW}\n"
        "    - {name: set, model: generator, rating: 50 kW, start: 3 s, droop: 3 %, nominal: "
        "60 Hz, class: G2}\n"
        "    - {name: ats, model: transfer_switch, from: [grid, set], transfer: 0.5 s}\n"
        "    - {name: bus, model: lossless, from: ats, rating: 100 kW}\n"
        "  rows: [{name: R, racks: [{name: R1, feeds: bus, " NODE_40KW "}]}]\n");
    bench_settle(&b);
    const size_t low = bench_the_limit(&b, DIM_FEED, "set", "least frequency");
    const size_t high = bench_the_limit(&b, DIM_FEED, "set", "greatest frequency");
    ck_assert_double_eq_tol(b.limits->now[low].margin, 0.10 * 60.0, exact * 60.0);
    ck_assert_double_eq_tol(b.limits->now[high].margin, 0.12 * 60.0, exact * 60.0);
    ck_assert_double_eq(b.limits->now[low].margin_frac, 1.0);

    b.hall->was->feed.out[bench_index(&b, DIM_FEED, "grid")] = OUT_FAILED;
    for (int64_t done_us = 0, at_us = 0; at_us < 60000000; at_us += done_us) {
        ck_assert_int_eq(engine_advance(b.plan, b.hall, 20000, &done_us, &b.fault), STATUS_OK);
        ck_assert_int_eq(limits_look(b.limits, b.hall, (double)done_us / 1e6), STATUS_OK);
    }
    const double load_frac = b.hall->was->feed.load_w[bench_index(&b, DIM_FEED, "set")] / 50e3;
    ck_assert_double_gt(load_frac, 0.79);
    ck_assert_double_eq_tol(b.hall->was->feed.frequency_hz[bench_index(&b, DIM_FEED, "set")],
                            60.0 * (1.0 - 0.03 * load_frac), 1e-6);
    /* The default set dips by 9.7 % under a step of 80 %: close to the limit, and more than it rests at. */
    ck_assert_double_lt(b.limits->worst[low].margin, 0.03 * 60.0);
    bench_close(&b);
}
END_TEST

START_TEST(time_beyond_a_limit_is_counted)
{
    struct bench b;

    bench_open(&b,
               HALL_HEAD "  power: [{name: grid, model: utility, rating: 1 MW}, "
                         "{name: mech, model: lossless, from: grid}, "
                         "{name: pdu, model: lossless, from: grid, rating: 39 kW}]\n"
                         "  rows: [{name: R, racks: [{name: R1, feeds: pdu, " NODE_40KW "}]}]\n");
    for (int k = 0; k < 15; k++) {
        bench_step(&b, 2.0);
    }
    const size_t i = bench_the_limit(&b, DIM_FEED, "pdu", "power");
    ck_assert_double_eq_tol(b.limits->beyond_s[i], 30.0, exact);
    ck_assert_double_eq_tol(b.limits->worst[i].margin, -1001.0, 1.0);
    /* What is passed leaves the rack less than nothing. */
    ck_assert_double_eq_tol(b.hall->was->rack.headroom_w[0], b.limits->now[i].margin, 1e-6);
    bench_close(&b);
}
END_TEST

TCASE(tc_margins, "margins", pair_at_forty_five_per_cent_has_ten_left,
      ratings_bind_in_kilowatts_kilovoltamperes_and_amperes, time_beyond_a_limit_is_counted,
      generator_of_a_class_has_its_frequency_limits)
TCASE(tc_unknown, "unknown", rack_without_coolant_has_no_coolant_limits,
      what_is_not_known_is_neither_zero_nor_fine, rack_of_unknown_content_has_no_headroom_number)
CHECK_MAIN("limits", tc_margins, tc_unknown)
