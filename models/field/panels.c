/* panels.c - walls of zero thickness, and what they let through.
 *
 * A panel with gaps, or a curtain, is a thin screen with the open share s of its area. The screen
 * resists the velocity u of its whole area by
 *
 *     dp = K rho u |u| / 2,    K(s) = ((0.707 (1 - s)^0.375 + 1 - s) / s)^2
 *
 * which goes to an orifice of coefficient 0.59 for a small share and to nothing for s = 1. The face's
 * equation has its own inertia, the pressure, the lift and this loss; the loss is taken implicitly by
 *
 *     K u |u| / 2  ~  K u0 |u0| / 2 + c (u - u0),    c = K max(|u0|, s u_slow)
 *
 * Newton's step but for slow flow, where its slope vanishes; the steady state does not depend on c.
 *
 * Assumes gaps much thinner than a cell and even over the panel: neither the jets of single gaps nor
 * the exchange both ways through one gap is resolved. Nothing spreads through a panel but with the
 * flow.
 * Holds   s of 0, or FIELD_LEAST_SHARE <= s <= 1.
 * Source  Idelchik, Handbook of Hydraulic Resistance, diagram 8-1 to 8-3 (thin-walled screen).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/field/inner.h"

/* Speed in the gaps at which pressures are those of a slight difference of temperature. */
#define SLOW_MS 0.5

static bool is_share(double open_frac)
{
    return open_frac == 0.0 || (open_frac >= FIELD_LEAST_SHARE && open_frac <= 1.0);
}

double field_panel_loss(double open_frac)
{
    if (!is_share(open_frac)) {
        return (double)NAN;
    }
    if (open_frac == 0.0) {
        return (double)INFINITY;
    }
    const double shut = 1.0 - open_frac;
    const double root = (0.707 * pow(shut, 0.375) + shut) / open_frac;
    return root * root;
}

static enum face_kind kind_of(double open_frac)
{
    if (open_frac <= 0.0) {
        return FACE_WALL;
    }
    return open_frac >= 1.0 ? FACE_OPEN : FACE_LEAK;
}

/* Gives the faces of all panels their kind. */
static void set_kinds(struct field *f)
{
    f->n_leaks = 0;
    for (size_t i = 0; i < f->n_panel_faces; i++) {
        struct panel_face *const face = &f->panel_faces[i];
        const enum face_kind kind = kind_of(f->panels[face->panel].open_frac);
        f->face[face->axis][face->face] = (uint8_t)kind;
        face->weight = f->panels[face->panel].open_frac;
        f->n_leaks += kind == FACE_LEAK ? 1 : 0;
    }
}

static void take(struct field *f, size_t panel, const struct range *r)
{
    const int a = f->given->panels[panel].axis;
    const size_t n_y = r->hi[FIELD_Y] - r->lo[FIELD_Y];
    const size_t n_rows = n_y * (r->hi[FIELD_Z] - r->lo[FIELD_Z]);

    for (size_t row = 0; row < n_rows; row++) {
        for (size_t i = r->lo[FIELD_X]; i < r->hi[FIELD_X]; i++) {
            const size_t at[FIELD_AXES] = {i, r->lo[FIELD_Y] + row % n_y,
                                           r->lo[FIELD_Z] + row / n_y};
            const size_t m = field_at(f, at[FIELD_X], at[FIELD_Y], at[FIELD_Z]);
            if (f->face[a][m] != FACE_OPEN) {
                continue; /* solid on one side, or in a panel before it */
            }
            f->face[a][m] = FACE_WALL;
            f->panel_faces[f->n_panel_faces++] =
                (struct panel_face){.face = (uint32_t)m,
                                    .panel = (uint32_t)panel,
                                    .axis = a,
                                    .gap_m = f->gap_m[a][at[a]],
                                    .area_m2 = grid_area(f, a, at)};
        }
    }
}

