/* parts_clock.h - inside of "parts": what the accelerators draw, and the clock that this takes.
 *
 * Leakage is solved at the mean temperature of the span, which is a straight line in the power, so
 * that a step of any length ends where it should. Throttling (per accelerator, all of a group alike):
 *
 *     too hot at the end       clock down to what holds the limit, no faster than the control's steps
 *     hard_margin above        down to what holds that, at once
 *     hysteresis below         clock up to what holds that, no faster than the control's steps
 *     between                  the clock stays
 *
 * The control's own period (10 ms) is not stepped through: within a step the clock is its mean, so
 * that throttling acts up to a step early or a fall of the clock (about a second) late. Over a long
 * step the die rests on the limit, or the clock is the least.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_NODE_PARTS_CLOCK_H
#define MODELS_NODE_PARTS_CLOCK_H

#include "models/node/parts.h"

/* One accelerator in a span. */
struct parts_case {
    const struct parts_const *k;
    double full_w;       /* its power at the highest clock and leak_ref      */
    double heat_frac;    /* of its power: warms its network                  */
    double start_c;      /* its die at the start; NAN without temperatures   */
    double throttle_c;   /* NAN: never slows                                 */
    double limit_w;      /* by a cap; INFINITY without                       */
    double ceiling_frac; /* clock over the highest that throttling has left  */
    double dt_s;
    const struct parts_response *response; /* of its temperatures to its heat */
};

struct parts_choice {
    double accelerator_w; /* mean over the span          */
    double clock_frac;    /* over the highest            */
    double ceiling_frac;  /* for the next span           */
};

struct parts_choice parts_choose(const struct parts_case *c);

/* Power at a clock when its die is at die_c throughout. */
double parts_power_at_w(const struct parts_const *k, double full_w, double clock_frac,
                        double die_c);

/* How far the warmer of die and memory is above its limit; below zero when under it. */
double parts_excess_k(const struct parts_const *k, double throttle_c, const struct parts_temps *t);

#endif
