/* test_tariff.c - bills of loads that can be reckoned by hand, and rates from files.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/decide/npv.h"
#include "sim/decide/tariff.h"
#include "sim/scenario/import_urdb.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

enum { DAYS_2026 = 365, WEEKDAYS_2026 = 261 }; /* 2026 begins and ends on a Thursday */

#define JANUARY_2026_US (1767225600 * INT64_C(1000000))
#define DAY_S           86400.0
#define MONTH_S         (NPV_YEAR_S / 12.0)
#define PER_KWH(usd)    ((usd) / 3.6e6)
#define PER_KW(usd)     ((usd) / 1e3) /* a month */

static void no_memory(size_t bytes, const char *label)
{
    ck_abort_msg("no memory for %zu bytes of %s", bytes, label);
}

/* 0.21 on weekdays from 14 h to 20 h, else 0.08; 15 USD a kW and month; a window of 15 min. */
static struct tariff peak_tariff(void)
{
    struct scn_period peak = {.name = "peak",
                              .energy_usd_per_j = PER_KWH(0.21),
                              .days = DAYS_WEEKDAYS,
                              .from_h = 14.0,
                              .to_h = 20.0};
    struct scn_tariff from = {.periods = {.items = &peak, .n = 1},
                              .demand_usd_per_ws = PER_KW(15.0) / MONTH_S,
                              .window_s = 900.0,
                              .level = 1.0};
    const struct scn_money money = {.energy_usd_per_j = PER_KWH(0.08), .tariff = &from};
    struct tariff t;

    tariff_of(&money, &t);
    return t;
}

START_TEST(a_constant_load_pays_each_period_by_its_hours)
{
    const struct tariff t = peak_tariff();
    struct tariff_use use;
    struct tariff_bill bill;
    const double load_kw = 1087.0;
    const double peak_h = 6.0 * WEEKDAYS_2026;
    const double other_h = 24.0 * DAYS_2026 - peak_h;
    const double to_8766 = 8766.0 / (24.0 * DAYS_2026);

    tariff_measure_constant(&t, JANUARY_2026_US + 200 * INT64_C(86400000000), load_kw * 1e3, &use);
    tariff_bill(&t, &use, 1.0, 1.0, &bill);
    ck_assert_double_eq_tol(bill.energy_usd, load_kw * (0.21 * peak_h + 0.08 * other_h) * to_8766,
                            1e-3);
    ck_assert_double_eq_tol(bill.demand_usd, 12.0 * 15.0 * load_kw, 1e-6);
    tariff_bill(&t, &use, 0.6, 1.0, &bill); /* a load factor leaves the peak */
    ck_assert_double_eq_tol(bill.demand_usd, 12.0 * 15.0 * load_kw, 1e-6);
}
END_TEST

/* Seconds at 40 % and 100 %: the window's mean is billed, not the peak of the swing. */
START_TEST(a_swing_of_seconds_does_not_raise_demand_and_an_hour_does)
{
    enum { N = 7200 };
    const struct tariff t = peak_tariff();
    double *const ends_s = calloc(N, sizeof *ends_s);
    double *const power_w = calloc(N, sizeof *power_w);
    struct tariff_use use;

    ck_assert_ptr_nonnull(ends_s);
    ck_assert_ptr_nonnull(power_w);
    for (size_t k = 0; k < N; k++) {
        ends_s[k] = (double)k + 1.0;
        power_w[k] = k % 2 == 0 ? 0.4e6 : 1.0e6;
    }
    const struct tariff_load load = {JANUARY_2026_US, ends_s, power_w, N};
    tariff_measure(&t, &load, &use);
    ck_assert_double_eq_tol(use.flat_w[0], 0.7e6, 1e-6);
    for (size_t k = 3600; k < N; k++) {
        power_w[k] = 1.0e6;
    }
    tariff_measure(&t, &load, &use);
    ck_assert_double_eq_tol(use.flat_w[0], 1.0e6, 1e-6);
    free(ends_s);
    free(power_w);
}
END_TEST

START_TEST(a_ratchet_bills_a_share_of_the_greatest_month)
{
    struct tariff t = peak_tariff();
    struct tariff_use use = {0};
    struct tariff_bill bill;
    double billed_kw = 0.0;

    for (size_t m = 0; m < TARIFF_MONTHS; m++) {
        t.ratchet_frac[m] = 0.7;
        use.flat_w[m] = 1e3 * (400.0 + 60.0 * (double)m); /* 400 to 1060 kW */
        billed_kw += fmax(400.0 + 60.0 * (double)m, 0.7 * 1060.0);
    }
    tariff_bill(&t, &use, 1.0, 1.0, &bill);
    ck_assert_double_eq_tol(bill.demand_usd, 15.0 * billed_kw, 1e-6);
}
END_TEST