enum status panels_build(struct field *f)
{
    f->n_panel_faces = 0;
    for (size_t p = 0; p < f->given->n_panels; p++) {
        const double *const shares = f->given->panel_open_frac;
        const double open_frac = shares != NULL ? shares[p] : 0.0;
        struct range r;
        if (!grid_rect(f->given, &f->given->panels[p], &r) || !is_share(open_frac)) {
            return STATUS_BAD_INPUT;
        }
        f->panels[p] = (struct panel){open_frac, field_panel_loss(open_frac)};
        take(f, p, &r);
    }
    set_kinds(f);
    return STATUS_OK;
}

enum status field_set_panel(struct field *f, size_t panel, double open_frac)
{
    struct panel *const p = &f->panels[panel];

    if (!is_share(open_frac)) {
        return STATUS_BAD_INPUT;
    }
    if (p->open_frac != open_frac) {
        *p = (struct panel){open_frac, field_panel_loss(open_frac)};
        f->has_new_panels = true;
    }
    return STATUS_OK;
}

void field_panel_flows(const struct field *f, double *ret_m3s)
{
    memset(ret_m3s, 0, f->given->n_panels * sizeof *ret_m3s);
    for (size_t i = 0; i < f->n_panel_faces; i++) {
        const struct panel_face *const face = &f->panel_faces[i];
        ret_m3s[face->panel] += face->area_m2 * f->velocity[face->axis][face->face];
    }
}

void panels_renew(struct field *f)
{
    if (f->has_new_panels) {
        f->has_new_panels = false;
        set_kinds(f);
        regions_label(f);
        ports_free_regions(f);
        walls_measure(f);
        pressure_build(f);
    }
}

/* Lift of the air in a face between two levels, as a pressure gradient over density. */
static double lift_ms2(const struct field *f, const struct panel_face *face)
{
    const struct field_air *const air = &f->given->air;
    const double temp_c =
        0.5 * (f->temp_c[face->face] + f->temp_c[face->face - f->stride[FIELD_Z]]);

    return face->axis == FIELD_Z
               ? air->gravity_ms2 * air->expansion_per_k * (temp_c - air->reference_c)
               : 0.0;
}

void panels_step(struct field *f, double dt_s)
{
    for (size_t i = 0; i < f->n_panel_faces; i++) {
        struct panel_face *const face = &f->panel_faces[i];
        const struct panel *const p = &f->panels[face->panel];
        const int a = face->axis;
        const size_t m = face->face;
        double *const u = &f->velocity[a][m];
        if (f->face[a][m] == FACE_WALL) {
            *u = 0.0; /* what flowed before it was shut */
        } else if (f->face[a][m] == FACE_LEAK) {
            const double slope = p->loss * larger(fabs(*u), p->open_frac * SLOW_MS);
            const double force_ms2 =
                (f->pressure[m - f->stride[a]] - f->pressure[m] - 0.5 * p->loss * *u * fabs(*u)) /
                    face->gap_m +
                lift_ms2(f, face);
            face->weight = 1.0 / (1.0 + dt_s * slope / face->gap_m);
            *u += face->weight * dt_s * force_ms2;
        }
    }
}

void panels_weigh(struct field *f, double dt_s)
{
    for (size_t i = 0; i < f->n_panel_faces && !(dt_s > 0.0); i++) {
        f->panel_faces[i].weight = f->panels[f->panel_faces[i].panel].open_frac;
    }
    if (f->n_leaks > 0) {
        pressure_build(f);
    }
}

void panels_correct(struct field *f, const double *phi)
{
    for (size_t i = 0; i < f->n_panel_faces; i++) {
        const struct panel_face *const face = &f->panel_faces[i];
        const size_t m = face->face;
        if (f->face[face->axis][m] == FACE_LEAK) {
            f->velocity[face->axis][m] +=
                face->weight * (phi[m - f->stride[face->axis]] - phi[m]) / face->gap_m;
        }
    }
}
