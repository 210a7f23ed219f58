/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/study/floor.h"

#include <math.h>

#include "sim/engine/underfloor.h"
#include "sim/study/begin.h"

const char *floor_refuses_field(const struct plan *plan)
{
    if (plan->plenum == NULL) {
        return "the hall has no 'plenum'";
    }
    if (plan->plenum->is_overhead) {
        return "a duct overhead is not a flat space; only a raised floor has one";
    }
    if (plan->plenum->net.n_zones > 1) {
        return "zones are kept apart by one pressure each; give 'obstacles' in their place";
    }
    return NULL;
}

static enum status settle(const struct floor_request *request, struct hall *hall,
                          struct fault *fault)
{
    struct begin_answer begin;
    size_t n_steps = 0;
    enum status st = begin_hall(request->plan, hall, fault, &begin);

    for (size_t k = 0; k < request->n_lost; k++) {
        hall->was->crah.out[request->lost[k]] = OUT_FAILED;
    }
    if (st == STATUS_OK && request->n_lost > 0) {
        st = engine_settle(request->plan, hall, begin_window_s(request->plan), fault, &n_steps);
    }
    return st;
}

/* ------------------------------------------------------------------- the field */

static struct plenum_patch below(const struct floor_rect *at)
{
    return (struct plenum_patch){{at->x_m, at->y_m},
                                 {at->x_m + at->width_m, at->y_m + at->depth_m}};
}

/* Tiles first, in the order of the racks; then, under each rack, its cut-outs and its part of the seams and
 * stray tiles, whose places nobody knows; then handlers that let air back. */
static void list_outlets(const struct plan *plan, const struct columns *at,
                         struct plenum_outlet *outlets, size_t *ret_n)
{
    const struct plan_plenum *const p = plan->plenum;
    const size_t n_racks = plan->n[DIM_RACK];
    const double leak_m2 = (p->cutout_m2[0] + p->seam_m2[0] + p->stray_m2[0]) / (double)n_racks;
    size_t n = 0;

    for (size_t r = 0; r < n_racks; r++) {
        if (p->tile_m2[r] > 0.0) {
            outlets[n++] = (struct plenum_outlet){p->tile_place[r], p->tile_m2[r]};
        }
    }
    for (size_t r = 0; r < n_racks && leak_m2 > 0.0; r++) {
        outlets[n++] = (struct plenum_outlet){below(&plan->rack_place[r]), leak_m2};
    }
    for (size_t i = 0; i < plan->n[DIM_CRAH]; i++) {
        if (!(at->crah.flow_m3s[i] > 0.0) && p->net.fans[i].back_m2 > 0.0) {
            outlets[n++] =
                (struct plenum_outlet){below(&plan->crah_place[i]), p->net.fans[i].back_m2};
        }
    }
    *ret_n = n;
}

static size_t list_jets(const struct plan *plan, const struct columns *at, struct plenum_jet *jets)
{
    size_t n = 0;

    for (size_t i = 0; i < plan->n[DIM_CRAH]; i++) {
        if (at->crah.flow_m3s[i] > 0.0) {
            jets[n++] = (struct plenum_jet){below(&plan->crah_place[i]), at->crah.flow_m3s[i]};
        }
    }
    return n;
}

static enum status solve_field(struct arena *arena, const struct floor_request *request,
                               struct floor_answer *a)
{
    const struct plan *const plan = request->plan;
    const struct plan_plenum *const p = plan->plenum;
    const size_t n_racks = plan->n[DIM_RACK];
    const size_t most = 2 * n_racks + plan->n[DIM_CRAH];
    struct plenum_outlet *const outlets = ARENA_ARRAY(arena, struct plenum_outlet, most, "floor");
    struct plenum_jet *const jets =
        ARENA_ARRAY(arena, struct plenum_jet, plan->n[DIM_CRAH], "floor");
    double *const flow_m3s = ARENA_ARRAY(arena, double, most, "floor");
    double *const pa = ARENA_ARRAY(arena, double, most, "floor");
    struct plenum_room room = {.size_m = {plan->size_m[0], plan->size_m[1]},
                               .depth_m = p->depth_m,
                               .cell_m = request->cell_m,
                               .density_kg_per_m3 = p->net.density_kg_per_m3,
                               .jets = jets,
                               .outlets = outlets,
                               .obstacles = p->obstacles,
                               .n_obstacles = p->n_obstacles};

    room.n_jets = list_jets(plan, a->at, jets);
    list_outlets(plan, a->at, outlets, &room.n_outlets);
    if (room.n_jets == 0) {
        return STATUS_OUT_OF_RANGE; /* no air, no field */
    }
    void *const memory = arena_take(arena, 1, plenum_field_bytes(&room), "floor");
    const enum status st = plenum_field_solve(&room, memory, flow_m3s, pa, &a->field);
    size_t k = 0;
    for (size_t r = 0; r < n_racks && st == STATUS_OK; r++) {
        const bool has_tiles = p->tile_m2[r] > 0.0;
        a->tile_m3s[r] = has_tiles ? flow_m3s[k] : 0.0;
        a->tile_pa[r] = has_tiles ? pa[k] : PARAM_UNKNOWN;
        k += has_tiles;
    }
    if (st == STATUS_OK) {
        double *const scratch = ARENA_ARRAY(arena, double, 2 * n_racks, "floor");
        underfloor_share(plan, a->tile_m3s, a->at->rack.airflow_m3s, scratch, a->given_m3s);
    }
    return st;
}

static struct plenum_spread spread(struct arena *arena, const struct plan *plan,
                                   const double *tile_m3s)
{
    const struct arena_mark mark = arena_mark(arena);
    double *const jet_ms = ARENA_ARRAY(arena, double, plan->n[DIM_RACK], "floor");
    size_t n = 0;

    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        if (plan->plenum->tile_m2[r] > 0.0) {
            jet_ms[n++] = tile_m3s[r] / plan->plenum->tile_m2[r];
        }
    }
    const struct plenum_spread s = plenum_spread_of(jet_ms, n);
    arena_reset(arena, mark);
    return s;
}

enum status floor_run(struct arena *arena, const struct floor_request *request,
                      struct floor_answer *ret_answer)
{
    const struct plan *const plan = request->plan;
    const size_t n_racks = plan->n[DIM_RACK];
    struct hall *const hall = hall_create(arena, plan);
    struct floor_answer a = {.tile_m3s = ARENA_ARRAY(arena, double, n_racks, "floor"),
                             .given_m3s = ARENA_ARRAY(arena, double, n_racks, "floor"),
                             .tile_pa = ARENA_ARRAY(arena, double, n_racks, "floor")};
    enum status st = settle(request, hall, &a.fault);

    for (size_t r = 0; r < n_racks; r++) {
        a.tile_m3s[r] = a.given_m3s[r] = a.tile_pa[r] = PARAM_UNKNOWN;
    }
    a.at = hall->was;
    if (st == STATUS_OK) {
        a.even = spread(arena, plan, a.at->rack.tile_flow_m3s);
    }
    if (st == STATUS_OK && request->wants_field) {
        st = solve_field(arena, request, &a);
        a.uneven = spread(arena, plan, a.tile_m3s);
    }
    *ret_answer = a;
    return st;
}
