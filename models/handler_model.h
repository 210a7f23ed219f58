/* handler_model.h - an air handler: CRAH, fan wall or in-row cooler; its fan, its coil, its dampers.
 *
 * The air model moves the hall's air; the handler says how much air it moves, how much heat its coil can
 * take from it, and how much of it may be cooled by outdoor air first. Whether outdoor air is mixed in or
 * passes an exchanger, of the return a share is brought to outside_c:
 *
 *     air into the coil = return - share (return - outside)        0 <= share <= outside_most_frac
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_HANDLER_MODEL_H
#define MODELS_HANDLER_MODEL_H

#include "models/model.h"

/* Handlers with one model and one parameter block. Every array has n entries. */
struct handler_block {
    size_t n;
    double air_j_per_m3k; /* rho cp of the hall's air                              [J/(m3 K)] */

    /* Read only. */
    const double *speed_frac; /* of the fans, last step's command                  [1]    */
    const double *is_running; /* 1, or 0 when the fans have no power                      */
    const double *has_water;  /* 1, or 0 when no chilled water flows to the unit          */
    const double *water_c;    /* chilled water into the coil, last step            [degC] */
    const double *set_c;      /* supply air set point                              [degC] */
    const double *is_shut;    /* 1 when its dampers to the outside are held shut          */
    const double *return_c;   /* air into the handler (finish() only)              [degC] */
    const double *coil_w;     /* heat that the coil took (finish() only)           [W]    */
    const double *outside_w;  /* heat given to the outdoor air (finish() only)     [W]    */

    /* Outdoor air, means over the step: one value each. */
    double dry_bulb_c;
    double wet_bulb_c;
    double dew_point_c;
    double pressure_pa;

    /* Written by prepare(). */
    double *flow_m3s;     /* air moved                                              [m3/s] */
    double *coil_w_per_k; /* heat taken per kelvin between return air and water with
                           * the valve wide open (effectiveness x C_min)           [W/K]  */
    double *fan_w;        /* electrical power; drawn and released in the next step. finish() adds
                           * what moving outdoor air costs                          [W]    */
    double *outside_c;    /* what outdoor air can bring the return to               [degC] */
    double *outside_most_frac; /* share of the return that it may, 0: none           [1]    */

    /* Written by finish(). */
    double *coil_max_w;     /* what the coil could take at that return air with its fan at full
                             * speed and its valve wide open              [W]    */
    double *water_return_c; /* chilled water out of the coil                      [degC] */
    double *water_w_per_k;  /* capacity rate of that water                        [W/K]  */
    double *outside_frac;   /* share of the return that outdoor air has cooled    [1]    */
    double *outdoor_m3s;    /* hall air replaced by outdoor air                   [m3/s] */
    double *outdoor_fan_w;  /* of fan_w: becomes heat outside                     [W]    */
    double *wetted_kgs;     /* water used up on the outdoor side                  [kg/s] */
};

/* Contract: no power, no flow; no water, no heat to it; coil_w_per_k <= flow x air_j_per_m3k;
 * water_w_per_k * (water_return - water) == coil_w; outside_frac <= outside_most_frac <= 1. */
struct handler_model {
    struct model_info info;
    enum status (*prepare)(const void *params, const struct handler_block *b);
    enum status (*finish)(const void *params, const struct handler_block *b);

    /* Mixes outdoor air into the hall's, so that its moisture counts. Optional: it never does. */
    bool (*takes_outdoor_air)(const void *params);
    double (*rated_flow_m3s)(const void *params); /* at full fan speed                [m3/s] */
    double (*rated_w)(const void *params);        /* sensible capacity, NAN if unknown [W]   */
};

#endif
