/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/base/diag.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_WARNING = 2000, MOST_KEPT = 1000, MOST_SOURCES = 4096 };

struct source {
    const char *name;
    struct view text;
    struct span included_at;
};

struct diag {
    struct arena *arena;
    struct source *sources;
    size_t n_sources;
    size_t room_sources;
    struct diag_entry *entries;
    size_t n_entries;
    size_t room_entries;
    size_t n_errors;
    size_t n_met; /* with those that repeat one */
    size_t n_warnings;
    bool last_was_kept;
    bool is_sorted;
};

struct diag *diag_create(struct arena *arena)
{
    struct diag *d = arena_take(arena, 1, sizeof *d, "diagnostics");

    d->arena = arena;
    return d;
}

/* Room for one more element of an arena array: doubled by copying. */
static void *one_more(struct arena *arena, void *old, size_t n, size_t *room, size_t size)
{
    if (n < *room) {
        return old;
    }
    *room = *room > 0 ? *room * 2 : 16;
    void *const grown = arena_take(arena, *room, size, "diagnostics");
    if (n > 0) {
        memcpy(grown, old, n * size);
    }
    return grown;
}

uint16_t diag_add_source(struct diag *d, const char *name, struct view text,
                         struct span included_at)
{
    assert(d->n_sources < MOST_SOURCES); /* the loader refuses long include chains before */
    d->sources = one_more(d->arena, d->sources, d->n_sources, &d->room_sources, sizeof *d->sources);
    d->sources[d->n_sources] =
        (struct source){.name = name, .text = text, .included_at = included_at};
    return (uint16_t)d->n_sources++;
}

const char *diag_source_name(const struct diag *d, uint16_t source)
{
    return source < d->n_sources ? d->sources[source].name : "?";
}

__attribute__((format(printf, 2, 0))) static char *print_args(struct arena *arena,
                                                              const char *format, va_list args)
{
    va_list again;

    va_copy(again, args);
    const int length = vsnprintf(NULL, 0, format, args);
    const size_t room = (size_t)(length > 0 ? length : 0) + 1;
    char *const text = arena_take(arena, room, 1, "diagnostics");
    (void)vsnprintf(text, room, format, again);
    va_end(again);
    return text;
}

static bool same_place(struct span a, struct span b)
{
    return a.source == b.source && a.line == b.line && a.column == b.column;
}

void diag_add(struct diag *d, enum diag_code code, struct span at, const char *format, ...)
{
    const bool is_warning = (int)code >= FIRST_WARNING;

    d->last_was_kept = false;
    d->n_met += is_warning ? 0 : 1;
    for (size_t i = 0; i < d->n_entries && at.line > 0; i++) {
        if (d->entries[i].code == code && same_place(d->entries[i].at, at)) {
            return;
        }
    }
    if (is_warning) {
        d->n_warnings++;
    } else {
        d->n_errors++;
    }
    if (d->n_entries == MOST_KEPT) {
        return;
    }
    d->entries = one_more(d->arena, d->entries, d->n_entries, &d->room_entries, sizeof *d->entries);
    va_list args;
    va_start(args, format);
    d->entries[d->n_entries++] = (struct diag_entry){
        .code = code,
        .is_warning = is_warning,
        .at = at,
        .message = print_args(d->arena, format, args),
    };
    va_end(args);
    d->last_was_kept = true;
    d->is_sorted = false;
}

void diag_note(struct diag *d, const char *format, ...)
{
    if (!d->last_was_kept) {
        return;
    }
    va_list args;
    va_start(args, format);
    d->entries[d->n_entries - 1].note = print_args(d->arena, format, args);
    va_end(args);
}

size_t diag_n_errors(const struct diag *d)
{
    return d->n_errors;
}

size_t diag_n_met(const struct diag *d)
{
    return d->n_met;
}

size_t diag_n_warnings(const struct diag *d)
{
    return d->n_warnings;
}

bool diag_entry_at(const struct diag *d, size_t i, struct diag_entry *ret_entry)
{
    if (i >= d->n_entries) {
        return false;
    }
    *ret_entry = d->entries[i];
    return true;
}

