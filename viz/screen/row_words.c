/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/screen/row_words.h"

#include <stdio.h>
#include <string.h>

void row_write_in(const struct pen *p, SDL_FRect box, struct colour ink, const char *text)
{
    float w = 0.0F;
    float h = 0.0F;

    pen_measure(p, PEN_SMALL, text, &w, &h);
    if (w + 4.0F <= box.w && h <= box.h) {
        pen_write(p, PEN_SMALL, PEN_CENTRE, box.x + box.w / 2.0F, box.y + (box.h - h) / 2.0F, ink,
                  text);
    }
}

void row_write_upwards(const struct pen *p, SDL_FRect box, struct colour ink,
                       const struct row_words *words)
{
    char text[ROW_MOST_WORDS * ROW_WORD_ROOM] = "";
    float w = 0.0F;
    float h = 0.0F;

    for (size_t i = 0; i < words->n; i++) {
        const size_t before = strlen(text);
        (void)snprintf(text + before, sizeof text - before, "%s%s", i > 0 ? ", " : "",
                       words->at[i]);
        pen_measure(p, PEN_SMALL, text, &w, &h);
        if (w + 6.0F > box.h && i > 0) {
            text[before] = '\0';
            break;
        }
    }
    column_shorten(p, PEN_SMALL, box.h - 6.0F, text, sizeof text);
    pen_write_upwards(p, PEN_SMALL, (SDL_FPoint){box.x + box.w / 2.0F, box.y + box.h / 2.0F}, ink,
                      text);
}
