/* html.h - words, numbers and tables of a page.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_PAGE_HTML_H
#define SIM_PAGE_HTML_H

#include "sim/base/text.h"
#include "sim/base/units.h"

/* Text that comes from a file: & < > " ' are escaped, so that it may stand in an element or in a
 * quoted attribute; control characters, which HTML does not allow, become U+FFFD. */
void html_text(struct text *t, const char *words);

/* The same as a JSON string with its quotes, also safe inside a script element. NULL is null. */
void html_json_text(struct text *t, const char *words);

/* A number with its unit, chosen by `scale`; "not known" for NAN, "any load" for an infinite one. */
void html_quantity(struct text *t, const char *si, double value, double scale,
                   enum unit_system units);

/* The same inside <data class="n" data-v="SI, 9 digits">. */
void html_data(struct text *t, const char *si, double value, enum unit_system units);

/* Sections: a heading of level two with an anchor. */
void html_section_begin(struct text *t, const char *id, const char *title);
void html_section_end(struct text *t);

/* A column of a table: numbers stand on the right. */
struct html_column {
    const char *head;
    bool is_number;
};

/* A table that scrolls sideways where the screen is narrow.
 *
 *   id       its anchor, or NULL
 *   caption  what it tells
 */
void html_table_begin(struct text *t, const char *id, const char *caption,
                      const struct html_column *columns, size_t n);
void html_table_end(struct text *t);

/* Cells; the first of a row is its head. */
void html_row_head(struct text *t, const char *words);
void html_row_end(struct text *t);
void html_cell_text(struct text *t, const char *words);
void html_cell(struct text *t, const char *si, double value, double scale, enum unit_system units);

/* A figure's numbers below it, folded: <details>. */
void html_fold_begin(struct text *t, const char *title);
void html_fold_end(struct text *t);

#endif
