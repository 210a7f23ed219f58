/* loop_model.h - what serves racks with coolant: a CDU, or facility water direct.
 *
 * CDUs that share a rack pump into one header. In a step the engine asks each loop what it can lift
 * (lift), finds the pressure at which the header's branches take what its pumps give, tells each loop
 * that pressure (flow), lets the racks warm what arrives, and hands back their heat (step).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_LOOP_MODEL_H
#define MODELS_LOOP_MODEL_H

#include "models/model.h"

/* Loops (TCS) with one model and one parameter block, each against its facility
 * loop (FWS) or the room's air. Every array has n entries. */
struct loop_block {
    size_t n;
    double dt_s;
    double air_j_per_m3k; /* rho cp of the hall's air                       [J/(m3 K)] */
    double room_c;        /* air into a unit that rejects to the room, last step [degC] */
    double room_dew_c;    /* dew point of the room; NAN: not known          [degC]     */

    /* Read only. */
    const double *speed_frac;        /* of the pumps, last step's command             [1]    */
    const double *is_running;        /* 1, or 0 when the pumps have no power                 */
    const double *pumps_lost;        /* pumps that have failed                        [-]    */
    const double *leak_m3s;          /* coolant that would run out                    [m3/s] */
    const double *fill_m3s;          /* coolant that could be filled in               [m3/s] */
    const double *air_frac;          /* gas in the coolant at the pumps, by volume    [1]    */
    const double *facility_frac;     /* of the facility's rated flow that is there    [1]    */
    const double *header_pa;         /* pressure across the header: flow() and step() [Pa]   */
    const double *heat_w;            /* from the racks in this step                   [W]    */
    const double *pump_heat_w;       /* pump and fan power booked in this step        [W]    */
    const double *facility_supply_c; /* FWS into the exchanger, last step             [degC] */

    /* Written by lift(). */
    double *lift_pa;           /* head at no flow, pumps as they turn in this step   [Pa]   */
    double *droop_pa_per_m3s2; /* its fall with the flow, own piping included [Pa/(m3/s)^2] */
    double *given_m3s;         /* a flow whatever the pressure; NAN: by head and droop      */
    double *turning_frac;      /* speed of the pumps, step mean                      [1]    */
    double *pumps_running;     /* pumps that turn, step mean                         [-]    */
    double *level_frac;        /* coolant left in the reservoir, at the step's end   [1]    */
    double *reserve_m3;        /* the same as a volume; NAN: no reservoir            [m3]   */
    double *spilt_m3s;         /* coolant that ran out, step mean                    [m3/s] */
    double *filled_m3s;        /* coolant that was filled in, step mean              [m3/s] */

    /* Written by flow(). */
    double *flow_m3s;    /* coolant to the racks                                     [m3/s] */
    double *head_pa;     /* pressure rise of the pumps at that flow                  [Pa]   */
    double *w_per_k;     /* capacity rate of the coolant, rho cp Q                   [W/K]  */
    double *pump_w;      /* electrical power at that flow; drawn in the next step    [W]    */
    double *delivered_c; /* coolant that arrives at the racks, step mean             [degC] */

    /* Written by step(): means over the step, but stored_j at its end. step() may add to pump_w. */
    double *set_c;             /* set point in force                                 [degC] */
    double *supply_c;          /* coolant out of the unit                            [degC] */
    double *return_c;          /* coolant into its exchanger                         [degC] */
    double *exchanged_w;       /* heat handed to the facility loop                   [W]    */
    double *to_room_w;         /* heat handed to the room's air                      [W]    */
    double *exchanger_max_w;   /* what it could hand over with its valve wide open;
                                * NAN: no exchanger                              [W]    */
    double *valve_frac;        /* of that it hands over                              [1]    */
    double *facility_return_c; /* FWS out of the exchanger                           [degC] */
    double *facility_w_per_k;  /* capacity rate of the FWS                           [W/K]  */
    double *stored_j;          /* heat held in coolant and pipes                     [J]    */

    double *state;
    double *work;
};

/* Contract: (filled - spilt) * dt == change of reserve;
 * (heat + pump_heat) * dt == (exchanged + to_room) * dt + change of stored;
 * pumps that stand move no coolant; without power they run down and draw nothing;
 * heat_w is w_per_k (return of the racks - delivered): none without flow. */
struct loop_model {
    struct model_info info;
    bool has_given_flow; /* whatever the racks take: its flow is no limit                     */
    enum status (*start)(const void *params, const struct loop_block *b);
    enum status (*lift)(const void *params, const struct loop_block *b);
    enum status (*flow)(const void *params, const struct loop_block *b);
    enum status (*step)(const void *params, const struct loop_block *b);

    /* Flow at which the maker rates the loop [m3/s], heat [W], freezing point of its coolant and its
     * boiling point at the loop's pressure [degC], density [kg/m3] and density x specific heat
     * [J/(m3 K)]: for limits and sizing. NAN when not known. */
    double (*rated_flow_m3s)(const void *params);
    double (*rated_w)(const void *params);
    double (*freezing_c)(const void *params);
    double (*boiling_c)(const void *params);
    double (*coolant_kg_per_m3)(const void *params);
    double (*coolant_j_per_m3k)(const void *params);

    /* Pressure left for the racks by the pumps at full speed after the loop's own drop [Pa]. */
    double (*head_left_pa)(const void *params, double flow_m3s);

    /* Its pumps are to hold the header's pressure, not the flow; it stands by until another of its
     * header stops. Optional: no. */
    bool (*holds_pressure)(const void *params);
    bool (*stands_by)(const void *params);
};

#endif
