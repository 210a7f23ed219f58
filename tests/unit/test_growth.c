/* Histories of a growing load, and the racks that hold it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_rng.h>
#include <gsl/gsl_statistics.h>

#include "sim/decide/growth_plan.h"
#include "tests/support/check_main.h"

static const struct scn_growth steady = {.load_w = 487e3, .rate_frac = 0.35, .horizon_years = 6.0};

START_TEST(a_steady_rate_reaches_a_load_after_the_logarithms_quotient)
{
    const struct growth_path path = growth_path_at(&steady, 0.0);
    const double expected = log(1213e3 / 487e3) / log(1.35);

    ck_assert_double_eq_tol(growth_path_reaches(&path, 1213e3, 0.0, 6.0), expected, 1e-12);
    ck_assert_double_eq_tol(growth_path_load_w(&path, 3.7), 487e3 * pow(1.35, 3.7), 1e-6);
    ck_assert(isinf(growth_path_reaches(&path, 1213e3, 0.0, expected - 1e-9)));
    ck_assert_double_eq(growth_path_reaches(&path, 1213e3, 4.25, 6.0),
                        4.25); /* it is there by then */
}
END_TEST

START_TEST(load_that_leaves_takes_its_share_of_the_growth_along)
{
    struct scn_load_step steps[] = {{.at_years = 1.3, .load_w = -90e3},
                                    {.at_years = 2.0, .load_w = 410e3}};
    const struct scn_growth growth = {
        .load_w = 487e3, .rate_frac = 0.2, .horizon_years = 5.0, .steps = {.items = steps, .n = 2}};
    const struct growth_path path = growth_path_at(&growth, 0.0);
    const double left_w = 487e3 * pow(1.2, 1.3) - 90e3;
    const double come_w = left_w * pow(1.2, 0.7) + 410e3;

    ck_assert_double_eq_tol(growth_path_load_w(&path, 1.3), left_w, 1e-6);
    ck_assert_double_eq_tol(growth_path_load_w(&path, 2.6), come_w * pow(1.2, 0.6), 1e-6);
    /* Between what stood before the step and after it: reached at the step. */
    ck_assert_double_eq(growth_path_reaches(&path, come_w - 7e3, 0.0, 5.0), 2.0);
}
END_TEST

START_TEST(the_load_at_the_time_of_a_load_is_that_load)
{
    enum { N = 500 };
    const struct scn_growth growth = {.load_w = 311e3,
                                      .rate_frac = 0.28,
                                      .rate_spread_frac = 0.17,
                                      .rate_doubt_frac = 0.06,
                                      .horizon_years = 8.0};
    static struct growth_path paths[N];
    size_t n_met = 0;

    ck_assert_int_eq(growth_path_draw(&growth, 11, N, paths), STATUS_OK);
    for (size_t i = 0; i < N; i++) {
        const double load_w = 320e3 + 1.1e3 * (double)i;
        const double at = growth_path_reaches(&paths[i], load_w, 0.0, 8.0);
        if (isfinite(at)) {
            n_met++;
            ck_assert_msg(fabs(growth_path_load_w(&paths[i], at) / load_w - 1.0) < 1e-12,
                          "history %zu", i);
        }
    }
    ck_assert_uint_gt(n_met, N / 2);
}
END_TEST

START_TEST(drawn_factors_have_the_stated_median_and_spread)
{
    enum { N = 20000 };
    const struct scn_growth growth = {
        .load_w = 1e6, .rate_frac = 0.35, .rate_spread_frac = 0.12, .rate_doubt_frac = 0.05};
    static struct growth_path paths[N];
    static double first[N];
    static double second[N];

    ck_assert_int_eq(growth_path_draw(&growth, 7, N, paths), STATUS_OK);
    for (size_t i = 0; i < N; i++) {
        first[i] = paths[i].log_factor[0];
        second[i] = paths[i].log_factor[3];
    }
    const double sd = hypot(0.12, 0.05) / 1.35;
    const double together = 0.05 * 0.05 / (0.12 * 0.12 + 0.05 * 0.05);
    const double error =
        1.0 / sqrt(N); /* of a mean, in standard deviations; four of them allowed */
    ck_assert_double_eq_tol(gsl_stats_mean(first, 1, N), log(1.35), 4.0 * error * sd);
    ck_assert_double_eq_tol(gsl_stats_sd(first, 1, N), sd, 4.0 * error * sd);
    ck_assert_double_eq_tol(gsl_stats_correlation(first, 1, second, 1, N), together, 4.0 * error);
}
END_TEST

START_TEST(the_same_seed_draws_the_same_histories)
{
    const struct scn_growth growth = {
        .load_w = 1e6, .rate_frac = 0.35, .rate_spread_frac = 0.12, .rate_doubt_frac = 0.05};
    static struct growth_path one[50];
    static struct growth_path same[50];
    static struct growth_path other[50];

    ck_assert_int_eq(growth_path_draw(&growth, 3, 50, one), STATUS_OK);
    ck_assert_int_eq(growth_path_draw(&growth, 3, 50, same), STATUS_OK);
    ck_assert_int_eq(growth_path_draw(&growth, 4, 50, other), STATUS_OK);
    ck_assert_mem_eq(one, same, sizeof one);
    ck_assert_mem_ne(one, other, sizeof one);
}
END_TEST

/* --------------------------------------------------------------------- plan */

static double sum_of(const double *x, size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++) {
        sum += x[i];
    }
    return sum;
}

static struct scn_rung ladder[] = {
    {.name = "a", .rack_power_w = 10e3, .life_years = 4.5},
    {.name = "b", .from_years = 1.2, .rack_power_w = 41e3, .life_years = (double)NAN},
    {.name = "c", .from_years = 2.7, .rack_power_w = 132e3, .life_years = (double)NAN},
};

