/* swing_plan.c - what a study of swings runs: its times, and the hall with its groups set off.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include <gsl/gsl_statistics_double.h>

#include "sim/study/activity.h"
#include "sim/study/spectrum.h"
#include "sim/study/swing.h"

/* ------------------------------------------------------------------- times */

#define MOST_SPAN_S 3.6e6

static double longest_period_s(const struct plan *plan)
{
    double longest_s = PARAM_UNKNOWN;

    for (size_t k = 0; k < plan->workload.n; k++) {
        longest_s = fmax(longest_s, activity_period_s(&plan->workload.items[k])); /* drops NAN */
    }
    return longest_s;
}

static double first_checkpoint_s(const struct plan *plan)
{
    double first_s = (double)INFINITY;

    for (size_t k = 0; k < plan->workload.n; k++) {
        first_s = fmin(first_s, activity_free_s(&plan->workload.items[k]));
    }
    return first_s;
}

/* What is left of a start that was not in the swing, after ten of them, is e^-10. */
static double longest_storage_s(const struct plan *plan)
{
    double longest_s = 0.0;

    for (size_t i = 0; i < plan->n[DIM_NODE]; i++) {
        const struct node_traits *const t = &plan->node_traits[i];
        longest_s = fmax(longest_s, t->buffer_j > 0.0 ? t->buffer_time_s : 0.0);
    }
    return longest_s;
}

bool swing_meets_checkpoint(const struct plan *plan, double from_s, double length_s)
{
    bool meets_any = false;

    for (size_t k = 0; k < plan->workload.n; k++) {
        const double cycle_s = activity_cycle_s(&plan->workload.items[k]);
        const double free_s = activity_free_s(&plan->workload.items[k]);
        const double begin_s = isfinite(cycle_s) ? fmod(from_s, cycle_s) : 0.0;
        meets_any = meets_any || begin_s + length_s > free_s * (1.0 + 1e-9);
    }
    return meets_any;
}

static double whole_steps(double time_s, double step_s)
{
    return fmax(1.0, round(time_s / step_s)) * step_s;
}

bool swing_choose_times(const struct plan *plan, struct swing_times *t, const char **ret_why)
{
    const double period_s = longest_period_s(plan);
    const double free_s = first_checkpoint_s(plan);
    const double scenario_s = plan->duration_us > 0 ? (double)plan->step_us / 1e6 : 0.05;

    t->step_s = isnan(t->step_s) ? fmin(0.05, scenario_s) : t->step_s;
    t->step_s = round(t->step_s * 1e6) / 1e6; /* the engine counts microseconds */
    t->window_s = whole_steps(isnan(t->window_s) ? 1.0 : t->window_s, t->step_s);
    const double warm_s = isnan(period_s) ? t->step_s : ceil(period_s / t->step_s) * t->step_s;
    t->warm_s = warm_s * fmax(1.0, ceil(10.0 * longest_storage_s(plan) / warm_s));
    if (isnan(t->span_s)) {
        const double least_s = fmax(60.0, 4.0 * period_s); /* drops NAN */
        t->span_s = isnan(period_s) ? least_s : ceil(least_s / period_s) * period_s;
        const double n_free = floor((free_s - t->warm_s) / period_s);
        if (t->warm_s + t->span_s > free_s && n_free >= 2.0) {
            t->span_s = n_free * period_s;
        }
    }
    t->span_s = whole_steps(t->span_s, t->step_s);
    t->meets_checkpoint = swing_meets_checkpoint(plan, 0.0, t->warm_s + t->span_s);
    *ret_why = !(t->step_s >= 1e-3)            ? "a step is at least 1 ms"
               : !(t->span_s <= MOST_SPAN_S)   ? "the span is at most a thousand hours"
               : t->span_s < 2.0 * t->window_s ? "the span must be at least two windows long"
               : t->span_s < SPECTRUM_LEAST * t->step_s
                   ? "the span must be at least eight steps long"
                   : NULL;
    return *ret_why == NULL;
}

/* ----------------------------------------------------------------- stagger */

/* Nodes of all groups of one workload; the runs of a workload need not touch. */
static double count_nodes(const struct plan *plan, const void *params, double *ret_largest)
{
    double total = 0.0;

    *ret_largest = 0.0;
    for (size_t k = 0; k < plan->workload.n; k++) {
        const struct group *const g = &plan->workload.items[k];
        for (size_t i = g->first; i < g->first + g->n && g->params == params; i++) {
            total += plan->node_count[i];
            *ret_largest = fmax(*ret_largest, plan->node_count[i]);
        }
    }
    return total;
}

/* Each group falls to the part that has the fewest nodes so far: neighbours, which share a PDU, come
 * to different parts. */
static void set_off(const struct plan *plan, const struct group *workload, size_t n_parts,
                    double *parts, double *ret_offset_s)
{
    const double period_s = activity_period_s(workload);

    memset(parts, 0, n_parts * sizeof *parts);
    for (size_t k = 0; k < plan->workload.n; k++) {
        const struct group *const g = &plan->workload.items[k];
        for (size_t i = g->first; i < g->first + g->n && g->params == workload->params; i++) {
            const size_t part = gsl_stats_min_index(parts, 1, n_parts);
            parts[part] += plan->node_count[i];
            ret_offset_s[i] = (double)part / (double)n_parts * period_s;
        }
    }
}

const struct plan *swing_stagger(struct arena *arena, const struct plan *plan, size_t n_groups,
                                 const char **ret_why)
{
    struct plan *const staggered = arena_take(arena, 1, sizeof *staggered, "swing");
    double *const offset_s = ARENA_ARRAY(arena, double, plan->n[DIM_NODE], "swing");
    double *const parts = ARENA_ARRAY(arena, double, n_groups, "swing");
    bool has_period = false;

    *staggered = *plan;
    staggered->node_offset_s = offset_s;
    memcpy(offset_s, plan->node_offset_s, plan->n[DIM_NODE] * sizeof *offset_s);
    for (size_t k = 0; k < plan->workload.n; k++) {
        const struct group *const g = &plan->workload.items[k];
        double largest = 0.0;
        if (isnan(activity_period_s(g))) {
            continue;
        }
        const double n_nodes = count_nodes(plan, g->params, &largest);
        has_period = true;
        if (largest * (double)n_groups > n_nodes * (1.0 + 1e-9)) {
            *ret_why =
                "the node groups are too few for so many parts; list nodes in more racks, or "
                "more entries a rack";
            return NULL;
        }
        set_off(plan, g, n_groups, parts, offset_s);
    }
    *ret_why = has_period ? NULL : "no workload of the scenario has a period to spread over";
    return has_period ? staggered : NULL;
}
