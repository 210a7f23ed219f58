/* relay.h - inverse-time overcurrent relays.
 *
 *     t(M) = TMS k / (M^alpha - 1)          M = current over pick-up
 *
 * and, with a current that changes, a trip when the integral of dt / t(M) reaches 1.
 *
 * Holds   M to 20; above it the time of 20 is kept, as relays do.
 * Source  IEC 60255-151 (2009) table 1 and annex A.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_RELAY_H
#define MODELS_RELAY_H

struct relay_curve {
    double k_s;
    double alpha;
    double time_multiple; /* TMS */
};

enum relay_standard {
    RELAY_STANDARD_INVERSE,
    RELAY_VERY_INVERSE,
    RELAY_EXTREMELY_INVERSE,
};

struct relay_curve relay_standard_curve(enum relay_standard standard, double time_multiple);

/* Time to trip at a constant multiple of the pick-up; INFINITY up to 1. */
double relay_trip_s(const struct relay_curve *c, double multiple);

#endif
