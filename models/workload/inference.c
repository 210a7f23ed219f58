/* inference.c - "inference": work that follows the day and the week of its users.
 *
 *     x = mean (1 + swing cos(2 pi (t - peak) / 24 h)), at weekends times weekend, cut at 1
 *     u = x                                                     load is activity
 *     u = least + (most - least) B / (B + batch_half)           with batch_full, B = batch_full x
 *
 * Bursts: prompts are read (prefill) at full activity, burst_duration long, every burst_interval on
 * the mean, each rack at its own random times (models/arrivals.h). Between them u holds its mean over
 * a block of 16 intervals, so the mean is u + (1 - u) burst_duration / burst_interval, exactly over
 * whole blocks.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/arrivals.h"
#include "models/batch.h"
#include "models/registry.h"
#include "models/wave.h"
#include "models/workload/groups.h"

struct inference_params {
    double mean_frac;
    double swing_frac;
    double peak_h;
    double weekend_frac;
    double host_utilisation_frac;
    double batch_full;
    double batch_half;
    double least_frac;
    double most_frac;
    double burst_interval_s;
    double burst_duration_s;
    double seed;
};

#define PRESET "engineering estimate: swing 0.2 to 0.5, peak 13 to 16 h, weekend 0.6 to 0.9"
#define FIT                                                                                        \
    "fit to measured W per GPU, Llama-3.1-405B-FP8 on 8 H100, ML.ENERGY leaderboard; idle at 70 "  \
    "of 700 W is an estimate"

static const struct param rows[] = {
    {PARAM(inference_params, mean_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 1.0,
     .fallback = 0.5, .grade = GRADE_ESTIMATE, .source = PRESET,
     .text = "mean load of a working day"},
    {PARAM(inference_params, swing_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 1.0,
     .fallback = 0.35, .grade = GRADE_ESTIMATE, .source = PRESET,
     .text = "how far the day swings about its mean"},
    {PARAM(inference_params, peak_h), .kind = PARAM_NUMBER, .unit = "h", .min = 0.0, .max = 24.0,
     .fallback = 15.0, .grade = GRADE_ESTIMATE, .source = PRESET, .text = "busiest hour"},
    {PARAM(inference_params, weekend_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0,
     .max = 1.0, .fallback = 0.75, .grade = GRADE_ESTIMATE, .source = PRESET,
     .text = "Saturdays and Sundays over working days"},
    {PARAM(inference_params, host_utilisation_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0,
     .max = 1.0, .fallback = PARAM_UNKNOWN,
     .text = "activity of CPUs; when absent, as the accelerators'"},
    {PARAM(inference_params, batch_full), .kind = PARAM_NUMBER, .unit = "-", .min = 1.0, .max = 1e6,
     .fallback = PARAM_UNKNOWN,
     .text = "requests in a batch at full load; when absent, activity is the load itself"},
    {PARAM(inference_params, batch_half), .kind = PARAM_NUMBER, .unit = "-", .min = 0.1, .max = 1e6,
     .fallback = 63.78, .grade = GRADE_MEASURED, .source = FIT,
     .text = "batch at which activity is half way from least to most"},
    {PARAM(inference_params, least_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 1.0,
     .fallback = 0.472, .grade = GRADE_ESTIMATE, .source = FIT,
     .text = "activity toward a batch of none"},
    {PARAM(inference_params, most_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 1.5,
     .fallback = 0.963, .grade = GRADE_ESTIMATE, .source = FIT,
     .text = "activity toward an endless batch; a fit's may lie above 1, beyond its batches"},
    {PARAM(inference_params, burst_interval_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.06,
     .max = 3600.0, .fallback = PARAM_UNKNOWN,
     .text = "mean time from one burst of a rack to the next; when absent, none"},
    {PARAM(inference_params, burst_duration_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.001,
     .max = 60.0, .fallback = 0.2, .grade = GRADE_ESTIMATE, .source = "prefill takes 50 to 500 ms",
     .text = "how long one lasts, at full activity"},
    {PARAM(inference_params, seed), .kind = PARAM_COUNT, .unit = "-", .min = 0.0, .max = 1e9,
     .fallback = 1.0, .grade = GRADE_RULE, .source = "any number; another gives another history",
     .text = "of what is random"},
    {0},
};

/* A group at its work. */
struct serving {
    const struct inference_params *p;
    const struct workload_block *b;
    double offset_s;
    struct bursts bursts;
};

