/* SPDX-License-Identifier: Apache-2.0 */
#include "models/air/room.h"

#include <math.h>
#include <string.h>

#include "models/air/room_inner.h"
#include "models/carve.h"
#include "models/phys.h"

enum { PASSAGE_PANELS = 4 };

/* Sections, tile and passage of racks; both ends of handlers; grilles. */
size_t room_most_ports(const struct air_layout *layout)
{
    return layout->n_racks * (2 * ROOM_N_SECTIONS + 1 + (size_t)layout->has_leaks) +
           layout->n_handlers * 2 + layout->n_grilles;
}

static size_t most_panels(const struct air_layout *layout)
{
    return layout->n_racks * PASSAGE_PANELS + layout->n_enclosures * AIR_N_SIDES;
}

void room_cells(const struct air_layout *layout, double cell_m, size_t ret_n[FIELD_AXES])
{
    for (int a = 0; a < FIELD_AXES; a++) {
        /* Three sections, a passage above them, and air above that. */
        const double least = a == FIELD_Z ? ROOM_N_SECTIONS + 2 : 1;
        ret_n[a] = (size_t)fmax(least, round(layout->size_m[a] / cell_m));
    }
}

/* The nearest line. Edges that two boxes share may differ by a rounding, also half-way between lines. */
static double line_at(double at_m, double per_m)
{
    return floor(at_m * per_m + 0.5 + 1e-6);
}

/* Along one axis: the nearest lines, at least so many cells, and nothing beyond `most`. */
static void snap(struct cells *c, int a, const double span_m[2], double per_m, double least,
                 double most)
{
    const double lo = fmin(fmax(0.0, line_at(span_m[0], per_m)), most - least);
    const double hi = fmin(line_at(span_m[1], per_m), most);

    c->lo[a] = (size_t)lo;
    c->hi[a] = (size_t)fmax(hi, lo + least);
}

static struct cells snap_box(const struct air_layout *layout, const size_t n[FIELD_AXES],
                             const struct air_box *box, size_t least_height, size_t above)
{
    struct cells c;

    for (int a = 0; a < FIELD_AXES; a++) {
        const double span_m[2] = {box->lo_m[a], box->hi_m[a]};
        snap(&c, a, span_m, (double)n[a] / layout->size_m[a],
             a == FIELD_Z ? (double)least_height : 1.0,
             (double)(a == FIELD_Z ? n[a] - above : n[a]));
    }
    return c;
}

struct cells room_standing(const struct air_layout *layout, const size_t n[FIELD_AXES],
                           const struct air_box *box, size_t least_height)
{
    return snap_box(layout, n, box, least_height, 1);
}

struct cells room_enclosed(const struct air_layout *layout, const size_t n[FIELD_AXES],
                           const struct air_box *box)
{
    return snap_box(layout, n, box, 1, 0);
}

struct cells room_rack(const struct air_layout *layout, const size_t n[FIELD_AXES], size_t i)
{
    return room_standing(layout, n, &layout->racks[i],
                         ROOM_N_SECTIONS + (room_leaks(layout, i) ? 1 : 0));
}

struct cells room_grille(const struct air_layout *layout, const size_t n[FIELD_AXES],
                         const struct air_grille *g)
{
    struct cells c;

    for (int a = 0; a < FIELD_Z; a++) {
        const double span_m[2] = {g->lo_m[a], g->hi_m[a]};
        snap(&c, a, span_m, (double)n[a] / layout->size_m[a], 1.0, (double)n[a]);
    }
    c.lo[FIELD_Z] = g->kind == AIR_TILE ? 0 : n[FIELD_Z] - 1;
    c.hi[FIELD_Z] = c.lo[FIELD_Z] + 1;
    return c;
}

size_t room_faces(const struct cells *c, int axis)
{
    size_t n = 1;

    for (int a = 0; a < FIELD_AXES; a++) {
        n *= a == axis ? 1 : c->hi[a] - c->lo[a];
    }
    return n;
}

int room_axis(enum air_side side)
{
    return side == AIR_WEST || side == AIR_EAST     ? FIELD_X
           : side == AIR_SOUTH || side == AIR_NORTH ? FIELD_Y
                                                    : FIELD_Z;
}

bool room_is_low(enum air_side side)
{
    return side == AIR_WEST || side == AIR_SOUTH || side == AIR_BELOW;
}

bool room_leaks(const struct air_layout *layout, size_t rack)
{
    return layout->rack_leak_m2 != NULL && layout->rack_leak_m2[rack] > 0.0;
}

bool room_has_tiles(const struct air_layout *layout)
{
    for (size_t i = 0; i < layout->n_grilles; i++) {
        if (layout->grilles[i].kind == AIR_TILE) {
            return true;
        }
    }
    return false;
}

size_t room_floor_depth(const size_t n[FIELD_AXES], const struct air_layout *layout, int axis,
                        double depth_m)
{
    return (size_t)fmax(1.0, round(depth_m * (double)n[axis] / layout->size_m[axis]));
}

struct field_box room_box(const struct room *r, const struct cells *c)
{
    struct field_box box;

    for (int a = 0; a < FIELD_AXES; a++) {
        box.lo_m[a] = r->lines_m[a][c->lo[a]];
        box.hi_m[a] = r->lines_m[a][c->hi[a]];
    }
    return box;
}

struct field_rect room_rect(const struct room *r, const struct cells *c, int axis, size_t at)
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

