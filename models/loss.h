/* loss.h - what conversion loses at part load.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_LOSS_H
#define MODELS_LOSS_H

#include "models/curve.h"

/* Loss of a power supply over its rating, from certified points of [load fraction, efficiency].
 *
 *     loss_k = x_k (1 / eta_k - 1)
 *
 * and straight lines between the losses, which keeps efficiency smooth and below 1; below the first
 * point its efficiency holds. Above the last point the last line goes on.
 *
 *   load_frac  output over rating, >= 0
 *
 * Source  80 PLUS test points; interpolation of losses as in data sheets of redundant supplies.
 */
double loss_supply_frac(const struct curve *efficiency, double load_frac);

/* A stage with a constant and a proportional loss:  P_in = (P_out + c) / eta.
 *
 * Source  Brewer et al., ExaDigiT (2024): Frontier's rectifiers and point-of-load converters.
 */
double loss_converter_input_w(double output_w, double constant_w, double efficiency_frac);

/* Double-conversion UPS:  loss / rating = k0 + k1 x + k2 x^2.
 *
 * Source  Rasmussen, Electrical efficiency modeling for data centers, Schneider Electric WP 113:
 *         no-load, proportional and square-law losses.
 */
struct loss_ups {
    double k0_frac;
    double k1_frac;
    double k2_frac;
};
double loss_ups_frac(const struct loss_ups *ups, double load_frac);

/* The one parabola through the losses x (1 / eta - 1) at three loads, in closed form.
 *
 *   load_frac  three different ones, rising
 */
struct loss_ups loss_ups_fit(const double load_frac[3], const double efficiency_frac[3]);

/* Transformer: constant core loss and a load loss that goes with the square of apparent power, split
 * by its efficiency at 35 % load, where the optimum is assumed:
 *     P_0 = 0.35 S (1 / eta - 1) / 2     P_LL = P_0 / 0.35^2
 *
 * Source  US 10 CFR 431.196 states efficiency at 35 % load (50 % for medium voltage).
 */
struct loss_transformer {
    double core_w;
    double load_w; /* at rated apparent power and reference temperature */
};
struct loss_transformer loss_transformer_split(double rating_va, double efficiency_frac);
double loss_transformer_w(const struct loss_transformer *t, double load_frac);

/* Copper's load loss at a winding temperature over that at a reference:
 *     1 + 0.0039 (T - T_ref) / (1 + 0.0039 (T_ref - 20))
 */
double loss_copper_factor(double winding_c, double reference_c);

/* Voltage lost along a three-phase line [V between phases]:  sqrt(3) I L (R cos phi + X sin phi);
 * along a pair of direct current:  2 I L R.
 *
 *   ohm_per_m, reactance_ohm_per_m  of one conductor
 *
 * Source  NEC 210.19(A) and 215.2(A) informational notes: 3 % on a branch, 5 % in all.
 */
double loss_line_v(double current_a, double length_m, double ohm_per_m, double reactance_ohm_per_m,
                   double power_factor);
double loss_line_dc_v(double current_a, double length_m, double ohm_per_m);

/* Heat of a line's loaded conductors:  n I^2 R L  (3 of three phases, 2 of a pair). */
double loss_line_w(int conductors, double current_a, double length_m, double ohm_per_m);

#endif
