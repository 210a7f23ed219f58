/* breaker.h - a thermal-magnetic circuit breaker: the heat of its strip, and its trip times.
 *
 *     theta' = (i^2 - theta) / tau          i = current over rated current
 *     trips when theta reaches i_t^2:   t = tau ln((i^2 - theta_0) / (i^2 - i_t^2))     i > i_t
 *     above the magnetic multiple m it clears within a fixed short time
 *
 * Assumes one thermal body, a current that is held over a step. What heats is the square: a step
 *         that is longer than the period of a swinging load sees its mean current, which heats less
 *         than its root mean square; such steps are too long to ask about trips.
 * Holds   a model inside the standard's band, not a maker's curve.
 * Source  IEC 60898-1 (2015) 8.6.1 table 7; UL 489 (2016) 7.1.2 calibration tables; heat-store model
 *         of thermal releases.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_BREAKER_H
#define MODELS_BREAKER_H

struct breaker_curve {
    double trip_frac;     /* i_t: holds this current for good                            [1] */
    double tau_s;         /* of its thermal body                                         [s] */
    double magnetic_frac; /* m: above it the magnet opens                                [1] */
    double magnetic_s;    /* in which the magnet clears                                  [s] */
};

enum breaker_standard {
    BREAKER_IEC_B, /* magnet between 3 and 5 times   */
    BREAKER_IEC_C, /* 5 and 10                       */
    BREAKER_IEC_D, /* 10 and 20                      */
    BREAKER_UL,    /* UL 489, a trip unit not adjusted */
};

/* A curve in the middle of the standard's band, for every rating up to 125 A (IEC) or 400 A (UL). */
struct breaker_curve breaker_standard_curve(enum breaker_standard standard);

/* Heat theta after a time at one current, exactly. */
double breaker_heat(const struct breaker_curve *c, double heat, double current_frac, double dt_s);

/* Time until the thermal release trips at this current, from a heat; INFINITY up to trip_frac. */
double breaker_thermal_s(const struct breaker_curve *c, double heat, double current_frac);

/* Rated current at an ambient temperature over that at the reference of the standard: 0.5 % less a
 * kelvin above it, no more below it.
 *
 * Source  makers' derating tables, 0.4 to 0.6 % a kelvin.
 */
double breaker_derate_frac(double ambient_c, double reference_c);

/* How long a cable's insulation stands a fault, all heat kept in the conductor:  I^2 t = k^2 S^2.
 *
 *   material_factor  k: 115 copper in PVC, 143 copper in XLPE              [A s^0.5 / mm^2]
 *   area_m2          S
 *
 * Holds   up to 5 s.
 * Source  IEC 60364-5-54 (2011) 543.1.2 and table A.54.2 to A.54.4.
 */
double breaker_cable_hold_s(double material_factor, double area_m2, double current_a);

#endif
