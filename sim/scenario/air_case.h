/* air_case.h - a room for the air solver alone, in the plain format of reference cases: numbers in SI
 * without units, boxes as [x_lo, x_hi, y_lo, y_hi, z_lo, z_hi].
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_AIR_CASE_H
#define SIM_SCENARIO_AIR_CASE_H

#include "models/status.h"
#include "sim/scenario/document.h"
#include "sim/scenario/schema.h"

enum { CASE_AXES = 3 };
enum case_mode { CASE_STEADY, CASE_TRANSIENT };
enum case_side { CASE_X_MIN, CASE_X_MAX, CASE_Y_MIN, CASE_Y_MAX };

struct case_air {
    struct span at;
    double density_kg_per_m3;
    double heat_j_per_kgk;
    double viscosity_m2_per_s;
    double prandtl;
    double turbulent_prandtl;
    double expansion_per_k;
    double reference_c;
    double gravity_ms2;
};

struct case_room {
    struct span at;
    struct number_list size_m;
    struct name_list symmetry; /* xmin, xmax, ymin, ymax, zmin, zmax */
};

struct case_surfaces {
    struct span at;
    double conductance_w_per_m2k;
    double temp_c;
};

/* A solid box, or a box of heat. */
struct case_box {
    struct span at;
    const char *name;
    struct number_list box_m;
    double heat_w; /* of a source */
};

/* A panel, a supply or a return: a rectangle on the plane axis = at. */
struct case_sheet {
    struct span at;
    const char *name;
    int axis;
    double at_m;
    struct number_list rect_m;
    double sign;
    double flow_m3s; /* NAN for an open return */
    double temp_c;
    struct name_ref from; /* the return whose temperature a supply takes after t = 0 */
    bool is_open;
    bool stops; /* at t = 0 of a transient case */
};

struct case_rack {
    struct span at;
    const char *name;
    struct number_list box_m;
    int inlet_side; /* enum case_side */
    double sections;
    double flow_m3s;
    double heat_w;
};

struct air_case {
    struct span at;
    const char *name;
    int mode; /* enum case_mode */
    struct case_air *air;
    struct case_room *room;
    const struct doc_node *grid; /* NULL when absent: see air_case_grid() */
    double start_c;
    struct case_surfaces *surfaces; /* NULL: adiabatic */
    struct list blocks;
    struct list panels;
    struct list supplies;
    struct list returns;
    struct list racks;
    struct list sources;
};

/* Reads and checks a case. What the flows of a closed room lack to balance, up to 1e-3 of the supply,
 * is given to its returns.
 *
 * Errors  STATUS_BAD_INPUT after adding to diag. */
MUST_CHECK enum status air_case_load(struct arena *arena, const char *path, struct diag *diag,
                                     struct air_case **ret_case);

/* The lines of one axis (0, 1, 2) of a grid that the case names, as [from, to, cells] stretches.
 *
 *   ret_lines_m  n + 1 coordinates, in the arena
 *
 * Errors  STATUS_BAD_INPUT after adding to diag: no such grid, not stretches, a gap between two. */
MUST_CHECK enum status air_case_grid(struct arena *arena, const struct air_case *c,
                                     const char *name, int axis, struct diag *diag,
                                     struct number_list *ret_lines_m);
bool air_case_has_grid(const struct air_case *c, const char *name);

/* Checks what single values cannot: shapes, places, names, balance. Internal to the reader. */
void air_case_check(struct air_case *c, struct diag *diag);

extern const struct table schema_air_case;

#endif
