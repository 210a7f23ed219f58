/* cmd_completions.c - headroom completions: what a shell completes, for its start-up file or for a
 * package.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <string.h>

#include "sim/cli/completions.h"
#include "sim/cli/option_rows.h"
#include "sim/cli/words.h"

static const struct {
    const char *name;
    void (*add)(struct text *t);
} shells[] = {
    {"bash", completions_bash},
    {"zsh", completions_zsh},
    {"fish", completions_fish},
};

static int completions_command(const struct command *self, const struct options *options)
{
    struct nearest near = {.word = options->words[0]};

    (void)self;
    for (size_t i = 0; i < sizeof shells / sizeof shells[0]; i++) {
        struct text t = {0};
        nearest_try(&near, shells[i].name);
        if (strcmp(options->words[0], shells[i].name) == 0) {
            shells[i].add(&t);
            (void)fputs(t.at, stdout);
            text_release(&t);
            return EXIT_DONE;
        }
    }
    cmd_error_unknown("no completions for", options->words[0], nearest_found(&near),
                      "; one of bash, zsh, fish");
    return EXIT_BAD_USAGE;
}

const struct command command_completions = {
    .name = "completions",
    .arguments = "bash|zsh|fish",
    .summary = "a script that completes commands, options and names in a shell",
    .example = "headroom completions bash",
    .details =
        "An installed headroom has brought them along. Otherwise, in the start-up file of the\n"
        "shell:\n"
        "\n"
        "  source <(headroom completions bash)     ~/.bashrc\n"
        "  source <(headroom completions zsh)      ~/.zshrc, after compinit\n"
        "  headroom completions fish | source      ~/.config/fish/config.fish",
    .options = cmd_plain_rows,
    .n_least = 1,
    .n_most = 1,
    .run = completions_command,
};
