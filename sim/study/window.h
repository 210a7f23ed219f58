/* window.h - a hall in a migration window: old and new load together, something out for work, hired
 * units there for a time; interval by interval, over many draws of the load.
 *
 * A draw is a run of the engine through the whole window. Racks that a wave starts are out of service
 * until then, racks that it stops are from its end; what is out for work fails and is repaired; hired
 * units are out but for their time. In each interval every node group draws
 *
 *     P_i = Q_i(Phi(z_i))      z_i = sqrt(r) m + sqrt(1 - r) e_i
 *
 * as in oversubscribe.h: Q_i the quantile function of its power over its workload's time (mix.h), m one
 * standard normal number for all groups of the interval (the same in all halls), e_i one for each.
 *
 * The headroom of an interval is that of the limit that comes nearest in any of its steps, as a share of
 * its range (limits.h); at P95 it is what 19 of 20 draws have at least. Limits of what is out of service
 * or without power do not count, nor do advisory ones; static N-1 is not looked at: what is out is out.
 *
 * Assumes  nodes of a group draw alike; a draw holds for the interval, so swings of seconds are not in it
 *          (swing.h); the scenario's own events stay away.
 * Source   Vasicek, "The distribution of loan portfolio value", Risk (2002), for the copula.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_STUDY_WINDOW_H
#define SIM_STUDY_WINDOW_H

#include <signal.h>

#include "sim/engine/engine.h"
#include "sim/scenario/load.h"

struct window_request {
    const struct plan *plan;
    const struct scn_migration *migration;
    size_t number;  /* of the hall among those of the migration: own draws, common m */
    size_t n_draws; /* at least 20 */
    unsigned long seed;
    double points_s;  /* when the points are read: the end of the interval that holds it */
    size_t n_workers; /* 0: the machine's cores */
    const volatile sig_atomic_t *stop;
    void (*progress)(void *whom, size_t n_done, size_t n_cases);
    void *whom;
};

/* An interval over all draws. Of the draw whose headroom stands at P95: margin_frac to further_w. */
struct window_row {
    double from_s;
    double to_s;
    double it_p50_w; /* greatest of the interval */
    double it_p95_w;
    double utility_p95_w;
    double margin_frac; /* INFINITY: no limit is known */
    long limit;         /* of the plan, -1: none */
    double value;
    double limit_value;
    double further_w;   /* load that the limit's subject may still take */
    double fails_frac;  /* draws that pass a limit, or in which racks lose power or clock */
    double n_dark;      /* racks in service without power, most of all draws */
    double n_throttled; /* racks whose nodes heat slows or shuts, likewise */
    double n_carrying;  /* racks in service at its end */
};

/* What a sensor should read. */
struct window_point {
    enum dim dim;
    size_t index;
    size_t column;
    size_t limit; /* of the plan, that watches it */
    const char *subject;
    const char *what;
    const char *unit; /* SI */
    double expected;  /* median of the draws */
    double low;       /* P5 less the band of the value, and P95 with it */
    double high;
    double alarm; /* the limit; NAN: not known */
};

struct window_answer {
    struct window_row *rows;
    size_t n;
    struct window_point *points; /* of what is in service then */
    size_t n_points;
    double points_s;  /* when they were read */
    size_t n_unknown; /* required limits that are not known */
    double worst_residual_frac;
    bool began_cold; /* the load of the first interval has no steady state */
    struct fault fault;
};

/* The plan of a hall that the scenario's migration touches by a rack of a wave, an outage or a hired
 * unit; NULL when it touches nothing of it.
 *
 * Errors  those of build_plan.
 */
MUST_CHECK enum status window_plan(struct arena *arena, const struct scenario *scenario,
                                   size_t site, size_t hall, struct diag *diag,
                                   const struct plan **ret_plan);

/* Runs the window.
 *
 * Errors  those of the engine, in ret_answer->fault; STATUS_NO_MEMORY, STATUS_INTERRUPTED.
 */
MUST_CHECK enum status window_run(struct arena *arena, const struct window_request *request,
                                  struct window_answer *ret_answer);

#endif
