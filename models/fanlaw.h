/* fanlaw.h - fans and pumps at part speed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_FANLAW_H
#define MODELS_FANLAW_H

/* Affinity laws at a fixed system: flow ~ n, pressure ~ n^2, power ~ n^3.
 *
 *   speed_frac  speed over the reference, >= 0
 *
 * Holds   fixed system curve, no static head, efficiency unchanged.
 */
double fanlaw_flow(double speed_frac);
double fanlaw_pressure(double speed_frac);
double fanlaw_power(double speed_frac);

/* Power of a fan with a variable speed drive over its rated power, drive and motor losses included.
 *
 *     0.0015302446 + 0.0052080574 x + 1.1086242 x^2 - 0.11635563 x^3
 *
 * Holds   x = flow over rated flow, 0 to 1.
 * Source  ANSI/ASHRAE/IES 90.1 user's manual default, as in EnergyPlus Fan:VariableVolume.
 */
double fanlaw_drive_power(double flow_frac);

#endif
