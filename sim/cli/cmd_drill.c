/* cmd_drill.c - headroom drill: a site is lost; what do the others take, and when?
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <string.h>

#include "sim/cli/drill_print.h"
#include "sim/cli/option_rows.h"
#include "sim/cli/run_io.h"

struct study {
    struct arena *arena;
    const struct options *options;
    struct scenario *scenario;
    struct recovery_request request;
    struct recovery_answer answer;
    struct drill_view view;
};

/* "SITE" or "SITE/HALL": a hall's own name may hold a slash, a site's may not end in one. */
static bool find_lost(struct study *s, const char *word)
{
    struct nearest near = {.word = word};

    for (size_t i = 0; i < s->scenario->n_sites; i++) {
        const struct scn_site *const site = &s->scenario->sites[i];
        const struct scn_hall *const halls = site->halls.items;
        const char *const name = site->name != NULL ? site->name : "site";
        nearest_try(&near, name);
        if (strcmp(word, name) == 0) {
            s->request.lost_site = i;
            s->request.lost_hall = -1;
            return true;
        }
        for (size_t h = 0; h < site->halls.n; h++) {
            const char *const whole =
                text_print(s->arena, "%s/%s", name, halls[h].name != NULL ? halls[h].name : "hall");
            nearest_try(&near, whole);
            if (strcmp(word, whole) == 0) {
                s->request.lost_site = i;
                s->request.lost_hall = (long)h;
                return true;
            }
        }
    }
    cmd_error_unknown("--lose: there is no site or hall", word, nearest_found(&near), "");
    return false;
}

static bool read_options(struct study *s)
{
    const struct options *const o = s->options;
    double jobs = 0.0;

    if (o->lose == NULL) {
        cmd_error("say what is lost: --lose SITE or --lose SITE/HALL");
        return false;
    }
    if (!scenario_io_units(o, &s->view.units)) {
        return false;
    }
    if (!cmd_option_count("jobs", o->jobs, 0.0, CMD_MOST_JOBS, &jobs)) {
        return false;
    }
    s->request.n_workers = (size_t)jobs;
    return true;
}

static int explain(const struct study *s, enum status st)
{
    const struct drill_answer *const d = &s->answer.drill;

    switch (st) {
    case STATUS_OK:
        return EXIT_DONE;
    case STATUS_INTERRUPTED:
        cmd_error("interrupted; nothing is kept");
        return EXIT_INTERRUPTED;
    case STATUS_BAD_INPUT:
        cmd_error("drill: %s", d->why != NULL ? d->why : status_text(st));
        return EXIT_BAD_USAGE;
    default:
        cmd_error("drill: %s in %s, stage %s", status_text(st),
                  d->fault_hall != NULL ? d->fault_hall : "a hall",
                  hall_stage_text(d->fault.stage));
        return EXIT_NO_SOLUTION;
    }
}

static int run_study(struct study *s)
{
    const int code = scenario_io_read(s->arena, s->options->words[0], s->options, &s->scenario);

    if (code != EXIT_DONE) {
        return code;
    }
    if (s->scenario->tree->recovery == NULL) {
        cmd_error("the scenario has no 'recovery'; say who takes over, and how "
                  "(@site-lost has one, docs/recovery.md says how)");
        return EXIT_BAD_USAGE;
    }
    if (!find_lost(s, s->options->lose)) {
        return EXIT_BAD_USAGE;
    }
    s->request.scenario = s->scenario;
    s->request.stop = &cmd_stop;
    return explain(s, recovery_run(s->arena, &s->request, &s->answer));
}

/* The tables go beside the run of a hall: that of --hall, else of the first receiver. */
static int store(struct study *s)
{
    const struct table_data *const tables[] = {
        drill_units_table(s->arena, &s->answer.drill),
        drill_limits_table(s->arena, &s->answer.drill),
        s->answer.drill.series,
        recovery_table(s->arena, &s->answer),
        sites_copies_table(s->arena, s->scenario, &s->answer.sites),
        NULL,
    };
    struct options of_hall = *s->options;
    struct loaded loaded = {0};
    const char *path = NULL;

    if (of_hall.hall == NULL && s->answer.n_receivers > 0) {
        of_hall.hall = s->answer.receivers[0].hall.text;
    }
    const int code = scenario_io_load(s->arena, s->options->words[0], &of_hall, &loaded);
    return code != EXIT_DONE ? code
                             : run_io_simulate_with(s->arena, &loaded, s->options->output,
                                                    s->options, tables, &path);
}

static int drill_command(const struct command *self, const struct options *options)
{
    struct study s = {.arena = cmd_arena(), .options = options};

    (void)self;
    cmd_catch_signals();
    int code = read_options(&s) ? run_study(&s) : EXIT_BAD_USAGE;
    if (code == EXIT_DONE && options->output != NULL) {
        code = store(&s);
    }
    if (code == EXIT_DONE) {
        s.view.scenario = s.scenario;
        s.view.lost = options->lose;
        s.view.answer = &s.answer;
        s.view.is_quiet = options->is_quiet;
        if (options->is_json) {
            drill_print_json(&s.view);
        } else {
            drill_print_text(&s.view);
        }
        code = options->is_strict && drill_print_has_gap(&s.answer) ? EXIT_DOES_NOT_FIT : code;
    }
    arena_destroy(s.arena);
    return code;
}

static const struct option_row option_rows[] = {
    {.name = "lose",
     .kind = OPTION_TEXT,
     .argument = "SITE[/HALL]",
     .text = "what is lost, at the first instant and whole",
     FIELD(lose)},
    JOBS_ROW,
    OUTPUT_ROW("FILE.h5",
               "also run the receiver (or --hall), and store the drill with its results"),
    SET_ROW,
    HALL_ROW,
    {.name = "quiet", .letter = 'q', .text = "print the verdict only", FIELD(is_quiet)},
    JSON_ROW,
    {.name = "strict",
     .text = "warnings are errors; ends with 1 when anything is shed, missed or not tested",
     FIELD(is_strict)},
    UNITS_ROW,
    HELP_ROW,
    {0},
};

const struct command command_drill = {
    .name = "drill",
    .arguments = "SCENARIO",
    .summary = "lose a site: what the others take without passing a limit, and when",
    .example = "headroom drill @site-lost --lose East",
    .details = "The scenario's 'recovery' says who takes over, in what order and how fast. Lost "
               "racks go to the\n"
               "receivers' racks by priority, each with a step at its time; the engine follows "
               "all halls, and the\n"
               "greatest number is kept that passes no limit, drops no rack and throttles none.",
    .options = option_rows,
    .n_least = 1,
    .n_most = 1,
    .run = drill_command,
};
