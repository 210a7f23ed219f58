/* downstream.h - what an element feeds: power, chilled water, coolant and air, down to the racks.
 *
 * The plan holds who feeds an item; here it is turned round. Elements of the tree feed elements,
 * racks, plants, CRAHs and CDUs; a plant serves CRAHs and CDUs; a CDU serves racks; a CRAH the air of
 * the hall.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_HALL_DOWNSTREAM_H
#define SIM_HALL_DOWNSTREAM_H

#include "sim/base/arena.h"
#include "sim/hall/plan.h"

struct plan_item {
    enum dim dim;
    size_t index;
};

struct downstream;
struct downstream *downstream_create(struct arena *arena, const struct plan *plan);

/* An item met on the way down. */
struct downstream_visit {
    struct plan_item item;
    struct plan_item from; /* what feeds it on this way; the item itself at the begin */
    size_t depth;          /* 0 for the item that the walk begins with */
    bool is_repeated;      /* met before on another way: what it feeds stands there */
};

/* Everything below an item, each item directly under what feeds it, in the order of the plan.
 * Returns how many, at least 1. */
size_t downstream_walk(struct arena *arena, const struct downstream *d, struct plan_item begin,
                       struct downstream_visit **ret_visits);

/* The shortest way that power takes from one item down to another, both ends included; 0 when there is
 * none. */
size_t downstream_path(struct arena *arena, const struct downstream *d, struct plan_item from,
                       struct plan_item to, struct plan_item **ret_items);

/* How many feed an item, with power, water or coolant, and the k-th of them. */
size_t downstream_n_feeders(const struct downstream *d, struct plan_item item);
struct plan_item downstream_feeder(const struct downstream *d, struct plan_item item, size_t k);

/* Which elements of the tree still have a way to a source when these are lost for good: by the
 * drawing alone, whatever batteries, ratings and transfers do.
 *
 *   ret_is_alive  (n feeds)
 */
void downstream_alive(const struct plan *plan, const struct plan_item *lost, size_t n_lost,
                      bool *ret_is_alive);

#endif
