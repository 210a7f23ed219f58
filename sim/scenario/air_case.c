/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/air_case.h"

#include <math.h>
#include <string.h>

#include "sim/scenario/decode.h"

/* The format has keys of its own, so that rows name key and field apart; NAN as a map's fallback
 * leaves it absent. */
#define KEY(word, block, field) .key = (word), .offset = offsetof(struct block, field)
#define PLAIN                   .kind = PARAM_NUMBER, .unit = "-"
#define COORDINATES             .kind = PARAM_NUMBERS, .unit = "-", .min = -1000.0, .max = 1000.0

static const struct param air_rows[] = {
    {KEY("rho", case_air, density_kg_per_m3), PLAIN, .min = 0.5, .max = 2.0, .fallback = 1.2,
     .grade = GRADE_RULE, .source = "dry air at 20 degC and sea level", .text = "density, kg/m3"},
    {KEY("cp", case_air, heat_j_per_kgk), PLAIN, .min = 900.0, .max = 1200.0, .fallback = 1005.0,
     .grade = GRADE_RULE, .source = "dry air at 20 degC", .text = "heat capacity, J/(kg K)"},
    {KEY("nu", case_air, viscosity_m2_per_s), PLAIN, .min = 1e-6, .max = 1e-3, .fallback = 1.5e-5,
     .grade = GRADE_RULE, .source = "dry air at 20 degC", .text = "kinematic viscosity, m2/s"},
    {KEY("Pr", case_air, prandtl), PLAIN, .min = 0.1, .max = 1e4, .fallback = 0.71,
     .grade = GRADE_RULE, .source = "dry air", .text = "molecular Prandtl number; not used"},
    {KEY("Prt", case_air, turbulent_prandtl), PLAIN, .min = 0.3, .max = 2.0, .fallback = 0.85,
     .grade = GRADE_RULE, .source = "usual in k-epsilon models",
     .text = "turbulent Prandtl number"},
    {KEY("beta", case_air, expansion_per_k), PLAIN, .min = 0.0, .max = 0.01, .fallback = 3.41e-3,
     .grade = GRADE_RULE, .source = "1 / 293 K", .text = "thermal expansion, 1/K"},
    {KEY("T_ref_C", case_air, reference_c), PLAIN, .min = -40.0, .max = 120.0, .fallback = 20.0,
     .grade = GRADE_RULE, .source = "only shifts the pressure",
     .text = "temperature without buoyancy, degC"},
    {KEY("g", case_air, gravity_ms2), PLAIN, .min = 0.0, .max = 30.0, .fallback = 9.81,
     .grade = GRADE_RULE, .source = "standard gravity", .text = "gravity, m/s2"},
    {0},
};
static const struct table air_table = {
    .name = "air", .rows = air_rows, .size = sizeof(struct case_air), .text = "the air"};

static const struct param room_rows[] = {
    {KEY("size_m", case_room, size_m), COORDINATES, .is_required = true,
     .text = "length, width and height, m"},
    {KEY("symmetry", case_room, symmetry), .kind = PARAM_NAMES,
     .text = "outer faces that are mirrors: xmin, xmax, ymin, ymax, zmin, zmax"},
    {0},
};
static const struct table room_table = {
    .name = "room", .rows = room_rows, .size = sizeof(struct case_room), .text = "the room"};

static const struct param surface_rows[] = {
    {KEY("h_W_m2K", case_surfaces, conductance_w_per_m2k), PLAIN, .min = 0.0, .max = 1000.0,
     .is_required = true, .text = "heat transfer, W/(m2 K)"},
    {KEY("T_C", case_surfaces, temp_c), PLAIN, .min = -40.0, .max = 120.0, .is_required = true,
     .text = "temperature of the slab, degC"},
    {0},
};
static const struct table surface_table = {.name = "surfaces",
                                           .rows = surface_rows,
                                           .size = sizeof(struct case_surfaces),
                                           .text = "floor, ceiling and outer walls"};

static const struct param block_rows[] = {
    {KEY("name", case_box, name), .kind = PARAM_TEXT, .text = "name"},
    {KEY("box", case_box, box_m), COORDINATES, .is_required = true, .text = "where it stands, m"},
    {0},
};
static const struct table block_table = {
    .name = "block", .rows = block_rows, .size = sizeof(struct case_box), .text = "a solid box"};

