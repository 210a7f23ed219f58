/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/document.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <yaml.h>

struct reader {
    struct arena *arena;
    struct diag *diag;
    uint16_t source;
    yaml_document_t *doc;
    struct doc_node *nodes; /* node k of libyaml's document is nodes[k - 1] */
};

static struct span span_of(uint16_t source, yaml_mark_t from, yaml_mark_t to)
{
    const bool one_line = to.line == from.line && to.column > from.column;

    return (struct span){
        .source = source,
        .line = (uint32_t)from.line + 1,
        .column = (uint32_t)from.column + 1,
        .length = one_line ? (uint32_t)(to.column - from.column) : 1,
    };
}

/* libyaml's words are for authors of parsers; these are for people with a file to mend. */
static const struct {
    const char *problem;
    const char *context; /* must be part of libyaml's context too, when not NULL */
    bool at_context;     /* point to where the construct began */
    const char *advice;
} advice[] = {
    {"cannot start any token", NULL, false,
     "a tab or one of @ ` % cannot start a value; indent with blanks, or put the text in quotes"},
    {"tab character", NULL, false, "indent with blanks, not with a tab"},
    {"mapping values are not allowed", NULL, false,
     "this ':' is not expected; is the line indented like its neighbours? (text that holds ': ' "
     "needs quotes)"},
    {"did not find expected key", NULL, false,
     "this line is not indented like the keys above it, or a quote or bracket above is not closed"},
    {"did not find expected '-'", NULL, false,
     "this line is not indented like the '- ' items above it"},
    {"could not find expected ':'", NULL, false, "a key needs ': ' after it"},
    {"unexpected end of stream", "quoted", true, "this quote is never closed"},
    {"document indicator", "quoted", true, "this quote is never closed"},
    {"expected ',' or", NULL, true,
     "a ',' or the closing bracket is missing in the list or mapping that starts here"},
    {"undefined alias", NULL, false, "no anchor of this name (&name) stands above"},
};

static void add_syntax_error(const struct reader *r, const yaml_parser_t *parser)
{
    const char *const problem = parser->problem != NULL ? parser->problem : "not YAML";
    const char *const context = parser->context != NULL ? parser->context : "";

    if (parser->error == YAML_READER_ERROR) {
        diag_add(r->diag, DIAG_FILE_NOT_TEXT, (struct span){.source = r->source},
                 "the file is not UTF-8 text (byte %zu: %s)", parser->problem_offset, problem);
        return;
    }
    for (size_t i = 0; i < sizeof advice / sizeof advice[0]; i++) {
        const bool fits = strstr(problem, advice[i].problem) != NULL &&
                          (advice[i].context == NULL || strstr(context, advice[i].context) != NULL);
        if (fits) {
            const yaml_mark_t m =
                advice[i].at_context ? parser->context_mark : parser->problem_mark;
            diag_add(r->diag, DIAG_SYNTAX, span_of(r->source, m, m), "%s", advice[i].advice);
            return;
        }
    }
    diag_add(r->diag, DIAG_SYNTAX, span_of(r->source, parser->problem_mark, parser->problem_mark),
             "%s%s%s", problem, context[0] != '\0' ? ", " : "", context);
}

static struct doc_node *node_at(const struct reader *r, int id)
{
    return &r->nodes[id - 1];
}

static void take_value(const struct reader *r, const yaml_node_t *from, struct doc_node *to)
{
    const struct view text = {.at = (const char *)from->data.scalar.value,
                              .length = from->data.scalar.length};

    if (memchr(text.at, '\0', text.length) != NULL) {
        diag_add(r->diag, DIAG_FILE_NOT_TEXT, to->at, "a value holds a zero byte");
    }
    to->kind = DOC_VALUE;
    to->text = text_copy(r->arena, text);
}

static void take_list(const struct reader *r, const yaml_node_t *from, struct doc_node *to)
{
    const yaml_node_item_t *const items = from->data.sequence.items.start;

    to->kind = DOC_LIST;
    to->n = (size_t)(from->data.sequence.items.top - items);
    to->items = ARENA_ARRAY(r->arena, struct doc_node *, to->n, "document");
    for (size_t i = 0; i < to->n; i++) {
        to->items[i] = node_at(r, items[i]);
    }
}

static void take_map(const struct reader *r, const yaml_node_t *from, struct doc_node *to)
{
    const yaml_node_pair_t *const pairs = from->data.mapping.pairs.start;

    to->kind = DOC_MAP;
    to->n = (size_t)(from->data.mapping.pairs.top - pairs);
    to->pairs = ARENA_ARRAY(r->arena, struct doc_pair, to->n, "document");
    for (size_t i = 0; i < to->n; i++) {
        to->pairs[i] =
            (struct doc_pair){.key = node_at(r, pairs[i].key), .value = node_at(r, pairs[i].value)};
    }
}

/* libyaml lists the nodes of a document in an array: one pass, no recursion. */
static struct doc_node *take_document(struct reader *r)
{
    const size_t n = (size_t)(r->doc->nodes.top - r->doc->nodes.start);

