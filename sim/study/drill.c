/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/study/drill.h"

#include <fnmatch.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/hall/build.h"
#include "sim/study/drill_inner.h"

enum { MOST_TOLD = 5, LEAST_MARK_US = 1000000, MARKS = 120 };

static size_t n_works(const struct drill *d)
{
    return d->request->scenario->tree->workloads.n + 1;
}

/* ------------------------------------------------------------------ halls */

static const char *hall_name(struct arena *arena, const struct scenario *s, size_t site,
                             size_t hall)
{
    const struct scn_hall *const halls = s->sites[site].halls.items;

    return text_print(arena, "%s/%s", s->sites[site].name != NULL ? s->sites[site].name : "site",
                      halls[hall].name != NULL ? halls[hall].name : "hall");
}

static const char *tell_problems(struct arena *arena, struct diag *diag)
{
    struct text text = {0};

    diag_render(diag, MOST_TOLD, &text);
    const char *const copy = text_copy(arena, view_of(text.at != NULL ? text.at : ""));
    text_release(&text);
    return copy;
}

static bool is_place(const struct scn_receiver *r, const char *rack)
{
    bool is = false;

    for (size_t k = 0; k < r->racks.n; k++) {
        is = is || fnmatch(r->racks.items[k].text, rack, 0) == 0;
    }
    return is;
}

static void find_places(struct drill *d, struct drill_side *side)
{
    const struct plan *const plan = side->plan;

    side->places = ARENA_ARRAY(d->arena, size_t, plan->n[DIM_RACK], "drill");
    side->arrivals = ARENA_ARRAY(d->arena, struct drill_arrival, plan->n[DIM_RACK], "drill");
    for (size_t r = 0; r < plan->n[DIM_RACK] && side->receiver != NULL; r++) {
        const bool has_nodes = plan->rack_nodes.first[r] < plan->rack_nodes.first[r + 1];
        if (has_nodes && is_place(side->receiver, plan->names[DIM_RACK][r])) {
            side->places[side->n_places++] = r;
        }
    }
}

/* A rack without power takes nothing. */
static void drop_dark_places(struct drill_side *side)
{
    size_t n = 0;

    for (size_t j = 0; j < side->n_places; j++) {
        if (side->bench.is_powered[side->places[j]]) {
            side->places[n++] = side->places[j];
        }
    }
    side->n_places = n;
}

static enum status open_side(struct drill *d, struct drill_side *side)
{
    const struct scenario *const s = d->request->scenario;
    struct diag *const diag = diag_create(d->arena);
    enum status st = build_plan(d->arena, s, side->site, side->hall, diag, &side->plan);

    side->name = hall_name(d->arena, s, side->site, side->hall);
    if (st != STATUS_OK) {
        d->answer->why = tell_problems(d->arena, diag);
        return STATUS_BAD_INPUT;
    }
    find_places(d, side);
    st = drill_bench_open(d->arena, side->plan, s, side->n_places, side->receiver == NULL,
                          &side->bench);
    d->answer->fault = side->bench.fault;
    d->answer->fault_hall = side->name;
    if (st == STATUS_OK) {
        drop_dark_places(side);
    }
    return st;
}

static enum status open_sides(struct drill *d)
{
    const struct drill_request *const q = d->request;
    const size_t n_halls = q->scenario->sites[q->lost_site].halls.n;
    enum status st = STATUS_OK;

    d->sides = ARENA_ARRAY(d->arena, struct drill_side, n_halls + q->n_receivers, "drill");
    for (size_t h = 0; h < n_halls; h++) {
        if (q->lost_hall < 0 || (size_t)q->lost_hall == h) {
            d->sides[d->n_sides++] = (struct drill_side){.site = q->lost_site, .hall = h};
        }
    }
    d->n_lost = d->n_sides;
    for (size_t i = 0; i < q->n_receivers; i++) {
        struct drill_side *const side = &d->sides[d->n_sides++];
        *side = (struct drill_side){.receiver = &q->receivers[i], .index = i};
        (void)sites_hall_at(q->scenario, (size_t)q->receivers[i].hall.index, &side->site,
                            &side->hall);
    }
    for (size_t i = 0; i < d->n_sides && st == STATUS_OK; i++) {
        st = open_side(d, &d->sides[i]);
    }
    return st;
}

