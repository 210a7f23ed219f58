/* build.c - an air case to the solver's description of a room.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "sim/airflow/airflow.h"

struct builder {
    struct arena *arena;
    struct diag *diag;
    const struct air_case *c;
    struct airflow *a;
    struct field_port *ports;
    struct field_feed *feeds;
    struct field_rect *panels;
    struct field_box *boxes;
    struct field_source *sources;
    struct span *port_at; /* where the port stands in the file */
    double *marks_m[FIELD_AXES];
    size_t n_marks[FIELD_AXES];
};

static void mark(struct builder *b, int axis, double at_m)
{
    b->marks_m[axis][b->n_marks[axis]++] = at_m;
}

static struct field_box box_of(struct builder *b, const struct number_list *n)
{
    struct field_box box;

    for (int a = 0; a < FIELD_AXES; a++) {
        const double *const pair_m = n->items + (ptrdiff_t)2 * a;
        box.lo_m[a] = pair_m[0];
        box.hi_m[a] = pair_m[1];
        mark(b, a, box.lo_m[a]);
        mark(b, a, box.hi_m[a]);
    }
    return box;
}

static struct field_rect mark_rect(struct builder *b, const struct field_rect *r)
{
    const int first = r->axis == FIELD_X ? FIELD_Y : FIELD_X;
    const int second = r->axis == FIELD_Z ? FIELD_Y : FIELD_Z;

    mark(b, r->axis, r->at_m);
    mark(b, first, r->lo_m[0]);
    mark(b, first, r->hi_m[0]);
    mark(b, second, r->lo_m[1]);
    mark(b, second, r->hi_m[1]);
    return *r;
}

static struct field_rect rect_of(struct builder *b, const struct case_sheet *s)
{
    return mark_rect(b, &(struct field_rect){.axis = s->axis,
                                             .at_m = s->at_m,
                                             .lo_m = {s->rect_m.items[0], s->rect_m.items[2]},
                                             .hi_m = {s->rect_m.items[1], s->rect_m.items[3]}});
}

static void add_port(struct builder *b, const struct field_port *port,
                     const struct field_feed *feed, struct span at)
{
    const size_t i = b->a->room.n_ports++;

    b->ports[i] = *port;
    b->feeds[i] = *feed;
    b->port_at[i] = at;
}

static void add_openings(struct builder *b)
{
    const struct case_sheet *const supplies = b->c->supplies.items;
    const struct case_sheet *const returns = b->c->returns.items;

    b->a->first_supply = b->a->room.n_ports;
    for (size_t i = 0; i < b->c->supplies.n; i++) {
        const struct case_sheet *const s = &supplies[i];
        add_port(b, &(struct field_port){rect_of(b, s), FIELD_BLOWS, s->sign},
                 &(struct field_feed){.flow_m3s = s->flow_m3s, .temp_c = s->temp_c, .from = -1},
                 s->at);
        b->a->supply_m3s += s->flow_m3s;
    }
    b->a->first_return = b->a->room.n_ports;
    for (size_t i = 0; i < b->c->returns.n; i++) {
        const struct case_sheet *const s = &returns[i];
        add_port(
            b, &(struct field_port){rect_of(b, s), s->is_open ? FIELD_FREE : FIELD_DRAWS, s->sign},
            &(struct field_feed){
                .flow_m3s = s->is_open ? 0.0 : s->flow_m3s, .temp_c = b->c->start_c, .from = -1},
            s->at);
    }
}

/* One slice of a rack: what its front draws its rear blows, warmer by its heat. */
static void add_section(struct builder *b, const struct case_rack *rack, size_t r, size_t s)
{
    const int axis = rack->inlet_side / 2;
    const int beside = axis == FIELD_X ? FIELD_Y : FIELD_X;
    const bool is_low = rack->inlet_side % 2 == 0;
    const double *const box_m = rack->box_m.items;
    const double *const along_m = box_m + (ptrdiff_t)2 * axis;
    const double *const beside_m = box_m + (ptrdiff_t)2 * beside;
    const double height_m = (box_m[5] - box_m[4]) / rack->sections;
    struct airflow_section *const section = &b->a->sections[b->a->n_sections++];
    struct field_rect rect = {.axis = axis,
                              .at_m = along_m[is_low ? 0 : 1],
                              .lo_m = {beside_m[0], box_m[4] + height_m * (double)s},
                              .hi_m = {beside_m[1], box_m[4] + height_m * (double)(s + 1)}};
    struct field_feed feed = {
        .flow_m3s = rack->flow_m3s / rack->sections, .temp_c = b->c->start_c, .from = -1};
    const double sign = is_low ? 1.0 : -1.0;

    *section = (struct airflow_section){.rack = r,
                                        .section = s,
                                        .lo_m = rect.lo_m[1],
                                        .hi_m = rect.hi_m[1],
                                        .flow_m3s = feed.flow_m3s,
                                        .heat_w = rack->heat_w / rack->sections,
                                        .inlet = b->a->room.n_ports,
                                        .outlet = b->a->room.n_ports + 1};
    add_port(b, &(struct field_port){mark_rect(b, &rect), FIELD_DRAWS, sign}, &feed, rack->at);
    rect.at_m = along_m[is_low ? 1 : 0];
    feed.from = (long)section->inlet;
    feed.heat_w = section->heat_w;
    add_port(b, &(struct field_port){mark_rect(b, &rect), FIELD_BLOWS, sign}, &feed, rack->at);
}

