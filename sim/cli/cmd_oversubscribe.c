/* cmd_oversubscribe.c - headroom oversubscribe: nodes that fit by quantile of their load.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/lines.h"
#include "sim/cli/json.h"
#include "sim/cli/option_rows.h"
#include "sim/cli/run_io.h"
#include "sim/cli/term.h"
#include "sim/study/oversubscribe.h"

enum { MOST_CORRELATIONS = 16, NAME_WIDTH = 22 };

struct study {
    struct arena *arena;
    const struct options *options;
    struct loaded loaded;
    struct mix mix;
    struct oversubscribe_request request;
    double correlations[MOST_CORRELATIONS];
    size_t n_correlations;
    struct oversubscribe_answer answers[MOST_CORRELATIONS];
};

/* ----------------------------------------------------------------- options */

static bool read_correlations(struct study *s, const char *list)
{
    for (const char *at = list; s->n_correlations < MOST_CORRELATIONS; at++) {
        const struct view word = {at, strcspn(at, ",")};
        double *const r = &s->correlations[s->n_correlations];
        size_t taken = 0;
        if (text_to_double(word, r, &taken) != NUMBER_OK || taken != word.length || *r < 0.0 ||
            *r > 1.0) {
            return false;
        }
        s->n_correlations++;
        at += word.length;
        if (*at == '\0') {
            return true;
        }
    }
    return false;
}

static bool read_options(struct study *s)
{
    const struct options *const o = s->options;
    double samples = 0.0;
    double seed = 1.0;

    s->request.interval_s = 60.0;
    if (!read_correlations(s, o->correlation != NULL ? o->correlation : "0,0.25,0.5,0.75,1")) {
        cmd_error("--correlation takes up to %d numbers from 0 to 1 such as 0,0.5,1, not '%s'",
                  MOST_CORRELATIONS, o->correlation);
        return false;
    }
    if (o->interval != NULL &&
        !(cmd_read_time(o->interval, &s->request.interval_s) && s->request.interval_s >= 1.0)) {
        cmd_error("--interval takes a time from 1 s such as '1 min', not '%s'", o->interval);
        return false;
    }
    if (!cmd_option_count("samples", o->samples, 100.0, 1e7, &samples)) {
        return false;
    }
    if (!cmd_option_count("seed", o->seed, 0.0, CMD_MOST_SEED, &seed)) {
        return false;
    }
    s->request.n_samples = (size_t)samples;
    s->request.seed = (unsigned long)seed;
    return true;
}

/* The limit as said, or the hall's. */
static bool find_limit(struct study *s)
{
    const struct loaded *const l = &s->loaded;
    const struct scn_hall *const halls = l->scenario->sites[l->site].halls.items;
    const char *const said = s->options->limit;

    s->request.limit_w = halls[l->hall].it_limit_w;
    if (said != NULL &&
        !(cmd_read_quantity(said, "W", NULL, &s->request.limit_w) && s->request.limit_w > 0.0)) {
        cmd_error("--limit takes a power such as '1.2 MW', not '%s'", said);
        return false;
    }
    if (isnan(s->request.limit_w)) {
        cmd_error("the hall has no it_limit; say which limit is meant with --limit '1.2 MW'");
        return false;
    }
    return true;
}

/* -------------------------------------------------------------------- text */

static void print_count(double n)
{
    if (isnan(n)) {
        (void)printf(" %9s", "-");
    } else {
        (void)printf(" %9.0f", n);
    }
}

/* How many fit, and what that gains over nameplate: "159 +35.9%". */
static void print_gain(double n, double gain_frac)
{
    if (isnan(n)) {
        (void)printf(" %7s", "-");
    } else {
        (void)printf(" %7.0f", n);
    }
    if (isfinite(gain_frac)) {
        (void)printf(" %+6.1f%%", 100.0 * gain_frac);
    } else {
        (void)printf(" %7s", "-");
    }
}

/* A name that begins a row, as wide as the tables' first column. */
static void print_name(const char *name)
{
    struct text cell = {0};

    lines_label(&cell, name, 0, NAME_WIDTH);
    (void)printf("%s", cell.at);
    text_release(&cell);
}

static void print_correlation(double correlation)
{
    char name[32];

    (void)snprintf(name, sizeof name, "correlation %.4g", correlation);
    print_name(name);
}

static void print_mix(const struct study *s)
{
    bool is_sampled = false;

    (void)printf("%-*s %6s %9s %6s %6s %6s %6s %6s\n", NAME_WIDTH, "A node of, kW", "share",
                 "nameplate", "idle", "mean", "P50", "P95", "P99");
    for (size_t t = 0; t < s->mix.n; t++) {
        const struct mix_type *const type = &s->mix.types[t];
        print_name(type->name);
        (void)printf(" %5.0f%% %9.2f %6.2f %6.2f", 100.0 * type->count / s->mix.n_nodes,
                     type->nameplate_w / 1e3, type->idle_w / 1e3, type->mean_w / 1e3);
        for (size_t k = 0; k < OVERSUBSCRIBE_LEVELS; k++) {
            (void)printf(" %6.2f", mix_quantile_w(type, oversubscribe_shares[k]) / 1e3);
        }
        (void)printf("%s\n", type->is_exact ? "" : " *");
        is_sampled = is_sampled || !type->is_exact;
    }
    (void)printf("%s", is_sampled ? "* its workload was sampled in time\n" : "");
}