static const struct param source_rows[] = {
    {KEY("name", case_box, name), .kind = PARAM_TEXT, .text = "name"},
    {KEY("box", case_box, box_m), COORDINATES, .is_required = true, .text = "its air, m"},
    {KEY("heat_W", case_box, heat_w), PLAIN, .min = -1e8, .max = 1e8, .is_required = true,
     .text = "heat, W"},
    {0},
};
static const struct table source_table = {.name = "heat source",
                                          .rows = source_rows,
                                          .size = sizeof(struct case_box),
                                          .text = "heat spread over a box of air"};

static const char *const axis_words[] = {"x", "y", "z", NULL};
#define SHEET_ROWS                                                                                 \
    {KEY("name", case_sheet, name), .kind = PARAM_TEXT, .text = "name"},                           \
        {KEY("axis", case_sheet, axis), .kind = PARAM_CHOICE, .choices = axis_words,               \
         .is_required = true, .text = "what the plane is normal to"},                              \
        {KEY("at", case_sheet, at_m),                                                              \
         PLAIN,                                                                                    \
         .min = -1000.0,                                                                           \
         .max = 1000.0,                                                                            \
         .is_required = true,                                                                      \
         .text = "where the plane stands, m"},                                                     \
    {                                                                                              \
        KEY("rect", case_sheet, rect_m), COORDINATES,                                              \
            .is_required = true, .text = "range of the two other axes, in x, y, z order, m"        \
    }

#define STOPS_ROW                                                                                  \
    {                                                                                              \
        KEY("stops", case_sheet, stops), .kind = PARAM_SWITCH, .fallback = 0.0,                    \
                                         .grade = GRADE_RULE, .source = "fans run on",             \
                                         .text = "moves no air after t = 0 of a transient case"    \
    }

static const struct param panel_rows[] = {SHEET_ROWS, {0}};
static const struct table panel_table = {.name = "panel",
                                         .rows = panel_rows,
                                         .size = sizeof(struct case_sheet),
                                         .text = "a wall of zero thickness"};

static const struct param supply_rows[] = {
    SHEET_ROWS,
    {KEY("sign", case_sheet, sign), PLAIN, .min = -1.0, .max = 1.0, .fallback = 1.0,
     .grade = GRADE_RULE, .source = "tiles blow upwards", .text = "direction along the axis"},
    {KEY("flow_m3s", case_sheet, flow_m3s), PLAIN, .min = 0.0, .max = 1e4, .is_required = true,
     .text = "flow, m3/s"},
    {KEY("T_C", case_sheet, temp_c), PLAIN, .min = -40.0, .max = 120.0, .is_required = true,
     .text = "temperature, degC"},
    {KEY("T_from_return", case_sheet, from), .kind = PARAM_NAME,
     .text = "the return whose temperature it takes after t = 0"},
    STOPS_ROW,
    {0},
};
static const struct table supply_table = {.name = "supply",
                                          .rows = supply_rows,
                                          .size = sizeof(struct case_sheet),
                                          .text = "an opening that blows in"};

static const struct param return_rows[] = {
    SHEET_ROWS,
    {KEY("sign", case_sheet, sign), PLAIN, .min = -1.0, .max = 1.0, .fallback = 1.0,
     .grade = GRADE_RULE, .source = "ceiling returns draw upwards",
     .text = "direction along the axis"},
    {KEY("flow_m3s", case_sheet, flow_m3s), PLAIN, .min = 0.0, .max = 1e4,
     .fallback = PARAM_UNKNOWN, .text = "flow, m3/s"},
    {KEY("open", case_sheet, is_open), .kind = PARAM_SWITCH, .fallback = 0.0, .grade = GRADE_RULE,
     .source = "a fan draws", .text = "constant pressure in place of a fan"},
    STOPS_ROW,
    {0},
};
static const struct table return_table = {.name = "return",
                                          .rows = return_rows,
                                          .size = sizeof(struct case_sheet),
                                          .text = "an opening that draws out"};

