/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/schema_value.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "models/curve.h"

#define NUMBER_PATTERN "[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?"

void schema_definition(const char *kind, const char *name, char ret_name[SCHEMA_REFERENCE_ROOM])
{
    (void)snprintf(ret_name, SCHEMA_REFERENCE_ROOM, "%s-%s", kind, name);
    for (char *c = ret_name; *c != '\0'; c++) {
        if (*c == ' ') {
            *c = '-';
        }
    }
}

void schema_reference(struct json *j, const char *kind, const char *name)
{
    char definition[SCHEMA_REFERENCE_ROOM];
    char reference[SCHEMA_REFERENCE_ROOM + 16];

    schema_definition(kind, name, definition);
    (void)snprintf(reference, sizeof reference, "#/definitions/%s", definition);
    json_text(j, "$ref", reference);
}

/* ---------------------------------------------------------- units as patterns */

/* Does case tell two units of a dimension apart ("m" and "M")? */
static bool needs_case(const struct unit *u)
{
    size_t n = 0;

    for (size_t i = 0; units_at(i) != NULL; i++) {
        n += strcmp(units_at(i)->si, u->si) == 0 && strcasecmp(units_at(i)->name, u->name) == 0;
    }
    return n > 1;
}

/* A unit as units_find takes it: any case, but never milli for mega; raised digits too. */
static void add_unit(struct text *pattern, const struct unit *u)
{
    const bool is_exact = needs_case(u);
    const char *c = u->name;

    if (strncmp(u->si, "USD", 3) == 0) {
        text_add(pattern, "[kM]?(\\$|[A-Z]{3})");
        c += strlen("USD");
    }
    for (; *c != '\0'; c++) {
        if (isalpha((unsigned char)*c) && !is_exact && !(c == u->name && *c == 'M')) {
            text_add(pattern, "[%c%c]", tolower((unsigned char)*c), toupper((unsigned char)*c));
        } else if (*c == '2' || *c == '3') {
            text_add(pattern, *c == '2' ? "(2|²)" : "(3|³)");
        } else {
            text_add(pattern, strchr("().", *c) != NULL ? "\\%c" : "%c", *c);
        }
    }
}

/* "^(unknown|NUMBER *(W|kW|MW))$" */
static void add_pattern(struct text *pattern, const struct dimension *d)
{
    const char *between = "(";

    text_add(pattern, "^(unknown|" NUMBER_PATTERN " *");
    for (size_t i = 0; units_at(i) != NULL; i++) {
        if (strcmp(units_at(i)->si, d->si) == 0) {
            text_add(pattern, "%s", between);
            add_unit(pattern, units_at(i));
            between = "|";
        }
    }
    text_add(pattern, d->needs_unit ? "))$" : ")?)$");
}

static void add_dimension(struct json *j, const struct dimension *d)
{
    char name[SCHEMA_REFERENCE_ROOM];
    struct text pattern = {0};
    struct text advice = {0};

    schema_definition("quantity", d->name, name);
    add_pattern(&pattern, d);
    text_add(&advice, "%s, such as '%s'", d->name, d->hint);
    json_open(j, name, '{');
    json_text(j, "type", "string");
    json_text(j, "pattern", pattern.at);
    json_text(j, "patternErrorMessage", advice.at); /* read by VS Code and yaml-language-server */
    json_close(j, '}');
    text_release(&pattern);
    text_release(&advice);
}

/* ------------------------------------------------------------------ the kinds */

static void add_bounds(struct json *j, const struct param *p)
{
    if (isfinite(p->min)) {
        json_number(j, "minimum", p->min);
    }
    if (isfinite(p->max)) {
        json_number(j, "maximum", p->max);
    }
}

/* The forms of a quantity, as items of an open "anyOf". */
static void add_quantity(struct json *j, const struct param *p)
{
    const struct dimension *const d = units_dimension(p->unit != NULL ? p->unit : "-");

    json_open(j, NULL, '{');
    schema_reference(j, "quantity", d->name);
    json_close(j, '}');
    if (!d->needs_unit) {
        json_open(j, NULL, '{');
        json_text(j, "type", p->kind == PARAM_COUNT ? "integer" : "number");
        add_bounds(j, p);
        json_close(j, '}');
    }
}

