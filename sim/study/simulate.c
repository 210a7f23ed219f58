/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/study/simulate.h"

#include <math.h>
#include <string.h>

#include "sim/base/text.h"
#include "sim/engine/events.h"
#include "sim/study/air_answers.h"
#include "sim/study/begin.h"
#include "sim/study/happenings.h"
#include "sim/study/levels.h"

enum { MOST_TABLES = 16 };

struct run {
    struct arena *arena;
    const struct simulate_request *request;
    const struct plan *plan;
    struct hall *hall;
    struct limits *limits;
    struct ledger ledger;
    struct recorder *recorder;
    struct happenings *happenings;
    struct air_answers *air;
    struct simulate_answer *answer;
    struct level_answer simulated;
    const struct table_data *tables[MOST_TABLES + 1];
    size_t n_tables;
};

static bool is_stopped(const struct run *r)
{
    return r->request->stop != NULL && *r->request->stop != 0;
}

/* Looks at the state that the hall stands in, and records it. */
static enum status record_state(struct run *r, double dt_s)
{
    const enum status st = limits_look(r->limits, r->hall, dt_s);

    if (st != STATUS_OK) {
        return st;
    }
    recorder_add(r->recorder, r->hall, dt_s);
    return STATUS_OK;
}

static enum status run_steps(struct run *r)
{
    const double began_j = r->hall->was->hall.stored_j[0];
    int64_t dt_us = 0;
    enum status st = STATUS_OK;

    while (st == STATUS_OK && (dt_us = events_next_step_us(r->plan, r->hall)) > 0) {
        if (is_stopped(r)) {
            return STATUS_INTERRUPTED;
        }
        int64_t done_us = 0;
        st = engine_advance(r->plan, r->hall, dt_us, &done_us, &r->answer->fault);
        if (st != STATUS_OK) {
            break;
        }
        const double dt_s = (double)done_us / 1e6;
        r->answer->n_steps++;
        ledger_add(&r->ledger, r->hall, dt_s);
        r->ledger.stored_j = r->hall->was->hall.stored_j[0] - began_j;
        st = record_state(r, dt_s);
        happenings_look(r->happenings, r->hall, dt_s);
        air_answers_look(r->air, r->hall, dt_s);
        const bool has_switched = done_us < dt_us || r->hall->was->hall.n_switched[0] > 0.0;
        if (st == STATUS_OK && (has_switched || events_is_record(r->plan, r->hall->time_us))) {
            st = recorder_record(r->recorder, r->hall);
            limits_renew_n1(r->limits);
        }
        if (r->request->progress != NULL) {
            r->request->progress(r->request->whom,
                                 (double)r->hall->time_us / (double)r->plan->duration_us,
                                 (double)r->hall->time_us / 1e6);
        }
    }
    return st;
}

/* A steady question has one record; its ledger is that of the last settling step, per second. */
static enum status run_steady(struct run *r)
{
    ledger_add(&r->ledger, r->hall, 1.0);
    const enum status st = record_state(r, 0.0);

    return st == STATUS_OK ? recorder_record(r->recorder, r->hall) : st;
}

static void keep_simulated(struct run *r)
{
    r->simulated = (struct level_answer){
        .is_known = true, .it_w = PARAM_UNKNOWN, .utility_w = PARAM_UNKNOWN, .tightest = -1};
    const size_t n = r->plan->n_limits;
    r->simulated.margin_frac = ARENA_ARRAY(r->arena, double, n, "levels");
    for (size_t i = 0; i < n; i++) {
        const struct limit *const l = &r->plan->limits[i];
        const double frac = r->limits->worst[i].margin_frac;
        r->simulated.margin_frac[i] = frac;
        const bool counts = !l->is_advisory && l->scale == SCALE_LOAD && !isnan(frac);
        if (counts &&
            (r->simulated.tightest < 0 || frac < r->simulated.margin_frac[r->simulated.tightest])) {
            r->simulated.tightest = (long)i;
        }
    }
    const double seconds =
        r->plan->duration_us > 0 ? (double)r->hall->time_us / 1e6 : (double)r->ledger.n_steps;
    if (seconds > 0.0) {
        r->simulated.it_w = r->ledger.it_j / seconds;
        r->simulated.utility_w = r->ledger.utility_j / seconds;
    }
}

