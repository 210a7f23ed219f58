/* cdu.h - inside of the loop model "cdu": its parameters and what follows from them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_LOOP_CDU_H
#define MODELS_LOOP_CDU_H

#include "models/exchanger.h"
#include "models/loop_model.h"
#include "models/phys.h"
#include "models/pump.h"
#include "models/transport.h"

enum cdu_sink { CDU_TO_FACILITY, CDU_TO_ROOM };
enum cdu_hold { CDU_HOLDS_FLOW, CDU_HOLDS_PRESSURE };
enum cdu_duty { CDU_RUNS, CDU_STANDS_BY };

struct cdu_params {
    double capacity_w;
    double approach_k;
    double flow_m3s;
    int rejects_to; /* enum cdu_sink */
    double facility_flow_m3s;
    double airflow_m3s;
    double fan_w;
    double supply_c;
    double volume_m3;
    double pipe_frac;
    double reserve_m3;
    double glycol_frac;
    double facility_glycol_frac;
    double design_c;
    double pressure_pa;
    double fouling_frac;
    double head_zero_pa;
    double head_pa;
    double loop_drop_pa;
    double pump_efficiency_frac;
    double pumps;
    double pumps_needed;
    double failover_s;
    double pump_lag_s;
    int holds; /* enum cdu_hold */
    int duty;  /* enum cdu_duty */
    double valve_gain_per_k;
    double valve_reset_s;
    double valve_stroke_s;
    double dew_margin_k;
};

/* A CDU as its match point makes it: properties are taken at design_c and held, so that stored heat
 * closes. */
struct cdu {
    enum exchanger_kind kind;
    double coolant_kg_per_m3;
    double coolant_j_per_m3k;
    double freezing_c;
    double cold_w_per_k;     /* facility water or air, at its rated flow */
    double ua_w_per_k;       /* at rated flows, fouled                   */
    double tank_j_k;         /* coolant at the exchanger                 */
    double pipe_j_k;         /* coolant in the pipes, each way           */
    double loop_pa_per_m3s2; /* its own piping                           */
    struct pump pump;        /* the needed pumps as one                  */
};

/* Errors  STATUS_OUT_OF_RANGE: coolant out of range, or no exchanger meets the match point. */
MUST_CHECK enum status cdu_build(const struct cdu_params *p, struct cdu *ret);

/* Private state, one row each of cdu_states. Tanks of pipes take TRANSPORT_TANKS rows. */
enum cdu_state {
    CDU_COOLANT_C,
    CDU_LEAVING_C,
    CDU_SPEED,
    CDU_PUMPS,
    CDU_PUMPS_LOST,
    CDU_SPILT_M3,
    CDU_VALVE,
    CDU_RESET,
    CDU_FAN_SHARE,
    CDU_SUPPLY_PIPE,
    CDU_RETURN_PIPE = CDU_SUPPLY_PIPE + TRANSPORT_TANKS,
    CDU_STATES = CDU_RETURN_PIPE + TRANSPORT_TANKS,
};

extern const struct param cdu_rows[];
extern const struct state cdu_states[];
const char *cdu_check(const void *params);

/* ------------------------------------------------------------------- valve */

/* The exchanger between the coolant and what cools it, in one step. */
struct cdu_exchange {
    double capacity_j_k; /* of the coolant's tank                              */
    double heat_w;       /* into it                                            */
    double hot_w_per_k;  /* coolant                                            */
    double open_w_per_k; /* taken per kelvin of return over cold, wide open    */
    double cold_c;       /* facility water, or air                             */
    double set_c;        /* supply to hold                                     */
};

/* Valve and controller, carried from step to step. */
struct cdu_valve {
    double at_frac;    /* of what the exchanger could take            */
    double reset_frac; /* the controller's integral                   */
};

struct cdu_exchanged {
    double end_c;
    double mean_c;
    double mean_q_w;
};

/* Advances the tank with the valve under its controller; from 30 s on as if the controller had
 * settled.
 *
 * Errors  those of pieces_step.
 */
MUST_CHECK enum status cdu_valve_step(const struct cdu_params *p, const struct cdu_exchange *x,
                                      double dt_s, double start_c, struct cdu_valve *valve,
                                      struct cdu_exchanged *ret);

#endif
