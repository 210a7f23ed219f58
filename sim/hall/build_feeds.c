/* build_feeds.c - the electrical tree, and the units that hang on it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/hall/builder.h"

enum { MOST_PARENTS = sizeof((struct feed_draft *)NULL)->parents / sizeof(int32_t) };

/* Of elements that have no place in the hall, and of racks' own parts. */
static const struct floor_rect nowhere = {PARAM_UNKNOWN, PARAM_UNKNOWN, PARAM_UNKNOWN,
                                          PARAM_UNKNOWN};

static size_t n_most_drafts(const struct builder *b)
{
    size_t n = b->hall->power.n + 1;

    for (size_t r = 0; r < b->plan->n[DIM_RACK]; r++) {
        n += b->racks[r]->feeds.n + 2;
    }
    return n;
}

static void add_parents(struct builder *b, struct feed_draft *f, const struct name_list *from)
{
    if (from->n > MOST_PARENTS) {
        diag_add(b->diag, DIAG_TOO_MANY, from->items[0].at,
                 "'%s' names %zu feeds; at most %d are taken", f->name, from->n, MOST_PARENTS);
        b->status = STATUS_BAD_INPUT;
        return;
    }
    for (size_t k = 0; k < from->n; k++) {
        f->parents[f->n_parents++] = (int32_t)from->items[k].index;
    }
}

static int32_t heat_of(int place)
{
    return place == PLACE_HALL ? HEAT_TO_HALL : HEAT_OUTSIDE;
}

/* The user's elements keep their indices: names point to them. A hall without a tree hangs on a
 * utility of unknown rating. */
static size_t take_elements(struct builder *b)
{
    const struct scn_power *const elements = b->hall->power.items;
    const size_t n = b->hall->power.n;

    for (size_t i = 0; i < n; i++) {
        const struct scn_power *const e = &elements[i];
        struct feed_draft *const f = &b->feeds[i];
        *f = (struct feed_draft){
            .name = e->name,
            .model = e->model,
            .takes_first = e->split != 0,
            .heat_to = heat_of(e->place),
            .rating_w = e->rating_w,
            .rating_va = e->rating_apparent_va,
            .rating_a = e->rating_current_a,
            .voltage_v = e->voltage_v,
            .continuous_frac = e->continuous_frac,
            .protection = e->protection,
            .return_s = e->return_delay_s,
            .place = isnan(e->origin_m[0]) ? nowhere
                                           : (struct floor_rect){e->origin_m[0], e->origin_m[1],
                                                                 e->width_m, e->depth_m},
            .is_overhead = e->overhead,
        };
        add_parents(b, f, &e->from);
    }
    if (n > 0) {
        return n;
    }
    b->feeds[0] = (struct feed_draft){
        .name = "utility",
        .model = {.info = registry_find(FAMILY_POWER, "utility")},
        .heat_to = HEAT_OUTSIDE,
        .rating_w = PARAM_UNKNOWN,
        .rating_va = PARAM_UNKNOWN,
        .rating_a = PARAM_UNKNOWN,
        .voltage_v = PARAM_UNKNOWN,
        .continuous_frac = 1.0,
        .place = nowhere,
    };
    b->feeds[0].model.params = arena_take(b->arena, 1, b->feeds[0].model.info->params_size, "plan");
    return 1;
}

static struct model_ref lossless(struct builder *b)
{
    const struct model_info *const info = registry_find(FAMILY_POWER, "lossless");

    return (struct model_ref){.info = info,
                              .params = arena_take(b->arena, 1, info->params_size, "plan")};
}

static struct feed_draft circuit_draft(struct builder *b, const struct scn_rack *rack,
                                       int32_t parent)
{
    const struct scn_circuit *const c = rack->circuit;

    return (struct feed_draft){
        .name = text_print(b->arena, "%s/%s", rack->name, b->feeds[parent].name),
        .model = lossless(b),
        .parents = {parent},
        .n_parents = 1,
        .heat_to = HEAT_TO_HALL,
        .rating_w = PARAM_UNKNOWN,
        .rating_va = PARAM_UNKNOWN,
        .rating_a = c->current_a * c->count,
        .voltage_v = c->voltage_v,
        .is_single_phase = c->phases == 1.0,
        .continuous_frac = c->continuous_frac,
        .protection = c->protection,
        .place = nowhere,
    };
}