static void add_table(struct run *r, const struct table_data *table)
{
    if (table != NULL && r->n_tables < MOST_TABLES) {
        r->tables[r->n_tables++] = table;
    }
}

static void add_air_tables(struct run *r)
{
    const struct table_data *tables[AIR_ANSWERS_TABLES + 1];

    air_answers_tables(r->arena, r->air, r->hall, tables);
    for (size_t i = 0; tables[i] != NULL; i++) {
        add_table(r, tables[i]);
    }
}

static enum status study_levels(struct run *r, struct level_answer *nameplate,
                                struct level_answer *capped)
{
    struct cap_answer cap;
    enum status st = levels_settle(r->arena, r->plan, LEVEL_NAMEPLATE, PARAM_UNKNOWN, nameplate);

    if (st == STATUS_OK) {
        st = levels_settle(r->arena, r->plan, LEVEL_CAPPED, PARAM_UNKNOWN, capped);
    }
    if (st == STATUS_OK) {
        st = levels_find_cap(r->arena, r->plan, nameplate, &cap);
    }
    if (st != STATUS_OK) {
        return st;
    }
    keep_simulated(r);
    add_air_tables(r);
    add_table(r, happenings_table(r->arena, r->happenings));
    add_table(r, levels_table(r->arena, r->plan, nameplate, &r->simulated, capped));
    if (cap.is_needed) {
        add_table(r, levels_cap_table(r->arena, r->plan, &cap));
    }
    for (size_t i = 0; r->request->tables != NULL && r->request->tables[i] != NULL; i++) {
        add_table(r, r->request->tables[i]);
    }
    return STATUS_OK;
}

static enum status finish(struct run *r, enum status st)
{
    struct level_answer nameplate = {0};
    struct level_answer capped = {0};

    if (st == STATUS_OK) {
        st = study_levels(r, &nameplate, &capped);
    }
    const struct recorder_end end = {
        .status = st == STATUS_OK            ? "complete"
                  : st == STATUS_INTERRUPTED ? "interrupted"
                                             : "failed",
        .ledger = &r->ledger,
        .limits = r->limits,
        .nameplate_margin = nameplate.margin,
        .capped_margin = capped.margin,
        .tables = r->tables,
        .keeps_old = st != STATUS_OK,
    };
    const enum status closed = recorder_close(r->recorder, &end, &r->answer->path, &r->answer->why);

    return st == STATUS_OK ? closed : st;
}

static enum status begin(struct run *r)
{
    struct begin_answer begun;
    const enum status st = begin_hall(r->plan, r->hall, &r->answer->fault, &begun);

    r->answer->began_cold = begun.began_cold;
    r->answer->n_steps = r->plan->duration_us == 0 ? begun.n_steps : 0;
    return st;
}

enum status simulate_run(struct arena *arena, const struct simulate_request *request,
                         struct simulate_answer *ret_answer)
{
    struct run r = {
        .arena = arena,
        .request = request,
        .plan = request->plan,
        .hall = hall_create(arena, request->plan),
        .limits = limits_create(arena, request->plan),
        .happenings = happenings_create(arena, request->plan),
        .air = air_answers_create(arena, request->plan),
        .ledger = {.carbon_kg_per_j = request->plan->carbon_kg_per_j},
        .answer = ret_answer,
    };

    *ret_answer = (struct simulate_answer){0};
    enum status st = begin(&r);
    if (st != STATUS_OK) {
        return st;
    }
    st = recorder_create(arena, request->path, r.plan, r.limits, request->provenance, &r.recorder,
                         &ret_answer->why);
    if (st != STATUS_OK) {
        return st;
    }
    if (r.plan->duration_us == 0) {
        return finish(&r, run_steady(&r));
    }
    st = record_state(&r, 0.0);
    if (st == STATUS_OK) {
        st = recorder_record(r.recorder, r.hall);
    }
    return finish(&r, st == STATUS_OK ? run_steps(&r) : st);
}