START_TEST(each_rung_takes_what_comes_in_its_time_and_gives_it_on_when_it_is_due)
{
    const struct scn_growth growth = {.load_w = 487e3,
                                      .rate_frac = 0.35,
                                      .horizon_years = 6.0,
                                      .ladder = {.items = ladder, .n = 3}};
    struct growth_plan plan;
    const double at_b = 487e3 * pow(1.35, 1.2);
    const double at_c = 487e3 * pow(1.35, 2.7);
    const double due = 487e3 * pow(1.35, 4.5);

    ck_assert_ptr_null(growth_plan_make(&growth, &plan));
    ck_assert_uint_eq(plan.n_eras, 4);
    ck_assert_double_eq_tol(plan.eras[1].standing_w[0], at_b, 1e-6);
    ck_assert_double_eq_tol(plan.eras[2].standing_w[1], at_c - at_b, 1e-6);
    ck_assert_double_eq(plan.eras[3].from_years, 4.5);
    ck_assert_double_eq(plan.eras[3].standing_w[0], 0.0);
    ck_assert_double_eq_tol(plan.eras[3].standing_w[1], at_c - at_b, 1e-6);
    ck_assert_double_eq_tol(plan.eras[3].standing_w[2], due - at_c + at_b, 1e-6);
    ck_assert_uint_eq(growth_plan_era_at(&plan, 2.69), 1);
    ck_assert_uint_eq(growth_plan_era_at(&plan, 2.7), 2);
}
END_TEST

START_TEST(racks_hold_the_load_and_one_fewer_of_the_newest_would_not)
{
    const struct scn_growth growth = {.load_w = 487e3,
                                      .rate_frac = 0.35,
                                      .horizon_years = 6.0,
                                      .ladder = {.items = ladder, .n = 3}};
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct growth_plan plan;

    gsl_rng_set(rng, 29);
    ck_assert_ptr_null(growth_plan_make(&growth, &plan));
    for (int k = 0; k < 500; k++) {
        const size_t era = gsl_rng_uniform_int(rng, plan.n_eras);
        const double load_w = 1e5 + 3e6 * gsl_rng_uniform(rng);
        const size_t rung = plan.eras[era].rung;
        double racks[GROWTH_MOST_RUNGS];
        const double planned_w = growth_plan_racks(&plan, era, load_w, racks);
        double sum_w = 0.0;
        for (size_t i = 0; i < 3; i++) {
            sum_w += racks[i] * ladder[i].rack_power_w;
        }
        ck_assert_double_eq(planned_w, sum_w);
        ck_assert_msg(planned_w > load_w - 1e-3, "case %d: %g for %g", k, planned_w, load_w);
        ck_assert_msg(racks[rung] == 0.0 || planned_w - ladder[rung].rack_power_w < load_w,
                      "case %d: %g for %g", k, planned_w, load_w);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(load_that_leaves_goes_from_the_oldest_racks)
{
    struct scn_load_step gone = {.at_years = 2.0, .load_w = -300e3};
    const struct scn_growth growth = {.load_w = 487e3,
                                      .rate_frac = 0.35,
                                      .horizon_years = 6.0,
                                      .ladder = {.items = ladder, .n = 3},
                                      .steps = {.items = &gone, .n = 1}};
    const struct growth_path median = growth_path_at(&growth, 0.0);
    struct growth_plan plan;

    const double at_b = 487e3 * pow(1.35, 1.2);
    const double before_w = 487e3 * pow(1.35, 2.0);

    ck_assert_ptr_null(growth_plan_make(&growth, &plan));
    ck_assert_double_eq(plan.eras[2].from_years, 2.0);
    ck_assert_double_eq_tol(plan.eras[2].standing_w[0], at_b - 300e3, 1e-6);
    ck_assert_double_eq_tol(plan.eras[2].standing_w[1], before_w - at_b, 1e-6);
    ck_assert_double_eq_tol(sum_of(plan.eras[3].standing_w, 3), growth_path_load_w(&median, 2.7),
                            1e-6);
}
END_TEST

START_TEST(a_ladder_that_is_no_plan_is_told)
{
    struct scn_rung late = {.name = "late", .from_years = 1.0, .rack_power_w = 10e3};
    struct scn_rung twice[] = {{.rack_power_w = 10e3}, {.rack_power_w = 40e3}};
    struct scn_growth growth = {.load_w = 1e5, .horizon_years = 2.0};
    struct growth_plan plan;

    ck_assert_ptr_nonnull(growth_plan_make(&growth, &plan));
    growth.ladder = (struct list){.items = &late, .n = 1};
    ck_assert_ptr_nonnull(strstr(growth_plan_make(&growth, &plan), "later than today"));
    growth.ladder = (struct list){.items = twice, .n = 2};
    ck_assert_ptr_nonnull(strstr(growth_plan_make(&growth, &plan), "order of their dates"));
}
END_TEST

TCASE(tc_path, "path", a_steady_rate_reaches_a_load_after_the_logarithms_quotient,
      load_that_leaves_takes_its_share_of_the_growth_along,
      the_load_at_the_time_of_a_load_is_that_load, drawn_factors_have_the_stated_median_and_spread,
      the_same_seed_draws_the_same_histories)
TCASE(tc_plan, "plan", each_rung_takes_what_comes_in_its_time_and_gives_it_on_when_it_is_due,
      racks_hold_the_load_and_one_fewer_of_the_newest_would_not,
      load_that_leaves_goes_from_the_oldest_racks, a_ladder_that_is_no_plan_is_told)
CHECK_MAIN("growth", tc_path, tc_plan)
