/* fit.h - how many more nodes or racks a hall takes, under all limits of the full model.
 *
 * A count is tried on the engine: the scenario with so many more in place is built as a plan, every
 * node draws what the load says, the hall is settled in each state of the outdoor air that is asked
 * for, and every required limit is looked at. Places are filled in their order. The longest beginning
 * of the list that breaks nothing is found by bisection; the place after it is left out for the limit
 * that it would break, with all places that are alike:
 *
 *   its own limit (the rack's, its circuit's, its shelf's)  all racks that are twins of it
 *   a limit that is shared                                  all racks on the same feeds, phase and CDUs
 *                                                           with the same cooling and containment
 *
 * and the search goes on with the rest until no place is left. Units are alike and limits form a tree,
 * so filling greedily gives the most that is possible; tests hold it against brute force.
 *
 * A limit counts as broken when it is passed and adding has made it worse: what a hall passes anyhow
 * is named, and does not decide. The bound named is the one that is reached first on the way to one more.
 *
 * Assumes  the steady state; limits fall with load. Where they do not (freezing, a least inlet), the
 *          count still fits and one more still does not: both are tried; a larger count that would fit
 *          again is not looked for.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_STUDY_FIT_H
#define SIM_STUDY_FIT_H

#include <signal.h>

#include "sim/hall/plan.h"
#include "sim/record/tables.h"
#include "sim/scenario/addition.h"

/* What every node of the hall draws, those that are there and those that are added. */
enum fit_load {
    FIT_NAMEPLATE, /* its nameplate                                                            */
    FIT_MEASURED,  /* its highest measured power; its nameplate where none is known            */
    FIT_P95,       /* what it stays below in 95 % of its workload's time (mix.h), all at once, and
                    * never more than its cap or nameplate                                     */
    FIT_CAPPED,    /* its enforced cap; its nameplate where there is none                      */
    FIT_AS_RUN,    /* what its workload makes it draw, the mean of a day                       */
    FIT_LOADS
};
const char *fit_load_text(enum fit_load load);

/* In normal service, or with the worst partner of each redundant element lost as well (static). */
enum fit_service { FIT_NORMAL, FIT_N1, FIT_SERVICES };
const char *fit_service_text(enum fit_service service);

/* What a limit stands for, for capacity that is stranded. */
enum fit_cause {
    CAUSE_SPACE,
    CAUSE_WEIGHT,
    CAUSE_ACCESS, /* doors and lifts on the way in */
    CAUSE_RACK,   /* power that a position may draw */
    CAUSE_FEED,
    CAUSE_PHASE, /* a feed that balanced phases would not pass */
    CAUSE_AIR,
    CAUSE_LIQUID,
    CAUSE_PLANT,
    CAUSE_CONTRACT,
    CAUSE_POWER, /* the hall's IT power itself */
    CAUSE_STATE, /* there is no steady state */
    CAUSE_POSITIONS,
    CAUSE_CONTENTS, /* racks whose contents are not known */
    CAUSE_COUNT
};
const char *fit_cause_text(enum fit_cause cause);

/* A state of the air outside. */
struct fit_air {
    double dry_bulb_c;
    double wet_bulb_c;
};
enum { FIT_AIRS = 2 };

/* The hour with the highest dry bulb of the year that the scenario's weather gives and, when it is
 * another, that with the highest wet bulb. A steady question's own state counts as an hour.
 *
 *   margin_k    added to the dry bulb, with the moisture as it was
 *   dry_bulb_c  in place of the hottest hour's, with its moisture; NAN: none
 *
 * Returns how many.
 */
size_t fit_design_air(const struct plan *plan, double margin_k, double dry_bulb_c,
                      struct fit_air ret_airs[FIT_AIRS]);

struct fit_request {
    const struct scenario *scenario;
    size_t site;
    size_t hall;
    const struct addition *addition;
    enum fit_load load;
    enum fit_service service;
    const struct fit_air *airs; /* all must hold */
    size_t n_airs;              /* 0: the scenario's own weather */
    bool is_certain;            /* every value may be off by its band to the worse side */
    bool is_spread;             /* one in each rack before the second in any; else rack by rack */
    const char *const *lifted;  /* kinds of limits to leave out, as in fit_bound */
    size_t n_lifted;
    bool has_ladder; /* lift what binds and search again, until ask or until no place is left */
    double ask;      /* NAN: none */
    const volatile sig_atomic_t *stop;
};

enum { FIT_WORD = 64, FIT_UNIT = 16, FIT_RUNGS = 16, FIT_BOUNDS = 12, FIT_UNKNOWNS = 16 };

/* What keeps one more out of some places. Plain numbers and words: it travels between processes. */
struct fit_bound {
    char subject[FIT_WORD];
    char limit[FIT_WORD];
    char kind[FIT_WORD]; /* what is lifted at once: "current, circuit", "supply air"           */
    char unit[FIT_UNIT];
    char at[FIT_WORD];  /* rack to which one more was added */
    int64_t cause;      /* enum fit_cause */
    int64_t is_own;     /* of the rack itself, not shared */
    int64_t is_n1;      /* with a partner lost */
    int64_t was_passed; /* before anything was added */
    double value;       /* at the count, NAN where the limit only comes with what is added */
    double limit_value;
    double margin;
    double next_value; /* with one more */
    double next_limit_value;
    double next_margin;
    double gain;    /* how many more fit when this kind alone is lifted; NAN: not tried */
    double n_racks; /* that it keeps from being filled further */
    double n_units; /* that they would have room for */
};

