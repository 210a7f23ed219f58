/* options.h - the command line by a table: the same rows parse it and print its help.
 *
 * Abbreviations are refused, for they freeze names for ever; a near miss gets a
 * suggestion.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_OPTIONS_H
#define SIM_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/base/text.h"

enum { OPTIONS_MOST_TIMES = 64, OPTIONS_MOST_WORDS = 16 };

/* An option that may be given often, in the order of the command line. */
struct option_words {
    const char *at[OPTIONS_MOST_TIMES];
    size_t n;
};

/* What all commands understand together; each row below says which. */
struct options {
    const char *words[OPTIONS_MOST_WORDS]; /* arguments that are no options */
    size_t n_words;

    const char *output; /* -o */
    struct option_words sets;
    struct option_words lost;
    struct option_words types;
    struct option_words lifts;
    const char *units;  /* us or si */
    const char *colour; /* auto, always or never */
    const char *csv;    /* folder */
    const char *at;
    const char *layer;
    const char *frames;
    const char *height;
    const char *section;
    const char *elevation;
    const char *size;
    const char *scale;
    const char *range;
    const char *select;
    const char *side; /* of two files: "side" or "difference" */
    const char *kind;
    const char *hall;
    const char *template_name;
    const char *jobs;
    const char *horizon;
    const char *top;
    const char *feeds;
    const char *racks;
    const char *refine;
    const char *step;
    const char *span;
    const char *window;
    const char *stagger;
    const char *limit;
    const char *correlation;
    const char *interval;
    const char *samples;
    const char *seed;
    const char *reserve;
    const char *split;
    const char *surface;
    const char *climate;
    const char *grid;
    const char *until;
    const char *every;
    const char *map;
    const char *into;
    const char *room;
    const char *add;
    const char *load;
    const char *ask;
    const char *cap;
    const char *workload;
    const char *ambient;
    const char *margin;
    const char *lose;
    const char *points;
    const char *meter;
    bool is_quiet;
    bool is_verbose;
    bool is_json;
    bool is_diagram;
    bool is_following;
    bool is_strict;
    bool is_help;
    bool is_memory;
    bool is_check;
    bool is_all;
    bool is_pairs;
    bool is_nameplate;
    bool is_field;
    bool is_contingency;
    bool is_spread;
    const char *command_line; /* as typed, for the record */
};

enum option_kind { OPTION_FLAG, OPTION_TEXT, OPTION_MANY };

/* Names that may stand as a value, besides what the name of the argument says. */
enum word_list {
    WORDS_NONE,
    WORDS_CATALOGUE,
    WORDS_COMMANDS,
    WORDS_EXAMPLES,
    WORDS_KINDS, /* of the catalogue's entries */
    WORDS_LAYERS,
    WORDS_MODELS,
};

struct option_row {
    const char *name; /* "output" */
    char letter;      /* 'o', or 0 */
    enum option_kind kind;
    const char *argument; /* "FILE", or NULL */
    const char *text;     /* one line of help */
    size_t offset;        /* of the field in struct options */
    enum word_list words; /* for the completion of shells; files follow from the argument */
};

/* Parses argv[1..] by the rows. On failure prints a sentence to stderr and returns false. */
bool options_parse(const struct option_row *rows, int argc, char **argv,
                   struct options *ret_options);

/* Adds the rows, two columns, broken to the width. */
void options_add_help(const struct option_row *rows, int width, struct text *ret_text);

#endif
