/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/decode_value.h"

#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "models/curve.h"
#include "sim/base/units.h"

/* "a", "an" and the name: "a power", "an energy". */
static const char *article(const char *name)
{
    return strchr("aeiou", name[0]) != NULL ? "an" : "a";
}

static void add_bad_number(const struct value_place *p, const struct doc_node *node,
                           const struct dimension *dim, enum number_fault fault)
{
    struct diag *const diag = p->d->diag;

    if (fault == NUMBER_SEPARATOR) {
        diag_add(diag, DIAG_SEPARATOR, node->at,
                 "%s: '%s' should be a number without thousands separators, with a point before "
                 "decimals, not '%s'",
                 p->where, p->key, node->text);
        return;
    }
    diag_add(diag, DIAG_NOT_A_NUMBER, node->at, "%s: '%s' should be %s %s such as '%s', not '%s'",
             p->where, p->key, article(dim->name), dim->name, dim->hint, node->text);
}

static void add_unknown_unit(const struct value_place *p, const struct doc_node *node,
                             const struct dimension *dim, const char *unit)
{
    struct diag *const diag = p->d->diag;
    const struct dimension *const other = units_other(dim, unit);
    const char *const near = units_nearest(dim, unit);
    struct text all = {0};

    units_list(dim, &all);
    if (other != NULL) {
        diag_add(diag, DIAG_WRONG_UNIT, node->at,
                 "%s: '%s' is %s %s but '%s' is a unit of %s (use %s)", p->where, p->key,
                 article(dim->name), dim->name, unit, other->name, all.at);
    } else if (near != NULL) {
        diag_add(diag, DIAG_UNKNOWN_UNIT, node->at,
                 "%s: '%s' has the unknown %s unit '%s'; did you mean '%s'?", p->where, p->key,
                 dim->name, unit, near);
    } else {
        diag_add(diag, DIAG_UNKNOWN_UNIT, node->at,
                 "%s: '%s' has the unknown %s unit '%s' (use %s)", p->where, p->key, dim->name,
                 unit, all.at);
    }
    text_release(&all);
}

static bool is_money(const struct dimension *dim)
{
    return strncmp(dim->si, "USD", 3) == 0;
}

/* All prices of a scenario are in one currency: the first one met. */
static const struct unit *find_money(const struct value_place *p, const struct doc_node *node,
                                     const struct dimension *dim, const char *unit,
                                     double *ret_factor)
{
    struct money_unit money;

    if (!units_split_money(unit, &money)) {
        return NULL;
    }
    const struct unit *const u = units_find(dim, money.plain);
    if (u == NULL) {
        return NULL;
    }
    if (p->d->currency[0] == '\0') {
        memcpy(p->d->currency, money.currency, sizeof p->d->currency);
    }
    if (strcmp(p->d->currency, money.currency) != 0) {
        diag_add(p->d->diag, DIAG_WRONG_UNIT, node->at,
                 "%s: '%s' is in %s but the prices before it are in %s; use one currency", p->where,
                 p->key, money.currency, p->d->currency);
    }
    *ret_factor = money.factor;
    return u;
}

/* Refuses what physics forbids and warns of what practice avoids, in the unit that the user wrote. */
static bool is_in_range(const struct value_place *p, const struct doc_node *node, double si,
                        const struct unit *unit)
{
    const struct param *const row = p->row;
    const double factor = unit != NULL ? unit->factor : 1.0;
    const double offset = unit != NULL ? unit->offset : 0.0;
    const char *const name = unit != NULL && strcmp(unit->name, "-") != 0 ? unit->name : "";
    const char *const blank = name[0] != '\0' && strcmp(name, "%") != 0 ? " " : "";

    if (row->min == row->max && si != row->min) {
        diag_add(p->d->diag, DIAG_OUT_OF_RANGE, node->at, "%s: '%s' must be %.6g, not '%s'",
                 p->where, p->key, row->min, node->text);
        return false;
    }
    if (si < row->min || si > row->max) {
        diag_add(p->d->diag, DIAG_OUT_OF_RANGE, node->at,
                 "%s: '%s' is %.6g%s%s; it must lie between %.6g and %.6g%s%s", p->where, p->key,
                 (si - offset) / factor, blank, name, (row->min - offset) / factor,
                 (row->max - offset) / factor, blank, name);
        if (unit == NULL && row->unit != NULL && strcmp(row->unit, "1") == 0 && si > 1.0) {
            diag_note(p->d->diag, "a fraction is written '%g %%' or %g", si, si / 100.0);
        }
        return false;
    }
    if (row->warn_min != row->warn_max && (si < row->warn_min || si > row->warn_max)) {
        diag_add(p->d->diag, DIAG_UNUSUAL, node->at,
                 "%s: '%s' of %.6g%s%s is outside the usual %.6g to %.6g%s%s", p->where, p->key,
                 (si - offset) / factor, blank, name, (row->warn_min - offset) / factor,
                 (row->warn_max - offset) / factor, blank, name);
    }
    return true;
}

