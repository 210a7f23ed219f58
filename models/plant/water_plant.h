/* water_plant.h - chillers, a rejector, an economiser, a tank and a heat user as one plant.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_PLANT_WATER_PLANT_H
#define MODELS_PLANT_WATER_PLANT_H

#include <stdbool.h>

#include "models/eir.h"
#include "models/pieces.h"
#include "models/plant/rejector.h"
#include "models/plant/supply.h"

enum economiser { ECONOMISER_NONE, ECONOMISER_SWITCH, ECONOMISER_INTEGRATED };

struct water_plant_params {
    double supply_c;
    /* Chillers. */
    double machines;
    double machine_w;
    int curves;
    double cop;
    double unload_frac;
    double lift_k;
    double head_k;
    double condenser_c;
    double stage_frac;
    double start_s;
    double restart_s;
    double minimum_cycle_s;
    double warm_k;
    /* Rejector and economiser. */
    int rejector;
    int economiser;
    double exchanger_k;
    double rejector_heat_w;
    double approach_k;
    double range_k;
    double air_rise_frac;
    int tower;
    double wet_bulb_c;
    double water_over_air;
    double fan_frac;
    double natural_frac;
    double pad_frac;
    double pads_above_c;
    double latent_frac;
    double drift_frac;
    double cycles;
    /* Pumps, water and heat user. */
    double pump_frac;
    double volume_m3;
    double tank_m3;
    double merit_frac;
    double reuse_w;
    double reuse_supply_c;
    double carnot_frac;
    int pumps; /* enum supply_pumps */
};

/* What holds over a step: the plant in one weather under one load. */
struct water_plant {
    const struct water_plant_params *params;
    struct rejector_design design;
    struct rejector rejector;
    struct eir_machine machine;
    double load_w;
    double dry_bulb_c;
    bool is_powered;
    double most;        /* machines                                                  */
    double wanted;      /* machines for the load at the set point                    */
    double one_w;       /* what one of them can take with all at full load           */
    double reuse_w;     /* of the load, to the heat user                             */
    struct pieces free; /* what the economiser takes, by the supply's temperature */
    double free_at_c[3];
    double water_j_per_k;
    bool is_held;
};

/* Private memory, in the order of the model's state rows. */
struct water_plant_state {
    double water_c;
    double machines;      /* that cool                                          */
    double start_s;       /* until those that are starting cool                 */
    double hold_s;        /* until one may stop                                 */
    double is_restarting; /* 1: power is back, and no machine has started yet   */
    double is_recovering; /* 1: the water became too warm; all run until it is back */
};

/* What flowed in a step: heat by who took it, and for how long. */
struct water_plant_flows {
    double from_c;    /* what the warmth is counted from        */
    double warmth_ks; /* integral of supply - that              */
    double supply_c;
    double removed_w;
    double capacity_w;
    double reused_w;
    double free_w;
    double free_s;
    double chilled_w;
    double machine_s; /* sum over machines of the time that each ran */
    double running_s; /* time with at least one                      */
};

/* The plant in a weather. The result points into itself: it must stay where it is.
 *
 * Errors  those of rejector_in_weather.
 */
MUST_CHECK enum status water_plant_prepare(const struct water_plant_params *params,
                                           const struct rejector_weather *weather, double load_w,
                                           bool is_powered, struct water_plant *ret);

/* The rejector as the parameters rate it. */
struct rejector_design water_plant_design(const struct water_plant_params *params);

/* Heat at rating conditions, of one machine and of the rejector [W]. */
double water_plant_machine_w(const struct water_plant_params *params);
double water_plant_rejector_w(const struct water_plant_params *params);

/* Temperature at which the condensers are cooled while `machines` of them take heat_w each, and the
 * work of one. */
struct eir_result water_plant_condense(const struct water_plant *w, double machines, double heat_w,
                                       double *ret_entering_c);

/* Advances the water, the machines and their timers over a step, event by event. */
MUST_CHECK enum status water_plant_advance(const struct water_plant *w, double dt_s,
                                           struct water_plant_state *s,
                                           struct water_plant_flows *ret);
void water_plant_settle(const struct water_plant *w, double dt_s, struct water_plant_state *s,
                        struct water_plant_flows *ret);

#endif
