/* zones.h - the cold and the hot air of a hall over a step, exactly.
 *
 *     C_h dT_h/dt = P - U (T_h - T_m) - G (T_h - T_c)
 *     C_c dT_c/dt = G (T_h - T_c) - q(T_h)
 *
 * Racks draw cold air and blow it hot, and what reaches the cold side in its place comes from the hot
 * side, less what handlers took out of it on the way: q, piecewise linear in T_h (pieces.h). P heats
 * the hot air, which also exchanges with a mass that is held at T_m.
 *
 * Both rates of decay are real as long as q rises by no more than G; the step walks from piece to
 * piece, each in closed form, and finds the crossings by root_find().
 *
 * Holds   any dt > 0, 1 ms to 1e9 s; G = 0 (two masses of their own); U = 0; slope of q <= G. Where
 *         the two rates agree to 1e-5 of themselves, temperatures are good to 1e-9 of their change.
 * Source  closed form of a linear system of two.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_ZONES_H
#define MODELS_ZONES_H

#include "models/pieces.h"

struct zones {
    double hot_j_k;  /* C_h > 0 */
    double cold_j_k; /* C_c > 0 */
    double heat_w;   /* P       */
    double exchange_w_k;
    double mass_w_k; /* U       */
    double mass_c;
    const struct pieces *removed; /* q over T_h */
};

struct zones_result {
    double hot_end_c;
    double cold_end_c;
    double hot_mean_c;
    double cold_mean_c;
    double to_mass_w; /* mean */
    double removed_w; /* mean, from the books:
                       * (P - to_mass - removed) dt == C_h (change of T_h) + C_c (change of T_c) */
};

/* Errors  STATUS_NO_CONVERGENCE when more than 4 n + 8 crossings were met. */
MUST_CHECK enum status zones_step(const struct zones *z, double hot_c, double cold_c, double dt_s,
                                  struct zones_result *ret);

#endif
