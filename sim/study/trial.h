/* trial.h - one hall, put back before the fault as often as is wanted, and stepped through a loss.
 *
 * Internal to the contingency study.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_STUDY_TRIAL_H
#define SIM_STUDY_TRIAL_H

#include "sim/engine/limits.h"
#include "sim/study/ride.h"

/* A limit that a loss may move and that is kept without any. */
struct watched {
    size_t limit;
    double range;      /* between limit and reference before the fault, in the limit's unit */
    double least_frac; /* without any loss                                                   */
    /* In this case: */
    bool is_passed;
    double passed_s;
    double early_frac; /* least margin in the last tenth of the time but one */
    double late_frac;  /* in the last tenth                                  */
};

/* All that a case needs. Every worker has its own copy, and every case begins by restoring it. */
struct trial {
    struct plan plan; /* without the scenario's events, for the time of the horizon */
    struct plan_event events[CONTINGENCY_MOST_LOST];
    struct hall *hall;
    double *before[2];   /* the hall's blocks before the fault */
    struct columns *was; /* which of them was which */
    struct columns *now;
    double *rack_w; /* (n_racks) power before the fault */
    const struct contingency_case *cases;
    struct watched *watched;
    size_t n_watched;
    struct ride ride;
    bool keeps_rides;    /* results are followed by the rides of the racks         */
    double refine;       /* of the steps, as requested                             */
    int64_t longest_us;  /* step                                                   */
    int64_t switched_us; /* when the fault began, or what switched last after it   */
    bool *is_lost;       /* (n_racks) in this case   */
    bool *is_alive;      /* (n_feeds) by the drawing */
};

/* Settles the hall and keeps it. */
MUST_CHECK enum status trial_begin(struct arena *arena, const struct contingency_request *request,
                                   struct trial *ret_trial, struct contingency_answer *ret_answer);

/* Goes through the time without any loss: what is passed there anyhow is not the fault's doing, and
 * no loss makes tighter what is as tight there. */
MUST_CHECK enum status trial_run_base(struct arena *arena, struct trial *t,
                                      struct contingency_answer *a);

/* Goes through a case. Errors of the engine stand in the result. */
void trial_run_case(struct trial *t, const struct contingency_case *c,
                    struct contingency_result *ret_result);

/* A result of which nothing is known yet. */
void trial_clear(struct contingency_result *ret_result);

/* The hall as it was before the fault. */
void trial_restore(struct trial *t);

#endif
