/* build_jobs.c - what jobs there are, on which node groups, and when.
 *
 * A workload that nodes name is a job that stays; those of the list "jobs" come and go.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/hall/builder.h"
#include "sim/scenario/racks.h"

static double resume_s(const struct model_ref *model)
{
    const struct workload_model *const info = (const struct workload_model *)model->info;

    return info->resume_s != NULL ? info->resume_s(model->params) : PARAM_UNKNOWN;
}

static struct plan_job place(struct builder *b, const struct scn_job *job, size_t number)
{
    const struct plan *const plan = b->plan;
    const struct scn_workload *const workloads = b->scenario->tree->workloads.items;
    const struct model_ref *const model = &workloads[job->workload.index].model;
    int32_t *const nodes = ARENA_ARRAY(b->arena, int32_t, plan->n[DIM_NODE], "plan");
    size_t n = 0;

    for (size_t i = 0; i < plan->n[DIM_NODE]; i++) {
        if (racks_fit(&job->racks, plan->names[DIM_RACK][plan->node_rack[i]])) {
            nodes[n++] = (int32_t)i;
        }
    }
    return (struct plan_job){
        .from_us = (int64_t)llround(job->start_s * 1e6),
        .to_us = isnan(job->end_s) ? INT64_MAX : (int64_t)llround(job->end_s * 1e6),
        .info = model->info,
        .params = model->params,
        .number = (int32_t)number,
        .nodes = nodes,
        .n_nodes = n,
    };
}

void builder_add_jobs(struct builder *b)
{
    struct plan *const plan = b->plan;
    const struct scn_workload *const workloads = b->scenario->tree->workloads.items;
    const struct scn_job *const jobs = b->hall->jobs.items;
    const size_t n_stay = b->scenario->tree->workloads.n;
    const size_t n_placed = b->hall->jobs.n;
    struct plan_job *const placed = ARENA_ARRAY(b->arena, struct plan_job, n_placed, "plan");

    plan->n_jobs = n_stay + n_placed;
    plan->job_resume_s = ARENA_ARRAY(b->arena, double, plan->n_jobs, "plan");
    for (size_t i = 0; i < n_stay; i++) {
        plan->job_resume_s[i] = resume_s(&workloads[i].model);
    }
    for (size_t i = 0; i < n_placed; i++) {
        placed[i] = place(b, &jobs[i], n_stay + i);
        plan->job_resume_s[n_stay + i] = resume_s(&workloads[jobs[i].workload.index].model);
    }
    plan->placed = placed;
    plan->n_placed = n_placed;
}
