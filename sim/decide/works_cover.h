/* works_cover.h - the cheapest set of works that does what must be done.
 *
 * Each item is one unit of a work: bit i of a set. A clause is what a run has shown:
 *
 *     unless a set has one of `any`, or leaves out one of `without`, it passes a limit.
 *
 * A clause with an empty `without` must be met by one of `any`; one with an empty `any` forbids what
 * it names together.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_WORKS_COVER_H
#define SIM_DECIDE_WORKS_COVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { COVER_MOST_ITEMS = 64 };

struct cover_item {
    double cost_usd;   /* not below 0; NAN: not known */
    uint64_t needs;    /* items that must be in the set with it  */
    uint64_t excludes; /* items that must not */
};

struct cover_clause {
    uint64_t any;
    uint64_t without;
};

/* What a set costs. Sets are ordered by how many of their prices are not known, then by the money,
 * then by how many items they have: a price that is not known is never taken for a low one. */
struct cover_cost {
    size_t n_unpriced;
    double usd; /* of those that are priced */
    size_t n_items;
};
struct cover_cost cover_cost_of(const struct cover_item *items, size_t n, uint64_t set);
bool cover_is_cheaper(struct cover_cost a, struct cover_cost b);

/* Is the set allowed by the items, and by every clause? */
bool cover_is_allowed(const struct cover_item *items, size_t n, const struct cover_clause *clauses,
                      size_t n_clauses, uint64_t set);

/* Finds the cheapest set that is allowed, by branch and bound: exact. Of equally cheap ones the one
 * that takes earlier items. Returns false when no set is allowed.
 *
 *   n        at most COVER_MOST_ITEMS
 *   ret_set  left alone when there is none
 */
bool cover_find(const struct cover_item *items, size_t n, const struct cover_clause *clauses,
                size_t n_clauses, uint64_t *ret_set);

#endif
