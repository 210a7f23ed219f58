/* places.h - workloads and venues of a scenario as a placement: what each would cost where, what bars it,
 * and what the halls hold by their own limits.
 *
 *   a year     hall, colocation   power price x power + energy price x power x used x PUE
 *              cloud              GPU price x GPUs x used
 *              all                + storage price x data
 *   over the term  npv_rising of it, rising with the workload's growth
 *   needs      at the level of the last year of the term
 *
 * A hall is asked through the engine: the scenario with the workloads' `add` put in, settled
 * (variant.h), in normal service and with the worst partner lost. It holds a set when no required limit
 * is passed that was not passed, or not so far, without any of them.
 *
 * A price that is needed and not known bars the venue and is named; it never counts as nothing.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_PLACES_H
#define SIM_DECIDE_PLACES_H

#include <signal.h>

#include "models/status.h"
#include "sim/base/arena.h"
#include "sim/decide/placement.h"
#include "sim/record/tables.h"
#include "sim/scenario/load.h"

struct places_request {
    const struct scenario *scenario;
    const char *path; /* as for scenario_load */
    const char *const *sets;
    size_t n_sets;
    size_t site;
    size_t hall;
    bool is_nameplate;
    const double
        *metered_w; /* (workloads) in place of their power today; NAN or NULL: as planned */
    const volatile sig_atomic_t *stop;
};

/* One workload in one venue. */
struct places_cell {
    const char *why;  /* what bars it; NULL: nothing does */
    double own_usd;   /* its own cost there over the term; NAN when barred */
    double extra_usd; /* more than the best placement when it stands there; NAN: there is none */
};

struct places_answer {
    const struct scn_placement *placement;
    struct placement_problem problem;
    struct placement_plan plan;
    struct places_cell (*cells)[PLACE_MOST_VENUES]; /* (workloads) */
    uint32_t conflict;                              /* when there is no placement */
    size_t n_runs;                                  /* of the engine */
    const char *why; /* after STATUS_BAD_INPUT: what is wrong with an `add`, in lines */
};

/* Finds the cheapest placement and what each other would cost.
 *
 *   scratch  given back piece by piece; what is in the answer lies in keep
 *
 * Errors  STATUS_BAD_INPUT with ret_answer->why; those of the engine; STATUS_INTERRUPTED.
 */
MUST_CHECK enum status places_run(struct arena *scratch, struct arena *keep,
                                  const struct places_request *request,
                                  struct places_answer *ret_answer);

/* Why a venue does not hold a set of workloads, or NULL when it does: for a plan whose loads moved.
 * The answer must come from places_run, and neither arena be given back since. */
const char *places_trouble(const struct places_answer *answer, size_t venue, uint32_t loads);

/* Tables of the results: where each stands, and what every other venue would cost. */
const struct table_data *places_table(struct arena *arena, const struct places_answer *answer);

#endif