static void add_types(struct json *j, const char *const *types)
{
    json_open(j, "type", '[');
    for (; *types != NULL; types++) {
        json_text(j, NULL, *types);
    }
    json_close(j, ']');
}

/* Anything that reads as text: a rack may be called 7. */
static void add_scalar(struct json *j)
{
    static const char *const scalars[] = {"string", "number", "boolean", NULL};

    json_open(j, NULL, '{');
    add_types(j, scalars);
    json_number(j, "minLength", 1.0);
    json_close(j, '}');
}

static void add_items(struct json *j, size_t least, size_t most)
{
    json_text(j, "type", "array");
    json_number(j, "minItems", (double)least);
    if (most > 0) {
        json_number(j, "maxItems", (double)most);
    }
}

static void add_names(struct json *j)
{
    add_scalar(j);
    json_open(j, NULL, '{');
    add_items(j, 0, 0);
    json_open(j, "items", '{');
    json_open(j, "anyOf", '[');
    add_scalar(j);
    json_close(j, ']');
    json_close(j, '}');
    json_close(j, '}');
}

static void add_numbers(struct json *j, const struct param *p, size_t least, size_t most)
{
    json_open(j, NULL, '{');
    add_items(j, least, most);
    json_open(j, "items", '{');
    json_open(j, "anyOf", '[');
    add_quantity(j, p);
    json_close(j, ']');
    json_close(j, '}');
    json_close(j, '}');
}

