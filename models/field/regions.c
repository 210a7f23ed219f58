/* regions.c - parts of the room that are closed off from each other: in each of them what flows in
 * must flow out, for the pressure of a region without a free port is known but for a constant.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/field/inner.h"

/* A region that is off by more has a wrong description, not a rounded one. */
#define BALANCE_FRAC 1e-6

/* Floods the region of a cell. The stack is scratch memory: a cell enters it at most once. */
static void flood(struct field *f, size_t seed, uint16_t label)
{
    uint32_t *const stack = (uint32_t *)(void *)f->scratch[0];
    size_t n = 0;

    f->region[seed] = label;
    stack[n++] = (uint32_t)seed;
    while (n > 0) {
        const size_t m = stack[--n];
        for (int side = 0; side < 2 * FIELD_AXES; side++) {
            const int a = side / 2;
            const size_t s = f->stride[a];
            const size_t face = side % 2 == 0 ? m : m + s;
            const size_t other = side % 2 == 0 ? m - s : m + s;
            const bool is_passed = f->face[a][face] == FACE_OPEN || f->face[a][face] == FACE_LEAK;
            if (is_passed && f->region[other] == 0) {
                f->region[other] = label;
                stack[n++] = (uint32_t)other;
            }
        }
    }
}

void regions_label(struct field *f)
{
    memset(f->region, 0, f->n_total * sizeof *f->region);
    f->n_regions = 0;
    for (size_t m = 0; m < f->n_total; m++) {
        if (f->is_air[m] && f->region[m] == 0 && f->n_regions < UINT16_MAX) {
            f->n_regions++;
            flood(f, m, (uint16_t)f->n_regions);
        }
    }
}

enum status regions_check(struct field *f)
{
    memset(f->region_sum, 0, (f->n_regions + 1) * sizeof *f->region_sum);
    memset(f->region_weight, 0, (f->n_regions + 1) * sizeof *f->region_weight);
    for (size_t p = 0; p < f->given->n_ports; p++) {
        const struct port *const port = &f->ports[p];
        const double sign = f->given->ports[p].kind == FIELD_BLOWS ? 1.0 : -1.0;
        for (size_t i = 0; i < port->n && f->given->ports[p].kind != FIELD_FREE; i++) {
            const struct port_face *const face = &f->port_faces[port->first + i];
            const double flow_m3s = port->feed.flow_m3s * face->area_m2 / port->area_m2;
            f->region_sum[f->region[face->cell]] += sign * flow_m3s;
            f->region_weight[f->region[face->cell]] += fabs(flow_m3s);
        }
    }
    for (size_t r = 1; r <= f->n_regions; r++) {
        if (!f->region_is_free[r] && fabs(f->region_sum[r]) > BALANCE_FRAC * f->region_weight[r]) {
            return STATUS_IMBALANCE;
        }
    }
    return STATUS_OK;
}
