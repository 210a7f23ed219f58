/* test_weather.c - a year from a file, a design day, heat waves, and synthetic climates.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include <gsl/gsl_integration.h>

#include "models/psychro.h"
#include "models/registry.h"
#include "models/weather/epw_row.h"
#include "models/weather/hours.h"
#include "models/weather/synthetic.h"
#include "models/weather_model.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

enum { N_CASES = 300, N_YEAR = 8760, N_LEAP = 8784 };

static const double rounding = 1e-11;

/* Hour i of the year has dry bulb i / 200: an hour shows where it came from. */
struct counted {
    double dry_c[N_LEAP];
    double wet_c[N_LEAP];
    double dew_c[N_LEAP];
    double pressure_pa[N_LEAP];
    struct weather_hours hours;
};

static const struct weather_hours *count_hours(struct counted *c, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        c->dry_c[i] = (double)i / 200.0;
        c->wet_c[i] = c->dry_c[i] - 3.0;
        c->dew_c[i] = c->dry_c[i] - 7.0;
        c->pressure_pa[i] = 97e3;
    }
    c->hours = (struct weather_hours){.n = n,
                                      .dry_bulb_c = c->dry_c,
                                      .wet_bulb_c = c->wet_c,
                                      .dew_point_c = c->dew_c,
                                      .pressure_pa = c->pressure_pa};
    return &c->hours;
}

struct air {
    double dry_c;
    double wet_c;
    double dew_c;
};

static struct air step_weather(const char *model, const void *params, struct weather_block block)
{
    struct air air = {0};

    block.dry_bulb_c = &air.dry_c;
    block.wet_bulb_c = &air.wet_c;
    block.dew_point_c = &air.dew_c;
    ck_assert_int_eq(
        ((const struct weather_model *)registry_find(FAMILY_WEATHER, model))->step(params, &block),
        STATUS_OK);
    return air;
}

/* The parameters of "epw", as its rows have them. */
struct epw_like {
    const struct weather_hours *file;
    double warmer_by_k;
};

/* ------------------------------------------------------------------------ file */

/* Hour 1 of a file is 00:00 to 01:00. */
START_TEST(each_moment_has_the_weather_of_its_hour)
{
    static struct counted c;
    const struct epw_like p = {.file = count_hours(&c, N_YEAR)};
    const double moments_h[] = {0.0, 0.99, 1.0, 4379.5, 8759.9, 8760.2, 2.0 * 8760.0 + 3.5};

    for (size_t i = 0; i < sizeof moments_h / sizeof moments_h[0]; i++) {
        const struct air air =
            step_weather("epw", &p,
                         (struct weather_block){
                             .time_s = moments_h[i] * 3600.0, .dt_s = 1e-3, .pressure_pa = 97e3});
        const double hour = fmod(floor(moments_h[i]), N_YEAR);
        ck_assert_double_eq_tol(air.dry_c, hour / 200.0, rounding * 50.0);
    }
}
END_TEST

