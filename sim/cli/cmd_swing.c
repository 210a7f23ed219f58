/* cmd_swing.c - headroom swing: the power swing of synchronised loads, as it is and with changes.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/cli/option_rows.h"
#include "sim/cli/run_io.h"
#include "sim/cli/swing_print.h"

/* As it is, with values replaced, staggered, both; and each of them without what is lost. */
enum { MOST_CASES = 8 };

struct study {
    struct arena *arena;
    const struct options *options;
    struct swing_times times; /* as the user gave them */
    double n_groups;          /* 0: not staggered */
    struct loaded base;
    struct swing_case cases[MOST_CASES];
    size_t n_cases;
};

static bool read_time(const char *name, const char *text, double *ret_s)
{
    *ret_s = PARAM_UNKNOWN;
    if (text == NULL || (cmd_read_time(text, ret_s) && *ret_s > 0.0)) {
        return true;
    }
    cmd_error("--%s takes a time such as '0.5 s', not '%s'", name, text);
    return false;
}

static bool read_options(struct study *s)
{
    const struct options *const o = s->options;

    if (o->stagger != NULL && !cmd_read_count(o->stagger, 2.0, 1e6, &s->n_groups)) {
        cmd_error("--stagger takes a number of groups such as 10, not '%s'", o->stagger);
        return false;
    }
    return read_time("step", o->step, &s->times.step_s) &&
           read_time("span", o->span, &s->times.span_s) &&
           read_time("window", o->window, &s->times.window_s);
}

static bool find_lost(const struct study *s, const struct plan *plan, struct plan_item *ret_lost)
{
    const struct option_words *const lost = &s->options->lost;

    for (size_t k = 0; k < lost->n; k++) {
        if (!scenario_io_find(plan, "without", lost->at[k], &ret_lost[k])) {
            return false;
        }
    }
    return true;
}

static int run_case(struct study *s, const char *name, const struct plan *plan, size_t n_lost)
{
    struct swing_case *const c = &s->cases[s->n_cases];
    struct plan_item lost[OPTIONS_MOST_TIMES];
    struct swing_request request = {
        .plan = plan, .times = s->times, .lost = lost, .n_lost = n_lost, .stop = &cmd_stop};
    const char *why = NULL;

    if (n_lost > 0 && !find_lost(s, plan, lost)) {
        return EXIT_BAD_USAGE;
    }
    if (!swing_choose_times(plan, &request.times, &why)) {
        cmd_error("%s", why);
        return EXIT_BAD_USAGE;
    }
    c->name = name;
    const enum status st = swing_run(s->arena, &request, &c->answer);
    switch (st) {
    case STATUS_OK:
        s->n_cases++;
        return EXIT_DONE;
    case STATUS_INTERRUPTED:
        return EXIT_INTERRUPTED;
    case STATUS_NO_MEMORY:
        cmd_error(
            "%.6g s in steps of %.4g s are too many for a hall of this size; shorten the span",
            request.times.span_s, request.times.step_s);
        return EXIT_BAD_USAGE;
    default:
        run_io_explain(plan, st, &c->answer.fault);
        return EXIT_NO_SOLUTION;
    }
}

static int run_staggered(struct study *s, const char *name, const struct plan *plan, size_t n_lost)
{
    const char *why = NULL;
    const struct plan *const staggered = swing_stagger(s->arena, plan, (size_t)s->n_groups, &why);

    if (staggered == NULL) {
        cmd_error("--stagger: %s", why);
        return EXIT_BAD_USAGE;
    }
    return run_case(s, name, staggered, n_lost);
}

/* "without grid, mech-grid" */
static const char *name_of(struct study *s, const char *word, const struct option_words *words)
{
    const char *name = text_print(s->arena, "%s %s", word, words->at[0]);

    for (size_t i = 1; i < words->n; i++) {
        name = text_print(s->arena, "%s, %s", name, words->at[i]);
    }
    return name;
}

/* The name of a change, after that of what is lost. */
static const char *name_case(struct study *s, const char *change, size_t n_lost)
{
    if (n_lost == 0) {
        return change != NULL ? change : "as it is";
    }
    const char *const lost = name_of(s, "without", &s->options->lost);
    return change != NULL ? text_print(s->arena, "%s, %s", lost, change) : lost;
}

