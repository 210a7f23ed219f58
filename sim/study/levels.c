/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/study/levels.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>

#include "sim/base/text.h"

static bool has_level(const struct plan *plan, enum level level, double cap_w)
{
    for (size_t i = 0; i < plan->n[DIM_NODE]; i++) {
        const bool has_cap = !isnan(cap_w) || isfinite(plan->node_cap_w[i]);
        if (level == LEVEL_CAPPED ? has_cap : !isnan(plan->node_nameplate_w[i])) {
            return true;
        }
    }
    return level == LEVEL_SIMULATED;
}

/* A limit decides when it is required and its value follows the load or is simply passed. */
static bool counts(const struct limit *l, double margin_frac)
{
    return !l->is_advisory && l->scale == SCALE_LOAD && !isnan(margin_frac);
}

static void take_margins(const struct plan *plan, const struct limits *limits,
                         struct level_answer *a)
{
    a->tightest = -1;
    for (size_t i = 0; i < plan->n_limits; i++) {
        const bool n1_is_less = limits->n1[i].margin < limits->now[i].margin;
        const struct margin *const m = n1_is_less ? &limits->n1[i] : &limits->now[i];
        a->margin[i] = m->margin;
        a->margin_frac[i] = m->margin_frac;
        if (counts(&plan->limits[i], m->margin_frac) &&
            (a->tightest < 0 || m->margin_frac < a->margin_frac[a->tightest])) {
            a->tightest = (long)i;
        }
    }
}

static void clear(struct arena *arena, const struct plan *plan, struct level_answer *a)
{
    *a = (struct level_answer){
        .it_w = PARAM_UNKNOWN,
        .utility_w = PARAM_UNKNOWN,
        .margin = ARENA_ARRAY(arena, double, plan->n_limits, "levels"),
        .margin_frac = ARENA_ARRAY(arena, double, plan->n_limits, "levels"),
        .tightest = -1,
    };
    for (size_t i = 0; i < plan->n_limits; i++) {
        a->margin[i] = PARAM_UNKNOWN;
        a->margin_frac[i] = PARAM_UNKNOWN;
    }
}

/* A hall settled at a level, in memory of its own. */
struct bench {
    const struct plan *plan;
    struct hall *hall;
    struct limits *limits;
};

static struct bench make_bench(struct arena *arena, const struct plan *plan)
{
    return (struct bench){
        .plan = plan, .hall = hall_create(arena, plan), .limits = limits_create(arena, plan)};
}

static enum status settle(struct bench *b, enum level level, double cap_w)
{
    enum { DAY_S = 86400 };
    struct fault fault;
    size_t n_steps = 0;
    enum status st = engine_start(b->plan, b->hall, &fault);

    hall_set_level(b->hall, b->plan, level, cap_w);
    if (st == STATUS_OK) {
        st = engine_settle(b->plan, b->hall, DAY_S, &fault, &n_steps);
    }
    if (st == STATUS_OK) {
        limits_renew_n1(b->limits);
        st = limits_look(b->limits, b->hall, 0.0);
    }
    return st;
}

enum status levels_settle(struct arena *arena, const struct plan *plan, enum level level,
                          double cap_w, struct level_answer *ret_answer)
{
    clear(arena, plan, ret_answer);
    if (!has_level(plan, level, cap_w)) {
        return STATUS_OK;
    }
    const struct arena_mark mark = arena_mark(arena);
    struct bench b = make_bench(arena, plan);
    const enum status st = settle(&b, level, cap_w);
    if (st == STATUS_OK) {
        ret_answer->is_known = true;
        ret_answer->it_w = b.hall->was->hall.it_w[0];
        ret_answer->utility_w = b.hall->was->hall.utility_w[0];
        take_margins(plan, b.limits, ret_answer);
    }
    arena_reset(arena, mark);
    return st == STATUS_NO_CONVERGENCE ? STATUS_OK : st; /* no steady state: not known */
}

/* ----------------------------------------------------------- cap that fits */

/* Nodes that hang on each feed, a rack on two feeds counting half on each: what a rating is shared
 * by when nothing is lost on the way. */
static void count_nodes(const struct plan *plan, double *ret_nodes)
{
    const size_t n = plan->n[DIM_FEED];

    memset(ret_nodes, 0, n * sizeof *ret_nodes);
    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        const int32_t first = plan->rack_feeds.first[r];
        const int32_t end = plan->rack_feeds.first[r + 1];
        double n_nodes = 0.0;
        for (int32_t k = plan->rack_nodes.first[r]; k < plan->rack_nodes.first[r + 1]; k++) {
            n_nodes += plan->node_count[plan->rack_nodes.to[k]];
        }
        for (int32_t k = first; k < end; k++) {
            ret_nodes[plan->rack_feeds.to[k]] += n_nodes / (double)(end - first);
        }
    }
    for (size_t f = n; f-- > 0;) {
        const int32_t first = plan->feed_parents.first[f];
        const int32_t end = plan->feed_parents.first[f + 1];
        for (int32_t k = first; k < end; k++) {
            ret_nodes[plan->feed_parents.to[k]] += ret_nodes[f] / (double)(end - first);
        }
    }
}

