/* loop_model.h - what serves racks with coolant: a CDU, or facility water direct.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_LOOP_MODEL_H
#define MODELS_LOOP_MODEL_H

#include "models/model.h"

/* Loops (TCS) with one model and one parameter block, each against its facility
 * loop (FWS). Every array has n entries. */
struct loop_block {
    size_t n;
    double dt_s;

    /* Read only. */
    const double *speed_frac;         /* of the pumps, last step's command         [1]       */
    const double *branch_pa_per_m3s2; /* all racks of the loop in parallel: dp = k Q^2
                                       * (INFINITY: no rack is open)      [Pa/(m3/s)^2]  */
    const double *heat_w;             /* from the racks in this step               [W]       */
    const double *pump_heat_w;        /* pump power booked in this step            [W]       */
    const double *facility_supply_c;  /* FWS into the exchanger, last step         [degC]    */
    const double *is_running;         /* 1, or 0 when the pumps have no power                */

    /* Written by flow(). */
    double *flow_m3s; /* coolant to the racks                                    [m3/s]    */
    double *head_pa;  /* pressure rise of the pumps at that flow                 [Pa]      */
    double *w_per_k;  /* capacity rate of the coolant, rho cp Q                  [W/K]     */
    double *pump_w;   /* electrical power at that flow; drawn in the next step   [W]       */

    /* Written by step(): means over the step, but stored_j at its end. */
    double *supply_c;          /* coolant to the racks                             [degC]    */
    double *return_c;          /* coolant from the racks                           [degC]    */
    double *exchanged_w;       /* heat handed to the facility loop                 [W]       */
    double *exchanger_max_w;   /* what it could hand over with its valve wide open [W]       */
    double *facility_return_c; /* FWS out of the exchanger                         [degC]    */
    double *facility_w_per_k;  /* capacity rate of the FWS                         [W/K]     */
    double *stored_j;          /* heat held in coolant and pipes                   [J]       */

    double *state;
    double *work;
};

/* Contract: (heat + pump_heat) * dt == exchanged * dt + change of stored;
 * a stopped pump moves no coolant. */
struct loop_model {
    struct model_info info;
    enum status (*start)(const void *params, const struct loop_block *b);
    enum status (*flow)(const void *params, const struct loop_block *b);
    enum status (*step)(const void *params, const struct loop_block *b);

    /* Flow at which the maker rates the loop [m3/s], heat [W], freezing point of its coolant
     * [degC] and density x specific heat [J/(m3 K)]: for limits and sizing. */
    double (*rated_flow_m3s)(const void *params);
    double (*rated_w)(const void *params);
    double (*freezing_c)(const void *params);
    double (*coolant_j_per_m3k)(const void *params);

    /* Pressure left for the racks by the pumps at full speed after the loop's own drop [Pa]. */
    double (*head_left_pa)(const void *params, double flow_m3s);
};

#endif
