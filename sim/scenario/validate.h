/* validate.h - checks across tables: names, feeds, coolant, places.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_VALIDATE_H
#define SIM_SCENARIO_VALIDATE_H

#include "sim/scenario/load.h"

/* Resolves every name to the index of what it names and adds what is wrong to diag. */
void validate_scenario(struct arena *arena, struct scenario *scenario, struct diag *diag);

#endif
