/* test_oversubscribe.c - counts of nodes against the closed forms at no and at full correlation.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "sim/study/oversubscribe.h"
#include "tests/support/check_main.h"
#include "tests/support/hall_bench.h"

enum { SAMPLES = 20000, MINUTES_A_YEAR = 525960 };

static struct arena *arena;

static void setup(void)
{
    arena = arena_create(bench_exhausted);
}

static void teardown(void)
{
    arena_destroy(arena);
}

/* Nodes that draw high for a share of the time and low for the rest. */
static struct mix_type two_levels(double high_w, double low_w, double duty_frac)
{
    struct mix_type type = {.name = "square", .count = 1.0, .nameplate_w = high_w};
    const double power_w[] = {high_w, low_w};
    const double share[] = {duty_frac, 1.0 - duty_frac};

    mix_sort_levels(arena, power_w, share, 2, &type);
    return type;
}

static struct oversubscribe_answer count_in(const struct mix *mix, double limit_w,
                                            double correlation, unsigned long seed,
                                            size_t n_samples)
{
    const struct oversubscribe_request request = {
        .mix = mix, .limit_w = limit_w, .interval_s = 60.0, .n_samples = n_samples, .seed = seed};
    struct oversubscribe_answer answer;

    ck_assert_int_eq(oversubscribe_count(arena, &request, correlation, &answer), STATUS_OK);
    return answer;
}

static struct oversubscribe_answer count(const struct mix *mix, double limit_w, double correlation,
                                         unsigned long seed)
{
    return count_in(mix, limit_w, correlation, seed, SAMPLES);
}

/* Every node stands where the others do: the count is limit over the quantile, to the node. */
START_TEST(gain_of_diversity_is_nothing_when_all_loads_are_one)
{
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);

    for (unsigned long seed = 1; seed <= 12; seed++) {
        gsl_rng_set(rng, seed);
        const double high_w = gsl_ran_flat(rng, 2e3, 20e3);
        const double low_w = high_w * gsl_ran_flat(rng, 0.2, 0.9);
        const double duty_frac = gsl_ran_flat(rng, 0.06, 0.94);
        struct mix_type type = two_levels(high_w, low_w, duty_frac);
        const struct mix mix = {.n = 1, .types = &type, .n_nodes = 1.0, .nodes_a_rack = 1.0};
        const double limit_w = high_w * gsl_ran_flat(rng, 20.0, 300.0);
        const struct oversubscribe_answer a = count(&mix, limit_w, 1.0, seed);
        for (size_t k = 0; k < OVERSUBSCRIBE_LEVELS; k++) {
            const bool is_high = oversubscribe_shares[k] > 1.0 - duty_frac;
            ck_assert_msg(a.level[k].n_nodes == floor(limit_w / (is_high ? high_w : low_w)),
                          "seed %lu, share %g: %g nodes", seed, oversubscribe_shares[k],
                          a.level[k].n_nodes);
            ck_assert_double_eq(a.level[k].diversity_frac, 0.0);
        }
        ck_assert_double_eq(a.level[1].gain_frac, 0.0); /* the nameplate is what it draws high */
        ck_assert_double_eq(a.level[1].capped_frac, 0.0);
        ck_assert_double_eq(a.level[1].lost_frac, 0.0);
    }
    gsl_rng_free(rng);
}
END_TEST

/* Of n independent nodes a binomial number is high. P(n fit) is the binomial's up to the number of
 * high ones that the limit bears; the sample knows it to 4 deviations. */
static double fits_frac(double n, double duty_frac, double high_w, double low_w, double limit_w)
{
    const double most = floor((limit_w * (1.0 + 1e-12) - n * low_w) / (high_w - low_w));

    return most < 0.0 ? 0.0 : gsl_cdf_binomial_P((unsigned)fmin(most, n), duty_frac, (unsigned)n);
}

