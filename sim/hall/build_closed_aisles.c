/* build_closed_aisles.c - where closed aisles stand, and how much of their panels is open.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/hall/builder.h"

const struct scn_row *builder_aisle_row(const struct builder *b, const struct scn_aisle *a,
                                        size_t i)
{
    return i < a->rows.n ? &((const struct scn_row *)b->hall->rows.items)[a->rows.items[i].index]
                         : NULL;
}

static bool draws_ceiling(const struct builder *b)
{
    const struct scn_crah *const crahs = b->hall->crahs.items;

    for (size_t k = 0; k < b->hall->crahs.n; k++) {
        if (crahs[k].draws == DRAWS_CEILING || crahs[k].draws == DRAWS_USUAL) {
            return true;
        }
    }
    return false;
}

static double roof_m(const struct builder *b, const struct scn_aisle *a)
{
    double tallest_m = 0.0;

    if (!isnan(a->height_m)) {
        return a->height_m;
    }
    if (a->kind == AISLE_HOT && draws_ceiling(b)) {
        return b->plan->height_m;
    }
    for (size_t r = 0; r < b->plan->n[DIM_RACK]; r++) {
        if (b->rows[r] == builder_aisle_row(b, a, 0) || b->rows[r] == builder_aisle_row(b, a, 1)) {
            tallest_m = fmax(tallest_m, b->plan->layout.racks[r].hi_m[2]);
        }
    }
    return fmin(tallest_m, b->plan->height_m);
}

static double or_leakage(const struct scn_aisle *a, double open_frac)
{
    return isnan(open_frac) ? a->leakage_frac : open_frac;
}

static void add_aisle(struct builder *b, struct plan_aisle *all, const struct scn_aisle *a)
{
    const struct scn_row *const first = builder_aisle_row(b, a, 0);
    struct floor_rect rect;

    if (first == NULL ||
        !geometry_aisle(b->hall, first, builder_aisle_row(b, a, 1), a->kind, a->width_m, &rect)) {
        return; /* validate_layout() has said so */
    }
    const bool is_x = first->axis == AXIS_X;
    const double doors = or_leakage(a, a->doors_open_frac);
    const double along = is_x ? a->leakage_frac : doors;
    const double ends = is_x ? doors : a->leakage_frac;
    all[b->plan->n_aisles++] = (struct plan_aisle){
        .name = a->name,
        .is_hot = a->kind == AISLE_HOT,
        .is_along_x = is_x,
        .walls = {.box = {.lo_m = {rect.x_m, rect.y_m, 0.0},
                          .hi_m = {rect.x_m + rect.width_m, rect.y_m + rect.depth_m, roof_m(b, a)}},
                  .open_frac = {ends, ends, along, along, 0.0, or_leakage(a, a->roof_open_frac)}},
    };
}

void builder_add_aisles(struct builder *b)
{
    const struct scn_aisle *const given = b->hall->aisles.items;
    const size_t n = b->hall->aisles.n;
    struct plan_aisle *const aisles = ARENA_ARRAY(b->arena, struct plan_aisle, n, "plan");

    for (size_t i = 0; i < n; i++) {
        add_aisle(b, aisles, &given[i]);
    }
    b->plan->aisles = aisles;
}
