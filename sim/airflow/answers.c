/* answers.c - what an air case is asked for: settled temperatures, returns, shares of air.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/airflow/airflow.h"

/* A first guess of temperatures need not be good. */
#define GUESS_K 0.05

enum status airflow_settle(struct airflow *a, const struct field_settle *how)
{
    enum status st = field_start_potential(a->field);

    if (st == STATUS_OK) {
        st = field_steady_heat(a->field, GUESS_K);
    }
    if (st != STATUS_OK && st != STATUS_NO_CONVERGENCE) {
        return st;
    }
    return field_settle(a->field, how, a->means, &a->settled);
}

double airflow_return_c(const struct airflow *a, bool is_mean)
{
    const struct case_sheet *const returns = a->source->returns.items;
    double sum = 0.0;
    double weight = 0.0;

    for (size_t i = 0; i < a->source->returns.n; i++) {
        const size_t port = a->first_return + i;
        const double flow_m3s = returns[i].is_open ? 1.0 : field_feed_of(a->field, port)->flow_m3s;
        sum += flow_m3s * (is_mean ? a->means[port].mean_c : field_port_c(a->field, port));
        weight += flow_m3s;
    }
    return weight > 0.0 ? sum / weight : PARAM_UNKNOWN;
}

double airflow_exact_return_c(const struct airflow *a)
{
    const struct case_sheet *const supplies = a->source->supplies.items;
    double mix = 0.0;

    if (a->source->surfaces != NULL || a->supply_m3s <= 0.0) {
        return PARAM_UNKNOWN;
    }
    for (size_t i = 0; i < a->source->supplies.n; i++) {
        mix += supplies[i].flow_m3s * supplies[i].temp_c;
    }
    const double w_per_k =
        a->room.air.density_kg_per_m3 * a->room.air.heat_j_per_kgk * a->supply_m3s;
    return mix / a->supply_m3s + a->heat_w / w_per_k;
}

static void fail_opening(struct airflow *a, size_t port, const struct case_sheet *s)
{
    struct field_feed feed = *field_feed_of(a->field, port);

    if (s->from.text != NULL) {
        feed.from = (long)a->first_return + s->from.index;
    }
    if (s->stops) {
        feed.flow_m3s = 0.0;
    }
    field_set_feed(a->field, port, &feed);
}

void airflow_fail(struct airflow *a)
{
    const struct case_sheet *const supplies = a->source->supplies.items;
    const struct case_sheet *const returns = a->source->returns.items;

    for (size_t i = 0; i < a->source->supplies.n; i++) {
        fail_opening(a, a->first_supply + i, &supplies[i]);
    }
    for (size_t i = 0; i < a->source->returns.n; i++) {
        fail_opening(a, a->first_return + i, &returns[i]);
    }
}

/* Sections first, then returns: their places in a column of shares, and what they draw. */
static void list_openings(const struct airflow *a, size_t *ports, double *flow_m3s)
{
    const struct case_sheet *const returns = a->source->returns.items;

    for (size_t s = 0; s < a->n_sections; s++) {
        ports[s] = a->sections[s].inlet;
        flow_m3s[s] = a->sections[s].flow_m3s;
    }
    for (size_t i = 0; i < a->source->returns.n; i++) {
        ports[a->n_sections + i] = a->first_return + i;
        /* What goes through an open return is not known before; alone it takes all. */
        flow_m3s[a->n_sections + i] = returns[i].is_open ? 0.0 : returns[i].flow_m3s;
    }
}

/* Group 0 is every supply, 1 + s the outlet of section s. */
static long *group_ports(struct arena *arena, const struct airflow *a)
{
    long *const group_of = ARENA_ARRAY(arena, long, a->room.n_ports, "air case");

    for (size_t p = 0; p < a->room.n_ports; p++) {
        group_of[p] = a->room.ports[p].kind == FIELD_DRAWS ? -1 : 0;
    }
    for (size_t s = 0; s < a->n_sections; s++) {
        group_of[a->sections[s].outlet] = 1 + (long)s;
    }
    return group_of;
}

enum status airflow_origins(struct arena *arena, struct airflow *a, struct origins *ret_origins)
{
    const size_t n_rows = a->n_sections + a->source->returns.n;
    const size_t n_groups = 1 + a->n_sections;
    const long *const group_of = group_ports(arena, a);
    size_t *const ports = ARENA_ARRAY(arena, size_t, n_rows, "air case");
    double *const flow_m3s = ARENA_ARRAY(arena, double, n_rows, "air case");
    double *const of_port =
        ARENA_ARRAY(arena, double, FIELD_MOST_SHARES * a->room.n_ports, "air case");
    double *const share = ARENA_ARRAY(arena, double, n_rows *n_groups, "air case");
    enum status st = STATUS_OK;

    list_openings(a, ports, flow_m3s);
    for (size_t g = 0; g < n_groups && st == STATUS_OK; g += FIELD_MOST_SHARES) {
        const size_t n = n_groups - g < FIELD_MOST_SHARES ? n_groups - g : FIELD_MOST_SHARES;
        st = field_shares_of(a->field, group_of, (long)g, n, of_port);
        for (size_t i = 0; i < n * n_rows; i++) {
            share[i % n_rows * n_groups + g + i / n_rows] =
                of_port[i / n_rows * a->room.n_ports + ports[i % n_rows]];
        }
    }
    *ret_origins = (struct origins){.n_inlets = a->n_sections,
                                    .n_returns = a->source->returns.n,
                                    .inlet_m3s = flow_m3s,
                                    .return_m3s = flow_m3s + a->n_sections,
                                    .supply_m3s = a->supply_m3s,
                                    .share = share};
    return st == STATUS_OK && !origins_are_whole(ret_origins) ? STATUS_NO_CONVERGENCE : st;
}