START_TEST(independent_square_waves_fit_as_the_binomial_says)
{
    static const struct {
        double high_w;
        double low_w;
        double duty_frac;
        double limit_w;
    } cases[] = {
        {10.2e3, 4.1e3, 0.85, 1.2e6}, {8.3e3, 2.2e3, 0.5, 350e3}, {5.6e3, 1.7e3, 0.2, 90e3}};

    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        const double high_w = cases[c].high_w;
        const double low_w = cases[c].low_w;
        const double duty_frac = cases[c].duty_frac;
        const double limit_w = cases[c].limit_w;
        struct mix_type type = two_levels(high_w, low_w, duty_frac);
        const struct mix mix = {.n = 1, .types = &type, .n_nodes = 1.0, .nodes_a_rack = 1.0};
        const struct oversubscribe_answer a = count(&mix, limit_w, 0.0, 7 + c);
        for (size_t k = 0; k < OVERSUBSCRIBE_LEVELS; k++) {
            const double n = a.level[k].n_nodes;
            const double share = oversubscribe_shares[k];
            const double slack = 4.0 * sqrt(share * (1.0 - share) / SAMPLES);
            const double fits = fits_frac(n, duty_frac, high_w, low_w, limit_w);
            const double more = fits_frac(n + 1.0, duty_frac, high_w, low_w, limit_w);
            ck_assert_msg(fits >= share - slack && more < share + slack,
                          "case %zu, share %g: %g nodes fit %g, one more %g", c, share, n, fits,
                          more);
            const double deviation = sqrt(fits * (1.0 - fits) / SAMPLES);
            ck_assert_msg(fabs(a.level[k].capped_frac - (1.0 - fits)) < 4.0 * deviation,
                          "case %zu, share %g: capped %g, %g", c, share, a.level[k].capped_frac,
                          1.0 - fits);
        }
    }
}
END_TEST

/* Work lost: the mean excess over the mean work, summed over the binomial. The excess of a hall scatters
 * by its root mean square; the work hardly. */
START_TEST(guard_takes_the_mean_excess_of_the_binomial)
{
    const double high_w = 9.7e3;
    const double low_w = 3.1e3;
    const double idle_w = 1.3e3;
    const double limit_w = 400e3;
    struct mix_type type = two_levels(high_w, low_w, 0.6);
    const struct mix mix = {.n = 1, .types = &type, .n_nodes = 1.0, .nodes_a_rack = 1.0};

    type.idle_w = idle_w;
    const struct oversubscribe_answer a = count(&mix, limit_w, 0.0, 3);
    for (size_t k = 0; k < OVERSUBSCRIBE_LEVELS; k++) {
        const unsigned n = (unsigned)a.level[k].n_nodes;
        double excess_w = 0.0;
        double square = 0.0;
        for (unsigned i = 0; i <= n; i++) {
            const double over_w = fmax(0.0, i * high_w + (n - i) * low_w - limit_w);
            excess_w += over_w * gsl_ran_binomial_pdf(i, 0.6, n);
            square += over_w * over_w * gsl_ran_binomial_pdf(i, 0.6, n);
        }
        const double work_w = n * (type.mean_w - idle_w);
        ck_assert_double_eq_tol(type.mean_w, 0.6 * high_w + 0.4 * low_w, 1e-9 * high_w);
        ck_assert_double_eq_tol(a.level[k].lost_frac, excess_w / work_w,
                                4.0 * sqrt(square / SAMPLES) / work_w + 0.01 * excess_w / work_w);
        ck_assert_double_eq_tol(a.level[k].guard_w * n, limit_w, 1e-9 * limit_w);
        ck_assert(a.level[k].guard_holds);
    }
}
END_TEST

/* Hundreds of nodes with many levels: n mean + z sqrt(n) deviation = limit. The quantile of the sample
 * lies within 4 of its deviations, sqrt(q (1 - q) / S) / density, of z; one node for whole numbers and
 * one for the skewness of the sum, below z^2 / 6 of a node's deviation. */
