/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/hall/downstream.h"

/* Items of all dimensions are counted through; then one pair of links says everything. */
struct downstream {
    size_t first_of[DIM_COUNT + 1];
    size_t n_edges;
    struct links down;
    struct links up;
};

/* An edge of the drawing, by counted items. */
struct edge {
    int32_t from;
    int32_t to;
};

struct edges {
    const struct downstream *d;
    struct edge *items;
    size_t n;
};

static size_t count_of(const struct downstream *d, struct plan_item item)
{
    return d->first_of[item.dim] + item.index;
}

static struct plan_item item_of(const struct downstream *d, size_t count)
{
    int dim = 0;

    while (count >= d->first_of[dim + 1]) {
        dim++;
    }
    return (struct plan_item){(enum dim)dim, count - d->first_of[dim]};
}

static void add_edge(struct edges *e, struct plan_item from, struct plan_item to)
{
    e->items[e->n++] = (struct edge){(int32_t)count_of(e->d, from), (int32_t)count_of(e->d, to)};
}

/* Links of the plan point up: from an item to what feeds it. */
static void add_links(struct edges *e, const struct links *up, size_t n, enum dim feeder,
                      enum dim fed)
{
    for (size_t i = 0; i < n; i++) {
        for (int32_t k = up->first[i]; k < up->first[i + 1]; k++) {
            add_edge(e, (struct plan_item){feeder, (size_t)up->to[k]}, (struct plan_item){fed, i});
        }
    }
}

static size_t n_links(const struct links *l, size_t n)
{
    return (size_t)l->first[n];
}

static void add_edges(struct edges *e, const struct plan *plan)
{
    add_links(e, &plan->feed_parents, plan->n[DIM_FEED], DIM_FEED, DIM_FEED);
    add_links(e, &plan->plant_feeds, plan->n[DIM_PLANT], DIM_FEED, DIM_PLANT);
    add_links(e, &plan->crah_feeds, plan->n[DIM_CRAH], DIM_FEED, DIM_CRAH);
    add_links(e, &plan->cdu_feeds, plan->n[DIM_CDU], DIM_FEED, DIM_CDU);
    add_links(e, &plan->rack_feeds, plan->n[DIM_RACK], DIM_FEED, DIM_RACK);
    add_links(e, &plan->rack_loops, plan->n[DIM_RACK], DIM_CDU, DIM_RACK);
    for (size_t i = 0; i < plan->n[DIM_CRAH]; i++) {
        const struct plan_item crah = {DIM_CRAH, i};
        add_edge(e, (struct plan_item){DIM_PLANT, (size_t)plan->crah_plant[i]}, crah);
        add_edge(e, crah, (struct plan_item){DIM_HALL, 0});
    }
    for (size_t i = 0; i < plan->n[DIM_CDU]; i++) {
        add_edge(e, (struct plan_item){DIM_PLANT, (size_t)plan->cdu_plant[i]},
                 (struct plan_item){DIM_CDU, i});
    }
}

/* Sorted by one end, the order of the edges kept. */
static struct links links_by(struct arena *arena, const struct edges *e, size_t n_items,
                             bool goes_down)
{
    const struct links l = {.first = ARENA_ARRAY(arena, int32_t, n_items + 2, "downstream"),
                            .to = ARENA_ARRAY(arena, int32_t, e->n, "downstream")};

    for (size_t i = 0; i < e->n; i++) {
        l.first[(goes_down ? e->items[i].from : e->items[i].to) + 2]++;
    }
    for (size_t k = 2; k < n_items + 2; k++) {
        l.first[k] += l.first[k - 1];
    }
    for (size_t i = 0; i < e->n; i++) {
        const struct edge *const edge = &e->items[i];
        l.to[l.first[(goes_down ? edge->from : edge->to) + 1]++] =
            goes_down ? edge->to : edge->from;
    }
    return l;
}

struct downstream *downstream_create(struct arena *arena, const struct plan *plan)
{
    struct downstream *const d = arena_take(arena, 1, sizeof *d, "downstream");

    for (int k = 0; k < DIM_COUNT; k++) {
        d->first_of[k + 1] = d->first_of[k] + plan->n[k];
    }
    d->n_edges = n_links(&plan->feed_parents, plan->n[DIM_FEED]) +
                 n_links(&plan->plant_feeds, plan->n[DIM_PLANT]) +
                 n_links(&plan->crah_feeds, plan->n[DIM_CRAH]) +
                 n_links(&plan->cdu_feeds, plan->n[DIM_CDU]) +
                 n_links(&plan->rack_feeds, plan->n[DIM_RACK]) +
                 n_links(&plan->rack_loops, plan->n[DIM_RACK]) + 2 * plan->n[DIM_CRAH] +
                 plan->n[DIM_CDU];
    struct edges e = {.d = d, .items = ARENA_ARRAY(arena, struct edge, d->n_edges, "downstream")};
    add_edges(&e, plan);
    d->down = links_by(arena, &e, d->first_of[DIM_COUNT], true);
    d->up = links_by(arena, &e, d->first_of[DIM_COUNT], false);
    return d;
}

