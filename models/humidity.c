/* SPDX-License-Identifier: Apache-2.0 */
#include "models/humidity.h"

#include <math.h>

#include "models/phi.h"
#include "models/psychro.h"

struct humidity_result humidity_step(const struct humidity *h, double start_ratio, double dt_s)
{
    const double x = h->outdoor_m3s * dt_s / h->volume_m3;
    const double away = start_ratio - h->outdoor_ratio;

    if (!(x > 0.0)) {
        return (struct humidity_result){start_ratio, start_ratio};
    }
    return (struct humidity_result){
        .end_ratio = h->outdoor_ratio + away * exp(-x),
        .mean_ratio = h->outdoor_ratio + away * phi1(x),
    };
}

double humidity_relative_frac(double dew_point_c, double dry_bulb_c)
{
    return psychro_saturation_pa(dew_point_c) / psychro_saturation_pa(dry_bulb_c);
}
