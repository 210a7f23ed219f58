/* field.c - the layout of a field's memory, and its step.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "models/field/field.h"

#include <math.h>
#include <string.h>

#include "models/carve.h"
#include "models/field/inner.h"

enum { FEW_CELLS = 4 };

static double *carve_doubles(struct carver *c, size_t n)
{
    return carve(c, n, sizeof(double));
}

static void set_shape(const size_t n[FIELD_AXES], size_t stride[FIELD_AXES], size_t *n_total)
{
    stride[FIELD_X] = 1;
    stride[FIELD_Y] = n[FIELD_X] + 2;
    stride[FIELD_Z] = stride[FIELD_Y] * (n[FIELD_Y] + 2);
    *n_total = stride[FIELD_Z] * (n[FIELD_Z] + 2);
}

static void carve_levels(struct carver *c, struct field *f)
{
    f->n_levels = 0;
    for (size_t i = 0; i < FIELD_MOST_LEVELS; i++) {
        struct level *const l = &f->levels[i];
        for (int a = 0; a < FIELD_AXES; a++) {
            l->n[a] = i == 0 ? f->n[a] : (f->levels[i - 1].n[a] + 1) / 2;
        }
        set_shape(l->n, l->stride, &l->n_total);
        for (int a = 0; a < FIELD_AXES; a++) {
            l->lo[a] = carve_doubles(c, l->n_total);
        }
        l->diagonal = carve_doubles(c, l->n_total);
        l->inverse = carve_doubles(c, l->n_total);
        /* The finest grid works in the scratch arrays. */
        l->x = i == 0 ? f->scratch[2] : carve_doubles(c, l->n_total);
        l->rhs = i == 0 ? f->scratch[1] : carve_doubles(c, l->n_total);
        f->n_levels++;
        if (l->n[FIELD_X] <= FEW_CELLS && l->n[FIELD_Y] <= FEW_CELLS &&
            l->n[FIELD_Z] <= FEW_CELLS) {
            return;
        }
    }
}

static void carve_cells(struct carver *c, struct field *f)
{
    const size_t n = f->n_total;

    for (int a = 0; a < FIELD_AXES; a++) {
        f->width_m[a] = carve_doubles(c, f->n[a] + 2);
        f->gap_m[a] = carve_doubles(c, f->n[a] + 2);
        f->velocity[a] = carve_doubles(c, n);
        f->s.lo[a] = carve_doubles(c, n);
        f->s.hi[a] = carve_doubles(c, n);
        f->face[a] = carve(c, n, sizeof *f->face[a]);
    }
    f->s.centre = carve_doubles(c, n);
    f->pressure = carve_doubles(c, n);
    f->temp_c = carve_doubles(c, n);
    f->eddy = carve_doubles(c, n);
    f->wall_m = carve_doubles(c, n);
    f->is_air = carve(c, n, sizeof *f->is_air);
    f->region = carve(c, n, sizeof *f->region);
    f->s.rhs = carve_doubles(c, (1 + FIELD_N_SCRATCH) * n);
    for (size_t i = 0; i < FIELD_N_SCRATCH; i++) {
        f->scratch[i] = f->s.rhs != NULL ? f->s.rhs + (1 + i) * n : NULL;
    }
}

/* Adds the number of faces of a rectangle; false when it is off the lines. */
static bool count_faces(const struct field_case *given, const struct field_rect *rect, size_t *sum)
{
    struct range r;

    if (!grid_rect(given, rect, &r)) {
        return false;
    }
    *sum += (r.hi[0] - r.lo[0]) * (r.hi[1] - r.lo[1]) * (r.hi[2] - r.lo[2]);
    return true;
}

static bool count_all(const struct field_case *given, struct field_counts *ret)
{
    bool is_on_lines = true;

    *ret = (struct field_counts){.n_ports = given->n_ports, .n_panels = given->n_panels};
    for (size_t p = 0; p < given->n_ports; p++) {
        is_on_lines = count_faces(given, &given->ports[p].rect, &ret->n_port_faces) && is_on_lines;
    }
    for (size_t p = 0; p < given->n_panels; p++) {
        is_on_lines = count_faces(given, &given->panels[p], &ret->n_panel_faces) && is_on_lines;
    }
    return is_on_lines;
}

