/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/layer.h"

#include <string.h>

static const struct layer layers[] = {
    {"power", "Power drawn, peak of the interval", "rack_power_max_w", NULL, "W", "rack power",
     false, false, false},
    {"load", "Power over the limit of the position", "rack_power_max_w", "rack_limit_w", "1", NULL,
     false, false, false},
    {"inlet", "Inlet air where it is hottest, peak of the interval", "rack_inlet_hottest_max_c",
     NULL, "degC", "inlet maximum", false, true, false},
    {"outlet", "Outlet air, peak of the interval", "rack_outlet_max_c", NULL, "degC", NULL, false,
     true, false},
    {"airflow", "Air drawn, peak of the interval", "rack_airflow_max_m3s", NULL, "m3/s", NULL,
     false, false, false},
    {"coolant", "Coolant supply, peak of the interval", "rack_coolant_supply_max_c", NULL, "degC",
     "coolant supply", false, false, false},
    {"liquid", "Heat to liquid, peak of the interval", "rack_to_liquid_max_w", NULL, "W", NULL,
     false, false, false},
    {"headroom", "Further power until the first limit, least of the interval",
     "rack_headroom_min_w", NULL, "W", NULL, true, false, false},
    {.name = "binding",
     .title = "The rack's own limit with the least margin, by its kind",
     .unit = "1",
     .is_kind = true},
    {.name = "bottom",
     .title = "Inlet air of the lowest third, peak of the interval",
     .variable = "rack_inlet_bottom_max_c",
     .unit = "degC",
     .limit_name = "inlet maximum",
     .is_air = true},
    {.name = "middle",
     .title = "Inlet air of the middle third, peak of the interval",
     .variable = "rack_inlet_middle_max_c",
     .unit = "degC",
     .limit_name = "inlet maximum",
     .is_air = true},
    {.name = "top",
     .title = "Inlet air at the top, peak of the interval",
     .variable = "rack_inlet_top_max_c",
     .unit = "degC",
     .limit_name = "inlet maximum",
     .is_air = true},
    {.name = "return",
     .title = "Coolant return, peak of the interval",
     .variable = "rack_coolant_return_max_c",
     .unit = "degC"},
    {.name = "flow",
     .title = "Coolant flow, least of the interval",
     .variable = "rack_coolant_flow_min_m3s",
     .unit = "m3/s"},
    {"air", "Air temperature and flow", "rack_inlet_hottest_max_c", NULL, "degC", "inlet maximum",
     false, true, false},
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
