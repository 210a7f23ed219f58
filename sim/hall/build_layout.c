/* build_layout.c - where racks and handlers stand, for the hall's air.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/containment.h"
#include "sim/hall/builder.h"

/* What a rack of so many units stands high when nobody says: units, plinth and roof. */
#define UNIT_M  0.04445
#define FRAME_M 0.13

/* A down-flow handler is as high as a rack. */
#define HANDLER_M 2.0

static struct air_box standing(const struct floor_rect *r, double height_m)
{
    return (struct air_box){.lo_m = {r->x_m, r->y_m, 0.0},
                            .hi_m = {r->x_m + r->width_m, r->y_m + r->depth_m, height_m}};
}

/* Half of an aisle of two panels, which it shares with the row across. */
#define HALF_AISLE_M 0.6

/* Where cold and hot air must both be somewhere. */
#define LEAST_FRAC 0.001
#define MOST_FRAC  0.95

/* Share of the hall's air before its racks. A row with open aisles or a contained cold one has the air
 * of the half aisle before it, up to the racks' height; one whose hot aisle is contained stands in cold
 * air: it has its share of all that is not in the half aisle behind it, and behind a chimney nothing is
 * hot. Air under the floor is not counted: without handlers no fan moves it. */
static double cold_frac_of(const struct builder *b, const struct air_box *racks)
{
    const struct plan *const plan = b->plan;
    const size_t n = plan->n[DIM_RACK];
    const double hall_m3 = plan->size_m[0] * plan->size_m[1] * plan->height_m;
    double cold_m3 = 0.0;

    for (size_t r = 0; r < n; r++) {
        const struct scn_row *const row = b->rows[r];
        const double aisle_m3 = b->racks[r]->width_m * HALF_AISLE_M * racks[r].hi_m[2];
        if (row->containment == CONTAINMENT_HOT_AISLE) {
            cold_m3 += hall_m3 / (double)n - aisle_m3;
        } else if (row->containment == CONTAINMENT_CHIMNEY) {
            cold_m3 += hall_m3 / (double)n;
        } else {
            cold_m3 += aisle_m3;
        }
    }
    return fmin(MOST_FRAC, fmax(LEAST_FRAC, cold_m3 / hall_m3));
}

/* A computed field does not know of walls around aisles: it would show them open. */
static void refuse_containment(struct builder *b)
{
    const struct scn_row *const rows = b->hall->rows.items;

    for (size_t i = 0; i < b->hall->rows.n; i++) {
        if (rows[i].containment != 0) {
            diag_add(b->diag, DIAG_CONTRADICTION, rows[i].at,
                     "row %s: `air: {model: %s}` takes rows with open aisles only",
                     rows[i].name != NULL ? rows[i].name : "", b->plan->air.info->name);
            b->status = STATUS_BAD_INPUT;
            return;
        }
    }
}

/* Nor of supply that comes from above: it would show it coming up from the floor. */
static void refuse_overhead(struct builder *b)
{
    if (b->plan->plenum != NULL && b->plan->plenum->is_overhead) {
        diag_add(b->diag, DIAG_CONTRADICTION, b->hall->plenum->at,
                 "plenum: `air: {model: %s}` takes supply through a floor only",
                 b->plan->air.info->name);
        b->status = STATUS_BAD_INPUT;
    }
}

void builder_add_layout(struct builder *b)
{
    struct plan *const plan = b->plan;
    const size_t n_racks = plan->n[DIM_RACK];
    const size_t n_handlers = plan->n[DIM_CRAH];
    struct air_box *const racks = ARENA_ARRAY(b->arena, struct air_box, n_racks, "plan");
    struct air_box *const handlers = ARENA_ARRAY(b->arena, struct air_box, n_handlers, "plan");
    enum air_side *const faces = ARENA_ARRAY(b->arena, enum air_side, n_racks, "plan");

    for (size_t r = 0; r < n_racks; r++) {
        const double overall_m = b->racks[r]->overall_height_m;
        const double height_m =
            isnan(overall_m) ? b->racks[r]->height_u * UNIT_M + FRAME_M : overall_m;
        racks[r] = standing(&plan->rack_place[r], height_m);
        faces[r] = (enum air_side)plan->rack_faces[r];
    }
    for (size_t k = 0; k < n_handlers; k++) {
        handlers[k] = standing(&plan->crah_place[k], HANDLER_M);
    }
    plan->cold_frac = cold_frac_of(b, racks);
    plan->layout = (struct air_layout){
        .size_m = {plan->size_m[0], plan->size_m[1], plan->height_m},
        .n_racks = n_racks,
        .racks = racks,
        .faces = faces,
        .n_handlers = n_handlers,
        .handlers = handlers,
        .has_leaks = plan->plenum != NULL,
    };
    if (((const struct air_model *)plan->air.info)->is_field) {
        refuse_containment(b);
        refuse_overhead(b);
    }
}
