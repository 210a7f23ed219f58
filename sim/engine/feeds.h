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

/* Where the answer goes: (n feeds) each; the racks' may be NULL. */
struct feed_answer {
    struct feed_columns columns; /* is_energised ... input_w are written; n1_* are not */
    double *rack_power_w;
    double *node_powered_frac;
    double *crah_is_running;
    double *cdu_is_running;
    double *plant_is_running;
};

/* Solves the tree from the loads up to the sources.
 *
 *   lost  index of an element that is out of service, or -1
 *
 * Loads whose feeds are all dead draw nothing. Redundant feeds share a load evenly among those
 * that are alive, so no load is ever counted twice. Errors: those of a power model.
 */
MUST_CHECK enum status feeds_solve(const struct plan *plan, const struct feed_loads *loads,
                                   long lost, const struct feed_answer *answer);

#endif
