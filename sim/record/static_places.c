/* static_places.c - where things stand, in metres from the hall's corner: racks, units, elements of the
 * electrical tree, closed aisles with their panels, openings in floor and ceiling.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "sim/record/inner.h"

static const char *const aisle_words[] = {"cold", "hot", NULL};
static const char *const axis_words[] = {"x", "y", NULL};
static const char *const bool_words[] = {"no", "yes", NULL};
static const char *const grille_words[] = {"tile", "diffuser", "return", NULL};

enum role { ROLE_DOOR, ROLE_SIDE, ROLE_FLOOR, ROLE_ROOF, ROLE_CHIMNEY };
static const char *const role_words[] = {"door", "side", "floor", "roof", "chimney", NULL};

/* Items of one kind: what their variables begin with, and what they lie over. */
struct kind {
    struct record_file *file;
    const char *name;
    const struct h5_dim *dim;
    size_t n;
};

static struct kind kind_of(struct record_file *file, enum dim d)
{
    return (struct kind){file, dim_text(d), &file->dims[d], file->plan->n[d]};
}

static struct h5_var var_of(const struct kind *k, const char *field, const char *unit,
                            const char *long_name)
{
    return (struct h5_var){.name = text_print(k->file->arena, "%s_%s", k->name, field),
                           .dim = k->dim,
                           .unit = unit,
                           .long_name = long_name};
}

static void write_doubles(const struct kind *k, const char *field, const char *unit,
                          const char *long_name, const double *values)
{
    const struct h5_var var = var_of(k, field, unit, long_name);

    h5_doubles(&k->file->h5, k->file->h5.id, &var, values);
}

static void write_flags(const struct kind *k, const char *field, const char *const *words,
                        const char *long_name, const uint8_t *values)
{
    struct h5_var var = var_of(k, field, NULL, long_name);

    var.flags = words;
    h5_flags(&k->file->h5, k->file->h5.id, &var, values);
}

/* kind_x_m, kind_y_m, kind_width_m, kind_depth_m */
static void write_rects(const struct kind *k, const struct floor_rect *rects)
{
    static const struct {
        const char *name;
        size_t offset;
        const char *long_name;
    } fields[] = {
        {"x_m", offsetof(struct floor_rect, x_m), "least x, from the hall's corner"},
        {"y_m", offsetof(struct floor_rect, y_m), "least y, from the hall's corner"},
        {"width_m", offsetof(struct floor_rect, width_m), "extent along x"},
        {"depth_m", offsetof(struct floor_rect, depth_m), "extent along y"},
    };
    double *const values = ARENA_ARRAY(k->file->arena, double, k->n, "results");

    for (size_t f = 0; f < sizeof fields / sizeof fields[0]; f++) {
        for (size_t i = 0; i < k->n; i++) {
            memcpy(&values[i], (const char *)&rects[i] + fields[f].offset, sizeof values[i]);
        }
        write_doubles(k, fields[f].name, "m", fields[f].long_name, values);
    }
}

static struct floor_rect rect_between(const double lo_m[2], const double hi_m[2])
{
    return (struct floor_rect){lo_m[0], lo_m[1], hi_m[0] - lo_m[0], hi_m[1] - lo_m[1]};
}

static void write_tops(const struct kind *k, const char *field, const struct air_box *boxes)
{
    double *const tops_m = ARENA_ARRAY(k->file->arena, double, k->n, "results");

    for (size_t i = 0; i < k->n; i++) {
        tops_m[i] = boxes[i].hi_m[2];
    }
    write_doubles(k, field, "m", "its top above the floor", tops_m);
}

/* ------------------------------------------------------------ what stands */

static void write_racks(struct record_file *file)
{
    const struct plan *const plan = file->plan;
    const struct kind racks = kind_of(file, DIM_RACK);

    write_rects(&racks, plan->rack_place);
    write_tops(&racks, "height_m", plan->layout.racks);
}

/* The floor before a rack that its perforated panels take up. */
static void write_tiles(struct record_file *file)
{
    const struct plan_plenum *const plenum = file->plan->plenum;
    const struct kind racks = kind_of(file, DIM_RACK);
    const struct kind tiles = {file, "rack_tiles", racks.dim, racks.n};
    struct floor_rect *const rects =
        ARENA_ARRAY(file->arena, struct floor_rect, racks.n, "results");

    for (size_t r = 0; r < racks.n; r++) {
        rects[r] = rect_between(plenum->tile_place[r].lo_m, plenum->tile_place[r].hi_m);
    }
    write_rects(&tiles, rects);
}

