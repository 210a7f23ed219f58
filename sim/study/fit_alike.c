/* fit_alike.c - which positions a search may treat alike.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "sim/study/fit_inner.h"

static bool is_same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static bool has_same_names(const struct name_list *a, const struct name_list *b)
{
    bool is = a->n == b->n;

    for (size_t k = 0; is && k < a->n; k++) {
        is = a->items[k].index == b->items[k].index;
    }
    return is;
}

static bool has_same_model(const struct model_ref *a, const struct model_ref *b)
{
    return a->info == b->info &&
           (a->info == NULL || memcmp(a->params, b->params, a->info->params_size) == 0);
}

static bool has_same_air(const struct scn_row *a, const struct scn_row *b)
{
    return a->containment == b->containment &&
           is_same(a->recirculation_frac, b->recirculation_frac) &&
           is_same(a->bypass_frac, b->bypass_frac) && is_same(a->top_rise_k, b->top_rise_k);
}

static bool has_same_tiles(const struct scn_tiles *a, const struct scn_tiles *b)
{
    if (a == NULL || b == NULL) {
        return a == b;
    }
    return a->count == b->count && a->open_frac == b->open_frac && is_same(a->loss, b->loss) &&
           a->understructure_frac == b->understructure_frac && a->damper_frac == b->damper_frac;
}

bool fit_is_alike(const struct fit_bench *b, size_t p, size_t q)
{
    const struct scn_rack *const x = b->positions[p];
    const struct scn_rack *const y = b->positions[q];

    return x->phase == y->phase && has_same_tiles(x->tiles, y->tiles) &&
           has_same_names(&x->feeds, &y->feeds) && has_same_names(&x->cdus, &y->cdus) &&
           has_same_model(&x->cooling->model, &y->cooling->model) &&
           (b->rows[p] == b->rows[q] || has_same_air(b->rows[p], b->rows[q]));
}

/* One more at p, does it take as much of everything shared as one more at q? */
static bool weighs_as(const struct fit_bench *b, size_t p, size_t q)
{
    const struct addition *const a = b->request->addition;
    struct scn_rack x;
    struct scn_rack y;

    addition_place(b->arena, a, b->positions[p], 1, &x);
    addition_place(b->arena, a, b->positions[q], 1, &y);
    return x.feeds.n == y.feeds.n && x.cdus.n == y.cdus.n && (x.phase == 0) == (y.phase == 0) &&
           (x.shelf == NULL) == (y.shelf == NULL) &&
           has_same_model(&x.cooling->model, &y.cooling->model) &&
           (b->rows[p] == b->rows[q] || has_same_air(b->rows[p], b->rows[q]));
}

bool fit_all_weigh_alike(const struct fit_bench *b)
{
    const struct arena_mark mark = arena_mark(b->arena);
    size_t first = 0;
    bool is = true;

    while (first < b->n_racks && b->room[first] == 0) {
        first++;
    }
    for (size_t r = first + 1; is && r < b->n_racks; r++) {
        is = b->room[r] == 0 || weighs_as(b, first, r);
    }
    arena_reset(b->arena, mark);
    return is;
}

static bool has_same_circuit(const struct scn_circuit *a, const struct scn_circuit *b)
{
    if (a == NULL || b == NULL) {
        return a == b;
    }
    return a->voltage_v == b->voltage_v && a->current_a == b->current_a && a->count == b->count &&
           a->phases == b->phases && a->continuous_frac == b->continuous_frac;
}

static bool has_same_shelf(const struct scn_shelf *a, const struct scn_shelf *b)
{
    if (a == NULL || b == NULL) {
        return a == b;
    }
    return has_same_model(&a->model, &b->model) && is_same(a->rating_w, b->rating_w) &&
           is_same(a->mass_kg, b->mass_kg);
}

static bool is_same_node(const struct scn_node *a, const struct scn_node *b)
{
    return has_same_model(&a->model, &b->model) && a->count == b->count &&
           a->workload.index == b->workload.index && is_same(a->nameplate_w, b->nameplate_w) &&
           is_same(a->measured_max_w, b->measured_max_w) && is_same(a->cap_w, b->cap_w) &&
           is_same(a->mass_kg, b->mass_kg) && is_same(a->height_u, b->height_u) &&
           is_same(a->inlet_max_c, b->inlet_max_c) && is_same(a->throttle_c, b->throttle_c);
}

static bool has_same_contents(const struct scn_rack *a, const struct scn_rack *b)
{
    const struct scn_node *const x = a->nodes.items;
    const struct scn_node *const y = b->nodes.items;
    bool is = a->nodes.n == b->nodes.n;

    for (size_t k = 0; is && k < a->nodes.n; k++) {
        is = is_same_node(&x[k], &y[k]);
    }
    return is;
}

bool fit_is_twin(const struct fit_bench *b, size_t p, size_t q)
{
    const struct scn_rack *const x = b->positions[p];
    const struct scn_rack *const y = b->positions[q];

    return fit_is_alike(b, p, q) && has_same_circuit(x->circuit, y->circuit) &&
           has_same_shelf(x->shelf, y->shelf) && has_same_contents(x, y) &&
           b->room[p] == b->room[q] && is_same(x->limit_w, y->limit_w) &&
           is_same(x->air_max_w, y->air_max_w) && is_same(x->mass_kg, y->mass_kg) &&
           is_same(x->frame_mass_kg, y->frame_mass_kg) && x->casters == y->casters &&
           x->height_u == y->height_u && x->width_m == y->width_m && x->depth_m == y->depth_m &&
           x->overall_height_m == y->overall_height_m &&
           is_same(x->coolant_flow_m3s, y->coolant_flow_m3s) &&
           is_same(x->coolant_supply_max_c, y->coolant_supply_max_c);
}
