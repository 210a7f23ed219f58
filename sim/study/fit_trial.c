/* fit_trial.c - a count tried on the engine.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
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
    const struct plan *plan = NULL;
    struct fault fault;
    struct mix mix = {0};
    enum status st = fit_plan(b, n, 0, &plan);

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
    const struct addition_change change = {.scenario = r->scenario,
                                           .site = r->site,
                                           .hall = r->hall,
                                           .addition = r->addition,
                                           .n = n,
                                           .outdoor = outdoor};
    const struct scenario *const s = addition_apply(b->arena, &change);
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

double fit_dust(const struct margin *m)
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
            return m->margin >= p->margin - fit_dust(m);
        }
    }
    return false;
}

double fit_least_margin(const struct fit_bench *b, const struct limit *l, const struct margin *m)
{
    const double band = b->request->is_certain ? limits_band(l, m->value) : 0.0;

    return band > 0.0 ? band : -fit_dust(m);
}

bool fit_is_broken(const struct fit_bench *b, const struct fit_trial *t, size_t i)
{
    const struct limit *const l = &t->plan->limits[i];
    const struct margin *const m = &t->margins[i];

    return !l->is_advisory && m->margin < fit_least_margin(b, l, m) &&
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
