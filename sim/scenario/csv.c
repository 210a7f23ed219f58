/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/csv.h"

#include <string.h>

#include "sim/scenario/document.h"

enum { MOST_COLUMNS = 256, MOST_CELLS = 4000000 };

static const char separators[] = {',', ';', '\t', '|'};
enum { N_SEPARATORS = sizeof separators };

/* Where in the text the reading stands. */
struct lexer {
    struct view text;
    size_t i;
    uint32_t line;
    uint32_t column; /* in characters */
    char separator;
    uint16_t source;
    struct diag *diag;   /* NULL on the pass that only counts */
    struct arena *arena; /* NULL likewise                     */
};

static bool at_end(const struct lexer *x)
{
    return x->i >= x->text.length;
}

static char here(const struct lexer *x)
{
    return x->text.at[x->i];
}

static bool at_line_end(const struct lexer *x)
{
    return at_end(x) || here(x) == '\n' || here(x) == '\r';
}

/* Moves on by a byte; the bytes after a character's first one take no column. */
static void advance(struct lexer *x)
{
    const unsigned char next = x->i + 1 < x->text.length ? (unsigned char)x->text.at[x->i + 1] : 0;

    if (here(x) == '\n') {
        x->line++;
        x->column = 1;
    } else if ((next & 0xC0U) != 0x80U) {
        x->column++;
    }
    x->i++;
}

static void skip_line_end(struct lexer *x)
{
    if (!at_end(x) && here(x) == '\r') {
        advance(x);
    }
    if (!at_end(x) && here(x) == '\n') {
        advance(x);
    } else if (x->i > 0 && x->text.at[x->i - 1] == '\r') {
        x->line++; /* line ends of old spreadsheets: CR alone */
        x->column = 1;
    }
}

static void skip_blanks(struct lexer *x)
{
    while (!at_line_end(x) && here(x) != x->separator && (here(x) == ' ' || here(x) == '\t')) {
        advance(x);
    }
}

static void complain(const struct lexer *x, struct span at, const char *what)
{
    if (x->diag != NULL) {
        diag_add(x->diag, DIAG_BAD_TABLE, at, "%s", what);
    }
}

/* Reads up to the quote that ends a cell, or the end of the text; doubled quotes stand for one.
 * Copies what it reads, unless copy is NULL. Returns its length. */
static size_t take_inside(struct lexer *x, char *copy)
{
    size_t n = 0;

    for (; !at_end(x); advance(x)) {
        if (here(x) == '"') {
            if (x->i + 1 >= x->text.length || x->text.at[x->i + 1] != '"') {
                break;
            }
            advance(x);
        }
        if (copy != NULL) {
            copy[n] = here(x);
        }
        n++;
    }
    return n;
}

/* A cell in quotes, from the opening one. */
static void take_quoted(struct lexer *x, struct csv_cell *ret)
{
    const size_t first = x->i;

    advance(x);
    const struct lexer inside = *x;
    const size_t n = take_inside(x, NULL);
    if (x->arena != NULL) {
        char *const copy = arena_take(x->arena, n + 1, 1, "inventory");
        *x = inside;
        (void)take_inside(x, copy);
        ret->text = text_copy(x->arena, view_trim((struct view){copy, n}));
    }
    if (at_end(x)) {
        complain(x, ret->at, "this quote is never closed");
        return;
    }
    advance(x);
    ret->at.length = (uint32_t)(x->i - first);
    skip_blanks(x);
    if (!at_line_end(x) && here(x) != x->separator) {
        complain(x, ret->at,
                 "text follows the quoted cell; a quote inside a cell is doubled: \"\"");
        while (!at_line_end(x) && here(x) != x->separator) {
            advance(x);
        }
    }
}

/* The next cell of a row; stands on the separator or the line's end afterwards. */
static void take_cell(struct lexer *x, struct csv_cell *ret)
{
    skip_blanks(x);
    *ret = (struct csv_cell){
        "", {.source = x->source, .line = x->line, .column = x->column, .length = 1}};
    if (!at_line_end(x) && here(x) == '"') {
        take_quoted(x, ret);
        return;
    }
    const size_t first = x->i;
    while (!at_line_end(x) && here(x) != x->separator) {
        advance(x);
    }
    const struct view v = view_trim((struct view){x->text.at + first, x->i - first});
    if (x->arena != NULL && v.length > 0) {
        ret->text = text_copy(x->arena, v);
        ret->at.length = x->column - ret->at.column;
    }
}

/* Reads a row into at most n cells. Returns how many the row has. */
static size_t take_row(struct lexer *x, struct csv_cell *cells, size_t n)
{
    size_t k = 0;

    for (;; k++) {
        struct csv_cell cell;
        take_cell(x, &cell);
        if (k < n) {
            cells[k] = cell;
        } else if (k == n && cell.text[0] != '\0') {
            complain(x, cell.at,
                     "this row has more cells than the heading; is text or a decimal comma without "
                     "quotes in it?");
        }
        if (at_line_end(x)) {
            break;
        }
        advance(x);
    }
    skip_line_end(x);
    return k + 1;
}

/* A line of separators and blanks alone. */
static bool skip_blank_line(struct lexer *x)
{
    struct lexer ahead = *x;

    while (!at_line_end(&ahead) &&
           (here(&ahead) == ahead.separator || here(&ahead) == ' ' || here(&ahead) == '\t')) {
        advance(&ahead);
    }
    if (!at_line_end(&ahead)) {
        return false;
    }
    skip_line_end(&ahead);
    *x = ahead;
    return true;
}

