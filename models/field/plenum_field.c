/* SPDX-License-Identifier: Apache-2.0 */
#include "models/field/plenum_field.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "models/carve.h"
#include "models/field/plenum.h"
#include "models/phys.h"
#include "models/root.h"

#define LAYER_M     0.2 /* three of them in the usual floor */
#define RELAXATION  0.5
#define STILL_FRAC  0.005
#define COURANT     2.0 /* of the jets, in a cell */
#define ROUND_STEPS 4
#define CROSSINGS   3.0 /* of the floor, at the speed of the jets, before the flows are believed */
#define LEVEL_FRAC  1e-13
#define AIR_C       20.0

enum { LEAST_LAYERS = 3, MEAN_ROUNDS = 20, MOST_ROUNDS = 400 };

/* Everything between two rounds. */
struct floor_case {
    const struct plenum_room *room;
    struct field_case given;
    double *lines_m[FIELD_AXES];
    struct field_port *ports; /* jets, then outlets */
    struct field_feed *feeds;
    struct field_box *boxes;
    uint8_t *is_taken; /* cells of the floor */
    struct field *field;
    double supply_m3s;
    double dt_s;
    double *outlet_m3s; /* as they stand */
    double *outlet_pa;  /* less the level */
};

static void count_cells(const struct plenum_room *room, size_t ret_n[FIELD_AXES])
{
    for (int a = 0; a < 2; a++) {
        ret_n[a] = (size_t)fmax(1.0, round(room->size_m[a] / room->cell_m));
    }
    ret_n[FIELD_Z] = (size_t)fmax(LEAST_LAYERS, round(room->depth_m / fmin(LAYER_M, room->cell_m)));
}

static void carve_case(struct carver *c, const struct plenum_room *room, const size_t n[FIELD_AXES],
                       struct floor_case *f)
{
    const size_t n_ports = room->n_jets + room->n_outlets;

    for (int a = 0; a < FIELD_AXES; a++) {
        f->lines_m[a] = carve(c, n[a] + 1, sizeof(double));
    }
    f->ports = carve(c, n_ports, sizeof *f->ports);
    f->feeds = carve(c, n_ports, sizeof *f->feeds);
    f->boxes = carve(c, room->n_obstacles, sizeof *f->boxes);
    f->is_taken = carve(c, n[FIELD_X] * n[FIELD_Y], 1);
    f->outlet_m3s = carve(c, room->n_outlets, sizeof(double));
    f->outlet_pa = carve(c, room->n_outlets, sizeof(double));
}

size_t plenum_field_bytes(const struct plenum_room *room)
{
    struct carver c = {0};
    struct floor_case f;
    size_t n[FIELD_AXES];

    count_cells(room, n);
    carve_case(&c, room, n, &f);
    const struct field_counts counts = {.n_ports = room->n_jets + room->n_outlets,
                                        .n_port_faces = n[FIELD_X] * n[FIELD_Y]};
    return c.used + CARVE_ALIGNMENT + field_bytes_for(n, &counts);
}

/* ------------------------------------------------------------------ geometry */

/* Cells of the floor, hi past the end. */
struct cells {
    size_t lo[2];
    size_t hi[2];
};

static size_t line_at(const struct floor_case *f, int axis, double at_m)
{
    const double n = (double)f->given.n_cells[axis];
    const double line = floor(at_m / f->room->size_m[axis] * n + 0.5 + 1e-6);

    return (size_t)fmin(n, fmax(0.0, line));
}

static bool is_free(const struct floor_case *f, const struct cells *c)
{
    for (size_t j = c->lo[1]; j < c->hi[1]; j++) {
        for (size_t i = c->lo[0]; i < c->hi[0]; i++) {
            if (f->is_taken[j * f->given.n_cells[FIELD_X] + i]) {
                return false;
            }
        }
    }
    return c->hi[0] > c->lo[0] && c->hi[1] > c->lo[1];
}

static struct cells cells_of(const struct floor_case *f, const struct plenum_patch *patch)
{
    struct cells c;

