/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include <gsl/gsl_rng.h>

#include "sim/base/lines.h"
#include "tests/support/check_main.h"

/* Is every line of the text at most width long, in characters as they are seen? */
static bool keeps_to(const char *text, int width)
{
    for (const char *at = text; *at != '\0';) {
        const size_t n = strcspn(at, "\n");
        struct text line = {0};
        text_add(&line, "%.*s", (int)n, at);
        const bool is_kept = lines_seen(line.at) <= width;
        text_release(&line);
        if (!is_kept) {
            return false;
        }
        at += n + (at[n] == '\n');
    }
    return true;
}

/* The text without blanks and ends of lines: what must not be lost. */
static void strip(const char *text, struct text *ret)
{
    text_add(ret, "%s", "");
    for (; *text != '\0'; text++) {
        if (*text != ' ' && *text != '\n') {
            text_add(ret, "%c", *text);
        }
    }
}

static void assert_same_but_for_blanks(const char *a, const char *b)
{
    struct text x = {0};
    struct text y = {0};

    strip(a, &x);
    strip(b, &y);
    ck_assert_str_eq(x.at, y.at);
    text_release(&x);
    text_release(&y);
}

START_TEST(characters_are_counted_as_they_are_seen)
{
    ck_assert_int_eq(lines_seen(""), 0);
    ck_assert_int_eq(lines_seen("27.3 °C"), 7);
    ck_assert_int_eq(lines_seen("░▒▓█"), 4);
}
END_TEST

/* Words of one to nine letters and numbers with units, on pages of 20 to 80. */
START_TEST(a_wrapped_paragraph_keeps_to_its_page_and_loses_nothing)
{
    gsl_rng *const random = gsl_rng_alloc(gsl_rng_mt19937);

    gsl_rng_set(random, 271828);
    for (int round = 0; round < 500; round++) {
        const int width = 20 + (int)gsl_rng_uniform_int(random, 61);
        const int indent = (int)gsl_rng_uniform_int(random, 9);
        struct text words = {0};
        struct text page = {0};
        const unsigned long n = 1 + gsl_rng_uniform_int(random, 40);
        for (unsigned long i = 0; i < n; i++) {
            if (gsl_rng_uniform_int(random, 4) == 0) {
                text_add(&words, "%s%.3g kW", i > 0 ? " " : "", 1e3 * gsl_rng_uniform_pos(random));
            } else {
                const int letters = 1 + (int)gsl_rng_uniform_int(random, 9);
                text_add(&words, "%s%.*s", i > 0 ? " " : "", letters, "abcdefghi");
            }
        }
        lines_wrap(&page, words.at, 0, indent, width);
        ck_assert_msg(keeps_to(page.at, width), "round %d, width %d:\n%s", round, width, page.at);
        assert_same_but_for_blanks(page.at, words.at);
        text_release(&words);
        text_release(&page);
    }
    gsl_rng_free(random);
}
END_TEST

START_TEST(a_number_stays_with_its_unit)
{
    struct text page = {0};

    lines_wrap(&page, "it restarts in (5 min) or -57.2 kW", 0, 2, 18);
    /* "it restarts in (5" is 17 long and would fit; its unit would not. */
    ck_assert_str_eq(page.at, "it restarts in\n  (5 min) or\n  -57.2 kW");
    text_release(&page);
}
END_TEST

START_TEST(a_name_longer_than_its_column_stands_whole_above_its_row)
{
    struct text row = {0};

    text_add(&row, "  ");
    lines_label(&row, "crah-1", 2, 10);
    text_add(&row, "5 kW\n  ");
    lines_label(&row, "crah-north", 2, 10);
    text_add(&row, "7 kW");
    ck_assert_str_eq(row.at, "  crah-1    5 kW\n  crah-north\n            7 kW");
    text_release(&row);
}
END_TEST

/* Four cells share 80 - 26 characters: 12 each after a blank. */
START_TEST(a_cell_longer_than_its_column_goes_on_below)
{
    const char *const cells[] = {"fits", "does not fit", "new-build-1200kw.h5",
                                 "P5 to P95 of draws"};
    struct text row = {0};

    lines_row(&row, "verdict", 26, cells, 4);
    ck_assert_str_eq(row.at, "verdict                   "
                             "         fits does not fit   new-build- P5 to P95 of\n"
                             "                          "
                             "                              1200kw.h5        draws\n");
    text_release(&row);
}
END_TEST

/* Seven cells of 12 do not stand in 80 - 26: four and three do. */
START_TEST(more_cells_than_fit_stand_in_two_lines)
{
    const char *const cells[] = {"1", "2", "3", "4", "5", NULL, "7"};
    struct text row = {0};

    lines_row(&row, "rank", 26, cells, 7);
    ck_assert_str_eq(row.at, "rank                      "
                             "            1            2            3            4\n"
                             "                          "
                             "            5                         7\n");
    text_release(&row);
}
END_TEST

/* Labels of 26 as `compare` has, 1 to 9 cells of up to five words. */
START_TEST(things_side_by_side_keep_to_the_page_and_lose_nothing)
{
    enum { MOST = 9 };
    gsl_rng *const random = gsl_rng_alloc(gsl_rng_mt19937);

    gsl_rng_set(random, 314159);
    for (int round = 0; round < 300; round++) {
        struct text texts[MOST] = {0};
        struct text all = {0};
        struct text row = {0};
        const char *cells[MOST] = {NULL};
        const size_t n = 1 + gsl_rng_uniform_int(random, MOST);
        size_t n_letters = strlen("label");
        for (size_t i = 0; i < n; i++) {
            const unsigned long n_words = 1 + gsl_rng_uniform_int(random, 5);
            for (unsigned long w = 0; w < n_words; w++) {
                const int letters = 1 + (int)gsl_rng_uniform_int(random, 14);
                text_add(&texts[i], "%s%.*s", w > 0 ? " " : "", letters, "stuvwxyzabcdef");
                n_letters += (size_t)letters;
            }
            cells[i] = texts[i].at;
        }
        lines_row(&row, "label", 26, cells, n);
        ck_assert_msg(keeps_to(row.at, LINES_WIDTH), "round %d:\n%s", round, row.at);
        strip(row.at, &all);
        ck_assert_msg(all.length == n_letters, "round %d: %zu letters of %zu\n%s", round,
                      all.length, n_letters, row.at);
        for (size_t i = 0; i < n; i++) {
            text_release(&texts[i]);
        }
        text_release(&all);
        text_release(&row);
    }
    gsl_rng_free(random);
}
END_TEST

TCASE(tc_wrap, "wrap", characters_are_counted_as_they_are_seen,
      a_wrapped_paragraph_keeps_to_its_page_and_loses_nothing, a_number_stays_with_its_unit)
TCASE(tc_rows, "rows", a_name_longer_than_its_column_stands_whole_above_its_row,
      a_cell_longer_than_its_column_goes_on_below, more_cells_than_fit_stand_in_two_lines,
      things_side_by_side_keep_to_the_page_and_lose_nothing)
CHECK_MAIN("lines", tc_wrap, tc_rows)
