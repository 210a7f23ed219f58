/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/import_trace.h"

#include <string.h>

enum { MOST_PROBLEMS = 5 };

struct csv {
    struct arena *arena;
    struct diag *diag;
    uint16_t source;
    size_t n_problems;
    double *time_s;
    double *value;
    size_t n;
};

static struct span line_span(const struct csv *c, uint32_t line, size_t column)
{
    return (struct span){
        .source = c->source, .line = line, .column = (uint32_t)column + 1, .length = 1};
}

static void add_problem(struct csv *c, uint32_t line, size_t column, const char *what)
{
    if (c->n_problems++ < MOST_PROBLEMS) {
        diag_add(c->diag, DIAG_BAD_TRACE, line_span(c, line, column), "%s", what);
    }
}

/* A number that fills the whole field. */
static bool read_field(struct view field, double *ret_value)
{
    size_t taken = 0;
    const struct view v = view_trim(field);

    return text_to_double(v, ret_value, &taken) == NUMBER_OK && taken == v.length;
}

static void take_line(struct csv *c, struct view line, uint32_t number)
{
    const char *const comma = memchr(line.at, ',', line.length);
    const size_t split = comma != NULL ? (size_t)(comma - line.at) : line.length;
    double time_s = 0.0;
    double value = 0.0;

    if (comma == NULL) {
        add_problem(c, number, 0, "a line needs two values, 'seconds,utilisation'");
        return;
    }
    if (!read_field((struct view){line.at, split}, &time_s)) {
        add_problem(c, number, 0, "the time is not a number");
        return;
    }
    if (!read_field((struct view){line.at + split + 1, line.length - split - 1}, &value)) {
        add_problem(c, number, split + 1, "the utilisation is not a number");
        return;
    }
    if (value < 0.0 || value > 1.0) {
        add_problem(c, number, split + 1, "the utilisation must lie between 0 and 1");
        return;
    }
    if (c->n == 0 ? time_s != 0.0 : time_s <= c->time_s[c->n - 1]) {
        add_problem(c, number, 0, c->n == 0 ? "the first time must be 0" : "the times must rise");
        return;
    }
    c->time_s[c->n] = time_s;
    c->value[c->n] = value;
    c->n++;
}

static size_t count_lines(struct view text)
{
    size_t n = 1;

    for (size_t i = 0; i < text.length; i++) {
        n += text.at[i] == '\n';
    }
    return n;
}

enum status import_trace(struct arena *arena, const char *path, struct span at, struct diag *diag,
                         const struct trace **ret_trace)
{
    struct view text;
    const enum status st = doc_read_file(arena, path, at, diag, &text);
    if (st != STATUS_OK) {
        return st;
    }
    const size_t n_lines = count_lines(text);
    struct csv c = {
        .arena = arena,
        .diag = diag,
        .source = diag_add_source(diag, path, text, at),
        .time_s = ARENA_ARRAY(arena, double, n_lines, "trace"),
        .value = ARENA_ARRAY(arena, double, n_lines, "trace"),
    };
    bool is_heading = true;
    uint32_t number = 0;

    for (size_t i = 0; i < text.length;) {
        const char *const end = memchr(text.at + i, '\n', text.length - i);
        const size_t length = end != NULL ? (size_t)(end - text.at) - i : text.length - i;
        const struct view line = view_trim((struct view){text.at + i, length});
        i += length + 1;
        number++;
        if (line.length == 0 || line.at[0] == '#') {
            continue;
        }
        if (!is_heading) {
            take_line(&c, line, number);
        }
        is_heading = false;
    }
    if (c.n == 0 && c.n_problems == 0) {
        diag_add(diag, DIAG_BAD_TRACE, (struct span){.source = c.source},
                 "the file has no values below its heading");
    }
    if (c.n == 0 || c.n_problems > 0) {
        return STATUS_BAD_INPUT;
    }
    struct trace *const trace = arena_take(arena, 1, sizeof *trace, "trace");
    *trace = (struct trace){.n = c.n, .time_s = c.time_s, .value = c.value};
    *ret_trace = trace;
    return STATUS_OK;
}
