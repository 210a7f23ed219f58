/* test_workload_chance.c - failures and bursts: random in time, the same whoever asks.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/arrivals.h"
#include "models/restarts.h"
#include "models/wave.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

enum { N_SEEDS = 40 };

/* Four standard deviations: of the hundreds of numbers below, one in sixty runs of other seeds would
 * leave its band; those of the seeds here do not. */
static const double sigmas = 4.0;

static size_t count_between(const struct arrivals *a, double from_s, double to_s)
{
    size_t n = 0;

    while (from_s <= to_s) {
        from_s = arrivals_next(a, from_s);
        n += from_s <= to_s;
    }
    return n;
}

/* 419 unexpected stops of 16,384 GPUs in 54 days: one every 3.09 h. A Poisson number of mean n has
 * the deviation sqrt(n); the mean over N runs has it over sqrt(N). */
START_TEST(llama_3_fails_every_three_hours)
{
    const double run_s = 54.0 * 86400.0;
    const double mtbf_s = run_s / 419.0;
    double sum = 0.0;
    double square = 0.0;

    ck_assert_double_eq_tol(mtbf_s / 3600.0, 3.09, 0.005);
    for (int seed = 0; seed < N_SEEDS; seed++) {
        const struct arrivals a = {arrivals_key(seed, 0), mtbf_s};
        const double n = (double)count_between(&a, 0.0, run_s);
        ck_assert_msg(fabs(n - 419.0) < sigmas * sqrt(419.0), "seed %d: %g stops", seed, n);
        sum += n;
        square += (n - 419.0) * (n - 419.0);
    }
    const double mean = sum / N_SEEDS;
    ck_assert_msg(fabs(mean - 419.0) < sigmas * sqrt(419.0 / N_SEEDS), "mean of %g stops", mean);
    ck_assert_double_eq_tol(run_s / mean / 3600.0, 3.09, 3.09 * sigmas / sqrt(419.0 * N_SEEDS));
    /* And they scatter as Poisson's: the variance of a variance of N normal numbers is 2 / N. */
    ck_assert_msg(fabs(square / N_SEEDS / 419.0 - 1.0) < sigmas * sqrt(2.0 / N_SEEDS),
                  "variance over mean is %g", square / N_SEEDS / 419.0);
}
END_TEST

/* Kolmogorov and Smirnov: the largest distance of N gaps from their distribution exceeds
 * 1.95 / sqrt(N) once in a thousand. */
START_TEST(gaps_between_failures_are_exponential)
{
    enum { N = 5000 };
    const struct arrivals a = {arrivals_key(7.0, 3), 137.0};
    double below[100] = {0.0};
    double t = 0.0;

    for (int i = 0; i < N; i++) {
        const double next_s = arrivals_next(&a, t);
        const double share = -expm1(-(next_s - t) / a.mean_s); /* uniform if exponential */
        ck_assert_double_gt(next_s, t);
        for (size_t k = (size_t)(share * 100.0); k < 100; k++) {
            below[k] += 1.0 / N;
        }
        t = next_s;
    }
    for (size_t k = 0; k < 100; k++) {
        const double expected = (double)(k + 1) / 100.0;
        ck_assert_msg(fabs(below[k] - expected) < 1.95 / sqrt(N), "%g of gaps below %g", below[k],
                      expected);
    }
}
END_TEST

/* Number of pairs of events in 1 s bins of two lanes is that of chance: n^2 / bins. */
START_TEST(lanes_and_seeds_are_independent)
{
    static const struct {
        double seed;
        int32_t lane;
    } others[] = {{5.0, 1}, {5.0, 2}, {6.0, 0}, {5.0, 1000}};
    const struct arrivals a = {arrivals_key(5.0, 0), 100.0};

    for (size_t k = 0; k < sizeof others / sizeof others[0]; k++) {
        const struct arrivals b = {arrivals_key(others[k].seed, others[k].lane), 100.0};
        double pairs = 0.0;
        const double length_s = 2e6;
        double t = arrivals_next(&a, 0.0);
        while (t < length_s) {
            pairs += (double)count_between(&b, t - 0.5, t + 0.5);
            t = arrivals_next(&a, t);
        }
        const double expected = length_s / 100.0 / 100.0;
        ck_assert_msg(fabs(pairs - expected) < sigmas * sqrt(expected), "lane %zu: %g pairs of %g",
                      k, pairs, expected);
    }
}
END_TEST

