/* test_standby_air.c - air handlers that stand by: called by a failure, by lost water, by warm return air.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/base/text.h"
#include "tests/support/check_main.h"
#include "tests/support/hall_bench.h"

enum { N_LEAD = 3, STANDBY = 3, N_CRAHS = 4 };

/* Three handlers share the air of eight racks, a fourth stands by on water of its own; %s: its duty, and
 * the rest of the control. */
static const char hall[] =
    "scenario: 1\ntime: {duration: 1 h, step: 1 s}\n"
    "hall:\n  name: H\n  air: {supply: 21 degC, redundancy: N+1}\n"
    "  control: {fans: {model: follow, lag: 11 s, least: 20 %%, margin: 0 %%}%s}\n"
    "  power: [{name: grid, model: utility, rating: 1 MW}]\n"
    "  plants:\n"
    "    - {name: chw, model: fixed, supply: 9 degC, power: 4 %%}\n"
    "    - {name: other, model: fixed, supply: 9 degC, power: 4 %%}\n"
    "  crahs:\n"
    "    - {repeat: 3, name: \"crah-%%d\", use: crah-100kw, plant: chw, from: grid}\n"
    "    - {name: spare, use: crah-100kw, plant: other, from: grid, duty: %s}\n"
    "  rows:\n    - name: A\n      containment: hot_aisle\n      racks:\n"
    "        - {repeat: 8, name: \"A-%%d\", feeds: grid, nodes: [{name: n, count: 3, nameplate: 9 "
    "kW, "
    "model: curve, points: [[0 %%, 9 kW], [100 %%, 9.001 kW]], fan: 0 %%, airflow: 1300 CFM, "
    "airflow_least: 100 %%}]}\n"
    "site:\n  outdoor: {model: constant, dry_bulb: 20 degC, relative_humidity: 50 %%}\n";

static void open_hall(struct bench *b, const char *control, const char *duty)
{
    struct text t = {0};

    text_add(&t, hall, control, duty);
    bench_open(b, t.at);
    text_release(&t);
    bench_settle(b);
}

static void step_for(struct bench *b, int n_seconds)
{
    for (int s = 0; s < n_seconds; s++) {
        bench_step(b, 1.0);
        ck_assert_double_le(b->hall->was->hall.residual_frac[0], 1e-9);
    }
}

/* At rest the three give what the racks ask for, and each as much as a third of it; of the fourth the drive is on. */
START_TEST(those_on_duty_share_the_air_and_the_other_rests)
{
    struct bench b;
    open_hall(&b, "", "stands_by");
    const struct columns *const was = b.hall->was;
    for (size_t i = 0; i < N_LEAD; i++) {
        ck_assert_double_eq_tol(was->crah.flow_m3s[i], was->hall.wanted_flow_m3s[0] / N_LEAD,
                                1e-9 * was->crah.flow_m3s[i]);
    }
    ck_assert_double_eq(was->crah.flow_m3s[STANDBY], 0.0);
    /* A fan of 5 kW whose drive takes 3 % at no speed. */
    ck_assert_double_eq_tol(was->crah.drawn_w[STANDBY], 0.03 * 5e3, 1e-9);
    bench_close(&b);
}
END_TEST

/* Four units of one size share what three did when one of the three has failed: the same three shares
 * again, once the lag is over; and the fourth rests when all run again. */
