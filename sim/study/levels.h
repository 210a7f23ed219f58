/* levels.h - headroom when every node draws its nameplate, or its cap; and the cap that fits.
 *
 * Static questions: the engine is settled with the nodes held at a level.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_STUDY_LEVELS_H
#define SIM_STUDY_LEVELS_H

#include "sim/engine/limits.h"
#include "sim/record/tables.h"

/* The steady state at one level. */
struct level_answer {
    bool is_known; /* false: no node has a nameplate (or a cap), or there is no steady state */
    double it_w;
    double utility_w;
    double *margin;      /* (n_limits): the least of normal and N-1; NAN where not known */
    double *margin_frac; /* likewise, over limit - reference                             */
    long tightest;       /* limit with the least margin_frac that counts, -1 for none    */
};

/* cap_w is used for LEVEL_CAPPED: one cap for all nodes, or NAN for each node's own. */
MUST_CHECK enum status levels_settle(struct arena *arena, const struct plan *plan, enum level level,
                                     double cap_w, struct level_answer *ret_answer);

/* The largest cap that, enforced on every node alike, leaves no limit passed. */
struct cap_answer {
    bool is_needed;    /* nameplate passes a limit */
    double cap_w;      /* in this hall, losses, fans and partners included; NAN when even the
                          * least cap does not fit (a limit that load does not move) */
    double lossless_w; /* bare arithmetic: rating over nodes behind it, no losses  */
    long binding;      /* limit that binds at cap_w */
    double work_frac;  /* work done under that cap over work without it, by the node models */
};
MUST_CHECK enum status levels_find_cap(struct arena *arena, const struct plan *plan,
                                       const struct level_answer *nameplate,
                                       struct cap_answer *ret_answer);

/* "power of pdu-a", for a limit of the plan. */
const char *levels_limit_name(struct arena *arena, const struct plan *plan, long limit);

/* Tables for the results: one row a level; the cap that fits. */
const struct table_data *levels_table(struct arena *arena, const struct plan *plan,
                                      const struct level_answer *nameplate,
                                      const struct level_answer *simulated,
                                      const struct level_answer *capped);
const struct table_data *levels_cap_table(struct arena *arena, const struct plan *plan,
                                          const struct cap_answer *cap);

#endif