    for (int a = 0; a < 2; a++) {
        const size_t n = f->given.n_cells[a];
        c.lo[a] = line_at(f, a, patch->lo_m[a]);
        c.hi[a] = line_at(f, a, patch->hi_m[a]);
        if (c.hi[a] == c.lo[a]) { /* thinner than a cell */
            c.lo[a] -= c.lo[a] == n;
            c.hi[a] = c.lo[a] + 1;
        }
    }
    return c;
}

/* Drops rows at one side, 0 to 3, until the rest is free; false when nothing is. */
static bool trim(const struct floor_case *f, int side, struct cells *c)
{
    const int a = side / 2;

    while (c->hi[a] > c->lo[a] && !is_free(f, c)) {
        if (side % 2 == 0) {
            c->lo[a]++;
        } else {
            c->hi[a]--;
        }
    }
    return is_free(f, c);
}

/* Takes the cells of a patch, less rows at one of its sides that others have taken. */
static bool claim(struct floor_case *f, const struct plenum_patch *patch, struct cells *ret)
{
    bool is_found = false;

    for (int side = 0; side < 4 && !is_found; side++) {
        *ret = cells_of(f, patch);
        is_found = trim(f, side, ret);
    }
    for (size_t j = ret->lo[1]; j < ret->hi[1] && is_found; j++) {
        memset(f->is_taken + j * f->given.n_cells[FIELD_X] + ret->lo[0], 1,
               ret->hi[0] - ret->lo[0]);
    }
    return is_found;
}

static bool add_port(struct floor_case *f, const struct plenum_patch *patch,
                     enum field_port_kind kind)
{
    const size_t p = f->given.n_ports++;
    struct cells c;

    if (!claim(f, patch, &c)) {
        return false;
    }
    f->ports[p] = (struct field_port){
        .rect = {.axis = FIELD_Z, .at_m = f->lines_m[FIELD_Z][f->given.n_cells[FIELD_Z]]},
        .kind = kind,
        .sign = kind == FIELD_BLOWS ? -1.0 : 1.0};
    for (int a = 0; a < 2; a++) {
        f->ports[p].rect.lo_m[a] = f->lines_m[a][c.lo[a]];
        f->ports[p].rect.hi_m[a] = f->lines_m[a][c.hi[a]];
    }
    f->feeds[p] = (struct field_feed){.temp_c = AIR_C, .from = -1};
    return true;
}

static void add_obstacles(struct floor_case *f)
{
    for (size_t k = 0; k < f->room->n_obstacles; k++) {
        const struct field_box *const box = &f->room->obstacles[k];
        for (int a = 0; a < FIELD_AXES; a++) {
            const double size_m = a == FIELD_Z ? f->room->depth_m : f->room->size_m[a];
            const double n = (double)f->given.n_cells[a];
            size_t lo = (size_t)fmin(n - 1.0, fmax(0.0, round(box->lo_m[a] / size_m * n)));
            size_t hi = (size_t)fmin(n, fmax(0.0, round(box->hi_m[a] / size_m * n)));
            hi += hi == lo;
            f->boxes[k].lo_m[a] = f->lines_m[a][lo];
            f->boxes[k].hi_m[a] = f->lines_m[a][hi];
        }
    }
    f->given.boxes = f->boxes;
    f->given.n_boxes = f->room->n_obstacles;
}

static void describe_air(struct floor_case *f)
{
    f->given.air = (struct field_air){.density_kg_per_m3 = f->room->density_kg_per_m3,
                                      .heat_j_per_kgk = PHYS_AIR_CP_J_PER_KGK,
                                      .viscosity_m2_per_s = 1.5e-5,
                                      .turbulent_prandtl = 0.85,
                                      .expansion_per_k = 0.0,
                                      .reference_c = AIR_C,
                                      .gravity_ms2 = 0.0};
    f->given.start_c = AIR_C;
    f->given.ports = f->ports;
    f->given.feeds = f->feeds;
}

