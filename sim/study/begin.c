/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/study/begin.h"

enum { DAY_S = 86400 };

double begin_window_s(const struct plan *plan)
{
    return plan->duration_us == 0 ? (double)DAY_S : (double)plan->step_us / 1e6;
}

enum status begin_hall(const struct plan *plan, struct hall *hall, struct fault *ret_fault,
                       struct begin_answer *ret_answer)
{
    enum status st = engine_start(plan, hall, ret_fault);

    *ret_answer = (struct begin_answer){0};
    if (st == STATUS_OK) {
        st = engine_settle(plan, hall, begin_window_s(plan), ret_fault, &ret_answer->n_steps);
    }
    if (st == STATUS_NO_CONVERGENCE && plan->duration_us > 0) {
        /* A hall that cannot hold its load has no state to begin from: begin cold. */
        ret_answer->began_cold = true;
        st = engine_start(plan, hall, ret_fault);
    }
    return st;
}
