/* field.c - "field": the hall's air in three dimensions, in the step (models/field/field.h).
 *
 * Supply of all handlers mixes under the floor and comes up before the racks' fronts in proportion to
 * their airflow (room.h). Coil k makes supply_k = max(set_k, return - e_k (return - water_k)), never
 * above the return.
 *
 * Short steps: heat is gathered until period_s is full, then the field takes one step with it; in
 * between every inlet and return stands. Each step books what the coils take of the return as it
 * stands; by how much the field's own openings differ, the solver's residual included, is owed and
 * goes into the air with its next step. So the books close to rounding at any step length, and nothing
 * that the solver loses accumulates. Slab and steel are a mass behind the outer walls.
 *
 * Long steps (a day and more): the steady field. Its rises above the supply stand, in proportion to the
 * heat, until flows have changed by 1 % or heats by 2 % of their sums; then it is solved
 * anew from where it stood. Rises of returns are scaled to carry the heat exactly.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/air/field_inner.h"
#include "models/air/streams.h"
#include "models/registry.h"

/* Steps from here on ask for the steady state. */
#define STEADY_S 86400.0

static const struct param rows[] = {
    {PARAM(field_params, cell_m), .kind = PARAM_NUMBER, .unit = "m", .min = 0.05, .max = 1.0,
     .fallback = 0.3, .grade = GRADE_RULE,
     .source = "half a floor tile; docs/validation.md compares cells of 0.15 to 0.3 m",
     .text = "edge of the grid's cells; geometry is moved to their lines"},
    {PARAM(field_params, period_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.1, .max = 60.0,
     .fallback = 2.0, .grade = GRADE_RULE,
     .source = "air crosses a few cells of 0.3 m in this time",
     .text = "the field steps when so much time has gathered"},
    {PARAM(field_params, mass_j_per_m2k), .kind = PARAM_NUMBER, .unit = "J/(m2 K)", .min = 100.0,
     .max = 1e6, .fallback = 80e3, .grade = GRADE_ESTIMATE,
     .source = "slab to a depth of 50 mm and steel: 60 to 110 kJ/(m2 K)",
     .text = "heat held by slab, steel and racks, over floor area"},
    {PARAM(field_params, surface_w_per_m2k), .kind = PARAM_NUMBER, .unit = "W/(m2 K)", .min = 0.01,
     .max = 100.0, .fallback = 8.0, .grade = GRADE_ESTIMATE,
     .source = "convection to slab, walls and shells, over floor area",
     .text = "conductance between air and that mass, over floor area"},
    {PARAM(field_params, start_c), .kind = PARAM_NUMBER, .unit = "degC", .min = 5.0, .max = 50.0,
     .fallback = 24.0, .grade = GRADE_RULE, .source = "a hall in service",
     .text = "air and mass before the first step"},
    {0},
};

static size_t head_size(void)
{
    return sizeof(struct head) / sizeof(double);
}

static struct store store_of(double *state, const struct air_layout *layout)
{
    const size_t n_racks = layout->n_racks;
    const size_t n_handlers = layout->n_handlers;
    struct store s = {.head = (struct head *)(void *)state};
    double *next = state + head_size();

    s.inlet_c = next;
    s.rise_k = s.inlet_c + n_racks * ROOM_N_SECTIONS;
    s.pending_j = s.rise_k + n_racks * ROOM_N_SECTIONS;
    s.swing_k = s.pending_j + n_racks;
    s.rack_w = s.swing_k + n_racks;
    s.rack_m3s = s.rack_w + n_racks;
    s.return_c = s.rack_m3s + n_racks;
    s.return_rise_k = s.return_c + n_handlers;
    s.handler_m3s = s.return_rise_k + n_handlers;
    s.way_k = s.handler_m3s + n_handlers;
    s.opened = s.way_k + n_handlers;
    s.covered = s.opened + layout->n_enclosures * AIR_N_SIDES;
    s.panel_m3s = s.covered + layout->n_grilles;
    s.grille_m3s = s.panel_m3s + layout->n_enclosures * AIR_N_SIDES;
    s.field = s.grille_m3s + layout->n_grilles;
    return s;
}

/* Doubles of state before the field's own. */
static size_t fixed_size(const struct air_layout *layout)
{
    return head_size() + layout->n_racks * (2 * ROOM_N_SECTIONS + 4) + layout->n_handlers * 4 +
           2 * (layout->n_enclosures * AIR_N_SIDES + layout->n_grilles);
}

static size_t state_size(const void *params, const struct air_layout *layout)
{
    const struct field_params *const p = params;
    size_t n[FIELD_AXES];

    room_cells(layout, p->cell_m, n);
    return fixed_size(layout) + field_n_state(n, room_most_ports(layout));
}

static size_t memory_size(const void *params, const struct air_layout *layout)
{
    return room_bytes(layout, ((const struct field_params *)params)->cell_m);
}

/* ------------------------------------------------------------------ short steps */

static void read_openings(const struct pass *q)
{
    for (size_t i = 0; i < q->room->n_racks; i++) {
        for (size_t k = 0; k < ROOM_N_SECTIONS; k++) {
            q->s.inlet_c[i * ROOM_N_SECTIONS + k] = field_port_c(q->room->field, room_inlet(i, k));
        }
    }
    for (size_t k = 0; k < q->room->n_handlers; k++) {
        q->s.return_c[k] = field_return_c(q, k, NULL);
    }
    q->s.head->air_c = field_mean_c(q->room->field);
    field_read_flows(q);
}

/* One step of the field with all that has gathered. */
static enum status step_field(const struct pass *q)
{
    struct head *const h = q->s.head;
    struct field *const f = q->room->field;
    const double dt_s = h->pending_s;
    const double total_j = field_stored_j(q);
    const double mass_j_per_k = q->p->mass_j_per_m2k * q->b->floor_m2;
    const double w_per_k = q->p->surface_w_per_m2k * q->b->floor_m2;

    field_load(f, q->s.field);
    field_set_racks(q, q->s.pending_j, dt_s, (h->pending_room_j + h->owed_j) / dt_s);
    field_set_supply(q);
    /* The mass as it is at the end of the step: implicit, so that a light one does not overshoot. */
    q->room->given.surface_w_per_m2k =
        w_per_k / (1.0 + w_per_k * dt_s / mass_j_per_k) / field_surface_m2(f);
    q->room->given.surface_c = h->mass_c;
    field_reset_ledger(f);
    enum status st = field_set_panels(q);
    if (st == STATUS_OK) {
        st = field_step(f, dt_s);
    }
    if (st != STATUS_OK) {
        return st;
    }
    field_save(f, q->s.field);
    read_openings(q);
    const struct field_ledger l = field_ledger(f);
    h->mass_c += l.surfaces_j / mass_j_per_k;
    h->residual_w = (fabs(l.links_j) + fabs(l.residual_j + l.links_j)) / dt_s;
    h->divergence_frac = l.divergence_frac;
    h->is_unsteady = -1.0;
    h->pending_s = 0.0;
    h->pending_room_j = 0.0;
    h->pending_coil_j = 0.0;
    h->owed_j = 0.0;
    h->has_flow = 1.0;
    memset(q->s.pending_j, 0, q->room->n_racks * sizeof(double));
    h->owed_j = total_j - field_stored_j(q);
    return STATUS_OK;
}

/* Adds a part's share to the step's means and gathers its heat. All that a handler takes stands in coil_w
 * until write_rest() splits it. */
static void book(const struct pass *q, double part_s)
{
    const struct air_block *const b = q->b;
    const double share = part_s / b->dt_s;

    for (size_t i = 0; i < b->n_racks; i++) {
        const double *const inlet_c = q->s.inlet_c + i * ROOM_N_SECTIONS;
        b->inlet_c[i] += share * field_sum(inlet_c, ROOM_N_SECTIONS) / ROOM_N_SECTIONS;
        b->inlet_bottom_c[i] += share * inlet_c[0];
        b->inlet_middle_c[i] += share * inlet_c[1];
        b->inlet_top_c[i] += share * inlet_c[2];
        b->inlet_hottest_c[i] += share * field_hottest_c(&q->s, i);
        q->s.pending_j[i] += b->heat_w[i] * part_s;
    }
    for (size_t k = 0; k < b->n_handlers; k++) {
        const double supply_c = field_supply_of(b, k, q->s.return_c[k]);
        const double coil_w = b->air_j_per_m3k * b->flow_m3s[k] * (q->s.return_c[k] - supply_c);
        b->return_c[k] += share * q->s.return_c[k];
        b->coil_w[k] += share * coil_w;
        q->s.head->pending_coil_j += coil_w * part_s;
    }
    q->s.head->pending_room_j += b->room_heat_w * part_s;
    q->s.head->pending_s += part_s;
}

static enum status advance(const struct pass *q)
{
    const struct air_block *const b = q->b;
    const size_t n_parts = (size_t)ceil(b->dt_s / q->p->period_s - 1e-9);
    enum status st = STATUS_OK;

    q->s.head->solved_w = 0.0;
    memset(b->inlet_c, 0, b->n_racks * sizeof(double));
    memset(b->inlet_bottom_c, 0, b->n_racks * sizeof(double));
    memset(b->inlet_middle_c, 0, b->n_racks * sizeof(double));
    memset(b->inlet_top_c, 0, b->n_racks * sizeof(double));
    memset(b->inlet_hottest_c, 0, b->n_racks * sizeof(double));
    memset(b->return_c, 0, b->n_handlers * sizeof(double));
    memset(b->coil_w, 0, b->n_handlers * sizeof(double));
    for (size_t part = 0; part < n_parts && st == STATUS_OK; part++) {
        book(q, b->dt_s / (double)n_parts);
        if (q->s.head->pending_s > (1.0 - 1e-6) * q->p->period_s || n_parts > 1) {
            st = step_field(q);
        }
    }
    return st;
}

/* ------------------------------------------------------------------ both */

/* Exhaust, and how much of it the racks and of supply the handlers draw, by temperature. */
static void write_rest(const struct pass *q)
{
    const struct air_block *const b = q->b;
    const bool is_steady = q->s.head->is_unsteady >= 0.0;
    double rack_m3s = 0.0;
    double hot_c = 0.0;
    double inlet_c = 0.0;
    double supply_c = 0.0;
    double return_c = 0.0;

    for (size_t k = 0; k < b->n_handlers; k++) {
        const double w_per_k = b->air_j_per_m3k * b->flow_m3s[k];
        const double taken_w = b->coil_w[k];
        b->supply_c[k] = w_per_k > 0.0 ? b->return_c[k] - taken_w / w_per_k : b->return_c[k];
        streams_book(b, k, b->return_c[k], taken_w);
        supply_c += b->flow_m3s[k] * b->supply_c[k];
        return_c += b->flow_m3s[k] * b->return_c[k];
    }
    for (size_t i = 0; i < b->n_racks; i++) {
        const double w_per_k = b->air_j_per_m3k * b->airflow_m3s[i];
        b->outlet_c[i] = b->inlet_c[i] + (w_per_k > 0.0 ? b->heat_w[i] / w_per_k : 0.0);
        rack_m3s += b->airflow_m3s[i];
        hot_c += b->airflow_m3s[i] * b->outlet_c[i];
        inlet_c += b->airflow_m3s[i] * b->inlet_c[i];
    }
    const bool is_known = rack_m3s > 0.0 && q->supply_m3s > 0.0;
    *b->hot_c = rack_m3s > 0.0 ? hot_c / rack_m3s : q->s.head->air_c;
    const double supply_mix_c = is_known ? supply_c / q->supply_m3s : *b->hot_c;
    const double span_k = *b->hot_c - supply_mix_c;
    *b->recirculation_of_inlet_frac = 0.0;
    *b->bypass_of_supply_frac = 0.0;
    if (is_known && span_k > 0.0) {
        const double recirculated = (inlet_c / rack_m3s - supply_mix_c) / span_k;
        const double bypassed = (*b->hot_c - return_c / q->supply_m3s) / span_k;
        *b->recirculation_of_inlet_frac = fmin(1.0, fmax(0.0, recirculated));
        *b->bypass_of_supply_frac = fmin(1.0, fmax(0.0, bypassed));
    }
    for (size_t i = 0; i < b->n_racks; i++) {
        b->inlet_swing_k[i] = is_steady ? q->s.swing_k[i] : PARAM_UNKNOWN;
    }
    *b->residual_w = q->s.head->residual_w;
    *b->divergence_frac = q->s.head->divergence_frac;
    *b->is_unsteady = is_steady ? q->s.head->is_unsteady : PARAM_UNKNOWN;
    for (size_t k = 0; k < b->layout->n_enclosures * AIR_N_SIDES; k++) {
        b->panel_m3s[k] = q->s.panel_m3s[k];
    }
    for (size_t g = 0; g < b->layout->n_grilles; g++) {
        b->grille_m3s[g] = q->s.grille_m3s[g];
    }
    *b->mass_c = q->s.head->mass_c;
    *b->stored_j = field_stored_j(q);
}

static struct pass pass_of(const void *params, const struct air_block *b)
{
    return (struct pass){.p = params,
                         .b = b,
                         .room = b->memory,
                         .s = store_of(b->state, b->layout),
                         .supply_m3s = field_sum(b->flow_m3s, b->n_handlers)};
}

static enum status step(const void *params, const struct air_block *b)
{
    const struct pass q = pass_of(params, b);
    const enum status st = b->dt_s >= STEADY_S ? field_to_rest(&q) : advance(&q);

    if (st == STATUS_OK) {
        write_rest(&q);
    }
    return st;
}

static enum status origins(const void *params, const struct air_block *b, double *ret_share)
{
    const struct pass q = pass_of(params, b);

    return field_find_origins(&q, ret_share);
}

static enum status start(const void *params, const struct air_block *b)
{
    const struct field_params *const p = params;
    const enum status st = room_make(b->layout, p->cell_m, b->air_j_per_m3k, p->start_c, b->memory);

    if (st != STATUS_OK) {
        return st;
    }
    const struct pass q = pass_of(params, b);
    *q.s.head = (struct head){
        .air_c = p->start_c, .mass_c = p->start_c, .supply_c = p->start_c, .is_unsteady = -1.0};
    memset(q.s.pending_j, 0, b->n_racks * sizeof(double));
    read_openings(&q);
    field_save(q.room->field, q.s.field);
    for (size_t i = 0; i < b->n_racks; i++) {
        b->inlet_c[i] = p->start_c;
        b->inlet_bottom_c[i] = p->start_c;
        b->inlet_middle_c[i] = p->start_c;
        b->inlet_top_c[i] = p->start_c;
        b->inlet_hottest_c[i] = p->start_c;
    }
    for (size_t k = 0; k < b->n_handlers; k++) {
        b->return_c[k] = p->start_c;
        b->coil_w[k] = 0.0;
    }
    write_rest(&q);
    return STATUS_OK;
}

static double band_k(const void *params, double heat_w)
{
    const double cell_m = ((const struct field_params *)params)->cell_m;

    if (!(cell_m <= FIELD_COMPARED_CELL_M && heat_w <= FIELD_COMPARED_RACK_W)) {
        return PARAM_UNKNOWN;
    }
    return heat_w <= FIELD_USUAL_RACK_W ? FIELD_USUAL_BAND_K : FIELD_DENSE_BAND_K;
}

static void grid(const void *params, const struct air_layout *layout, size_t ret_n[3])
{
    room_cells(layout, ((const struct field_params *)params)->cell_m, ret_n);
}

static void read_air(const struct air_layout *layout, const double *state, void *memory,
                     double *ret_c, double *const ret_velocity_ms[3])
{
    const struct room *const room = memory;
    const size_t *const n = room->given.n_cells;

    field_load(room->field, state + fixed_size(layout));
    for (size_t at = 0; at < n[FIELD_X] * n[FIELD_Y] * n[FIELD_Z]; at++) {
        const size_t row = at / n[FIELD_X];
        const struct field_cell cell =
            field_cell_at(room->field, at % n[FIELD_X], row % n[FIELD_Y], row / n[FIELD_Y]);
        ret_c[at] = cell.is_air ? cell.temp_c : PARAM_UNKNOWN;
        for (int a = 0; a < FIELD_AXES; a++) {
            ret_velocity_ms[a][at] = cell.is_air ? cell.velocity_ms[a] : PARAM_UNKNOWN;
        }
    }
}

const struct air_model air_field = {
    .info =
        {
            .name = "field",
            .summary = "the air on a grid: inlets by where the rack stands",
            .validity = "rows, aisles behind panels, floor, duct, in-row and room supply, ceiling "
                        "return; cells of cell_m; docs/validation.md says how near to CFD",
            .source = "models/field: projection on a staggered grid (Chorin 1968; van Kan 1986), "
                      "zero-equation eddy viscosity (Chen and Xu 1998)",
            .params = rows,
            .params_size = sizeof(struct field_params),
        },
    .is_field = true,
    .band_k = band_k,
    .state_size = state_size,
    .memory_size = memory_size,
    .grid = grid,
    .read = read_air,
    .origins = origins,
    .start = start,
    .step = step,
};
