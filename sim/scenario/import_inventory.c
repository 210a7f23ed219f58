/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "sim/scenario/import_parts.h"
#include "sim/scenario/load.h"

/* Headings of exports that are in use; a map names the rest. Bounds: what no device or rack of today
 * exceeds by far; a density of power is looked at in import_doubts.c. */
static const struct sheet_field fields[] = {
    [INV_RACK] = {.name = "rack",
                  .headings =
                      "rack|cabinet|cab|rackname|cabinetname|rackid|rackcabinet|racklocation"},
    [INV_ROW] = {.name = "row", .headings = "row|rackrow|cabinetrow|rowname|rowlabel|aisle"},
    [INV_ROOM] = {.name = "room",
                  .headings =
                      "room|hall|location|datahall|datacenter|datacentre|zone|locationname"},
    [INV_POSITION] = {.name = "position",
                      .si = "U",
                      .bare = "U",
                      .min = 0.0,
                      .max = 100.0,
                      .headings = "position|uposition|unumber|rackposition|startu|rackunit|slot|"
                                  "upos|rackpositionu|ulocation|bottomu"},
    [INV_HEIGHT] = {.name = "height",
                    .si = "U",
                    .bare = "U",
                    .min = 0.0,
                    .max = 60.0,
                    .headings = "height|uheight|rus|ru|heightu|rackunits|size|us|usize|unitheight|"
                                "itemheight"},
    [INV_FACE] = {.name = "face", .headings = "face|side|rackface|mountedside|backside"},
    [INV_NAME] = {.name = "name",
                  .headings = "name|label|devicename|assetname|itemname|hostname|device|asset"},
    [INV_MAKER] = {.name = "manufacturer", .headings = "manufacturer|make|vendor|maker|brand|oem"},
    [INV_MODEL] = {.name = "model",
                   .headings = "model|type|devicetype|modelname|materialname|material|devicemodel|"
                               "producttype|product"},
    [INV_SERIAL] = {.name = "serial", .headings = "serial|serialno|serialnumber|sn"},
    [INV_STATUS] = {.name = "status",
                    .headings = "status|state|itemstatus|assetstatus|lifecycle|"
                                "operationalstatus"},
    [INV_COUNT] = {.name = "count",
                   .si = "-",
                   .bare = "-",
                   .min = 1.0,
                   .max = 10000.0,
                   .headings = "count|quantity|qty"},
    [INV_NAMEPLATE] = {.name = "nameplate",
                       .si = "W",
                       .min = 1.0,
                       .max = 5e5,
                       .headings = "nameplate|nameplatepower|ratedpower|rated|nominal|"
                                   "potentialpower|maximumdraw|maxpower|maximumpower|nominalpower|"
                                   "powerrating"},
    [INV_MEASURED] = {.name = "measured",
                      .si = "W",
                      .min = 1.0,
                      .max = 5e5,
                      .headings = "measured|measuredpower|actualpower|actual|averagepower|"
                                  "meanpower|activepower|measuredload"},
    [INV_PEAK] = {.name = "peak",
                  .si = "W",
                  .min = 1.0,
                  .max = 5e5,
                  .headings = "peak|peakpower|measuredpeak|measuredmax|maxmeasured|peakload"},
    [INV_AIRFLOW] = {.name = "airflow",
                     .si = "m3/s",
                     .min = 1e-5,
                     .max = 50.0,
                     .headings = "airflow|airflowrate|designairflow"},
    [INV_MASS] = {.name = "weight",
                  .si = "kg",
                  .min = 0.05,
                  .max = 3000.0,
                  .headings = "weight|mass|itemweight"},
    [INV_FEED_A] = {.name = "feed_a",
                    .headings = "feeda|powerfeeda|pdua|afeed|primaryfeed|powera|sourcea|rpdua"},
    [INV_FEED_B] = {.name = "feed_b",
                    .headings = "feedb|powerfeedb|pdub|bfeed|redundantfeed|powerb|sourceb|rpdub"},
    [INV_RACK_HEIGHT] = {.name = "rack_height",
                         .si = "U",
                         .bare = "U",
                         .min = 1.0,
                         .max = 60.0,
                         .headings = "rackheight|cabinetheight|rackuheight|racksize"},
    [INV_RACK_LIMIT] = {.name = "rack_limit",
                        .si = "W",
                        .min = 100.0,
                        .max = 2e6,
                        .headings = "racklimit|rackpowerlimit|cabinetpowerlimit|rackcapacity|"
                                    "rackmaxpower|maxrackpower"},
    {0},
};

