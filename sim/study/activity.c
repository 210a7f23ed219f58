/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/study/activity.h"

#include <math.h>

#include "models/trace.h"

enum { WEEK_S = 7 * 86400, DAY_S = 86400 };

/* Value of a number row of the workload; NAN when it has no such row. */
static double number(const struct group *workload, const char *key)
{
    return model_number(workload->info, workload->params, key);
}

static bool is_on(const struct group *workload, const char *key)
{
    const struct param *const row = model_param(workload->info, key);

    return row != NULL && row->kind == PARAM_SWITCH &&
           *(const bool *)((const char *)workload->params + row->offset);
}

/* The trace that the workload follows, or NULL. */
static const struct trace *trace_of(const struct group *workload)
{
    for (const struct param *row = workload->info->params; row->key != NULL; row++) {
        if (row->kind == PARAM_TRACE) {
            return *(const struct trace *const *)((const char *)workload->params + row->offset);
        }
    }
    return NULL;
}

static double trace_s(const struct trace *trace)
{
    return trace->time_s[trace->n - 1];
}

double activity_period_s(const struct group *workload)
{
    const struct trace *const trace = trace_of(workload);

    if (trace != NULL && is_on(workload, "is_looped") && trace->n > 1) {
        return trace_s(trace);
    }
    return number(workload, "period_s");
}

double activity_cycle_s(const struct group *workload)
{
    const double interval_s = number(workload, "checkpoint_interval_s");

    return number(workload, "checkpoint_duration_s") > 0.0 ? interval_s : (double)INFINITY;
}

double activity_free_s(const struct group *workload)
{
    const double interval_s = number(workload, "checkpoint_interval_s");
    const double duration_s = number(workload, "checkpoint_duration_s");

    return duration_s > 0.0 ? interval_s - duration_s : (double)INFINITY;
}

/* ------------------------------------------------------------------ levels */

static void take_levels(struct arena *arena, size_t n, struct activity *ret)
{
    *ret = (struct activity){
        .n = n,
        .util_frac = ARENA_ARRAY(arena, double, n, "activity"),
        .host_util_frac = ARENA_ARRAY(arena, double, n, "activity"),
        .power_w = ARENA_ARRAY(arena, double, n, "activity"),
        .share = ARENA_ARRAY(arena, double, n, "activity"),
    };
}

/* Only a wave of two levels with instant edges and nothing left to chance is known by its rows. */
static bool is_square(const struct group *workload)
{
    return number(workload, "period_s") > 0.0 && !isnan(number(workload, "duty_frac")) &&
           !isnan(number(workload, "high_frac")) && !isnan(number(workload, "low_frac")) &&
           !isnan(number(workload, "host_utilisation_frac")) &&
           !(number(workload, "ramp_s") > 0.0) && !(number(workload, "failure_interval_s") > 0.0) &&
           !is_on(workload, "is_independent");
}

/* Time spent high within the first span_s of the wave. */
static double high_s(double period_s, double duty_frac, double span_s)
{
    const double rounds = floor(span_s / period_s);

    return rounds * duty_frac * period_s + fmin(span_s - rounds * period_s, duty_frac * period_s);
}

/* With checkpoints the wave is cut where one begins, in mid-period as it may be. */
static void square_levels(const struct group *workload, struct activity *ret)
{
    const double free_s = activity_free_s(workload);
    const double period_s = number(workload, "period_s");
    const double duty_frac = number(workload, "duty_frac");
    const bool has_checkpoints = isfinite(free_s);
    const double cycle_s = has_checkpoints ? number(workload, "checkpoint_interval_s") : period_s;
    const double wave_s = has_checkpoints ? free_s : period_s;
    const double above_s = high_s(period_s, duty_frac, wave_s);

    ret->is_exact = true;
    ret->util_frac[0] = number(workload, "high_frac");
    ret->share[0] = above_s / cycle_s;
    ret->util_frac[1] = number(workload, "low_frac");
    ret->share[1] = (wave_s - above_s) / cycle_s;
    ret->util_frac[2] = has_checkpoints ? number(workload, "checkpoint_frac") : ret->util_frac[1];
    ret->share[2] = (cycle_s - wave_s) / cycle_s;
    for (size_t k = 0; k < ret->n; k++) {
        ret->host_util_frac[k] = number(workload, "host_utilisation_frac");
        ret->power_w[k] = PARAM_UNKNOWN;
    }
}

/* The golden section: its multiples, less whole numbers, fill 0 to 1 evenly and never fall in with a
 * period. */
#define GOLDEN_FRAC 0.61803398874989485

static enum status sample_levels(const struct group *workload, int64_t clock_us,
                                 struct activity *ret)
{
    const struct workload_model *const model = (const struct workload_model *)workload->info;
    const struct trace *const trace = trace_of(workload);
    const double span_s = trace != NULL && trace->n > 1 ? trace_s(trace) : (double)WEEK_S;
    const double part_s = span_s / (double)ret->n;
    const double offset_s = 0.0;
    struct workload_block block = {.n = 1, .offset_s = &offset_s};
    enum status st = STATUS_OK;

    block.dt_s = fmin(fmin(1.0, part_s), 0.02 * activity_period_s(workload)); /* drops NAN */
    for (size_t k = 0; k < ret->n && st == STATUS_OK; k++) {
        const double within = fmod((double)k * GOLDEN_FRAC, 1.0);
        block.time_s = (double)k * part_s + within * (part_s - block.dt_s);
        const double since_s = (double)clock_us / 1e6 + block.time_s;
        const double days = floor(since_s / DAY_S);
        block.clock_h = (since_s - days * DAY_S) / 3600.0;
        block.weekday = (int)fmod(days + 3.0, 7.0); /* 1970-01-01 was a Thursday */
        block.util_frac = &ret->util_frac[k];
        block.host_util_frac = &ret->host_util_frac[k];
        block.power_w = &ret->power_w[k];
        ret->power_w[k] = PARAM_UNKNOWN;
        ret->share[k] = 1.0 / (double)ret->n;
        st = model->step(workload->params, &block);
    }
    return st;
}

enum status activity_levels(struct arena *arena, const struct group *workload, int64_t clock_us,
                            struct activity *ret)
{
    if (is_square(workload)) {
        take_levels(arena, 3, ret);
        square_levels(workload, ret);
        return STATUS_OK;
    }
    take_levels(arena, ACTIVITY_SAMPLES, ret);
    return sample_levels(workload, clock_us, ret);
}
