/* SPDX-License-Identifier: Apache-2.0 */
#include "models/node/parts_span.h"

#include <math.h>

#include "models/root.h"

bool parts_is_forced(const struct parts_moment *m)
{
    return !isnan(m->b->force_w[m->i]);
}

double parts_plated_frac(const struct parts_moment *m)
{
    return isnan(m->b->coolant_c[m->i]) ? 0.0 : m->b->plated_frac[m->i];
}

double parts_lumped_frac(const struct parts_moment *m)
{
    return parts_plated_frac(m) > 0.0 ? m->k->p->plate_accelerator_frac : 1.0;
}

double parts_throttle_c(const struct parts_moment *m)
{
    return parts_is_forced(m) ? PARAM_UNKNOWN : m->b->traits[m->i].throttle_c;
}

static void respond(struct parts_moment *m, double speed_frac)
{
    m->sink = parts_sink(m->k, m->b, m->i, speed_frac, m->span.on_frac, m->cache);
    m->response = parts_respond(m->k, &m->start, &m->sink, m->span.dt_s, m->cache);
}

/* Mean temperature of the die over the span under a power, without an exponential and right
 * when the span is very long: all as one mass, with x / (2 + x) for its exponential. */
static double guess_die_c(const struct parts_moment *m, double accelerator_w)
{
    const double heat_w = parts_lumped_frac(m) * m->span.on_frac * accelerator_w;
    const struct parts_temps settled = parts_settled(m->k, &m->sink, heat_w);
    const double x =
        m->span.dt_s * m->sink.air_w_per_k / (m->k->p->sink_capacity_j_per_k + m->k->joint_j_per_k);

    return settled.die_c + (m->start.plate_c - settled.plate_c) * 2.0 / (2.0 + x);
}

/* Power of an accelerator at die_c, under the cap as far as its least clock can hold it. */
static double likely_w(const struct parts_moment *m, double limit_w, double die_c)
{
    const double full_w = m->load.accelerator_w;
    const double free_w =
        parts_power_at_w(m->k, full_w, *parts_own(m->b, m->i, PARTS_CLOCK), die_c);

    return free_w <= limit_w
               ? free_w
               : fmax(limit_w, parts_power_at_w(m->k, full_w, m->k->least_clock_frac, die_c));
}

/* Speed of the fans in the span: they follow the heat of accelerators that they cool. */
static double find_speed_frac(struct parts_moment *m, double limit_w)
{
    const double first_w = likely_w(m, limit_w, m->start.die_c);

    m->sink = parts_sink(m->k, m->b, m->i, parts_fan_speed_frac(m->k, &m->load, &m->place, first_w),
                         m->span.on_frac, m->cache);
    const double second_w = likely_w(m, limit_w, guess_die_c(m, first_w));
    return parts_fan_speed_frac(m->k, &m->load, &m->place, second_w);
}

static void choose(struct parts_moment *m, double limit_w)
{
    const struct parts_case c = {
        .k = m->k,
        .full_w = m->load.accelerator_w,
        .heat_frac = parts_lumped_frac(m) * m->span.on_frac,
        .start_c = m->k->has_mass ? m->start.die_c : (double)NAN,
        .throttle_c = parts_throttle_c(m),
        .limit_w = limit_w,
        .ceiling_frac = *parts_own(m->b, m->i, PARTS_CLOCK),
        .dt_s = m->span.dt_s,
        .response = &m->response,
    };

    m->choice = parts_choose(&c);
}

/* Power of a node that draws what a study forces on it: all parts as at full activity, scaled. */
static void force(struct parts_moment *m)
{
    const struct parts_power full = parts_full(m->k);

    m->power = parts_scaled(&full, m->b->force_w[m->i] / full.input_w);
    m->choice = (struct parts_choice){.clock_frac = 1.0, .ceiling_frac = 1.0};
    if (m->k->has_mass) {
        m->choice.accelerator_w = m->power.accelerator_w / m->k->p->accelerators;
        respond(m, full.fan_speed_frac);
    }
}

