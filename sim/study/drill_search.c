/* drill_search.c - how many of the units that wait does a receiver take?
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "sim/study/drill_inner.h"
#include "sim/study/workers.h"

/* Counts that are tried at once: fixed, so that the answer does not hang on the number of workers. */
enum { WAYS = 8 };

struct round {
    struct drill *drill;
    struct drill_side *side;
    size_t counts[WAYS];
    size_t n;
};

static struct drill_look try_count(struct drill *d, struct drill_side *side, size_t count)
{
    drill_bench_begin(&side->bench, side->arrivals, count, d->end_us, d->mark_us);
    const enum status st = drill_bench_run(&side->bench, d->end_us);

    return drill_bench_look(&side->bench, st);
}

static void run_count(void *context, size_t i, void *ret_result)
{
    const struct round *const r = context;
    const struct drill_look look = try_count(r->drill, r->side, r->counts[i]);

    memcpy(ret_result, &look, sizeof look);
}

/* Counts between two, evenly: all when there are no more than ways. */
static void choose(struct round *r, size_t low, size_t high)
{
    const size_t between = high - low - 1;

    r->n = between < WAYS ? between : WAYS;
    for (size_t j = 0; j < r->n; j++) {
        r->counts[j] = low + (between + 1) * (j + 1) / (r->n + 1);
    }
}

/* Narrows low .. high by one round. */
static enum status narrow(struct round *r, size_t *low, size_t *high)
{
    struct drill_look looks[WAYS] = {{0}};
    bool is_done[WAYS] = {false};
    const struct workers_request work = {
        .n_cases = r->n,
        .result_size = sizeof looks[0],
        .n_workers = r->drill->request->n_workers,
        .run = run_count,
        .context = r,
        .stop = r->drill->request->stop,
    };
    const enum status st = workers_run(&work, looks, is_done);
    bool is_broken = false;

    for (size_t j = 0; j < r->n && st == STATUS_OK; j++) {
        const bool fits = is_done[j] && looks[j].fits != 0;
        if (fits && is_broken) {
            r->side->is_monotone = false;
        } else if (fits) {
            *low = r->counts[j];
        } else if (!is_broken) {
            is_broken = true;
            *high = r->counts[j];
            r->side->next = looks[j];
            r->side->has_next = true;
            r->side->next.status = is_done[j] ? looks[j].status : (int64_t)STATUS_NO_CONVERGENCE;
        }
    }
    r->side->n_looks += r->n;
    return st;
}

enum status drill_search(struct drill *d, struct drill_side *side)
{
    const size_t most = side->n_queued < side->n_places ? side->n_queued : side->n_places;
    size_t low = 0;
    size_t high = most + 1;
    struct round r = {.drill = d, .side = side};

    side->is_monotone = true;
    const struct drill_look base = try_count(d, side, 0);
    drill_bench_keep_base(&side->bench);
    side->n_looks = 1;
    enum status st = (enum status)base.status;
    while (st == STATUS_OK && high - low > 1) {
        choose(&r, low, high);
        st = narrow(&r, &low, &high);
    }
    side->n_taken = low;
    return st;
}
