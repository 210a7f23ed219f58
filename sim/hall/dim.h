/* dim.h - what columns and limits are indexed by.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_HALL_DIM_H
#define SIM_HALL_DIM_H

/* Node groups, racks, elements of the electrical tree, air handlers, CDUs, plants, of a computed field
 * the sides of closed aisles and the openings of floor and ceiling, and the hall itself (one item). */
enum dim {
    DIM_NODE,
    DIM_RACK,
    DIM_FEED,
    DIM_CRAH,
    DIM_CDU,
    DIM_PLANT,
    DIM_PANEL,
    DIM_GRILLE,
    DIM_HALL,
    DIM_COUNT
};

/* "node", "rack", ...: names in the results file. */
const char *dim_text(enum dim d);

#endif
