/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/placement.h"

#include <math.h>
#include <string.h>

/* Rounding of a sum of needs and of costs. */
#define DUST 1e-12

struct search {
    const struct placement_problem *p;
    size_t order[PLACE_MOST_LOADS]; /* active loads */
    size_t n;
    double rest_usd[PLACE_MOST_LOADS + 1]; /* least cost of order[k..] */
    size_t venue[PLACE_MOST_LOADS];
    uint32_t at[PLACE_MOST_VENUES]; /* loads placed there */
    bool is_any;                    /* the first found will do */
    struct placement_plan best;
};

static bool has(uint32_t set, size_t i)
{
    return (set >> i & 1U) != 0;
}

void placement_clear(struct placement_problem *p, size_t n_loads, size_t n_venues)
{
    memset(p, 0, sizeof *p);
    p->n_loads = n_loads;
    p->n_venues = n_venues;
    p->active = (uint32_t)((1ULL << n_loads) - 1);
    for (size_t i = 0; i < n_loads; i++) {
        p->loads[i].reads = -1;
    }
    for (size_t v = 0; v < n_venues; v++) {
        for (int k = 0; k < NEED_COUNT; k++) {
            p->room[v][k] = (double)INFINITY;
        }
    }
}

static bool has_room(const struct placement_problem *p, size_t venue, uint32_t set)
{
    for (int k = 0; k < NEED_COUNT; k++) {
        double sum = 0.0;
        for (size_t i = 0; i < p->n_loads; i++) {
            sum += has(set, i) ? p->loads[i].need[k] : 0.0;
        }
        if (sum > p->room[venue][k] * (1.0 + DUST)) {
            return false;
        }
    }
    return true;
}

static bool holds(const struct placement_problem *p, size_t venue, uint32_t set)
{
    return has_room(p, venue, set) && (p->fits == NULL || p->fits(p->context, venue, set));
}

/* What a workload pays to read from another venue; INFINITY when they must not stand like this. */
static double reading_usd(const struct placement_problem *p, size_t reader, size_t v_reader,
                          size_t v_read)
{
    const struct placement_load *const l = &p->loads[reader];

    if (v_reader == v_read) {
        return l->is_apart ? (double)INFINITY : 0.0;
    }
    return l->is_together || isnan(l->read_usd[v_read]) ? (double)INFINITY : l->read_usd[v_read];
}

double placement_total_usd(const struct placement_problem *p, const size_t *venue)
{
    uint32_t at[PLACE_MOST_VENUES] = {0};
    double total = 0.0;

    for (size_t i = 0; i < p->n_loads; i++) {
        if (!has(p->active, i)) {
            continue;
        }
        const struct placement_load *const l = &p->loads[i];
        const bool reads = l->reads >= 0 && has(p->active, (size_t)l->reads);
        at[venue[i]] |= 1U << i;
        total += l->is_barred[venue[i]] ? (double)INFINITY : l->cost_usd[venue[i]];
        total += reads ? reading_usd(p, i, venue[i], venue[l->reads]) : 0.0;
    }
    for (size_t v = 0; v < p->n_venues && isfinite(total); v++) {
        if (at[v] != 0) {
            total += holds(p, v, at[v]) ? p->fixed_usd[v] : (double)INFINITY;
        }
    }
    return total;
}

/* -------------------------------------------------------------------- search */

/* The k-th cheapest allowed venue's cost, INFINITY past the last. */
static double cheapest(const struct placement_problem *p, size_t i, size_t k)
{
    double costs[PLACE_MOST_VENUES];
    size_t n = 0;

    for (size_t v = 0; v < p->n_venues; v++) {
        if (p->loads[i].is_barred[v]) {
            continue;
        }
        size_t at = n++;
        for (; at > 0 && costs[at - 1] > p->loads[i].cost_usd[v]; at--) {
            costs[at] = costs[at - 1];
        }
        costs[at] = p->loads[i].cost_usd[v];
    }
    return k < n ? costs[k] : (double)INFINITY;
}

static double regret(const struct placement_problem *p, size_t i)
{
    const double first = cheapest(p, i, 0);
    const double second = cheapest(p, i, 1);

    return isfinite(second) ? second - first : (double)INFINITY;
}

static void line_up(struct search *s)
{
    double by[PLACE_MOST_LOADS];

    for (size_t i = 0; i < s->p->n_loads; i++) {
        if (!has(s->p->active, i)) {
            continue;
        }
        const double own = regret(s->p, i);
        size_t at = s->n++;
        for (; at > 0 && by[at - 1] < own; at--) {
            by[at] = by[at - 1];
            s->order[at] = s->order[at - 1];
        }
        by[at] = own;
        s->order[at] = i;
    }
    for (size_t k = s->n; k-- > 0;) {
        s->rest_usd[k] = s->rest_usd[k + 1] + cheapest(s->p, s->order[k], 0);
    }
}