static void print_counts(const struct study *s)
{
    const struct oversubscribe_answer *const first = &s->answers[0];

    (void)printf("\n%-*s %9s %15s %15s %15s\n", NAME_WIDTH, "Nodes that fit", "nameplate", "P50",
                 "P95", "P99");
    print_name("each at its quantile");
    print_count(first->n_nameplate);
    for (size_t k = 0; k < OVERSUBSCRIBE_LEVELS; k++) {
        print_gain(first->level[k].n_own, first->level[k].n_own / first->n_nameplate - 1.0);
    }
    (void)printf("\n");
    for (size_t i = 0; i < s->n_correlations; i++) {
        const struct oversubscribe_answer *const a = &s->answers[i];
        print_correlation(a->correlation);
        print_count(a->n_nameplate);
        for (size_t k = 0; k < OVERSUBSCRIBE_LEVELS; k++) {
            print_gain(a->level[k].n_nodes, a->level[k].gain_frac);
        }
        (void)printf("\n");
    }
    term_say("", 0,
             "%.3g node%s a rack. The gain is over nameplate; what the correlation leaves of it "
             "beyond the first line is diversity.",
             s->mix.nodes_a_rack, s->mix.nodes_a_rack == 1.0 ? "" : "s");
}

static void print_guard(const struct study *s)
{
    bool holds = true;

    (void)printf("\n%-*s %8s %26s %8s %9s\n", NAME_WIDTH, "The guard at P95", "capped",
                 "events a year", "work", "cap a");
    (void)printf("%-*s %8s %8s %8s %8s %8s %9s\n", NAME_WIDTH, "", "of time", "P5", "P50", "P95",
                 "lost", "node, kW");
    for (size_t i = 0; i < s->n_correlations; i++) {
        const struct oversubscribe_level *const l = &s->answers[i].level[1];
        print_correlation(s->answers[i].correlation);
        (void)printf(" %7.2f%% %8.0f %8.0f %8.0f %7.3f%% %9.2f%s\n", 100.0 * l->capped_frac,
                     l->events_a_year[0], l->events_a_year[1], l->events_a_year[2],
                     100.0 * l->lost_frac, l->guard_w / 1e3, l->guard_holds ? "" : " !");
        holds = holds && l->guard_holds;
    }
    (void)printf("An event is an interval of %.6g s whose demand would pass the limit.\n",
                 s->request.interval_s);
    (void)printf("%s", holds ? "" : "! the guard cannot hold: idle power is above the limit\n");
}

static void print_text(const struct study *s)
{
    (void)printf("%s\n\n%.6g kW for all nodes, %zu halls drawn, seed %lu\n\n",
                 s->loaded.plan->title != NULL ? s->loaded.plan->title : s->loaded.plan->name,
                 s->request.limit_w / 1e3, s->request.n_samples, s->request.seed);
    print_mix(s);
    print_counts(s);
    print_guard(s);
}

/* -------------------------------------------------------------------- JSON */

static void add_level(struct json *j, const struct oversubscribe_level *l, double nodes_a_rack)
{
    json_open(j, NULL, '{');
    json_number(j, "share", l->share);
    json_number(j, "nodes", l->n_nodes);
    json_number(j, "racks", floor(l->n_nodes / nodes_a_rack));
    json_number(j, "own_nodes", l->n_own);
    json_number(j, "gain_frac", l->gain_frac);
    json_number(j, "diversity_frac", l->diversity_frac);
    json_number(j, "guard_w", l->guard_w);
    json_bool(j, "guard_holds", l->guard_holds);
    json_number(j, "capped_frac", l->capped_frac);
    json_number(j, "events_p5", l->events_a_year[0]);
    json_number(j, "events_p50", l->events_a_year[1]);
    json_number(j, "events_p95", l->events_a_year[2]);
    json_number(j, "lost_frac", l->lost_frac);
    json_close(j, '}');
}