START_TEST(many_independent_nodes_fit_as_the_normal_says)
{
    enum { LEVELS = 101 };
    struct mix_type type = {.name = "ramp", .count = 1.0, .nameplate_w = 10e3};
    const struct mix mix = {.n = 1, .types = &type, .n_nodes = 1.0, .nodes_a_rack = 4.0};
    const double limit_w = 2.4e6;
    double power_w[LEVELS];
    double share[LEVELS];
    double variance = 0.0;

    for (size_t k = 0; k < LEVELS; k++) {
        power_w[k] = 2e3 + 80.0 * (double)k;
        share[k] = 1.0 / LEVELS;
    }
    mix_sort_levels(arena, power_w, share, LEVELS, &type);
    for (size_t k = 0; k < LEVELS; k++) {
        variance += share[k] * pow(power_w[k] - type.mean_w, 2.0);
    }
    const struct oversubscribe_answer a = count(&mix, limit_w, 0.0, 11);
    for (size_t k = 0; k < OVERSUBSCRIBE_LEVELS; k++) {
        const double q = oversubscribe_shares[k];
        const double z = gsl_cdf_ugaussian_Pinv(q);
        const double z_slack = 4.0 * sqrt(q * (1.0 - q) / SAMPLES) / gsl_ran_ugaussian_pdf(z);
        const double half = 0.5 * z * sqrt(variance) / type.mean_w;
        const double root = sqrt(half * half + limit_w / type.mean_w) - half;
        const double slack = 2.0 + z_slack * sqrt(variance) / type.mean_w * root;
        ck_assert_msg(fabs(a.level[k].n_nodes - root * root) < slack,
                      "share %g: %g nodes, normal %g", q, a.level[k].n_nodes, root * root);
    }
    ck_assert_double_eq(a.n_nameplate, floor(limit_w / 10e3));
}
END_TEST

/* Of very many nodes the share that is high hangs on the common number alone:
 *     Phi((sqrt(r) m - Phi^-1(1 - D)) / sqrt(1 - r))
 * so at P95 a node draws what that gives at m = Phi^-1(0.95). A thousand nodes come within 1 %: their own
 * chance, sqrt(0.25 / 1000) = 1.6 % of the step, adds to the common one in squares. */
START_TEST(very_many_nodes_fit_as_their_common_factor_says)
{
    static const double correlations[] = {0.15, 0.4, 0.8};
    const double high_w = 9.8e3;
    const double low_w = 3.7e3;
    const double duty_frac = 0.55;
    const double limit_w = 8e6;
    struct mix_type type = two_levels(high_w, low_w, duty_frac);
    const struct mix mix = {.n = 1, .types = &type, .n_nodes = 1.0, .nodes_a_rack = 1.0};

    for (size_t c = 0; c < 3; c++) {
        const double r = correlations[c];
        const struct oversubscribe_answer a = count(&mix, limit_w, r, 21 + c);
        for (size_t k = 0; k < OVERSUBSCRIBE_LEVELS; k++) {
            const double m = gsl_cdf_ugaussian_Pinv(oversubscribe_shares[k]);
            const double high = gsl_cdf_ugaussian_P(
                (sqrt(r) * m - gsl_cdf_ugaussian_Pinv(1.0 - duty_frac)) / sqrt(1.0 - r));
            const double n = limit_w / (low_w + high * (high_w - low_w));
            ck_assert_msg(fabs(a.level[k].n_nodes / n - 1.0) < 0.01, "r %g, share %g: %g, %g", r,
                          oversubscribe_shares[k], a.level[k].n_nodes, n);
        }
    }
}
END_TEST

/* The same halls but for the correlation. */
START_TEST(what_fits_at_p95_falls_as_loads_come_together)
{
    struct mix_type type = two_levels(10.2e3, 3.9e3, 0.7);
    const struct mix mix = {.n = 1, .types = &type, .n_nodes = 1.0, .nodes_a_rack = 1.0};
    double last = (double)INFINITY;

    for (int k = 0; k <= 10; k++) {
        const double n = count(&mix, 800e3, 0.1 * k, 5).level[1].n_nodes;
        ck_assert_msg(n <= last, "correlation %g: %g nodes after %g", 0.1 * k, n, last);
        last = n;
    }
    ck_assert_double_eq(last, floor(800e3 / 10.2e3));
}
END_TEST

/* Types of which each draws one power at all times: the row of nodes keeps the mix, so its first n draw
 * n times the mean to less than one node. */
START_TEST(nodes_are_added_in_the_proportions_of_the_mix)
{
    struct mix_type types[] = {two_levels(9.1e3, 9.1e3, 0.5), two_levels(3.3e3, 3.3e3, 0.5),
                               two_levels(6.2e3, 6.2e3, 0.5)};
    const struct mix mix = {.n = 3, .types = types, .n_nodes = 10.0, .nodes_a_rack = 2.0};

    types[0].count = 5.0;
    types[1].count = 3.0;
    types[2].count = 2.0;
    const double mean_w = 0.5 * 9.1e3 + 0.3 * 3.3e3 + 0.2 * 6.2e3;
    for (int k = 0; k < 13; k++) {
        const double limit_w = 50e3 + 477e3 * k;
        const struct oversubscribe_answer a = count_in(&mix, limit_w, 0.4, 2, 100);
        ck_assert_double_eq_tol(a.level[1].n_nodes, limit_w / mean_w, 2.0);
        ck_assert_double_eq(a.level[0].n_nodes, a.n_nameplate);
    }
}
END_TEST