static char find_separator(const struct lexer *begin)
{
    struct lexer x = *begin;
    size_t n[N_SEPARATORS] = {0};
    bool is_quoted = false;
    size_t best = 0;

    for (; !at_end(&x) && (is_quoted || !at_line_end(&x)); advance(&x)) {
        is_quoted = (here(&x) == '"') != is_quoted;
        for (size_t k = 0; k < N_SEPARATORS; k++) {
            n[k] += !is_quoted && here(&x) == separators[k];
        }
    }
    for (size_t k = 1; k < N_SEPARATORS; k++) {
        best = n[k] > n[best] ? k : best;
    }
    return separators[best];
}

/* Bytes of the UTF-8 character that begins s, 0 when it is none. */
static size_t character_length(const unsigned char *s, size_t room)
{
    const size_t n = s[0] < 0x80U                     ? 1
                     : s[0] >= 0xC2U && s[0] <= 0xDFU ? 2
                     : (s[0] & 0xF0U) == 0xE0U        ? 3
                     : s[0] >= 0xF0U && s[0] <= 0xF4U ? 4
                                                      : 0;

    for (size_t k = 1; k < n; k++) {
        if (k >= room || (s[k] & 0xC0U) != 0x80U) {
            return 0;
        }
    }
    return s[0] == '\0' ? 0 : n;
}

static bool is_text(struct lexer x)
{
    while (!at_end(&x)) {
        const size_t n =
            character_length((const unsigned char *)x.text.at + x.i, x.text.length - x.i);
        if (n == 0) {
            const struct span at = {
                .source = x.source, .line = x.line, .column = x.column, .length = 1};
            diag_add(x.diag, DIAG_FILE_NOT_TEXT, at,
                     "this is not UTF-8 text; export the table as 'CSV UTF-8'");
            return false;
        }
        for (size_t k = 0; k < n; k++) {
            advance(&x);
        }
    }
    return true;
}

/* Byte order mark, and the line "sep=;" that spreadsheets write. */
static void begin(struct lexer *x)
{
    static const char mark[] = "\xEF\xBB\xBF";

    if (view_starts(x->text, mark)) {
        x->i = strlen(mark);
    }
    const struct view rest = {x->text.at + x->i, x->text.length - x->i};
    if (rest.length > 4 && view_starts(rest, "sep=")) {
        x->separator = rest.at[4];
        while (!at_line_end(x)) {
            advance(x);
        }
        skip_line_end(x);
    }
    while (!at_end(x) && skip_blank_line(x)) {
    }
    if (x->separator == '\0') {
        x->separator = find_separator(x);
    }
}

static size_t count_rows(struct lexer x)
{
    size_t n = 0;

    x.diag = NULL;
    x.arena = NULL;
    while (!at_end(&x)) {
        if (!skip_blank_line(&x)) {
            (void)take_row(&x, NULL, 0);
            n++;
        }
    }
    return n;
}

/* Cells that a short row does not have stand at its end. */
static void fill_row(struct csv_cell *row, size_t n_taken, size_t n)
{
    for (size_t k = n_taken; k < n; k++) {
        row[k] = (struct csv_cell){"", row[n_taken - 1].at};
    }
}

static enum status read_rows(struct lexer *x, struct csv_table *t)
{
    struct csv_cell *const heading =
        ARENA_ARRAY(x->arena, struct csv_cell, MOST_COLUMNS, "inventory");

    t->separator = x->separator;
    t->heading = heading;
    t->n_columns = take_row(x, heading, MOST_COLUMNS);
    while (t->n_columns > 1 && t->n_columns <= MOST_COLUMNS &&
           heading[t->n_columns - 1].text[0] == '\0') {
        t->n_columns--;
    }
    t->n_rows = count_rows(*x);
    if (t->n_columns > MOST_COLUMNS || t->n_rows > MOST_CELLS / t->n_columns) {
        diag_add(x->diag, DIAG_TOO_MANY, heading[0].at,
                 "%zu rows of %zu columns are more than the program takes (%d columns, %d cells)",
                 t->n_rows, t->n_columns, MOST_COLUMNS, MOST_CELLS);
        return STATUS_BAD_INPUT;
    }
    t->cells = ARENA_ARRAY(x->arena, struct csv_cell, t->n_rows * t->n_columns, "inventory");
    for (size_t r = 0; r < t->n_rows;) {
        if (skip_blank_line(x)) {
            continue;
        }
        struct csv_cell *const row = &t->cells[r++ * t->n_columns];
        fill_row(row, take_row(x, row, t->n_columns), t->n_columns);
    }
    return STATUS_OK;
}

enum status csv_read(struct arena *arena, const char *path, struct span at, struct diag *diag,
                     struct csv_table *ret_table)
{
    const size_t n_errors = diag_n_errors(diag);
    struct view text;

    *ret_table = (struct csv_table){.name = path};
    if (doc_read_file(arena, path, at, diag, &text) != STATUS_OK) {
        return STATUS_BAD_INPUT;
    }
    ret_table->source = diag_add_source(diag, path, text, at);
    struct lexer x = {.text = text,
                      .line = 1,
                      .column = 1,
                      .source = ret_table->source,
                      .diag = diag,
                      .arena = arena};
    if (!is_text(x)) {
        return STATUS_BAD_INPUT;
    }
    begin(&x);
    if (at_end(&x)) {
        diag_add(diag, DIAG_FILE_EMPTY, (struct span){.source = x.source}, "the table is empty");
        return STATUS_BAD_INPUT;
    }
    if (read_rows(&x, ret_table) != STATUS_OK) {
        return STATUS_BAD_INPUT;
    }
    return diag_n_errors(diag) == n_errors ? STATUS_OK : STATUS_BAD_INPUT;
}
