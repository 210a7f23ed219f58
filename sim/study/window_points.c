/* window_points.c - what sensors should read: the values that limits watch, with their bands.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>

#include "sim/engine/limits.h"
#include "sim/study/window_inner.h"

static const struct column *column_of(enum dim d, size_t offset)
{
    size_t n = 0;
    const struct column *const table = hall_column_table(d, &n);

    for (size_t k = 0; k < n; k++) {
        if (table[k].offset == offset) {
            return &table[k];
        }
    }
    return NULL;
}

static bool is_listed(const struct window *w, const struct limit *l)
{
    for (size_t k = 0; k < w->n_points; k++) {
        const struct window_point *const p = &w->points[k];
        if (p->dim == l->dim && p->index == l->index && p->column == l->value_column) {
            return true;
        }
    }
    return false;
}

/* Upper limits go before lower ones and those before advisory ones: a point's alarm is the first. Counts
 * and lengths are no readings. */
void window_list_points(struct window *w)
{
    const struct plan *const plan = &w->plan;

    w->points = ARENA_ARRAY(w->arena, struct window_point, plan->n_limits, "window");
    for (int pass = 0; pass < 3; pass++) {
        for (size_t i = 0; i < plan->n_limits; i++) {
            const struct limit *const l = &plan->limits[i];
            const bool is_reading = l->has_value_column && l->band != BAND_NONE;
            const int turn = l->is_advisory ? 2 : l->is_lower ? 1 : 0;
            if (!is_reading || turn != pass || is_listed(w, l)) {
                continue;
            }
            const struct column *const column = column_of(l->dim, l->value_column);
            w->points[w->n_points++] =
                (struct window_point){.dim = l->dim,
                                      .index = l->index,
                                      .column = l->value_column,
                                      .limit = i,
                                      .subject = plan->names[l->dim][l->index],
                                      .what = column != NULL ? column->text : l->name,
                                      .unit = l->unit,
                                      .alarm = PARAM_UNKNOWN};
        }
    }
}

void window_fill_points(struct window *w, const double *const *values, size_t n,
                        struct window_answer *answer)
{
    double *const sorted = ARENA_ARRAY(w->arena, double, n, "window");

    answer->points = w->points;
    for (size_t k = 0; k < w->n_points; k++) {
        struct window_point p = w->points[k];
        const struct limit *const l = &w->plan.limits[p.limit];
        bool is_known = true;
        for (size_t d = 0; d < n; d++) {
            sorted[d] = values[d][k];
            is_known = is_known && isfinite(sorted[d]);
        }
        if (!is_known) {
            continue;
        }
        gsl_sort(sorted, 1, n);
        const double p05 = gsl_stats_quantile_from_sorted_data(sorted, 1, n, 0.05);
        const double p95 = gsl_stats_quantile_from_sorted_data(sorted, 1, n, 0.95);
        p.expected = gsl_stats_median_from_sorted_data(sorted, 1, n);
        p.low = p05 - limits_band(l, p05);
        p.high = p95 + limits_band(l, p95);
        p.alarm = l->has_limit_column ? PARAM_UNKNOWN : l->limit;
        answer->points[answer->n_points++] = p;
    }
}
