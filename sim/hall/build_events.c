/* build_events.c - what the scenario lets happen: names to items, in the order of time.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>

#include "sim/base/names.h"
#include "sim/hall/builder.h"

static const enum dim kinds[] = {DIM_FEED, DIM_PLANT, DIM_CRAH, DIM_CDU, DIM_RACK};
enum { N_KINDS = sizeof kinds / sizeof kinds[0] };

struct finder {
    struct builder *b;
    struct names names[N_KINDS];
};

static void fill(struct finder *f)
{
    const struct plan *const plan = f->b->plan;

    for (size_t k = 0; k < N_KINDS; k++) {
        f->names[k].arena = f->b->arena;
        for (size_t i = 0; i < plan->n[kinds[k]]; i++) {
            (void)names_add(&f->names[k], plan->names[kinds[k]][i], (long)i, (struct span){0});
        }
    }
}

/* validate.c has seen that a name means one thing, but for racks' own circuits and shelves. */
static void find(struct finder *f, const struct scn_event *e, struct plan_event *ret_event)
{
    long index = NAME_NOT_FOUND;

    *ret_event = (struct plan_event){.at_us = (int64_t)llround(e->at_s * 1e6),
                                     .action = (enum event_action)e->action};
    for (size_t k = 0; k < N_KINDS && index == NAME_NOT_FOUND; k++) {
        index = names_find(&f->names[k], e->element.text, NULL);
        ret_event->dim = kinds[k];
        ret_event->index = (size_t)index;
    }
    if (index == NAME_NOT_FOUND) {
        diag_add(f->b->diag, DIAG_UNKNOWN_NAME, e->element.at,
                 "there is no '%s': a rack's circuit is called RACK/FEED, its shelves RACK/shelf",
                 e->element.text);
        f->b->status = STATUS_BAD_INPUT;
    }
}

/* Events at one time keep the order of the file: qsort alone would not. */
static int compare(const void *x, const void *y)
{
    const struct plan_event *const a = x;
    const struct plan_event *const b = y;

    return a->at_us != b->at_us ? (a->at_us > b->at_us) - (a->at_us < b->at_us)
                                : (a->order > b->order) - (a->order < b->order);
}

void builder_add_events(struct builder *b)
{
    const struct scn_event *const events = b->hall->events.items;
    const size_t n = b->hall->events.n;
    struct plan_event *const sorted = ARENA_ARRAY(b->arena, struct plan_event, n, "plan");
    struct finder f = {.b = b};

    if (n == 0) {
        return;
    }
    fill(&f);
    for (size_t i = 0; i < n; i++) {
        find(&f, &events[i], &sorted[i]);
        sorted[i].order = i;
    }
    qsort(sorted, n, sizeof *sorted, compare);
    b->plan->events = sorted;
    b->plan->n_events = n;
}
