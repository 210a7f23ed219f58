/* hours.h - a year of weather, hour by hour.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_WEATHER_HOURS_H
#define MODELS_WEATHER_HOURS_H

#include <stddef.h>

/* n hours from 1 January, 00:00 of local standard time; value i holds from hour i to hour i + 1.
 * Dew point <= wet bulb <= dry bulb. */
struct weather_hours {
    size_t n; /* 8760, or 8784 in a leap year */
    const double *dry_bulb_c;
    const double *wet_bulb_c;
    const double *dew_point_c;
    const double *pressure_pa;
    const char *place; /* as the file names it */
    double elevation_m;
    size_t n_repaired; /* values that were missing and were interpolated */
};

/* Mean of an hourly series over [from_s, to_s], exact; the year begins again at its end.
 * from_s >= 0, to_s > from_s. */
double weather_hours_mean(const double *value, size_t n, double from_s, double to_s);

/* Hours with a value at or below the limit, and the largest value. */
size_t weather_hours_at_most(const double *value, size_t n, double limit);
double weather_hours_max(const double *value, size_t n);

#endif