static void add_racks(struct builder *b)
{
    const struct case_rack *const racks = b->c->racks.items;

    for (size_t r = 0; r < b->c->racks.n; r++) {
        for (size_t s = 0; s < (size_t)racks[r].sections; s++) {
            add_section(b, &racks[r], r, s);
        }
        b->a->heat_w += racks[r].heat_w;
    }
}

static void add_walls(struct builder *b)
{
    const struct case_box *const blocks = b->c->blocks.items;
    const struct case_box *const sources = b->c->sources.items;
    const struct case_rack *const racks = b->c->racks.items;
    const struct case_sheet *const panels = b->c->panels.items;
    struct field_case *const room = &b->a->room;

    for (size_t i = 0; i < b->c->blocks.n; i++) {
        b->boxes[room->n_boxes++] = box_of(b, &blocks[i].box_m);
    }
    for (size_t i = 0; i < b->c->racks.n; i++) {
        b->boxes[room->n_boxes++] = box_of(b, &racks[i].box_m);
    }
    for (size_t i = 0; i < b->c->panels.n; i++) {
        b->panels[room->n_panels++] = rect_of(b, &panels[i]);
    }
    for (size_t i = 0; i < b->c->sources.n; i++) {
        b->sources[room->n_sources++] =
            (struct field_source){box_of(b, &sources[i].box_m), sources[i].heat_w};
        b->a->heat_w += sources[i].heat_w;
    }
}

static void take_memory(struct builder *b)
{
    const struct case_rack *const racks = b->c->racks.items;
    size_t n_sections = 0;

    for (size_t r = 0; r < b->c->racks.n; r++) {
        n_sections += (size_t)racks[r].sections;
    }
    const size_t n_ports = b->c->supplies.n + b->c->returns.n + 2 * n_sections;
    const size_t n_boxes = b->c->blocks.n + b->c->racks.n + b->c->sources.n;
    const size_t n_marks = 2 * (1 + n_boxes + n_ports + b->c->panels.n);

    b->ports = ARENA_ARRAY(b->arena, struct field_port, n_ports, "air case");
    b->feeds = ARENA_ARRAY(b->arena, struct field_feed, n_ports, "air case");
    b->port_at = ARENA_ARRAY(b->arena, struct span, n_ports, "air case");
    b->panels = ARENA_ARRAY(b->arena, struct field_rect, b->c->panels.n, "air case");
    b->boxes = ARENA_ARRAY(b->arena, struct field_box, n_boxes, "air case");
    b->sources = ARENA_ARRAY(b->arena, struct field_source, b->c->sources.n, "air case");
    b->a->sections = ARENA_ARRAY(b->arena, struct airflow_section, n_sections, "air case");
    b->a->means = ARENA_ARRAY(b->arena, struct field_mean, n_ports, "air case");
    for (int a = 0; a < FIELD_AXES; a++) {
        b->marks_m[a] = ARENA_ARRAY(b->arena, double, n_marks, "air case");
        mark(b, a, 0.0);
        mark(b, a, b->c->room->size_m.items[a]);
    }
}

static enum status make_grid(struct builder *b, const struct airflow_request *request)
{
    for (int a = 0; a < FIELD_AXES; a++) {
        struct number_list lines = {0};
        if (request->grid != NULL) {
            const enum status st = air_case_grid(b->arena, b->c, request->grid, a, b->diag, &lines);
            if (st != STATUS_OK) {
                return st;
            }
        } else {
            lines.items = ARENA_ARRAY(b->arena, double, AIRFLOW_MOST_LINES, "air case");
            lines.n = field_axis(b->marks_m[a], b->n_marks[a], request->cell_m, lines.items,
                                 AIRFLOW_MOST_LINES);
            if (lines.n > AIRFLOW_MOST_LINES) {
                diag_add(b->diag, DIAG_TOO_MANY, b->c->at,
                         "cells of %g m make more than %d along one axis", request->cell_m,
                         AIRFLOW_MOST_LINES - 1);
                return STATUS_BAD_INPUT;
            }
        }
        b->a->room.lines_m[a] = lines.items;
        b->a->room.n_cells[a] = lines.n - 1;
    }
    return STATUS_OK;
}

