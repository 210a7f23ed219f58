/* recovery.h - how long until a lost workload works again at a receiver, what that rests on, and the drill.
 *
 *   RTO = detect + decide + reroute + data + restart + cooling
 *
 * One after the other, as a runbook is gone through. Data: until the slowest data set that the
 * workload reads can be read there: its restore time where a copy lies, else its size over the route
 * from the nearest site that still holds one. What is not known is named; the sum of the rest is then a
 * least value.
 *
 * A path is tested when its date is not older than a year on the day of the drill, stale when it is,
 * and assumed without one.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_RECOVERY_H
#define SIM_DECIDE_RECOVERY_H

#include "sim/decide/sites.h"
#include "sim/study/drill.h"

enum recovery_term {
    TERM_DETECT,
    TERM_DECIDE,
    TERM_REROUTE,
    TERM_DATA,
    TERM_RESTART,
    TERM_COOLING,
    TERM_COUNT
};
const char *recovery_term_text(enum recovery_term term);

/* A workload's way to a receiver. */
struct recovery_way {
    double terms_s[TERM_COUNT]; /* NAN: not known */
    double known_s;             /* the sum of those that are known */
    double rto_s;               /* the whole sum; NAN when a term is not known */
    const char *missing;        /* "decide, restart", or "" */
    const char *barred;         /* why it cannot go there, or NULL */
    const char *data;           /* the slowest data set, or "" */
};

struct recovery_work {
    const char *name; /* "" for nodes without a workload */
    double priority;  /* INFINITY: nobody ranked it */
    double cap_least_frac;
    double wanted_s; /* RTO asked for; NAN */
    double rpo_s;    /* strictest of its data sets; NAN */
    double lag_s;    /* greatest of them at the loss, from the home that is lost; NAN */
    double lost_w;   /* in full: taken + capped + shed */
    double taken_w;
    double capped_w;
    double shed_w;
    double last_s;             /* when the last of it works again; NAN: none does */
    struct recovery_way *ways; /* (n_receivers) */
};

enum recovery_state { STATE_TESTED, STATE_STALE, STATE_ASSUMED };
const char *recovery_state_text(enum recovery_state state);

struct recovery_path {
    const char *name; /* "not listed" where the scenario names none of its kind */
    enum scn_path_kind kind;
    enum recovery_state state;
    int64_t tested_us; /* 0: never */
};

struct recovery_request {
    const struct scenario *scenario; /* has a recovery */
    size_t lost_site;
    long lost_hall; /* -1: all of the site */
    size_t n_workers;
    const volatile sig_atomic_t *stop;
};

struct recovery_answer {
    struct sites_answer sites;
    const struct scn_receiver *receivers; /* those that are not lost */
    size_t n_receivers;
    struct recovery_work
        *works; /* (n_works) workloads of the scenario, and one for nodes without */
    size_t n_works;
    struct recovery_path *paths;
    size_t n_paths;
    struct drill_answer drill;  /* nothing capped */
    struct drill_answer capped; /* every unit under its least cap, where it has one */
    bool has_caps;              /* else capped is as drill */
    bool is_inside;     /* nothing is passed at the receivers while they take what they take */
    size_t n_uncertain; /* limits of theirs that are kept by less than the value's band */
};

/* Finds the terms, runs the drill with and without caps, and sums up by workload.
 *
 * Errors  those of drill_run; what is told then is in drill.
 */
MUST_CHECK enum status recovery_run(struct arena *arena, const struct recovery_request *request,
                                    struct recovery_answer *ret);

/* A test's state on a day. */
enum recovery_state recovery_state_of(int64_t tested_us, int64_t today_us);

/* The least RTO over the receivers that a workload may go to; NAN when none is known. */
double recovery_rto_s(const struct recovery_answer *answer, const struct recovery_work *work);

/* Workloads with their terms, a row for each and each receiver. */
const struct table_data *recovery_table(struct arena *arena, const struct recovery_answer *answer);

#endif
