/* humidity.h - moisture of a hall's air while outdoor air replaces it.
 *
 *     V dW/dt = flow (W_out - W)
 *
 * One well-mixed mass of air, no source, no coil that condenses: racks and people add none, and a coil
 * above the dew point takes none. Exact over a step; flow 0 leaves it as it is.
 *
 * Source  closed form of a first-order linear system.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_HUMIDITY_H
#define MODELS_HUMIDITY_H

#include "models/status.h"

struct humidity {
    double volume_m3;
    double outdoor_m3s;   /* hall air replaced by outdoor air */
    double outdoor_ratio; /* humidity ratio of that [kg/kg] */
};

struct humidity_result {
    double end_ratio;
    double mean_ratio;
};

struct humidity_result humidity_step(const struct humidity *h, double start_ratio, double dt_s);

/* Relative humidity, 0 to 1 and above where air of that moisture could not be, from dew point and dry
 * bulb. */
double humidity_relative_frac(double dew_point_c, double dry_bulb_c);

#endif
