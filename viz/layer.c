/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/layer.h"

#include <string.h>

static const struct layer layers[] = {
    {.name = "power",
     .title = "Power drawn, peak of the interval",
     .variable = "rack_power_max_w",
     .unit = "W",
     .limit_name = "rack power"},
    {.name = "load",
     .title = "Power over the limit of the position",
     .variable = "rack_power_max_w",
     .over = "rack_limit_w",
     .unit = "1"},
    {.name = "inlet",
     .title = "Inlet air where it is hottest, peak of the interval",
     .variable = "rack_inlet_hottest_max_c",
     .unit = "degC",
     .limit_name = "inlet maximum",
     .is_air = true,
     .is_about_limit = true},
    {.name = "outlet",
     .title = "Outlet air, peak of the interval",
     .variable = "rack_outlet_max_c",
     .unit = "degC",
     .is_air = true},
    {.name = "airflow",
     .title = "Air drawn, peak of the interval",
     .variable = "rack_airflow_max_m3s",
     .unit = "m3/s"},
    {.name = "coolant",
     .title = "Coolant supply, peak of the interval",
     .variable = "rack_coolant_supply_max_c",
     .unit = "degC",
     .limit_name = "coolant supply",
     .is_about_limit = true},
    {.name = "liquid",
     .title = "Heat to liquid, peak of the interval",
     .variable = "rack_to_liquid_max_w",
     .unit = "W"},
    {.name = "headroom",
     .title = "Further power until the first limit, least of the interval",
     .variable = "rack_headroom_min_w",
     .unit = "W",
     .low_is_bad = true,
     .is_about_limit = true},
    {.name = "binding",
     .title = "The rack's own limit with the least margin, by its kind",
     .unit = "1",
     .is_kind = true},
    {.name = "bottom",
     .title = "Inlet air of the lowest third, peak of the interval",
     .variable = "rack_inlet_bottom_max_c",
     .unit = "degC",
     .limit_name = "inlet maximum",
     .is_air = true,
     .is_about_limit = true},
    {.name = "middle",
     .title = "Inlet air of the middle third, peak of the interval",
     .variable = "rack_inlet_middle_max_c",
     .unit = "degC",
     .limit_name = "inlet maximum",
     .is_air = true,
     .is_about_limit = true},
    {.name = "top",
     .title = "Inlet air at the top, peak of the interval",
     .variable = "rack_inlet_top_max_c",
     .unit = "degC",
     .limit_name = "inlet maximum",
     .is_air = true,
     .is_about_limit = true},
    {.name = "return",
     .title = "Coolant return, peak of the interval",
     .variable = "rack_coolant_return_max_c",
     .unit = "degC"},
    {.name = "flow",
     .title = "Coolant flow, least of the interval",
     .variable = "rack_coolant_flow_min_m3s",
     .unit = "m3/s"},
    {.name = "throttle",
     .title = "Time until heat slows or stops the rack, in this run",
     .variable = "node_ceiling_min_frac",
     .unit = "s",
     .low_is_bad = true,
     .is_time_left = true},
    {.name = "air",
     .title = "Air temperature and flow",
     .variable = "rack_inlet_hottest_max_c",
     .unit = "degC",
     .limit_name = "inlet maximum",
     .is_air = true},
};

const struct layer *layer_at(size_t i)
{
    return i < sizeof layers / sizeof layers[0] ? &layers[i] : NULL;
}

const struct layer *layer_find(const char *name)
{
    for (size_t i = 0; layer_at(i) != NULL; i++) {
        if (strcmp(layers[i].name, name) == 0) {
            return &layers[i];
        }
    }
    return NULL;
}
