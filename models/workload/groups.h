/* groups.h - what the workload models share: groups that do the same are computed once.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_WORKLOAD_GROUPS_H
#define MODELS_WORKLOAD_GROUPS_H

#include "models/workload_model.h"

/* What tells one group of a job from another. */
struct workload_group {
    double offset_s;
    int32_t lane; /* 0 where the shape has no lanes */
};

/* Mean over the step for one group; exact. */
typedef double workload_mean(const void *context, const struct workload_block *b,
                             struct workload_group group);

/* How a job's groups are evaluated. */
struct workload_shape {
    workload_mean *mean;
    const void *context;
    bool has_lanes; /* groups of other lanes do something else */
};

/* Writes the mean of each group. Groups that follow each other with the same offset (and lane, where
 * it counts) share one evaluation. */
void workload_each(const struct workload_block *b, const struct workload_shape *shape,
                   double *ret_mean);

/* For models of utilisation, once util_frac is written: cuts rounding at 0 and 1, sets the hosts'
 * activity (NAN: as the accelerators') and leaves the power free. */
void workload_finish(const struct workload_block *b, double host_utilisation_frac);

#endif
