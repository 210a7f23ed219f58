/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/completions.h"
#include "sim/cli/words.h"

/* Between single quotes. */
static void add_quoted(struct text *t, const char *text)
{
    text_add(t, "'");
    for (; *text != '\0'; text++) {
        text_add(t, *text == '\'' || *text == '\\' ? "\\%c" : "%c", *text);
    }
    text_add(t, "'");
}

static void add_place(struct text *t, const struct place *p)
{
    struct text values = {0};
    const char *const between = (p->kinds & PLACE_WORDS) != 0 ? " " : "";

    if ((p->kinds & PLACE_FILE) != 0 && p->suffixes[0] == '\0') {
        text_add(t, " -F");
        return;
    }
    text_add(&values, "%s", p->words.at);
    if ((p->kinds & PLACE_FILE) != 0) {
        text_add(&values, "%s(__headroom_files %s)", between, p->suffixes);
    }
    if ((p->kinds & PLACE_FOLDER) != 0) {
        text_add(&values, "%s(__fish_complete_directories)", between);
    }
    text_add(t, " -f");
    if (values.length > 0) {
        text_add(t, " -a ");
        add_quoted(t, values.at);
    }
    text_release(&values);
}

static void add_option(struct text *t, const struct command *command, const struct option_row *row)
{
    struct place p;

    text_add(t, "complete -c headroom -n '__headroom_is %s' -l %s", command->name, row->name);
    if (row->letter != '\0') {
        text_add(t, " -s %c", row->letter);
    }
    text_add(t, " -d ");
    add_quoted(t, row->text);
    if (row->kind == OPTION_FLAG) {
        text_add(t, "\n");
        return;
    }
    words_of_option(row, &p);
    text_add(t, " -r");
    add_place(t, &p);
    text_add(t, "\n");
    text_release(&p.words);
}

void completions_fish(struct text *t)
{
    text_add(t, "# fish completion of headroom; made by `headroom completions fish`.\n"
                "function __headroom_is\n"
                "    set -l words (commandline -opc)\n"
                "    test (count $words) -ge 2; and test $words[2] = $argv[1]\n"
                "end\n"
                "function __headroom_has_no_command\n"
                "    test (count (commandline -opc)) -eq 1\n"
                "end\n"
                "function __headroom_files\n"
                "    for suffix in $argv\n"
                "        __fish_complete_suffix $suffix | string match -r "
                "'.*(?:/|\\\\'$suffix')(?:\\t.*)?$'\n"
                "    end\n"
                "end\n"
                "complete -c headroom -f\n");
    for (size_t i = 0; cmd_at(i) != NULL; i++) {
        const struct command *const command = cmd_at(i);
        struct place p;
        text_add(t, "complete -c headroom -n __headroom_has_no_command -a %s -d ", command->name);
        add_quoted(t, command->summary);
        text_add(t, "\n");
        for (const struct option_row *row = command->options; row->name != NULL; row++) {
            add_option(t, command, row);
        }
        words_of_command(command, &p);
        if (p.kinds != PLACE_NOTHING) {
            text_add(t, "complete -c headroom -n '__headroom_is %s'", command->name);
            add_place(t, &p);
            text_add(t, "\n");
        }
        text_release(&p.words);
    }
}
