/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/works_order.h"

#include <math.h>

static double latest(double a, double b)
{
    return isnan(a) || isnan(b) ? (double)NAN : fmax(a, b);
}

/* Earlier begin first; what is not known last. */
static bool is_before(double a, double b)
{
    return !isnan(a) && (isnan(b) || a < b);
}

/* When it could begin, given what is done. */
static double ready_s(const struct works_job *jobs, size_t n, const struct works_job *job,
                      double outage_end_s)
{
    double ready = job->lead_s;

    for (size_t i = 0; i < n; i++) {
        if ((job->needs >> i & 1U) != 0) {
            ready = latest(ready, jobs[i].end_s);
        }
    }
    return job->has_outage ? latest(ready, outage_end_s) : ready;
}

/* The next job to begin: the soonest of those whose needs are done; in a circle the soonest of all. */
static size_t next_job(const struct works_job *jobs, size_t n, uint64_t done, double outage_end_s)
{
    size_t best = n;
    bool best_is_free = false;
    double best_s = 0.0;

    for (size_t i = 0; i < n; i++) {
        if ((done >> i & 1U) != 0) {
            continue;
        }
        const bool is_free = (jobs[i].needs & ~done) == 0;
        const double at_s = ready_s(jobs, n, &jobs[i], outage_end_s);
        const bool is_sooner = is_free == best_is_free && is_before(at_s, best_s);
        if (best == n || (is_free && !best_is_free) || is_sooner) {
            best = i;
            best_is_free = is_free;
            best_s = at_s;
        }
    }
    return best;
}

double works_order(struct works_job *jobs, size_t n)
{
    double all_s = 0.0;
    double outage_end_s = 0.0;
    uint64_t done = 0;

    for (size_t i = 0; i < n; i++) {
        jobs[i].end_s = 0.0;
    }
    for (size_t place = 0; place < n; place++) {
        const size_t i = next_job(jobs, n, done, outage_end_s);
        jobs[i].begin_s = ready_s(jobs, n, &jobs[i], outage_end_s);
        jobs[i].end_s = jobs[i].begin_s + jobs[i].duration_s;
        jobs[i].place = place;
        outage_end_s = jobs[i].has_outage ? jobs[i].end_s : outage_end_s;
        all_s = latest(all_s, jobs[i].end_s);
        done |= UINT64_C(1) << i;
    }
    return all_s;
}
