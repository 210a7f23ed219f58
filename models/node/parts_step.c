/* parts_step.c - a step of the model "parts": spans, the accelerators in each, and the books.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/node/parts_span.h"
#include "models/node_model.h"

/* Spans of a step: a restart ends, a cap takes hold, the node goes off. More is a fault of ours, and
 * the last span then takes what is left. */
enum { MOST_SPANS = 16 };

/* Time and temperature at which the node goes off are met to these. */
#define ROUNDING 1e-9
#define NEAR_K   0.01

/* Means over the step, summed from its spans. */
struct sums {
    struct parts_power power; /* of the group */
    double stored_w;          /* out of storage */
    double plate_w;
    double air_w;
    double speed_frac; /* nodes times speed */
    double work_frac;
    double ceiling_frac; /* least */
    double die_c;
    double hbm_c;
    double shut_frac;
};

/* ------------------------------------------------------------------- books */

static struct parts_temps temps_of(const struct node_block *b, size_t i)
{
    return (struct parts_temps){*parts_own(b, i, PARTS_DIE), *parts_own(b, i, PARTS_HBM),
                                *parts_own(b, i, PARTS_PLATE)};
}

static void keep_temps(const struct node_block *b, size_t i, const struct parts_temps *t)
{
    *parts_own(b, i, PARTS_DIE) = t->die_c;
    *parts_own(b, i, PARTS_HBM) = t->hbm_c;
    *parts_own(b, i, PARTS_PLATE) = t->plate_c;
}

/* Heat that leaves one accelerator's masses, to coolant and to air; the sum is from the books. */
struct leaving {
    double coolant_w;
    double air_w;
};

static struct leaving move_heat(struct parts_moment *m, struct sums *sums, double weight)
{
    const double heat_w = parts_network_w(m);

    if (!m->k->has_mass) {
        const double plated = parts_plated_frac(m);
        const double all_w = m->k->p->accelerators > 0.0
                                 ? parts_lumped_frac(m) * m->span.on_frac * m->power.accelerator_w /
                                       m->k->p->accelerators
                                 : 0.0;
        return (struct leaving){plated * all_w, (1.0 - plated) * all_w};
    }
    const struct parts_response *const r = &m->response;
    const struct parts_temps end = parts_temps_at(&r->end, &r->end_k_per_w, heat_w);
    const struct parts_temps mean = parts_temps_at(&r->mean, &r->mean_k_per_w, heat_w);
    const double warmed_j = parts_stored_j(m->k, &end) - parts_stored_j(m->k, &m->start);
    const double coolant_w = m->sink.coolant_w_per_k * (mean.plate_c - m->sink.coolant_c);

    keep_temps(m->b, m->i, &end);
    sums->die_c += weight * mean.die_c;
    sums->hbm_c += weight * mean.hbm_c;
    return (struct leaving){coolant_w, heat_w - warmed_j / m->span.dt_s - coolant_w};
}

static void add_power(struct parts_power *sum, const struct parts_power *power, double factor)
{
    sum->accelerator_w += factor * power->accelerator_w;
    sum->host_w += factor * power->host_w;
    sum->memory_w += factor * power->memory_w;
    sum->network_w += factor * power->network_w;
    sum->storage_w += factor * power->storage_w;
    sum->board_w += factor * power->board_w;
    sum->fan_w += factor * power->fan_w;
    sum->psu_loss_w += factor * power->psu_loss_w;
}

