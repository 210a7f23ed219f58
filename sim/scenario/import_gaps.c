/* import_gaps.c - what an inventory leaves unknown, for how many racks, and which limit is then not told.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "sim/scenario/import_parts.h"

enum gap {
    GAP_CONTENTS,
    GAP_DRAW,
    GAP_AIRFLOW,
    GAP_ASSUMED,
    GAP_MEASURED,
    GAP_READING,
    GAP_PORTS,
    GAP_MASS,
    GAP_HEIGHT,
    GAP_POSITION,
    GAP_INLET,
    GAP_FEED,
    GAP_SECOND_FEED,
    GAP_MANY_FEEDS,
    GAP_CIRCUIT,
    GAP_RATING,
    GAP_RACK_HEIGHT,
    GAP_LIMIT,
    GAP_ROW,
    GAP_PLACE,
    GAP_COOLING,
    GAP_STATUS,
    GAP_RACKLESS,
    N_GAPS
};

static const struct {
    const char *what;
    const char *consequence;
} words[N_GAPS] = {
    [GAP_CONTENTS] = {"contents of the rack", "draw, heat, limits that racks share"},
    [GAP_DRAW] = {"draw: no nameplate, no reading", "its rack, limits that racks share"},
    [GAP_AIRFLOW] = {"airflow of the device", "its rack, limits that racks share"},
    [GAP_ASSUMED] = {"airflow: the map's assumption", "supply air, inlets: as good as that"},
    [GAP_MEASURED] = {"reading: nameplate is its draw", "draw stands at its upper bound"},
    [GAP_READING] = {"reading left: the entry draws", "draw is the entry's at full load"},
    [GAP_PORTS] = {"redundancy of its power ports", "nameplate: one port's or the sum"},
    [GAP_MASS] = {"weight", "floor, casters, lift"},
    [GAP_HEIGHT] = {"height", "space in the rack"},
    [GAP_POSITION] = {"position", "devices in one place are not seen"},
    [GAP_INLET] = {"warmest inlet allowed", "inlet maximum"},
    [GAP_FEED] = {"feed", "load of feeds, loss of a feed"},
    [GAP_SECOND_FEED] = {"a second feed", "taken as single-fed"},
    [GAP_MANY_FEEDS] = {"which device is on which feed", "all of them share the load"},
    [GAP_CIRCUIT] = {"circuit of the rack", "current of its whips, breakers"},
    [GAP_RATING] = {"rating of the element", "power, current of that element"},
    [GAP_RACK_HEIGHT] = {"height of the rack", "space; 42 U assumed"},
    [GAP_LIMIT] = {"power limit of the position", "rack power"},
    [GAP_ROW] = {"row", "places, containment; one row written"},
    [GAP_PLACE] = {"place of the row, its aisles", "recirculation; open aisles assumed"},
    [GAP_COOLING] = {"cooling of the hall", "supply air, coils, plant: stand-ins"},
    [GAP_STATUS] = {"(left out: out of service)", "what planned devices will draw"},
    [GAP_RACKLESS] = {"rack", "the device is left out"},
};

struct finder {
    struct importer *m;
    struct inventory_gap gaps[N_GAPS];
    size_t last_rack[N_GAPS]; /* 1 + the rack counted last */
};

static void add(struct finder *f, enum gap gap, size_t rack, double n_devices, struct span at)
{
    struct inventory_gap *const g = &f->gaps[gap];

    if (g->n_racks == 0 && g->n_devices == 0.0) {
        g->first = at;
    }
    g->n_devices += n_devices;
    if (f->last_rack[gap] != rack + 1) {
        f->last_rack[gap] = rack + 1;
        g->n_racks++;
    }
}

/* What is not known of a device that no entry describes. */
static void look_at_draw(struct finder *f, const struct inventory_device *d,
                         const struct device_type *type)
{
    const struct span at = d->row->at;

    if (isnan(d->draw_w) && type != NULL && type->n_ports > 1.0 && type->maximum_w > 0.0) {
        add(f, GAP_PORTS, d->rack, d->count, at);
    } else if (isnan(d->draw_w)) {
        add(f, GAP_DRAW, d->rack, d->count, at);
    } else if (isnan(d->airflow_m3s)) {
        add(f, GAP_AIRFLOW, d->rack, d->count, at);
    }
    if (!isnan(d->draw_w) && !d->draw_is_measured) {
        add(f, GAP_MEASURED, d->rack, d->count, at);
    }
    if (d->airflow_is_assumed) {
        add(f, GAP_ASSUMED, d->rack, d->count, at);
    }
}

/* What its entry gives it anyway; without an entry all of it is not known. */
struct given {
    double height_u;
    double mass_kg;
    double inlet_max_c;
};

static struct given given_by(const struct catalog_entry *entry)
{
    if (entry == NULL) {
        return (struct given){(double)NAN, (double)NAN, (double)NAN};
    }
    return (struct given){import_entry_number(entry, "height", "U"),
                          import_entry_number(entry, "mass", "kg"),
                          import_entry_number(entry, "inlet_max", "degC")};
}

