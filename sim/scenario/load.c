/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/load.h"

#include <libgen.h>
#include <string.h>

#include "sim/scenario/decode.h"
#include "sim/scenario/embedded.h"
#include "sim/scenario/validate.h"
#include "sim/scenario/works.h"

enum { MOST_INCLUDES = 32, DEEPEST_MERGE = 16 };

struct loader {
    struct arena *arena;
    struct diag *diag;
    struct scenario *scenario;
    size_t room_inputs;
    const char *chain[MOST_INCLUDES]; /* files being read, from the scenario down */
    size_t n_chain;
};

static void add_input(struct loader *l, const char *name, struct view text, bool is_catalogue)
{
    struct scenario *const s = l->scenario;

    if (s->n_inputs == l->room_inputs) {
        const size_t room = l->room_inputs > 0 ? l->room_inputs * 2 : 16;
        struct input_text *const grown = ARENA_ARRAY(l->arena, struct input_text, room, "scenario");
        if (s->n_inputs > 0) {
            memcpy(grown, s->inputs, s->n_inputs * sizeof *grown);
        }
        s->inputs = grown;
        l->room_inputs = room;
    }
    s->inputs[s->n_inputs++] =
        (struct input_text){.name = name, .text = text, .is_catalogue = is_catalogue};
}

/* ---------------------------------------------------------------- includes */

/* over's keys win; mappings are merged, lists and values replaced. */
/* NOLINTNEXTLINE(misc-no-recursion): mappings hold mappings; the depth is bounded */
static struct doc_node *merge_maps(struct arena *arena, const struct doc_node *over,
                                   const struct doc_node *under, size_t depth)
{
    struct doc_node *const merged = arena_take(arena, 1, sizeof *merged, "document");

    *merged = *over;
    merged->pairs = ARENA_ARRAY(arena, struct doc_pair, over->n + under->n, "document");
    merged->n = 0;
    for (size_t i = 0; i < over->n; i++) {
        struct doc_pair pair = over->pairs[i];
        const struct doc_node *const below =
            pair.key->kind == DOC_VALUE ? doc_find(under, pair.key->text, NULL) : NULL;
        if (below != NULL && below->kind == DOC_MAP && pair.value->kind == DOC_MAP &&
            depth < DEEPEST_MERGE) {
            pair.value = merge_maps(arena, pair.value, below, depth + 1);
        }
        merged->pairs[merged->n++] = pair;
    }
    for (size_t i = 0; i < under->n; i++) {
        const struct doc_node *const key = under->pairs[i].key;
        if (key->kind != DOC_VALUE || doc_find(over, key->text, NULL) == NULL) {
            merged->pairs[merged->n++] = under->pairs[i];
        }
    }
    return merged;
}

/* Joins the items of two lists; a NULL list is empty. */
static struct doc_node *join_lists(struct arena *arena, struct doc_node *first,
                                   struct doc_node *second)
{
    if (first == NULL || second == NULL || first->kind != DOC_LIST || second->kind != DOC_LIST) {
        return first != NULL ? first : second;
    }
    struct doc_node *const joined = arena_take(arena, 1, sizeof *joined, "document");
    *joined = *first;
    joined->n = first->n + second->n;
    joined->items = ARENA_ARRAY(arena, struct doc_node *, joined->n, "document");
    memcpy(joined->items, first->items, first->n * sizeof(struct doc_node *));
    memcpy(joined->items + first->n, second->items, second->n * sizeof(struct doc_node *));
    return joined;
}

static void set_value(struct doc_node *map, const char *key, struct doc_node *value)
{
    for (size_t i = 0; i < map->n; i++) {
        if (map->pairs[i].key->kind == DOC_VALUE && strcmp(map->pairs[i].key->text, key) == 0) {
            map->pairs[i].value = value;
        }
    }
}

/* The mapping without a key (as the decoder should see it). */
static void drop_key(struct doc_node *map, const char *key)
{
    size_t n = 0;

    for (size_t i = 0; i < map->n; i++) {
        const struct doc_node *const k = map->pairs[i].key;
        if (k->kind != DOC_VALUE || strcmp(k->text, key) != 0) {
            map->pairs[n++] = map->pairs[i];
        }
    }
    map->n = n;
}

static struct doc_node *read_file(struct loader *l, const char *path, struct span at);

