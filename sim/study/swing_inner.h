/* swing_inner.h - inside of the study of swings: its begin, and what is watched beside the powers.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_STUDY_SWING_INNER_H
#define SIM_STUDY_SWING_INNER_H

#include "sim/study/swing.h"

/* The elements of the request fail at time 0: (n_lost). */
const struct plan_event *swing_events(struct arena *arena, const struct swing_request *request);

/* Brings the hall to the begin of its warming: to the steady state under the mean load of the span,
 * and with elements lost on from there until nothing is due, in whole periods.
 *
 *   plan  the request's, with these events
 *
 * Errors  those of the engine; STATUS_INTERRUPTED.
 */
MUST_CHECK enum status swing_begin(const struct swing_request *request, const struct plan *plan,
                                   struct hall *hall, struct swing_answer *answer);

/* Batteries and generators, looked at after each step of the span. */
struct swing_watch;
struct swing_watch *swing_watch_create(struct arena *arena, const struct plan *plan);
void swing_watch_begin(struct swing_watch *w, const struct columns *c);
void swing_watch_look(struct swing_watch *w, const struct columns *c);
void swing_watch_end(const struct swing_watch *w, struct swing_item *item);

#endif
