/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/import_sheet.h"

#include <ctype.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#include "sim/scenario/import_heading.h"

struct reader {
    struct arena *arena;
    const struct sheet_request *request;
    struct diag *diag;
};

int sheet_rank(const char *text, const char *words)
{
    const size_t n = text != NULL ? strlen(text) : 0;
    int rank = 0;

    if (text == NULL || words == NULL) {
        return -1;
    }
    for (const char *word = words;; word++, rank++) {
        const size_t m = strcspn(word, "|");
        if (m == n && strncasecmp(word, text, n) == 0) {
            return rank;
        }
        word += m;
        if (*word == '\0') {
            return -1;
        }
    }
}

bool sheet_is_one_of(const char *text, const char *words)
{
    return sheet_rank(text, words) >= 0;
}

bool sheet_is_blank(const char *text)
{
    return sheet_is_one_of(text, "|-|--|n/a|na|#n/a|none|null|nil|tbd|tbc|?|unknown");
}

static void bad_number(const struct reader *r, const struct sheet_field *field,
                       const struct csv_cell *cell, enum number_fault fault)
{
    if (fault == NUMBER_SEPARATOR) {
        diag_add(r->diag, DIAG_SEPARATOR, cell->at,
                 "%s: '%s' is written with a comma; write 12.5 for twelve and a half, 1200 for "
                 "twelve hundred",
                 field->name, cell->text);
    } else {
        diag_add(r->diag, DIAG_NOT_A_NUMBER, cell->at,
                 "%s: a number is expected, not '%s' (leave the cell empty when it is not known)",
                 field->name, cell->text);
    }
}

/* The unit that follows a number in its cell, else the column's, else the field's. */
static const struct unit *find_unit(const struct reader *r, const struct sheet_field *field,
                                    const struct column *column, const struct csv_cell *cell,
                                    const char *own)
{
    const struct dimension *const d = units_dimension(field->si);

    if (own[0] != '\0') {
        const struct unit *const unit =
            strcasecmp(own, "RU") == 0 ? units_find(d, "U") : units_find(d, own);
        if (unit == NULL) {
            const struct dimension *const other = units_other(d, own);
            diag_add(r->diag, other != NULL ? DIAG_WRONG_UNIT : DIAG_UNKNOWN_UNIT, cell->at,
                     "%s: '%s' is not a unit of %s (such as %s)%s%s", field->name, own, d->name,
                     d->hint, other != NULL ? "; it is one of " : "",
                     other != NULL ? other->name : "");
        }
        return unit;
    }
    if (column->unit != NULL) {
        return column->unit;
    }
    if (field->bare != NULL) {
        return units_find(d, field->bare);
    }
    diag_add(r->diag, DIAG_NO_UNIT, cell->at,
             "%s: '%s' has no unit; write it into the heading, such as '%s (%s)', or into the map",
             field->name, cell->text, field->name, d->si);
    return NULL;
}

static void take_number(const struct reader *r, const struct sheet_field *field,
                        const struct column *column, const struct csv_cell *cell, double *ret)
{
    const bool is_named_u =
        toupper((unsigned char)cell->text[0]) == 'U' && isdigit((unsigned char)cell->text[1]) != 0;
    const bool skips = is_named_u && strcmp(field->si, "U") == 0; /* "U12" */
    const struct view text = view_of(cell->text + (skips ? 1 : 0));
    size_t taken = 0;
    double number = 0.0;
    const enum number_fault fault = text_to_double(text, &number, &taken);

    if (fault != NUMBER_OK) {
        bad_number(r, field, cell, fault);
        return;
    }
    const char *const own =
        text_copy(r->arena, view_trim((struct view){text.at + taken, text.length - taken}));
    if (own[0] != '\0' && isalpha((unsigned char)own[0]) == 0 && own[0] != '%') {
        bad_number(r, field, cell, NUMBER_NONE);
        return;
    }
    const struct unit *const unit = find_unit(r, field, column, cell, own);
    if (unit == NULL) {
        return;
    }
    const double value = number * unit->factor + unit->offset;
    if (value < field->min || value > field->max) {
        const double k = unit->factor;
        diag_add(r->diag, DIAG_NOT_TAKEN, cell->at,
                 "%s: %s %s is outside %g to %g %s; it is taken as not known", field->name,
                 cell->text, own[0] != '\0' ? "" : unit->name, field->min / k, field->max / k,
                 unit->name);
        return;
    }
    *ret = value;
}

static void take_cell(const struct reader *r, const struct column *column,
                      const struct csv_cell *cell, struct sheet_row *row)
{
    const struct sheet_field *const field = &r->request->fields[column->field];

    row->cell_at[column->field] = cell->at;
    if (sheet_is_blank(cell->text)) {
        return;
    }
    row->text[column->field] = cell->text;
    if (field->si != NULL) {
        take_number(r, field, column, cell, &row->number[column->field]);
    }
}

static void take_row(const struct reader *r, const struct csv_table *table,
                     const struct column *columns, size_t i, struct sheet_row *row)
{
    const struct csv_cell *const cells = &table->cells[i * table->n_columns];

    row->at = cells[0].at;
    for (size_t f = 0; f < SHEET_MOST_FIELDS; f++) {
        row->number[f] = (double)NAN;
        row->cell_at[f] = row->at;
    }
    for (size_t c = 0; c < table->n_columns; c++) {
        if (columns[c].field != NO_FIELD) {
            take_cell(r, &columns[c], &cells[c], row);
        }
    }
}

static bool is_yaml(const char *path)
{
    const char *const dot = strrchr(path, '.');

    return dot != NULL && (strcasecmp(dot, ".yaml") == 0 || strcasecmp(dot, ".yml") == 0);
}

enum status sheet_read(struct arena *arena, const struct sheet_request *request, struct diag *diag,
                       struct sheet *ret_sheet)
{
    const size_t n_errors = diag_n_errors(diag);
    const struct reader r = {.arena = arena, .request = request, .diag = diag};
    struct csv_table table;
    const struct span whole = {
        .source = diag_add_source(diag, request->path, (struct view){0}, (struct span){0})};

    *ret_sheet = (struct sheet){.name = request->path};
    const enum status st = (is_yaml(request->path) ? csv_read_yaml : csv_read)(arena, request->path,
                                                                               whole, diag, &table);
    /* What stands in a damaged table is read all the same: every problem at once. */
    if (st != STATUS_OK && table.cells == NULL) {
        return STATUS_BAD_INPUT;
    }
    struct column *const columns = ARENA_ARRAY(arena, struct column, table.n_columns, "inventory");
    headings_read(arena, request, &table, diag, columns, ret_sheet);
    ret_sheet->source = table.source;
    ret_sheet->rows = ARENA_ARRAY(arena, struct sheet_row, table.n_rows, "inventory");
    ret_sheet->n = table.n_rows;
    for (size_t i = 0; i < table.n_rows; i++) {
        take_row(&r, &table, columns, i, &ret_sheet->rows[i]);
    }
    return diag_n_errors(diag) == n_errors ? STATUS_OK : STATUS_BAD_INPUT;
}
