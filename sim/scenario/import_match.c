/* import_match.c - what each model is by catalogue and device types, and what each device then draws.
 *
 * A model is matched by its whole name, letters and digits alone compared: with the name of an entry, or
 * with its title up to the first comma or bracket. Nothing is matched by likeness; the nearest entry is
 * only told.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "sim/base/units.h"
#include "sim/scenario/import_parts.h"

/* No tray that is shipped or announced takes as much in a rack unit; the densest take about 7 kW. */
static const double most_w_per_u = 15e3;
/* Batteries and storage full of drives weigh about 50 kg a rack unit. */
static const double most_kg_per_u = 120.0;

/* ------------------------------------------------------------------- catalogue */

static const char *text_of(const struct doc_node *node, const char *key)
{
    const struct doc_node *const value = doc_find(node, key, NULL);

    return value != NULL && value->kind == DOC_VALUE ? value->text : NULL;
}

double import_entry_number(const struct catalog_entry *entry, const char *key, const char *si)
{
    const struct doc_node *value = doc_find(entry->node, key, NULL);
    double number = 0.0;
    size_t taken = 0;

    if (value != NULL && value->kind == DOC_MAP) {
        value = doc_find(value, "value", NULL);
    }
    if (value == NULL || value->kind != DOC_VALUE ||
        text_to_double(view_of(value->text), &number, &taken) != NUMBER_OK) {
        return (double)NAN;
    }
    const char *unit = value->text + taken;
    unit += strspn(unit, " ");
    const struct unit *const found = units_find(units_dimension(si), unit);
    return found != NULL ? number * found->factor + found->offset : (double)NAN;
}

static bool is_thing(const struct catalog_entry *entry)
{
    return strcmp(entry->kind, "node") == 0 || strcmp(entry->kind, "rack") == 0;
}

/* The title's name: "NVIDIA DGX B200, air cooled" is the NVIDIA DGX B200. */
static const char *plain_title(struct arena *arena, const struct catalog_entry *entry)
{
    const char *const title = text_of(entry->node, "title");

    if (title == NULL) {
        return "";
    }
    return sheet_plain(arena, text_copy(arena, (struct view){title, strcspn(title, ",(")}));
}

static const struct catalog_entry *find_entry(const struct importer *m, const char *plain,
                                              const char *whole, const char **ret_how)
{
    for (size_t i = 0; i < m->catalogue.n; i++) {
        const struct catalog_entry *const e = &m->catalogue.entries[i];
        const struct arena_mark mark = arena_mark(m->arena);
        const char *const name = sheet_plain(m->arena, e->name);
        const char *const title = plain_title(m->arena, e);
        const bool by_name = strcmp(name, plain) == 0 || strcmp(name, whole) == 0;
        const bool by_title = strcmp(title, plain) == 0 || strcmp(title, whole) == 0;
        arena_reset(m->arena, mark);
        if (is_thing(e) && (by_name || by_title)) {
            *ret_how = by_name ? "by its name" : "by its title";
            return e;
        }
    }
    return NULL;
}

static const struct device_type *find_type(const struct importer *m, const char *plain,
                                           const char *whole)
{
    for (size_t i = 0; i < m->types.n; i++) {
        const struct device_type *const t = &m->types.items[i];
        for (size_t k = 0; k < sizeof t->plain / sizeof t->plain[0]; k++) {
            if (t->plain[k] != NULL &&
                (strcmp(t->plain[k], plain) == 0 || strcmp(t->plain[k], whole) == 0)) {
                return t;
            }
        }
    }
    return NULL;
}

/* A model that the user named an entry for. */
static void take_mapped(const struct importer *m, struct inventory_model *model, const char *wanted)
{
    const struct catalog_entry *const e = catalog_find(&m->catalogue, wanted);

    if (e != NULL && is_thing(e)) {
        model->entry = e;
        model->how = "by the map";
        return;
    }
    const char *const near = catalog_nearest(&m->catalogue, "node", wanted);
    diag_add(m->diag, DIAG_NOT_IN_CATALOGUE, model->at,
             "model '%s': the map names '%s', which is no node or rack of the catalogue%s%s%s",
             model->model, wanted, near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
             near != NULL ? "'?" : "");
}

