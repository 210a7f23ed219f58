/* supply.h - a plant's water loop: at its set point while the load is within capacity.
 *
 *     C dT/dt = load - removed      removed <= capacity(T)
 *
 * At the set point the plant takes what comes. Beyond its capacity there the water warms at
 * (load - capacity) / C, ever slower where the capacity grows with the water's temperature, as that of
 * a dry cooler does; when the load falls it comes back the same way. Colder than its set point it warms
 * at load / C, the plant idling. The moment at which it meets the set point lies exactly inside the
 * step.
 *
 * Holds   load >= 0; well-mixed water; any dt > 0.
 * Source  energy balance.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_PLANT_SUPPLY_H
#define MODELS_PLANT_SUPPLY_H

#include <stdbool.h>

#include "models/pieces.h"

/* What the pumps of a loop do when its plant is lost. */
enum supply_pumps { SUPPLY_PUMPS_RUN_ON, SUPPLY_PUMPS_STOP };
extern const char *const supply_pumps_words[];

struct supply_loop {
    double set_c;
    double capacity_w;         /* at any temperature of the water           */
    const struct pieces *more; /* what comes on top by temperature, or NULL */
    double water_j_per_k;
};

struct supply_result {
    double end_c;
    double mean_c;
    double removed_w;  /* closes: load dt == removed dt + C (end - start) */
    double capacity_w; /* mean: at the set point while the water is not above it */
};

/* Capacity with the water at temp_c, at least the set point's. */
double supply_capacity_w(const struct supply_loop *loop, double temp_c);

/* is_steady: the water rests where the load is taken; where no temperature does it, it holds its set
 * point, and what that takes is removed. */
MUST_CHECK enum status supply_step(const struct supply_loop *loop, double start_c, double load_w,
                                   double dt_s, bool is_steady, struct supply_result *ret);

struct supply_way {
    double start_c;
    double load_w;
    double dt_s;
    double high_c; /* at least start_c; INFINITY for none */
};

/* One leg of the way: it ends when the water reaches its set point, from either side, or high_c from
 * below. Water that holds its set point uses all of dt_s.
 *
 *   ret_s  time that passed
 */
MUST_CHECK enum status supply_leg(const struct supply_loop *loop, const struct supply_way *way,
                                  struct supply_result *ret, double *ret_s);

/* Where the water comes to rest. */
double supply_rest_c(const struct supply_loop *loop, double load_w);

#endif
