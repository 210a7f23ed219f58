/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/schema_json.h"

#include <stdio.h>
#include <string.h>

#include "sim/cli/json.h"
#include "sim/cli/schema_keys.h"
#include "sim/cli/schema_value.h"
#include "sim/scenario/schema.h"

static void add_needs(struct json *j, const struct table *t, const struct model_info *m)
{
    json_open(j, NULL, '{');
    json_open(j, "if", '{');
    schema_add_stands_alone(j, false);
    if (t == &schema_scenario) {
        schema_add_is_hall(j);
    }
    json_close(j, '}');
    json_open(j, "then", '{');
    schema_add_required(j, t->rows, m != NULL ? m->params : NULL);
    json_close(j, '}');
    json_close(j, '}');
}

/* ------------------------------------------------------------- the keys of a table */

static void add_table_reference(struct json *j, const struct table *t)
{
    json_open(j, "anyOf", '[');
    json_open(j, NULL, '{');
    schema_reference(j, "table", t->name);
    json_close(j, '}');
    if (t->has_model) {
        json_open(j, NULL, '{');
        json_open(j, "enum", '[');
        for (size_t i = 0; schema_model_at(t, i) != NULL; i++) {
            json_text(j, NULL, schema_model_at(t, i)->name);
        }
        json_close(j, ']');
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void add_model_names(struct json *j, const struct table *t)
{
    json_open(j, "enum", '[');
    for (size_t i = 0; schema_model_at(t, i) != NULL; i++) {
        json_text(j, NULL, schema_model_at(t, i)->name);
    }
    json_close(j, ']');
    if (t->default_model != NULL) {
        json_text(j, "default", t->default_model);
    }
}

static void add_row(struct json *j, const struct table *t, const struct param *p)
{
    char key[SCHEMA_KEY_ROOM];

    schema_key(p, key);
    json_open(j, key, '{');
    json_text(j, "description", p->text);
    switch (p->kind) {
    case PARAM_MODEL:
        add_model_names(j, t);
        break;
    case PARAM_MAP:
        add_table_reference(j, p->table);
        break;
    case PARAM_LIST:
        json_text(j, "type", "array");
        json_open(j, "items", '{');
        add_table_reference(j, p->table);
        json_close(j, '}');
        break;
    default:
        schema_value(j, p);
        break;
    }
    json_close(j, '}');
}

/* Every key that a model has may stand; which belong to the chosen model is said below, and so is
 * what they hold where models differ. */
static void add_model_rows(struct json *j, const struct table *t)
{
    for (size_t i = 0; schema_model_at(t, i) != NULL; i++) {
        for (const struct param *p = schema_model_at(t, i)->params; p->key != NULL; p++) {
            char key[SCHEMA_KEY_ROOM];
            schema_key(p, key);
            if (schema_row_of(t->rows, key) != NULL || schema_stood_before(t, i, key)) {
                continue;
            }
            if (schema_means_one_thing(t, p, key)) {
                add_row(j, t, p);
                continue;
            }
            json_open(j, key, '{');
            json_text(j, "description", p->text);
            json_close(j, '}');
        }
    }
}

static void add_use(struct json *j, const struct table *t, const struct catalogue *catalogue)
{
    json_open(j, "use", '{');
    json_text(j, "description", "a catalogue entry that gives what is not said here");
    json_open(j, "anyOf", '[');
    json_open(j, NULL, '{');
    json_open(j, "enum", '[');
    for (size_t i = 0; i < catalogue->n; i++) {
        if (strcmp(catalogue->entries[i].kind, t->entry_kind) == 0) {
            json_text(j, NULL, catalogue->entries[i].name);
        }
    }
    json_close(j, ']');
    json_close(j, '}');
    json_open(j, NULL, '{');
    json_text(j, "type", "string");
    json_close(j, '}');
    json_close(j, ']');
    json_close(j, '}');
}

/* -------------------------------------------------------------- the chosen model */

static void add_model(struct json *j, const struct table *t, const struct model_info *m)
{
    const struct param *const lists[] = {t->rows, m->params};

    schema_add_only_keys(j, lists, 2, t->entry_kind != NULL);
    json_open(j, "properties", '{');
    for (const struct param *p = m->params; p->key != NULL; p++) {
        char key[SCHEMA_KEY_ROOM];
        schema_key(p, key);
        if (schema_row_of(t->rows, key) == NULL && !schema_means_one_thing(t, p, key)) {
            add_row(j, t, p);
        }
    }
    json_close(j, '}');
    if (schema_is_whole(t)) {
        json_open(j, "allOf", '[');
        add_needs(j, t, m);
        json_close(j, ']');
    }
}

/* {"if": the model is this one, "then": its keys}; a model that is not named is the default one. */
static void add_choices(struct json *j, const struct table *t)
{
    for (size_t i = 0; schema_model_at(t, i) != NULL; i++) {
        const struct model_info *const m = schema_model_at(t, i);
        const bool is_default = t->default_model != NULL && strcmp(m->name, t->default_model) == 0;
        json_open(j, NULL, '{');
        json_open(j, "if", '{');
        json_open(j, "required", '[');
        json_text(j, NULL, "model");
        json_close(j, ']');
        json_open(j, "properties", '{');
        json_open(j, "model", '{');
        json_text(j, "const", m->name);
        json_close(j, '}');
        json_close(j, '}');
        json_close(j, '}');
        json_open(j, "then", '{');
        add_model(j, t, m);
        json_close(j, '}');
        json_close(j, '}');
        if (is_default && schema_is_whole(t)) {
            json_open(j, NULL, '{');
            json_open(j, "if", '{');
            schema_add_stands_alone(j, true);
            json_close(j, '}');
            json_open(j, "then", '{');
            add_model(j, t, m);
            json_close(j, '}');
            json_close(j, '}');
        }
    }
}

/* ----------------------------------------------------------------- the catalogue */

/* What a key holds in an entry is what it holds in a table of its kind. */
static void add_entry_keys(struct json *j, const struct table *t, const struct param *rows)
{
    for (const struct param *p = rows; p->key != NULL; p++) {
        char key[SCHEMA_KEY_ROOM];
        char table[SCHEMA_REFERENCE_ROOM];
        char path[2 * SCHEMA_REFERENCE_ROOM + 32];
        schema_key(p, key);
        if (schema_row_of(schema_entry.rows, key) != NULL) {
            continue;
        }
        schema_definition("table", t->name, table);
        (void)snprintf(path, sizeof path, "#/definitions/%s/properties/%s", table, key);
        json_open(j, key, '{');
        json_text(j, "$ref", path);
        json_close(j, '}');
    }
}

/* An entry has the keys of its kind, all of them optional, and those of every entry. */
static void add_entry_kind(struct json *j, const struct table *t)
{
    enum { MOST_MODELS = 16 };
    const struct param *lists[MOST_MODELS + 2] = {schema_entry.rows, t->rows};
    size_t n = 2;

    for (size_t k = 0; schema_model_at(t, k) != NULL && n < MOST_MODELS + 2; k++) {
        lists[n++] = schema_model_at(t, k)->params;
    }
    json_open(j, NULL, '{');
    json_open(j, "if", '{');
    json_open(j, "properties", '{');
    json_open(j, "kind", '{');
    json_text(j, "const", t->entry_kind);
    json_close(j, '}');
    json_close(j, '}');
    json_close(j, '}');
    json_open(j, "then", '{');
    schema_add_only_keys(j, lists, n, true);
    json_open(j, "properties", '{');
    add_entry_keys(j, t, t->rows);
    for (size_t k = 0; schema_model_at(t, k) != NULL; k++) {
        for (const struct param *p = schema_model_at(t, k)->params; p->key != NULL; p++) {
            char key[SCHEMA_KEY_ROOM];
            const struct param one[] = {*p, {0}};
            schema_key(p, key);
            if (schema_row_of(t->rows, key) == NULL && !schema_stood_before(t, k, key)) {
                add_entry_keys(j, t, one);
            }
        }
    }
    json_close(j, '}');
    json_close(j, '}');
    json_close(j, '}');
}

static void add_catalogue_entry(struct json *j)
{
    json_open(j, "catalogue-entry", '{');
    json_text(j, "type", "object");
    json_text(j, "description", schema_entry.text);
    schema_add_required(j, schema_entry.rows, NULL);
    json_open(j, "properties", '{');
    for (const struct param *p = schema_entry.rows; p->key != NULL; p++) {
        if (strcmp(p->key, "kind") != 0) {
            json_open(j, p->key, '{');
            json_text(j, "description", p->text);
            if (strcmp(p->key, "grade") == 0) {
                schema_add_grades(j);
            }
            json_close(j, '}');
        }
    }
    json_open(j, "kind", '{');
    json_text(j, "description", schema_row_of(schema_entry.rows, "kind")->text);
    json_open(j, "enum", '[');
    for (size_t i = 0; schema_table_at(i) != NULL; i++) {
        if (schema_table_at(i)->entry_kind != NULL) {
            json_text(j, NULL, schema_table_at(i)->entry_kind);
        }
    }
    json_close(j, ']');
    json_close(j, '}');
    json_close(j, '}');
    json_open(j, "allOf", '[');
    for (size_t i = 0; schema_table_at(i) != NULL; i++) {
        if (schema_table_at(i)->entry_kind != NULL) {
            add_entry_kind(j, schema_table_at(i));
        }
    }
    json_close(j, ']');
    json_close(j, '}');
}

/* What only the top of a file has: other files, and entries of its own. */
static void add_top_keys(struct json *j)
{
    json_open(j, "include", '{');
    json_text(j, "description", "a file, or a list of them, that gives what is not said here");
    json_open(j, "type", '[');
    json_text(j, NULL, "string");
    json_text(j, NULL, "array");
    json_close(j, ']');
    json_number(j, "minLength", 1.0);
    json_open(j, "items", '{');
    json_text(j, "type", "string");
    json_number(j, "minLength", 1.0);
    json_close(j, '}');
    json_close(j, '}');
    json_open(j, "catalog", '{');
    json_text(j, "description", "entries that `use` may name, besides the built-in ones");
    json_text(j, "type", "array");
    json_open(j, "items", '{');
    json_text(j, "$ref", "#/definitions/catalogue-entry");
    json_close(j, '}');
    json_close(j, '}');
}

/* ------------------------------------------------------------------------ tables */

static void add_copies(struct json *j, const char *key, const char *description)
{
    json_open(j, key, '{');
    json_text(j, "description", description);
    json_text(j, "type", "integer");
    json_number(j, "minimum", 0.0);
    json_close(j, '}');
}

static void add_free_keys(struct json *j)
{
    json_open(j, "patternProperties", '{');
    json_open(j, "^(x-.*|<<)$", '{');
    json_close(j, '}');
    json_close(j, '}');
}

static void add_table(struct json *j, const struct table *t, const struct catalogue *catalogue)
{
    char name[SCHEMA_REFERENCE_ROOM];

    schema_definition("table", t->name, name);
    json_open(j, name, '{');
    json_text(j, "type", "object");
    json_text(j, "description", t->text);
    json_bool(j, "additionalProperties", false);
    add_free_keys(j);
    json_open(j, "properties", '{');
    for (const struct param *p = t->rows; p->key != NULL; p++) {
        if (t->entry_kind == NULL || strcmp(p->key, "use") != 0) {
            add_row(j, t, p);
        }
    }
    if (t->entry_kind != NULL) {
        add_use(j, t, catalogue);
    }
    add_model_rows(j, t);
    add_copies(j, "repeat", "how many of this item; its name then holds %d");
    add_copies(j, "repeat_from", "the first number, 1 when absent");
    if (t == &schema_scenario) {
        add_top_keys(j);
    }
    json_close(j, '}');
    if (schema_is_whole(t) || t->has_model) {
        json_open(j, "allOf", '[');
        if (schema_is_whole(t)) {
            add_needs(j, t, NULL);
        }
        add_choices(j, t);
        json_close(j, ']');
    }
    json_close(j, '}');
}

void schema_json_print(const struct catalogue *catalogue)
{
    struct json j = {0};

    json_open(&j, NULL, '{');
    json_text(&j, "$schema", "http://json-schema.org/draft-07/schema#");
    json_text(&j, "title", "headroom scenario");
    json_open(&j, "allOf", '[');
    json_open(&j, NULL, '{');
    schema_reference(&j, "table", schema_scenario.name);
    json_close(&j, '}');
    json_close(&j, ']');
    json_open(&j, "definitions", '{');
    for (size_t i = 0; schema_table_at(i) != NULL; i++) {
        if (schema_table_at(i) != &schema_entry) {
            add_table(&j, schema_table_at(i), catalogue);
        }
    }
    add_catalogue_entry(&j);
    schema_value_definitions(&j);
    json_close(&j, '}');
    json_close(&j, '}');
    json_print(&j);
}
