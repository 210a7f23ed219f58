/* fit_table.c - what is stranded, the margins, and the tables of the results.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "sim/base/text.h"
#include "sim/study/fit_inner.h"

/* ----------------------------------------------------------------- words */

const char *fit_load_text(enum fit_load load)
{
    static const char *const texts[FIT_LOADS] = {"nameplate", "measured", "p95", "capped",
                                                 "workload"};

    return texts[load];
}

const char *fit_service_text(enum fit_service service)
{
    static const char *const texts[FIT_SERVICES] = {"normal", "n-1"};

    return texts[service];
}

const char *fit_cause_text(enum fit_cause cause)
{
    static const char *const texts[CAUSE_COUNT] = {
        "space",     "weight",          "access", "rack power", "feed",     "phase",
        "air",       "liquid",          "plant",  "contract",   "IT power", "no steady state",
        "positions", "unknown contents"};

    return texts[cause];
}

/* -------------------------------------------------------------- stranded */

static double load_of(const struct fit_answer *a, const struct fit_rung *rung)
{
    return a->whole_is_utility ? rung->utility_w : rung->it_w;
}

/* What keeps the rest out when the ladder ends. */
static const char *name_of_rest(const struct fit_answer *a, const struct fit_rung *last)
{
    if (last->bound.kind[0] != '\0') {
        const bool is_whole = last->bound.cause == CAUSE_POWER ||
                              last->bound.cause == CAUSE_CONTRACT || a->whole_is_utility;
        return is_whole ? "less than one more" : fit_cause_text((enum fit_cause)last->bound.cause);
    }
    if (a->n_obstacles[OBSTACLE_LIQUID] > 0.0) {
        return fit_cause_text(CAUSE_LIQUID);
    }
    if (a->n_obstacles[OBSTACLE_CONTENTS] > 0.0) {
        return fit_cause_text(CAUSE_CONTENTS);
    }
    return fit_cause_text(a->n_obstacles[OBSTACLE_SPACE] > 0.0 ? CAUSE_SPACE : CAUSE_POSITIONS);
}

static void add_share(struct fit_share *shares, size_t *n, const char *name, double power_w)
{
    for (size_t k = 2; k < *n; k++) { /* what is drawn and what fits stand first, on their own */
        if (strcmp(shares[k].name, name) == 0) {
            shares[k].power_w += power_w;
            return;
        }
    }
    shares[(*n)++] = (struct fit_share){.name = name, .power_w = power_w};
}

/* Is the whole itself what binds here? Then nothing beyond it is stranded. */
static bool is_whole(const struct fit_answer *a, const struct fit_rung *rung)
{
    return !a->whole_is_utility &&
           (rung->bound.cause == CAUSE_POWER || strcmp(rung->bound.limit, "contracted power") == 0);
}

size_t fit_shares(const struct fit_answer *a, struct fit_share shares[FIT_SHARES])
{
    const double base_w = a->whole_is_utility ? a->base_utility_w : a->base_it_w;
    size_t n = 0;
    int64_t k = 0;

    if (isnan(a->whole_w) || a->n_rungs == 0) {
        return 0;
    }
    double at_w = fmin(base_w, a->whole_w);
    shares[n++] = (struct fit_share){.name = "drawn now", .power_w = at_w};
    double next_w = fmin(load_of(a, &a->rungs[0]), a->whole_w);
    shares[n++] = (struct fit_share){.name = "fits", .power_w = next_w - at_w};
    at_w = next_w;
    for (; k + 1 < a->n_rungs && !is_whole(a, &a->rungs[k]); k++) {
        next_w = fmin(load_of(a, &a->rungs[k + 1]), a->whole_w);
        if (next_w != at_w) {
            add_share(shares, &n, fit_cause_text((enum fit_cause)a->rungs[k].bound.cause),
                      next_w - at_w);
        }
        at_w = next_w;
    }
    if (at_w < a->whole_w) {
        add_share(shares, &n, name_of_rest(a, &a->rungs[k]), a->whole_w - at_w);
    }
    return n;
}

/* --------------------------------------------------------------- margins */

static void take_margin(struct arena *arena, const struct fit_trial *before,
                        const struct fit_trial *after, size_t i, struct fit_margin *ret)
{
    const struct limit *const l = &after->plan->limits[i];
    const long was = fit_same_limit(before, after->plan, i);
    const struct margin *const m = &after->margins[i];
    const struct margin *const w = was >= 0 ? &before->margins[was] : NULL;

    *ret = (struct fit_margin){
        .subject = after->plan->names[l->dim][l->index],
        .limit = l->name,
        .kind = fit_kind(arena, after->plan, i),
        .unit = l->unit,
        .cause = fit_cause_of(after, i),
        .is_n1 = after->is_n1[i],
        .value = w != NULL ? w->value : PARAM_UNKNOWN,
        .limit_value = w != NULL ? w->limit : PARAM_UNKNOWN,
        .margin = w != NULL ? w->margin : PARAM_UNKNOWN,
        .next_value = before != after ? m->value : PARAM_UNKNOWN,
        .next_limit_value = before != after ? m->limit : PARAM_UNKNOWN,
        .next_margin = before != after ? m->margin : PARAM_UNKNOWN,
    };
}

