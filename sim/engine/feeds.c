/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "models/phase.h"
#include "sim/engine/feeds_inner.h"

static const double sqrt_3 = 1.7320508075688772;

/* ---------------------------------------------------------------- switching */

double feeds_n_alive(const struct links *l, size_t i, const double *is_energised)
{
    double n = 0.0;

    for (int32_t p = l->first[i]; p < l->first[i + 1]; p++) {
        n += is_energised[l->to[p]];
    }
    return n;
}

static const struct power_model *model_of(const struct group *g)
{
    return (const struct power_model *)g->info;
}

void feeds_connect(const struct plan *plan, size_t f, const struct feed_columns *c)
{
    const struct links *const up = &plan->feed_parents;
    const double n_parents = up->first[f + 1] - up->first[f];
    const double n_alive = feeds_n_alive(up, f, c->is_energised);
    const bool is_source = n_parents == 0.0;
    const bool is_fed = c->out[f] == OUT_NOT && (is_source || n_alive > 0.0);

    c->alive_parent[f] = -1.0;
    c->alive_parents[f] = 0.0;
    for (int32_t p = up->first[f + 1]; p-- > up->first[f];) {
        if (c->is_energised[up->to[p]] != 0.0) {
            c->alive_parent[f] = p - up->first[f];
            c->alive_parents[f] += ldexp(1.0, p - up->first[f]);
        }
    }
    c->is_fed[f] = is_fed ? 1.0 : 0.0;
    c->is_energised[f] = c->is_fed[f];
    c->parent[f] = plan->feed_takes_first[f] ? c->alive_parent[f] : -1.0;
    c->capacity_w[f] =
        plan->feed_rating_w[f] * (plan->feed_shares_units[f] ? n_alive / n_parents : 1.0);
}

void feeds_connect_lost(const struct plan *plan, const double *out, long lost,
                        const struct feed_columns *c)
{
    for (size_t f = 0; f < plan->n[DIM_FEED]; f++) {
        c->out[f] = (long)f == lost ? OUT_FAILED : out[f];
        feeds_connect(plan, f, c);
    }
}

/* -------------------------------------------------------------------- loads */

void feeds_add_draw(const struct feed_columns *c, size_t f, const struct draw *d, double share)
{
    c->load_w[f] += d->w * share;
    c->load_var[f] += d->var * share;
    c->phase_a_w[f] += d->phase_w[0] * share;
    c->phase_b_w[f] += d->phase_w[1] * share;
    c->phase_c_w[f] += d->phase_w[2] * share;
}

/* Gives a draw to the feeds of item i: to the one at a place, or in equal parts to those alive.
 * Returns the share of it that found a feed: 1 or 0. */
static double hand_up(const struct links *l, size_t i, double parent, const struct draw *d,
                      const struct feed_columns *c)
{
    if (parent >= 0.0) {
        feeds_add_draw(c, (size_t)l->to[l->first[i] + (int32_t)parent], d, 1.0);
        return 1.0;
    }
    const double n = feeds_n_alive(l, i, c->is_energised);
    for (int32_t p = l->first[i]; n > 0.0 && p < l->first[i + 1]; p++) {
        const size_t f = (size_t)l->to[p];
        if (c->is_energised[f] != 0.0) {
            feeds_add_draw(c, f, d, 1.0 / n);
        }
    }
    return n > 0.0 ? 1.0 : 0.0;
}

static struct draw balanced(double w, double var)
{
    return (struct draw){.w = w, .var = var, .phase_w = {w / 3.0, w / 3.0, w / 3.0}};
}

struct draw feeds_motor_draw(double w)
{
    static const double var_per_w = 0.3286841051788632; /* tan(acos(0.95)) */

    return balanced(w, w * var_per_w);
}

struct draw feeds_lights_draw(const struct plan *plan)
{
    return balanced(plan->lights_w, 0.0);
}

struct draw feeds_rack_draw(const struct plan *plan, const struct feed_loads *loads, size_t r)
{
    const int32_t own = plan->rack_phase[r];
    struct draw d = {0};

