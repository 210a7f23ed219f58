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

/* What the command line asks of the money. */
struct asked {
    double samples;
    double seed;
    double share_frac[OPTIONS_MOST_WORDS];
    bool has_split;
};

/* "60,40": parts of the load in the order of the words, whatever they add up to. */
static bool read_split(const struct options *options, struct asked *a)
{
    const char *at = options->split;
    double sum = 0.0;

    if (at == NULL) {
        return true;
    }
    for (size_t i = 0; i < options->n_words; i++) {
        const struct view part = {at, strcspn(at, ",")};
        const char end = i + 1 < options->n_words ? ',' : '\0';
        size_t taken = 0;
        if (text_to_double(part, &a->share_frac[i], &taken) != NUMBER_OK || taken != part.length ||
            a->share_frac[i] < 0.0 || at[taken] != end) {
            cmd_error("--split takes a part of the load for each of the %zu, such as %s, not '%s'",
                      options->n_words, options->n_words == 2 ? "60,40" : "50,30,20",
                      options->split);
            return false;
        }
        sum += a->share_frac[i];
        at += taken + 1;
    }
    for (size_t i = 0; i < options->n_words && sum > 0.0; i++) {
        a->share_frac[i] /= sum;
    }
    a->has_split = sum > 0.0;
    return true;
}

static bool read_asked(const struct options *o, struct asked *a)
{
    *a = (struct asked){.samples = 4096.0, .seed = 1.0};
    if (!cmd_option_count("samples", o->samples, 16.0, 1e6, &a->samples)) {
        return false;
    }
    if (!cmd_option_count("seed", o->seed, 0.0, CMD_MOST_SEED, &a->seed)) {
        return false;
    }
    return read_split(o, a);
}

/* Everything is open: compares and prints. */
static int compare_opened(const struct results *const *results, const struct options *options,
                          const struct asked *asked, enum unit_system units)
{
    struct arena *const arena = cmd_arena();
    const size_t n = options->n_words;
    const char *names[OPTIONS_MOST_WORDS + 1];
    struct offer offers[OPTIONS_MOST_WORDS];
    struct levers *levers = NULL;
    struct bands bands;
    int code = EXIT_DONE;

    for (size_t i = 0; i < n; i++) {
        names[i] = options->words[i];
        offer_of(results[i], &offers[i]);
    }
    names[n] = "split";
    if (levers_build(arena, results, n, asked->has_split ? asked->share_frac : NULL, &levers) !=
            STATUS_OK ||
        bands_draw(arena, levers, (size_t)asked->samples, (unsigned long)asked->seed, &bands) !=
            STATUS_OK) {
        cmd_error("these options have more prices than a comparison takes");
        arena_destroy(arena);
        return EXIT_NO_SOLUTION;
    }
    struct flip_point *const surface =
        options->surface != NULL ? ARENA_ARRAY(arena, struct flip_point, FLIP_POINTS, "surface")
                                 : NULL;
    const struct compared compared = {arena,  results, names,  n,      units,
                                      levers, &bands,  offers, surface};
    if (surface != NULL) {
        flip_surface(levers, surface);
        if (!compare_print_surface(&compared, options->surface)) {
            cmd_error("%s: %s", options->surface, strerror(errno));
            code = EXIT_NO_FILE;
        }
    }
    if (options->is_json) {
        compare_print_json(&compared);
    } else {
        compare_print_text(&compared);
    }
    arena_destroy(arena);
    return code;
}

static int compare_command(const struct command *self, const struct options *options)
{
    char room[] = "/tmp/headroom-XXXXXX";
    struct side sides[OPTIONS_MOST_WORDS] = {0};
    const struct results *results[OPTIONS_MOST_WORDS] = {0};
    enum unit_system units = UNITS_SI;
    struct asked asked;

    (void)self;
    if (!scenario_io_units(options, &units) || !read_asked(options, &asked)) {
        return EXIT_BAD_USAGE;
    }
    const char *const folder = make_folder(options, room);
    if (folder == NULL) {
        cmd_error("no folder for the results: %s", strerror(errno));
        return EXIT_NO_FILE;
    }
    cmd_catch_signals();
    int code = EXIT_DONE;
    for (size_t i = 0; i < options->n_words && code == EXIT_DONE; i++) {
        code = open_side(options->words[i], options, folder, &sides[i]);
        results[i] = sides[i].results;
    }
    if (code == EXIT_DONE) {
        code = compare_opened(results, options, &asked, units);
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
    OUTPUT_ROW("FOLDER", "keep the results of scenarios here (default: they are not kept)"),
    {.name = "split",
     .kind = OPTION_TEXT,
     .argument = "60,40",
     .text = "one more column: these parts of the load on each of them",
     FIELD(split)},
    {.name = "samples",
     .kind = OPTION_TEXT,
     .argument = "N",
     .text = "draws for the bands (default 4096)",
     FIELD(samples)},
    SEED_ROW,
    {.name = "surface",
     .kind = OPTION_TEXT,
     .argument = "FILE",
     .text = "CSV: totals over load factor, density, term and delay",
     FIELD(surface)},
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
    .details =
        "Each of A, B, ... is a scenario, a built-in example or a results file. The first is the "
        "one that\nthe others are held against: what moves the difference, and where the "
        "order turns.",
    .options = option_rows,
    .n_least = 2,
    .n_most = 8,
    .run = compare_command,
};
