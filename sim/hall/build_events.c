/* build_events.c - what the scenario lets happen: names to items, in the order of time.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>

#include "sim/base/names.h"
#include "sim/hall/builder.h"

static const enum dim kinds[] = {DIM_FEED, DIM_PLANT, DIM_CRAH,  DIM_CDU,
                                 DIM_RACK, DIM_NODE,  DIM_PANEL, DIM_GRILLE};
enum { N_KINDS = sizeof kinds / sizeof kinds[0], PANELS = N_KINDS - 2 };

struct finder {
    struct builder *b;
    struct names names[N_KINDS];
};

/* What an action happens to, and how much of it. Those that are not here happen to all but nodes. */
enum amount { AMOUNT_NONE, AMOUNT_COUNT, AMOUNT_SHARE, AMOUNT_RATE };
static const struct act {
    bool is_narrow; /* happens to dim alone */
    enum dim dim;
    enum amount amount;
    double fallback; /* NAN: must be said */
} acts[] = {
    [EVENT_CLOSES] = {false, DIM_FEED, AMOUNT_NONE, 0.0},
    [EVENT_LOSES_PUMP] = {true, DIM_CDU, AMOUNT_COUNT, 1.0},
    [EVENT_REGAINS_PUMP] = {true, DIM_CDU, AMOUNT_COUNT, (double)INFINITY},
    [EVENT_LEAKS] = {true, DIM_CDU, AMOUNT_RATE, PARAM_UNKNOWN},
    [EVENT_IS_SEALED] = {true, DIM_CDU, AMOUNT_NONE, 0.0},
    [EVENT_GETS_AIR] = {true, DIM_CDU, AMOUNT_SHARE, PARAM_UNKNOWN},
    [EVENT_IS_VENTED] = {true, DIM_CDU, AMOUNT_NONE, 0.0},
    [EVENT_LOSES_WATER] = {true, DIM_CDU, AMOUNT_SHARE, 1.0},
    [EVENT_REGAINS_WATER] = {true, DIM_CDU, AMOUNT_NONE, 0.0},
    [EVENT_SHUTS_DAMPERS] = {true, DIM_CRAH, AMOUNT_NONE, 0.0},
    [EVENT_OPENS_DAMPERS] = {true, DIM_CRAH, AMOUNT_NONE, 0.0},
    [EVENT_SHUTS] = {true, DIM_RACK, AMOUNT_SHARE, 1.0},
    [EVENT_OPENS_VALVE] = {true, DIM_RACK, AMOUNT_NONE, 0.0},
    [EVENT_UNPLUGS] = {true, DIM_NODE, AMOUNT_COUNT, 1.0},
    [EVENT_PLUGS_IN] = {true, DIM_NODE, AMOUNT_COUNT, (double)INFINITY},
    [EVENT_FILLS] = {true, DIM_CDU, AMOUNT_RATE, PARAM_UNKNOWN},
    [EVENT_STOPS_FILLING] = {true, DIM_CDU, AMOUNT_NONE, 0.0},
    [EVENT_IS_OPENED] = {true, DIM_PANEL, AMOUNT_SHARE, 1.0},
    [EVENT_IS_SHUT] = {true, DIM_PANEL, AMOUNT_NONE, 0.0},
    [EVENT_IS_COVERED] = {true, DIM_GRILLE, AMOUNT_SHARE, 1.0},
    [EVENT_IS_UNCOVERED] = {true, DIM_GRILLE, AMOUNT_NONE, 0.0},
};

static void refuse(struct finder *f, const struct scn_event *e, const char *what)
{
    diag_add(f->b->diag, DIAG_CONTRADICTION, e->at, "event: %s", what);
    f->b->status = STATUS_BAD_INPUT;
}

/* Is the action one that can happen to the item that was found? */
static void check_subject(struct finder *f, const struct scn_event *e,
                          const struct plan_event *found)
{
    static const char *const words[DIM_COUNT] = {
        [DIM_CRAH] = "this happens to a CRAH that mixes outdoor air in: `economiser: direct`",
        [DIM_CDU] = "this happens to a CDU",
        [DIM_RACK] = "this happens to a rack that is given coolant",
        [DIM_NODE] = "this happens to the nodes of a rack that is given coolant: RACK/NODES",
        [DIM_PANEL] = "this happens to a side of a closed aisle: AISLE/west, AISLE/roof",
        [DIM_GRILLE] = "this happens to a grille",
    };
    const struct plan *const plan = f->b->plan;
    const struct act *const act = &acts[found->action];

    const bool is_part =
        found->dim == DIM_NODE || found->dim == DIM_PANEL || found->dim == DIM_GRILLE;

    if (act->is_narrow ? found->dim != act->dim : is_part) {
        refuse(f, e,
               act->is_narrow ? words[act->dim]
                              : "this does not happen to nodes of a rack, panels or grilles");
        return;
    }
    if (act->is_narrow && act->dim == DIM_CRAH) {
        if (!plan->crah_takes_outdoor_air[found->index]) {
            refuse(f, e, words[act->dim]);
        }
        return;
    }
    const size_t rack =
        found->dim == DIM_NODE ? (size_t)plan->node_rack[found->index] : found->index;
    const bool needs_coolant = act->is_narrow && (act->dim == DIM_RACK || act->dim == DIM_NODE);
    if (needs_coolant && plan->rack_loops.first[rack] == plan->rack_loops.first[rack + 1]) {
        refuse(f, e, words[act->dim]);
    }
}

static double read_amount(struct finder *f, const struct scn_event *e, enum event_action action)
{
    const struct act *const act = &acts[action];
    const double said[] = {
        [AMOUNT_NONE] = 0.0,
        [AMOUNT_COUNT] = e->count,
        [AMOUNT_SHARE] = e->share,
        [AMOUNT_RATE] = e->rate_m3s,
    };
    const bool is_too_much = (!isnan(e->count) && act->amount != AMOUNT_COUNT) ||
                             (!isnan(e->share) && act->amount != AMOUNT_SHARE) ||
                             (!isnan(e->rate_m3s) && act->amount != AMOUNT_RATE);
    const double amount = isnan(said[act->amount]) ? act->fallback : said[act->amount];

    if (is_too_much) {
        refuse(f, e,
               "'count' is of pumps and nodes, 'share' of gas, water, valves, panels "
               "and grilles, 'rate' of leaks and fillings");
    } else if (isnan(amount)) {
        refuse(f, e, act->amount == AMOUNT_RATE ? "how much? say 'rate'" : "how much? say 'share'");
    }
    return amount;
}

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
        const char *const near = names_nearest(&f->names[PANELS], e->element.text);
        diag_add(f->b->diag, DIAG_UNKNOWN_NAME, e->element.at, "there is no '%s'%s%s%s",
                 e->element.text, near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
                 near != NULL ? "'?" : "");
        diag_note(f->b->diag, "a rack's circuit is called RACK/FEED, its shelves RACK/shelf, its "
                              "nodes RACK/NODES; with a computed field a closed aisle has the "
                              "sides AISLE/west, east, south, north and roof");
        f->b->status = STATUS_BAD_INPUT;
        return;
    }
    check_subject(f, e, ret_event);
    ret_event->amount = read_amount(f, e, ret_event->action);
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
