/* exchanger.h - heat exchangers by effectiveness and number of transfer units.
 *
 *     NTU = UA / C_min    Cr = C_min / C_max    eps = Q / (C_min (T_hot_in - T_cold_in))
 *
 * Source  Incropera, Fundamentals of Heat and Mass Transfer, chapter 11; Kays and London, Compact
 *         Heat Exchangers.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_EXCHANGER_H
#define MODELS_EXCHANGER_H

#include "models/status.h"

enum exchanger_kind {
    EXCHANGER_COUNTERFLOW,
    EXCHANGER_CROSSFLOW, /* both streams unmixed, Kays-London approximation */
};

/* Effectiveness, 0 to 1. ntu >= 0, 0 <= cr <= 1 (cr 0: one stream changes phase or is endless). */
double exchanger_effectiveness(enum exchanger_kind kind, double ntu, double cr);

/* NTU from the effectiveness.
 *
 * Errors  STATUS_OUT_OF_RANGE when no exchanger of that kind reaches it.
 */
MUST_CHECK enum status exchanger_ntu(enum exchanger_kind kind, double effectiveness_frac, double cr,
                                     double *ret_ntu);

/* eps C_min: heat per kelvin between the two inlets [W/K]; 0 when either capacity rate is 0. */
double exchanger_w_per_k(enum exchanger_kind kind, double ua_w_per_k, double hot_w_per_k,
                         double cold_w_per_k);

/* UA away from its rating when both films scale as flow^exponent, with equal resistances at rating
 * (Kays and London): UA = UA0 * 2 / (r_hot^-m + r_cold^-m); a ratio of 0 gives 0. */
double exchanger_scaled_ua(double ua_w_per_k, double hot_ratio, double cold_ratio, double exponent);

/* The same with films that differ: at rating a share of the resistance lies on the hot side, the rest
 * on the cold, and each film goes with its flow to its own power (0: it does not move). */
struct exchanger_films {
    double hot_share;
    double hot_exponent;
    double cold_exponent;
};
double exchanger_films_ua(double ua_w_per_k, const struct exchanger_films *f, double hot_ratio,
                          double cold_ratio);

struct exchanger_result {
    double heat_w; /* from hot to cold, negative when the "hot" side enters colder */
    double hot_out_c;
    double cold_out_c;
};
struct exchanger_result exchanger_run(enum exchanger_kind kind, double ua_w_per_k,
                                      double hot_w_per_k, double hot_in_c, double cold_w_per_k,
                                      double cold_in_c);

#endif
