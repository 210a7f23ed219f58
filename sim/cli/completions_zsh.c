/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/completions.h"
#include "sim/cli/words.h"

/* A text inside a specification in single quotes: ':', '[' and ']' would end a part of it. */
static void add_quoted(struct text *t, const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '\'':
            text_add(t, "'\\''");
            break;
        case ':':
        case '[':
        case ']':
        case '\\':
            text_add(t, "\\%c", *text);
            break;
        default:
            text_add(t, "%c", *text);
            break;
        }
    }
}

/* " _headroom_place '@a @b' .yaml .h5": the words, then the suffixes of files. The blank before it
 * keeps _arguments from putting options of its own between. */
static void add_action(struct text *t, const struct place *p)
{
    if (p->kinds == PLACE_NOTHING) {
        text_add(t, " ");
    } else if (p->kinds == PLACE_FOLDER) {
        text_add(t, "_files -/");
    } else if (p->kinds == PLACE_WORDS) {
        text_add(t, "(%s)", p->words.at);
    } else {
        text_add(t, " _headroom_place \"%s\" %s", p->words.at, p->suffixes);
    }
}

static void add_option(struct text *t, const struct option_row *row)
{
    struct place p;

    for (int is_short = 0; is_short <= (row->letter != '\0' ? 1 : 0); is_short++) {
        text_add(t, " \\\n    '%s", row->kind == OPTION_MANY ? "*" : "");
        if (is_short == 1) {
            text_add(t, "-%c%s", row->letter, row->kind == OPTION_FLAG ? "" : "+");
        } else {
            text_add(t, "--%s%s", row->name, row->kind == OPTION_FLAG ? "" : "=");
        }
        text_add(t, "[");
        add_quoted(t, row->text);
        text_add(t, "]");
        if (row->kind != OPTION_FLAG) {
            words_of_option(row, &p);
            text_add(t, ":");
            add_quoted(t, row->argument);
            text_add(t, ":");
            add_action(t, &p);
            text_release(&p.words);
        }
        text_add(t, "'");
    }
}

static void add_command(struct text *t, const struct command *command)
{
    struct place p;

    text_add(t, "  %s) _arguments -s", command->name);
    for (const struct option_row *row = command->options; row->name != NULL; row++) {
        add_option(t, row);
    }
    if (command->n_most > 0) {
        words_of_command(command, &p);
        text_add(t, " \\\n    '*:");
        add_quoted(t, command->arguments);
        text_add(t, ":");
        add_action(t, &p);
        text_add(t, "'");
        text_release(&p.words);
    }
    text_add(t, " ;;\n");
}

void completions_zsh(struct text *t)
{
    text_add(t, "#compdef headroom\n"
                "# zsh completion of headroom; made by `headroom completions zsh`.\n"
                "_headroom_place()\n"
                "{\n"
                "  local -a names=(${=1})\n"
                "  local globs=${(j:|:)@[2,-1]}\n"
                "  (( $#names )) && compadd -a names\n"
                "  if [[ -n $globs ]]; then _files -g \"*($globs)(-.)\"; else _files; fi\n"
                "}\n"
                "_headroom()\n"
                "{\n"
                "  local -a commands=(\n");
    for (size_t i = 0; cmd_at(i) != NULL; i++) {
        text_add(t, "    '%s:", cmd_at(i)->name);
        add_quoted(t, cmd_at(i)->summary);
        text_add(t, "'\n");
    }
    text_add(t, "  )\n"
                "  if (( CURRENT == 2 )); then\n"
                "    _describe command commands\n"
                "    return\n"
                "  fi\n"
                "  shift words; (( CURRENT-- ))\n"
                "  case $words[1] in\n");
    for (size_t i = 0; cmd_at(i) != NULL; i++) {
        add_command(t, cmd_at(i));
    }
    text_add(t, "  esac\n}\n"
                "if [[ ${funcstack[1]} == _headroom ]]; then _headroom \"$@\"; "
                "else compdef _headroom headroom; fi\n");
}