    for (int32_t k = plan->rack_nodes.first[r]; k < plan->rack_nodes.first[r + 1]; k++) {
        const int32_t i = plan->rack_nodes.to[k];
        d.w += loads->node_w[i];
        d.var += loads->node_w[i] * plan->node_var_per_w[i];
    }
    for (int p = 0; p < 3; p++) {
        d.phase_w[p] = own == 0 ? d.w / 3.0 : (own == p + 1 ? d.w : 0.0);
    }
    return d;
}

static void add_motors(const struct links *l, const double *w, size_t n,
                       const struct feed_columns *c)
{
    for (size_t i = 0; i < n; i++) {
        const struct draw d = feeds_motor_draw(w[i]);
        (void)hand_up(l, i, -1.0, &d, c);
    }
}

static void add_racks(const struct plan *plan, const struct feed_loads *loads,
                      const struct feed_columns *c, double *rack_power_w)
{
    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        const struct draw d = feeds_rack_draw(plan, loads, r);
        const double is_powered = hand_up(&plan->rack_feeds, r, -1.0, &d, c);
        if (rack_power_w != NULL) {
            rack_power_w[r] = d.w * is_powered;
        }
    }
}

/* ----------------------------------------------------------------- elements */

static struct power_block bind(const struct plan *plan, const struct feed_columns *c,
                               const struct group *g)
{
    const size_t at = g->first;

    return (struct power_block){
        .n = g->n,
        .load_w = c->load_w + at,
        .load_var = c->load_var + at,
        .rating_w = plan->feed_rating_w + at,
        .rating_va = plan->feed_rating_va + at,
        .current_a = c->current_a + at,
        .voltage_v = plan->feed_voltage_v + at,
        .is_fed = c->is_fed + at,
        .alive_parent = c->alive_parent + at,
        .alive_parents = c->alive_parents + at,
        .is_called = c->is_called + at,
        .is_energised = c->is_energised + at,
        .parent = c->parent + at,
        .loss_w = c->loss_w + at,
        .drop_frac = c->drop_frac + at,
        .input_w = c->input_w + at,
        .stored_j = c->stored_j + at,
        .switch_s = c->switch_s + at,
    };
}

struct power_block feeds_bind(const struct step *s, const struct group *g)
{
    struct power_block block = bind(s->plan, &s->now->feed, g);

    block.dt_s = s->dt_s;
    block.is_steady = s->hall->is_steady;
    block.state = s->now->state[FAMILY_POWER] + g->first_state;
    return block;
}

/* Current of the most loaded phase and of the neutral, all phases at the power factor of the whole.
 * Loads hang between a phase and the neutral. */
static void find_currents(const struct plan *plan, const struct feed_columns *c, size_t f)
{
    const double voltage_v = plan->feed_voltage_v[f];
    const double va_per_w = c->load_w[f] > 0.0 ? c->load_va[f] / c->load_w[f] : 1.0;
    const double a_per_w = va_per_w * sqrt_3 / voltage_v;

    c->neutral_a[f] = PARAM_UNKNOWN;
    if (isnan(voltage_v) || plan->feed_is_single_phase[f]) {
        c->current_a[f] = c->load_va[f] / voltage_v;
        return;
    }
    const double a_a = c->phase_a_w[f] * a_per_w;
    const double b_a = c->phase_b_w[f] * a_per_w;
    const double c_a = c->phase_c_w[f] * a_per_w;
    c->current_a[f] = fmax(a_a, fmax(b_a, c_a));
    c->neutral_a[f] = a_a == b_a && b_a == c_a ? 0.0 : phase_neutral_a(a_a, b_a, c_a);
}

struct draw feeds_input_draw(const struct group *g, const struct feed_columns *c, size_t f)
{
    const double load_w = c->load_w[f];
    const double input_w = c->input_w[f];
    const double through_w = load_w + c->loss_w[f];
    const double input_var = c->input_var[f];
    const double var = through_w > 0.0 ? input_var * input_w / through_w : input_var;

