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

/* Between the rails of a rack of 19 inches. */
#define OPENING_M 0.45

/* A gap between racks below this is part of the path past the rack; wider ones are air of the room. */
#define NARROW_M 0.15

/* Half of an aisle of two panels, which it shares with the row across. */
#define HALF_AISLE_M 0.6

/* Where cold and hot air must both be somewhere. */
#define LEAST_FRAC 0.001
#define MOST_FRAC  0.95

static struct air_box standing(const struct floor_rect *r, double height_m)
{
    return (struct air_box){.lo_m = {r->x_m, r->y_m, 0.0},
                            .hi_m = {r->x_m + r->width_m, r->y_m + r->depth_m, height_m}};
}

static double height_of(const struct scn_rack *rack)
{
    return isnan(rack->overall_height_m) ? rack->height_u * UNIT_M + FRAME_M
                                         : rack->overall_height_m;
}

/* Units that nothing is known to fill; nodes of unknown height fill the rack. */
static double empty_units(const struct scn_rack *rack)
{
    const struct scn_node *const nodes = rack->nodes.items;
    double empty_u = rack->height_u;

    for (size_t k = 0; k < rack->nodes.n; k++) {
        empty_u -= nodes[k].count * nodes[k].height_u;
    }
    return empty_u > 0.0 ? empty_u : 0.0;
}

/* Racks of one row that stand close together share a wall; what is open between them and through their
 * empty units leads from rear to front. */
static double take_leak(struct builder *b, size_t r, struct air_box *box)
{
    const struct scn_row *const row = b->rows[r];
    const bool has_next = r + 1 < b->plan->n[DIM_RACK] && b->rows[r + 1] == row;
    const double blank_m2 =
        (1.0 - row->blanking_frac) * empty_units(b->racks[r]) * UNIT_M * OPENING_M;

    if (!has_next || !(row->gap_m > 0.0) || row->gap_m >= NARROW_M) {
        return blank_m2;
    }
    box->hi_m[row->axis == AXIS_X ? 0 : 1] += row->gap_m;
    return blank_m2 + row->gap_m * box->hi_m[2];
}

static void add_racks(struct builder *b)
{
    struct plan *const plan = b->plan;
    const size_t n = plan->n[DIM_RACK];
    struct air_box *const racks = ARENA_ARRAY(b->arena, struct air_box, n, "plan");
    enum air_side *const faces = ARENA_ARRAY(b->arena, enum air_side, n, "plan");
    double *const leak_m2 = ARENA_ARRAY(b->arena, double, n, "plan");
    bool *const blows_up = ARENA_ARRAY(b->arena, bool, n, "plan");

    for (size_t r = 0; r < n; r++) {
        racks[r] = standing(&plan->rack_place[r], height_of(b->racks[r]));
        leak_m2[r] = take_leak(b, r, &racks[r]);
        faces[r] = (enum air_side)plan->rack_faces[r];
        blows_up[r] = b->rows[r]->containment == CONTAINMENT_CHIMNEY;
    }
    plan->layout.n_racks = n;
    plan->layout.racks = racks;
    plan->layout.faces = faces;
    plan->layout.rack_leak_m2 = leak_m2;
    plan->layout.rack_blows_up = blows_up;
}

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

static enum air_side draws_from(int draws, bool is_usual_ceiling)
{
    switch (draws) {
    case DRAWS_TOP:
        return AIR_ABOVE;
    case DRAWS_CEILING:
        return AIR_CEILING;
    case DRAWS_USUAL:
        return is_usual_ceiling ? AIR_CEILING : AIR_ABOVE;
    default:
        return (enum air_side)draws;
    }
}

static enum air_side blows_to(int blows)
{
    return blows == BLOWS_FLOOR   ? AIR_BELOW
           : blows == BLOWS_DUCTS ? AIR_CEILING
                                  : (enum air_side)blows;
}

static void add_handlers(struct builder *b)
{
    struct plan *const plan = b->plan;
    const struct scn_crah *const crahs = b->hall->crahs.items;
    const size_t n = plan->n[DIM_CRAH];
    struct air_box *const handlers = ARENA_ARRAY(b->arena, struct air_box, n, "plan");
    enum air_side *const draws = ARENA_ARRAY(b->arena, enum air_side, n, "plan");
    enum air_side *const blows = ARENA_ARRAY(b->arena, enum air_side, n, "plan");
    const bool is_usual_ceiling = builder_leads_up(b);

    for (size_t k = 0; k < n; k++) {
        handlers[k] = standing(&plan->crah_place[k], crahs[k].height_m);
        draws[k] = draws_from(crahs[k].draws, is_usual_ceiling);
        blows[k] = blows_to(crahs[k].blows);
    }
    plan->layout.n_handlers = n;
    plan->layout.handlers = handlers;
    plan->layout.draws = draws;
    plan->layout.blows = blows;
}

/* A computed field has supply come up from a plenum's floor before the racks, and all of it. */
static void check_plenum(struct builder *b)
{
    const struct scn_grille *const grilles = b->hall->grilles.items;
    const char *why = NULL;

    if (b->plan->plenum == NULL) {
        return;
    }
    for (size_t k = 0; k < b->plan->n[DIM_CRAH]; k++) {
        why = b->plan->layout.blows[k] != AIR_BELOW ? "air handlers that all blow into it" : why;
    }
    for (size_t i = 0; i < b->hall->grilles.n; i++) {
        why = grilles[i].kind == AIR_TILE ? "the tiles of its racks, not those of `grilles`" : why;
    }
    why = b->plan->plenum->is_overhead ? "supply through a floor only" : why;
    if (why != NULL) {
        diag_add(b->diag, DIAG_CONTRADICTION, b->hall->plenum->at,
                 "plenum: `air: {model: %s}` takes %s", b->plan->air.info->name, why);
        b->status = STATUS_BAD_INPUT;
    }
}

void builder_add_layout(struct builder *b)
{
    struct plan *const plan = b->plan;

    plan->layout = (struct air_layout){.size_m = {plan->size_m[0], plan->size_m[1], plan->height_m},
                                       .has_leaks = plan->plenum != NULL};
    add_racks(b);
    plan->cold_frac = cold_frac_of(b, plan->layout.racks);
    add_handlers(b);
    builder_add_aisles(b);
    if (((const struct air_model *)plan->air.info)->is_field) {
        check_plenum(b);
        builder_add_enclosures(b);
        builder_add_grilles(b);
    }
}
