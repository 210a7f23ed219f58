/* import_racks.c - devices and racks from the rows of an inventory that count.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/names.h"
#include "sim/scenario/import_parts.h"

/* Words of a status that mean: it is there, and it draws. */
static const char in_service[] =
    "active|installed|in service|in use|production|in production|online|"
    "on|powered on|operational|deployed|live|staged|failed";
/* And: it is not there, or it is off. */
static const char out_of_service[] = "planned|offline|inventory|decommissioning|decommissioned|"
                                     "retired|storage|stored|in storage|spare|reserved|off|"
                                     "powered off|powered-off|disposed|archived|removed|on order";

struct gatherer {
    struct importer *m;
    struct names by_place; /* "row, rack" */
    struct names by_name;  /* "rack"      */
    struct names models;
};

/* --------------------------------------------------------------------- status */

static bool is_counted(const struct importer *m, const struct sheet_row *row)
{
    const char *const status = row->text[INV_STATUS];
    const struct doc_node *const counted = m->inventory->map.counted;

    if (status == NULL) {
        return true;
    }
    if (counted != NULL) {
        return import_map_lists(counted, status);
    }
    if (!sheet_is_one_of(status, in_service) && !sheet_is_one_of(status, out_of_service)) {
        diag_add(m->diag, DIAG_UNKNOWN_CHOICE, row->cell_at[INV_STATUS],
                 "status: is a device that is '%s' in service?", status);
        diag_note(m->diag, "list what is in a map (--map): counted: [Active, \"%s\", ...]", status);
    }
    return sheet_is_one_of(status, in_service);
}

/* ----------------------------------------------------------------------- room */

/* With several rooms in the file, one must be chosen. */
static bool check_rooms(const struct importer *m)
{
    const struct sheet *const sheet = &m->inventory->sheet;
    const char *const wanted = m->inventory->request->room;
    struct names rooms = {.arena = m->arena};
    struct text all = {0};
    bool is_there = false;

    for (size_t i = 0; i < sheet->n; i++) {
        const char *const room = sheet->rows[i].text[INV_ROOM];
        is_there = is_there || (room != NULL && wanted != NULL && strcmp(room, wanted) == 0);
        if (room != NULL && names_add(&rooms, room, (long)i, sheet->rows[i].at) == NAME_NOT_FOUND &&
            rooms.n <= 12) {
            text_add(&all, "%s'%s'", rooms.n > 1 ? ", " : "", room);
        }
    }
    const bool is_good = wanted != NULL ? is_there : rooms.n <= 1;
    const struct span whole = {.source = sheet->source};
    if (!is_good && wanted != NULL) {
        const char *const near = names_nearest(&rooms, wanted);
        diag_add(m->diag, DIAG_UNKNOWN_NAME, whole, "--room: there is no room '%s'%s%s%s", wanted,
                 near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
                 near != NULL ? "'?" : "");
    } else if (!is_good) {
        diag_add(m->diag, DIAG_TWO_MEANINGS, whole,
                 "the inventory has %zu rooms; choose one with --room (%s)", rooms.n, all.at);
    }
    text_release(&all);
    return is_good;
}

static bool is_in_room(const struct importer *m, const struct sheet_row *row)
{
    const char *const wanted = m->inventory->request->room;
    const char *const room = row->text[INV_ROOM];

    return wanted == NULL || (room != NULL && strcmp(room, wanted) == 0);
}

/* ---------------------------------------------------------------------- racks */

static size_t add_rack(struct gatherer *g, const struct sheet_row *row)
{
    struct inventory *const v = g->m->inventory;

    v->racks[v->n_racks] = (struct inventory_rack){
        .id = v->n_racks,
        .name = row->text[INV_RACK],
        .row = row->text[INV_ROW],
        .at = row->cell_at[INV_RACK],
        .height_u = (double)NAN,
        .limit_w = (double)NAN,
        .circuit = {.voltage_v = (double)NAN},
    };
    return v->n_racks++;
}

/* Racks are told apart by row and name: many halls number them anew in every row. A line that does not
 * say its row belongs to the rack of that name. */
