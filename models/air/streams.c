/* SPDX-License-Identifier: Apache-2.0 */
#include "models/air/streams.h"

#include <assert.h>
#include <math.h>

#include <gsl/gsl_sort_double.h>

/* Even with idle racks some of the return comes from the hot side: rooms mix. */
#define MOST_BYPASS 0.95

double streams_fresh_frac(const struct air_block *b, const struct streams *s, size_t i)
{
    const double asked_frac = 1.0 - b->recirculation_frac[i];

    if (b->given_m3s == NULL || !(b->airflow_m3s[i] > 0.0) || !(s->supply_m3s > 0.0)) {
        return asked_frac * s->given_frac;
    }
    return fmin(asked_frac, (1.0 - b->bypass_frac[i]) * b->given_m3s[i] / b->airflow_m3s[i]);
}

double streams_cold_frac(const struct air_block *b, const struct streams *s, size_t i)
{
    return s->given_frac > 0.0 ? streams_fresh_frac(b, s, i) / s->given_frac
                               : 1.0 - b->recirculation_frac[i];
}

/* Supply that met racks, of what a plenum's tiles and leaks let out, and what of it passed them. */
static void pass_racks(const struct air_block *b, double asked_m3s, struct streams *s)
{
    double met_m3s = 0.0;

    for (size_t i = 0; i < b->n_racks; i++) {
        met_m3s += streams_fresh_frac(b, s, i) * b->airflow_m3s[i];
    }
    s->bypass_frac = fmin(MOST_BYPASS, fmax(0.0, 1.0 - met_m3s / s->supply_m3s));
    s->given_frac = asked_m3s > 0.0 ? met_m3s / asked_m3s : 1.0;
    s->through_m3s = fmax(asked_m3s, (1.0 - s->bypass_frac) * s->supply_m3s);
}

struct streams streams_split(const struct air_block *b)
{
    struct streams s = {.given_frac = 1.0};
    double asked_m3s = 0.0;
    double bypass_mix = 0.0;

    for (size_t k = 0; k < b->n_handlers; k++) {
        s.supply_m3s += b->flow_m3s[k];
    }
    for (size_t i = 0; i < b->n_racks; i++) {
        s.rack_m3s += b->airflow_m3s[i];
        asked_m3s += (1.0 - b->recirculation_frac[i]) * b->airflow_m3s[i];
        bypass_mix += b->bypass_frac[i] * b->airflow_m3s[i];
    }
    s.through_m3s = asked_m3s;
    if (!(s.supply_m3s > 0.0)) {
        s.given_frac = 0.0;
        return s;
    }
    if (b->given_m3s != NULL) {
        pass_racks(b, asked_m3s, &s);
        return s;
    }
    const double least = s.rack_m3s > 0.0 ? fmin(MOST_BYPASS, bypass_mix / s.rack_m3s) : 0.0;
    const double reaching_m3s = (1.0 - least) * s.supply_m3s;
    if (asked_m3s > reaching_m3s) {
        s.bypass_frac = least;
        s.given_frac = reaching_m3s / asked_m3s;
    } else {
        s.bypass_frac = fmin(MOST_BYPASS, 1.0 - asked_m3s / s.supply_m3s);
        s.through_m3s = (1.0 - s.bypass_frac) * s.supply_m3s;
    }
    return s;
}

/* e_k: the coil's heat per kelvin over the capacity rate of its air. */
static double effectiveness(const struct air_block *b, size_t k)
{
    const double w_per_k = b->flow_m3s[k] * b->air_j_per_m3k;

    return w_per_k > 0.0 ? fmin(1.0, b->coil_w_per_k[k] / w_per_k) : 0.0;
}

static double outside_k(const struct air_block *b, size_t k, double ret_c)
{
    const double open_k = b->outside_most_frac[k] * (ret_c - b->outside_c[k]);

    return fmax(0.0, fmin(ret_c - b->set_c[k], open_k));
}

static double coil_k(const struct air_block *b, size_t k, double mixed_c)
{
    return fmax(0.0, fmin(mixed_c - b->set_c[k], effectiveness(b, k) * (mixed_c - b->water_c[k])));
}

double streams_drop_k(const struct air_block *b, size_t k, double ret_c)
{
    const double by_air_k = outside_k(b, k, ret_c);

    return by_air_k + coil_k(b, k, ret_c - by_air_k);
}

void streams_book(const struct air_block *b, size_t k, double ret_c, double taken_w)
{
    const double drop_k = streams_drop_k(b, k, ret_c);
    const double most = b->outside_most_frac[k];
    const double open = most + (1.0 - most) * effectiveness(b, k);
    double by_air = 0.0;

    if (drop_k > 0.0) {
        by_air = outside_k(b, k, ret_c) / drop_k;
    } else if (open > 0.0) {
        /* Cool at the mean, warm for a part of the step. */
        by_air = most / open;
    }
    b->outside_w[k] = taken_w * by_air;
    b->coil_w[k] = taken_w - b->outside_w[k];
}

