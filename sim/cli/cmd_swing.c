/* cmd_swing.c - headroom swing: the power swing of synchronised loads, as it is and with changes.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/cli/run_io.h"
#include "sim/cli/swing_print.h"

/* As it is, with values replaced, staggered, both. */
enum { MOST_CASES = 4 };

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

static int run_case(struct study *s, const char *name, const struct plan *plan)
{
    struct swing_case *const c = &s->cases[s->n_cases];
    struct swing_times times = s->times;
    const char *why = NULL;

    if (!swing_choose_times(plan, &times, &why)) {
        cmd_error("%s", why);
        return EXIT_BAD_USAGE;
    }
    c->name = name;
    const enum status st = swing_run(s->arena, plan, &times, &cmd_stop, &c->answer);
    switch (st) {
    case STATUS_OK:
        s->n_cases++;
        return EXIT_DONE;
    case STATUS_INTERRUPTED:
        return EXIT_INTERRUPTED;
    case STATUS_NO_MEMORY:
        cmd_error(
            "%.6g s in steps of %.4g s are too many for a hall of this size; shorten the span",
            times.span_s, times.step_s);
        return EXIT_BAD_USAGE;
    default:
        run_io_explain(plan, st, &c->answer.fault);
        return EXIT_NO_SOLUTION;
    }
}

static int run_staggered(struct study *s, const char *name, const struct plan *plan)
{
    const char *why = NULL;
    const struct plan *const staggered = swing_stagger(s->arena, plan, (size_t)s->n_groups, &why);

    if (staggered == NULL) {
        cmd_error("--stagger: %s", why);
        return EXIT_BAD_USAGE;
    }
    return run_case(s, name, staggered);
}

static const char *name_of_sets(struct study *s)
{
    const struct options *const o = s->options;
    const char *name = text_print(s->arena, "with %s", o->sets.at[0]);

    for (size_t i = 1; i < o->sets.n; i++) {
        name = text_print(s->arena, "%s, %s", name, o->sets.at[i]);
    }
    return name;
}

static int run_cases(struct study *s)
{
    struct options plain = *s->options;
    struct loaded changed = {0};
    const char *const in_groups = text_print(s->arena, "staggered in %.0f", s->n_groups);

    plain.sets.n = 0;
    int code = scenario_io_load(s->arena, plain.words[0], &plain, &s->base);
    if (code == EXIT_DONE && s->options->sets.n > 0) {
        code = scenario_io_load(s->arena, plain.words[0], s->options, &changed);
    }
    if (code == EXIT_DONE) {
        code = run_case(s, "as it is", s->base.plan);
    }
    if (code == EXIT_DONE && changed.plan != NULL) {
        code = run_case(s, name_of_sets(s), changed.plan);
    }
    if (code == EXIT_DONE && s->n_groups > 0.0) {
        code = run_staggered(s, in_groups, s->base.plan);
    }
    if (code == EXIT_DONE && s->n_groups > 0.0 && changed.plan != NULL) {
        code = run_staggered(s, "both", changed.plan);
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

int cmd_swing(const struct command *self, const struct options *options)
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
