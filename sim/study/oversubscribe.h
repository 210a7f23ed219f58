/* oversubscribe.h - how many nodes fit under a limit when not all draw their most at once.
 *
 * Halls are drawn at random. In each the nodes of the mix, added one by one in its proportions, draw
 *
 *     P_j = Q_j(Phi(z_j))      z_j = sqrt(r) m + sqrt(1 - r) e_j
 *
 * with Q_j the quantile function of the node's power over its workload's time (mix.h), m one standard
 * normal number for all nodes of the hall and e_j one for each: a Gaussian copula of one factor.
 * At r = 1 all nodes stand at the same place of their distribution, at 0 they know nothing of each
 * other. r is the correlation of z; that of powers of two levels is a little less in between.
 * The count at P95 is the greatest n whose sum stays within the limit in 95 % of the halls.
 *
 * Assumes  the nodes added are of the hall's mix and do its work; m is stratified over the halls.
 * Source   Vasicek, "The distribution of loan portfolio value", Risk (2002), for the copula.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_STUDY_OVERSUBSCRIBE_H
#define SIM_STUDY_OVERSUBSCRIBE_H

#include "sim/record/tables.h"
#include "sim/study/mix.h"

struct oversubscribe_request {
    const struct mix *mix;
    double limit_w;
    double interval_s; /* for which a node keeps what it draws */
    size_t n_samples;  /* halls drawn, at least 100 */
    unsigned long seed;
};

enum { OVERSUBSCRIBE_LEVELS = 3 };
extern const double oversubscribe_shares[OVERSUBSCRIBE_LEVELS]; /* 0.50, 0.95, 0.99 */

/* What one count of nodes does under the limit. */
struct oversubscribe_level {
    double share;     /* of the time that must stay within the limit */
    double n_nodes;   /* that fit */
    double n_own;     /* that fit when each is counted at its own quantile: at a correlation of 1 */
    double gain_frac; /* over the count at nameplate; NAN when that is not known */
    double diversity_frac; /* of it, what not all at once is worth: n_nodes over n_own - 1 */
    double guard_w;        /* a node: the cap on all alike that holds the limit for certain */
    bool guard_holds;      /* the limit is not below what the nodes draw without activity */

    /* Intervals whose demand passes the limit: the guard caps in each of them. */
    double capped_frac;      /* share of all intervals */
    double events_a_year[3]; /* P5, P50, P95 */
    double lost_frac;        /* of the work, by the guard */
};

struct oversubscribe_answer {
    double correlation;
    double n_nameplate; /* NAN when a node has no nameplate */
    struct oversubscribe_level level[OVERSUBSCRIBE_LEVELS];
};

/* Counts for one correlation, 0 to 1. The same seed gives the same answer, and halls that differ in
 * the correlation alone.
 *
 * An event is an interval of interval_s, in which every node keeps what it drew and after which all
 * are drawn anew, whose demand without the guard passes the limit. Their number in a year is binomial;
 * its P5, P50 and P95 hold chance from year to year, and what the sample leaves open about the share
 * (drawn from the posterior of Jeffreys: also when no hall passed).
 * Work lost is the power taken away over the power above idle, in proportion: nodes that slow their
 * clocks lose less.
 *
 * Errors  STATUS_NO_MEMORY from GSL; STATUS_OUT_OF_RANGE for an empty mix or a power that is not above 0.
 */
MUST_CHECK enum status oversubscribe_count(struct arena *arena,
                                           const struct oversubscribe_request *request,
                                           double correlation, struct oversubscribe_answer *ret);

/* Halls that make about a hundred million draws for the mix and the limit, 2,000 to 20,000. */
size_t oversubscribe_samples(const struct mix *mix, double limit_w);

/* The table "oversubscription" of the results: a row for each correlation and share. */
const struct table_data *oversubscribe_table(struct arena *arena, const struct mix *mix,
                                             const struct oversubscribe_answer *answers, size_t n);

#endif