START_TEST(last_and_next_event_enclose_every_instant)
{
    gsl_rng *const rng = draw_create(90210);

    for (int k = 0; k < 20000; k++) {
        const struct arrivals a = {arrivals_key((double)k, 0), draw_decades(rng, 60.0, 1e6)};
        const double t = draw_decades(rng, 1e-3, 1e7);
        const double last_s = arrivals_last(&a, t);
        const double next_s = arrivals_next(&a, t);
        ck_assert_msg(last_s <= t && t < next_s, "case %d: %g, %g, %g", k, last_s, t, next_s);
        ck_assert_double_eq(arrivals_last(&a, next_s), next_s); /* at it, it has happened */
        ck_assert_msg(isinf(last_s) || arrivals_next(&a, last_s) == next_s, "case %d", k);
        ck_assert_double_eq(arrivals_last(&a, nextafter(next_s, 0.0)), last_s);
    }
    gsl_rng_free(rng);
}
END_TEST

/* -------------------------------------------------------------------- restarts */

static const struct wave_training steady = {
    .wave = {.period_s = 6.0, .duty_frac = 1.0, .high = 0.93, .low = 0.93}, .interval_s = HUGE_VAL};

START_TEST(failed_job_lies_idle_climbs_and_works_on)
{
    struct wave_training t = {.wave = {8.0, 0.75, 0.97, 0.4, 0.6}, .interval_s = HUGE_VAL};
    const struct restarts r = {{arrivals_key(11.0, 0), 5e4}, 300.0, 0.06, 7.0};
    double failed_s = arrivals_next(&r.failures, 0.0);

    while (arrivals_next(&r.failures, failed_s) < failed_s + 1000.0) { /* one that has the time */
        failed_s = arrivals_next(&r.failures, failed_s);
    }
    /* Clocks of 1e5 s are known to 1e-11 s, the windows are a millisecond. */
    const double at_s = 1e-3;
    const double before = restarts_mean(&r, &t, failed_s - at_s, at_s);
    ck_assert_double_ge(before, 0.4 - 1e-7);
    ck_assert_double_eq_tol(restarts_mean(&r, &t, failed_s, 300.0), 0.06, 1e-10);
    ck_assert_double_eq_tol(restarts_mean(&r, &t, failed_s + 300.0, 7.0), 0.5 * (0.06 + 0.97),
                            1e-10);
    ck_assert_double_eq_tol(restarts_mean(&r, &t, failed_s + 302.0 - at_s, 2.0 * at_s),
                            0.06 + (0.97 - 0.06) * 2.0 / 7.0, 1e-7);
    /* The climb stands for the rise of 0.6 s: the first fall begins 5.4 s after it. */
    ck_assert_double_eq_tol(restarts_mean(&r, &t, failed_s + 307.0, 5.4), 0.97, 1e-10);
    ck_assert_double_eq_tol(restarts_mean(&r, &t, failed_s + 312.4, 0.6), 0.5 * (0.97 + 0.4),
                            1e-10);
    ck_assert_double_eq_tol(restarts_mean(&r, &t, failed_s + 313.0, 1.4), 0.4, 1e-10);
}
END_TEST

/* The time since the last failure is exponential. A year of failures is a sum of as many losses of
 * work as there are failures; each is at most down_s + ramp_s long. */
