/* phase.h - three-phase power and currents.
 *
 * Holds   sinusoidal quantities 120 degrees apart, one power factor on all phases.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_PHASE_H
#define MODELS_PHASE_H

/* Active power and current of a circuit.
 *     three phases  P = sqrt(3) V_LL I pf      one phase  P = V I pf
 *
 *   phases  1 or 3; volts between phases for 3, to neutral for 1
 */
double phase_power_w(int phases, double volt_v, double current_a, double power_factor);
double phase_current_a(int phases, double volt_v, double apparent_va);

/* Neutral current of a star from its line currents:
 *     I_N = sqrt(a^2 + b^2 + c^2 - ab - bc - ca)
 */
double phase_neutral_a(double a_a, double b_a, double c_a);

/* Line currents from loads between phases:  I_A = sqrt(ab^2 + ca^2 + ab ca), and cyclic. */
struct phase_lines {
    double a_a;
    double b_a;
    double c_a;
};
struct phase_lines phase_line_currents(double ab_a, double bc_a, double ca_a);

/* Greatest deviation from the mean over the mean, 0 when nothing flows.
 * Source  NEMA MG 1, 12.45 (there for voltages). */
double phase_unbalance(const struct phase_lines *l);

/* Current of a pair of direct current. */
double phase_dc_a(double power_w, double volt_v);

#endif