double streams_return_c(const struct streams *s, double hot_c, double drop_k)
{
    return hot_c - s->bypass_frac / (1.0 - s->bypass_frac) * drop_k;
}

/* Break points of one handler: outdoor air begins; and two each where it is full, where the coil begins
 * and where it is wide open. */
enum { MOST_POINTS = 7 };

size_t streams_work_size(size_t n_handlers)
{
    return 3 * (MOST_POINTS * n_handlers + 1);
}

/* Returns at which the air behind the dampers is at mixed_c: without outdoor air and with all of it. */
static size_t add_mixed(const struct air_block *b, size_t k, double mixed_c, double *ret_c)
{
    const double most = b->outside_most_frac[k];

    ret_c[0] = mixed_c;
    if (!(most > 0.0 && most < 1.0)) {
        return 1;
    }
    ret_c[1] = (mixed_c - most * b->outside_c[k]) / (1.0 - most);
    return ret_c[1] > fmax(b->set_c[k], b->outside_c[k]) ? 2 : 1;
}

/* Returns at which a handler begins to take outdoor air, takes all that it may, begins to cool and has
 * its valve wide open. With water at or above the set point the valve is open from the start. A point
 * at which nothing bends does no harm. */
static size_t add_break_points(const struct air_block *b, size_t k, double *ret_c)
{
    const double e = effectiveness(b, k);
    const double set_c = b->set_c[k];
    const double water_c = b->water_c[k];
    size_t n = 0;

    if (!(b->flow_m3s[k] > 0.0)) {
        return 0;
    }
    if (b->outside_most_frac[k] > 0.0) {
        ret_c[n++] = fmax(set_c, b->outside_c[k]);
        n += set_c > b->outside_c[k] ? add_mixed(b, k, set_c, ret_c + n) : 0;
    }
    if (e > 0.0) {
        n += add_mixed(b, k, fmax(set_c, water_c), ret_c + n);
    }
    if (e > 0.0 && e < 1.0 && set_c > water_c) {
        n += add_mixed(b, k, set_c + e / (1.0 - e) * (set_c - water_c), ret_c + n);
    }
    return n;
}

/* Sorts the points and drops those that are there before: handlers that are alike bend at the same
 * places, and a hall has hundreds of them. */
static size_t sort_points(double *ret_c, size_t n)
{
    size_t n_apart = n > 0 ? 1 : 0;

    gsl_sort(ret_c, 1, n);
    for (size_t k = 1; k < n; k++) {
        if (ret_c[k] > ret_c[n_apart - 1]) {
            ret_c[n_apart++] = ret_c[k];
        }
    }
    return n_apart;
}

static double mean_drop_k(const struct air_block *b, const struct streams *s, double ret_c)
{
    double sum = 0.0;

    for (size_t k = 0; k < b->n_handlers; k++) {
        sum += b->flow_m3s[k] * streams_drop_k(b, k, ret_c);
    }
    return sum / s->supply_m3s;
}

struct pieces streams_pieces(const struct air_block *b, const struct streams *s)
{
    const size_t most_points = MOST_POINTS * b->n_handlers + 1;
    double *const ret_c = b->work;
    double *const hot_c = b->work + most_points;
    double *const q_w = b->work + 2 * most_points;
    const double flow_w_per_k = s->supply_m3s * b->air_j_per_m3k;
    double open_w_per_k = 0.0;
    size_t n = 0;

    for (size_t k = 0; k < b->n_handlers; k++) {
        const double most = b->outside_most_frac[k];
        n += add_break_points(b, k, ret_c + n);
        open_w_per_k +=
            (most + (1.0 - most) * effectiveness(b, k)) * b->flow_m3s[k] * b->air_j_per_m3k;
    }
    if (n == 0) {
        hot_c[0] = 0.0;
        q_w[0] = 0.0;
        return (struct pieces){.n = 1, .at_c = hot_c, .q_w = q_w};
    }
    assert(n < most_points);
    n = sort_points(ret_c, n);
    for (size_t k = 0; k < n; k++) {
        const double drop_k = mean_drop_k(b, s, ret_c[k]);
        hot_c[k] = ret_c[k] + s->bypass_frac / (1.0 - s->bypass_frac) * drop_k;
        q_w[k] = flow_w_per_k * drop_k;
    }
    const double hot_per_return =
        1.0 + s->bypass_frac / (1.0 - s->bypass_frac) * open_w_per_k / flow_w_per_k;
    return (struct pieces){
        .n = n,
        .at_c = hot_c,
        .q_w = q_w,
        .slope_after_w_k = open_w_per_k / hot_per_return,
    };
}
