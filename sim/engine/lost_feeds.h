/* lost_feeds.h - static N-1 of the electrical tree: each element lost in turn, and the worst kept.
 *
 * A loss changes what hangs below the element and what stands above all that shares its loads; only these
 * are solved again, and stand as solving the whole tree would leave them, to the last bit. With two sides
 * and a panel for each rack that is a dozen of hundreds of elements.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_ENGINE_LOST_FEEDS_H
#define SIM_ENGINE_LOST_FEEDS_H

#include "sim/engine/feeds.h"

struct lost_feeds;
struct lost_feeds *lost_feeds_create(struct arena *arena, const struct plan *plan);

/* Writes n1_load_w, n1_load_va, n1_current_a and n1_capacity_w of c: the worst of what they are now and of
 * what they come to, a long time after, with any one element lost for which others take over.
 *
 *   loads  as they are drawn now: they stay, as far as they still have a feed
 *   c      out, load_w, load_va, current_a and capacity_w are read
 *
 * Errors  those of a power model.
 */
MUST_CHECK enum status lost_feeds_worst(struct lost_feeds *lost, const struct feed_loads *loads,
                                        const struct feed_columns *c);

#endif
