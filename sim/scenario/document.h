/* document.h - YAML text to maps, lists and values that know where they stand.
 *
 * The only file that knows libyaml. Aliases stay shared (a template used forty
 * times is one node), so a small file cannot expand; the decoder keeps a budget.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_DOCUMENT_H
#define SIM_SCENARIO_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "models/status.h"
#include "sim/base/arena.h"
#include "sim/base/diag.h"

enum doc_kind { DOC_VALUE, DOC_LIST, DOC_MAP };

struct doc_node {
    enum doc_kind kind;
    struct span at;
    const char *text;        /* DOC_VALUE: zero-ended */
    struct doc_node **items; /* DOC_LIST */
    struct doc_pair *pairs;  /* DOC_MAP, in file order */
    size_t n;                /* items or pairs */
};

struct doc_pair {
    struct doc_node *key;
    struct doc_node *value;
};

/* Greatest text that is read. */
enum { DOC_MOST_BYTES = 8 * 1024 * 1024 };

/* Parses text, which is the source's and must outlive the nodes.
 *
 *   ret_root  the root node, set on STATUS_OK; NULL for a text without content
 *
 * Errors  STATUS_BAD_INPUT after adding to diag: not UTF-8, not YAML, two documents.
 */
MUST_CHECK enum status doc_parse(struct arena *arena, uint16_t source, struct view text,
                                 struct diag *diag, struct doc_node **ret_root);

/* The value of a key in a mapping's own pairs (no merge), or NULL. ret_key may be NULL. */
struct doc_node *doc_find(const struct doc_node *map, const char *key, struct doc_node **ret_key);

/* "a value", "a list", "a mapping" */
const char *doc_kind_text(enum doc_kind kind);

/* Where to point for a mapping as a whole: to its name, else to what it uses, else to its first
 * key. */
struct span doc_head(const struct doc_node *node);

/* Reads a file whole. On failure adds to diag (at: the include that named it, or line 0) and
 * returns STATUS_BAD_INPUT. */
MUST_CHECK enum status doc_read_file(struct arena *arena, const char *path, struct span at,
                                     struct diag *diag, struct view *ret_text);

#endif
