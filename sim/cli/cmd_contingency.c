/* cmd_contingency.c - headroom contingency: every single loss and every two, in time.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/contingency_print.h"
#include "sim/cli/option_rows.h"
#include "sim/cli/run_io.h"

enum { DEFAULT_LINES = 20, MOST_REFINE = 1000 };

static const double default_horizon_s = 900.0;

static bool read_options(const struct options *o, struct contingency_request *request,
                         struct contingency_view *view)
{
    request->has_pairs = o->is_pairs;
    request->is_nameplate = o->is_nameplate;
    request->horizon_s = default_horizon_s;
    view->is_brief = o->is_quiet;
    view->is_strict = o->is_strict;
    double refine = 1.0;
    double jobs = 0.0;
    double top = DEFAULT_LINES;

    if (!scenario_io_units(o, &view->units) ||
        !cmd_option_count("jobs", o->jobs, 0.0, CMD_MOST_JOBS, &jobs) ||
        !cmd_option_count("refine", o->refine, 1.0, MOST_REFINE, &refine) ||
        !cmd_option_count("top", o->top, 0.0, 1e9, &top)) {
        return false;
    }
    request->n_workers = (size_t)jobs;
    view->n_most = (size_t)top;
    if (o->horizon != NULL && (!cmd_read_time(o->horizon, &request->horizon_s) ||
                               request->horizon_s < 1e-3 || request->horizon_s > 1e7)) {
        cmd_error("--horizon takes a time such as '15 min', not '%s'", o->horizon);
        return false;
    }
    if (o->racks != NULL && o->is_pairs) {
        cmd_error("--racks loses one element: --pairs has no meaning with it");
        return false;
    }
    request->refine = refine;
    view->has_racks = o->racks != NULL;
    view->horizon_s = request->horizon_s;
    return true;
}

static void show_progress(void *whom, size_t n_done, size_t n_cases)
{
    char what[64];

    (void)snprintf(what, sizeof what, "%zu of %zu losses", n_done, n_cases);
    run_io_progress_show(whom, (double)n_done / (double)n_cases, what);
}

/* Says why there is no answer. */
static int refuse(const struct plan *plan, enum status st, const struct contingency_answer *answer)
{
    switch (st) {
    case STATUS_INTERRUPTED:
        cmd_error("interrupted; no case is kept");
        return EXIT_INTERRUPTED;
    case STATUS_NO_MEMORY:
        cmd_error("%s", status_text(st));
        return EXIT_NO_FILE;
    default:
        run_io_explain(plan, st, &answer->fault);
        return EXIT_NO_SOLUTION;
    }
}

/* -------------------------------------------------------------------- tree */

static int print_tree(const struct contingency_request *request, const char *name,
                      const struct contingency_view *view, struct contingency_answer *answer)
{
    struct plan_item item;

    if (!scenario_io_find(request->plan, "feeds", name, &item)) {
        return EXIT_BAD_USAGE;
    }
    const enum status st = contingency_begin(view->arena, request, answer);
    if (st != STATUS_OK) {
        return refuse(request->plan, st, answer);
    }
    contingency_print_tree(view, item);
    return EXIT_DONE;
}

/* ------------------------------------------------------------------- cases */

static int code_of(const struct contingency_view *view)
{
    if (contingency_print_is_passed(view)) {
        return EXIT_DOES_NOT_FIT;
    }
    for (size_t i = 0; i < view->answer->n; i++) {
        const struct contingency_row *const row = &view->answer->rows[i];
        if (row->what.n_lost == 1 && row->verdict == CONTINGENCY_UNKNOWN) {
            return EXIT_NO_SOLUTION;
        }
    }
    return EXIT_DONE;
}

static int store(const struct loaded *loaded, const struct options *options,
                 const struct contingency_view *view)
{
    const char *path = NULL;
    const struct table_data *const tables[] = {
        contingency_table(view->arena, view->plan, view->answer),
        contingency_racks_table(view->arena, view->plan, view->answer),
        NULL,
    };

    return run_io_simulate_with(view->arena, loaded, options->output, options, tables, &path);
}

