/* cmd_migrate.c - headroom migrate: old and new load together through a window, hour by hour.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/migrate_print.h"
#include "sim/cli/option_rows.h"
#include "sim/cli/run_io.h"

struct study {
    struct arena *arena;
    const struct options *options;
    enum unit_system units;
    struct migration_request request;
    struct migration_answer answer;
    struct migration_stored stored; /* with -o */
};

static bool read_options(struct study *s)
{
    const struct options *const o = s->options;
    double draws = 100.0;
    double seed = 1.0;
    double jobs = 0.0;

    s->request.points_s = PARAM_UNKNOWN;
    if (!cmd_option_count("samples", o->samples, 20.0, 1e5, &draws)) {
        return false;
    }
    if (!cmd_option_count("seed", o->seed, 0.0, CMD_MOST_SEED, &seed)) {
        return false;
    }
    if (!cmd_option_count("jobs", o->jobs, 0.0, CMD_MOST_JOBS, &jobs)) {
        return false;
    }
    if (o->at != NULL &&
        (!cmd_read_time(o->at, &s->request.points_s) || s->request.points_s < 0.0)) {
        cmd_error("--at takes a time of the window such as '6 h', not '%s'", o->at);
        return false;
    }
    s->request.n_draws = (size_t)draws;
    s->request.seed = (unsigned long)seed;
    s->request.n_workers = (size_t)jobs;
    s->request.stop = &cmd_stop;
    return scenario_io_units(o, &s->units);
}

static int explain(const struct study *s, enum status st)
{
    switch (st) {
    case STATUS_OK:
        return EXIT_DONE;
    case STATUS_INTERRUPTED:
        return EXIT_INTERRUPTED;
    case STATUS_BAD_INPUT:
        return cmd_report_problems(s->request.diag, s->options);
    default:
        for (size_t i = 0; i < s->answer.n_sides; i++) {
            if (s->answer.sides[i].name == s->answer.fault_hall) {
                run_io_explain(s->answer.sides[i].plan, st, &s->answer.fault);
            }
        }
        return EXIT_NO_SOLUTION;
    }
}

/* All halls take part, so none is chosen. */
static int run_study(struct study *s)
{
    struct diag *const diag = diag_create(s->arena);
    struct scenario *scenario = NULL;
    const struct scenario_request load = {
        .path = s->options->words[0], .sets = s->options->sets.at, .n_sets = s->options->sets.n};
    const enum status st = scenario_load(s->arena, &load, diag, &scenario);
    const int code = cmd_report_problems(diag, s->options);

    if (st != STATUS_OK || code != EXIT_DONE) {
        return code;
    }
    if (scenario->tree->migration == NULL) {
        cmd_error("the scenario has no 'migration'; say what moves, and when (`headroom migrate "
                  "@migration` has one, docs/migration.md says how)");
        return EXIT_BAD_USAGE;
    }
    struct loaded asked = {0};
    if (s->options->hall != NULL &&
        !scenario_io_choose(s->arena, scenario, s->options->hall, &asked)) {
        return EXIT_BAD_USAGE; /* before the window is run */
    }
    s->request.scenario = scenario;
    s->request.diag = diag_create(s->arena);
    return explain(s, migration_run(s->arena, &s->request, &s->answer));
}

/* The run of the hall that --hall names, or that receives the load, with the window beside it. */
static int store(struct study *s)
{
    const struct table_data *const tables[] = {migration_hours_table(s->arena, &s->answer),
                                               migration_transfers_table(s->arena, &s->answer),
                                               migration_points_table(s->arena, &s->answer), NULL};
    const struct migration_side *const receiver = migration_receiver(&s->answer);
    struct options options = *s->options;
    struct loaded loaded = {0};

    if (options.hall == NULL && receiver != NULL) {
        options.hall =
            scenario_io_hall(s->arena, s->request.scenario, receiver->site, receiver->hall);
    }
    const int code = scenario_io_load(s->arena, options.words[0], &options, &loaded);
    if (code != EXIT_DONE) {
        return code;
    }
    s->stored.hall = scenario_io_hall(s->arena, loaded.scenario, loaded.site, loaded.hall);
    s->stored.is_chosen = s->options->hall != NULL;
    return run_io_simulate_with(s->arena, &loaded, options.output, &options, tables,
                                &s->stored.path);
}

static int write_points(const struct study *s)
{
    FILE *const to = fopen(s->options->points, "w");

    if (to == NULL) {
        cmd_error("%s: %s", s->options->points, strerror(errno));
        return EXIT_NO_FILE;
    }
    migrate_print_points(to, &s->answer, s->units);
    const bool is_bad = ferror(to) != 0;
    if (fclose(to) != 0 || is_bad) {
        cmd_error("%s: cannot be written", s->options->points);
        return EXIT_NO_FILE;
    }
    return EXIT_DONE;
}

static int migrate_command(const struct command *self, const struct options *options)
{
    struct study s = {.arena = cmd_arena(), .options = options};

    (void)self;
    cmd_catch_signals();
    int code = read_options(&s) ? run_study(&s) : EXIT_BAD_USAGE;
    if (code == EXIT_DONE && options->output != NULL) {
        code = store(&s);
    }
    if (code == EXIT_DONE && options->points != NULL) {
        code = write_points(&s);
    }
    if (code == EXIT_DONE) {
        if (options->is_json) {
            migrate_print_json(&s.request, &s.answer, &s.stored);
        } else {
            migrate_print_text(&s.request, &s.answer, &s.stored, s.units);
        }
        code = s.answer.reason == MIGRATION_GO ? EXIT_DONE : EXIT_DOES_NOT_FIT;
    }
    arena_destroy(s.arena);
    return code;
}

static const struct option_row option_rows[] = {
    {.name = "samples",
     .kind = OPTION_TEXT,
     .argument = "N",
     .text = "draws of the load (default 100)",
     FIELD(samples)},
    SEED_ROW,
    {.name = "points",
     .kind = OPTION_TEXT,
     .argument = "FILE.csv",
     .text = "what each sensor should read, with bands: for commissioning",
     FIELD(points)},
    {.name = "at",
     .kind = OPTION_TEXT,
     .argument = "TIME",
     .text = "when sensors are read (default: the end of the window)",
     FIELD(at)},
    JOBS_ROW,
    OUTPUT_ROW("FILE.h5", "also run the scenario and store the window beside its results"),
    SET_ROW,
    HALL_ROW,
    JSON_ROW,
    UNITS_ROW,
    STRICT_ROW,
    HELP_ROW,
    {0},
};

const struct command command_migrate = {
    .name = "migrate",
    .arguments = "SCENARIO",
    .summary = "old and new load through a window: headroom, data, way back, go or no go",
    .example = "headroom migrate @migration",
    .details = "The scenario's 'migration' says what moves, what is out for work, what is hired. "
               "Ends with 1\n"
               "on NO GO. All halls that the migration touches take part; -o runs the one that "
               "receives\n"
               "the load, or the one that --hall names.",
    .options = option_rows,
    .n_least = 1,
    .n_most = 1,
    .run = migrate_command,
};
