/* moist.h - the outdoor air that a weather model hands on, from dry bulb and moisture.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_WEATHER_MOIST_H
#define MODELS_WEATHER_MOIST_H

#include "models/status.h"

/* Wet bulb and dew point of air at dry_bulb_c with a humidity ratio; moisture that the air cannot hold
 * has fallen out. Dew point <= wet bulb <= dry bulb.
 *
 * Errors  those of psychro_dew_point_c and psychro_wet_bulb_c.
 */
MUST_CHECK enum status moist_air(double dry_bulb_c, double ratio, double pressure_pa,
                                 double *ret_wet_bulb_c, double *ret_dew_point_c);

#endif
