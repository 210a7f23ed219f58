/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/import_map.h"

#include <fnmatch.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#include "sim/base/units.h"

struct map_key {
    const char *name;
    enum doc_kind kind;
    size_t offset; /* of its node in the map; assume has none */
};

static const struct map_key keys[] = {
    {"columns", DOC_MAP, offsetof(struct import_map, columns)},
    {"models", DOC_MAP, offsetof(struct import_map, models)},
    {"workloads", DOC_MAP, offsetof(struct import_map, workloads)},
    {"feeds", DOC_MAP, offsetof(struct import_map, feeds)},
    {"rows", DOC_MAP, offsetof(struct import_map, rows)},
    {"racks", DOC_MAP, offsetof(struct import_map, racks)},
    {"passive", DOC_LIST, offsetof(struct import_map, passive)},
    {"counted", DOC_LIST, offsetof(struct import_map, counted)},
    {"assume", DOC_MAP, SIZE_MAX},
};
enum { N_KEYS = sizeof keys / sizeof keys[0] };

static void unknown_key(struct diag *diag, const struct doc_node *key, const char *const *names,
                        size_t n)
{
    const char *const word = key->kind == DOC_VALUE ? key->text : "";
    struct nearest near = {.word = word};
    struct text all = {0};

    for (size_t i = 0; i < n; i++) {
        nearest_try(&near, names[i]);
        text_add(&all, "%s%s", i > 0 ? ", " : "", names[i]);
    }
    const char *const found = nearest_found(&near);
    diag_add(diag, DIAG_UNKNOWN_KEY, key->at, "map: unknown key '%s'%s%s%s (known here: %s)", word,
             found != NULL ? "; did you mean '" : "", found != NULL ? found : "",
             found != NULL ? "'?" : "", all.at);
    text_release(&all);
}

/* ---------------------------------------------------------------- assumptions */

static void take_airflow(struct diag *diag, const struct doc_node *value, struct import_map *map)
{
    const struct dimension *const d = units_dimension("m3/J");
    double number = 0.0;
    size_t taken = 0;

    if (text_to_double(view_of(value->text), &number, &taken) == NUMBER_OK && number > 0.0) {
        const char *unit = value->text + taken;
        unit += strspn(unit, " ");
        const struct unit *const found = units_find(d, unit);
        if (found != NULL) {
            map->airflow_m3_per_j = number * found->factor;
            map->airflow_text = value->text;
            map->airflow_at = value->at;
            return;
        }
    }
    diag_add(diag, DIAG_UNKNOWN_UNIT, value->at,
             "map: 'airflow' should be air over power, such as 110 CFM/kW, not '%s'", value->text);
}

static void take_choice(struct diag *diag, const struct doc_node *value, const char *key,
                        const char *const *words, const int *choices, int *ret)
{
    for (size_t i = 0; i < 2; i++) {
        if (strcmp(value->text, words[i]) == 0) {
            *ret = choices[i];
            return;
        }
    }
    diag_add(diag, DIAG_UNKNOWN_CHOICE, value->at, "map: '%s' should be %s or %s, not '%s'", key,
             words[0], words[1], value->text);
}

static void take_assumption(struct diag *diag, const struct doc_pair *pair, struct import_map *map)
{
    static const char *const names[] = {"airflow", "power_ports", "draw"};
    static const char *const port_words[] = {"half", "all"};
    static const int ports[] = {PORTS_HALF, PORTS_ALL};
    static const char *const draw_words[] = {"model", "measured"};
    static const int draws[] = {DRAW_MODEL, DRAW_MEASURED};
    const char *const key = pair->key->kind == DOC_VALUE ? pair->key->text : "";
    int choice = 0;

    if (pair->value->kind != DOC_VALUE) {
        diag_add(diag, DIAG_WRONG_SHAPE, pair->value->at, "map: '%s' should be a single value",
                 key);
    } else if (strcmp(key, names[0]) == 0) {
        take_airflow(diag, pair->value, map);
    } else if (strcmp(key, names[1]) == 0) {
        take_choice(diag, pair->value, key, port_words, ports, &choice);
        map->ports = (enum map_ports)choice;
    } else if (strcmp(key, names[2]) == 0) {
        take_choice(diag, pair->value, key, draw_words, draws, &choice);
        map->draw = (enum map_draw)choice;
    } else {
        unknown_key(diag, pair->key, names, sizeof names / sizeof names[0]);
    }
}

/* ------------------------------------------------------------------------ keys */

static const struct map_key *find_key(const struct doc_node *key)
{
    for (size_t i = 0; i < N_KEYS; i++) {
        if (key->kind == DOC_VALUE && strcmp(key->text, keys[i].name) == 0) {
            return &keys[i];
        }
    }
    return NULL;
}

