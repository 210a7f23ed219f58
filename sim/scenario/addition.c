/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/addition.h"

#include <math.h>
#include <string.h>

#include "sim/scenario/decode.h"
#include "sim/scenario/schema_tables.h"

/* No rack holds more of anything: bounds nodes without height. */
enum { MOST_IN_RACK = 60 };

/* Rounding of units that were added up. */
#define SLACK_U 1e-9
#define SLACK_M 1e-6

const char *addition_obstacle_text(enum addition_obstacle o)
{
    static const char *const texts[OBSTACLE_COUNT] = {"",      "taken",   "contents not known",
                                                      "space", "coolant", "cold plates"};

    return texts[o];
}

/* ------------------------------------------------------------------- read */

/* The entry that is meant, or NULL after adding an error. */
static const struct catalog_entry *find_entry(const struct scenario *s, const char *name,
                                              struct diag *diag, struct span at)
{
    const struct catalog_entry *const entry = catalog_find(&s->catalogue, name);

    if (entry == NULL) {
        const char *const node = catalog_nearest(&s->catalogue, "node", name);
        const char *const near = node != NULL ? node : catalog_nearest(&s->catalogue, "rack", name);
        diag_add(diag, DIAG_NOT_IN_CATALOGUE, at, "the catalogue has no node or rack '%s'%s%s%s",
                 name, near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
                 near != NULL ? "'?" : "");
        diag_note(diag, "`headroom catalog --kind node` and `--kind rack` list them");
        return NULL;
    }
    if (strcmp(entry->kind, "node") != 0 && strcmp(entry->kind, "rack") != 0) {
        diag_add(diag, DIAG_WRONG_ENTRY, at,
                 "the catalogue entry '%s' is a %s; a node or a rack can be added", name,
                 entry->kind);
        return NULL;
    }
    return entry;
}

/* A mapping as a user would write it: text is YAML of the program's own. */
static const struct doc_node *written(struct arena *arena, const char *text, struct diag *diag)
{
    struct doc_node *root = NULL;
    const uint16_t source = diag_add_source(diag, "--add", view_of(text), (struct span){0});

    return doc_parse(arena, source, view_of(text), diag, &root) == STATUS_OK ? root : NULL;
}

static void decode_into(struct arena *arena, const struct scenario *s, const char *text,
                        const struct table *table, struct diag *diag, void *ret)
{
    struct decoder d = {.arena = arena,
                        .diag = diag,
                        .catalogue = s != NULL ? &s->catalogue : NULL,
                        .values = {.arena = arena}};
    const struct doc_node *const map = written(arena, text, diag);

    if (map != NULL) {
        decode_map(&d, map, (struct provenance){.origin = ORIGIN_SET}, table, ret);
    }
}

static void find_workload(const struct scenario *s, struct name_ref *ref, struct diag *diag)
{
    const struct scn_workload *const workloads = s->tree->workloads.items;
    struct nearest near = {.word = ref->text};

    ref->index = NAME_NOT_FOUND;
    for (size_t i = 0; i < s->tree->workloads.n; i++) {
        if (strcmp(workloads[i].name, ref->text) == 0) {
            ref->index = (long)i;
            return;
        }
        nearest_try(&near, workloads[i].name);
    }
    const char *const found = nearest_found(&near);
    diag_add(diag, DIAG_UNKNOWN_NAME, ref->at, "there is no workload '%s'%s%s%s", ref->text,
             found != NULL ? "; did you mean '" : "", found != NULL ? found : "",
             found != NULL ? "'?" : "");
}

static void finish_node(const struct scenario *s, const struct addition_request *request,
                        struct span at, struct diag *diag, struct scn_node *node)
{
    if (request->workload != NULL) {
        node->workload = (struct name_ref){.text = request->workload, .at = at};
    }
    if (node->workload.text != NULL) {
        find_workload(s, &node->workload, diag);
    } else {
        node->workload.index = NAME_NOT_FOUND;
    }
    if (!isnan(request->cap_w)) {
        node->cap_w = request->cap_w;
    }
    if (node->model.info == NULL) {
        diag_add(diag, DIAG_MISSING_KEY, at, "nothing says what '%s' draws: it has no model",
                 request->entry);
    }
}

enum status addition_read(struct arena *arena, const struct scenario *scenario,
                          const struct addition_request *request, struct diag *diag,
                          struct addition *ret)
{
    const size_t n_errors = diag_n_errors(diag);
    const struct span at = {.source =
                                diag_add_source(diag, "--add", (struct view){0}, (struct span){0})};
    const struct catalog_entry *const entry = find_entry(scenario, request->entry, diag, at);