static void add_mix(struct json *j, const struct mix *mix)
{
    json_open(j, "mix", '[');
    for (size_t t = 0; t < mix->n; t++) {
        const struct mix_type *const type = &mix->types[t];
        json_open(j, NULL, '{');
        json_text(j, "name", type->name);
        json_number(j, "count", type->count);
        json_number(j, "nameplate_w", type->nameplate_w);
        json_number(j, "idle_w", type->idle_w);
        json_number(j, "mean_w", type->mean_w);
        json_number(j, "p50_w", mix_quantile_w(type, 0.50));
        json_number(j, "p95_w", mix_quantile_w(type, 0.95));
        json_number(j, "p99_w", mix_quantile_w(type, 0.99));
        json_bool(j, "exact", type->is_exact);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void print_json(const struct study *s)
{
    struct json j = {0};

    json_open(&j, NULL, '{');
    json_text(&j, "schema", "headroom.oversubscribe/1");
    json_text(&j, "title", s->loaded.plan->title);
    json_number(&j, "limit_w", s->request.limit_w);
    json_number(&j, "interval_s", s->request.interval_s);
    json_number(&j, "samples", (double)s->request.n_samples);
    json_number(&j, "seed", (double)s->request.seed);
    add_mix(&j, &s->mix);
    json_open(&j, "correlations", '[');
    for (size_t i = 0; i < s->n_correlations; i++) {
        const struct oversubscribe_answer *const a = &s->answers[i];
        json_open(&j, NULL, '{');
        json_number(&j, "correlation", a->correlation);
        json_number(&j, "nameplate_nodes", a->n_nameplate);
        json_open(&j, "levels", '[');
        for (size_t k = 0; k < OVERSUBSCRIBE_LEVELS; k++) {
            add_level(&j, &a->level[k], s->mix.nodes_a_rack);
        }
        json_close(&j, ']');
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_print(&j);
}

/* --------------------------------------------------------------------- run */

static int run_study(struct study *s)
{
    struct fault fault = {0};
    int code = scenario_io_load(s->arena, s->options->words[0], s->options, &s->loaded);

    if (code != EXIT_DONE) {
        return code;
    }
    if (!find_limit(s)) {
        return EXIT_BAD_USAGE;
    }
    enum status st = mix_make(s->arena, s->loaded.plan, &s->mix, &fault);
    s->request.mix = &s->mix;
    if (st == STATUS_OK && s->request.n_samples == 0) {
        s->request.n_samples = oversubscribe_samples(&s->mix, s->request.limit_w);
    }
    for (size_t i = 0; i < s->n_correlations && st == STATUS_OK; i++) {
        st = oversubscribe_count(s->arena, &s->request, s->correlations[i], &s->answers[i]);
    }
    if (st != STATUS_OK) {
        run_io_explain(s->loaded.plan, st, &fault);
        return EXIT_NO_SOLUTION;
    }
    return EXIT_DONE;
}

static int store(struct study *s)
{
    const struct table_data *const table =
        oversubscribe_table(s->arena, &s->mix, s->answers, s->n_correlations);
    const char *path = NULL;

    return run_io_simulate(s->arena, &s->loaded, s->options->output, s->options, table, &path);
}

static int oversubscribe_command(const struct command *self, const struct options *options)
{
    struct study s = {.arena = cmd_arena(), .options = options};

    (void)self;
    cmd_catch_signals();
    int code = read_options(&s) ? run_study(&s) : EXIT_BAD_USAGE;
    if (code == EXIT_DONE && options->output != NULL) {
        code = store(&s);
    }
    if (code == EXIT_DONE && options->is_json) {
        print_json(&s);
    } else if (code == EXIT_DONE) {
        print_text(&s);
    }
    arena_destroy(s.arena);
    return code;
}

static const struct option_row option_rows[] = {
    {.name = "limit",
     .kind = OPTION_TEXT,
     .argument = "POWER",
     .text = "of all nodes together (default: the hall's it_limit)",
     FIELD(limit)},
    {.name = "correlation",
     .kind = OPTION_TEXT,
     .argument = "R,R...",
     .text = "of the nodes' loads, 0 to 1 (default 0,0.25,0.5,0.75,1)",
     FIELD(correlation)},
    {.name = "interval",
     .kind = OPTION_TEXT,
     .argument = "TIME",
     .text = "for which a node keeps what it drew (default 1 min): counts events",
     FIELD(interval)},
    {.name = "samples",
     .kind = OPTION_TEXT,
     .argument = "N",
     .text = "halls drawn (default 20000, fewer for more than 1000 nodes)",
     FIELD(samples)},
    SEED_ROW,
    OUTPUT_ROW("FILE.h5", "also run the scenario and store the counts beside its results"),
    SET_ROW,
    HALL_ROW,
    JSON_ROW,
    HELP_ROW,
    {0},
};

const struct command command_oversubscribe = {
    .name = "oversubscribe",
    .arguments = "SCENARIO",
    .summary = "how many nodes fit at P95 of their load under a cap as guard",
    .example = "headroom oversubscribe @oversubscribe",
    .details =
        "A seeded Monte Carlo of the scenario's mix of nodes and workloads. A correlation of 1 is "
        "one\n"
        "synchronised job.",
    .options = option_rows,
    .n_least = 1,
    .n_most = 1,
    .run = oversubscribe_command,
};
