/* chip.h - power of an accelerator: activity, clock and voltage, leakage.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_CHIP_H
#define MODELS_CHIP_H

#include "models/status.h"

/* Utilisation to share of the dynamic range, 0 to 1.
 *
 *     power law        u^a, a = 0.4 (memory bound) .. 1.3
 *     Fan 2007         2 u - u^r, r = 1.4
 *
 * Source  Fan, Weber, Barroso, Power provisioning for a warehouse-sized computer, ISCA 2007.
 */
double chip_shape_power(double util_frac, double exponent);
double chip_shape_fan2007(double util_frac, double exponent);

/* An accelerator at full activity, stated at its highest clock and a reference temperature.
 *
 *     V(f) = V_knee below f_knee, linear to V_max at f_max
 *     P    = P_dynamic a (V / V_max)^2 (f / f_max) + P_leak (V / V_max) exp(beta (T - T_ref))
 *
 * Holds   means over 0.1 s or more; leakage from 20 to 110 degC.
 * Source  CMOS switching power; leakage as in the HotSpot and McPAT literature.
 */
struct chip {
    double clock_max_hz;
    double clock_knee_hz;
    double clock_min_hz;
    double volt_max_v;
    double volt_knee_v;
    double dynamic_w; /* at full activity and highest clock */
    double leak_w;    /* at the highest voltage and leak_ref_c */
    double leak_per_k;
    double leak_ref_c;
};

double chip_volt_v(const struct chip *c, double clock_hz);
double chip_dynamic_w(const struct chip *c, double clock_hz, double activity_frac);
double chip_leak_w(const struct chip *c, double clock_hz, double die_c);

/* What a clock makes of the dynamic power (V/V_max)^2 f/f_max and of the leakage V/V_max, 0 to 1. */
struct chip_point {
    double dynamic_frac;
    double leak_frac;
};
struct chip_point chip_at(const struct chip *c, double clock_hz);

/* Clock at which the chip draws power_w at this activity and temperature, between its least and its
 * highest clock (the nearer end when no clock does), to 1e-14 of the highest.
 */
double chip_clock_hz(const struct chip *c, double power_w, double activity_frac, double die_c);

/* Steady die temperature and power when leakage heats the die that leaks:
 *     T = T_sink + R (P_dynamic + P_leak exp(beta (T - T_ref))), in closed form by Lambert's W.
 *
 *   k_per_w  junction to sink
 *
 * Errors  STATUS_OUT_OF_RANGE: thermal runaway, no steady state.
 */
struct chip_steady {
    double die_c;
    double power_w;
};
MUST_CHECK enum status chip_settle(const struct chip *c, double k_per_w, double sink_c,
                                   struct chip_steady *ret_steady);

/* Warmest sink with a steady state: beyond it the leakage runs away. */
double chip_runaway_sink_c(const struct chip *c, double k_per_w);

#endif
