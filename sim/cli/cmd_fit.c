/* cmd_fit.c - headroom fit: how many more nodes or racks a hall takes, and what binds.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/fit_print.h"
#include "sim/cli/option_rows.h"
#include "sim/cli/run_io.h"

enum { DEFAULT_HORIZON_S = 900 };

/* The loads that stand side by side, each in both services. */
static const enum fit_load side_loads[] = {FIT_NAMEPLATE, FIT_MEASURED, FIT_P95, FIT_CAPPED};
enum { SIDE_LOADS = sizeof side_loads / sizeof side_loads[0], SEARCHES = 2 + 2 * SIDE_LOADS };

struct study {
    struct arena *arena;
    const struct options *options;
    struct loaded loaded;
    struct addition addition;
    struct addition_request wanted;
    struct fit_request request; /* what was asked for */
    struct fit_air airs[FIT_AIRS];
    double ambient_c;
    double n_workers;
    struct fit_answer
        answers[SEARCHES];    /* the one that was asked for, the same for certain, others */
    size_t *places[SEARCHES]; /* how many of it at each rack */
    struct fit_transient transient;
    struct fit_view view;
};

/* ----------------------------------------------------------------- options */

/* What counts, by one word: the service, or the load that is meant. */
static bool read_limit(struct study *s)
{
    const char *const word = s->options->limit != NULL ? s->options->limit : "n-1";
    static const struct {
        const char *word;
        enum fit_load load;
        enum fit_service service;
    } words[] = {{"normal", FIT_NAMEPLATE, FIT_NORMAL},
                 {"n-1", FIT_NAMEPLATE, FIT_N1},
                 {"p95", FIT_P95, FIT_N1},
                 {"capped", FIT_CAPPED, FIT_N1}};

    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
        if (strcmp(word, words[k].word) == 0) {
            s->request.load = words[k].load;
            s->request.service = words[k].service;
            return true;
        }
    }
    cmd_error("--limit takes normal, n-1, p95 or capped, not '%s'", word);
    return false;
}

static bool read_load(struct study *s)
{
    const char *const word = s->options->load;

    if (word == NULL) {
        return true;
    }
    for (int load = 0; load < FIT_LOADS; load++) {
        if (strcmp(word, fit_load_text((enum fit_load)load)) == 0) {
            s->request.load = (enum fit_load)load;
            return true;
        }
    }
    cmd_error("--load takes nameplate, measured, p95, capped or workload, not '%s'", word);
    return false;
}

static bool read_quantity(const char *option, const char *text, const char *si, const char *example,
                          double *ret)
{
    if (text == NULL || cmd_read_quantity(text, si, NULL, ret)) {
        return true;
    }
    cmd_error("--%s takes a quantity such as '%s', not '%s'", option, example, text);
    return false;
}

static bool read_options(struct study *s)
{
    const struct options *const o = s->options;

    s->wanted =
        (struct addition_request){.entry = o->add, .workload = o->workload, .cap_w = PARAM_UNKNOWN};
    s->request.ask = PARAM_UNKNOWN;
    s->ambient_c = PARAM_UNKNOWN;
    if (o->add == NULL) {
        cmd_error("--add NAME says what: a node or a rack of the catalogue, such as dgx-h100");
        return false;
    }
    if (!read_limit(s) || !read_load(s) || !scenario_io_units(o, &s->view.units) ||
        !read_quantity("cap", o->cap, "W", "8 kW", &s->wanted.cap_w) ||
        !read_quantity("ambient", o->ambient, "degC", "40 degC", &s->ambient_c) ||
        !read_quantity("margin", o->margin, "K", "2 K", &s->view.margin_k)) {
        return false;
    }
    if (!cmd_option_count("ask", o->ask, 1.0, 1e6, &s->request.ask)) {
        return false;
    }
    if (!cmd_option_count("jobs", o->jobs, 0.0, CMD_MOST_JOBS, &s->n_workers)) {
        return false;
    }
    s->view.horizon_s = DEFAULT_HORIZON_S;
    if (o->horizon != NULL && !(cmd_read_time(o->horizon, &s->view.horizon_s) &&
                                s->view.horizon_s >= 1.0 && s->view.horizon_s <= 1e7)) {
        cmd_error("--horizon takes a time from 1 s such as '15 min', not '%s'", o->horizon);
        return false;
    }
    s->request.is_spread = o->is_spread;
    s->request.lifted = o->lifts.at;
    s->request.n_lifted = o->lifts.n;
    return true;
}

/* ------------------------------------------------------------------- study */

