/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/import_epw.h"

#include <math.h>
#include <string.h>

#include "models/model.h"
#include "models/psychro.h"
#include "models/weather/epw_row.h"

enum {
    N_HEADINGS = 8,
    N_YEAR = 8760,
    N_LEAP_YEAR = 8784,
    MOST_PROBLEMS = 5,
    MOST_GAP = 168, /* a week: a longer gap is no measurement any more */
};

struct epw {
    struct arena *arena;
    struct diag *diag;
    uint16_t source;
    size_t n_problems;
    struct epw_row *rows;
    size_t n;
    const char *place;
    double elevation_m;
};

static void add_problem(struct epw *e, uint32_t line, const char *what)
{
    if (e->n_problems++ < MOST_PROBLEMS) {
        diag_add(e->diag, DIAG_BAD_WEATHER,
                 (struct span){.source = e->source, .line = line, .column = 1, .length = 1}, "%s",
                 what);
    }
}

/* ----------------------------------------------------------------- heading */

/* Field i of a line, trimmed; empty when there is none. */
static struct view field_of(struct view line, size_t i)
{
    const char *at = line.at;
    size_t left = line.length;

    for (; i > 0; i--) {
        const char *const comma = memchr(at, ',', left);
        if (comma == NULL) {
            return (struct view){line.at, 0};
        }
        left -= (size_t)(comma + 1 - at);
        at = comma + 1;
    }
    const char *const comma = memchr(at, ',', left);
    return view_trim((struct view){at, comma != NULL ? (size_t)(comma - at) : left});
}

/* LOCATION,city,state,country,source,WMO,latitude,longitude,time zone,elevation */
static void take_location(struct epw *e, struct view line)
{
    const struct view city = field_of(line, 1);
    const struct view country = field_of(line, 3);
    size_t taken = 0;

    if (!view_starts(line, "LOCATION,")) {
        add_problem(e, 1, "the first line of an EPW file begins with 'LOCATION,'");
        return;
    }
    if (text_to_double(field_of(line, 9), &e->elevation_m, &taken) != NUMBER_OK) {
        add_problem(e, 1, "the tenth field of the first line should be the elevation");
        return;
    }
    e->place = text_print(e->arena, "%.*s, %.*s", (int)city.length, city.at, (int)country.length,
                          country.at);
}

/* -------------------------------------------------------------------- hours */

/* Days before each month; a row's place in the year tells whether hours are missing or doubled. */
static size_t place_of(const struct epw_row *row, bool is_leap)
{
    static const size_t before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    const size_t month = (size_t)row->month - 1;
    const size_t extra = is_leap && month > 1 ? 1 : 0;

    return (before[month] + extra + (size_t)row->day - 1) * 24 + (size_t)row->hour - 1;
}

static void take_hour(struct epw *e, struct view line, uint32_t number)
{
    struct epw_row *const row = &e->rows[e->n];

    if (e->n == N_LEAP_YEAR) {
        add_problem(e, number, "the file has more hours than a leap year");
        return;
    }
    if (epw_row_parse(line.at, line.length, row) != STATUS_OK) {
        add_problem(e, number, "an hour needs its date and at least ten fields");
        return;
    }
    if (e->n != place_of(row, false) && e->n != place_of(row, true)) {
        add_problem(e, number, "this hour does not follow the one before it");
    }
    e->n++;
}

static void read_lines(struct epw *e, struct view text)
{
    uint32_t number = 0;

    for (size_t i = 0; i < text.length && e->n_problems < MOST_PROBLEMS;) {
        const char *const end = memchr(text.at + i, '\n', text.length - i);
        const size_t length = end != NULL ? (size_t)(end - text.at) - i : text.length - i;
        const struct view line = view_trim((struct view){text.at + i, length});
        i += length + 1;
        number++;
        if (number == 1) {
            take_location(e, line);
        } else if (number > N_HEADINGS && line.length > 0) {
            take_hour(e, line, number);
        }
    }
    if (e->n_problems == 0 && e->n != N_YEAR && e->n != N_LEAP_YEAR) {
        diag_add(e->diag, DIAG_BAD_WEATHER, (struct span){.source = e->source},
                 "the file has %zu hours; a year has 8760, a leap year 8784", e->n);
        e->n_problems++;
    }
}

/* ------------------------------------------------------------------- repair */

/* Straight between the neighbours of each gap, around the year's end. Returns how many were missing, or
 * n when there is nothing to go by. */
static size_t repair(double *value, size_t n, size_t *ret_longest)
{
    size_t n_missing = 0;
    size_t first = 0;

    while (first < n && isnan(value[first])) {
        first++;
    }
    if (first == n) {
        *ret_longest = n;
        return n;
    }
    for (size_t k = 1, gap = 0; k <= n; k++) {
        const size_t i = (first + k) % n;
        if (isnan(value[i])) {
            gap++;
            continue;
        }
        const double before = value[(i + n - gap - 1) % n];
        for (size_t j = 0; j < gap; j++) {
            const double share = (double)(j + 1) / (double)(gap + 1);
            value[(i + n - gap + j) % n] = before + (value[i] - before) * share;
        }
        n_missing += gap;
        *ret_longest = gap > *ret_longest ? gap : *ret_longest;
        gap = 0;
    }
    return n_missing;
}

