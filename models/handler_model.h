/* handler_model.h - an air handler: CRAH, fan wall or in-row cooler; its fan and its coil.
 *
 * The air model moves the hall's air; the handler says how much air it moves
 * and how much heat its coil can take from it.
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
    const double *water_c;    /* chilled water into the coil, last step            [degC] */
    const double *return_c;   /* air into the coil (finish() only)                 [degC] */
    const double *coil_w;     /* heat that the coil took (finish() only)           [W]    */

    /* Written by prepare(). */
    double *flow_m3s;     /* air moved                                              [m3/s] */
    double *coil_w_per_k; /* heat taken per kelvin between return air and water with
                           * the valve wide open (effectiveness x C_min)           [W/K]  */
    double *fan_w;        /* electrical power; drawn and released in the next step  [W]    */

    /* Written by finish(). */
    double *coil_max_w;     /* what the coil could take at that return air with its fan at full
                             * speed and its valve wide open              [W]    */
    double *water_return_c; /* chilled water out of the coil                      [degC] */
    double *water_w_per_k;  /* capacity rate of that water                        [W/K]  */
};

/* Contract: no power, no flow; coil_w_per_k <= flow x air_j_per_m3k;
 * water_w_per_k * (water_return - water) == coil_w. */
struct handler_model {
    struct model_info info;
    enum status (*prepare)(const void *params, const struct handler_block *b);
    enum status (*finish)(const void *params, const struct handler_block *b);

    double (*rated_flow_m3s)(const void *params); /* at full fan speed                [m3/s] */
    double (*rated_w)(const void *params);        /* sensible capacity, NAN if unknown [W]   */
};

#endif
