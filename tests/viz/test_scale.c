/* test_scale.c - a layer that is held against a limit has its colours about it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "tests/support/check_main.h"
#include "tests/support/draw.h"
#include "viz/scale.h"

enum { N_CASES = 200 };

/* Differences of numbers of this size, in double precision. */
static const double rounding = 1e-12;

/* A layer whose limit lies within its scale. */
static struct scene draw_scene(gsl_rng *rng, const char *layer)
{
    const double least = draw_between(rng, -40.0, 60.0);
    const double most = least + draw_between(rng, 0.3, 90.0);

    return (struct scene){.layer = layer_find(layer),
                          .least = least,
                          .most = most,
                          .limit = draw_between(rng, least + 0.1, most - 0.1)};
}

START_TEST(the_limit_is_in_the_middle_and_each_side_ends_with_the_scale)
{
    gsl_rng *const rng = draw_create(20261126);

    for (int c = 0; c < N_CASES; c++) {
        const bool is_low = c % 2 == 1;
        const struct scene s = draw_scene(rng, is_low ? "headroom" : "inlet");
        const double safe = is_low ? s.most : s.least;
        const double danger = is_low ? s.least : s.most;
        ck_assert(scene_palette(&s) == PALETTE_DIVERGING);
        ck_assert_double_eq_tol(scene_hue(&s, s.limit), 0.5, rounding);
        ck_assert_double_eq_tol(scene_hue(&s, safe), 0.0, rounding);
        ck_assert_double_eq_tol(scene_hue(&s, danger), 1.0, rounding);
        /* Half of the way on either side is half of that side's colours. */
        ck_assert_double_eq_tol(scene_hue(&s, (safe + s.limit) / 2.0), 0.25, rounding);
        ck_assert_double_eq_tol(scene_hue(&s, (danger + s.limit) / 2.0), 0.75, rounding);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(without_a_limit_the_colours_rise_towards_danger)
{
    gsl_rng *const rng = draw_create(7126);

    for (int c = 0; c < N_CASES; c++) {
        struct scene power = draw_scene(rng, "power");
        struct scene left = draw_scene(rng, "throttle");
        struct scene inlet = draw_scene(rng, "inlet");
        const double share = draw_between(rng, 0.0, 1.0);
        inlet.limit = (double)NAN;
        ck_assert(scene_palette(&power) == PALETTE_RISING &&
                  scene_palette(&inlet) == PALETTE_RISING);
        ck_assert_double_eq_tol(scene_hue(&power, power.least + share * (power.most - power.least)),
                                share, 1e-9);
        ck_assert_double_eq_tol(scene_hue(&inlet, inlet.least + share * (inlet.most - inlet.least)),
                                share, 1e-9);
        /* Of time that is left the least is the worst. */
        ck_assert_double_eq_tol(scene_hue(&left, left.least + share * (left.most - left.least)),
                                1.0 - share, 1e-9);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(what_lies_beyond_the_limit_is_in_sight_also_where_nothing_comes_there)
{
    gsl_rng *const rng = draw_create(31);

    for (int c = 0; c < N_CASES; c++) {
        struct scene s = {.layer = layer_find("inlet"), .limit = draw_between(rng, 25.0, 35.0)};
        s.seen_least = s.limit - draw_between(rng, 1.0, 15.0);
        s.seen_most = s.limit - draw_between(rng, 0.0, 0.9);
        scale_fit(&s);
        ck_assert(s.least < s.seen_least && s.most > s.limit);
        ck_assert_double_eq_tol(s.most - s.limit, 0.25 * (s.limit - s.least), 1e-9);
        /* A user's range is the user's. */
        s.has_range = true;
        s.most = s.limit - 0.2;
        scale_fit(&s);
        ck_assert_double_eq(s.most, s.limit - 0.2);
        ck_assert(scene_hue(&s, s.most) < 0.5);
    }
    gsl_rng_free(rng);
}
END_TEST

TCASE(tc_scale, "colours", the_limit_is_in_the_middle_and_each_side_ends_with_the_scale,
      without_a_limit_the_colours_rise_towards_danger,
      what_lies_beyond_the_limit_is_in_sight_also_where_nothing_comes_there)
CHECK_MAIN("colours about a limit", tc_scale)
