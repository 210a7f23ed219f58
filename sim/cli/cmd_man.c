/* cmd_man.c - headroom man: the manual pages, to read and to install.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/man_page.h"
#include "sim/cli/option_rows.h"

/* FOLDER/headroom.1, or FOLDER/headroom-COMMAND.1. */
static int write_page(const char *folder, const struct command *command)
{
    char path[PATH_MAX];
    struct text t = {0};
    const int length = snprintf(path, sizeof path, "%s/headroom%s%s.1", folder,
                                command != NULL ? "-" : "", command != NULL ? command->name : "");

    if (command != NULL) {
        man_page_command(&t, command);
    } else {
        man_page_program(&t);
    }
    FILE *const file = length < PATH_MAX ? fopen(path, "wb") : NULL;
    const bool is_whole = file != NULL && fwrite(t.at, 1, t.length, file) == t.length;
    const bool is_closed = file != NULL && fclose(file) == 0;
    if (!is_whole || !is_closed) {
        cmd_error("%s: %s", path, strerror(errno));
    }
    text_release(&t);
    return is_whole && is_closed ? EXIT_DONE : EXIT_NO_FILE;
}

static int write_all(const char *folder)
{
    int code = write_page(folder, NULL);

    for (size_t i = 0; cmd_at(i) != NULL && code == EXIT_DONE; i++) {
        code = write_page(folder, cmd_at(i));
    }
    return code;
}

static int man_command(const struct command *self, const struct options *options)
{
    struct text t = {0};

    (void)self;
    if (options->output != NULL) {
        return write_all(options->output);
    }
    if (options->n_words == 0) {
        man_page_program(&t);
    } else if (cmd_find(options->words[0]) != NULL) {
        man_page_command(&t, cmd_find(options->words[0]));
    } else {
        cmd_error_unknown("unknown command", options->words[0], cmd_nearest(options->words[0]),
                          " (see headroom help)");
        return EXIT_BAD_USAGE;
    }
    (void)fputs(t.at, stdout);
    text_release(&t);
    return EXIT_DONE;
}

static const struct option_row option_rows[] = {
    OUTPUT_ROW("FOLDER", "write every page there instead"),
    HELP_ROW,
    {0},
};

const struct command command_man = {
    .name = "man",
    .arguments = "[COMMAND]",
    .words = WORDS_COMMANDS,
    .summary = "the manual page of the program or of a command",
    .example = "headroom man run",
    .details =
        "An installed headroom has them where `man headroom` and `man headroom-run` look. To "
        "read\n"
        "one from here:\n"
        "\n"
        "  headroom man run | man -l -",
    .options = option_rows,
    .n_least = 0,
    .n_most = 1,
    .run = man_command,
};
