/* commands.c - the table of commands and the help that is printed from it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/cmd.h"

#define FIELD(field) .offset = offsetof(struct options, field)
#define HELP_ROW                                                                                   \
    {                                                                                              \
        .name = "help", .letter = 'h', .text = "this text", FIELD(is_help)                         \
    }
#define JSON_ROW                                                                                   \
    {                                                                                              \
        .name = "json", .text = "one JSON object on stdout, numbers in SI", FIELD(is_json)         \
    }
#define UNITS_ROW                                                                                  \
    {                                                                                              \
        .name = "units", .kind = OPTION_TEXT, .argument = "us|si",                                 \
        .text = "units of what is printed", FIELD(units)                                           \
    }
#define SET_ROW                                                                                    \
    {                                                                                              \
        .name = "set", .kind = OPTION_MANY, .argument = "PATH=VALUE",                              \
        .text = "replace a value of the scenario; may be given often", FIELD(sets)                 \
    }
#define STRICT_ROW                                                                                 \
    {                                                                                              \
        .name = "strict", .text = "warnings are errors, a passed limit ends with 1",               \
        FIELD(is_strict)                                                                           \
    }
#define HALL_ROW                                                                                   \
    {                                                                                              \
        .name = "hall", .kind = OPTION_TEXT, .argument = "SITE/HALL",                              \
        .text = "which hall, when the scenario has several", FIELD(hall)                           \
    }

static const struct option_row run_rows[] = {
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_TEXT,
     .argument = "FILE.h5",
     .text = "results file (default: the scenario's name in this folder)",
     FIELD(output)},
    SET_ROW,
    HALL_ROW,
    {.name = "quiet", .letter = 'q', .text = "print the verdict only", FIELD(is_quiet)},
    {.name = "verbose",
     .letter = 'v',
     .text = "print all racks, and progress without a terminal",
     FIELD(is_verbose)},
    JSON_ROW,
    STRICT_ROW,
    UNITS_ROW,
    {.name = "memory", .text = "say what took memory", FIELD(is_memory)},
    HELP_ROW,
    {0},
};
static const struct option_row check_rows[] = {SET_ROW,    HALL_ROW, JSON_ROW,
                                               STRICT_ROW, HELP_ROW, {0}};
static const struct option_row new_rows[] = {
    {.name = "template",
     .letter = 't',
     .kind = OPTION_TEXT,
     .argument = "NAME",
     .text = "which one (default first-hall; `headroom examples` lists them)",
     FIELD(template_name)},
    HELP_ROW,
    {0},
};
static const struct option_row show_rows[] = {
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
static const struct option_row report_rows[] = {
    {.name = "csv",
     .kind = OPTION_TEXT,
     .argument = "FOLDER",
     .text = "write one CSV file a table",
     FIELD(csv)},
    {.name = "all", .text = "every rack and element, not only the tightest", FIELD(is_all)},
    JSON_ROW,
    UNITS_ROW,
    HELP_ROW,
    {0},
};
static const struct option_row compare_rows[] = {
    SET_ROW,
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_TEXT,
     .argument = "FOLDER",
     .text = "keep the results of scenarios here (default: they are not kept)",
     FIELD(output)},
    JSON_ROW,
    UNITS_ROW,
    HELP_ROW,
    {0},
};
static const struct option_row contingency_rows[] = {
    {.name = "pairs", .text = "also every two elements at once", FIELD(is_pairs)},
    {.name = "horizon",
     .kind = OPTION_TEXT,
     .argument = "TIME",
     .text = "how long each case is followed (default '15 min')",
     FIELD(horizon)},
    {.name = "nameplate",
     .text = "every node draws its nameplate, whatever its workload does",
     FIELD(is_nameplate)},
    {.name = "feeds",
     .kind = OPTION_TEXT,
     .argument = "NAME",
     .text = "run no case; print what this element feeds, with its loads",
     FIELD(feeds)},
    {.name = "racks",
     .kind = OPTION_TEXT,
     .argument = "NAME",
     .text = "lose this element alone; print when each rack throttles and shuts",
     FIELD(racks)},
    {.name = "refine",
     .kind = OPTION_TEXT,
     .argument = "N",
     .text = "divide every step by N (default 1): 2 shows what halving it moves",
     FIELD(refine)},
    {.name = "top",
     .kind = OPTION_TEXT,
     .argument = "N",
     .text = "how many lines to print (default 20; 0 for all)",
     FIELD(top)},
    {.name = "jobs",
     .letter = 'j',
     .kind = OPTION_TEXT,
     .argument = "N",
     .text = "processes (default: as many as there are cores)",
     FIELD(jobs)},
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_TEXT,
     .argument = "FILE.h5",
     .text = "also run the scenario, and store the cases with its results",
     FIELD(output)},
    SET_ROW,
    HALL_ROW,
    {.name = "quiet", .letter = 'q', .text = "print the verdict only", FIELD(is_quiet)},
    JSON_ROW,
    {.name = "strict",
     .text = "warnings are errors; what has no spare ends with 1 too",
     FIELD(is_strict)},
    UNITS_ROW,
    HELP_ROW,
    {0},
};
static const struct option_row swing_rows[] = {
    {.name = "stagger",
     .kind = OPTION_TEXT,
     .argument = "N",
     .text = "also with the node groups of a job set off in N parts over its period",
     FIELD(stagger)},
    {.name = "set",
     .kind = OPTION_MANY,
     .argument = "PATH=VALUE",
     .text = "also with these values replaced; may be given often",
     FIELD(sets)},
    {.name = "without",
     .kind = OPTION_MANY,
     .argument = "NAME",
     .text = "also with this element lost and all that follows done; may be given often",
     FIELD(lost)},
    {.name = "window",
     .kind = OPTION_TEXT,
     .argument = "TIME",
     .text = "over which ramps are taken (default 1 s)",
     FIELD(window)},
    {.name = "step",
     .kind = OPTION_TEXT,
     .argument = "TIME",
     .text = "default 0.05 s, or the scenario's if that is finer",
     FIELD(step)},
    {.name = "span",
     .kind = OPTION_TEXT,
     .argument = "TIME",
     .text = "default 4 periods and at least 60 s, before the first checkpoint",
     FIELD(span)},
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_TEXT,
     .argument = "FILE.h5",
     .text = "also run the scenario and store the swings beside its results",
     FIELD(output)},
    {.name = "all", .text = "every element, not only the worst of its kind", FIELD(is_all)},
    HALL_ROW,
    JSON_ROW,
    HELP_ROW,
    {0},
};
static const struct option_row oversubscribe_rows[] = {
    {.name = "limit",
     .kind = OPTION_TEXT,
     .argument = "POWER",
     .text = "of all nodes together (default: the hall's it_limit)",
     FIELD(limit)},
    {.name = "correlation",
     .kind = OPTION_TEXT,
     .argument = "R,R...",
     .text = "of the nodes' loads, 0 to 1 (default 0,0.25,0.5,0.75,1)",
     FIELD(correlation)},
    {.name = "interval",
     .kind = OPTION_TEXT,
     .argument = "TIME",
     .text = "for which a node keeps what it drew (default 1 min): counts events",
     FIELD(interval)},
    {.name = "samples",
     .kind = OPTION_TEXT,
     .argument = "N",
     .text = "halls drawn (default 20000, fewer for more than 1000 nodes)",
     FIELD(samples)},
    {.name = "seed", .kind = OPTION_TEXT, .argument = "N", .text = "default 1", FIELD(seed)},
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_TEXT,
     .argument = "FILE.h5",
     .text = "also run the scenario and store the counts beside its results",
     FIELD(output)},
    SET_ROW,
    HALL_ROW,
    JSON_ROW,
    HELP_ROW,
    {0},
};
static const struct option_row plot_rows[] = {
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_TEXT,
     .argument = "FILE.png",
     .text = "picture (default: the result's name with the layer)",
     FIELD(output)},
    {.name = "at",
     .kind = OPTION_TEXT,
     .argument = "TIME",
     .text = "time since the start, such as '2 h'; 'max': when it was worst (default)",
     FIELD(at)},
    {.name = "layer",
     .kind = OPTION_TEXT,
     .argument = "NAME",
     .text = "power, inlet, headroom, ... (default inlet)",
     FIELD(layer)},
    {.name = "size",
     .kind = OPTION_TEXT,
     .argument = "WxH",
     .text = "in pixels (default 1280x720)",
     FIELD(size)},
    {.name = "select",
     .kind = OPTION_TEXT,
     .argument = "RACK",
     .text = "show this rack's curves",
     FIELD(select)},
    UNITS_ROW,
    HELP_ROW,
    {0},
};
static const struct option_row catalog_rows[] = {
    {.name = "kind",
     .letter = 'k',
     .kind = OPTION_TEXT,
     .argument = "KIND",
     .text = "node, rack, workload, power, shelf, crah, cdu, cooling or plant",
     FIELD(kind)},
    {.name = "check", .text = "check every entry against the schema", FIELD(is_check)},
    HELP_ROW,
    {0},
};
static const struct option_row weather_rows[] = {
    {.name = "make",
     .kind = OPTION_TEXT,
     .argument = "CLIMATE",
     .text = "write a synthetic year instead: cold, hot-dry or hot-humid",
     FIELD(climate)},
    JSON_ROW,
    STRICT_ROW,
    HELP_ROW,
    {0},
};
static const struct option_row air_rows[] = {
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_TEXT,
     .argument = "FOLDER",
     .text = "write every table as a CSV file there",
     FIELD(output)},
    {.name = "grid",
     .kind = OPTION_TEXT,
     .argument = "M|NAME",
     .text = "largest cell in m (default 0.15), or a grid that the case names",
     FIELD(grid)},
    {.name = "step",
     .kind = OPTION_TEXT,
     .argument = "S",
     .text = "time step in s (default 1 to settle, 0.25 to march)",
     FIELD(step)},
    {.name = "until",
     .kind = OPTION_TEXT,
     .argument = "S",
     .text = "end of a transient case (default 300)",
     FIELD(until)},
    {.name = "every",
     .kind = OPTION_TEXT,
     .argument = "S",
     .text = "time between rows of a transient case (default 5)",
     FIELD(every)},
    JSON_ROW,
    HELP_ROW,
    {0},
};
static const struct option_row json_rows[] = {JSON_ROW, HELP_ROW, {0}};
static const struct option_row plain_rows[] = {HELP_ROW, {0}};

static const struct command commands[] = {
    {"run", "SCENARIO", "simulate, print the headroom ledger, write the results",
     "headroom run @first-hall",
     "SCENARIO is a YAML file, or @NAME for a built-in example. Warnings do not stop a run unless\n"
     "--strict is given.",
     run_rows, 1, 1, cmd_run},
    {"check", "SCENARIO...", "errors and warnings of scenarios, nothing else",
     "headroom check @first-hall", NULL, check_rows, 1, OPTIONS_MOST_WORDS, cmd_check},
    {"new", "[FILE]", "write a commented scenario to begin from", "headroom new pod.yaml", NULL,
     new_rows, 0, 1, cmd_new},
    {"show", "FILE.h5|SCENARIO", "racks at a time; or every value of a scenario and its origin",
     "headroom show @first-hall", NULL, show_rows, 1, 1, cmd_show},
    {"report", "FILE.h5", "the ledger of a finished run, as text or CSV",
     "headroom report first-hall.h5", NULL, report_rows, 1, 1, cmd_report},
    {"compare", "A B [C...]", "scenarios or results side by side: physics, then money",
     "headroom compare @retrofit-pod @colo-pod",
     "Each of A, B, ... is a scenario, a built-in example or a results file.", compare_rows, 2, 8,
     cmd_compare},
    {"contingency", "SCENARIO", "lose every element in turn: what drops, what is passed, how soon",
     "headroom contingency @first-hall",
     "Each case is a transient from the state before the fault: transfers, batteries, trips, air "
     "and\n"
     "water that warm. It\n"
     "  holds         when no rack loses power, throttles or shuts, and no required limit is "
     "passed;\n"
     "  holds so far  likewise, but a margin was still shrinking at the end of the time;\n"
     "  has no spare  when only what the drawing leaves without a second way is lost;\n"
     "  FAILS         when something takes over (a second feed, a CDU that shares the racks, air\n"
     "                handlers under 'redundancy: N+1') and yet racks lose power, throttle, shut "
     "or a limit is passed.\n"
     "Ends with 1 when any single loss FAILS: 2N and N+1 did not keep their promise. N promises\n"
     "nothing, so 'no spare' ends with 0; with --strict it ends with 1 as well. Pairs never "
     "decide.",
     contingency_rows, 1, 1, cmd_contingency},
    {"swing", "SCENARIO", "power swing of synchronised loads: kW, kW/s, period, staggered or not",
     "headroom swing @training-swing --stagger 10",
     "From the steady state in normal service. A ramp is the mean slope over the window. --set,\n"
     "--stagger and --without are cases beside the scenario as it is; several --without are lost\n"
     "together, and the span begins when starts, transfers and walk-in are over.",
     swing_rows, 1, 1, cmd_swing},
    {"oversubscribe", "SCENARIO", "how many nodes fit at P95 of their load under a cap as guard",
     "headroom oversubscribe @oversubscribe",
     "A seeded Monte Carlo of the scenario's mix of nodes and workloads. A correlation of 1 is "
     "one\n"
     "synchronised job.",
     oversubscribe_rows, 1, 1, cmd_oversubscribe},
    {"plot", "FILE.h5", "a picture of the hall, without a display",
     "headroom plot first-hall.h5 --layer inlet -o hall.png", NULL, plot_rows, 1, 1, cmd_plot},
    {"view", "FILE.h5", "the hall in a window, with a time line", "headroom view first-hall.h5",
     NULL, plain_rows, 1, 1, cmd_view},
    {"air", "CASE.yaml", "a room's air in three dimensions: inlets, capture, recirculation",
     "headroom air CASE.yaml --grid 0.15",
     "CASE.yaml is in the format of the reference cases (docs/models/air-field.md). Prints the "
     "rack\n"
     "table as CSV, then for a transient case the time series; a case without racks its summary.",
     air_rows, 1, 1, cmd_air},
    {"models", "[NAME]", "models and their parameters", "headroom models cdu", NULL, plain_rows, 0,
     1, cmd_models},
    {"catalog", "[NAME]", "hardware that scenarios can use, with sources",
     "headroom catalog dgx-h100", NULL, catalog_rows, 0, 1, cmd_catalog},
    {"schema", "", "the reference of the scenario language", "headroom schema",
     "Markdown; with --json the JSON Schema for editors.", json_rows, 0, 0, cmd_schema},
    {"weather", "FILE.epw", "what a weather file holds: extremes, hours of free cooling",
     "headroom weather --make hot-dry year.epw", NULL, weather_rows, 1, 1, cmd_weather},
    {"units", "", "units that values may have", "headroom units", NULL, plain_rows, 0, 0,
     cmd_units},
    {"examples", "[copy]", "built-in scenarios; copy writes them to this folder",
     "headroom examples", NULL, plain_rows, 0, 1, cmd_examples},
    {"help", "[COMMAND|CODE]", "this text, a command's, or what a code such as E1025 means",
     "headroom help run", NULL, plain_rows, 0, 1, cmd_help},
};

const struct command *cmd_at(size_t i)
{
    return i < sizeof commands / sizeof commands[0] ? &commands[i] : NULL;
}

const struct command *cmd_find(const char *name)
{
    for (size_t i = 0; cmd_at(i) != NULL; i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}

void cmd_print_program_help(FILE *to)
{
    (void)fprintf(to, "headroom: rack power and cooling density simulator\n\n"
                      "  headroom run @first-hall          simulate a built-in example\n\n"
                      "Commands:\n");
    for (size_t i = 0; cmd_at(i) != NULL; i++) {
        (void)fprintf(to, "  %-13s %s\n", commands[i].name, commands[i].summary);
    }
    (void)fprintf(to,
                  "\n'headroom COMMAND --help' says more. Exit codes: 0 done, 1 a limit is "
                  "passed,\n2 wrong words or a wrong scenario, 3 no numerical solution, 4 cannot "
                  "read or write,\n130 interrupted, partial results kept.\n");
}

void cmd_print_help(const struct command *command)
{
    (void)printf("  %s\n\nheadroom %s%s%s: %s\n", command->example, command->name,
                 command->arguments[0] != '\0' ? " " : "", command->arguments, command->summary);
    if (command->details != NULL) {
        (void)printf("%s\n", command->details);
    }
    (void)printf("\nOptions:\n");
    options_print(command->options);
}

const char *cmd_nearest(const char *word)
{
    struct nearest near = {.word = word};

    for (size_t i = 0; cmd_at(i) != NULL; i++) {
        nearest_try(&near, commands[i].name);
    }
    return nearest_found(&near);
}

void cmd_print_explanation(const char *topic)
{
    const long number = strtol(topic + 1, NULL, 10);
    const char *const text = diag_code_text(number);

    if (text == NULL) {
        cmd_error("there is no code %s", topic);
        return;
    }
    (void)printf("%s %s: %s\n", number >= 2000 ? "warning" : "error", topic, text);
}

int cmd_help(const struct command *self, const struct options *options)
{
    (void)self;
    if (options->n_words == 0) {
        cmd_print_program_help(stdout);
        return EXIT_DONE;
    }
    const char *const topic = options->words[0];
    const struct command *const command = cmd_find(topic);
    if (command != NULL) {
        cmd_print_help(command);
        return EXIT_DONE;
    }
    if (topic[0] == 'E' && diag_code_text(strtol(topic + 1, NULL, 10)) != NULL) {
        cmd_print_explanation(topic);
        return EXIT_DONE;
    }
    if (strcmp(topic, "codes") == 0) {
        for (size_t i = 0; diag_code_at(i) != 0; i++) {
            (void)printf("E%ld  %s\n", diag_code_at(i), diag_code_text(diag_code_at(i)));
        }
        return EXIT_DONE;
    }
    cmd_error_unknown("no help on", topic, cmd_nearest(topic),
                      "; give a command, a code such as E1025, or 'codes'");
    return EXIT_BAD_USAGE;
}
