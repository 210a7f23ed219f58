/* workload_model.h - what the machines are asked to do: time to utilisation, or to power.
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

    /* Which stream of chance each group follows, 0 or more: its rack. Groups of one lane do the same;
     * lanes are independent where a model draws at random for each, and are staggered by number.
     * NULL: all groups are of lane 0. */
    const int32_t *lane;

    /* Written: means over the step, exact integrals of the model's wave form. */
    double *util_frac;      /* activity of the accelerators, 0 to 1                    [1] */
    double *host_util_frac; /* activity of CPU, memory and network, 0 to 1             [1] */

    /* Written: what one node draws at its power inlet, where the work was recorded as power; NAN
     * where it is known as utilisation. It takes the place of what the node's model would draw from
     * the two above, which are 1 then: parts share it as at full activity (force_w of struct
     * node_block). NULL: the caller cannot force power, and a recorded power is refused with
     * STATUS_OUT_OF_RANGE. */
    double *power_w; /*                                                                [W] */
};

/* Contract: activities lie in 0..1, a power is not negative or NAN for all time; the mean over two
 * adjoining steps equals the mean over their union (the model integrates exactly); no state. A group
 * does the same whatever its neighbours in the block are. */
struct workload_model {
    struct model_info info;
    enum status (*step)(const void *params, const struct workload_block *b);

    /* How long a job whose nodes work in step needs to go on after it lost some of them [s]; NULL
     * when each node works by itself. */
    double (*resume_s)(const void *params);
};

#endif
