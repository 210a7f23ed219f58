/* cmd_show.c - headroom show: racks of a result at a time, or the values of a scenario.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/lines.h"
#include "sim/cli/json.h"
#include "sim/cli/listing.h"
#include "sim/cli/option_rows.h"
#include "sim/cli/scenario_io.h"
#include "sim/cli/term.h"
#include "sim/cli/term_hall.h"
#include "sim/results/results.h"

/* -------------------------------------------------------------- a scenario */

enum { PATH_WIDTH = 46, TEXT_WIDTH = 24 };

/* What a scenario says needs no grade: it is its author's. */
static void show_value(const struct value *v)
{
    const bool is_own = v->origin == ORIGIN_SCENARIO || v->origin == ORIGIN_SET;
    const char *const grade = is_own ? "" : grade_text(v->grade);
    const char *const between = grade[0] != '\0' && v->source[0] != '\0' ? ", " : "";
    struct text line = {0};

    lines_label(&line, v->path, 0, PATH_WIDTH);
    const bool is_long = lines_seen(v->text) >= TEXT_WIDTH;
    lines_label(&line, is_long ? "" : v->text, PATH_WIDTH, TEXT_WIDTH);
    (void)printf("%s%s\n", line.at, origin_text(v->origin));
    if (is_long) {
        term_say("    ", 6, "%s", v->text);
    }
    if (grade[0] != '\0' || v->source[0] != '\0') {
        term_say("    ", 6, "%s%s%s", grade, between, v->source);
    }
    text_release(&line);
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

enum { N_COLUMNS = 8 };

static const struct {
    const char *variable;
    const char *unit;
} variables[N_COLUMNS] = {
    {"rack_power_w", "W"},
    {"rack_to_liquid_w", "W"},
    {"rack_to_air_w", "W"},
    {"rack_inlet_c", "degC"},
    {"rack_inlet_hottest_max_c", "degC"},
    {"rack_outlet_c", "degC"},
    {"rack_coolant_supply_c", "degC"},
    {"rack_headroom_w", "W"},
};

static const struct listing_column columns[N_COLUMNS + 1] = {
    {.head = "rack", .key = "rack"},
    {.head = "power", .key = "power_w", .is_to_right = true},
    {.head = "to liquid", .key = "to_liquid_w", .rank = 2, .is_to_right = true},
    {.head = "to air", .key = "to_air_w", .rank = 3, .is_to_right = true},
    {.head = "inlet", .key = "inlet_c", .is_to_right = true},
    {.head = "hottest", .key = "inlet_hottest_c", .is_to_right = true},
    {.head = "outlet", .key = "outlet_c", .rank = 4, .is_to_right = true},
    {.head = "coolant", .key = "coolant_c", .rank = 1, .is_to_right = true},
    {.head = "headroom", .key = "headroom_w", .is_to_right = true},
};

/* The racks at a record; NAN where a value is not there. Returns false without memory. */
static bool list_racks(const struct results *r, size_t time_index, enum unit_system units,
                       struct listing *list)
{
    const struct results_dim *const racks = results_dim(r, "rack");
    double *const values = calloc(racks->n * N_COLUMNS + 1, sizeof *values);

    for (size_t k = 0; values != NULL && k < N_COLUMNS; k++) {
        const struct results_variable *const v = results_variable(r, variables[k].variable);
        double *const column = values + k * racks->n;
        if (v == NULL || results_frame(r, v, time_index, column) != STATUS_OK) {
            for (size_t i = 0; i < racks->n; i++) {
                column[i] = (double)NAN;
            }
        }
    }
    for (size_t i = 0; values != NULL && i < racks->n; i++) {
        listing_text(list, racks->labels[i]);
        for (size_t k = 0; k < N_COLUMNS; k++) {
            listing_quantity(list, variables[k].unit, values[k * racks->n + i], 3, units);
        }
    }
    free(values);
    return values != NULL;
}

/* The map comes before the table where a person looks, and wherever a layer was asked for. */
static int show_map(const struct results *r, const struct options *options, size_t time_index,
                    enum unit_system units)
{
    const char *const name = options->layer != NULL ? options->layer : "inlet";
    const struct layer *const layer = layer_find(name);
    const struct term term = cmd_term(options);
    struct text t = {0};

    if (layer == NULL) {
        struct nearest near = {.word = name};
        struct text all = {0};
        for (size_t i = 0; layer_at(i) != NULL; i++) {
            nearest_try(&near, layer_at(i)->name);
            text_add(&all, "%s%s", i > 0 ? ", " : "; one of ", layer_at(i)->name);
        }
        cmd_error_unknown("--layer: there is no layer", name, nearest_found(&near), all.at);
        text_release(&all);
        return EXIT_BAD_USAGE;
    }
    const bool is_drawn = !layer->is_kind && !layer->is_time_left && strcmp(name, "air") != 0;
    if (term.is_a_picture || options->layer != NULL) {
        if (is_drawn && term_hall_map(&t, &term, r, layer, (long)time_index, units)) {
            term_hall_series(&t, &term, r, units);
            (void)printf("%s\n", t.at);
        } else if (options->layer != NULL) {
            text_release(&t);
            if (!is_drawn) {
                cmd_error("--layer: %s is shown by 'headroom plot --layer %s'", name, name);
            } else {
                cmd_error("%s does not hold the layer '%s'", results_path(r), name);
            }
            return EXIT_BAD_USAGE;
        }
    }
    text_release(&t);
    return EXIT_DONE;
}

static int show_racks(const struct results *r, const struct options *options, size_t time_index,
                      enum unit_system units)
{
    struct listing list = {.columns = columns, .n_columns = N_COLUMNS + 1};
    int code = EXIT_DONE;

    if (!list_racks(r, time_index, units, &list)) {
        return EXIT_NO_FILE;
    }
    if (options->is_json) {
        listing_print_json(&list, "headroom.racks/1", "racks");
    } else if ((code = show_map(r, options, time_index, units)) == EXIT_DONE) {
        if (results_is_steady(r)) {
            (void)printf("steady state\n");
        } else {
            (void)printf("at %.6g s\n", results_times_s(r)[time_index]);
        }
        listing_print(&list, options->is_all ? 0 : term_width(stdout));
        (void)printf("inlet: mean of the front; hottest: its warmest place\n");
    }
    listing_release(&list);
    return code;
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
        code = show_racks(r, options, results_time_at(r, time_s), units);
    }
    results_close(r);
    return code;
}

static int show_command(const struct command *self, const struct options *options)
{
    enum unit_system units = UNITS_SI;

    (void)self;
    if (!scenario_io_units(options, &units) || !cmd_option_colour(options)) {
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
    {.name = "layer",
     .kind = OPTION_TEXT,
     .argument = "NAME",
     .text = "what the map of the hall shows (default inlet, as in `headroom plot`)",
     .words = WORDS_LAYERS,
     FIELD(layer)},
    SET_ROW,
    ALL_ROW,
    JSON_ROW,
    UNITS_ROW,
    COLOR_ROW,
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
