/* field_bench.h - small rooms for tests of the air solver: put together call by call, then laid out.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_PHYSICS_FIELD_BENCH_H
#define TESTS_PHYSICS_FIELD_BENCH_H

#include <stdlib.h>
#include <string.h>

#include "models/field/field.h"
#include "tests/support/check_main.h"

enum { BENCH_MOST = 64, BENCH_LINES = 512 };

struct field_bench {
    struct field_case room;
    struct field_settings settings;
    struct field_box boxes[BENCH_MOST];
    struct field_rect panels[BENCH_MOST];
    struct field_port ports[BENCH_MOST];
    struct field_feed feeds[BENCH_MOST];
    struct field_source sources[BENCH_MOST];
    double lines_m[FIELD_AXES][BENCH_LINES];
    double marks_m[FIELD_AXES][BENCH_LINES];
    size_t n_marks[FIELD_AXES];
    void *memory;
    struct field *field;
};

static inline void bench_mark(struct field_bench *b, int axis, double at_m)
{
    b->marks_m[axis][b->n_marks[axis]++] = at_m;
}

static inline void bench_begin(struct field_bench *b, double x_m, double y_m, double z_m)
{
    const double size_m[FIELD_AXES] = {x_m, y_m, z_m};

    memset(b, 0, sizeof *b);
    b->settings = field_settings();
    b->room.air = (struct field_air){.density_kg_per_m3 = 1.17,
                                     .heat_j_per_kgk = 1006.0,
                                     .viscosity_m2_per_s = 1.5e-5,
                                     .turbulent_prandtl = 0.87,
                                     .expansion_per_k = 3.4e-3,
                                     .reference_c = 21.0,
                                     .gravity_ms2 = 9.81};
    b->room.start_c = 23.0;
    for (int a = 0; a < FIELD_AXES; a++) {
        bench_mark(b, a, 0.0);
        bench_mark(b, a, size_m[a]);
    }
}

static inline double bench_j_per_m3k(const struct field_bench *b)
{
    return b->room.air.density_kg_per_m3 * b->room.air.heat_j_per_kgk;
}

static inline struct field_box bench_box(struct field_bench *b, const double box_m[6])
{
    struct field_box box;

    for (int a = 0; a < FIELD_AXES; a++) {
        const double *const pair_m = box_m + (ptrdiff_t)2 * a;
        box.lo_m[a] = pair_m[0];
        box.hi_m[a] = pair_m[1];
        bench_mark(b, a, box.lo_m[a]);
        bench_mark(b, a, box.hi_m[a]);
    }
    return box;
}

static inline struct field_rect bench_rect(struct field_bench *b, int axis, double at_m,
                                           const double rect_m[4])
{
    const int first = axis == FIELD_X ? FIELD_Y : FIELD_X;
    const int second = axis == FIELD_Z ? FIELD_Y : FIELD_Z;

    bench_mark(b, axis, at_m);
    bench_mark(b, first, rect_m[0]);
    bench_mark(b, first, rect_m[1]);
    bench_mark(b, second, rect_m[2]);
    bench_mark(b, second, rect_m[3]);
    return (struct field_rect){
        .axis = axis, .at_m = at_m, .lo_m = {rect_m[0], rect_m[2]}, .hi_m = {rect_m[1], rect_m[3]}};
}

static inline void bench_solid(struct field_bench *b, const double box_m[6])
{
    b->boxes[b->room.n_boxes++] = bench_box(b, box_m);
}

static inline void bench_panel(struct field_bench *b, int axis, double at_m, const double rect_m[4])
{
    b->panels[b->room.n_panels++] = bench_rect(b, axis, at_m, rect_m);
}

static inline void bench_source(struct field_bench *b, const double box_m[6], double heat_w)
{
    b->sources[b->room.n_sources++] = (struct field_source){bench_box(b, box_m), heat_w};
}

/* sign is that of the flow along the axis. */
static inline size_t bench_port(struct field_bench *b, enum field_port_kind kind, double sign,
                                struct field_rect rect, struct field_feed feed)
{
    const size_t p = b->room.n_ports++;

    b->ports[p] = (struct field_port){.rect = rect, .kind = kind, .sign = sign};
    b->feeds[p] = feed;
    return p;
}

/* A rack that draws at its low x in `sections` slices; returns its first port: inlets and outlets
 * alternate. */