/* What feeds a rack's nodes: its shelf, else its circuits, else the elements it names. */
static void take_rack_feeds(struct builder *b, size_t r, size_t *n_feeds, struct feed_draft *ends)
{
    const struct scn_rack *const rack = b->racks[r];

    ends->name = rack->name;
    ends->n_parents = 0;
    add_parents(b, ends, &rack->feeds);
    if (rack->feeds.n == 0) {
        ends->parents[ends->n_parents++] = 0; /* a hall without a tree: the utility */
    }
    for (size_t k = 0; rack->circuit != NULL && k < ends->n_parents; k++) {
        b->feeds[*n_feeds] = circuit_draft(b, rack, ends->parents[k]);
        ends->parents[k] = (int32_t)(*n_feeds)++;
    }
    if (rack->shelf != NULL) {
        struct feed_draft *const shelf = &b->feeds[*n_feeds];
        *shelf = (struct feed_draft){
            .name = text_print(b->arena, "%s/shelf", rack->name),
            .model = rack->shelf->model,
            .n_parents = ends->n_parents,
            .heat_to = (int32_t)r,
            .rating_w = rack->shelf->rating_w,
            .rating_va = PARAM_UNKNOWN,
            .rating_a = PARAM_UNKNOWN,
            .voltage_v = PARAM_UNKNOWN,
            .continuous_frac = 1.0,
            .protection = rack->shelf->protection,
            .place = nowhere,
        };
        memcpy(shelf->parents, ends->parents, sizeof shelf->parents);
        ends->n_parents = 1;
        ends->parents[0] = (int32_t)(*n_feeds)++;
    }
}

/* ----------------------------------------------------------------- sorting */

static size_t depth_below_parents(const struct feed_draft *feeds, const struct feed_draft *feed)
{
    size_t depth = feed->depth;

    for (size_t k = 0; k < feed->n_parents; k++) {
        const size_t least = feeds[feed->parents[k]].depth + 1;
        depth = least > depth ? least : depth;
    }
    return depth;
}

static void find_depths(struct feed_draft *feeds, size_t n)
{
    bool has_moved = true;

    while (has_moved) { /* no cycles: validate.c refused them */
        has_moved = false;
        for (size_t i = 0; i < n; i++) {
            const size_t depth = depth_below_parents(feeds, &feeds[i]);
            has_moved = has_moved || depth > feeds[i].depth;
            feeds[i].depth = depth;
        }
    }
}

struct order {
    const struct feed_draft *feed;
    int32_t old;
};

/* Parents before children; at one depth equal models side by side, else as in the file. */
static int compare_orders(const void *x, const void *y)
{
    const struct order *const a = x;
    const struct order *const b = y;
    int order = (a->feed->depth > b->feed->depth) - (a->feed->depth < b->feed->depth);

    if (order == 0) {
        order = strcmp(a->feed->model.info->name, b->feed->model.info->name);
    }
    if (order == 0) {
        order =
            memcmp(a->feed->model.params, b->feed->model.params, a->feed->model.info->params_size);
    }
    return order != 0 ? order : (a->old > b->old) - (a->old < b->old);
}

/* ret_new[old index] = new index */
static void sort_feeds(struct builder *b, size_t n, int32_t *ret_new)
{
    struct order *const orders = ARENA_ARRAY(b->arena, struct order, n, "plan");
    struct feed_draft *const sorted = ARENA_ARRAY(b->arena, struct feed_draft, n, "plan");

    find_depths(b->feeds, n);
    for (size_t i = 0; i < n; i++) {
        orders[i] = (struct order){.feed = &b->feeds[i], .old = (int32_t)i};
    }
    qsort(orders, n, sizeof *orders, compare_orders);
    for (size_t i = 0; i < n; i++) {
        ret_new[orders[i].old] = (int32_t)i;
        sorted[i] = *orders[i].feed;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < sorted[i].n_parents; k++) {
            sorted[i].parents[k] = ret_new[sorted[i].parents[k]];
        }
    }
    b->feeds = sorted;
}

/* A list of links from drafts that end in parents. */
static struct links links_of(struct builder *b, const struct feed_draft *drafts, size_t n)
{
    struct links l = {.first = ARENA_ARRAY(b->arena, int32_t, n + 1, "plan")};
    size_t n_links = 0;

    for (size_t i = 0; i < n; i++) {
        n_links += drafts[i].n_parents;
    }
    l.to = ARENA_ARRAY(b->arena, int32_t, n_links, "plan");
    for (size_t i = 0; i < n; i++) {
        l.first[i + 1] = l.first[i] + (int32_t)drafts[i].n_parents;
        if (drafts[i].n_parents > 0) {
            memcpy(l.to + l.first[i], drafts[i].parents, drafts[i].n_parents * sizeof *l.to);
        }
    }
    return l;
}

