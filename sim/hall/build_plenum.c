/* build_plenum.c - the plenum: tiles, leaks and fans by zone, and which racks share cold air.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/containment.h"
#include "models/phys.h"
#include "sim/hall/builder.h"

/* Rounding of metres that came from feet. */
#define SLACK_M 1e-6

static double tiles_m2(const struct builder *b, const struct scn_tiles *t)
{
    const double panel_m = b->hall->floor->tile_m;
    const double loss =
        isnan(t->loss) ? plenum_tile_loss(t->open_frac) * (1.0 + t->understructure_frac) : t->loss;

    return t->count * t->damper_frac * plenum_effective_m2(panel_m * panel_m, loss);
}

static void take_zones(struct builder *b, struct plan_plenum *p)
{
    const struct scn_zone *const zones = b->hall->plenum->zones.items;
    const size_t n_given = b->hall->plenum->zones.n;
    const size_t n = n_given > 0 ? n_given : 1;

    p->net.n_zones = n;
    p->zone_names = ARENA_ARRAY(b->arena, const char *, n, "plan");
    p->zone_place = ARENA_ARRAY(b->arena, struct floor_rect, n, "plan");
    p->tiles_m2 = ARENA_ARRAY(b->arena, double, n, "plan");
    p->stray_m2 = ARENA_ARRAY(b->arena, double, n, "plan");
    p->seam_m2 = ARENA_ARRAY(b->arena, double, n, "plan");
    p->cutout_m2 = ARENA_ARRAY(b->arena, double, n, "plan");
    p->zone_names[0] = "plenum";
    p->zone_place[0] = (struct floor_rect){0.0, 0.0, b->plan->size_m[0], b->plan->size_m[1]};
    for (size_t z = 0; z < n_given; z++) {
        p->zone_names[z] = zones[z].name;
        p->zone_place[z] = (struct floor_rect){zones[z].origin_m[0], zones[z].origin_m[1],
                                               zones[z].size_m[0], zones[z].size_m[1]};
    }
}

/* The zone below the middle of what stands there; the first when it stands in none, which is told. */
static size_t zone_below(struct builder *b, const struct plan_plenum *p,
                         const struct floor_rect *place, const char *name, struct span at)
{
    const double x_m = place->x_m + 0.5 * place->width_m;
    const double y_m = place->y_m + 0.5 * place->depth_m;

    for (size_t z = 0; z < p->net.n_zones; z++) {
        const struct floor_rect *const zone = &p->zone_place[z];
        if (x_m >= zone->x_m - SLACK_M && x_m <= zone->x_m + zone->width_m + SLACK_M &&
            y_m >= zone->y_m - SLACK_M && y_m <= zone->y_m + zone->depth_m + SLACK_M) {
            return z;
        }
    }
    diag_add(b->diag, DIAG_NOT_SERVED, at,
             "'%s' stands at %.4g m, %.4g m, in no zone of the plenum", name, x_m, y_m);
    b->status = STATUS_BAD_INPUT;
    return 0;
}

/* Before the rack's front, as wide as the rack and as deep as its tiles want. */
static struct plenum_patch place_tiles(const struct builder *b, size_t r, const struct scn_tiles *t)
{
    const struct floor_rect *const at = &b->plan->rack_place[r];
    const double panel_m = b->hall->floor->tile_m;
    struct plenum_patch p = {{at->x_m, at->y_m}, {at->x_m + at->width_m, at->y_m + at->depth_m}};
    const bool is_along_x = b->rows[r]->faces < 2; /* west and east */
    const int a = is_along_x ? 0 : 1;
    const double depth_m = t->count * panel_m * panel_m / (is_along_x ? at->depth_m : at->width_m);

    if (b->rows[r]->faces % 2 == 0) { /* west, south */
        p.hi_m[a] = p.lo_m[a];
        p.lo_m[a] -= depth_m;
    } else {
        p.lo_m[a] = p.hi_m[a];
        p.hi_m[a] += depth_m;
    }
    return p;
}

