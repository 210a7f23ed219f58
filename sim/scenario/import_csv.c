/* import_csv.c - traces from a table of text, a line an instant.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "sim/scenario/import_series.h"

enum { NO_COLUMN = -1 };

/* A line of the file and its number. */
struct line {
    struct view text;
    uint32_t number;
};

/* Where the two columns stand, counted from 0. */
struct columns {
    long time;
    long value;
};

bool csv_field(struct view line, long k, struct view *ret_field)
{
    const char *at = line.at;
    const char *const end = line.at + line.length;

    for (; k > 0; k--) {
        const char *const comma = memchr(at, ',', (size_t)(end - at));
        if (comma == NULL) {
            return false;
        }
        at = comma + 1;
    }
    const char *const comma = memchr(at, ',', (size_t)(end - at));
    *ret_field = (struct view){at, (size_t)((comma != NULL ? comma : end) - at)};
    return true;
}

static struct series_place place_of(const struct series *s, struct line line, struct view field)
{
    const struct span at = {.source = s->source,
                            .line = line.number,
                            .column = (uint32_t)(view_trim(field).at - line.text.at) + 1,
                            .length = 1};

    return (struct series_place){.at = at};
}

void csv_heading(struct view field, struct view *ret_name, struct view *ret_unit)
{
    const struct view v = view_trim(field);
    const char *const open = memchr(v.at, '[', v.length);

    *ret_name = v;
    *ret_unit = (struct view){v.at, 0};
    if (open != NULL && v.at[v.length - 1] == ']') {
        *ret_name = view_trim((struct view){v.at, (size_t)(open - v.at)});
        *ret_unit = view_trim((struct view){open + 1, v.length - (size_t)(open - v.at) - 2});
    }
}

static void add_no_column(struct series *s, struct view heading, const struct doc_node *wanted)
{
    struct nearest near = {.word = wanted->text};
    struct view field;

    for (long k = 0; csv_field(heading, k, &field); k++) {
        struct view name;
        struct view unit;
        csv_heading(field, &name, &unit);
        nearest_try(&near, text_copy(s->arena, name));
    }
    const char *const found = nearest_found(&near);
    diag_add(s->diag, DIAG_BAD_TRACE, wanted->at, "%s has no column '%s'%s%s%s", s->request->path,
             wanted->text, found != NULL ? "; did you mean '" : "", found != NULL ? found : "",
             found != NULL ? "'?" : "");
    s->n_problems++;
}

/* The column with a wanted heading, or the other one where nothing is wanted. */
static long find_column(struct series *s, struct view heading, const struct doc_node *wanted,
                        long otherwise)
{
    struct view field;

    if (wanted == NULL) {
        return otherwise;
    }
    for (long k = 0; csv_field(heading, k, &field); k++) {
        struct view name;
        struct view unit;
        csv_heading(field, &name, &unit);
        if (view_is(name, wanted->text)) {
            return k;
        }
    }
    add_no_column(s, heading, wanted);
    return NO_COLUMN;
}

static bool take_heading(struct series *s, struct line line, struct columns *ret)
{
    struct view fields[2];
    struct view name;
    struct view units[2];

    ret->time = find_column(s, line.text, s->request->time, 0);
    ret->value = find_column(s, line.text, s->request->column, ret->time == 0 ? 1 : 0);
    if (ret->time == NO_COLUMN || ret->value == NO_COLUMN) {
        return false;
    }
    if (!csv_field(line.text, ret->time, &fields[0]) ||
        !csv_field(line.text, ret->value, &fields[1])) {
        series_problem(s, place_of(s, line, line.text),
                       "the heading needs two columns, such as 'time,utilisation'");
        return false;
    }
    csv_heading(fields[0], &name, &units[0]);
    csv_heading(fields[1], &name, &units[1]);
    return series_units(s, units[0], place_of(s, line, units[0]), units[1],
                        place_of(s, line, units[1]));
}

bool csv_number(struct view field, double *ret_value)
{
    size_t taken = 0;
    const struct view v = view_trim(field);

    return text_to_double(v, ret_value, &taken) == NUMBER_OK && taken == v.length;
}

static void take_line(struct series *s, const struct columns *columns, struct line line)
{
    struct view fields[2];
    double time = 0.0;
    double value = 0.0;

    if (!csv_field(line.text, columns->time, &fields[0]) ||
        !csv_field(line.text, columns->value, &fields[1])) {
        series_problem(s, place_of(s, line, line.text), "the line ends before its value");
        return;
    }
    if (!csv_number(fields[0], &time)) {
        series_problem(s, place_of(s, line, fields[0]), "the time is not a number");
        return;
    }
    if (!csv_number(fields[1], &value)) {
        series_problem(s, place_of(s, line, fields[1]),
                       s->is_power ? "the power is not a number"
                                   : "the utilisation is not a number");
        return;
    }
    series_take(s, time, place_of(s, line, fields[0]), value, place_of(s, line, fields[1]));
}

static size_t count_lines(struct view text)
{
    size_t n = 1;

    for (size_t i = 0; i < text.length; i++) {
        n += text.at[i] == '\n';
    }
    return n;
}

enum status import_csv(struct series *s, const struct trace **ret_trace)
{
    struct view text;
    const enum status st =
        doc_read_file(s->arena, s->request->path, s->request->at, s->diag, &text);
    if (st != STATUS_OK) {
        return st;
    }
    s->source = diag_add_source(s->diag, s->request->path, text, s->request->at);
    series_room(s, count_lines(text));
    struct columns columns = {NO_COLUMN, NO_COLUMN};
    bool has_heading = false;
    uint32_t number = 0;

    for (size_t i = 0; i < text.length;) {
        const char *const end = memchr(text.at + i, '\n', text.length - i);
        const size_t length = end != NULL ? (size_t)(end - text.at) - i : text.length - i;
        const struct line line = {view_trim((struct view){text.at + i, length}), ++number};
        i += length + 1;
        if (line.text.length == 0 || line.text.at[0] == '#') {
            continue;
        }
        if (has_heading) {
            take_line(s, &columns, line);
        } else if (!take_heading(s, line, &columns)) {
            return STATUS_BAD_INPUT;
        }
        has_heading = true;
    }
    return series_finish(s, ret_trace);
}
