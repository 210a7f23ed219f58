/* main.c - picks the command.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include <gsl/gsl_errno.h>

#include "sim/base/text.h"
#include "sim/cli/cmd.h"

static int run_command(const struct command *command, int argc, char **argv, const char *typed)
{
    struct options options = {.command_line = typed};

    if (!options_parse(command->options, argc, argv, &options)) {
        (void)fprintf(stderr, "try 'headroom %s --help'\n", command->name);
        return EXIT_BAD_USAGE;
    }
    if (options.is_help) {
        cmd_print_help(command);
        return EXIT_DONE;
    }
    if (options.n_words < command->n_least || options.n_words > command->n_most) {
        cmd_error("usage: headroom %s %s", command->name, command->arguments);
        return EXIT_BAD_USAGE;
    }
    return command->run(command, &options);
}

int main(int argc, char **argv)
{
    struct text typed = {0};

    /* Characters only: numbers keep the point, or a German locale would stop strtod at it. */
    (void)setlocale(LC_CTYPE, "");
    (void)gsl_set_error_handler_off();
    if (argc < 2) {
        cmd_print_program_help(stderr);
        return EXIT_BAD_USAGE;
    }
    text_add(&typed, "headroom");
    for (int i = 1; i < argc; i++) {
        text_add(&typed, " %s", argv[i]);
    }
    const char *const word = argv[1];
    const bool asks_help = strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
    const bool asks_version = strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0;
    const struct command *const command = cmd_find(asks_help ? "help" : word);
    int code = EXIT_DONE;
    if (asks_version) {
        (void)printf("%s\n", cmd_version());
    } else if (command == NULL) {
        cmd_error_unknown("unknown command", word, cmd_nearest(word), " (see headroom help)");
        code = EXIT_BAD_USAGE;
    } else {
        code = run_command(command, argc - 1, argv + 1, typed.at);
    }
    text_release(&typed);
    if (fflush(stdout) != 0 || ferror(stdout) != 0) {
        cmd_error("what was to be printed could not be written: %s", strerror(errno));
        return EXIT_NO_FILE;
    }
    return code;
}
