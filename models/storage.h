/* storage.h - cold kept in a tank of water.
 *
 *     E = rho V cp FOM dT
 *
 * FOM, the figure of merit: share of the ideal that a charge gives back, 0.85 to 0.95 for stratified
 * tanks.
 *
 * Source  ASHRAE Handbook, HVAC Applications, thermal storage.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_STORAGE_H
#define MODELS_STORAGE_H

/* Heat per kelvin of swing [J/K]; j_per_m3k is density x specific heat. */
double storage_j_per_k(double volume_m3, double j_per_m3k, double merit_frac);

#endif
