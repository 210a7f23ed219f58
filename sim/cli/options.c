/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/options.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/lines.h"
#include "sim/base/text.h"

enum { MOST_ROWS = 24, FIRST_LONG = 256 };

/* getopt_long takes any unique beginning of a name; a name must be written whole. */
static bool is_whole(const struct option_row *rows, const char *word)
{
    const char *const name = word + 2;
    const char *const equals = strchr(name, '=');
    const size_t length = equals != NULL ? (size_t)(equals - name) : strlen(name);
    char plain[64];

    (void)snprintf(plain, sizeof plain, "%.*s", (int)length, name);
    struct nearest near = {.word = plain};
    for (const struct option_row *row = rows; row->name != NULL; row++) {
        if (strcmp(row->name, plain) == 0) {
            return true;
        }
        nearest_try(&near, row->name);
        if (strncmp(row->name, plain, length) == 0 && length > 1) {
            near = (struct nearest){.word = plain, .best = row->name, .distance = 0};
            break;
        }
    }
    const char *const found = nearest_found(&near);
    (void)fprintf(stderr, "headroom: unknown option '--%s'%s%s%s\n", plain,
                  found != NULL ? "; did you mean '--" : "", found != NULL ? found : "",
                  found != NULL ? "'?" : "");
    return false;
}

static bool names_are_whole(const struct option_row *rows, int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strncmp(argv[i], "--", 2) == 0 && !is_whole(rows, argv[i])) {
            return false;
        }
    }
    return true;
}

static bool store(const struct option_row *row, const char *argument, struct options *o)
{
    void *const field = (char *)o + row->offset;

    switch (row->kind) {
    case OPTION_FLAG:
        *(bool *)field = true;
        break;
    case OPTION_TEXT:
        *(const char **)field = argument;
        break;
    case OPTION_MANY: {
        struct option_words *const words = field;
        if (words->n == OPTIONS_MOST_TIMES) {
            (void)fprintf(stderr, "headroom: more than %d --%s options\n", OPTIONS_MOST_TIMES,
                          row->name);
            return false;
        }
        words->at[words->n++] = argument;
        break;
    }
    }
    return true;
}

static const struct option_row *find_row(const struct option_row *rows, int code)
{
    if (code >= FIRST_LONG) {
        return &rows[code - FIRST_LONG];
    }
    for (const struct option_row *row = rows; row->name != NULL; row++) {
        if (row->letter == (char)code) {
            return row;
        }
    }
    return NULL;
}

static bool take_words(int argc, char **argv, struct options *o)
{
    for (int i = optind; i < argc; i++) {
        if (o->n_words == OPTIONS_MOST_WORDS) {
            (void)fprintf(stderr, "headroom: more than %d arguments\n", OPTIONS_MOST_WORDS);
            return false;
        }
        o->words[o->n_words++] = argv[i];
    }
    return true;
}

bool options_parse(const struct option_row *rows, int argc, char **argv,
                   struct options *ret_options)
{
    struct option longs[MOST_ROWS + 1] = {0};
    char letters[2 * MOST_ROWS + 2] = ":";
    size_t n = 0;

    if (!names_are_whole(rows, argc, argv)) {
        return false;
    }
    for (; rows[n].name != NULL && n < MOST_ROWS; n++) {
        longs[n] = (struct option){.name = rows[n].name,
                                   .has_arg = rows[n].kind == OPTION_FLAG ? no_argument
                                                                          : required_argument,
                                   .val = FIRST_LONG + (int)n};
        if (rows[n].letter != '\0') {
            const size_t at = strlen(letters);
            letters[at] = rows[n].letter;
            letters[at + 1] = rows[n].kind == OPTION_FLAG ? '\0' : ':';
        }
    }
    opterr = 0;
    optind = 1;
    for (int code = 0; (code = getopt_long(argc, argv, letters, longs, NULL)) != -1;) {
        if (code == ':') {
            (void)fprintf(stderr, "headroom: '%s' needs a value\n", argv[optind - 1]);
            return false;
        }
        if (code == '?') {
            (void)fprintf(stderr, "headroom: unknown option '%s'\n", argv[optind - 1]);
            return false;
        }
        if (!store(find_row(rows, code), optarg, ret_options)) {
            return false;
        }
    }
    return take_words(argc, argv, ret_options);
}

void options_add_help(const struct option_row *rows, int width, struct text *ret_text)
{
    enum { INDENT = 31 };

    for (const struct option_row *row = rows; row->name != NULL; row++) {
        char left[64];
        (void)snprintf(left, sizeof left, "%s%c%s--%s%s%s", row->letter != '\0' ? "-" : " ",
                       row->letter != '\0' ? row->letter : ' ', row->letter != '\0' ? ", " : "  ",
                       row->name, row->argument != NULL ? " " : "",
                       row->argument != NULL ? row->argument : "");
        text_add(ret_text, "  ");
        lines_label(ret_text, left, 2, INDENT - 2);
        lines_wrap(ret_text, row->text, INDENT, INDENT, width);
        text_add(ret_text, "\n");
    }
}
