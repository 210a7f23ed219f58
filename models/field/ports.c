/* ports.c - openings: their faces, what flows through them, and how one feeds another.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/field/inner.h"

/* Adds one face; false when it has no air before it, air on both sides, or belongs to another port. */
static bool add_face(struct field *f, struct port *port, const size_t at[FIELD_AXES],
                     enum face_kind kind, double flow_sign)
{
    const int a = port->axis;
    const size_t m = field_at(f, at[FIELD_X], at[FIELD_Y], at[FIELD_Z]);
    const bool is_above = f->is_air[m];
    const bool is_below = f->is_air[m - f->stride[a]];

    if (is_above == is_below || f->face[a][m] == FACE_FIXED || f->face[a][m] == FACE_FREE) {
        return false;
    }
    /* What is blown leaves its face into the air; what is drawn leaves the air into its face. */
    const double out = is_above ? -1.0 : 1.0;
    if (flow_sign != 0.0 && flow_sign != out) {
        return false;
    }
    struct port_face *const face = &f->port_faces[port->first + port->n++];
    face->face = (uint32_t)m;
    face->cell = (uint32_t)(is_above ? m : m - f->stride[a]);
    face->area_m2 = grid_area(f, a, at);
    port->area_m2 += face->area_m2;
    port->out = out;
    f->face[a][m] = (uint8_t)kind;
    return true;
}

static enum status build_port(struct field *f, size_t p, size_t first)
{
    const struct field_port *const given = &f->given->ports[p];
    struct port *const port = &f->ports[p];
    const bool is_free = given->kind == FIELD_FREE;
    const double out_sign = is_free ? 0.0 : given->kind == FIELD_DRAWS ? given->sign : -given->sign;
    struct range r;

    *port = (struct port){.first = first, .axis = given->rect.axis, .feed = f->given->feeds[p]};
    port->blown_c = port->feed.temp_c;
    if (!grid_rect(f->given, &given->rect, &r)) {
        return STATUS_BAD_INPUT;
    }
    const size_t n_y = r.hi[FIELD_Y] - r.lo[FIELD_Y];
    const size_t n_rows = n_y * (r.hi[FIELD_Z] - r.lo[FIELD_Z]);
    for (size_t row = 0; row < n_rows; row++) {
        for (size_t i = r.lo[FIELD_X]; i < r.hi[FIELD_X]; i++) {
            const size_t at[FIELD_AXES] = {i, r.lo[FIELD_Y] + row % n_y, r.lo[FIELD_Z] + row / n_y};
            if (!add_face(f, port, at, is_free ? FACE_FREE : FACE_FIXED, out_sign)) {
                return STATUS_BAD_INPUT;
            }
        }
    }
    return STATUS_OK;
}

enum status ports_build(struct field *f)
{
    size_t first = 0;

    for (size_t p = 0; p < f->given->n_ports; p++) {
        const enum status st = build_port(f, p, first);
        if (st != STATUS_OK) {
            return st;
        }
        first += f->ports[p].n;
    }
    regions_label(f);
    ports_free_regions(f);
    return STATUS_OK;
}

void ports_free_regions(struct field *f)
{
    memset(f->region_is_free, 0, (f->n_regions + 1) * sizeof *f->region_is_free);
    for (size_t p = 0; p < f->given->n_ports; p++) {
        for (size_t i = 0; i < f->ports[p].n && f->given->ports[p].kind == FIELD_FREE; i++) {
            f->region_is_free[f->region[f->port_faces[f->ports[p].first + i].cell]] = 1;
        }
    }
}

void ports_set_velocities(struct field *f)
{
    for (size_t p = 0; p < f->given->n_ports; p++) {
        const struct port *const port = &f->ports[p];
        const double out = f->given->ports[p].kind == FIELD_BLOWS ? -port->out : port->out;
        const double normal_ms = out * port->feed.flow_m3s / port->area_m2;
        for (size_t i = 0; i < port->n && f->given->ports[p].kind != FIELD_FREE; i++) {
            f->velocity[port->axis][f->port_faces[port->first + i].face] = normal_ms;
        }
    }
}

/* Free ports mix by the flow through each face; fixed ones have one velocity. */
double field_port_c(const struct field *f, size_t p)
{
    const struct port *const port = &f->ports[p];
    const bool is_free = f->given->ports[p].kind == FIELD_FREE;
    double sum = 0.0;
    double weight = 0.0;

    if (f->given->ports[p].kind == FIELD_BLOWS) {
        return port->blown_c;
    }
    for (size_t i = 0; i < port->n; i++) {
        const struct port_face *const face = &f->port_faces[port->first + i];
        const double out_ms = port->out * f->velocity[port->axis][face->face];
        const double w = face->area_m2 * (!is_free ? 1.0 : out_ms > 0.0 ? out_ms : 0.0);
        sum += w * f->temp_c[face->cell];
        weight += w;
    }
    return weight > 0.0 ? sum / weight : port->feed.temp_c;
}

double ports_linked_c(const struct field *f, size_t p)
{
    const struct field_feed *const feed = &f->ports[p].feed;
    const double air_j_per_m3k = f->given->air.density_kg_per_m3 * f->given->air.heat_j_per_kgk;

    if (feed->from < 0) {
        return feed->temp_c;
    }
    const double from_c = field_port_c(f, (size_t)feed->from);
    const double rise_k =
        feed->flow_m3s > 0.0 ? feed->heat_w / (air_j_per_m3k * feed->flow_m3s) : 0.0;
    return from_c - feed->take_frac * (from_c - feed->temp_c) + rise_k;
}

void ports_update(struct field *f)
{
    for (size_t p = 0; p < f->given->n_ports; p++) {
        if (f->given->ports[p].kind == FIELD_BLOWS) {
            f->ports[p].blown_c = ports_linked_c(f, p);
        }
    }
}

void field_set_feed(struct field *f, size_t p, const struct field_feed *feed)
{
    f->ports[p].feed = *feed;
}

const struct field_feed *field_feed_of(const struct field *f, size_t p)
{
    return &f->ports[p].feed;
}

double field_port_area_m2(const struct field *f, size_t p)
{
    return f->ports[p].area_m2;
}
