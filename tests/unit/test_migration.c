/* test_migration.c - data and way back of a migration, by arithmetic.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/decide/migration.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

#define HOUR 3600.0

START_TEST(half_a_petabyte_takes_days_on_ten_gigabit_and_hours_on_a_hundred)
{
    const double ten = migration_transfer_s(500e12, 10e9 / 8.0, 0.7, 0.0);
    const double hundred = migration_transfer_s(500e12, 100e9 / 8.0, 0.7, 0.0);

    ck_assert_double_eq_tol(ten, 500e12 * 8.0 / (10e9 * 0.7), 1e-12 * ten);
    ck_assert_double_eq_tol(ten / 86400.0, 6.6, 0.05); /* as published, to a tenth of a day */
    ck_assert_double_eq_tol(hundred / 86400.0, 0.66, 0.005);
}
END_TEST

START_TEST(transfer_is_over_when_what_was_there_and_what_changed_is_sent)
{
    const double rate = 3.7e8;
    const double usable = 0.61;
    const double change = 4.3e7;
    const double takes_s = migration_transfer_s(2.9e13, rate, usable, change);

    ck_assert_double_eq_tol(rate * usable * takes_s, 2.9e13 + change * takes_s, 1e-9 * 2.9e13);
    ck_assert(isinf(migration_transfer_s(1.0, rate, usable, rate * usable)));
}
END_TEST

START_TEST(roll_back_ends_with_the_window)
{
    struct scn_wave waves[] = {
        {.name = "a", .at_s = 3.0 * HOUR, .overlap_s = 2.0 * HOUR, .back_s = 4.1 * HOUR},
        {.name = "b", .at_s = 11.0 * HOUR, .overlap_s = 1.0 * HOUR, .back_s = 2.3 * HOUR}};
    struct scn_migration_data transfers[] = {{.wave = {.index = 0},
                                              .rate_bytes_per_s = 1e9,
                                              .usable_frac = 0.5,
                                              .change_bytes_per_s = 1e8}};
    const struct scn_migration m = {.window_s = 30.0 * HOUR,
                                    .waves = {.items = waves, .n = 2},
                                    .transfers = {.items = transfers, .n = 1}};
    /* t + 4.1 h + 2.3 h + 0.2 (t - 5 h) = 30 h */
    const double expected_s = (30.0 - 6.4 + 0.2 * 5.0) / 1.2 * HOUR;
    const double t_s = migration_rollback_s(&m);

    ck_assert_double_eq_tol(t_s, expected_s, 1e-9 * expected_s);
    ck_assert_double_eq_tol(t_s + migration_back_s(&m, t_s), m.window_s, 1e-9 * m.window_s);
    ck_assert_double_eq_tol(migration_back_s(&m, 4.0 * HOUR), 4.1 * HOUR, 1e-9);
}
END_TEST

START_TEST(wave_that_leaves_no_time_is_the_point_of_no_return)
{
    struct scn_wave waves[] = {
        {.name = "a", .at_s = 2.0 * HOUR, .overlap_s = 1.0 * HOUR, .back_s = 3.0 * HOUR},
        {.name = "b", .at_s = 7.0 * HOUR, .overlap_s = 1.0 * HOUR, .back_s = 9.0 * HOUR}};
    const struct scn_migration m = {.window_s = 17.0 * HOUR, .waves = {.items = waves, .n = 2}};

    /* Once b has begun, undoing both takes 12 h and would end at 19 h: the last time is before b. */
    ck_assert_double_eq_tol(migration_rollback_s(&m), 7.0 * HOUR, 1e-9 * HOUR);
}
END_TEST

START_TEST(roll_back_point_never_comes_later_with_more_to_undo)
{
    gsl_rng *const rng = draw_create(51);

    for (int c = 0; c < 500; c++) {
        struct scn_wave waves[3];
        double at_s = 0.0;
        for (int i = 0; i < 3; i++) {
            at_s += 8.0 * HOUR * gsl_rng_uniform(rng);
            waves[i] = (struct scn_wave){.at_s = at_s, .back_s = 6.0 * HOUR * gsl_rng_uniform(rng)};
        }
        const struct scn_migration m = {.window_s = 30.0 * HOUR, .waves = {.items = waves, .n = 3}};
        const double before_s = migration_rollback_s(&m);
        ck_assert_msg(before_s + migration_back_s(&m, before_s) <= m.window_s, "case %d", c);
        waves[c % 3].back_s += HOUR;
        const double after_s = migration_rollback_s(&m);
        ck_assert_msg(after_s <= before_s, "case %d: %g, %g", c, before_s, after_s);
    }
    gsl_rng_free(rng);
}
END_TEST

TCASE(tc_migration, "migration", half_a_petabyte_takes_days_on_ten_gigabit_and_hours_on_a_hundred,
      transfer_is_over_when_what_was_there_and_what_changed_is_sent, roll_back_ends_with_the_window,
      wave_that_leaves_no_time_is_the_point_of_no_return,
      roll_back_point_never_comes_later_with_more_to_undo)

CHECK_MAIN("migration", tc_migration)
