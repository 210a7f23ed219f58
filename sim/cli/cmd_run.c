/* cmd_run.c - headroom run: scenario to results and ledger.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <string.h>

#include "sim/cli/option_rows.h"
#include "sim/cli/run_io.h"
#include "sim/cli/term_hall.h"
#include "sim/results/report.h"

static void print_memory(const struct arena *arena)
{
    const char *label = NULL;
    size_t bytes = 0;

    (void)fprintf(stderr, "memory taken, %.1f kB in all:\n", (double)arena_used(arena) / 1e3);
    for (size_t i = 0; arena_label_at(arena, i, &label, &bytes) != 0; i++) {
        (void)fprintf(stderr, "  %-20s %10.1f kB\n", label, (double)bytes / 1e3);
    }
}

static void print_next(const char *path)
{
    (void)printf("next: headroom plot %s --layer inlet     a picture of the hall\n"
                 "      headroom report %s --csv tables    every table as CSV\n",
                 path, path);
}

/* The ledger is printed from the file: what people read is what is stored. */
static int print_results(const char *path, const struct options *options, enum unit_system units)
{
    struct results *results = NULL;
    const char *why = "";
    struct text text = {0};

    if (results_open(path, &results, &why) != STATUS_OK) {
        cmd_error("%s: %s", path, why);
        return EXIT_NO_FILE;
    }
    const bool has_passed = run_io_has_passed_limit(results);
    if (options->is_json) {
        run_io_print_json(results);
    } else {
        const struct term term = cmd_term(options);
        const struct report_options how = {.units = units,
                                           .width = term.width,
                                           .is_brief = !options->is_verbose,
                                           .is_verdict_only = options->is_quiet};
        report_text(results, &how, &text);
        (void)fputs(text.at, stdout);
        if (!options->is_quiet) {
            term_hall_print(&term, results, units);
            print_next(path);
        }
        text_release(&text);
    }
    results_close(results);
    return has_passed && options->is_strict ? EXIT_DOES_NOT_FIT : EXIT_DONE;
}

static int run_command(const struct command *self, const struct options *options)
{
    struct arena *const arena = cmd_arena();
    struct loaded loaded = {0};
    enum unit_system units = UNITS_SI;
    const char *path = NULL;

    (void)self;
    if (!scenario_io_units(options, &units) || !cmd_option_colour(options)) {
        arena_destroy(arena);
        return EXIT_BAD_USAGE;
    }
    cmd_catch_signals();
    int code = scenario_io_load(arena, options->words[0], options, &loaded);
    if (code == EXIT_DONE) {
        const char *const output = options->output != NULL
                                       ? options->output
                                       : text_print(arena, "%s.h5", loaded.scenario->name);
        code = run_io_simulate(arena, &loaded, output, options, NULL, &path);
    }
    if (code == EXIT_DONE) {
        code = print_results(path, options, units);
    }
    if (options->is_memory) {
        print_memory(arena);
    }
    arena_destroy(arena);
    return code;
}

static const struct option_row option_rows[] = {
    OUTPUT_ROW("FILE.h5", "results file (default: the scenario's name in this folder)"),
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
    COLOR_ROW,
    {.name = "memory", .text = "say what took memory", FIELD(is_memory)},
    HELP_ROW,
    {0},
};

const struct command command_run = {
    .name = "run",
    .arguments = "SCENARIO",
    .summary = "simulate, print the headroom ledger, write the results",
    .example = "headroom run @first-hall",
    .details = "SCENARIO is a YAML file, or @NAME for a built-in example. Warnings do not stop a "
               "run unless\n"
               "--strict is given.",
    .options = option_rows,
    .n_least = 1,
    .n_most = 1,
    .run = run_command,
};
