/* heat_pump.h - heat lifted to where someone can use it.
 *
 *     COP_h = eta T_hot / (T_hot - T_cold)      [K]
 *
 * eta: share of Carnot's COP that a machine reaches, 0.45 to 0.60. It never falls below 1: what drives
 * the pump is heat too.
 *
 * Holds   hot_c > cold_c; 0 < eta <= 1.
 * Source  second law; share of Carnot from makers' data of large machines.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_HEAT_PUMP_H
#define MODELS_HEAT_PUMP_H

double heat_pump_cop(double hot_c, double cold_c, double carnot_frac);

#endif