START_TEST(failure_calls_the_standby_until_it_is_repaired)
{
    struct bench b;
    open_hall(&b, "", "stands_by");
    b.hall->was->crah.out[1] = OUT_FAILED;
    step_for(&b, 2);
    ck_assert_double_eq(b.hall->was->crah.is_on_duty[STANDBY], 1.0);
    /* One second into its lag, as seen by the step after. */
    const double frac = b.hall->was->crah.flow_m3s[STANDBY] / b.plan->crah_rated_m3s[STANDBY];
    ck_assert_double_gt(frac, 0.0);
    ck_assert_double_lt(frac, -expm1(-1.0 / 11.0) * 1.001);
    step_for(&b, 300);
    const double share_m3s = b.hall->was->hall.wanted_flow_m3s[0] / N_LEAD;
    ck_assert_double_eq_tol(b.hall->was->crah.flow_m3s[STANDBY], share_m3s, 1e-9 * share_m3s);
    ck_assert_double_eq_tol(b.hall->was->crah.flow_m3s[0], share_m3s, 1e-9 * share_m3s);
    b.hall->was->crah.out[1] = OUT_NOT;
    step_for(&b, 5);
    ck_assert_double_eq(b.hall->was->crah.is_on_duty[STANDBY], 0.0);
    ck_assert_double_eq(b.hall->was->crah.flow_m3s[STANDBY], 0.0);
    bench_close(&b);
}
END_TEST

START_TEST(lost_water_calls_the_standby)
{
    struct bench b;
    open_hall(&b, "", "stands_by");
    b.hall->was->plant.out[bench_index(&b, DIM_PLANT, "chw")] = OUT_FAILED;
    step_for(&b, 60);
    ck_assert_double_eq(b.hall->was->crah.is_on_duty[STANDBY], 1.0);
    ck_assert_double_eq_tol(b.hall->was->crah.coil_w[0], 0.0, 1e-6); /* rounding of the books */
    ck_assert_double_gt(b.hall->was->crah.coil_w[STANDBY], 50e3);
    bench_close(&b);
}
END_TEST

/* Return air above the threshold calls it, and it is kept until the return is 2 K below. */
START_TEST(warm_return_calls_the_standby_and_two_kelvin_let_it_go)
{
    struct bench b;
    open_hall(&b, "", "stands_by");
    const double return_c = b.hall->was->hall.return_air_c[0];
    struct plan plan = *b.plan;
    b.plan = &plan;
    plan.call_return_c = return_c + 0.3;
    step_for(&b, 10);
    ck_assert_double_eq(b.hall->was->crah.is_on_duty[STANDBY], 0.0);
    plan.call_return_c = return_c - 0.3;
    step_for(&b, 1);
    ck_assert_double_eq(b.hall->was->crah.is_on_duty[STANDBY], 1.0);
    plan.call_return_c = return_c + 1.7;
    step_for(&b, 1);
    ck_assert_double_eq(b.hall->was->crah.is_on_duty[STANDBY], 1.0);
    plan.call_return_c = b.hall->was->hall.return_air_c[0] + 2.3;
    step_for(&b, 1);
    ck_assert_double_eq(b.hall->was->crah.is_on_duty[STANDBY], 0.0);
    bench_close(&b);
}
END_TEST

/* By the cube of their speed: four units that share draw less than three, at the same flow. The floor of
 * their drives is what they draw at no speed. */
START_TEST(sharing_draws_less_than_standing_by)
{
    struct bench three;
    struct bench four;
    open_hall(&three, "", "stands_by");
    open_hall(&four, "", "runs");
    double by_three_w = 0.0;
    double by_four_w = 0.0;
    for (size_t i = 0; i < N_CRAHS; i++) {
        by_three_w += three.hall->was->crah.drawn_w[i];
        by_four_w += four.hall->was->crah.drawn_w[i];
    }
    const double flow_m3s = three.hall->was->hall.supply_flow_m3s[0];
    ck_assert_double_eq_tol(four.hall->was->hall.supply_flow_m3s[0], flow_m3s, 1e-6 * flow_m3s);
    ck_assert_double_lt(by_four_w, by_three_w);
    bench_close(&three);
    bench_close(&four);
}
END_TEST

TCASE(tc_standby, "standby", those_on_duty_share_the_air_and_the_other_rests,
      failure_calls_the_standby_until_it_is_repaired, lost_water_calls_the_standby,
      warm_return_calls_the_standby_and_two_kelvin_let_it_go, sharing_draws_less_than_standing_by)
CHECK_MAIN("standby_air", tc_standby)
