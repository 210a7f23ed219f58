/* tower.h - open cooling towers: leaving water by a fitted correlation, or by heat and mass transfer.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_TOWER_H
#define MODELS_TOWER_H

#include <stdbool.h>

#include "models/status.h"

/* Approach of the YorkCalc tower: leaving water above the wet bulb.
 *
 *     A = sum k[9c + 3b + a] Twb^a range^b LG^c,  a, b, c in 0..2
 *
 *   liquid_to_gas  (m_w / m_w0) / (m_a / m_a0): water over air, each over its design
 *
 * Errors  STATUS_OUT_OF_RANGE outside wet bulb -34.4..26.7 degC, range 1.1..22.2 K, ratio 0.125..8, or
 *         when the approach leaves 1.1..40 K; *ret_k then holds the inputs' nearest valid point, the
 *         approach held to its range, so that a caller may go on and say so.
 * Holds   a tower of 3.89 K approach at 25.55 degC wet bulb and 5.56 K range.
 * Source  EnergyPlus Engineering Reference, CoolingTower:VariableSpeed; Modelica Buildings Library,
 *         CoolingTowers.Correlations.yorkCalc.
 */
MUST_CHECK enum status tower_york_approach_k(double range_k, double wet_bulb_c,
                                             double liquid_to_gas, double *ret_k);

/* A counterflow tower as an exchanger of enthalpy: Merkel's theory in Braun's form.
 *
 *     c_s = (h_s(T_in) - h_s(T_out)) / (T_in - T_out)     m* = m_a c_s / (m_w c_w)
 *     eps = (1 - exp(-NTU (1 - m*))) / (1 - m* exp(-NTU (1 - m*)))
 *     Q = eps m_a (h_s(T_in) - h_a)                       T_out = T_in - Q / (m_w c_w)
 *
 * with h_s the enthalpy of saturated air at the water's temperature. The water lost by evaporation is
 * left out of the balance: at most 1.5 % of the heat.
 *
 * Holds   0 < T_in < 80 degC.
 * Source  Braun, Klein, Mitchell, ASHRAE Transactions 95(2), 1989.
 */
struct tower {
    double ntu;
    double air_kgs; /* dry air */
    double water_w_per_k;
    double pressure_pa;
};

struct tower_air {
    double wet_bulb_c;
    double enthalpy_j_per_kg;
};

struct tower_result {
    double heat_w;
    double leaving_c;
    double effectiveness_frac;
    double saturation_j_per_kgk; /* c_s */
    double capacity_ratio;       /* m*  */
};

/* Enthalpy of saturated air [J per kg of dry air]. */
double tower_saturated_j_per_kg(double temp_c, double pressure_pa);

/* Water that enters at entering_c; nothing happens when that is at or below the wet bulb.
 *
 * Errors  STATUS_NO_CONVERGENCE, STATUS_OUT_OF_RANGE above 80 degC.
 */
MUST_CHECK enum status tower_run(const struct tower *t, const struct tower_air *air,
                                 double entering_c, struct tower_result *ret);

/* Heat between given water temperatures, entering_c > leaving_c: a trial for fan speeds. */
double tower_heat_w(const struct tower *t, const struct tower_air *air, double entering_c,
                    double leaving_c);

/* NTU of a tower that does what is asked between given temperatures.
 *
 * Errors  STATUS_OUT_OF_RANGE when no tower does: the air would leave more than saturated.
 */
MUST_CHECK enum status tower_ntu(const struct tower *t, const struct tower_air *air,
                                 double entering_c, double leaving_c, double *ret_ntu);

/* NTU at another airflow: NTU = c (m_w / m_a)^(1 + n) with n = -0.6. */
double tower_scaled_ntu(double ntu, double air_frac);

/* Water that a wet cooler uses.
 *
 *     E = latent Q / h_fg    D = drift x circulation    B = E / (cycles - 1) - D    M = E + D + B
 *
 * A drift above what the cycles ask leaves no blow-down. Source  ASHRAE Handbook, HVAC Systems and
 * Equipment, cooling towers. All in kg/s.
 */
struct tower_water {
    double evaporated_kgs;
    double drift_kgs;
    double blowdown_kgs;
    double makeup_kgs;
};
struct tower_water tower_water(double evaporated_kgs, double drift_kgs, double cycles);
double tower_evaporated_kgs(double heat_w, double latent_frac, double latent_j_per_kg);

#endif
