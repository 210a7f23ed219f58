/* lines.h - text laid out in lines of a page: wrapped paragraphs and the names that begin rows.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_BASE_LINES_H
#define SIM_BASE_LINES_H

#include <stddef.h>

#include "sim/base/text.h"

/* What is laid out once for every terminal, mail and printer keeps to this many characters a line. */
enum { LINES_WIDTH = 80 };

/* Characters as they are seen: bytes that begin one. */
int lines_seen(const char *text);

/* Adds text broken between words, but not between a number and its unit, so that lines are at most
 * width long; those after the first are indented. column is where the first begins. A line that begins with a blank stays as it is. */
void lines_wrap(struct text *t, const char *text, int column, int indent, int width);

/* A name in a table's row, padded to width; column is where it begins. A longer one, which may tell two
 * rows apart, stays whole: the row goes on below it, where the next cell begins. */
void lines_label(struct text *t, const char *name, int column, int width);

/* Adds a line without the blanks at its end, and releases it. */
void lines_end(struct text *t, struct text *line);

/* A row of things side by side: a label, then n cells on the right of columns that share the page's
 * width. A cell that is longer than its column goes on below, broken between words where it can be;
 * more cells than fit stand in two lines or three, in the same order in every row. A cell
 * may be NULL for nothing. */
void lines_row(struct text *t, const char *label, int label_width, const char *const *cells,
               size_t n);

#endif