    *ret = (struct addition){.name = request->entry};
    if (entry == NULL) {
        return STATUS_BAD_INPUT;
    }
    ret->is_rack = strcmp(entry->kind, "rack") == 0;
    const char *const text =
        text_print(arena, ret->is_rack ? "{name: added, use: '%s'}" : "{use: '%s'}", entry->name);
    decode_into(arena, scenario, text, ret->is_rack ? &schema_rack : &schema_node, diag,
                ret->is_rack ? (void *)&ret->rack : (void *)&ret->node);
    ret->air = arena_take(arena, 1, sizeof *ret->air, "addition");
    decode_into(arena, scenario, "{model: air}", &schema_cooling, diag, ret->air);
    if (diag_n_errors(diag) > n_errors) {
        return STATUS_BAD_INPUT;
    }
    struct scn_node *const nodes = ret->is_rack ? ret->rack.nodes.items : &ret->node;
    const size_t n = ret->is_rack ? ret->rack.nodes.n : 1;
    for (size_t k = 0; k < n; k++) {
        finish_node(scenario, request, at, diag, &nodes[k]);
    }
    if (n == 0) {
        diag_add(diag, DIAG_MISSING_KEY, at, "the rack '%s' has nothing in it", request->entry);
    }
    return diag_n_errors(diag) > n_errors ? STATUS_BAD_INPUT : STATUS_OK;
}

/* ------------------------------------------------------------------- room */

static const struct cooling_model *cooling_of(const struct scn_rack *rack)
{
    return (const struct cooling_model *)rack->cooling->model.info;
}

static bool is_empty(const struct scn_rack *rack)
{
    const struct scn_node *const nodes = rack->nodes.items;
    double n = 0.0;

    for (size_t k = 0; k < rack->nodes.n; k++) {
        n += nodes[k].count;
    }
    return n == 0.0;
}

static double free_u(const struct scn_rack *rack)
{
    const struct scn_node *const nodes = rack->nodes.items;
    double left_u = rack->height_u;

    for (size_t k = 0; k < rack->nodes.n; k++) {
        left_u -= isnan(nodes[k].height_u) ? 0.0 : nodes[k].height_u * nodes[k].count;
    }
    return left_u;
}

/* A door or a bath serves whatever stands behind or in it. */
static bool takes_air_heat(const struct scn_rack *position)
{
    const struct cooling_model *const c = cooling_of(position);

    return c->needs_coolant && !c->takes_plates;
}

static size_t room_for_rack(const struct addition *a, const struct scn_rack *position,
                            enum addition_obstacle *ret_obstacle)
{
    const struct scn_rack *const rack = &a->rack;

    if (!is_empty(position)) {
        *ret_obstacle = OBSTACLE_TAKEN;
    } else if (rack->width_m > position->width_m + SLACK_M ||
               rack->depth_m > position->depth_m + SLACK_M) {
        *ret_obstacle = OBSTACLE_SPACE;
    } else if (cooling_of(rack)->needs_coolant && position->cdus.n == 0) {
        *ret_obstacle = OBSTACLE_LIQUID;
    }
    return *ret_obstacle == OBSTACLE_NONE ? 1 : 0;
}

static size_t room_for_nodes(const struct addition *a, const struct scn_rack *position,
                             enum addition_obstacle *ret_obstacle)
{
    const struct cooling_model *const c = cooling_of(position);
    const double height_u = isnan(a->node.height_u) ? 1.0 : a->node.height_u;
    const double n = height_u > 0.0 ? floor(free_u(position) / height_u + SLACK_U) : MOST_IN_RACK;

    if (a->node.is_liquid_cooled && !c->takes_plates && !c->is_immersed) {
        *ret_obstacle = OBSTACLE_LIQUID;
        return 0;
    }
    if (!a->node.is_liquid_cooled && c->takes_plates && !is_empty(position)) {
        *ret_obstacle = OBSTACLE_PLATES;
        return 0;
    }
    *ret_obstacle = n < 1.0 ? OBSTACLE_SPACE : OBSTACLE_NONE;
    return n < 1.0 ? 0 : (size_t)fmin(n, MOST_IN_RACK);
}

size_t addition_room(const struct addition *a, const struct scn_rack *position,
                     enum addition_obstacle *ret_obstacle)
{
    *ret_obstacle = OBSTACLE_NONE;
    if (!position->nodes.is_given) {
        *ret_obstacle = OBSTACLE_CONTENTS;
        return 0;
    }
    return a->is_rack ? room_for_rack(a, position, ret_obstacle)
                      : room_for_nodes(a, position, ret_obstacle);
}

/* ------------------------------------------------------------------ place */