static void write_units(struct record_file *file)
{
    const struct plan *const plan = file->plan;
    const struct kind crahs = kind_of(file, DIM_CRAH);
    const struct kind cdus = kind_of(file, DIM_CDU);

    if (crahs.n > 0) {
        write_rects(&crahs, plan->crah_place);
        write_tops(&crahs, "height_m", plan->layout.handlers);
    }
    if (cdus.n > 0) {
        write_rects(&cdus, plan->cdu_place);
        write_doubles(&cdus, "height_m", "m", "its top above the floor", plan->cdu_height_m);
    }
}

/* Elements that have a place; where none has one, nothing. */
static void write_feeds(struct record_file *file)
{
    const struct plan *const plan = file->plan;
    const struct kind feeds = kind_of(file, DIM_FEED);
    uint8_t *const overhead = ARENA_ARRAY(file->arena, uint8_t, feeds.n, "results");
    bool any_has_place = false;

    for (size_t i = 0; i < feeds.n; i++) {
        any_has_place = any_has_place || plan->feed_place[i].width_m > 0.0;
        overhead[i] = plan->feed_is_overhead[i];
    }
    if (any_has_place) {
        write_rects(&feeds, plan->feed_place);
        write_flags(&feeds, "overhead", bool_words, "whether it hangs above what stands there",
                    overhead);
    }
}

/* ------------------------------------------------------- aisles and panels */

static void write_aisles(struct record_file *file)
{
    const struct plan *const plan = file->plan;
    const size_t n = plan->n_aisles;
    const char **const names = ARENA_ARRAY(file->arena, const char *, n, "results");
    struct floor_rect *const rects = ARENA_ARRAY(file->arena, struct floor_rect, n, "results");
    struct air_box *const boxes = ARENA_ARRAY(file->arena, struct air_box, n, "results");
    uint8_t *const kinds = ARENA_ARRAY(file->arena, uint8_t, n, "results");
    uint8_t *const axes = ARENA_ARRAY(file->arena, uint8_t, n, "results");
    double *const doors_frac = ARENA_ARRAY(file->arena, double, n, "results");
    double *const roofs_frac = ARENA_ARRAY(file->arena, double, n, "results");

    for (size_t i = 0; i < n; i++) {
        const struct plan_aisle *const a = &plan->aisles[i];
        names[i] = a->name;
        boxes[i] = a->walls.box;
        rects[i] = rect_between(boxes[i].lo_m, boxes[i].hi_m);
        kinds[i] = a->is_hot;
        axes[i] = !a->is_along_x;
        doors_frac[i] = a->walls.open_frac[a->is_along_x ? AIR_WEST : AIR_SOUTH];
        roofs_frac[i] = a->walls.open_frac[AIR_ABOVE];
    }
    const struct h5_dim dim = h5_names(&file->h5, file->h5.id, "aisle", n, names);
    const struct kind aisles = {file, "aisle", &dim, n};
    write_rects(&aisles, rects);
    write_tops(&aisles, "height_m", boxes);
    write_flags(&aisles, "kind", aisle_words, "cold: before racks' fronts; hot: behind their rears",
                kinds);
    write_flags(&aisles, "along", axis_words, "axis between its doors", axes);
    write_doubles(&aisles, "doors_open_frac", "1", "open share of a shut door; 1: no door",
                  doors_frac);
    write_doubles(&aisles, "roof_open_frac", "1", "open share of its roof; 1: no roof", roofs_frac);
    h5_close_dim(&file->h5, &dim);
}

/* A side of an enclosure: a box without extent across itself. */
static struct air_box side_box(const struct air_box *box, enum air_side side)
{
    const size_t axis = (size_t)side / 2;
    struct air_box flat = *box;

    if (side % 2 == 0) {
        flat.hi_m[axis] = flat.lo_m[axis];
    } else {
        flat.lo_m[axis] = flat.hi_m[axis];
    }
    return flat;
}

static enum role role_of(const struct plan *plan, size_t enclosure, enum air_side side)
{
    if (enclosure >= plan->n_aisles) {
        return ROLE_CHIMNEY;
    }
    if (side == AIR_BELOW || side == AIR_ABOVE) {
        return side == AIR_BELOW ? ROLE_FLOOR : ROLE_ROOF;
    }
    return plan->aisles[enclosure].is_along_x == (side == AIR_WEST || side == AIR_EAST) ? ROLE_DOOR
                                                                                        : ROLE_SIDE;
}

