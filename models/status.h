/* status.h - the one result type of the whole program, and its sentences.
 *
 * Zero is fine. Positive is recoverable: the caller may try a shorter step.
 * Negative is final. What is wrong with a user's file goes to struct diag
 * (sim/base/diag.h), not here; a mistake of ours is an assert.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_STATUS_H
#define MODELS_STATUS_H

enum status {
    STATUS_OK = 0,
    STATUS_NO_CONVERGENCE = 1,
    STATUS_SWITCHES = 2, /* something switches within the step: a step that ends there is needed */
    STATUS_BAD_INPUT = -1,
    STATUS_NO_MEMORY = -2,
    STATUS_IO = -3,
    STATUS_OUT_OF_RANGE = -4, /* a value left the range its correlation holds for */
    STATUS_NOT_FINITE = -5,
    STATUS_IMBALANCE = -6, /* the energy ledger did not close */
    STATUS_INTERRUPTED = -7,
};

/* Mark a function whose status must not be dropped. */
#define MUST_CHECK __attribute__((warn_unused_result))

/* One sentence for a person. Never NULL. */
const char *status_text(enum status st);

/* The status of a GSL return code. */
enum status status_from_gsl(int code);

#endif
