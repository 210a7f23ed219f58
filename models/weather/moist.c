/* SPDX-License-Identifier: Apache-2.0 */
#include "models/weather/moist.h"

#include <math.h>

#include "models/psychro.h"

enum status moist_air(double dry_bulb_c, double ratio, double pressure_pa, double *ret_wet_bulb_c,
                      double *ret_dew_point_c)
{
    const double vapour_pa =
        fmin(psychro_vapour_pa(ratio, pressure_pa), psychro_saturation_pa(dry_bulb_c));
    enum status st = psychro_dew_point_c(vapour_pa, ret_dew_point_c);

    if (st == STATUS_OK) {
        st = psychro_wet_bulb_c(dry_bulb_c, psychro_ratio(vapour_pa, pressure_pa), pressure_pa,
                                ret_wet_bulb_c);
    }
    /* The dew point over ice and the wet bulb over water part by some hundredths of a kelvin. */
    *ret_wet_bulb_c = fmin(*ret_wet_bulb_c, dry_bulb_c);
    *ret_dew_point_c = fmin(*ret_dew_point_c, *ret_wet_bulb_c);
    return st;
}
