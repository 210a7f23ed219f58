/* lump.h - one thermal mass over a step, exactly.
 *
 *     C dT/dt = P - G (T - T_sink)
 *
 * with P, G and T_sink held over the step. The mean is what conserves energy: heat to the sink over
 * the step is G (mean - T_sink) dt, and P dt == that + C (end - start) to rounding.
 *
 * Holds   any dt > 0, 1 ms to 1e9 s; G = 0 (the mass just warms); stiff G.
 * Source  closed form of a first-order linear system.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_LUMP_H
#define MODELS_LUMP_H

struct lump {
    double start_c;
    double sink_c;
    double heat_w;          /* P  */
    double conductance_w_k; /* G >= 0 */
    double capacity_j_k;    /* C > 0 */
};

struct lump_result {
    double end_c;
    double mean_c;
    double
        to_sink_w; /* mean heat flow to the sink, from the books: P - C (end - start) / dt when G > 0 */
};

struct lump_result lump_step(const struct lump *l, double dt_s);

/* The same with heat rising linearly from heat_w at the start at slope_w_per_s. */
struct lump_result lump_ramp(const struct lump *l, double slope_w_per_s, double dt_s);

/* Least and greatest temperature of the periodic steady state under a square wave of heat: high for
 * duty_frac of the period, then low.  G > 0. */
struct lump_swing {
    double least_c;
    double most_c;
    double mean_c;
};
struct lump_swing lump_periodic(const struct lump *l, double low_w, double period_s,
                                double duty_frac);

#endif
