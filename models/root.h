/* root.h - the root of a function between two ends, by GSL, without taking memory.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_ROOT_H
#define MODELS_ROOT_H

#include "models/status.h"

/* Finds x in [low, high] with f(x) = 0, by Brent's method.
 *
 *   tolerance  absolute, on x
 *   ret_x      set on STATUS_OK
 *
 * Errors  STATUS_NO_CONVERGENCE when f has the same sign at both ends or is not finite.
 * Holds   continuous f; the solver's state lies on the stack, so a step may call it.
 * Source  GSL, gsl_root_fsolver_brent.
 */
MUST_CHECK enum status root_find(double (*f)(double x, void *params), void *params, double low,
                                 double high, double tolerance, double *ret_x);

#endif
