/* battery.h - how long a battery holds, and what it gives at which rate.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_BATTERY_H
#define MODELS_BATTERY_H

/* Energy that may be taken out:  E DoD SoH. */
double battery_usable_j(double nominal_j, double depth_frac, double health_frac);

/* How long energy holds at constant power, and what is needed to hold so long.
 *
 *   drain_w  out of the battery: load / efficiency; INFINITY comes back for 0
 */
double battery_hold_s(double usable_j, double drain_w);
double battery_needed_j(double drain_w, double hold_s);

/* Discharge law of a type of battery:  t = t_r (P_r / P)^n,  and so E(P) = E_r (P_r / P)^(n - 1) for
 * P above P_r = E_r / t_r; below it no more than E_r.
 *
 * What a fast discharge leaves behind is still there for a slower one, and is recharged no second
 * time: it is not heat.
 *
 * Holds   5 to 30 min of lead-acid batteries, within 10 % with n = 1.3; n = 1 for lithium ion.
 * Source  fit to makers' tables of watts a cell (VRLA).
 */
struct battery_law {
    double rated_s;  /* t_r: time at which its energy is stated */
    double exponent; /* n >= 1                                  */
};

/* E(P) / E_r. */
double battery_rate_frac(const struct battery_law *law, double capacity_j, double drain_w);

/* Peukert's law at constant current:  t = H (C / (I H))^k.
 *
 *   capacity_as  C, in ampere seconds at the rated time H
 *   exponent     k: 1.05 to 1.15 AGM, 1.2 to 1.3 flooded, 1.0 to 1.05 lithium ion
 *
 * Source  Peukert (1897); Doerffel and Abu Sharkh, J. Power Sources 155 (2006) 395 on its limits.
 */
double battery_peukert_s(double capacity_as, double rated_s, double exponent, double current_a);

#endif