/* A contained cold aisle is one volume, taken by the row; with hot air contained the room is one, and
 * all such rows share it; in open aisles each rack has what comes up before it. */
static int32_t pool_of(const struct builder *b, size_t r, int32_t *rows, int32_t *room,
                       size_t *n_pools)
{
    int32_t *shared = NULL;

    switch ((enum containment_kind)b->rows[r]->containment) {
    case CONTAINMENT_COLD_AISLE:
        shared = &rows[b->plan->rack_row[r]];
        break;
    case CONTAINMENT_HOT_AISLE:
    case CONTAINMENT_CHIMNEY:
        shared = room;
        break;
    case CONTAINMENT_OPEN:
    case CONTAINMENT_COUNT:
        break;
    }
    if (shared == NULL) {
        return (int32_t)(*n_pools)++;
    }
    if (*shared < 0) {
        *shared = (int32_t)(*n_pools)++;
    }
    return *shared;
}

static void take_racks(struct builder *b, struct plan_plenum *p)
{
    const struct scn_plenum *const given = b->hall->plenum;
    const size_t n = b->plan->n[DIM_RACK];
    const double cutout_m2 = isnan(given->cutout_area_m2) ? 0.0 : given->cutout_area_m2;
    int32_t *const rows = ARENA_ARRAY(b->arena, int32_t, b->plan->n_rows, "plan");
    int32_t room = -1;

    p->tile_m2 = ARENA_ARRAY(b->arena, double, n, "plan");
    p->tile_place = ARENA_ARRAY(b->arena, struct plenum_patch, n, "plan");
    p->rack_zone = ARENA_ARRAY(b->arena, int32_t, n, "plan");
    p->rack_pool = ARENA_ARRAY(b->arena, int32_t, n, "plan");
    for (size_t i = 0; i < b->plan->n_rows; i++) {
        rows[i] = -1;
    }
    for (size_t r = 0; r < n; r++) {
        const struct scn_rack *const rack = b->racks[r];
        const size_t z = zone_below(b, p, &b->plan->rack_place[r], rack->name, rack->at);
        p->rack_zone[r] = (int32_t)z;
        p->rack_pool[r] = pool_of(b, r, rows, &room, &p->n_pools);
        const struct scn_tiles *const tiles = rack->tiles != NULL ? rack->tiles : given->tiles;
        p->tile_m2[r] = tiles_m2(b, tiles);
        p->tile_place[r] = place_tiles(b, r, tiles);
        p->tiles_m2[z] += p->tile_m2[r];
        p->cutout_m2[z] +=
            plenum_effective_m2(cutout_m2 * (1.0 - given->sealed_frac), given->cutout_loss);
    }
}

/* Seams and stray tiles lie in proportion to the zones' floors. */
static void take_leaks(struct builder *b, struct plan_plenum *p)
{
    const struct scn_plenum *const given = b->hall->plenum;
    const double stray_m2 = given->stray != NULL ? tiles_m2(b, given->stray) : 0.0;
    double meant_m2 = stray_m2;
    double floor_m2 = 0.0;

    for (size_t z = 0; z < p->net.n_zones; z++) {
        meant_m2 += p->tiles_m2[z];
        floor_m2 += p->zone_place[z].width_m * p->zone_place[z].depth_m;
    }
    if (!(meant_m2 > stray_m2)) {
        diag_add(b->diag, DIAG_NOT_SERVED, given->at, "plenum: no rack has tiles before it");
        b->status = STATUS_BAD_INPUT;
        return;
    }
    const double seam_m2 = isnan(given->seam_area_m2)
                               ? plenum_leak_m2(meant_m2, given->seam_leakage_frac)
                               : given->seam_area_m2;
    double *const open_m2 = ARENA_ARRAY(b->arena, double, p->net.n_zones, "plan");
    for (size_t z = 0; z < p->net.n_zones; z++) {
        const double share = p->zone_place[z].width_m * p->zone_place[z].depth_m / floor_m2;
        p->seam_m2[z] = share * seam_m2;
        p->stray_m2[z] = share * stray_m2;
        open_m2[z] = p->tiles_m2[z] + p->cutout_m2[z] + p->seam_m2[z] + p->stray_m2[z];
        if (!(open_m2[z] > 0.0)) {
            diag_add(b->diag, DIAG_NOT_SERVED, given->at,
                     "plenum: nothing lets air out of zone '%s': no tiles, cut-outs or seams",
                     p->zone_names[z]);
            b->status = STATUS_BAD_INPUT;
        }
    }
    p->net.open_m2 = open_m2;
}

