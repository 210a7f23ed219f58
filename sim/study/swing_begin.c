/* swing_begin.c - the state in which a span of swings begins: in normal service, or after a loss.
 *
 * After a loss the hall runs from its steady state in rounds of whole periods. The first round in
 * which nothing switched and nothing was due is the last: what an element still waits for is in
 * switch_s and trip_s of its model, what nodes wait for in their restart and in their job's. What is
 * due later than the whole patience (fuel for a day, a breaker that would warm for hours) is not waited
 * for.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/study/swing_inner.h"

/* Waits of a second or so must not drown in the swing of a coarse step; nor need they be finer. */
enum { ROUND_STEP_US = 1000000 };

const struct plan_event *swing_events(struct arena *arena, const struct swing_request *request)
{
    struct plan_event *const events =
        ARENA_ARRAY(arena, struct plan_event, request->n_lost, "swing");

    for (size_t k = 0; k < request->n_lost; k++) {
        events[k] = (struct plan_event){.dim = request->lost[k].dim,
                                        .index = request->lost[k].index,
                                        .action = EVENT_FAILS,
                                        .order = k};
    }
    return events;
}

/* ------------------------------------------------------------ what is due */

static const char *due_element(const struct plan *plan, const struct columns *c)
{
    for (size_t f = 0; f < plan->n[DIM_FEED]; f++) {
        if (fmin(c->feed.switch_s[f], c->feed.trip_s[f]) < (double)SWING_MOST_SETTLE_S) {
            return plan->names[DIM_FEED][f];
        }
    }
    return NULL;
}

/* A time that stands still waits for nothing: a job that has lost a node for good. */
static bool has_fallen(double was, double now)
{
    return now > 0.0 && now < was;
}

static const char *due_rack(const struct plan *plan, const struct columns *was,
                            const struct columns *now)
{
    for (size_t k = 0; k < plan->node.n; k++) {
        const struct group *const g = &plan->node.items[k];
        const double *const was_s = hall_state(was, FAMILY_NODE, g, "restart_s");
        const double *const now_s = hall_state(now, FAMILY_NODE, g, "restart_s");
        for (size_t i = 0; i < g->n; i++) {
            const size_t at = g->first + i;
            const bool is_restarting = now_s != NULL && has_fallen(was_s[i], now_s[i]);
            if (is_restarting || has_fallen(was->node.stopped_s[at], now->node.stopped_s[at])) {
                return plan->names[DIM_RACK][plan->node_rack[at]];
            }
        }
    }
    return NULL;
}

/* One round. After a step the hall's other block is the step before.
 *
 *   ret_due  what is due in it or switched in it, or NULL
 */
static enum status run_round(const struct plan *plan, struct hall *hall, int64_t length_us,
                             struct fault *fault, const char **ret_due)
{
    const int64_t end_us = hall->time_us + length_us;

    *ret_due = NULL;
    while (hall->time_us < end_us) {
        const int64_t left_us = end_us - hall->time_us;
        int64_t done_us = 0;
        const enum status st = engine_advance(
            plan, hall, left_us < ROUND_STEP_US ? left_us : ROUND_STEP_US, &done_us, fault);
        if (st != STATUS_OK) {
            return st;
        }
        const char *const element = due_element(plan, hall->was);
        const char *const rack = due_rack(plan, hall->now, hall->was);
        const bool has_switched = hall->was->hall.n_switched[0] > 0.0;
        *ret_due = element != NULL ? element
                   : rack != NULL  ? rack
                   : has_switched  ? "what has just switched"
                                   : *ret_due;
    }
    return STATUS_OK;
}

static enum status wait_for_all(const struct swing_request *request, const struct plan *plan,
                                struct hall *hall, struct swing_answer *answer)
{
    const double warm_s = request->times.warm_s;
    const double round_s = warm_s * fmax(1.0, ceil((double)ROUND_STEP_US / 1e6 / warm_s));
    enum status st = STATUS_OK;

    do {
        st = run_round(plan, hall, (int64_t)llround(round_s * 1e6), &answer->fault,
                       &answer->still_due);
        answer->settled_s = (double)hall->time_us / 1e6;
        if (st == STATUS_OK && request->stop != NULL && *request->stop != 0) {
            st = STATUS_INTERRUPTED;
        }
    } while (st == STATUS_OK && answer->still_due != NULL &&
             answer->settled_s + round_s <= (double)SWING_MOST_SETTLE_S);
    answer->times.meets_checkpoint = swing_meets_checkpoint(
        plan, answer->settled_s, request->times.warm_s + request->times.span_s);
    return st;
}

/* -------------------------------------------------------------- the begin */

enum status swing_begin(const struct swing_request *request, const struct plan *plan,
                        struct hall *hall, struct swing_answer *answer)
{
    size_t n_steps = 0;
    enum status st = engine_start(plan, hall, &answer->fault);

    if (st == STATUS_OK) {
        st = engine_settle(plan, hall, answer->times.span_s, &answer->fault, &n_steps);
    }
    if (st == STATUS_NO_CONVERGENCE) {
        answer->began_cold = true;
        st = engine_start(plan, hall, &answer->fault);
    }
    return st == STATUS_OK && request->n_lost > 0 ? wait_for_all(request, plan, hall, answer) : st;
}
