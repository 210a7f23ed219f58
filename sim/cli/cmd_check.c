/* cmd_check.c - headroom check: what is wrong with scenarios, and nothing else.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>

#include "sim/cli/json.h"
#include "sim/cli/option_rows.h"
#include "sim/cli/scenario_io.h"

static void print_json(const char *scenario, const struct plan *plan)
{
    struct json j = {0};

    json_open(&j, NULL, '{');
    json_text(&j, "schema", "headroom.check/1");
    json_text(&j, "scenario", scenario);
    json_number(&j, "racks", (double)plan->n[DIM_RACK]);
    json_number(&j, "node_groups", (double)plan->n[DIM_NODE]);
    json_number(&j, "power_elements", (double)plan->n[DIM_FEED]);
    json_number(&j, "limits", (double)plan->n_limits);
    json_close(&j, '}');
    json_print(&j);
}

static void print_text(const char *scenario, const struct plan *plan)
{
    const struct {
        size_t n;
        const char *what;
    } counts[] = {{plan->n[DIM_RACK], "rack"},
                  {plan->n[DIM_NODE], "node group"},
                  {plan->n[DIM_FEED], "power element"},
                  {plan->n_limits, "limit"}};

    (void)printf("%s:", scenario);
    for (size_t k = 0; k < sizeof counts / sizeof counts[0]; k++) {
        (void)printf("%s %zu %s%s", k > 0 ? "," : "", counts[k].n, counts[k].what,
                     counts[k].n == 1 ? "" : "s");
    }
    (void)printf(": sound\n");
}

static int check_command(const struct command *self, const struct options *options)
{
    int worst = EXIT_DONE;

    (void)self;
    for (size_t i = 0; i < options->n_words; i++) {
        struct arena *const arena = cmd_arena();
        struct loaded loaded = {0};
        const int code = scenario_io_load(arena, options->words[i], options, &loaded);
        if (code == EXIT_DONE && options->is_json) {
            print_json(options->words[i], loaded.plan);
        } else if (code == EXIT_DONE) {
            print_text(options->words[i], loaded.plan);
        }
        worst = code > worst ? code : worst;
        arena_destroy(arena);
    }
    return worst;
}

static const struct option_row option_rows[] = {SET_ROW,    HALL_ROW, JSON_ROW,
                                                STRICT_ROW, HELP_ROW, {0}};

const struct command command_check = {
    .name = "check",
    .arguments = "SCENARIO...",
    .summary = "errors and warnings of scenarios, nothing else",
    .example = "headroom check @first-hall",
    .options = option_rows,
    .n_least = 1,
    .n_most = OPTIONS_MOST_WORDS,
    .run = check_command,
};
