/* psychro.h - moist air.
 *
 * Holds   -100 to 200 degC for saturation, 0 < pressure; other functions -50 to 100 degC.
 * Source  ASHRAE Handbook Fundamentals 2017, chapter 1 (Hyland and Wexler for saturation, within
 *         300 ppm).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_PSYCHRO_H
#define MODELS_PSYCHRO_H

#include "models/status.h"

/* Saturation pressure of water vapour, over ice below 0.01 degC [Pa]. */
double psychro_saturation_pa(double temp_c);

/* Humidity ratio from vapour pressure:  W = 0.621945 pw / (p - pw)  [kg/kg]. */
double psychro_ratio(double vapour_pa, double pressure_pa);
double psychro_vapour_pa(double ratio, double pressure_pa);

/* Dew point: where saturation pressure equals the vapour's.
 *
 * Errors  STATUS_OUT_OF_RANGE outside -100 to 200 degC.
 */
MUST_CHECK enum status psychro_dew_point_c(double vapour_pa, double *ret_c);

/* Humidity ratio from dry and wet bulb; negative when no such state exists. */
double psychro_ratio_from_wet_bulb(double dry_bulb_c, double wet_bulb_c, double pressure_pa);

/* Wet bulb of a state.
 *
 * Errors  those of psychro_dew_point_c and root_find.
 */
MUST_CHECK enum status psychro_wet_bulb_c(double dry_bulb_c, double ratio, double pressure_pa,
                                          double *ret_c);

/* Air that leaves a wetted pad or spray, at its wet bulb still: T = T_db - eff (T_db - T_wb).
 * Effectiveness 0.7 to 0.9 for pads, 0.5 to 0.7 for sprays. */
double psychro_evaporative_c(double dry_bulb_c, double wet_bulb_c, double effectiveness_frac);

/* Enthalpy [J per kg of dry air], volume [m3 per kg of dry air], density of the mixture [kg/m3]. */
double psychro_enthalpy_j_per_kg(double dry_bulb_c, double ratio);
double psychro_volume_m3_per_kg(double dry_bulb_c, double ratio, double pressure_pa);
double psychro_density_kg_per_m3(double dry_bulb_c, double ratio, double pressure_pa);

#endif