static size_t rack_of(struct gatherer *g, const struct sheet_row *row)
{
    struct inventory *const v = g->m->inventory;
    const char *const name = row->text[INV_RACK];
    const char *const row_name = row->text[INV_ROW];
    const long same = names_find(&g->by_name, name, NULL);

    if (row_name == NULL && same != NAME_NOT_FOUND) {
        return (size_t)same;
    }
    if (row_name == NULL) {
        const size_t id = add_rack(g, row);
        (void)names_add(&g->by_name, name, (long)id, row->at);
        return id;
    }
    const char *const place = text_print(g->m->arena, "%s\n%s", row_name, name);
    const long known = names_find(&g->by_place, place, NULL);
    if (known != NAME_NOT_FOUND) {
        return (size_t)known;
    }
    const bool adopts = same != NAME_NOT_FOUND && v->racks[same].row == NULL;
    const size_t id = adopts ? (size_t)same : add_rack(g, row);
    v->racks[id].row = row_name;
    (void)names_add(&g->by_place, place, (long)id, row->at);
    (void)names_add(&g->by_name, name, (long)id, row->at);
    return id;
}

/* A value of the rack that its rows repeat; two that differ are none. */
static void take_rack_number(struct importer *m, const struct inventory_rack *rack,
                             const struct sheet_row *row, enum inventory_field field, double *value)
{
    const double found = row->number[field];

    if (isnan(found) || found == *value || isinf(*value)) {
        return;
    }
    if (!isnan(*value)) {
        diag_add(m->diag, DIAG_NOT_TAKEN, row->cell_at[field],
                 "rack '%s': its rows say %g and %g here; it is taken as not known", rack->name,
                 *value, found);
        *value = (double)INFINITY;
        return;
    }
    *value = found;
}

/* -------------------------------------------------------------------- devices */

static size_t model_of(struct gatherer *g, const struct sheet_row *row)
{
    struct inventory *const v = g->m->inventory;
    const char *const model = row->text[INV_MODEL];
    const char *const maker = row->text[INV_MAKER];

    if (model == NULL) {
        return SIZE_MAX;
    }
    const char *const key = text_print(g->m->arena, "%s\n%s", maker != NULL ? maker : "", model);
    const long known = names_add(&g->models, key, (long)v->n_models, row->at);
    if (known != NAME_NOT_FOUND) {
        return (size_t)known;
    }
    v->models[v->n_models] =
        (struct inventory_model){.maker = maker, .model = model, .at = row->cell_at[INV_MODEL]};
    return v->n_models++;
}

/* A row that names a rack and nothing in it. */
static bool is_bare(const struct sheet_row *row)
{
    return row->text[INV_MODEL] == NULL && row->text[INV_NAME] == NULL &&
           row->text[INV_NAMEPLATE] == NULL && row->text[INV_MEASURED] == NULL;
}

static void take_device(struct gatherer *g, const struct sheet_row *row, size_t rack)
{
    struct inventory *const v = g->m->inventory;
    const double count = isnan(row->number[INV_COUNT]) ? 1.0 : row->number[INV_COUNT];

    v->devices[v->n_devices++] = (struct inventory_device){
        .row = row,
        .rack = rack,
        .model = model_of(g, row),
        .count = count,
        .height_u = row->number[INV_HEIGHT],
        .mass_kg = row->number[INV_MASS],
        .nameplate_w = row->number[INV_NAMEPLATE],
        .measured_w = row->number[INV_MEASURED],
        .peak_w = row->number[INV_PEAK],
        .draw_w = (double)NAN,
        .airflow_m3s = row->number[INV_AIRFLOW],
        .supplies = (double)NAN,
    };
}

static void take_row(struct gatherer *g, const struct sheet_row *row)
{
    struct inventory *const v = g->m->inventory;
    const double count = isnan(row->number[INV_COUNT]) ? 1.0 : row->number[INV_COUNT];

    if (!is_in_room(g->m, row)) {
        return;
    }
    if (!is_counted(g->m, row)) {
        v->n_not_counted += count;
        return;
    }
    if (row->text[INV_RACK] == NULL) {
        v->n_without_rack += count;
        return;
    }
    const size_t id = rack_of(g, row);
    struct inventory_rack *const rack = &v->racks[id];
    take_rack_number(g->m, rack, row, INV_RACK_HEIGHT, &rack->height_u);
    take_rack_number(g->m, rack, row, INV_RACK_LIMIT, &rack->limit_w);
    if (is_bare(row)) {
        rack->bare = row;
    } else {
        take_device(g, row, id);
    }
}

