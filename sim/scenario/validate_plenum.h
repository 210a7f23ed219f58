/* validate_plenum.h - what single limits of a plenum's keys cannot say.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_VALIDATE_PLENUM_H
#define SIM_SCENARIO_VALIDATE_PLENUM_H

#include "sim/scenario/scenario.h"

/* Resolves the zones that openings name; fans must reach their rating below their stall. */
void validate_plenum(struct arena *arena, struct scn_hall *hall, struct diag *diag);

#endif
