/* cmd_examples.c - headroom examples and headroom new: the scenarios that the program carries.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sim/cli/cmd.h"
#include "sim/cli/json.h"
#include "sim/cli/listing.h"
#include "sim/cli/option_rows.h"
#include "sim/cli/term.h"
#include "sim/scenario/embedded.h"

static struct view title_of(struct view text)
{
    static const char key[] = "\ntitle: ";
    const char *const at = memmem(text.at, text.length, key, strlen(key));

    if (at == NULL) {
        return (struct view){"", 0};
    }
    const char *const first = at + strlen(key);
    const size_t room = (size_t)(text.at + text.length - first);
    const char *const end = memchr(first, '\n', room);
    return (struct view){first, end != NULL ? (size_t)(end - first) : room};
}

/* Never over a file that stands there. */
static int write_file(const char *path, struct view text)
{
    FILE *const file = fopen(path, "wbx");

    if (file == NULL) {
        cmd_error("%s: %s", path,
                  errno == EEXIST ? "stands there already; it was not touched" : strerror(errno));
        return EXIT_NO_FILE;
    }
    const bool is_whole = fwrite(text.at, 1, text.length, file) == text.length;
    if (fclose(file) != 0 || !is_whole) {
        cmd_error("%s: could not be written whole", path);
        return EXIT_NO_FILE;
    }
    return EXIT_DONE;
}

static int copy_all(void)
{
    int worst = EXIT_DONE;

    for (size_t i = 0; embedded_at(i) != NULL; i++) {
        const struct embedded *const file = embedded_at(i);
        if (!file->is_catalogue) {
            char path[128];
            (void)snprintf(path, sizeof path, "%s.yaml", file->name);
            const int code = write_file(path, file->text);
            (void)printf("%s%s", code == EXIT_DONE ? path : "", code == EXIT_DONE ? "\n" : "");
            worst = code > worst ? code : worst;
        }
    }
    return worst;
}

static void list_examples(const struct options *options)
{
    static const struct listing_column columns[] = {{.key = "name"}, {.key = "title"}};
    struct listing list = {.columns = columns, .n_columns = 2};

    for (size_t i = 0; embedded_at(i) != NULL; i++) {
        const struct embedded *const file = embedded_at(i);
        if (!file->is_catalogue) {
            struct text cell = {0};
            text_add(&cell, "@%s", file->name);
            listing_text(&list, cell.at);
            text_release(&cell);
            text_add_view(&cell, title_of(file->text));
            listing_text(&list, cell.at != NULL ? cell.at : "");
            text_release(&cell);
        }
    }
    if (options->is_json) {
        listing_print_json(&list, "headroom.examples/1", "examples");
    } else {
        listing_print(&list, options->is_all ? 0 : term_width(stdout));
    }
    listing_release(&list);
}

static int examples_command(const struct command *self, const struct options *options)
{
    (void)self;
    if (options->n_words == 1 && strcmp(options->words[0], "copy") == 0) {
        return copy_all();
    }
    if (options->n_words == 1) {
        const struct embedded *const file = embedded_find(options->words[0]);
        if (file == NULL) {
            cmd_error("there is no example '%s'", options->words[0]);
            return EXIT_BAD_USAGE;
        }
        (void)fwrite(file->text.at, 1, file->text.length, stdout);
        return EXIT_DONE;
    }
    list_examples(options);
    return EXIT_DONE;
}

/* What editors look for beside a scenario, as its first line says. */
static const char schema_name[] = "scenario.schema.json";

/* How to write it, unless it stands there already. */
static void print_schema_hint(const char *path)
{
    const char *const slash = strrchr(path, '/');
    const size_t folder = slash != NULL ? (size_t)(slash + 1 - path) : 0;
    struct text schema = {0};

    text_add_view(&schema, (struct view){path, folder});
    text_add(&schema, "%s", schema_name);
    if (access(schema.at, F_OK) != 0) {
        (void)printf("for help in an editor: headroom schema --json > %s\n", schema.at);
    }
    text_release(&schema);
}

static void print_new_json(const char *path, const char *template_name)
{
    struct json j = {0};

    json_open(&j, NULL, '{');
    json_text(&j, "schema", "headroom.new/1");
    json_text(&j, "file", path);
    json_text(&j, "template", template_name);
    json_close(&j, '}');
    json_print(&j);
}

static int new_command(const struct command *self, const struct options *options)
{
    const char *const name = options->template_name != NULL ? options->template_name : "first-hall";
    const struct embedded *const file = embedded_find(name);

    (void)self;
    if (file == NULL) {
        cmd_error("there is no template '%s'; `headroom examples` lists them", name);
        return EXIT_BAD_USAGE;
    }
    const char *const path = options->n_words == 1 ? options->words[0] : "scenario.yaml";
    struct text scenario = {0};
    text_add(&scenario, "# yaml-language-server: $schema=./%s\n", schema_name);
    text_add_view(&scenario, file->text);
    const int code = write_file(path, (struct view){scenario.at, scenario.length});
    text_release(&scenario);
    if (code == EXIT_DONE && options->is_json) {
        print_new_json(path, name);
    } else if (code == EXIT_DONE) {
        (void)printf("%s\nnext: headroom check %s\n", path, path);
        print_schema_hint(path);
    }
    return code;
}

static const struct option_row option_rows[] = {
    {.name = "template",
     .letter = 't',
     .kind = OPTION_TEXT,
     .argument = "NAME",
     .text = "which one (default first-hall; `headroom examples` lists them)",
     .words = WORDS_EXAMPLES,
     FIELD(template_name)},
    JSON_ROW,
    HELP_ROW,
    {0},
};

const struct command command_new = {
    .name = "new",
    .arguments = "[FILE]",
    .summary = "write a commented scenario to begin from",
    .example = "headroom new pod.yaml",
    .options = option_rows,
    .n_least = 0,
    .n_most = 1,
    .run = new_command,
};

const struct command command_examples = {
    .name = "examples",
    .arguments = "[copy|NAME]",
    .words = WORDS_EXAMPLES,
    .summary = "built-in scenarios; copy writes them to this folder",
    .example = "headroom examples",
    .options = cmd_list_rows,
    .n_least = 0,
    .n_most = 1,
    .run = examples_command,
};
