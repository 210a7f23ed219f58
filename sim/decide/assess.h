/* assess.h - the pressure test of a hall: each question of a meeting with its number and its verdict.
 *
 * Every line is one number of one study, held against what is needed of it, with the command that
 * prints that study in full. No line averages others: a hall is as ready as its worst line.
 *
 *   ready    the number does what is needed
 *   watch    it does, but not for certain, or at a price that the design accepts (no spare)
 *   gap      it does not
 *   missing  the scenario does not say enough; the line tells what to state
 *
 * What is missing is never ready: a limit that is not known counts as such in a line of its own.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_ASSESS_H
#define SIM_DECIDE_ASSESS_H

#include <signal.h>

#include "sim/study/fit.h"

enum assess_area {
    ASSESS_READINESS,  /* power and density as it stands */
    ASSESS_RESILIENCE, /* each element lost in turn */
    ASSESS_NETWORK,    /* lines between sites and what they must carry */
    ASSESS_RECOVERY,   /* each site lost in turn */
    ASSESS_PLACEMENT,  /* where workloads stand, and may */
    ASSESS_SCALE,      /* what it takes more, until when, and what that costs */
    ASSESS_AREAS
};
const char *assess_area_text(enum assess_area area);

enum assess_verdict { ASSESS_READY, ASSESS_WATCH, ASSESS_GAP, ASSESS_MISSING, ASSESS_VERDICTS };
const char *assess_verdict_text(enum assess_verdict v);

struct assess_line {
    enum assess_area area;
    const char *name;    /* what is asked: "tightest limit, power" */
    const char *unit;    /* SI; "1": a share; "": a count */
    double value;        /* NAN: not known; INFINITY: later than was looked */
    double need;         /* NAN: nobody said */
    bool is_most;        /* the value must not be above the need; else not below it */
    const char *words;   /* what decides it, or what to state */
    const char *command; /* that prints it, with the user's own settings; "" when missing */
    enum assess_verdict verdict;
};

enum { ASSESS_MOST_LINES = 64 };

struct assess_request {
    const struct scenario *scenario; /* as loaded with the user's sets */
    const struct plan *plan;         /* of the hall */
    const char *path;
    const char *const *sets;
    size_t n_sets;
    const char *hall_word; /* of --hall; NULL: the only one */
    size_t site;
    size_t hall;
    double horizon_s;    /* how long each loss is followed, which is the ride-through needed */
    const char *horizon; /* the same in the user's words; NULL: the default of `contingency` */
    const char *add;     /* entry of the catalogue that comes next; NULL: nobody said */
    double ask;          /* how many of it */
    size_t n_workers;    /* 0: the machine's cores */
    unsigned long seed;  /* of the histories of growth */
    size_t n_samples;
    const volatile sig_atomic_t *stop;
};

struct assess_answer {
    struct assess_line lines[ASSESS_MOST_LINES]; /* by area */
    size_t n;
    size_t n_verdicts[ASSESS_VERDICTS];
    const char *why; /* after STATUS_BAD_INPUT */
};

/* Asks every study that the scenario has data for.
 *
 *   scratch  for the runs; given back
 *
 * A study that comes to no answer is a line with what it said, and the others go on.
 *
 * Errors  STATUS_INTERRUPTED, STATUS_NO_MEMORY; STATUS_BAD_INPUT when `add` names nothing.
 */
MUST_CHECK enum status assess_run(struct arena *scratch, struct arena *arena,
                                  const struct assess_request *request,
                                  struct assess_answer *ret_answer);

/* The worst verdict of all lines: a gap before what is missing, that before what is to be watched. */
enum assess_verdict assess_worst(const struct assess_answer *answer);

#endif
