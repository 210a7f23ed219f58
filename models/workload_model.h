/* workload_model.h - what the machines are asked to do: time to utilisation.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_WORKLOAD_MODEL_H
#define MODELS_WORKLOAD_MODEL_H

#include <stdint.h>

#include "models/model.h"

/* A run of node groups that work on one job. Every array has n entries. */
struct workload_block {
    size_t n;
    double time_s;  /* start of the step since the start of the run                    [s] */
    double dt_s;    /* length of the step                                              [s] */
    double clock_h; /* local time of day at time_s, 0 to 24                            [h] */
    int weekday;    /* at time_s, 0 = Monday                                               */

    const double *offset_s; /* start of each group against the job's: staggering       [s] */

    /* Written: means over the step, exact integrals of the model's wave form. */
    double *util_frac;      /* activity of the accelerators, 0 to 1                    [1] */
    double *host_util_frac; /* activity of CPU, memory and network, 0 to 1             [1] */
};

/* Contract: outputs lie in 0..1; the mean over two adjoining steps equals the
 * mean over their union (the model integrates exactly); no state. */
struct workload_model {
    struct model_info info;
    enum status (*step)(const void *params, const struct workload_block *b);
};

#endif