static void match_model(const struct importer *m, struct inventory_model *model)
{
    const char *const plain = sheet_plain(m->arena, model->model);
    const char *const whole =
        sheet_plain(m->arena, text_print(m->arena, "%s %s",
                                         model->maker != NULL ? model->maker : "", model->model));
    const char *const mapped = import_map_word(m->inventory->map.models, model->model);

    model->type = find_type(m, plain, whole);
    if (mapped != NULL) {
        take_mapped(m, model, mapped);
        return;
    }
    model->entry = find_entry(m, plain, whole, &model->how);
    if (model->entry == NULL) {
        model->nearest = catalog_nearest(&m->catalogue, "node", model->model);
    }
}

/* --------------------------------------------------------------------- devices */

static double known_or(double value, double otherwise)
{
    return isnan(value) ? otherwise : value;
}

/* What the device type knows and the inventory does not say. */
static void take_type(const struct importer *m, struct inventory_device *d,
                      const struct device_type *type)
{
    d->height_u = known_or(d->height_u, type->height_u);
    d->mass_kg = known_or(d->mass_kg, type->mass_kg);
    d->is_half_depth = type->is_half_depth;
    d->supplies = type->n_ports > 0.0 ? type->n_ports : (double)NAN;
    if (isnan(d->nameplate_w)) {
        const char *how = NULL;
        d->nameplate_w = netbox_type_w(type, m->inventory->map.ports, &how);
        d->nameplate_how = isnan(d->nameplate_w) ? NULL : how;
    }
}

/* A value beyond the density of any device is none. */
static void bound(const struct importer *m, const struct inventory_device *d,
                  enum inventory_field field, double *value)
{
    const bool is_mass = field == INV_MASS;
    const double most_per_u = is_mass ? most_kg_per_u : most_w_per_u;
    const char *const unit = is_mass ? "kg" : "W";

    if (isnan(d->height_u) || isnan(*value) || *value <= most_per_u * fmax(1.0, d->height_u)) {
        return;
    }
    diag_add(m->diag, DIAG_NOT_TAKEN, d->row->cell_at[field],
             "%g %s in %g U is more than any device has (%g %s a U); it is taken as not known",
             *value, unit, d->height_u, most_per_u, unit);
    *value = (double)NAN;
}

static void bound_all(const struct importer *m, struct inventory_device *d)
{
    bound(m, d, INV_NAMEPLATE, &d->nameplate_w);
    bound(m, d, INV_MEASURED, &d->measured_w);
    bound(m, d, INV_PEAK, &d->peak_w);
    bound(m, d, INV_MASS, &d->mass_kg);
}

/* The entry's airflow and mass stand in where its model does not draw. */
static void take_entry(struct inventory_device *d, const struct catalog_entry *entry)
{
    d->height_u = known_or(d->height_u, import_entry_number(entry, "height", "U"));
    d->mass_kg = known_or(d->mass_kg, import_entry_number(entry, "mass", "kg"));
    d->nameplate_w = known_or(d->nameplate_w, import_entry_number(entry, "nameplate", "W"));
    d->airflow_m3s = known_or(d->airflow_m3s, import_entry_number(entry, "airflow", "m3/s"));
}

/* The highest reading there is, else the nameplate. */
static void choose_draw(const struct importer *m, struct inventory_device *d)
{
    const double read_w = known_or(d->peak_w, d->measured_w);

    d->draw_is_measured = !isnan(read_w);
    d->draw_w = known_or(read_w, d->nameplate_w);
    if (isnan(d->airflow_m3s) && !isnan(m->inventory->map.airflow_m3_per_j)) {
        d->airflow_m3s = d->draw_w * m->inventory->map.airflow_m3_per_j;
        d->airflow_is_assumed = true;
    }
}