START_TEST(work_lost_to_failures_is_that_of_an_exponential_age)
{
    static const double mtbfs_s[] = {900.0, 3600.0, 11124.0};

    for (size_t i = 0; i < sizeof mtbfs_s / sizeof mtbfs_s[0]; i++) {
        const double m_s = mtbfs_s[i];
        const struct restarts r = {{arrivals_key(3.0, 0), m_s}, 700.0, 0.05, 90.0};
        const double year_s = 365.0 * 86400.0;
        const double fall = 0.93 - 0.05;
        const double lost = fall * (1.0 - exp(-700.0 / m_s)) +
                            fall * exp(-700.0 / m_s) * (1.0 - m_s / 90.0 * -expm1(-90.0 / m_s));
        const double n = year_s / m_s;
        const double deviation = fall * 790.0 * sqrt(n) / year_s;
        const double mean = restarts_mean(&r, &steady, 0.0, year_s);
        ck_assert_msg(fabs(mean - (0.93 - lost)) < sigmas * deviation,
                      "a failure every %g s: %.6g, expected %.6g", m_s, mean, 0.93 - lost);
        ck_assert_double_gt(lost, 20.0 * deviation); /* so the band does not hide the effect */
    }
}
END_TEST

/* ---------------------------------------------------------------------- bursts */

START_TEST(whole_block_has_its_share_of_bursts_exactly)
{
    gsl_rng *const rng = draw_create(90211);

    for (int k = 0; k < 3000; k++) {
        const double every_s = draw_decades(rng, 0.06, 3600.0);
        const struct bursts b = {arrivals_key((double)k, 0), every_s,
                                 every_s * draw_between(rng, 0.001, 0.999)};
        const double block = floor(draw_between(rng, -1e4, 1e6));
        const double length_s = bursts_block_s(&b);
        const double cut_s = draw_between(rng, 0.0, 1.0) * length_s;
        const double first_s = bursts_time_s(&b, block, 0.0, cut_s);
        const double second_s = bursts_time_s(&b, block, cut_s, length_s);
        /* Sums of 16 durations, rounded. */
        ck_assert_msg(fabs(first_s + second_s - BURSTS_A_BLOCK * b.lasting_s) < 1e-13 * length_s,
                      "case %d: %.15g s", k, first_s + second_s);
        ck_assert_msg(first_s >= 0.0 && first_s <= cut_s * (1.0 + 1e-14), "case %d", k);
    }
    gsl_rng_free(rng);
}
END_TEST

/* Short bursts hardly wait for each other. Time in bursts over a span w has then the variance of a
 * Poisson number, times 1 - w / block: 16 of them stand in a block. */
START_TEST(bursts_scatter_as_poissons_within_a_block)
{
    const struct bursts b = {arrivals_key(21.0, 0), 1.0, 1e-6};
    const double w_s = 2.0;
    const int n = 40000;
    double square = 0.0;

    for (int i = 0; i < n; i++) {
        const double count = bursts_time_s(&b, i, 5.0, 5.0 + w_s) / b.lasting_s;
        square += (count - w_s) * (count - w_s);
    }
    const double expected = w_s * (1.0 - w_s / BURSTS_A_BLOCK);
    /* The variance of a variance is (2 + 1 / expected) / n of its square for Poisson-like numbers. */
    const double tolerance = sigmas * sqrt((2.0 + 1.0 / expected) / n);
    ck_assert_msg(fabs(square / n / expected - 1.0) < tolerance, "variance %g, expected %g",
                  square / n, expected);
}
END_TEST

TCASE(tc_failures, "failures", llama_3_fails_every_three_hours,
      gaps_between_failures_are_exponential, lanes_and_seeds_are_independent,
      last_and_next_event_enclose_every_instant)
TCASE(tc_restarts, "restarts", failed_job_lies_idle_climbs_and_works_on,
      work_lost_to_failures_is_that_of_an_exponential_age)
TCASE(tc_bursts, "bursts", whole_block_has_its_share_of_bursts_exactly,
      bursts_scatter_as_poissons_within_a_block)
CHECK_MAIN("workload chance", tc_failures, tc_restarts, tc_bursts)
