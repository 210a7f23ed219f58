/* commands.c - the list of commands. Each stands in its own cmd_NAME.c.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "sim/cli/cmd.h"
#include "sim/cli/option_rows.h"

const struct option_row cmd_list_rows[] = {ALL_ROW, JSON_ROW, HELP_ROW, {0}};
const struct option_row cmd_json_rows[] = {JSON_ROW, HELP_ROW, {0}};
const struct option_row cmd_plain_rows[] = {HELP_ROW, {0}};

static const struct command *const commands[] = {
    &command_run,         &command_check,   &command_new,           &command_import,
    &command_show,        &command_report,  &command_compare,       &command_contingency,
    &command_swing,       &command_fit,     &command_oversubscribe, &command_retrofit,
    &command_growth,      &command_assess,  &command_place,         &command_migrate,
    &command_drill,       &command_links,   &command_plot,          &command_view,
    &command_air,         &command_plenum,  &command_models,        &command_catalog,
    &command_schema,      &command_weather, &command_units,         &command_examples,
    &command_completions, &command_man,     &command_help,
};

const struct command *cmd_at(size_t i)
{
    return i < sizeof commands / sizeof commands[0] ? commands[i] : NULL;
}

const struct command *cmd_find(const char *name)
{
    for (size_t i = 0; cmd_at(i) != NULL; i++) {
        if (strcmp(commands[i]->name, name) == 0) {
            return commands[i];
        }
    }
    return NULL;
}

const char *cmd_exit_text(size_t i, int *ret_code)
{
    static const struct {
        int code;
        const char *text;
    } codes[] = {
        {EXIT_DONE, "done"},
        {EXIT_DOES_NOT_FIT, "a limit is passed (run: with --strict)"},
        {EXIT_BAD_USAGE, "wrong words or a wrong scenario"},
        {EXIT_NO_SOLUTION, "no numerical solution"},
        {EXIT_NO_FILE, "cannot read or write"},
        {EXIT_INTERRUPTED, "interrupted, partial results kept"},
    };

    if (i >= sizeof codes / sizeof codes[0]) {
        return NULL;
    }
    if (ret_code != NULL) {
        *ret_code = codes[i].code;
    }
    return codes[i].text;
}

const char *cmd_nearest(const char *word)
{
    struct nearest near = {.word = word};

    for (size_t i = 0; cmd_at(i) != NULL; i++) {
        nearest_try(&near, commands[i]->name);
    }
    return nearest_found(&near);
}
