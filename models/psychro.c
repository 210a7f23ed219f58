/* SPDX-License-Identifier: Apache-2.0 */
#include "models/psychro.h"

#include <math.h>

#include "models/phys.h"
#include "models/root.h"

/* Molar mass of water over that of dry air, and its inverse. */
#define WATER_OVER_AIR 0.621945
#define AIR_OVER_WATER 1.607858

double psychro_saturation_pa(double temp_c)
{
    const double t = temp_c + PHYS_ZERO_C_K;

    if (temp_c <= 0.01) {
        return exp(
            -5.6745359e3 / t + 6.3925247 +
            t * (-9.677843e-3 + t * (6.2215701e-7 + t * (2.0747825e-9 + t * -9.484024e-13))) +
            4.1635019 * log(t));
    }
    return exp(-5.8002206e3 / t + 1.3914993 +
               t * (-4.8640239e-2 + t * (4.1764768e-5 + t * -1.4452093e-8)) + 6.5459673 * log(t));
}

double psychro_ratio(double vapour_pa, double pressure_pa)
{
    return WATER_OVER_AIR * vapour_pa / (pressure_pa - vapour_pa);
}

double psychro_vapour_pa(double ratio, double pressure_pa)
{
    return pressure_pa * ratio / (WATER_OVER_AIR + ratio);
}

static double dew_error(double temp_c, void *params)
{
    const double *const vapour_pa = params;

    return log(psychro_saturation_pa(temp_c) / *vapour_pa);
}

enum status psychro_dew_point_c(double vapour_pa, double *ret_c)
{
    if (!(vapour_pa >= psychro_saturation_pa(-100.0) &&
          vapour_pa <= psychro_saturation_pa(200.0))) {
        return STATUS_OUT_OF_RANGE;
    }
    return root_find(dew_error, &vapour_pa, -100.0, 200.0, 1e-11, ret_c);
}

double psychro_ratio_from_wet_bulb(double dry_bulb_c, double wet_bulb_c, double pressure_pa)
{
    const double saturated = psychro_ratio(psychro_saturation_pa(wet_bulb_c), pressure_pa);
    const double depression_k = dry_bulb_c - wet_bulb_c;

    if (wet_bulb_c >= 0.0) {
        return ((2501.0 - 2.326 * wet_bulb_c) * saturated - 1.006 * depression_k) /
               (2501.0 + 1.86 * dry_bulb_c - 4.186 * wet_bulb_c);
    }
    return ((2830.0 - 0.24 * wet_bulb_c) * saturated - 1.006 * depression_k) /
           (2830.0 + 1.86 * dry_bulb_c - 2.1 * wet_bulb_c);
}

/* Closer than this the dew point is the dry bulb but for rounding, and no root lies between them. */
#define SATURATED_WITHIN_K 1e-9

struct wet_state {
    double dry_bulb_c;
    double ratio;
    double pressure_pa;
};

static double wet_error(double wet_bulb_c, void *params)
{
    const struct wet_state *const s = params;

    return psychro_ratio_from_wet_bulb(s->dry_bulb_c, wet_bulb_c, s->pressure_pa) - s->ratio;
}

enum status psychro_wet_bulb_c(double dry_bulb_c, double ratio, double pressure_pa, double *ret_c)
{
    struct wet_state state = {dry_bulb_c, ratio, pressure_pa};
    double dew_c = 0.0;
    const enum status st = psychro_dew_point_c(psychro_vapour_pa(ratio, pressure_pa), &dew_c);

    if (st != STATUS_OK) {
        return st;
    }
    if (dew_c >= dry_bulb_c - SATURATED_WITHIN_K) {
        *ret_c = dry_bulb_c;
        return STATUS_OK;
    }
    return root_find(wet_error, &state, dew_c, dry_bulb_c, 1e-11, ret_c);
}

double psychro_evaporative_c(double dry_bulb_c, double wet_bulb_c, double effectiveness_frac)
{
    return dry_bulb_c - effectiveness_frac * (dry_bulb_c - wet_bulb_c);
}

double psychro_enthalpy_j_per_kg(double dry_bulb_c, double ratio)
{
    return PHYS_AIR_CP_J_PER_KGK * dry_bulb_c + ratio * (2.501e6 + 1860.0 * dry_bulb_c);
}

double psychro_volume_m3_per_kg(double dry_bulb_c, double ratio, double pressure_pa)
{
    return PHYS_AIR_R_J_PER_KGK * (dry_bulb_c + PHYS_ZERO_C_K) * (1.0 + AIR_OVER_WATER * ratio) /
           pressure_pa;
}

double psychro_density_kg_per_m3(double dry_bulb_c, double ratio, double pressure_pa)
{
    return (1.0 + ratio) / psychro_volume_m3_per_kg(dry_bulb_c, ratio, pressure_pa);
}
