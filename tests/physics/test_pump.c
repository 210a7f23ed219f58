/* test_pump.c - pumps: curve, power, running up and down, and several on one header.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/pump.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

enum { N_CASES = 500, MOST_PUMPS = 5 };

static struct pump draw_pump(const gsl_rng *rng)
{
    const double rated_m3s = draw_decades(rng, 1e-4, 0.1);
    const double head_zero_pa = draw_between(rng, 1e5, 5e5);
    const double head_pa = head_zero_pa * draw_between(rng, 0.4, 0.95);

    return (struct pump){head_zero_pa, (head_zero_pa - head_pa) / (rated_m3s * rated_m3s),
                         draw_between(rng, 0.3, 0.8), rated_m3s};
}

START_TEST(pump_runs_where_its_head_meets_the_system)
{
    gsl_rng *const rng = draw_create(82603);

    for (int i = 0; i < N_CASES; i++) {
        const struct pump p = draw_pump(rng);
        const double speed = draw_between(rng, 0.2, 1.0);
        const double static_pa = draw_index(rng, 3) == 0 ? draw_between(rng, 0.0, 2e5) : 0.0;
        const double k = draw_decades(rng, 0.1, 1e3) * p.droop_pa_per_m3s2;
        const double flow_m3s = pump_flow_m3s(&p, speed, static_pa, k);
        const double lift_pa = speed * speed * p.head_zero_pa;
        if (lift_pa <= static_pa) {
            ck_assert_double_eq(flow_m3s, 0.0);
            continue;
        }
        const double head_pa = lift_pa - p.droop_pa_per_m3s2 * flow_m3s * flow_m3s;
        ck_assert_msg(fabs(head_pa - static_pa - k * flow_m3s * flow_m3s) < 1e-9 * p.head_zero_pa,
                      "case %d: %g m3/s", i, flow_m3s);
        ck_assert_double_eq(pump_flow_m3s(&p, speed, static_pa, (double)INFINITY), 0.0);
    }
    gsl_rng_free(rng);
}
END_TEST

/* Against a quadratic system: flow with the speed, head with its square, power with its cube. */
START_TEST(half_speed_takes_an_eighth_of_the_power)
{
    gsl_rng *const rng = draw_create(82605);

    for (int i = 0; i < N_CASES; i++) {
        const struct pump p = draw_pump(rng);
        const double k = draw_decades(rng, 0.1, 1e2) * p.droop_pa_per_m3s2;
        const double share = draw_between(rng, 0.05, 1.0);
        const double full_m3s = pump_flow_m3s(&p, 1.0, 0.0, k);
        const double slow_m3s = pump_flow_m3s(&p, share, 0.0, k);
        const double full_w = pump_w(&p, 1.0, k * full_m3s * full_m3s, full_m3s);
        const double slow_w = pump_w(&p, share, k * slow_m3s * slow_m3s, slow_m3s);
        ck_assert_double_eq_tol(slow_m3s / full_m3s, share, 1e-12);
        ck_assert_double_eq_tol(slow_w / full_w, share * share * share, 1e-12);
    }
    gsl_rng_free(rng);
}
END_TEST

/* eta = eta_best x (2 - x): at x = 0.6 it is 0.84 of the best; at shut valves half the best flow's
 * power at the same head; at rest nothing. */
START_TEST(efficiency_is_a_parabola_that_needs_no_flow)
{
    const struct pump p = {3.7e5, 2.1e8, 0.63, 0.021};
    const double flow_m3s = 0.6 * 0.8 * p.best_m3s;

    ck_assert_double_eq_tol(pump_w(&p, 0.8, 1.9e5, flow_m3s), 1.9e5 * flow_m3s / (0.63 * 0.84),
                            1e-9);
    ck_assert_double_eq_tol(pump_w(&p, 1.0, 2.2e5, p.best_m3s), 2.2e5 * p.best_m3s / 0.63, 1e-9);
    ck_assert_double_eq_tol(pump_w(&p, 0.8, 1.9e5, 0.0), 1.9e5 * 0.8 * p.best_m3s / 1.26, 1e-9);
    ck_assert_double_eq(pump_w(&p, 0.0, 0.0, 0.0), 0.0);
    /* Beyond 1.6 of the best flow what the parabola has there: 0.64. */
    ck_assert_double_eq_tol(pump_w(&p, 1.0, 8e4, 1.9 * p.best_m3s),
                            8e4 * 1.9 * p.best_m3s / (0.63 * 0.64), 1e-9);
}
END_TEST

/* Three pumps side by side give three times the flow of one at the same head; with one of them lost,
 * the two that are left run out on their own curve. */