static void add_gaps(struct epw *e, size_t n_missing, size_t longest)
{
    const struct span whole = {.source = e->source};

    if (longest > MOST_GAP) {
        diag_add(
            e->diag, DIAG_BAD_WEATHER, whole,
            "%zu hours in a row have no dry bulb, pressure or moisture: too long to interpolate",
            longest);
        e->n_problems++;
    } else if (n_missing > 0) {
        diag_add(
            e->diag, DIAG_REPAIRED, whole,
            "%zu missing values of dry bulb, pressure or moisture were interpolated, the longest "
            "gap %zu h",
            n_missing, longest);
    }
}

/* Moisture is one quantity by two names: a dew point that is missing follows from the humidity, and only
 * where both are missing is there a gap. */
static double dew_of(const struct epw_row *row)
{
    double dew_c = PARAM_UNKNOWN;

    if (!isnan(row->dew_point_c) || isnan(row->humidity_frac) || isnan(row->dry_bulb_c)) {
        return row->dew_point_c;
    }
    const double vapour_pa = row->humidity_frac * psychro_saturation_pa(row->dry_bulb_c);
    return psychro_dew_point_c(vapour_pa, &dew_c) == STATUS_OK ? dew_c : PARAM_UNKNOWN;
}

static size_t repair_all(struct epw *e)
{
    double *const dry_c = ARENA_ARRAY(e->arena, double, e->n, "weather");
    double *const dew_c = ARENA_ARRAY(e->arena, double, e->n, "weather");
    double *const pressure_pa = ARENA_ARRAY(e->arena, double, e->n, "weather");
    size_t longest = 0;

    for (size_t i = 0; i < e->n; i++) {
        dry_c[i] = e->rows[i].dry_bulb_c;
        dew_c[i] = dew_of(&e->rows[i]);
        pressure_pa[i] = e->rows[i].pressure_pa;
    }
    const size_t n_missing = repair(dry_c, e->n, &longest) + repair(dew_c, e->n, &longest) +
                             repair(pressure_pa, e->n, &longest);
    for (size_t i = 0; i < e->n; i++) {
        /* The humidity of an hour whose dry bulb is missing says nothing of its moisture. */
        if (isnan(e->rows[i].dry_bulb_c)) {
            e->rows[i].humidity_frac = PARAM_UNKNOWN;
        }
        e->rows[i].dry_bulb_c = dry_c[i];
        e->rows[i].dew_point_c = dew_c[i];
        e->rows[i].pressure_pa = pressure_pa[i];
    }
    add_gaps(e, n_missing, longest);
    return n_missing;
}

static const struct weather_hours *make_hours(struct epw *e, size_t n_repaired)
{
    double *const dry_c = ARENA_ARRAY(e->arena, double, e->n, "weather");
    double *const wet_c = ARENA_ARRAY(e->arena, double, e->n, "weather");
    double *const dew_c = ARENA_ARRAY(e->arena, double, e->n, "weather");
    double *const pressure_pa = ARENA_ARRAY(e->arena, double, e->n, "weather");
    struct weather_hours *const hours = arena_take(e->arena, 1, sizeof *hours, "weather");

    for (size_t i = 0; i < e->n; i++) {
        struct epw_air air = {0};
        if (epw_row_air(&e->rows[i], &air) != STATUS_OK) {
            add_problem(e, (uint32_t)(i + N_HEADINGS + 1), "no air has this state");
        }
        dry_c[i] = e->rows[i].dry_bulb_c;
        wet_c[i] = air.wet_bulb_c;
        dew_c[i] = air.dew_point_c;
        pressure_pa[i] = e->rows[i].pressure_pa;
    }
    *hours = (struct weather_hours){.n = e->n,
                                    .dry_bulb_c = dry_c,
                                    .wet_bulb_c = wet_c,
                                    .dew_point_c = dew_c,
                                    .pressure_pa = pressure_pa,
                                    .place = e->place,
                                    .elevation_m = e->elevation_m,
                                    .n_repaired = n_repaired};
    return hours;
}

enum status import_epw(struct arena *arena, const char *path, struct span at, struct diag *diag,
                       const struct weather_hours **ret_hours)
{
    struct view text;
    const enum status st = doc_read_file(arena, path, at, diag, &text);
    if (st != STATUS_OK) {
        return st;
    }
    struct epw e = {
        .arena = arena,
        .diag = diag,
        .source = diag_add_source(diag, path, text, at),
        .rows = ARENA_ARRAY(arena, struct epw_row, N_LEAP_YEAR + 1, "weather"),
        .place = "",
    };

    read_lines(&e, text);
    const size_t n_repaired = e.n_problems == 0 ? repair_all(&e) : 0;
    if (e.n_problems == 0) {
        *ret_hours = make_hours(&e, n_repaired);
    }
    return e.n_problems == 0 ? STATUS_OK : STATUS_BAD_INPUT;
}