static void write_panels(struct record_file *file)
{
    const struct plan *const plan = file->plan;
    const struct kind panels = kind_of(file, DIM_PANEL);
    struct floor_rect *const rects =
        ARENA_ARRAY(file->arena, struct floor_rect, panels.n, "results");
    struct air_box *const boxes = ARENA_ARRAY(file->arena, struct air_box, panels.n, "results");
    double *const bottoms_m = ARENA_ARRAY(file->arena, double, panels.n, "results");
    double *const open_frac = ARENA_ARRAY(file->arena, double, panels.n, "results");
    uint8_t *const roles = ARENA_ARRAY(file->arena, uint8_t, panels.n, "results");

    for (size_t i = 0; i < panels.n; i++) {
        const size_t e = i / AIR_N_SIDES;
        const enum air_side side = (enum air_side)(i % AIR_N_SIDES);
        const struct air_enclosure *const of = &plan->layout.enclosures[e];
        boxes[i] = side_box(&of->box, side);
        rects[i] = rect_between(boxes[i].lo_m, boxes[i].hi_m);
        bottoms_m[i] = boxes[i].lo_m[2];
        open_frac[i] = of->open_frac[side];
        roles[i] = (uint8_t)role_of(plan, e, side);
    }
    write_rects(&panels, rects);
    write_doubles(&panels, "bottom_m", "m", "its lower edge above the floor", bottoms_m);
    write_tops(&panels, "top_m", boxes);
    write_doubles(&panels, "open_frac", "1", "open share of it while it is shut; 1: no panel",
                  open_frac);
    write_flags(&panels, "role", role_words, "which part of an aisle or a chimney", roles);
}

static void write_grilles(struct record_file *file)
{
    const struct plan *const plan = file->plan;
    const struct kind grilles = kind_of(file, DIM_GRILLE);
    struct floor_rect *const rects =
        ARENA_ARRAY(file->arena, struct floor_rect, grilles.n, "results");
    double *const open_frac = ARENA_ARRAY(file->arena, double, grilles.n, "results");
    uint8_t *const kinds = ARENA_ARRAY(file->arena, uint8_t, grilles.n, "results");

    for (size_t i = 0; i < grilles.n; i++) {
        const struct air_grille *const g = &plan->layout.grilles[i];
        rects[i] = rect_between(g->lo_m, g->hi_m);
        open_frac[i] = g->open_frac;
        kinds[i] = (uint8_t)g->kind;
    }
    write_rects(&grilles, rects);
    write_doubles(&grilles, "open_frac", "1", "open share of its area", open_frac);
    write_flags(&grilles, "kind", grille_words,
                "tile: in the floor; diffuser, return: in the ceiling", kinds);
}

/* -------------------------------------------------------------------- hall */

static void scalar(struct record_file *file, const char *name, const char *long_name, double value)
{
    const struct h5_var var = {.name = name, .unit = "m", .long_name = long_name};

    h5_doubles(&file->h5, file->h5.id, &var, &value);
}

void static_places(struct record_file *file)
{
    const struct plan *const plan = file->plan;

    scalar(file, "hall_size_x_m", "extent of the hall along x", plan->size_m[0]);
    scalar(file, "hall_size_y_m", "extent of the hall along y", plan->size_m[1]);
    scalar(file, "hall_height_m", "height of the hall", plan->height_m);
    scalar(file, "site_altitude_m", "altitude of the site", plan->altitude_m);
    if (plan->n[DIM_RACK] > 0) {
        write_racks(file);
    }
    if (plan->plenum != NULL) {
        scalar(file, plan->plenum->is_overhead ? "hall_overhead_plenum_m" : "hall_raised_floor_m",
               "free height of the plenum that supply air comes through", plan->plenum->depth_m);
        write_tiles(file);
    }
    write_units(file);
    if (plan->n[DIM_FEED] > 0) {
        write_feeds(file);
    }
    if (plan->n_aisles > 0) {
        write_aisles(file);
    }
    if (plan->n[DIM_PANEL] > 0) {
        write_panels(file);
    }
    if (plan->n[DIM_GRILLE] > 0) {
        write_grilles(file);
    }
}
