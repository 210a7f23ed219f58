/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/works_cover.h"

#include <math.h>

static bool has(uint64_t set, size_t i)
{
    return (set >> i & 1U) != 0;
}

struct cover_cost cover_cost_of(const struct cover_item *items, size_t n, uint64_t set)
{
    struct cover_cost cost = {0};

    for (size_t i = 0; i < n; i++) {
        if (!has(set, i)) {
            continue;
        }
        cost.n_items++;
        if (isnan(items[i].cost_usd)) {
            cost.n_unpriced++;
        } else {
            cost.usd += items[i].cost_usd;
        }
    }
    return cost;
}

bool cover_is_cheaper(struct cover_cost a, struct cover_cost b)
{
    if (a.n_unpriced != b.n_unpriced) {
        return a.n_unpriced < b.n_unpriced;
    }
    if (a.usd < b.usd || a.usd > b.usd) {
        return a.usd < b.usd;
    }
    return a.n_items < b.n_items;
}

static bool is_met(const struct cover_clause *c, uint64_t set)
{
    const bool leaves_out = c->without != 0 && (set & c->without) != c->without;

    return (set & c->any) != 0 || leaves_out;
}

/* The set with all that its items need. */
static uint64_t with_needs(const struct cover_item *items, size_t n, uint64_t set)
{
    for (uint64_t before = ~set; before != set;) {
        before = set;
        for (size_t i = 0; i < n; i++) {
            set |= has(set, i) ? items[i].needs : 0;
        }
    }
    return set;
}

static bool excludes_itself(const struct cover_item *items, size_t n, uint64_t set)
{
    for (size_t i = 0; i < n; i++) {
        if (has(set, i) && (items[i].excludes & set) != 0) {
            return true;
        }
    }
    return false;
}

bool cover_is_allowed(const struct cover_item *items, size_t n, const struct cover_clause *clauses,
                      size_t n_clauses, uint64_t set)
{
    for (size_t k = 0; k < n_clauses; k++) {
        if (!is_met(&clauses[k], set)) {
            return false;
        }
    }
    return with_needs(items, n, set) == set && !excludes_itself(items, n, set);
}

struct search {
    const struct cover_item *items;
    size_t n;
    const struct cover_clause *clauses;
    size_t n_clauses;
    bool is_found;
    uint64_t best;
    struct cover_cost best_cost;
};

/* The clause that is not met and leaves the fewest ways on, or NULL. */
static const struct cover_clause *narrowest(const struct search *s, uint64_t in, uint64_t out)
{
    const struct cover_clause *found = NULL;
    int fewest = 0;

    for (size_t k = 0; k < s->n_clauses; k++) {
        const struct cover_clause *const c = &s->clauses[k];
        const int n_ways = __builtin_popcountll(c->any & ~out);
        if (!is_met(c, in) && (found == NULL || n_ways < fewest)) {
            found = c;
            fewest = n_ways;
        }
    }
    return found;
}

/* All sets that hold `in` and nothing of `out`. What is in neither stays out unless a clause asks for
 * it: more items cost more and leave nothing out that is in already, so a clause that is not met can
 * be met by one of its `any` alone. */
/* NOLINTNEXTLINE(misc-no-recursion): at most as deep as there are items */
static void look_below(struct search *s, uint64_t in, uint64_t out)
{
    const struct cover_cost cost = cover_cost_of(s->items, s->n, in);

    if ((in & out) != 0 || excludes_itself(s->items, s->n, in) ||
        (s->is_found && !cover_is_cheaper(cost, s->best_cost))) {
        return;
    }
    const struct cover_clause *const c = narrowest(s, in, out);
    if (c == NULL) {
        s->is_found = true;
        s->best = in;
        s->best_cost = cost;
        return;
    }
    for (size_t i = 0; i < s->n; i++) {
        if (has(c->any & ~out, i)) {
            look_below(s, with_needs(s->items, s->n, in | UINT64_C(1) << i), out);
            out |= UINT64_C(1) << i;
        }
    }
}

bool cover_find(const struct cover_item *items, size_t n, const struct cover_clause *clauses,
                size_t n_clauses, uint64_t *ret_set)
{
    struct search s = {.items = items, .n = n, .clauses = clauses, .n_clauses = n_clauses};

    look_below(&s, 0, 0);
    if (s.is_found) {
        *ret_set = s.best;
    }
    return s.is_found;
}
