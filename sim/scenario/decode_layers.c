/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "sim/scenario/reading.h"
#include "sim/scenario/repeat.h"

static void add_layer(struct reading *r, const struct doc_node *map, struct provenance from,
                      size_t depth);

/* NOLINTNEXTLINE(misc-no-recursion): templates merge templates; the depth is bounded */
static void add_merge(struct reading *r, const struct doc_node *value, struct provenance from,
                      size_t depth)
{
    if (value->kind == DOC_MAP) {
        add_layer(r, value, from, depth + 1);
        return;
    }
    bool is_sound = value->kind == DOC_LIST;
    for (size_t i = 0; is_sound && i < value->n; i++) {
        is_sound = value->items[i]->kind == DOC_MAP;
    }
    if (!is_sound) {
        diag_add(r->d->diag, DIAG_BAD_MERGE, value->at,
                 "%s: '<<' should name a template, as in '<<: *template'", r->where);
        return;
    }
    for (size_t i = 0; i < value->n; i++) {
        add_layer(r, value->items[i], from, depth + 1);
    }
}

/* Adds a mapping and, below it, the templates that it merges. */
/* NOLINTNEXTLINE(misc-no-recursion): templates merge templates; the depth is bounded */
static void add_layer(struct reading *r, const struct doc_node *map, struct provenance from,
                      size_t depth)
{
    if (depth > DECODE_DEEPEST || r->n_layers == READING_MOST_LAYERS) {
        diag_add(r->d->diag, DIAG_EXPANDS_TOO_FAR, doc_head(map), "%s: templates nest too deeply",
                 r->where);
        return;
    }
    r->layers[r->n_layers++] = (struct layer){.map = map, .from = from};
    for (size_t i = 0; i < map->n; i++) {
        if (map->pairs[i].key->kind == DOC_VALUE && strcmp(map->pairs[i].key->text, "<<") == 0) {
            add_merge(r, map->pairs[i].value, from, depth);
        }
    }
}

static const struct doc_node *find_from(const struct reading *r, size_t first, const char *key,
                                        const struct layer **ret_layer)
{
    for (size_t i = first; i < r->n_layers; i++) {
        const struct doc_node *const value = doc_find(r->layers[i].map, key, NULL);
        if (value != NULL) {
            *ret_layer = &r->layers[i];
            return value;
        }
    }
    return NULL;
}

const struct doc_node *layers_find(const struct reading *r, const char *key,
                                   const struct layer **ret_layer)
{
    return find_from(r, 0, key, ret_layer);
}

static void add_missing_entry(const struct reading *r, const struct doc_node *use)
{
    const char *const kind = r->table->entry_kind;
    const char *const near = catalog_nearest(r->d->catalogue, kind, use->text);

    diag_add(r->d->diag, DIAG_NOT_IN_CATALOGUE, use->at, "%s: the catalogue has no %s '%s'%s%s%s",
             r->where, kind, use->text, near != NULL ? "; did you mean '" : "",
             near != NULL ? near : "", near != NULL ? "'?" : "");
    diag_note(r->d->diag, "`headroom catalog --kind %s` lists them", kind);
}

/* The entry that `use` names, or NULL after adding an error. */
static const struct catalog_entry *find_entry(const struct reading *r, const struct doc_node *use)
{
    if (use->kind != DOC_VALUE) {
        diag_add(r->d->diag, DIAG_WRONG_SHAPE, use->at,
                 "%s: 'use' should be the name of a catalogue entry", r->where);
        return NULL;
    }
    const struct catalog_entry *const entry = catalog_find(r->d->catalogue, use->text);
    if (entry == NULL) {
        add_missing_entry(r, use);
        return NULL;
    }
    if (strcmp(entry->kind, r->table->entry_kind) != 0) {
        diag_add(r->d->diag, DIAG_WRONG_ENTRY, use->at,
                 "%s: the catalogue entry '%s' is a %s, not a %s", r->where, use->text, entry->kind,
                 r->table->entry_kind);
        return NULL;
    }
    return entry;
}

