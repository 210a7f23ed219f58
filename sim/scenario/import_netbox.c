/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/import_netbox.h"

#include <dirent.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "sim/base/units.h"

enum { MOST_FILES = 2000, MOST_TYPES = 20000 };

struct reader {
    struct arena *arena;
    struct diag *diag;
    struct type_list *types;
    size_t room;
    size_t n_files;
};

/* The text of a key; NULL when it is absent or null. */
static const char *text_of(const struct doc_node *map, const char *key)
{
    const struct doc_node *const value = doc_find(map, key, NULL);
    const bool is_there = value != NULL && value->kind == DOC_VALUE && value->text[0] != '\0' &&
                          strcmp(value->text, "null") != 0 && strcmp(value->text, "~") != 0;

    return is_there ? value->text : NULL;
}

static double number_of(const struct reader *r, const struct doc_node *map, const char *key)
{
    const char *const text = text_of(map, key);
    double value = (double)NAN;
    size_t taken = 0;

    if (text == NULL) {
        return (double)NAN;
    }
    if (text_to_double(view_of(text), &value, &taken) != NUMBER_OK || text[taken] != '\0' ||
        value < 0.0) {
        diag_add(r->diag, DIAG_NOT_A_NUMBER, doc_find(map, key, NULL)->at,
                 "device type: '%s' should be a number, not '%s'", key, text);
        return (double)NAN;
    }
    return value;
}

static double mass_of(const struct reader *r, const struct doc_node *map)
{
    static const struct {
        const char *unit;
        double kg;
    } units[] = {{"kg", 1.0}, {"g", 1e-3}, {"lb", 0.45359237}, {"oz", 0.45359237 / 16.0}};
    const double weight = number_of(r, map, "weight");
    const char *const unit = text_of(map, "weight_unit");

    if (isnan(weight)) {
        return (double)NAN;
    }
    for (size_t i = 0; unit != NULL && i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(units[i].unit, unit) == 0) {
            return weight * units[i].kg;
        }
    }
    diag_add(r->diag, DIAG_NO_UNIT, doc_find(map, "weight", NULL)->at,
             "device type: 'weight' needs a 'weight_unit': kg, g, lb or oz");
    return (double)NAN;
}

static void take_ports(const struct reader *r, const struct doc_node *map, struct device_type *type)
{
    const struct doc_node *ports = doc_find(map, "power-ports", NULL);

    ports = ports != NULL ? ports : doc_find(map, "power_ports", NULL);
    type->maximum_w = (double)NAN;
    type->allocated_w = (double)NAN;
    if (ports == NULL || ports->kind != DOC_LIST || ports->n == 0) {
        return;
    }
    type->n_ports = (double)ports->n;
    type->maximum_w = 0.0;
    type->allocated_w = 0.0;
    for (size_t i = 0; i < ports->n; i++) {
        type->maximum_w += number_of(r, ports->items[i], "maximum_draw");
        type->allocated_w += number_of(r, ports->items[i], "allocated_draw");
    }
}

static struct device_type *one_more(struct reader *r)
{
    struct type_list *const t = r->types;

    if (t->n == r->room) {
        r->room = r->room > 0 ? 2 * r->room : 64;
        struct device_type *const grown =
            ARENA_ARRAY(r->arena, struct device_type, r->room, "inventory");
        if (t->n > 0) {
            memcpy(grown, t->items, t->n * sizeof *grown);
        }
        t->items = grown;
    }
    return &t->items[t->n++];
}

static const char *plain_of(const struct reader *r, const char *text)
{
    return text != NULL ? sheet_plain(r->arena, text) : NULL;
}

static void take_type(struct reader *r, const struct doc_node *map)
{
    const char *const maker = text_of(map, "manufacturer");
    const char *const model = text_of(map, "model");

    if (map->kind != DOC_MAP || maker == NULL || model == NULL) {
        diag_add(r->diag, DIAG_MISSING_KEY, doc_head(map),
                 "a device type is a mapping with 'manufacturer' and 'model'");
        return;
    }
    if (r->types->n == MOST_TYPES) {
        diag_add(r->diag, DIAG_TOO_MANY, map->at, "more than %d device types", MOST_TYPES);
        return;
    }
    const char *const depth = text_of(map, "is_full_depth");
    struct device_type type = {
        .at = doc_find(map, "model", NULL)->at,
        .maker = maker,
        .model = model,
        .plain = {plain_of(r, text_print(r->arena, "%s %s", maker, model)), plain_of(r, model),
                  plain_of(r, text_of(map, "slug")), plain_of(r, text_of(map, "part_number"))},
        .height_u = number_of(r, map, "u_height"),
        .mass_kg = mass_of(r, map),
        .is_half_depth = depth != NULL && strcmp(depth, "false") == 0,
        .airflow = text_of(map, "airflow"),
        .has_bays = doc_find(map, "module-bays", NULL) != NULL ||
                    doc_find(map, "module_bays", NULL) != NULL,
    };
    take_ports(r, map, &type);
    *one_more(r) = type;
}