enum status fit_margins(struct arena *arena, const struct fit_request *request, const size_t *n,
                        long next, struct fit_margin **ret_margins, size_t *ret_n)
{
    struct fit_answer unused = {0};
    struct fit_bench b;
    struct fit_trial before;
    struct fit_trial one_more;
    enum status st = fit_bench_open(arena, request, &b, &unused);
    size_t *const more = ARENA_ARRAY(arena, size_t, b.n_racks, "fit");

    if (st == STATUS_OK) {
        memcpy(more, n, b.n_racks * sizeof *more);
        st = fit_look(&b, more, &before);
        st = st == STATUS_OK ? before.status : st;
    }
    const struct fit_trial *after = &before;
    if (st == STATUS_OK && next >= 0) {
        more[next]++;
        st = fit_look(&b, more, &one_more);
        after = st == STATUS_OK && one_more.status == STATUS_OK ? &one_more : &before;
    }
    if (st != STATUS_OK) {
        return st;
    }
    struct fit_margin *const margins =
        arena_take(arena, after->plan->n_limits, sizeof *margins, "fit");
    *ret_n = 0;
    for (size_t i = 0; i < after->plan->n_limits; i++) {
        if (!after->plan->limits[i].is_advisory) {
            take_margin(arena, &before, after, i, &margins[(*ret_n)++]);
        }
    }
    *ret_margins = margins;
    return STATUS_OK;
}

/* ---------------------------------------------------------------- tables */

static struct table_data *table_make(struct arena *arena, const char *name, const char *title,
                                     size_t n_rows)
{
    struct table_data *const t = arena_take(arena, 1, sizeof *t, "fit");

    *t = (struct table_data){.name = name, .title = title, .n_rows = n_rows};
    return t;
}

static double *add_numbers(struct arena *arena, struct table_data *t, const char *name,
                           const char *unit, const char *long_name)
{
    double *const numbers = ARENA_ARRAY(arena, double, t->n_rows, "fit");

    t->columns[t->n_columns++] = (struct table_column){
        .name = name, .unit = unit, .long_name = long_name, .numbers = numbers};
    return numbers;
}

static const char **add_texts(struct arena *arena, struct table_data *t, const char *name,
                              const char *long_name)
{
    const char **const texts = ARENA_ARRAY(arena, const char *, t->n_rows, "fit");

    t->columns[t->n_columns++] =
        (struct table_column){.name = name, .unit = "", .long_name = long_name, .texts = texts};
    return texts;
}

static const char *bound_name(struct arena *arena, const struct fit_bound *b)
{
    return b->kind[0] == '\0' ? "" : text_print(arena, "%s: %s", b->subject, b->limit);
}

const struct table_data *fit_counts_table(struct arena *arena, const struct fit_answer *answers,
                                          size_t n)
{
    struct table_data *const t =
        table_make(arena, "fit_counts", "how many more fit, by load and service", n);
    const char **const load = add_texts(arena, t, "load", "what each node draws");
    const char **const service = add_texts(arena, t, "service", "all in service or a partner lost");
    double *const count = add_numbers(arena, t, "count", "1", "that fit");
    double *const most = add_numbers(arena, t, "most_a_rack", "1", "most in one rack");
    double *const it_w = add_numbers(arena, t, "it_w", "W", "IT power with them");
    double *const utility_w = add_numbers(arena, t, "utility_w", "W", "power from the sources");
    const char **const binding = add_texts(arena, t, "binding", "limit that binds");
    const char **const unit = add_texts(arena, t, "limit_unit", "unit of the margins");
    double *const margin = add_numbers(arena, t, "margin", "1", "of it at the count");
    double *const next = add_numbers(arena, t, "next_margin", "1", "of it with one more");

    for (size_t i = 0; i < n; i++) {
        const struct fit_answer *const a = &answers[i];
        const bool has = a->n_rungs > 0;
        const struct fit_bound *const b = &a->rungs[0].bound;
        load[i] = fit_load_text(a->load);
        service[i] = fit_service_text(a->service);
        count[i] = a->count;
        most[i] = has ? a->most_a_rack : PARAM_UNKNOWN;
        it_w[i] = has ? a->rungs[0].it_w : PARAM_UNKNOWN;
        utility_w[i] = has ? a->rungs[0].utility_w : PARAM_UNKNOWN;
        binding[i] = has ? bound_name(arena, b) : "";
        unit[i] = b->unit;
        margin[i] = has ? b->margin : PARAM_UNKNOWN;
        next[i] = has ? b->next_margin : PARAM_UNKNOWN;
    }
    return t;
}

