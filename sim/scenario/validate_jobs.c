/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/validate_jobs.h"

#include <math.h>

#include "sim/scenario/racks.h"

static void check_racks(const struct scn_hall *hall, const struct scn_job *job, struct diag *diag)
{
    racks_check(hall, &job->racks, diag);
    if (!isnan(job->end_s) && job->end_s <= job->start_s) {
        diag_add(diag, DIAG_CONTRADICTION, job->at,
                 "job: it ends at %g s, before it starts at %g s", job->end_s, job->start_s);
    }
}

static double end_of(const struct scn_job *job)
{
    return isnan(job->end_s) ? (double)INFINITY : job->end_s;
}

/* One rack works on one job at a time. */
static void check_rack(const struct scn_hall *hall, const struct scn_rack *rack, struct diag *diag)
{
    const struct scn_job *const jobs = hall->jobs.items;
    const struct scn_node *const nodes = rack->nodes.items;
    const struct scn_job *first = NULL;

    for (size_t i = 0; i < hall->jobs.n; i++) {
        if (!racks_fit(&jobs[i].racks, rack->name)) {
            continue;
        }
        first = first == NULL ? &jobs[i] : first;
        for (size_t k = 0; k < i; k++) {
            if (racks_fit(&jobs[k].racks, rack->name) && jobs[k].start_s < end_of(&jobs[i]) &&
                jobs[i].start_s < end_of(&jobs[k])) {
                diag_add(diag, DIAG_CONTRADICTION, jobs[i].at,
                         "two jobs are on rack '%s' at the same time", rack->name);
                diag_note(diag, "the other is at line %u", jobs[k].at.line);
                return;
            }
        }
    }
    for (size_t k = 0; first != NULL && k < rack->nodes.n; k++) {
        if (nodes[k].workload.text != NULL) {
            diag_add(diag, DIAG_CONTRADICTION, nodes[k].workload.at,
                     "rack '%s' is given to jobs, so its nodes cannot name a workload", rack->name);
            diag_note(diag, "the job is at line %u", first->at.line);
        }
    }
}

void validate_jobs(const struct scn_hall *hall, struct diag *diag)
{
    const struct scn_job *const jobs = hall->jobs.items;
    const struct scn_row *const rows = hall->rows.items;

    for (size_t i = 0; i < hall->jobs.n; i++) {
        check_racks(hall, &jobs[i], diag);
    }
    for (size_t i = 0; i < hall->rows.n && hall->jobs.n > 0; i++) {
        const struct scn_rack *const racks = rows[i].racks.items;
        for (size_t k = 0; k < rows[i].racks.n; k++) {
            check_rack(hall, &racks[k], diag);
        }
    }
}
