/* build.h - a checked scenario to a plan.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_HALL_BUILD_H
#define SIM_HALL_BUILD_H

#include "sim/hall/plan.h"
#include "sim/scenario/load.h"

/* Builds the plan of one hall.
 *
 *   site, hall  indices into the scenario's sites and that site's halls
 *   diag        warnings: limits that were not given, steps that are too long
 *
 * Errors  STATUS_BAD_INPUT after adding to diag: too many racks, or a model that refuses its
 *         parameters at full load.
 */
MUST_CHECK enum status build_plan(struct arena *arena, const struct scenario *scenario, size_t site,
                                  size_t hall, struct diag *diag, const struct plan **ret_plan);

#endif
