/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/repeat.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

enum { MOST_COPIES = 100000 };

bool repeat_is_key(const char *key)
{
    return strcmp(key, "repeat") == 0 || strcmp(key, "repeat_from") == 0;
}

/* A whole number from the item's own key, or fallback; NAN after adding an error. */
static double read_whole(const struct decoder *d, const struct doc_node *item, const char *key,
                         double fallback)
{
    const struct doc_node *const node = item->kind == DOC_MAP ? doc_find(item, key, NULL) : NULL;
    double value = 0.0;
    size_t taken = 0;

    if (node == NULL) {
        return fallback;
    }
    const bool is_number = node->kind == DOC_VALUE &&
                           text_to_double(view_of(node->text), &value, &taken) == NUMBER_OK &&
                           node->text[taken] == '\0';
    if (!is_number || value != floor(value) || value < 0.0 || value > MOST_COPIES) {
        diag_add(d->diag, DIAG_BAD_REPEAT, node->at,
                 "'%s' should be a whole number from 0 to %d, not %s%s%s", key, MOST_COPIES,
                 node->kind == DOC_VALUE ? "'" : "",
                 node->kind == DOC_VALUE ? node->text : doc_kind_text(node->kind),
                 node->kind == DOC_VALUE ? "'" : "");
        return PARAM_UNKNOWN;
    }
    return value;
}

/* The place of "%d" or "%02d" in a pattern: its first byte and its width; false when there is
 * not exactly one, or another conversion. */
static bool find_number(const char *pattern, size_t *ret_at, size_t *ret_length, int *ret_width)
{
    const char *const at = strchr(pattern, '%');

    if (at == NULL) {
        return false;
    }
    const char *end = at + 1;
    int width = 0;
    for (; isdigit((unsigned char)*end) && end < at + 4; end++) {
        width = width * 10 + (*end - '0');
    }
    if (*end != 'd' || width > 9 || strchr(end, '%') != NULL) {
        return false;
    }
    *ret_at = (size_t)(at - pattern);
    *ret_length = (size_t)(end + 1 - at);
    *ret_width = width;
    return true;
}

size_t repeat_count(const struct decoder *d, const struct doc_node *item, const struct table *table)
{
    const double count = read_whole(d, item, "repeat", 1.0);
    const struct doc_node *const name = item->kind == DOC_MAP ? doc_find(item, "name", NULL) : NULL;
    size_t at = 0;
    size_t length = 0;
    int width = 0;

    if (isnan(count)) {
        return 1;
    }
    if (count > 1.0 && name != NULL && name->kind == DOC_VALUE &&
        !find_number(name->text, &at, &length, &width)) {
        diag_add(d->diag, DIAG_BAD_REPEAT, name->at,
                 "a repeated %s needs one %%d in its name, such as \"A-%%02d\", not '%s'",
                 table->name, name->text);
        return 1;
    }
    return (size_t)count;
}

const char *repeat_name(const struct decoder *d, const struct doc_node *item, size_t copy)
{
    const struct doc_node *const name = item->kind == DOC_MAP ? doc_find(item, "name", NULL) : NULL;
    size_t at = 0;
    size_t length = 0;
    int width = 0;

    if (name == NULL || name->kind != DOC_VALUE || name->text[0] == '\0') {
        return NULL;
    }
    if (doc_find(item, "repeat", NULL) == NULL || !find_number(name->text, &at, &length, &width)) {
        return name->text;
    }
    const double from = read_whole(d, item, "repeat_from", 1.0);
    const long number = (long)(isnan(from) ? 1.0 : from) + (long)copy;
    return text_print(d->arena, "%.*s%0*ld%s", (int)at, name->text, width, number,
                      name->text + at + length);
}
