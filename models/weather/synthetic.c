/* SPDX-License-Identifier: Apache-2.0 */
#include "models/weather/synthetic.h"

#include <math.h>

#include "models/phys.h"
#include "models/psychro.h"

#define TURN 6.283185307179586

/* Middle of July, and the middle of the afternoon. */
#define HOT_DAY  195.0
#define HOT_HOUR 15.0

/* Air is nearly saturated at the least. */
#define LEAST_DEPRESSION_K 0.5

static const struct synthetic_climate climates[] = {
    {"cold", 5.0, 14.0, 5.0, -0.5, 11.0, 200.0},
    {"hot-dry", 24.0, 11.0, 8.0, 2.0, 5.0, 340.0},
    {"hot-humid", 27.0, 3.0, 4.0, 22.5, 2.5, 10.0},
};

const struct synthetic_climate *synthetic_climate_at(size_t i)
{
    return i < sizeof climates / sizeof climates[0] ? &climates[i] : NULL;
}

struct synthetic_hour synthetic_hour(const struct synthetic_climate *climate, size_t hour)
{
    const double day = ((double)hour + 0.5) / 24.0;
    const double season = cos(TURN * (day - HOT_DAY) / 365.0);
    const double sun = cos(TURN * (day - HOT_HOUR / 24.0));
    struct synthetic_hour h = {.pressure_pa = phys_atmosphere_pa(climate->elevation_m)};

    h.dry_bulb_c = climate->dry_mean_c + climate->dry_year_k * season + climate->dry_day_k * sun;
    h.dew_point_c =
        fmin(climate->dew_mean_c + climate->dew_year_k * season, h.dry_bulb_c - LEAST_DEPRESSION_K);
    h.humidity_frac = psychro_saturation_pa(h.dew_point_c) / psychro_saturation_pa(h.dry_bulb_c);
    return h;
}
