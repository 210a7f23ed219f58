/* cmd_assess.c - headroom assess: the pressure test on one page.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>

#include "sim/cli/assess_print.h"
#include "sim/cli/option_rows.h"

struct study {
    struct arena *arena;
    struct arena *scratch;
    const struct options *options;
    struct loaded loaded;
    struct assess_request request;
    struct assess_answer answer;
};

static bool read_options(struct study *s)
{
    const struct options *const o = s->options;
    double n_workers = 0.0;

    /* What the commands behind the lines do without an option. */
    s->request.horizon_s = 900.0;
    s->request.n_samples = 10000;
    s->request.seed = 1;
    s->request.ask = 1.0;
    if (o->horizon != NULL && (!cmd_read_time(o->horizon, &s->request.horizon_s) ||
                               s->request.horizon_s < 1.0 || s->request.horizon_s > 1e7)) {
        cmd_error("--horizon takes a time from 1 s such as '15 min', not '%s'", o->horizon);
        return false;
    }
    if (o->ask != NULL && (o->add == NULL || !cmd_read_count(o->ask, 1.0, 1e6, &s->request.ask))) {
        cmd_error(o->add == NULL ? "--ask says how many of what --add names"
                                 : "--ask takes a whole number from 1, not '%s'",
                  o->ask);
        return false;
    }
    if (!cmd_option_count("jobs", o->jobs, 0.0, CMD_MOST_JOBS, &n_workers)) {
        return false;
    }
    s->request.horizon = o->horizon;
    s->request.add = o->add;
    s->request.n_workers = (size_t)n_workers;
    return true;
}

static int run_study(struct study *s)
{
    const int code = scenario_io_load(s->arena, s->options->words[0], s->options, &s->loaded);

    if (code != EXIT_DONE) {
        return code;
    }
    s->request.scenario = s->loaded.scenario;
    s->request.plan = s->loaded.plan;
    s->request.path = s->options->words[0];
    s->request.sets = s->options->sets.at;
    s->request.n_sets = s->options->sets.n;
    s->request.hall_word = s->options->hall;
    s->request.site = s->loaded.site;
    s->request.hall = s->loaded.hall;
    s->request.stop = &cmd_stop;
    const enum status st = assess_run(s->scratch, s->arena, &s->request, &s->answer);
    if (st == STATUS_BAD_INPUT) {
        (void)fputs(s->answer.why, stderr); /* lines of the checker, with their places */
        return EXIT_BAD_USAGE;
    }
    return cmd_ended("assess", st, NULL);
}

static int assess_command_run(const struct command *self, const struct options *options)
{
    struct study s = {.arena = cmd_arena(), .scratch = cmd_arena(), .options = options};

    (void)self;
    cmd_catch_signals();
    int code = read_options(&s) ? run_study(&s) : EXIT_BAD_USAGE;
    if (code == EXIT_DONE) {
        (options->is_json ? assess_print_json : assess_print_text)(&s.loaded, &s.answer);
        code = options->is_strict && assess_worst(&s.answer) != ASSESS_READY ? EXIT_DOES_NOT_FIT
                                                                             : EXIT_DONE;
    }
    arena_destroy(s.scratch);
    arena_destroy(s.arena);
    return code;
}

static const struct option_row option_rows[] = {
    {.name = "add",
     .kind = OPTION_TEXT,
     .argument = "NAME",
     .text = "node or rack of the catalogue that comes next",
     FIELD(add)},
    {.name = "ask",
     .kind = OPTION_TEXT,
     .argument = "N",
     .text = "how many of it (default 1)",
     FIELD(ask)},
    {.name = "horizon",
     .kind = OPTION_TEXT,
     .argument = "TIME",
     .text = "how long each loss is followed and must be ridden through (default '15 min')",
     FIELD(horizon)},
    JOBS_ROW,
    SET_ROW,
    HALL_ROW,
    JSON_ROW,
    {.name = "strict",
     .text = "warnings are errors; ends with 1 unless every line is ready",
     FIELD(is_strict)},
    HELP_ROW,
    {0},
};

const struct command command_assess = {
    .name = "assess",
    .arguments = "SCENARIO",
    .summary = "the pressure test on one page: readiness, resilience, scale, line by line",
    .example = "headroom assess @growth --add planned-10kw",
    .details = "Each line is one number against what is needed, under the command that shows it in "
               "full. What\n"
               "the scenario has no data for is 'missing', and the line says what to state.",
    .options = option_rows,
    .n_least = 1,
    .n_most = 1,
    .run = assess_command_run,
};
