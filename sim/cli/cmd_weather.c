/* cmd_weather.c - headroom weather: what a weather file holds for cooling; or a synthetic one.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "models/weather/synthetic.h"
#include "sim/cli/cmd.h"
#include "sim/cli/json.h"
#include "sim/cli/option_rows.h"
#include "sim/cli/term.h"
#include "sim/scenario/import_epw.h"

/* Thresholds of economisers: chilled water, warm water and their approaches; supply air; condensation. */
static const struct {
    const char *name;
    const char *text;
    size_t series; /* 0 dry bulb, 1 wet bulb, 2 dew point */
    double limit_c;
    bool is_above;
} lines[] = {
    {"wet_bulb_at_most_10", "wet bulb at most 10 degC", 1, 10.0, false},
    {"wet_bulb_at_most_18", "wet bulb at most 18 degC", 1, 18.0, false},
    {"wet_bulb_at_most_22", "wet bulb at most 22 degC", 1, 22.0, false},
    {"dry_bulb_at_most_18", "dry bulb at most 18 degC", 0, 18.0, false},
    {"dry_bulb_at_most_27", "dry bulb at most 27 degC", 0, 27.0, false},
    {"dry_bulb_at_most_35", "dry bulb at most 35 degC", 0, 35.0, false},
    {"dew_point_above_15", "dew point above 15 degC", 2, 15.0, true},
};
enum { N_LINES = sizeof lines / sizeof lines[0] };

static size_t hours_of(const struct weather_hours *w, size_t i)
{
    const double *const series[] = {w->dry_bulb_c, w->wet_bulb_c, w->dew_point_c};
    const size_t below = weather_hours_at_most(series[lines[i].series], w->n, lines[i].limit_c);

    return lines[i].is_above ? w->n - below : below;
}

static void print_text(const struct weather_hours *w)
{
    (void)printf("%s, %.0f m, %zu hours", w->place, w->elevation_m, w->n);
    (void)printf(w->n_repaired > 0 ? ", %zu values interpolated\n\n" : "\n\n", w->n_repaired);
    (void)printf("hottest dry bulb %.1f degC, wet bulb %.1f degC, dew point %.1f degC\n\n",
                 weather_hours_max(w->dry_bulb_c, w->n), weather_hours_max(w->wet_bulb_c, w->n),
                 weather_hours_max(w->dew_point_c, w->n));
    for (size_t i = 0; i < N_LINES; i++) {
        const size_t hours = hours_of(w, i);
        (void)printf("%-26s %5zu h  %5.1f %%\n", lines[i].text, hours,
                     100.0 * (double)hours / (double)w->n);
    }
    (void)printf("\n");
    term_say("", 0,
             "A tower's economiser is on where wet bulb + tower approach + exchanger approach stay "
             "below the supply; a dry cooler where dry bulb + approach do.");
}

static void print_json(const struct weather_hours *w)
{
    struct json j = {0};

    json_open(&j, NULL, '{');
    json_text(&j, "schema", "headroom.weather/1");
    json_text(&j, "place", w->place);
    json_number(&j, "elevation_m", w->elevation_m);
    json_number(&j, "hours", (double)w->n);
    json_number(&j, "values_interpolated", (double)w->n_repaired);
    json_number(&j, "dry_bulb_max_c", weather_hours_max(w->dry_bulb_c, w->n));
    json_number(&j, "wet_bulb_max_c", weather_hours_max(w->wet_bulb_c, w->n));
    json_number(&j, "dew_point_max_c", weather_hours_max(w->dew_point_c, w->n));
    json_open(&j, "hours_with", '{');
    for (size_t i = 0; i < N_LINES; i++) {
        json_number(&j, lines[i].name, (double)hours_of(w, i));
    }
    json_close(&j, '}');
    json_close(&j, '}');
    json_print(&j);
}

/* ---------------------------------------------------------------- synthetic */