/* Chance from year to year and what the sample leaves open: both are a few times the root of the
 * number. No hall over the limit in S leaves up to 1.92 / S open at 95 % by Jeffreys (chi-squared of
 * one degree, half of 3.84). */
START_TEST(events_a_year_hold_what_the_sample_leaves_open)
{
    struct mix_type type = two_levels(9e3, 4e3, 0.5);
    const struct mix mix = {.n = 1, .types = &type, .n_nodes = 1.0, .nodes_a_rack = 1.0};
    const struct oversubscribe_answer a = count(&mix, 500e3, 0.0, 9);
    const struct oversubscribe_level *const l = &a.level[1];
    const double mean = l->capped_frac * MINUTES_A_YEAR;
    const double deviation = MINUTES_A_YEAR * sqrt(l->capped_frac * (1.0 - l->capped_frac) *
                                                   (1.0 / SAMPLES + 1.0 / MINUTES_A_YEAR));

    ck_assert_double_eq_tol(l->events_a_year[1], mean, 0.2 * deviation);
    ck_assert_double_eq_tol(l->events_a_year[0], mean - 1.645 * deviation, 0.3 * deviation);
    ck_assert_double_eq_tol(l->events_a_year[2], mean + 1.645 * deviation, 0.3 * deviation);
    const struct oversubscribe_answer one = count(&mix, 500e3, 1.0, 9);
    ck_assert_double_eq(one.level[1].capped_frac, 0.0);
    ck_assert_double_eq_tol(one.level[1].events_a_year[2], 1.92 / SAMPLES * MINUTES_A_YEAR,
                            0.25 * 1.92 / SAMPLES * MINUTES_A_YEAR);
}
END_TEST

START_TEST(seed_makes_the_answer_and_what_is_not_known_stays_so)
{
    struct mix_type type = two_levels(9e3, 4e3, 0.5);
    const struct mix mix = {.n = 1, .types = &type, .n_nodes = 1.0, .nodes_a_rack = 1.0};
    const struct mix nothing = {0};
    struct oversubscribe_answer a = count(&mix, 500e3, 0.3, 4);
    const struct oversubscribe_answer same = count(&mix, 500e3, 0.3, 4);
    const struct oversubscribe_answer other = count(&mix, 500e3, 0.3, 5);
    const struct oversubscribe_request empty = {.mix = &nothing, .limit_w = 1.0, .n_samples = 100};

    ck_assert_double_eq(a.level[1].capped_frac, same.level[1].capped_frac);
    ck_assert_double_eq(a.level[2].lost_frac, same.level[2].lost_frac);
    ck_assert_double_ne(a.level[2].lost_frac, other.level[2].lost_frac);
    type.nameplate_w = PARAM_UNKNOWN;
    a = count(&mix, 500e3, 0.3, 4);
    ck_assert_double_nan(a.n_nameplate);
    ck_assert_double_nan(a.level[1].gain_frac);
    ck_assert_double_eq(a.level[1].n_nodes, same.level[1].n_nodes);
    ck_assert_int_eq(oversubscribe_count(arena, &empty, 0.0, &a), STATUS_OUT_OF_RANGE);
}
END_TEST

static TCase *tc_oversubscribe(void)
{
    TCase *const tc = tcase_create("oversubscribe");

    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, gain_of_diversity_is_nothing_when_all_loads_are_one);
    tcase_add_test(tc, independent_square_waves_fit_as_the_binomial_says);
    tcase_add_test(tc, guard_takes_the_mean_excess_of_the_binomial);
    tcase_add_test(tc, many_independent_nodes_fit_as_the_normal_says);
    tcase_add_test(tc, very_many_nodes_fit_as_their_common_factor_says);
    tcase_add_test(tc, what_fits_at_p95_falls_as_loads_come_together);
    tcase_add_test(tc, nodes_are_added_in_the_proportions_of_the_mix);
    tcase_add_test(tc, events_a_year_hold_what_the_sample_leaves_open);
    tcase_add_test(tc, seed_makes_the_answer_and_what_is_not_known_stays_so);
    return tc;
}

CHECK_MAIN("oversubscribe", tc_oversubscribe)
