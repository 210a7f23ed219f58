/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/engine/headers.h"

#include <math.h>

#include "models/hydraulics.h"
#include "models/pump.h"

struct header_scratch headers_scratch(const struct step *s)
{
    double *const at = s->hall->scratch;
    const size_t n = s->hall->n_scratch;

    return (struct header_scratch){
        .lift_pa = at,
        .droop_pa_per_m3s2 = at + n,
        .given_m3s = at + 2 * n,
        .openness = at + 3 * n,
        .flow_m3s = at,
        .w_per_k = at + n,
        .arrives_c = at + 2 * n,
    };
}

/* -------------------------------------------------------------------- branches */

/* A rack with a manifold: what is left on it, from the near end to the far one. */
static void open_manifold(const struct step *s, size_t r, double *count)
{
    const struct plan *const plan = s->plan;
    const struct branches *const c = &s->hall->branches;
    const int32_t first = plan->rack_nodes.first[r];
    const struct manifold m = {
        .n = (size_t)(plan->rack_nodes.first[r + 1] - first),
        .members = plan->rack_nodes.to + first,
        .count = count,
        .openness = plan->node_openness,
        .segment_pa_per_m3s2 = plan->rack_segment_pa_per_m3s2[r],
    };

    for (size_t k = 0; k < m.n; k++) {
        const int32_t i = m.members[k];
        count[i] = fmax(0.0, plan->node_count[i] - s->now->node.unplugged[i]);
    }
    c->rack_openness[r] =
        hydraulics_manifold(&m, c->node_share, c->node_least_frac) * s->now->rack.open_frac[r];
}

static bool has_manifold(const struct plan *plan, size_t r)
{
    return !isnan(plan->rack_segment_pa_per_m3s2[r]);
}

/* Is nothing different since the branch was worked out? */
static bool is_as_worked_out(const struct step *s, size_t r)
{
    const struct links *const nodes = &s->plan->rack_nodes;
    const struct branches *const c = &s->hall->branches;
    bool is_same = c->of_open_frac[r] == s->now->rack.open_frac[r];

    for (int32_t k = nodes->first[r]; k < nodes->first[r + 1]; k++) {
        const int32_t i = nodes->to[k];
        is_same = is_same && c->of_unplugged[i] == s->now->node.unplugged[i];
    }
    return is_same;
}

static void open_racks(const struct step *s)
{
    const struct plan *const plan = s->plan;
    const struct branches *const c = &s->hall->branches;

    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        if (is_as_worked_out(s, r)) {
            continue;
        }
        if (has_manifold(plan, r)) {
            open_manifold(s, r, s->hall->scratch);
        } else {
            c->rack_openness[r] = plan->rack_openness[r] * s->now->rack.open_frac[r];
        }
        c->of_open_frac[r] = s->now->rack.open_frac[r];
        for (int32_t k = plan->rack_nodes.first[r]; k < plan->rack_nodes.first[r + 1]; k++) {
            const int32_t i = plan->rack_nodes.to[k];
            c->of_unplugged[i] = s->now->node.unplugged[i];
        }
    }
}

void headers_open(const struct step *s)
{
    const struct plan *const plan = s->plan;
    double *const openness = headers_scratch(s).openness;

    open_racks(s);
    for (size_t h = 0; h < plan->n_headers; h++) {
        openness[h] = 0.0;
    }
    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        if (plan->rack_header[r] >= 0) {
            openness[plan->rack_header[r]] += s->hall->branches.rack_openness[r];
        }
    }
}

/* ------------------------------------------------------------------- pressures */

enum status headers_find_pressures(struct step *s)
{
    const struct plan *const plan = s->plan;
    const struct header_scratch scratch = headers_scratch(s);

    for (size_t h = 0; h < plan->n_headers; h++) {
        const int32_t first = plan->header_cdus.first[h];
        const struct pump_header header = {
            .n = (size_t)(plan->header_cdus.first[h + 1] - first),
            .members = plan->header_cdus.to + first,
            .lift_pa = scratch.lift_pa,
            .droop_pa_per_m3s2 = scratch.droop_pa_per_m3s2,
            .given_m3s = scratch.given_m3s,
            .openness = scratch.openness[h],
        };
        double header_pa = 0.0;
        const enum status st = pump_header_pa(&header, &header_pa);
        if (st != STATUS_OK) {
            s->fault->dim = DIM_CDU;
            s->fault->index = (size_t)header.members[0];
            return st;
        }
        for (size_t k = 0; k < header.n; k++) {
            s->now->cdu.header_pa[header.members[k]] = header_pa;
        }
    }
    return STATUS_OK;
}

