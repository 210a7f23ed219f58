/* SPDX-License-Identifier: Apache-2.0 */
#include "models/exchanger.h"

#include <math.h>

#include "models/root.h"

/* Above this many transfer units a crossflow exchanger gains nothing that a double can hold. */
#define MOST_NTU 1e3

/* (1 - exp(-n d)) / (1 - c exp(-n d)) with d = 1 - c. As c -> 1 it becomes n / (1 + n); expm1 keeps
 * the digits on the way there. */
static double counterflow(double ntu, double cr)
{
    const double d = 1.0 - cr;
    const double less = -expm1(-ntu * d); /* 1 - exp(-n d) */

    if (ntu * d < 1e-10) {
        return ntu / (1.0 + ntu);
    }
    return less / (d + cr * less);
}

/* Both streams unmixed:  1 - exp((exp(-cr n^0.78) - 1) n^0.22 / cr) */
static double crossflow(double ntu, double cr)
{
    if (ntu <= 0.0) {
        return 0.0;
    }
    if (cr < 1e-9) {
        return -expm1(-ntu);
    }
    return -expm1(expm1(-cr * pow(ntu, 0.78)) * pow(ntu, 0.22) / cr);
}

double exchanger_effectiveness(enum exchanger_kind kind, double ntu, double cr)
{
    return kind == EXCHANGER_COUNTERFLOW ? counterflow(ntu, cr) : crossflow(ntu, cr);
}

struct wanted {
    double effectiveness_frac;
    double cr;
};

static double crossflow_error(double ntu, void *params)
{
    const struct wanted *const w = params;

    return crossflow(ntu, w->cr) - w->effectiveness_frac;
}

enum status exchanger_ntu(enum exchanger_kind kind, double effectiveness_frac, double cr,
                          double *ret_ntu)
{
    if (!(effectiveness_frac >= 0.0 && effectiveness_frac < 1.0 && cr >= 0.0 && cr <= 1.0)) {
        return STATUS_OUT_OF_RANGE;
    }
    if (kind == EXCHANGER_COUNTERFLOW) {
        /* ln((1 - e c) / (1 - e)) / (1 - c) = log1p(e d / (1 - e)) / d */
        const double d = 1.0 - cr;
        const double ratio = effectiveness_frac / (1.0 - effectiveness_frac);
        *ret_ntu = ratio * d < 1e-10 ? ratio : log1p(ratio * d) / d;
        return STATUS_OK;
    }
    struct wanted wanted = {effectiveness_frac, cr};
    if (crossflow(MOST_NTU, cr) < effectiveness_frac) {
        return STATUS_OUT_OF_RANGE;
    }
    return root_find(crossflow_error, &wanted, 0.0, MOST_NTU, 1e-13, ret_ntu);
}

double exchanger_w_per_k(enum exchanger_kind kind, double ua_w_per_k, double hot_w_per_k,
                         double cold_w_per_k)
{
    const double least = fmin(hot_w_per_k, cold_w_per_k);
    const double most = fmax(hot_w_per_k, cold_w_per_k);

    if (!(least > 0.0) || !(ua_w_per_k > 0.0)) {
        return 0.0;
    }
    return exchanger_effectiveness(kind, ua_w_per_k / least, least / most) * least;
}

double exchanger_films_ua(double ua_w_per_k, const struct exchanger_films *f, double hot_ratio,
                          double cold_ratio)
{
    if (!(hot_ratio > 0.0) || !(cold_ratio > 0.0)) {
        return 0.0;
    }
    return ua_w_per_k / (f->hot_share * pow(hot_ratio, -f->hot_exponent) +
                         (1.0 - f->hot_share) * pow(cold_ratio, -f->cold_exponent));
}

double exchanger_scaled_ua(double ua_w_per_k, double hot_ratio, double cold_ratio, double exponent)
{
    const struct exchanger_films alike = {0.5, exponent, exponent};

    return exchanger_films_ua(ua_w_per_k, &alike, hot_ratio, cold_ratio);
}

struct exchanger_result exchanger_run(enum exchanger_kind kind, double ua_w_per_k,
                                      double hot_w_per_k, double hot_in_c, double cold_w_per_k,
                                      double cold_in_c)
{
    struct exchanger_result r = {.hot_out_c = hot_in_c, .cold_out_c = cold_in_c};

    r.heat_w =
        exchanger_w_per_k(kind, ua_w_per_k, hot_w_per_k, cold_w_per_k) * (hot_in_c - cold_in_c);
    if (r.heat_w != 0.0) {
        r.hot_out_c -= r.heat_w / hot_w_per_k;
        r.cold_out_c += r.heat_w / cold_w_per_k;
    }
    return r;
}
