/* build_coolant.c - coolant to the racks: headers, branches, and the manifold inside each rack.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/hydraulics.h"
#include "sim/hall/builder.h"

/* A node hangs on two couplings, one in its supply and one in its return. */
enum { COUPLINGS = 2 };

/* Heat that the design flow of a rack must carry at full load. */
static double design_liquid_w(const struct builder *b, size_t r)
{
    const struct cooling_model *const cooling =
        (const struct cooling_model *)b->racks[r]->cooling->model.info;

    if (cooling->takes_plates) {
        return b->rack_design_plate_w[r];
    }
    return b->rack_design_plate_w[r] + b->rack_design_air_w[r]; /* door or bath: all of it */
}

/* ----------------------------------------------------------------- headers */

static int32_t find_root(const int32_t *above, int32_t c)
{
    while (above[c] != c) {
        c = above[c];
    }
    return c;
}

/* CDUs that share a rack stand on one header, and so do those that share one with them. */
static void find_headers(struct builder *b)
{
    struct plan *const plan = b->plan;
    const size_t n = plan->n[DIM_CDU];
    int32_t *const above = ARENA_ARRAY(b->arena, int32_t, n, "plan");
    struct links *const l = &plan->header_cdus;

    plan->cdu_header = ARENA_ARRAY(b->arena, int32_t, n, "plan");
    for (size_t c = 0; c < n; c++) {
        above[c] = (int32_t)c;
    }
    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        const int32_t first = plan->rack_loops.first[r];
        for (int32_t k = first + 1; k < plan->rack_loops.first[r + 1]; k++) {
            const int32_t x = find_root(above, plan->rack_loops.to[first]);
            const int32_t y = find_root(above, plan->rack_loops.to[k]);
            above[x > y ? x : y] = x > y ? y : x; /* the first CDU of a header is its root */
        }
    }
    l->first = ARENA_ARRAY(b->arena, int32_t, n + 1, "plan");
    l->to = ARENA_ARRAY(b->arena, int32_t, n, "plan");
    int32_t n_linked = 0;
    for (size_t root = 0; root < n; root++) {
        if (above[root] != (int32_t)root) {
            continue;
        }
        for (size_t c = root; c < n; c++) {
            if (find_root(above, (int32_t)c) == (int32_t)root) {
                l->to[n_linked++] = (int32_t)c;
                plan->cdu_header[c] = (int32_t)plan->n_headers;
            }
        }
        l->first[++plan->n_headers] = n_linked;
    }
}

/* ---------------------------------------------------------------- branches */

static void link_racks(struct builder *b)
{
    struct plan *const plan = b->plan;
    const size_t n = plan->n[DIM_RACK];
    size_t n_links = 0;

    for (size_t r = 0; r < n; r++) {
        n_links += b->racks[r]->cdus.n;
    }
    plan->rack_loops = (struct links){.first = ARENA_ARRAY(b->arena, int32_t, n + 1, "plan"),
                                      .to = ARENA_ARRAY(b->arena, int32_t, n_links, "plan")};
    for (size_t r = 0; r < n; r++) {
        const struct name_list *const cdus = &b->racks[r]->cdus;
        const int32_t first = plan->rack_loops.first[r];
        plan->rack_loops.first[r + 1] = first + (int32_t)cdus->n;
        for (size_t k = 0; k < cdus->n; k++) {
            plan->rack_loops.to[first + (int32_t)k] = (int32_t)cdus->items[k].index;
        }
    }
}

/* The manifold as the plan holds it, with nothing unplugged. */
static struct manifold manifold_of(const struct plan *plan, size_t r)
{
    const int32_t first = plan->rack_nodes.first[r];

    return (struct manifold){
        .n = (size_t)(plan->rack_nodes.first[r + 1] - first),
        .members = plan->rack_nodes.to + first,
        .count = plan->node_count,
        .openness = plan->node_openness,
        .segment_pa_per_m3s2 = plan->rack_segment_pa_per_m3s2[r],
    };
}

/* Nodes on cold plates hang on the rack's manifold, each with a branch that gives it its part of the
 * design flow: with the manifold's share of the drop to the last of n nodes alike,
 *     segment = share k 6 n / ((n + 1) (2 n + 1))        as sum m^2 = n (n + 1) (2 n + 1) / 6
 * All is then scaled so that the whole takes the design flow at the design drop. */
