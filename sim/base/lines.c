/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/base/lines.h"

#include <ctype.h>
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

/* A word of which nothing but a number is in, such as "5", "(4.27" or "-57.2". */
static bool is_number(const char *word, size_t n)
{
    size_t at = strspn(word, "(+-<~");

    if (at >= n || !isdigit((unsigned char)word[at])) {
        return false;
    }
    while (at < n && (isdigit((unsigned char)word[at]) || strchr(".e+-", word[at]) != NULL)) {
        at++;
    }
    return at == n;
}

/* What stays in one line: a word, or a number and the word after it, which may be its unit. */
static size_t stretch_of(const char *text)
{
    size_t n = strcspn(text, " \n");

    if (is_number(text, n) && text[n] == ' ' && text[n + 1] != ' ') {
        n += 1 + strcspn(text + n + 1, " \n");
    }
    return n;
}

static void add_words(struct wrapping *w, const char *line, size_t n)
{
    for (size_t at = 0; at < n;) {
        const size_t word = stretch_of(line + at);
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

/* ------------------------------------------------------------------ side by side */

enum { LEAST_CELL = 10, MOST_CELL = 28, MOST_CELLS = LINES_WIDTH / LEAST_CELL };

/* How many bytes of text stand in one line of a cell: whole words, or up to a hyphen, or what fits. */
static size_t piece_of(const char *text, int width)
{
    size_t end = 0; /* of what fits */
    size_t best = 0;

    for (int n = 0; text[end] != '\0' && n < width; n++) {
        end++;
        while (((unsigned char)text[end] & 0xC0U) == 0x80U) {
            end++;
        }
        best = text[end] == ' ' || text[end] == '\0' || text[end - 1] == '-' ? end : best;
    }
    return best > 0 ? best : end;
}

/* The next line of every cell; false when no cell has one. */
static bool add_pieces(struct text *t, const char **cells, size_t n, int width)
{
    bool is_any = false;

    for (size_t i = 0; i < n; i++) {
        struct text piece = {0};
        const size_t length = piece_of(cells[i], width);
        is_any = is_any || length > 0;
        text_add_view(&piece, (struct view){cells[i], length});
        text_add(t, " ");
        text_add_cell(t, piece.at, width);
        cells[i] += length + strspn(cells[i] + length, " ");
        text_release(&piece);
    }
    return is_any;
}

void lines_end(struct text *t, struct text *line)
{
    size_t n = line->length;

    while (n > 0 && line->at[n - 1] == ' ') {
        n--;
    }
    text_add_view(t, (struct view){line->at, n});
    text_add(t, "\n");
    text_release(line);
}

void lines_row(struct text *t, const char *label, int label_width, const char *const *cells,
               size_t n)
{
    const size_t most = (size_t)((LINES_WIDTH - label_width) / (LEAST_CELL + 1));
    const size_t n_lines = (n + most - 1) / most;
    const size_t per_line = n > 0 ? (n + n_lines - 1) / n_lines : 0;
    const int share = per_line > 0 ? (LINES_WIDTH - label_width) / (int)per_line - 1 : MOST_CELL;
    const int width = share < MOST_CELL ? share : MOST_CELL;

    for (size_t first = 0; first < n; first += per_line) {
        const size_t n_here = n - first < per_line ? n - first : per_line;
        const char *rest[MOST_CELLS];
        struct text line = {0};
        for (size_t i = 0; i < n_here; i++) {
            rest[i] = cells[first + i] != NULL ? cells[first + i] : "";
        }
        lines_label(&line, first == 0 ? label : "", 0, label_width);
        (void)add_pieces(&line, rest, n_here, width);
        lines_end(t, &line);
        for (;;) {
            text_add(&line, "%*s", label_width, "");
            if (!add_pieces(&line, rest, n_here, width)) {
                break;
            }
            lines_end(t, &line);
        }
        text_release(&line);
    }
}