static int run_cases(const struct loaded *loaded, const struct options *options,
                     struct contingency_request *request, struct contingency_view *view,
                     struct contingency_answer *answer)
{
    struct run_io_progress progress = run_io_progress_begin(options);

    struct plan_item item;

    if (options->racks != NULL) {
        if (!scenario_io_find(request->plan, "racks", options->racks, &item)) {
            return EXIT_BAD_USAGE;
        }
        if (item.dim == DIM_RACK) {
            cmd_error("--racks loses what feeds racks or cools them; '%s' is a rack",
                      options->racks);
            return EXIT_BAD_USAGE;
        }
        request->only = &item;
    }
    request->stop = &cmd_stop;
    request->progress = show_progress;
    request->whom = &progress;
    const enum status st = contingency_run(view->arena, request, answer);
    run_io_progress_clear(&progress);
    view->wall_s = run_io_wall_s() - progress.began_s;
    if (st != STATUS_OK) {
        return refuse(request->plan, st, answer);
    }
    if (answer->began_cold && !options->is_quiet) {
        cmd_error("the loads at the start have no steady state; every case begins from rest");
    }
    if (options->is_json) {
        contingency_print_json(view);
    } else if (view->has_racks && !options->is_quiet) {
        contingency_print_racks(view);
    } else {
        contingency_print_text(view);
    }
    const int code = options->output != NULL ? store(loaded, options, view) : EXIT_DONE;
    return code == EXIT_DONE ? code_of(view) : code;
}

static int contingency_command(const struct command *self, const struct options *options)
{
    struct arena *const arena = cmd_arena();
    struct contingency_request request = {0};
    struct contingency_answer answer = {0};
    struct contingency_view view = {.arena = arena, .answer = &answer};
    struct loaded loaded = {0};
    int code = EXIT_BAD_USAGE;

    (void)self;
    if (read_options(options, &request, &view)) {
        cmd_catch_signals();
        code = scenario_io_load(arena, options->words[0], options, &loaded);
    }
    if (code == EXIT_DONE) {
        request.plan = loaded.plan;
        view.plan = loaded.plan;
        view.downstream = downstream_create(arena, loaded.plan);
        code = options->feeds != NULL ? print_tree(&request, options->feeds, &view, &answer)
                                      : run_cases(&loaded, options, &request, &view, &answer);
    }
    arena_destroy(arena);
    return code;
}

static const struct option_row option_rows[] = {
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
    JOBS_ROW,
    OUTPUT_ROW("FILE.h5", "also run the scenario, and store the cases with its results"),
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

const struct command command_contingency = {
    .name = "contingency",
    .arguments = "SCENARIO",
    .summary = "lose every element in turn: what drops, what is passed, how soon",
    .example = "headroom contingency @first-hall",
    .details =
        "Each case is a transient from the state before the fault: transfers, batteries, trips, "
        "air "
        "and\n"
        "water that warm. It\n"
        "  holds         when no rack loses power, throttles or shuts, and no required\n"
        "                limit is passed;\n"
        "  holds so far  likewise, but a margin was still shrinking at the end of the\n"
        "                time;\n"
        "  has no spare  when only what the drawing leaves without a second way is lost;\n"
        "  FAILS         when something takes over (a second feed, a CDU that shares the\n"
        "                racks, air handlers under 'redundancy: N+1') and yet racks lose\n"
        "                power, throttle, shut or a limit is passed.\n"
        "Ends with 1 when any single loss FAILS: 2N and N+1 did not keep their promise. N "
        "promises\n"
        "nothing, so 'no spare' ends with 0; with --strict it ends with 1 as well. Pairs never "
        "decide.",
    .options = option_rows,
    .n_least = 1,
    .n_most = 1,
    .run = contingency_command,
};
