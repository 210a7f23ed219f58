/* fit_trial.c - a count tried on the engine.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/text.h"
#include "sim/hall/build.h"
#include "sim/study/fit_inner.h"
#include "sim/study/mix.h"

enum { DAY_S = 86400 };

/* Rounding of a settled state: a value may reach its limit. */
static const double dust_frac = 1e-7;

/* ----------------------------------------------------------------- loads */

const struct group *fit_group_of(const struct groups *groups, size_t i)
{
    size_t k = 0;

    while (i >= groups->items[k].first + groups->items[k].n) {
        k++;
    }
    return &groups->items[k];
}

/* A node's power at a load that its ratings give; NAN: none of them is known. */
static double rated_w(const struct plan *plan, size_t i, enum fit_load load)
{
    const double nameplate_w = plan->node_nameplate_w[i];

    if (load == FIT_MEASURED && !isnan(plan->node_measured_max_w[i])) {
        return plan->node_measured_max_w[i];
    }
    return load == FIT_CAPPED && isfinite(plan->node_cap_w[i])
               ? fmin(plan->node_cap_w[i], nameplate_w)
               : nameplate_w;
}

/* Does node group i of a plan do and draw what was asked of a type? */
static bool is_of_type(const struct plan *plan, size_t i, const struct group *g,
                       const struct fit_quantile *q)
{
    return g->info == q->info && memcmp(g->params, q->params, g->info->params_size) == 0 &&
           plan->node_job[i] == q->workload && plan->node_cap_w[i] == q->cap_w &&
           plan->node_plated_frac[i] == q->plated_frac;
}

static double p95_of(const struct fit_bench *b, const struct plan *plan, size_t i)
{
    const struct group *const g = fit_group_of(&plan->node, i);

    for (size_t k = 0; k < b->n_quantiles; k++) {
        if (is_of_type(plan, i, g, &b->quantiles[k])) {
            return b->quantiles[k].p95_w;
        }
    }
    return plan->node_nameplate_w[i];
}

enum status fit_find_quantiles(struct fit_bench *b, const size_t *n)
{
    const struct fit_request *const r = b->request;
    struct diag *const diag = diag_create(b->arena);
    const struct plan *plan = NULL;
    struct fault fault;
    struct mix mix = {0};
    const struct scenario *const s =
        addition_apply(b->arena, r->scenario, r->site, r->hall, r->addition, n, NULL);
    enum status st = build_plan(b->arena, s, r->site, r->hall, diag, &plan);

    if (st == STATUS_OK) {
        st = mix_make(b->arena, plan, &mix, &fault);
    }
    if (st != STATUS_OK) {
        return st;
    }
    b->quantiles = arena_take(b->arena, plan->n[DIM_NODE], sizeof *b->quantiles, "fit");
    for (size_t i = 0; i < plan->n[DIM_NODE]; i++) {
        const struct group *const g = fit_group_of(&plan->node, i);
        const double p95_w = mix_quantile_w(&mix.types[mix.type_of[i]], 0.95);
        b->quantiles[b->n_quantiles++] = (struct fit_quantile){
            .info = g->info,
            .params = g->params,
            .workload = plan->node_job[i],
            .cap_w = plan->node_cap_w[i],
            .plated_frac = plan->node_plated_frac[i],
            .p95_w = fmin(p95_w, fmin(plan->node_cap_w[i], plan->node_nameplate_w[i]))};
    }
    return STATUS_OK;
}

double fit_load_w(const struct fit_bench *b, const struct plan *plan, size_t i)
{
    switch (b->request->load) {
    case FIT_AS_RUN:
        return PARAM_UNKNOWN;
    case FIT_P95:
        return p95_of(b, plan, i);
    default:
        return rated_w(plan, i, b->request->load);
    }
}

static void set_load(const struct fit_bench *b, const struct plan *plan, struct hall *hall)
{
    for (size_t i = 0; i < plan->n[DIM_NODE]; i++) {
        hall->node_force_w[i] = fit_load_w(b, plan, i);
        hall->node_cap_w[i] = isnan(hall->node_force_w[i]) ? plan->node_cap_w[i] : (double)INFINITY;
    }
}

/* ----------------------------------------------------------------- looks */

static void keep_least(const struct fit_bench *b, const struct limits *limits, struct fit_trial *t)
{
    const bool is_first = t->margins == NULL;
    const size_t n = t->plan->n_limits;

    if (is_first) {
        t->margins = ARENA_ARRAY(b->arena, struct margin, n, "fit");
        t->is_n1 = ARENA_ARRAY(b->arena, bool, n, "fit");
    }
    for (size_t i = 0; i < n; i++) {
        const bool is_n1 =
            b->request->service == FIT_N1 && limits->n1[i].margin < limits->now[i].margin;
        const struct margin *const m = is_n1 ? &limits->n1[i] : &limits->now[i];
        if (is_first || m->margin < t->margins[i].margin) {
            t->margins[i] = *m;
            t->is_n1[i] = is_n1;
        }
    }
}

