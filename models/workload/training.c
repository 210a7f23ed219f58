/* training.c - "training": synchronised training with checkpoints.
 *
 * All accelerators compute, then wait for the all-reduce: a square wave of activity. For
 * checkpoint_duration at the end of every checkpoint_interval the wave gives way to a level.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/registry.h"
#include "models/wave.h"
#include "models/workload_model.h"

struct training_params {
    double period_s;
    double duty_frac;
    double high_frac;
    double low_frac;
    double host_utilisation_frac;
    double checkpoint_interval_s;
    double checkpoint_duration_s;
    double checkpoint_frac;
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
    {0},
};

static enum status step(const void *params, const struct workload_block *b)
{
    const struct training_params *const p = params;
    const struct wave_training training = {
        .wave = {p->period_s, p->duty_frac, p->high_frac, p->low_frac},
        .interval_s = p->checkpoint_duration_s > 0.0 ? p->checkpoint_interval_s : (double)INFINITY,
        .checkpoint_s = p->checkpoint_duration_s,
        .checkpoint = p->checkpoint_frac,
    };

    for (size_t i = 0; i < b->n; i++) {
        /* A staggered group runs the same wave earlier or later; one whole cycle more keeps time
         * positive without changing the phase. */
        double from_s = b->time_s - b->offset_s[i];
        if (from_s < 0.0) {
            const double cycle_s =
                p->checkpoint_duration_s > 0.0 ? p->checkpoint_interval_s : p->period_s;
            from_s += ceil(-from_s / cycle_s) * cycle_s;
        }
        const double mean = wave_training_mean(&training, from_s, b->dt_s);
        b->util_frac[i] = fmin(1.0, fmax(0.0, mean));
        b->host_util_frac[i] = p->host_utilisation_frac;
    }
    return STATUS_OK;
}

static const char *check(const void *params)
{
    const struct training_params *const p = params;

    if (p->checkpoint_duration_s >= p->checkpoint_interval_s) {
        return "'checkpoint_duration' must be shorter than 'checkpoint_interval'";
    }
    return p->low_frac > p->high_frac ? "'low' must not be above 'high'" : NULL;
}

const struct workload_model workload_training = {
    .info =
        {
            .name = "training",
            .summary = "synchronised training: a square wave with checkpoints",
            .validity = "edges are instant; steps longer than the period see its mean",
            .source = "Fourier form of a rectangle; levels are estimates from published traces",
            .params = rows,
            .params_size = sizeof(struct training_params),
            .check = check,
        },
    .step = step,
};
