/* build_partners.c - which feeds and CDUs take over from each other.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sim/hall/limit_list.h"

/* Scratch of the search for partners. */
struct climb {
    const struct plan *plan;
    int32_t *queue;  /* elements above one branch                                */
    int32_t *seen;   /* branch that last reached an element; branches count up  */
    int32_t *n_seen; /* branches of the present item that reach an element      */
    int32_t *above;  /* elements above any branch of the present item            */
    int32_t branch;
};

/* Marks f and everything above it, once. Returns how many elements stand in the queue. */
static size_t climb_up(struct climb *c, int32_t f)
{
    const struct links *const up = &c->plan->feed_parents;
    size_t n = 0;

    c->branch++;
    c->queue[n++] = f;
    c->seen[f] = c->branch;
    for (size_t head = 0; head < n; head++) {
        const int32_t at = c->queue[head];
        for (int32_t p = up->first[at]; p < up->first[at + 1]; p++) {
            if (c->seen[up->to[p]] != c->branch) {
                c->seen[up->to[p]] = c->branch;
                c->queue[n++] = up->to[p];
            }
        }
    }
    return n;
}

/* An element is a partner when some load has several branches and only part of them hang on it:
 * when it is lost, the others take over. */
static void mark_partners(struct climb *c, const struct links *l, size_t item, bool *is_partner)
{
    const int32_t first = l->first[item];
    const int32_t end = l->first[item + 1];

    size_t n_above = 0;

    for (int32_t k = first; k < end; k++) {
        const size_t n = climb_up(c, l->to[k]);
        for (size_t q = 0; q < n; q++) {
            const int32_t f = c->queue[q];
            if (c->n_seen[f]++ == 0) {
                c->above[n_above++] = f;
            }
        }
    }
    for (size_t q = 0; q < n_above; q++) {
        const int32_t f = c->above[q];
        is_partner[f] = is_partner[f] || c->n_seen[f] < end - first;
        c->n_seen[f] = 0;
    }
}

static void find_partners(struct builder *b)
{
    struct plan *const plan = b->plan;
    const size_t n = plan->n[DIM_FEED];
    struct climb c = {
        .plan = plan,
        .queue = ARENA_ARRAY(b->arena, int32_t, n, "plan"),
        .seen = ARENA_ARRAY(b->arena, int32_t, n, "plan"),
        .n_seen = ARENA_ARRAY(b->arena, int32_t, n, "plan"),
        .above = ARENA_ARRAY(b->arena, int32_t, n, "plan"),
    };

    plan->feed_is_partner = ARENA_ARRAY(b->arena, bool, n, "plan");
    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        mark_partners(&c, &plan->rack_feeds, r, plan->feed_is_partner);
    }
    for (size_t f = 0; f < n; f++) {
        mark_partners(&c, &plan->feed_parents, f, plan->feed_is_partner);
    }
}

/* CDUs that share a rack take over from each other. */
static void find_cdu_partners(struct builder *b)
{
    struct plan *const plan = b->plan;

    plan->cdu_is_partner = ARENA_ARRAY(b->arena, bool, plan->n[DIM_CDU], "plan");
    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        const int32_t first = plan->rack_loops.first[r];
        const int32_t end = plan->rack_loops.first[r + 1];
        for (int32_t k = first; end - first > 1 && k < end; k++) {
            plan->cdu_is_partner[plan->rack_loops.to[k]] = true;
        }
    }
}

void limit_list_find_partners(struct builder *b)
{
    find_partners(b);
    find_cdu_partners(b);
}
