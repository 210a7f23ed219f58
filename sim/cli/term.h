/* term.h - what the other side of a stream can show: width, colour, characters.
 *
 * Colour only where it is wanted: on a terminal, without NO_COLOR, with a TERM that is not dumb; or
 * anywhere with CLICOLOR_FORCE; --color wins over them all. 24 bits only where COLORTERM says so, else the 256 of xterm.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_TERM_H
#define SIM_CLI_TERM_H

#include <stdbool.h>
#include <stdio.h>

#include "sim/base/text.h"
#include "viz/palette.h"

enum term_colour { TERM_PLAIN, TERM_256, TERM_TRUE };

struct term {
    int width; /* columns: COLUMNS, else the terminal's, else 80 */
    enum term_colour colour;
    bool has_blocks;   /* UTF-8: block characters can be shown */
    bool is_a_picture; /* pictures are welcome: a person looks, or forces colour */
};

/* What --color asks for. */
enum term_wish { TERM_AUTO, TERM_ALWAYS, TERM_NEVER };

/* "auto", "always", "never"; false for another word. */
bool term_read_wish(const char *word, enum term_wish *ret);

/* Reads the environment: once for a command. A wish that is not auto wins over it. */
struct term term_of(FILE *to, enum term_wish wish);

/* Its width alone. */
int term_width(FILE *to);

/* Prints a paragraph and ends its line: after lead as it stands ("  ", "cost   "), broken between words at
 * LINES_WIDTH; lines after the first are indented. */
void term_say(const char *lead, int indent, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Prints a command line for a shell after lead. What is longer than a line goes on in the next, broken at
 * blanks in such a way that all of it can be pasted: with a backslash at the end of lines, and quotes closed and
 * opened again. */
void term_say_command(const char *lead, const char *command);

/* One place of a map, two columns wide: its colour, or a shade from light to dark by a share from 0 to 1;
 * NAN: not known. marked: two signs in it, never colour alone. */
void term_cell(struct text *t, const struct term *term, double share, struct colour colour,
               bool is_marked);

/* n values as a line of small bars between least and most; NAN is a blank. */
void term_spark(struct text *t, const struct term *term, const double *values, size_t n,
                double least, double most);

#endif
