/* cmd_retrofit.c - headroom retrofit: the cheapest works that clear every limit that is passed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>

#include "sim/cli/option_rows.h"
#include "sim/cli/retrofit_print.h"
#include "sim/cli/run_io.h"

enum { DEFAULT_HORIZON_S = 900 };

struct study {
    struct arena *arena;
    struct arena *scratch;
    const struct options *options;
    struct loaded loaded;
    struct retrofit_request request;
    struct retrofit_answer answer;
};

static bool read_options(struct study *s)
{
    const struct options *const o = s->options;

    s->request.is_nameplate = o->is_nameplate;
    s->request.horizon_s = o->is_contingency ? DEFAULT_HORIZON_S : 0.0;
    if (o->horizon != NULL &&
        !(cmd_read_time(o->horizon, &s->request.horizon_s) && s->request.horizon_s >= 1.0)) {
        cmd_error("--horizon takes a time from 1 s such as '15 min', not '%s'", o->horizon);
        return false;
    }
    if (o->reserve != NULL && !(cmd_read_quantity(o->reserve, "1", "1", &s->request.reserve_frac) &&
                                s->request.reserve_frac >= 0.0 && s->request.reserve_frac < 1.0)) {
        cmd_error("--reserve takes a share such as '10 %%', not '%s'", o->reserve);
        return false;
    }
    return true;
}

static int run_study(struct study *s)
{
    int code = scenario_io_load(s->arena, s->options->words[0], s->options, &s->loaded);

    if (code != EXIT_DONE) {
        return code;
    }
    s->request.scenario = s->loaded.scenario;
    s->request.path = s->options->words[0];
    s->request.sets = s->options->sets.at;
    s->request.n_sets = s->options->sets.n;
    s->request.site = s->loaded.site;
    s->request.hall = s->loaded.hall;
    s->request.stop = &cmd_stop;
    const enum status st = retrofit_run(s->scratch, s->arena, &s->request, &s->answer);
    if (s->answer.why != NULL) {
        cmd_error("works that cannot be done here as they are written, and were not chosen:");
        (void)fputs(s->answer.why, stderr);
    }
    return cmd_ended("retrofit", st, NULL);
}

static int store(struct study *s)
{
    const struct table_data *const tables[] = {retrofit_table(s->arena, &s->answer),
                                               retrofit_limits_table(s->arena, &s->answer), NULL};
    const char *path = NULL;

    return run_io_simulate_with(s->arena, &s->loaded, s->options->output, s->options, tables,
                                &path);
}

static bool stays_passed(const struct retrofit_answer *a)
{
    bool stays = !a->is_found;

    for (size_t i = 0; i < a->n_breaches; i++) {
        stays = stays || a->breaches[i].is_left_out;
    }
    return stays;
}

static int retrofit_command(const struct command *self, const struct options *options)
{
    struct study s = {.arena = cmd_arena(), .scratch = cmd_arena(), .options = options};
    enum unit_system units = UNITS_SI;

    (void)self;
    cmd_catch_signals();
    int code = scenario_io_units(options, &units) && read_options(&s) ? EXIT_DONE : EXIT_BAD_USAGE;
    if (code == EXIT_DONE) {
        code = run_study(&s);
    }
    if (code == EXIT_DONE && options->output != NULL) {
        code = store(&s);
    }
    if (code == EXIT_DONE && options->is_json) {
        retrofit_print_json(&s.loaded, &s.request, &s.answer);
    } else if (code == EXIT_DONE) {
        retrofit_print_text(&s.loaded, &s.request, &s.answer, units);
    }
    if (code == EXIT_DONE && options->is_strict && stays_passed(&s.answer)) {
        code = EXIT_DOES_NOT_FIT;
    }
    arena_destroy(s.scratch);
    arena_destroy(s.arena);
    return code;
}

static const struct option_row option_rows[] = {
    {.name = "nameplate",
     .text = "every node draws its nameplate, not what its workload has it do",
     FIELD(is_nameplate)},
    {.name = "contingency",
     .text = "also lose every element in turn, and clear what the losses that should hold break",
     FIELD(is_contingency)},
    {.name = "horizon",
     .kind = OPTION_TEXT,
     .argument = "TIME",
     .text = "how long each loss is followed (default 15 min); implies --contingency",
     FIELD(horizon)},
    {.name = "reserve",
     .kind = OPTION_TEXT,
     .argument = "SHARE",
     .text = "margin that every limit must keep (default 0 %)",
     FIELD(reserve)},
    OUTPUT_ROW("FILE.h5", "also run the scenario and store the works beside its results"),
    SET_ROW,
    HALL_ROW,
    JSON_ROW,
    {.name = "strict", .text = "end with 1 when a limit stays passed", FIELD(is_strict)},
    UNITS_ROW,
    HELP_ROW,
    {0},
};

const struct command command_retrofit = {
    .name = "retrofit",
    .arguments = "SCENARIO",
    .summary = "the cheapest works that clear every limit that is passed, in their order",
    .example = "headroom retrofit @retrofit-pod",
    .details = "Works, their prices and lead times: `headroom catalog --kind work`, or 'works' in "
               "the\n"
               "scenario. Each set of works is run through the engine.",
    .options = option_rows,
    .n_least = 1,
    .n_most = 1,
    .run = retrofit_command,
};