static void look_at_device(struct finder *f, const struct inventory_device *d)
{
    const struct inventory *const v = f->m->inventory;
    const struct inventory_model *const model = inventory_model_of(v, d);
    const struct catalog_entry *const entry = model != NULL ? model->entry : NULL;
    const struct given given = given_by(entry);
    const bool draws_by_entry = entry != NULL && isnan(d->draw_w);
    const struct span at = d->row->at;

    if (!draws_by_entry && !d->is_passive) {
        look_at_draw(f, d, model != NULL ? model->type : NULL);
    } else if (draws_by_entry && (!isnan(d->peak_w) || !isnan(d->measured_w))) {
        add(f, GAP_READING, d->rack, d->count, at);
    }
    if (isnan(d->mass_kg) && isnan(given.mass_kg)) {
        add(f, GAP_MASS, d->rack, d->count, at);
    }
    if (isnan(d->height_u) && isnan(given.height_u)) {
        add(f, GAP_HEIGHT, d->rack, d->count, at);
    }
    if (isnan(d->row->number[INV_POSITION])) {
        add(f, GAP_POSITION, d->rack, d->count, at);
    }
    if (isnan(given.inlet_max_c) && v->racks[d->rack].entry == NULL && !d->is_passive) {
        add(f, GAP_INLET, d->rack, d->count, at);
    }
}

static bool says(const struct inventory_rack *rack, const char *key)
{
    return (rack->own != NULL && doc_find(rack->own, key, NULL) != NULL) ||
           (rack->entry != NULL && doc_find(rack->entry->node, key, NULL) != NULL);
}

static void look_at_rack(struct finder *f, size_t r)
{
    const struct inventory *const v = f->m->inventory;
    const struct inventory_rack *const rack = &v->racks[r];

    if (rack->n_devices == 0 && !says(rack, "nodes")) {
        add(f, GAP_CONTENTS, r, 0.0, rack->at);
    }
    if (!says(rack, "feeds")) {
        const enum gap gap = rack->n_feeds == 0   ? GAP_FEED
                             : rack->n_feeds == 1 ? GAP_SECOND_FEED
                                                  : GAP_MANY_FEEDS;
        if (rack->n_feeds != 2) {
            add(f, gap, r, 0.0, rack->at);
        }
    }
    if (isnan(rack->circuit.voltage_v) && !says(rack, "circuit")) {
        add(f, GAP_CIRCUIT, r, 0.0, rack->at);
    }
    if (isnan(rack->height_u) && !says(rack, "height")) {
        add(f, GAP_RACK_HEIGHT, r, 0.0, rack->at);
    }
    if (isnan(rack->limit_w) && !says(rack, "limit")) {
        add(f, GAP_LIMIT, r, 0.0, rack->at);
    }
    if (rack->row == NULL) {
        add(f, GAP_ROW, r, 0.0, rack->at);
    }
}

/* A row that neither the map nor the hall describes. */
static void look_at_rows(struct finder *f)
{
    const struct inventory *const v = f->m->inventory;

    for (size_t r = 0; r < v->n_racks; r++) {
        const char *const row = v->racks[r].row;
        if (row == NULL ||
            (import_map_for(v->map.rows, row) == NULL && inventory_hall_row(v, row) == NULL)) {
            add(f, GAP_PLACE, r, 0.0, v->racks[r].at);
        }
    }
}

static void look_at_hall(struct finder *f)
{
    const struct inventory *const v = f->m->inventory;
    const struct span whole = {.source = v->sheet.source, .line = 1, .column = 1};

    for (size_t r = 0; r < v->n_racks && v->hall == NULL; r++) {
        add(f, GAP_COOLING, r, 0.0, whole);
    }
    for (size_t i = 0; i < v->n_elements; i++) {
        const struct inventory_element *const e = &v->elements[i];
        const bool is_rated = !isnan(e->current_a) && !isnan(e->voltage_v) && !isnan(e->phases);
        f->gaps[GAP_RATING].n_devices += is_rated ? 0.0 : 1.0;
    }
    f->gaps[GAP_STATUS].n_devices = v->n_not_counted;
    f->gaps[GAP_RACKLESS].n_devices = v->n_without_rack;
}

void import_gaps(struct importer *m)
{
    struct inventory *const v = m->inventory;
    struct finder f = {.m = m};

    for (size_t i = 0; i < v->n_devices; i++) {
        look_at_device(&f, &v->devices[i]);
    }
    for (size_t r = 0; r < v->n_racks; r++) {
        look_at_rack(&f, r);
    }
    look_at_rows(&f);
    look_at_hall(&f);
    v->gaps = ARENA_ARRAY(m->arena, struct inventory_gap, N_GAPS, "inventory");
    for (size_t g = 0; g < N_GAPS; g++) {
        if (f.gaps[g].n_racks > 0 || f.gaps[g].n_devices > 0.0) {
            f.gaps[g].what = words[g].what;
            f.gaps[g].consequence = words[g].consequence;
            v->gaps[v->n_gaps++] = f.gaps[g];
        }
    }
}
