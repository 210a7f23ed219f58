/* import_map.h - what a user says beside an inventory: columns, models, feeds, rows, assumptions.
 *
 *     columns: {"Cab": rack, "Est. load": {is: measured, unit: W}}
 *     models: {"PowerEdge XE9680": hgx-h100-oem}     # model in the inventory: entry of the catalogue
 *     workloads: {"DGX H100": training}              # model in the inventory: workload of the hall
 *     feeds: {"PDU A1": pdu-a1}                      # name in the inventory: name in the hall
 *     rows: {A: {origin: [3 m, 2 m], faces: north}}  # keys of a row, as in a scenario
 *     racks: {"A-*": {limit: 6 kW}}                  # keys of racks, by name or pattern
 *     assume: {airflow: 110 CFM/kW, power_ports: half, draw: measured}
 *     passive: ["*patch panel*"]                     # models that draw nothing, by pattern
 *     counted: [active, staged]                      # words of the status that are in service
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_IMPORT_MAP_H
#define SIM_SCENARIO_IMPORT_MAP_H

#include "sim/scenario/document.h"

/* How much of a device's power its ports' maximum draws are. */
enum map_ports {
    PORTS_UNKNOWN, /* with several ports it cannot be told          */
    PORTS_HALF,    /* half of the ports carry the whole load (A, B) */
    PORTS_ALL,     /* each port's draw adds to the load             */
};

/* What a device with an entry in the catalogue draws. */
enum map_draw {
    DRAW_MODEL,    /* as its model says at full load */
    DRAW_MEASURED, /* as was measured                */
};

struct import_map {
    const char *name;               /* of the file, NULL without one */
    const struct doc_node *columns; /* mappings, or NULL */
    const struct doc_node *models;
    const struct doc_node *workloads;
    const struct doc_node *feeds;
    const struct doc_node *rows;
    const struct doc_node *racks;
    const struct doc_node *passive; /* lists, or NULL */
    const struct doc_node *counted;
    double airflow_m3_per_j;  /* NAN: not known  */
    const char *airflow_text; /* "105 CFM/kW"    */
    struct span airflow_at;
    enum map_ports ports;
    enum map_draw draw;
};

/* Reads a map; path NULL gives an empty one.
 *
 * Errors  STATUS_BAD_INPUT after adding to diag. */
MUST_CHECK enum status import_map_read(struct arena *arena, const char *path, struct diag *diag,
                                       struct import_map *ret_map);

/* The word that a mapping of the map has for a name, caseless; NULL when it has none. */
const char *import_map_word(const struct doc_node *mapping, const char *name);

/* Does one of a list's patterns fit the text, caseless? */
bool import_map_lists(const struct doc_node *list, const char *text);

/* The value of the first key that is this name, or a pattern that fits it ("A-*"); or NULL. */
const struct doc_node *import_map_for(const struct doc_node *mapping, const char *name);

#endif
