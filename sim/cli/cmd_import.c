/* cmd_import.c - headroom import: a DCIM inventory as a scenario, and what it leaves unknown.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/cmd.h"
#include "sim/cli/import_print.h"
#include "sim/cli/option_rows.h"
#include "sim/hall/build.h"
#include "sim/scenario/inventory.h"

/* "racks.csv" becomes "racks.yaml" in this folder. */
static const char *output_of(struct arena *arena, const struct options *options)
{
    char *const copy = text_copy(arena, view_of(options->words[0]));
    char *const name = basename(copy);
    char *const dot = strrchr(name, '.');

    if (options->output != NULL) {
        return options->output;
    }
    if (dot != NULL && dot != name) {
        *dot = '\0';
    }
    return text_print(arena, "%s.yaml", name);
}

/* The hall as a file beside the output will find it: a name where both stand in one folder or the
 * scenario is built in, else a path from the root. NULL when it cannot be found. */
static const char *include_of(struct arena *arena, const char *hall, const char *output)
{
    char *const hall_copy = text_copy(arena, view_of(hall));
    char *const output_copy = text_copy(arena, view_of(output));

    if (hall[0] == '@' || hall[0] == '/') {
        return hall;
    }
    if (strcmp(dirname(hall_copy), dirname(output_copy)) == 0) {
        const char *const slash = strrchr(hall, '/');
        return slash != NULL ? slash + 1 : hall;
    }
    char *const path = realpath(hall, NULL);
    const char *const kept = path != NULL ? text_copy(arena, view_of(path)) : NULL;
    free(path);
    return kept;
}

/* Never over a file that stands there: it may hold a day's work by hand. */
static int write_scenario(const char *path, const struct text *text)
{
    FILE *const file = fopen(path, "wbx");

    if (file == NULL) {
        cmd_error("%s: %s", path,
                  errno == EEXIST ? "stands there already; it was not touched (-o names another)"
                                  : strerror(errno));
        return EXIT_NO_FILE;
    }
    const bool is_whole = fwrite(text->at, 1, text->length, file) == text->length;
    if (fclose(file) != 0 || !is_whole) {
        cmd_error("%s: could not be written whole", path);
        return EXIT_NO_FILE;
    }
    return EXIT_DONE;
}

/* Errors alone: warnings of the hall are told when it is run. */
static int check(struct arena *arena, const char *path, const struct options *options)
{
    struct diag *const diag = diag_create(arena);
    const struct scenario_request request = {.path = path};
    struct scenario *scenario = NULL;
    const struct plan *plan = NULL;
    enum status st = scenario_load(arena, &request, diag, &scenario);

    if (st == STATUS_OK) {
        st = build_plan(arena, scenario, 0, 0, diag, &plan);
    }
    if (st == STATUS_OK) {
        return EXIT_DONE;
    }
    (void)cmd_report_problems(diag, options);
    cmd_error("%s was written, but it is no sound scenario yet: see above", path);
    return EXIT_BAD_USAGE;
}

static int write_and_check(struct arena *arena, const struct inventory *inventory,
                           const struct options *options, const char *path)
{
    const char *const hall = options->into;
    const char *const include = hall != NULL ? include_of(arena, hall, path) : NULL;
    struct text text = {0};

    if (hall != NULL && include == NULL) {
        cmd_error("%s: %s", hall, strerror(errno));
        return EXIT_NO_FILE;
    }
    inventory_write(arena, inventory, include, &text);
    const int written = write_scenario(path, &text);
    text_release(&text);
    if (written != EXIT_DONE) {
        return written;
    }
    return check(arena, path, options);
}

static int import_command(const struct command *self, const struct options *options)
{
    struct arena *const arena = cmd_arena();
    struct diag *const diag = diag_create(arena);
    const struct inventory_request request = {
        .path = options->words[0],
        .map_path = options->map,
        .type_paths = options->types.at,
        .n_type_paths = options->types.n,
        .feeds_path = options->feeds,
        .hall_path = options->into,
        .room = options->room,
    };
    struct inventory *inventory = NULL;
    const char *const path = output_of(arena, options);

    (void)self;
    const enum status st = inventory_read(arena, &request, diag, &inventory);
    int code = cmd_report_problems(diag, options);
    if (st == STATUS_OK && code == EXIT_DONE) {
        code = write_and_check(arena, inventory, options, path);
    }
    if (st == STATUS_OK && code == EXIT_DONE) {
        (options->is_json ? import_print_json : import_print)(inventory, diag, path);
    }
    arena_destroy(arena);
    return code;
}

static const struct option_row option_rows[] = {
    OUTPUT_ROW("SCENARIO.yaml",
               "what to write (default: the inventory's name, .yaml); never over a file"),
    {.name = "map",
     .kind = OPTION_TEXT,
     .argument = "MAP.yaml",
     .text = "what columns, models and feeds mean, and what to assume",
     FIELD(map)},
    {.name = "types",
     .kind = OPTION_MANY,
     .argument = "FILE|FOLDER",
     .text = "NetBox device types; may be given often",
     FIELD(types)},
    {.name = "feeds",
     .kind = OPTION_TEXT,
     .argument = "FILE",
     .text = "NetBox power feeds, CSV or YAML",
     FIELD(feeds)},
    {.name = "into",
     .kind = OPTION_TEXT,
     .argument = "HALL.yaml",
     .text = "scenario of the hall that the racks stand in: power, cooling, rows",
     FIELD(into)},
    {.name = "room",
     .kind = OPTION_TEXT,
     .argument = "NAME",
     .text = "the racks of this room alone, when the inventory has several",
     FIELD(room)},
    JSON_ROW,
    STRICT_ROW,
    HELP_ROW,
    {0},
};

const struct command command_import = {
    .name = "import",
    .arguments = "INVENTORY.csv",
    .summary = "a DCIM inventory as a scenario, with a list of what it leaves unknown",
    .example = "headroom import racks.csv --into hall.yaml -o imported.yaml",
    .details = "Nothing is guessed: what the inventory, the device types, the catalogue and the "
               "map do not "
               "say\nstays unknown, and is told. docs/import.md has an example and the map's keys.",
    .options = option_rows,
    .n_least = 1,
    .n_most = 1,
    .run = import_command,
};