/* Settles one plan in one state of the air. */
static enum status settle(struct fit_bench *b, struct fit_trial *t)
{
    struct hall *const hall = hall_create(b->arena, t->plan);
    struct limits *const limits = limits_create(b->arena, t->plan);
    struct fault fault;
    size_t n_steps = 0;
    enum status st = engine_start(t->plan, hall, &fault);

    b->n_looks++;
    set_load(b, t->plan, hall);
    if (st == STATUS_OK) {
        st = engine_settle(t->plan, hall, DAY_S, &fault, &n_steps);
    }
    if (st == STATUS_OK) {
        st = limits_look(limits, hall, 0.0);
    }
    if (st == STATUS_OK) {
        keep_least(b, limits, t);
        t->hall = hall;
        t->it_w = fmax(t->it_w, hall->was->hall.it_w[0]);
        t->utility_w = fmax(t->utility_w, hall->was->hall.utility_w[0]);
    }
    return st;
}

enum status fit_plan(struct fit_bench *b, const size_t *n, size_t air, const struct plan **ret_plan)
{
    const struct fit_request *const r = b->request;
    struct scn_outdoor *outdoor = NULL;

    if (r->n_airs > 0) {
        const struct fit_air *const a = &r->airs[air];
        const enum status st = addition_outdoor(b->arena, a->dry_bulb_c, a->wet_bulb_c, &outdoor);
        if (st != STATUS_OK) {
            return st;
        }
    }
    const struct scenario *const s =
        addition_apply(b->arena, r->scenario, r->site, r->hall, r->addition, n, outdoor);
    return build_plan(b->arena, s, r->site, r->hall, diag_create(b->arena), ret_plan);
}

enum status fit_look(struct fit_bench *b, const size_t *n, struct fit_trial *t)
{
    const size_t n_airs = b->request->n_airs > 0 ? b->request->n_airs : 1;

    *t = (struct fit_trial){0};
    for (size_t k = 0; k < n_airs && t->status == STATUS_OK; k++) {
        const enum status st = fit_plan(b, n, k, &t->plan);
        if (st != STATUS_OK) {
            return st;
        }
        t->status = settle(b, t);
    }
    const bool has_none = t->status == STATUS_NO_CONVERGENCE || t->status == STATUS_OUT_OF_RANGE;
    return has_none ? STATUS_OK : t->status;
}

/* ---------------------------------------------------------------- broken */

static bool is_lifted(const struct fit_bench *b, const struct plan *plan, size_t i)
{
    if (b->n_lifted == 0) {
        return false;
    }
    const struct arena_mark mark = arena_mark(b->arena);
    const char *const kind = fit_kind(b->arena, plan, i);
    bool is = false;
    for (size_t k = 0; k < b->n_lifted; k++) {
        is = is || strcmp(b->lifted[k], kind) == 0;
    }
    arena_reset(b->arena, mark);
    return is;
}

static double dust_of(const struct margin *m)
{
    return dust_frac * fmax(fabs(m->limit), fabs(m->value));
}

/* Passed before anything was added, and no worse now. */
static bool is_excused(const struct fit_bench *b, const struct limit *l, const char *subject,
                       const struct margin *m)
{
    for (size_t k = 0; k < b->n_passed; k++) {
        const struct fit_passed *const p = &b->passed[k];
        if (p->dim == l->dim && strcmp(p->limit, l->name) == 0 &&
            strcmp(p->subject, subject) == 0) {
            return m->margin >= p->margin - dust_of(m);
        }
    }
    return false;
}

bool fit_is_broken(const struct fit_bench *b, const struct fit_trial *t, size_t i)
{
    const struct limit *const l = &t->plan->limits[i];
    const struct margin *const m = &t->margins[i];

    return !l->is_advisory && m->margin < -dust_of(m) &&
           !is_excused(b, l, t->plan->names[l->dim][l->index], m) && !is_lifted(b, t->plan, i);
}

bool fit_is_kept(const struct fit_bench *b, const struct fit_trial *t)
{
    if (t->status != STATUS_OK) {
        return false;
    }
    for (size_t i = 0; i < t->plan->n_limits; i++) {
        if (fit_is_broken(b, t, i)) {
            return false;
        }
    }
    return true;
}

/* ----------------------------------------------------------------- words */

