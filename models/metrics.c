/* SPDX-License-Identifier: Apache-2.0 */
#include "models/metrics.h"

#include "models/model.h"

static double over(double amount, double base)
{
    return base > 0.0 ? amount / base : PARAM_UNKNOWN;
}

struct metrics metrics_of(const struct metrics_use *use)
{
    struct metrics m = {
        .pue = over(use->facility, use->it),
        .dcie = over(use->it, use->facility),
        .wue_kg_per_j = over(use->water_kg, use->it),
        .ere = over(use->facility - use->reused, use->it),
        .erf = over(use->reused, use->facility),
        .itue = over(use->it, use->compute),
    };

    m.cue_kg_per_j = use->carbon_kg_per_j * m.pue;
    m.tue = m.itue * m.pue;
    return m;
}