/* NOLINTNEXTLINE(misc-no-recursion): files include files; the chain is bounded */
static struct doc_node *include_one(struct loader *l, struct doc_node *root, const char *folder,
                                    const struct doc_node *name)
{
    if (name->kind != DOC_VALUE || name->text[0] == '\0') {
        diag_add(l->diag, DIAG_BAD_INCLUDE, name->at,
                 "'include' should be a file's name or a list of them");
        return root;
    }
    const char *const path =
        name->text[0] == '@' ? name->text : text_path(l->arena, folder, name->text);
    struct doc_node *const under = read_file(l, path, name->at);
    if (under == NULL) {
        return root;
    }
    static const char *const joined[] = {"workloads", "catalog"};
    struct doc_node *const merged = merge_maps(l->arena, root, under, 0);
    for (size_t i = 0; i < sizeof joined / sizeof joined[0]; i++) {
        set_value(merged, joined[i],
                  join_lists(l->arena, doc_find(under, joined[i], NULL),
                             doc_find(root, joined[i], NULL)));
    }
    return merged;
}

/* NOLINTNEXTLINE(misc-no-recursion): files include files; the chain is bounded */
static struct doc_node *take_includes(struct loader *l, struct doc_node *root, const char *path)
{
    const struct doc_node *const include = doc_find(root, "include", NULL);
    char *const copy = text_copy(l->arena, view_of(path));
    const char *const folder = path[0] == '@' ? "@" : dirname(copy);

    if (include == NULL) {
        return root;
    }
    drop_key(root, "include");
    if (include->kind != DOC_LIST) {
        return include_one(l, root, folder, include);
    }
    for (size_t i = 0; i < include->n; i++) {
        root = include_one(l, root, folder, include->items[i]);
    }
    return root;
}

/* "@first-hall", also as an include of another built-in: "@/first-hall.yaml". */
static const struct embedded *find_embedded(const char *path)
{
    const char *name = path + 1;
    char plain[128];

    name += name[0] == '/';
    const size_t n = strlen(name);
    const bool has_ending = n > 5 && strcmp(name + n - 5, ".yaml") == 0;
    const size_t length = has_ending ? n - 5 : n;
    if (length >= sizeof plain) {
        return NULL;
    }
    memcpy(plain, name, length);
    plain[length] = '\0';
    return embedded_find(plain);
}

static enum status read_text(struct loader *l, const char *path, struct span at,
                             const char **ret_name, struct view *ret_text)
{
    if (path[0] != '@') {
        *ret_name = path;
        return doc_read_file(l->arena, path, at, l->diag, ret_text);
    }
    const struct embedded *const file = find_embedded(path);
    if (file == NULL) {
        struct nearest near = {.word = path + 1};
        for (size_t i = 0; embedded_at(i) != NULL; i++) {
            nearest_try(&near, embedded_at(i)->name);
        }
        const char *const found = nearest_found(&near);
        diag_add(l->diag, DIAG_FILE_UNREADABLE, at, "there is no built-in example '%s'%s%s%s", path,
                 found != NULL ? "; did you mean '@" : "", found != NULL ? found : "",
                 found != NULL ? "'?" : " (`headroom examples` lists them)");
        return STATUS_BAD_INPUT;
    }
    *ret_name = file->path;
    *ret_text = file->text;
    return STATUS_OK;
}

static bool is_in_chain(const struct loader *l, const char *path)
{
    for (size_t i = 0; i < l->n_chain; i++) {
        if (strcmp(l->chain[i], path) == 0) {
            return true;
        }
    }
    return false;
}

/* Reads one file with its includes; NULL after adding an error. */
/* NOLINTNEXTLINE(misc-no-recursion): files include files; the chain is bounded */
static struct doc_node *read_file(struct loader *l, const char *path, struct span at)
{
    const char *name = NULL;
    struct view text = {0};
    struct doc_node *root = NULL;

    if (is_in_chain(l, path)) {
        diag_add(l->diag, DIAG_BAD_INCLUDE, at, "%s would include itself", path);
        return NULL;
    }
    if (l->n_chain == MOST_INCLUDES) {
        diag_add(l->diag, DIAG_BAD_INCLUDE, at, "includes nest more than %d files deep",
                 MOST_INCLUDES);
        return NULL;
    }
    if (read_text(l, path, at, &name, &text) != STATUS_OK) {
        return NULL;
    }
    const uint16_t source = diag_add_source(l->diag, name, text, at);
    add_input(l, name, text, false);
    if (doc_parse(l->arena, source, text, l->diag, &root) != STATUS_OK) {
        return NULL;
    }
    if (root == NULL) {
        diag_add(l->diag, DIAG_FILE_EMPTY, (struct span){.source = source}, "%s",
                 view_trim(text).length == 0 ? "the file is empty"
                                             : "the file has nothing in it but comments");
        diag_note(l->diag, "`headroom new` writes a scenario to begin from");
        return NULL;
    }
    if (root->kind != DOC_MAP) {
        diag_add(l->diag, DIAG_WRONG_SHAPE, root->at,
                 "a scenario file begins with keys, such as 'scenario: 1'");
        return NULL;
    }
    l->chain[l->n_chain++] = path;
    root = take_includes(l, root, path);
    l->n_chain--;
    return root;
}

