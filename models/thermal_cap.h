/* thermal_cap.h - a cap that software puts on a rack's nodes while it is too warm.
 *
 *     hot    when any watched temperature is at its threshold or above
 *     cool   when all of them are below their thresholds by the hysteresis; between, what it was
 *     capped once it has been hot for the latency, until it has been cool for the release
 *
 * The latency is that of the control: poll, decision and command; what a node's firmware takes comes
 * on top (models/node/service.h). A junction falls at once with the power above its cold plate, often by
 * more than the hysteresis: without a release time a cap on dies would chatter.
 *
 * Holds   any step; temperatures are looked at where a step ends, so a threshold is seen at most a step
 *         late. A cap that takes hold within a step must end it: see thermal_cap_due_s.
 * Source  two-point control with a dead time, as the power managers of servers work.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_THERMAL_CAP_H
#define MODELS_THERMAL_CAP_H

#include <stdbool.h>

struct thermal_cap {
    double inlet_c; /* thresholds; NAN: not watched */
    double coolant_c;
    double die_c;
    double hysteresis_k;
    double latency_s;
    double release_s;
};

/* What is measured at the end of a step; NAN: the rack has no such temperature. */
struct thermal_cap_sight {
    double inlet_c;
    double coolant_c;
    double die_c;
};

struct thermal_cap_state {
    bool is_hot;
    bool is_capped; /* from the end of the step on                    */
    double wait_s;  /* until is_capped follows is_hot; 0 when it does */
};

/* Time from now until the cap takes hold or lets go; INFINITY when it will not. */
double thermal_cap_due_s(const struct thermal_cap_state *s);

/* Passes a step that is no longer than what is due, up to rounding, and looks at its end. */
void thermal_cap_step(const struct thermal_cap *cap, const struct thermal_cap_sight *sight,
                      double dt_s, struct thermal_cap_state *s);

#endif
