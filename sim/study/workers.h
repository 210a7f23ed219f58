/* workers.h - many independent cases over the cores of the machine.
 *
 * Each worker is a process of its own (fork), so that a case owns all that it finds: the hall, its
 * scratch, its arena; nothing has to be locked and a case that crashes takes only its worker along.
 * Cases are taken in their order by whoever is free. A result depends on its case alone, hence the
 * results are the same bytes with any number of workers.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_STUDY_WORKERS_H
#define SIM_STUDY_WORKERS_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "models/status.h"

struct workers_request {
    size_t n_cases;
    size_t result_size; /* bytes of one result */
    size_t n_workers;   /* 0: as many as the machine has cores; 1: in this very process */

    /* Runs case i and fills its result, which begins as zeroes. What it changes besides is seen by
     * later cases of the same worker only: each case must begin by putting it right. */
    void (*run)(void *context, size_t i, void *ret_result);
    void *context;

    const volatile sig_atomic_t
        *stop; /* set by a signal: finish the cases begun and end; or NULL */
    void (*progress)(void *whom, size_t n_done, size_t n_cases); /* or NULL */
    void *whom;
};

/* Runs all cases.
 *
 *   ret_results  (n_cases * result_size) in the order of the cases; zeroes where none came
 *   ret_is_done  (n_cases) false: the worker died in this case; with one worker nothing would be
 *                left to tell of it
 *
 * Errors  STATUS_NO_MEMORY; STATUS_INTERRUPTED, with the cases that were finished.
 */
MUST_CHECK enum status workers_run(const struct workers_request *request, void *ret_results,
                                   bool *ret_is_done);

#endif
