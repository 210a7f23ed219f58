/* air_answers.h - what the hall's air is asked for at the end of a run: inlets by height, where their
 * air came from, the figures of merit of the room, and how long inlets stood in each class.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_STUDY_AIR_ANSWERS_H
#define SIM_STUDY_AIR_ANSWERS_H

#include "sim/hall/hall.h"
#include "sim/record/tables.h"

struct air_answers;
struct air_answers *air_answers_create(struct arena *arena, const struct plan *plan);

/* Looks at the step that has just been taken (hall->was), dt_s long. */
void air_answers_look(struct air_answers *a, const struct hall *hall, double dt_s);

/* The tables of the results, of the state in which the hall stands:
 *
 *   air            figures of the room: SHI, RHI, RTI, RCI, bypass, capture
 *   air_racks      a row a rack with airflow: inlet by height, capture, main source, time in classes
 *   air_unchecked  what of the state nobody compared with CFD; only of a computed field
 *   recirculation  shares of each inlet above 5e-4, by source; only of a computed field
 *
 *   ret_tables  room for AIR_ANSWERS_TABLES and a NULL behind the last
 */
enum { AIR_ANSWERS_TABLES = 4 };
void air_answers_tables(struct arena *arena, struct air_answers *a, struct hall *hall,
                        const struct table_data **ret_tables);

#endif