static void take_openings(struct builder *b, struct plan_plenum *p)
{
    const struct scn_opening *const openings = b->hall->plenum->openings.items;
    const size_t n = b->hall->plenum->openings.n;
    struct plenum_link *const links = ARENA_ARRAY(b->arena, struct plenum_link, n, "plan");

    for (size_t k = 0; k < n; k++) {
        links[k] = (struct plenum_link){
            .from = (size_t)openings[k].from.index,
            .to = (size_t)openings[k].to.index,
            .open_m2 = plenum_effective_m2(openings[k].area_m2, openings[k].loss)};
    }
    p->net.links = links;
    p->net.n_links = n;
}

static void take_obstacles(struct builder *b, struct plan_plenum *p)
{
    const struct scn_obstacle *const given = b->hall->plenum->obstacles.items;
    const size_t n = b->hall->plenum->obstacles.n;
    struct field_box *const boxes = ARENA_ARRAY(b->arena, struct field_box, n, "plan");

    for (size_t k = 0; k < n; k++) {
        for (int a = 0; a < 2; a++) {
            boxes[k].lo_m[a] = given[k].origin_m[a];
            boxes[k].hi_m[a] = given[k].origin_m[a] + given[k].size_m[a];
        }
        boxes[k].hi_m[FIELD_Z] = fmin(given[k].height_m, p->depth_m);
    }
    p->obstacles = boxes;
    p->n_obstacles = n;
}

/* A handler that stands without a damper lets through its rated airflow at the drop that coil and
 * filter take at it. */
static void take_fans(struct builder *b, struct plan_plenum *p)
{
    const struct scn_crah *const crahs = b->hall->crahs.items;
    const size_t n = b->plan->n[DIM_CRAH];
    struct plenum_fan *const fans = ARENA_ARRAY(b->arena, struct plenum_fan, n, "plan");

    p->rated_pa = ARENA_ARRAY(b->arena, double, n, "plan");
    p->inner_pa = ARENA_ARRAY(b->arena, double, n, "plan");
    for (size_t i = 0; i < n; i++) {
        const struct scn_crah *const c = &crahs[i];
        const double rated_m3s = b->plan->crah_rated_m3s[i];
        const double jet_ms = sqrt(2.0 * c->inner_drop_pa / p->net.density_kg_per_m3);
        p->rated_pa[i] = c->fan_external_pa;
        p->inner_pa[i] = c->inner_drop_pa;
        fans[i] = (struct plenum_fan){
            .zone = zone_below(b, p, &b->plan->crah_place[i], c->name, c->at),
            .stall_pa = c->fan_stall_pa,
            .free_m3s = plenum_free_m3s(rated_m3s, c->fan_external_pa, c->fan_stall_pa),
            .back_m2 = c->backdraft_damper ? 0.0 : rated_m3s / jet_ms,
        };
    }
    p->net.fans = fans;
    p->net.n_fans = n;
}

void builder_add_plenum(struct builder *b)
{
    if (b->hall->plenum == NULL) {
        return;
    }
    struct plan_plenum *const p = arena_take(b->arena, 1, sizeof *p, "plan");
    p->depth_m = b->hall->plenum->depth_m;
    p->is_overhead = b->hall->plenum->kind == PLENUM_OVERHEAD;
    p->net.density_kg_per_m3 = b->plan->air_j_per_m3k / PHYS_AIR_CP_J_PER_KGK;
    take_zones(b, p);
    take_racks(b, p);
    take_leaks(b, p);
    take_openings(b, p);
    take_obstacles(b, p);
    take_fans(b, p);
    b->plan->plenum = p;
}