static const char *const side_words[] = {"xmin", "xmax", "ymin", "ymax", NULL};
static const struct param rack_rows[] = {
    {KEY("name", case_rack, name), .kind = PARAM_TEXT, .is_required = true, .text = "name"},
    {KEY("box", case_rack, box_m), COORDINATES, .is_required = true, .text = "where it stands, m"},
    {KEY("inlet_side", case_rack, inlet_side), .kind = PARAM_CHOICE, .choices = side_words,
     .is_required = true, .text = "the face that draws air"},
    {KEY("sections", case_rack, sections), .kind = PARAM_COUNT, .unit = "-", .min = 1.0,
     .max = 64.0, .fallback = 3.0, .grade = GRADE_RULE, .source = "bottom, middle, top",
     .text = "equal slices in height that do not mix"},
    {KEY("flow_m3s", case_rack, flow_m3s), PLAIN, .min = 0.0, .max = 1e3, .is_required = true,
     .text = "flow, m3/s"},
    {KEY("heat_W", case_rack, heat_w), PLAIN, .min = 0.0, .max = 1e7, .is_required = true,
     .text = "heat, W"},
    {0},
};
static const struct table rack_table = {
    .name = "rack", .rows = rack_rows, .size = sizeof(struct case_rack), .text = "a rack"};

static const char *const mode_words[] = {"steady", "transient", NULL};
static const struct param case_rows[] = {
    {KEY("name", air_case, name), .kind = PARAM_TEXT, .text = "name"},
    {KEY("mode", air_case, mode), .kind = PARAM_CHOICE, .choices = mode_words,
     .fallback = CASE_STEADY, .grade = GRADE_RULE, .source = "most cases are",
     .text = "steady, or a steady start and then a march"},
    {KEY("air", air_case, air), .kind = PARAM_MAP, .table = &air_table, .text = "the air"},
    {KEY("room", air_case, room), .kind = PARAM_MAP, .table = &room_table, .fallback = (double)NAN,
     .is_required = true, .text = "the room"},
    {KEY("grid", air_case, grid), .kind = PARAM_TREE, .text = "named grids"},
    {KEY("initial_T_C", air_case, start_c), PLAIN, .min = -40.0, .max = 120.0, .fallback = 20.0,
     .grade = GRADE_RULE, .source = "only a start", .text = "temperature at the start, degC"},
    {KEY("surfaces", air_case, surfaces), .kind = PARAM_MAP, .table = &surface_table,
     .fallback = (double)NAN, .text = "heat to floor, ceiling and outer walls"},
    {KEY("blocks", air_case, blocks), .kind = PARAM_LIST, .table = &block_table, .text = "boxes"},
    {KEY("panels", air_case, panels), .kind = PARAM_LIST, .table = &panel_table, .text = "panels"},
    {KEY("supplies", air_case, supplies), .kind = PARAM_LIST, .table = &supply_table,
     .text = "supplies"},
    {KEY("returns", air_case, returns), .kind = PARAM_LIST, .table = &return_table,
     .text = "returns"},
    {KEY("racks", air_case, racks), .kind = PARAM_LIST, .table = &rack_table, .text = "racks"},
    {KEY("heat_sources", air_case, sources), .kind = PARAM_LIST, .table = &source_table,
     .text = "heat in the air"},
    {0},
};
const struct table schema_air_case = {.name = "case",
                                      .rows = case_rows,
                                      .size = sizeof(struct air_case),
                                      .text = "a room for the air solver alone"};

enum status air_case_load(struct arena *arena, const char *path, struct diag *diag,
                          struct air_case **ret_case)
{
    struct view text = {0};
    struct doc_node *root = NULL;
    const struct span nowhere = {
        .source = diag_add_source(diag, path, (struct view){0}, (struct span){0})};
    const enum status st = doc_read_file(arena, path, nowhere, diag, &text);

    if (st != STATUS_OK) {
        return st;
    }
    const uint16_t source = diag_add_source(diag, path, text, (struct span){0});
    if (doc_parse(arena, source, text, diag, &root) != STATUS_OK) {
        return STATUS_BAD_INPUT;
    }
    if (root == NULL || root->kind != DOC_MAP) {
        diag_add(diag, DIAG_FILE_EMPTY, (struct span){.source = source},
                 "a case begins with keys, such as 'name: open_100'");
        return STATUS_BAD_INPUT;
    }
    struct decoder d = {.arena = arena, .diag = diag, .values = {.arena = arena}};
    struct air_case *const c = arena_take(arena, 1, sizeof *c, "air case");
    decode_map(&d, root, (struct provenance){.origin = ORIGIN_SCENARIO}, &schema_air_case, c);
    if (diag_n_errors(diag) == 0) {
        air_case_check(c, diag);
    }
    *ret_case = c;
    return diag_n_errors(diag) == 0 ? STATUS_OK : STATUS_BAD_INPUT;
}
