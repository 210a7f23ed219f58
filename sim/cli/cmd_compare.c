/* cmd_compare.c - headroom compare: scenarios or results side by side.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/cli/compare_print.h"
#include "sim/cli/option_rows.h"
#include "sim/cli/run_io.h"

struct side {
    struct results *results;
    char temporary[PATH_MAX]; /* file to remove afterwards, or "" */
};

/* Runs a scenario into a file of its own: in the folder that was asked for, or in one that goes
 * away afterwards. */
static int run_scenario(const char *word, const struct options *options, const char *folder,
                        struct side *side)
{
    struct arena *const arena = cmd_arena();
    struct loaded loaded = {0};
    const char *path = NULL;
    int code = scenario_io_load(arena, word, options, &loaded);

    if (code == EXIT_DONE) {
        const char *const output = text_print(arena, "%s/%s.h5", folder, loaded.scenario->name);
        code = run_io_simulate(arena, &loaded, output, options, NULL, &path);
    }
    if (code == EXIT_DONE) {
        const char *why = "";
        if (results_open(path, &side->results, &why) != STATUS_OK) {
            cmd_error("%s: %s", path, why);
            code = EXIT_NO_FILE;
        }
        if (options->output == NULL) {
            (void)snprintf(side->temporary, sizeof side->temporary, "%s", path);
        }
    }
    arena_destroy(arena);
    return code;
}

static int open_side(const char *word, const struct options *options, const char *folder,
                     struct side *side)
{
    const char *why = "";

    if (!scenario_io_is_results(word)) {
        return run_scenario(word, options, folder, side);
    }
    if (results_open(word, &side->results, &why) != STATUS_OK) {
        cmd_error("%s: %s", word, why);
        return EXIT_NO_FILE;
    }
    return EXIT_DONE;
}

static const char *make_folder(const struct options *options, char *room)
{
    if (options->output == NULL) {
        return mkdtemp(room);
    }
    if (mkdir(options->output, 0777) != 0 && errno != EEXIST) {
        return NULL;
    }
    return options->output;
}

static int compare_command(const struct command *self, const struct options *options)
{
    char room[] = "/tmp/headroom-XXXXXX";
    const char *const folder = make_folder(options, room);
    struct side sides[OPTIONS_MOST_WORDS] = {0};
    const struct results *results[OPTIONS_MOST_WORDS] = {0};
    enum unit_system units = UNITS_SI;
    int code = EXIT_DONE;
    size_t n = 0;

    (void)self;
    if (folder == NULL) {
        cmd_error("no folder for the results: %s", strerror(errno));
        return EXIT_NO_FILE;
    }
    cmd_catch_signals();
    if (!scenario_io_units(options, &units)) {
        code = EXIT_BAD_USAGE;
    }
    for (; n < options->n_words && code == EXIT_DONE; n++) {
        code = open_side(options->words[n], options, folder, &sides[n]);
        results[n] = sides[n].results;
    }
    if (code == EXIT_DONE && options->is_json) {
        compare_print_json(results, options->words, n);
    } else if (code == EXIT_DONE) {
        compare_print_text(results, options->words, n, units);
    }
    for (size_t i = 0; i < options->n_words; i++) {
        results_close(sides[i].results);
        if (sides[i].temporary[0] != '\0') {
            (void)unlink(sides[i].temporary);
        }
    }
    if (options->output == NULL) {
        (void)rmdir(folder);
    }
    return code;
}

static const struct option_row option_rows[] = {
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

const struct command command_compare = {
    .name = "compare",
    .arguments = "A B [C...]",
    .summary = "scenarios or results side by side: physics, then money",
    .example = "headroom compare @retrofit-pod @colo-pod",
    .details = "Each of A, B, ... is a scenario, a built-in example or a results file.",
    .options = option_rows,
    .n_least = 2,
    .n_most = 8,
    .run = compare_command,
};