static int compare_numbers(unsigned long a, unsigned long b)
{
    return (a > b) - (a < b);
}

static int compare_entries(const void *x, const void *y)
{
    const struct diag_entry *a = x;
    const struct diag_entry *b = y;
    int order = compare_numbers(a->at.source, b->at.source);

    if (order == 0) {
        order = compare_numbers(a->at.line, b->at.line);
    }
    if (order == 0) {
        order = compare_numbers(a->at.column, b->at.column);
    }
    if (order == 0) {
        order = compare_numbers(a->code, b->code);
    }
    return order != 0 ? order : strcmp(a->message, b->message);
}

static struct view line_of(struct view text, uint32_t line)
{
    const char *at = text.at;
    const char *const end = text.at + text.length;

    for (uint32_t l = 1; l < line && at < end; at++) {
        if (*at == '\n') {
            l++;
        }
    }
    const char *stop = at;
    while (stop < end && *stop != '\n' && *stop != '\r') {
        stop++;
    }
    return (struct view){.at = at, .length = (size_t)(stop - at)};
}

static bool begins_character(char c)
{
    return ((unsigned char)c & 0xc0u) != 0x80u;
}

/* White space up to the column (tabs kept, so that the caret stands right), then ^~~~. */
static void add_caret(struct text *t, struct view line, struct span at)
{
    uint32_t column = 1;
    size_t i = 0;

    text_add(t, "      | ");
    for (; i < line.length && column < at.column; i++) {
        if (i > 0 && !begins_character(line.at[i])) {
            continue;
        }
        text_add(t, "%c", line.at[i] == '\t' ? '\t' : ' ');
        column++;
    }
    while (i < line.length && !begins_character(line.at[i])) {
        i++;
    }
    size_t rest = 0;
    for (; i < line.length; i++) {
        rest += begins_character(line.at[i]);
    }
    const size_t length = at.length < rest ? at.length : rest;
    text_add(t, "^");
    for (size_t k = 1; k < length; k++) {
        text_add(t, "~");
    }
    text_add(t, "\n");
}

static void render_entry(const struct diag *d, const struct diag_entry *e, struct text *t)
{
    const struct source *const s = &d->sources[e->at.source];
    const char *const level = e->is_warning ? "warning" : "error";

    for (struct span from = s->included_at; from.line > 0;
         from = d->sources[from.source].included_at) {
        text_add(t, "in a file included at %s:%u:%u:\n", d->sources[from.source].name, from.line,
                 from.column);
    }
    if (e->at.line == 0) {
        text_add(t, "%s: %s: %s [E%d]\n", s->name, level, e->message, (int)e->code);
    } else {
        const struct view line = line_of(s->text, e->at.line);
        text_add(t, "%s:%u:%u: %s: %s [E%d]\n", s->name, e->at.line, e->at.column, level,
                 e->message, (int)e->code);
        if (line.length > 0) {
            text_add(t, "%5u | %.*s\n", e->at.line, (int)line.length, line.at);
            add_caret(t, line, e->at);
        }
    }
    if (e->note != NULL) {
        text_add(t, "      note: %s\n", e->note);
    }
}

void diag_render(struct diag *d, size_t n_most, struct text *ret_text)
{
    if (!d->is_sorted && d->n_entries > 1) {
        qsort(d->entries, d->n_entries, sizeof *d->entries, compare_entries);
    }
    d->is_sorted = true;
    for (size_t i = 0; i < d->n_entries && i < n_most; i++) {
        render_entry(d, &d->entries[i], ret_text);
    }
    const size_t n = d->n_errors + d->n_warnings;
    if (n > n_most) {
        text_add(ret_text, "(%zu more problems are not shown)\n", n - n_most);
    }
}

#define CODE_ROW(name, number, text) {(number), (text)},
static const struct {
    long number;
    const char *text;
} codes[] = {DIAG_CODES(CODE_ROW)};
#undef CODE_ROW

const char *diag_code_text(long number)
{
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        if (codes[i].number == number) {
            return codes[i].text;
        }
    }
    return NULL;
}

long diag_code_at(size_t i)
{
    return i < sizeof codes / sizeof codes[0] ? codes[i].number : 0;
}
