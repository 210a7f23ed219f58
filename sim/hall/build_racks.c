/* build_racks.c - node groups and racks.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/containment.h"
#include "models/phys.h"
#include "sim/hall/builder.h"
#include "sim/scenario/decode_value.h"

/* A node group of a rack before the groups are sorted. */
struct draft {
    const struct scn_node *node;
    size_t rack;
    size_t order; /* in the file: keeps the sort stable */
};

static int compare_drafts(const void *x, const void *y)
{
    const struct draft *const a = x;
    const struct draft *const b = y;
    const struct model_ref *const p = &a->node->model;
    const struct model_ref *const q = &b->node->model;
    int order = strcmp(p->info->name, q->info->name);

    if (order == 0) {
        order = memcmp(p->params, q->params, p->info->params_size);
    }
    if (order == 0) {
        order = (a->node->workload.index > b->node->workload.index) -
                (a->node->workload.index < b->node->workload.index);
    }
    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

/* Node groups of all racks, sorted so that one call of a model serves as many as possible. */
static struct draft *sort_nodes(struct builder *b, size_t *ret_n)
{
    size_t n = 0;

    for (size_t r = 0; r < b->plan->n[DIM_RACK]; r++) {
        n += b->racks[r]->nodes.n;
    }
    struct draft *const drafts = ARENA_ARRAY(b->arena, struct draft, n, "plan");
    n = 0;
    for (size_t r = 0; r < b->plan->n[DIM_RACK]; r++) {
        const struct scn_node *const nodes = b->racks[r]->nodes.items;
        for (size_t k = 0; k < b->racks[r]->nodes.n; k++) {
            if (nodes[k].model.info != NULL && nodes[k].count > 0.0) {
                drafts[n] = (struct draft){.node = &nodes[k], .rack = r, .order = n};
                n++;
            }
        }
    }
    qsort(drafts, n, sizeof *drafts, compare_drafts);
    *ret_n = n;
    return drafts;
}

static const char *node_name(struct builder *b, const struct draft *d)
{
    const struct scn_rack *const rack = b->racks[d->rack];
    const struct scn_node *const nodes = rack->nodes.items;
    const char *const type = d->node->name != NULL  ? d->node->name
                             : d->node->use != NULL ? d->node->use
                                                    : "nodes";
    size_t n_same = 0;

    for (const struct scn_node *other = nodes; other < d->node; other++) {
        const char *const its = other->name != NULL  ? other->name
                                : other->use != NULL ? other->use
                                                     : "nodes";
        n_same += strcmp(its, type) == 0;
    }
    return n_same == 0 ? text_print(b->arena, "%s/%s", rack->name, type)
                       : text_print(b->arena, "%s/%s-%zu", rack->name, type, n_same + 1);
}

static void take_node(struct builder *b, size_t i, const struct draft *d)
{
    struct plan *const plan = b->plan;
    const struct scn_node *const node = d->node;
    const struct cooling_model *const cooling =
        (const struct cooling_model *)b->racks[d->rack]->cooling->model.info;

    b->nodes[i] = node;
    plan->names[DIM_NODE][i] = node_name(b, d);
    plan->node_rack[i] = (int32_t)d->rack;
    plan->node_type[i] = node->use != NULL ? node->use : "";
    plan->node_count[i] = node->count;
    plan->node_height_u[i] = node->height_u;
    const double gpus = model_number(node->model.info, node->model.params, "accelerators");
    plan->node_gpus[i] = isnan(gpus) ? 0.0 : gpus * node->count;
    plan->node_offset_s[i] = node->offset_s;
    plan->node_job[i] = (int32_t)node->workload.index;
    plan->node_nameplate_w[i] = node->nameplate_w;
    plan->node_measured_max_w[i] = node->measured_max_w;
    plan->node_cap_w[i] = isnan(node->cap_w) ? (double)INFINITY : node->cap_w;
    plan->node_plated_frac[i] = cooling->takes_plates ? 1.0 : 0.0;
    plan->node_var_per_w[i] = tan(acos(node->power_factor));
    plan->node_traits[i] = (struct node_traits){
        .rating_w = node->nameplate_w,
        .supplies = node->supplies,
        .supplies_needed = node->supplies_needed,
        .on_supply_loss = node->on_supply_loss,
        .cap_latency_s = node->cap_latency_s,
        .restart_s = node->restart_s,
        .buffer_j = node->buffer_j,
        .buffer_time_s = node->buffer_time_s,
        .throttle_c = node->throttle_c,
    };
}

/* What a node without a workload does: the constant model by its defaults, full load. */
static struct model_ref full_load(struct arena *arena)
{
    const struct model_info *const info = &workload_constant.info;
    char *const params = arena_take(arena, 1, info->params_size, "plan");

    for (const struct param *row = info->params; row->key != NULL; row++) {
        decode_fallback(row, params + row->offset);
    }
    return (struct model_ref){.info = info, .params = params};
}

/* Runs of node groups with one workload; the runs of a workload need not touch. */
static void group_workloads(struct builder *b, size_t n)
{
    const struct model_ref free_model = full_load(b->arena);
    const struct scn_workload *const workloads = b->scenario->tree->workloads.items;
    struct groups *const groups = &b->plan->workload;
    long last = -2;

    groups->items = ARENA_ARRAY(b->arena, struct group, n, "plan");
    for (size_t i = 0; i < n; i++) {
        const long index = b->nodes[i]->workload.index;
        if (i > 0 && index == last) {
            groups->items[groups->n - 1].n++;
            continue;
        }
        const struct model_ref *const model = index >= 0 ? &workloads[index].model : &free_model;
        groups->items[groups->n++] =
            (struct group){.info = model->info, .params = model->params, .first = i, .n = 1};
        last = index;
    }
}

void builder_add_nodes(struct builder *b)
{
    struct plan *const plan = b->plan;
    size_t n = 0;
    const struct draft *const drafts = sort_nodes(b, &n);
    struct model_ref *const refs = ARENA_ARRAY(b->arena, struct model_ref, n, "plan");

    plan->n[DIM_NODE] = n;
    plan->names[DIM_NODE] = ARENA_ARRAY(b->arena, const char *, n, "plan");
    b->nodes = ARENA_ARRAY(b->arena, const struct scn_node *, n, "plan");
    plan->node_rack = ARENA_ARRAY(b->arena, int32_t, n, "plan");
    plan->node_type = ARENA_ARRAY(b->arena, const char *, n, "plan");
    plan->node_count = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->node_height_u = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->node_job = ARENA_ARRAY(b->arena, int32_t, n, "plan");
    plan->node_gpus = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->node_offset_s = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->node_nameplate_w = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->node_measured_max_w = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->node_cap_w = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->node_plated_frac = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->node_var_per_w = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->node_traits = ARENA_ARRAY(b->arena, struct node_traits, n, "plan");
    for (size_t i = 0; i < n; i++) {
        take_node(b, i, &drafts[i]);
        refs[i] = drafts[i].node->model;
    }
    builder_group(b, &plan->node, refs, NULL, n);
    group_workloads(b, n);
}

/* ------------------------------------------------------------- design heat */

/* Columns of a node block that only serve to find the heat at full load. */
enum { N_NODE_ARRAYS = 19 };

/* Heat of one node group at its nameplate (at full activity where it has none), by path: the model
 * itself says how it splits. */
static void find_design_heat(struct builder *b, const struct group *g, size_t i)
{
    const struct plan *const plan = b->plan;
    const struct node_model *const model = (const struct node_model *)g->info;
    const size_t n_states = model_n_states(g->info);
    const size_t n_work = g->info->work_size != NULL ? g->info->work_size(g->params, 1) : 0;
    const struct arena_mark mark = arena_mark(b->arena);
    double *const out = ARENA_ARRAY(b->arena, double, N_NODE_ARRAYS + n_states + n_work, "plan");
    const double one = 1.0;
    const double no_cap_w = (double)INFINITY;
    const double inlet_c = b->hall->air->supply_c;
    const double coolant_c = 40.0; /* the split hardly hangs on it */
    const double not_known = PARAM_UNKNOWN;
    const struct node_block block = {
        .n = 1,
        .dt_s = 1e7,
        .air_j_per_m3k = plan->air_j_per_m3k,
        .count = &plan->node_count[i],
        .util_frac = &one,
        .host_util_frac = &one,
        .cap_w = &no_cap_w,
        .force_w = &plan->node_nameplate_w[i],
        .powered_frac = &one,
        .supply_frac = &one,
        .plated_frac = &plan->node_plated_frac[i],
        .inlet_c = &inlet_c,
        .coolant_c = &coolant_c,
        .coolant_m3s = &not_known,
        .coolant_w_per_k = &not_known,
        .traits = &plan->node_traits[i],
        .demand_w = &out[0],
        .accelerator_w = &out[1],
        .host_w = &out[2],
        .memory_w = &out[3],
        .network_w = &out[4],
        .storage_w = &out[5],
        .board_w = &out[6],
        .fan_w = &out[7],
        .psu_loss_w = &out[8],
        .plate_w = &out[9],
        .air_w = &out[10],
        .airflow_m3s = &out[11],
        .die_c = &out[12],
        .work_frac = &out[13],
        .stored_j = &out[14],
        .buffer_w = &out[15],
        .hbm_c = &out[16],
        .shut_nodes = &out[17],
        .ceiling_frac = &out[18],
        .state = &out[N_NODE_ARRAYS],
        .work = &out[N_NODE_ARRAYS + n_states],
    };
    enum status st = model->start(g->params, &block);

    /* Twice: the first step still carries the start in its mean. */
    for (int k = 0; k < 2 && st == STATUS_OK; k++) {
        st = model->step(g->params, &block);
    }
    if (st != STATUS_OK) {
        diag_add(b->diag, DIAG_OUT_OF_RANGE, b->nodes[i]->at,
                 "node '%s' has no state at full load: %s", plan->names[DIM_NODE][i],
                 status_text(st));
        b->status = STATUS_BAD_INPUT;
    } else {
        b->node_design_plate_w[i] = block.plate_w[0];
        b->rack_design_plate_w[plan->node_rack[i]] += block.plate_w[0];
        b->rack_design_air_w[plan->node_rack[i]] += block.air_w[0];
    }
    arena_reset(b->arena, mark);
}

/* ------------------------------------------------------------------- racks */

static void link_nodes(struct builder *b)
{
    struct plan *const plan = b->plan;
    const size_t n_racks = plan->n[DIM_RACK];
    const size_t n_nodes = plan->n[DIM_NODE];
    struct links *const l = &plan->rack_nodes;

    l->first = ARENA_ARRAY(b->arena, int32_t, n_racks + 1, "plan");
    l->to = ARENA_ARRAY(b->arena, int32_t, n_nodes, "plan");
    int32_t *const next = ARENA_ARRAY(b->arena, int32_t, n_racks, "plan");
    for (size_t i = 0; i < n_nodes; i++) {
        l->first[plan->node_rack[i] + 1]++;
    }
    for (size_t r = 0; r < n_racks; r++) {
        l->first[r + 1] += l->first[r];
        next[r] = l->first[r];
    }
    for (size_t i = 0; i < n_nodes; i++) {
        l->to[next[plan->node_rack[i]]++] = (int32_t)i;
    }
}

/* A rack is known when the scenario says what is in it and what each part draws. */
static bool is_known(const struct scn_rack *rack)
{
    const struct scn_node *const nodes = rack->nodes.items;

    if (!rack->nodes.is_given) {
        return false;
    }
    for (size_t k = 0; k < rack->nodes.n; k++) {
        if (nodes[k].model.info == NULL && nodes[k].count > 0.0) {
            return false;
        }
    }
    return true;
}

static void take_air_path(struct plan *plan, size_t r, const struct scn_row *row)
{
    const struct containment *const c = containment_at((size_t)row->containment);

    plan->rack_recirculation_frac[r] =
        isnan(row->recirculation_frac) ? c->recirculation_frac : row->recirculation_frac;
    plan->rack_bypass_frac[r] = isnan(row->bypass_frac) ? c->bypass_frac : row->bypass_frac;
    plan->rack_top_rise_k[r] = isnan(row->top_rise_k) ? c->top_rise_k : row->top_rise_k;
    plan->rack_faces[r] = row->faces;
}

static void take_rack(struct builder *b, size_t r)
{
    struct plan *const plan = b->plan;
    const struct scn_rack *const rack = b->racks[r];
    const struct cooling_model *const cooling =
        (const struct cooling_model *)rack->cooling->model.info;

    plan->names[DIM_RACK][r] = rack->name;
    plan->rack_is_known[r] = is_known(rack);
    plan->rack_is_immersed[r] = cooling->is_immersed;
    plan->n_unknown_racks += plan->rack_is_known[r] ? 0 : 1;
    plan->rack_phase[r] = rack->phase;
    plan->rack_limit_w[r] = rack->limit_w;
    plan->rack_usable_u[r] = rack->height_u;
    take_air_path(plan, r, b->rows[r]);
}

void builder_add_racks(struct builder *b)
{
    struct plan *const plan = b->plan;
    const size_t n = plan->n[DIM_RACK];
    struct model_ref *const refs = ARENA_ARRAY(b->arena, struct model_ref, n, "plan");

    plan->names[DIM_RACK] = ARENA_ARRAY(b->arena, const char *, n, "plan");
    plan->rack_is_known = ARENA_ARRAY(b->arena, bool, n, "plan");
    plan->rack_is_immersed = ARENA_ARRAY(b->arena, bool, n, "plan");
    plan->rack_phase = ARENA_ARRAY(b->arena, int32_t, n, "plan");
    plan->rack_limit_w = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->rack_usable_u = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->rack_recirculation_frac = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->rack_bypass_frac = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->rack_top_rise_k = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->rack_faces = ARENA_ARRAY(b->arena, double, n, "plan");
    b->rack_design_plate_w = ARENA_ARRAY(b->arena, double, n, "plan");
    b->rack_design_air_w = ARENA_ARRAY(b->arena, double, n, "plan");
    b->node_design_plate_w = ARENA_ARRAY(b->arena, double, plan->n[DIM_NODE], "plan");
    for (size_t r = 0; r < n; r++) {
        take_rack(b, r);
        refs[r] = b->racks[r]->cooling->model;
    }
    builder_group(b, &plan->cooling, refs, NULL, n);
    link_nodes(b);
    for (size_t k = 0; k < plan->node.n && b->status == STATUS_OK; k++) {
        const struct group *const g = &plan->node.items[k];
        for (size_t i = g->first; i < g->first + g->n && b->status == STATUS_OK; i++) {
            find_design_heat(b, g, i);
        }
    }
}
