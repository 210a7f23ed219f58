/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/fixtures.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Numbers of every item, in memory that the caller frees; NULL where the file has none. */
static double *read_numbers(const struct results *r, const char *dim, const char *field,
                            size_t time_index)
{
    char name[64];

    (void)snprintf(name, sizeof name, "%s_%s", dim, field);
    const struct results_variable *const v = results_variable(r, name);
    const bool is_ours = v != NULL && !v->is_text && v->dim[0] != '\0';
    double *const values = is_ours ? calloc(results_n_items(r, v->dim) + 1, sizeof *values) : NULL;
    if (values != NULL && results_frame(r, v, time_index, values) != STATUS_OK) {
        free(values);
        return NULL;
    }
    return values;
}

static double number_of(const double *values, size_t i, double otherwise)
{
    return values != NULL && !isnan(values[i]) ? values[i] : otherwise;
}

/* The places of n items, in memory that the caller frees; NULL where the file has none. */
static struct box *read_boxes(const struct results *r, const char *dim, size_t n)
{
    double *const x_m = read_numbers(r, dim, "x_m", 0);
    double *const y_m = read_numbers(r, dim, "y_m", 0);
    double *const width_m = read_numbers(r, dim, "width_m", 0);
    double *const depth_m = read_numbers(r, dim, "depth_m", 0);
    const bool is_there = x_m != NULL && y_m != NULL && width_m != NULL && depth_m != NULL;
    struct box *const boxes = is_there ? calloc(n + 1, sizeof *boxes) : NULL;

    for (size_t i = 0; boxes != NULL && i < n; i++) {
        boxes[i] = (struct box){x_m[i], y_m[i], width_m[i], depth_m[i]};
    }
    free(x_m);
    free(y_m);
    free(width_m);
    free(depth_m);
    return boxes;
}

static bool is_place(const struct box *b)
{
    return isfinite(b->x_m) && isfinite(b->y_m) && b->width_m > 0.0 && b->depth_m > 0.0;
}

/* ------------------------------------------------------------- closed aisles */

/* The panel of an aisle's side by its name in the file, such as "cold/west"; its number, -1 for none. */
static long find_panel(const struct results *r, const char *aisle, const char *side)
{
    const struct results_dim *const panels = results_dim(r, "panel");
    char name[256];

    (void)snprintf(name, sizeof name, "%s/%s", aisle, side);
    for (size_t i = 0; panels != NULL && i < panels->n; i++) {
        if (strcmp(panels->labels[i], name) == 0) {
            return (long)i;
        }
    }
    return -1;
}

static const char *const sides[N_SIDES] = {"west", "east", "south", "north"};

static void take_aisles(struct fixtures *f, const struct results *r)
{
    const size_t n = results_n_items(r, "aisle");
    struct box *const boxes = read_boxes(r, "aisle", n);
    double *const kinds = read_numbers(r, "aisle", "kind", 0);
    double *const along = read_numbers(r, "aisle", "along", 0);
    double *const doors_frac = read_numbers(r, "aisle", "doors_open_frac", 0);
    double *const roofs_frac = read_numbers(r, "aisle", "roof_open_frac", 0);

    f->aisles = calloc(n + 1, sizeof *f->aisles);
    for (size_t i = 0; f->aisles != NULL && boxes != NULL && i < n; i++) {
        struct aisle *const a = &f->aisles[f->n_aisles++];
        const bool is_along_x = number_of(along, i, 0.0) == 0.0;
        *a = (struct aisle){.name = results_dim(r, "aisle")->labels[i],
                            .box = boxes[i],
                            .is_hot = number_of(kinds, i, 0.0) != 0.0,
                            .roof.is_there = number_of(roofs_frac, i, 0.0) < 1.0};
        a->roof.item = find_panel(r, a->name, "roof");
        for (int side = 0; side < N_SIDES; side++) {
            const bool is_door = is_along_x == (side == SIDE_WEST || side == SIDE_EAST);
            a->sides[side].is_there = !is_door || number_of(doors_frac, i, 0.0) < 1.0;
            a->sides[side].item = find_panel(r, a->name, sides[side]);
        }
    }
    f->n_closed = f->n_aisles;
    free(boxes);
    free(kinds);
    free(along);
    free(doors_frac);
    free(roofs_frac);
}

