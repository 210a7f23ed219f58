/* field_steady.c - the steady field of the hall, as rises above its supply.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/air/field_inner.h"

#define FLOW_FRAC 0.01
#define HEAT_FRAC 0.02
#define LEVEL_K   1e-12
#define WAY_K     0.05

enum { MOST_LEVEL_ROUNDS = 5000 };

/* Sum of differences over sum. */
static double changed_frac(const double *was, const double *now, size_t n, double *total)
{
    double moved = 0.0;

    for (size_t i = 0; i < n; i++) {
        moved += fabs(now[i] - was[i]);
        *total += fabs(now[i]);
    }
    return moved;
}

/* Panels and grilles are not as they were. */
static bool is_rebuilt(const struct pass *q)
{
    const struct air_layout *const layout = q->b->layout;

    for (size_t k = 0; k < layout->n_enclosures * AIR_N_SIDES; k++) {
        if (q->s.opened[k] != field_side_open_frac(q->b, k / AIR_N_SIDES, k % AIR_N_SIDES)) {
            return true;
        }
    }
    for (size_t g = 0; g < layout->n_grilles && q->b->covered_frac != NULL; g++) {
        if (q->s.covered[g] != q->b->covered_frac[g]) {
            return true;
        }
    }
    return false;
}

/* Handlers with ways of their own blow at other differences of temperature than solved. */
static bool ways_moved(const struct pass *q)
{
    const double mix_c = field_mixed_supply_c(q);

    for (size_t k = 0; k < q->b->n_handlers; k++) {
        if (q->b->flow_m3s[k] > 0.0 && fabs(field_way_c(q, k) - mix_c - q->s.way_k[k]) > WAY_K) {
            return true;
        }
    }
    return false;
}

static void remember(const struct pass *q)
{
    const struct air_block *const b = q->b;
    const double mix_c = field_mixed_supply_c(q);

    memcpy(q->s.rack_w, b->heat_w, b->n_racks * sizeof(double));
    memcpy(q->s.rack_m3s, b->airflow_m3s, b->n_racks * sizeof(double));
    memcpy(q->s.handler_m3s, b->flow_m3s, b->n_handlers * sizeof(double));
    for (size_t k = 0; k < b->n_handlers; k++) {
        q->s.way_k[k] = field_way_c(q, k) - mix_c;
    }
    for (size_t k = 0; k < b->layout->n_enclosures * AIR_N_SIDES; k++) {
        q->s.opened[k] = field_side_open_frac(b, k / AIR_N_SIDES, k % AIR_N_SIDES);
    }
    for (size_t g = 0; g < b->layout->n_grilles; g++) {
        q->s.covered[g] = b->covered_frac != NULL ? b->covered_frac[g] : 0.0;
    }
}

static bool is_stale(const struct pass *q)
{
    const struct air_block *const b = q->b;
    double flow_m3s = 0.0;
    double heat_w = fabs(b->room_heat_w);
    const double moved_m3s = changed_frac(q->s.rack_m3s, b->airflow_m3s, b->n_racks, &flow_m3s) +
                             changed_frac(q->s.handler_m3s, b->flow_m3s, b->n_handlers, &flow_m3s);
    const double moved_w = changed_frac(q->s.rack_w, b->heat_w, b->n_racks, &heat_w);

    return q->s.head->solved_w <= 0.0 || is_rebuilt(q) || ways_moved(q) ||
           moved_m3s > FLOW_FRAC * flow_m3s || moved_w > HEAT_FRAC * heat_w;
}

/* The field at rest with this supply, as rises above it. */
static enum status solve(const struct pass *q, double heat_w, double supply_c)
{
    const struct field_settle how = field_settle_usual();
    struct head *const h = q->s.head;
    struct field *const f = q->room->field;
    struct field_settled settled;

    field_load(f, q->s.field);
    field_set_racks(q, q->b->heat_w, 1.0, q->b->room_heat_w);
    field_set_supply(q);
    q->room->given.surface_w_per_m2k = 0.0;
    enum status st = field_set_panels(q);
    if (st == STATUS_OK && !(h->has_flow > 0.0)) {
        st = field_start_potential(f);
    }
    if (st == STATUS_OK) {
        st = field_settle(f, &how, q->room->means, &settled);
    }
    if (st != STATUS_OK) {
        return st;
    }
    for (size_t i = 0; i < q->b->n_racks; i++) {
        q->s.swing_k[i] = 0.0;
        for (size_t k = 0; k < ROOM_N_SECTIONS; k++) {
            const struct field_mean *const mean = &q->room->means[room_inlet(i, k)];
            q->s.rise_k[i * ROOM_N_SECTIONS + k] = mean->mean_c - supply_c;
            q->s.swing_k[i] = fmax(q->s.swing_k[i], mean->deviation_k);
        }
    }
    for (size_t k = 0; k < q->b->n_handlers; k++) {
        q->s.return_rise_k[k] = field_return_c(q, k, q->room->means) - supply_c;
    }
    remember(q);
    field_read_flows(q);
    h->solved_w = heat_w;
    h->supply_c = supply_c;
    h->stretched = 1.0;
    h->has_flow = 1.0;
    h->divergence_frac = field_ledger(f).divergence_frac;
    h->is_unsteady = settled.is_steady ? 0.0 : 1.0;
    field_save(f, q->s.field);
    return STATUS_OK;
}

