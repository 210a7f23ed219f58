/* mix.h - the nodes of a hall by type, and how often each draws how much.
 *
 * A type is nodes of one model, one parameter block, one cap and one workload. Its power is asked of
 * the node's own model, settled, at every level of activity that its workload has (activity.h), in
 * the air and coolant of the hall's steady state.
 *
 * Assumes  dies follow the activity: right for levels that last longer than a minute; for a wave of
 *          seconds the leakage of the high level is some percent too high, and of the low one too
 *          low. Supplies of the rack (shelves) are not counted: power is that of the nodes' inputs.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_STUDY_MIX_H
#define SIM_STUDY_MIX_H

#include "sim/engine/engine.h"

/* Powers are of one node. */
struct mix_type {
    const char *name;
    double count;       /* nodes of the hall */
    double nameplate_w; /* NAN: not known */
    double idle_w;      /* without activity */
    double mean_w;      /* over its workload's time */
    bool is_exact;      /* its workload's levels are, see activity.h */
    size_t n;           /* levels */
    double *power_w;    /* (n) rising */
    double *below_frac; /* (n) share of the time at this level or below; the last is 1 */
};

struct mix {
    size_t n;
    struct mix_type *types;
    double n_nodes;
    double nodes_a_rack; /* mean over the racks that have nodes */
    size_t *type_of;     /* (node groups of the plan) the type of each */
};

/* The mix of a plan.
 *
 * Errors  those of the engine and the models.
 */
MUST_CHECK enum status mix_make(struct arena *arena, const struct plan *plan, struct mix *ret_mix,
                                struct fault *ret_fault);

/* Power that a node of the type stays at or below for this share of the time. */
double mix_quantile_w(const struct mix_type *type, double share);

/* Sorts levels with their shares into a type: power_w, below_frac and mean_w are written, levels with
 * no share dropped. Used by mix_make, and by who knows the levels beforehand. */
void mix_sort_levels(struct arena *arena, const double *power_w, const double *share, size_t n,
                     struct mix_type *type);

#endif
