/* sizing.h - how many of one node fit, by ratings alone.
 *
 * The arithmetic that everybody does first: total power over node power, rack
 * limit over node power, positions. It names the limit that binds and by how much.
 * The full search over all limits of the model is another study.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_STUDY_SIZING_H
#define SIM_STUDY_SIZING_H

#include "sim/record/tables.h"
#include "sim/scenario/load.h"

/* One way to count a node's power. */
struct sizing_row {
    const char *basis;       /* nameplate, measured, capped */
    double node_w;           /* NAN: not given */
    double by_it_power;      /* nodes in the hall's IT power; NAN when that is not known */
    double per_rack;         /* nodes in one rack's limit */
    double by_rack_limit;    /* per_rack times positions */
    double count;            /* the least */
    const char *binding;     /* what gives the least */
    double binding_margin_w; /* rack limit (or hall power) less what count draws of it; negative
                              * when not even one fits */
};

enum { SIZING_ROWS = 3 };

/* Counts the scenario's sizing node for a hall. */
void sizing_count(const struct scn_sizing *sizing, const struct scn_hall *hall,
                  struct sizing_row ret_rows[SIZING_ROWS]);

/* The rows as a table for the results; NULL when the scenario asks for no count. */
const struct table_data *sizing_table(struct arena *arena, const struct scenario *scenario,
                                      size_t site, size_t hall);

#endif
