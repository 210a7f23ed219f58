/* training.c - "training": synchronised training with checkpoints, failures and restarts.
 *
 * All accelerators compute, then wait for the all-reduce: a square wave of activity whose edges take
 * `ramp`. For checkpoint_duration at the end of every checkpoint_interval the wave gives way to a
 * level. Failures come at random and end in a restart (models/restarts.h).
 *
 * Groups are in phase unless said: stagger_groups = n starts lane k (k mod n) / n of a period later;
 * is_independent makes each lane a job of its own, with a period within 1 +- spread of the stated
 * one, a start anywhere in its cycle, and its own failures, all drawn from the seed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/registry.h"
#include "models/restarts.h"
#include "models/workload/groups.h"

struct training_params {
    double period_s;
    double duty_frac;
    double high_frac;
    double low_frac;
    double ramp_s;
    double host_utilisation_frac;
    double checkpoint_interval_s;
    double checkpoint_duration_s;
    double checkpoint_frac;
    double failure_interval_s;
    double restart_s;
    double restart_activity_frac;
    double restart_ramp_s;
    double stagger_groups;
    bool is_independent;
    double spread_frac;
    double seed;
};

#define PRESET "engineering estimate for pre-training: period 2 to 20 s, duty 0.75 to 0.9"

static const struct param rows[] = {
    {PARAM(training_params, period_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.01,
     .max = 3600.0, .fallback = 6.0, .grade = GRADE_ESTIMATE, .source = PRESET,
     .text = "time of one iteration"},
    {PARAM(training_params, duty_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 1.0,
     .fallback = 0.85, .grade = GRADE_ESTIMATE, .source = PRESET,
     .text = "share of the iteration that computes"},
    {PARAM(training_params, high_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 1.0,
     .fallback = 1.0, .grade = GRADE_ESTIMATE, .source = PRESET,
     .text = "activity while it computes"},
    {PARAM(training_params, low_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 1.0,
     .fallback = 0.45, .grade = GRADE_ESTIMATE, .source = PRESET,
     .text = "activity while it waits for the others"},
    {PARAM(training_params, ramp_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 60.0,
     .fallback = 0.0, .grade = GRADE_RULE,
     .source = "edges of 1 to 50 ms are instant in steps of 0.1 s",
     .text =
         "time in which the activity rises and falls; firmware that limits ramps makes it long"},
    {PARAM(training_params, host_utilisation_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0,
     .max = 1.0, .fallback = 0.5, .grade = GRADE_ESTIMATE,
     .source = "CPUs feed data at about half of their power", .text = "activity of CPUs"},
    {PARAM(training_params, checkpoint_interval_s), .kind = PARAM_NUMBER, .unit = "s", .min = 1.0,
     .max = 1e6, .fallback = 1800.0, .grade = GRADE_ESTIMATE,
     .source = "a checkpoint every 15 to 60 min", .text = "from one checkpoint to the next"},
    {PARAM(training_params, checkpoint_duration_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0,
     .max = 1e5, .fallback = 60.0, .grade = GRADE_ESTIMATE, .source = "30 to 120 s",
     .text = "how long it takes; 0 for none"},
    {PARAM(training_params, checkpoint_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0,
     .max = 1.0, .fallback = 0.4, .grade = GRADE_ESTIMATE, .source = "0.3 to 0.5 of the high level",
     .text = "activity meanwhile"},
    {PARAM(training_params, failure_interval_s), .kind = PARAM_NUMBER, .unit = "s", .min = 60.0,
     .max = 1e9, .fallback = PARAM_UNKNOWN,
     .text = "mean time between failures of the whole job; when absent, none fails"},
    {PARAM(training_params, restart_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 1e5,
     .fallback = 600.0, .grade = GRADE_ESTIMATE,
     .source = "minutes to notice, replace a node and read the checkpoint",
     .text = "how long the job is down after a failure"},
    {PARAM(training_params, restart_activity_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0,
     .max = 1.0, .fallback = 0.0, .grade = GRADE_ESTIMATE, .source = "idle until the job begins",
     .text = "activity meanwhile"},
    {PARAM(training_params, restart_ramp_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0,
     .max = 600.0, .fallback = 5.0, .grade = GRADE_ESTIMATE, .source = "1 to 10 s",
     .text = "time from there to the first iteration"},
    {PARAM(training_params, stagger_groups), .kind = PARAM_COUNT, .unit = "-", .min = 1.0,
     .max = 1e6, .fallback = 1.0, .grade = GRADE_RULE, .source = "one job runs in phase",
     .text = "racks take turns in so many groups, spread over one iteration; 1: in phase"},
    {PARAM(training_params, is_independent), .kind = PARAM_SWITCH, .fallback = 0.0,
     .grade = GRADE_RULE, .source = "one job on all racks",
     .text = "each rack is a job of its own, begun at random"},
    {PARAM(training_params, spread_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 0.5,
     .fallback = 0.0, .grade = GRADE_RULE, .source = "equal jobs",
     .text = "how far the periods of independent jobs differ from the stated one"},
    {PARAM(training_params, seed), .kind = PARAM_COUNT, .unit = "-", .min = 0.0, .max = 1e9,
     .fallback = 1.0, .grade = GRADE_RULE, .source = "any number; another gives another history",
     .text = "of what is random"},
    {0},
};

/* A job's parameters in the terms of its wave, once a step. */
struct job {
    const struct training_params *p;
    struct wave_training training;
    double cycle_s; /* after which it repeats, failures apart */
};

