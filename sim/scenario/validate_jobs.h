/* validate_jobs.h - jobs and the racks that they are placed on.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_VALIDATE_JOBS_H
#define SIM_SCENARIO_VALIDATE_JOBS_H

#include "sim/scenario/scenario.h"

/* Finds racks that no hall has, two jobs on a rack at one time, nodes that have a workload of their
 * own besides. */
void validate_jobs(const struct scn_hall *hall, struct diag *diag);

#endif