static inline size_t bench_rack(struct field_bench *b, const double box_m[6], size_t sections,
                                double flow_m3s, double heat_w)
{
    const size_t first = b->room.n_ports;

    bench_solid(b, box_m);
    for (size_t s = 0; s < sections; s++) {
        const double lo_m = box_m[4] + (box_m[5] - box_m[4]) * (double)s / (double)sections;
        const double hi_m = box_m[4] + (box_m[5] - box_m[4]) * (double)(s + 1) / (double)sections;
        const double rect_m[4] = {box_m[2], box_m[3], lo_m, hi_m};
        struct field_feed feed = {.flow_m3s = flow_m3s / (double)sections, .from = -1};
        const size_t in =
            bench_port(b, FIELD_DRAWS, 1.0, bench_rect(b, FIELD_X, box_m[0], rect_m), feed);
        feed.from = (long)in;
        feed.heat_w = heat_w / (double)sections;
        (void)bench_port(b, FIELD_BLOWS, 1.0, bench_rect(b, FIELD_X, box_m[1], rect_m), feed);
    }
    return first;
}

static inline enum status bench_try(struct field_bench *b, double cell_m)
{
    for (int a = 0; a < FIELD_AXES; a++) {
        const size_t n =
            field_axis(b->marks_m[a], b->n_marks[a], cell_m, b->lines_m[a], BENCH_LINES);
        ck_assert_uint_le(n, BENCH_LINES);
        b->room.lines_m[a] = b->lines_m[a];
        b->room.n_cells[a] = n - 1;
    }
    b->room.boxes = b->boxes;
    b->room.panels = b->panels;
    b->room.ports = b->ports;
    b->room.feeds = b->feeds;
    b->room.sources = b->sources;
    b->memory = malloc(field_bytes(&b->room));
    ck_assert_ptr_nonnull(b->memory);
    return field_create(&b->room, &b->settings, b->memory, &b->field);
}

static inline void bench_make(struct field_bench *b, double cell_m)
{
    ck_assert_int_eq(bench_try(b, cell_m), STATUS_OK);
}

static inline void bench_march(struct field_bench *b, size_t n_steps, double dt_s)
{
    for (size_t i = 0; i < n_steps; i++) {
        ck_assert_int_eq(field_step(b->field, dt_s), STATUS_OK);
    }
}

static inline void bench_end(struct field_bench *b)
{
    free(b->memory);
    b->memory = NULL;
}

/* Heat left over in the room's books over what moved; the openings' own residual is part of them. */
static inline double bench_closure(const struct field_bench *b)
{
    const struct field_ledger l = field_ledger(b->field);

    return (l.residual_j + l.links_j) / l.turnover_j;
}

/* A small raised-floor room: two racks, two tiles, a ceiling return; y_sign -1 mirrors it in y. */
struct bench_hall {
    size_t tiles[2];
    size_t back;
    size_t racks[2];
};
static inline struct bench_hall bench_small_hall(struct field_bench *b, bool is_mirrored,
                                                 double heat_w)
{
    struct bench_hall h;
    const double flow_m3s[2] = {0.31, 0.27};
    const double supply_m3s[2] = {0.25, 0.24};

    bench_begin(b, 3.0, 3.6, 2.7);
    for (int r = 0; r < 2; r++) {
        const double at_m = 1.2 + 0.6 * (double)r;
        const double lo_m = is_mirrored ? 3.6 - at_m - 0.6 : at_m;
        const double rack_m[6] = {0.9, 2.1, lo_m, lo_m + 0.6, 0.0, 1.8};
        const double tile_m[4] = {0.3, 0.9, lo_m, lo_m + 0.6};
        h.racks[r] = bench_rack(b, rack_m, 2, flow_m3s[r], heat_w * (r == 0 ? 0.6 : 0.4));
        h.tiles[r] =
            bench_port(b, FIELD_BLOWS, 1.0, bench_rect(b, FIELD_Z, 0.0, tile_m),
                       (struct field_feed){.flow_m3s = supply_m3s[r], .temp_c = 17.0, .from = -1});
    }
    const double back_y_m = is_mirrored ? 3.0 : 0.0;
    const double back_m[4] = {2.4, 3.0, back_y_m, back_y_m + 0.6};
    h.back = bench_port(b, FIELD_DRAWS, 1.0, bench_rect(b, FIELD_Z, 2.7, back_m),
                        (struct field_feed){.flow_m3s = supply_m3s[0] + supply_m3s[1], .from = -1});
    return h;
}

#endif
