/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/import_meter.h"

#include <math.h>
#include <string.h>

#include "sim/scenario/document.h"
#include "sim/scenario/import_series.h"

enum { N_COLUMNS = 3, MOST_PROBLEMS = 5 };

struct reader {
    struct arena *arena;
    struct diag *diag;
    uint16_t source;
    const struct unit *time_unit;
    const struct unit *power_unit;
    struct meter *meter;
    size_t n_problems;
};

static void problem(struct reader *r, struct view line, struct view field, uint32_t number,
                    const char *what)
{
    const struct span at = {.source = r->source,
                            .line = number,
                            .column = (uint32_t)(view_trim(field).at - line.at) + 1,
                            .length = 1};

    if (r->n_problems++ < MOST_PROBLEMS) {
        diag_add(r->diag, DIAG_BAD_TRACE, at, "%s", what);
    }
}

static const struct unit *unit_of(struct arena *arena, struct view heading, const char *si)
{
    struct view name;
    struct view unit;

    csv_heading(heading, &name, &unit);
    return unit.length > 0 ? units_find(units_dimension(si), text_copy(arena, unit)) : NULL;
}

static bool split(struct view line, struct view *fields)
{
    bool is_whole = true;

    for (long k = 0; k < N_COLUMNS; k++) {
        is_whole = is_whole && csv_field(line, k, &fields[k]);
    }
    return is_whole;
}

static bool take_heading(struct reader *r, struct view line, uint32_t number)
{
    struct view fields[N_COLUMNS];

    if (split(line, fields)) {
        r->time_unit = unit_of(r->arena, fields[0], "s");
        r->power_unit = unit_of(r->arena, fields[2], "W");
    }
    if (r->time_unit == NULL || r->power_unit == NULL) {
        problem(r, line, line, number,
                "the heading needs time, name and power with units, such as 'time "
                "[h],workload,power [kW]'");
        return false;
    }
    return true;
}

/* The last reading of this name, or NULL. */
static const struct meter_reading *last_of(const struct meter *m, const char *name)
{
    for (size_t k = m->n; k > 0; k--) {
        if (strcmp(m->readings[k - 1].name, name) == 0) {
            return &m->readings[k - 1];
        }
    }
    return NULL;
}

static void take_line(struct reader *r, struct view line, uint32_t number)
{
    struct view fields[N_COLUMNS];
    double time = 0.0;
    double power = 0.0;

    if (!split(line, fields)) {
        problem(r, line, line, number, "the line ends before its power");
        return;
    }
    if (!csv_number(fields[0], &time) || !csv_number(fields[2], &power) || !(power >= 0.0)) {
        problem(r, line, csv_number(fields[0], &time) ? fields[2] : fields[0], number,
                "time and power must be numbers, and the power not negative");
        return;
    }
    const struct meter_reading reading = {.time_s = time * r->time_unit->factor,
                                          .name = text_copy(r->arena, view_trim(fields[1])),
                                          .power_w = power * r->power_unit->factor};
    const struct meter_reading *const last = last_of(r->meter, reading.name);
    if (last != NULL && !(reading.time_s > last->time_s)) {
        problem(r, line, fields[0], number, "the times of one name must rise");
        return;
    }
    r->meter->readings[r->meter->n++] = reading;
}

static size_t count_lines(struct view text)
{
    size_t n = 1;

    for (size_t i = 0; i < text.length; i++) {
        n += text.at[i] == '\n';
    }
    return n;
}

enum status import_meter(struct arena *arena, const char *path, struct diag *diag,
                         struct meter *ret_meter)
{
    struct reader r = {.arena = arena, .diag = diag, .meter = ret_meter};
    struct view text;
    bool has_heading = false;
    uint32_t number = 0;
    const enum status st = doc_read_file(arena, path, (struct span){0}, diag, &text);

    if (st != STATUS_OK) {
        return st;
    }
    r.source = diag_add_source(diag, path, text, (struct span){0});
    *ret_meter = (struct meter){
        .readings = ARENA_ARRAY(arena, struct meter_reading, count_lines(text), "meter")};
    for (size_t i = 0; i < text.length;) {
        const char *const end = memchr(text.at + i, '\n', text.length - i);
        const size_t length = end != NULL ? (size_t)(end - text.at) - i : text.length - i;
        const struct view line = view_trim((struct view){text.at + i, length});
        i += length + 1;
        number++;
        if (line.length == 0 || line.at[0] == '#') {
            continue;
        }
        if (has_heading) {
            take_line(&r, line, number);
        } else if (!take_heading(&r, line, number)) {
            return STATUS_BAD_INPUT;
        }
        has_heading = true;
    }
    if (ret_meter->n == 0 && r.n_problems == 0) {
        diag_add(diag, DIAG_BAD_TRACE, (struct span){.source = r.source},
                 "the file has no readings below its heading");
    }
    return ret_meter->n == 0 || r.n_problems > 0 ? STATUS_BAD_INPUT : STATUS_OK;
}