/* Adds the catalogue entry that the mapping uses, the one that this one uses, and so on. */
static void add_entries(struct reading *r)
{
    size_t first = 0;

    while (r->table->entry_kind != NULL && r->d->catalogue != NULL && first < r->n_layers) {
        const struct layer *layer = NULL;
        const struct override *const set = first == 0 ? path_override(r->d, "use") : NULL;
        const struct doc_node *const use =
            set != NULL ? set->value : find_from(r, first, "use", &layer);
        const struct catalog_entry *const entry = use != NULL ? find_entry(r, use) : NULL;
        if (entry == NULL) {
            r->has_lost_rows = use != NULL;
            return;
        }
        first = r->n_layers;
        add_layer(r, entry->node,
                  (struct provenance){.origin = ORIGIN_CATALOGUE, .entry = entry->node}, 0);
    }
}

void layers_build(struct reading *r, const struct doc_node *node, struct provenance from)
{
    add_layer(r, node, from, 0);
    add_entries(r);
}

static void add_unknown_key(struct reading *r, const struct doc_node *key)
{
    char word[SCHEMA_KEY_ROOM];
    struct nearest near = {.word = key->text};
    struct text all = {0};
    size_t best = 0;

    for (size_t i = 0; i < r->n_rows; i++) {
        const int before = near.best != NULL ? near.distance : -1;
        schema_key(r->rows[i], word);
        text_add(&all, "%s%s", i > 0 ? ", " : "", word);
        nearest_try(&near, text_copy(r->d->arena, view_of(word)));
        if (near.distance != before) {
            best = i;
        }
    }
    const char *const found = nearest_found(&near);
    if (found == NULL) {
        diag_add(r->d->diag, DIAG_UNKNOWN_KEY, key->at, "%s: unknown key '%s' (known here: %s)",
                 r->where, key->text, all.at != NULL ? all.at : "nothing");
    } else {
        diag_add(r->d->diag, DIAG_UNKNOWN_KEY, key->at, "%s: unknown key '%s'; did you mean '%s'?",
                 r->where, key->text, found);
        r->is_suggested[best] = true;
    }
    text_release(&all);
}

static bool has_row(const struct param *const *rows, size_t n, const char *key)
{
    char word[SCHEMA_KEY_ROOM];

    for (size_t i = 0; i < n; i++) {
        schema_key(rows[i], word);
        if (strcmp(word, key) == 0) {
            return true;
        }
    }
    return false;
}

/* Keys that are about the mapping, not about the thing: templates, notes, repeats, and what a
 * catalogue entry says of itself. */
static bool is_about_itself(const struct reading *r, const struct layer *layer, const char *key)
{
    if (strncmp(key, "x-", 2) == 0 || strcmp(key, "<<") == 0 || repeat_is_key(key) ||
        (r->table->entry_kind != NULL && strcmp(key, "use") == 0)) {
        return true;
    }
    for (const struct param *row = schema_entry.rows;
         layer->map == layer->from.entry && row->key != NULL; row++) {
        if (strcmp(row->key, key) == 0) {
            return true;
        }
    }
    return false;
}

static void check_key(struct reading *r, const struct layer *layer, const struct doc_node *key)
{
    struct doc_node *first = NULL;

    if (key->kind != DOC_VALUE) {
        diag_add(r->d->diag, DIAG_WRONG_SHAPE, key->at, "%s: a key must be plain text", r->where);
        return;
    }
    (void)doc_find(layer->map, key->text, &first);
    if (first != key && strcmp(key->text, "<<") != 0) {
        diag_add(r->d->diag, DIAG_KEY_TWICE, key->at, "%s: '%s' stands here twice", r->where,
                 key->text);
        diag_note(r->d->diag, "the first is on line %u", first->at.line);
    } else if (!r->has_lost_rows && !is_about_itself(r, layer, key->text) &&
               !has_row(r->rows, r->n_rows, key->text)) {
        add_unknown_key(r, key);
    }
}

void layers_check_keys(struct reading *r)
{
    for (size_t l = 0; l < r->n_layers; l++) {
        const struct layer *const layer = &r->layers[l];
        for (size_t i = 0; i < layer->map->n; i++) {
            check_key(r, layer, layer->map->pairs[i].key);
        }
    }
}
