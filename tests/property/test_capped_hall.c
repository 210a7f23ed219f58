/* test_capped_hall.c - a thermal cap in a hall whose CDU loses most of its facility water.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/base/text.h"
#include "sim/engine/events.h"
#include "tests/support/check_main.h"
#include "tests/support/hall_bench.h"

/* Three racks of GPUs on one CDU; %s: the cap. */
static const char hall[] =
    "scenario: 1\ntime: {duration: 20 min, step: 1 s}\n"
    "hall:\n  name: H\n  air: {supply: 24 degC, redundancy: N, dew_point: 12 degC}\n"
    "%s"
    "  power: [{name: grid, model: utility, rating: 900 kW}]\n"
    "  plants:\n"
    "    - {name: fws, model: fixed, supply: 28 degC, power: 2 %%}\n"
    "    - {name: chw, use: chiller-air-500kw, from: grid}\n"
    "  crahs: [{name: crah, use: crah-100kw, plant: chw, from: grid}]\n"
    "  cdus: [{name: cdu, use: cdu-400kw, plant: fws, from: grid, supply: 32 degC}]\n"
    "  rows:\n    - name: A\n      containment: hot_aisle\n      racks:\n"
    "        - {repeat: 3, name: \"A-%%d\", feeds: grid, cdus: cdu, cooling: {model: cold_plate}, "
    "coolant_rise: 10 K, coolant_drop: 1 bar, nodes: [{use: gb200-compute-tray, name: trays, "
    "count: 12}]}\n"
    "  events:\n"
    "    - {at: 60 s, element: cdu, action: loses_water, share: 90 %%}\n"
    "site:\n  outdoor: {model: constant, dry_bulb: 20 degC, relative_humidity: 50 %%}\n";

#define LIMIT_C   45.0 /* that the trays' maker grants their coolant */
#define LATENCY_S 17.3

/* What came of a run. */
struct course {
    double hot_s;    /* end of the step that was the first to reach the threshold; NAN: none */
    double capped_s; /* beginning of the first step under the cap; NAN: none                 */
    int n_switched;
    double coolant_max_c;
    double ceiling_frac; /* least */
    double power_w;      /* of the first rack, least */
};

static struct course run(const char *control, double threshold_c, const char *watched)
{
    struct course c = {.hot_s = PARAM_UNKNOWN,
                       .capped_s = PARAM_UNKNOWN,
                       .ceiling_frac = 1.0,
                       .power_w = (double)INFINITY};
    struct text t = {0};
    struct bench b;
    text_add(&t, hall, control);
    bench_open(&b, t.at);
    text_release(&t);
    bench_settle(&b);
    const size_t r = bench_index(&b, DIM_RACK, watched);
    double was_capped = 0.0;
    for (int64_t dt_us = 0; (dt_us = events_next_step_us(b.plan, b.hall)) > 0;) {
        int64_t done_us = 0;
        ck_assert_int_eq(engine_advance(b.plan, b.hall, dt_us, &done_us, &b.fault), STATUS_OK);
        const struct columns *const was = b.hall->was;
        const double end_s = (double)b.hall->time_us / 1e6;
        ck_assert_double_le(was->hall.residual_frac[0], 1e-9);
        if (isnan(c.hot_s) && was->rack.coolant_supply_c[r] >= threshold_c) {
            c.hot_s = end_s;
        }
        if (was->rack.is_capped[r] != was_capped) {
            c.n_switched++;
            c.capped_s = isnan(c.capped_s) ? end_s : c.capped_s;
            was_capped = was->rack.is_capped[r];
        }
        c.coolant_max_c = fmax(c.coolant_max_c, was->rack.coolant_supply_c[r]);
        c.ceiling_frac =
            fmin(c.ceiling_frac,
                 was->node.ceiling_frac[b.plan->rack_nodes.to[b.plan->rack_nodes.first[r]]]);
        c.power_w = fmin(c.power_w, was->rack.power_w[r]);
    }
    bench_close(&b);
    return c;
}

static const char watching[] = "  control: {thermal_cap: {coolant: 40 degC, share: 30 %, "
                               "latency: 17.3 s, release: 5 min}}\n";

START_TEST(cap_holds_a_hall_that_would_throttle_without_it)
{
    const struct course without = run("", 40.0, "A-1");
    const struct course with = run(watching, 40.0, "A-1");
    ck_assert_double_gt(without.coolant_max_c, LIMIT_C);
    ck_assert_double_lt(without.ceiling_frac, 1.0);
    ck_assert_double_lt(with.coolant_max_c, LIMIT_C);
    ck_assert_double_eq(with.ceiling_frac, 1.0);
    ck_assert_int_eq(with.n_switched, 1); /* the hall stays above 38 degC under it */
}
END_TEST

/* A step ends where the cap takes hold, so the latency holds to the clock's microsecond. */
START_TEST(cap_takes_hold_a_latency_after_the_temperature)
{
    const struct course c = run(watching, 40.0, "A-1");
    ck_assert_double_gt(c.hot_s, 60.0);
    ck_assert_double_eq_tol(c.capped_s - c.hot_s, LATENCY_S, 2e-6);
}
END_TEST

START_TEST(racks_that_are_not_named_are_not_capped)
{
    static const char two[] = "  control: {thermal_cap: {racks: [A-1, \"*-3\"], coolant: 40 degC, "
                              "power: 3.7 kW, latency: 0 s}}\n";
    const struct course named = run(two, 40.0, "A-3");
    const struct course other = run(two, 40.0, "A-2");
    ck_assert_int_ge(named.n_switched, 1);
    ck_assert_double_eq_tol(named.power_w, 12 * 3700.0, 1e-6 * named.power_w);
    ck_assert_int_eq(other.n_switched, 0);
    ck_assert_double_gt(other.power_w, 1.5 * named.power_w);
}
END_TEST

/* A hall that does not fit at rest does not fit: nothing rests on the cap. */
START_TEST(steady_question_is_asked_without_the_cap)
{
    struct text t = {0};
    struct bench b;
    text_add(&t, hall, "  control: {thermal_cap: {inlet: 11 degC, share: 30 %}}\n");
    bench_open(&b, t.at);
    text_release(&t);
    bench_settle(&b);
    ck_assert_double_gt(b.hall->was->rack.inlet_top_c[0], 11.0);
    ck_assert_double_eq(b.hall->was->rack.is_capped[0], 0.0);
    bench_close(&b);
}
END_TEST

TCASE(tc_cap, "cap", cap_holds_a_hall_that_would_throttle_without_it,
      cap_takes_hold_a_latency_after_the_temperature, racks_that_are_not_named_are_not_capped,
      steady_question_is_asked_without_the_cap)
CHECK_MAIN("capped_hall", tc_cap)
