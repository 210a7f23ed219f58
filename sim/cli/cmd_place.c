/* cmd_place.c - headroom place: where each workload should stand, and whether it still should.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>

#include "sim/cli/option_rows.h"
#include "sim/cli/place_print.h"
#include "sim/cli/run_io.h"

struct study {
    struct arena *arena;
    struct arena *scratch;
    const struct options *options;
    struct loaded loaded;
    struct places_request request;
    struct places_answer answer;
    struct drift_answer drift;
    bool has_drift;
};

static int run_study(struct study *s)
{
    const int code = scenario_io_load(s->arena, s->options->words[0], s->options, &s->loaded);

    if (code != EXIT_DONE) {
        return code;
    }
    if (s->loaded.scenario->tree->placement == NULL) {
        cmd_error("the scenario has no 'placement'; say what needs a place, and where it may be "
                  "(`headroom place @placement` has one, docs/placement.md says how)");
        return EXIT_BAD_USAGE;
    }
    s->request = (struct places_request){.scenario = s->loaded.scenario,
                                         .path = s->options->words[0],
                                         .sets = s->options->sets.at,
                                         .n_sets = s->options->sets.n,
                                         .site = s->loaded.site,
                                         .hall = s->loaded.hall,
                                         .is_nameplate = s->options->is_nameplate,
                                         .stop = &cmd_stop};
    const enum status st = places_run(s->scratch, s->arena, &s->request, &s->answer);
    return cmd_ended("place", st, s->answer.why);
}

static int read_meter(struct study *s)
{
    struct diag *const diag = diag_create(s->arena);
    struct meter meter = {0};
    const enum status read = import_meter(s->arena, s->options->meter, diag, &meter);
    const int code = cmd_report_problems(diag, s->options);

    if (read != STATUS_OK) {
        return code != EXIT_DONE ? code : EXIT_NO_FILE;
    }
    const enum status st =
        drift_run(s->scratch, s->arena, &s->request, &s->answer, &meter, &s->drift);
    s->has_drift = st == STATUS_OK;
    return cmd_ended("place", st, s->drift.now.why);
}

static int store(struct study *s)
{
    const struct table_data *const tables[] = {places_table(s->arena, &s->answer), NULL};
    const char *path = NULL;

    return run_io_simulate_with(s->arena, &s->loaded, s->options->output, s->options, tables,
                                &path);
}

static int place_command(const struct command *self, const struct options *options)
{
    struct study s = {.arena = cmd_arena(), .scratch = cmd_arena(), .options = options};

    (void)self;
    cmd_catch_signals();
    int code = run_study(&s);
    if (code == EXIT_DONE && options->meter != NULL && s.answer.plan.is_found) {
        code = read_meter(&s);
    }
    if (code == EXIT_DONE && options->output != NULL) {
        code = store(&s);
    }
    if (code == EXIT_DONE) {
        const struct drift_answer *const drift = s.has_drift ? &s.drift : NULL;
        const bool holds = s.answer.plan.is_found && (drift == NULL || drift->n_broken == 0);
        (options->is_json ? place_print_json : place_print_text)(&s.request, &s.answer, drift);
        code = holds ? EXIT_DONE : EXIT_DOES_NOT_FIT;
    }
    arena_destroy(s.scratch);
    arena_destroy(s.arena);
    return code;
}

static const struct option_row option_rows[] = {
    {.name = "meter",
     .kind = OPTION_TEXT,
     .argument = "FILE.csv",
     .text = "hold the placement against readings: time [h],workload,power [kW]",
     FIELD(meter)},
    {.name = "nameplate",
     .text = "every node of the hall draws its nameplate, not what its workload has it do",
     FIELD(is_nameplate)},
    OUTPUT_ROW("FILE.h5", "also run the scenario and store the placement beside its results"),
    SET_ROW,
    HALL_ROW,
    JSON_ROW,
    STRICT_ROW,
    HELP_ROW,
    {0},
};

const struct command command_place = {
    .name = "place",
    .arguments = "SCENARIO",
    .summary = "the cheapest place for each workload under hard limits, and its drift",
    .example = "headroom place @placement",
    .details =
        "Halls hold what the engine lets them hold; other venues what they sell. Ends with 1 "
        "when no\n"
        "placement holds, or when the meter shows that it no longer does.",
    .options = option_rows,
    .n_least = 1,
    .n_most = 1,
    .run = place_command,
};
