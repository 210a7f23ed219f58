/* plant_model.h - what takes the heat out of the building: chiller, dry cooler, a given supply.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_PLANT_MODEL_H
#define MODELS_PLANT_MODEL_H

#include "models/model.h"

/* Plants with one model and one parameter block. Every array has n entries. */
struct plant_block {
    size_t n;
    double dt_s;
    bool is_steady; /* a steady question: the supply holds its set point, and a load above the
                     * capacity shows as a passed limit, not as an endless rise */

    /* Read only. */
    double pressure_pa;       /* of the site's air                                [Pa]   */
    const double *load_w;     /* heat from coils and CDUs in this step            [W]    */
    const double *booked_w;   /* power drawn in this step (last step's power_w)   [W]    */
    const double *dry_bulb_c; /* outside air                                      [degC] */
    const double *wet_bulb_c;
    const double *is_running; /* 1, or 0 when it has no power                             */

    /* Written: means over the step, but stored_j at its end. */
    double *supply_c;   /* water to the hall                                      [degC] */
    double *removed_w;  /* heat taken out of the loop                             [W]    */
    double *capacity_w; /* greatest heat it can take now                          [W]    */
    double *power_w;    /* electrical power; drawn in the next step               [W]    */
    double *reject_w;   /* heat to the outside: removed + booked                  [W]    */
    double *stored_j;   /* heat held in the loop's water                          [J]    */
    double *water_kgs;  /* water that it uses up: evaporated, drifted, blown down [kg/s] */
    double *reused_w;   /* heat handed to a user, at the temperature asked        [W]    */
    double *free_w;     /* heat removed without a compressor                      [W]    */
    double *is_held;    /* 1 when a correlation stands at the end of its range           */

    double *state;
    double *work;
};

/* Contract: load * dt == removed * dt + change of stored; reject == removed + booked; what is reused
 * is a part of reject; removed <= capacity except in a steady question. */
struct plant_model {
    struct model_info info;
    bool is_outside; /* somebody else's: without a feed that is named it needs none */

    /* Does its water stand when it is lost? Else it goes on circulating, and warms by the mass that it
     * has. */
    bool (*stops_water)(const void *params);

    enum status (*start)(const void *params, const struct plant_block *b);
    enum status (*step)(const void *params, const struct plant_block *b);
    double (*rated_w)(const void *params); /* heat at rating conditions, NAN if unknown [W] */
    double (*set_c)(const void *params);   /* supply set point                       [degC] */
};

#endif
