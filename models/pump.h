/* pump.h - centrifugal pumps: curve, power, running up and down, and several on one header.
 *
 *     n^2 H0 - a Q^2                        head at speed n                (affinity)
 *     eta = eta_best x (2 - x)              x = Q / (n Q_best)             (parabola, affinity)
 *     N alike side by side                  a / N^2, N Q_best
 *
 * All of it holds at no flow and at rest: a pump against shut valves draws half of what it draws at
 * its best flow and the same head, a pump at rest draws nothing.
 *
 * Holds   no static head between pump and racks (closed loops); quasi-steady: the liquid's inertia
 *         (0.1 to 1 s) is neglected against the rotor's and the drive's (5 to 15 s).
 * Source  affinity laws and pump-system curves: Karassik, Pump Handbook; the parabola through no
 *         flow and the best point: Ulanicki, Kahler and Coulbeck, J. Water Resour. Plan. Manage. 134
 *         (2008) 215, with its speed correction neglected.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_PUMP_H
#define MODELS_PUMP_H

#include <stddef.h>
#include <stdint.h>

#include "models/status.h"

/* One pump, or a bank of them as one. */
struct pump {
    double head_zero_pa;      /* at full speed and no flow                                  */
    double droop_pa_per_m3s2; /* a; INFINITY when no pump turns                             */
    double efficiency_frac;   /* wire to water, at the flow of best efficiency              */
    double best_m3s;          /* that flow at full speed; NAN: the efficiency always holds  */
};

/* n pumps in place of the n_rated whose bank this is; n may be a fraction while one takes over. */
struct pump pump_bank(const struct pump *rated, double n_rated, double n);

/* Flow against static + k Q^2; 0 when the pump cannot lift, or k is INFINITY. */
double pump_flow_m3s(const struct pump *p, double speed_frac, double static_pa,
                     double k_pa_per_m3s2);

/* Electrical power of a pump that lifts head_pa at that speed and flow. Beyond 1.6 times the best
 * flow, where the parabola would run away, the efficiency stays what it is there. */
double pump_w(const struct pump *p, double speed_frac, double head_pa, double flow_m3s);

/* Speed over a step: its end and its mean. */
struct pump_speed {
    double end_frac;
    double mean_frac;
};

/* A drive under power goes to its command first order with lag_s. Without power (target 0) the rotor
 * runs down first order towards two hundredths below rest: dry friction stops it after four lags.
 * Exact over any step; lag_s 0 is at once. */
struct pump_speed pump_spin(double start_frac, double target_frac, double lag_s, double dt_s);

/* How many pumps of a bank turn: what is lost is lost at once, what takes over comes within time_s
 * for each. Exact over any step. */
struct pump_speed pump_take_over(double start, double wanted, double time_s, double dt_s);

/* What feeds one header: pumps behind check valves, each n^2 H0 - (a + own) Q^2, or given flows.
 * Item i of the arrays is member[i] of the header's list. */
struct pump_header {
    size_t n;
    const int32_t *members;
    const double *lift_pa;           /* n^2 H0                                                */
    const double *droop_pa_per_m3s2; /* a + own piping                                        */
    const double *given_m3s;         /* a flow whatever the pressure; NAN: a pump             */
    double openness;                 /* of all that hangs on it: sum of 1 / sqrt(k); 0: shut  */
};

/* Flow of member i into the header at that pressure. */
double pump_header_flow_m3s(const struct pump_header *h, size_t member, double header_pa);

/* Pressure across the header at which what the pumps give is what the branches take. Shut branches:
 * the highest lift, and no flow.
 *
 * Errors  those of root_find.
 */
MUST_CHECK enum status pump_header_pa(const struct pump_header *h, double *ret_pa);

#endif
