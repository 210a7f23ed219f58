/* fit_inner.h - one trial of a count on the engine, and what the search knows. Internal to fit.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_STUDY_FIT_INNER_H
#define SIM_STUDY_FIT_INNER_H

#include "sim/engine/limits.h"
#include "sim/study/fit.h"

/* A limit that is passed before anything is added. */
struct fit_passed {
    enum dim dim;
    const char *subject;
    const char *limit;
    double margin;
};

/* What kept a place out during the search. */
struct fit_closed {
    struct fit_bound bound;
    size_t rack;
};

/* What a node of a kind stays below in 95 % of its workload's time. */
struct fit_quantile {
    const struct model_info *info;
    const void *params;
    int32_t workload;
    double cap_w;
    double plated_frac;
    double p95_w;
};

struct fit_bench {
    struct arena *arena;
    const struct fit_request *request;
    const struct scn_hall *hall;
    size_t n_racks;
    const struct scn_rack **positions; /* (n_racks) */
    const struct scn_row **rows;       /* (n_racks) */
    size_t *room;                      /* (n_racks) units that each has room for */
    const char *lifted[FIT_RUNGS + OBSTACLE_COUNT + FIT_BOUNDS];
    size_t n_lifted;
    struct fit_passed *passed;
    size_t n_passed;
    struct fit_quantile *quantiles;
    size_t n_quantiles;
    bool
        has_field; /* a computed field or plenum: air differs from rack to rack, however alike they are */
    size_t n_looks;
};

/* A plan with so many in place, settled. */
struct fit_trial {
    enum status status; /* STATUS_OK: all below is known */
    const struct plan *plan;
    const struct hall *hall; /* in the last state of the air */
    double it_w;
    double utility_w;
    struct margin *margins; /* (n_limits) the least over the states of the air and the service */
    bool *is_n1;            /* (n_limits) */
};

/* The bench of a request: its hall, its rooms, and what it passes anyhow.
 *
 * Errors  those of the builder and the engine.
 */
MUST_CHECK enum status fit_bench_open(struct arena *arena, const struct fit_request *request,
                                      struct fit_bench *ret_bench, struct fit_answer *answer);

/* The plan with n[r] more in each rack, in state `air` of the outdoor air.
 *
 * Errors  those of the builder; STATUS_OUT_OF_RANGE for air that a scenario may not have.
 */
MUST_CHECK enum status fit_plan(struct fit_bench *b, const size_t *n, size_t air,
                                const struct plan **ret_plan);

/* What the load makes one node of group i draw; NAN: what its workload does. */
double fit_load_w(const struct fit_bench *b, const struct plan *plan, size_t i);

/* Tries n[r] more in each rack. The trial lies in the bench's arena. Returns STATUS_BAD_INPUT when
 * the builder refuses; that there is no steady state stands in the trial. */
MUST_CHECK enum status fit_look(struct fit_bench *b, const size_t *n, struct fit_trial *ret_trial);

/* Fills the quantiles, with n[r] in each rack: what is added must be among it.
 *
 * Errors  those of the builder and of mix_make.
 */
MUST_CHECK enum status fit_find_quantiles(struct fit_bench *b, const size_t *n);

/* The group that item i is in. */
const struct group *fit_group_of(const struct groups *groups, size_t i);

/* By how much a margin may be below zero for rounding alone. */
double fit_dust(const struct margin *m);

/* The margin below which a limit counts as passed: its value's band, or nothing but rounding. */
double fit_least_margin(const struct fit_bench *b, const struct limit *l, const struct margin *m);

/* Is limit i of the trial broken? Is none? */
bool fit_is_broken(const struct fit_bench *b, const struct fit_trial *t, size_t i);
bool fit_is_kept(const struct fit_bench *b, const struct fit_trial *t);

/* What is lifted with limit i, as text in the arena; what it stands for. */
const char *fit_kind(struct arena *arena, const struct plan *plan, size_t i);
enum fit_cause fit_cause_of(const struct fit_trial *t, size_t i);

/* Does limit i belong to rack r alone? */
bool fit_is_own(const struct plan *plan, size_t i, size_t r);

/* The limit that `after` breaks and that is reached first on the way from `before`; r is the rack of
 * the last unit that was added. Returns where on that way, taken as straight: 0 at `before`, 1 at
 * `after`; 0.5 where there is no steady state to tell it. */
double fit_bind(struct fit_bench *b, const struct fit_trial *before, const struct fit_trial *after,
                size_t r, struct fit_bound *ret_bound);

/* Index of the same limit in another trial's plan, -1: it has none. */
long fit_same_limit(const struct fit_trial *in, const struct plan *plan, size_t i);

/* Fills as much as may be, from n on. Writes n and what keeps places out; a whole round of its own.
 *
 *   ret_closed  (n_racks) at most
 */
MUST_CHECK enum status fit_fill(struct fit_bench *b, size_t *n, struct fit_closed *ret_closed,
                                size_t *ret_n_closed);

/* Exchanges one of a kind of place for more than one of others as long as that is possible. */
MUST_CHECK enum status fit_improve(struct fit_bench *b, size_t *n, struct fit_closed *closed,
                                   size_t *n_closed);

/* Do racks p and q share all that matters to a shared limit? And to their own limits too? */
bool fit_is_alike(const struct fit_bench *b, size_t p, size_t q);
bool fit_is_twin(const struct fit_bench *b, size_t p, size_t q);

/* Does one more take as much of everything shared wherever it stands? Then filling in any order gives the
 * most, for limits that form a tree. */
bool fit_all_weigh_alike(const struct fit_bench *b);

#endif
