/* cmd_show.c - headroom show: racks of a result at a time, or the values of a scenario.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/json.h"
#include "sim/cli/option_rows.h"
#include "sim/cli/scenario_io.h"
#include "sim/results/results.h"

/* -------------------------------------------------------------- a scenario */

/* What a scenario says needs no grade: it is its author's. */
static void show_value(const struct value *v)
{
    const bool is_own = v->origin == ORIGIN_SCENARIO || v->origin == ORIGIN_SET;
    const char *const grade = is_own ? "" : grade_text(v->grade);
    const char *const blank = grade[0] != '\0' || v->source[0] != '\0' ? "  " : "";

    (void)printf("%-52s %-24s %s%s%s%s%s\n", v->path, v->text, origin_text(v->origin), blank, grade,
                 grade[0] != '\0' && v->source[0] != '\0' ? ", " : "", v->source);
}

static void show_values_json(const struct values *values)
{
    struct json j = {0};

    json_open(&j, NULL, '{');
    json_text(&j, "schema", "headroom.values/1");
    json_open(&j, "values", '[');
    for (size_t i = 0; i < values->n; i++) {
        const struct value *const v = &values->items[i];
        json_open(&j, NULL, '{');
        json_text(&j, "path", v->path);
        json_text(&j, "text", v->text);
        json_number(&j, "si", v->si);
        json_text(&j, "unit", v->unit);
        json_text(&j, "origin", origin_text(v->origin));
        json_text(&j, "grade", grade_text(v->grade));
        json_text(&j, "source", v->source);
        json_number(&j, "uses", (double)v->uses);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_print(&j);
}

static int show_scenario(const struct options *options)
{
    struct arena *const arena = cmd_arena();
    struct loaded loaded = {0};
    const int code = scenario_io_load(arena, options->words[0], options, &loaded);

    if (code == EXIT_DONE && options->is_json) {
        show_values_json(&loaded.scenario->values);
    } else if (code == EXIT_DONE) {
        const struct values *const values = &loaded.scenario->values;
        for (size_t i = 0; i < values->n; i++) {
            show_value(&values->items[i]);
        }
    }
    arena_destroy(arena);
    return code;
}

/* ---------------------------------------------------------------- a result */

static const struct {
    const char *variable;
    const char *heading;
} columns[] = {
    {"rack_power_w", "power"},       {"rack_to_liquid_w", "to liquid"},
    {"rack_to_air_w", "to air"},     {"rack_inlet_c", "inlet"},
    {"rack_outlet_c", "outlet"},     {"rack_coolant_supply_c", "coolant"},
    {"rack_headroom_w", "headroom"},
};
enum { N_COLUMNS = sizeof columns / sizeof columns[0] };

static void print_cell(const struct results *r, const struct results_variable *v,
                       const double *values, size_t rack, enum unit_system units)
{
    struct text cell = {0};

    (void)r;
    if (v == NULL || isnan(values[rack])) {
        (void)printf(" %10s", "-");
        return;
    }
    units_print(&cell, v->unit, values[rack], 3, units);
    /* The degree sign has two bytes and one place. */
    const int wide = (int)strlen(cell.at) - (strstr(cell.at, "°") != NULL ? 1 : 0);
    (void)printf(" %*s%s", 10 - wide > 0 ? 10 - wide : 0, "", cell.at);
    text_release(&cell);
}

static int show_racks(const struct results *r, size_t time_index, enum unit_system units)
{
    const struct results_dim *const racks = results_dim(r, "rack");
    double *const values = calloc(racks->n * N_COLUMNS + 1, sizeof *values);
    const struct results_variable *variables[N_COLUMNS];

    if (values == NULL) {
        return EXIT_NO_FILE;
    }
    (void)printf("at %.6g s\n%-14s", results_times_s(r)[time_index], "rack");
    for (size_t k = 0; k < N_COLUMNS; k++) {
        variables[k] = results_variable(r, columns[k].variable);
        (void)printf(" %10s", columns[k].heading);
        if (variables[k] != NULL &&
            results_frame(r, variables[k], time_index, values + k * racks->n) != STATUS_OK) {
            variables[k] = NULL;
        }
    }
    (void)printf("\n");
    for (size_t i = 0; i < racks->n; i++) {
        (void)printf("%-14s", racks->labels[i]);
        for (size_t k = 0; k < N_COLUMNS; k++) {
            print_cell(r, variables[k], values + k * racks->n, i, units);
        }
        (void)printf("\n");
    }
    free(values);
    return EXIT_DONE;
}

static int show_results(const struct options *options, enum unit_system units)
{
    struct results *r = NULL;
    const char *why = "";
    double time_s = (double)INFINITY;

    if (options->at != NULL && !cmd_read_time(options->at, &time_s)) {
        cmd_error("--at takes a time such as '2 h', not '%s'", options->at);
        return EXIT_BAD_USAGE;
    }
    if (results_open(options->words[0], &r, &why) != STATUS_OK) {
        cmd_error("%s: %s", options->words[0], why);
        return EXIT_NO_FILE;
    }
    int code = EXIT_NO_FILE;
    if (results_n_times(r) == 0 || results_dim(r, "rack") == NULL) {
        cmd_error("%s has no records yet", options->words[0]);
    } else {
        code = show_racks(r, results_time_at(r, time_s), units);
    }
    results_close(r);
    return code;
}

static int show_command(const struct command *self, const struct options *options)
{
    enum unit_system units = UNITS_SI;

    (void)self;
    if (!scenario_io_units(options, &units)) {
        return EXIT_BAD_USAGE;
    }
    return scenario_io_is_results(options->words[0]) ? show_results(options, units)
                                                     : show_scenario(options);
}

static const struct option_row option_rows[] = {
    {.name = "at",
     .kind = OPTION_TEXT,
     .argument = "TIME",
     .text = "time since the start, such as '2 h' (default: the end)",
     FIELD(at)},
    SET_ROW,
    JSON_ROW,
    UNITS_ROW,
    HELP_ROW,
    {0},
};

const struct command command_show = {
    .name = "show",
    .arguments = "FILE.h5|SCENARIO",
    .summary = "racks at a time; or every value of a scenario and its origin",
    .example = "headroom show @first-hall",
    .options = option_rows,
    .n_least = 1,
    .n_most = 1,
    .run = show_command,
};
