/* cmd_help.c - headroom help: the program, a command, a code, as text or JSON.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/lines.h"
#include "sim/cli/cmd.h"
#include "sim/cli/json.h"
#include "sim/cli/option_rows.h"

/* --------------------------------------------------------------------- text */

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
        add_line(&t, cmd_at(i)->name, cmd_at(i)->summary, INDENT, width);
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

static const char *level_of(long number)
{
    return number >= 2000 ? "warning" : "error";
}

static void print_codes(void)
{
    for (size_t i = 0; diag_code_at(i) != 0; i++) {
        (void)printf("E%ld  %s\n", diag_code_at(i), diag_code_text(diag_code_at(i)));
    }
}

/* --------------------------------------------------------------------- JSON */

static void open_json(struct json *j, const char *schema)
{
    json_open(j, NULL, '{');
    json_text(j, "schema", schema);
}

static void print_program_json(void)
{
    struct json j = {0};

    open_json(&j, "headroom.help/1");
    json_open(&j, "commands", '[');
    for (size_t i = 0; cmd_at(i) != NULL; i++) {
        json_open(&j, NULL, '{');
        json_text(&j, "name", cmd_at(i)->name);
        json_text(&j, "arguments", cmd_at(i)->arguments);
        json_text(&j, "summary", cmd_at(i)->summary);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_open(&j, "exit_codes", '[');
    for (size_t i = 0; cmd_exit_text(i, NULL) != NULL; i++) {
        int code = 0;
        const char *const text = cmd_exit_text(i, &code);
        json_open(&j, NULL, '{');
        json_number(&j, "code", code);
        json_text(&j, "text", text);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_print(&j);
}

static void print_command_json(const struct command *command)
{
    struct json j = {0};

    open_json(&j, "headroom.help-command/1");
    json_text(&j, "name", command->name);
    json_text(&j, "arguments", command->arguments);
    json_text(&j, "summary", command->summary);
    json_text(&j, "example", command->example);
    json_text(&j, "details", command->details);
    json_open(&j, "options", '[');
    for (const struct option_row *row = command->options; row->name != NULL; row++) {
        const char letter[2] = {row->letter, '\0'};
        json_open(&j, NULL, '{');
        json_text(&j, "name", row->name);
        json_text(&j, "letter", row->letter != '\0' ? letter : NULL);
        json_text(&j, "argument", row->argument);
        json_bool(&j, "often", row->kind == OPTION_MANY);
        json_text(&j, "text", row->text);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_print(&j);
}

/* All codes, or only this one. */
static void print_codes_json(long only)
{
    struct json j = {0};

    open_json(&j, "headroom.codes/1");
    json_open(&j, "codes", '[');
    for (size_t i = 0; diag_code_at(i) != 0; i++) {
        const long number = diag_code_at(i);
        char code[24];
        if (only != 0 && number != only) {
            continue;
        }
        (void)snprintf(code, sizeof code, "E%ld", number);
        json_open(&j, NULL, '{');
        json_text(&j, "code", code);
        json_text(&j, "level", level_of(number));
        json_text(&j, "text", diag_code_text(number));
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_print(&j);
}

/* ---------------------------------------------------------------------- run */

static void help_on_program(bool is_json)
{
    if (is_json) {
        print_program_json();
    } else {
        cmd_print_program_help(stdout);
    }
}

static void help_on_command(const struct command *command, bool is_json)
{
    if (is_json) {
        print_command_json(command);
    } else {
        cmd_print_help(command);
    }
}

static void help_on_codes(long only, bool is_json)
{
    if (is_json) {
        print_codes_json(only);
    } else if (only == 0) {
        print_codes();
    } else {
        (void)printf("%s E%ld: %s\n", level_of(only), only, diag_code_text(only));
    }
}

static int help_command(const struct command *self, const struct options *options)
{
    const char *const topic = options->n_words > 0 ? options->words[0] : NULL;
    const struct command *const command = topic != NULL ? cmd_find(topic) : NULL;
    const bool is_code = topic != NULL && topic[0] == 'E';
    const long number = is_code ? strtol(topic + 1, NULL, 10) : 0;

    (void)self;
    if (topic == NULL) {
        help_on_program(options->is_json);
    } else if (command != NULL) {
        help_on_command(command, options->is_json);
    } else if (strcmp(topic, "codes") == 0 || diag_code_text(number) != NULL) {
        help_on_codes(number, options->is_json);
    } else {
        cmd_error_unknown("no help on", topic, cmd_nearest(topic),
                          "; give a command, a code such as E1025, or 'codes'");
        return EXIT_BAD_USAGE;
    }
    return EXIT_DONE;
}

const struct command command_help = {
    .name = "help",
    .arguments = "[COMMAND|CODE|codes]",
    .words = WORDS_COMMANDS,
    .summary = "this text, a command's, or what a code such as E1025 means",
    .example = "headroom help run",
    .options = cmd_json_rows,
    .n_least = 0,
    .n_most = 1,
    .run = help_command,
};
