/* plenum.h - a raised floor or a supply duct as a network of pressures: fans push air in; tiles,
 * cut-outs, seams and handlers that stand let it out.
 *
 *     outlet      V = A_eff sqrt(2 dp / rho)         A_eff = A / sqrt(K)
 *     tile        K(s) = (1 + 0.5 (1 - s)^0.75 + 1.414 (1 - s)^0.375) / s^2,  s the open share
 *     fan         dp = stall n^2 - (stall / V_free^2) V^2,  n the speed over rated
 *     fan overrun by the pressure   V = -A_back sqrt(2 (dp - stall n^2) / rho);  A_back 0: a damper
 *     partition   V = A_eff sqrt(2 (dp_from - dp_to) / rho), either way
 *     balance     in each zone fans + partitions = all that leaves it
 *
 * Every flow rises with its drop, so the balance is the least of a convex function of the pressures and
 * Newton's method with a line search finds it from anywhere. Within 1e-5 Pa of no drop flow is taken in
 * proportion to the drop, as slow flow is: without that a partition between equal zones has no slope.
 *
 * Assumes the pressure is even in each zone: right for tiles of 25 % and less over 0.6 m and more; a
 * tile beside a handler gives less than this says (plenum_field.h).
 *
 * Holds   0.02 <= s <= 0.9; dp of the order of 0.1 to 500 Pa.
 * Source  Idelchik, Handbook of Hydraulic Resistance, diagram 8-1 (thick-edged plate), as Karki,
 *         Radmehr, Patankar 2003 use it for floors; seam leakage of 5 to 15 %: Radmehr et al.
 *         IPACK2005-73273.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_FIELD_PLENUM_H
#define MODELS_FIELD_PLENUM_H

#include <stddef.h>

#include "models/status.h"

enum { PLENUM_MOST_ZONES = 16 };

/* A fan with what stands before and behind it in its handler: pressure against the plenum. */
struct plenum_fan {
    size_t zone;     /* that it blows into                         */
    double stall_pa; /* at rated speed without flow                */
    double free_m3s; /* at rated speed without pressure            */
    double back_m2;  /* effective area backward; 0: damper, closed */
};

/* An opening in a partition between two zones. */
struct plenum_link {
    size_t from;
    size_t to;
    double open_m2; /* effective */
};

struct plenum {
    double density_kg_per_m3;
    size_t n_zones;        /* 1 to PLENUM_MOST_ZONES                                         */
    const double *open_m2; /* (n_zones) effective area of all that lets air into the room */
    const struct plenum_link *links;
    size_t n_links;
    const struct plenum_fan *fans;
    size_t n_fans;
};

/* Loss coefficient of a perforated tile on its face velocity; NAN outside the range. */
double plenum_tile_loss(double open_frac);

/* A / sqrt(K). */
double plenum_effective_m2(double area_m2, double loss);

/* Effective area of leaks that take a share of the flow beside outlets of open_m2, whatever the flow. */
double plenum_leak_m2(double open_m2, double leak_frac);

/* Flow through an effective area; with the sign of the drop. */
double plenum_flow_m3s(double effective_m2, double drop_pa, double density_kg_per_m3);

/* The curve through a handler's rating: rated_m3s against rated_pa, nothing against stall_pa. */
double plenum_free_m3s(double rated_m3s, double rated_pa, double stall_pa);

/* Fan power over rated power, at constant efficiency: V dp / (V dp at the rating), where dp is the
 * plenum's pressure and what coil and filter take, inner_pa at rated flow, with the flow squared.
 *
 *   flow_frac  flow over rated flow; 0 for one that flows backward */
double plenum_fan_power_frac(double flow_frac, double pressure_pa, double rated_pa,
                             double inner_pa);

/* How evenly flows are spread: (largest - smallest) / mean, and standard deviation over mean. */
struct plenum_spread {
    double uniformity_frac;
    double variation_frac;
};
struct plenum_spread plenum_spread_of(const double *flow_m3s, size_t n);

/* Pressures of the zones above the room, and flows of the fans: negative, backward.
 *
 *   speed_frac  (n_fans) 0: stands
 *   ret_pa      (n_zones)
 *   ret_fan_m3s (n_fans)
 *
 * All fans stopped: no pressure, no flow.
 * Errors  STATUS_BAD_INPUT       nothing lets the air out of a zone
 *         STATUS_NO_CONVERGENCE */
MUST_CHECK enum status plenum_solve(const struct plenum *p, const double *speed_frac,
                                    double *ret_pa, double *ret_fan_m3s);

#endif