static double lossless_cap_w(struct arena *arena, const struct plan *plan)
{
    const struct arena_mark mark = arena_mark(arena);
    double *const n_nodes = ARENA_ARRAY(arena, double, plan->n[DIM_FEED], "levels");
    double least_w = (double)INFINITY;

    count_nodes(plan, n_nodes);
    for (size_t i = 0; i < plan->n_limits; i++) {
        const struct limit *const l = &plan->limits[i];
        if (l->dim == DIM_FEED && strcmp(l->unit, "W") == 0 && n_nodes[l->index] > 0.0) {
            least_w = fmin(least_w, l->limit / n_nodes[l->index]); /* NAN limits drop out */
        }
    }
    arena_reset(arena, mark);
    return isfinite(least_w) ? least_w : PARAM_UNKNOWN;
}

struct search {
    struct bench bench;
    struct level_answer answer;
    enum status status;
};

/* Least margin of any limit that counts when every node draws the cap: falls as the cap grows. */
static double least_margin(double cap_w, void *params)
{
    struct search *const s = params;

    s->status = settle(&s->bench, LEVEL_CAPPED, cap_w);
    if (s->status != STATUS_OK) {
        return -1.0;
    }
    take_margins(s->bench.plan, s->bench.limits, &s->answer);
    return s->answer.tightest >= 0 ? s->answer.margin_frac[s->answer.tightest] : 1.0;
}

/* Brent's method between a cap that fits and one that does not; to a watt. */
static enum status bracket(struct search *s, double low_w, double high_w, double *ret_cap_w)
{
    gsl_function f = {.function = least_margin, .params = s};
    gsl_root_fsolver *const solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    int code = solver != NULL ? gsl_root_fsolver_set(solver, &f, low_w, high_w) : GSL_ENOMEM;

    for (int i = 0; i < 60 && code == GSL_SUCCESS; i++) {
        code = gsl_root_fsolver_iterate(solver);
        if (code == GSL_SUCCESS &&
            gsl_root_test_interval(gsl_root_fsolver_x_lower(solver),
                                   gsl_root_fsolver_x_upper(solver), 0.5, 0.0) == GSL_SUCCESS) {
            break;
        }
    }
    if (code == GSL_SUCCESS) {
        *ret_cap_w = gsl_root_fsolver_x_lower(solver); /* the side that fits */
    }
    if (solver != NULL) {
        gsl_root_fsolver_free(solver);
    }
    return status_from_gsl(code);
}

/* Work done under a cap on every node, weighted by demand, with the jobs as they are. */
static enum status find_work(struct search *s, double cap_w, double *ret_frac)
{
    const struct plan *const plan = s->bench.plan;
    struct hall *const hall = s->bench.hall;
    struct fault fault;
    size_t n_steps = 0;
    double work = 0.0;
    double weight = 0.0;
    enum status st = engine_start(plan, hall, &fault);

    hall_set_level(hall, plan, LEVEL_SIMULATED, PARAM_UNKNOWN);
    for (size_t i = 0; i < plan->n[DIM_NODE]; i++) {
        hall->node_cap_w[i] = fmin(cap_w, plan->node_cap_w[i]);
    }
    if (st == STATUS_OK) {
        st = engine_settle(plan, hall, 86400.0, &fault, &n_steps);
    }
    for (size_t i = 0; i < plan->n[DIM_NODE] && st == STATUS_OK; i++) {
        work += hall->was->node.work_frac[i] * hall->was->node.demand_w[i];
        weight += hall->was->node.demand_w[i];
    }
    *ret_frac = weight > 0.0 ? work / weight : PARAM_UNKNOWN;
    return st;
}

