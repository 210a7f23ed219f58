/* cmd_growth.c - headroom growth: when a growing load meets each limit, and when to order.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>

#include "sim/cli/growth_print.h"
#include "sim/cli/option_rows.h"
#include "sim/cli/run_io.h"

struct study {
    struct arena *arena;
    struct arena *scratch;
    const struct options *options;
    struct loaded loaded;
    struct growth_request request;
    struct growth_answer answer;
};

static bool read_options(struct study *s)
{
    const struct options *const o = s->options;
    double samples = 10000.0;
    double seed = 1.0;

    if (!cmd_option_count("samples", o->samples, 20.0, 1e6, &samples)) {
        return false;
    }
    if (!cmd_option_count("seed", o->seed, 0.0, CMD_MOST_SEED, &seed)) {
        return false;
    }
    s->request.n_samples = (size_t)samples;
    s->request.seed = (unsigned long)seed;
    s->request.is_nameplate = o->is_nameplate;
    return true;
}

static int run_study(struct study *s)
{
    const int code = scenario_io_load(s->arena, s->options->words[0], s->options, &s->loaded);

    if (code != EXIT_DONE) {
        return code;
    }
    if (s->loaded.scenario->tree->growth == NULL) {
        cmd_error(
            "the scenario has no 'growth'; say how its load grows (`headroom run @growth` has "
            "one, docs/growth.md says how)");
        return EXIT_BAD_USAGE;
    }
    s->request.scenario = s->loaded.scenario;
    s->request.path = s->options->words[0];
    s->request.sets = s->options->sets.at;
    s->request.n_sets = s->options->sets.n;
    s->request.site = s->loaded.site;
    s->request.hall = s->loaded.hall;
    s->request.stop = &cmd_stop;
    const enum status st = growth_run(s->scratch, s->arena, &s->request, &s->answer);
    return cmd_ended("growth", st, s->answer.why);
}

static int store(struct study *s)
{
    const struct table_data *const tables[] = {growth_table(s->arena, &s->answer),
                                               growth_states_table(s->arena, &s->answer), NULL};
    const char *path = NULL;

    return run_io_simulate_with(s->arena, &s->loaded, s->options->output, s->options, tables,
                                &path);
}

static int growth_command(const struct command *self, const struct options *options)
{
    struct study s = {.arena = cmd_arena(), .scratch = cmd_arena(), .options = options};

    (void)self;
    cmd_catch_signals();
    int code = read_options(&s) ? run_study(&s) : EXIT_BAD_USAGE;
    if (code == EXIT_DONE && options->output != NULL) {
        code = store(&s);
    }
    if (code == EXIT_DONE && options->is_json) {
        growth_print_json(&s.loaded, &s.request, &s.answer);
    } else if (code == EXIT_DONE) {
        growth_print_text(&s.loaded, &s.request, &s.answer);
    }
    arena_destroy(s.scratch);
    arena_destroy(s.arena);
    return code;
}

static const struct option_row option_rows[] = {
    {.name = "nameplate",
     .text = "every node draws its nameplate, not what its workload has it do",
     FIELD(is_nameplate)},
    {.name = "samples",
     .kind = OPTION_TEXT,
     .argument = "N",
     .text = "histories drawn (default 10000)",
     FIELD(samples)},
    SEED_ROW,
    OUTPUT_ROW("FILE.h5", "also run the scenario and store the dates beside its results"),
    SET_ROW,
    HALL_ROW,
    JSON_ROW,
    HELP_ROW,
    {0},
};

const struct command command_growth = {
    .name = "growth",
    .arguments = "SCENARIO",
    .summary = "when a growing load meets each limit, and the last date to order",
    .example = "headroom growth @growth",
    .details = "The scenario's 'growth' says how the load grows and in what racks. P95 is the "
               "fastest history\n"
               "of twenty, P50 the median.",
    .options = option_rows,
    .n_least = 1,
    .n_most = 1,
    .run = growth_command,
};