/* What placing load i at v adds to what is placed; INFINITY when it may not stand there. */
static double added_usd(const struct search *s, size_t k, size_t v)
{
    const struct placement_problem *const p = s->p;
    const size_t i = s->order[k];
    double usd = p->loads[i].is_barred[v] ? (double)INFINITY : p->loads[i].cost_usd[v];

    usd += s->at[v] == 0 ? p->fixed_usd[v] : 0.0;
    for (size_t m = 0; m < k; m++) {
        const size_t other = s->order[m];
        if (p->loads[i].reads == (long)other) {
            usd += reading_usd(p, i, v, s->venue[other]);
        }
        if (p->loads[other].reads == (long)i) {
            usd += reading_usd(p, other, s->venue[other], v);
        }
    }
    return usd;
}

/* Venues of a depth from the cheapest. */
static size_t sort_venues(const struct search *s, size_t k, size_t *venues, double *usd)
{
    size_t n = 0;

    for (size_t v = 0; v < s->p->n_venues; v++) {
        const double added = added_usd(s, k, v);
        if (!isfinite(added)) {
            continue;
        }
        size_t at = n++;
        for (; at > 0 && usd[at - 1] > added; at--) {
            usd[at] = usd[at - 1];
            venues[at] = venues[at - 1];
        }
        usd[at] = added;
        venues[at] = v;
    }
    return n;
}

static bool is_hopeless(const struct search *s, double bound_usd)
{
    return s->best.is_found &&
           (s->is_any || bound_usd >= s->best.total_usd - DUST * fabs(s->best.total_usd));
}

/* As deep as there are workloads, sixteen at the most. */
/* NOLINTNEXTLINE(misc-no-recursion) */
static void descend(struct search *s, size_t k, double placed_usd)
{
    size_t venues[PLACE_MOST_VENUES];
    double usd[PLACE_MOST_VENUES];

    if (k == s->n) {
        s->best.is_found = true;
        s->best.total_usd = placed_usd;
        memcpy(s->best.venue, s->venue, sizeof s->venue);
        return;
    }
    const size_t n = sort_venues(s, k, venues, usd);
    for (size_t m = 0; m < n; m++) {
        const size_t v = venues[m];
        const uint32_t before = s->at[v];
        const uint32_t after = before | 1U << s->order[k];
        if (is_hopeless(s, placed_usd + usd[m] + s->rest_usd[k + 1])) {
            continue;
        }
        s->best.n_looked++;
        if (holds(s->p, v, after)) {
            s->at[v] = after;
            s->venue[s->order[k]] = v;
            descend(s, k + 1, placed_usd + usd[m]);
            s->at[v] = before;
        }
    }
}

static struct placement_plan search(const struct placement_problem *p, bool is_any)
{
    struct search s = {.p = p, .is_any = is_any};

    line_up(&s);
    descend(&s, 0, 0.0);
    if (s.best.is_found) {
        s.best.total_usd =
            placement_total_usd(p, s.best.venue); /* summed in the order of the loads */
    }
    return s.best;
}

struct placement_plan placement_solve(const struct placement_problem *p)
{
    return search(p, false);
}

static struct placement_problem forced(const struct placement_problem *p, size_t load, size_t venue)
{
    struct placement_problem f = *p;

    for (size_t v = 0; v < p->n_venues; v++) {
        f.loads[load].is_barred[v] = v != venue || p->loads[load].is_barred[v];
    }
    return f;
}

struct placement_plan placement_with(const struct placement_problem *p, size_t load, size_t venue)
{
    const struct placement_problem f = forced(p, load, venue);

    return search(&f, false);
}

/* ------------------------------------------------------------------ conflict */

static int count(uint32_t set)
{
    int n = 0;

    for (; set != 0; set &= set - 1) {
        n++;
    }
    return n;
}

uint32_t placement_conflict(const struct placement_problem *p)
{
    struct placement_problem part = *p;
    const uint32_t end = (uint32_t)(1ULL << p->n_loads);

    if (search(p, true).is_found) {
        return 0;
    }
    for (int size = 1; size <= count(p->active); size++) {
        for (uint32_t set = 1; set < end; set++) {
            if ((set & ~p->active) != 0 || count(set) != size) {
                continue;
            }
            part.active = set;
            if (!search(&part, true).is_found) {
                return set;
            }
        }
    }
    return p->active;
}

uint32_t placement_conflict_with(const struct placement_problem *p, size_t load, size_t venue)
{
    const struct placement_problem f = forced(p, load, venue);

    return placement_conflict(&f);
}
