/* contingency.h - every single loss, and every two: what happens then, in time.
 *
 * The hall is brought to its state before the fault once. Each case takes a copy of that state, loses
 * its elements at the first instant, and is stepped to the horizon with everything that the engine
 * knows: transfers, batteries, trips of what is overloaded, air and water that warm. A static sum knows
 * none of it. The scenario's own events stay away.
 *
 * A limit counts as passed by a loss when it is passed in the case and not in the same time without any
 * loss. Limits of what was lost, of units that stand still and of racks without power do not count, nor do recommended (advisory)
 * ones; and static N-1 is not looked at: a contingency is the loss itself.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_STUDY_CONTINGENCY_H
#define SIM_STUDY_CONTINGENCY_H

#include "sim/engine/engine.h"
#include "sim/hall/downstream.h"
#include "sim/record/tables.h"
#include "sim/study/workers.h"

enum { CONTINGENCY_MOST_LOST = 2 };

struct contingency_case {
    struct plan_item lost[CONTINGENCY_MOST_LOST];
    size_t alone[CONTINGENCY_MOST_LOST]; /* the cases in which each is lost alone */
    size_t n_lost;
    bool is_spared; /* one loss, of an element that the design gives a partner or a spare */
};

/* What came of a case. Plain numbers in a fixed size: it travels between processes. */
struct contingency_result {
    double simulated_s;        /* the horizon, or how far it came (see status)                    */
    double lost_w;             /* power before the fault of the racks that lost power             */
    double dark_w;             /* of it: still without power at the end                           */
    double first_loss_s;       /* when the first rack lost power; NAN: none did                   */
    double passed_s;           /* when the tightest limit was first passed; NAN: it was not       */
    double first_passed_s;     /* when the first of all was passed; NAN: none was                 */
    double margin_frac;        /* least margin of the tightest limit, over its range before; NAN  */
    double value;              /* its value then, in its own unit                                 */
    double limit;              /* likewise                                                        */
    double throttle_s;         /* when heat first took clock from a rack; NAN: from none          */
    double shut_s;             /* when heat first shut nodes of a rack; NAN: of none              */
    double residual_frac;      /* worst of the steps' energy without a place                      */
    int64_t n_racks_lost;      /* lost power at any time, be it for a moment                      */
    int64_t n_racks_dark;      /* still without power at the end                                  */
    int64_t n_racks_cascaded;  /* of the lost: the drawing leaves them a feed                     */
    int64_t first_rack;        /* the first that lost power, -1: none                             */
    int64_t n_racks_throttled; /* lost clock to heat, and do not without the loss                */
    int64_t n_racks_shut;      /* likewise nodes; of them: */
    int64_t n_racks_boiled;    /* their coolant boiled                                            */
    int64_t first_throttled;   /* the first of each, -1: none                                     */
    int64_t first_shut;
    int64_t n_passed;  /* required limits that the loss lets be passed                    */
    int64_t n_falling; /* limits not passed whose margin was still shrinking at the end: by
                               * more than half a per cent of its range in the last tenth        */
    int64_t tightest;  /* limit with the least margin among those that the loss makes
                               * tighter, -1: none                                               */
    int64_t status;    /* enum status: why the steps ended before the horizon             */
    int64_t has_died;  /* 1: the process of this case died                                */
};

/* How long a rack rode through a case: seconds from the fault until each; NAN: not in this time, or
 * without the loss too. */
struct contingency_ride {
    double coolant_s;  /* coolant into it passes its limit */
    double inlet_s;    /* the air at its inlet does        */
    double throttle_s; /* heat takes clock from a node     */
    double shut_s;     /* heat shuts a node                */
    double boil_s;     /* its coolant boils                */
    double lost_s;     /* it loses power                   */

    /* Its inlet where it is hottest, while it has power: before the loss, and the most of the case. */
    double inlet_before_c;
    double inlet_most_c;
};

