/* validate_feed_place.h - power elements that have a place in the hall.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_VALIDATE_FEED_PLACE_H
#define SIM_SCENARIO_VALIDATE_FEED_PLACE_H

#include "sim/scenario/scenario.h"

/* Finds elements with a place that lie outside the hall, whose losses go elsewhere, or that stand in a rack,
 * an air handler, a CDU or another element. What hangs overhead stands in nothing. After geometry_place. */
void validate_feed_place(const struct scn_hall *hall, struct diag *diag);

#endif
