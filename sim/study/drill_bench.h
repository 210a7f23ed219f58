/* drill_bench.h - one hall of a drill, put back before the loss as often as is wanted.
 *
 * Internal to the drill.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_STUDY_DRILL_BENCH_H
#define SIM_STUDY_DRILL_BENCH_H

#include "sim/engine/limits.h"
#include "sim/study/drill.h"

/* A limit that may move, in the candidate that runs. */
struct drill_watch {
    size_t limit;
    double range;      /* between limit and reference before the loss */
    double base_frac;  /* least margin without any arrival, of the range */
    bool base_passed;  /* likewise */
    double least_frac; /* in this candidate, as all below */
    double least_s;
    struct margin least;
    double passed_s;
    double barred_s; /* passed, and not so without any arrival; NAN */
};

/* Work that begins on a rack. */
struct drill_arrival {
    int64_t at_us;
    size_t place; /* rack */
    size_t work;
    double cap_least_frac; /* NAN: without */
    size_t order;
};

struct drill_bench {
    struct plan plan; /* without the scenario's events, with room for what arrives */
    struct hall *hall;
    double *before[2]; /* its blocks before the loss */
    struct columns *was;
    struct columns *now;
    double window_s;
    double *cap_w;    /* (n_nodes) as the scenario has them */
    bool *is_powered; /* (n_racks) before the loss */
    bool *is_hot;     /* (n_racks) loses clock or nodes to heat without any arrival */
    bool *is_dark;    /* (n_racks) in this candidate */
    bool *is_hot_now;
    const struct scenario *scenario;
    struct model_ref free_work; /* what nodes without a workload do: full load */
    struct plan_job *jobs;      /* the hall's own, then what has arrived */
    size_t n_own;
    struct drill_arrival *arrivals; /* (n_arrivals) by time */
    size_t n_arrivals;
    size_t n_arrived;
    struct drill_watch *watches;
    size_t n_watches;
    int64_t longest_us;
    int64_t switched_us; /* when something began or switched last */
    bool is_fresh;       /* no step since an arrival */
    double dark_s;
    double hot_s;
    double peak_w;
    double residual_frac;
    struct fault fault;
};

/* Builds the bench of a hall and settles it.
 *
 *   n_works   workloads of the scenario and one more, for nodes without
 *   n_places  most arrivals of a candidate
 *   is_lost   its sources and its racks fail at the first instant
 */
MUST_CHECK enum status drill_bench_open(struct arena *arena, const struct plan *plan,
                                        const struct scenario *scenario, size_t n_places,
                                        bool is_lost, struct drill_bench *ret);

/* Puts the hall back, with these arrivals to come until end_us, marks apart from the next.
 *
 *   arrivals  (n) in any order; copied
 */
void drill_bench_begin(struct drill_bench *b, const struct drill_arrival *arrivals, size_t n,
                       int64_t end_us, int64_t mark_us);

/* Steps to an instant, which is no later than the next mark. */
MUST_CHECK enum status drill_bench_run(struct drill_bench *b, int64_t until_us);

/* Takes what has been seen as what is seen without any arrival. */
void drill_bench_keep_base(struct drill_bench *b);

/* What the candidate came to. */
struct drill_look drill_bench_look(const struct drill_bench *b, enum status st);

#endif
