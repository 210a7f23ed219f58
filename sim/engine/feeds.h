/* feeds.h - the electrical tree solved for given loads: used by the step and by every "what if".
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_ENGINE_FEEDS_H
#define SIM_ENGINE_FEEDS_H

#include "sim/engine/stages.h"

/* Loads that hang on the tree. */
struct feed_loads {
    const double *node_w; /* demand of the node groups */
    const double *crah_w; /* fans                      */
    const double *cdu_w;  /* pumps                     */
    const double *plant_w;
};

/* How many of the feeds of item i are alive. */
double feeds_n_alive(const struct links *l, size_t i, const double *is_energised);

/* What element f has of its parents, as they stand in c: is_fed, alive_parent, parent, capacity_w;
 * and is_energised as an element without memory has it. c->out[f] is read. */
void feeds_connect(const struct plan *plan, size_t f, const struct feed_columns *c);

/* The same for every element after a long time, with one more out of service than `out` says: standby
 * sources have started, batteries are empty.
 *
 *   out   (n feeds) what is out of service already
 *   lost  index of the element that is lost, or -1
 */
void feeds_connect_lost(const struct plan *plan, const double *out, long lost,
                        const struct feed_columns *c);

/* What a model's functions are given of a group in this step; its state is that of `now`. */
struct power_block feeds_bind(const struct step *s, const struct group *g);

/* Solves the tree from the loads up to the sources, as it is connected in c. Loads whose feeds are
 * all dead draw nothing. Redundant feeds share a load evenly among those that are alive, so no load
 * is ever counted twice.
 *
 *   s             the step, in which batteries and generators advance; NULL for a "what if"
 *   c             columns from load_w to input_w are written, in a step also stored_j and switch_s
 *   rack_power_w  (n racks) what the racks draw; may be NULL
 *
 * Errors  those of a power model.
 */
MUST_CHECK enum status feeds_solve(const struct plan *plan, const struct feed_loads *loads,
                                   const struct step *s, const struct feed_columns *c,
                                   double *rack_power_w);

#endif
