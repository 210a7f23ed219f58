/* cmd_air.c - headroom air: a room's air in three dimensions, from a reference case's description to
 * tables with the reference's headings.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/air_tables.h"
#include "sim/cli/cmd.h"
#include "sim/cli/option_rows.h"

/* The fine grid of docs/models/air-field.md. */
#define USUAL_CELL_M 0.15

/* Reference series have a row every five seconds for five minutes. */
#define USUAL_EVERY_S 5.0
#define USUAL_UNTIL_S 300.0

/* Fronts of air that pass in a few seconds want shorter steps than rooms that rest. */
#define STEADY_STEP_S    1.0
#define TRANSIENT_STEP_S 0.25

struct air_choice {
    struct airflow_request request;
    double steady_step_s;
    double step_s;
    double until_s;
    double every_s;
};

/* A plain number above zero, or an error. */
static bool read_positive(const char *option, const char *word, double *ret)
{
    size_t taken = 0;

    if (word == NULL) {
        return true;
    }
    if (text_to_double(view_of(word), ret, &taken) != NUMBER_OK || word[taken] != '\0' ||
        !(*ret > 0.0)) {
        cmd_error("--%s is a number above zero, not '%s'", option, word);
        return false;
    }
    return true;
}

static bool choose(const struct options *o, const struct air_case *c, struct air_choice *ret)
{
    *ret = (struct air_choice){
        .request = {.cell_m = USUAL_CELL_M, .settings = field_settings()},
        .steady_step_s = STEADY_STEP_S,
        .step_s = TRANSIENT_STEP_S,
        .until_s = USUAL_UNTIL_S,
        .every_s = USUAL_EVERY_S,
    };
    if (o->grid != NULL && air_case_has_grid(c, o->grid)) {
        ret->request.grid = o->grid;
    } else if (!read_positive("grid", o->grid, &ret->request.cell_m)) {
        return false;
    }
    if (!read_positive("step", o->step, &ret->step_s) ||
        !read_positive("until", o->until, &ret->until_s) ||
        !read_positive("every", o->every, &ret->every_s)) {
        return false;
    }
    ret->steady_step_s = o->step != NULL ? ret->step_s : ret->steady_step_s;
    return true;
}

static FILE *open_table(const char *folder, const char *name)
{
    char path[4096];

    if (folder == NULL) {
        return stdout;
    }
    (void)snprintf(path, sizeof path, "%s/%s.csv", folder, name);
    FILE *const to = fopen(path, "w");
    if (to == NULL) {
        cmd_error("%s: %s", path, strerror(errno));
    }
    return to;
}

static bool close_table(FILE *to, const char *folder)
{
    if (folder == NULL) {
        return true;
    }
    if (fclose(to) != 0) {
        cmd_error("%s: %s", folder, strerror(errno));
        return false;
    }
    return true;
}

/* Racks denser than those that were compared may be right, but nobody has looked. */
static void tell_validity(const struct airflow *a)
{
    const struct case_rack *const racks = a->source->racks.items;

    for (size_t r = 0; r < a->source->racks.n; r++) {
        if (racks[r].heat_w > FIELD_COMPARED_RACK_W) {
            (void)fprintf(stderr, "not validated: racks above %g kW (rack '%s')\n",
                          FIELD_COMPARED_RACK_W / 1e3, racks[r].name);
            return;
        }
    }
}

/* Says on stderr what the numbers rest on. */
static void tell_settled(const struct airflow *a)
{
    const struct field_settled *const s = &a->settled;
    const struct field_ledger l = field_ledger(a->field);
    const double closure = l.turnover_j > 0.0 ? (l.residual_j + l.links_j) / l.turnover_j : 0.0;

    (void)fprintf(stderr, "%zu cells, %.1f MB; %s after %.0f s: inlets and returns moved %.3f K, ",
                  a->n_cells, (double)a->n_bytes / 1e6, s->is_steady ? "steady" : "UNSTEADY",
                  s->time_s, s->moved_k);
    (void)fprintf(stderr,
                  "largest swing %.3f K, heat stored %.2f %%\n"
                  "ledger: closure %.1e of the turnover, openings' residual %.1e, worst cell's "
                  "divergence %.1e\n",
                  s->swing_k, 100.0 * s->balance_frac, closure,
                  l.turnover_j > 0.0 ? fabs(l.links_j) / l.turnover_j : 0.0, l.divergence_frac);
}

