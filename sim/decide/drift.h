/* drift.h - a placement against a meter: who has left the plan, what it takes, and what no longer holds.
 *
 * A workload has left its band when the power that it stays below in 95 % of its readings is further from
 * its plan than its band, up or down. The placement is then judged again with those powers in place of the
 * plan's: where the venue does not hold what stands in it any more, and what would be cheapest now.
 *
 * Assumes  readings at equal intervals: each counts alike.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_DRIFT_H
#define SIM_DECIDE_DRIFT_H

#include "sim/decide/places.h"
#include "sim/scenario/import_meter.h"

struct drift_load {
    size_t n_readings; /* 0: the meter does not know it */
    double planned_w;
    double mean_w; /* NAN without readings */
    double p95_w;
    double low_w; /* its band */
    double high_w;
    bool is_over;
    bool is_under;
    double eaten_w;     /* headroom that it takes beyond its plan; negative: that it leaves */
    bool is_unfollowed; /* its hall cannot be asked again: its `add` does not name {power} */
};

struct drift_venue {
    double planned_w;
    double metered_w;    /* plan where there are no readings */
    const char *trouble; /* limit that no longer holds; NULL: all do */
};

struct drift_answer {
    struct drift_load *loads;   /* (workloads) */
    struct drift_venue *venues; /* (venues) */
    const char **strangers;     /* names of the meter that the plan does not know */
    size_t n_strangers;
    size_t n_left;            /* loads that left their band */
    size_t n_broken;          /* venues that no longer hold */
    struct places_answer now; /* the cheapest placement with what was metered */
};

/* Judges a placement that was found.
 *
 * Errors  those of places_run, with ret_answer->now.why.
 */
MUST_CHECK enum status drift_run(struct arena *scratch, struct arena *keep,
                                 const struct places_request *request,
                                 const struct places_answer *plan, const struct meter *meter,
                                 struct drift_answer *ret_answer);

#endif
