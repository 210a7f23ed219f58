/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/import_heading.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

struct reading {
    struct arena *arena;
    const struct sheet_request *request;
    const struct csv_table *table;
    struct diag *diag;
};

/* How headings write units, beside the units' own names. */
static const struct {
    const char *word;
    const char *unit;
} unit_words[] = {
    {"watts", "W"},   {"watt", "W"},    {"kilowatts", "kW"}, {"kw", "kW"},  {"kgs", "kg"},
    {"kg", "kg"},     {"pounds", "lb"}, {"lbs", "lb"},       {"lb", "lb"},  {"cfm", "CFM"},
    {"kva", "kVA"},   {"va", "VA"},     {"ru", "U"},         {"us", "U"},   {"u", "U"},
    {"amps", "A"},    {"amp", "A"},     {"volts", "V"},      {"volt", "V"}, {"w", "W"},
    {"percent", "%"},
};

static const char *unit_of_word(const char *word)
{
    for (size_t i = 0; i < sizeof unit_words / sizeof unit_words[0]; i++) {
        if (strcasecmp(unit_words[i].word, word) == 0) {
            return unit_words[i].unit;
        }
    }
    return word;
}

char *sheet_plain(struct arena *arena, const char *text)
{
    char *const plain = arena_take(arena, strlen(text) + 1, 1, "inventory");
    size_t n = 0;

    for (const char *s = text; *s != '\0'; s++) {
        const unsigned char c = (unsigned char)*s;
        if (isalnum(c) != 0 || c >= 0x80U) {
            plain[n++] = (char)tolower(c);
        }
    }
    return plain;
}

static bool find_word(const struct sheet_field *fields, const char *plain, struct column *ret)
{
    for (int f = 0; fields[f].name != NULL; f++) {
        const int rank = sheet_rank(plain, fields[f].headings);
        if (rank >= 0) {
            ret->field = f;
            ret->rank = rank;
            return true;
        }
    }
    return false;
}

/* The text within the brackets that end a heading, taken off it; NULL when there are none. */
static const char *take_brackets(struct arena *arena, char *heading)
{
    const size_t n = strlen(heading);
    char *const open = strpbrk(heading, "([");

    if (open == NULL || open == heading || (heading[n - 1] != ')' && heading[n - 1] != ']')) {
        return NULL;
    }
    const char *const inside =
        text_copy(arena, view_trim((struct view){open + 1, (size_t)(heading + n - open) - 2}));
    *open = '\0';
    return inside;
}

/* "weightlbs" is the weight, in lb. Returns the unit's name, NULL when there is none. */
static const char *find_with_ending(struct arena *arena, const struct sheet_field *fields,
                                    const char *plain, struct column *ret)
{
    const size_t n = strlen(plain);

    for (size_t i = 0; i < sizeof unit_words / sizeof unit_words[0]; i++) {
        const size_t m = strlen(unit_words[i].word);
        struct column found;
        if (m < n && strcmp(plain + n - m, unit_words[i].word) == 0 &&
            find_word(fields, text_copy(arena, (struct view){plain, n - m}), &found) &&
            fields[found.field].si != NULL) {
            ret->field = found.field;
            ret->rank = found.rank;
            return unit_words[i].unit;
        }
    }
    return NULL;
}

static bool take_unit(const struct reading *r, const struct sheet_field *field, const char *name,
                      struct span at, struct column *ret)
{
    const struct dimension *const d = field->si != NULL ? units_dimension(field->si) : NULL;

    if (d == NULL || name == NULL) {
        return true;
    }
    ret->unit = units_find(d, unit_of_word(name));
    if (ret->unit != NULL) {
        return true;
    }
    const struct dimension *const other = units_other(d, unit_of_word(name));
    const char *const near = units_nearest(d, name);
    if (other != NULL) {
        diag_add(r->diag, DIAG_WRONG_UNIT, at, "'%s' is a %s, but '%s' is a unit of %s",
                 field->name, d->name, name, other->name);
    } else {
        diag_add(r->diag, DIAG_UNKNOWN_UNIT, at, "'%s' is not a unit of %s%s%s%s", name, d->name,
                 near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
                 near != NULL ? "'?" : "");
    }
    diag_note(r->diag, "a map can say it: columns: {\"HEADING\": {is: %s, unit: %s}}", field->name,
              d->si);
    return false;
}

/* -------------------------------------------------------------------- the map */

static const struct doc_pair *find_mapped(const struct doc_node *columns, const char *heading)
{
    for (size_t i = 0; columns != NULL && i < columns->n; i++) {
        const struct doc_node *const key = columns->pairs[i].key;
        if (key->kind == DOC_VALUE && strcasecmp(key->text, heading) == 0) {
            return &columns->pairs[i];
        }
    }
    return NULL;
}

static bool unknown_field(const struct reading *r, const struct doc_node *word)
{
    struct nearest near = {.word = word->text};

    for (size_t f = 0; r->request->fields[f].name != NULL; f++) {
        nearest_try(&near, r->request->fields[f].name);
    }
    const char *const found = nearest_found(&near);
    diag_add(r->diag, DIAG_UNKNOWN_CHOICE, word->at, "a column cannot be '%s'%s%s%s", word->text,
             found != NULL ? "; did you mean '" : "", found != NULL ? found : "",
             found != NULL ? "'?" : "");
    struct text all = {0};
    for (size_t f = 0; r->request->fields[f].name != NULL; f++) {
        text_add(&all, "%s, ", r->request->fields[f].name);
    }
    diag_note(r->diag, "known are %signore", all.at);
    text_release(&all);
    return false;
}

