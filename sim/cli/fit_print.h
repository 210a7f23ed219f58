/* fit_print.h - the answer of headroom fit in words, and as JSON.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_FIT_PRINT_H
#define SIM_CLI_FIT_PRINT_H

#include "sim/base/units.h"
#include "sim/study/fit.h"

struct fit_view {
    const struct plan *plan;
    const struct addition *addition;
    const struct fit_answer *answer; /* the one that was asked for */
    const struct fit_answer
        *certain; /* the same with every value as far off as its band; NULL: none */
    const struct fit_answer *others; /* loads side by side, each in both services */
    size_t n_others;
    const size_t *places; /* how many of it at each rack */
    const struct fit_air *airs;
    size_t n_airs;
    double margin_k;
    bool is_own_air;                       /* the user said how warm it is outside */
    double ask;                            /* NAN: none */
    const struct fit_transient *transient; /* NULL: not asked for */
    double horizon_s;
    const struct fit_margin *margins;
    size_t n_margins;
    enum unit_system units;
    bool is_brief;
    double wall_s;
};

void fit_print_text(const struct fit_view *v);
void fit_print_json(const struct fit_view *v);

/* Is what was asked for more than what fits? */
bool fit_print_is_short(const struct fit_view *v);

/* Is all known that could bind? None is none, whatever else would bind. */
bool fit_view_is_sure(const struct fit_answer *a);

/* What one of them draws, from the first rung that holds any; NAN: none does. */
double fit_view_unit_w(const struct fit_answer *a);

#endif