    if (n == 0) {
        return NULL;
    }
    r->nodes = ARENA_ARRAY(r->arena, struct doc_node, n, "document");
    for (size_t i = 0; i < n; i++) {
        const yaml_node_t *const from = &r->doc->nodes.start[i];
        struct doc_node *const to = &r->nodes[i];
        to->at = span_of(r->source, from->start_mark, from->end_mark);
        if (from->type == YAML_SEQUENCE_NODE) {
            take_list(r, from, to);
        } else if (from->type == YAML_MAPPING_NODE) {
            take_map(r, from, to);
        } else {
            take_value(r, from, to);
        }
    }
    return &r->nodes[0];
}

static void refuse_second_document(const struct reader *r, yaml_parser_t *parser)
{
    yaml_document_t more;

    if (yaml_parser_load(parser, &more) == 0) {
        add_syntax_error(r, parser);
        return;
    }
    const yaml_node_t *const root = yaml_document_get_root_node(&more);
    if (root != NULL) {
        diag_add(r->diag, DIAG_SECOND_DOCUMENT,
                 span_of(r->source, root->start_mark, root->end_mark),
                 "a second document after '---'; one file holds one scenario");
    }
    yaml_document_delete(&more);
}

enum status doc_parse(struct arena *arena, uint16_t source, struct view text, struct diag *diag,
                      struct doc_node **ret_root)
{
    const size_t n_errors = diag_n_errors(diag);
    yaml_parser_t parser;
    yaml_document_t doc;
    struct reader r = {.arena = arena, .diag = diag, .source = source, .doc = &doc};

    if (yaml_parser_initialize(&parser) == 0) {
        return STATUS_NO_MEMORY;
    }
    yaml_parser_set_input_string(&parser, (const unsigned char *)text.at, text.length);
    if (yaml_parser_load(&parser, &doc) == 0) {
        add_syntax_error(&r, &parser);
    } else {
        struct doc_node *const root = take_document(&r);
        if (root != NULL) {
            refuse_second_document(&r, &parser);
        }
        *ret_root = root;
        yaml_document_delete(&doc);
    }
    yaml_parser_delete(&parser);
    return diag_n_errors(diag) == n_errors ? STATUS_OK : STATUS_BAD_INPUT;
}

struct doc_node *doc_find(const struct doc_node *map, const char *key, struct doc_node **ret_key)
{
    for (size_t i = 0; map->kind == DOC_MAP && i < map->n; i++) {
        const struct doc_node *const k = map->pairs[i].key;
        if (k->kind == DOC_VALUE && strcmp(k->text, key) == 0) {
            if (ret_key != NULL) {
                *ret_key = map->pairs[i].key;
            }
            return map->pairs[i].value;
        }
    }
    return NULL;
}

const char *doc_kind_text(enum doc_kind kind)
{
    switch (kind) {
    case DOC_VALUE:
        return "a single value";
    case DOC_LIST:
        return "a list";
    case DOC_MAP:
        return "a mapping";
    }
    return "?";
}

struct span doc_head(const struct doc_node *node)
{
    static const char *const telling[] = {"name", "use"};

    for (size_t i = 0; i < sizeof telling / sizeof telling[0]; i++) {
        const struct doc_node *const value = doc_find(node, telling[i], NULL);
        if (value != NULL && value->kind == DOC_VALUE) {
            return value->at;
        }
    }
    return node->kind == DOC_MAP && node->n > 0 ? node->pairs[0].key->at : node->at;
}

static enum status read_all(struct arena *arena, FILE *file, const char *path, struct span at,
                            struct diag *diag, struct view *ret_text)
{
    struct stat info;

    if (fstat(fileno(file), &info) != 0 || !S_ISREG(info.st_mode)) {
        diag_add(diag, DIAG_FILE_UNREADABLE, at, "%s is not a file", path);
        return STATUS_BAD_INPUT;
    }
    if (info.st_size > DOC_MOST_BYTES) {
        diag_add(diag, DIAG_FILE_TOO_LARGE, at, "%s has %lld bytes; a scenario may have %d", path,
                 (long long)info.st_size, DOC_MOST_BYTES);
        return STATUS_BAD_INPUT;
    }
    char *const text = arena_take(arena, (size_t)info.st_size + 1, 1, "source text");
    const size_t n = fread(text, 1, (size_t)info.st_size, file);
    if (ferror(file) != 0) {
        diag_add(diag, DIAG_FILE_UNREADABLE, at, "%s cannot be read: %s", path, strerror(errno));
        return STATUS_BAD_INPUT;
    }
    *ret_text = (struct view){.at = text, .length = n};
    return STATUS_OK;
}

enum status doc_read_file(struct arena *arena, const char *path, struct span at, struct diag *diag,
                          struct view *ret_text)
{
    FILE *const file = fopen(path, "rb");

    if (file == NULL) {
        diag_add(diag, DIAG_FILE_UNREADABLE, at, "%s cannot be opened: %s", path, strerror(errno));
        return STATUS_BAD_INPUT;
    }
    const enum status st = read_all(arena, file, path, at, diag, ret_text);
    (void)fclose(file);
    return st;
}