static double opened_of(const struct panel *panel, const double *opened_frac)
{
    return panel->item >= 0 ? number_of(opened_frac, (size_t)panel->item, 0.0) : 0.0;
}

static void read_panels(struct fixtures *f, const struct results *r)
{
    double *const opened_frac = read_numbers(r, "panel", "opened_frac", f->time_index);

    for (size_t i = 0; i < f->n_closed; i++) {
        struct aisle *const a = &f->aisles[i];
        a->roof.opened_frac = opened_of(&a->roof, opened_frac);
        for (int side = 0; side < N_SIDES; side++) {
            a->sides[side].opened_frac = opened_of(&a->sides[side], opened_frac);
        }
    }
    free(opened_frac);
}

/* ------------------------------------------------------------------ openings */

static enum opening_kind opening_kind_of(double number)
{
    return number == OPENING_DIFFUSER ? OPENING_DIFFUSER
           : number == OPENING_RETURN ? OPENING_RETURN
                                      : OPENING_TILE;
}

static void take_openings(struct fixtures *f, const struct results *r, size_t n_racks)
{
    const size_t n_grilles = results_n_items(r, "grille");
    const bool is_overhead = !isnan(results_number(r, "hall_overhead_plenum_m"));
    struct box *const tiles = read_boxes(r, "rack_tiles", n_racks);
    struct box *const grilles = read_boxes(r, "grille", n_grilles);
    double *const kinds = read_numbers(r, "grille", "kind", 0);

    f->openings = calloc(n_racks + n_grilles + 1, sizeof *f->openings);
    for (size_t i = 0; f->openings != NULL && tiles != NULL && i < n_racks; i++) {
        if (is_place(&tiles[i])) {
            f->openings[f->n_openings++] = (struct opening){
                .kind = is_overhead ? OPENING_DIFFUSER : OPENING_TILE, .box = tiles[i]};
        }
    }
    f->n_tiles = f->n_openings;
    for (size_t i = 0; f->openings != NULL && grilles != NULL && i < n_grilles; i++) {
        f->openings[f->n_openings++] = (struct opening){
            .kind = opening_kind_of(number_of(kinds, i, OPENING_TILE)), .box = grilles[i]};
    }
    free(tiles);
    free(grilles);
    free(kinds);
}

static void read_grilles(struct fixtures *f, const struct results *r)
{
    double *const covered_frac = read_numbers(r, "grille", "covered_frac", f->time_index);

    for (size_t i = f->n_tiles; i < f->n_openings; i++) {
        f->openings[i].covered_frac = number_of(covered_frac, i - f->n_tiles, 0.0);
    }
    free(covered_frac);
}

/* --------------------------------------------------------------------- units */

static void take_units(struct fixtures *f, const struct results *r, bool is_overhead)
{
    static const char *const placed[] = {"feed", "crah", "cdu"};
    double *const overhead = read_numbers(r, "feed", "overhead", 0);

    for (size_t k = 0; k < sizeof placed / sizeof placed[0]; k++) {
        struct box *const boxes = read_boxes(r, placed[k], results_n_items(r, placed[k]));
        for (size_t i = 0; boxes != NULL && i < f->tree.n; i++) {
            const struct tree_node *const node = &f->tree.nodes[i];
            const bool is_kind = strcmp(node->kind, placed[k]) == 0;
            const bool hangs = k == 0 && is_kind && number_of(overhead, node->item, 0.0) != 0.0;
            if (is_kind && hangs == is_overhead && is_place(&boxes[node->item])) {
                f->units[f->n_units++] =
                    (struct standing){.node = i, .box = boxes[node->item], .is_overhead = hangs};
            }
        }
        free(boxes);
    }
    free(overhead);
}