const struct table_data *fit_ladder_table(struct arena *arena, const struct fit_answer *a)
{
    const size_t n = (size_t)a->n_rungs;
    struct table_data *const t =
        table_make(arena, "fit_ladder", "how many more fit once what binds is lifted", n);
    double *const count = add_numbers(arena, t, "count", "1", "that fit");
    double *const it_w = add_numbers(arena, t, "it_w", "W", "IT power with them");
    double *const utility_w = add_numbers(arena, t, "utility_w", "W", "power from the sources");
    const char **const binding = add_texts(arena, t, "binding", "limit that binds");
    const char **const kind = add_texts(arena, t, "kind", "what is lifted for the next row");
    const char **const cause = add_texts(arena, t, "cause", "what it stands for");
    const char **const unit = add_texts(arena, t, "limit_unit", "unit of value and limit");
    double *const value = add_numbers(arena, t, "next_value", "1", "with one more");
    double *const limit = add_numbers(arena, t, "next_limit", "1", "that it would pass");

    for (size_t i = 0; i < n; i++) {
        const struct fit_rung *const r = &a->rungs[i];
        const bool has = r->bound.kind[0] != '\0';
        count[i] = r->count;
        it_w[i] = r->it_w;
        utility_w[i] = r->utility_w;
        binding[i] = bound_name(arena, &r->bound);
        kind[i] = r->bound.kind;
        cause[i] = has ? fit_cause_text((enum fit_cause)r->bound.cause) : "positions";
        unit[i] = r->bound.unit;
        value[i] = has ? r->bound.next_value : PARAM_UNKNOWN;
        limit[i] = has ? r->bound.next_limit_value : PARAM_UNKNOWN;
    }
    return t;
}

const struct table_data *fit_places_table(struct arena *arena, const struct plan *plan,
                                          const size_t *n)
{
    size_t n_filled = 0;

    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        n_filled += n[r] > 0 ? 1 : 0;
    }
    struct table_data *const t =
        table_make(arena, "fit_places", "racks that take more, at the count", n_filled);
    const char **const rack = add_texts(arena, t, "rack", "rack or position");
    double *const more = add_numbers(arena, t, "more", "1", "how many it takes");
    for (size_t r = 0, row = 0; r < plan->n[DIM_RACK]; r++) {
        if (n[r] > 0) {
            rack[row] = plan->names[DIM_RACK][r];
            more[row++] = (double)n[r];
        }
    }
    return t;
}

const struct table_data *fit_shares_table(struct arena *arena, const struct fit_answer *a)
{
    struct fit_share shares[FIT_SHARES];
    const size_t n = fit_shares(a, shares);
    struct table_data *const t = table_make(
        arena, "fit_stranded",
        a->whole_is_utility ? "the rating of the utilities, cut up" : "the hall's IT power, cut up",
        n);
    const char **const share = add_texts(arena, t, "share", "drawn, fits, or stranded by");
    double *const power_w = add_numbers(arena, t, "power_w", "W", "of the whole");

    for (size_t i = 0; i < n; i++) {
        share[i] = shares[i].name;
        power_w[i] = shares[i].power_w;
    }
    return t;
}

const struct table_data *fit_margins_table(struct arena *arena, const struct fit_margin *m,
                                           size_t n)
{
    struct table_data *const t =
        table_make(arena, "fit_margins", "every required limit at the count and with one more", n);
    const char **const subject = add_texts(arena, t, "subject", "whose limit");
    const char **const limit = add_texts(arena, t, "limit", "what must not be passed");
    const char **const kind = add_texts(arena, t, "kind", "what is lifted together");
    const char **const cause = add_texts(arena, t, "cause", "what it stands for");
    const char **const unit = add_texts(arena, t, "limit_unit", "unit of the numbers");
    double *const is_n1 = add_numbers(arena, t, "with_partner_lost", "1", "1: a partner is lost");
    double *const value = add_numbers(arena, t, "value", "1", "at the count");
    double *const most = add_numbers(arena, t, "limit_value", "1", "at the count");
    double *const margin = add_numbers(arena, t, "margin", "1", "at the count");
    double *const next = add_numbers(arena, t, "next_margin", "1", "with one more");

    for (size_t i = 0; i < n; i++) {
        subject[i] = m[i].subject;
        limit[i] = m[i].limit;
        kind[i] = m[i].kind;
        cause[i] = fit_cause_text(m[i].cause);
        unit[i] = m[i].unit;
        is_n1[i] = m[i].is_n1 ? 1.0 : 0.0;
        value[i] = m[i].value;
        most[i] = m[i].limit_value;
        margin[i] = m[i].margin;
        next[i] = m[i].next_margin;
    }
    return t;
}