/* ------------------------------------------------------------------ units */

/* The workload of a node group as the hall was settled: its own, or that of the job on it. */
static size_t work_of_nodes(const struct drill *d, const struct drill_side *side, int32_t i)
{
    const struct scn_hall *const halls = d->request->scenario->sites[side->site].halls.items;
    const struct scn_job *const jobs = halls[side->hall].jobs.items;
    const int32_t number = side->bench.hall->node_job[i];
    const size_t n_stay = n_works(d) - 1;

    if (number < 0) {
        return n_works(d) - 1;
    }
    return (size_t)number < n_stay ? (size_t)number
                                   : (size_t)jobs[(size_t)number - n_stay].workload.index;
}

/* The workload that most of a rack's power does; without one, the last. */
static size_t work_of(const struct drill *d, const struct drill_side *side, size_t r)
{
    const struct plan *const plan = side->plan;
    const struct links *const nodes = &plan->rack_nodes;
    size_t work = n_works(d) - 1;
    double most_w = -1.0;

    for (int32_t k = nodes->first[r]; k < nodes->first[r + 1]; k++) {
        const int32_t i = nodes->to[k];
        const double demand_w = side->bench.hall->was->node.demand_w[i];
        if (demand_w > most_w) {
            most_w = demand_w;
            work = work_of_nodes(d, side, i);
        }
    }
    return work;
}

static int compare(const void *x, const void *y)
{
    const struct drill_unit *const a = x;
    const struct drill_unit *const b = y;

    return a->priority != b->priority ? (a->priority > b->priority) - (a->priority < b->priority)
                                      : (a->order > b->order) - (a->order < b->order);
}

static void cut_units(struct drill *d)
{
    const struct scn_workload *const workloads = d->request->scenario->tree->workloads.items;
    struct drill_answer *const a = d->answer;
    size_t n = 0;

    for (size_t i = 0; i < d->n_lost; i++) {
        n += d->sides[i].plan->n[DIM_RACK];
    }
    a->units = ARENA_ARRAY(d->arena, struct drill_unit, n, "drill");
    for (size_t i = 0; i < d->n_lost; i++) {
        const struct drill_side *const side = &d->sides[i];
        for (size_t r = 0; r < side->plan->n[DIM_RACK]; r++) {
            const double power_w = side->bench.was->rack.power_w[r];
            const size_t work = work_of(d, side, r);
            if (power_w > 0.0) {
                a->units[a->n_units] = (struct drill_unit){
                    .hall = side->name,
                    .rack = side->plan->names[DIM_RACK][r],
                    .workload = work + 1 < n_works(d) ? workloads[work].name : "",
                    .priority = d->request->works[work].priority,
                    .lost_w = power_w,
                    .receiver = -1,
                    .arrives_s = PARAM_UNKNOWN,
                    .drawn_w = PARAM_UNKNOWN,
                    .work = work,
                    .order = a->n_units};
                a->n_units++;
            }
        }
    }
    if (a->n_units > 0) {
        qsort(a->units, a->n_units, sizeof *a->units, compare);
    }
}

static const struct drill_move *move_of(const struct drill *d, size_t receiver, size_t work)
{
    return &d->request->moves[receiver * n_works(d) + work];
}

