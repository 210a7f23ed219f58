/* drill_replay.c - all halls of a drill in time, with what is put where.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/drill_inner.h"

enum { N_SERIES = 9, HALL_TEXT = 0 };

static const struct table_column series_heads[N_SERIES + 1] = {
    {.name = "hall", .unit = "", .long_name = "SITE/HALL"},
    {.name = "time_s", .unit = "s", .long_name = "since the loss"},
    {.name = "it_w", .unit = "W", .long_name = "IT power, step mean"},
    {.name = "utility_w", .unit = "W", .long_name = "from the sources, likewise"},
    {.name = "reject_w", .unit = "W", .long_name = "heat to the outside, likewise"},
    {.name = "inlet_c", .unit = "degC", .long_name = "warmest inlet of a rack"},
    {.name = "coolant_c", .unit = "degC", .long_name = "warmest coolant into racks; NAN: none"},
    {.name = "stored_j", .unit = "J", .long_name = "energy held in the hall"},
    {.name = "arrived", .unit = "1", .long_name = "racks that have taken work over"},
    {.name = "residual_frac", .unit = "1", .long_name = "energy of the step without a place"},
};

struct series {
    const char **halls;
    double *numbers; /* (N_SERIES x room) */
    size_t room;
    size_t n;
};

static double warmest(const double *c, size_t n)
{
    double most_c = PARAM_UNKNOWN;

    for (size_t i = 0; i < n; i++) {
        most_c = fmax(most_c, c[i]); /* fmax leaves NAN out */
    }
    return most_c;
}

static void add_row(struct series *s, const struct drill_side *side)
{
    const struct drill_bench *const b = &side->bench;
    const struct columns *const c = b->hall->was;
    const double row[N_SERIES] = {
        (double)b->hall->time_us / 1e6,
        c->hall.it_w[0],
        c->hall.utility_w[0],
        c->hall.reject_w[0],
        warmest(c->rack.inlet_top_c, b->plan.n[DIM_RACK]),
        b->plan.n[DIM_CDU] > 0 ? warmest(c->cdu.delivered_c, b->plan.n[DIM_CDU]) : PARAM_UNKNOWN,
        c->hall.stored_j[0],
        (double)b->n_arrived,
        c->hall.residual_frac[0]};

    s->halls[s->n] = side->name;
    for (size_t k = 0; k < N_SERIES; k++) {
        s->numbers[k * s->room + s->n] = row[k];
    }
    s->n++;
}

static const struct table_data *series_table(struct arena *arena, const struct series *s)
{
    struct table_data *const t = arena_take(arena, 1, sizeof *t, "drill");

    *t = (struct table_data){.name = "drill_series",
                             .title = "the halls in time, from the loss on",
                             .n_rows = s->n,
                             .n_columns = N_SERIES + 1};
    for (size_t k = 0; k <= N_SERIES; k++) {
        t->columns[k] = series_heads[k];
        t->columns[k].texts = k == HALL_TEXT ? s->halls : NULL;
        t->columns[k].numbers = k == HALL_TEXT ? NULL : s->numbers + (k - 1) * s->room;
    }
    return t;
}

/* ------------------------------------------------------------- the answer */

static struct drill_limit tell(const struct plan *plan, const struct drill_watch *w)
{
    const struct limit *const l = &plan->limits[w->limit];

    return (struct drill_limit){.subject = plan->names[l->dim][l->index],
                                .name = l->name,
                                .unit = l->unit,
                                .value = w->least.value,
                                .limit = w->least.limit,
                                .margin = w->least.margin,
                                .margin_frac = w->least_frac,
                                .band = limits_band(l, w->least.value),
                                .least_s = w->least_s,
                                .passed_s = w->passed_s,
                                .was_passed = w->base_passed};
}

static int tighter(const void *x, const void *y)
{
    const struct drill_limit *const a = x;
    const struct drill_limit *const b = y;
    const double p = a->margin_frac;
    const double q = b->margin_frac;

    if (p != q) {
        return (p > q) - (p < q);
    }
    const int by_name = strcmp(a->name, b->name);
    return by_name != 0 ? by_name : strcmp(a->subject, b->subject);
}

static void take_limits(struct drill *d, const struct drill_side *side, struct drill_hall *h)
{
    const struct drill_bench *const b = &side->bench;

    h->limits = ARENA_ARRAY(d->arena, struct drill_limit, b->n_watches, "drill");
    for (size_t k = 0; k < b->n_watches; k++) {
        const struct drill_watch *const w = &b->watches[k];
        h->n_passed_before += w->base_passed ? 1 : 0;
        if (isfinite(w->least_frac) && w->least_frac < w->base_frac) {
            h->limits[h->n_limits++] = tell(&b->plan, w);
        }
    }
    if (h->n_limits > 0) {
        qsort(h->limits, h->n_limits, sizeof *h->limits, tighter);
    }
}

