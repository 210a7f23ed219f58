/* validate_place.h - what the tables of a migration and a placement cannot check: names across halls.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_VALIDATE_PLACE_H
#define SIM_SCENARIO_VALIDATE_PLACE_H

#include "sim/scenario/load.h"

enum { PLACE_MOST_LOADS = 16, PLACE_MOST_VENUES = 16 };

void validate_migration(struct arena *arena, const struct scenario *s, struct diag *diag);
void validate_placement(struct arena *arena, const struct scenario *s, struct diag *diag);

#endif
