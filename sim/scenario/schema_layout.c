/* schema_layout.c - what a computed field of the hall's air needs to know of the room besides racks and
 * units: closed aisles, openings in floor and ceiling.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sim/scenario/scenario.h"
#include "sim/scenario/schema_tables.h"

/* models/field/field.h: less than a thousandth is not resolved. */
#define LEAST_SHARE 0.001

static const char *const aisle_words[] = {"cold", "hot", NULL};
static const struct param aisle_rows[] = {
    {PARAM(scn_aisle, name), .kind = PARAM_TEXT, .is_required = true,
     .text = "name of the aisle; its panels are NAME/west, /east, /south, /north and /roof"},
    {PARAM(scn_aisle, rows), .kind = PARAM_NAMES, .is_required = true,
     .text = "the row or the two rows that it lies along"},
    {PARAM(scn_aisle, kind), .kind = PARAM_CHOICE, .choices = aisle_words, .fallback = AISLE_COLD,
     .grade = GRADE_RULE, .source = "cold aisles are closed more often",
     .text = "cold: before the fronts; hot: behind the rears"},
    {PARAM(scn_aisle, width_m), .kind = PARAM_NUMBER, .unit = "m", .min = 0.3, .max = 20.0,
     .fallback = 1.2, .grade = GRADE_RULE, .source = "two floor panels",
     .text = "of an aisle along one row; between two it is their distance"},
    {PARAM(scn_aisle, height_m), .kind = PARAM_NUMBER, .unit = "m", .min = 0.5, .max = 20.0,
     .fallback = PARAM_UNKNOWN,
     .text = "height of its roof; when absent, its tallest rack, and the ceiling for a hot aisle "
             "that air handlers draw from there"},
    {PARAM(scn_aisle, leakage_frac), .kind = PARAM_NUMBER, .unit = "1", .min = LEAST_SHARE,
     .max = 1.0, .fallback = 0.02, .grade = GRADE_ESTIMATE,
     .source = "gaps of some millimetres around panels, doors and racks",
     .text = "share of the area of its panels, doors and roof that is open"},
    {PARAM(scn_aisle, doors_open_frac), .kind = PARAM_NUMBER, .unit = "1", .min = LEAST_SHARE,
     .max = 1.0, .fallback = PARAM_UNKNOWN,
     .text = "the same of its two ends: curtains, or 100 % for none; when absent, the leakage"},
    {PARAM(scn_aisle, roof_open_frac), .kind = PARAM_NUMBER, .unit = "1", .min = LEAST_SHARE,
     .max = 1.0, .fallback = PARAM_UNKNOWN,
     .text = "the same of its roof: 100 % for an aisle with end doors only; when absent, the "
             "leakage"},
    {0},
};
const struct table schema_aisle = {.name = "aisle",
                                   .rows = aisle_rows,
                                   .size = sizeof(struct scn_aisle),
                                   .text = "a closed aisle, for a computed field"};

static const char *const grille_words[] = {"tile", "diffuser", "return", NULL};
static const char *const axis_words[] = {"x", "y", NULL};
static const struct param grille_rows[] = {
    {PARAM(scn_grille, name), .kind = PARAM_TEXT, .is_required = true,
     .text = "name; of several NAME-1, NAME-2, ..."},
    {PARAM(scn_grille, kind), .kind = PARAM_CHOICE, .choices = grille_words, .fallback = AIR_TILE,
     .grade = GRADE_RULE, .source = "raised floor",
     .text = "tile: from the raised floor; diffuser: from ducts, in the ceiling; return: into the "
             "ceiling"},
    {PARAM(scn_grille, origin_m), .kind = PARAM_POINT, .unit = "m", .min = 0.0, .max = 1000.0,
     .is_required = true, .text = "corner of the first with the least x and y"},
    {PARAM(scn_grille, width_m), .kind = PARAM_NUMBER, .unit = "m", .min = 0.1, .max = 20.0,
     .fallback = 0.6, .grade = GRADE_DATASHEET, .source = "600 mm panel (EN 12825)",
     .text = "along x"},
    {PARAM(scn_grille, depth_m), .kind = PARAM_NUMBER, .unit = "m", .min = 0.1, .max = 20.0,
     .fallback = 0.6, .grade = GRADE_DATASHEET, .source = "600 mm panel (EN 12825)",
     .text = "along y"},
    {PARAM(scn_grille, open_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.02, .max = 1.0,
     .fallback = 0.25, .grade = GRADE_DATASHEET, .source = "perforated floor panels of 25 %",
     .text = "open share of its area"},
    {PARAM(scn_grille, count), .kind = PARAM_COUNT, .unit = "-", .min = 1.0, .max = 1000.0,
     .fallback = 1.0, .grade = GRADE_RULE, .source = "one", .text = "so many side by side"},
    {PARAM(scn_grille, axis), .kind = PARAM_CHOICE, .choices = axis_words, .fallback = AXIS_X,
     .grade = GRADE_RULE, .source = "rows run along x", .text = "along which they follow"},
    {0},
};
const struct table schema_grille = {.name = "grille",
                                    .rows = grille_rows,
                                    .size = sizeof(struct scn_grille),
                                    .text = "an opening in floor or ceiling, for a computed field"};