static void describe_room(struct builder *b)
{
    static const char *const faces[] = {"xmin", "xmax", "ymin", "ymax", "zmin", "zmax"};
    struct field_case *const room = &b->a->room;
    const struct case_air *const air = b->c->air;

    room->air = (struct field_air){
        .density_kg_per_m3 = air->density_kg_per_m3,
        .heat_j_per_kgk = air->heat_j_per_kgk,
        .viscosity_m2_per_s = air->viscosity_m2_per_s,
        .turbulent_prandtl = air->turbulent_prandtl,
        .expansion_per_k = air->expansion_per_k,
        .reference_c = air->reference_c,
        .gravity_ms2 = air->gravity_ms2,
    };
    for (size_t i = 0; i < b->c->room->symmetry.n; i++) {
        for (int k = 0; k < 2 * FIELD_AXES; k++) {
            if (strcmp(b->c->room->symmetry.items[i].text, faces[k]) == 0) {
                room->is_mirror[k / 2][k % 2] = true;
            }
        }
    }
    room->boxes = b->boxes;
    room->panels = b->panels;
    room->ports = b->ports;
    room->feeds = b->feeds;
    room->sources = b->sources;
    room->start_c = b->c->start_c;
    if (b->c->surfaces != NULL) {
        room->surface_w_per_m2k = b->c->surfaces->conductance_w_per_m2k;
        room->surface_c = b->c->surfaces->temp_c;
    }
}

/* Can the room be laid out with its first n openings? */
static bool can_stand(struct builder *b, const struct field_settings *settings, size_t n)
{
    struct field_case room = b->a->room;
    struct field *field = NULL;
    const struct arena_mark mark = arena_mark(b->arena);

    room.n_ports = n;
    const size_t n_bytes = field_bytes(&room);
    const bool is_sound =
        n_bytes > 0 && field_create(&room, settings, arena_take(b->arena, 1, n_bytes, "air field"),
                                    &field) != STATUS_BAD_INPUT;
    arena_reset(b->arena, mark);
    return is_sound;
}

/* The first opening with which the room cannot be laid out is the one to mend. */
static void explain(struct builder *b, const struct field_settings *settings, enum status st)
{
    size_t sound = 0;
    size_t bad = b->a->room.n_ports;

    if (st == STATUS_IMBALANCE) {
        diag_add(b->diag, DIAG_CONTRADICTION, b->c->at,
                 "in a part of the room that is closed off, what blows in is not drawn out");
        return;
    }
    if (bad == 0 || !can_stand(b, settings, 0)) {
        diag_add(b->diag, DIAG_CONTRADICTION, b->c->at,
                 "an edge of a block, rack or panel is not on a line of the grid");
        return;
    }
    while (bad - sound > 1) {
        const size_t middle = (sound + bad) / 2;
        if (can_stand(b, settings, middle)) {
            sound = middle;
        } else {
            bad = middle;
        }
    }
    diag_add(b->diag, DIAG_CONTRADICTION, b->port_at[bad - 1],
             "an opening does not stand between a wall and air on the side that its sign says, "
             "lies over "
             "another, or has edges off the lines of the grid");
}

enum status airflow_build(struct arena *arena, const struct air_case *source,
                          const struct airflow_request *request, struct diag *diag,
                          struct airflow **ret_airflow)
{
    struct airflow *const a = arena_take(arena, 1, sizeof *a, "air case");
    struct builder b = {.arena = arena, .diag = diag, .c = source, .a = a};

    a->source = source;
    take_memory(&b);
    add_walls(&b);
    add_openings(&b);
    add_racks(&b);
    describe_room(&b);
    enum status st = make_grid(&b, request);
    if (st != STATUS_OK) {
        return st;
    }
    a->n_bytes = field_bytes(&a->room);
    st = a->n_bytes > 0 ? field_create(&a->room, &request->settings,
                                       arena_take(arena, 1, a->n_bytes, "air field"), &a->field)
                        : STATUS_BAD_INPUT;
    if (st != STATUS_OK) {
        explain(&b, &request->settings, st);
        return st;
    }
    a->n_cells = field_n_air(a->field);
    *ret_airflow = a;
    return STATUS_OK;
}
