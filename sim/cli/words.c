/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/words.h"

#include <ctype.h>
#include <string.h>

#include "sim/scenario/embedded.h"
#include "sim/scenario/load.h"
#include "sim/scenario/schema.h"
#include "viz/layer.h"

/* ----------------------------------------------------------------------- lists */

static void add_word(struct text *t, const char *before, const char *word)
{
    text_add(t, "%s%s%s", t->length > 0 ? " " : "", before, word);
}

static void add_examples(struct text *t, const char *before)
{
    for (size_t i = 0; embedded_at(i) != NULL; i++) {
        if (!embedded_at(i)->is_catalogue) {
            add_word(t, before, embedded_at(i)->name);
        }
    }
}

static void add_catalogue(struct text *t)
{
    struct arena *const arena = cmd_arena();
    struct catalogue catalogue = {0};

    if (scenario_load_catalogue(arena, diag_create(arena), &catalogue) == STATUS_OK) {
        for (size_t i = 0; i < catalogue.n; i++) {
            add_word(t, "", catalogue.entries[i].name);
        }
    }
    arena_destroy(arena);
}

static void add_kinds(struct text *t)
{
    for (size_t i = 0; schema_table_at(i) != NULL; i++) {
        if (schema_table_at(i)->entry_kind != NULL) {
            add_word(t, "", schema_table_at(i)->entry_kind);
        }
    }
}

/* A name that several families have is offered once for each: shells drop what is there already. */
static void add_models(struct text *t)
{
    for (int f = 0; f < FAMILY_COUNT; f++) {
        for (size_t i = 0; registry_at((enum family)f, i) != NULL; i++) {
            add_word(t, "", registry_at((enum family)f, i)->name);
        }
    }
}

static void add_list(struct text *t, enum word_list list)
{
    switch (list) {
    case WORDS_NONE:
        break;
    case WORDS_CATALOGUE:
        add_catalogue(t);
        break;
    case WORDS_COMMANDS:
        for (size_t i = 0; cmd_at(i) != NULL; i++) {
            add_word(t, "", cmd_at(i)->name);
        }
        break;
    case WORDS_EXAMPLES:
        add_examples(t, "");
        break;
    case WORDS_KINDS:
        add_kinds(t);
        break;
    case WORDS_LAYERS:
        for (size_t i = 0; layer_at(i) != NULL; i++) {
            add_word(t, "", layer_at(i)->name);
        }
        break;
    case WORDS_MODELS:
        add_models(t);
        break;
    }
}

/* ------------------------------------------------------- what an argument is called */

/* "us|si", "bash|zsh|fish": the words themselves, in small letters. */
static void add_alternatives(struct text *t, const char *argument)
{
    const bool is_words = strchr(argument, '|') != NULL;

    for (const char *at = argument + (argument[0] == '['); is_words && *at != '\0';) {
        const size_t n = strcspn(at, "|]");
        if (islower((unsigned char)*at)) {
            text_add(t, "%s%.*s", t->length > 0 ? " " : "", (int)n, at);
        }
        at += n + (at[n] != '\0');
    }
}

/* The help's own name of an argument says what it takes: SCENARIO, FILE.h5, FOLDER, us|si. */
static void read_argument(const char *argument, struct place *ret)
{
    const bool is_scenario =
        strstr(argument, "SCENARIO") != NULL || strncmp(argument, "A B", 3) == 0;

    ret->suffixes = "";
    if (is_scenario) {
        add_examples(&ret->words, "@");
        ret->kinds |= PLACE_FILE;
        ret->suffixes = strcmp(argument, "SCENARIO") == 0 ? ".yaml" : ".yaml .h5";
    } else if (strstr(argument, "FOLDER") != NULL) {
        ret->kinds |= PLACE_FOLDER;
    } else if (strstr(argument, "FILE") != NULL || strstr(argument, ".yaml") != NULL) {
        ret->kinds |= PLACE_FILE;
        ret->suffixes = strstr(argument, ".h5") != NULL     ? ".h5"
                        : strstr(argument, ".epw") != NULL  ? ".epw"
                        : strstr(argument, ".yaml") != NULL ? ".yaml"
                                                            : "";
    } else {
        add_alternatives(&ret->words, argument);
    }
}

static void end_place(struct place *ret, enum word_list list)
{
    add_list(&ret->words, list);
    ret->kinds |= ret->words.length > 0 ? PLACE_WORDS : 0;
    text_add(&ret->words, "%s", ""); /* a text, also without words */
}

void words_of_option(const struct option_row *row, struct place *ret)
{
    *ret = (struct place){.suffixes = ""};
    if (row->argument != NULL) {
        read_argument(row->argument, ret);
    }
    end_place(ret, row->words);
}

void words_of_command(const struct command *command, struct place *ret)
{
    *ret = (struct place){.suffixes = ""};
    read_argument(command->arguments, ret);
    end_place(ret, command->words);
}
