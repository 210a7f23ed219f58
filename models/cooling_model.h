/* cooling_model.h - a way to cool a rack: air only, cold plate, rear door, immersion.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_COOLING_MODEL_H
#define MODELS_COOLING_MODEL_H

#include "models/model.h"

/* Racks that share one model and one parameter block. Entry i of every array
 * belongs to the same rack. */
struct cooling_block {
    size_t n;
    double dt_s;
    double air_j_per_m3k; /* rho cp of the hall's air                              [J/(m3 K)] */

    /* Read only. */
    const double *plate_w;          /* heat that the nodes give to their plates    [W]    */
    const double *air_w;            /* heat that nodes and shelves give to the air [W]    */
    const double *airflow_m3s;      /* through the nodes                           [m3/s] */
    const double *inlet_c;          /* air into the rack, last step                [degC] */
    const double *coolant_supply_c; /* coolant into the rack, last step            [degC] */
    const double *coolant_w_per_k;  /* capacity rate of the coolant (m cp)         [W/K]  */

    /* Written: means over the step. */
    double *to_liquid_w;      /* heat carried off by the coolant                   [W]    */
    double *to_air_w;         /* heat given to the room air                        [W]    */
    double *coolant_return_c; /* coolant out of the rack                           [degC] */
    double *stored_j;         /* heat held in the model's own mass                 [J]    */

    double *state;
    double *work;
};

/* Contract, checked by the engine on every step and every rack:
 *     (plate + air) * dt == (to_liquid + to_air) * dt + change of stored
 * and: no coolant flow, no heat to liquid. */
struct cooling_model {
    struct model_info info;
    bool needs_coolant; /* the rack must name a CDU                       */
    bool takes_plates;  /* nodes in it may give heat to cold plates       */
    bool is_immersed;   /* all heat of the nodes goes to the bath: none to air */

    enum status (*start)(const void *params, const struct cooling_block *b);
    enum status (*step)(const void *params, const struct cooling_block *b);
};

#endif