/* They may be the maker's figure, a planner's or a meter's. */
static const char two_meanings[] =
    "power|watts|kw|load|draw|powerconsumption|powerdraw|consumption|"
    "powerusage|w|budgetedpower|powerload|devicepower";

/* ------------------------------------------------------------------------ hall */

static void read_hall(struct importer *m)
{
    const char *const path = m->inventory->request->hall_path;
    struct doc_node *root = NULL;

    if (path == NULL || scenario_read(m->arena, path, m->diag, &root) != STATUS_OK) {
        return;
    }
    m->inventory->hall = doc_find(root, "hall", NULL);
    if (m->inventory->hall == NULL || m->inventory->hall->kind != DOC_MAP) {
        m->inventory->hall = NULL;
        diag_add(m->diag, DIAG_MISSING_KEY, root->at,
                 "%s has no 'hall'; --into needs a scenario of one hall", path);
    }
}

const struct doc_node *inventory_hall_row(const struct inventory *inventory, const char *name)
{
    const struct doc_node *const rows =
        inventory->hall != NULL ? doc_find(inventory->hall, "rows", NULL) : NULL;

    for (size_t i = 0; rows != NULL && rows->kind == DOC_LIST && i < rows->n; i++) {
        const struct doc_node *const its = doc_find(rows->items[i], "name", NULL);
        if (its != NULL && its->kind == DOC_VALUE && strcmp(its->text, name) == 0) {
            return rows->items[i];
        }
    }
    return NULL;
}

const struct inventory_model *inventory_model_of(const struct inventory *inventory,
                                                 const struct inventory_device *device)
{
    return device->model != SIZE_MAX ? &inventory->models[device->model] : NULL;
}

const struct catalog_entry *inventory_entry_of(const struct inventory *inventory,
                                               const struct inventory_device *device)
{
    const struct inventory_model *const model = inventory_model_of(inventory, device);

    return model != NULL ? model->entry : NULL;
}

/* ------------------------------------------------------------------------ file */

static void read_sheet(struct importer *m)
{
    struct inventory *const v = m->inventory;
    const struct sheet_request request = {.path = v->request->path,
                                          .fields = fields,
                                          .two_meanings = two_meanings,
                                          .columns = v->map.columns};
    const enum status st = sheet_read(m->arena, &request, m->diag, &v->sheet);

    if (st == STATUS_OK && !v->sheet.has_field[INV_RACK]) {
        const struct span first = {.source = v->sheet.source, .line = 1, .column = 1, .length = 1};
        diag_add(m->diag, DIAG_MISSING_KEY, first, "the inventory has no column for the rack");
        diag_note(m->diag, "say which it is in a map (--map): columns: {\"HEADING\": rack}");
    }
}

enum status inventory_read(struct arena *arena, const struct inventory_request *request,
                           struct diag *diag, struct inventory **ret_inventory)
{
    const size_t n_errors = diag_n_errors(diag);
    struct inventory *const v = arena_take(arena, 1, sizeof *v, "inventory");
    struct importer m = {.arena = arena, .diag = diag, .inventory = v};

    v->request = request;
    const enum status results[] = {
        scenario_load_catalogue(arena, diag, &m.catalogue),
        import_map_read(arena, request->map_path, diag, &v->map),
        netbox_types_read(arena, request->type_paths, request->n_type_paths, diag, &m.types),
        netbox_feeds_read(arena, request->feeds_path, diag, &v->power_feeds),
    };
    (void)results; /* what went wrong is in diag, and the rest is looked at all the same */
    read_hall(&m);
    read_sheet(&m);
    if (diag_n_errors(diag) == n_errors) {
        import_racks(&m);
    }
    if (diag_n_errors(diag) == n_errors) {
        import_match(&m);
        import_feeds(&m);
        import_doubts(&m);
        import_gaps(&m);
    }
    *ret_inventory = v;
    return diag_n_errors(diag) == n_errors ? STATUS_OK : STATUS_BAD_INPUT;
}
