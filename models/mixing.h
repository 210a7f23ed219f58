/* mixing.h - a hall's air as two streams that mix: figures of merit of the room.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_MIXING_H
#define MODELS_MIXING_H

#include <stddef.h>

/* Airflow that carries heat at a rise:  V = Q / (rho cp dT). */
double mixing_duty_m3s(double heat_w, double air_j_per_m3k, double rise_k);

/* Two-parameter mix of a room with one kind of rack.
 *
 *     m_it (1 - r) = m_s (1 - b)      T_in = T_s + r / (1 - r) dT_it
 *
 *   supply_w_per_k  capacity rate of the supply, m_s cp
 *   bypass_frac b   share of the supply that meets no rack, 0 to < 1
 *   recirculation_frac r  share of the racks' inlet air that is exhaust, 0 to < 1
 */
struct mixing_room {
    double supply_c;
    double supply_w_per_k;
    double heat_w;
    double bypass_frac;
    double recirculation_frac;
};
struct mixing_result {
    double it_w_per_k; /* capacity rate through the racks */
    double rise_k;
    double inlet_c;
    double outlet_c;
    double return_c;
};
struct mixing_result mixing_balance(const struct mixing_room *room);

/* Return temperature index, 1 = balanced; above recirculation, below bypass.
 *     (T_ret - T_s) / dT_it
 * Source  Herrlin, ASHRAE Trans. 114(1) (2008). */
double mixing_rti(double return_c, double supply_c, double rise_k);

/* Supply heat index: sum m (T_in - T_s) / sum m (T_out - T_s). RHI = 1 - SHI.
 * Source  Sharma, Bash, Patel, AIAA 2002-3091. */
double mixing_shi(size_t n, const double *flow_m3s, const double *inlet_c, const double *outlet_c,
                  double supply_c);

/* Rack cooling index at the high end (and, by mirrored arguments, at the low end), 1 = all inlets
 * within the recommended range.
 * Source  Herrlin, ASHRAE Trans. 111(2) (2005). */
double mixing_rci_high(size_t n, const double *inlet_c, double recommended_c, double allowable_c);
double mixing_rci_low(size_t n, const double *inlet_c, double recommended_c, double allowable_c);

#endif
