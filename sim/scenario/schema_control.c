/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/scenario.h"
#include "sim/scenario/schema_tables.h"

static const struct param thermal_cap_rows[] = {
    {PARAM(scn_thermal_cap, racks), .kind = PARAM_NAMES,
     .text = "racks that it watches, by name or by pattern: \"A-*\"; when absent, all"},
    {PARAM(scn_thermal_cap, inlet_c), .kind = PARAM_NUMBER, .unit = "degC", .min = 10.0,
     .max = 60.0, .fallback = PARAM_UNKNOWN,
     .text = "air at a rack's top from which on its nodes are capped; when absent, not watched"},
    {PARAM(scn_thermal_cap, coolant_c), .kind = PARAM_NUMBER, .unit = "degC", .min = 10.0,
     .max = 90.0, .fallback = PARAM_UNKNOWN,
     .text = "coolant into a rack, likewise; coolant that stands tells nothing"},
    {PARAM(scn_thermal_cap, die_c), .kind = PARAM_NUMBER, .unit = "degC", .min = 30.0, .max = 130.0,
     .fallback = PARAM_UNKNOWN, .text = "hottest accelerator junction, likewise"},
    {PARAM(scn_thermal_cap, share), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 1.0,
     .fallback = PARAM_UNKNOWN, .text = "of their nameplate that nodes are capped to"},
    {PARAM(scn_thermal_cap, power_w), .kind = PARAM_NUMBER, .unit = "W", .min = 0.0, .max = 1e6,
     .fallback = PARAM_UNKNOWN, .text = "power that a node is capped to, in place of 'share'"},
    {PARAM(scn_thermal_cap, hysteresis_k), .kind = PARAM_NUMBER, .unit = "K", .min = 0.1,
     .max = 30.0, .fallback = 2.0, .grade = GRADE_ESTIMATE,
     .source = "two-point controls of air and water, 1 to 3 K",
     .text = "below its threshold by this, a temperature no longer asks for the cap"},
    {PARAM(scn_thermal_cap, latency_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0,
     .max = 3600.0, .fallback = 10.0, .grade = GRADE_ESTIMATE,
     .source = "telemetry is polled every 5 to 30 s, a command takes about one more",
     .text = "from the temperature to the cap; a node's own 'cap_latency' comes on top"},
    {PARAM(scn_thermal_cap, release_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0,
     .max = 86400.0, .fallback = 60.0, .grade = GRADE_ESTIMATE,
     .source = "power managers let go a minute or more after they acted",
     .text = "how long it must have been cool before it is let go"},
    {0},
};
const struct table schema_thermal_cap = {
    .name = "thermal cap",
    .rows = thermal_cap_rows,
    .size = sizeof(struct scn_thermal_cap),
    .text = "power that is taken from racks that are too warm, until they are not"};