static bool is_usual(const struct param *row, double si)
{
    const bool has_usual = row->warn_min != row->warn_max;

    return si >= (has_usual ? row->warn_min : row->min) &&
           si <= (has_usual ? row->warn_max : row->max);
}

/* The unit that a number without one may have had: that of the dimension's hint, or the first in
 * which the number lies in the row's range. A hall is 3 m high, not 3 mm. */
static const char *likely_unit(const struct param *row, const struct dimension *dim, double number)
{
    const char *const hinted = strchr(dim->hint, ' ') + 1;
    const struct unit *const first = units_find(dim, hinted);

    if (first == NULL || is_usual(row, number * first->factor + first->offset)) {
        return hinted;
    }
    for (size_t i = 0; units_at(i) != NULL; i++) {
        const struct unit *const u = units_at(i);
        if (strcmp(u->si, dim->si) == 0 && is_usual(row, number * u->factor + u->offset)) {
            return u->name;
        }
    }
    return hinted;
}

static bool read_number(const struct value_place *p, const struct doc_node *node, double *ret_si)
{
    const struct dimension *const dim = units_dimension(p->row->unit != NULL ? p->row->unit : "-");
    double number = 0.0;
    size_t taken = 0;

    if (strcmp(node->text, "unknown") == 0) {
        *ret_si = PARAM_UNKNOWN;
        return true;
    }
    const struct view text = view_trim(view_of(node->text));
    const enum number_fault fault = text_to_double(text, &number, &taken);
    if (fault != NUMBER_OK) {
        add_bad_number(p, node, dim, fault);
        return false;
    }
    const char *const unit_name =
        text_copy(p->d->arena,
                  view_trim((struct view){.at = text.at + taken, .length = text.length - taken}));
    if (unit_name[0] == '\0' && dim->needs_unit) {
        diag_add(p->d->diag, DIAG_NO_UNIT, node->at,
                 "%s: '%s' has no unit; write for example '%s %s'", p->where, p->key, node->text,
                 likely_unit(p->row, dim, number));
        return false;
    }
    if (isdigit((unsigned char)unit_name[0])) { /* "12 500 kW" */
        add_bad_number(p, node, dim, NUMBER_SEPARATOR);
        return false;
    }
    const struct unit *unit = NULL;
    double factor = 1.0;
    if (unit_name[0] != '\0') {
        unit = is_money(dim) ? find_money(p, node, dim, unit_name, &factor)
                             : units_find(dim, unit_name);
        if (unit == NULL) {
            add_unknown_unit(p, node, dim, unit_name);
            return false;
        }
    }
    *ret_si = unit != NULL ? number * factor * unit->factor + unit->offset : number;
    return is_in_range(p, node, *ret_si, unit);
}

static bool read_count(const struct value_place *p, const struct doc_node *node, double *ret_si)
{
    if (!read_number(p, node, ret_si)) {
        return false;
    }
    if (!isnan(*ret_si) && *ret_si != floor(*ret_si)) {
        diag_add(p->d->diag, DIAG_NOT_WHOLE, node->at,
                 "%s: '%s' should be a whole number, not '%s'", p->where, p->key, node->text);
        return false;
    }
    return true;
}

static bool read_choice(const struct value_place *p, const struct doc_node *node, int *ret_index)
{
    struct nearest near = {.word = node->text};
    struct text all = {0};

    for (int i = 0; p->row->choices[i] != NULL; i++) {
        if (strcmp(p->row->choices[i], node->text) == 0) {
            *ret_index = i;
            text_release(&all);
            return true;
        }
        nearest_try(&near, p->row->choices[i]);
        text_add(&all, "%s%s", i > 0 ? ", " : "", p->row->choices[i]);
    }
    const char *const found = nearest_found(&near);
    diag_add(p->d->diag, DIAG_UNKNOWN_CHOICE, node->at, "%s: '%s' cannot be '%s'%s%s%s (one of %s)",
             p->where, p->key, node->text, found != NULL ? "; did you mean '" : "",
             found != NULL ? found : "", found != NULL ? "'?" : "", all.at);
    text_release(&all);
    return false;
}

