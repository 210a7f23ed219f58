/* SPDX-License-Identifier: Apache-2.0 */
#include "models/air/streams.h"

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

/* Supply that met racks, of what a plenum's tiles and leaks let out, and what of it passed them. */
static void pass_racks(const struct air_block *b, double asked_m3s, struct streams *s)
{
    double met_m3s = 0.0;

    for (size_t i = 0; i < b->n_racks; i++) {
        met_m3s += streams_fresh_frac(b, s, i) * b->airflow_m3s[i];
    }
    s->bypass_frac = fmin(MOST_BYPASS, fmax(0.0, 1.0 - met_m3s / s->supply_m3s));
    s->given_frac = asked_m3s > 0.0 ? met_m3s / asked_m3s : 1.0;
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
    }
    return s;
}

/* e_k: the coil's heat per kelvin over the capacity rate of its air. */
static double effectiveness(const struct air_block *b, size_t k)
{
    const double w_per_k = b->flow_m3s[k] * b->air_j_per_m3k;

    return w_per_k > 0.0 ? fmin(1.0, b->coil_w_per_k[k] / w_per_k) : 0.0;
}

double streams_drop_k(const struct air_block *b, size_t k, double ret_c)
{
    return fmax(0.0, fmin(ret_c - b->set_c[k], effectiveness(b, k) * (ret_c - b->water_c[k])));
}

double streams_return_c(const struct streams *s, double hot_c, double drop_k)
{
    return hot_c - s->bypass_frac / (1.0 - s->bypass_frac) * drop_k;
}

size_t streams_work_size(size_t n_handlers)
{
    return 3 * (2 * n_handlers + 1);
}

/* Returns at which a handler begins to cool and at which its valve is wide open. With water at or
 * above the set point the valve is open from the start. */
static size_t add_break_points(const struct air_block *b, size_t k, double *ret_c)
{
    const double e = effectiveness(b, k);
    const double set_c = b->set_c[k];
    const double water_c = b->water_c[k];

    if (!(e > 0.0)) {
        return 0;
    }
    ret_c[0] = fmax(set_c, water_c);
    if (e < 1.0 && set_c > water_c) {
        ret_c[1] = set_c + e / (1.0 - e) * (set_c - water_c);
        return 2;
    }
    return 1;
}

static double mean_drop_k(const struct air_block *b, const struct streams *s, double ret_c)
{
    double sum = 0.0;

    for (size_t k = 0; k < b->n_handlers; k++) {
        sum += b->flow_m3s[k] * streams_drop_k(b, k, ret_c);
    }
    return sum / s->supply_m3s;
}

struct pieces streams_pieces(const struct air_block *b, const struct streams *s,
                             double surface_w_per_k, double mass_c)
{
    const size_t most = 2 * b->n_handlers + 1;
    double *const ret_c = b->work;
    double *const hot_c = b->work + most;
    double *const q_w = b->work + 2 * most;
    const double flow_w_per_k = s->supply_m3s * b->air_j_per_m3k;
    double open_w_per_k = 0.0;
    size_t n = 0;

    for (size_t k = 0; k < b->n_handlers; k++) {
        n += add_break_points(b, k, ret_c + n);
        open_w_per_k += effectiveness(b, k) * b->flow_m3s[k] * b->air_j_per_m3k;
    }
    if (n == 0) {
        hot_c[0] = mass_c;
        q_w[0] = 0.0;
        return (struct pieces){.n = 1,
                               .at_c = hot_c,
                               .q_w = q_w,
                               .slope_before_w_k = surface_w_per_k,
                               .slope_after_w_k = surface_w_per_k};
    }
    gsl_sort(ret_c, 1, n);
    for (size_t k = 0; k < n; k++) {
        const double drop_k = mean_drop_k(b, s, ret_c[k]);
        hot_c[k] = ret_c[k] + s->bypass_frac / (1.0 - s->bypass_frac) * drop_k;
        q_w[k] = flow_w_per_k * drop_k + surface_w_per_k * (hot_c[k] - mass_c);
    }
    const double hot_per_return =
        1.0 + s->bypass_frac / (1.0 - s->bypass_frac) * open_w_per_k / flow_w_per_k;
    return (struct pieces){
        .n = n,
        .at_c = hot_c,
        .q_w = q_w,
        .slope_before_w_k = surface_w_per_k,
        .slope_after_w_k = surface_w_per_k + open_w_per_k / hot_per_return,
    };
}
