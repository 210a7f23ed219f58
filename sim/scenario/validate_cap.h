/* validate_cap.h - the hall's thermal cap: what it watches, and what it caps to.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_VALIDATE_CAP_H
#define SIM_SCENARIO_VALIDATE_CAP_H

#include "sim/scenario/scenario.h"

/* Finds a cap that watches nothing, that says twice or not at all to what, racks that no hall has, and
 * nodes without the nameplate that a share is taken of. */
void validate_cap(const struct scn_hall *hall, struct diag *diag);

#endif
