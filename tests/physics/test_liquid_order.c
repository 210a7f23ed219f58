/* test_liquid_order.c - a rack, a CDU and a plant, stepped one after the other as the engine does,
 * against the same three masses and their valve as one stiff system.
 *
 * Each model is exact within its step; what they tell each other comes a step later. So the whole is
 * of first order in the step: halving it halves what is off.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>

#include "models/cooling_model.h"
#include "models/loop/cdu.h"
#include "models/registry.h"
#include "tests/reference/block.h"
#include "tests/support/check_main.h"

enum { ODE_RACK, ODE_TANK, ODE_PLANT, ODE_RESET, ODE_STATES };

/* The plant is a mass of water from which a fixed power is taken. */
struct small_hall {
    struct cdu_params p;
    struct cdu cdu;
    double rack_j_k;
    double plant_j_k;
    double heat_w;
    double taken_w;
    double w_per_k;
    double open_w_per_k;
};

#define START_C       34.0
#define PLANT_START_C 27.0
static const double at_start[ODE_STATES] = {
    [ODE_RACK] = START_C, [ODE_TANK] = START_C, [ODE_PLANT] = PLANT_START_C, [ODE_RESET] = 1.0};

static void open_hall(struct small_hall *h, double set_c)
{
    *h = (struct small_hall){
        .rack_j_k = 150e3, .plant_j_k = 2.1e6, .heat_w = 104e3, .taken_w = 98e3};
    block_fill(&h->p, &loop_cdu.info);
    h->p.capacity_w = 120e3;
    h->p.approach_k = 4.4;
    h->p.flow_m3s = 2.9e-3;
    h->p.facility_flow_m3s = 2.6e-3;
    h->p.volume_m3 = 0.045;
    h->p.pipe_frac = 0.0; /* the pipes have their own reference */
    h->p.supply_c = set_c;
    h->p.valve_stroke_s = 1.0; /* faster than anything else moves */
    ck_assert_int_eq(cdu_build(&h->p, &h->cdu), STATUS_OK);
    h->w_per_k = h->cdu.coolant_j_per_m3k * h->p.flow_m3s;
    h->open_w_per_k = exchanger_w_per_k(EXCHANGER_COUNTERFLOW, h->cdu.ua_w_per_k, h->w_per_k,
                                        h->cdu.cold_w_per_k);
}

/* --------------------------------------------------------------- one system */

static double command_of(const struct small_hall *h, const double *y, double supply_c)
{
    return h->p.valve_gain_per_k * (supply_c - h->p.supply_c) + y[ODE_RESET];
}

/* An actuator that is never too slow follows at once, and the valve's position answers its own effect on the supply:
 * v = clamp(gain (T - v open (T - cold) / w - set) + reset), solved for v. */
static double valve_of(const struct small_hall *h, const double *y)
{
    const double pull_k = h->open_w_per_k * (y[ODE_TANK] - y[ODE_PLANT]) / h->w_per_k;
    const double v = command_of(h, y, y[ODE_TANK]) / (1.0 + h->p.valve_gain_per_k * pull_k);

    return fmin(1.0, fmax(0.0, v));
}

static int ode_hall(double time_s, const double *y, double *dydt, void *params)
{
    const struct small_hall *const h = params;
    const double v = valve_of(h, y);
    const double q_w = v * h->open_w_per_k * (y[ODE_TANK] - y[ODE_PLANT]);
    const double supply_c = y[ODE_TANK] - q_w / h->w_per_k;
    const double error_k = supply_c - h->p.supply_c;
    const bool is_at_end =
        (y[ODE_RESET] >= 1.0 && error_k > 0.0) || (y[ODE_RESET] <= 0.0 && error_k < 0.0);

    (void)time_s;
    dydt[ODE_RACK] = (h->heat_w - h->w_per_k * (y[ODE_RACK] - supply_c)) / h->rack_j_k;
    dydt[ODE_TANK] = (h->w_per_k * (y[ODE_RACK] - supply_c) - q_w) / h->cdu.tank_j_k;
    dydt[ODE_PLANT] = (q_w - h->taken_w) / h->plant_j_k;
    dydt[ODE_RESET] = is_at_end ? 0.0 : h->p.valve_gain_per_k * error_k / h->p.valve_reset_s;
    return GSL_SUCCESS;
}

static void solve(const struct small_hall *h, double end_s, double y[ODE_STATES])
{
    struct small_hall copy = *h;
    gsl_odeiv2_system system = {ode_hall, NULL, ODE_STATES, &copy};
    gsl_odeiv2_driver *const driver =
        gsl_odeiv2_driver_alloc_y_new(&system, gsl_odeiv2_step_rk8pd, 1e-3, 1e-11, 1e-11);
    double time_s = 0.0;

    for (int k = 0; k < ODE_STATES; k++) {
        y[k] = at_start[k];
    }
    ck_assert_int_eq(gsl_odeiv2_driver_apply(driver, &time_s, end_s, y), GSL_SUCCESS);
    gsl_odeiv2_driver_free(driver);
}

