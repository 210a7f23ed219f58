/* rejector.h - what gives heat to the outdoor air: a dry cooler, one with wetted pads, a cooling tower.
 *
 * At full fan speed and one weather the heat that it gives away rises with the temperature of the water
 * that comes to it. That curve is known at three points and straight between them:
 *
 *     (sink, 0)    half and all of its rated lift above the sink    beyond: the last slope
 *
 * For a dry cooler it is straight; a tower's bends upward, so that between the points a tower is up to
 * 2 % weaker than stated and beyond them stronger. The curve makes the plant's water exact to step.
 *
 *   dry        sink: dry bulb. Crossflow, both unmixed; UA from the design point
 *   adiabatic  the same behind pads that are wetted above a dry bulb:  sink = T_db - eff (T_db - T_wb)
 *   tower      sink: wet bulb, and the approach of a plate exchanger where it cools the hall's own water.
 *              Merkel's theory with its NTU from the design point, or the YorkCalc correlation
 *
 * Fans follow: the least speed that holds what is asked; power goes with its cube. With fans stopped a
 * share of the capacity is left to natural draught. The water's flow is constant.
 *
 * Source  exchanger.h, tower.h, psychro.h; EnergyPlus Engineering Reference for natural draught.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_PLANT_REJECTOR_H
#define MODELS_PLANT_REJECTOR_H

#include <stdbool.h>

#include "models/pieces.h"
#include "models/tower.h"

enum rejector_kind { REJECTOR_NONE, REJECTOR_DRY, REJECTOR_ADIABATIC, REJECTOR_TOWER };
enum tower_kind { TOWER_MERKEL, TOWER_YORK };

/* As a maker rates it. */
struct rejector_design {
    enum rejector_kind kind;
    enum tower_kind tower;
    double heat_w;
    double approach_k;     /* leaving water above the sink                    */
    double range_k;        /* of the water                                    */
    double air_rise_frac;  /* dry: rise of the air over the lift              */
    double wet_bulb_c;     /* tower: of the rating                            */
    double water_over_air; /* tower: mass flows at the rating                 */
    double fan_w;          /* at full speed                                   */
    double natural_frac;   /* share of the capacity left without fans         */
    double pad_frac;       /* adiabatic: effectiveness of its pads            */
    double pads_above_c;   /* adiabatic: dry bulb from which they are wetted  */
    double latent_frac;    /* tower: of the heat, by evaporation              */
    double drift_frac;     /* tower: of the circulation                       */
    double cycles;         /* of concentration                                */
};

struct rejector_weather {
    double dry_bulb_c;
    double wet_bulb_c;
    double pressure_pa;
};

/* A rejector in one weather. */
struct rejector {
    const struct rejector_design *design;
    struct rejector_weather weather;
    double sink_c;
    double water_w_per_k;
    double air_w_per_k;  /* dry, full speed  */
    double ua_w_per_k;   /* dry              */
    struct tower merkel; /* full speed       */
    struct tower_air air;
    double at_c[3];       /* entering water ... */
    double heat_w[3];     /* ... and heat       */
    double slope_w_per_k; /* beyond the last    */
    bool is_held;         /* the correlation stands at the end of its range */
};

/* Errors  STATUS_OUT_OF_RANGE when no such machine can be built, or beyond the range of a property. */
MUST_CHECK enum status rejector_in_weather(const struct rejector_design *design,
                                           const struct rejector_weather *weather,
                                           struct rejector *ret);

/* Water that comes back to it when it gives heat_w away at full speed. */
double rejector_entering_c(const struct rejector *r, double heat_w);

/* Fan speed, 0 to 1, at which water that enters at entering_c loses heat_w; water above 75 degC, or hotter
 * than at the rating where that is more, counts as that.
 *
 * Errors  STATUS_NO_CONVERGENCE.
 */
MUST_CHECK enum status rejector_speed(const struct rejector *r, double heat_w, double entering_c,
                                      double *ret_frac);

/* Water used while it gives heat_w away at that fan speed [kg/s]. */
double rejector_water_kgs(const struct rejector *r, double heat_w, double speed_frac);

/* A sentence when no such machine can be built, else NULL. */
const char *rejector_check(const struct rejector_design *design);

#endif