static int march(struct airflow *a, const struct air_choice *choice, const char *folder)
{
    FILE *const to = open_table(folder, "timeseries");

    if (to == NULL) {
        return EXIT_NO_FILE;
    }
    const size_t n_rows = (size_t)floor(choice->until_s / choice->every_s + 1e-9);
    const size_t n_steps = (size_t)fmax(1.0, ceil(choice->every_s / choice->step_s - 1e-9));
    enum status st = STATUS_OK;
    air_print_series_head(to, a);
    air_print_series_row(to, a, 0.0);
    airflow_fail(a);
    field_reset_ledger(a->field);
    for (size_t row = 1; row <= n_rows && st == STATUS_OK; row++) {
        for (size_t i = 0; i < n_steps && st == STATUS_OK; i++) {
            st = field_step(a->field, choice->every_s / (double)n_steps);
        }
        air_print_series_row(to, a, choice->every_s * (double)row);
    }
    const struct field_ledger l = field_ledger(a->field);
    (void)fprintf(stderr, "march: closure %.1e of the turnover, openings' residual %.1e\n",
                  (l.residual_j + l.links_j) / l.turnover_j, fabs(l.links_j) / l.turnover_j);
    if (st != STATUS_OK) {
        cmd_error("the march ended early: %s", status_text(st));
    }
    const bool is_closed = close_table(to, folder);
    return st != STATUS_OK ? EXIT_NO_SOLUTION : is_closed ? EXIT_DONE : EXIT_NO_FILE;
}

/* Tables of the settled state. On stdout a case with racks is its rack table, one without is its
 * summary; in a folder all are written. */
static int print_settled(struct arena *arena, struct airflow *a, const char *folder)
{
    struct origins found;
    const enum status st = a->n_sections > 0 ? airflow_origins(arena, a, &found) : STATUS_OK;
    const struct origins *const origins = a->n_sections > 0 && st == STATUS_OK ? &found : NULL;

    if (st != STATUS_OK) { /* temperatures stand without them */
        cmd_error("capture and recirculation are left out: %s", status_text(st));
    }
    for (size_t i = 0; i < AIR_TABLES; i++) {
        const bool is_wanted =
            folder != NULL || i == (size_t)(a->n_sections > 0 ? AIR_RACKS : AIR_SUMMARY);
        if (!is_wanted) {
            continue;
        }
        FILE *const to = open_table(folder, air_table_name(a, (enum air_table)i));
        if (to == NULL) {
            return EXIT_NO_FILE;
        }
        air_print_table(to, a, (enum air_table)i, origins);
        if (!close_table(to, folder)) {
            return EXIT_NO_FILE;
        }
    }
    return EXIT_DONE;
}

static int solve(struct arena *arena, struct airflow *a, const struct air_choice *choice,
                 const struct options *options)
{
    struct field_settle how = field_settle_usual();

    how.dt_s = choice->steady_step_s;
    const enum status st = airflow_settle(a, &how);
    if (st != STATUS_OK) {
        cmd_error("the room's air: %s", status_text(st));
        return EXIT_NO_SOLUTION;
    }
    tell_settled(a);
    tell_validity(a);
    const int code = print_settled(arena, a, options->output);
    if (code != EXIT_DONE || a->source->mode != CASE_TRANSIENT) {
        return code;
    }
    if (options->output == NULL) {
        (void)printf("\n");
    }
    return march(a, choice, options->output);
}

static int air_command(const struct command *self, const struct options *options)
{
    struct arena *const arena = cmd_arena();
    struct diag *const diag = diag_create(arena);
    struct air_case *source = NULL;
    struct airflow *airflow = NULL;
    struct air_choice choice = {0};
    int code = EXIT_BAD_USAGE;

    (void)self;
    if (air_case_load(arena, options->words[0], diag, &source) != STATUS_OK) {
        code = cmd_report_problems(diag, options);
    } else if (choose(options, source, &choice)) {
        const enum status st = airflow_build(arena, source, &choice.request, diag, &airflow);
        code = cmd_report_problems(diag, options);
        if (st == STATUS_OK && code == EXIT_DONE) {
            code = solve(arena, airflow, &choice, options);
        }
    }
    arena_destroy(arena);
    return code;
}

static const struct option_row option_rows[] = {
    OUTPUT_ROW("FOLDER", "write every table as a CSV file there"),
    {.name = "grid",
     .kind = OPTION_TEXT,
     .argument = "M|NAME",
     .text = "largest cell in m (default 0.15), or a grid that the case names",
     FIELD(grid)},
    {.name = "step",
     .kind = OPTION_TEXT,
     .argument = "S",
     .text = "time step in s (default 1 to settle, 0.25 to march)",
     FIELD(step)},
    {.name = "until",
     .kind = OPTION_TEXT,
     .argument = "S",
     .text = "end of a transient case (default 300)",
     FIELD(until)},
    {.name = "every",
     .kind = OPTION_TEXT,
     .argument = "S",
     .text = "time between rows of a transient case (default 5)",
     FIELD(every)},
    JSON_ROW,
    HELP_ROW,
    {0},
};

const struct command command_air = {
    .name = "air",
    .arguments = "CASE.yaml",
    .summary = "a room's air in three dimensions: inlets, capture, recirculation",
    .example = "headroom air CASE.yaml --grid 0.15",
    .details =
        "CASE.yaml is in the format of the reference cases (docs/models/air-field.md). Prints the "
        "rack\n"
        "table as CSV, then for a transient case the time series; a case without racks its "
        "summary.",
    .options = option_rows,
    .n_least = 1,
    .n_most = 1,
    .run = air_command,
};
