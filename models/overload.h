/* overload.h - how long an inverter carries more than its rating.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_OVERLOAD_H
#define MODELS_OVERLOAD_H

/* Times at three overloads, falling. */
struct overload {
    double at_110_s;
    double at_125_s;
    double at_150_s;
};

/* Time at an overload: for ever up to 1; the first time up to 110 %; a straight line of the logarithm
 * between the points; one cycle above 150 %, where the current limit sets in.
 *
 * With a load that changes, the integral of dt / t reaches 1 when the time is over.
 *
 * Source  makers' datasheets state three points: 110 % 10 min, 125 % 1 min, 150 % 10 s.
 */
double overload_hold_s(const struct overload *o, double load_frac);

#endif
