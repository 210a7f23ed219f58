/* simulate.h - one scenario from its plan to its results file.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_STUDY_SIMULATE_H
#define SIM_STUDY_SIMULATE_H

#include <signal.h>

#include "sim/engine/ledger.h"
#include "sim/engine/limits.h"
#include "sim/record/recorder.h"

struct simulate_request {
    const struct plan *plan;
    const struct provenance_info *provenance;
    const char *path;                       /* of the results file */
    const struct table_data *const *tables; /* to store besides the study's own; ends with NULL */
    const volatile sig_atomic_t *stop;      /* set by a signal: finish the step and end; or NULL */
    void (*progress)(void *whom, double done_frac, double time_s); /* or NULL */
    void *whom;
};

struct simulate_answer {
    const char *path;   /* where the results stand: path, or path.part after an interruption */
    const char *why;    /* after a failure: one sentence */
    struct fault fault; /* after a failure of the engine */
    size_t n_steps;
    bool began_cold; /* the loads at the start have no steady state: the run began from rest */
};

/* Settles the hall under the loads at the start, then steps it to the end, or answers a steady
 * question; evaluates the static levels (every node at its nameplate, every node at its cap); writes
 * the results.
 *
 * Errors  those of the engine and the recorder; STATUS_INTERRUPTED. After a failure in mid-run the
 *         records so far are kept in path.part with run_status "failed".
 */
MUST_CHECK enum status simulate_run(struct arena *arena, const struct simulate_request *request,
                                    struct simulate_answer *ret_answer);

#endif
