/* SPDX-License-Identifier: Apache-2.0 */
#include "models/root.h"

#include <assert.h>
#include <stddef.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>

enum { STATE_BYTES = 256, MOST_ITERATIONS = 100 };

enum status root_find(double (*f)(double x, void *params), void *params, double low, double high,
                      double tolerance, double *ret_x)
{
    _Alignas(max_align_t) unsigned char state[STATE_BYTES];
    gsl_function function = {.function = f, .params = params};
    gsl_root_fsolver solver = {.type = gsl_root_fsolver_brent, .state = state};

    assert(gsl_root_fsolver_brent->size <= sizeof state);
    int code = gsl_root_fsolver_set(&solver, &function, low, high);
    for (int i = 0; i < MOST_ITERATIONS && code == GSL_SUCCESS; i++) {
        code = gsl_root_fsolver_iterate(&solver);
        if (code == GSL_SUCCESS &&
            gsl_root_test_interval(solver.x_lower, solver.x_upper, tolerance, 0.0) == GSL_SUCCESS) {
            *ret_x = solver.root;
            return STATUS_OK;
        }
    }
    return STATUS_NO_CONVERGENCE;
}