static int begin(struct study *s)
{
    int code = scenario_io_load(s->arena, s->options->words[0], s->options, &s->loaded);

    if (code != EXIT_DONE) {
        return code;
    }
    struct diag *const diag = diag_create(s->arena);
    if (addition_read(s->arena, s->loaded.scenario, &s->wanted, diag, &s->addition) != STATUS_OK) {
        return cmd_report_problems(diag, s->options);
    }
    if (s->addition.is_rack && !isnan(s->wanted.cap_w)) {
        cmd_error("--cap is that of one node; a rack's nodes have theirs in the catalogue");
        return EXIT_BAD_USAGE;
    }
    s->request.n_airs = fit_design_air(s->loaded.plan, s->view.margin_k, s->ambient_c, s->airs);
    s->request.airs = s->airs;
    s->request.scenario = s->loaded.scenario;
    s->request.site = s->loaded.site;
    s->request.hall = s->loaded.hall;
    s->request.addition = &s->addition;
    s->request.stop = &cmd_stop;
    return EXIT_DONE;
}

static int refuse(const struct study *s, enum status st)
{
    switch (st) {
    case STATUS_INTERRUPTED:
        cmd_error("interrupted; no count is kept");
        return EXIT_INTERRUPTED;
    case STATUS_NO_MEMORY:
        cmd_error("%s", status_text(st));
        return EXIT_NO_FILE;
    case STATUS_NO_CONVERGENCE:
    case STATUS_OUT_OF_RANGE:
        cmd_error("the hall as it is has no steady state at this load (%s): nothing can be added",
                  fit_load_text(s->request.load));
        return EXIT_NO_SOLUTION;
    default:
        cmd_error("%s", status_text(st));
        return EXIT_NO_SOLUTION;
    }
}

/* The answer that was asked for with its ladder, and the loads side by side in both services. */
static enum status search(struct study *s)
{
    struct fit_request requests[SEARCHES] = {s->request};
    const bool is_brief = s->options->is_quiet && s->options->output == NULL;
    const size_t n = is_brief ? 1 : SEARCHES;

    requests[0].has_ladder = !is_brief;
    requests[1] = s->request;
    requests[1].is_certain = true;
    for (size_t i = 2; i < n; i++) {
        requests[i] = s->request;
        requests[i].load = side_loads[(i - 2) / 2];
        requests[i].service = i % 2 == 0 ? FIT_NORMAL : FIT_N1;
    }
    s->view.n_others = is_brief ? 0 : n - 2;
    s->view.certain = is_brief ? NULL : &s->answers[1];
    return fit_search_all(s->arena, requests, n, (size_t)s->n_workers, s->answers, s->places);
}

static long rack_of(const struct plan *plan, const char *name)
{
    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        if (name[0] != '\0' && strcmp(plan->names[DIM_RACK][r], name) == 0) {
            return (long)r;
        }
    }
    return -1;
}

/* All margins at the count and with one more where it binds. */
static enum status find_margins(struct study *s)
{
    struct fit_margin *margins = NULL;
    const long next = rack_of(s->loaded.plan, s->answers[0].bounds[0].at);
    const enum status st =
        fit_margins(s->arena, &s->request, s->places[0], next, &margins, &s->view.n_margins);

    s->view.margins = margins;
    return st;
}

/* Is every kind that is to be lifted a kind of this hall? */
static bool has_lifts(const struct study *s)
{
    const struct option_words *const lifts = &s->options->lifts;

    for (size_t k = 0; k < lifts->n; k++) {
        struct nearest near = {.word = lifts->at[k]};
        bool is_found = false;
        for (size_t i = 0; i < s->view.n_margins; i++) {
            is_found = is_found || strcmp(s->view.margins[i].kind, lifts->at[k]) == 0;
            nearest_try(&near, s->view.margins[i].kind);
        }
        if (!is_found) {
            cmd_error_unknown("--lift: the hall has no limit of the kind", lifts->at[k],
                              nearest_found(&near), " (--json lists them under margins)");
            return false;
        }
    }
    return true;
}

static int store(struct study *s)
{
    const char *path = NULL;
    const struct table_data *const tables[] = {
        fit_counts_table(s->arena, s->view.others, s->view.n_others),
        fit_ladder_table(s->arena, s->view.answer),
        fit_places_table(s->arena, s->loaded.plan, s->view.places),
        fit_shares_table(s->arena, s->view.answer),
        fit_margins_table(s->arena, s->view.margins, s->view.n_margins),
        NULL,
    };

    return run_io_simulate_with(s->arena, &s->loaded, s->options->output, s->options, tables,
                                &path);
}

static int tell(struct study *s)
{
    struct fit_view *const v = &s->view;

    v->plan = s->loaded.plan;
    v->addition = &s->addition;
    v->answer = &s->answers[0];
    v->others = &s->answers[2];
    v->places = s->places[0];
    v->airs = s->airs;
    v->n_airs = s->request.n_airs;
    v->is_own_air = !isnan(s->ambient_c);
    v->ask = s->request.ask;
    v->is_brief = s->options->is_quiet;
    if (s->options->is_json) {
        fit_print_json(v);
    } else {
        fit_print_text(v);
    }
    const int code = s->options->output != NULL ? store(s) : EXIT_DONE;
    return code == EXIT_DONE && fit_print_is_short(v) ? EXIT_DOES_NOT_FIT : code;
}

