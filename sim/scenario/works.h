/* works.h - every work that a scenario may choose from: its own, then the catalogue's.
 *
 * Internal to the loader: the list stands in the scenario.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_WORKS_H
#define SIM_SCENARIO_WORKS_H

#include "sim/scenario/load.h"

/* Fills scenario->works: own works in their order, then those of the catalogue that are neither
 * replaced (by an own work that uses them or has their name) nor left out. Adds to diag when
 * `without`, `needs` or `excludes` names no work, when a low figure is above the high one, and when a
 * work lifts limits but sets nothing. */
void works_list(struct arena *arena, struct scenario *scenario, struct diag *diag);

#endif
