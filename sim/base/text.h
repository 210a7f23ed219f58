/* text.h - pieces of text, strict numbers, and the nearest word.
 *
 * A view is a stretch of somebody else's text and is not ended by a zero.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_BASE_TEXT_H
#define SIM_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/base/arena.h"

struct view {
    const char *at;
    size_t length;
};

struct view view_of(const char *text);
bool view_is(struct view v, const char *text);
bool view_starts(struct view v, const char *prefix);

/* The view without white space at both ends. */
struct view view_trim(struct view v);

/* A zero-ended copy in the arena. */
char *text_copy(struct arena *arena, struct view v);

/* printf into the arena. */
char *text_print(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The path of a file that is named in another one of folder: a name from the root stays as it is. */
const char *text_path(struct arena *arena, const char *folder, const char *name);

enum number_fault {
    NUMBER_OK,
    NUMBER_NONE,      /* does not begin with a number                    */
    NUMBER_SEPARATOR, /* "1,200", "1_200": thousands separators          */
    NUMBER_HUGE,      /* does not fit a double                           */
    NUMBER_NOT_PLAIN, /* hexadecimal, infinity, nan                      */
};

/* Reads the decimal number that begins v and says how many bytes it took.
 *
 *   ret_value  set on NUMBER_OK only
 *   ret_taken  bytes read, white space after the number not included
 *
 * Independent of the locale as long as LC_NUMERIC is "C", which main keeps.
 */
enum number_fault text_to_double(struct view v, double *ret_value, size_t *ret_taken);

/* Edits between two words, caseless: insert, drop, replace, swap neighbours. 99 for long words. */
int text_distance(const char *a, const char *b);

/* Chooses the candidate nearest to a word; NULL when none is near enough to suggest. Feed it the
 * candidates one by one. */
struct nearest {
    const char *word;
    const char *best;
    int distance;
};
void nearest_try(struct nearest *n, const char *candidate);
const char *nearest_found(const struct nearest *n);

/* A growing text that ends in an arena or a file: tables, reports, JSON. */
struct text {
    char *at; /* zero-ended */
    size_t length;
    size_t room;
};
void text_add(struct text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_add_view(struct text *t, struct view v);

/* A cell of a table: padded to |width| characters as they are seen (UTF-8), on the left side of its
 * cell when width is negative, on the right otherwise. Longer texts stay whole. */
void text_add_cell(struct text *t, const char *text, int width);
void text_release(struct text *t);

#endif