    if (model_of(g)->balances_phases || load_w <= 0.0) {
        return balanced(input_w, var);
    }
    const double ratio = input_w / load_w;
    return (struct draw){
        .w = input_w,
        .var = var,
        .phase_w = {c->phase_a_w[f] * ratio, c->phase_b_w[f] * ratio, c->phase_c_w[f] * ratio},
    };
}

enum status feeds_lose(const struct plan *plan, const struct group *g, const struct step *s,
                       const struct feed_columns *c)
{
    const struct power_model *const model = model_of(g);
    const size_t end = g->first + g->n;
    struct power_block block = s != NULL ? feeds_bind(s, g) : bind(plan, c, g);

    for (size_t f = g->first; f < end; f++) {
        c->load_va[f] = hypot(c->load_w[f], c->load_var[f]);
        find_currents(plan, c, f);
        c->drop_frac[f] = 0.0;
    }
    block.input_var = c->input_var + g->first;
    enum status st = model->step(g->params, &block);
    for (size_t f = g->first; f < end; f++) {
        c->input_w[f] = c->load_w[f] + c->loss_w[f];
        c->stored_j[f] = 0.0;
        c->switch_s[f] = (double)INFINITY;
    }
    if (st == STATUS_OK && s != NULL && model->advance != NULL) {
        st = model->advance(g->params, &block);
    }
    return st;
}

/* Losses of a group, what it draws and whom from. */
static enum status solve_group(const struct plan *plan, const struct group *g, const struct step *s,
                               const struct feed_columns *c)
{
    const enum status st = feeds_lose(plan, g, s, c);

    for (size_t f = g->first; st == STATUS_OK && f < g->first + g->n; f++) {
        const struct draw d = feeds_input_draw(g, c, f);
        (void)hand_up(&plan->feed_parents, f, c->parent[f], &d, c);
    }
    return st;
}

/* Drops add up from the source on; of several live parents the worst counts. */
static void add_drops(const struct plan *plan, const struct feed_columns *c)
{
    const struct links *const up = &plan->feed_parents;

    for (size_t f = 0; f < plan->n[DIM_FEED]; f++) {
        double above_frac = 0.0;
        for (int32_t p = up->first[f]; p < up->first[f + 1]; p++) {
            const int32_t parent = up->to[p];
            above_frac = fmax(above_frac, c->drop_frac[parent] * c->is_energised[parent]);
        }
        c->drop_frac[f] += above_frac;
    }
}

enum status feeds_solve(const struct plan *plan, const struct feed_loads *loads,
                        const struct step *s, const struct feed_columns *c, double *rack_power_w)
{
    const size_t n = plan->n[DIM_FEED];
    double *const zeroed[] = {c->load_w, c->load_var, c->phase_a_w, c->phase_b_w, c->phase_c_w};

    for (size_t k = 0; k < sizeof zeroed / sizeof zeroed[0]; k++) {
        memset(zeroed[k], 0, n * sizeof(double));
    }
    add_racks(plan, loads, c, rack_power_w);
    add_motors(&plan->crah_feeds, loads->crah_w, plan->n[DIM_CRAH], c);
    add_motors(&plan->cdu_feeds, loads->cdu_w, plan->n[DIM_CDU], c);
    add_motors(&plan->plant_feeds, loads->plant_w, plan->n[DIM_PLANT], c);
    if (plan->lights_w > 0.0) {
        const struct draw d = feeds_lights_draw(plan);
        feeds_add_draw(c, 0, &d, c->is_energised[0]);
    }
    /* Children stand after their parents: from the last group to the first, every load is whole
     * before it is handed on. */
    for (size_t k = plan->feed.n; k-- > 0;) {
        const enum status st = solve_group(plan, &plan->feed.items[k], s, c);
        if (st != STATUS_OK) {
            return st;
        }
    }
    add_drops(plan, c);
    return STATUS_OK;
}