/* Ends the span: state moves on, and what happened is added to the step. */
static void settle_span(struct parts_moment *m, struct sums *sums)
{
    const struct parts_params *const p = m->k->p;
    const struct parts_power *const w = &m->power;
    const double weight = m->span.dt_s / m->b->dt_s;
    const double count = m->b->count[m->i];
    const double nodes = weight * count * m->span.on_frac;
    const double rest_w = w->memory_w + w->network_w + w->storage_w + w->board_w + w->psu_loss_w;
    const double straight_w = (1.0 - parts_lumped_frac(m)) * w->accelerator_w;
    const double other_plate_w =
        parts_plated_frac(m) * (p->plate_host_frac * w->host_w + p->plate_rest_frac * rest_w);
    const struct leaving leaving = move_heat(m, sums, weight);
    const double stored_w = service_close(m->b, m->i, &m->span, w->input_w);
    const double work =
        m->choice.clock_frac == 1.0 ? 1.0 : pow(m->choice.clock_frac, p->work_exponent);

    *parts_own(m->b, m->i, PARTS_CLOCK) = m->choice.ceiling_frac;
    sums->ceiling_frac = fmin(sums->ceiling_frac, m->choice.ceiling_frac);
    add_power(&sums->power, w, nodes);
    sums->stored_w += nodes * stored_w;
    sums->plate_w += weight * count * p->accelerators * leaving.coolant_w + nodes * other_plate_w;
    sums->air_w += weight * count * p->accelerators * leaving.air_w +
                   nodes * (straight_w + w->host_w + rest_w - other_plate_w + w->fan_w);
    sums->speed_frac += nodes * w->fan_speed_frac;
    sums->work_frac +=
        weight * (parts_is_forced(m) ? 1.0 : work * m->span.on_frac * m->span.serving_frac);
    sums->shut_frac += weight * *parts_own(m->b, m->i, PARTS_SHUT);
}

static void book(const struct parts_const *k, const struct node_block *b, size_t i,
                 const struct sums *s)
{
    const double count = b->count[i];

    b->accelerator_w[i] = s->power.accelerator_w;
    b->host_w[i] = s->power.host_w;
    b->memory_w[i] = s->power.memory_w;
    b->network_w[i] = s->power.network_w;
    b->storage_w[i] = s->power.storage_w;
    b->board_w[i] = s->power.board_w;
    b->fan_w[i] = s->power.fan_w;
    b->psu_loss_w[i] = s->power.psu_loss_w;
    b->buffer_w[i] = s->stored_w;
    b->demand_w[i] = s->power.accelerator_w + s->power.host_w + s->power.memory_w +
                     s->power.network_w + s->power.storage_w + s->power.board_w + s->power.fan_w +
                     s->power.psu_loss_w - s->stored_w;
    b->plate_w[i] = s->plate_w;
    b->air_w[i] = s->air_w;
    b->airflow_m3s[i] = k->airflow_m3s * s->speed_frac;
    b->work_frac[i] = fmin(1.0, s->work_frac);
    b->ceiling_frac[i] = s->ceiling_frac;
    b->shut_nodes[i] = count * s->shut_frac;
    b->die_c[i] = k->has_mass ? s->die_c : (double)NAN;
    b->hbm_c[i] = k->has_mass ? s->hbm_c : (double)NAN;
    b->stored_j[i] = service_stored_j(b, i);
    if (k->has_mass) {
        const struct parts_temps t = temps_of(b, i);
        b->stored_j[i] += count * k->p->accelerators * parts_stored_j(k, &t);
    }
}

/* -------------------------------------------------------------------- step */

/* The span ahead, with the load that its serving nodes carry. */
static void open_span(struct parts_moment *m, double left_s)
{
    const struct node_block *const b = m->b;
    const size_t i = m->i;
    double *const is_shut = parts_own(b, i, PARTS_SHUT);

    m->start = temps_of(b, i);
    m->load = parts_load(m->k->p, b->util_frac[i], b->host_util_frac[i], 1.0);
    m->place = (struct parts_place){.inlet_c = b->inlet_c[i], .supply_frac = b->supply_frac[i]};
    if (*is_shut > 0.0 && (isnan(parts_throttle_c(m)) || parts_may_restart(m))) {
        *is_shut = 0.0;
    }
    m->span = service_open(b, i, left_s, *is_shut > 0.0, m->k->full_heat_w + m->k->p->fan_w);
    if (m->span.serving_frac < 1.0) {
        m->load = parts_load(m->k->p, b->util_frac[i], b->host_util_frac[i], m->span.serving_frac);
    }
    if (m->span.on_frac > 0.0 && !isinf(m->span.cap_w)) {
        const double accelerator_w =
            parts_power_at_w(m->k, m->load.accelerator_w, *parts_own(b, i, PARTS_CLOCK),
                             m->k->has_mass ? m->start.die_c : (double)NAN);
        service_delay_cap(b, i, &m->span,
                          parts_power(m->k, &m->load, &m->place, accelerator_w).input_w);
    }
}

/* The span, ended at the instant at which the node gets too hot to go on. A shorter span is a cooler
 * one, with less leakage: when that instant then lies beyond its end, the node is on and the next span
 * looks again. */