/* Rises of the returns, times flow and capacity: the heat that they carry as solved. */
static double carried_w(const struct pass *q)
{
    double heat_w = 0.0;

    for (size_t k = 0; k < q->b->n_handlers; k++) {
        heat_w += q->b->air_j_per_m3k * q->b->flow_m3s[k] * q->s.return_rise_k[k];
    }
    return heat_w;
}

/* The level of the supply at which the coils make it of the returns that it leads to. */
static double level_c(const struct pass *q, double scale)
{
    double supply_c = q->s.head->supply_c;

    for (size_t round = 0; round < MOST_LEVEL_ROUNDS; round++) {
        for (size_t k = 0; k < q->b->n_handlers; k++) {
            q->s.return_c[k] = supply_c + scale * q->s.return_rise_k[k];
        }
        const double next_c = field_mixed_supply_c(q);
        if (fabs(next_c - supply_c) <= LEVEL_K) {
            break;
        }
        supply_c = next_c;
    }
    return field_mixed_supply_c(q);
}

/* Moves the field to another supply and heat on the flow as it stands. */
static void move_field(const struct pass *q, double supply_c, double stretch)
{
    struct head *const h = q->s.head;

    field_load(q->room->field, q->s.field);
    field_stretch_heat(q->room->field, h->supply_c, stretch / h->stretched, supply_c);
    field_save(q->room->field, q->s.field);
    h->supply_c = supply_c;
    h->stretched = stretch;
    h->air_c = field_mean_c(q->room->field);
    h->mass_c = h->air_c;
    h->owed_j = 0.0;
    h->pending_s = 0.0;
    h->pending_room_j = 0.0;
    h->pending_coil_j = 0.0;
    memset(q->s.pending_j, 0, q->b->n_racks * sizeof(double));
}

/* What of the heat went into store over the step did not come to the handlers. All that one takes stands
 * in coil_w until write_rest() splits it. */
static void write_steady(const struct pass *q, double supply_c, double scale, double coil_scale)
{
    const struct air_block *const b = q->b;

    for (size_t i = 0; i < b->n_racks * ROOM_N_SECTIONS; i++) {
        q->s.inlet_c[i] = supply_c + scale * q->s.rise_k[i];
    }
    for (size_t i = 0; i < b->n_racks; i++) {
        const double *const inlet_c = q->s.inlet_c + i * ROOM_N_SECTIONS;
        b->inlet_c[i] = field_sum(inlet_c, ROOM_N_SECTIONS) / ROOM_N_SECTIONS;
        b->inlet_bottom_c[i] = inlet_c[0];
        b->inlet_middle_c[i] = inlet_c[1];
        b->inlet_top_c[i] = inlet_c[2];
        b->inlet_hottest_c[i] = field_hottest_c(&q->s, i);
    }
    for (size_t k = 0; k < b->n_handlers; k++) {
        const double out_c = field_supply_of(b, k, q->s.return_c[k]);
        q->s.return_c[k] = supply_c + scale * q->s.return_rise_k[k];
        b->return_c[k] = supply_c + coil_scale * q->s.return_rise_k[k];
        b->coil_w[k] = b->air_j_per_m3k * b->flow_m3s[k] * (b->return_c[k] - out_c);
    }
}

enum status field_to_rest(const struct pass *q)
{
    const struct air_block *const b = q->b;
    const double heat_w = field_sum(b->heat_w, b->n_racks) + b->room_heat_w;
    const double was_j = field_stored_j(q);

    /* Heat that nothing carries off has no steady state. */
    if (!(q->supply_m3s > 0.0) || !(heat_w > 0.0)) {
        return STATUS_OUT_OF_RANGE;
    }
    if (is_stale(q)) {
        const enum status st = solve(q, heat_w, field_mixed_supply_c(q));
        if (st != STATUS_OK) {
            return st;
        }
    }
    const double solved_w = carried_w(q);
    if (!(solved_w > 0.0)) {
        return STATUS_NO_CONVERGENCE;
    }
    const double scale = heat_w / solved_w;
    const double supply_c = level_c(q, scale);
    if (!(supply_c > FIELD_LEAST_C && supply_c < FIELD_MOST_C)) {
        return STATUS_OUT_OF_RANGE;
    }
    move_field(q, supply_c, heat_w / q->s.head->solved_w);
    /* What the march's means miss of the heat; the returns are scaled to carry it. */
    q->s.head->residual_w = fabs(q->s.head->solved_w - solved_w) * heat_w / q->s.head->solved_w;
    const double kept_w = (field_stored_j(q) - was_j) / b->dt_s;
    write_steady(q, supply_c, scale, (heat_w - kept_w) / solved_w);
    return STATUS_OK;
}