/* Circuits and shelves of racks have names such as "A-01/pdu-1". */
static bool is_of_rack(const struct plan *plan, size_t feed)
{
    return plan->feed_heat_to[feed] >= 0 || strchr(plan->names[DIM_FEED][feed], '/') != NULL;
}

const char *fit_kind(struct arena *arena, const struct plan *plan, size_t i)
{
    const struct limit *const l = &plan->limits[i];

    if (l->dim != DIM_FEED) {
        return l->name;
    }
    const char *const what = plan->feed_heat_to[l->index] >= 0 ? "shelf"
                             : is_of_rack(plan, l->index)
                                 ? "circuit"
                                 : fit_group_of(&plan->feed, l->index)->info->name;
    return text_print(arena, "%s, %s", l->name, what);
}

/* Would the current be within its limit if the load were even on its phases? */
static bool is_uneven(const struct fit_trial *t, size_t i)
{
    const struct limit *const l = &t->plan->limits[i];
    const struct feed_columns *const f = &t->hall->was->feed;
    const double a_w = f->phase_a_w[l->index];
    const double b_w = f->phase_b_w[l->index];
    const double c_w = f->phase_c_w[l->index];
    const double most_w = fmax(a_w, fmax(b_w, c_w));
    const double mean_w = (a_w + b_w + c_w) / 3.0;

    return most_w > 0.0 && t->margins[i].value * mean_w / most_w <= t->margins[i].limit;
}

static enum fit_cause feed_cause(const struct fit_trial *t, size_t i)
{
    const struct limit *const l = &t->plan->limits[i];

    if (strcmp(l->name, "neutral current") == 0) {
        return CAUSE_PHASE;
    }
    const bool is_one_phase = t->plan->feed_is_single_phase[l->index];
    return strcmp(l->name, "current") == 0 && !is_one_phase && is_uneven(t, i) ? CAUSE_PHASE
                                                                               : CAUSE_FEED;
}

/* Causes by the beginning of a limit's name. */
static const struct {
    const char *begins;
    enum fit_cause cause;
} causes[] = {
    {"space", CAUSE_SPACE},         {"floor", CAUSE_WEIGHT},    {"delivery, lift", CAUSE_WEIGHT},
    {"delivery", CAUSE_ACCESS},     {"rack power", CAUSE_RACK}, {"rack positions", CAUSE_POSITIONS},
    {"contracted", CAUSE_CONTRACT}, {"heat to air", CAUSE_AIR}, {"inlet", CAUSE_AIR},
    {"supply air", CAUSE_AIR},      {"coil", CAUSE_AIR},        {"coolant", CAUSE_LIQUID},
    {"CDU", CAUSE_LIQUID},          {"pump", CAUSE_LIQUID},     {"dew", CAUSE_LIQUID},
    {"freezing", CAUSE_LIQUID},     {"plant", CAUSE_PLANT},     {"IT power", CAUSE_POWER},
};

enum fit_cause fit_cause_of(const struct fit_trial *t, size_t i)
{
    const struct limit *const l = &t->plan->limits[i];

    if (l->dim == DIM_FEED) {
        return feed_cause(t, i);
    }
    for (size_t k = 0; k < sizeof causes / sizeof causes[0]; k++) {
        if (strncmp(l->name, causes[k].begins, strlen(causes[k].begins)) == 0) {
            return causes[k].cause;
        }
    }
    if (l->dim == DIM_NODE) { /* dies are as warm as what cools them lets them be */
        return t->plan->node_plated_frac[l->index] > 0.0 ? CAUSE_LIQUID : CAUSE_AIR;
    }
    return l->dim == DIM_PLANT ? CAUSE_PLANT : l->dim == DIM_CDU ? CAUSE_LIQUID : CAUSE_AIR;
}

bool fit_is_own(const struct plan *plan, size_t i, size_t r)
{
    const struct limit *const l = &plan->limits[i];
    const char *const rack = plan->names[DIM_RACK][r];
    const size_t n = strlen(rack);

    switch (l->dim) {
    case DIM_RACK:
        return l->index == r;
    case DIM_NODE:
        return (size_t)plan->node_rack[l->index] == r;
    case DIM_FEED:
        return strncmp(plan->names[DIM_FEED][l->index], rack, n) == 0 &&
               plan->names[DIM_FEED][l->index][n] == '/';
    default:
        return false;
    }
}

/* ------------------------------------------------------------------ bind */

static bool is_same_limit(const struct plan *x, size_t k, const struct plan *y, size_t i)
{
    const struct limit *const a = &x->limits[k];
    const struct limit *const b = &y->limits[i];

    return a->dim == b->dim && strcmp(a->name, b->name) == 0 &&
           strcmp(x->names[a->dim][a->index], y->names[b->dim][b->index]) == 0;
}

