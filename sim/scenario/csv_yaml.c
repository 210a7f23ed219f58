/* csv_yaml.c - a list of mappings read as a table: a row each, its keys the heading.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "sim/base/names.h"
#include "sim/scenario/csv.h"
#include "sim/scenario/document.h"

enum { MOST_KEYS = 256, MOST_CELLS = 4000000 };

static struct doc_node *parse(struct arena *arena, const char *path, struct span at,
                              struct diag *diag, uint16_t *ret_source)
{
    struct view text;
    struct doc_node *root = NULL;

    if (doc_read_file(arena, path, at, diag, &text) != STATUS_OK) {
        return NULL;
    }
    *ret_source = diag_add_source(diag, path, text, at);
    if (doc_parse(arena, *ret_source, text, diag, &root) != STATUS_OK) {
        return NULL;
    }
    if (root == NULL || root->kind != DOC_LIST || root->n == 0) {
        diag_add(diag, DIAG_WRONG_SHAPE, (struct span){.source = *ret_source},
                 "a list of mappings is needed here: '- {name: ..., ...}'");
        return NULL;
    }
    return root;
}

/* The heading: every key, in the order in which they are met. */
static bool take_keys(struct arena *arena, const struct doc_node *root, struct diag *diag,
                      struct names *keys, struct csv_table *t)
{
    keys->arena = arena;
    t->heading = ARENA_ARRAY(arena, struct csv_cell, MOST_KEYS, "inventory");
    for (size_t i = 0; i < root->n; i++) {
        const struct doc_node *const item = root->items[i];
        if (item->kind != DOC_MAP) {
            diag_add(diag, DIAG_WRONG_SHAPE, item->at, "a mapping is needed here, not %s",
                     doc_kind_text(item->kind));
            return false;
        }
        for (size_t k = 0; k < item->n && t->n_columns < MOST_KEYS; k++) {
            const struct doc_node *const key = item->pairs[k].key;
            if (key->kind == DOC_VALUE &&
                names_add(keys, key->text, (long)t->n_columns, key->at) == NAME_NOT_FOUND) {
                t->heading[t->n_columns++] = (struct csv_cell){key->text, key->at};
            }
        }
    }
    return t->n_columns > 0;
}

static void take_item(const struct doc_node *item, const struct names *keys, size_t n_columns,
                      struct csv_cell *row)
{
    for (size_t c = 0; c < n_columns; c++) {
        row[c] = (struct csv_cell){"", item->at};
    }
    for (size_t k = 0; k < item->n; k++) {
        const struct doc_node *const key = item->pairs[k].key;
        const struct doc_node *const value = item->pairs[k].value;
        const long c = key->kind == DOC_VALUE ? names_find(keys, key->text, NULL) : NAME_NOT_FOUND;
        if (c != NAME_NOT_FOUND && value->kind == DOC_VALUE) {
            row[c] = (struct csv_cell){value->text, value->at};
        }
    }
}

enum status csv_read_yaml(struct arena *arena, const char *path, struct span at, struct diag *diag,
                          struct csv_table *ret_table)
{
    struct names keys = {0};

    *ret_table = (struct csv_table){.name = path};
    const struct doc_node *const root = parse(arena, path, at, diag, &ret_table->source);
    if (root == NULL || !take_keys(arena, root, diag, &keys, ret_table)) {
        return STATUS_BAD_INPUT;
    }
    ret_table->n_rows = root->n;
    if (root->n > MOST_CELLS / ret_table->n_columns) {
        diag_add(diag, DIAG_TOO_MANY, root->at, "more cells than the program takes (%d)",
                 MOST_CELLS);
        return STATUS_BAD_INPUT;
    }
    ret_table->cells =
        ARENA_ARRAY(arena, struct csv_cell, root->n * ret_table->n_columns, "inventory");
    for (size_t i = 0; i < root->n; i++) {
        take_item(root->items[i], &keys, ret_table->n_columns,
                  &ret_table->cells[i * ret_table->n_columns]);
    }
    return STATUS_OK;
}
