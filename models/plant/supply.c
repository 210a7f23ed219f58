/* SPDX-License-Identifier: Apache-2.0 */
#include "models/plant/supply.h"

#include <math.h>

/* Time until the water meets its set point at a constant rate; INFINITY when it moves away. */
static double time_to_set_s(double above_k, double rate_k_s)
{
    if (above_k == 0.0) {
        return 0.0;
    }
    return above_k * rate_k_s < 0.0 ? -above_k / rate_k_s : (double)INFINITY;
}

struct supply_result supply_step(const struct supply_loop *loop, double start_c, double load_w,
                                 double dt_s, bool is_steady)
{
    const double above_k = start_c - loop->set_c;
    const double over_k_s = (load_w - loop->capacity_w) / loop->water_j_per_k;
    const double way_k_s = above_k < 0.0 ? load_w / loop->water_j_per_k : over_k_s;
    const double way_s = time_to_set_s(above_k, way_k_s);
    struct supply_result r = {.end_c = loop->set_c, .mean_c = loop->set_c};

    if (!is_steady && way_s > dt_s) {
        r.end_c = start_c + way_k_s * dt_s;
        r.mean_c = start_c + 0.5 * way_k_s * dt_s;
    } else if (!is_steady) {
        /* On its way to the set point, then at it or above it. */
        const double rest_s = dt_s - way_s;
        const double rise_k = fmax(0.0, over_k_s) * rest_s;
        r.end_c = loop->set_c + rise_k;
        r.mean_c = loop->set_c + 0.5 * (above_k * way_s + rise_k * rest_s) / dt_s;
    }
    r.removed_w = load_w - loop->water_j_per_k * (r.end_c - start_c) / dt_s;
    return r;
}