static void store_feeds(struct builder *b, size_t n)
{
    struct plan *const plan = b->plan;
    struct model_ref *const refs = ARENA_ARRAY(b->arena, struct model_ref, n, "plan");
    size_t *const depths = ARENA_ARRAY(b->arena, size_t, n, "plan");
    const struct model_ref none = {.info = registry_find(FAMILY_PROTECTION, "none"),
                                   .params = refs}; /* it has no parameters to read */

    plan->n[DIM_FEED] = n;
    plan->names[DIM_FEED] = ARENA_ARRAY(b->arena, const char *, n, "plan");
    plan->feed_takes_first = ARENA_ARRAY(b->arena, bool, n, "plan");
    plan->feed_is_single_phase = ARENA_ARRAY(b->arena, bool, n, "plan");
    plan->feed_shares_units = ARENA_ARRAY(b->arena, bool, n, "plan");
    plan->feed_rating_a = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->feed_return_s = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->feed_heat_to = ARENA_ARRAY(b->arena, int32_t, n, "plan");
    plan->feed_rating_w = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->feed_rating_va = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->feed_voltage_v = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->feed_place = ARENA_ARRAY(b->arena, struct floor_rect, n, "plan");
    plan->feed_is_overhead = ARENA_ARRAY(b->arena, bool, n, "plan");
    for (size_t i = 0; i < n; i++) {
        const struct feed_draft *const f = &b->feeds[i];
        plan->names[DIM_FEED][i] = f->name;
        plan->feed_takes_first[i] =
            f->takes_first || ((const struct power_model *)f->model.info)->takes_first;
        plan->feed_shares_units[i] = f->heat_to >= 0; /* a rack's power shelves */
        plan->feed_rating_a[i] = f->rating_a;
        plan->feed_return_s[i] = f->return_s;
        plan->feed_is_single_phase[i] = f->is_single_phase;
        plan->feed_heat_to[i] = f->heat_to;
        plan->feed_rating_w[i] = f->rating_w;
        plan->feed_rating_va[i] = f->rating_va;
        plan->feed_voltage_v[i] = f->voltage_v;
        plan->feed_place[i] = f->place;
        plan->feed_is_overhead[i] = f->is_overhead;
        refs[i] = f->model;
        depths[i] = f->depth;
    }
    plan->feed_parents = links_of(b, b->feeds, n);
    builder_group(b, &plan->feed, refs, depths, n);
    for (size_t i = 0; i < n; i++) {
        refs[i] = b->feeds[i].protection != NULL ? b->feeds[i].protection->model : none;
    }
    builder_group(b, &plan->protection, refs, NULL, n);
}

void builder_add_feeds(struct builder *b)
{
    struct plan *const plan = b->plan;
    const size_t n_racks = plan->n[DIM_RACK];
    struct feed_draft *const ends = ARENA_ARRAY(b->arena, struct feed_draft, n_racks, "plan");

    b->feeds = ARENA_ARRAY(b->arena, struct feed_draft, n_most_drafts(b), "plan");
    size_t n = take_elements(b);
    for (size_t r = 0; r < n_racks && b->status == STATUS_OK; r++) {
        take_rack_feeds(b, r, &n, &ends[r]);
    }
    if (b->status != STATUS_OK) {
        return;
    }
    b->feed_new = ARENA_ARRAY(b->arena, int32_t, n, "plan");
    sort_feeds(b, n, b->feed_new);
    store_feeds(b, n);
    for (size_t r = 0; r < n_racks; r++) {
        for (size_t k = 0; k < ends[r].n_parents; k++) {
            ends[r].parents[k] = b->feed_new[ends[r].parents[k]];
        }
    }
    plan->rack_feeds = links_of(b, ends, n_racks);
}

struct links builder_feed_links(struct builder *b, const struct name_list *const *from, size_t n)
{
    struct feed_draft *const ends = ARENA_ARRAY(b->arena, struct feed_draft, n, "plan");

    for (size_t i = 0; i < n; i++) {
        ends[i].name = "unit";
        add_parents(b, &ends[i], from[i]);
        for (size_t k = 0; k < ends[i].n_parents; k++) {
            ends[i].parents[k] = b->feed_new[ends[i].parents[k]];
        }
        if (from[i]->n == 0) {
            ends[i].n_parents = 1; /* parents[0] is 0: the first source, for sources stand first */
        }
    }
    return links_of(b, ends, n);
}