/* Speed of the fastest jet through its opening. */
static double fastest_ms(const struct floor_case *f)
{
    double most_ms = 0.0;

    for (size_t k = 0; k < f->room->n_jets; k++) {
        most_ms = fmax(most_ms, f->room->jets[k].flow_m3s / field_port_area_m2(f->field, k));
    }
    return most_ms;
}

static enum status make(struct floor_case *f, void *memory)
{
    const struct plenum_room *const room = f->room;
    const struct field_settings settings = field_settings();
    struct carver c = carve_begin(memory);

    count_cells(room, f->given.n_cells);
    carve_case(&c, room, f->given.n_cells, f);
    memset(f->is_taken, 0, f->given.n_cells[FIELD_X] * f->given.n_cells[FIELD_Y]);
    for (int a = 0; a < FIELD_AXES; a++) {
        const double size_m = a == FIELD_Z ? room->depth_m : room->size_m[a];
        const size_t n = f->given.n_cells[a];
        for (size_t i = 0; i <= n; i++) {
            f->lines_m[a][i] = size_m * (double)i / (double)n;
        }
        f->given.lines_m[a] = f->lines_m[a];
    }
    describe_air(f);
    add_obstacles(f);
    for (size_t k = 0; k < room->n_jets; k++) {
        if (!add_port(f, &room->jets[k].patch, FIELD_BLOWS)) {
            return STATUS_BAD_INPUT;
        }
        f->supply_m3s += room->jets[k].flow_m3s;
    }
    for (size_t k = 0; k < room->n_outlets; k++) {
        if (!add_port(f, &room->outlets[k].patch, FIELD_DRAWS)) {
            return STATUS_BAD_INPUT;
        }
    }
    return field_create(&f->given, &settings, c.base + c.used, &f->field);
}

/* -------------------------------------------------------------------- rounds */

/* What outlets let out above the supply when the pressures are raised by a level. */
static double surplus_m3s(double level_pa, void *params)
{
    const struct floor_case *const f = params;
    double sum_m3s = -f->supply_m3s;

    for (size_t k = 0; k < f->room->n_outlets; k++) {
        sum_m3s += plenum_flow_m3s(f->room->outlets[k].open_m2, f->outlet_pa[k] + level_pa,
                                   f->room->density_kg_per_m3);
    }
    return sum_m3s;
}

static enum status find_level(struct floor_case *f, double *ret_pa)
{
    double least_pa = (double)INFINITY;
    double most_pa = -(double)INFINITY;
    double open_m2 = 0.0;

    for (size_t k = 0; k < f->room->n_outlets; k++) {
        least_pa = fmin(least_pa, f->outlet_pa[k]);
        most_pa = fmax(most_pa, f->outlet_pa[k]);
        open_m2 += f->room->outlets[k].open_m2;
    }
    const double jet_ms = f->supply_m3s / open_m2;
    const double even_pa = 0.5 * f->room->density_kg_per_m3 * jet_ms * jet_ms;
    /* At these two no outlet gives air, and every one gives more than at an even pressure. */
    const double low_pa = -most_pa;
    const double high_pa = -least_pa + 1.01 * even_pa;
    return root_find(surplus_m3s, f, low_pa, high_pa, LEVEL_FRAC * (high_pa - low_pa), ret_pa);
}

/* Mean pressure of the cells below each outlet. */
static void read_pressures(struct floor_case *f)
{
    const size_t top = f->given.n_cells[FIELD_Z] - 1;

    for (size_t k = 0; k < f->room->n_outlets; k++) {
        const struct field_rect *const rect = &f->ports[f->room->n_jets + k].rect;
        double sum_pa = 0.0;
        double n = 0.0;
        for (size_t j = line_at(f, 1, rect->lo_m[1]); j < line_at(f, 1, rect->hi_m[1]); j++) {
            for (size_t i = line_at(f, 0, rect->lo_m[0]); i < line_at(f, 0, rect->hi_m[0]); i++) {
                sum_pa += field_cell_at(f->field, i, j, top).pressure_pa;
                n += 1.0;
            }
        }
        f->outlet_pa[k] = sum_pa / n;
    }
}

