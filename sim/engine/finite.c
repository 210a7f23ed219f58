/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/engine/finite.h"

#include <math.h>

/* x * 0 is 0 for every finite x and NAN for all others: one sum tells for a whole column, and the
 * loop has no branch. */
static bool is_finite_all(const double *values, size_t n)
{
    double zero = 0.0;

    for (size_t i = 0; i < n; i++) {
        zero += values[i] * 0.0;
    }
    return zero == 0.0;
}

enum status finite_check(const struct plan *plan, const struct columns *c, struct fault *ret_fault)
{
    for (int d = 0; d < DIM_COUNT; d++) {
        size_t n_rows = 0;
        const struct column *const rows = hall_column_table((enum dim)d, &n_rows);
        for (size_t k = 0; k < n_rows; k++) {
            const double *const values = hall_column(c, (enum dim)d, rows[k].offset);
            if (rows[k].may_be_unknown || rows[k].stage == STAGE_OBSERVE ||
                is_finite_all(values, plan->n[d])) {
                continue;
            }
            size_t i = 0;
            while (isfinite(values[i])) {
                i++;
            }
            ret_fault->stage = rows[k].stage;
            ret_fault->dim = (enum dim)d;
            ret_fault->index = i;
            ret_fault->column = rows[k].name;
            ret_fault->value = values[i];
            return STATUS_NOT_FINITE;
        }
    }
    return STATUS_OK;
}
