/* supply.h - a plant's water loop: at its set point while the load is within capacity.
 *
 *     C dT/dt = load - removed      removed <= capacity
 *
 * At the set point the plant takes what comes. Beyond its capacity the water warms at
 * (load - capacity) / C; when the load falls it comes back at (capacity - load) / C; colder than its
 * set point it warms at load / C, the plant idling. The moment at which it meets the set point lies
 * exactly inside the step.
 *
 * Holds   load >= 0; well-mixed water; any dt > 0.
 * Source  energy balance.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_PLANT_SUPPLY_H
#define MODELS_PLANT_SUPPLY_H

#include <stdbool.h>

struct supply_loop {
    double set_c;
    double capacity_w;
    double water_j_per_k;
};

struct supply_result {
    double end_c;
    double mean_c;
    double removed_w; /* closes: load dt == removed dt + C (end - start) */
};

/* is_steady: the water holds its set point, whatever the capacity; what that takes is removed. */
struct supply_result supply_step(const struct supply_loop *loop, double start_c, double load_w,
                                 double dt_s, bool is_steady);

#endif