/* --------------------------------------------------------------- overrides */

static void read_override(struct loader *l, const char *set, struct override *ret)
{
    const struct view text = view_of(set);
    const uint16_t source = diag_add_source(l->diag, "--set", text, (struct span){0});
    const char *equals = set;
    int n_open = 0;

    for (; *equals != '\0' && (*equals != '=' || n_open > 0); equals++) {
        n_open += (*equals == '[') - (*equals == ']');
    }
    ret->path_at =
        (struct span){.source = source, .line = 1, .column = 1, .length = (uint32_t)(equals - set)};
    if (*equals == '\0' || equals == set || equals[1] == '\0') {
        diag_add(l->diag, DIAG_BAD_OVERRIDE, ret->path_at,
                 "--set needs PATH=VALUE, such as hall.air.supply=\"22 degC\"");
        return;
    }
    ret->adds = equals > set + 1 && equals[-1] == '+';
    ret->path_at.length -= ret->adds ? 1 : 0;
    /* Blanks in place of the path keep the columns right. */
    char *const value = text_copy(l->arena, text);
    memset(value, ' ', (size_t)(equals - set) + 1);
    struct doc_node *node = NULL;
    if (doc_parse(l->arena, source, (struct view){value, text.length}, l->diag, &node) ==
            STATUS_OK &&
        node != NULL) {
        ret->path = text_copy(l->arena, (struct view){set, ret->path_at.length});
        ret->value = node;
    }
}

static void read_overrides(struct loader *l, const struct scenario_request *request,
                           struct decoder *d)
{
    d->overrides = ARENA_ARRAY(l->arena, struct override, request->n_sets, "scenario");
    for (size_t i = 0; i < request->n_sets; i++) {
        read_override(l, request->sets[i], &d->overrides[d->n_overrides]);
        if (d->overrides[d->n_overrides].value != NULL) {
            d->n_overrides++;
        }
    }
}

/* --------------------------------------------------------------- catalogue */

enum status scenario_load_catalogue(struct arena *arena, struct diag *diag,
                                    struct catalogue *ret_catalogue)
{
    const size_t n_errors = diag_n_errors(diag);

    ret_catalogue->arena = arena;
    for (size_t i = 0; embedded_at(i) != NULL; i++) {
        const struct embedded *const file = embedded_at(i);
        struct doc_node *root = NULL;
        if (!file->is_catalogue) {
            continue;
        }
        const uint16_t source = diag_add_source(diag, file->path, file->text, (struct span){0});
        if (doc_parse(arena, source, file->text, diag, &root) != STATUS_OK || root == NULL) {
            return STATUS_BAD_INPUT;
        }
        const struct doc_node *const list = doc_find(root, "catalog", NULL);
        if (list != NULL) {
            catalog_add(ret_catalogue, list, diag);
        }
    }
    return diag_n_errors(diag) == n_errors ? STATUS_OK : STATUS_BAD_INPUT;
}

void scenario_check_catalogue(struct arena *arena, const struct catalogue *catalogue, size_t first,
                              struct diag *diag)
{
    struct decoder d = {.arena = arena, .diag = diag, .catalogue = catalogue, .is_entry = true};

    for (size_t i = first; i < catalogue->n; i++) {
        const struct catalog_entry *const entry = &catalogue->entries[i];
        const struct table *const table = schema_entry_table(entry->kind);
        if (table == NULL) {
            diag_add(diag, DIAG_WRONG_ENTRY, entry->node->at,
                     "the catalogue entry '%s' has the unknown kind '%s'", entry->name,
                     entry->kind);
            continue;
        }
        void *const scratch = arena_take(arena, 1, table->size, "catalogue");
        decode_map(&d, entry->node,
                   (struct provenance){.origin = ORIGIN_CATALOGUE, .entry = entry->node}, table,
                   scratch);
    }
}