/* The latest instant at which anything may arrive anywhere, and a while more. */
static void find_end(struct drill *d)
{
    double last_s = 0.0;

    for (size_t u = 0; u < d->answer->n_units; u++) {
        for (size_t i = 0; i < d->request->n_receivers; i++) {
            const double at_s = move_of(d, i, d->answer->units[u].work)->arrives_s;
            last_s = isfinite(at_s) ? fmax(last_s, at_s) : last_s;
        }
    }
    d->end_us = (int64_t)llround((last_s + d->request->follow_s) * 1e6);
    d->mark_us = (d->end_us / MARKS / LEAST_MARK_US + 1) * LEAST_MARK_US;
}

/* Those that nobody took yet and that may go to this receiver. */
static void queue_up(struct drill *d, struct drill_side *side, const bool *is_taken)
{
    const struct drill_answer *const a = d->answer;

    side->queue = ARENA_ARRAY(d->arena, size_t, a->n_units, "drill");
    for (size_t u = 0; u < a->n_units; u++) {
        const struct drill_work *const work = &d->request->works[a->units[u].work];
        const struct drill_move *const move = move_of(d, side->index, a->units[u].work);
        if (is_taken[u] || !isfinite(move->arrives_s)) {
            continue;
        }
        const size_t j = side->n_queued++;
        side->queue[j] = u;
        if (j < side->n_places) {
            side->arrivals[j] = (struct drill_arrival){
                .at_us = (int64_t)llround(move->arrives_s * 1e6),
                .place = side->places[j],
                .work = a->units[u].work,
                .cap_least_frac = d->request->is_capped ? work->cap_least_frac : PARAM_UNKNOWN,
                .order = j};
        }
    }
}

/* Why is a unit shed? What the last receiver that it could have gone to says. */
static const char *why_shed(struct drill *d, const struct drill_unit *u)
{
    const char *why = d->request->n_receivers == 0 ? "no receiver is left" : NULL;

    for (size_t i = 0; i < d->request->n_receivers; i++) {
        const struct drill_side *const side = &d->sides[d->n_lost + i];
        const struct drill_hall *const h = &d->answer->halls[d->n_lost + i];
        const struct drill_move *const move = move_of(d, i, u->work);
        if (!isfinite(move->arrives_s)) {
            why = why == NULL ? move->why : why;
        } else if (side->has_next) {
            why = text_print(d->arena, "%s of %s%s%s", h->bar.name, side->name,
                             h->bar.subject[0] != '\0' ? ": " : "", h->bar.subject);
        } else {
            why = text_print(d->arena, "no place is left in %s", side->name);
        }
    }
    return why;
}

static void sum_up(struct drill *d)
{
    struct drill_answer *const a = d->answer;

    for (size_t u = 0; u < a->n_units; u++) {
        struct drill_unit *const unit = &a->units[u];
        if (unit->receiver < 0) {
            unit->why = why_shed(d, unit);
            a->shed_w += unit->lost_w;
        }
        a->lost_w += unit->lost_w;
        a->taken_w += unit->taken_w;
        a->capped_w += unit->capped_w;
    }
}

enum status drill_run(struct arena *arena, const struct drill_request *request,
                      struct drill_answer *ret_answer)
{
    struct drill d = {.arena = arena, .request = request, .answer = ret_answer};

    *ret_answer = (struct drill_answer){0};
    enum status st = open_sides(&d);
    if (st != STATUS_OK) {
        return st;
    }
    cut_units(&d);
    find_end(&d);
    bool *const is_taken = ARENA_ARRAY(arena, bool, ret_answer->n_units, "drill");
    for (size_t i = d.n_lost; i < d.n_sides && st == STATUS_OK; i++) {
        struct drill_side *const side = &d.sides[i];
        queue_up(&d, side, is_taken);
        st = drill_search(&d, side);
        ret_answer->fault = side->bench.fault;
        ret_answer->fault_hall = side->name;
        for (size_t j = 0; j < side->n_taken; j++) {
            is_taken[side->queue[j]] = true;
        }
    }
    st = st == STATUS_OK ? drill_replay(&d) : st;
    if (st == STATUS_OK) {
        sum_up(&d);
    }
    return st;
}
