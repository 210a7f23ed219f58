/* racks.h - racks that are meant by name or by pattern of the shell's kind: "A-*".
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_RACKS_H
#define SIM_SCENARIO_RACKS_H

#include "sim/scenario/scenario.h"

/* Is a rack of this name meant? NULL never is. */
bool racks_fit(const struct name_list *racks, const char *name);

/* Has the hall a rack that this name or pattern means? */
bool racks_any(const struct scn_hall *hall, const char *pattern);

/* Names that are meant and that no rack of the hall bears or fits. */
void racks_check(const struct scn_hall *hall, const struct name_list *racks, struct diag *diag);

#endif