/* What one more passes: a limit, or else racks that go dark or hot. */
static void take_bar(const struct drill_side *side, struct drill_hall *h)
{
    const struct drill_look *const n = &side->next;
    const bool is_limit = side->has_next && n->limit >= 0;
    const struct limit *const l = is_limit ? &side->plan->limits[n->limit] : NULL;

    h->next = *n;
    h->next_s = PARAM_UNKNOWN;
    if (!side->has_next) {
        return;
    }
    h->next_s = (double)side->arrivals[side->n_taken].at_us / 1e6;
    h->bar = (struct drill_limit){.subject = l != NULL ? side->plan->names[l->dim][l->index] : "",
                                  .name = l != NULL ? l->name : "",
                                  .unit = l != NULL ? l->unit : "",
                                  .value = n->value,
                                  .limit = n->limit_value,
                                  .passed_s = n->passed_s};
    if (n->status != STATUS_OK) {
        h->bar.name = status_text((enum status)n->status);
    } else if (n->is_limit == 0) {
        h->bar.name = n->n_dark > 0 ? "racks lose power" : "racks throttle";
        h->bar.subject = "";
    }
}

static void take_units(struct drill *d, struct drill_side *side, struct drill_hall *h)
{
    for (size_t j = 0; j < side->n_taken; j++) {
        struct drill_unit *const u = &d->answer->units[side->queue[j]];
        const size_t place = side->places[j];
        const double at_s = (double)side->arrivals[j].at_us / 1e6;
        u->receiver = (long)side->index;
        u->place = side->plan->names[DIM_RACK][place];
        u->arrives_s = at_s;
        u->drawn_w = side->bench.hall->was->rack.power_w[place];
        /* Dies at another temperature leak by less than a hundredth; what is missing beyond is a cap,
         * or a smaller rack. */
        u->capped_w = u->drawn_w < 0.99 * u->lost_w ? u->lost_w - u->drawn_w : 0.0;
        u->taken_w = u->lost_w - u->capped_w;
        u->why = NULL;
        h->first_s = fmin(h->first_s, at_s);
        h->last_s = fmax(h->last_s, at_s);
    }
}

static void take_hall(struct drill *d, struct drill_side *side, struct drill_hall *h)
{
    const struct drill_bench *const b = &side->bench;

    h->after_w = b->hall->was->hall.it_w[0];
    h->peak_w = b->peak_w;
    h->residual_frac = b->residual_frac;
    h->is_monotone = side->is_monotone;
    h->n_looks = side->n_looks;
    h->n_places = side->n_places;
    h->n_queued = side->n_queued;
    h->n_taken = side->n_taken;
    h->drawn_w = h->after_w - h->before_w;
    if (!h->is_lost) {
        take_units(d, side, h);
        take_limits(d, side, h);
        take_bar(side, h);
    }
}

/* Required limits that are passed with a partner lost, as the hall stands. */
static enum status count_n1(struct drill *d, struct drill_side *side, size_t *ret_n)
{
    struct limits *const limits = limits_create(d->arena, &side->bench.plan);

    limits_renew_n1(limits);
    const enum status st = limits_look(limits, side->bench.hall, 0.0);
    *ret_n = 0;
    for (size_t i = 0; i < side->plan->n_limits && st == STATUS_OK; i++) {
        *ret_n += !side->plan->limits[i].is_advisory && limits->n1[i].margin < 0.0 ? 1 : 0;
    }
    return st;
}

static struct drill_hall begin_hall_of(struct drill *d, struct drill_side *side)
{
    drill_bench_begin(&side->bench, side->arrivals, side->n_taken, d->end_us, d->mark_us);
    return (struct drill_hall){.name = side->name,
                               .is_lost = side->receiver == NULL,
                               .before_w = side->bench.hall->was->hall.it_w[0],
                               .first_s = PARAM_UNKNOWN,
                               .last_s = PARAM_UNKNOWN,
                               .is_monotone = true};
}

enum status drill_replay(struct drill *d)
{
    struct drill_answer *const a = d->answer;
    const size_t n_marks = (size_t)((d->end_us + d->mark_us - 1) / d->mark_us);
    struct series s = {.room = (n_marks + 1) * d->n_sides};
    enum status st = STATUS_OK;

    s.halls = ARENA_ARRAY(d->arena, const char *, s.room, "drill");
    s.numbers = ARENA_ARRAY(d->arena, double, N_SERIES *s.room, "drill");
    a->halls = ARENA_ARRAY(d->arena, struct drill_hall, d->n_sides, "drill");
    a->n_halls = d->n_sides;
    a->n_lost = d->n_lost;
    for (size_t i = 0; i < d->n_sides && st == STATUS_OK; i++) {
        a->halls[i] = begin_hall_of(d, &d->sides[i]);
        st = count_n1(d, &d->sides[i], &a->halls[i].n_n1_before);
        add_row(&s, &d->sides[i]);
    }
    for (size_t m = 1; m <= n_marks && st == STATUS_OK; m++) {
        const int64_t mark_us = (int64_t)m * d->mark_us;
        const int64_t until_us = mark_us < d->end_us ? mark_us : d->end_us;
        for (size_t i = 0; i < d->n_sides && st == STATUS_OK; i++) {
            st = drill_bench_run(&d->sides[i].bench, until_us);
            a->fault = d->sides[i].bench.fault;
            a->fault_hall = d->sides[i].name;
            add_row(&s, &d->sides[i]);
        }
        if (d->request->stop != NULL && *d->request->stop != 0) {
            st = STATUS_INTERRUPTED;
        }
    }
    for (size_t i = 0; i < d->n_sides && st == STATUS_OK; i++) {
        take_hall(d, &d->sides[i], &a->halls[i]);
        st = count_n1(d, &d->sides[i], &a->halls[i].n_n1_after);
    }
    a->series = series_table(d->arena, &s);
    return st;
}
