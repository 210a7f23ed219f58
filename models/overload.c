/* SPDX-License-Identifier: Apache-2.0 */
#include "models/overload.h"

#include <math.h>

static double between(double low, double high, double low_s, double high_s, double load_frac)
{
    return low_s * pow(high_s / low_s, (load_frac - low) / (high - low));
}

double overload_hold_s(const struct overload *o, double load_frac)
{
    const double cycle_s = 0.02;

    if (load_frac <= 1.0) {
        return (double)INFINITY;
    }
    if (load_frac <= 1.10) {
        return o->at_110_s;
    }
    if (load_frac <= 1.25) {
        return between(1.10, 1.25, o->at_110_s, o->at_125_s, load_frac);
    }
    if (load_frac <= 1.50) {
        return between(1.25, 1.50, o->at_125_s, o->at_150_s, load_frac);
    }
    return fmin(cycle_s, o->at_150_s);
}
