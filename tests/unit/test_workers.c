/* test_workers.c - cases over processes: all of them, once, in order, whoever dies.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>
#include <unistd.h>

#include "sim/study/workers.h"
#include "tests/support/check_main.h"

enum { N = 61 };

struct sum {
    double value;
    size_t n_before; /* cases that this worker had run before */
};

struct context {
    size_t n_run;
    size_t fatal; /* the case that kills its worker; N: none */
    bool all_die;
    volatile sig_atomic_t stop;
};

static double expected(size_t i)
{
    double value = 0.0;

    for (size_t k = 1; k <= 1000 + i; k++) {
        value += 1.0 / (double)(k * (i + 3));
    }
    return value;
}

static void run(void *context, size_t i, void *ret_result)
{
    struct context *const c = context;
    struct sum *const result = ret_result;

    if (i == c->fatal || c->all_die) {
        _exit(9);
    }
    result->value = expected(i);
    result->n_before = c->n_run++;
}

static struct workers_request request_of(struct context *c, size_t n_cases, size_t n_workers)
{
    return (struct workers_request){.n_cases = n_cases,
                                    .result_size = sizeof(struct sum),
                                    .n_workers = n_workers,
                                    .run = run,
                                    .context = c};
}

START_TEST(every_case_runs_once_and_stands_at_its_place_with_any_number_of_workers)
{
    for (size_t n_workers = 0; n_workers <= 7; n_workers++) {
        struct context c = {.fatal = N};
        struct sum results[N];
        bool is_done[N];
        const struct workers_request r = request_of(&c, N, n_workers);

        ck_assert_int_eq(workers_run(&r, results, is_done), STATUS_OK);
        for (size_t i = 0; i < N; i++) {
            ck_assert_msg(is_done[i] && results[i].value == expected(i), "%zu workers, case %zu",
                          n_workers, i);
        }
        /* Alone, all ran here; otherwise none did. */
        ck_assert_uint_eq(c.n_run, n_workers == 1 ? N : 0);
    }
}
END_TEST

START_TEST(worker_that_dies_costs_its_own_case_and_no_other)
{
    for (size_t fatal = 0; fatal < N; fatal += 20) {
        for (size_t n_workers = 2; n_workers <= 4; n_workers++) {
            struct context c = {.fatal = fatal};
            struct sum results[N];
            bool is_done[N];
            const struct workers_request r = request_of(&c, N, n_workers);

            ck_assert_int_eq(workers_run(&r, results, is_done), STATUS_OK);
            for (size_t i = 0; i < N; i++) {
                ck_assert_msg(is_done[i] == (i != fatal), "%zu workers, %zu dies, case %zu",
                              n_workers, fatal, i);
                ck_assert_double_eq(results[i].value, i != fatal ? expected(i) : 0.0);
            }
        }
    }
}
END_TEST

START_TEST(cases_that_all_kill_their_workers_come_to_an_end)
{
    struct context c = {.fatal = N, .all_die = true};
    struct sum results[N];
    bool is_done[N];
    const struct workers_request r = request_of(&c, N, 3);

    ck_assert_int_eq(workers_run(&r, results, is_done), STATUS_OK);
    for (size_t i = 0; i < N; i++) {
        ck_assert(!is_done[i]);
    }
}
END_TEST

START_TEST(more_workers_than_cases_and_no_case_at_all)
{
    struct context c = {.fatal = N};
    struct sum results[2];
    bool is_done[2];
    const struct workers_request few = request_of(&c, 2, 9);
    const struct workers_request none = request_of(&c, 0, 9);

    ck_assert_int_eq(workers_run(&few, results, is_done), STATUS_OK);
    ck_assert_double_eq(results[1].value, expected(1));
    ck_assert_int_eq(workers_run(&none, NULL, NULL), STATUS_OK);
}
END_TEST

/* The context of the progress is the parent's own: it counts there. */
static void count(void *whom, size_t n_done, size_t n_cases)
{
    ck_assert_uint_eq(n_cases, N);
    *(size_t *)whom = n_done;
}

START_TEST(progress_tells_of_every_case)
{
    for (size_t n_workers = 1; n_workers <= 2; n_workers++) {
        struct context c = {.fatal = N};
        struct sum results[N];
        bool is_done[N];
        size_t n_told = 0;
        struct workers_request r = request_of(&c, N, n_workers);

        r.progress = count;
        r.whom = &n_told;
        ck_assert_int_eq(workers_run(&r, results, is_done), STATUS_OK);
        ck_assert_uint_eq(n_told, N);
    }
}
END_TEST

static void run_and_stop(void *context, size_t i, void *ret_result)
{
    struct context *const c = context;

    run(context, i, ret_result);
    c->stop = i >= 5;
}

START_TEST(signal_lets_the_cases_begun_finish_and_no_other_begin)
{
    for (size_t n_workers = 1; n_workers <= 2; n_workers++) {
        struct context c = {.fatal = N};
        struct sum results[N];
        bool is_done[N];
        size_t n_done = 0;
        struct workers_request r = request_of(&c, N, n_workers);

        r.run = run_and_stop;
        r.stop = &c.stop;
        ck_assert_int_eq(workers_run(&r, results, is_done), STATUS_INTERRUPTED);
        for (size_t i = 0; i < N; i++) {
            n_done += is_done[i] ? 1 : 0;
            ck_assert_double_eq(results[i].value, is_done[i] ? expected(i) : 0.0);
        }
        ck_assert(is_done[5]);
        ck_assert_uint_lt(n_done, N);
    }
}
END_TEST

TCASE(tc_workers, "workers",
      every_case_runs_once_and_stands_at_its_place_with_any_number_of_workers,
      worker_that_dies_costs_its_own_case_and_no_other,
      cases_that_all_kill_their_workers_come_to_an_end, more_workers_than_cases_and_no_case_at_all,
      progress_tells_of_every_case, signal_lets_the_cases_begun_finish_and_no_other_begin)
CHECK_MAIN("workers", tc_workers)
