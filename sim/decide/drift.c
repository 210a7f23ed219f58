/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/drift.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>

static const struct scn_load *load_at(const struct places_answer *plan, size_t i)
{
    return &((const struct scn_load *)plan->placement->workloads.items)[i];
}

static void read_load(struct arena *arena, const struct scn_load *l, const struct meter *meter,
                      struct drift_load *d)
{
    double *const power_w = ARENA_ARRAY(arena, double, meter->n, "drift");

    *d = (struct drift_load){.planned_w = l->power_w,
                             .mean_w = PARAM_UNKNOWN,
                             .p95_w = PARAM_UNKNOWN,
                             .low_w = l->power_w * (1.0 - l->band_frac),
                             .high_w = l->power_w * (1.0 + l->band_frac)};
    for (size_t k = 0; k < meter->n; k++) {
        if (strcmp(meter->readings[k].name, l->name) == 0) {
            power_w[d->n_readings++] = meter->readings[k].power_w;
        }
    }
    if (d->n_readings == 0) {
        return;
    }
    gsl_sort(power_w, 1, d->n_readings);
    d->mean_w = gsl_stats_mean(power_w, 1, d->n_readings);
    d->p95_w = gsl_stats_quantile_from_sorted_data(power_w, 1, d->n_readings, 0.95);
    d->is_over = d->p95_w > d->high_w;
    d->is_under = d->p95_w < d->low_w;
    d->eaten_w = d->p95_w - d->planned_w;
}

static void find_strangers(struct arena *arena, const struct places_answer *plan,
                           const struct meter *meter, struct drift_answer *a)
{
    a->strangers = ARENA_ARRAY(arena, const char *, meter->n, "drift");
    for (size_t k = 0; k < meter->n; k++) {
        bool is_known = false;
        for (size_t i = 0; i < plan->problem.n_loads; i++) {
            is_known = is_known || strcmp(load_at(plan, i)->name, meter->readings[k].name) == 0;
        }
        for (size_t i = 0; i < a->n_strangers; i++) {
            is_known = is_known || strcmp(a->strangers[i], meter->readings[k].name) == 0;
        }
        if (!is_known) {
            a->strangers[a->n_strangers++] = meter->readings[k].name;
        }
    }
}

static void judge_venue(const struct places_answer *plan, size_t v, struct drift_answer *a)
{
    struct drift_venue *const venue = &a->venues[v];
    uint32_t set = 0;

    *venue = (struct drift_venue){0};
    for (size_t i = 0; i < plan->problem.n_loads; i++) {
        const struct drift_load *const d = &a->loads[i];
        if (plan->plan.venue[i] == v) {
            set |= 1U << i;
            venue->planned_w += d->planned_w;
            venue->metered_w += d->n_readings > 0 ? d->p95_w : d->planned_w;
        }
    }
    venue->trouble = set != 0 ? places_trouble(&a->now, v, set) : NULL;
    a->n_broken += venue->trouble != NULL ? 1 : 0;
}

enum status drift_run(struct arena *scratch, struct arena *keep,
                      const struct places_request *request, const struct places_answer *plan,
                      const struct meter *meter, struct drift_answer *ret_answer)
{
    const size_t n = plan->problem.n_loads;
    double *const metered_w = ARENA_ARRAY(keep, double, n, "drift");
    struct places_request *const again = arena_take(keep, 1, sizeof *again, "drift");

    *ret_answer = (struct drift_answer){
        .loads = ARENA_ARRAY(keep, struct drift_load, n, "drift"),
        .venues = ARENA_ARRAY(keep, struct drift_venue, plan->problem.n_venues, "drift")};
    for (size_t i = 0; i < n; i++) {
        const struct scn_load *const l = load_at(plan, i);
        struct drift_load *const d = &ret_answer->loads[i];
        read_load(keep, l, meter, d);
        metered_w[i] = d->p95_w;
        d->is_unfollowed = d->n_readings > 0 && l->add != NULL && strstr(l->add, "{power") == NULL;
        ret_answer->n_left += d->is_over || d->is_under ? 1 : 0;
    }
    find_strangers(keep, plan, meter, ret_answer);
    *again = *request;
    again->metered_w = metered_w;
    const enum status st = places_run(scratch, keep, again, &ret_answer->now);
    for (size_t v = 0; v < plan->problem.n_venues && st == STATUS_OK; v++) {
        judge_venue(plan, v, ret_answer);
    }
    return st;
}