START_TEST(pumps_side_by_side_add_their_flows)
{
    const struct pump one = {4.1e5, 9.3e8, 0.6, 0.011};
    const struct pump three = pump_bank(&one, 1.0, 3.0);
    const double k = 3.3e8 / 9.0;
    const double all_m3s = pump_flow_m3s(&three, 0.9, 0.0, k);
    const double alone_m3s = pump_flow_m3s(&one, 0.9, k * all_m3s * all_m3s, 0.0);

    ck_assert_double_eq_tol(all_m3s, 3.0 * alone_m3s, 1e-12);
    ck_assert_double_eq_tol(three.best_m3s, 3.0 * one.best_m3s, 1e-15);
    const struct pump two = pump_bank(&three, 3.0, 2.0);
    ck_assert_double_eq_tol(two.droop_pa_per_m3s2, one.droop_pa_per_m3s2 / 4.0, 1e-6);
    const double left_m3s = pump_flow_m3s(&two, 0.9, 0.0, k);
    ck_assert(left_m3s < all_m3s && left_m3s > 2.0 / 3.0 * all_m3s);
    const struct pump none = pump_bank(&three, 3.0, 0.0);
    ck_assert_double_eq(pump_flow_m3s(&none, 0.9, 0.0, k), 0.0);
    ck_assert_double_eq(pump_w(&none, 0.9, 0.0, 0.0), 0.0);
}
END_TEST

/* e-fold in one lag but for the dry friction of 0.02; at rest after lag ln(1 + n / 0.02). */
START_TEST(pump_without_power_runs_down_and_stands)
{
    const double lag_s = 7.3;
    const struct pump_speed one = pump_spin(0.9, 0.0, lag_s, lag_s);
    const double rest_s = lag_s * log1p(0.9 / 0.02);

    ck_assert_double_eq_tol(one.end_frac, 0.92 * exp(-1.0) - 0.02, 1e-14);
    ck_assert_double_gt(pump_spin(0.9, 0.0, lag_s, 0.999 * rest_s).end_frac, 0.0);
    const struct pump_speed all = pump_spin(0.9, 0.0, lag_s, 1.001 * rest_s);
    ck_assert_double_eq(all.end_frac, 0.0);
    /* Turns until it stands: the integral of the speed, from the equation n' = -(n + f) / lag. */
    ck_assert_double_eq_tol(all.mean_frac * 1.001 * rest_s, lag_s * 0.9 - 0.02 * rest_s, 1e-12);
    ck_assert_double_eq(pump_spin(0.0, 0.0, lag_s, 5.0).mean_frac, 0.0);
}
END_TEST

START_TEST(two_steps_turn_as_one)
{
    gsl_rng *const rng = draw_create(82606);

    for (int i = 0; i < N_CASES; i++) {
        const double start = draw_between(rng, 0.0, 1.0);
        const double target = draw_index(rng, 3) == 0 ? 0.0 : draw_between(rng, 0.1, 1.0);
        const double lag_s = draw_index(rng, 6) == 0 ? 0.0 : draw_between(rng, 1.0, 20.0);
        const double dt_s = draw_decades(rng, 1e-3, 1e4);
        const double part = draw_between(rng, 0.01, 0.99);
        const struct pump_speed whole = pump_spin(start, target, lag_s, dt_s);
        const struct pump_speed first = pump_spin(start, target, lag_s, part * dt_s);
        const struct pump_speed last = pump_spin(first.end_frac, target, lag_s, (1 - part) * dt_s);
        const double mean = part * first.mean_frac + (1.0 - part) * last.mean_frac;
        ck_assert_msg(fabs(last.end_frac - whole.end_frac) < 1e-13 &&
                          fabs(mean - whole.mean_frac) < 1e-13,
                      "spin, case %d: %.17g, %.17g", i, last.end_frac, whole.end_frac);

        const double on = draw_between(rng, 0.0, 3.0);
        const double wanted = draw_between(rng, 0.0, 3.0);
        const struct pump_speed taken = pump_take_over(on, wanted, lag_s, dt_s);
        const struct pump_speed early = pump_take_over(on, wanted, lag_s, part * dt_s);
        const struct pump_speed late =
            pump_take_over(early.end_frac, wanted, lag_s, (1 - part) * dt_s);
        ck_assert_msg(fabs(late.end_frac - taken.end_frac) < 1e-13 &&
                          fabs(part * early.mean_frac + (1.0 - part) * late.mean_frac -
                               taken.mean_frac) < 1e-12,
                      "take over, case %d: %.17g, %.17g", i, late.end_frac, taken.end_frac);
    }
    gsl_rng_free(rng);
}
END_TEST

