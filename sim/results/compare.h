/* compare.h - several runs side by side: the physics.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_RESULTS_COMPARE_H
#define SIM_RESULTS_COMPARE_H

#include "sim/base/text.h"
#include "sim/base/units.h"
#include "sim/results/results.h"

/* One run in a comparison. Numbers that are not known are NAN. */
struct compare_side {
    double racks;
    double it_mean_w;
    double it_peak_w;
    double utility_peak_w;
    double pue;
    double to_liquid_mean_w;
    double to_air_mean_w;
    double hottest_inlet_c;
    enum layout_verdict verdict;
    const struct results_limit *binding; /* tightest limit that is not advisory; NULL for none */
    double margin_frac;                  /* of that limit */
    double headroom_w;                   /* further load that it grants to its subject */
    double losses_failed; /* that the hall should survive and does not; NAN: no contingency table */
    double ride_s;        /* shortest time from a loss to the limit it passes; NAN: none */
};

void compare_of(const struct results *r, struct compare_side *ret_side);

/* Does a limit that decides not fit? */
bool compare_verdict_fails(const struct results *r);

enum { COMPARE_LABEL_WIDTH = 26 };

/* A table with a column for each; names: what the user called them. */
void compare_text(const struct results *const *results, const char *const *names, size_t n,
                  enum unit_system units, struct text *ret_text);

#endif