static enum status advance_until_off(struct parts_moment *m, bool is_last, bool *ret_is_off,
                                     double *ret_hot_s)
{
    double off_at_s = (double)INFINITY;

    *ret_is_off = false;
    *ret_hot_s = 0.0;
    parts_advance(m);
    if (!m->k->has_mass || isnan(parts_throttle_c(m))) {
        return STATUS_OK;
    }
    enum status st = parts_find_shutdown(m, &off_at_s, ret_hot_s);
    if (st != STATUS_OK || isinf(off_at_s) || is_last || off_at_s <= 0.0) {
        *ret_is_off = !isinf(off_at_s);
        m->span.dt_s = off_at_s <= 0.0 && !is_last ? 0.0 : m->span.dt_s;
        return st;
    }
    m->span.dt_s = off_at_s;
    parts_advance(m);
    st = parts_find_shutdown(m, &off_at_s, ret_hot_s);
    *ret_is_off = *ret_hot_s >= m->k->p->shut_time_s * (1.0 - ROUNDING) &&
                  parts_end_excess_k(m) > m->k->p->shut_margin_k - NEAR_K;
    return st;
}

static enum status step_group(struct parts_moment *m)
{
    double left_s = m->b->dt_s;
    struct sums sums = {.ceiling_frac = 1.0};

    for (int n = 0; n < MOST_SPANS && left_s > 0.0; n++) {
        const bool is_last = n == MOST_SPANS - 1;
        bool is_off = false;
        double hot_s = 0.0;
        open_span(m, left_s);
        m->span.dt_s = is_last ? left_s : m->span.dt_s;
        const enum status st = advance_until_off(m, is_last, &is_off, &hot_s);
        if (st != STATUS_OK) {
            return st; /* the caller may try a shorter step from the same state */
        }
        if (m->span.dt_s > 0.0) {
            settle_span(m, &sums);
        }
        *parts_own(m->b, m->i, PARTS_HOT) = is_off ? 0.0 : hot_s;
        if (is_off) {
            *parts_own(m->b, m->i, PARTS_SHUT) = 1.0;
        }
        left_s -= m->span.dt_s;
    }
    book(m->k, m->b, m->i, &sums);
    return STATUS_OK;
}

static struct parts_cache empty_cache(void)
{
    return (struct parts_cache){.flow_ratio = -1.0, .sink_w_per_k = -1.0};
}

enum status parts_step(const void *params, const struct node_block *b)
{
    const struct parts_const k = parts_const(params);
    struct parts_cache cache = empty_cache();
    struct parts_moment m = {.k = &k, .b = b, .cache = &cache};

    for (size_t i = 0; i < b->n; i++) {
        m.i = i;
        const enum status st = step_group(&m);
        if (st != STATUS_OK) {
            return st;
        }
    }
    return STATUS_OK;
}

/* Temperature that the accelerators of group i are cooled to. */
static double sink_c(const struct node_block *b, size_t i)
{
    return b->plated_frac[i] > 0.0 && !isnan(b->coolant_c[i]) ? b->coolant_c[i] : b->inlet_c[i];
}

static void rest_at_sink(const struct parts_const *k, const struct node_block *b, size_t i)
{
    const double c = sink_c(b, i);

    keep_temps(b, i, &(struct parts_temps){c, c, c});
    *parts_own(b, i, PARTS_CLOCK) = 1.0;
    *parts_own(b, i, PARTS_HOT) = 0.0;
    *parts_own(b, i, PARTS_SHUT) = 0.0;
    if (k->has_mass) {
        const struct parts_temps t = temps_of(b, i);
        b->die_c[i] = b->hbm_c[i] = c;
        b->stored_j[i] =
            b->count[i] * k->p->accelerators * parts_stored_j(k, &t) + service_stored_j(b, i);
    }
}

enum status parts_start(const void *params, const struct node_block *b)
{
    const struct parts_const k = parts_const(params);
    struct node_block moment = *b;

    moment.dt_s = 1e-6; /* the columns of t = 0: hardly any time has passed */
    for (size_t i = 0; i < b->n; i++) {
        service_start(b, i);
        rest_at_sink(&k, b, i);
    }
    const enum status st = parts_step(params, &moment);
    /* What that moment warmed is taken back, so that the run begins at the sink itself. */
    for (size_t i = 0; i < b->n && st == STATUS_OK; i++) {
        rest_at_sink(&k, b, i);
    }
    return st;
}
