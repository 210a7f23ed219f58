/* import_epw.h - a year of weather from an EPW file.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_IMPORT_EPW_H
#define SIM_SCENARIO_IMPORT_EPW_H

#include "models/weather/hours.h"
#include "sim/scenario/document.h"

/* Reads eight heading lines and 8760 or 8784 hours in their order. Dry bulb, pressure and moisture that
 * hold a code for "missing" are interpolated between their neighbours, around the year's end too, and
 * counted in one warning. Wet bulb and dew point are computed, at the row's own pressure.
 *
 *   at  the place in the scenario that names the file, for "cannot be opened"
 *
 * Errors  STATUS_BAD_INPUT after adding to diag, with the line in the EPW file.
 */
MUST_CHECK enum status import_epw(struct arena *arena, const char *path, struct span at,
                                  struct diag *diag, const struct weather_hours **ret_hours);

#endif