/* changed: with values replaced, or NULL. */
static int run_changes(struct study *s, const struct plan *changed, size_t n_lost)
{
    const bool is_staggered = s->n_groups > 0.0;
    int code = run_case(s, name_case(s, NULL, n_lost), s->base.plan, n_lost);

    if (code == EXIT_DONE && changed != NULL) {
        const char *const sets = name_of(s, "with", &s->options->sets);
        code = run_case(s, name_case(s, sets, n_lost), changed, n_lost);
    }
    if (code == EXIT_DONE && is_staggered) {
        const char *const in_groups = text_print(s->arena, "staggered in %.0f", s->n_groups);
        code = run_staggered(s, name_case(s, in_groups, n_lost), s->base.plan, n_lost);
    }
    if (code == EXIT_DONE && is_staggered && changed != NULL) {
        code = run_staggered(s, name_case(s, "both", n_lost), changed, n_lost);
    }
    return code;
}

static int run_cases(struct study *s)
{
    struct options plain = *s->options;
    struct loaded changed = {0};

    plain.sets.n = 0;
    int code = scenario_io_load(s->arena, plain.words[0], &plain, &s->base);
    if (code == EXIT_DONE && s->options->sets.n > 0) {
        code = scenario_io_load(s->arena, plain.words[0], s->options, &changed);
    }
    if (code == EXIT_DONE) {
        code = run_changes(s, changed.plan, 0);
    }
    if (code == EXIT_DONE && s->options->lost.n > 0) {
        code = run_changes(s, changed.plan, s->options->lost.n);
    }
    return code;
}

/* The scenario's own run, with the swings beside its results. */
static int store(struct study *s)
{
    const struct table_data *const table = swing_table(s->arena, s->cases, s->n_cases);
    struct options plain = *s->options;
    const char *path = NULL;

    plain.sets.n = 0;
    return run_io_simulate(s->arena, &s->base, s->options->output, &plain, table, &path);
}

static int swing_command(const struct command *self, const struct options *options)
{
    struct study s = {.arena = cmd_arena(), .options = options};

    (void)self;
    cmd_catch_signals();
    int code = read_options(&s) ? run_cases(&s) : EXIT_BAD_USAGE;
    if (code == EXIT_DONE && options->output != NULL) {
        code = store(&s);
    }
    if (code == EXIT_DONE && options->is_json) {
        swing_print_json(s.base.plan, s.cases, s.n_cases);
    } else if (code == EXIT_DONE) {
        swing_print_text(s.base.plan, s.cases, s.n_cases, options->is_all);
    }
    arena_destroy(s.arena);
    return code;
}

static const struct option_row option_rows[] = {
    {.name = "stagger",
     .kind = OPTION_TEXT,
     .argument = "N",
     .text = "also with the node groups of a job set off in N parts over its period",
     FIELD(stagger)},
    {.name = "set",
     .kind = OPTION_MANY,
     .argument = "PATH=VALUE",
     .text = "also with these values replaced; may be given often",
     FIELD(sets)},
    {.name = "without",
     .kind = OPTION_MANY,
     .argument = "NAME",
     .text = "also with this element lost and all that follows done; may be given often",
     FIELD(lost)},
    {.name = "window",
     .kind = OPTION_TEXT,
     .argument = "TIME",
     .text = "over which ramps are taken (default 1 s)",
     FIELD(window)},
    {.name = "step",
     .kind = OPTION_TEXT,
     .argument = "TIME",
     .text = "default 0.05 s, or the scenario's if that is finer",
     FIELD(step)},
    {.name = "span",
     .kind = OPTION_TEXT,
     .argument = "TIME",
     .text = "default 4 periods and at least 60 s, before the first checkpoint",
     FIELD(span)},
    OUTPUT_ROW("FILE.h5", "also run the scenario and store the swings beside its results"),
    {.name = "all", .text = "every element, not only the worst of its kind", FIELD(is_all)},
    HALL_ROW,
    JSON_ROW,
    HELP_ROW,
    {0},
};

const struct command command_swing = {
    .name = "swing",
    .arguments = "SCENARIO",
    .summary = "power swing of synchronised loads: kW, kW/s, period, staggered or not",
    .example = "headroom swing @training-swing --stagger 10",
    .details = "From the steady state in normal service. A ramp is the mean slope over the window. "
               "--set,\n"
               "--stagger and --without are cases beside the scenario as it is; several --without "
               "are lost\n"
               "together, and the span begins when starts, transfers and walk-in are over.",
    .options = option_rows,
    .n_least = 1,
    .n_most = 1,
    .run = swing_command,
};
