/* commands.c - the list of commands and the help that is printed from it. Each stands in its own cmd_NAME.c.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/lines.h"
#include "sim/cli/cmd.h"
#include "sim/cli/option_rows.h"
#include "sim/cli/term.h"

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
        {EXIT_DOES_NOT_FIT, "a limit is passed"},
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

/* Names on the left, what they mean on the right, broken to the width. */
static void add_line(struct text *t, const char *name, const char *meaning, int indent, int width)
{
    text_add(t, "  %-*s", indent - 2, name);
    lines_wrap(t, meaning, indent, indent, width);
    text_add(t, "\n");
}

void cmd_print_program_help(FILE *to)
{
    enum { INDENT = 17 };
    const int width = term_width(to);
    struct text t = {0};
    struct text codes = {0};

    text_add(&t, "headroom: rack power and cooling density simulator\n\n"
                 "  headroom run @first-hall          simulate a built-in example\n\n"
                 "Commands:\n");
    for (size_t i = 0; cmd_at(i) != NULL; i++) {
        add_line(&t, commands[i]->name, commands[i]->summary, INDENT, width);
    }
    text_add(&codes, "'headroom COMMAND --help' says more. Exit codes:");
    for (size_t i = 0; cmd_exit_text(i, NULL) != NULL; i++) {
        int code = 0;
        const char *const text = cmd_exit_text(i, &code);
        text_add(&codes, "%s %d %s", i > 0 ? "," : "", code, text);
    }
    text_add(&t, "\n");
    lines_wrap(&t, codes.at, 0, 0, width);
    (void)fprintf(to, "%s.\n", t.at);
    text_release(&codes);
    text_release(&t);
}

void cmd_print_help(const struct command *command)
{
    const int width = term_width(stdout);
    struct text t = {0};
    struct text head = {0};

    text_add(&head, "headroom %s%s%s: %s", command->name, command->arguments[0] != '\0' ? " " : "",
             command->arguments, command->summary);
    text_add(&t, "  %s\n\n", command->example);
    lines_wrap(&t, head.at, 0, 0, width);
    text_add(&t, "\n");
    if (command->details != NULL) {
        lines_wrap(&t, command->details, 0, 0, width);
        text_add(&t, "\n");
    }
    text_add(&t, "\nOptions:\n");
    options_add_help(command->options, width, &t);
    (void)fputs(t.at, stdout);
    text_release(&head);
    text_release(&t);
}

const char *cmd_nearest(const char *word)
{
    struct nearest near = {.word = word};

    for (size_t i = 0; cmd_at(i) != NULL; i++) {
        nearest_try(&near, commands[i]->name);
    }
    return nearest_found(&near);
}

void cmd_print_explanation(const char *topic)
{
    const long number = strtol(topic + 1, NULL, 10);
    const char *const text = diag_code_text(number);

    if (text == NULL) {
        cmd_error("there is no code %s", topic);
        return;
    }
    (void)printf("%s %s: %s\n", number >= 2000 ? "warning" : "error", topic, text);
}

static int help_command(const struct command *self, const struct options *options)
{
    (void)self;
    if (options->n_words == 0) {
        cmd_print_program_help(stdout);
        return EXIT_DONE;
    }
    const char *const topic = options->words[0];
    const struct command *const command = cmd_find(topic);
    if (command != NULL) {
        cmd_print_help(command);
        return EXIT_DONE;
    }
    if (topic[0] == 'E' && diag_code_text(strtol(topic + 1, NULL, 10)) != NULL) {
        cmd_print_explanation(topic);
        return EXIT_DONE;
    }
    if (strcmp(topic, "codes") == 0) {
        for (size_t i = 0; diag_code_at(i) != 0; i++) {
            (void)printf("E%ld  %s\n", diag_code_at(i), diag_code_text(diag_code_at(i)));
        }
        return EXIT_DONE;
    }
    cmd_error_unknown("no help on", topic, cmd_nearest(topic),
                      "; give a command, a code such as E1025, or 'codes'");
    return EXIT_BAD_USAGE;
}

const struct command command_help = {
    .name = "help",
    .arguments = "[COMMAND|CODE]",
    .words = WORDS_COMMANDS,
    .summary = "this text, a command's, or what a code such as E1025 means",
    .example = "headroom help run",
    .options = cmd_plain_rows,
    .n_least = 0,
    .n_most = 1,
    .run = help_command,
};
