/* test_thermal_cap.c - a rack is capped while it is too warm: thresholds, latency, release.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/thermal_cap.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

/* Watches air and coolant. */
static const struct thermal_cap cap = {.inlet_c = 31.7,
                                       .coolant_c = 43.1,
                                       .die_c = (double)NAN,
                                       .hysteresis_k = 1.9,
                                       .latency_s = 7.3,
                                       .release_s = 23.9};

static const struct thermal_cap_sight cool = {24.3, 38.2, 79.0};
static const struct thermal_cap_sight warm_air = {31.8, 38.2, 79.0};
static const struct thermal_cap_sight warm_coolant = {24.3, 43.2, 79.0};
static const struct thermal_cap_sight between = {30.5, 42.6, 79.0};

static void look(struct thermal_cap_state *s, struct thermal_cap_sight sight, double dt_s)
{
    thermal_cap_step(&cap, &sight, dt_s, s);
}

START_TEST(rack_is_capped_when_it_was_hot_for_the_latency)
{
    struct thermal_cap_state s = {0};
    look(&s, warm_air, 1.0);
    ck_assert(s.is_hot && !s.is_capped);
    ck_assert_double_eq(thermal_cap_due_s(&s), cap.latency_s);
    look(&s, warm_air, 7.1);
    ck_assert(!s.is_capped);
    ck_assert_double_eq_tol(thermal_cap_due_s(&s), 0.2, 1e-12);
    look(&s, warm_air, 0.2);
    ck_assert(s.is_capped);
    ck_assert(isinf(thermal_cap_due_s(&s)));
}
END_TEST

START_TEST(it_is_let_go_when_it_was_cool_for_the_release)
{
    struct thermal_cap_state s = {.is_hot = true, .is_capped = true};
    look(&s, cool, 1.0);
    ck_assert(!s.is_hot && s.is_capped);
    ck_assert_double_eq(thermal_cap_due_s(&s), cap.release_s);
    look(&s, cool, cap.release_s);
    ck_assert(!s.is_capped);
}
END_TEST

START_TEST(any_threshold_caps_and_all_must_be_cool_again)
{
    struct thermal_cap_state s = {0};
    look(&s, warm_coolant, 1.0);
    look(&s, warm_coolant, cap.latency_s);
    ck_assert(s.is_capped);
    /* Within the hysteresis of one of its thresholds a rack stays what it was. */
    for (int k = 0; k < 100; k++) {
        look(&s, between, 1.0);
    }
    ck_assert(s.is_hot && s.is_capped);
    struct thermal_cap_state other = {0};
    look(&other, between, 1.0);
    ck_assert(!other.is_hot);
}
END_TEST

/* What is not watched, and what a rack does not have, asks for nothing. */
START_TEST(temperatures_that_are_not_known_cap_nothing)
{
    struct thermal_cap_state s = {0};
    look(&s, (struct thermal_cap_sight){(double)NAN, (double)NAN, 200.0}, 1e6);
    ck_assert(!s.is_hot && !s.is_capped);
}
END_TEST

START_TEST(heat_that_passes_within_the_latency_caps_nothing)
{
    struct thermal_cap_state s = {0};
    look(&s, warm_air, 1.0);
    look(&s, cool, 5.0);
    ck_assert(!s.is_hot && !s.is_capped);
    look(&s, warm_air, 1.0);
    ck_assert_double_eq(thermal_cap_due_s(&s), cap.latency_s); /* it counts anew */
}
END_TEST

/* Noise of less than the hysteresis around the threshold: capped once, and never let go. */
START_TEST(noise_within_the_hysteresis_makes_no_chatter)
{
    gsl_rng *const rng = draw_create(51701);
    struct thermal_cap_state s = {0};
    int n_switched = 0;
    for (int k = 0; k < 20000; k++) {
        const bool was_capped = s.is_capped;
        const double noise_k = draw_between(rng, -0.95, 0.95) * cap.hysteresis_k;
        look(&s, (struct thermal_cap_sight){cap.inlet_c + noise_k, 30.0, 0.0}, 1.0);
        n_switched += s.is_capped != was_capped;
    }
    ck_assert_int_eq(n_switched, 1);
    gsl_rng_free(rng);
}
END_TEST

/* Whatever comes: between two switches lies the latency or the release, to the step's microsecond. */
START_TEST(switches_are_never_closer_than_latency_and_release)
{
    gsl_rng *const rng = draw_create(51702);
    struct thermal_cap_state s = {0};
    double since_s = (double)INFINITY;
    int n_switched = 0;
    for (int k = 0; k < 50000; k++) {
        const bool was_capped = s.is_capped;
        const double dt_s = fmin(draw_decades(rng, 0.01, 30.0), thermal_cap_due_s(&s));
        look(&s, (struct thermal_cap_sight){draw_between(rng, 24.0, 40.0), 30.0, 0.0}, dt_s);
        since_s += dt_s;
        if (s.is_capped != was_capped) {
            const double least_s = s.is_capped ? cap.latency_s : cap.release_s;
            ck_assert_msg(since_s >= least_s - 1e-6, "look %d: %g s after the last", k, since_s);
            since_s = 0.0;
            n_switched++;
        }
    }
    ck_assert_int_gt(n_switched, 20);
    gsl_rng_free(rng);
}
END_TEST

TCASE(tc_cap, "thermal cap", rack_is_capped_when_it_was_hot_for_the_latency,
      it_is_let_go_when_it_was_cool_for_the_release, any_threshold_caps_and_all_must_be_cool_again,
      temperatures_that_are_not_known_cap_nothing, heat_that_passes_within_the_latency_caps_nothing,
      noise_within_the_hysteresis_makes_no_chatter,
      switches_are_never_closer_than_latency_and_release)
CHECK_MAIN("thermal cap", tc_cap)
