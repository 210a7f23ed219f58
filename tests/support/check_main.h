/* check_main.h - one main for all Check programs.
 *
 * Include it last and define the suite:  CHECK_MAIN("lump", tc_closed_forms, tc_limits)
 * where each name is a function that returns a TCase.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_SUPPORT_CHECK_MAIN_H
#define TESTS_SUPPORT_CHECK_MAIN_H

#include <fenv.h>
#include <stdlib.h>

#include <check.h>
#include <gsl/gsl_errno.h>

typedef TCase *make_tcase(void);

/* Runs the cases; floating-point faults end the program where they are born when HEADROOM_TRAP_FP
 * is set (debug builds: the optimised ones are built with -fno-trapping-math). */
static inline int check_run(const char *name, make_tcase *const *cases, size_t n_cases)
{
    Suite *const suite = suite_create(name);

    (void)gsl_set_error_handler_off();
    if (getenv("HEADROOM_TRAP_FP") != NULL) {
        (void)feenableexcept(FE_INVALID | FE_DIVBYZERO | FE_OVERFLOW);
    }
    for (size_t i = 0; i < n_cases; i++) {
        suite_add_tcase(suite, cases[i]());
    }
    SRunner *const runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    const int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#define CHECK_MAIN(name, ...)                                                                      \
    int main(void)                                                                                 \
    {                                                                                              \
        make_tcase *const cases[] = {__VA_ARGS__};                                                 \
        return check_run((name), cases, sizeof cases / sizeof cases[0]);                           \
    }

/* A TCase from a list of tests. */
#define TCASE(function, label, ...)                                                                \
    static TCase *function(void)                                                                   \
    {                                                                                              \
        TCase *const tc = tcase_create(label);                                                     \
        const TTest *const tests[] = {__VA_ARGS__};                                                \
        tcase_set_timeout(tc, 120);                                                                \
        for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++) {                              \
            tcase_add_test(tc, tests[i]);                                                          \
        }                                                                                          \
        return tc;                                                                                 \
    }

#endif