enum status levels_find_cap(struct arena *arena, const struct plan *plan,
                            const struct level_answer *nameplate, struct cap_answer *ret_answer)
{
    double highest_w = 0.0;

    *ret_answer = (struct cap_answer){.cap_w = PARAM_UNKNOWN,
                                      .lossless_w = PARAM_UNKNOWN,
                                      .binding = -1,
                                      .work_frac = PARAM_UNKNOWN};
    if (!nameplate->is_known || nameplate->tightest < 0 ||
        nameplate->margin_frac[nameplate->tightest] >= 0.0) {
        return STATUS_OK;
    }
    for (size_t i = 0; i < plan->n[DIM_NODE]; i++) {
        highest_w = fmax(highest_w, plan->node_nameplate_w[i]);
    }
    ret_answer->is_needed = true;
    ret_answer->lossless_w = lossless_cap_w(arena, plan);

    const struct arena_mark mark = arena_mark(arena);
    struct search s = {.bench = make_bench(arena, plan)};
    clear(arena, plan, &s.answer);
    enum status st = STATUS_OK;
    if (least_margin(0.02 * highest_w, &s) > 0.0) {
        st = bracket(&s, 0.02 * highest_w, highest_w, &ret_answer->cap_w);
    }
    if (st == STATUS_OK && !isnan(ret_answer->cap_w)) {
        (void)least_margin(ret_answer->cap_w, &s);
        ret_answer->binding = s.answer.tightest;
        st = find_work(&s, ret_answer->cap_w, &ret_answer->work_frac);
    }
    arena_reset(arena, mark);
    return st == STATUS_NO_CONVERGENCE ? STATUS_OK : st;
}

/* ------------------------------------------------------------------ tables */

const char *levels_limit_name(struct arena *arena, const struct plan *plan, long limit)
{
    if (limit < 0) {
        return "";
    }
    const struct limit *const l = &plan->limits[limit];
    return text_print(arena, "%s: %s", plan->names[l->dim][l->index], l->name);
}

static double *numbers_of(struct arena *arena, const double *from, size_t n)
{
    double *const to = ARENA_ARRAY(arena, double, n, "levels");

    memcpy(to, from, n * sizeof *to);
    return to;
}

const struct table_data *levels_table(struct arena *arena, const struct plan *plan,
                                      const struct level_answer *nameplate,
                                      const struct level_answer *simulated,
                                      const struct level_answer *capped)
{
    static const char *const names[] = {"nameplate", "simulated", "capped"};
    const struct level_answer *const levels[] = {nameplate, simulated, capped};
    struct table_data *const t = arena_take(arena, 1, sizeof *t, "levels");
    double it_w[3];
    double utility_w[3];
    double margin_frac[3];
    const char **const tightest = ARENA_ARRAY(arena, const char *, 3, "levels");

    for (size_t i = 0; i < 3; i++) {
        const long limit = levels[i]->tightest;
        it_w[i] = levels[i]->it_w;
        utility_w[i] = levels[i]->utility_w;
        margin_frac[i] = limit >= 0 ? levels[i]->margin_frac[limit] : PARAM_UNKNOWN;
        tightest[i] = levels_limit_name(arena, plan, limit);
    }
    *t = (struct table_data){
        .name = "levels",
        .title = "headroom with all nodes at their nameplate, as simulated, and at their caps",
        .n_rows = 3,
        .n_columns = 5,
        .columns = {{.name = "level", .texts = names, .unit = "", .long_name = "level"},
                    {.name = "it_w",
                     .unit = "W",
                     .long_name = "IT power",
                     .numbers = numbers_of(arena, it_w, 3)},
                    {.name = "utility_w",
                     .unit = "W",
                     .long_name = "power from the sources",
                     .numbers = numbers_of(arena, utility_w, 3)},
                    {.name = "margin_frac",
                     .unit = "1",
                     .long_name = "margin of the tightest limit",
                     .numbers = numbers_of(arena, margin_frac, 3)},
                    {.name = "tightest",
                     .unit = "",
                     .long_name = "tightest limit that load moves",
                     .texts = tightest}},
    };
    return t;
}

const struct table_data *levels_cap_table(struct arena *arena, const struct plan *plan,
                                          const struct cap_answer *cap)
{
    struct table_data *const t = arena_take(arena, 1, sizeof *t, "levels");
    const char **const binding = ARENA_ARRAY(arena, const char *, 1, "levels");

    binding[0] = levels_limit_name(arena, plan, cap->binding);
    *t = (struct table_data){
        .name = "cap",
        .title = "largest cap that, on every node alike, leaves no limit passed",
        .n_rows = 1,
        .n_columns = 4,
        .columns = {{.name = "cap_w",
                     .unit = "W",
                     .long_name = "cap of one node, in this hall",
                     .numbers = numbers_of(arena, &cap->cap_w, 1)},
                    {.name = "lossless_w",
                     .unit = "W",
                     .long_name = "the same by bare arithmetic, without losses",
                     .numbers = numbers_of(arena, &cap->lossless_w, 1)},
                    {.name = "work_frac",
                     .unit = "1",
                     .long_name = "work done under that cap over work without",
                     .numbers = numbers_of(arena, &cap->work_frac, 1)},
                    {.name = "binding",
                     .unit = "",
                     .long_name = "limit that binds then",
                     .texts = binding}},
    };
    return t;
}