/* Mean activity apart from bursts over a span that begins at a time of the run. An offset moves the
 * group against the day: users in another time zone. */
static double steady_mean(const struct serving *s, double from_s, double span_s)
{
    const struct inference_params *const p = s->p;
    const bool has_batch = !isnan(p->batch_full);
    const struct wave_day day = {.mean = p->mean_frac,
                                 .swing_frac = p->swing_frac,
                                 .peak_h = p->peak_h,
                                 .weekend_frac = p->weekend_frac,
                                 .half = has_batch ? p->batch_half / p->batch_full : 0.0};
    const double shifted_h = s->b->clock_h + (from_s - s->b->time_s - s->offset_s) / 3600.0;
    const double days = floor(shifted_h / 24.0);
    const int weekday = (int)fmod(s->b->weekday + fmod(days, 7.0) + 7.0, 7.0);
    const double mean = wave_day_mean(&day, shifted_h - 24.0 * days, weekday, span_s);

    return has_batch ? p->least_frac + (p->most_frac - p->least_frac) * mean : mean;
}

/* Integral of the activity from from_s to to_s within one block, both since the group's start. */
static double block_integral(const struct serving *s, double block, double from_s, double to_s)
{
    const double block_s = bursts_block_s(&s->bursts);
    const double begin_s = block * block_s;
    const double level = steady_mean(s, begin_s + s->offset_s, block_s);
    const double bursts_s =
        bursts_time_s(&s->bursts, block, fmax(0.0, from_s - begin_s), to_s - begin_s);

    return level * (to_s - from_s) + (1.0 - level) * bursts_s;
}

static double burst_mean(const struct serving *s)
{
    const double block_s = bursts_block_s(&s->bursts);
    const double from_s = s->b->time_s - s->offset_s;
    const double to_s = from_s + s->b->dt_s;
    const double first = floor(from_s / block_s);
    const double last = floor(to_s / block_s);

    if (first == last) {
        return block_integral(s, first, from_s, to_s) / s->b->dt_s;
    }
    const double first_end_s = (first + 1.0) * block_s;
    const double last_begin_s = last * block_s;
    const double whole_s = last_begin_s - first_end_s;
    double total =
        block_integral(s, first, from_s, first_end_s) + block_integral(s, last, last_begin_s, to_s);
    if (last - first > 1.0) {
        const double share = s->bursts.lasting_s / s->bursts.every_s;
        const double level = steady_mean(s, first_end_s + s->offset_s, whole_s);
        total += whole_s * (level + (1.0 - level) * share);
    }
    return total / s->b->dt_s;
}

static double group_mean(const void *context, const struct workload_block *b,
                         struct workload_group group)
{
    const struct inference_params *const p = context;
    const struct serving serving = {
        .p = p,
        .b = b,
        .offset_s = group.offset_s,
        .bursts = {arrivals_key(p->seed, group.lane), p->burst_interval_s, p->burst_duration_s},
    };

    return isnan(p->burst_interval_s) ? steady_mean(&serving, b->time_s, b->dt_s)
                                      : burst_mean(&serving);
}

static enum status step(const void *params, const struct workload_block *b)
{
    const struct inference_params *const p = params;
    const struct workload_shape shape = {
        .mean = group_mean, .context = p, .has_lanes = !isnan(p->burst_interval_s)};

    workload_each(b, &shape, b->util_frac);
    workload_finish(b, p->host_utilisation_frac);
    return STATUS_OK;
}

static const char *check(const void *params)
{
    const struct inference_params *const p = params;
    const struct batch_curve curve = {p->least_frac, p->most_frac - p->least_frac, p->batch_half};

    if (!isnan(p->burst_interval_s) && p->burst_duration_s >= p->burst_interval_s) {
        return "'burst_duration' must be shorter than 'burst_interval'";
    }
    if (p->least_frac > p->most_frac) {
        return "'least' must not be above 'most'";
    }
    if (!isnan(p->batch_full) && batch_level(&curve, p->batch_full) > 1.0) {
        return "'most' is more than full activity at 'batch_full'; the fit does not reach so far";
    }
    return NULL;
}

const struct workload_model workload_inference = {
    .info =
        {
            .name = "inference",
            .summary = "work that follows the day and the week of its users, with bursts",
            .validity = "batches inside the range of the fit; bursts of a rack do not overlap",
            .source = "published day curves of serving clusters; measured power over batch",
            .params = rows,
            .params_size = sizeof(struct inference_params),
            .check = check,
        },
    .step = step,
};
