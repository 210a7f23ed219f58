/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/run_io.h"

#include <math.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "sim/cli/json.h"
#include "sim/cli/version.h"
#include "sim/decide/prices.h"
#include "sim/decide/tariff.h"
#include "sim/results/compare.h"
#include "sim/results/report.h"
#include "sim/results/verdict.h"
#include "sim/study/simulate.h"
#include "sim/study/sizing.h"

/* ---------------------------------------------------------------- progress */

double run_io_wall_s(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

struct run_io_progress run_io_progress_begin(const struct options *options)
{
    return (struct run_io_progress){.began_s = run_io_wall_s(),
                                    .is_terminal = isatty(STDERR_FILENO) == 1 && !options->is_quiet,
                                    .is_verbose = options->is_verbose};
}

/* Ten times a second on a terminal; in tenths of the whole elsewhere. */
void run_io_progress_show(struct run_io_progress *p, double done_frac, const char *what)
{
    if (!p->is_terminal) {
        if (p->is_verbose && (int)(done_frac * 10.0) > p->tenths) {
            p->tenths = (int)(done_frac * 10.0);
            (void)fprintf(stderr, "%d %% (%s)\n", p->tenths * 10, what);
        }
        return;
    }
    const double now_s = run_io_wall_s();
    if (now_s - p->began_s < 1.0 || now_s - p->shown_s < 0.1) {
        return;
    }
    const double left_s = (now_s - p->began_s) * (1.0 - done_frac) / fmax(done_frac, 1e-6);
    (void)fprintf(stderr, "\r%3.0f %%  %s, %.0f s left ", done_frac * 100.0, what, left_s);
    p->shown_s = now_s;
    p->is_shown = true;
}

void run_io_progress_clear(const struct run_io_progress *p)
{
    if (p->is_shown) {
        (void)fprintf(stderr, "\r%60s\r", "");
    }
}

static void show_progress(void *whom, double done_frac, double time_s)
{
    char what[64];

    (void)snprintf(what, sizeof what, "%.6g s simulated", time_s);
    run_io_progress_show(whom, done_frac, what);
}

/* --------------------------------------------------------------------- run */

void run_io_explain(const struct plan *plan, enum status st, const struct fault *f)
{
    const bool has_item = f->index < plan->n[f->dim];
    const char *const item = has_item ? plan->names[f->dim][f->index] : "";

    cmd_error("at %.6g s, stage %s, %s '%s'%s%s: %s", f->time_s, hall_stage_text(f->stage),
              dim_text(f->dim), item, f->column != NULL ? ", column " : "",
              f->column != NULL ? f->column : "", status_text(st));
    if (st == STATUS_IMBALANCE) {
        cmd_error("%.6g J appeared or vanished there; please report this as a fault of the program",
                  f->value);
    }
    if (st == STATUS_NO_CONVERGENCE) {
        cmd_error("a steady state may not exist: is there enough air, coolant and plant for the "
                  "load?");
    }
}

static int end_of(const struct plan *plan, enum status st, const struct simulate_answer *a)
{
    switch (st) {
    case STATUS_OK:
        return EXIT_DONE;
    case STATUS_INTERRUPTED:
        cmd_error("interrupted; what was simulated so far stands in %s", a->path);
        return EXIT_INTERRUPTED;
    case STATUS_IO:
        cmd_error("%s", a->why);
        return EXIT_NO_FILE;
    default:
        run_io_explain(plan, st, &a->fault);
        if (a->path != NULL) {
            cmd_error("what was simulated before stands in %s", a->path);
        }
        return EXIT_NO_SOLUTION;
    }
}

/* Sizing, prices, a tariff in two, and those of a study. */
enum { MOST_TABLES = 10 };

int run_io_simulate(struct arena *arena, const struct loaded *loaded, const char *output,
                    const struct options *options, const struct table_data *study,
                    const char **ret_path)
{
    const struct table_data *const studies[] = {study, NULL};

    return run_io_simulate_with(arena, loaded, output, options, studies, ret_path);
}

int run_io_simulate_with(struct arena *arena, const struct loaded *loaded, const char *output,
                         const struct options *options, const struct table_data *const *studies,
                         const char **ret_path)
{
    struct run_io_progress progress = run_io_progress_begin(options);
    const struct table_data *tables[MOST_TABLES + 1] = {NULL};
    const struct provenance_info provenance = {
        .scenario = loaded->scenario,
        .version = VERSION_NUMBER,
        .commit = cmd_commit(),
        .command = options->command_line,
        .is_full_precision = loaded->scenario->tree->output->precision == PRECISION_FULL,
    };
    const struct simulate_request request = {
        .plan = loaded->plan,
        .provenance = &provenance,
        .path = output,
        .tables = tables,
        .stop = &cmd_stop,
        .progress = show_progress,
        .whom = &progress,
    };
    struct simulate_answer answer;
    size_t n = 0;

    const struct table_data *const sizing =
        sizing_table(arena, loaded->scenario, loaded->site, loaded->hall);
    const struct table_data *const prices =
        prices_table(arena, loaded->scenario, loaded->site, loaded->hall);
    if (sizing != NULL) {
        tables[n++] = sizing;
    }
    if (prices != NULL) {
        tables[n++] = prices;
    }
    const struct scn_money *const money = loaded->scenario->tree->money;
    if (money != NULL && money->tariff != NULL) {
        struct tariff *const tariff = ARENA_ARRAY(arena, struct tariff, 1, "tariff");
        tariff_of(money, tariff);
        tables[n++] = tariff_prices_table(arena, tariff);
        tables[n++] = tariff_hours_table(arena, tariff);
    }
    for (size_t k = 0; studies[k] != NULL && n < MOST_TABLES; k++) {
        tables[n++] = studies[k];
    }
    const enum status st = simulate_run(arena, &request, &answer);
    run_io_progress_clear(&progress);
    if (st == STATUS_OK && answer.began_cold && !options->is_quiet) {
        cmd_error("the loads at the start have no steady state; the run began from rest");
    }
    *ret_path = answer.path;
    return end_of(loaded->plan, st, &answer);
}

/* ------------------------------------------------------------------ results */

bool run_io_has_passed_limit(const struct results *results)
{
    const struct results_limit *const limits = results_limits(results);

    for (size_t i = 0; i < results_n_limits(results); i++) {
        if (!limits[i].is_advisory && limits[i].margin < 0.0) {
            return true;
        }
    }
    return false;
}

static void add_limit(struct json *j, const struct results_limit *l)
{
    json_open(j, NULL, '{');
    json_text(j, "subject", l->subject);
    json_text(j, "limit", l->name);
    json_text(j, "unit", l->unit);
    json_number(j, "value", l->value);
    json_number(j, "limit_value", l->limit);
    json_number(j, "margin", l->margin);
    json_number(j, "margin_frac", l->margin_frac);
    json_number(j, "further_w", l->further_w);
    json_number(j, "band", l->band);
    json_number(j, "beyond_s", l->beyond_s);
    json_number(j, "nameplate_margin", l->nameplate_margin);
    json_number(j, "capped_margin", l->capped_margin);
    json_bool(j, "with_partner_lost", l->worst_is_n1);
    json_bool(j, "advisory", l->is_advisory);
    json_text(j, "verdict", verdict_text(l->verdict));
    json_close(j, '}');
}

void run_io_print_json(const struct results *r)
{
    static const char *const numbers[] = {"ledger/simulated_s",  "ledger/utility_j",
                                          "ledger/it_j",         "ledger/mechanical_j",
                                          "ledger/loss_j",       "ledger/to_liquid_j",
                                          "ledger/to_air_j",     "ledger/reject_j",
                                          "ledger/stored_j",     "ledger/worst_residual_frac",
                                          "ledger/pue",          "ledger/water_kg",
                                          "ledger/reused_j",     "ledger/free_s",
                                          "ledger/exhausted_j",  "ledger/all_free_s",
                                          "ledger/wet_s",        "ledger/compute_j",
                                          "ledger/gpu_s",        "ledger/lost_gpu_s",
                                          "ledger/dcie",         "ledger/wue_kg_per_j",
                                          "ledger/cue_kg_per_j", "ledger/ere",
                                          "ledger/erf",          "ledger/itue",
                                          "ledger/tue"};
    const struct results_limit *const limits = results_limits(r);
    struct json j = {0};

    json_open(&j, NULL, '{');
    json_text(&j, "schema", "headroom.run/1");
    json_text(&j, "file", results_path(r));
    json_text(&j, "title", results_text(r, "title"));
    json_text(&j, "status", results_status(r));
    json_text(&j, "verdict", verdict_text(verdict_of(r, NULL)));
    json_open(&j, "ledger", '{');
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        json_number(&j, numbers[i] + sizeof "ledger/" - 1, results_number(r, numbers[i]));
    }
    json_close(&j, '}');
    json_open(&j, "limits", '[');
    for (size_t i = 0; i < results_n_limits(r); i++) {
        add_limit(&j, &limits[i]);
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_print(&j);
}
