/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/base/text.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct view view_of(const char *text)
{
    return (struct view){.at = text, .length = strlen(text)};
}

bool view_is(struct view v, const char *text)
{
    return strlen(text) == v.length && memcmp(v.at, text, v.length) == 0;
}

bool view_starts(struct view v, const char *prefix)
{
    const size_t n = strlen(prefix);

    return n <= v.length && memcmp(v.at, prefix, n) == 0;
}

struct view view_trim(struct view v)
{
    while (v.length > 0 && isspace((unsigned char)v.at[0])) {
        v.at++;
        v.length--;
    }
    while (v.length > 0 && isspace((unsigned char)v.at[v.length - 1])) {
        v.length--;
    }
    return v;
}

char *text_copy(struct arena *arena, struct view v)
{
    char *const copy = arena_take(arena, v.length + 1, 1, "text");

    memcpy(copy, v.at, v.length);
    return copy;
}

char *text_print(struct arena *arena, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    const int length = vsnprintf(NULL, 0, format, args);
    va_end(args);

    const size_t room = (size_t)(length > 0 ? length : 0) + 1;
    char *const text = arena_take(arena, room, 1, "text");
    va_start(args, format);
    (void)vsnprintf(text, room, format, args);
    va_end(args);
    return text;
}

const char *text_path(struct arena *arena, const char *folder, const char *name)
{
    const bool is_whole = name[0] == '/' || folder == NULL || strcmp(folder, ".") == 0;

    return is_whole ? name : text_print(arena, "%s/%s", folder, name);
}

/* Bytes of the decimal number at the start of s: [sign] digits [. digits] [e [sign] digits]. */
static size_t decimal_length(const char *s)
{
    size_t n = s[0] == '+' || s[0] == '-';
    const size_t first = n;
    size_t digits = 0;

    for (; isdigit((unsigned char)s[n]); n++) {
        digits++;
    }
    if (s[n] == '.') {
        n++;
        for (; isdigit((unsigned char)s[n]); n++) {
            digits++;
        }
    }
    if (digits == 0) {
        return 0;
    }
    if (s[first] == '0' && (s[first + 1] == 'x' || s[first + 1] == 'X')) {
        return 0;
    }
    if (s[n] == 'e' || s[n] == 'E') {
        const size_t sign = s[n + 1] == '+' || s[n + 1] == '-';
        if (isdigit((unsigned char)s[n + 1 + sign])) {
            n += 1 + sign;
            while (isdigit((unsigned char)s[n])) {
                n++;
            }
        }
    }
    return n;
}

enum number_fault text_to_double(struct view v, double *ret_value, size_t *ret_taken)
{
    char token[64];
    const size_t n_copied = v.length < sizeof token - 1 ? v.length : sizeof token - 1;

    memcpy(token, v.at, n_copied);
    token[n_copied] = '\0';

    const size_t taken = decimal_length(token);
    if (taken == 0) {
        const char *s = token + (token[0] == '+' || token[0] == '-');
        const bool not_plain = strncasecmp(s, "nan", 3) == 0 || strncasecmp(s, "inf", 3) == 0 ||
                               strncasecmp(s, "0x", 2) == 0;
        return not_plain ? NUMBER_NOT_PLAIN : NUMBER_NONE;
    }
    if ((token[taken] == ',' || token[taken] == '_') && isdigit((unsigned char)token[taken + 1])) {
        return NUMBER_SEPARATOR;
    }
    if (taken == sizeof token - 1 && v.length > taken) {
        return NUMBER_HUGE; /* a number of more than 62 characters is a mistake */
    }
    token[taken] = '\0';
    const double value = strtod(token, NULL);
    if (!isfinite(value)) {
        return NUMBER_HUGE;
    }
    *ret_value = value;
    *ret_taken = taken;
    return NUMBER_OK;
}

enum { LONGEST_WORD = 40 };

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* Damerau-Levenshtein distance, optimal string alignment. */
int text_distance(const char *a, const char *b)
{
    const size_t n = strlen(a);
    const size_t m = strlen(b);
    int d[LONGEST_WORD + 1][LONGEST_WORD + 1];

    if (n > LONGEST_WORD || m > LONGEST_WORD) {
        return 99;
    }
    for (size_t i = 0; i <= n; i++) {
        d[i][0] = (int)i;
    }
    for (size_t j = 0; j <= m; j++) {
        d[0][j] = (int)j;
    }
    for (size_t i = 1; i <= n; i++) {
        for (size_t j = 1; j <= m; j++) {
            const int x = tolower((unsigned char)a[i - 1]);
            const int y = tolower((unsigned char)b[j - 1]);
            int e = d[i - 1][j - 1] + (x != y);
            e = least(e, d[i - 1][j] + 1);
            e = least(e, d[i][j - 1] + 1);
            if (i > 1 && j > 1 && x == tolower((unsigned char)b[j - 2]) &&
                y == tolower((unsigned char)a[i - 2])) {
                e = least(e, d[i - 2][j - 2] + 1);
            }
            d[i][j] = e;
        }
    }
    return d[n][m];
}

void nearest_try(struct nearest *n, const char *candidate)
{
    const int distance = text_distance(n->word, candidate);

    if (n->best == NULL || distance < n->distance) {
        n->best = candidate;
        n->distance = distance;
    }
}

const char *nearest_found(const struct nearest *n)
{
    const int furthest = (int)strlen(n->word) / 3 + 1;

    return n->best != NULL && n->distance <= furthest ? n->best : NULL;
}

static void grow(struct text *t, size_t more)
{
    if (t->room - t->length > more) {
        return;
    }
    const size_t room = (t->length + more + 1) * 2;
    char *const at = realloc(t->at, room);
    if (at == NULL) {
        abort(); /* a report of megabytes does not exist; see docs/decisions/0009 */
    }
    t->at = at;
    t->room = room;
}

void text_add(struct text *t, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    const int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0) {
        return;
    }
    grow(t, (size_t)length);
    va_start(args, format);
    (void)vsnprintf(t->at + t->length, (size_t)length + 1, format, args);
    va_end(args);
    t->length += (size_t)length;
}

void text_add_view(struct text *t, struct view v)
{
    grow(t, v.length);
    memcpy(t->at + t->length, v.at, v.length);
    t->length += v.length;
    t->at[t->length] = '\0';
}

void text_add_cell(struct text *t, const char *text, int width)
{
    int seen = 0;

    for (const char *at = text; *at != '\0'; at++) {
        seen += ((unsigned char)*at & 0xC0U) != 0x80U; /* not a continuation byte */
    }
    const int room = (width < 0 ? -width : width) - seen;
    const int blanks = room > 0 ? room : 0;
    text_add(t, "%*s%s%*s", width < 0 ? 0 : blanks, "", text, width < 0 ? blanks : 0, "");
}

void text_release(struct text *t)
{
    free(t->at);
    *t = (struct text){0};
}
