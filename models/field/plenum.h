/* plenum.h - a raised floor as one pressure: fans push air in, tiles, cut-outs and seams let it out.
 *
 *     tile        V = A sqrt(2 dp / (rho K))
 *     K(s)        = (1 + 0.5 (1 - s)^0.75 + 1.414 (1 - s)^0.375) / s^2,  s the open share
 *     seams       V = A_eff sqrt(2 dp / rho)
 *     fan         dp = dp_stall n^2 - (dp_stall / V_free^2) V^2,  n the speed over rated
 *     balance     sum of the fans = sum of tiles and seams at one dp
 *
 * Assumes the pressure is even below the floor: right for tiles of 25 % and less over 0.6 m and more;
 * a tile beside a handler gives less than this says. A fan at rest is closed by its damper.
 *
 * Holds   0.02 <= s <= 0.9; dp of the order of 1 to 200 Pa.
 * Source  Idelchik, Handbook of Hydraulic Resistance, diagram 8-1 (thick-edged plate); one pressure:
 *         Karki, Radmehr, Patankar 2003; seam leakage of 5 to 15 %: Radmehr et al. IPACK2005-73273.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_FIELD_PLENUM_H
#define MODELS_FIELD_PLENUM_H

#include <stddef.h>

#include "models/status.h"

struct plenum_outlet {
    double area_m2;
    double loss; /* K on the face velocity; 1 for a sharp opening's effective area */
};

struct plenum_fan {
    double stall_pa;   /* at rated speed without flow     */
    double free_m3s;   /* at rated speed without pressure */
    double speed_frac; /* 0: stopped, damper closed      */
};

struct plenum {
    double density_kg_per_m3;
    const struct plenum_outlet *outlets; /* tiles and cut-outs */
    size_t n_outlets;
    double seam_m2; /* effective area of all seams */
    const struct plenum_fan *fans;
    size_t n_fans;
};

struct plenum_result {
    double pressure_pa; /* above the room */
    double supply_m3s;
    double seam_m3s;
    double uniformity_frac; /* (largest - smallest) / mean of the outlets' face velocities */
};

/* Loss coefficient of a perforated tile; NAN outside the range. */
double plenum_tile_loss(double open_frac);

/* Effective seam area that leaks a share of the flow beside these outlets, whatever the flow. */
double plenum_seam_area(const struct plenum_outlet *outlets, size_t n_outlets, double leak_frac);

/* Flows of fans and outlets at one pressure.
 *
 *   ret_outlet_m3s  n_outlets
 *   ret_fan_m3s     n_fans
 *
 * All fans stopped: no pressure, no flow.
 * Errors  STATUS_BAD_INPUT    nothing lets the air out
 *         STATUS_NO_CONVERGENCE */
MUST_CHECK enum status plenum_solve(const struct plenum *p, double *ret_outlet_m3s,
                                    double *ret_fan_m3s, struct plenum_result *ret);

#endif
