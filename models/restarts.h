/* restarts.h - a training job that stops now and then and begins again.
 *
 * Failures come as a Poisson process (models/arrivals.h). At each the activity falls at once to a
 * level, stays there for down_s while the job is scheduled and reads its checkpoint, climbs linearly
 * to the first level of the wave, and the wave begins anew. A failure before that is over begins it
 * again. So only the last failure matters, and any window can be evaluated alone.
 *
 *     expected share of the time since a failure below down_s:  1 - exp(-down / mtbf)
 *
 * Source  definition; mean times between failures are those of published runs.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_RESTARTS_H
#define MODELS_RESTARTS_H

#include "models/arrivals.h"
#include "models/wave.h"

struct restarts {
    struct arrivals failures;
    double down_s;
    double down; /* level meanwhile, in the unit of the wave */
    double ramp_s;
};

/* Exact mean over [from_s, from_s + span_s], span_s > 0. Before 0 nothing fails. */
double restarts_mean(const struct restarts *r, const struct wave_training *t, double from_s,
                     double span_s);

#endif