static bool read_switch(const struct value_place *p, const struct doc_node *node, bool *ret_on)
{
    const char *const t = node->text;

    if (strcmp(t, "true") == 0 || strcmp(t, "yes") == 0 || strcmp(t, "on") == 0) {
        *ret_on = true;
        return true;
    }
    if (strcmp(t, "false") == 0 || strcmp(t, "no") == 0 || strcmp(t, "off") == 0) {
        *ret_on = false;
        return true;
    }
    diag_add(p->d->diag, DIAG_NOT_A_SWITCH, node->at, "%s: '%s' should be true or false, not '%s'",
             p->where, p->key, t);
    return false;
}

/* 2026-01-01, 2026-01-01T06:30:00, ...Z: always UTC. */
static bool read_date(const struct value_place *p, const struct doc_node *node, int64_t *ret_us)
{
    static const char *const forms[] = {"%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M",
                                        "%Y-%m-%d"};

    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        struct tm when = {0};
        const char *const end = strptime(node->text, forms[i], &when);
        if (end != NULL && *end == '\0') {
            const struct tm given = when;
            const time_t seconds = timegm(&when);
            if (when.tm_mday == given.tm_mday) { /* timegm turns February 30 into March 2 */
                *ret_us = (int64_t)seconds * 1000000;
                return true;
            }
        }
    }
    diag_add(p->d->diag, DIAG_BAD_DATE, node->at,
             "%s: '%s' should be a date such as '2026-01-01T00:00:00Z', not '%s'", p->where, p->key,
             node->text);
    return false;
}

static bool read_text(const struct value_place *p, const struct doc_node *node, const char **ret)
{
    if (node->text[0] == '\0') {
        diag_add(p->d->diag, DIAG_EMPTY_VALUE, node->at, "%s: '%s' is empty", p->where, p->key);
        return false;
    }
    *ret = node->text;
    return true;
}

static bool read_names(const struct value_place *p, const struct doc_node *node,
                       struct name_list *ret)
{
    const struct doc_node *const one[] = {node};
    const struct doc_node *const *items = one;
    size_t n = 1;

    if (node->kind == DOC_LIST) {
        items = (const struct doc_node *const *)node->items;
        n = node->n;
    }
    ret->items = ARENA_ARRAY(p->d->arena, struct name_ref, n, "scenario");
    for (size_t i = 0; i < n; i++) {
        if (items[i]->kind != DOC_VALUE) {
            diag_add(p->d->diag, DIAG_WRONG_SHAPE, items[i]->at,
                     "%s: '%s' should be a name or a list of names", p->where, p->key);
            return false;
        }
        if (!read_text(p, items[i], &ret->items[i].text)) {
            return false;
        }
        ret->items[i].at = items[i]->at;
        ret->items[i].index = NAME_NOT_FOUND;
    }
    ret->n = n;
    return true;
}

/* Any number of values of one unit: [0.0, 0.6, 1.8, 2.4]. */
static bool read_numbers(const struct value_place *p, const struct doc_node *node,
                         struct number_list *ret)
{
    bool is_sound = node->kind == DOC_LIST;
    double *const items = ARENA_ARRAY(p->d->arena, double, node->n, "scenario");

    for (size_t i = 0; is_sound && i < node->n; i++) {
        is_sound = node->items[i]->kind == DOC_VALUE;
    }
    if (!is_sound) {
        diag_add(p->d->diag, DIAG_WRONG_SHAPE, node->at, "%s: '%s' should be a list of numbers",
                 p->where, p->key);
    }
    for (size_t i = 0; is_sound && i < node->n; i++) {
        is_sound = read_number(p, node->items[i], &items[i]);
    }
    *ret = (struct number_list){.items = items, .n = is_sound ? node->n : 0};
    return is_sound;
}

/* Two lengths in brackets: [6 m, 12 ft]. */
static bool read_point(const struct value_place *p, const struct doc_node *node, double *ret)
{
    struct number_list point = {0};

    if (node->kind != DOC_LIST || node->n != 2) {
        diag_add(p->d->diag, DIAG_WRONG_SHAPE, node->at,
                 "%s: '%s' should be two values in brackets, such as [6 m, 12 m]", p->where,
                 p->key);
        return false;
    }
    if (!read_numbers(p, node, &point)) {
        return false;
    }
    memcpy(ret, point.items, 2 * sizeof *ret);
    return true;
}

