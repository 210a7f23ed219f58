/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/base/lines.h"

#include <stdbool.h>
#include <string.h>

static int count_seen(const char *text, size_t n)
{
    int count = 0;

    for (size_t i = 0; i < n; i++) {
        count += ((unsigned char)text[i] & 0xC0U) != 0x80U;
    }
    return count;
}

int lines_seen(const char *text)
{
    return count_seen(text, strlen(text));
}

struct wrapping {
    struct text *t;
    int column;
    int indent;
    int width;
    bool is_open; /* a word stands on the line */
};

static void break_line(struct wrapping *w)
{
    text_add(w->t, "\n%*s", w->indent, "");
    w->column = w->indent;
    w->is_open = false;
}

static void add_words(struct wrapping *w, const char *line, size_t n)
{
    for (size_t at = 0; at < n;) {
        const size_t word = strcspn(line + at, " \n");
        const int wide = count_seen(line + at, word);
        if (w->is_open && w->column + 1 + wide > w->width) {
            break_line(w);
        }
        text_add(w->t, "%s%.*s", w->is_open ? " " : "", (int)word, line + at);
        w->column += wide + (w->is_open ? 1 : 0);
        w->is_open = true;
        at += word;
        at += strspn(line + at, " ");
    }
}

void lines_wrap(struct text *t, const char *text, int column, int indent, int width)
{
    struct wrapping w = {.t = t, .column = column, .indent = indent, .width = width};
    bool was_apart = false;

    for (bool is_first = true; *text != '\0'; is_first = false) {
        const size_t n = strcspn(text, "\n");
        const bool is_apart = n == 0 || text[0] == ' ';
        if (!is_first && (is_apart || was_apart)) {
            break_line(&w);
        }
        if (is_apart) {
            text_add(t, "%.*s", (int)n, text);
        } else {
            add_words(&w, text, n);
        }
        was_apart = is_apart;
        text += n + (text[n] == '\n');
    }
}

void lines_label(struct text *t, const char *name, int column, int width)
{
    if (lines_seen(name) < width) {
        text_add_cell(t, name, -width);
    } else {
        text_add(t, "%s\n%*s", name, column + width, "");
    }
}
