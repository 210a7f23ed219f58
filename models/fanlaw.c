/* SPDX-License-Identifier: Apache-2.0 */
#include "models/fanlaw.h"

double fanlaw_flow(double speed_frac)
{
    return speed_frac;
}

double fanlaw_pressure(double speed_frac)
{
    return speed_frac * speed_frac;
}

double fanlaw_power(double speed_frac)
{
    return speed_frac * speed_frac * speed_frac;
}

double fanlaw_drive_power(double flow_frac)
{
    const double x = flow_frac;

    return 0.0015302446 + x * (0.0052080574 + x * (1.1086242 + x * -0.11635563));
}
