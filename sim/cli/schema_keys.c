/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/schema_keys.h"

#include <string.h>

#include "sim/cli/schema_value.h"

/* Is it written by this key? Two fields of two units may be. */
static bool is_called(const struct param *p, const char *key)
{
    char own[SCHEMA_KEY_ROOM];

    schema_key(p, own);
    return strcmp(own, key) == 0;
}

const struct param *schema_row_of(const struct param *rows, const char *key)
{
    for (; rows->key != NULL; rows++) {
        if (is_called(rows, key)) {
            return rows;
        }
    }
    return NULL;
}

const struct model_info *schema_model_at(const struct table *t, size_t i)
{
    return t->has_model ? registry_at(t->family, i) : NULL;
}

bool schema_is_whole(const struct table *t)
{
    bool is_item = false;

    for (size_t i = 0; schema_table_at(i) != NULL; i++) {
        for (const struct param *p = schema_table_at(i)->rows; p->key != NULL; p++) {
            if (p->table == t && p->kind == PARAM_MAP) {
                return false;
            }
            is_item = is_item || p->table == t;
        }
    }
    return is_item || t == &schema_scenario;
}

static void add_required_of(struct json *j, const struct param *rows)
{
    for (const struct param *p = rows; p->key != NULL; p++) {
        if (p->is_required) {
            char key[SCHEMA_KEY_ROOM];
            schema_key(p, key);
            json_text(j, NULL, key);
        }
    }
}

void schema_add_required(struct json *j, const struct param *rows, const struct param *more)
{
    json_open(j, "required", '[');
    add_required_of(j, rows);
    if (more != NULL) {
        add_required_of(j, more);
    }
    json_close(j, ']');
}

/* {"required": ["use"]}: the key stands there. */
static void add_has(struct json *j, const char *key)
{
    json_open(j, NULL, '{');
    json_open(j, "required", '[');
    json_text(j, NULL, key);
    json_close(j, ']');
    json_close(j, '}');
}

void schema_add_stands_alone(struct json *j, bool or_has_model)
{
    json_open(j, "not", '{');
    json_open(j, "anyOf", '[');
    add_has(j, "use");
    add_has(j, "<<");
    add_has(j, "include");
    if (or_has_model) {
        add_has(j, "model");
    }
    json_close(j, ']');
    json_close(j, '}');
}

void schema_add_is_hall(struct json *j)
{
    json_open(j, "anyOf", '[');
    add_has(j, "hall");
    add_has(j, "sites");
    json_close(j, ']');
}

static bool are_same(const struct param *a, const struct param *b)
{
    const bool has_same_unit =
        a->unit == b->unit || (a->unit != NULL && b->unit != NULL && strcmp(a->unit, b->unit) == 0);

    return a->kind == b->kind && has_same_unit && a->choices == b->choices && a->min == b->min &&
           a->max == b->max;
}

bool schema_stood_before(const struct table *t, size_t i, const char *key)
{
    bool is_there = false;

    for (size_t k = 0; k < i; k++) {
        is_there = is_there || schema_row_of(schema_model_at(t, k)->params, key) != NULL;
    }
    return is_there;
}

bool schema_means_one_thing(const struct table *t, const struct param *p, const char *key)
{
    bool is_one = true;

    for (size_t i = 0; schema_model_at(t, i) != NULL; i++) {
        const struct param *const q = schema_row_of(schema_model_at(t, i)->params, key);
        is_one = is_one && (q == NULL || are_same(p, q));
    }
    return is_one;
}

static void add_keys_of(struct json *j, const struct param *rows)
{
    for (const struct param *p = rows; p->key != NULL; p++) {
        char key[SCHEMA_KEY_ROOM];
        schema_key(p, key);
        json_text(j, NULL, key);
    }
}

void schema_add_only_keys(struct json *j, const struct param *const *lists, size_t n, bool has_use)
{
    json_open(j, "propertyNames", '{');
    json_open(j, "anyOf", '[');
    json_open(j, NULL, '{');
    json_text(j, "pattern", has_use ? "^(x-.*|<<|repeat|repeat_from|use)$" : SCHEMA_FREE_KEYS);
    json_close(j, '}');
    json_open(j, NULL, '{');
    json_open(j, "enum", '[');
    for (size_t i = 0; i < n; i++) {
        if (lists[i] != NULL) {
            add_keys_of(j, lists[i]);
        }
    }
    json_close(j, ']');
    json_close(j, '}');
    json_close(j, ']');
    json_close(j, '}');
}
