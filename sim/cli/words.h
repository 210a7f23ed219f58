/* words.h - what may stand at a place of the command line: for the completion of shells.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_WORDS_H
#define SIM_CLI_WORDS_H

#include <stdbool.h>

#include "sim/base/text.h"
#include "sim/cli/cmd.h"

enum places {
    PLACE_NOTHING = 0,   /* a number, a time, a free text                 */
    PLACE_FILE = 1 << 0, /* any file, or those that end with the suffix   */
    PLACE_FOLDER = 1 << 1,
    PLACE_WORDS = 1 << 2, /* one of the words, with or without files too  */
};

/* What may stand somewhere. Zero-initialise; release the words. */
struct place {
    unsigned kinds;
    const char *suffixes; /* ".yaml .h5" or "" */
    struct text words;    /* "us si", or "@first-hall @..." */
};

/* The values of an option, and the arguments of a command. */
void words_of_option(const struct option_row *row, struct place *ret);
void words_of_command(const struct command *command, struct place *ret);

#endif
