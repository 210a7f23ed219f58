/* ride.h - how long each rack rides through a loss: until its coolant and its air pass their limits,
 * until it throttles, until it is off.
 *
 * Internal to the contingency study. Only what the loss does counts: a rack that throttles, or a limit
 * that is passed, in the same time without any loss is left out.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_STUDY_RIDE_H
#define SIM_STUDY_RIDE_H

#include "sim/study/contingency.h"

/* What is constant of all cases, and the case that runs. */
struct ride {
    const struct plan *plan;
    double *coolant_max_c; /* (n_racks) required of the coolant into it; NAN: nothing is    */
    double *inlet_max_c;   /* (n_racks) likewise of the air                                 */
    double *coolant_c;     /* (n_racks) before the step that is looked at, as a step's mean */
    double *inlet_c;
    double middle_s;                /* of the step that those are means of */
    struct contingency_ride *base;  /* (n_racks) without any loss          */
    struct contingency_ride *racks; /* (n_racks) in this case              */
};

struct ride ride_create(struct arena *arena, const struct plan *plan);

/* Begins a case: the hall stands as before the fault. */
void ride_begin(struct ride *ride, const struct columns *before);

/* Looks at the step that has just been taken. */
void ride_look(struct ride *ride, const struct columns *c, double began_s, double ended_s);

/* Keeps the case that ran as the one without any loss. */
void ride_keep_base(struct ride *ride);

/* Ends a case: takes out what happens without any loss too, and sums up the rest. */
void ride_finish(struct ride *ride, struct contingency_result *result);

#endif
