/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "sim/base/units.h"
#include "tests/support/check_main.h"

static double to_si(const char *si, double number, const char *unit)
{
    const struct unit *const u = units_find(units_dimension(si), unit);

    ck_assert_msg(u != NULL, "%s", unit);
    return number * u->factor + u->offset;
}

START_TEST(units_agree_with_their_definitions)
{
    static const struct {
        const char *si;
        double number;
        const char *unit;
        double expected;
    } rows[] = {
        {"W", 1.0, "ton", 12000.0 * 0.29307107017222}, /* 12,000 Btu/h            */
        {"W", 3.0, "MBH", 3000.0 * 0.29307107017222},  /* thousand Btu/h          */
        {"degC", 212.0, "degF", 100.0},                /* boiling water           */
        {"degC", -40.0, "°F", -40.0},                  /* the scales meet         */
        {"degC", 300.0, "K", 26.85},                   /* absolute                */
        {"K", 18.0, "°F", 10.0},                       /* a difference, no offset */
        {"m3/s", 1.0, "CFM", 0.3048 * 0.3048 * 0.3048 / 60.0},
        {"m3/s", 1.0, "gpm", 231.0 * 0.0254 * 0.0254 * 0.0254 / 60.0}, /* 231 cubic inches */
        {"Pa", 1.0, "psi", 0.45359237 * 9.80665 / (0.0254 * 0.0254)},
        {"J", 1.0, "kWh", 3.6e6},
        {"m3/J", 1.5, "L/min/kW", 1.5e-3 / 60.0 / 1e3},
        {"USD/J", 0.36, "USD/kWh", 1e-7},
        {"kg/m2", 1.0, "psf", 0.45359237 / (0.3048 * 0.3048)},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const double si = to_si(rows[i].si, rows[i].number, rows[i].unit);
        ck_assert_msg(fabs(si - rows[i].expected) <= 1e-9 * (fabs(rows[i].expected) + 1e-3),
                      "%g %s is %.12g %s, expected %.12g", rows[i].number, rows[i].unit, si,
                      rows[i].si, rows[i].expected);
    }
}
END_TEST

START_TEST(case_is_ignored_only_where_nothing_is_ambiguous)
{
    ck_assert_str_eq(units_find(units_dimension("m3/s"), "cfm")->name, "CFM");
    ck_assert_str_eq(units_find(units_dimension("W"), "kw")->name, "kW");
    ck_assert_ptr_null(units_find(units_dimension("W"), "mW")); /* milli is not mega */
    ck_assert_str_eq(units_find(units_dimension("m3/s"), "m³/h")->name, "m3/h");
}
END_TEST

START_TEST(a_unit_of_another_quantity_is_recognised)
{
    ck_assert_str_eq(units_other(units_dimension("W"), "kWh")->name, "energy");
    ck_assert_ptr_null(units_other(units_dimension("W"), "furlong"));
    ck_assert_str_eq(units_nearest(units_dimension("m3/s"), "L/mn"), "L/min");
}
END_TEST

START_TEST(money_keeps_its_currency_apart)
{
    struct money_unit m;

    ck_assert(units_split_money("MEUR", &m));
    ck_assert_str_eq(m.currency, "EUR");
    ck_assert_str_eq(m.plain, "USD");
    ck_assert_double_eq(m.factor, 1e6);
    ck_assert(units_split_money("$/kWh", &m));
    ck_assert_str_eq(m.currency, "USD");
    ck_assert_str_eq(m.plain, "USD/kWh");
    ck_assert_double_eq(m.factor, 1.0);
    ck_assert(!units_split_money("kW", &m));
}
END_TEST

START_TEST(what_is_shown_reads_like_a_person_wrote_it)
{
    static const struct {
        const char *si;
        double value;
        enum unit_system system;
        const char *expected;
    } rows[] = {
        {"W", 132e3, UNITS_SI, "132 kW"},    {"W", 1.2e6, UNITS_US, "1.2 MW"},
        {"degC", 24.0, UNITS_US, "75.2 °F"}, {"K", 10.0, UNITS_US, "18 °F"},
        {"1", 0.4, UNITS_SI, "40%"},         {"m3/s", 0.0025, UNITS_SI, "150 L/min"},
        {"m3/s", 2.0, UNITS_US, "4238 CFM"}, {"W", (double)NAN, UNITS_SI, "unknown"},
        {"kg", 1360.0, UNITS_SI, "1360 kg"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct text t = {0};
        units_print(&t, rows[i].si, rows[i].value, 3, rows[i].system);
        ck_assert_str_eq(t.at, rows[i].expected);
        text_release(&t);
    }
}
END_TEST

/* The table is the only place of a factor: each dimension must have an SI unit of factor 1, and its
 * hint must be readable by the table itself. */
START_TEST(every_dimension_has_its_si_unit_and_a_hint_that_works)
{
    for (size_t i = 0; units_dimension_at(i) != NULL; i++) {
        const struct dimension *const d = units_dimension_at(i);
        double number = 0.0;
        size_t taken = 0;
        bool has_si = false;
        for (size_t k = 0; units_at(k) != NULL; k++) {
            has_si = has_si || (strcmp(units_at(k)->si, d->si) == 0 && units_at(k)->factor == 1.0 &&
                                units_at(k)->offset == 0.0);
        }
        ck_assert_msg(has_si || strncmp(d->si, "USD", 3) == 0, "%s", d->name);
        ck_assert_int_eq(text_to_double(view_of(d->hint), &number, &taken), NUMBER_OK);
        struct view rest = view_trim(view_of(d->hint + taken));
        char unit[40];
        memcpy(unit, rest.at, rest.length);
        unit[rest.length] = '\0';
        struct money_unit money;
        const bool is_money = strncmp(d->si, "USD", 3) == 0 && units_split_money(unit, &money);
        ck_assert_msg(!d->needs_unit || units_find(d, is_money ? money.plain : unit) != NULL,
                      "%s: %s", d->name, d->hint);
    }
}
END_TEST

TCASE(tc_values, "values", units_agree_with_their_definitions,
      every_dimension_has_its_si_unit_and_a_hint_that_works, money_keeps_its_currency_apart)
TCASE(tc_words, "words", case_is_ignored_only_where_nothing_is_ambiguous,
      a_unit_of_another_quantity_is_recognised, what_is_shown_reads_like_a_person_wrote_it)
CHECK_MAIN("units", tc_values, tc_words)
