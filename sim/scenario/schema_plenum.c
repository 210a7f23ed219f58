/* schema_plenum.c - the raised floor or duct that supply air comes through.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sim/scenario/scenario.h"
#include "sim/scenario/schema_tables.h"

static const struct param tiles_rows[] = {
    {PARAM(scn_tiles, count), .kind = PARAM_COUNT, .unit = "-", .min = 0.0, .max = 1000.0,
     .fallback = 1.0, .grade = GRADE_RULE, .source = "one perforated panel before each rack",
     .text = "perforated panels, grilles or diffusers"},
    {PARAM(scn_tiles, open_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.02, .max = 0.9,
     .fallback = 0.25, .grade = GRADE_RULE, .source = "the common perforated panel is 25 % open",
     .text = "open share of a panel's face"},
    {PARAM(scn_tiles, loss), .kind = PARAM_NUMBER, .unit = "-", .min = 0.5, .max = 1e4,
     .fallback = PARAM_UNKNOWN,
     .text = "loss coefficient on the face velocity from the maker's curve; when absent, by the "
             "open share"},
    {PARAM(scn_tiles, understructure_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0,
     .max = 1.0, .fallback = 0.2, .grade = GRADE_ESTIMATE,
     .source = "stringers and an open damper add 10 to 30 % to a panel's loss",
     .text = "what stringers and dampers add to a loss that follows from the open share"},
    {PARAM(scn_tiles, damper_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.02, .max = 1.0,
     .fallback = 1.0, .grade = GRADE_RULE, .source = "no damper, or one that stands open",
     .text = "what its damper leaves of its flow at a pressure"},
    {0},
};
const struct table schema_tiles = {.name = "tiles",
                                   .rows = tiles_rows,
                                   .size = sizeof(struct scn_tiles),
                                   .text = "perforated panels of one kind"};

static const struct param zone_rows[] = {
    {PARAM(scn_zone, name), .kind = PARAM_TEXT, .is_required = true, .text = "name of the zone"},
    {PARAM(scn_zone, origin_m), .kind = PARAM_POINT, .unit = "m", .min = 0.0, .max = 1000.0,
     .is_required = true, .text = "its corner with the least x and y"},
    {PARAM(scn_zone, size_m), .kind = PARAM_POINT, .unit = "m", .min = 0.1, .max = 1000.0,
     .is_required = true, .text = "its length along x and along y"},
    {0},
};
const struct table schema_zone = {.name = "plenum zone",
                                  .rows = zone_rows,
                                  .size = sizeof(struct scn_zone),
                                  .text = "a part of the plenum with a pressure of its own"};

static const struct param opening_rows[] = {
    {PARAM(scn_opening, from), .kind = PARAM_NAME, .is_required = true, .text = "zone on one side"},
    {PARAM(scn_opening, to), .kind = PARAM_NAME, .is_required = true,
     .text = "zone on the other side"},
    {PARAM(scn_opening, area_m2), .kind = PARAM_NUMBER, .unit = "m2", .min = 1e-4, .max = 1000.0,
     .is_required = true, .text = "free area between them"},
    {PARAM(scn_opening, loss), .kind = PARAM_NUMBER, .unit = "-", .min = 0.5, .max = 100.0,
     .fallback = 2.7, .grade = GRADE_RULE, .source = "sharp edges: 1 / 0.61^2",
     .text = "loss coefficient on the velocity in it"},
    {0},
};
const struct table schema_opening = {.name = "plenum opening",
                                     .rows = opening_rows,
                                     .size = sizeof(struct scn_opening),
                                     .text = "a way through a partition of the plenum"};

static const struct param obstacle_rows[] = {
    {PARAM(scn_obstacle, origin_m), .kind = PARAM_POINT, .unit = "m", .min = 0.0, .max = 1000.0,
     .is_required = true, .text = "its corner with the least x and y"},
    {PARAM(scn_obstacle, size_m), .kind = PARAM_POINT, .unit = "m", .min = 0.0, .max = 1000.0,
     .is_required = true, .text = "its length along x and along y"},
    {PARAM(scn_obstacle, height_m), .kind = PARAM_NUMBER, .unit = "m", .min = 0.01, .max = 3.0,
     .is_required = true, .text = "from the subfloor up"},
    {0},
};
const struct table schema_obstacle = {.name = "plenum obstacle",
                                      .rows = obstacle_rows,
                                      .size = sizeof(struct scn_obstacle),
                                      .text = "a tray, beam or pipe below the floor"};

static const char *const kind_words[] = {"floor", "overhead", NULL};
static const struct param plenum_rows[] = {
    {PARAM(scn_plenum, kind), .kind = PARAM_CHOICE, .choices = kind_words, .fallback = PLENUM_FLOOR,
     .grade = GRADE_RULE, .source = "most legacy halls",
     .text = "raised floor, or a duct or ceiling above the racks"},
    {PARAM(scn_plenum, depth_m), .kind = PARAM_NUMBER, .unit = "m", .min = 0.15, .max = 3.0,
     .fallback = 0.6, .grade = GRADE_RULE, .source = "24 inch",
     .text = "free height of the plenum; the field below the floor wants it"},
    {PARAM(scn_plenum, tiles), .kind = PARAM_MAP, .table = &schema_tiles, .fallback = PRESENT,
     .text = "before each rack that says nothing of its own"},
    {PARAM(scn_plenum, stray), .kind = PARAM_MAP, .table = &schema_tiles, .fallback = PARAM_UNKNOWN,
     .text = "all those that stand before no rack; when absent, none"},
    {PARAM(scn_plenum, seam_leakage_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0,
     .max = 0.6, .fallback = 0.1, .grade = GRADE_RULE,
     .source = "5 to 15 % of the supply (Radmehr et al., IPACK2005-73273)",
     .text = "share of the supply that seams and edges leak when all cut-outs are sealed"},
    {PARAM(scn_plenum, seam_area_m2), .kind = PARAM_NUMBER, .unit = "m2", .min = 0.0, .max = 100.0,
     .fallback = PARAM_UNKNOWN,
     .text = "effective area of all seams, measured; when absent, by seam_leakage"},
    {PARAM(scn_plenum, cutout_area_m2), .kind = PARAM_NUMBER, .unit = "m2", .min = 0.0, .max = 1.0,
     .fallback = PARAM_UNKNOWN,
     .text = "area of the cable cut-outs of one rack; a raised floor needs it, 0 m2 for none"},
    {PARAM(scn_plenum, cutout_loss), .kind = PARAM_NUMBER, .unit = "-", .min = 0.5, .max = 1000.0,
     .fallback = 2.7, .grade = GRADE_RULE, .source = "sharp edges: 1 / 0.61^2",
     .text = "loss coefficient on the velocity in a cut-out"},
    {PARAM(scn_plenum, sealed_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 1.0,
     .fallback = 0.0, .grade = GRADE_RULE, .source = "cut-outs without brushes or grommets",
     .text = "share of the cut-outs' area that is sealed"},
    {PARAM(scn_plenum, zones), .kind = PARAM_LIST, .table = &schema_zone,
     .text = "parts that partitions, beams or trays keep apart; when absent, one"},
    {PARAM(scn_plenum, openings), .kind = PARAM_LIST, .table = &schema_opening,
     .text = "ways between zones"},
    {PARAM(scn_plenum, obstacles), .kind = PARAM_LIST, .table = &schema_obstacle,
     .text = "what stands below the floor, for `headroom plenum --field`"},
    {0},
};
const struct table schema_plenum = {.name = "plenum",
                                    .rows = plenum_rows,
                                    .size = sizeof(struct scn_plenum),
                                    .text =
                                        "how supply air reaches the racks: tiles, leaks, zones"};