static void take_placeless(struct fixtures *f)
{
    for (size_t i = 0; i < f->tree.n; i++) {
        bool has_place = f->tree.nodes[i].is_circuit;
        for (size_t k = 0; k < f->n_units; k++) {
            has_place = has_place || f->units[k].node == i;
        }
        if (!has_place) {
            f->placeless[f->n_placeless++] = i;
        }
    }
}

/* The state of nodes of one kind in which a variable is nought at some time of the interval. */
static void take_state(struct fixtures *f, const struct results *r, const char *kind,
                       const char *field, enum unit_state state)
{
    double *const values = read_numbers(r, kind, field, f->time_index);

    for (size_t i = 0; values != NULL && i < f->tree.n; i++) {
        const struct tree_node *const node = &f->tree.nodes[i];
        if (strcmp(node->kind, kind) == 0 && values[node->item] == 0.0) {
            f->states[i] = state;
        }
    }
    free(values);
}

/* The worst is said last, so that it stays. */
static void read_states(struct fixtures *f, const struct results *r)
{
    memset(f->states, 0, f->tree.n * sizeof *f->states);
    take_state(f, r, "crah", "has_water_min", UNIT_DRY);
    take_state(f, r, "crah", "is_on_duty_min", UNIT_STANDS_BY);
    take_state(f, r, "crah", "is_running_min", UNIT_STOPPED);
    take_state(f, r, "cdu", "is_running_min", UNIT_STOPPED);
    take_state(f, r, "plant", "is_running_min", UNIT_UNPOWERED);
    take_state(f, r, "plant", "gives_water_min", UNIT_STOPPED);
    take_state(f, r, "feed", "is_energised_min", UNIT_UNPOWERED);
}

const char *fixtures_state(const struct fixtures *f, size_t node)
{
    static const char *const words[] = {[UNIT_RUNS] = "",
                                        [UNIT_STANDS_BY] = "stands by",
                                        [UNIT_DRY] = "no water",
                                        [UNIT_UNPOWERED] = "no power",
                                        [UNIT_STOPPED] = "stopped"};

    return words[f->states[node]];
}

bool fixtures_is_out(const struct fixtures *f, size_t node)
{
    return f->states[node] == UNIT_UNPOWERED || f->states[node] == UNIT_STOPPED;
}

/* --------------------------------------------------------------- as a whole */

struct fixtures *fixtures_open(const struct scene *s)
{
    const struct results *const r = s->results;
    struct fixtures *const f = calloc(1, sizeof *f);

    if (f == NULL) {
        return NULL;
    }
    const bool has_tree = tree_open(r, &f->tree) == STATUS_OK;
    f->units = has_tree ? calloc(f->tree.n + 1, sizeof *f->units) : NULL;
    f->placeless = calloc(f->tree.n + 1, sizeof *f->placeless);
    f->states = calloc(f->tree.n + 1, sizeof *f->states);
    take_aisles(f, r);
    take_openings(f, r, s->n_racks);
    if (f->units == NULL || f->placeless == NULL || f->states == NULL || f->aisles == NULL ||
        f->openings == NULL || !fixtures_find_aisles(f, s)) {
        fixtures_close(f);
        return NULL;
    }
    take_units(f, r, false);
    take_units(f, r, true);
    take_placeless(f);
    return f;
}

void fixtures_close(struct fixtures *f)
{
    if (f != NULL) {
        tree_close(&f->tree);
        free(f->rows);
        free(f->aisles);
        free(f->openings);
        free(f->units);
        free(f->placeless);
        free(f->states);
        free(f);
    }
}

enum status fixtures_set_time(struct fixtures *f, const struct results *r, size_t time_index)
{
    if (f->has_time && f->time_index == time_index) {
        return STATUS_OK;
    }
    f->time_index = time_index;
    f->has_time = true;
    read_panels(f, r);
    read_grilles(f, r);
    read_states(f, r);
    return tree_set_time(&f->tree, r, time_index);
}
