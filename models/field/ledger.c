/* ledger.c - the heat that came, went and stayed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/field/inner.h"

static double cell_m3(const struct field *f, size_t i, size_t j, size_t k)
{
    return f->width_m[FIELD_X][i] * f->width_m[FIELD_Y][j] * f->width_m[FIELD_Z][k];
}

double ledger_stored_k_m3(const struct field *f)
{
    double sum = 0.0;

    for (size_t k = 1; k <= f->n[FIELD_Z]; k++) {
        for (size_t j = 1; j <= f->n[FIELD_Y]; j++) {
            double row = 0.0;
            for (size_t i = 1; i <= f->n[FIELD_X]; i++) {
                const size_t m = field_at(f, i, j, k);
                row += f->is_air[m] ? cell_m3(f, i, j, k) * f->temp_c[m] : 0.0;
            }
            sum += row;
        }
    }
    return sum;
}

double field_mean_c(const struct field *f)
{
    return ledger_stored_k_m3(f) / f->volume_m3;
}

double field_volume_m3(const struct field *f)
{
    return f->volume_m3;
}

void field_extremes_c(const struct field *f, double *ret_least_c, double *ret_most_c)
{
    double least_c = (double)INFINITY;
    double most_c = -(double)INFINITY;

    for (size_t m = 0; m < f->n_total; m++) {
        if (f->is_air[m]) {
            least_c = f->temp_c[m] < least_c ? f->temp_c[m] : least_c;
            most_c = larger(most_c, f->temp_c[m]);
        }
    }
    *ret_least_c = least_c;
    *ret_most_c = most_c;
}

/* Walks the outer walls of one axis: sums their area, and area times air temperature. */
static void walk_surface(const struct field *f, int a, double *area_m2, double *area_c)
{
    for (size_t k = 1; k <= f->n[FIELD_Z]; k++) {
        for (size_t j = 1; j <= f->n[FIELD_Y]; j++) {
            for (size_t i = 1; i <= f->n[FIELD_X]; i++) {
                const size_t at[FIELD_AXES] = {i, j, k};
                const size_t m = field_at(f, i, j, k);
                const bool is_lo = at[a] == 1 && f->face[a][m] == FACE_WALL;
                const bool is_hi = at[a] == f->n[a] && f->face[a][m + f->stride[a]] == FACE_WALL;
                const double own =
                    f->is_air[m] ? ((double)is_lo + (double)is_hi) * grid_area(f, a, at) : 0.0;
                *area_m2 += own;
                *area_c += own * f->temp_c[m];
            }
        }
    }
}

void ledger_measure(struct field *f)
{
    double area_c = 0.0;

    f->surface_m2 = 0.0;
    for (int a = 0; a < FIELD_AXES; a++) {
        walk_surface(f, a, &f->surface_m2, &area_c);
    }
}

double field_surface_m2(const struct field *f)
{
    return f->surface_m2;
}

static double surface_k_m3s(const struct field *f)
{
    double area_m2 = 0.0;
    double area_c = 0.0;

    if (f->given->surface_w_per_m2k <= 0.0) {
        return 0.0;
    }
    for (int a = 0; a < FIELD_AXES; a++) {
        walk_surface(f, a, &area_m2, &area_c);
    }
    return f->given->surface_w_per_m2k / energy_j_per_m3k(f) *
           (area_c - area_m2 * f->given->surface_c);
}

/* Heat carried through the openings, above the mean of the air: net, and in absolute values. */
static double ports_k_m3s(const struct field *f, double base_c, double *turnover)
{
    double sum = 0.0;

    for (size_t p = 0; p < f->given->n_ports; p++) {
        const struct port *const port = &f->ports[p];
        for (size_t i = 0; i < port->n; i++) {
            const struct port_face *const face = &f->port_faces[port->first + i];
            const double in = -port->out * f->velocity[port->axis][face->face] * face->area_m2;
            const double carried_c = in > 0.0 ? port->blown_c : f->temp_c[face->cell];
            sum += in * (carried_c - base_c);
            *turnover += fabs(in * (carried_c - base_c));
        }
    }
    return sum;
}

void ledger_book(struct field *f, double dt_s, double stored_was_k_m3, double short_k_m3s)
{
    struct field_ledger *const l = &f->ledger;
    const double j = energy_j_per_m3k(f);
    const double stored_k_m3 = ledger_stored_k_m3(f);
    double turnover = 0.0;
    const double ports_j = j * dt_s * ports_k_m3s(f, stored_k_m3 / f->volume_m3, &turnover);
    const double surfaces_j = j * dt_s * surface_k_m3s(f);
    const double sources_j = dt_s * sources_heat_w(f);
    const double stored_j = j * (stored_k_m3 - stored_was_k_m3);

    l->time_s += dt_s;
    l->n_steps++;
    l->ports_j += ports_j;
    l->sources_j += sources_j;
    l->surfaces_j += surfaces_j;
    l->stored_j += stored_j;
    l->residual_j += ports_j + sources_j - surfaces_j - stored_j;
    l->turnover_j += j * dt_s * turnover + fabs(sources_j) + fabs(surfaces_j) + fabs(stored_j);
    l->links_j += j * dt_s * short_k_m3s;
}

struct field_ledger field_ledger(const struct field *f)
{
    return f->ledger;
}

void field_reset_ledger(struct field *f)
{
    f->ledger = (struct field_ledger){0};
}
