/* retrofit.h - from the limits that a hall passes to the cheapest works that clear them all.
 *
 * The works are overrides of the scenario: each set is run through the engine, so that what is said to
 * fit has been simulated (static N-1 included), and a work that brings another limit near shows it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_RETROFIT_H
#define SIM_DECIDE_RETROFIT_H

#include <signal.h>

#include "sim/decide/works_find.h"
#include "sim/decide/works_offer.h"
#include "sim/record/tables.h"

struct retrofit_request {
    const struct scenario *scenario; /* as loaded with the user's sets */
    const char *path;
    const char *const *sets;
    size_t n_sets;
    size_t site;
    size_t hall;
    bool is_nameplate; /* every node draws its nameplate, else what the workload has it do */
    double
        reserve_frac; /* margin that every limit that load moves must keep, of limit - reference */
    double horizon_s; /* also lose every element in turn, followed so long; 0: static N-1 alone */
    size_t most_questions; /* runs of the engine; 0: 400 */
    const volatile sig_atomic_t *stop;
};

/* A kind of limit that is passed, of one subject or of several alike. */
struct retrofit_breach {
    struct variant_limit worst; /* the subject with the least margin */
    size_t n_alike;             /* subjects that pass it */
    const char *lifted_by;      /* chosen works that lift it, or "" */
    bool is_left_out;           /* nothing that may be chosen lifts it, and it stays passed */
    double margin_after; /* least margin of this kind with the works; NAN: not known; INFINITY:
                                 * the loss passes nothing any more, and another limit is nearest */
};

/* A work that was chosen. Prices and times are of all of it. */
struct retrofit_line {
    const struct works_offer *offer;
    size_t count;
    double price_low_usd; /* NAN: not known */
    double price_high_usd;
    double lead_low_s;
    double lead_high_s;
    double duration_s;
    double begin_low_s; /* since the order */
    double begin_high_s;
    double end_low_s;
    double end_high_s;
    size_t place;   /* in the order of the works, by the long lead times */
    bool is_needed; /* only because another one needs it */
};

struct retrofit_answer {
    bool is_settled; /* the hall has a steady state without any work */
    bool is_found;   /* a set clears all limits but those left out */
    bool is_exact;
    bool is_full; /* more works could be offered than a set holds */
    struct retrofit_breach *breaches;
    size_t n_breaches;
    struct retrofit_line *lines; /* in the order of the works */
    size_t n_lines;
    double price_low_usd; /* of what is priced */
    double price_high_usd;
    size_t n_unpriced;
    double usable_low_s; /* since the order; NAN: not known */
    double usable_high_s;
    double it_w; /* with the works */
    double utility_before_w;
    double utility_w;
    struct variant_limit
        tightest;            /* with the works: the least margin_frac of a limit that load moves */
    size_t n_close;          /* limits kept by less than their value may be off */
    size_t n_unknown;        /* limits that are not known, with the works */
    const char *unknown;     /* one of them, or "" */
    const char *const *sets; /* what the works set */
    size_t n_sets;
    size_t n_questions; /* runs of the engine */
    const char *why;    /* what was wrong with the first works that make no scenario: these were not
                         * chosen; NULL: none */
};

/* Finds the works.
 *
 *   scratch  for the runs; given back
 *
 * Errors  STATUS_INTERRUPTED; those of the engine.
 */
MUST_CHECK enum status retrofit_run(struct arena *scratch, struct arena *arena,
                                    const struct retrofit_request *request,
                                    struct retrofit_answer *ret_answer);

/* Prices and times of one offer done so often: what `growth` orders by. */
struct retrofit_line retrofit_line_of(const struct works_offer *offer, size_t count);

/* The tables "retrofit" (a row for each work) and "retrofit_limits" (for each limit passed). */
const struct table_data *retrofit_table(struct arena *arena, const struct retrofit_answer *answer);
const struct table_data *retrofit_limits_table(struct arena *arena,
                                               const struct retrofit_answer *answer);

#endif
