/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/write_yaml.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/scenario/import_sheet.h"

/* Letters and digits of any alphabet to begin with, then also what never ends a plain scalar. */
static bool is_plain(const char *word)
{
    const size_t n = strlen(word);

    if (n == 0 || word[n - 1] == ' ' ||
        sheet_is_one_of(word, "null|true|false|yes|no|on|off|unknown")) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        const unsigned char c = (unsigned char)word[i];
        const bool is_letter = isalnum(c) != 0 || c >= 0x80U;
        if (!is_letter && (i == 0 || strchr(" _-./+%()", c) == NULL)) {
            return false;
        }
    }
    return true;
}

void yaml_word(struct text *t, const char *word)
{
    if (is_plain(word)) {
        text_add(t, "%s", word);
        return;
    }
    text_add(t, "\"");
    for (const char *s = word; *s != '\0'; s++) {
        if (*s == '"' || *s == '\\') {
            text_add(t, "\\%c", *s);
        } else if ((unsigned char)*s < 0x20U || *s == 0x7F) {
            text_add(t, "\\x%02x", (unsigned)(unsigned char)*s);
        } else {
            text_add(t, "%c", *s);
        }
    }
    text_add(t, "\"");
}

void yaml_number(struct text *t, double value, const char *unit)
{
    char digits[40];

    for (int n = 6; n <= 12; n++) {
        (void)snprintf(digits, sizeof digits, "%.*g", n, value);
        if (strtod(digits, NULL) == value) {
            break;
        }
    }
    text_add(t, "%s%s%s", digits, unit[0] != '\0' ? " " : "", unit);
}

/* Aliases may make a small document endless: beyond these it is cut, and the scenario refused. */
enum { DEEPEST = 16, MOST_BYTES = 16 * 1024 * 1024 };

/* NOLINTNEXTLINE(misc-no-recursion): lists hold lists; the depth is bounded */
static void flow(struct text *t, const struct doc_node *node, size_t depth)
{
    const bool is_list = node->kind == DOC_LIST;

    if (node->kind == DOC_VALUE) {
        yaml_word(t, node->text);
        return;
    }
    text_add(t, is_list ? "[" : "{");
    for (size_t i = 0; i < node->n && depth < DEEPEST && t->length < MOST_BYTES; i++) {
        text_add(t, i > 0 ? ", " : "");
        if (!is_list) {
            flow(t, node->pairs[i].key, depth + 1);
            text_add(t, ": ");
        }
        flow(t, is_list ? node->items[i] : node->pairs[i].value, depth + 1);
    }
    text_add(t, is_list ? "]" : "}");
}

void yaml_flow(struct text *t, const struct doc_node *node)
{
    flow(t, node, 0);
}

void yaml_pairs(struct text *t, const struct doc_node *map, const char *but, const char *before,
                const char *after)
{
    for (size_t i = 0; map != NULL && map->kind == DOC_MAP && i < map->n; i++) {
        const struct doc_pair *const pair = &map->pairs[i];
        if (pair->key->kind == DOC_VALUE && !sheet_is_one_of(pair->key->text, but)) {
            text_add(t, "%s", before);
            flow(t, pair->key, 0);
            text_add(t, ": ");
            flow(t, pair->value, 0);
            text_add(t, "%s", after);
        }
    }
}