/* A list of [x, y]; x must rise. y has the row's unit; x is a fraction or a pure number. */
static bool read_curve(const struct value_place *p, const struct doc_node *node, struct curve *ret)
{
    struct curve curve = {0};
    const struct param x_row = {.unit = "1", .min = -HUGE_VAL, .max = HUGE_VAL};
    const struct value_place x_place = {.d = p->d, .row = &x_row, .where = p->where, .key = p->key};

    if (node->kind != DOC_LIST || node->n < 2 || node->n > CURVE_MOST_POINTS) {
        diag_add(p->d->diag, DIAG_BAD_CURVE, node->at,
                 "%s: '%s' should be a list of 2 to %d points, such as [[0, 2 kW], [1, 8 kW]]",
                 p->where, p->key, CURVE_MOST_POINTS);
        return false;
    }
    for (size_t i = 0; i < node->n; i++) {
        const struct doc_node *const point = node->items[i];
        if (point->kind != DOC_LIST || point->n != 2 || point->items[0]->kind != DOC_VALUE ||
            point->items[1]->kind != DOC_VALUE) {
            diag_add(p->d->diag, DIAG_BAD_CURVE, point->at,
                     "%s: point %zu of '%s' should be two values in brackets", p->where, i + 1,
                     p->key);
            return false;
        }
        if (!read_number(&x_place, point->items[0], &curve.x[i]) ||
            !read_number(p, point->items[1], &curve.y[i])) {
            return false;
        }
        if (i > 0 && curve.x[i] <= curve.x[i - 1]) {
            diag_add(p->d->diag, DIAG_BAD_CURVE, point->at,
                     "%s: the points of '%s' must rise: %g stands after %g", p->where, p->key,
                     curve.x[i], curve.x[i - 1]);
            return false;
        }
    }
    curve.n = node->n;
    *ret = curve;
    return true;
}

bool decode_value(const struct value_place *p, const struct doc_node *node, void *field,
                  double *ret_si)
{
    const enum param_kind kind = p->row->kind;
    const bool takes_list = kind == PARAM_NAMES || kind == PARAM_POINT || kind == PARAM_CURVE ||
                            kind == PARAM_NUMBERS || kind == PARAM_TREE;

    *ret_si = PARAM_UNKNOWN;
    if (!takes_list && node->kind != DOC_VALUE) {
        diag_add(p->d->diag, DIAG_WRONG_SHAPE, node->at,
                 "%s: '%s' should be a single value, not %s", p->where, p->key,
                 doc_kind_text(node->kind));
        return false;
    }
    switch (kind) {
    case PARAM_NUMBER:
    case PARAM_COUNT: {
        double si = 0.0;
        if (!(kind == PARAM_COUNT ? read_count(p, node, &si) : read_number(p, node, &si))) {
            return false;
        }
        *(double *)field = si;
        *ret_si = si;
        return true;
    }
    case PARAM_CHOICE:
        return read_choice(p, node, field);
    case PARAM_SWITCH:
        return read_switch(p, node, field);
    case PARAM_CURVE:
        return read_curve(p, node, field);
    case PARAM_TRACE:
    case PARAM_WEATHER:
    case PARAM_TARIFF:
        return decode_file(p, node, field);
    case PARAM_TEXT:
        return read_text(p, node, field);
    case PARAM_NAME: {
        struct name_ref *const ref = field;
        ref->at = node->at;
        ref->index = NAME_NOT_FOUND;
        return read_text(p, node, &ref->text);
    }
    case PARAM_NAMES:
        return read_names(p, node, field);
    case PARAM_POINT:
        return read_point(p, node, field);
    case PARAM_NUMBERS:
        return read_numbers(p, node, field);
    case PARAM_TREE:
        *(const struct doc_node **)field = node;
        return true;
    case PARAM_DATE:
        return read_date(p, node, field);
    case PARAM_MAP:
    case PARAM_LIST:
    case PARAM_MODEL:
        break;
    }
    return false;
}

void decode_fallback(const struct param *row, void *field)
{
    switch (row->kind) {
    case PARAM_NUMBER:
    case PARAM_COUNT:
        *(double *)field = row->fallback;
        break;
    case PARAM_CHOICE:
        *(int *)field = (int)row->fallback;
        break;
    case PARAM_SWITCH:
        *(bool *)field = row->fallback != 0.0;
        break;
    case PARAM_POINT:
        ((double *)field)[0] = row->fallback;
        ((double *)field)[1] = row->fallback;
        break;
    case PARAM_DATE:
        *(int64_t *)field = (int64_t)row->fallback;
        break;
    case PARAM_NAME:
        ((struct name_ref *)field)->index = NAME_NOT_FOUND;
        break;
    default:
        break; /* pointers, lists and curves begin empty */
    }
}
