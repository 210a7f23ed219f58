/* SPDX-License-Identifier: Apache-2.0 */
#include "models/plant/supply.h"

#include <math.h>

struct supply_result supply_step(const struct supply_loop *loop, double start_c, double load_w,
                                 double dt_s, bool is_steady)
{
    const double rate_k_s = (load_w - loop->capacity_w) / loop->water_j_per_k;
    const double above_k = start_c - loop->set_c;
    struct supply_result r = {.end_c = loop->set_c, .mean_c = loop->set_c};

    if (is_steady) {
        r.removed_w = load_w;
        return r;
    }
    if (above_k < 0.0) {
        /* Colder than asked: the machine idles until the load has warmed the water to the set
         * point. */
        const double warm_k = load_w / loop->water_j_per_k * dt_s;
        if (warm_k < -above_k) {
            r.end_c = start_c + warm_k;
            r.mean_c = start_c + 0.5 * warm_k;
        } else {
            const double share = warm_k > 0.0 ? -above_k / warm_k : 0.0;
            r.mean_c = loop->set_c + 0.5 * above_k * share;
        }
    } else if (rate_k_s > 0.0 || above_k + rate_k_s * dt_s > 0.0) {
        r.end_c = start_c + rate_k_s * dt_s;
        r.mean_c = start_c + 0.5 * rate_k_s * dt_s;
    } else if (above_k > 0.0) {
        /* Back at the set point within the step, after this share of it. */
        const double share = isinf(rate_k_s) ? 0.0 : above_k / (-rate_k_s * dt_s);
        r.mean_c = loop->set_c + 0.5 * above_k * share;
    }
    r.removed_w = load_w - loop->water_j_per_k * (r.end_c - start_c) / dt_s;
    return r;
}
