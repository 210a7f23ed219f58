/* migration.h - a migration window: does the hall hold in every interval, is the data there in time, and
 * until when is there a way back?
 *
 *   transfer      T = size / (rate x usable - change)         from its start; without change: link.h
 *   sent          size + change T, which is what egress is paid for
 *   way back      B(t) = sum over the waves begun by t of back
 *                        + sum over their transfers of change (t - cut) / (rate x usable), t > cut
 *   roll-back     the latest t with t + B(t) <= window
 *
 * cut is when a wave's old racks stop: from then on the new site writes what must go back with the load.
 * Waves are undone one after the other.
 *
 * Go       when at P95 no interval passes a limit or loses a rack, every transfer is over at the cut of
 *          its wave, and the last wave's cut comes no later than the roll-back point: what has moved can
 *          be seen working while there still is a way back.
 *
 * Assumes  the way back is not stepped through the engine: it restores a state of the window.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_MIGRATION_H
#define SIM_DECIDE_MIGRATION_H

#include "sim/record/tables.h"
#include "sim/scenario/load.h"
#include "sim/study/window.h"

struct migration_request {
    const struct scenario *scenario;
    size_t n_draws;
    unsigned long seed;
    double points_s; /* when sensors are read; NAN: at the end of the window */
    size_t n_workers;
    struct diag *diag; /* of the plans of the other halls */
    const volatile sig_atomic_t *stop;
};

/* One hall that the migration touches. */
struct migration_side {
    const char *name;
    size_t site; /* where it stands in the scenario */
    size_t hall;
    const struct plan *plan;
    struct window_answer window;
    size_t worst; /* row with the least headroom at P95 */
    size_t n_bad; /* rows that more than one draw of twenty fails */
};

struct migration_transfer {
    const struct scn_migration_data *what;
    size_t wave;
    double takes_s;  /* INFINITY: it changes faster than the link carries */
    double done_s;   /* from the begin of the window; negative: before it */
    double needed_s; /* cut of its wave */
    double sent_bytes;
    double egress_usd; /* NAN: its price is not known */
};

enum migration_reason {
    MIGRATION_GO,
    MIGRATION_HALL, /* a limit is passed or racks are lost */
    MIGRATION_DATA, /* data comes too late */
    MIGRATION_NO_WAY_BACK,
};
const char *migration_reason_text(enum migration_reason reason);

struct migration_answer {
    const struct scn_migration *migration;
    struct migration_side *sides;
    size_t n_sides;
    struct migration_transfer *transfers;
    size_t n_transfers;
    double egress_usd; /* of all; NAN: a price is not known */
    double rollback_s; /* latest time to begin the way back; NAN: none even at the begin */
    double last_cut_s;
    long beyond;                  /* wave that cannot be undone after it has ended, -1: none */
    enum migration_reason reason; /* the first that speaks against it */
    const char *fault_hall;       /* where the engine failed */
    struct fault fault;
};

/* Time that a transfer takes, with what changes while it lasts; INFINITY: it never ends. */
double migration_transfer_s(double size_bytes, double rate_bytes_per_s, double usable_frac,
                            double change_bytes_per_s);

/* How long the way back takes when it begins at t. */
double migration_back_s(const struct scn_migration *m, double t_s);

/* The latest time from which the way back ends within the window; NAN: there is none from its begin. */
double migration_rollback_s(const struct scn_migration *m);

/* Runs the window in every hall that it touches.
 *
 * Errors  STATUS_BAD_INPUT after adding to diag: a hall has no plan; those of window_run.
 */
MUST_CHECK enum status migration_run(struct arena *arena, const struct migration_request *request,
                                     struct migration_answer *ret_answer);

/* The hall that receives the load: the one with most racks in service at the end over its begin, the
 * first of equals; NULL before migration_run. */
const struct migration_side *migration_receiver(const struct migration_answer *answer);

/* Tables of the results: intervals, transfers, points. */
const struct table_data *migration_hours_table(struct arena *arena,
                                               const struct migration_answer *answer);
const struct table_data *migration_transfers_table(struct arena *arena,
                                                   const struct migration_answer *answer);
const struct table_data *migration_points_table(struct arena *arena,
                                                const struct migration_answer *answer);

#endif
