/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/completions.h"
#include "sim/cli/words.h"

/* The line is taken apart at blanks, for bash itself breaks words at '=' and ':'; what stands before
 * such a break in the word is cut off the answers again, as readline wants it. It breaks at '@' too,
 * but lets the sign begin the word. */
static const char before[] =
    "# bash completion of headroom; made by `headroom completions bash`.\n"
    "_headroom_files()\n"
    "{\n"
    "  local suffix file\n"
    "  while IFS= read -r file; do\n"
    "    if [ -d \"$file\" ] || [ $# -eq 0 ]; then\n"
    "      COMPREPLY+=(\"$file\")\n"
    "    else\n"
    "      for suffix; do\n"
    "        [[ $file == *\"$suffix\" ]] && COMPREPLY+=(\"$file\")\n"
    "      done\n"
    "    fi\n"
    "  done < <(compgen -f -- \"$value\")\n"
    "  compopt -o filenames 2>/dev/null\n"
    "}\n"
    "_headroom_folders()\n"
    "{\n"
    "  mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -d -- \"$value\")\n"
    "  compopt -o filenames 2>/dev/null\n"
    "}\n"
    "_headroom_words()\n"
    "{\n"
    "  mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -W \"$1\" -- \"$value\")\n"
    "}\n"
    "_headroom()\n"
    "{\n"
    "  local line=${COMP_LINE:0:COMP_POINT} current value last before given i "
    "breaks=${COMP_WORDBREAKS//@/}\n"
    "  current=${line##*[[:blank:]]}\n"
    "  read -ra given <<<\"${line%\"$current\"}\"\n"
    "  value=$current last=${given[${#given[@]} - 1]} COMPREPLY=() before=\n"
    "  if [[ $current == --*=* ]]; then\n"
    "    last=${current%%=*} value=${current#*=} before=$last=\n"
    "  fi\n";

static const char after[] =
    "  for i in \"${!COMPREPLY[@]}\"; do\n"
    "    COMPREPLY[i]=$before${COMPREPLY[i]}\n"
    "    COMPREPLY[i]=${COMPREPLY[i]#\"${current%\"${current##*[\"$breaks\"]}\"}\"}\n"
    "  done\n"
    "}\n"
    "complete -F _headroom headroom\n";

static void add_place(struct text *t, const struct place *p)
{
    if ((p->kinds & PLACE_WORDS) != 0) {
        text_add(t, " _headroom_words '%s';", p->words.at);
    }
    if ((p->kinds & PLACE_FILE) != 0) {
        text_add(t, " _headroom_files %s;", p->suffixes);
    }
    if ((p->kinds & PLACE_FOLDER) != 0) {
        text_add(t, " _headroom_folders;");
    }
}

static void add_option_values(struct text *t, const struct command *command)
{
    for (const struct option_row *row = command->options; row->name != NULL; row++) {
        struct place p;
        if (row->kind == OPTION_FLAG) {
            continue;
        }
        words_of_option(row, &p);
        text_add(t, "  '%s --%s'", command->name, row->name);
        if (row->letter != '\0') {
            text_add(t, " | '%s -%c'", command->name, row->letter);
        }
        text_add(t, ")");
        add_place(t, &p);
        text_add(t, " ;;\n");
        text_release(&p.words);
    }
}

static void add_arguments(struct text *t, const struct command *command)
{
    struct place p;

    words_of_command(command, &p);
    text_add(t, "  '%s '*)\n    if [[ $current == -* ]]; then\n      _headroom_words '",
             command->name);
    for (const struct option_row *row = command->options; row->name != NULL; row++) {
        text_add(t, "--%s ", row->name);
        if (row->letter != '\0') {
            text_add(t, "-%c ", row->letter);
        }
    }
    text_add(t, "'\n    else\n     ");
    add_place(t, &p);
    text_add(t, " :\n    fi ;;\n");
    text_release(&p.words);
}

void completions_bash(struct text *t)
{
    text_add(t, "%s  case ${#given[@]} in 0 | 1) _headroom_words '--help --version", before);
    for (size_t i = 0; cmd_at(i) != NULL; i++) {
        text_add(t, " %s", cmd_at(i)->name);
    }
    text_add(t, "' ;; *) case \"${given[1]} $last\" in\n");
    for (size_t i = 0; cmd_at(i) != NULL; i++) {
        add_option_values(t, cmd_at(i));
        add_arguments(t, cmd_at(i));
    }
    text_add(t, "  esac ;; esac\n%s", after);
}
