/* growth_path.h - histories of a growing load.
 *
 * Within year y the load grows by the factor f_y, evenly in its logarithm:
 *
 *     ln f_y = ln(1 + rate) + (doubt z + spread z_y) / (1 + rate)
 *
 * with z and z_y standard normal, z one for all years and z_y anew for each: the factor is lognormal,
 * its median the stated rate, and its standard deviation the stated one as long as that is small
 * against the factor. Load that comes or leaves at a date is added then, and grows with the rest.
 *
 * Random numbers: GSL's Mersenne twister, normal deviates by the ziggurat.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_GROWTH_PATH_H
#define SIM_DECIDE_GROWTH_PATH_H

#include "models/status.h"
#include "sim/scenario/scenario.h"

enum { GROWTH_MOST_YEARS = 31 };

/* One history: the logarithm of each year's factor. */
struct growth_path {
    const struct scn_growth *growth;
    double log_factor[GROWTH_MOST_YEARS];
};

/* The median history, or with every year's growth at the same normal deviate. */
struct growth_path growth_path_at(const struct scn_growth *growth, double deviate);

/* Draws n histories.
 *
 * Errors  STATUS_NO_MEMORY from GSL. */
MUST_CHECK enum status growth_path_draw(const struct scn_growth *growth, unsigned long seed,
                                        size_t n, struct growth_path *ret_paths);

/* The load after so many years, not below 0. */
double growth_path_load_w(const struct growth_path *path, double years);

/* The first time in [from, to] at which the load is at least load_w, in years; INFINITY when it is at
 * none. Exact: each stretch between dates is an exponential. */
double growth_path_reaches(const struct growth_path *path, double load_w, double from_years,
                           double to_years);

#endif