/* The map says so, or its device type, which has no power port and no bay that could hold one. */
static bool is_passive(const struct importer *m, const struct inventory_device *d,
                       const struct inventory_model *model)
{
    const struct device_type *const type = model != NULL ? model->type : NULL;
    const char *const name = model != NULL ? model->model : d->row->text[INV_NAME];

    return import_map_lists(m->inventory->map.passive, name) ||
           (type != NULL && type->n_ports == 0.0 && !type->has_bays && isnan(d->nameplate_w) &&
            isnan(d->measured_w) && isnan(d->peak_w));
}

static void take_device(const struct importer *m, struct inventory_device *d)
{
    const struct inventory_model *const model = inventory_model_of(m->inventory, d);
    const bool has_entry = model != NULL && model->entry != NULL;
    const bool has_reading = !isnan(d->peak_w) || !isnan(d->measured_w);

    if (model != NULL && model->type != NULL) {
        take_type(m, d, model->type);
    }
    bound_all(m, d);
    if (is_passive(m, d, model)) {
        d->is_passive = true;
        d->draw_w = 0.0;
        d->airflow_m3s = 0.0;
        return;
    }
    if (has_entry && (m->inventory->map.draw != DRAW_MEASURED || !has_reading)) {
        return; /* its entry says the rest */
    }
    if (has_entry) {
        take_entry(d, model->entry);
    }
    choose_draw(m, d);
}

static bool is_known(const struct inventory *v, const struct inventory_device *d)
{
    const bool has_entry = inventory_entry_of(v, d) != NULL;

    return (has_entry && isnan(d->draw_w)) || (!isnan(d->draw_w) && !isnan(d->airflow_m3s));
}

/* A whole rack that the inventory holds as one device, alone in its rack. */
static void take_rack(const struct inventory *v, struct inventory_rack *rack)
{
    const struct inventory_device *const d = rack->devices;
    const struct catalog_entry *const entry = rack->n_devices > 0 ? inventory_entry_of(v, d) : NULL;
    const bool is_rack = entry != NULL && strcmp(entry->kind, "rack") == 0;

    rack->entry = is_rack && rack->n_devices == 1 && d->count == 1.0 ? entry : NULL;
    const bool is_told = rack->own != NULL && doc_find(rack->own, "nodes", NULL) != NULL;
    rack->is_known = is_told || rack->n_devices > 0;
    for (size_t i = 0; i < rack->n_devices && !is_told; i++) {
        rack->is_known = rack->is_known && is_known(v, &rack->devices[i]);
    }
}

/* An entry of a whole rack cannot be a device beside others. */
static void check_racks_in_racks(const struct importer *m, const struct inventory_rack *rack)
{
    const struct inventory *const v = m->inventory;

    for (size_t i = 0; i < rack->n_devices && rack->entry == NULL; i++) {
        const struct inventory_device *const d = &rack->devices[i];
        const struct catalog_entry *const e = inventory_entry_of(v, d);
        if (e != NULL && strcmp(e->kind, "rack") == 0) {
            diag_add(m->diag, DIAG_WRONG_ENTRY, d->row->cell_at[INV_MODEL],
                     "'%s' is a whole rack of the catalogue, but rack '%s' holds more than it",
                     e->name, rack->name);
            diag_note(m->diag, "leave the other lines out, or map the model to a node");
        }
    }
}

void import_match(struct importer *m)
{
    struct inventory *const v = m->inventory;

    for (size_t i = 0; i < v->n_models; i++) {
        match_model(m, &v->models[i]);
    }
    for (size_t i = 0; i < v->n_devices; i++) {
        take_device(m, &v->devices[i]);
        if (v->devices[i].model != SIZE_MAX) {
            v->models[v->devices[i].model].n_devices += v->devices[i].count;
        }
    }
    for (size_t r = 0; r < v->n_racks; r++) {
        take_rack(v, &v->racks[r]);
        check_racks_in_racks(m, &v->racks[r]);
    }
}