/* ----------------------------------------------------------------------- files */

/* One document of a file: line ends stand for what comes before it, so that places stay right. */
static void take_document(struct reader *r, uint16_t source, struct view text, size_t n_lines)
{
    char *const copy = arena_take(r->arena, n_lines + text.length + 1, 1, "inventory");
    struct doc_node *root = NULL;

    memset(copy, '\n', n_lines);
    memcpy(copy + n_lines, text.at, text.length);
    const struct view whole = {copy, n_lines + text.length};
    const enum status st = doc_parse(r->arena, source, whole, r->diag, &root);
    const bool is_empty = root == NULL || (root->kind == DOC_VALUE && root->text[0] == '\0');
    if (st != STATUS_OK || is_empty) {
        return;
    }
    if (root->kind != DOC_LIST) {
        take_type(r, root);
        return;
    }
    for (size_t i = 0; i < root->n; i++) {
        take_type(r, root->items[i]);
    }
}

static void take_file(struct reader *r, const char *path, struct span at)
{
    struct view text;

    if (doc_read_file(r->arena, path, at, r->diag, &text) != STATUS_OK) {
        return;
    }
    const uint16_t source = diag_add_source(r->diag, path, text, at);
    size_t first = 0;
    size_t first_line = 0;
    size_t line = 0;
    for (size_t i = 0; i <= text.length; i++) {
        const bool at_start = i == text.length || i == 0 || text.at[i - 1] == '\n';
        const struct view rest = {text.at + i, text.length - i};
        if (at_start && i > first && (i == text.length || view_starts(rest, "---"))) {
            take_document(r, source, (struct view){text.at + first, i - first}, first_line);
            first = i;
            first_line = line;
        }
        line += i < text.length && text.at[i] == '\n';
    }
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_yaml_name(const char *name)
{
    const char *const dot = strrchr(name, '.');

    return dot != NULL && (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0);
}

static void take_folder(struct reader *r, const char *path, DIR *folder, struct span at)
{
    const char **const names = ARENA_ARRAY(r->arena, const char *, MOST_FILES, "inventory");
    size_t n = 0;

    for (const struct dirent *e = readdir(folder); e != NULL; e = readdir(folder)) {
        if (is_yaml_name(e->d_name) && n < MOST_FILES) {
            names[n++] = text_print(r->arena, "%s/%s", path, e->d_name);
        }
    }
    qsort(names, n, sizeof *names, compare_names);
    for (size_t i = 0; i < n && r->n_files < MOST_FILES; i++, r->n_files++) {
        take_file(r, names[i], at);
    }
    if (n == 0) {
        diag_add(r->diag, DIAG_FILE_EMPTY, at, "%s holds no .yaml or .yml file", path);
    }
}

enum status netbox_types_read(struct arena *arena, const char *const *paths, size_t n_paths,
                              struct diag *diag, struct type_list *ret_types)
{
    const size_t n_errors = diag_n_errors(diag);
    struct reader r = {.arena = arena, .diag = diag, .types = ret_types};

    *ret_types = (struct type_list){0};
    for (size_t i = 0; i < n_paths; i++) {
        const struct span at = {
            .source = diag_add_source(diag, paths[i], (struct view){0}, (struct span){0})};
        DIR *const folder = opendir(paths[i]);
        if (folder != NULL) {
            take_folder(&r, paths[i], folder, at);
            (void)closedir(folder);
        } else {
            take_file(&r, paths[i], at);
        }
    }
    return diag_n_errors(diag) == n_errors ? STATUS_OK : STATUS_BAD_INPUT;
}

double netbox_type_w(const struct device_type *type, enum map_ports ports, const char **ret_how)
{
    *ret_how = "maximum draw of its port";
    if (type->n_ports <= 1.0) {
        return type->n_ports == 1.0 && type->maximum_w > 0.0 ? type->maximum_w : (double)NAN;
    }
    if (ports == PORTS_HALF && type->maximum_w > 0.0) {
        *ret_how = "half of its ports' maximum draws, as the map says";
        return type->maximum_w / 2.0;
    }
    if (ports == PORTS_ALL && type->maximum_w > 0.0) {
        *ret_how = "sum of its ports' maximum draws, as the map says";
        return type->maximum_w;
    }
    *ret_how = "sum of its ports' allocated draws";
    return type->allocated_w > 0.0 ? type->allocated_w : (double)NAN;
}

/* ----------------------------------------------------------------------- feeds */

enum feed_field { PANEL, NAME, STATUS, SUPPLY, PHASE, VOLTAGE, AMPERAGE, UTILISATION, RACK };

static const struct sheet_field feed_fields[] = {
    [PANEL] = {.name = "power_panel", .headings = "powerpanel|panel|pdu"},
    [NAME] = {.name = "name", .headings = "name|powerfeed|feed"},
    [STATUS] = {.name = "status", .headings = "status"},
    [SUPPLY] = {.name = "supply", .headings = "supply"},
    [PHASE] = {.name = "phase", .headings = "phase|phases"},
    [VOLTAGE] = {.name = "voltage",
                 .si = "V",
                 .bare = "V",
                 .min = 10.0,
                 .max = 1000.0,
                 .headings = "voltage"},
    [AMPERAGE] = {.name = "amperage",
                  .si = "A",
                  .bare = "A",
                  .min = 1.0,
                  .max = 5000.0,
                  .headings = "amperage|current|breaker"},
    [UTILISATION] = {.name = "max_utilization",
                     .si = "1",
                     .bare = "%",
                     .min = 0.1,
                     .max = 1.0,
                     .headings = "maxutilization|maxutilisation"},
    [RACK] = {.name = "rack", .headings = "rack|cabinet"},
    {0},
};

/* Absent, a phase is not guessed: the circuit stays unknown. */
static double phases_of(struct diag *diag, const struct sheet_row *row)
{
    const char *const text = row->text[PHASE];

    if (text == NULL) {
        return (double)NAN;
    }
    if (sheet_is_one_of(text, "single-phase|single phase|single|1")) {
        return 1.0;
    }
    if (sheet_is_one_of(text, "three-phase|three phase|three|3")) {
        return 3.0;
    }
    diag_add(diag, DIAG_UNKNOWN_CHOICE, row->cell_at[PHASE],
             "phase: single-phase or three-phase is expected, not '%s'", text);
    return (double)NAN;
}

static void take_feed(struct diag *diag, const struct sheet_row *row, struct feed_list *feeds)
{
    if (row->text[NAME] == NULL) {
        diag_add(diag, DIAG_MISSING_KEY, row->at, "this power feed has no name");
        return;
    }
    if (sheet_is_one_of(row->text[SUPPLY], "dc")) {
        diag_add(
            diag, DIAG_UNKNOWN_CHOICE, row->cell_at[SUPPLY],
            "power feed '%s' is direct current; circuits of racks are alternating current here",
            row->text[NAME]);
        return;
    }
    if (sheet_is_one_of(row->text[STATUS], "planned|offline|failed")) {
        return;
    }
    feeds->items[feeds->n++] = (struct power_feed){
        .at = row->at,
        .name = row->text[NAME],
        .panel = row->text[PANEL],
        .rack = row->text[RACK],
        .voltage_v = row->number[VOLTAGE],
        .current_a = row->number[AMPERAGE],
        .continuous_frac = row->number[UTILISATION],
        .phases = phases_of(diag, row),
    };
}

enum status netbox_feeds_read(struct arena *arena, const char *path, struct diag *diag,
                              struct feed_list *ret_feeds)
{
    const struct sheet_request request = {.path = path, .fields = feed_fields};
    const size_t n_errors = diag_n_errors(diag);
    struct sheet sheet;

    *ret_feeds = (struct feed_list){0};
    if (path == NULL) {
        return STATUS_OK;
    }
    if (sheet_read(arena, &request, diag, &sheet) != STATUS_OK) {
        return STATUS_BAD_INPUT;
    }
    ret_feeds->items = ARENA_ARRAY(arena, struct power_feed, sheet.n, "inventory");
    for (size_t i = 0; i < sheet.n; i++) {
        take_feed(diag, &sheet.rows[i], ret_feeds);
    }
    return diag_n_errors(diag) == n_errors ? STATUS_OK : STATUS_BAD_INPUT;
}
