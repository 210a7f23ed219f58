/* SPDX-License-Identifier: Apache-2.0 */
#include "models/heat_pump.h"

#include <math.h>

#include "models/phys.h"

double heat_pump_cop(double hot_c, double cold_c, double carnot_frac)
{
    return fmax(1.0, carnot_frac * (hot_c + PHYS_ZERO_C_K) / (hot_c - cold_c));
}