/* ---------------------------------------------------------------------- order */

static int compare_racks(const void *a, const void *b)
{
    const struct inventory_rack *const x = a;
    const struct inventory_rack *const y = b;
    const int by_row = strverscmp(x->row != NULL ? x->row : "", y->row != NULL ? y->row : "");

    return by_row != 0 ? by_row : strverscmp(x->name, y->name);
}

/* Racks row by row, and the devices of each rack together, in the order of the file. */
static void sort(struct importer *m)
{
    struct inventory *const v = m->inventory;
    size_t *const rank = ARENA_ARRAY(m->arena, size_t, v->n_racks, "inventory");
    size_t *const next = ARENA_ARRAY(m->arena, size_t, v->n_racks + 1, "inventory");
    struct inventory_device *const sorted =
        ARENA_ARRAY(m->arena, struct inventory_device, v->n_devices, "inventory");

    qsort(v->racks, v->n_racks, sizeof *v->racks, compare_racks);
    for (size_t r = 0; r < v->n_racks; r++) {
        rank[v->racks[r].id] = r;
    }
    for (size_t i = 0; i < v->n_devices; i++) {
        v->devices[i].rack = rank[v->devices[i].rack];
        next[v->devices[i].rack + 1]++;
    }
    for (size_t r = 0; r < v->n_racks; r++) {
        next[r + 1] += next[r];
        v->racks[r].devices = sorted + next[r];
        v->racks[r].n_devices = next[r + 1] - next[r];
    }
    for (size_t i = 0; i < v->n_devices; i++) {
        sorted[next[v->devices[i].rack]++] = v->devices[i];
    }
    v->devices = sorted;
}

/* Racks of one name in several rows get the row's name before theirs; a scenario has one of each. */
static void name_apart(struct importer *m)
{
    struct inventory *const v = m->inventory;
    struct names seen = {.arena = m->arena};
    struct names twice = {.arena = m->arena};

    for (size_t r = 0; r < v->n_racks; r++) {
        if (names_add(&seen, v->racks[r].name, (long)r, v->racks[r].at) != NAME_NOT_FOUND) {
            (void)names_add(&twice, v->racks[r].name, (long)r, v->racks[r].at);
        }
    }
    for (size_t r = 0; r < v->n_racks; r++) {
        struct inventory_rack *const rack = &v->racks[r];
        if (names_find(&twice, rack->name, NULL) != NAME_NOT_FOUND) {
            rack->name = text_print(m->arena, "%s-%s", rack->row, rack->name);
        }
    }
}

void import_racks(struct importer *m)
{
    struct inventory *const v = m->inventory;
    const size_t n_errors = diag_n_errors(m->diag);
    struct gatherer g = {.m = m,
                         .by_place = {.arena = m->arena},
                         .by_name = {.arena = m->arena},
                         .models = {.arena = m->arena}};

    if (!check_rooms(m)) {
        return;
    }
    v->racks = ARENA_ARRAY(m->arena, struct inventory_rack, v->sheet.n, "inventory");
    v->devices = ARENA_ARRAY(m->arena, struct inventory_device, v->sheet.n, "inventory");
    v->models = ARENA_ARRAY(m->arena, struct inventory_model, v->sheet.n, "inventory");
    for (size_t i = 0; i < v->sheet.n; i++) {
        take_row(&g, &v->sheet.rows[i]);
    }
    if (diag_n_errors(m->diag) > n_errors) {
        return;
    }
    if (v->n_racks == 0) {
        diag_add(m->diag, DIAG_FILE_EMPTY, (struct span){.source = v->sheet.source},
                 "no row of the inventory is of a rack in service");
        return;
    }
    sort(m);
    name_apart(m);
    for (size_t r = 0; r < v->n_racks; r++) {
        struct inventory_rack *const rack = &v->racks[r];
        rack->height_u = isinf(rack->height_u) ? (double)NAN : rack->height_u;
        rack->limit_w = isinf(rack->limit_w) ? (double)NAN : rack->limit_w;
        rack->own = import_map_for(v->map.racks, rack->name);
    }
}
