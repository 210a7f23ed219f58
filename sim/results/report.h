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

/* One RFC 4180 file a table in a folder that is made when it is not there: 9 significant digits, SI.
 *
 * Errors  STATUS_IO with ret_why.
 */
MUST_CHECK enum status report_csv(const struct results *r, const char *folder,
                                  const char **ret_why);

#endif
