/* placement.h - the cheapest place for each workload under hard limits, exactly.
 *
 *   least   sum_i c(i, v_i) + sum_v f(v) [v is used] + sum_i r(i, v_j) [v_i != v_j], j what i reads
 *   so that every v_i is allowed for i; needs add up to no more than a venue has; what must stand
 *   together does, what must stand apart does; and a hall holds the set that is put into it
 *
 * Found by branch and bound: workloads in the order of their regret (second cheapest less cheapest),
 * venues from the cheapest; the bound is what is placed, and the cheapest allowed venue of each that is
 * not. Costs below zero do not occur, so the bound never passes the truth. Equal to brute force, tested.
 *
 * Assumes  that a set which fits still fits without one of its workloads (limits fall with load).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_PLACEMENT_H
#define SIM_DECIDE_PLACEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/scenario/validate_place.h"

enum placement_need { NEED_POWER, NEED_GPUS, NEED_DATA, NEED_COUNT };

struct placement_load {
    bool is_barred[PLACE_MOST_VENUES];
    double cost_usd[PLACE_MOST_VENUES]; /* of those that are not barred, >= 0 */
    double need[NEED_COUNT];            /* W, GPUs, bytes */
    long reads;                         /* workload, -1: none */
    bool is_together;                   /* with that, in one venue */
    bool is_apart;                      /* from it */
    double read_usd
        [PLACE_MOST_VENUES]; /* when that stands there, and this elsewhere; NAN: the price is
                                         * not known, so they may not */
};

struct placement_problem {
    size_t n_loads;
    size_t n_venues;
    struct placement_load loads[PLACE_MOST_LOADS];
    double room[PLACE_MOST_VENUES][NEED_COUNT]; /* INFINITY: no end is known */
    double fixed_usd[PLACE_MOST_VENUES];        /* once anything is there */
    uint32_t active;                            /* loads to place, as bits */

    /* Does the venue hold these workloads? NULL: any that its room allows. */
    bool (*fits)(void *context, size_t venue, uint32_t loads);
    void *context;
};

struct placement_plan {
    bool is_found;
    double total_usd;
    size_t venue[PLACE_MOST_LOADS];
    size_t n_looked; /* partial placements looked at */
};

/* All workloads may go anywhere, at no cost and without an end. */
void placement_clear(struct placement_problem *p, size_t n_loads, size_t n_venues);

/* The cheapest placement, or is_found false. */
struct placement_plan placement_solve(const struct placement_problem *p);

/* The cheapest with one workload in a given venue, barred or not allowed: is_found false. */
struct placement_plan placement_with(const struct placement_problem *p, size_t load, size_t venue);

/* What a placement costs; INFINITY when it breaks a limit. */
double placement_total_usd(const struct placement_problem *p, const size_t *venue);

/* The fewest workloads that cannot be placed together, as bits; 0 when all can. Of several the first. */
uint32_t placement_conflict(const struct placement_problem *p);

/* Likewise with one workload in a given venue. */
uint32_t placement_conflict_with(const struct placement_problem *p, size_t load, size_t venue);

#endif
