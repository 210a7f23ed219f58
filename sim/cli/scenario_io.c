/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/scenario_io.h"

#include <stdio.h>
#include <string.h>

#include "sim/base/text.h"
#include "sim/hall/build.h"

static const char *name_or(const char *name, const char *fallback)
{
    return name != NULL ? name : fallback;
}

const char *scenario_io_hall(struct arena *arena, const struct scenario *scenario, size_t site,
                             size_t hall)
{
    const struct scn_hall *const halls = scenario->sites[site].halls.items;

    return text_print(arena, "%s/%s", name_or(scenario->sites[site].name, "site"),
                      name_or(halls[hall].name, "hall"));
}

bool scenario_io_choose(struct arena *arena, const struct scenario *s, const char *wanted,
                        struct loaded *ret)
{
    struct text all = {0};
    size_t n = 0;

    for (size_t i = 0; i < s->n_sites; i++) {
        for (size_t h = 0; h < s->sites[i].halls.n; h++) {
            const char *const name = scenario_io_hall(arena, s, i, h);
            text_add(&all, "%s%s", n > 0 ? ", " : "", name);
            if (wanted != NULL ? strcmp(wanted, name) == 0 : n == 0) {
                ret->site = i;
                ret->hall = h;
                wanted = wanted != NULL ? "" : wanted; /* found */
            }
            n++;
        }
    }
    const bool is_found = wanted == NULL ? n == 1 : wanted[0] == '\0';
    if (!is_found) {
        cmd_error(wanted == NULL ? "the scenario has %zu halls; choose one with --hall (%s)"
                                 : "--hall: the scenario has %zu halls, and this is none of them "
                                   "(%s)",
                  n, all.at);
    }
    text_release(&all);
    return is_found;
}

int scenario_io_read(struct arena *arena, const char *path, const struct options *options,
                     struct scenario **ret_scenario)
{
    struct diag *const diag = diag_create(arena);
    const struct scenario_request request = {
        .path = path, .sets = options->sets.at, .n_sets = options->sets.n};
    const enum status st = scenario_load(arena, &request, diag, ret_scenario);
    const int code = cmd_report_problems(diag, options);

    return st == STATUS_OK || code != EXIT_DONE ? code : EXIT_BAD_USAGE;
}

int scenario_io_load(struct arena *arena, const char *path, const struct options *options,
                     struct loaded *ret_loaded)
{
    struct diag *const diag = diag_create(arena);
    const struct scenario_request request = {
        .path = path, .sets = options->sets.at, .n_sets = options->sets.n};
    const enum status st = scenario_load(arena, &request, diag, &ret_loaded->scenario);

    if (st != STATUS_OK) {
        return cmd_report_problems(diag, options);
    }
    if (!scenario_io_choose(arena, ret_loaded->scenario, options->hall, ret_loaded)) {
        return EXIT_BAD_USAGE;
    }
    /* What the builder refuses is in diag with the rest. */
    const enum status built = build_plan(arena, ret_loaded->scenario, ret_loaded->site,
                                         ret_loaded->hall, diag, &ret_loaded->plan);
    const int code = cmd_report_problems(diag, options);
    return built == STATUS_OK || code != EXIT_DONE ? code : EXIT_NO_SOLUTION;
}

bool scenario_io_find(const struct plan *plan, const char *option, const char *name,
                      struct plan_item *ret_item)
{
    static const enum dim kinds[] = {DIM_FEED, DIM_PLANT, DIM_CRAH, DIM_CDU, DIM_RACK};
    struct nearest near = {.word = name};

    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        for (size_t i = 0; i < plan->n[kinds[k]]; i++) {
            if (strcmp(plan->names[kinds[k]][i], name) == 0) {
                *ret_item = (struct plan_item){kinds[k], i};
                return true;
            }
            nearest_try(&near, plan->names[kinds[k]][i]);
        }
    }
    char what[80];
    (void)snprintf(what, sizeof what, "--%s: there is no power element, plant, CRAH, CDU or rack",
                   option);
    cmd_error_unknown(what, name, nearest_found(&near), "");
    return false;
}

bool scenario_io_is_results(const char *word)
{
    const size_t n = strlen(word);

    return (n > 3 && strcmp(word + n - 3, ".h5") == 0) ||
           (n > 8 && strcmp(word + n - 8, ".h5.part") == 0);
}

bool scenario_io_units(const struct options *options, enum unit_system *ret_units)
{
    const char *const word = options->units != NULL ? options->units : "si";

    if (strcmp(word, "si") != 0 && strcmp(word, "us") != 0) {
        cmd_error("--units is us or si, not '%s'", word);
        return false;
    }
    *ret_units = strcmp(word, "us") == 0 ? UNITS_US : UNITS_SI;
    return true;
}
