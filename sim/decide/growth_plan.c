/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/growth_plan.h"

#include <math.h>
#include <string.h>

static double sum_of(const double *x, size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++) {
        sum += x[i];
    }
    return sum;
}

/* Takes load away, from the first rung on or from the last. */
static void take_away(double *standing_w, size_t n, double load_w, bool oldest_first)
{
    for (size_t i = 0; i < n; i++) {
        const size_t k = oldest_first ? i : n - 1 - i;
        const double taken_w = fmin(standing_w[k], load_w);
        standing_w[k] -= taken_w;
        load_w -= taken_w;
    }
}

static size_t rung_at(const struct growth_plan *p, double years)
{
    size_t found = 0;

    for (size_t k = 0; k < p->n_rungs; k++) {
        found = p->rungs[k].from_years <= years ? k : found;
    }
    return found;
}

/* What leaves at a date, not below 0. */
static double leaving_w(const struct scn_growth *growth, double years)
{
    const struct scn_load_step *const steps = growth->steps.items;
    double sum_w = 0.0;

    for (size_t i = 0; i < growth->steps.n; i++) {
        sum_w += steps[i].at_years == years ? fmax(0.0, -steps[i].load_w) : 0.0;
    }
    return sum_w;
}

/* The first date after this one at which a rung begins or is due, or load leaves. */
static double next_date(const struct growth_plan *p, double years)
{
    const struct scn_load_step *const steps = p->growth->steps.items;
    double next = p->growth->horizon_years;

    for (size_t i = 0; i < p->growth->steps.n; i++) {
        const bool is_next = steps[i].load_w < 0.0 && steps[i].at_years > years;
        next = is_next ? fmin(next, steps[i].at_years) : next;
    }
    for (size_t k = 0; k < p->n_rungs; k++) {
        const double due = p->rungs[k].from_years + p->rungs[k].life_years; /* NAN: never */
        next = p->rungs[k].from_years > years ? fmin(next, p->rungs[k].from_years) : next;
        next = due > years ? fmin(next, due) : next;
    }
    return next;
}

/* Racks that are due by now are replaced by those of the rung of now. A rung that is still the newest
 * is replaced by itself. */
static void replace_due(const struct growth_plan *p, struct growth_era *era)
{
    for (size_t k = 0; k < era->rung; k++) {
        if (p->rungs[k].from_years + p->rungs[k].life_years <= era->from_years) {
            era->standing_w[era->rung] += era->standing_w[k];
            era->standing_w[k] = 0.0;
        }
    }
}

static void add_load(const struct growth_plan *p, struct growth_era *era, size_t rung,
                     double load_w)
{
    const double more_w = load_w - sum_of(era->standing_w, p->n_rungs);

    if (more_w >= 0.0) {
        era->standing_w[rung] += more_w;
    } else {
        take_away(era->standing_w, p->n_rungs, -more_w, true);
    }
}

static const char *trouble_of(const struct growth_plan *p)
{
    if (p->n_rungs == 0) {
        return "'ladder' is missing or empty: in what racks does the load stand?";
    }
    if (p->n_rungs > GROWTH_MOST_RUNGS || 2 * p->n_rungs + p->growth->steps.n > GROWTH_MOST_ERAS) {
        return "'ladder' and 'steps' have more dates than the study takes (16 rungs, 64 in all)";
    }
    if (p->rungs[0].from_years > 0.0) {
        return "the first rung of 'ladder' begins later than today: in what does the load stand "
               "now?";
    }
    for (size_t k = 1; k < p->n_rungs; k++) {
        if (p->rungs[k].from_years <= p->rungs[k - 1].from_years) {
            return "the rungs of 'ladder' are not in the order of their dates";
        }
    }
    return NULL;
}

const char *growth_plan_make(const struct scn_growth *growth, struct growth_plan *ret_plan)
{
    const struct growth_path median = growth_path_at(growth, 0.0);
    struct growth_era era = {0};

    *ret_plan = (struct growth_plan){
        .growth = growth, .rungs = growth->ladder.items, .n_rungs = growth->ladder.n};
    const char *const trouble = trouble_of(ret_plan);
    if (trouble != NULL) {
        return trouble;
    }
    for (double at = 0.0; at < growth->horizon_years && ret_plan->n_eras < GROWTH_MOST_ERAS;) {
        const double gone_w = leaving_w(growth, at);
        /* What was added since the last date is of the rung of that time. */
        add_load(ret_plan, &era, era.rung, growth_path_load_w(&median, at) + gone_w);
        take_away(era.standing_w, ret_plan->n_rungs, gone_w, true);
        era.from_years = at;
        era.rung = rung_at(ret_plan, at);
        era.to_years = next_date(ret_plan, at);
        replace_due(ret_plan, &era);
        ret_plan->eras[ret_plan->n_eras++] = era;
        at = era.to_years;
    }
    return NULL;
}

size_t growth_plan_era_at(const struct growth_plan *plan, double years)
{
    size_t found = 0;

    for (size_t e = 0; e < plan->n_eras; e++) {
        found = plan->eras[e].from_years <= years ? e : found;
    }
    return found;
}

/* A share of a watt is rounding of sums, not one more rack. */
static double racks_for(double load_w, double rack_w)
{
    return fmax(0.0, ceil(load_w / rack_w - 1e-9));
}

double growth_plan_racks(const struct growth_plan *plan, size_t era, double load_w,
                         double *ret_racks)
{
    const struct growth_era *const e = &plan->eras[era];
    double standing_w[GROWTH_MOST_RUNGS];
    double planned_w = 0.0;

    memcpy(standing_w, e->standing_w, sizeof standing_w);
    const double more_w = load_w - sum_of(standing_w, plan->n_rungs);
    if (more_w < 0.0) {
        take_away(standing_w, plan->n_rungs, -more_w, false); /* the newest are not bought yet */
    }
    for (size_t k = 0; k < plan->n_rungs; k++) {
        ret_racks[k] = k == e->rung ? 0.0 : racks_for(standing_w[k], plan->rungs[k].rack_power_w);
        planned_w += ret_racks[k] * plan->rungs[k].rack_power_w;
    }
    const double rack_w = plan->rungs[e->rung].rack_power_w;
    ret_racks[e->rung] = racks_for(load_w - planned_w, rack_w);
    return planned_w + ret_racks[e->rung] * rack_w;
}
