/* synthetic.h - made-up years of weather, for tests and first tries where no measured file is at hand.
 *
 *     T(d, h) = mean + year cos(2 pi (d - hot day) / 365) + day cos(2 pi (h - 15 h) / 24)
 *     dew point = its own mean + year cosine, at most 0.5 K below the dry bulb
 *
 * at the middle of each hour. No fronts, no clouds, no storms: extremes are those of the cosines, and
 * spells do not last. The figures are of no place; the climates are named for what they resemble.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_WEATHER_SYNTHETIC_H
#define MODELS_WEATHER_SYNTHETIC_H

#include <stddef.h>

struct synthetic_climate {
    const char *name; /* "cold", "hot-dry", "hot-humid" */
    double dry_mean_c;
    double dry_year_k; /* amplitude over the year */
    double dry_day_k;  /* amplitude over the day  */
    double dew_mean_c;
    double dew_year_k;
    double elevation_m;
};

/* Climate i, or NULL past the end. */
const struct synthetic_climate *synthetic_climate_at(size_t i);

struct synthetic_hour {
    double dry_bulb_c;
    double dew_point_c;
    double humidity_frac;
    double pressure_pa;
};

/* Hour 0 to 8759 of the year. */
struct synthetic_hour synthetic_hour(const struct synthetic_climate *climate, size_t hour);

#endif