static void build_manifold(struct builder *b, size_t r, double k_pa_per_m3s2, double *scratch)
{
    struct plan *const plan = b->plan;
    const double share = b->racks[r]->manifold_frac;
    double n = 0.0;

    for (int32_t k = plan->rack_nodes.first[r]; k < plan->rack_nodes.first[r + 1]; k++) {
        const int32_t i = plan->rack_nodes.to[k];
        if (b->node_design_plate_w[i] > 0.0) {
            const double part =
                b->node_design_plate_w[i] / plan->node_count[i] / b->rack_design_plate_w[r];
            plan->node_openness[i] = part / sqrt((1.0 - share) * k_pa_per_m3s2);
            n += plan->node_count[i];
        }
    }
    plan->rack_segment_pa_per_m3s2[r] =
        share * k_pa_per_m3s2 * 6.0 * n / ((n + 1.0) * (2.0 * n + 1.0));
    const struct manifold m = manifold_of(plan, r);
    const double wider =
        hydraulics_manifold(&m, scratch, scratch + plan->n[DIM_NODE]) * sqrt(k_pa_per_m3s2);
    plan->rack_segment_pa_per_m3s2[r] *= wider * wider;
    for (size_t k = 0; k < m.n; k++) {
        plan->node_openness[m.members[k]] /= wider;
    }
}

/* Couplings that are stated come on top of the branches. */
static void add_couplings(struct builder *b, size_t r)
{
    struct plan *const plan = b->plan;
    const struct scn_rack *const rack = b->racks[r];
    const struct scn_cdu *const cdus = b->hall->cdus.items;
    const struct model_ref *const model = &cdus[rack->cdus.items[0].index].model;
    const double density_kg_m3 =
        ((const struct loop_model *)model->info)->coolant_kg_per_m3(model->params);

    for (int32_t k = plan->rack_nodes.first[r];
         k < plan->rack_nodes.first[r + 1] && !isnan(rack->disconnect_kv_m3s); k++) {
        double *const openness = &plan->node_openness[plan->rack_nodes.to[k]];
        if (*openness > 0.0) {
            const double couplings_k =
                COUPLINGS *
                hydraulics_valve_pa_per_m3s2(rack->disconnect_kv_m3s * 3600.0, density_kg_m3);
            *openness = 1.0 / sqrt(1.0 / (*openness * *openness) + couplings_k);
        }
    }
}

static void build_branch(struct builder *b, size_t r, double *scratch)
{
    struct plan *const plan = b->plan;
    const struct scn_rack *const rack = b->racks[r];
    const struct cooling_model *const cooling =
        (const struct cooling_model *)rack->cooling->model.info;

    plan->rack_header[r] = -1;
    plan->rack_segment_pa_per_m3s2[r] = PARAM_UNKNOWN;
    if (rack->cdus.n == 0) {
        return;
    }
    const size_t cdu = (size_t)rack->cdus.items[0].index;
    const double flow_m3s =
        isnan(rack->coolant_flow_m3s)
            ? design_liquid_w(b, r) / (plan->cdu_j_per_m3k[cdu] * rack->coolant_rise_k)
            : rack->coolant_flow_m3s;
    plan->rack_header[r] = plan->cdu_header[cdu];
    plan->rack_flow_m3s[r] = flow_m3s;
    if (!(flow_m3s > 0.0)) {
        return;
    }
    const double k_pa_per_m3s2 = rack->coolant_drop_pa / (flow_m3s * flow_m3s);
    plan->rack_openness[r] = 1.0 / sqrt(k_pa_per_m3s2);
    if (cooling->takes_plates && b->rack_design_plate_w[r] > 0.0) {
        build_manifold(b, r, k_pa_per_m3s2, scratch);
        add_couplings(b, r);
        const struct manifold m = manifold_of(plan, r);
        plan->rack_openness[r] = hydraulics_manifold(&m, scratch, scratch + plan->n[DIM_NODE]);
        for (size_t k = 0; k < m.n; k++) {
            const int32_t i = m.members[k];
            plan->node_coolant_frac[i] = scratch[i] / plan->node_count[i];
        }
    }
    plan->rack_drop_pa[r] = flow_m3s * flow_m3s / (plan->rack_openness[r] * plan->rack_openness[r]);
}

void builder_add_coolant(struct builder *b)
{
    struct plan *const plan = b->plan;
    const size_t n = plan->n[DIM_RACK];
    const size_t n_nodes = plan->n[DIM_NODE];
    double *const scratch = ARENA_ARRAY(b->arena, double, 2 * n_nodes, "plan");

    plan->rack_flow_m3s = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->rack_drop_pa = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->rack_header = ARENA_ARRAY(b->arena, int32_t, n, "plan");
    plan->rack_openness = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->rack_segment_pa_per_m3s2 = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->node_openness = ARENA_ARRAY(b->arena, double, n_nodes, "plan");
    plan->node_coolant_frac = ARENA_ARRAY(b->arena, double, n_nodes, "plan");
    link_racks(b);
    find_headers(b);
    for (size_t r = 0; r < n; r++) {
        build_branch(b, r, scratch);
    }
}