/* A place on the way that is still to be visited. */
struct waiting {
    size_t count;
    size_t from;
    size_t depth;
};

size_t downstream_walk(struct arena *arena, const struct downstream *d, struct plan_item begin,
                       struct downstream_visit **ret_visits)
{
    const size_t most = d->n_edges + 1;
    struct downstream_visit *const visits =
        ARENA_ARRAY(arena, struct downstream_visit, most, "downstream");
    struct waiting *const stack = ARENA_ARRAY(arena, struct waiting, most, "downstream");
    bool *const is_seen = ARENA_ARRAY(arena, bool, d->first_of[DIM_COUNT], "downstream");
    size_t n_waiting = 1;
    size_t n = 0;

    stack[0] = (struct waiting){.count = count_of(d, begin), .from = count_of(d, begin)};
    while (n_waiting > 0) {
        const struct waiting at = stack[--n_waiting];
        visits[n++] = (struct downstream_visit){.item = item_of(d, at.count),
                                                .from = item_of(d, at.from),
                                                .depth = at.depth,
                                                .is_repeated = is_seen[at.count]};
        for (int32_t k = d->down.first[at.count + 1];
             !is_seen[at.count] && k-- > d->down.first[at.count];) {
            stack[n_waiting++] = (struct waiting){
                .count = (size_t)d->down.to[k], .from = at.count, .depth = at.depth + 1};
        }
        is_seen[at.count] = true;
    }
    *ret_visits = visits;
    return n;
}

size_t downstream_path(struct arena *arena, const struct downstream *d, struct plan_item from,
                       struct plan_item to, struct plan_item **ret_items)
{
    const size_t n_all = d->first_of[DIM_COUNT];
    size_t *const queue = ARENA_ARRAY(arena, size_t, n_all, "downstream");
    size_t *const step_of = ARENA_ARRAY(arena, size_t, n_all, "downstream"); /* 0: not met */
    size_t *const before = ARENA_ARRAY(arena, size_t, n_all, "downstream");
    const size_t end = count_of(d, to);
    size_t n_queue = 0;

    queue[n_queue++] = count_of(d, from);
    step_of[count_of(d, from)] = 1;
    for (size_t head = 0; head < n_queue && step_of[end] == 0; head++) {
        const size_t at = queue[head];
        const bool gives_power = item_of(d, at).dim == DIM_FEED;
        for (int32_t k = d->down.first[at]; gives_power && k < d->down.first[at + 1]; k++) {
            const size_t next = (size_t)d->down.to[k];
            if (step_of[next] == 0) {
                step_of[next] = step_of[at] + 1;
                before[next] = at;
                queue[n_queue++] = next;
            }
        }
    }
    const size_t n = step_of[end];
    *ret_items = ARENA_ARRAY(arena, struct plan_item, n, "downstream");
    size_t at = end;
    for (size_t k = n; k-- > 0;) {
        (*ret_items)[k] = item_of(d, at);
        at = before[at];
    }
    return n;
}

size_t downstream_n_feeders(const struct downstream *d, struct plan_item item)
{
    const size_t at = count_of(d, item);

    return (size_t)(d->up.first[at + 1] - d->up.first[at]);
}

struct plan_item downstream_feeder(const struct downstream *d, struct plan_item item, size_t k)
{
    return item_of(d, (size_t)d->up.to[d->up.first[count_of(d, item)] + (int32_t)k]);
}

void downstream_alive(const struct plan *plan, const struct plan_item *lost, size_t n_lost,
                      bool *ret_is_alive)
{
    const struct links *const up = &plan->feed_parents;

    for (size_t f = 0; f < plan->n[DIM_FEED]; f++) {
        ret_is_alive[f] = up->first[f] == up->first[f + 1];
        for (int32_t k = up->first[f]; k < up->first[f + 1]; k++) {
            ret_is_alive[f] = ret_is_alive[f] || ret_is_alive[up->to[k]];
        }
        for (size_t k = 0; k < n_lost; k++) {
            const bool is_lost = lost[k].dim == DIM_FEED && lost[k].index == f;
            ret_is_alive[f] = ret_is_alive[f] && !is_lost;
        }
    }
}
