/* begin.h - the state before the first step of a run or of a contingency.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_STUDY_BEGIN_H
#define SIM_STUDY_BEGIN_H

#include "sim/engine/engine.h"

struct begin_answer {
    size_t n_steps;  /* of settling */
    bool began_cold; /* the loads at the start have no steady state: the hall begins from rest */
};

/* Span over which the loads of the steady state are averaged: a day for a steady question, else a
 * step. */
double begin_window_s(const struct plan *plan);

/* Brings the hall to what it would have come to under the loads at the start (a steady question:
 * under their daily mean).
 *
 * Errors  those of the engine.
 */
MUST_CHECK enum status begin_hall(const struct plan *plan, struct hall *hall,
                                  struct fault *ret_fault, struct begin_answer *ret_answer);

#endif
