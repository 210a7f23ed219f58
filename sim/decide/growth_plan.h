/* growth_plan.h - which racks stand when: a dated plan from a ladder of densities.
 *
 * An era begins where a rung of the ladder begins, where the racks of one are due for replacement, or
 * where load leaves at a date. Load that is added goes into racks of the newest rung; racks that are
 * due are replaced by it, with the load that they carried. Load that leaves goes from the oldest.
 *
 * What stood before an era is what the median history has brought: a history of its own would have
 * bought a few racks more or fewer of the older kinds.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_GROWTH_PLAN_H
#define SIM_DECIDE_GROWTH_PLAN_H

#include "sim/base/arena.h"
#include "sim/decide/growth_path.h"

enum { GROWTH_MOST_RUNGS = 16, GROWTH_MOST_ERAS = 64 };

struct growth_era {
    double from_years;
    double to_years;
    size_t rung;                          /* that load is added in */
    double standing_w[GROWTH_MOST_RUNGS]; /* at its begin, replaced racks already in their place */
};

struct growth_plan {
    const struct scn_growth *growth;
    const struct scn_rung *rungs;
    size_t n_rungs;
    struct growth_era eras[GROWTH_MOST_ERAS];
    size_t n_eras;
};

/* Makes the eras up to the horizon. NULL, or what is wrong with the ladder in one sentence: empty, too
 * long, not in the order of its dates, or none on day one. */
const char *growth_plan_make(const struct scn_growth *growth, struct growth_plan *ret_plan);

/* Racks of each rung for a load in an era: whole ones, as many as hold what is planned of the older
 * rungs, and of the newest as many as hold the rest.
 *
 *   ret_racks  (n_rungs)
 *
 * Returns their planned power together. */
double growth_plan_racks(const struct growth_plan *plan, size_t era, double load_w,
                         double *ret_racks);

/* The era of a time, by its begin. */
size_t growth_plan_era_at(const struct growth_plan *plan, double years);

#endif
