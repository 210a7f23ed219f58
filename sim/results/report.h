/* report.h - the headroom ledger as people read it: text, and CSV.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_RESULTS_REPORT_H
#define SIM_RESULTS_REPORT_H

#include "sim/base/text.h"
#include "sim/base/units.h"
#include "sim/results/results.h"

struct report_options {
    enum unit_system units;
    int width;            /* columns of the terminal        */
    bool is_brief;        /* the tightest lines of each table */
    bool is_verdict_only; /* one sentence                   */
};

/* The report of one run. */
void report_text(const struct results *r, const struct report_options *how, struct text *ret_text);

/* The verdict over all limits that are not advisory; the limit that decides, or NULL.
 *
 *   does not fit  when one limit does not
 *   uncertain     when one is within its band
 *   unknown       when otherwise a limit's value is not known
 *   fits          else
 */
enum layout_verdict report_verdict(const struct results *r,
                                   const struct results_limit **ret_decides);

/* True for a limit that is known, is not mere advice and that more load would meet. */
bool report_binds(const struct results_limit *l);

/* Limits in the order of their margin as a fraction, the tightest first, those that are not known
 * last: n_limits indices in memory that the caller frees. */
size_t *report_order(const struct results *r);

/* One RFC 4180 file a table in a folder that is made when it is not there: 9 significant digits, SI.
 *
 * Errors  STATUS_IO with ret_why.
 */
MUST_CHECK enum status report_csv(const struct results *r, const char *folder,
                                  const char **ret_why);

#endif
