/* origins.h - where air was last: shares of what inlets and returns draw, and what follows from them.
 *
 *     T_in = sum_j A_ij T_out,j + c_i T_supply        A_ij, c_i >= 0, sum_j A_ij + c_i = 1
 *
 * for the flow that the shares were found on, without turbulent mixing across the openings. Cold
 * capture of an inlet is c_i; hot capture of an outlet is what the returns draw of it over what it
 * blows; bypass is the share of the supply that no inlet draws.
 *
 * Source  VanGilder and Shrivastava, ASHRAE Trans. 113(1) (2007) (capture index); Tang, Gupta and
 *         Varsamopoulos, IEEE TPDS 19(11) (2008) (the matrix).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_ORIGINS_H
#define MODELS_ORIGINS_H

#include <stdbool.h>
#include <stddef.h>

struct origins {
    size_t n_inlets; /* each with an outlet that blows what it draws */
    size_t n_returns;
    const double *inlet_m3s;
    const double *return_m3s;
    double supply_m3s;
    /* (n_inlets + n_returns) rows of 1 + n_inlets: from the supply, then from each outlet. Rows of
     * what draws nothing are zero. */
    const double *share;
};

/* True when the shares of everything that draws add up to one within 1e-3. */
bool origins_are_whole(const struct origins *o);

double origins_share(const struct origins *o, size_t row, size_t column);

/* NAN for an inlet without flow. */
double origins_cold_capture(const struct origins *o, size_t inlet);
double origins_hot_capture(const struct origins *o, size_t inlet);

/* Flow-weighted mean of the cold capture; NAN without flow. */
double origins_mean_cold_capture(const struct origins *o);

/* NAN without supply. */
double origins_bypass(const struct origins *o);

/* The outlet that gives an inlet most of its air, its own included; n_inlets when none does. */
size_t origins_main_source(const struct origins *o, size_t inlet);

#endif
