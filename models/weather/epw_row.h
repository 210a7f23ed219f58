/* epw_row.h - one hour of an EPW weather file.
 *
 * A row is 35 fields by commas, some files have fewer. Counted from 0: year, month, day, hour 1 to 24,
 * minute, flags, dry bulb [degC], dew point [degC], relative humidity [%], pressure [Pa], ... 15 diffuse
 * radiation [Wh/m2] ... 21 wind [m/s]. Hour 1 is 00:00 to 01:00. What was not measured holds a code: 99.9
 * for temperatures, 999 for humidity and wind, 9999 for radiation, 999999 for pressure.
 *
 * Source  EnergyPlus, Auxiliary Programs, EPW weather file data dictionary.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_WEATHER_EPW_ROW_H
#define MODELS_WEATHER_EPW_ROW_H

#include <stddef.h>

#include "models/status.h"

/* NAN where the row holds a code for "missing" or a value that is none of this earth. */
struct epw_row {
    int month;
    int day;
    int hour;
    double dry_bulb_c;
    double dew_point_c;
    double humidity_frac;
    double pressure_pa;
    double diffuse_wh_per_m2;
    double wind_m_per_s;
};

/* Errors  STATUS_BAD_INPUT when there are less than ten fields, or month, day or hour is none. */
MUST_CHECK enum status epw_row_parse(const char *at, size_t length, struct epw_row *ret);

/* The air of a row, at its own pressure. */
struct epw_air {
    double ratio; /* humidity ratio [kg/kg] */
    double wet_bulb_c;
    double dew_point_c;
};

/* From the relative humidity, or where that is missing from the dew point; wet bulb by psychro.h.
 * Dew point <= wet bulb <= dry bulb.
 *
 * Errors  STATUS_OUT_OF_RANGE outside the range of psychro.h, or when a value that is needed is missing.
 */
MUST_CHECK enum status epw_row_air(const struct epw_row *row, struct epw_air *ret);

#endif
