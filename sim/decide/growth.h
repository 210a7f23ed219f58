/* growth.h - when a growing load meets each limit, and when to order what lifts it.
 *
 * The engine answers for plans of whole racks: in each era (growth_plan.h) the plan of each limit's
 * first breach is found by bisection over the number of racks, and the load at which the margin is gone
 * by a straight line between that plan and the one before. What decides a limit within an era is then
 * a load; the histories (growth_path.h) say when it is reached.
 *
 * P95 is the month before which the limit is met in one history of twenty: the fast ones. P50 is the
 * median.
 *
 * Assumes that a margin which is gone stays gone as racks are added within an era.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_GROWTH_H
#define SIM_DECIDE_GROWTH_H

#include <signal.h>

#include "sim/decide/growth_plan.h"
#include "sim/decide/retrofit.h"

struct growth_request {
    const struct scenario *scenario;
    const char *path;
    const char *const *sets;
    size_t n_sets;
    size_t site;
    size_t hall;
    bool is_nameplate;
    size_t n_samples;
    unsigned long seed;
    const volatile sig_atomic_t *stop;
};

/* A limit that is met: of all racks of a kind, or of elements of one model that meet it together. */
struct growth_limit {
    struct variant_limit first; /* as the first plan that passes it leaves it */
    size_t n_alike;             /* subjects that pass it: racks in that plan, or elements */
    double load_w;              /* planned load at which it is met on the median history */
    double day_one_frac;        /* its least margin_frac on day one; NAN: it is not there yet */
    double end_frac;            /* at the horizon on the median history */
    double p50_years;           /* INFINITY: not within the horizon in half of the histories */
    double p95_years;
    double never_frac; /* histories that do not meet it within the horizon */

    /* The cheapest work that lifts it; offer NULL: none does. */
    struct retrofit_line work;
    double order_p95_years; /* last date to order for P95 by the long lead time; NAN: not known */
    double order_p50_years;
};

/* The hall at a date on the median history. */
struct growth_state {
    double years;
    double load_w;    /* of the history */
    double planned_w; /* of whole racks */
    double it_w;      /* as the engine has it; NAN without a steady state */
    double utility_w;
    double racks[GROWTH_MOST_RUNGS];
    struct variant_answer answer;
    size_t n_passed; /* required limits that are passed */
};

struct growth_answer {
    struct growth_plan plan;
    struct growth_limit *limits; /* by P95, soonest first */
    size_t n_limits;
    struct growth_state states[GROWTH_MOST_ERAS + 1]; /* the begin of each era, and the horizon */
    size_t n_states;
    double load_p05_w; /* at the horizon */
    double load_p50_w;
    double load_p95_w;
    double unsettled_w; /* least planned load without a steady state; INFINITY: none */
    size_t n_runs;      /* of the engine */
    const char *why;    /* after STATUS_BAD_INPUT */
};

/* Runs the study.
 *
 * Errors  STATUS_BAD_INPUT when the ladder or a plan makes no scenario; STATUS_INTERRUPTED;
 *         STATUS_NO_MEMORY; those of the engine.
 */
MUST_CHECK enum status growth_run(struct arena *scratch, struct arena *arena,
                                  const struct growth_request *request,
                                  struct growth_answer *ret_answer);

/* The table "growth" (a row for each limit) and "growth_states" (for each date). */
const struct table_data *growth_table(struct arena *arena, const struct growth_answer *answer);
const struct table_data *growth_states_table(struct arena *arena,
                                             const struct growth_answer *answer);

#endif