static bool take_mapped(const struct reading *r, const struct doc_node *value, struct column *ret)
{
    const struct doc_node *const word =
        value->kind == DOC_MAP ? doc_find(value, "is", NULL) : value;
    const struct doc_node *const unit =
        value->kind == DOC_MAP ? doc_find(value, "unit", NULL) : NULL;

    if (word == NULL || word->kind != DOC_VALUE || (unit != NULL && unit->kind != DOC_VALUE)) {
        diag_add(r->diag, DIAG_WRONG_SHAPE, value->at,
                 "write a field's name, or {is: nameplate, unit: W}");
        return false;
    }
    if (strcmp(word->text, "ignore") == 0) {
        return true;
    }
    for (int f = 0; r->request->fields[f].name != NULL; f++) {
        if (strcmp(r->request->fields[f].name, word->text) == 0) {
            ret->field = f;
            return unit == NULL || take_unit(r, &r->request->fields[f], unit->text, unit->at, ret);
        }
    }
    return unknown_field(r, word);
}

/* ------------------------------------------------------------------ a heading */

static bool read_heading(const struct reading *r, const struct csv_cell *cell, struct column *ret)
{
    const struct doc_pair *const mapped = find_mapped(r->request->columns, cell->text);
    char *const name = text_copy(r->arena, view_of(cell->text));
    const char *unit = take_brackets(r->arena, name);
    const char *const plain = sheet_plain(r->arena, name);
    const struct sheet_field *const fields = r->request->fields;

    *ret = (struct column){.field = NO_FIELD, .rank = -1};
    if (mapped != NULL && !take_mapped(r, mapped->value, ret)) {
        return false;
    }
    if (mapped != NULL && (ret->field == NO_FIELD || ret->unit != NULL)) {
        return true;
    }
    if (mapped == NULL && !find_word(fields, plain, ret)) {
        const char *const ending = find_with_ending(r->arena, fields, plain, ret);
        unit = unit != NULL ? unit : ending;
    }
    if (ret->field == NO_FIELD && sheet_is_one_of(plain, r->request->two_meanings)) {
        diag_add(r->diag, DIAG_TWO_MEANINGS, cell->at,
                 "column '%s' may be what the maker prints or what was measured", cell->text);
        diag_note(r->diag,
                  "say which in a map (--map): columns: {\"%s\": nameplate}, or measured, "
                  "peak, ignore",
                  cell->text);
        return false;
    }
    return ret->field == NO_FIELD || take_unit(r, &fields[ret->field], unit, cell->at, ret);
}

/* Of two columns for one field the one with the plainer word is taken ("Model" before "Type"), the
 * other is told among the unused; with one word for both, nobody can say. */
static void settle_rivals(const struct reading *r, struct column *columns)
{
    const struct csv_cell *const heading = r->table->heading;

    for (size_t c = 0; c < r->table->n_columns; c++) {
        for (size_t k = 0; k < c && columns[c].field != NO_FIELD; k++) {
            if (columns[k].field != columns[c].field) {
                continue;
            }
            if (columns[k].rank == columns[c].rank) {
                diag_add(r->diag, DIAG_NAME_TWICE, heading[c].at,
                         "columns '%s' and '%s' are both the %s; let the map ignore one",
                         heading[k].text, heading[c].text,
                         r->request->fields[columns[c].field].name);
            }
            columns[columns[k].rank < columns[c].rank ? c : k].field = NO_FIELD;
        }
    }
}

/* A key of the map that no heading has is a misspelt one. */
static void check_map_keys(const struct reading *r)
{
    const struct doc_node *const columns = r->request->columns;

    for (size_t i = 0; columns != NULL && i < columns->n; i++) {
        const struct doc_node *const key = columns->pairs[i].key;
        struct nearest near = {.word = key->kind == DOC_VALUE ? key->text : ""};
        bool is_there = false;
        for (size_t c = 0; c < r->table->n_columns; c++) {
            is_there = is_there || strcasecmp(near.word, r->table->heading[c].text) == 0;
            nearest_try(&near, r->table->heading[c].text);
        }
        if (!is_there) {
            const char *const found = nearest_found(&near);
            diag_add(r->diag, DIAG_UNKNOWN_KEY, key->at, "%s has no column '%s'%s%s%s",
                     r->table->name, near.word, found != NULL ? "; did you mean '" : "",
                     found != NULL ? found : "", found != NULL ? "'?" : "");
        }
    }
}

void headings_read(struct arena *arena, const struct sheet_request *request,
                   const struct csv_table *table, struct diag *diag, struct column *ret_columns,
                   struct sheet *sheet)
{
    const struct reading r = {.arena = arena, .request = request, .table = table, .diag = diag};

    check_map_keys(&r);
    sheet->unused = ARENA_ARRAY(arena, const char *, table->n_columns, "inventory");
    for (size_t c = 0; c < table->n_columns; c++) {
        if (!read_heading(&r, &table->heading[c], &ret_columns[c])) {
            ret_columns[c].field = NO_FIELD;
        }
    }
    settle_rivals(&r, ret_columns);
    for (size_t c = 0; c < table->n_columns; c++) {
        if (ret_columns[c].field != NO_FIELD) {
            sheet->has_field[ret_columns[c].field] = true;
        } else if (table->heading[c].text[0] != '\0') {
            sheet->unused[sheet->n_unused++] = table->heading[c].text;
        }
    }
}
