/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/engine/events.h"

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Time until the next thing that the scenario lets happen. */
static int64_t to_event_us(const struct plan *plan, int64_t time_us)
{
    for (size_t i = 0; i < plan->n_events; i++) {
        if (plan->events[i].at_us > time_us) {
            return plan->events[i].at_us - time_us;
        }
    }
    return INT64_MAX;
}

/* Time until the next job begins or ends. */
static int64_t to_job_us(const struct plan *plan, int64_t time_us)
{
    int64_t next_us = INT64_MAX;

    for (size_t k = 0; k < plan->n_placed; k++) {
        const struct plan_job *const job = &plan->placed[k];
        next_us = job->from_us > time_us ? least(next_us, job->from_us) : next_us;
        next_us = job->to_us > time_us ? least(next_us, job->to_us) : next_us;
    }
    return next_us == INT64_MAX ? next_us : next_us - time_us;
}

int64_t events_next_step_us(const struct plan *plan, const struct hall *hall)
{
    const int64_t to_end_us = plan->duration_us - hall->time_us;
    const int64_t to_record_us = plan->record_us - hall->time_us % plan->record_us;

    const int64_t to_change_us =
        least(to_event_us(plan, hall->time_us), to_job_us(plan, hall->time_us));

    return least(least(plan->step_us, to_change_us), least(to_record_us, to_end_us));
}

bool events_is_record(const struct plan *plan, int64_t time_us)
{
    bool is_event = false;

    for (size_t i = 0; i < plan->n_events; i++) {
        is_event = is_event || plan->events[i].at_us == time_us;
    }
    return is_event || time_us % plan->record_us == 0 || time_us == plan->duration_us;
}
