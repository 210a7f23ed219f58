/* SPDX-License-Identifier: Apache-2.0 */
#include "models/battery.h"

#include <math.h>

double battery_usable_j(double nominal_j, double depth_frac, double health_frac)
{
    return nominal_j * depth_frac * health_frac;
}

double battery_hold_s(double usable_j, double drain_w)
{
    return drain_w > 0.0 ? usable_j / drain_w : (double)INFINITY;
}

double battery_needed_j(double drain_w, double hold_s)
{
    return drain_w * hold_s;
}

double battery_rate_frac(const struct battery_law *law, double capacity_j, double drain_w)
{
    const double rated_w = capacity_j / law->rated_s;

    return drain_w > rated_w ? pow(rated_w / drain_w, law->exponent - 1.0) : 1.0;
}

double battery_peukert_s(double capacity_as, double rated_s, double exponent, double current_a)
{
    return rated_s * pow(capacity_as / (current_a * rated_s), exponent);
}
