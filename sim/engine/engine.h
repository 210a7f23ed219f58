/* engine.h - one step: eight stages in order, then the observers.
 *
 * The caller keeps the loop:
 *
 *     engine_start(plan, hall, &fault);
 *     while (time remains) engine_advance(plan, hall, most_us, &done_us, &fault);
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_ENGINE_ENGINE_H
#define SIM_ENGINE_ENGINE_H

#include "sim/hall/hall.h"

/* What went wrong, and where: for one sentence to the user. */
struct fault {
    enum stage stage;
    enum dim dim;
    size_t index;
    const char *column; /* or NULL */
    double value;
    double time_s;
};

/* Gives every model its state at t = 0. The hall then stands where a step of length zero would
 * leave it: nothing has flowed. */
MUST_CHECK enum status engine_start(const struct plan *plan, struct hall *hall,
                                    struct fault *ret_fault);

/* Advances the hall by dt_us microseconds. On any other status than STATUS_OK nothing has changed:
 * the hall stands where it stood, and a shorter step may be tried when the status is positive.
 *
 * Errors  STATUS_SWITCHES when a breaker, a battery or a transfer switches within the step: then
 *         ret_fault->value is the time from its start until that [s]; STATUS_NO_CONVERGENCE,
 *         STATUS_OUT_OF_RANGE from a model; STATUS_NOT_FINITE when a column
 *         is not a number; STATUS_IMBALANCE when a model's or the hall's energy does not close to
 *         1e-9 of what flowed and is stored.
 */
MUST_CHECK enum status engine_step(const struct plan *plan, struct hall *hall, int64_t dt_us,
                                   struct fault *ret_fault);

/* One step, as long as may be: most_us, or until the first switch, or a part of it when a model finds
 * no solution in the whole.
 *
 *   ret_done_us  how long it was
 *
 * Errors  those of engine_step, without STATUS_SWITCHES.
 */
MUST_CHECK enum status engine_advance(const struct plan *plan, struct hall *hall, int64_t most_us,
                                      int64_t *ret_done_us, struct fault *ret_fault);

/* Repeats very long steps until nothing moves: the steady state under the loads of this time.
 * hall->is_steady and hall->window_s are set for the while. The clock does not move.
 *
 *   ret_n_steps  steps taken
 *
 * Errors  those of engine_step; STATUS_NO_CONVERGENCE when there is no steady state.
 */
MUST_CHECK enum status engine_settle(const struct plan *plan, struct hall *hall, double window_s,
                                     struct fault *ret_fault, size_t *ret_n_steps);

/* Where the hall's air was last, on the flow as it stands (models/origins.h): a tracer for each rack.
 *
 *   ret_share  (racks + CRAHs) rows of 1 + racks
 *
 * Errors  STATUS_OUT_OF_RANGE where the air is not a field; STATUS_NO_CONVERGENCE. */
MUST_CHECK enum status engine_air_origins(const struct plan *plan, struct hall *hall,
                                          double *ret_share);

#endif
