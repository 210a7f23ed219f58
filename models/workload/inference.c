/* inference.c - "inference": work that follows the day and the week of its users.
 *
 *     u = mean (1 + swing cos(2 pi (t - peak) / 24 h)), at weekends times weekend, cut at 1
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/registry.h"
#include "models/wave.h"
#include "models/workload_model.h"

struct inference_params {
    double mean_frac;
    double swing_frac;
    double peak_h;
    double weekend_frac;
    double host_utilisation_frac;
};

#define PRESET "engineering estimate: swing 0.2 to 0.5, peak 13 to 16 h, weekend 0.6 to 0.9"

static const struct param rows[] = {
    {PARAM(inference_params, mean_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 1.0,
     .fallback = 0.5, .grade = GRADE_ESTIMATE, .source = PRESET,
     .text = "mean activity of a working day"},
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
    {0},
};

static enum status step(const void *params, const struct workload_block *b)
{
    const struct inference_params *const p = params;
    const struct wave_day day = {p->mean_frac, p->swing_frac, p->peak_h, p->weekend_frac, 0.0};

    for (size_t i = 0; i < b->n; i++) {
        /* An offset moves the group against the day: users in another time zone. */
        const double shifted_h = b->clock_h - b->offset_s[i] / 3600.0;
        const double days = floor(shifted_h / 24.0);
        const int weekday = (int)fmod(b->weekday + fmod(days, 7.0) + 7.0, 7.0);
        const double mean = wave_day_mean(&day, shifted_h - 24.0 * days, weekday, b->dt_s);
        b->util_frac[i] = fmin(1.0, fmax(0.0, mean));
        b->host_util_frac[i] =
            isnan(p->host_utilisation_frac) ? b->util_frac[i] : p->host_utilisation_frac;
    }
    return STATUS_OK;
}

const struct workload_model workload_inference = {
    .info =
        {
            .name = "inference",
            .summary = "work that follows the day and the week of its users",
            .validity = "the mean of many requests; bursts below a minute are not part of it",
            .source = "published day curves of serving clusters",
            .params = rows,
            .params_size = sizeof(struct inference_params),
        },
    .step = step,
};
