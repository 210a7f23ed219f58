/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/engine/feeds.h"

#include <math.h>
#include <string.h>

static const double sqrt_3 = 1.7320508075688772;

static void find_energised(const struct plan *plan, long lost, double *is_energised)
{
    for (size_t k = 0; k < plan->feed.n; k++) {
        const struct group *const g = &plan->feed.items[k];
        const bool is_source = ((const struct power_model *)g->info)->is_source;
        for (size_t f = g->first; f < g->first + g->n; f++) {
            double is_alive = is_source ? 1.0 : 0.0;
            for (int32_t p = plan->feed_parents.first[f]; p < plan->feed_parents.first[f + 1];
                 p++) {
                is_alive = fmax(is_alive, is_energised[plan->feed_parents.to[p]]);
            }
            is_energised[f] = (long)f == lost ? 0.0 : is_alive;
        }
    }
}

static double n_alive(const struct links *l, size_t i, const double *is_energised)
{
    double n = 0.0;

    for (int32_t p = l->first[i]; p < l->first[i + 1]; p++) {
        n += is_energised[l->to[p]];
    }
    return n;
}

/* A load as it arrives: real and reactive power, and how it lies on the phases. */
struct draw {
    double w;
    double var;
    double phase_w[3];
};

static void add_draw(const struct feed_columns *c, size_t f, const struct draw *d, double share)
{
    c->load_w[f] += d->w * share;
    c->load_var[f] += d->var * share;
    c->phase_a_w[f] += d->phase_w[0] * share;
    c->phase_b_w[f] += d->phase_w[1] * share;
    c->phase_c_w[f] += d->phase_w[2] * share;
}

/* Gives a draw to the feeds of item i. Returns the share of it that found a feed: 1 or 0. */
static double hand_up(const struct links *l, size_t i, bool takes_first, const struct draw *d,
                      const struct feed_columns *c)
{
    const double n = n_alive(l, i, c->is_energised);

    if (n == 0.0) {
        return 0.0;
    }
    for (int32_t p = l->first[i]; p < l->first[i + 1]; p++) {
        const size_t f = (size_t)l->to[p];
        if (c->is_energised[f] == 0.0) {
            continue;
        }
        add_draw(c, f, d, takes_first ? 1.0 : 1.0 / n);
        if (takes_first) {
            break;
        }
    }
    return 1.0;
}

static struct draw balanced(double w, double var)
{
    return (struct draw){.w = w, .var = var, .phase_w = {w / 3.0, w / 3.0, w / 3.0}};
}

/* Motors: fans, pumps, compressors, at the power factor of a small drive. */
static void add_motors(const struct links *l, const double *w, size_t n,
                       const struct feed_columns *c, double *ret_is_running)
{
    static const double var_per_w = 0.3286841051788632; /* tan(acos(0.95)) */

    for (size_t i = 0; i < n; i++) {
        const struct draw d = balanced(w[i], w[i] * var_per_w);
        const double is_running = hand_up(l, i, false, &d, c);
        if (ret_is_running != NULL) {
            ret_is_running[i] = is_running;
        }
    }
}

static void add_racks(const struct plan *plan, const struct feed_loads *loads,
                      const struct feed_answer *a)
{
    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        struct draw d = {0};
        const int32_t first = plan->rack_nodes.first[r];
        const int32_t end = plan->rack_nodes.first[r + 1];
        for (int32_t k = first; k < end; k++) {
            const int32_t i = plan->rack_nodes.to[k];
            d.w += loads->node_w[i];
            d.var += loads->node_w[i] * plan->node_var_per_w[i];
        }
        for (int p = 0; p < 3; p++) {
            const int32_t own = plan->rack_phase[r];
            d.phase_w[p] = own == 0 ? d.w / 3.0 : (own == p + 1 ? d.w : 0.0);
        }
        const double is_powered = hand_up(&plan->rack_feeds, r, false, &d, &a->columns);
        if (a->rack_power_w != NULL) {
            a->rack_power_w[r] = d.w * is_powered;
        }
        for (int32_t k = first; a->node_powered_frac != NULL && k < end; k++) {
            a->node_powered_frac[plan->rack_nodes.to[k]] = is_powered;
        }
    }
}