static void write_headings(FILE *f, const struct synthetic_climate *c)
{
    (void)fprintf(f,
                  "LOCATION,Synthetic %s,-,nowhere,headroom synthetic,000000,0.00,0.00,0.0,%.1f\n"
                  "DESIGN CONDITIONS,0\n"
                  "TYPICAL/EXTREME PERIODS,0\n"
                  "GROUND TEMPERATURES,0\n"
                  "HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0\n",
                  c->name, c->elevation_m);
    (void)fprintf(
        f,
        "COMMENTS 1,SYNTHETIC: computed from cosines by headroom; measured nowhere and of "
        "no place\n"
        "COMMENTS 2,dry bulb %g + %g cos(year) + %g cos(day) degC; dew point %g + %g "
        "cos(year); no radiation and no wind\n"
        "DATA PERIODS,1,1,Data,Sunday, 1/ 1,12/31\n",
        c->dry_mean_c, c->dry_year_k, c->dry_day_k, c->dew_mean_c, c->dew_year_k);
}

static void write_hours(FILE *f, const struct synthetic_climate *c)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    size_t hour = 0;

    for (int month = 1; month <= 12; month++) {
        for (int k = 0; k < 24 * days[month - 1]; k++) {
            const struct synthetic_hour h = synthetic_hour(c, hour++);
            (void)fprintf(f, "2017,%d,%d,%d,0,-,%.2f,%.2f,%.1f,%.0f", month, k / 24 + 1, k % 24 + 1,
                          h.dry_bulb_c, h.dew_point_c, 100.0 * h.humidity_frac, h.pressure_pa);
            (void)fprintf(f,
                          ",9999,9999,9999,9999,9999,9999,999999,999999,999999,9999,999,999,99,99,"
                          "9999,99999,9,999999999,999,.999,999,99,999,999,99\n");
        }
    }
}

static int make(const char *climate, const char *path)
{
    struct nearest near = {.word = climate};
    const struct synthetic_climate *c = NULL;

    for (size_t i = 0; (c = synthetic_climate_at(i)) != NULL; i++) {
        if (strcmp(c->name, climate) == 0) {
            break;
        }
        nearest_try(&near, c->name);
    }
    if (c == NULL) {
        cmd_error_unknown("there is no synthetic climate", climate, nearest_found(&near),
                          "; use cold, hot-dry or hot-humid");
        return EXIT_BAD_USAGE;
    }
    FILE *const f = fopen(path, "w");
    if (f == NULL) {
        cmd_error("%s cannot be written: %s", path, strerror(errno));
        return EXIT_NO_FILE;
    }
    write_headings(f, c);
    write_hours(f, c);
    const bool is_bad = ferror(f) != 0;
    if (fclose(f) != 0 || is_bad) {
        cmd_error("%s cannot be written: %s", path, strerror(errno));
        return EXIT_NO_FILE;
    }
    (void)printf("%s: a synthetic %s year, measured nowhere\n", path, c->name);
    return EXIT_DONE;
}

static int weather_command(const struct command *self, const struct options *options)
{
    const char *const path = options->words[0];

    (void)self;
    if (options->climate != NULL) {
        return make(options->climate, path);
    }
    struct arena *const arena = cmd_arena();
    struct diag *const diag = diag_create(arena);
    const struct weather_hours *w = NULL;
    const struct span whole = {.source =
                                   diag_add_source(diag, path, (struct view){0}, (struct span){0})};
    const enum status st = import_epw(arena, path, whole, diag, &w);
    const int code = cmd_report_problems(diag, options);

    if (st == STATUS_OK && code == EXIT_DONE) {
        options->is_json ? print_json(w) : print_text(w);
    }
    arena_destroy(arena);
    return code;
}

static const struct option_row option_rows[] = {
    {.name = "make",
     .kind = OPTION_TEXT,
     .argument = "cold|hot-dry|hot-humid",
     .text = "write a synthetic year instead",
     FIELD(climate)},
    JSON_ROW,
    STRICT_ROW,
    HELP_ROW,
    {0},
};

const struct command command_weather = {
    .name = "weather",
    .arguments = "FILE.epw",
    .summary = "what a weather file holds: extremes, hours of free cooling",
    .example = "headroom weather --make hot-dry year.epw",
    .options = option_rows,
    .n_least = 1,
    .n_most = 1,
    .run = weather_command,
};