static void take_key(struct diag *diag, const struct doc_pair *pair, struct import_map *map)
{
    const struct map_key *const key = find_key(pair->key);
    const struct doc_node *const value = pair->value;

    if (key == NULL) {
        const char *names[N_KEYS];
        for (size_t i = 0; i < N_KEYS; i++) {
            names[i] = keys[i].name;
        }
        unknown_key(diag, pair->key, names, N_KEYS);
        return;
    }
    if (value->kind != key->kind) {
        diag_add(diag, DIAG_WRONG_SHAPE, value->at, "map: '%s' should be %s, not %s", key->name,
                 doc_kind_text(key->kind), doc_kind_text(value->kind));
        return;
    }
    if (key->offset != SIZE_MAX) {
        memcpy((char *)map + key->offset, &value, sizeof(const struct doc_node *));
        return;
    }
    for (size_t i = 0; i < value->n; i++) {
        take_assumption(diag, &value->pairs[i], map);
    }
}

/* Mappings whose values are single words. */
static void check_words(struct diag *diag, const struct doc_node *mapping, const char *key)
{
    for (size_t i = 0; mapping != NULL && i < mapping->n; i++) {
        if (mapping->pairs[i].value->kind != DOC_VALUE) {
            diag_add(diag, DIAG_WRONG_SHAPE, mapping->pairs[i].value->at,
                     "map: '%s' gives each name another name", key);
        }
    }
}

/* Mappings whose values are keys of a scenario. */
static void check_maps(struct diag *diag, const struct doc_node *mapping, const char *key)
{
    for (size_t i = 0; mapping != NULL && i < mapping->n; i++) {
        if (mapping->pairs[i].value->kind != DOC_MAP) {
            diag_add(diag, DIAG_WRONG_SHAPE, mapping->pairs[i].value->at,
                     "map: '%s' gives each name a mapping of the scenario's keys", key);
        }
    }
}

enum status import_map_read(struct arena *arena, const char *path, struct diag *diag,
                            struct import_map *ret_map)
{
    const size_t n_errors = diag_n_errors(diag);
    struct view text = {0};
    struct doc_node *root = NULL;

    *ret_map = (struct import_map){.name = path, .airflow_m3_per_j = (double)NAN};
    if (path == NULL) {
        return STATUS_OK;
    }
    const struct span whole = {.source =
                                   diag_add_source(diag, path, (struct view){0}, (struct span){0})};
    if (doc_read_file(arena, path, whole, diag, &text) != STATUS_OK) {
        return STATUS_BAD_INPUT;
    }
    const uint16_t source = diag_add_source(diag, path, text, (struct span){0});
    if (doc_parse(arena, source, text, diag, &root) != STATUS_OK) {
        return STATUS_BAD_INPUT;
    }
    if (root == NULL || root->kind != DOC_MAP) {
        diag_add(diag, DIAG_WRONG_SHAPE, (struct span){.source = source},
                 "a map begins with keys, such as 'columns:'");
        return STATUS_BAD_INPUT;
    }
    for (size_t i = 0; i < root->n; i++) {
        take_key(diag, &root->pairs[i], ret_map);
    }
    check_words(diag, ret_map->models, "models");
    check_words(diag, ret_map->workloads, "workloads");
    check_words(diag, ret_map->feeds, "feeds");
    check_maps(diag, ret_map->rows, "rows");
    check_maps(diag, ret_map->racks, "racks");
    return diag_n_errors(diag) == n_errors ? STATUS_OK : STATUS_BAD_INPUT;
}

const char *import_map_word(const struct doc_node *mapping, const char *name)
{
    for (size_t i = 0; mapping != NULL && i < mapping->n; i++) {
        const struct doc_pair *const pair = &mapping->pairs[i];
        if (pair->key->kind == DOC_VALUE && strcasecmp(pair->key->text, name) == 0) {
            return pair->value->text;
        }
    }
    return NULL;
}

const struct doc_node *import_map_for(const struct doc_node *mapping, const char *name)
{
    for (size_t i = 0; mapping != NULL && i < mapping->n; i++) {
        const struct doc_pair *const pair = &mapping->pairs[i];
        if (pair->key->kind == DOC_VALUE && fnmatch(pair->key->text, name, 0) == 0) {
            return pair->value;
        }
    }
    return NULL;
}

bool import_map_lists(const struct doc_node *list, const char *text)
{
    for (size_t i = 0; list != NULL && text != NULL && i < list->n; i++) {
        if (list->items[i]->kind == DOC_VALUE &&
            fnmatch(list->items[i]->text, text, FNM_CASEFOLD) == 0) {
            return true;
        }
    }
    return false;
}