struct field_rect room_side_rect(const struct room *r, const struct cells *c, enum air_side side)
{
    const int axis = room_axis(side);

    return room_rect(r, c, axis, room_is_low(side) ? c->lo[axis] : c->hi[axis]);
}

/* ------------------------------------------------------------------ memory */

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
    r->panels = carve(c, most_panels(layout), sizeof *r->panels);
    r->panel_open_frac = carve(c, most_panels(layout), sizeof *r->panel_open_frac);
    r->panel_m3s = carve(c, most_panels(layout), sizeof *r->panel_m3s);
    r->is_taken = carve(c, n[FIELD_X] * n[FIELD_Y], sizeof *r->is_taken);
    r->tile = carve(c, layout->n_racks, sizeof *r->tile);
    r->leak = carve(c, layout->n_racks, sizeof *r->leak);
    r->group_of = carve(c, n_ports, sizeof *r->group_of);
    r->port_share = carve(c, FIELD_MOST_SHARES * n_ports, sizeof *r->port_share);
    r->back = carve(c, layout->n_handlers, sizeof *r->back);
    r->front = carve(c, layout->n_handlers, sizeof *r->front);
    r->grille = carve(c, layout->n_grilles, sizeof *r->grille);
    r->ceiling_m3s = carve(c, layout->n_enclosures, sizeof *r->ceiling_m3s);
}

/* Faces of everything, or more: a box's largest sides. */
static void count_faces(const struct air_layout *layout, const size_t n[FIELD_AXES],
                        struct field_counts *counts)
{
    for (size_t i = 0; i < layout->n_racks; i++) {
        const struct cells box = room_rack(layout, n, i);
        const int axis = room_axis(layout->faces[i]);
        const size_t width = room_faces(&box, axis) / (box.hi[FIELD_Z] - box.lo[FIELD_Z]);
        const size_t through = room_faces(&box, FIELD_X) + room_faces(&box, FIELD_Y);
        counts->n_port_faces += room_faces(&box, axis) + through + room_faces(&box, FIELD_Z) +
                                width * (room_floor_depth(n, layout, axis, ROOM_TILE_M) +
                                         room_floor_depth(n, layout, axis, ROOM_LEAK_M));
        counts->n_panel_faces += 2 * through + room_faces(&box, FIELD_Z);
    }
    for (size_t k = 0; k < layout->n_handlers; k++) {
        const struct cells box = room_standing(layout, n, &layout->handlers[k], 2);
        for (int a = 0; a < FIELD_AXES; a++) {
            counts->n_port_faces += 2 * room_faces(&box, a);
        }
    }
    for (size_t g = 0; g < layout->n_grilles; g++) {
        const struct cells box = room_grille(layout, n, &layout->grilles[g]);
        counts->n_port_faces += room_faces(&box, FIELD_Z);
    }
    for (size_t e = 0; e < layout->n_enclosures; e++) {
        const struct cells box = room_enclosed(layout, n, &layout->enclosures[e].box);
        for (int a = 0; a < FIELD_AXES; a++) {
            counts->n_panel_faces += 2 * room_faces(&box, a);
        }
    }
}

size_t room_bytes(const struct air_layout *layout, double cell_m)
{
    struct field_counts counts = {.n_ports = room_most_ports(layout),
                                  .n_panels = most_panels(layout)};
    struct carver c = {0};
    struct room r;
    size_t n[FIELD_AXES];

    room_cells(layout, cell_m, n);
    (void)carve(&c, 1, sizeof r);
    carve_room(&c, layout, n, &r);
    count_faces(layout, n, &counts);
    return c.used + field_bytes_for(n, &counts);
}

/* Numbers of air as in the cases that the solver was compared with. */
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
    r->given.panels = r->panels;
    r->given.panel_open_frac = r->panel_open_frac;
    r->given.ports = r->ports;
    r->given.feeds = r->feeds;
    r->given.sources = &r->source;
    r->given.n_sources = 1;
}

/* Does every handler find what it draws from and blows into? */
static bool is_whole(const struct room *r)
{
    const struct air_layout *const l = r->layout;
    size_t n[AIR_N_GRILLE_KINDS] = {r->n_tiles, 0, 0};

    for (size_t g = 0; g < l->n_grilles; g++) {
        n[l->grilles[g].kind]++;
    }
    for (size_t k = 0; k < l->n_handlers; k++) {
        const bool is_fed = r->back[k] >= 0 || n[AIR_RETURN] > 0;
        const bool is_led = l->blows == NULL || l->blows[k] == AIR_BELOW ? n[AIR_TILE] > 0
                            : l->blows[k] == AIR_CEILING                 ? n[AIR_DIFFUSER] > 0
                                                                         : true;
        if (!is_fed || !is_led) {
            return false;
        }
    }
    return true;
}

enum status room_make(const struct air_layout *layout, double cell_m, double air_j_per_m3k,
                      double start_c, void *memory)
{
    const struct field_settings settings = field_settings();
    struct carver c = {.base = memory};
    struct room *const r = carve(&c, 1, sizeof *r);

    *r = (struct room){
        .n_racks = layout->n_racks, .n_handlers = layout->n_handlers, .layout = layout};
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
    room_add_parts(r);
    if (!is_whole(r)) {
        return STATUS_BAD_INPUT;
    }
    return field_create(&r->given, &settings, c.base + c.used, &r->field);
}