/* A region needs at least one cell; labels are 16 bits wide. */
static size_t most_regions(const struct field *f)
{
    const size_t n = f->n[0] * f->n[1] * f->n[2];

    return n < UINT16_MAX ? n : UINT16_MAX;
}

static size_t lay_out(struct carver *c, struct field *f, const struct field_counts *counts)
{
    const size_t n_ports = counts->n_ports;
    const size_t n_regions = most_regions(f) + 1;

    carve_cells(c, f);
    carve_levels(c, f);
    f->region_is_free = carve(c, n_regions, sizeof *f->region_is_free);
    f->region_sum = carve_doubles(c, n_regions);
    f->region_weight = carve_doubles(c, n_regions);
    f->ports = carve(c, n_ports, sizeof *f->ports);
    f->port_faces = carve(c, counts->n_port_faces, sizeof *f->port_faces);
    f->panels = carve(c, counts->n_panels, sizeof *f->panels);
    f->panel_faces = carve(c, counts->n_panel_faces, sizeof *f->panel_faces);
    f->port_sum = carve_doubles(c, n_ports);
    f->port_square = carve_doubles(c, n_ports);
    f->port_was = carve_doubles(c, n_ports);
    return c->used;
}

static bool describe(const struct field_case *given, struct field *f, struct field_counts *ret)
{
    *f = (struct field){.given = given};
    memcpy(f->n, given->n_cells, sizeof f->n);
    set_shape(f->n, f->stride, &f->n_total);
    return count_all(given, ret) && f->n_total < UINT32_MAX;
}

size_t field_bytes_for(const size_t n_cells[FIELD_AXES], const struct field_counts *counts)
{
    struct field f = {0};
    struct carver c = {0};

    memcpy(f.n, n_cells, sizeof f.n);
    set_shape(f.n, f.stride, &f.n_total);
    (void)carve(&c, 1, sizeof f);
    return lay_out(&c, &f, counts) + CARVE_ALIGNMENT;
}

size_t field_bytes(const struct field_case *given)
{
    struct field f;
    struct field_counts counts;

    return describe(given, &f, &counts) ? field_bytes_for(f.n, &counts) : 0;
}

struct field_settings field_settings(void)
{
    return (struct field_settings){
        .eddy_coefficient = 0.08,
        .friction_coefficient = 0.005,
        .divergence_tolerance = 1e-2,
        .most_iterations = 200,
        .n_momentum_sweeps = 2,
        .n_heat_sweeps = 2,
        .most_heat_passes = 12,
        .link_tolerance_k = 2e-3,
    };
}

enum status field_create(const struct field_case *given, const struct field_settings *settings,
                         void *memory, struct field **ret_field)
{
    struct carver c = carve_begin(memory);
    struct field *const f = carve(&c, 1, sizeof *f);
    struct field_counts counts;
    if (!describe(given, f, &counts)) {
        return STATUS_BAD_INPUT;
    }
    f->settings = *settings;
    memset(c.base + c.used, 0, field_bytes(given) - CARVE_ALIGNMENT - c.used);
    (void)lay_out(&c, f, &counts);
    enum status st = grid_build(f);
    if (st == STATUS_OK) {
        st = ports_build(f);
    }
    if (st == STATUS_OK) {
        st = regions_check(f);
    }
    if (st != STATUS_OK) {
        return st;
    }
    ledger_measure(f);
    walls_measure(f);
    pressure_build(f);
    for (size_t m = 0; m < f->n_total; m++) {
        f->temp_c[m] = given->start_c;
    }
    *ret_field = f;
    return STATUS_OK;
}

enum status field_start_potential(struct field *f)
{
    panels_renew(f);
    for (int a = 0; a < FIELD_AXES; a++) {
        for (size_t m = 0; m < f->n_total; m++) {
            f->velocity[a][m] = f->face[a][m] == FACE_FIXED ? f->velocity[a][m] : 0.0;
        }
    }
    const enum status st = regions_check(f);
    if (st != STATUS_OK) {
        return st;
    }
    ports_set_velocities(f);
    return pressure_project(f, 0.0, 1e-8);
}

