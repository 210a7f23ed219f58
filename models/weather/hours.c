/* SPDX-License-Identifier: Apache-2.0 */
#include "models/weather/hours.h"

#include <math.h>

#define HOUR_S 3600.0

double weather_hours_mean(const double *value, size_t n, double from_s, double to_s)
{
    size_t hour = (size_t)(from_s / HOUR_S);
    const double base = value[hour % n];
    double sum = 0.0; /* of what differs from the first: one value alone stays as it is */

    for (double at_s = from_s; at_s < to_s; hour++) {
        const double until_s = fmin((double)(hour + 1) * HOUR_S, to_s);
        sum += (value[hour % n] - base) * (until_s - at_s);
        at_s = until_s;
    }
    return base + sum / (to_s - from_s);
}

size_t weather_hours_at_most(const double *value, size_t n, double limit)
{
    size_t hours = 0;

    for (size_t i = 0; i < n; i++) {
        hours += value[i] <= limit;
    }
    return hours;
}

double weather_hours_max(const double *value, size_t n)
{
    double most = value[0];

    for (size_t i = 1; i < n; i++) {
        most = fmax(most, value[i]);
    }
    return most;
}