/* ---------------------------------------------------------------- scenario */

static const char *plain_name(struct arena *arena, const char *path)
{
    const char *const slash = strrchr(path, '/');
    const char *const name = slash != NULL ? slash + 1 : path + (path[0] == '@');
    const char *const dot = strrchr(name, '.');
    const size_t n = dot != NULL && dot > name ? (size_t)(dot - name) : strlen(name);

    return text_copy(arena, (struct view){name, n});
}

/* `site` and `hall` are short for one site with one hall. */
static void normalise(struct loader *l)
{
    struct scenario *const s = l->scenario;
    struct scn_scenario *const t = s->tree;

    if (t->sites.n > 0) {
        s->sites = t->sites.items;
        s->n_sites = t->sites.n;
        if (t->hall != NULL) {
            diag_add(l->diag, DIAG_CONTRADICTION, t->hall->at,
                     "give either 'hall' (with 'site') or 'sites', not both");
        }
        return;
    }
    s->sites = t->site;
    s->n_sites = 1;
    if (t->hall == NULL) {
        diag_add(l->diag, DIAG_MISSING_KEY, t->at, "scenario: 'hall' is missing (%s)",
                 "the room, or 'sites' with 'halls'");
        return;
    }
    t->site->halls = (struct list){.items = t->hall, .n = 1, .is_given = true, .at = t->hall->at};
}

static void decode(struct loader *l, const struct scenario_request *request,
                   const struct doc_node *root)
{
    struct scenario *const s = l->scenario;
    char *const copy = text_copy(l->arena, view_of(request->path));
    struct decoder d = {
        .arena = l->arena,
        .diag = l->diag,
        .catalogue = &s->catalogue,
        .values = {.arena = l->arena},
        .directory = request->path[0] == '@' ? NULL : dirname(copy),
    };

    s->tree = arena_take(l->arena, 1, sizeof *s->tree, "scenario");
    read_overrides(l, request, &d);
    decode_map(&d, root, (struct provenance){.origin = ORIGIN_SCENARIO}, &schema_scenario, s->tree);
    decode_unused_overrides(&d);
    s->values = d.values;
    s->currency = text_copy(l->arena, view_of(d.currency[0] != '\0' ? d.currency : "USD"));
}

enum status scenario_read(struct arena *arena, const char *path, struct diag *diag,
                          struct doc_node **ret_root)
{
    struct scenario *const s = arena_take(arena, 1, sizeof *s, "scenario");
    struct loader l = {.arena = arena, .diag = diag, .scenario = s};
    const struct span nowhere = {
        .source = diag_add_source(diag, path, (struct view){0}, (struct span){0})};

    *ret_root = read_file(&l, path, nowhere);
    return *ret_root != NULL ? STATUS_OK : STATUS_BAD_INPUT;
}

enum status scenario_load(struct arena *arena, const struct scenario_request *request,
                          struct diag *diag, struct scenario **ret_scenario)
{
    struct scenario *const s = arena_take(arena, 1, sizeof *s, "scenario");
    struct loader l = {.arena = arena, .diag = diag, .scenario = s};

    s->name = plain_name(arena, request->path);
    const struct span nowhere = {
        .source = diag_add_source(diag, request->path, (struct view){0}, (struct span){0})};
    struct doc_node *const root = read_file(&l, request->path, nowhere);
    if (root == NULL) {
        return STATUS_BAD_INPUT;
    }
    if (scenario_load_catalogue(arena, diag, &s->catalogue) != STATUS_OK) {
        return STATUS_BAD_INPUT;
    }
    for (size_t i = 0; embedded_at(i) != NULL; i++) {
        if (embedded_at(i)->is_catalogue) {
            add_input(&l, embedded_at(i)->path, embedded_at(i)->text, true);
        }
    }
    const struct doc_node *const own = doc_find(root, "catalog", NULL);
    if (own != NULL) {
        const size_t n_built_in = s->catalogue.n;
        catalog_add(&s->catalogue, own, diag);
        scenario_check_catalogue(arena, &s->catalogue, n_built_in, diag);
        drop_key(root, "catalog");
    }
    decode(&l, request, root);
    normalise(&l);
    if (diag_n_errors(diag) == 0) {
        validate_scenario(arena, s, diag);
        works_list(arena, s, diag);
    }
    if (diag_n_errors(diag) > 0) {
        return STATUS_BAD_INPUT;
    }
    *ret_scenario = s;
    return STATUS_OK;
}