START_TEST(step_means_are_exact_at_any_step)
{
    static struct counted c;
    const struct epw_like p = {.file = count_hours(&c, N_YEAR)};
    gsl_rng *const rng = draw_create(91301);

    for (int k = 0; k < N_CASES; k++) {
        const double from_s = draw_between(rng, 0.0, 400.0 * 86400.0);
        const double dt_s = draw_decades(rng, 1e-2, 3e5);
        const double share = draw_between(rng, 0.1, 0.9);
        struct weather_block whole = {.time_s = from_s, .dt_s = dt_s, .pressure_pa = 97e3};
        struct weather_block first = whole;
        struct weather_block second = whole;
        first.dt_s = share * dt_s;
        second.time_s = from_s + first.dt_s;
        second.dt_s = dt_s - first.dt_s;
        const struct air w = step_weather("epw", &p, whole);
        const double parts_c = share * step_weather("epw", &p, first).dry_c +
                               (1.0 - share) * step_weather("epw", &p, second).dry_c;

        /* Times of 3e7 s are known to 4e-9 s. */
        ck_assert_msg(fabs(parts_c - w.dry_c) <= 1e-7, "case %d: %.12g degC, in parts %.12g", k,
                      w.dry_c, parts_c);
        ck_assert(w.dew_c <= w.wet_c && w.wet_c <= w.dry_c);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(run_begins_on_its_day_of_the_year)
{
    static struct counted c;
    const struct epw_like common = {.file = count_hours(&c, N_YEAR)};
    const struct {
        double day;
        bool is_leap;
        double file_day;
    } starts[] = {{0.0, false, 0.0},  {181.0, false, 181.0}, {58.0, true, 58.0},
                  {59.0, true, 58.0}, {60.0, true, 59.0},    {365.0, true, 364.0}};

    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        const struct weather_block block = {.dt_s = 3600.0,
                                            .started_s = starts[i].day * 86400.0 + 7.0 * 3600.0,
                                            .is_leap_year = starts[i].is_leap,
                                            .pressure_pa = 97e3};
        ck_assert_double_eq_tol(step_weather("epw", &common, block).dry_c,
                                (starts[i].file_day * 24.0 + 7.0) / 200.0, rounding * 50.0);
    }
    static struct counted leap;
    const struct epw_like with_day = {.file = count_hours(&leap, N_LEAP)};
    const struct weather_block block = {
        .dt_s = 3600.0, .started_s = 59.0 * 86400.0, .is_leap_year = true, .pressure_pa = 97e3};
    ck_assert_double_eq_tol(step_weather("epw", &with_day, block).dry_c, 59.0 * 24.0 / 200.0,
                            rounding * 50.0);
}
END_TEST

/* A heat wave adds heat, not moisture: dry bulb by what is asked, dew point as it was, wet bulb between. */
START_TEST(heat_wave_keeps_the_moisture)
{
    static struct counted c;
    struct epw_like p = {.file = count_hours(&c, N_YEAR)};
    const struct weather_block block = {
        .time_s = 5000.25 * 3600.0, .dt_s = 1200.0, .pressure_pa = 97e3};
    const struct air plain = step_weather("epw", &p, block);

    p.warmer_by_k = 4.3;
    const struct air wave = step_weather("epw", &p, block);
    ck_assert_double_eq_tol(wave.dry_c, plain.dry_c + 4.3, rounding * 50.0);
    ck_assert_double_eq_tol(wave.dew_c, plain.dew_c, 1e-8);
    ck_assert(wave.wet_c > wave.dew_c && wave.wet_c < wave.dry_c);
    const double ratio = psychro_ratio(psychro_saturation_pa(plain.dew_c), 97e3);
    ck_assert_double_eq_tol(psychro_ratio_from_wet_bulb(wave.dry_c, wave.wet_c, 97e3), ratio, 1e-9);
}
END_TEST

START_TEST(codes_for_missing_are_not_taken_for_weather)
{
    const struct {
        const char *row;
        bool has_dry, has_dew, has_humidity, has_pressure;
    } rows[] = {
        {"2001,7,3,14,0,x,31.2,17.0,43,98100", true, true, true, true},
        {"2001,7,3,14,0,x,99.9,17.0,43,98100", false, true, true, true},
        {"2001,7,3,14,0,x,31.2,99.9,999,98100", true, false, false, true},
        {"2001,7,3,14,0,x,31.2,17.0,43,999999,9999", true, true, true, false},
        {"2001,7,3,14,0,x,,17.0,43,98100", false, true, true, true},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct epw_row row = {0};
        ck_assert_int_eq(epw_row_parse(rows[i].row, strlen(rows[i].row), &row), STATUS_OK);
        ck_assert_int_eq(!isnan(row.dry_bulb_c), rows[i].has_dry);
        ck_assert_int_eq(!isnan(row.dew_point_c), rows[i].has_dew);
        ck_assert_int_eq(!isnan(row.humidity_frac), rows[i].has_humidity);
        ck_assert_int_eq(!isnan(row.pressure_pa), rows[i].has_pressure);
        ck_assert(row.month == 7 && row.day == 3 && row.hour == 14);
    }
    const char *const bad[] = {"", "2001,7,3,14,0,x,31.2,17.0,43",
                               "2001,13,3,14,0,x,31.2,17.0,43,1e5",
                               "2001,7,3,25,0,x,31.2,17.0,43,98100"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct epw_row row = {0};
        ck_assert_int_eq(epw_row_parse(bad[i], strlen(bad[i]), &row), STATUS_BAD_INPUT);
    }
}
END_TEST

/* ------------------------------------------------------------------ design day */

struct design_like {
    double dry_bulb_c;
    double dry_range_k;
    double wet_bulb_c;
    double wet_range_k;
    double hottest_h;
    double warmer_by_k;
};

static const struct design_like day = {35.6, 11.3, 23.4, 3.9, 15.4, 0.0};

static double day_dry_c(double t_s, void *params)
{
    const struct design_like *const d = params;

    return d->dry_bulb_c -
           d->dry_range_k / 2.0 * (1.0 - cos(2.0 * M_PI * (t_s - d->hottest_h * 3600.0) / 86400.0));
}

START_TEST(design_day_hands_on_the_mean_of_its_cosine)
{
    struct design_like d = day;
    gsl_function f = {.function = day_dry_c, .params = &d};
    gsl_integration_workspace *const room = gsl_integration_workspace_alloc(200);
    const double spans_s[][2] = {{0.0, 60.0}, {51e3, 3600.0}, {7e4, 9e4}, {12.3e4, 86400.0}};

    for (size_t i = 0; i < sizeof spans_s / sizeof spans_s[0]; i++) {
        double sum = 0.0;
        double error = 0.0;
        const struct weather_block block = {.time_s = spans_s[i][0] - 1000.0,
                                            .started_s = 1000.0,
                                            .dt_s = spans_s[i][1],
                                            .pressure_pa = 99e3};
        ck_assert_int_eq(gsl_integration_qag(&f, spans_s[i][0], spans_s[i][0] + spans_s[i][1], 0.0,
                                             1e-11, 200, GSL_INTEG_GAUSS31, room, &sum, &error),
                         GSL_SUCCESS);
        ck_assert_double_eq_tol(step_weather("design_day", &d, block).dry_c, sum / spans_s[i][1],
                                1e-8);
    }
    gsl_integration_workspace_free(room);
    const struct weather_block steady = {.is_steady = true, .dt_s = 1e7, .pressure_pa = 99e3};
    ck_assert_double_eq(step_weather("design_day", &d, steady).dry_c, d.dry_bulb_c);
    ck_assert_double_eq(step_weather("design_day", &d, steady).wet_c, d.wet_bulb_c);
}
END_TEST

/* ------------------------------------------------------------------- synthetic */

struct threshold {
    const struct synthetic_climate *climate;
    double limit_c;
};

/* Share of a day at or below a limit when its mean is that of a day of the year: the arcsine law. */
static double share_of_day(double day_of_year, void *params)
{
    const struct threshold *const t = params;
    const double mean_c = t->climate->dry_mean_c +
                          t->climate->dry_year_k * cos(2.0 * M_PI * (day_of_year - 195.0) / 365.0);
    const double x = (t->limit_c - mean_c) / t->climate->dry_day_k;

    return x >= 1.0 ? 1.0 : x <= -1.0 ? 0.0 : 1.0 - acos(x) / M_PI;
}

/* Hours below a threshold follow from the cosines alone. A day is counted in whole hours, so each of 365
 * days may be off by one: their errors average, and 1 % of the year is left. */
START_TEST(synthetic_years_have_the_hours_of_their_cosines)
{
    gsl_integration_workspace *const room = gsl_integration_workspace_alloc(500);
    static double dry_c[N_YEAR];

    for (size_t i = 0; synthetic_climate_at(i) != NULL; i++) {
        const struct synthetic_climate *const climate = synthetic_climate_at(i);
        for (size_t h = 0; h < N_YEAR; h++) {
            dry_c[h] = synthetic_hour(climate, h).dry_bulb_c;
        }
        for (int k = 0; k < 5; k++) {
            const double limit_c = 18.0 + 4.25 * k;
            struct threshold t = {climate, limit_c};
            gsl_function f = {.function = share_of_day, .params = &t};
            double days = 0.0;
            double error = 0.0;
            ck_assert_int_eq(gsl_integration_qag(&f, 0.0, 365.0, 0.0, 1e-6, 500, GSL_INTEG_GAUSS15,
                                                 room, &days, &error),
                             GSL_SUCCESS);
            const double hours = (double)weather_hours_at_most(dry_c, N_YEAR, limit_c);
            ck_assert_msg(fabs(hours - 24.0 * days) <= 0.01 * N_YEAR,
                          "%s at most %g degC: %g h, by the arcsine law %g h", climate->name,
                          limit_c, hours, 24.0 * days);
        }
    }
    gsl_integration_workspace_free(room);
}
END_TEST

/* Each climate is what it is called: its extremes are those of its cosines, the dry one is far from
 * saturation, and condensation threatens in the humid one only. */
START_TEST(synthetic_climates_are_what_they_are_called)
{
    for (size_t i = 0; synthetic_climate_at(i) != NULL; i++) {
        const struct synthetic_climate *const c = synthetic_climate_at(i);
        double most_c = -100.0;
        double most_dew_c = -100.0;
        for (size_t h = 0; h < N_YEAR; h++) {
            const struct synthetic_hour hour = synthetic_hour(c, h);
            most_c = fmax(most_c, hour.dry_bulb_c);
            most_dew_c = fmax(most_dew_c, hour.dew_point_c);
            ck_assert(hour.humidity_frac > 0.0 && hour.humidity_frac < 1.0);
        }
        ck_assert_double_eq_tol(most_c, c->dry_mean_c + c->dry_year_k + c->dry_day_k, 0.1);
        ck_assert_int_eq(most_dew_c > 15.0, strcmp(c->name, "hot-humid") == 0);
        ck_assert_int_eq(most_c > 40.0, strcmp(c->name, "hot-dry") == 0);
        ck_assert_int_eq(most_c < 27.0, strcmp(c->name, "cold") == 0);
    }
}
END_TEST

TCASE(tc_file, "file", each_moment_has_the_weather_of_its_hour, step_means_are_exact_at_any_step,
      run_begins_on_its_day_of_the_year, heat_wave_keeps_the_moisture,
      codes_for_missing_are_not_taken_for_weather)
TCASE(tc_day, "day", design_day_hands_on_the_mean_of_its_cosine)
TCASE(tc_synthetic, "synthetic", synthetic_years_have_the_hours_of_their_cosines,
      synthetic_climates_are_what_they_are_called)
CHECK_MAIN("weather", tc_file, tc_day, tc_synthetic)