struct random_header {
    struct pump_header h;
    int32_t members[MOST_PUMPS];
    double lift_pa[MOST_PUMPS];
    double droop[MOST_PUMPS];
    double given_m3s[MOST_PUMPS];
};

static void draw_header(struct random_header *r, const gsl_rng *rng)
{
    r->h = (struct pump_header){.n = 1 + draw_index(rng, MOST_PUMPS),
                                .members = r->members,
                                .lift_pa = r->lift_pa,
                                .droop_pa_per_m3s2 = r->droop,
                                .given_m3s = r->given_m3s,
                                .openness = draw_decades(rng, 1e-6, 1e-3)};
    for (size_t i = 0; i < r->h.n; i++) {
        const struct pump p = draw_pump(rng);
        const double speed = draw_index(rng, 4) == 0 ? 0.0 : draw_between(rng, 0.3, 1.0);
        r->members[i] = (int32_t)(r->h.n - 1 - i);
        r->lift_pa[i] = speed * speed * p.head_zero_pa;
        r->droop[i] = speed > 0.0 ? p.droop_pa_per_m3s2 : (double)INFINITY;
        r->given_m3s[i] = draw_index(rng, 6) == 0 ? draw_decades(rng, 1e-5, 1e-2) : (double)NAN;
    }
}

/* What the pumps give is what the branches take; a pump that cannot lift so high gives nothing. */
START_TEST(header_stands_where_pumps_and_branches_agree)
{
    gsl_rng *const rng = draw_create(82607);
    struct random_header r;

    for (int i = 0; i < N_CASES; i++) {
        double flow_m3s = 0.0;
        double header_pa = 0.0;
        draw_header(&r, rng);
        ck_assert_int_eq(pump_header_pa(&r.h, &header_pa), STATUS_OK);
        for (size_t k = 0; k < r.h.n; k++) {
            const size_t c = (size_t)r.members[k];
            const double own_m3s = pump_header_flow_m3s(&r.h, k, header_pa);
            ck_assert(own_m3s >= 0.0);
            if (isnan(r.given_m3s[c]) && r.lift_pa[c] <= header_pa) {
                ck_assert_double_eq(own_m3s, 0.0);
            }
            flow_m3s += own_m3s;
        }
        const double taken_m3s = r.h.openness * sqrt(header_pa);
        ck_assert_msg(fabs(flow_m3s - taken_m3s) <= 1e-9 * taken_m3s,
                      "case %d: %.12g m3/s given, %.12g taken at %g Pa", i, flow_m3s, taken_m3s,
                      header_pa);
        r.h.openness = 0.0;
        ck_assert_int_eq(pump_header_pa(&r.h, &header_pa), STATUS_OK);
        for (size_t k = 0; k < r.h.n; k++) {
            ck_assert_double_eq(pump_header_flow_m3s(&r.h, k, header_pa), 0.0);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* Of m pumps alike on one header one stops: the m - 1 give more each, and less in all:
 * Q = sqrt(lift / (a / m^2 + k)). */
START_TEST(header_keeps_most_of_its_flow_when_one_of_its_pumps_stops)
{
    const int32_t members[] = {0, 1, 2, 3};
    double lift_pa[] = {3.2e5, 3.2e5, 3.2e5, 3.2e5};
    const double droop[] = {7e8, 7e8, 7e8, 7e8};
    const double given[] = {(double)NAN, (double)NAN, (double)NAN, (double)NAN};
    const double k = 4.4e7;
    const struct pump_header h = {4, members, lift_pa, droop, given, 1.0 / sqrt(k)};

    for (int left = 4; left > 0; left--) {
        const double n2 = (double)(left * left);
        double header_pa = 0.0;
        ck_assert_int_eq(pump_header_pa(&h, &header_pa), STATUS_OK);
        ck_assert_double_eq_tol(sqrt(header_pa / k), sqrt(3.2e5 / (7e8 / n2 + k)), 1e-12);
        lift_pa[left - 1] = 0.0;
    }
}
END_TEST

TCASE(tc_pump, "pump", pump_runs_where_its_head_meets_the_system,
      half_speed_takes_an_eighth_of_the_power, efficiency_is_a_parabola_that_needs_no_flow,
      pumps_side_by_side_add_their_flows)
TCASE(tc_time, "time", pump_without_power_runs_down_and_stands, two_steps_turn_as_one)
TCASE(tc_header, "header", header_stands_where_pumps_and_branches_agree,
      header_keeps_most_of_its_flow_when_one_of_its_pumps_stops)
CHECK_MAIN("pump", tc_pump, tc_time, tc_header)