/* Outlets follow their pressures by `share`; what they move by, over the supply. */
static enum status follow(struct floor_case *f, double share, double *ret_moved_frac)
{
    double level_pa = 0.0;
    const enum status st = find_level(f, &level_pa);

    *ret_moved_frac = 0.0;
    for (size_t k = 0; k < f->room->n_outlets && st == STATUS_OK; k++) {
        f->outlet_pa[k] += level_pa;
        const double move_m3s = plenum_flow_m3s(f->room->outlets[k].open_m2, f->outlet_pa[k],
                                                f->room->density_kg_per_m3) -
                                f->outlet_m3s[k];
        f->outlet_m3s[k] += share * move_m3s;
        *ret_moved_frac += fabs(move_m3s) / f->supply_m3s;
    }
    return st;
}

static void set_feeds(struct floor_case *f)
{
    for (size_t p = 0; p < f->given.n_ports; p++) {
        const struct field_feed feed = {.flow_m3s = p < f->room->n_jets
                                                        ? f->room->jets[p].flow_m3s
                                                        : f->outlet_m3s[p - f->room->n_jets],
                                        .temp_c = AIR_C,
                                        .from = -1};
        field_set_feed(f->field, p, &feed);
    }
}

static enum status go_round(struct floor_case *f, double *ret_moved_frac)
{
    enum status st = STATUS_OK;

    set_feeds(f);
    for (int i = 0; i < ROUND_STEPS && st == STATUS_OK; i++) {
        st = field_step(f->field, f->dt_s);
    }
    if (st != STATUS_OK) {
        return st;
    }
    read_pressures(f);
    return follow(f, RELAXATION, ret_moved_frac);
}

/* The first guess: one pressure, and the flow without inertia. */
static enum status begin(struct floor_case *f)
{
    double moved_frac = 0.0;

    memset(f->outlet_m3s, 0, f->room->n_outlets * sizeof(double));
    memset(f->outlet_pa, 0, f->room->n_outlets * sizeof(double));
    const enum status st = follow(f, 1.0, &moved_frac);
    set_feeds(f);
    return st == STATUS_OK ? field_start_potential(f->field) : st;
}

enum status plenum_field_solve(const struct plenum_room *room, void *memory, double *ret_outlet_m3s,
                               double *ret_outlet_pa, struct plenum_field_result *ret)
{
    struct floor_case f = {.room = room};
    enum status st = make(&f, memory);

    *ret = (struct plenum_field_result){0};
    memset(ret_outlet_m3s, 0, room->n_outlets * sizeof(double));
    memset(ret_outlet_pa, 0, room->n_outlets * sizeof(double));
    if (st == STATUS_OK) {
        st = begin(&f);
    }
    if (st != STATUS_OK) {
        return st;
    }
    const double jet_ms = fastest_ms(&f);
    const double crossing_s = CROSSINGS * hypot(room->size_m[0], room->size_m[1]) / jet_ms;
    f.dt_s = COURANT * room->cell_m / jet_ms;
    size_t n_last = 0;
    for (size_t round = 0; round < MOST_ROUNDS && n_last < MEAN_ROUNDS && st == STATUS_OK;
         round++) {
        st = go_round(&f, &ret->moved_frac);
        ret->marched_s += ROUND_STEPS * f.dt_s;
        const bool may_end = ret->marched_s >= crossing_s && ret->moved_frac < STILL_FRAC;
        if (n_last > 0 || may_end || round + MEAN_ROUNDS >= MOST_ROUNDS) {
            ret->is_steady = n_last > 0 ? ret->is_steady && ret->moved_frac < STILL_FRAC : may_end;
            n_last++;
            for (size_t k = 0; k < room->n_outlets; k++) {
                ret_outlet_m3s[k] += f.outlet_m3s[k] / MEAN_ROUNDS;
                ret_outlet_pa[k] += f.outlet_pa[k] / MEAN_ROUNDS;
            }
        }
    }
    ret->n_cells = field_n_air(f.field);
    return st;
}
