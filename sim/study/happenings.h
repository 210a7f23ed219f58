/* happenings.h - what switched or was opened in a run, and which racks were too hot: when, what, why,
 * and how much power went with it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_STUDY_HAPPENINGS_H
#define SIM_STUDY_HAPPENINGS_H

#include "sim/hall/hall.h"
#include "sim/record/tables.h"

struct happenings;
struct happenings *happenings_create(struct arena *arena, const struct plan *plan);

/* Looks at the step that has just been taken: hall->was is how it ended, hall->now how the one before
 * it did. Racks are looked at on every step, the rest where something switched. */
void happenings_look(struct happenings *h, const struct hall *hall, double dt_s);

/* The table "events" of the results, or NULL when nothing happened. */
const struct table_data *happenings_table(struct arena *arena, const struct happenings *h);

#endif
