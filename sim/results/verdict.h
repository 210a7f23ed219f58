/* verdict.h - what the limits of a run say together.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_RESULTS_VERDICT_H
#define SIM_RESULTS_VERDICT_H

#include "sim/results/results.h"

/* "fits", "does not fit", ... */
const char *verdict_text(enum layout_verdict v);

/* The verdict over all limits that are not advisory; the limit that decides, or NULL.
 *
 *   does not fit  when one limit does not
 *   uncertain     when one is within its band
 *   unknown       when otherwise a limit's value is not known
 *   fits          else
 */
enum layout_verdict verdict_of(const struct results *r, const struct results_limit **ret_decides);

/* True for a limit that is known, is not mere advice and that more load would meet. */
bool verdict_binds(const struct results_limit *l);

/* Limits in the order of their margin as a fraction, the tightest first, those that are not known
 * last: n_limits indices in memory that the caller frees. */
size_t *verdict_order(const struct results *r);

#endif