START_TEST(steps_are_filled_one_after_another_each_month)
{
    struct tariff t = {.energy = {{.n = 3,
                                   .steps = {{100e3 * 3.6e6, PER_KWH(0.11)},
                                             {250e3 * 3.6e6, PER_KWH(0.09)},
                                             {(double)INFINITY, PER_KWH(0.05)}}}},
                       .n_energy = 1};
    struct tariff_use use = {0};
    struct tariff_bill bill;

    use.energy_j[2][0] = 70e3 * 3.6e6;
    use.energy_j[5][0] = 400e3 * 3.6e6;
    tariff_bill(&t, &use, 1.0, 1.0, &bill);
    ck_assert_double_eq_tol(bill.energy_usd,
                            70e3 * 0.11 + 100e3 * 0.11 + 150e3 * 0.09 + 150e3 * 0.05, 1e-6);
}
END_TEST

/* Records of any length: every joule is billed in one period, and once. */
START_TEST(no_energy_is_lost_between_periods)
{
    enum { N = 3000 };
    const struct tariff t = peak_tariff();
    gsl_rng *const rng = draw_create(5);
    double ends_s[N];
    double power_w[N];

    for (int i = 0; i < 20; i++) {
        const int64_t start_us = JANUARY_2026_US + (int64_t)(draw_between(rng, 0.0, 3e7) * 1e6);
        struct tariff_use use;
        double energy_j = 0.0;
        double found_j = 0.0;
        double at_s = 0.0;
        for (size_t k = 0; k < N; k++) {
            const double length_s = draw_decades(rng, 1.0, 40000.0);
            power_w[k] = draw_between(rng, 0.0, 2e6);
            energy_j += power_w[k] * length_s;
            at_s += length_s;
            ends_s[k] = at_s;
        }
        const struct tariff_load load = {start_us, ends_s, power_w, N};
        tariff_measure(&t, &load, &use);
        for (size_t m = 0; m < TARIFF_MONTHS; m++) {
            for (size_t p = 0; p < TARIFF_MOST_PERIODS; p++) {
                found_j += use.energy_j[m][p];
            }
        }
        ck_assert_msg(fabs(found_j - energy_j * NPV_YEAR_S / at_s) < 1e-9 * found_j, "case %d", i);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(a_period_past_midnight_and_of_some_months_holds_there_alone)
{
    double months[] = {7.0, 8.0};
    struct scn_period periods[] = {
        {.name = "summer night",
         .energy_usd_per_j = PER_KWH(0.03),
         .months = {.items = months, .n = 2},
         .from_h = 22.0,
         .to_h = 6.0},
        {.name = "weekend", .energy_usd_per_j = PER_KWH(0.05), .days = DAYS_WEEKENDS, .to_h = 24.0},
    };
    struct scn_tariff from = {.periods = {.items = periods, .n = 2}, .window_s = 900.0};
    const struct scn_money money = {.energy_usd_per_j = PER_KWH(0.1), .tariff = &from};
    struct tariff t;

    tariff_of(&money, &t);
    ck_assert_uint_eq(t.energy_hours.period[TARIFF_WEEKDAYS][6][23], 1);
    ck_assert_uint_eq(t.energy_hours.period[TARIFF_WEEKENDS][7][5], 1); /* the first that holds */
    ck_assert_uint_eq(t.energy_hours.period[TARIFF_WEEKENDS][7][6], 2);
    ck_assert_uint_eq(t.energy_hours.period[TARIFF_WEEKDAYS][7][6], 0);
    ck_assert_uint_eq(t.energy_hours.period[TARIFF_WEEKDAYS][8][23], 0);
}
END_TEST

/* ----------------------------------------------------------------------- files */

/* 0.09 + 0.01 by day, 0.04 by night; two steps of demand; a ratchet; a fixed charge. */
static const char rate[] =
    "{\"items\": [{\"label\": \"x\", \"energyratestructure\": [\n"
    "[{\"unit\":\"kWh\",\"rate\":0.04,\"max\":null}],[{\"unit\":\"kWh\",\"max\":5000,\"rate\":0.09,"
    "\"adj\":0.01},{\"rate\":0.07}]],\n\"energyweekdayschedule\": %s,\n"
    "\"energyweekendschedule\": %s,\n"
    "\"flatdemandstructure\": [[{\"max\":50,\"rate\":8},{\"rate\":11.5}]],\n"
    "\"flatdemandmonths\": [0,0,0,0,0,0,0,0,0,0,0,0],\n"
    "\"demandratchetpercentage\": [0.8,0.8,0.8,0.8,0.8,0.8,0.8,0.8,0.8,0.8,0.8,0.8],\n"
    "\"demandwindow\": 30, \"fixedchargefirstmeter\": 650, \"fixedchargeunits\": \"$/month\"%s}]}";

static void add_days(struct text *t, const char *word, int from, int to)
{
    text_add(t, "[");
    for (int m = 0; m < TARIFF_MONTHS; m++) {
        text_add(t, "%s[", m > 0 ? "," : "");
        for (int h = 0; h < TARIFF_HOURS; h++) {
            text_add(t, "%s%s", h > 0 ? "," : "", h >= from && h < to ? word : "0");
        }
        text_add(t, "]");
    }
    text_add(t, "]");
}

/* Reads the rate with a word for its day's period and with more keys. */
static enum status read_rate(struct arena *arena, const char *word, const char *more,
                             struct diag *diag, const struct tariff **ret)
{
    char path[] = "/tmp/headroom-rate-XXXXXX";
    const int handle = mkstemp(path);
    struct text day = {0};
    struct text night = {0};

    ck_assert_int_ge(handle, 0);
    add_days(&day, word, 7, 19);
    add_days(&night, "0", 0, 0);
    FILE *const out = fdopen(handle, "w");
    fprintf(out, rate, day.at, night.at, more);
    fclose(out);
    const enum status st = import_urdb(arena, path, (struct span){0}, diag, ret);
    unlink(path);
    text_release(&day);
    text_release(&night);
    return st;
}

START_TEST(a_rate_of_the_database_bills_as_it_says)
{
    struct arena *const arena = arena_create(no_memory);
    struct diag *const diag = diag_create(arena);
    const struct tariff *t = NULL;
    struct tariff_use use = {0};
    struct tariff_bill bill;

    ck_assert_int_eq(read_rate(arena, "1", "", diag, &t), STATUS_OK);
    ck_assert_uint_eq(t->energy_hours.period[TARIFF_WEEKDAYS][3][7], 1);
    ck_assert_uint_eq(t->energy_hours.period[TARIFF_WEEKENDS][3][7], 0);
    ck_assert_double_eq(t->window_s, 1800.0);
    use.energy_j[3][1] = 7000.0 * 3.6e6;
    use.energy_j[3][0] = 900.0 * 3.6e6;
    use.flat_w[3] = 90e3;
    tariff_bill(t, &use, 1.0, 1.0, &bill);
    ck_assert_double_eq_tol(bill.energy_usd, 5000.0 * 0.1 + 2000.0 * 0.07 + 900.0 * 0.04, 1e-9);
    /* April's 90 kW, and 72 kW in each other month. */
    ck_assert_double_eq_tol(bill.demand_usd, 12.0 * 50.0 * 8.0 + (40.0 + 11.0 * 22.0) * 11.5, 1e-8);
    ck_assert_double_eq_tol(bill.fixed_usd, 12.0 * 650.0, 1e-9);
    arena_destroy(arena);
}
END_TEST

START_TEST(what_a_rate_cannot_mean_is_refused_with_its_place)
{
    const struct {
        const char *word;
        const char *more;
        const char *says;
    } cases[] = {
        {"2", "", "names no period"},
        {"\"day\"", "", "a number should stand here"},
        {"1", ", \"demandratestructure\": [[{\"unit\": \"hp\", \"rate\": 3}]]", "only steps by kW"},
        {"1", ", \"demandratestructure\": [[{\"rate\": 3}]]", "'demandweekdayschedule' should be"},
        {"1", ", \"demandratestructure\": [[{\"max\": 9}, {\"max\": 4}]]", "'max' should rise"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct arena *const arena = arena_create(no_memory);
        struct diag *const diag = diag_create(arena);
        const struct tariff *t = NULL;
        struct text said = {0};
        ck_assert_int_eq(read_rate(arena, cases[i].word, cases[i].more, diag, &t),
                         STATUS_BAD_INPUT);
        diag_render(diag, 20, &said);
        ck_assert_msg(strstr(said.at, cases[i].says) != NULL, "case %zu says %s", i, said.at);
        text_release(&said);
        arena_destroy(arena);
    }
}
END_TEST

static TCase *tc_bills(void)
{
    TCase *const tc = tcase_create("bills");

    tcase_add_test(tc, a_constant_load_pays_each_period_by_its_hours);
    tcase_add_test(tc, a_swing_of_seconds_does_not_raise_demand_and_an_hour_does);
    tcase_add_test(tc, a_ratchet_bills_a_share_of_the_greatest_month);
    tcase_add_test(tc, steps_are_filled_one_after_another_each_month);
    tcase_add_test(tc, no_energy_is_lost_between_periods);
    tcase_add_test(tc, a_period_past_midnight_and_of_some_months_holds_there_alone);
    return tc;
}

static TCase *tc_files(void)
{
    TCase *const tc = tcase_create("files");

    tcase_add_test(tc, a_rate_of_the_database_bills_as_it_says);
    tcase_add_test(tc, what_a_rate_cannot_mean_is_refused_with_its_place);
    return tc;
}

CHECK_MAIN("tariff", tc_bills, tc_files)