/* --------------------------------------------------------- one after another */

struct stepped {
    double rack_c;
    double state[CDU_STATES];
    double plant_c;
    double delivered_c; /* last step's supply */
    double cold_c;      /* last step's plant  */
};

/* Rack, then CDU, then plant: each takes what the one before made of this step, and the last step's
 * mean from the one behind. */
static void step_hall(const struct small_hall *h, struct stepped *s, double dt_s)
{
    struct small_hall w = *h;
    const double nothing = 0.0;
    const double all = 1.0;
    double to_liquid_w = 0.0;
    double rack_out[3];
    double out[11] = {0};
    double rack_params[1] = {h->rack_j_k};
    const struct cooling_block rack = {
        .n = 1,
        .dt_s = dt_s,
        .plate_w = &w.heat_w,
        .air_w = &nothing,
        .coolant_supply_c = &s->delivered_c,
        .coolant_w_per_k = &w.w_per_k,
        .to_liquid_w = &to_liquid_w,
        .to_air_w = &rack_out[0],
        .coolant_return_c = &rack_out[1],
        .stored_j = &rack_out[2],
        .state = &s->rack_c,
    };
    const struct loop_block loop = {
        .n = 1,
        .dt_s = dt_s,
        .room_dew_c = (double)NAN,
        .is_running = &all,
        .facility_frac = &all,
        .heat_w = &to_liquid_w,
        .pump_heat_w = &nothing,
        .facility_supply_c = &s->cold_c,
        .flow_m3s = &w.p.flow_m3s,
        .w_per_k = &w.w_per_k,
        .delivered_c = &s->delivered_c,
        .pump_w = &out[0],
        .set_c = &out[1],
        .supply_c = &out[2],
        .return_c = &out[3],
        .exchanged_w = &out[4],
        .to_room_w = &out[5],
        .exchanger_max_w = &out[6],
        .valve_frac = &out[7],
        .facility_return_c = &out[8],
        .facility_w_per_k = &out[9],
        .stored_j = &out[10],
        .state = s->state,
    };

    ck_assert_int_eq(cooling_cold_plate.step(rack_params, &rack), STATUS_OK);
    ck_assert_int_eq(loop_cdu.step(&w.p, &loop), STATUS_OK);
    const double was_c = s->plant_c;
    s->plant_c += (out[4] - h->taken_w) * dt_s / h->plant_j_k;
    s->cold_c = 0.5 * (was_c + s->plant_c);
    s->delivered_c = out[2];
}

/* Largest of what rack, coolant and plant are off after end_s. */
static double error_k(const struct small_hall *h, double end_s, double dt_s)
{
    struct stepped s = {.rack_c = START_C, .plant_c = PLANT_START_C, .cold_c = PLANT_START_C};
    double y[ODE_STATES];

    solve(h, end_s, y);
    s.state[CDU_COOLANT_C] = START_C;
    s.state[CDU_RESET] = 1.0;
    s.state[CDU_VALVE] = valve_of(h, at_start);
    s.delivered_c =
        START_C - s.state[CDU_VALVE] * h->open_w_per_k * (START_C - PLANT_START_C) / h->w_per_k;
    s.state[CDU_LEAVING_C] = s.delivered_c;
    for (int k = 0; k < (int)(end_s / dt_s + 0.5); k++) {
        step_hall(h, &s, dt_s);
    }
    return fmax(fmax(fabs(s.rack_c - y[ODE_RACK]), fabs(s.state[CDU_COOLANT_C] - y[ODE_TANK])),
                fabs(s.plant_c - y[ODE_PLANT]));
}

static void check_order(double set_c, double end_s, double most_k, const char *what)
{
    struct small_hall h;
    open_hall(&h, set_c);
    double last_k = error_k(&h, end_s, 0.5);

    ck_assert_msg(last_k < most_k, "%s: %g K off with steps of half a second", what, last_k);
    for (int halving = 1; halving < 6; halving++) {
        const double dt_s = ldexp(0.5, -halving);
        const double now_k = error_k(&h, end_s, dt_s);
        const double ratio = last_k / now_k;
        ck_assert_msg(ratio > 1.8 && ratio < 2.2, "%s: %g K off at %g s, %g before", what, now_k,
                      dt_s, last_k);
        last_k = now_k;
    }
}

/* The set point is out of reach: the valve stays open and everything is linear. */
START_TEST(stages_with_an_open_valve_are_of_first_order)
{
    check_order(8.0, 40.0, 0.02, "open valve");
}
END_TEST

START_TEST(stages_with_the_valve_in_control_are_of_first_order)
{
    check_order(31.0, 40.0, 0.02, "valve in control");
}
END_TEST

TCASE(tc_order, "order", stages_with_an_open_valve_are_of_first_order,
      stages_with_the_valve_in_control_are_of_first_order)
CHECK_MAIN("liquid order", tc_order)
