/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/schema_json.h"

#include <stdio.h>
#include <string.h>

#include "sim/base/units.h"
#include "sim/cli/json.h"
#include "sim/scenario/schema.h"

/* "#/definitions/rack" */
static const char *reference(const struct table *t, char *room, size_t size)
{
    (void)snprintf(room, size, "#/definitions/%s", t->name);
    return room;
}

/* "(W|kW|MW)": the units of a dimension as a regular expression. */
static void add_units(struct text *pattern, const struct dimension *d)
{
    const char *between = "(";

    for (size_t i = 0; units_at(i) != NULL; i++) {
        const struct unit *const u = units_at(i);
        if (strcmp(u->si, d->si) != 0 || strcmp(u->name, "-") == 0) {
            continue;
        }
        text_add(pattern, "%s", between);
        for (const char *c = u->name; *c != '\0'; c++) {
            text_add(pattern, strchr("().", *c) != NULL ? "\\%c" : "%c", *c);
        }
        between = "|";
    }
    text_add(pattern, ")");
}

/* A quantity: a number and one of the units of its dimension. Money takes any currency. */
static void add_quantity(struct json *j, const struct param *p)
{
    const struct dimension *const d = units_dimension(p->unit);
    struct text pattern = {0};

    text_add(&pattern, "^(unknown|[-+]?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?");
    if (strncmp(p->unit, "USD", 3) == 0) {
        text_add(&pattern, " ?[kM]?(\\$|[A-Z]{3})[-/A-Za-z]*)$");
    } else {
        text_add(&pattern, " ?");
        add_units(&pattern, d);
        text_add(&pattern, d->needs_unit ? ")$" : "?)$");
    }
    json_open(j, "oneOf", '[');
    json_open(j, NULL, '{');
    json_text(j, "type", "string");
    json_text(j, "pattern", pattern.at);
    json_close(j, '}');
    if (!d->needs_unit) {
        json_open(j, NULL, '{');
        json_text(j, "type", "number");
        json_close(j, '}');
    }
    json_open(j, NULL, '{');
    json_text(j, "$ref", "#/definitions/graded value");
    json_close(j, '}');
    json_close(j, ']');
    text_release(&pattern);
}

static void add_reference(struct json *j, const struct param *p)
{
    char room[64];

    if (p->kind == PARAM_LIST) {
        json_text(j, "type", "array");
        json_open(j, "items", '{');
        json_text(j, "$ref", reference(p->table, room, sizeof room));
        json_close(j, '}');
        return;
    }
    json_open(j, "anyOf", '[');
    json_open(j, NULL, '{');
    json_text(j, "$ref", reference(p->table, room, sizeof room));
    json_close(j, '}');
    if (p->table->has_model) {
        json_open(j, NULL, '{');
        json_text(j, "type", "string");
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void add_models(struct json *j, const struct table *t)
{
    const struct model_info *m = NULL;

    json_open(j, "enum", '[');
    for (size_t i = 0; (m = registry_at(t->family, i)) != NULL; i++) {
        json_text(j, NULL, m->name);
    }
    json_close(j, ']');
}

static void add_row(struct json *j, const struct table *t, const struct param *p)
{
    char key[SCHEMA_KEY_ROOM];

    schema_key(p, key);
    json_open(j, key, '{');
    json_text(j, "description", p->text);
    switch (p->kind) {
    case PARAM_NUMBER:
    case PARAM_COUNT:
        add_quantity(j, p);
        break;
    case PARAM_CHOICE:
        json_open(j, "enum", '[');
        for (size_t i = 0; p->choices[i] != NULL; i++) {
            json_text(j, NULL, p->choices[i]);
        }
        json_close(j, ']');
        break;
    case PARAM_SWITCH:
        json_text(j, "type", "boolean");
        break;
    case PARAM_MODEL:
        add_models(j, t);
        break;
    case PARAM_MAP:
    case PARAM_LIST:
        add_reference(j, p);
        break;
    case PARAM_POINT:
    case PARAM_NUMBERS:
    case PARAM_CURVE:
        json_text(j, "type", "array");
        break;
    default:
        break; /* texts, names, dates and files: anything that reads as text */
    }
    json_close(j, '}');
}

static bool has_row(const struct param *rows, const char *key)
{
    for (; rows->key != NULL; rows++) {
        if (strcmp(rows->key, key) == 0) {
            return true;
        }
    }
    return false;
}

/* The rows of all models of a table's family are allowed together: which belong to the chosen model
 * is for the decoder to say. */
static void add_model_rows(struct json *j, const struct table *t)
{
    const struct model_info *m = NULL;

    for (size_t i = 0; t->has_model && (m = registry_at(t->family, i)) != NULL; i++) {
        for (const struct param *p = m->params; p->key != NULL; p++) {
            bool is_new = !has_row(t->rows, p->key);
            for (size_t k = 0; k < i && is_new; k++) {
                is_new = !has_row(registry_at(t->family, k)->params, p->key);
            }
            if (is_new) {
                add_row(j, t, p);
            }
        }
    }
}

static void add_table(struct json *j, const struct table *t)
{
    json_open(j, t->name, '{');
    json_text(j, "type", "object");
    json_text(j, "description", t->text);
    json_bool(j, "additionalProperties", false);
    json_open(j, "patternProperties", '{');
    json_open(j, "^(x-.*|<<|repeat|repeat_from|include|catalog)$", '{');
    json_close(j, '}');
    json_close(j, '}');
    json_open(j, "properties", '{');
    for (const struct param *p = t->rows; p->key != NULL; p++) {
        add_row(j, t, p);
    }
    if (t->entry_kind != NULL && !has_row(t->rows, "use")) {
        json_open(j, "use", '{');
        json_text(j, "type", "string");
        json_close(j, '}');
    }
    add_model_rows(j, t);
    json_close(j, '}');
    json_close(j, '}');
}

static void add_graded_value(struct json *j)
{
    json_open(j, "graded value", '{');
    json_text(j, "type", "object");
    json_open(j, "required", '[');
    json_text(j, NULL, "value");
    json_close(j, ']');
    json_close(j, '}');
}

void schema_json_print(void)
{
    struct json j = {0};

    json_open(&j, NULL, '{');
    json_text(&j, "$schema", "http://json-schema.org/draft-07/schema#");
    json_text(&j, "title", "headroom scenario");
    json_text(&j, "$ref", "#/definitions/scenario");
    json_open(&j, "definitions", '{');
    for (size_t i = 0; schema_table_at(i) != NULL; i++) {
        add_table(&j, schema_table_at(i));
    }
    add_graded_value(&j);
    json_close(&j, '}');
    json_close(&j, '}');
    json_print(&j);
}