/* A count with all before it lifted. */
struct fit_rung {
    double count;
    double it_w;
    double utility_w;
    struct fit_bound bound; /* what binds; kind "" when no place is left */
};

struct fit_answer {
    int64_t status;   /* enum status: why there is none */
    int64_t is_known; /* 0: what is added has no datum for this load */
    enum fit_load load;
    enum fit_service service;
    double count;
    double most_a_rack;
    double base_it_w;
    double base_utility_w;
    double
        whole_w; /* what the hall is for: its IT limit, else the contract's, else what its sources
                     * are rated for; NAN */
    int64_t whole_is_utility;
    double n_racks_filled;
    double n_places;                    /* units that have room somewhere, with those that fit */
    double n_obstacles[OBSTACLE_COUNT]; /* racks that take none */
    double n_undrawn;                   /* positions of the hall that the scenario does not draw */
    double n_unrated; /* nodes of the hall without the datum that the load asks for: nameplate, or
                             * as they run, in its place */
    double n_unknown_racks;               /* of unknown power */
    double n_passed_before;               /* limits passed anyhow and made no worse */
    double n_looks;                       /* plans settled */
    char passed_before[FIT_WORD];         /* one of them */
    char unknown[FIT_UNKNOWNS][FIT_WORD]; /* kinds of required limits that are not known */
    int64_t n_unknown;
    struct fit_bound bounds[FIT_BOUNDS]; /* the one that binds first: whose lifting gains most */
    int64_t n_bounds;
    struct fit_rung rungs[FIT_RUNGS]; /* the first is the answer */
    int64_t n_rungs;
    int64_t is_cut; /* more rungs were left */
};

/* Racks of the hall, positions without one included. */
size_t fit_n_racks(const struct fit_request *request);

/* Searches one count.
 *
 *   ret_n  (n_racks) how many at each rack; or NULL
 *
 * Errors  those of the builder and the engine for the hall as it is, also in ret_answer->status;
 *         STATUS_INTERRUPTED.
 */
MUST_CHECK enum status fit_search(struct arena *arena, const struct fit_request *request,
                                  struct fit_answer *ret_answer, size_t *ret_n);

/* Several searches over all cores; the same answers for any number of workers.
 *
 *   ret_answers  (n)
 *   ret_n        (n) for each, in the arena, how many at each rack
 *   n_workers    0: as many as the machine has cores
 *
 * Errors  STATUS_NO_MEMORY, STATUS_INTERRUPTED; those of a search stand in its answer.
 */
MUST_CHECK enum status fit_search_all(struct arena *arena, const struct fit_request *requests,
                                      size_t n, size_t n_workers, struct fit_answer *ret_answers,
                                      size_t **ret_n);

/* Every required limit at a count and with one more. */
struct fit_margin {
    const char *subject;
    const char *limit;
    const char *kind;
    const char *unit;
    enum fit_cause cause;
    bool is_n1;
    double value;
    double limit_value;
    double margin;
    double next_value; /* NAN where nothing more is added */
    double next_limit_value;
    double next_margin;
};

/* The margins at n[r] more in each rack, and with one more in rack `next` (-1: none).
 *
 *   ret_margins  in the arena, in the order of the plan with one more
 *
 * Errors  those of the builder and the engine; STATUS_NO_CONVERGENCE when there is no steady state.
 */
MUST_CHECK enum status fit_margins(struct arena *arena, const struct fit_request *request,
                                   const size_t *n, long next, struct fit_margin **ret_margins,
                                   size_t *ret_n);

/* The count again when every single loss is followed in time (contingency.h), from the hottest state of
 * the air: breakers that trip, batteries, air and water that warm. */
struct fit_transient {
    double count;
    double n_losses;
    double n_fail_before; /* losses that fail before anything is added; they do not count */
    char lost[FIT_WORD];  /* what fails with one more; "": nothing up to the static count */
    char limit[FIT_WORD]; /* the tightest limit then */
};

/* Takes places back from the end of the list until no loss fails that did not fail before.
 *
 *   n          (n_racks) the static count, racks as fit_search filled them
 *   horizon_s  how long each loss is followed
 *
 * Errors  those of contingency_run and the builder.
 */
MUST_CHECK enum status fit_transients(struct arena *arena, const struct fit_request *request,
                                      const size_t *n, double horizon_s, size_t n_workers,
                                      struct fit_transient *ret);

/* The whole, cut up: what is drawn now, what fits, what each cause strands, what is less than one more
 * unit. Sums to the whole to rounding. */
struct fit_share {
    const char *name;
    double power_w;
};
enum { FIT_SHARES = CAUSE_COUNT + 3 };

/* The answer must have a ladder. What a cause strands is what its lifting gains, in the order of the
 * ladder; a lift that passes the whole counts up to it. Returns how many; 0 when the whole is unknown. */
size_t fit_shares(const struct fit_answer *answer, struct fit_share ret_shares[FIT_SHARES]);

/* Tables of the results: counts side by side, the ladder, racks filled, what is stranded, margins. */
const struct table_data *fit_counts_table(struct arena *arena, const struct fit_answer *answers,
                                          size_t n);
const struct table_data *fit_ladder_table(struct arena *arena, const struct fit_answer *answer);
const struct table_data *fit_places_table(struct arena *arena, const struct plan *plan,
                                          const size_t *n);
const struct table_data *fit_shares_table(struct arena *arena, const struct fit_answer *answer);
const struct table_data *fit_margins_table(struct arena *arena, const struct fit_margin *margins,
                                           size_t n);

#endif
