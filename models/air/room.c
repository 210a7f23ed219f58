/* SPDX-License-Identifier: Apache-2.0 */
#include "models/air/room.h"

#include <math.h>
#include <string.h>

#include "models/phys.h"

enum { ALIGNMENT = 64 };

/* Numbers of air as in the cases that the solver was compared with; a tile of a raised floor. */
#define TILE_M 0.6

/* Cut-outs lie under the rears of racks, seams everywhere: their air comes up there, a cell or so deep. */
#define LEAK_M 0.3

/* Hands out pieces of the memory; with base NULL it only counts. */
struct carver {
    char *base;
    size_t used;
};

static void *carve(struct carver *c, size_t n, size_t size)
{
    void *const piece = c->base != NULL ? c->base + c->used : NULL;

    c->used += (n * size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return piece;
}

/* Cells of a box along each axis, from 0. */
struct cells {
    size_t lo[FIELD_AXES];
    size_t hi[FIELD_AXES]; /* past the end */
};

size_t room_most_ports(const struct air_layout *layout)
{
    return layout->n_racks * (2 * ROOM_N_SECTIONS + 1 + (size_t)layout->has_leaks) +
           layout->n_handlers;
}

void room_cells(const struct air_layout *layout, double cell_m, size_t ret_n[FIELD_AXES])
{
    for (int a = 0; a < FIELD_AXES; a++) {
        /* Three sections, and air above them. */
        const double least = a == FIELD_Z ? ROOM_N_SECTIONS + 1 : 1;
        ret_n[a] = (size_t)fmax(least, round(layout->size_m[a] / cell_m));
    }
}

/* The nearest line. Edges that two boxes share may differ by a rounding, also half-way between lines. */
static double line_at(double at_m, double per_m)
{
    return floor(at_m * per_m + 0.5 + 1e-6);
}

/* The nearest lines; at least one cell, and nothing outside. Boxes stand below the topmost cell. */
static struct cells cells_of(const struct air_layout *layout, const size_t n[FIELD_AXES],
                             const struct air_box *box)
{
    struct cells c;

    for (int a = 0; a < FIELD_AXES; a++) {
        const double per_m = (double)n[a] / layout->size_m[a];
        const double most = (double)(a == FIELD_Z ? n[a] - 1 : n[a]);
        const double least = a == FIELD_Z ? ROOM_N_SECTIONS : 1;
        const double lo = fmin(fmax(0.0, line_at(box->lo_m[a], per_m)), most - least);
        const double hi = fmin(line_at(box->hi_m[a], per_m), most);
        c.lo[a] = (size_t)lo;
        c.hi[a] = (size_t)fmax(hi, lo + least);
    }
    return c;
}

static void carve_room(struct carver *c, const struct air_layout *layout,
                       const size_t n[FIELD_AXES], struct room *r)
{
    const size_t n_ports = room_most_ports(layout);

    for (int a = 0; a < FIELD_AXES; a++) {
        r->lines_m[a] = carve(c, n[a] + 1, sizeof(double));
    }
    r->boxes = carve(c, layout->n_racks + layout->n_handlers, sizeof *r->boxes);
    r->ports = carve(c, n_ports, sizeof *r->ports);
    r->feeds = carve(c, n_ports, sizeof *r->feeds);
    r->means = carve(c, n_ports, sizeof *r->means);
    r->is_taken = carve(c, n[FIELD_X] * n[FIELD_Y], sizeof *r->is_taken);
    r->tile = carve(c, layout->n_racks, sizeof *r->tile);
    r->leak = carve(c, layout->n_racks, sizeof *r->leak);
    r->group_of = carve(c, n_ports, sizeof *r->group_of);
    r->port_share = carve(c, n_ports, sizeof *r->port_share);
}

static size_t area_of(const struct cells *c, int axis)
{
    size_t n = 1;

    for (int a = 0; a < FIELD_AXES; a++) {
        n *= a == axis ? 1 : c->hi[a] - c->lo[a];
    }
    return n;
}

/* Axis through a rack from its front. */
static int axis_of(enum air_side side)
{
    return side == AIR_WEST || side == AIR_EAST ? FIELD_X : FIELD_Y;
}

static bool is_low_side(enum air_side side)
{
    return side == AIR_WEST || side == AIR_SOUTH;
}

static size_t floor_depth(const size_t n[FIELD_AXES], const struct air_layout *layout, int axis,
                          double depth_m)
{
    return (size_t)fmax(1.0, round(depth_m * (double)n[axis] / layout->size_m[axis]));
}

size_t room_bytes(const struct air_layout *layout, double cell_m)
{
    struct carver c = {0};
    struct room r;
    size_t n[FIELD_AXES];
    size_t n_faces = 0;

    room_cells(layout, cell_m, n);
    (void)carve(&c, 1, sizeof r);
    carve_room(&c, layout, n, &r);
    for (size_t i = 0; i < layout->n_racks; i++) {
        const struct cells box = cells_of(layout, n, &layout->racks[i]);
        const int axis = axis_of(layout->faces[i]);
        const size_t width = area_of(&box, axis) / (box.hi[FIELD_Z] - box.lo[FIELD_Z]);
        n_faces += 2 * area_of(&box, axis) +
                   width * (floor_depth(n, layout, axis, TILE_M) +
                            (layout->has_leaks ? floor_depth(n, layout, axis, LEAK_M) : 0));
    }
    for (size_t k = 0; k < layout->n_handlers; k++) {
        const struct cells box = cells_of(layout, n, &layout->handlers[k]);
        n_faces += area_of(&box, FIELD_Z);
    }
    const struct field_counts counts = {.n_ports = room_most_ports(layout),
                                        .n_port_faces = n_faces};
    return c.used + field_bytes_for(n, &counts);
}

static struct field_box box_at(const struct room *r, const struct cells *c)
{
    struct field_box box;

    for (int a = 0; a < FIELD_AXES; a++) {
        box.lo_m[a] = r->lines_m[a][c->lo[a]];
        box.hi_m[a] = r->lines_m[a][c->hi[a]];
    }
    return box;
}

/* The rectangle of a range of cells on the line `at` of an axis. */
static struct field_rect rect_at(const struct room *r, const struct cells *c, int axis, size_t at)
{
    const int first = axis == FIELD_X ? FIELD_Y : FIELD_X;
    const int second = axis == FIELD_Z ? FIELD_Y : FIELD_Z;

    return (struct field_rect){
        .axis = axis,
        .at_m = r->lines_m[axis][at],
        .lo_m = {r->lines_m[first][c->lo[first]], r->lines_m[second][c->lo[second]]},
        .hi_m = {r->lines_m[first][c->hi[first]], r->lines_m[second][c->hi[second]]},
    };
}

static void add_port(struct room *r, const struct field_rect *rect, enum field_port_kind kind,
                     double sign)
{
    const size_t p = r->given.n_ports++;

    r->ports[p] = (struct field_port){*rect, kind, sign};
    r->feeds[p] = (struct field_feed){.temp_c = r->given.start_c, .from = -1};
}

static bool claim_floor(struct room *r, const struct cells *c)
{
    const size_t n_x = r->given.n_cells[FIELD_X];

    for (size_t j = c->lo[FIELD_Y]; j < c->hi[FIELD_Y]; j++) {
        for (size_t i = c->lo[FIELD_X]; i < c->hi[FIELD_X]; i++) {
            if (r->is_taken[j * n_x + i]) {
                return false;
            }
        }
    }
    for (size_t j = c->lo[FIELD_Y]; j < c->hi[FIELD_Y]; j++) {
        memset(r->is_taken + j * n_x + c->lo[FIELD_X], 1, c->hi[FIELD_X] - c->lo[FIELD_X]);
    }
    return true;
}

static void add_rack(struct room *r, const struct cells *box, enum air_side side)
{
    const int axis = axis_of(side);
    const bool is_low = is_low_side(side);
    const double sign = is_low ? 1.0 : -1.0;
    const size_t height = box->hi[FIELD_Z] - box->lo[FIELD_Z];

    for (size_t s = 0; s < ROOM_N_SECTIONS; s++) {
        struct cells part = *box;
        part.lo[FIELD_Z] = box->lo[FIELD_Z] + height * s / ROOM_N_SECTIONS;
        part.hi[FIELD_Z] = box->lo[FIELD_Z] + height * (s + 1) / ROOM_N_SECTIONS;
        const struct field_rect front =
            rect_at(r, &part, axis, is_low ? box->lo[axis] : box->hi[axis]);
        const struct field_rect rear =
            rect_at(r, &part, axis, is_low ? box->hi[axis] : box->lo[axis]);
        add_port(r, &front, FIELD_DRAWS, sign);
        add_port(r, &rear, FIELD_BLOWS, sign);
        r->feeds[r->given.n_ports - 1].from = (long)r->given.n_ports - 2;
    }
}

/* An opening in the floor along a rack's low or high side: so deep, or as is free. -1: nothing is. */
static long add_opening(struct room *r, const struct air_layout *layout, size_t i, bool is_low,
                        double depth_m)
{
    const int axis = axis_of(layout->faces[i]);
    const struct cells box = cells_of(layout, r->given.n_cells, &layout->racks[i]);
    const size_t room = is_low ? box.lo[axis] : r->given.n_cells[axis] - box.hi[axis];

    for (size_t depth = floor_depth(r->given.n_cells, layout, axis, depth_m); depth > 0; depth--) {
        struct cells floor = box;
        floor.lo[axis] = is_low ? box.lo[axis] - depth : box.hi[axis];
        floor.hi[axis] = is_low ? box.lo[axis] : box.hi[axis] + depth;
        if (depth <= room && claim_floor(r, &floor)) {
            const struct field_rect rect = rect_at(r, &floor, FIELD_Z, 0);
            add_port(r, &rect, FIELD_BLOWS, 1.0);
            return (long)r->given.n_ports - 1;
        }
    }
    return -1;
}

static void add_all(struct room *r, const struct air_layout *layout)
{
    for (size_t i = 0; i < layout->n_racks; i++) {
        const struct cells box = cells_of(layout, r->given.n_cells, &layout->racks[i]);
        r->boxes[r->given.n_boxes++] = box_at(r, &box);
        (void)claim_floor(r, &box);
        add_rack(r, &box, layout->faces[i]);
    }
    for (size_t k = 0; k < layout->n_handlers; k++) {
        const struct cells box = cells_of(layout, r->given.n_cells, &layout->handlers[k]);
        const struct field_rect top = rect_at(r, &box, FIELD_Z, box.hi[FIELD_Z]);
        r->boxes[r->given.n_boxes++] = box_at(r, &box);
        (void)claim_floor(r, &box);
        add_port(r, &top, FIELD_DRAWS, -1.0);
    }
    for (size_t i = 0; i < layout->n_racks; i++) {
        r->tile[i] = add_opening(r, layout, i, is_low_side(layout->faces[i]), TILE_M);
        r->n_tiles += r->tile[i] >= 0;
    }
    for (size_t i = 0; i < layout->n_racks; i++) {
        r->leak[i] = layout->has_leaks
                         ? add_opening(r, layout, i, !is_low_side(layout->faces[i]), LEAK_M)
                         : -1;
        r->n_leaks += r->leak[i] >= 0;
    }
}

static void describe_air(struct room *r, double air_j_per_m3k, double start_c)
{
    r->given.air = (struct field_air){
        .density_kg_per_m3 = air_j_per_m3k / PHYS_AIR_CP_J_PER_KGK,
        .heat_j_per_kgk = PHYS_AIR_CP_J_PER_KGK,
        .viscosity_m2_per_s = 1.5e-5,
        .turbulent_prandtl = 0.85,
        .expansion_per_k = 1.0 / 298.15,
        .reference_c = 25.0,
        .gravity_ms2 = 9.81,
    };
    r->given.start_c = start_c;
    r->given.boxes = r->boxes;
    r->given.ports = r->ports;
    r->given.feeds = r->feeds;
    r->given.sources = &r->source;
    r->given.n_sources = 1;
}

enum status room_make(const struct air_layout *layout, double cell_m, double air_j_per_m3k,
                      double start_c, void *memory)
{
    const struct field_settings settings = field_settings();
    struct carver c = {.base = memory};
    struct room *const r = carve(&c, 1, sizeof *r);

    *r = (struct room){.n_racks = layout->n_racks, .n_handlers = layout->n_handlers};
    room_cells(layout, cell_m, r->given.n_cells);
    carve_room(&c, layout, r->given.n_cells, r);
    memset(r->is_taken, 0, r->given.n_cells[FIELD_X] * r->given.n_cells[FIELD_Y]);
    for (int a = 0; a < FIELD_AXES; a++) {
        const size_t n = r->given.n_cells[a];
        for (size_t i = 0; i <= n; i++) {
            r->lines_m[a][i] = layout->size_m[a] * (double)i / (double)n;
        }
        r->given.lines_m[a] = r->lines_m[a];
        r->source.box.hi_m[a] = r->lines_m[a][n];
    }
    describe_air(r, air_j_per_m3k, start_c);
    add_all(r, layout);
    if (r->n_tiles == 0 && r->n_handlers > 0) {
        return STATUS_BAD_INPUT;
    }
    return field_create(&r->given, &settings, c.base + c.used, &r->field);
}
