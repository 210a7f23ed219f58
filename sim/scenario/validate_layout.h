/* validate_layout.h - closed aisles and openings of the hall against its rows and units.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_VALIDATE_LAYOUT_H
#define SIM_SCENARIO_VALIDATE_LAYOUT_H

#include "sim/scenario/scenario.h"

/* Finds the rows of aisles, and lets a row that an aisle closes have its containment. Rows, units and
 * the hall have their places. */
void validate_layout(struct arena *arena, struct scn_hall *hall, struct diag *diag);

#endif
