/* import_netbox.h - device types of the NetBox community library, and power feeds.
 *
 * A device type is a YAML mapping: manufacturer, model, slug, part_number, u_height, is_full_depth,
 * weight, weight_unit, airflow, power-ports with maximum_draw and allocated_draw in watts. Keys that say
 * nothing about power, space or air are passed over. A power feed has power_panel, name, rack, phase,
 * voltage, amperage, max_utilization in per cent; the panel's side of NetBox's own formula
 * (voltage x amperage x max_utilization, times the root of 3 on three phases) is that of a circuit here.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_IMPORT_NETBOX_H
#define SIM_SCENARIO_IMPORT_NETBOX_H

#include "sim/scenario/import_map.h"
#include "sim/scenario/import_sheet.h"

struct device_type {
    struct span at;
    const char *maker;
    const char *model;
    const char
        *plain[4];   /* maker and model, model, slug, part number: letters and digits; or NULL */
    double height_u; /* NAN: not known */
    double mass_kg;
    bool is_half_depth;
    const char *airflow; /* "front-to-rear", or NULL */
    double n_ports;
    bool has_bays;      /* for modules, which may bring power ports */
    double maximum_w;   /* sum over its ports; NAN unless each has one */
    double allocated_w; /* likewise                                   */
};
struct type_list {
    struct device_type *items;
    size_t n;
};

/* Reads files, and the .yaml and .yml files of folders. One file may hold several documents.
 *
 * Errors  STATUS_BAD_INPUT after adding to diag. */
MUST_CHECK enum status netbox_types_read(struct arena *arena, const char *const *paths,
                                         size_t n_paths, struct diag *diag,
                                         struct type_list *ret_types);

/* What a device of this type may draw, NAN when its ports do not tell: the one port's maximum; with
 * several, by what the map says of them, else the sum of what is allocated. ret_how says which. */
double netbox_type_w(const struct device_type *type, enum map_ports ports, const char **ret_how);

struct power_feed {
    struct span at;
    const char *name;
    const char *panel; /* or NULL */
    const char *rack;  /* or NULL */
    double voltage_v;  /* NAN: not known */
    double current_a;
    double continuous_frac;
    double phases;
};
struct feed_list {
    struct power_feed *items;
    size_t n;
};

/* Errors  STATUS_BAD_INPUT after adding to diag: a direct-current feed among others. */
MUST_CHECK enum status netbox_feeds_read(struct arena *arena, const char *path, struct diag *diag,
                                         struct feed_list *ret_feeds);

#endif
