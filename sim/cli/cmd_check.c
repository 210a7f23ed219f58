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
            (void)printf("%s: %zu racks, %zu node groups, %zu power elements, %zu limits: sound\n",
                         options->words[i], loaded.plan->n[DIM_RACK], loaded.plan->n[DIM_NODE],
                         loaded.plan->n[DIM_FEED], loaded.plan->n_limits);
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