/* What is added only moves limits back in the list: the search begins where it stands and goes on
 * towards the front. */
long fit_same_limit(const struct fit_trial *in, const struct plan *plan, size_t i)
{
    const size_t n = in->plan->n_limits;
    const size_t begin = i < n ? i : n - 1;

    for (size_t k = begin + 1; k-- > 0;) {
        if (is_same_limit(in->plan, k, plan, i)) {
            return (long)k;
        }
    }
    for (size_t k = begin + 1; k < n; k++) {
        if (is_same_limit(in->plan, k, plan, i)) {
            return (long)k;
        }
    }
    return -1;
}

static void say(char to[FIT_WORD], const char *from)
{
    (void)snprintf(to, FIT_WORD, "%s", from);
}

/* Where on the way from the count to one more the limit is reached: 0 at the count, 1 with one more.
 * A limit that comes only with what is added is reached in proportion to it, one that load does not
 * move at once. */
static double reached_at(const struct limit *l, const struct margin *before,
                         const struct margin *after)
{
    const double room = l->scale == SCALE_LOAD ? fabs(after->limit - after->reference) : 0.0;
    const double from = before != NULL ? before->margin : room;

    return from > 0.0 ? from / (from - after->margin) : 0.0;
}

static double reached_by(const struct fit_trial *before, const struct fit_trial *after, size_t i)
{
    const long was = fit_same_limit(before, after->plan, i);

    return reached_at(&after->plan->limits[i], was >= 0 ? &before->margins[was] : NULL,
                      &after->margins[i]);
}

static double overshoot_frac(const struct margin *m)
{
    return m->limit != 0.0 ? -m->margin / fabs(m->limit) : (double)INFINITY;
}

static void take_bound(struct fit_bench *b, const struct fit_trial *before,
                       const struct fit_trial *after, size_t i, size_t r, struct fit_bound *ret)
{
    const struct limit *const l = &after->plan->limits[i];
    const struct margin *const m = &after->margins[i];
    const long was = fit_same_limit(before, after->plan, i);
    const struct margin *const w = was >= 0 ? &before->margins[was] : NULL;
    const struct arena_mark mark = arena_mark(b->arena);

    say(ret->subject, after->plan->names[l->dim][l->index]);
    say(ret->limit, l->name);
    say(ret->kind, fit_kind(b->arena, after->plan, i));
    (void)snprintf(ret->unit, FIT_UNIT, "%s", l->unit);
    say(ret->at, after->plan->names[DIM_RACK][r]);
    ret->cause = fit_cause_of(after, i);
    ret->is_own = fit_is_own(after->plan, i, r);
    ret->is_n1 = after->is_n1[i];
    ret->was_passed = w != NULL && w->margin < -dust_of(w);
    ret->value = w != NULL ? w->value : PARAM_UNKNOWN;
    ret->limit_value = w != NULL ? w->limit : PARAM_UNKNOWN;
    ret->margin = w != NULL ? w->margin : PARAM_UNKNOWN;
    ret->next_value = m->value;
    ret->next_limit_value = m->limit;
    ret->next_margin = m->margin;
    arena_reset(b->arena, mark);
}

static void take_no_state(const struct fit_bench *b, size_t r, struct fit_bound *ret)
{
    say(ret->subject, b->hall->name != NULL ? b->hall->name : "hall");
    say(ret->limit, "steady state");
    say(ret->kind, "steady state");
    say(ret->at, b->positions[r]->name);
    ret->cause = CAUSE_STATE;
    ret->value = ret->limit_value = ret->margin = PARAM_UNKNOWN;
    ret->next_value = ret->next_limit_value = ret->next_margin = PARAM_UNKNOWN;
}

double fit_bind(struct fit_bench *b, const struct fit_trial *before, const struct fit_trial *after,
                size_t r, struct fit_bound *ret)
{
    double first = (double)INFINITY;
    double most = 0.0;
    long binding = -1;

    *ret = (struct fit_bound){.gain = PARAM_UNKNOWN};
    if (after->status != STATUS_OK) {
        take_no_state(b, r, ret);
        return 0.5;
    }
    for (size_t i = 0; i < after->plan->n_limits; i++) {
        if (!fit_is_broken(b, after, i)) {
            continue;
        }
        const double at = reached_by(before, after, i);
        const double over = overshoot_frac(&after->margins[i]);
        if (at < first || (at == first && over > most)) {
            first = at;
            most = over;
            binding = (long)i;
        }
    }
    if (binding >= 0) {
        take_bound(b, before, after, (size_t)binding, r, ret);
    }
    return fmin(first, 1.0);
}