/* Points of two values, the first a share or a pure number. */
static void add_curve(struct json *j, const struct param *p)
{
    const struct param x = {.unit = "1", .min = -HUGE_VAL, .max = HUGE_VAL};
    const struct param *const both[] = {&x, p};

    json_open(j, NULL, '{');
    add_items(j, 2, CURVE_MOST_POINTS);
    json_open(j, "items", '{');
    add_items(j, 2, 2);
    json_open(j, "items", '[');
    for (size_t i = 0; i < 2; i++) {
        json_open(j, NULL, '{');
        json_open(j, "anyOf", '[');
        add_quantity(j, both[i]);
        json_close(j, ']');
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
    json_close(j, '}');
}

static void add_words(struct json *j, const char *const *words, bool has_switches)
{
    json_open(j, NULL, '{');
    json_open(j, "enum", '[');
    if (has_switches) {
        json_bool(j, NULL, true);
        json_bool(j, NULL, false);
    }
    for (; *words != NULL; words++) {
        json_text(j, NULL, *words);
    }
    json_close(j, ']');
    json_close(j, '}');
}

static void add_date(struct json *j)
{
    json_open(j, NULL, '{');
    json_text(j, "type", "string");
    json_text(j, "pattern",
              "^[0-9]{4}-[01]?[0-9]-[0-3]?[0-9](T[0-2]?[0-9]:[0-5]?[0-9](:[0-6]?[0-9]Z?)?)?$");
    json_text(j, "patternErrorMessage", "a date, UTC, such as '2026-01-01T00:00:00Z'");
    json_close(j, '}');
}

/* The forms that the row takes, as items of an open "anyOf". */
static void add_forms(struct json *j, const struct param *p)
{
    static const char *const switches[] = {"true", "false", "yes", "no", "on", "off", NULL};

    switch (p->kind) {
    case PARAM_NUMBER:
    case PARAM_COUNT:
        add_quantity(j, p);
        break;
    case PARAM_CHOICE:
        add_words(j, p->choices, false);
        break;
    case PARAM_SWITCH:
        add_words(j, switches, true);
        break;
    case PARAM_NAMES:
        add_names(j);
        break;
    case PARAM_POINT:
        add_numbers(j, p, 2, 2);
        break;
    case PARAM_NUMBERS:
        add_numbers(j, p, 0, 0);
        break;
    case PARAM_CURVE:
        add_curve(j, p);
        break;
    case PARAM_DATE:
        add_date(j);
        break;
    case PARAM_TREE:
        json_open(j, NULL, '{');
        json_close(j, '}');
        break;
    default: /* texts, names and files */
        add_scalar(j);
        break;
    }
}

/* What the editor offers and shows when the key is absent. */
static void add_default(struct json *j, const struct param *p)
{
    const bool is_number = p->kind == PARAM_NUMBER || p->kind == PARAM_COUNT;

    if (p->is_required) {
        return;
    }
    if (p->kind == PARAM_CHOICE) {
        json_text(j, "default", p->choices[(int)p->fallback]);
    } else if (p->kind == PARAM_SWITCH) {
        json_bool(j, "default", p->fallback != 0.0);
    } else if (is_number && !isnan(p->fallback)) {
        const struct dimension *const d = units_dimension(p->unit != NULL ? p->unit : "-");
        struct text text = {0};
        units_print(&text, d->si, p->fallback, 6, UNITS_SI);
        if (d->needs_unit) {
            json_text(j, "default", text.at);
        } else {
            json_number(j, "default", p->fallback);
        }
        text_release(&text);
    }
}

/* A member of a graded value; only a number has a band. */
static void add_graded_member(struct json *j, const char *key, const struct param *p, bool is_there)
{
    json_open(j, key, '{');
    if (is_there) {
        json_open(j, "anyOf", '[');
        add_forms(j, p);
        json_close(j, ']');
    } else {
        json_open(j, "not", '{');
        json_close(j, '}');
    }
    json_close(j, '}');
}

void schema_value(struct json *j, const struct param *p)
{
    const bool is_number = p->kind == PARAM_NUMBER || p->kind == PARAM_COUNT;

    json_open(j, "anyOf", '[');
    add_forms(j, p);
    json_open(j, NULL, '{');
    json_open(j, "allOf", '[');
    json_open(j, NULL, '{');
    json_text(j, "$ref", "#/definitions/graded-value");
    json_close(j, '}');
    json_open(j, NULL, '{');
    json_open(j, "properties", '{');
    add_graded_member(j, "value", p, true);
    add_graded_member(j, "low", p, is_number);
    add_graded_member(j, "high", p, is_number);
    json_close(j, '}');
    json_close(j, '}');
    json_close(j, ']');
    json_close(j, '}');
    json_close(j, ']');
    add_default(j, p);
}

static void add_member(struct json *j, const char *key, const char *description)
{
    json_open(j, key, '{');
    json_text(j, "description", description);
    json_close(j, '}');
}

void schema_add_grades(struct json *j)
{
    json_open(j, "enum", '[');
    for (int g = GRADE_GIVEN; g < GRADE_COUNT; g++) {
        json_text(j, NULL, grade_text((enum grade)g));
    }
    json_close(j, ']');
}

void schema_value_definitions(struct json *j)
{
    static const char *const scalars[] = {"string", "number", "boolean", NULL};
    const struct dimension *d = NULL;

    for (size_t i = 0; (d = units_dimension_at(i)) != NULL; i++) {
        add_dimension(j, d);
    }
    json_open(j, "graded-value", '{');
    json_text(j, "type", "object");
    json_open(j, "required", '[');
    json_text(j, NULL, "value");
    json_close(j, ']');
    json_bool(j, "additionalProperties", false);
    json_open(j, "patternProperties", '{');
    json_open(j, "^x-", '{');
    json_close(j, '}');
    json_close(j, '}');
    json_open(j, "properties", '{');
    add_member(j, "value", "the value");
    json_open(j, "grade", '{');
    json_text(j, "description", "how well it is known");
    schema_add_grades(j);
    json_close(j, '}');
    json_open(j, "source", '{');
    json_text(j, "description", "who says so");
    add_types(j, scalars);
    json_close(j, '}');
    add_member(j, "low", "the least that it may be");
    add_member(j, "high", "the most that it may be");
    json_close(j, '}');
    json_close(j, '}');
}