static void place_rack(const struct addition *a, const struct scn_rack *position,
                       struct scn_rack *ret)
{
    const bool has_own = cooling_of(&a->rack)->needs_coolant;

    *ret = a->rack;
    ret->at = position->at;
    ret->name = position->name;
    ret->cooling = !has_own && takes_air_heat(position) ? position->cooling : a->rack.cooling;
    ret->feeds = position->feeds;
    ret->cdus = cooling_of(ret)->needs_coolant ? position->cdus : (struct name_list){0};
    ret->circuit = position->circuit != NULL ? position->circuit : a->rack.circuit;
    ret->tiles = position->tiles != NULL ? position->tiles : a->rack.tiles;
    ret->phase = position->phase;
    ret->limit_w = fmin(position->limit_w, a->rack.limit_w); /* what is not known drops out */
    ret->air_max_w = fmin(position->air_max_w, a->rack.air_max_w);
    ret->coolant_supply_max_c = fmin(position->coolant_supply_max_c, a->rack.coolant_supply_max_c);
    ret->width_m = position->width_m; /* the row stays where it stands */
    ret->depth_m = position->depth_m;
}

static void place_nodes(struct arena *arena, const struct addition *a,
                        const struct scn_rack *position, size_t n, struct scn_rack *ret)
{
    const size_t n_before = position->nodes.n;
    struct scn_node *const nodes = ARENA_ARRAY(arena, struct scn_node, n_before + 1, "addition");

    if (n_before > 0) {
        memcpy(nodes, position->nodes.items, n_before * sizeof *nodes);
    }
    nodes[n_before] = a->node;
    nodes[n_before].count = (double)n;
    *ret = *position;
    ret->nodes.items = nodes;
    ret->nodes.n = n_before + 1;
    if (!a->node.is_liquid_cooled && cooling_of(position)->takes_plates) {
        ret->cooling = a->air; /* room_for_nodes lets it only where nothing is */
        ret->cdus = (struct name_list){0};
    }
    ret->mass_kg += (double)n * a->node.mass_kg; /* stays not known when either is */
}

void addition_place(struct arena *arena, const struct addition *a, const struct scn_rack *position,
                    size_t n, struct scn_rack *ret_rack)
{
    if (n == 0) {
        *ret_rack = *position;
    } else if (a->is_rack) {
        place_rack(a, position, ret_rack);
    } else {
        place_nodes(arena, a, position, n, ret_rack);
    }
}

static void *copied(struct arena *arena, const struct list *list, size_t size)
{
    void *const copy = arena_take(arena, list->n, size, "addition");

    if (list->n > 0) {
        memcpy(copy, list->items, list->n * size);
    }
    return copy;
}

const struct scenario *addition_apply(struct arena *arena, const struct addition_change *c)
{
    struct scenario *const s = arena_take(arena, 1, sizeof *s, "addition");
    const struct list sites = {.items = c->scenario->sites, .n = c->scenario->n_sites};
    size_t r = 0;

    *s = *c->scenario;
    s->sites = copied(arena, &sites, sizeof(struct scn_site));
    struct scn_site *const site = &s->sites[c->site];
    site->outdoor = c->outdoor != NULL ? c->outdoor : site->outdoor;
    struct scn_hall *const halls = copied(arena, &site->halls, sizeof *halls);
    struct scn_hall *const hall = &halls[c->hall];
    site->halls.items = halls;
    struct scn_row *const rows = copied(arena, &hall->rows, sizeof *rows);
    hall->rows.items = rows;
    for (size_t i = 0; i < hall->rows.n; i++) {
        const struct scn_rack *const before = rows[i].racks.items;
        struct scn_rack *const racks =
            ARENA_ARRAY(arena, struct scn_rack, rows[i].racks.n, "addition");
        for (size_t k = 0; k < rows[i].racks.n; k++) {
            addition_place(arena, c->addition, &before[k], c->n[r++], &racks[k]);
        }
        rows[i].racks.items = racks;
    }
    return s;
}

enum status addition_outdoor(struct arena *arena, double dry_bulb_c, double wet_bulb_c,
                             struct scn_outdoor **ret_outdoor)
{
    struct diag *const diag = diag_create(arena);
    struct scn_outdoor *const outdoor = arena_take(arena, 1, sizeof *outdoor, "addition");

    decode_into(arena, NULL,
                text_print(arena, "{model: constant, dry_bulb: %.17g degC, wet_bulb: %.17g degC}",
                           dry_bulb_c, fmin(wet_bulb_c, dry_bulb_c)),
                &schema_outdoor, diag, outdoor);
    *ret_outdoor = outdoor;
    return diag_n_errors(diag) == 0 ? STATUS_OK : STATUS_OUT_OF_RANGE;
}
