/* supply.h - a plant's water loop: at its set point while the load is within capacity.
 *
 *     C dT/dt = load - removed      removed <= capacity
 *
 * At the set point the plant takes what comes. Beyond its capacity the water warms at
 * (load - capacity) / C; when the load falls it comes back at (capacity - load) / C, and the moment at
 * which it meets the set point lies exactly inside the step.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_PLANT_SUPPLY_H
#define MODELS_PLANT_SUPPLY_H

#include <stdbool.h>

struct supply_loop {
    double set_c;
    double capacity_w; /* INFINITY allowed */
    double water_j_per_k;
};

struct supply_result {
    double end_c;
    double mean_c;
    double removed_w; /* closes: load dt == removed dt + C (end - start) */
};

/* is_steady: the water holds its set point and everything is removed, whatever the capacity. */
struct supply_result supply_step(const struct supply_loop *loop, double start_c, double load_w,
                                 double dt_s, bool is_steady);

#endif
