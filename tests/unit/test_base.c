/* Arena, names and diagnostics.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/diag.h"
#include "sim/base/names.h"
#include "tests/support/check_main.h"

static void exhausted(size_t bytes, const char *label)
{
    ck_abort_msg("out of memory: %zu for %s", bytes, label);
}

START_TEST(pieces_are_zeroed_aligned_and_apart)
{
    struct arena *const arena = arena_create(exhausted);
    unsigned char *last = NULL;

    for (size_t n = 1; n < 3000; n += 37) {
        unsigned char *const piece = arena_take(arena, n, 3, "piece");
        ck_assert_uint_eq((uintptr_t)piece % 64, 0);
        for (size_t i = 0; i < 3 * n; i++) {
            ck_assert_uint_eq(piece[i], 0);
        }
        memset(piece, 0xff, 3 * n);
        ck_assert_ptr_ne(piece, last);
        last = piece;
    }
    ck_assert_ptr_nonnull(arena_take(arena, 0, 8, "empty"));
    arena_destroy(arena);
}
END_TEST

START_TEST(a_mark_gives_back_what_came_after_it)
{
    struct arena *const arena = arena_create(exhausted);
    double *const kept = ARENA_ARRAY(arena, double, 10, "kept");
    const struct arena_mark mark = arena_mark(arena);

    kept[3] = 17.25;
    void *const first = arena_take(arena, 100, 1, "scratch");
    for (int i = 0; i < 20; i++) {
        (void)arena_take(arena, 100000, 1, "scratch");
    }
    arena_reset(arena, mark);
    ck_assert_ptr_eq(arena_take(arena, 100, 1, "scratch"), first);
    ck_assert_double_eq(kept[3], 17.25);
    arena_destroy(arena);
}
END_TEST

START_TEST(labels_say_who_took_what)
{
    struct arena *const arena = arena_create(exhausted);
    const char *label = NULL;
    size_t bytes = 0;

    (void)arena_take(arena, 64, 2, "columns");
    (void)arena_take(arena, 64, 1, "plan");
    (void)arena_take(arena, 64, 3, "columns");
    ck_assert_int_eq(arena_label_at(arena, 0, &label, &bytes), 1);
    ck_assert_str_eq(label, "columns");
    ck_assert_uint_eq(bytes, (size_t)64 * 5);
    ck_assert_int_eq(arena_label_at(arena, 2, &label, &bytes), 0);
    ck_assert_uint_eq(arena_used(arena), (size_t)64 * 6);
    arena_destroy(arena);
}
END_TEST

START_TEST(names_are_found_and_the_first_use_is_kept)
{
    struct arena *const arena = arena_create(exhausted);
    struct names names = {.arena = arena};
    struct span at = {0};
    char room[1000][8];

    for (long i = 0; i < 1000; i++) {
        (void)snprintf(room[i], sizeof room[i], "r%ld", i);
        ck_assert_int_eq(names_add(&names, room[i], i, (struct span){.line = (uint32_t)i + 1}),
                         NAME_NOT_FOUND);
    }
    ck_assert_int_eq(names_add(&names, "r77", 5, (struct span){0}), 77);
    ck_assert_int_eq(names_find(&names, "r500", &at), 500);
    ck_assert_uint_eq(at.line, 501);
    ck_assert_int_eq(names_find(&names, "r1000", NULL), NAME_NOT_FOUND);
    ck_assert_str_eq(names_nearest(&names, "q500"), "r500");
    arena_destroy(arena);
}
END_TEST

static const char *const text = "first: 1\n"
                                "\tsecond: 75 °C too much\n";

static struct diag *given_problems(struct arena *arena)
{
    struct diag *const d = diag_create(arena);
    const uint16_t source = diag_add_source(d, "a.yaml", view_of(text), (struct span){0});

    diag_add(d, DIAG_UNUSUAL, (struct span){source, 2, 10, 5}, "a warning");
    diag_note(d, "a note");
    diag_add(d, DIAG_NO_UNIT, (struct span){source, 1, 8, 1}, "'%s' has no unit", "first");
    diag_add(d, DIAG_NO_UNIT, (struct span){source, 1, 8, 1}, "the same place again");
    diag_note(d, "a note to a repetition is dropped with it");
    return d;
}

START_TEST(problems_are_shown_in_file_order_with_line_and_caret)
{
    struct arena *const arena = arena_create(exhausted);
    struct diag *const d = given_problems(arena);
    struct text out = {0};

    diag_render(d, 20, &out);
    ck_assert_str_eq(out.at, "a.yaml:1:8: error: 'first' has no unit [E1020]\n"
                             "    1 | first: 1\n"
                             "      |        ^\n"
                             "a.yaml:2:10: warning: a warning [E2001]\n"
                             "    2 | \tsecond: 75 °C too much\n"
                             "      | \t        ^~~~~\n"
                             "      note: a note\n");
    ck_assert_uint_eq(diag_n_errors(d), 1);
    ck_assert_uint_eq(diag_n_warnings(d), 1);
    text_release(&out);
    arena_destroy(arena);
}
END_TEST

START_TEST(an_included_file_shows_the_chain)
{
    struct arena *const arena = arena_create(exhausted);
    struct diag *const d = diag_create(arena);
    const uint16_t top =
        diag_add_source(d, "top.yaml", view_of("include: part.yaml\n"), (struct span){0});
    const uint16_t part =
        diag_add_source(d, "part.yaml", view_of("x: 1\n"), (struct span){top, 1, 10, 9});
    struct text out = {0};

    diag_add(d, DIAG_UNKNOWN_KEY, (struct span){part, 1, 1, 1}, "unknown key 'x'");
    diag_render(d, 20, &out);
    ck_assert_ptr_nonnull(strstr(out.at, "in a file included at top.yaml:1:10:\npart.yaml:1:1:"));
    text_release(&out);
    arena_destroy(arena);
}
END_TEST

START_TEST(every_code_has_one_number_and_a_sentence)
{
    for (size_t i = 0; diag_code_at(i) != 0; i++) {
        ck_assert_ptr_nonnull(diag_code_text(diag_code_at(i)));
        for (size_t k = 0; k < i; k++) {
            ck_assert_int_ne(diag_code_at(i), diag_code_at(k));
        }
    }
    ck_assert_ptr_null(diag_code_text(999));
}
END_TEST

TCASE(tc_arena, "arena", pieces_are_zeroed_aligned_and_apart, a_mark_gives_back_what_came_after_it,
      labels_say_who_took_what)
TCASE(tc_names, "names", names_are_found_and_the_first_use_is_kept)
TCASE(tc_diag, "diag", problems_are_shown_in_file_order_with_line_and_caret,
      an_included_file_shows_the_chain, every_code_has_one_number_and_a_sentence)
CHECK_MAIN("base", tc_arena, tc_names, tc_diag)
