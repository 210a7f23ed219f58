/* swing.h - how far and how fast the power of synchronised loads swings, everywhere in the tree.
 *
 * The engine runs a hall in normal service, from its steady state, in fine even steps, and each
 * step's mean is kept: x_i for the step that ends at i dt. Of such a series
 *
 *     swing    greatest less least
 *     ramp     over a window of m steps: (x_(i+m) - x_i) / (m dt), the mean slope between the middles
 *              of two steps a window apart; up is the greatest of them, down the least
 *     period   of the strongest line of the spectrum (spectrum.h), and the amplitude of that sine
 *     band     root mean square of what swings from 0.1 to 20 Hz, as far as the steps show it
 *
 * With elements lost they fail at once, and the span begins when nothing that follows takes time any
 * more: starts, transfers, walk-in, recharge, restarts. A generator's frequency is that at the end of
 * each step.
 *
 * Assumes  the scenario's events do not happen. Batteries, generators and supplies swing as their
 *          models in the tree make them. What warms or cools when elements are lost is not waited for.
 * Holds    steps of 1 ms and more; a step longer than an edge of the load makes the edge as long.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_STUDY_SWING_H
#define SIM_STUDY_SWING_H

#include <signal.h>

#include "sim/engine/engine.h"
#include "sim/hall/downstream.h"
#include "sim/record/tables.h"

/* NAN: chosen by swing_choose_times. */
struct swing_times {
    double step_s;   /* 0.05, or the scenario's if that is finer                                 */
    double window_s; /* 1, at least a step; a whole number of steps                              */
    double
        span_s; /* whole periods: at least 4 and 60 s, before the first checkpoint if it can be */
    /* Whole periods before the span: one, so that staggered groups have all begun, and ten time
     * constants of the supplies' storage, so that it has found its swing. */
    double warm_s;
    bool meets_checkpoint; /* a checkpoint falls into the time from the first warming to the end */
};

/* Fills in what was not given and makes the rest whole. False with a sentence when that cannot be. */
bool swing_choose_times(const struct plan *plan, struct swing_times *times, const char **ret_why);

/* Does a checkpoint fall into a time of the run? */
bool swing_meets_checkpoint(const struct plan *plan, double from_s, double length_s);

/* The plan with the node groups of each workload that has a period set off against each other: in
 * n groups of equal nodes, as near as they go, spread evenly over the period. NULL and a sentence
 * when there is no period, or when a node group (the nodes of one entry in one rack) is larger than
 * one part in n. */
const struct plan *swing_stagger(struct arena *arena, const struct plan *plan, size_t n_groups,
                                 const char **ret_why);

/* What was found of one rack or element. Powers are what is drawn at a rack's inputs, what is taken
 * out of an element, what is drawn from all sources. NAN: not known, or there is none. */
struct swing_item {
    enum dim dim; /* DIM_RACK, DIM_FEED; DIM_HALL: all sources together */
    size_t index;
    const char *name;
    const char *kind; /* "rack", "shelf", "PDU", "UPS", "generator", "utility", ... */
    bool is_worst;    /* the greatest swing of its kind */
    double rating_w;
    double mean_w;
    double peak_w;
    double trough_w;
    double up_w_per_s;
    double down_w_per_s; /* negative when it falls */
    double period_s;
    double amplitude_w;
    double band_w;

    /* Of its battery, NAN without. */
    double stored_swing_j; /* greatest less least that it held */
    double discharged_j;   /* all that went out of it in the span */
    double charged_j;      /* all that went into it */
    double n_discharges;   /* times that it began to empty */

    /* Of a generator that runs at any time of the span, else NAN. */
    double nominal_hz;
    double least_hz;
    double most_hz;
    double mean_hz;
};

struct swing_answer {
    struct swing_times times;
    double band_to_hz; /* 20, or what the steps show if that is less */
    bool began_cold;   /* the loads have no steady state: the run began from rest */

    /* With elements lost: how long it took until nothing was due any more, and what still was when
     * SWING_MOST_SETTLE_S were over, or NULL. */
    double settled_s;
    const char *still_due;
    size_t n_dark; /* racks without power at the end of the span */

    size_t n_items; /* racks, their shelves and circuits: the worst alone; other elements all */
    struct swing_item *items;
    struct fault fault; /* after a failure of the engine */
};

/* What to run. */
struct swing_request {
    const struct plan *plan;
    struct swing_times times;
    const struct plan_item *lost; /* fail at the start */
    size_t n_lost;
    const volatile sig_atomic_t *stop; /* set by a signal, or NULL */
};

/* Runs the plan and looks at every rack and element.
 *
 * Errors  those of the engine; STATUS_INTERRUPTED; STATUS_NO_MEMORY when more than
 *         SWING_MOST_VALUES values would be kept.
 */
enum { SWING_MOST_VALUES = 1 << 26, SWING_MOST_SETTLE_S = 1800 };
MUST_CHECK enum status swing_run(struct arena *arena, const struct swing_request *request,
                                 struct swing_answer *ret_answer);

/* What a battery did, seen after each step. Begin with all three charges as it stands. */
struct swing_battery {
    double last_j;
    double least_j;
    double most_j;
    double out_j;        /* all that went out of it         */
    double in_j;         /* all that went into it           */
    double n_discharges; /* times that it began to empty    */
    bool is_emptying;
};
void swing_battery_look(struct swing_battery *b, double stored_j);

/* One case of a table: what was changed against the scenario, and what came of it. */
struct swing_case {
    const char *name;
    struct swing_answer answer;
};

/* The table "swing" of the results: a row for each case and item. */
const struct table_data *swing_table(struct arena *arena, const struct swing_case *cases,
                                     size_t n_cases);

#endif
