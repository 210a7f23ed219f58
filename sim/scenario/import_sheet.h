/* import_sheet.h - a table whose columns are known by their headings: texts and numbers in SI.
 *
 * A heading names a field by one of its usual words, or as the map says. Its unit stands in it
 * ("Power (kW)", "Weight_lbs"), in the map, or in the cell ("750 W"); a number without one is refused
 * where it could be read in two ways.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_IMPORT_SHEET_H
#define SIM_SCENARIO_IMPORT_SHEET_H

#include "sim/scenario/csv.h"
#include "sim/scenario/document.h"

enum { SHEET_MOST_FIELDS = 24 };

struct sheet_field {
    const char *name; /* what a map calls it: "nameplate" */
    const char *si;   /* NULL for a text                  */
    const char *bare; /* the unit of a number that has none, or NULL */
    double min;       /* beyond these a value is not taken */
    double max;
    const char *headings; /* usual words, lower case letters and digits alone: "rack|cabinet" */
};

struct sheet_row {
    struct span at;                      /* its first cell that is filled */
    const char *text[SHEET_MOST_FIELDS]; /* NULL: not known */
    double number[SHEET_MOST_FIELDS];    /* NAN: not known  */
    struct span cell_at[SHEET_MOST_FIELDS];
};

struct sheet {
    const char *name; /* of the file */
    uint16_t source;
    struct sheet_row *rows;
    size_t n;
    bool has_field[SHEET_MOST_FIELDS];
    const char **unused; /* headings that mean nothing here */
    size_t n_unused;
};

struct sheet_request {
    const char *path;
    const struct sheet_field *fields; /* ends with a row without a name */
    const char *two_meanings;         /* headings that a map must explain, or NULL */
    const struct doc_node
        *columns; /* of the map: {HEADING: FIELD or {is: FIELD, unit: UNIT}}, or NULL */
};

/* Reads a table, from CSV or (.yaml, .yml) a list of mappings. Every problem is added to diag: errors for what cannot be read, warnings for numbers
 * beyond their bounds, which become not known.
 *
 * Errors  STATUS_BAD_INPUT */
MUST_CHECK enum status sheet_read(struct arena *arena, const struct sheet_request *request,
                                  struct diag *diag, struct sheet *ret_sheet);

/* "n/a", "-", "unknown", "": what people write for a value that they do not have. */
bool sheet_is_blank(const char *text);

/* The place of a text among the words of a list "one|two", caseless, from 0; -1 when it is none. */
int sheet_rank(const char *text, const char *words);
bool sheet_is_one_of(const char *text, const char *words);

/* Lower case letters and digits alone: "Power_Edge R750" is "poweredger750". */
char *sheet_plain(struct arena *arena, const char *text);

#endif