enum contingency_verdict {
    CONTINGENCY_HOLDS,    /* no rack loses power, clock or nodes, no limit is passed            */
    CONTINGENCY_FALLING,  /* likewise until the horizon, but a margin was still shrinking there  */
    CONTINGENCY_NO_SPARE, /* something is lost, as the drawing says: nothing takes over         */
    CONTINGENCY_FAILS,    /* something takes over and yet racks lose power, clock or nodes, or
                           * limits are passed                                                  */
    CONTINGENCY_UNKNOWN,  /* the case came to no end and nothing was lost until then            */
};
const char *contingency_verdict_text(enum contingency_verdict v);

/* A case and what came of it. */
struct contingency_row {
    struct contingency_case what;
    struct contingency_result result;
    enum contingency_verdict verdict;
    const struct contingency_ride
        *rides;   /* (n_racks); NULL among pairs, and when its process died */
    bool is_more; /* false: two losses that drop and pass no more than both alone, added */
    size_t order; /* of the case: losses that weigh the same keep the order of the plan */
};

struct contingency_request {
    const struct plan *plan;
    double horizon_s;
    bool has_pairs;    /* also every two */
    bool is_nameplate; /* every node draws its nameplate, else what the workload has it do */
    double refine; /* every step of a case over this: 1 (or 0), or 2 to see what halving moves */
    const struct plan_item *only; /* the loss of this alone; NULL: of everything in turn */
    size_t n_workers;             /* 0: the machine's cores */
    const volatile sig_atomic_t *stop;
    void (*progress)(void *whom, size_t n_done, size_t n_cases);
    void *whom;
};

struct contingency_answer {
    struct contingency_row *rows; /* (n) by weight: racks lost, power lost, how soon, margin */
    size_t n;
    size_t n_elements;
    double step_s; /* longest of a case */
    double it_w;   /* before the fault */
    bool began_cold;
    size_t n_passed_before; /* required limits that are passed without any loss */
    double worst_residual_frac;
    const struct hall *hall; /* before the fault: hall->was */
    struct fault fault;      /* when the state before the fault cannot be found */
};

/* Runs every case.
 *
 * Errors  those of the engine before the fault and without loss; STATUS_NO_MEMORY, STATUS_INTERRUPTED.
 *         A case in which the engine fails or the process dies is a row like any other.
 */
MUST_CHECK enum status contingency_run(struct arena *arena,
                                       const struct contingency_request *request,
                                       struct contingency_answer *ret_answer);

/* The state before the fault alone, for what needs no case: answer->rows stays empty. */
MUST_CHECK enum status contingency_begin(struct arena *arena,
                                         const struct contingency_request *request,
                                         struct contingency_answer *ret_answer);

/* "ups-a", "ups-a, ups-b"; "feed", "feed, crah". */
const char *contingency_name(struct arena *arena, const struct plan *plan,
                             const struct contingency_case *c);
const char *contingency_kind(struct arena *arena, const struct contingency_case *c);

/* The way down from what was lost to the first rack that lost power: "tx-1 > ups-a > pdu-a > A-01".
 * Empty when no rack did, or when it does not hang on what was lost. */
const char *contingency_path(struct arena *arena, const struct plan *plan,
                             const struct downstream *d, const struct contingency_row *row);

/* The table "contingency_racks": a row for each rack that a single loss does something to, soonest
 * first in each loss. NULL without any. */
const struct table_data *contingency_racks_table(struct arena *arena, const struct plan *plan,
                                                 const struct contingency_answer *answer);

/* Racks by what stops them first: shut or without power, then throttled, then the limits. Those to
 * which nothing happens are left out. Returns how many.
 *
 *   ret_racks  (n_racks)
 */
size_t contingency_sort_rides(struct arena *arena, const struct plan *plan,
                              const struct contingency_ride *rides, size_t *ret_racks);

/* The table "contingency" of the results, a row each case. */
const struct table_data *contingency_table(struct arena *arena, const struct plan *plan,
                                           const struct contingency_answer *answer);

#endif
