/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "sim/page/html.h"
#include "sim/page/svg.h"
#include "tests/support/check_main.h"

START_TEST(words_of_a_file_cannot_leave_their_place)
{
    static const struct {
        const char *words;
        const char *html;
        const char *json;
    } rows[] = {
        {"A-01", "A-01", "\"A-01\""},
        {"a<b>&c", "a&lt;b&gt;&amp;c", "\"a\\u003cb\\u003e\\u0026c\""},
        {"\"x\" 'y'", "&quot;x&quot; &#39;y&#39;", "\"\\u0022x\\u0022 'y'\""},
        {"</script>", "&lt;/script&gt;", "\"\\u003c/script\\u003e\""},
        {"\x01|\x7f", "\xEF\xBF\xBD|\xEF\xBF\xBD", "\"\\u0001|\\u007f\""},
        {"21 °C", "21 °C", "\"21 °C\""},
        {"a\\b", "a\\b", "\"a\\u005cb\""},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct text html = {0};
        struct text json = {0};
        html_text(&html, rows[i].words);
        html_json_text(&json, rows[i].words);
        ck_assert_str_eq(html.at, rows[i].html);
        ck_assert_str_eq(json.at, rows[i].json);
        text_release(&html);
        text_release(&json);
    }
}
END_TEST

START_TEST(what_is_not_known_is_said_and_has_no_number)
{
    struct text unknown = {0};
    struct text endless = {0};
    struct text known = {0};

    html_cell(&unknown, "W", (double)NAN, 1.0, UNITS_SI);
    html_cell(&endless, "W", (double)INFINITY, 1.0, UNITS_SI);
    html_cell(&known, "W", 5432.0, 5432.0, UNITS_SI);
    ck_assert_str_eq(unknown.at, "<td class=\"n\">not known</td>");
    ck_assert_str_eq(endless.at, "<td class=\"n\" data-v=\"Infinity\">any load</td>");
    ck_assert_str_eq(known.at, "<td class=\"n\" data-v=\"5432\">5.432 kW</td>");
    text_release(&unknown);
    text_release(&endless);
    text_release(&known);
}
END_TEST

/* A step is 1, 2 or 5 times a power of ten, and marks are neither crowded nor few. */
START_TEST(steps_of_axes_are_round_numbers)
{
    for (int k = 0; k < 110; k++) {
        const double span = 3.1e-7 * pow(1.37, k);
        const double step = svg_step(-0.3 * span, 0.7 * span, 5);
        const double lead = step / pow(10.0, floor(log10(step) + 1e-9));
        const double off = fmin(fabs(lead - 1.0), fmin(fabs(lead - 2.0), fabs(lead - 5.0)));
        ck_assert_msg(off < 1e-9, "span %g: step %g", span, step);
        ck_assert_msg(span / step > 1.9 && span / step < 5.1, "span %g: step %g", span, step);
    }
}
END_TEST

START_TEST(rounded_axes_hold_their_values_and_end_on_marks)
{
    for (int k = 0; k < 20; k++) {
        const double least = -53.7 + 7.31 * k;
        struct svg_axis axis = {.least = least, .most = least + 13.9, .from = 200.0, .to = 10.0};
        const double step = svg_round(&axis, 5);
        ck_assert_msg(axis.least <= least && axis.most >= least + 13.9, "least %g", least);
        ck_assert_double_eq_tol(axis.least / step, rint(axis.least / step), 1e-9);
        ck_assert_double_eq_tol(axis.most / step, rint(axis.most / step), 1e-9);
        ck_assert_double_eq_tol(svg_at(&axis, axis.least), 200.0, 1e-9);
        ck_assert_double_eq_tol(svg_at(&axis, axis.most), 10.0, 1e-9);
    }
}
END_TEST

START_TEST(an_axis_of_one_value_still_has_a_length)
{
    struct svg_axis axis = {.least = 27.35, .most = 27.35, .from = 0.0, .to = 100.0};

    ck_assert(svg_round(&axis, 5) > 0.0);
    ck_assert(axis.most > axis.least);
    ck_assert(svg_at(&axis, 27.35) > 0.0 && svg_at(&axis, 27.35) < 100.0);
}
END_TEST

TCASE(tc_words, "words", words_of_a_file_cannot_leave_their_place,
      what_is_not_known_is_said_and_has_no_number)
TCASE(tc_axes, "axes", steps_of_axes_are_round_numbers,
      rounded_axes_hold_their_values_and_end_on_marks, an_axis_of_one_value_still_has_a_length)
CHECK_MAIN("html", tc_words, tc_axes)