static int run_study(struct study *s)
{
    struct run_io_progress progress = run_io_progress_begin(s->options);
    int code = begin(s);

    if (code != EXIT_DONE) {
        return code;
    }
    enum status st = search(s);
    st = st == STATUS_OK ? (enum status)s->answers[0].status : st;
    if (st == STATUS_OK && s->answers[0].is_known) {
        st = find_margins(s);
    }
    if (st == STATUS_OK && s->answers[0].is_known && !has_lifts(s)) {
        return EXIT_BAD_USAGE;
    }
    if (st == STATUS_OK && s->options->is_contingency && s->answers[0].count > 0.0) {
        st = fit_transients(s->arena, &s->request, s->places[0], s->view.horizon_s,
                            (size_t)s->n_workers, &s->transient);
        s->view.transient = &s->transient;
    }
    s->view.wall_s = run_io_wall_s() - progress.began_s;
    return st == STATUS_OK ? tell(s) : refuse(s, st);
}

static int fit_command(const struct command *self, const struct options *options)
{
    struct study s = {.arena = cmd_arena(), .options = options};

    (void)self;
    cmd_catch_signals();
    const int code = read_options(&s) ? run_study(&s) : EXIT_BAD_USAGE;
    arena_destroy(s.arena);
    return code;
}

static const struct option_row option_rows[] = {
    {.name = "add",
     .kind = OPTION_TEXT,
     .argument = "NAME",
     .text = "node or rack of the catalogue, or of the scenario's own `catalog`",
     FIELD(add)},
    {.name = "limit",
     .kind = OPTION_TEXT,
     .argument = "WHAT",
     .text = "normal, n-1 (default), p95 or capped: what the answer holds for",
     FIELD(limit)},
    {.name = "load",
     .kind = OPTION_TEXT,
     .argument = "WHAT",
     .text = "nameplate (default), measured, p95, capped or workload: what nodes draw",
     FIELD(load)},
    {.name = "ask",
     .kind = OPTION_TEXT,
     .argument = "N",
     .text = "how many are wanted: the ladder ends there, and fewer end with 1",
     FIELD(ask)},
    {.name = "cap",
     .kind = OPTION_TEXT,
     .argument = "POWER",
     .text = "enforced on each node that is added",
     FIELD(cap)},
    {.name = "workload",
     .kind = OPTION_TEXT,
     .argument = "NAME",
     .text = "what is added works on it (default: full load all the time)",
     FIELD(workload)},
    {.name = "ambient",
     .kind = OPTION_TEXT,
     .argument = "TEMP",
     .text = "dry bulb outside (default: the hottest hour of the scenario's weather)",
     FIELD(ambient)},
    {.name = "margin",
     .kind = OPTION_TEXT,
     .argument = "KELVIN",
     .text = "on top of the dry bulb outside, such as '2 K'",
     FIELD(margin)},
    {.name = "contingency",
     .text = "also follow every single loss in time; takes minutes for large halls",
     FIELD(is_contingency)},
    {.name = "horizon",
     .kind = OPTION_TEXT,
     .argument = "TIME",
     .text = "how long each loss is followed (default '15 min')",
     FIELD(horizon)},
    {.name = "spread",
     .text = "one in each rack before the second in any (default: rack by rack)",
     FIELD(is_spread)},
    {.name = "lift",
     .kind = OPTION_MANY,
     .argument = "KIND",
     .text = "leave out a kind of limit, such as 'rack power'; may be given often",
     FIELD(lifts)},
    JOBS_ROW,
    OUTPUT_ROW("FILE.h5", "also run the scenario, and store the counts with its results"),
    SET_ROW,
    HALL_ROW,
    {.name = "quiet", .letter = 'q', .text = "print the verdict only", FIELD(is_quiet)},
    JSON_ROW,
    UNITS_ROW,
    HELP_ROW,
    {0},
};

const struct command command_fit = {
    .name = "fit",
    .arguments = "SCENARIO",
    .summary = "how many more nodes or racks fit, what binds, and what binds next",
    .example = "headroom fit @first-hall --add dgx-h100",
    .details =
        "Nodes go into racks with free units, racks onto positions drawn with `nodes: []`. Each "
        "count is\n"
        "settled on the full model and held against every required limit; what is not known makes "
        "it an\n"
        "'at most'. The ladder lifts what binds and fills again.",
    .options = option_rows,
    .n_least = 1,
    .n_most = 1,
    .run = fit_command,
};
