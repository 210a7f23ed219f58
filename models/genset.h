/* genset.h - an engine and its alternator: frequency after a step of load, derating, fuel.
 *
 * In shares of nominal frequency (w, its deviation) and of rated power (p, of the engine):
 *
 *     2 H w' = p - load          swing of the rotor
 *     tau p' = -w / R - p        governor with droop R behind a lag tau (actuator, fuel, turbo)
 *
 * a linear system of second order, advanced exactly at a constant load. With a load above what the
 * engine can give (most) its governor stands open, tau p' = most - p, and the rotor slows until it
 * stalls.
 *
 * Assumes constant-power load without damping of its own (rectifiers, drives), one machine or several
 *         alike in step; between no load and most the engine may for a moment swing above most.
 * Source  Kundur, Power System Stability and Control (1994) 11.1; ISO 8528-5 (2022) for the limits.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_GENSET_H
#define MODELS_GENSET_H

#include <stddef.h>

#include "models/status.h"

struct genset {
    double inertia_s;  /* H: kinetic energy over rating               [s] */
    double lag_s;      /* tau                                         [s] */
    double droop_frac; /* R: fall of frequency from no load to rating [1] */
    double most_frac;  /* what the engine gives for good, over rating [1] */
};

struct genset_motion {
    double speed_frac; /* w: deviation from the nominal frequency */
    double power_frac; /* p: what the engine gives                */
};

/* Where a motion is after a time at one load. */
struct genset_motion genset_move(const struct genset *g, struct genset_motion from,
                                 double load_frac, double time_s);

/* Where it comes to rest at a load up to most: on the droop. */
struct genset_motion genset_rest(const struct genset *g, double load_frac);

/* When the deviation first falls below -limit_frac; INFINITY when it never does.
 *
 *   ret_time_s  set on STATUS_OK
 *
 * Errors  STATUS_NO_CONVERGENCE from the search between two turning points.
 * Holds   droop_frac x most_frac < limit_frac.
 */
MUST_CHECK enum status genset_stall_s(const struct genset *g, struct genset_motion from,
                                      double load_frac, double limit_frac, double *ret_time_s);

/* Power at a site over rated power: 1 % less for each 100 m above 1000 m, and for each 5.5 K of intake
 * air above 40 degC.
 *
 * Source  trade practice after ISO 3046-1; makers' tables begin between 1000 and 1500 m.
 */
double genset_derate_frac(double altitude_m, double intake_c);

/* A class of ISO 8528-5: how far a frequency may swing below and above its rated value after a sudden
 * change of load.
 *
 *            G3     G2     G1
 *     below   7 %   10 %   15 %
 *     above  10 %   12 %   18 %
 *
 * Source  ISO 8528-5 (2022) operating limits as makers' datasheets repeat them; gas engines are allowed
 *         more below. The standard tests one step on a set at rest, so that within a class here means
 *         only that its numbers were not passed.
 */
struct genset_class {
    const char *name;
    double below_frac;
    double above_frac;
};

/* From the widest on; NULL behind the last. */
const struct genset_class *genset_class_at(size_t i);

/* Name of the strictest that allows so much; NULL when none does. */
const char *genset_class(double below_frac, double above_frac);

/* Fuel per time over that at rating: a straight line from its share at no load (Willans). */
double genset_fuel_frac(double idle_frac, double load_frac);

#endif
