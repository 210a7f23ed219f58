/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/catalog.h"

#include <string.h>

static struct catalog_entry *one_more(struct catalogue *c)
{
    if (c->n == c->room) {
        const size_t room = c->room > 0 ? c->room * 2 : 64;
        struct catalog_entry *const grown =
            ARENA_ARRAY(c->arena, struct catalog_entry, room, "catalogue");
        if (c->n > 0) {
            memcpy(grown, c->entries, c->n * sizeof *grown);
        }
        c->entries = grown;
        c->room = room;
    }
    return &c->entries[c->n++];
}

static void add_entry(struct catalogue *c, const struct doc_node *node, struct diag *diag)
{
    const struct doc_node *const name = doc_find(node, "name", NULL);
    const struct doc_node *const kind = doc_find(node, "kind", NULL);

    if (node->kind != DOC_MAP || name == NULL || kind == NULL || name->kind != DOC_VALUE ||
        kind->kind != DOC_VALUE) {
        diag_add(diag, DIAG_MISSING_KEY, doc_head(node),
                 "a catalogue entry is a mapping with a 'name' and a 'kind'");
        return;
    }
    struct span first = {0};
    if (names_find(&c->names, name->text, &first) != NAME_NOT_FOUND) {
        diag_add(diag, DIAG_NAME_TWICE, name->at, "the catalogue has an entry '%s' already",
                 name->text);
        diag_note(diag, "the first is at %s:%u", diag_source_name(diag, first.source), first.line);
        return;
    }
    (void)names_add(&c->names, name->text, (long)c->n, name->at);
    *one_more(c) = (struct catalog_entry){.name = name->text, .kind = kind->text, .node = node};
}

void catalog_add(struct catalogue *c, const struct doc_node *list, struct diag *diag)
{
    c->names.arena = c->arena;
    if (list->kind != DOC_LIST) {
        diag_add(diag, DIAG_WRONG_SHAPE, list->at, "'catalog' should be a list, not %s",
                 doc_kind_text(list->kind));
        return;
    }
    for (size_t i = 0; i < list->n; i++) {
        add_entry(c, list->items[i], diag);
    }
}

const struct catalog_entry *catalog_find(const struct catalogue *c, const char *name)
{
    const long i = names_find(&c->names, name, NULL);

    return i == NAME_NOT_FOUND ? NULL : &c->entries[i];
}

const char *catalog_nearest(const struct catalogue *c, const char *kind, const char *name)
{
    struct nearest near = {.word = name};

    for (size_t i = 0; i < c->n; i++) {
        if (strcmp(c->entries[i].kind, kind) == 0) {
            nearest_try(&near, c->entries[i].name);
        }
    }
    return nearest_found(&near);
}
