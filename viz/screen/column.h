/* column.h - words below one another in a panel.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_SCREEN_COLUMN_H
#define VIZ_SCREEN_COLUMN_H

#include "viz/screen/pen.h"

/* A column of the panel that grows downwards. */
struct column {
    const struct pen *p;
    float x;
    float y;
    float width;
    bool is_dry; /* nothing is written: where would it end? */
};

void column_line(struct column *c, enum pen_size size, struct colour ink, const char *text);

/* Cuts a text until it is no wider, with three dots for what is gone.
 *
 *   room  bytes of text, more than four
 */
void column_shorten(const struct pen *p, enum pen_size size, float width, char *text, size_t room);

/* A line that ends with "..." where the column ends. */
void column_cut(struct column *c, enum pen_size size, struct colour ink, const char *text);

/* Breaks a text at blanks so that it stays in the column. */
void column_paragraph(struct column *c, enum pen_size size, struct colour ink, const char *text);

/* A line behind a small box of a colour. */
void column_swatch(struct column *c, struct colour colour, const char *text);

#endif
