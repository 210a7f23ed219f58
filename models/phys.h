/* phys.h - constants, the atmosphere, and the fluids that carry heat.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_PHYS_H
#define MODELS_PHYS_H

#include "models/status.h"

#define PHYS_G_M_PER_S2       9.80665 /* standard gravity, exact, CGPM 1901 */
#define PHYS_AIR_R_J_PER_KGK  287.042 /* dry air, ASHRAE Handbook Fundamentals 2017, ch. 1 */
#define PHYS_AIR_CP_J_PER_KGK 1006.0  /* dry air near 20 degC, ASHRAE 2017 */
#define PHYS_ZERO_C_K         273.15
#define PHYS_SEA_LEVEL_PA     101325.0

/* Pressure of the standard atmosphere, -500 to 11000 m.
 *
 *     p = 101325 (1 - 2.25577e-5 z)^5.2559
 *
 * Source  ASHRAE Handbook Fundamentals 2017, ch. 1, eq. 3.
 */
double phys_atmosphere_pa(double altitude_m);

/* rho = p / (R T). */
double phys_dry_air_kg_per_m3(double temp_c, double pressure_pa);

/* A liquid coolant at one temperature. */
struct coolant {
    double density_kg_m3;
    double cp_j_kgk;
    double viscosity_pa_s;
    double conductivity_w_mk;
    double freezing_c;
};

/* Water (glycol_frac 0) or inhibited propylene glycol by mass fraction.
 *
 * Errors  STATUS_OUT_OF_RANGE outside the range of the correlation (see phys.c): water 0..100 degC,
 *         glycol 0..0.6 and freezing point..100 degC.
 */
MUST_CHECK enum status phys_coolant(double glycol_frac, double temp_c, struct coolant *ret);

/* Boiling point of that coolant at an absolute pressure: where the water in it boils. By Raoult's law
 * its vapour pressure falls with the mole fraction of the glycol, whose own is a thousandth of it.
 *
 * Errors  STATUS_OUT_OF_RANGE: glycol outside 0..0.6, or a boiling point outside 0..200 degC.
 */
MUST_CHECK enum status phys_boiling_c(double glycol_frac, double pressure_pa, double *ret_c);

#endif