void parts_advance(struct parts_moment *m)
{
    if (m->span.on_frac <= 0.0) {
        m->power = (struct parts_power){0};
        m->choice = (struct parts_choice){.clock_frac = 1.0, .ceiling_frac = 1.0};
        if (m->k->has_mass) {
            respond(m, 0.0);
        }
        return;
    }
    if (parts_is_forced(m)) {
        force(m);
        return;
    }
    /* A node without accelerators has nothing to slow. */
    const bool is_free = isinf(m->span.cap_w) || m->k->p->accelerators <= 0.0;
    const double limit_w =
        is_free ? (double)INFINITY
                : parts_accelerator_limit_w(m->k, &m->load, &m->place, m->span.cap_w);
    if (m->k->has_mass) {
        /* Plates do not feel the fans. */
        respond(m, parts_plated_frac(m) > 0.0 ? 0.0 : find_speed_frac(m, limit_w));
    }
    choose(m, limit_w);
    m->power = parts_power(m->k, &m->load, &m->place, m->choice.accelerator_w);
}

double parts_network_w(const struct parts_moment *m)
{
    return parts_lumped_frac(m) * m->span.on_frac * m->choice.accelerator_w;
}

/* ---------------------------------------------------------------- too hot */

static double too_hot_k(double time_s, void *params)
{
    const struct parts_moment *const m = params;
    struct parts_cache cache = *m->cache;
    const struct parts_response r = parts_respond(m->k, &m->start, &m->sink, time_s, &cache);
    const struct parts_temps t = parts_temps_at(&r.end, &r.end_k_per_w, parts_network_w(m));

    return parts_excess_k(m->k, parts_throttle_c(m), &t) - m->k->p->shut_margin_k;
}

double parts_end_excess_k(const struct parts_moment *m)
{
    const struct parts_temps end =
        parts_temps_at(&m->response.end, &m->response.end_k_per_w, parts_network_w(m));

    return parts_excess_k(m->k, parts_throttle_c(m), &end);
}

enum status parts_find_shutdown(struct parts_moment *m, double *ret_at_s, double *ret_hot_s)
{
    const double margin_k = m->k->p->shut_margin_k;
    double from_s = 0.0;

    *ret_at_s = (double)INFINITY;
    *ret_hot_s = 0.0;
    if (m->span.on_frac <= 0.0 || !(parts_end_excess_k(m) > margin_k)) {
        return STATUS_OK;
    }
    double hot_s = *parts_own(m->b, m->i, PARTS_HOT);
    if (parts_excess_k(m->k, parts_throttle_c(m), &m->start) < margin_k) {
        hot_s = 0.0;
        const enum status st =
            root_find(too_hot_k, m, 0.0, m->span.dt_s, 1e-9 * m->span.dt_s, &from_s);
        if (st != STATUS_OK) {
            return st;
        }
    }
    const double at_s = from_s + fmax(0.0, m->k->p->shut_time_s - hot_s);
    *ret_at_s = at_s < m->span.dt_s ? at_s : (double)INFINITY;
    *ret_hot_s = hot_s + m->span.dt_s - from_s;
    return STATUS_OK;
}

/* With the leakage of a die as hot as it may be: where that settles below, so does the true one. */
bool parts_may_restart(const struct parts_moment *m)
{
    const double margin_k = m->k->p->shut_margin_k;
    const double on_frac = m->b->powered_frac[m->i];
    const double least_w = parts_power_at_w(m->k, m->load.accelerator_w, m->k->least_clock_frac,
                                            parts_throttle_c(m) + margin_k);
    struct parts_cache cache = *m->cache;
    const double speed_frac = parts_fan_speed_frac(m->k, &m->load, &m->place, least_w);
    const struct parts_sink sink = parts_sink(m->k, m->b, m->i, speed_frac, on_frac, &cache);
    const struct parts_temps settled =
        parts_settled(m->k, &sink, parts_lumped_frac(m) * on_frac * least_w);

    return parts_excess_k(m->k, parts_throttle_c(m), &m->start) < -m->k->p->hysteresis_k &&
           parts_excess_k(m->k, parts_throttle_c(m), &settled) < margin_k;
}
