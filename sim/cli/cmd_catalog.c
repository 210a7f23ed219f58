/* cmd_catalog.c - headroom catalog: hardware that scenarios can use.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <string.h>

#include "sim/cli/cmd.h"
#include "sim/cli/json.h"
#include "sim/cli/listing.h"
#include "sim/cli/option_rows.h"
#include "sim/cli/term.h"
#include "sim/scenario/load.h"

static const char *text_of(const struct catalog_entry *e, const char *key)
{
    const struct doc_node *const node = doc_find(e->node, key, NULL);

    return node != NULL && node->kind == DOC_VALUE ? node->text : "";
}

/* Adds " 10.2 kW [datasheet; NVIDIA DGX H100 user guide]". */
static void add_graded(struct text *line, const struct doc_node *node, const struct doc_node *value)
{
    const struct doc_node *const grade = doc_find(node, "grade", NULL);
    const struct doc_node *const source = doc_find(node, "source", NULL);

    text_add(line, " %s", value->text);
    text_add(line, "%s%s", grade != NULL ? " [" : "", grade != NULL ? grade->text : "");
    text_add(line, "%s%s%s", source != NULL ? "; " : "", source != NULL ? source->text : "",
             grade != NULL ? "]" : "");
}

/* Prints a key with what stands behind it, after the blanks of its depth. */
static void print_line(struct text *line, int indent)
{
    struct text lead = {0};

    text_add(&lead, "%*s", indent, "");
    term_say(lead.at, indent + 4, "%s", line->at);
    text_release(&lead);
    text_release(line);
}

/* A value as it stands in the file, with what it says of itself; line holds its key. */
/* NOLINTNEXTLINE(misc-no-recursion): entries hold maps; the document's depth is bounded */
static void print_node(const struct doc_node *node, struct text *line, int indent)
{
    const struct doc_node *const value = doc_find(node, "value", NULL);

    if (node->kind == DOC_VALUE) {
        text_add(line, " %s", node->text);
        print_line(line, indent);
        return;
    }
    if (value != NULL && value->kind == DOC_VALUE) {
        add_graded(line, node, value);
        print_line(line, indent);
        return;
    }
    print_line(line, indent);
    for (size_t i = 0; i < node->n; i++) {
        const bool is_map = node->kind == DOC_MAP;
        struct text key = {0};
        text_add(&key, is_map ? "%s:" : "-%s", is_map ? node->pairs[i].key->text : "");
        print_node(is_map ? node->pairs[i].value : node->items[i], &key, indent + 2);
    }
}

static void print_check_json(const struct catalogue *catalogue)
{
    struct json j = {0};

    json_open(&j, NULL, '{');
    json_text(&j, "schema", "headroom.catalog-check/1");
    json_number(&j, "entries", (double)catalogue->n);
    json_bool(&j, "sound", true);
    json_close(&j, '}');
    json_print(&j);
}

static int check(struct arena *arena, const struct catalogue *catalogue, struct diag *diag,
                 const struct options *options)
{
    scenario_check_catalogue(arena, catalogue, 0, diag);
    const int code = cmd_report_problems(diag, options);
    if (code == EXIT_DONE && options->is_json) {
        print_check_json(catalogue);
    } else if (code == EXIT_DONE) {
        (void)printf("%zu entries: sound\n", catalogue->n);
    }
    return code;
}

/* An entry as it stands, texts and all: a value keeps its unit as its author wrote it. */
/* NOLINTNEXTLINE(misc-no-recursion): entries hold maps; the document's depth is bounded */
static void add_json(struct json *j, const char *key, const struct doc_node *node)
{
    if (node->kind == DOC_VALUE) {
        json_text(j, key, node->text);
        return;
    }
    json_open(j, key, node->kind == DOC_MAP ? '{' : '[');
    for (size_t i = 0; i < node->n; i++) {
        if (node->kind == DOC_MAP) {
            add_json(j, node->pairs[i].key->text, node->pairs[i].value);
        } else {
            add_json(j, NULL, node->items[i]);
        }
    }
    json_close(j, node->kind == DOC_MAP ? '}' : ']');
}

static void print_json(const struct doc_node *entry)
{
    struct json j = {0};

    json_open(&j, NULL, '{');
    json_text(&j, "schema", "headroom.catalog-entry/1");
    add_json(&j, "entry", entry);
    json_close(&j, '}');
    json_print(&j);
}

static int print_entry(const struct catalogue *catalogue, const struct options *options)
{
    const char *const name = options->words[0];
    const struct catalog_entry *const e = catalog_find(catalogue, name);

    if (e == NULL) {
        cmd_error_unknown("the catalogue has no entry", name,
                          names_nearest(&catalogue->names, name), "");
        return EXIT_BAD_USAGE;
    }
    if (options->is_json) {
        print_json(e->node);
        return EXIT_DONE;
    }
    struct text head = {0};
    text_add(&head, "%s", name);
    print_node(e->node, &head, 0);
    return EXIT_DONE;
}

static int print_list(const struct catalogue *catalogue, const struct options *options)
{
    static const struct listing_column columns[] = {{.key = "name"},
                                                    {.key = "kind", .rank = 1},
                                                    {.key = "status", .rank = 2},
                                                    {.key = "title"}};
    struct listing list = {.columns = columns, .n_columns = 4};

    for (size_t i = 0; i < catalogue->n; i++) {
        const struct catalog_entry *const e = &catalogue->entries[i];
        if (options->kind == NULL || strcmp(options->kind, e->kind) == 0) {
            listing_text(&list, e->name);
            listing_text(&list, e->kind);
            listing_text(&list, text_of(e, "status"));
            listing_text(&list, text_of(e, "title"));
        }
    }
    if (list.n == 0) {
        cmd_error("the catalogue has no entries of the kind '%s'", options->kind);
        return EXIT_BAD_USAGE;
    }
    if (options->is_json) {
        listing_print_json(&list, "headroom.catalog/1", "entries");
    } else {
        listing_print(&list, options->is_all ? 0 : term_width(stdout));
    }
    listing_release(&list);
    return EXIT_DONE;
}

static int catalog_command(const struct command *self, const struct options *options)
{
    struct arena *const arena = cmd_arena();
    struct diag *const diag = diag_create(arena);
    struct catalogue catalogue = {0};
    int code = EXIT_DONE;

    (void)self;
    if (scenario_load_catalogue(arena, diag, &catalogue) != STATUS_OK) {
        code = cmd_report_problems(diag, options);
    } else if (options->is_check) {
        code = check(arena, &catalogue, diag, options);
    } else if (options->n_words == 1) {
        code = print_entry(&catalogue, options);
    } else {
        code = print_list(&catalogue, options);
    }
    arena_destroy(arena);
    return code;
}

static const struct option_row option_rows[] = {
    {.name = "kind",
     .letter = 'k',
     .kind = OPTION_TEXT,
     .argument = "KIND",
     .text = "node, rack, workload, power, shelf, crah, cdu, cooling, plant or work",
     .words = WORDS_KINDS,
     FIELD(kind)},
    {.name = "check", .text = "check every entry against the schema", FIELD(is_check)},
    ALL_ROW,
    JSON_ROW,
    HELP_ROW,
    {0},
};

const struct command command_catalog = {
    .name = "catalog",
    .arguments = "[NAME]",
    .words = WORDS_CATALOGUE,
    .summary = "hardware that scenarios can use, with sources",
    .example = "headroom catalog dgx-h100",
    .options = option_rows,
    .n_least = 0,
    .n_most = 1,
    .run = catalog_command,
};