static enum status check_values(const struct field *f)
{
    double least_c = 0.0;
    double most_c = 0.0;

    /* fmin and fmax pass over NAN; a sum does not. */
    if (!isfinite(ledger_stored_k_m3(f))) {
        return STATUS_NOT_FINITE;
    }
    field_extremes_c(f, &least_c, &most_c);
    return least_c < FIELD_LEAST_C || most_c > FIELD_MOST_C ? STATUS_OUT_OF_RANGE : STATUS_OK;
}

enum status field_step(struct field *f, double dt_s)
{
    panels_renew(f);
    enum status st = regions_check(f);
    if (st != STATUS_OK) {
        return st;
    }
    ports_set_velocities(f);
    walls_eddy(f);
    momentum_step(f, dt_s);
    st = pressure_project(f, dt_s, f->settings.divergence_tolerance);
    if (st != STATUS_OK) {
        return st;
    }
    const double stored_k_m3 = ledger_stored_k_m3(f);
    energy_assemble(f, 1.0 / dt_s, ENERGY_LIMITED);
    ports_update(f);
    energy_add_flows(f);
    const double short_k_m3s = energy_solve(f, 1.0 / dt_s, f->settings.most_heat_passes);
    ledger_book(f, dt_s, stored_k_m3, short_k_m3s);
    return check_values(f);
}

/* Cells with their ghosts, velocities first. */
size_t field_n_state(const size_t n_cells[FIELD_AXES], size_t n_ports)
{
    size_t stride[FIELD_AXES];
    size_t n_total = 0;

    set_shape(n_cells, stride, &n_total);
    return (FIELD_AXES + 2) * n_total + n_ports;
}

void field_save(const struct field *f, double *ret_state)
{
    const size_t n_bytes = f->n_total * sizeof(double);

    for (int a = 0; a < FIELD_AXES; a++) {
        memcpy(ret_state, f->velocity[a], n_bytes);
        ret_state += f->n_total;
    }
    memcpy(ret_state, f->pressure, n_bytes);
    memcpy(ret_state + f->n_total, f->temp_c, n_bytes);
    ret_state += 2 * f->n_total;
    for (size_t p = 0; p < f->given->n_ports; p++) {
        ret_state[p] = f->ports[p].blown_c;
    }
}

void field_load(struct field *f, const double *state)
{
    const size_t n_bytes = f->n_total * sizeof(double);

    for (int a = 0; a < FIELD_AXES; a++) {
        memcpy(f->velocity[a], state, n_bytes);
        state += f->n_total;
    }
    memcpy(f->pressure, state, n_bytes);
    memcpy(f->temp_c, state + f->n_total, n_bytes);
    state += 2 * f->n_total;
    for (size_t p = 0; p < f->given->n_ports; p++) {
        f->ports[p].blown_c = state[p];
    }
}

void field_stretch_heat(struct field *f, double base_c, double factor, double new_base_c)
{
    for (size_t m = 0; m < f->n_total; m++) {
        f->temp_c[m] = new_base_c + factor * (f->temp_c[m] - base_c);
    }
    for (size_t p = 0; p < f->given->n_ports; p++) {
        f->ports[p].blown_c = new_base_c + factor * (f->ports[p].blown_c - base_c);
    }
}

size_t field_n_air(const struct field *f)
{
    return f->n_air;
}

struct field_cell field_cell_at(const struct field *f, size_t i, size_t j, size_t k)
{
    const size_t at[FIELD_AXES] = {i, j, k};
    const size_t m = field_at(f, i + 1, j + 1, k + 1);
    struct field_cell cell = {
        .is_air = f->is_air[m] != 0,
        .temp_c = f->temp_c[m],
        .pressure_pa = f->given->air.density_kg_per_m3 * f->pressure[m],
    };

    for (int a = 0; a < FIELD_AXES; a++) {
        const double *const lines_m = f->given->lines_m[a];
        cell.centre_m[a] = 0.5 * (lines_m[at[a]] + lines_m[at[a] + 1]);
        cell.width_m[a] = lines_m[at[a] + 1] - lines_m[at[a]];
        cell.velocity_ms[a] = 0.5 * (f->velocity[a][m] + f->velocity[a][m + f->stride[a]]);
    }
    return cell;
}
