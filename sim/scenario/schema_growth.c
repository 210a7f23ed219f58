/* schema_growth.c - a dated plan: how the load grows, in racks of which power, and what leaves.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sim/scenario/scenario.h"
#include "sim/scenario/schema_tables.h"

static const struct param rung_rows[] = {
    {PARAM(scn_rung, name), .kind = PARAM_TEXT, .is_required = true,
     .text = "name of this kind of rack"},
    {PARAM(scn_rung, from_years), .kind = PARAM_NUMBER, .unit = "year", .min = 0.0, .max = 50.0,
     .fallback = 0.0, .grade = GRADE_RULE, .source = "there on day one",
     .text = "from when on load is added in racks of this kind"},
    {PARAM(scn_rung, rack_power_w), .kind = PARAM_NUMBER, .unit = "W", .min = 100.0, .max = 2e6,
     .is_required = true, .text = "planned power of one"},
    {PARAM(scn_rung, life_years), .kind = PARAM_NUMBER, .unit = "year", .min = 0.1, .max = 50.0,
     .fallback = PARAM_UNKNOWN,
     .text = "after which they are replaced by racks of the kind that is added then (refresh); "
             "when absent, they stay"},
    {PARAM(scn_rung, add), .kind = PARAM_TEXT, .is_required = true,
     .text = "what puts {n} of them into the hall, as --set has it: "
             "hall.rows[G].racks+={repeat: {n}, name: \"G1-%02d\", ...}"},
    {0},
};
const struct table schema_rung = {.name = "rung",
                                  .rows = rung_rows,
                                  .size = sizeof(struct scn_rung),
                                  .text = "one kind of rack on the density ladder"};

static const struct param load_step_rows[] = {
    {PARAM(scn_load_step, name), .kind = PARAM_TEXT, .text = "what comes or leaves"},
    {PARAM(scn_load_step, at_years), .kind = PARAM_NUMBER, .unit = "year", .min = 0.0, .max = 50.0,
     .is_required = true, .text = "when"},
    {PARAM(scn_load_step, load_w), .kind = PARAM_NUMBER, .unit = "W", .min = -1e9, .max = 1e9,
     .is_required = true, .text = "IT power that comes then; what is retired is negative"},
    {0},
};
const struct table schema_load_step = {.name = "step of load",
                                       .rows = load_step_rows,
                                       .size = sizeof(struct scn_load_step),
                                       .text = "load that comes or leaves at a date"};

static const struct param growth_rows[] = {
    {PARAM(scn_growth, today_us), .kind = PARAM_DATE, .fallback = 1767225600e6,
     .text = "day from which years count (2026-01-01 when absent)"},
    {PARAM(scn_growth, load_w), .kind = PARAM_NUMBER, .unit = "W", .min = 1e3, .max = 1e9,
     .is_required = true, .text = "IT power on that day"},
    {PARAM(scn_growth, rate_frac), .kind = PARAM_NUMBER, .unit = "1", .min = -0.5, .max = 5.0,
     .is_required = true, .text = "growth a year, median"},
    {PARAM(scn_growth, rate_spread_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 2.0,
     .is_required = true,
     .text =
         "how far one year's growth differs from the plan's: standard deviation, anew each year"},
    {PARAM(scn_growth, rate_doubt_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 2.0,
     .fallback = 0.0, .grade = GRADE_ESTIMATE, .source = "the median is taken as known",
     .text = "how far the plan itself may be off: standard deviation, one for all years"},
    {PARAM(scn_growth, horizon_years), .kind = PARAM_NUMBER, .unit = "year", .min = 0.5,
     .max = 30.0, .is_required = true, .text = "how far to look"},
    {PARAM(scn_growth, ladder), .kind = PARAM_LIST, .table = &schema_rung,
     .text = "kinds of racks in the order of their dates; the first is there on day one"},
    {PARAM(scn_growth, steps), .kind = PARAM_LIST, .table = &schema_load_step,
     .text = "load that comes or leaves at once"},
    {0},
};
const struct table schema_growth = {.name = "growth",
                                    .rows = growth_rows,
                                    .size = sizeof(struct scn_growth),
                                    .text = "a dated plan of the load, for `headroom growth`"};