/* ----------------------------------------------------------------------- flows */

/* What a header carries: flow, capacity rate, and the mix that arrives (the mean when nothing does). */
static void carry(const struct step *s, size_t h)
{
    const struct plan *const plan = s->plan;
    const struct cdu_columns *const cdu = &s->now->cdu;
    const struct header_scratch header = headers_scratch(s);
    const int32_t first = plan->header_cdus.first[h];
    const int32_t end = plan->header_cdus.first[h + 1];
    double flow_m3s = 0.0;
    double w_per_k = 0.0;
    double mixed_w = 0.0;
    double mean_c = 0.0;

    for (int32_t k = first; k < end; k++) {
        const int32_t i = plan->header_cdus.to[k];
        flow_m3s += cdu->flow_m3s[i];
        w_per_k += cdu->w_per_k[i];
        mixed_w += cdu->w_per_k[i] * cdu->delivered_c[i];
        mean_c += cdu->delivered_c[i] / (double)(end - first);
    }
    header.flow_m3s[h] = flow_m3s;
    header.w_per_k[h] = w_per_k;
    header.arrives_c[h] = w_per_k > 0.0 ? mixed_w / w_per_k : mean_c;
}

static void share_over_nodes(const struct step *s, size_t r)
{
    const struct plan *const plan = s->plan;
    const struct branches *const c = &s->hall->branches;
    double least_frac = 1.0;

    for (int32_t k = plan->rack_nodes.first[r]; k < plan->rack_nodes.first[r + 1]; k++) {
        const int32_t i = plan->rack_nodes.to[k];
        const double share = has_manifold(plan, r) ? c->node_share[i] : 0.0;
        s->now->node.coolant_m3s[i] = s->now->rack.coolant_flow_m3s[r] * share;
        least_frac = share > 0.0 ? fmin(least_frac, c->node_least_frac[i]) : least_frac;
    }
    s->now->rack.least_flow_frac[r] = least_frac;
}

void headers_share_flows(const struct step *s)
{
    const struct plan *const plan = s->plan;
    const struct rack_columns *const rack = &s->now->rack;
    const struct header_scratch header = headers_scratch(s);

    for (size_t h = 0; h < plan->n_headers; h++) {
        carry(s, h);
    }
    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        const int32_t h = plan->rack_header[r];
        const double share = h >= 0 && header.openness[h] > 0.0
                                 ? s->hall->branches.rack_openness[r] / header.openness[h]
                                 : 0.0;
        rack->coolant_flow_m3s[r] = h >= 0 ? header.flow_m3s[h] * share : 0.0;
        rack->coolant_w_per_k[r] = h >= 0 ? header.w_per_k[h] * share : 0.0;
        rack->coolant_supply_c[r] = h >= 0 ? header.arrives_c[h] : PARAM_UNKNOWN;
        share_over_nodes(s, r);
    }
}

/* ------------------------------------------------------------------------ heat */

void headers_gather_heat(const struct step *s)
{
    const struct plan *const plan = s->plan;
    const struct cdu_columns *const cdu = &s->now->cdu;
    const struct header_scratch header = headers_scratch(s);
    double *const liquid_w = header.openness; /* no longer needed in this step */

    for (size_t h = 0; h < plan->n_headers; h++) {
        liquid_w[h] = 0.0;
    }
    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        if (plan->rack_header[r] >= 0) {
            liquid_w[plan->rack_header[r]] += s->now->rack.to_liquid_w[r];
        }
    }
    for (size_t c = 0; c < plan->n[DIM_CDU]; c++) {
        const int32_t h = plan->cdu_header[c];
        const double rise_k = header.w_per_k[h] > 0.0 ? liquid_w[h] / header.w_per_k[h] : 0.0;
        /* Supplies may differ: each CDU's part warms to the return that all share. */
        cdu->heat_w[c] = cdu->w_per_k[c] * (header.arrives_c[h] + rise_k - cdu->delivered_c[c]);
    }
}
