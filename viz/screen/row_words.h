/* row_words.h - words on the fronts of a row, where there is little room.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_SCREEN_ROW_WORDS_H
#define VIZ_SCREEN_ROW_WORDS_H

#include "viz/screen/sheet.h"

/* Of powers. */
enum { ROW_DIGITS = 3 };

/* Words on a group or below a rack, one or more lines. */
enum { ROW_MOST_WORDS = 4, ROW_WORD_ROOM = 64 };

struct row_words {
    char at[ROW_MOST_WORDS][ROW_WORD_ROOM];
    size_t n;
    bool has_power;
    size_t power; /* which of them it is */
};

/* Writes in the middle of a box what finds room there. */
void row_write_in(const struct pen *p, SDL_FRect box, struct colour ink, const char *text);

/* Writes from the bottom up, joined by commas, as many of the words as find room. */
void row_write_upwards(const struct pen *p, SDL_FRect box, struct colour ink,
                       const struct row_words *words);

#endif
