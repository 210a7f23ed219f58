/* sources.c - heat spread over the air of boxes.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "models/field/inner.h"

/* Adds per_m3 times the cell's volume to the right-hand side of every air cell in the range; returns
 * the volume of the air. */
static double add_to(struct field *f, const struct range *r, double per_m3)
{
    double volume_m3 = 0.0;

    const size_t n_y = r->hi[FIELD_Y] - r->lo[FIELD_Y];
    const size_t n_rows = n_y * (r->hi[FIELD_Z] - r->lo[FIELD_Z]);
    for (size_t row = 0; row < n_rows; row++) {
        const size_t j = r->lo[FIELD_Y] + row % n_y;
        const size_t k = r->lo[FIELD_Z] + row / n_y;
        for (size_t i = r->lo[FIELD_X]; i < r->hi[FIELD_X]; i++) {
            const size_t m = field_at(f, i, j, k);
            const double own_m3 =
                f->width_m[FIELD_X][i] * f->width_m[FIELD_Y][j] * f->width_m[FIELD_Z][k];
            if (f->is_air[m]) {
                volume_m3 += own_m3;
                f->s.rhs[m] += per_m3 * own_m3;
            }
        }
    }
    return volume_m3;
}

void sources_add(struct field *f)
{
    for (size_t i = 0; i < f->given->n_sources; i++) {
        const struct field_source *const source = &f->given->sources[i];
        struct range r;
        if (grid_box(f->given, &source->box, &r)) {
            const double volume_m3 = add_to(f, &r, 0.0);
            (void)add_to(f, &r, source->heat_w / (energy_j_per_m3k(f) * volume_m3));
        }
    }
}

double sources_heat_w(const struct field *f)
{
    double heat_w = 0.0;

    for (size_t i = 0; i < f->given->n_sources; i++) {
        heat_w += f->given->sources[i].heat_w;
    }
    return heat_w;
}