/* What element f draws from above: its load and its loss, on the phases. */
static struct draw input_of(const struct feed_columns *c, size_t f, double input_var,
                            bool balances_phases)
{
    const double load_w = c->load_w[f];
    const double input_w = load_w + c->loss_w[f];

    if (balances_phases || load_w <= 0.0) {
        return balanced(input_w, input_var);
    }
    const double ratio = input_w / load_w;
    return (struct draw){
        .w = input_w,
        .var = input_var,
        .phase_w = {c->phase_a_w[f] * ratio, c->phase_b_w[f] * ratio, c->phase_c_w[f] * ratio},
    };
}

/* Current of the most loaded phase, all phases at the power factor of the whole. */
static double current_a(const struct plan *plan, const struct feed_columns *c, size_t f)
{
    const double voltage_v = plan->feed_voltage_v[f];

    if (isnan(voltage_v)) {
        return PARAM_UNKNOWN;
    }
    if (plan->feed_is_single_phase[f]) {
        return c->load_va[f] / voltage_v;
    }
    const double worst_w = fmax(c->phase_a_w[f], fmax(c->phase_b_w[f], c->phase_c_w[f]));
    const double va_per_w = c->load_w[f] > 0.0 ? c->load_va[f] / c->load_w[f] : 1.0;
    return worst_w * va_per_w * sqrt_3 / voltage_v;
}

static enum status solve_group(const struct plan *plan, const struct group *g,
                               const struct feed_columns *c, double *input_var)
{
    const struct power_model *const model = (const struct power_model *)g->info;
    const size_t at = g->first;
    const struct power_block block = {
        .n = g->n,
        .load_w = c->load_w + at,
        .load_var = c->load_var + at,
        .rating_w = plan->feed_rating_w + at,
        .rating_va = plan->feed_rating_va + at,
        .is_energised = c->is_energised + at,
        .loss_w = c->loss_w + at,
        .input_var = input_var,
    };
    const enum status st = model->step(g->params, &block);

    if (st != STATUS_OK) {
        return st;
    }
    for (size_t k = 0; k < g->n; k++) {
        const size_t f = at + k;
        const struct draw d = input_of(c, f, input_var[k], model->balances_phases);
        c->input_w[f] = d.w;
        c->load_va[f] = hypot(c->load_w[f], c->load_var[f]);
        c->current_a[f] = current_a(plan, c, f);
        (void)hand_up(&plan->feed_parents, f, plan->feed_takes_first[f], &d, c);
    }
    return STATUS_OK;
}

enum status feeds_solve(const struct plan *plan, const struct feed_loads *loads, long lost,
                        const struct feed_answer *a)
{
    const size_t n = plan->n[DIM_FEED];
    const struct feed_columns *const c = &a->columns;
    double *const zeroed[] = {c->load_w, c->load_var, c->phase_a_w, c->phase_b_w, c->phase_c_w};

    for (size_t k = 0; k < sizeof zeroed / sizeof zeroed[0]; k++) {
        memset(zeroed[k], 0, n * sizeof(double));
    }
    find_energised(plan, lost, c->is_energised);
    add_racks(plan, loads, a);
    add_motors(&plan->crah_feeds, loads->crah_w, plan->n[DIM_CRAH], c, a->crah_is_running);
    add_motors(&plan->cdu_feeds, loads->cdu_w, plan->n[DIM_CDU], c, a->cdu_is_running);
    add_motors(&plan->plant_feeds, loads->plant_w, plan->n[DIM_PLANT], c, a->plant_is_running);
    if (plan->lights_w > 0.0) {
        const struct draw d = balanced(plan->lights_w, 0.0);
        add_draw(c, 0, &d, c->is_energised[0]);
    }
    /* Children stand after their parents: from the last group to the first, every load is whole
     * before it is handed on. The reactive input borrows the place of input_w until that is known. */
    for (size_t k = plan->feed.n; k-- > 0;) {
        const struct group *const g = &plan->feed.items[k];
        const enum status st = solve_group(plan, g, c, c->input_w + g->first);
        if (st != STATUS_OK) {
            return st;
        }
    }
    return STATUS_OK;
}
