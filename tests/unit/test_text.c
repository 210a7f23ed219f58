/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/base/text.h"
#include "tests/support/check_main.h"

static enum number_fault read(const char *text, double *value, size_t *taken)
{
    return text_to_double(view_of(text), value, taken);
}

START_TEST(plain_numbers_are_read_whole)
{
    static const struct {
        const char *text;
        double value;
        size_t taken;
    } rows[] = {
        {"132 kW", 132.0, 3},    {"-4.5", -4.5, 4}, {"+0.25%", 0.25, 5},
        {"1e3W", 1000.0, 3},     {".5", 0.5, 2},    {"7.", 7.0, 2},
        {"2.4e-3 m", 0.0024, 6}, {"3 e", 3.0, 1},   {"12east", 12.0, 2},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double value = 0.0;
        size_t taken = 0;
        ck_assert_msg(read(rows[i].text, &value, &taken) == NUMBER_OK, "%s", rows[i].text);
        ck_assert_double_eq(value, rows[i].value);
        ck_assert_uint_eq(taken, rows[i].taken);
    }
}
END_TEST

START_TEST(what_users_mistype_is_told_apart)
{
    static const struct {
        const char *text;
        enum number_fault fault;
    } rows[] = {
        {"1,200 CFM", NUMBER_SEPARATOR},
        {"1_000", NUMBER_SEPARATOR},
        {"", NUMBER_NONE},
        {"kW", NUMBER_NONE},
        {"0x10 kW", NUMBER_NOT_PLAIN},
        {"nan", NUMBER_NOT_PLAIN},
        {"-inf", NUMBER_NOT_PLAIN},
        {"1e999", NUMBER_HUGE},
        {"-", NUMBER_NONE},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double value = 0.0;
        size_t taken = 0;
        ck_assert_msg(read(rows[i].text, &value, &taken) == rows[i].fault, "%s", rows[i].text);
    }
}
END_TEST

START_TEST(a_neighbouring_swap_is_one_edit)
{
    ck_assert_int_eq(text_distance("colling", "cooling"), 1);
    ck_assert_int_eq(text_distance("DCL", "dlc"), 1);
    ck_assert_int_eq(text_distance("", "abc"), 3);
    ck_assert_int_eq(text_distance("supply", "supply"), 0);
}
END_TEST

START_TEST(only_near_words_are_suggested)
{
    struct nearest near = {.word = "colling"};
    nearest_try(&near, "airflow");
    nearest_try(&near, "cooling");
    ck_assert_str_eq(nearest_found(&near), "cooling");

    struct nearest far = {.word = "zebra"};
    nearest_try(&far, "cooling");
    ck_assert_ptr_null(nearest_found(&far));
}
END_TEST

TCASE(tc_numbers, "numbers", plain_numbers_are_read_whole, what_users_mistype_is_told_apart)
TCASE(tc_words, "words", a_neighbouring_swap_is_one_edit, only_near_words_are_suggested)
CHECK_MAIN("text", tc_numbers, tc_words)
