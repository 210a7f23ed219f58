/* SPDX-License-Identifier: Apache-2.0 */
#include "models/phys.h"

#include <math.h>

#include "models/psychro.h"

double phys_atmosphere_pa(double altitude_m)
{
    return PHYS_SEA_LEVEL_PA * pow(1.0 - 2.25577e-5 * altitude_m, 5.2559);
}

double phys_dry_air_kg_per_m3(double temp_c, double pressure_pa)
{
    return pressure_pa / (PHYS_AIR_R_J_PER_KGK * (temp_c + PHYS_ZERO_C_K));
}

/* Water at 1 bar, 0 to 100 degC (specific heat best to 60 degC).
 *
 * Source  density: Kell, J. Chem. Eng. Data 20 (1975) 97; specific heat: Gill, UNESCO Technical
 *         Papers in Marine Science 44 (1983); viscosity and conductivity: IAPWS SR6-08 (2011).
 */
static void water(double t_c, struct coolant *ret)
{
    const double ratio = (t_c + PHYS_ZERO_C_K) / 300.0;
    const double upper =
        999.83952 + t_c * (16.945176 + t_c * (-7.9870401e-3 +
                                              t_c * (-46.170461e-6 +
                                                     t_c * (105.56302e-9 + t_c * -280.54253e-12))));

    ret->density_kg_m3 = upper / (1.0 + 16.879850e-3 * t_c);
    ret->cp_j_kgk =
        4217.4 + t_c * (-3.720283 + t_c * (0.1412855 + t_c * (-2.654387e-3 + t_c * 2.093236e-5)));
    ret->viscosity_pa_s = 1e-6 * (280.68 * pow(ratio, -1.9) + 511.45 * pow(ratio, -7.7) +
                                  61.131 * pow(ratio, -19.6) + 0.45903 * pow(ratio, -40.0));
    ret->conductivity_w_mk = 1.6630 * pow(ratio, -1.15) - 1.7781 * pow(ratio, -3.4) +
                             1.1567 * pow(ratio, -6.0) - 0.432115 * pow(ratio, -7.6);
    ret->freezing_c = 0.0;
}

/* Aqueous propylene glycol: y = sum c[i][j] dT^i dx^j around 305.8583 K and 0.307031 by mass.
 *
 * Source  Melinder, Properties of Secondary Working Fluids for Indirect Systems, IIR (2010), as
 *         tabulated in CoolProp. The published table holds the viscosity's coefficients divided by
 *         1000 and calls them a polynomial; they are those of its logarithm in mPa s, as here.
 */
static const double pg_density[4][6] = {
    {1018.0, 76.04, -24.98, -155.0, -113.1, 234.2},
    {-0.5406, -0.945, 0.27, 2.829, -2.221, 0.0},
    {-2.666e-3, 5.541e-3, -4.018e-3, -7.175e-3, 0.0, 0.0},
    {1.347e-5, -1.343e-5, 3.376e-5, 0.0, 0.0, 0.0},
};
static const double pg_cp[4][6] = {
    {3882.0, -1304.0, -1598.0, 353.9, 5000.0, -4959.0},
    {2.699, 5.07, 0.9534, 31.02, -71.35, 0.0},
    {-1.659e-3, -4.752e-3, 0.1167, -0.295, 0.0, 0.0},
    {-1.032e-5, 1.522e-4, -4.87e-4, 0.0, 0.0, 0.0},
};
static const double pg_conductivity[4][6] = {
    {0.4513, -0.4795, 0.2076, -0.09083, -0.05952, 0.2104},
    {7.955e-4, -1.678e-3, 1.563e-3, -2.518e-3, -3.605e-3, 0.0},
    {3.482e-8, 8.941e-6, -4.615e-5, 6.543e-5, 0.0, 0.0},
    {-5.966e-9, 1.493e-8, 9.897e-8, 0.0, 0.0, 0.0},
};
static const double pg_log_viscosity[4][6] = {
    {0.6837, 3.328, 0.5453, -3.9, -1.587, 35.64},
    {-0.03045, -0.03984, -8.6e-4, 0.1054, 0.04475, 0.0},
    {2.525e-4, 4.332e-4, -1.593e-4, -1.589e-3, 0.0, 0.0},
    {-1.399e-6, -1.86e-6, -4.465e-7, 0.0, 0.0, 0.0},
};

static double pg_sum(const double c[4][6], double dt_k, double dx)
{
    double sum = 0.0;

    for (int i = 3; i >= 0; i--) {
        double row = 0.0;
        for (int j = 5; j >= 0; j--) {
            row = row * dx + c[i][j];
        }
        sum = sum * dt_k + row;
    }
    return sum;
}

static double pg_freezing_c(double glycol_frac)
{
    const double dx = glycol_frac - 0.307031;

    return 259.9 + dx * (-66.31 + dx * (-109.4 + dx * (-228.3 + dx * (-340.9 + dx * 146.5)))) -
           PHYS_ZERO_C_K;
}

enum status phys_coolant(double glycol_frac, double temp_c, struct coolant *ret)
{
    if (!(glycol_frac >= 0.0 && glycol_frac <= 0.6 && temp_c <= 100.0)) {
        return STATUS_OUT_OF_RANGE;
    }
    if (glycol_frac == 0.0) {
        if (!(temp_c >= 0.0)) {
            return STATUS_OUT_OF_RANGE;
        }
        water(temp_c, ret);
        return STATUS_OK;
    }
    const double freezing_c = pg_freezing_c(glycol_frac);
    if (!(temp_c >= freezing_c)) {
        return STATUS_OUT_OF_RANGE;
    }
    const double dt_k = temp_c + PHYS_ZERO_C_K - 305.8583;
    const double dx = glycol_frac - 0.307031;
    *ret = (struct coolant){
        .density_kg_m3 = pg_sum(pg_density, dt_k, dx),
        .cp_j_kgk = pg_sum(pg_cp, dt_k, dx),
        .viscosity_pa_s = 1e-3 * exp(pg_sum(pg_log_viscosity, dt_k, dx)),
        .conductivity_w_mk = pg_sum(pg_conductivity, dt_k, dx),
        .freezing_c = freezing_c,
    };
    return STATUS_OK;
}

#define WATER_KG_PER_KMOL  18.015
#define GLYCOL_KG_PER_KMOL 76.095 /* propane-1,2-diol */

enum status phys_boiling_c(double glycol_frac, double pressure_pa, double *ret_c)
{
    if (!(glycol_frac >= 0.0 && glycol_frac <= 0.6)) {
        return STATUS_OUT_OF_RANGE;
    }
    const double water_kmol = (1.0 - glycol_frac) / WATER_KG_PER_KMOL;
    const double water_frac = water_kmol / (water_kmol + glycol_frac / GLYCOL_KG_PER_KMOL);
    const double vapour_pa = pressure_pa / water_frac;

    if (!(vapour_pa >= psychro_saturation_pa(0.0))) {
        return STATUS_OUT_OF_RANGE;
    }
    return psychro_dew_point_c(vapour_pa, ret_c);
}
