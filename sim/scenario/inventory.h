/* inventory.h - what a DCIM system knows of a hall, made into racks and devices; and what it does not.
 *
 * Nothing is guessed. A value that the inventory, a device type, the catalogue or the user's map does not
 * give stays unknown; the list of gaps says what that is, for how many racks, and which limit can then
 * not be told. A device whose model has an entry in the catalogue draws what that entry's model says at
 * full load; any other draws its measured power, else its nameplate, and needs its airflow from the
 * inventory or the map.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_INVENTORY_H
#define SIM_SCENARIO_INVENTORY_H

#include "sim/scenario/catalog.h"
#include "sim/scenario/import_map.h"
#include "sim/scenario/import_netbox.h"
#include "sim/scenario/import_sheet.h"

/* Columns of an inventory, in the order of their table in import_inventory.c. */
enum inventory_field {
    INV_RACK,
    INV_ROW,
    INV_ROOM,
    INV_POSITION,
    INV_HEIGHT,
    INV_FACE,
    INV_NAME,
    INV_MAKER,
    INV_MODEL,
    INV_SERIAL,
    INV_STATUS,
    INV_COUNT,
    INV_NAMEPLATE,
    INV_MEASURED,
    INV_PEAK,
    INV_AIRFLOW,
    INV_MASS,
    INV_FEED_A,
    INV_FEED_B,
    INV_RACK_HEIGHT,
    INV_RACK_LIMIT,
    INV_N_FIELDS
};

struct inventory_request {
    const char *path;
    const char *map_path;          /* or NULL */
    const char *const *type_paths; /* device types: files or folders */
    size_t n_type_paths;
    const char *feeds_path; /* power feeds, or NULL */
    const char *hall_path;  /* the scenario whose hall the racks stand in, or NULL */
    const char *room;       /* rows of this room alone, or NULL */
};

/* A maker's model, and what is known of it. */
struct inventory_model {
    const char *maker; /* NULL: not told */
    const char *model;
    struct span at; /* its first row */
    const struct catalog_entry *entry;
    const struct device_type *type;
    const char *how;     /* "by its name in the catalogue", ... */
    const char *nearest; /* entry with a similar name, when there is none, or NULL */
    double n_devices;
};

struct inventory_device {
    const struct sheet_row *row;
    size_t rack;
    size_t model; /* or SIZE_MAX: the inventory names none */
    double count;
    double height_u; /* NAN: not known, here and below */
    double mass_kg;
    double nameplate_w;
    double measured_w; /* mean or momentary */
    double peak_w;
    double draw_w; /* what the scenario will have it draw; NAN also when its entry says */
    double airflow_m3s;
    double supplies;
    bool is_passive; /* draws nothing: a patch panel */
    bool draw_is_measured;
    bool airflow_is_assumed;
    bool is_half_depth;
    const char *nameplate_how; /* "half of its ports' maximum draws, ...", NULL: as in the row */
};

enum { RACK_MOST_FEEDS = 4 };

/* Branch circuits of a rack. */
struct inventory_circuit {
    double voltage_v; /* NAN: no circuit is known */
    double current_a;
    double phases;
    double continuous_frac;
    double count; /* from each feed */
};

struct inventory_rack {
    size_t id; /* the number under which devices know it while they are read */
    const char *name;
    const char *row; /* NULL: not told */
    struct span at;
    const struct sheet_row *bare; /* a row that names the rack and nothing in it, or NULL */
    double height_u;              /* NAN: not known */
    double limit_w;
    const char *feeds[RACK_MOST_FEEDS];
    size_t n_feeds;
    struct inventory_circuit circuit;
    const struct doc_node *own;        /* keys that the map gives it, or NULL */
    const struct catalog_entry *entry; /* the catalogue's rack that its one device is, or NULL */
    const struct inventory_device *devices;
    size_t n_devices;
    bool is_known; /* what each device draws and how much air it takes */
};

/* An electrical element that racks hang on and that no hall describes. */
struct inventory_element {
    const char *name;
    double voltage_v; /* NAN: not known */
    double current_a;
    double phases;
    double continuous_frac;
};

struct inventory_gap {
    const char *what;        /* "mass"                                   */
    const char *consequence; /* "floor, delivery: cannot be told"        */
    size_t n_racks;
    double n_devices;
    struct span first; /* a place to begin */
};

struct inventory {
    const struct inventory_request *request;
    struct import_map map;
    struct sheet sheet;
    struct feed_list power_feeds;
    struct inventory_model *models;
    size_t n_models;
    struct inventory_device *devices; /* rack by rack, in the order of the file within one */
    size_t n_devices;
    struct inventory_rack *racks; /* row by row, by name within one */
    size_t n_racks;
    struct inventory_element *elements; /* none with a hall */
    size_t n_elements;
    const struct doc_node *hall; /* of hall_path, or NULL */
    struct inventory_gap *gaps;
    size_t n_gaps;
    double n_not_counted; /* devices left out by their status */
    double n_without_rack;
};

/* Reads an inventory and everything beside it, and finds its gaps. Every problem is added to diag;
 * what can hardly be so (60 kW in 1 U, two devices in one place) is a warning.
 *
 * Errors  STATUS_BAD_INPUT */
MUST_CHECK enum status inventory_read(struct arena *arena, const struct inventory_request *request,
                                      struct diag *diag, struct inventory **ret_inventory);

/* The row of this name in the hall that the racks stand in, or NULL. */
const struct doc_node *inventory_hall_row(const struct inventory *inventory, const char *name);

/* The model of a device, and the entry that the catalogue has for it; NULL where there is none. */
const struct inventory_model *inventory_model_of(const struct inventory *inventory,
                                                 const struct inventory_device *device);
const struct catalog_entry *inventory_entry_of(const struct inventory *inventory,
                                               const struct inventory_device *device);

/* Writes it as a scenario that a person can read: templates for racks alike, the line of the inventory
 * behind each rack, "not known" where something is.
 *
 *   include  how the scenario will name hall_path: the file, seen from the scenario's own folder
 */
void inventory_write(struct arena *arena, const struct inventory *inventory, const char *include,
                     struct text *ret_text);

/* The gaps as a table: racks, devices, what is not known, what then cannot be told. indent stands before
 * each line. */
void inventory_print_gaps(const struct inventory *inventory, const char *indent, struct text *t);

/* The models as a table: devices, model, what it is taken for. */
void inventory_print_models(const struct inventory *inventory, const char *indent, struct text *t);

#endif
