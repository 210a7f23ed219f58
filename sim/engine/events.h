/* events.h - where the next step ends: never across an event.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_ENGINE_EVENTS_H
#define SIM_ENGINE_EVENTS_H

#include "sim/hall/hall.h"

/* Length of the next step in microseconds: the scenario's step, cut at the next event of the
 * scenario, where a job begins or ends, at the next record and at the end of the run. 0 when the run
 * is over. */
int64_t events_next_step_us(const struct plan *plan, const struct hall *hall);

/* Does a record fall on this time? One does on every event: the results show what was before it. */
bool events_is_record(const struct plan *plan, int64_t time_us);

#endif
