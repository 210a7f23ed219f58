/* activity.h - what a workload does in time, as studies ask for it: its period, and how often its nodes
 * are how active.
 *
 * Studies know workloads by their rows alone: a model with the row `period_s` has a period, one with
 * `checkpoint_interval_s` and `checkpoint_duration_s` has checkpoints.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_STUDY_ACTIVITY_H
#define SIM_STUDY_ACTIVITY_H

#include "sim/base/arena.h"
#include "sim/hall/plan.h"

/* Time after which the workload repeats [s]; NAN when it has no period. A trace that begins again
 * repeats after its length. */
double activity_period_s(const struct group *workload);

/* Time from the end of a checkpoint to the end of the next [s]; INFINITY without. */
double activity_cycle_s(const struct group *workload);

/* Time from the start of the run to the first checkpoint [s]; INFINITY without. */
double activity_free_s(const struct group *workload);

/* How often a node is how active: levels with the share of the time that each takes. */
struct activity {
    size_t n;
    double *util_frac;
    double *host_util_frac;
    double *power_w; /* that a node draws where the work was recorded as power; NAN elsewhere */
    double *share;   /* adds up to 1 */
    bool is_exact;   /* from the form of the wave; else sampled in time */
};

enum { ACTIVITY_SAMPLES = 10080 }; /* a week's minutes */

/* The levels of a workload. A square wave's are exact: high, low and, with checkpoints, theirs.
 * Anything else is sampled over a week, or over the length of its trace: in each of ACTIVITY_SAMPLES
 * equal parts its mean over a second (over a fiftieth of its period, over the part, if that is less)
 * somewhere within, so placed that no period of its own falls in with the parts.
 *
 *   clock_us  start of the run since 1970: where the week begins
 *
 * Errors  those of the model.
 */
MUST_CHECK enum status activity_levels(struct arena *arena, const struct group *workload,
                                       int64_t clock_us, struct activity *ret);

#endif