enum { DRAW_START, DRAW_PERIOD };

static double group_mean(const void *context, const struct workload_block *b,
                         struct workload_group group)
{
    const struct job *const job = context;
    const struct training_params *const p = job->p;
    struct wave_training training = job->training;
    const uint64_t key = arrivals_key(p->seed, p->is_independent ? group.lane : 0);
    double from_s = b->time_s - group.offset_s;

    if (p->is_independent) {
        const uint64_t own = ~key; /* its failures count from 0 on the key itself */
        from_s += arrivals_uniform(own, DRAW_START) * job->cycle_s;
        training.wave.period_s *=
            1.0 + p->spread_frac * (2.0 * arrivals_uniform(own, DRAW_PERIOD) - 1.0);
    } else if (p->stagger_groups > 1.0) {
        from_s -= fmod(group.lane, p->stagger_groups) / p->stagger_groups * p->period_s;
    }
    if (isnan(p->failure_interval_s)) {
        return wave_training_mean(&training, from_s, b->dt_s);
    }
    const struct restarts restarts = {
        .failures = {key, p->failure_interval_s},
        .down_s = p->restart_s,
        .down = p->restart_activity_frac,
        .ramp_s = p->restart_ramp_s,
    };
    return restarts_mean(&restarts, &training, from_s, b->dt_s);
}

static enum status step(const void *params, const struct workload_block *b)
{
    const struct training_params *const p = params;
    const bool has_checkpoints = p->checkpoint_duration_s > 0.0;
    const struct job job = {
        .p = p,
        .training = {.wave = {.period_s = p->period_s,
                              .duty_frac = p->duty_frac,
                              .high = p->high_frac,
                              .low = p->low_frac,
                              .ramp_s = p->ramp_s},
                     .interval_s = has_checkpoints ? p->checkpoint_interval_s : (double)INFINITY,
                     .checkpoint_s = p->checkpoint_duration_s,
                     .checkpoint = p->checkpoint_frac},
        .cycle_s = has_checkpoints ? p->checkpoint_interval_s : p->period_s,
    };
    const struct workload_shape shape = {.mean = group_mean,
                                         .context = &job,
                                         .has_lanes = p->is_independent || p->stagger_groups > 1.0};

    workload_each(b, &shape, b->util_frac);
    workload_finish(b, p->host_utilisation_frac);
    return STATUS_OK;
}

/* The shortest stretch on one level, that an edge has to fit in. */
static double shortest_level_s(const struct training_params *p)
{
    const double period_s = p->period_s * (p->is_independent ? 1.0 - p->spread_frac : 1.0);
    double shortest_s = (double)INFINITY;

    if (p->duty_frac > 0.0 && p->duty_frac < 1.0) {
        shortest_s = period_s * fmin(p->duty_frac, 1.0 - p->duty_frac);
    }
    if (p->checkpoint_duration_s > 0.0) {
        shortest_s = fmin(shortest_s, fmin(p->checkpoint_duration_s,
                                           p->checkpoint_interval_s - p->checkpoint_duration_s));
    }
    return shortest_s;
}

static const char *check(const void *params)
{
    const struct training_params *const p = params;

    if (p->checkpoint_duration_s >= p->checkpoint_interval_s) {
        return "'checkpoint_duration' must be shorter than 'checkpoint_interval'";
    }
    if (p->ramp_s > shortest_level_s(p)) {
        return "'ramp' must not be longer than the iteration computes or waits, nor than a "
               "checkpoint";
    }
    return p->low_frac > p->high_frac ? "'low' must not be above 'high'" : NULL;
}

/* One node lost stops them all, but for jobs of their own. */
static double resume_s(const void *params)
{
    const struct training_params *const p = params;

    return p->is_independent ? PARAM_UNKNOWN : p->restart_s;
}

const struct workload_model workload_training = {
    .info =
        {
            .name = "training",
            .summary = "synchronised training: a square wave with checkpoints, failures, restarts",
            .validity =
                "steps longer than the period see its mean; the fall at a failure is instant",
            .source = "Fourier form of a trapezoid; levels are estimates from published traces",
            .params = rows,
            .params_size = sizeof(struct training_params),
            .check = check,
        },
    .step = step,
    .resume_s = resume_s,
};
