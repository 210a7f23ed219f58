/* schema_top.c - the scenario as a whole: time, output, workloads, site, catalogue entries.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sim/scenario/scenario.h"
#include "sim/scenario/schema_tables.h"

static const struct param time_rows[] = {
    {PARAM(scn_time, start_us), .kind = PARAM_DATE, .fallback = 1767225600e6,
     .text = "date and time at which the run begins, UTC (2026-01-01 when absent)"},
    {PARAM(scn_time, duration_s), .kind = PARAM_NUMBER, .unit = "s", .min = 1e-3, .max = 3.2e8,
     .fallback = PARAM_UNKNOWN,
     .text = "how long to simulate; when absent, the steady state is found"},
    {PARAM(scn_time, step_s), .kind = PARAM_NUMBER, .unit = "s", .min = 1e-3, .max = 3600.0,
     .warn_min = 0.01, .warn_max = 60.0, .fallback = 1.0, .grade = GRADE_RULE,
     .source = "liquid faults play out in seconds", .text = "length of a step"},
    {PARAM(scn_time, record_s), .kind = PARAM_NUMBER, .unit = "s", .min = 1e-3, .max = 1e7,
     .fallback = PARAM_UNKNOWN,
     .text = "interval of the results, mean and peak of its steps; when absent, chosen so that a "
             "run has about a thousand"},
    {0},
};
const struct table schema_time = {.name = "time",
                                  .rows = time_rows,
                                  .size = sizeof(struct scn_time),
                                  .text = "when, how long, and in what steps"};

static const char *const precision_words[] = {"rounded", "full", NULL};
static const struct param output_rows[] = {
    {PARAM(scn_output, precision), .kind = PARAM_CHOICE, .choices = precision_words,
     .fallback = PRECISION_ROUNDED, .grade = GRADE_RULE,
     .source = "twelve bits of mantissa leave 0.01 K at 40 degC",
     .text = "rounded: 32 bits of which what the models know; full: 64 bits"},
    {0},
};
const struct table schema_output = {.name = "output",
                                    .rows = output_rows,
                                    .size = sizeof(struct scn_output),
                                    .text = "what the results file holds"};

static const struct param workload_rows[] = {
    {PARAM(scn_workload, name), .kind = PARAM_TEXT, .is_required = true,
     .text = "name that nodes refer to"},
    {PARAM(scn_workload, model), .kind = PARAM_MODEL, .text = "what kind of work"},
    {0},
};
const struct table schema_workload = {
    .name = "workload",
    .rows = workload_rows,
    .size = sizeof(struct scn_workload),
    .has_model = true,
    .entry_kind = "workload",
    .family = FAMILY_WORKLOAD,
    .default_model = "constant",
    .text = "a job: what the nodes that run it are asked to do in time"};

static const struct param outdoor_rows[] = {
    {PARAM(scn_outdoor, model), .kind = PARAM_MODEL, .text = "where the weather comes from"},
    {0},
};
const struct table schema_outdoor = {.name = "outdoor",
                                     .rows = outdoor_rows,
                                     .size = sizeof(struct scn_outdoor),
                                     .has_model = true,
                                     .family = FAMILY_WEATHER,
                                     .default_model = "constant",
                                     .text = "the air outside, which plants give their heat to"};

static const struct param site_rows[] = {
    {PARAM(scn_site, name), .kind = PARAM_TEXT, .text = "name of the site"},
    {PARAM(scn_site, altitude_m), .kind = PARAM_NUMBER, .unit = "m", .min = -430.0, .max = 5000.0,
     .warn_min = 0.0, .warn_max = 3050.0, .fallback = 0.0, .grade = GRADE_ESTIMATE,
     .source = "sea level when nothing is said",
     .text = "height above the sea: thins the air and lowers inlet limits"},
    {PARAM(scn_site, carbon_kg_per_j), .kind = PARAM_NUMBER, .unit = "kg/J", .min = 0.0,
     .max = 1e-6, .warn_min = 0.0, .warn_max = 3.3e-7, .fallback = PARAM_UNKNOWN,
     .text = "carbon dioxide of the energy that is bought: for CUE"},
    {PARAM(scn_site, tags), .kind = PARAM_NAMES,
     .text = "jurisdictions and certificates that data sets may ask for: [EU, iso27001]"},
    {PARAM(scn_site, outdoor), .kind = PARAM_MAP, .table = &schema_outdoor, .fallback = PRESENT,
     .text = "the weather"},
    {PARAM(scn_site, halls), .kind = PARAM_LIST, .table = &schema_hall,
     .text = "halls of this site, when the scenario has several"},
    {0},
};
const struct table schema_site = {.name = "site",
                                  .rows = site_rows,
                                  .size = sizeof(struct scn_site),
                                  .text = "where the hall stands"};

static const struct param sizing_rows[] = {
    {PARAM(scn_sizing, node), .kind = PARAM_MAP, .table = &schema_node, .is_required = true,
     .fallback = PARAM_UNKNOWN, .text = "the node to count, usually a catalogue entry"},
    {0},
};
const struct table schema_sizing = {
    .name = "sizing",
    .rows = sizing_rows,
    .size = sizeof(struct scn_sizing),
    .text = "how many of one node fit, by each rating: nameplate, measured and capped"};

static const struct param scenario_rows[] = {
    {.key = "scenario",
     .offset = offsetof(struct scn_scenario, version),
     .kind = PARAM_COUNT,
     .unit = "-",
     .min = 1.0,
     .max = 1.0,
     .is_required = true,
     .text = "version of the scenario format: 1"},
    {PARAM(scn_scenario, title), .kind = PARAM_TEXT, .text = "one line that heads every report"},
    {PARAM(scn_scenario, time), .kind = PARAM_MAP, .table = &schema_time, .fallback = PRESENT,
     .text = "when and how long"},
    {PARAM(scn_scenario, output), .kind = PARAM_MAP, .table = &schema_output, .fallback = PRESENT,
     .text = "what is stored"},
    {PARAM(scn_scenario, workloads), .kind = PARAM_LIST, .table = &schema_workload,
     .text = "the jobs"},
    {PARAM(scn_scenario, site), .kind = PARAM_MAP, .table = &schema_site, .fallback = PRESENT,
     .text = "the site of the one hall"},
    {PARAM(scn_scenario, hall), .kind = PARAM_MAP, .table = &schema_hall, .fallback = PARAM_UNKNOWN,
     .text = "the one hall; or give 'sites' with 'halls'"},
    {PARAM(scn_scenario, sites), .kind = PARAM_LIST, .table = &schema_site,
     .text = "several sites with their halls, in place of 'site' and 'hall'"},
    {PARAM(scn_scenario, sizing), .kind = PARAM_MAP, .table = &schema_sizing,
     .fallback = PARAM_UNKNOWN, .text = "a count by ratings alone"},
    {PARAM(scn_scenario, money), .kind = PARAM_MAP, .table = &schema_money,
     .fallback = PARAM_UNKNOWN, .text = "prices and term, for `headroom compare`"},
    {PARAM(scn_scenario, works), .kind = PARAM_MAP, .table = &schema_works,
     .fallback = PARAM_UNKNOWN,
     .text = "what can be built, for `headroom retrofit` and `headroom growth`"},
    {PARAM(scn_scenario, growth), .kind = PARAM_MAP, .table = &schema_growth,
     .fallback = PARAM_UNKNOWN, .text = "how the load grows, for `headroom growth`"},
    {PARAM(scn_scenario, links), .kind = PARAM_LIST, .table = &schema_link,
     .text = "lines between sites"},
    {PARAM(scn_scenario, data), .kind = PARAM_LIST, .table = &schema_data,
     .text = "data, where they lie and who reads them"},
    {PARAM(scn_scenario, transfers), .kind = PARAM_LIST, .table = &schema_transfer,
     .text = "bursts of data across links"},
    {PARAM(scn_scenario, recovery), .kind = PARAM_MAP, .table = &schema_recovery,
     .fallback = PARAM_UNKNOWN, .text = "what happens when a site is lost, for `headroom drill`"},
    {PARAM(scn_scenario, migration), .kind = PARAM_MAP, .table = &schema_migration,
     .fallback = PARAM_UNKNOWN, .text = "a window in which load moves, for `headroom migrate`"},
    {PARAM(scn_scenario, placement), .kind = PARAM_MAP, .table = &schema_placement,
     .fallback = PARAM_UNKNOWN, .text = "what may stand where, for `headroom place`"},
    {0},
};
const struct table schema_scenario = {.name = "scenario",
                                      .rows = scenario_rows,
                                      .size = sizeof(struct scn_scenario),
                                      .text = "the whole file"};

/* What a catalogue entry says of itself. These keys have no field: the catalogue reads them. */
static const struct param entry_rows[] = {
    {.key = "name", .kind = PARAM_TEXT, .is_required = true, .text = "name that `use` refers to"},
    {.key = "kind",
     .kind = PARAM_TEXT,
     .is_required = true,
     .text = "node, rack, workload, power, shelf, crah, cdu, cooling, plant or work"},
    {.key = "title", .kind = PARAM_TEXT, .text = "maker and product"},
    {.key = "status",
     .kind = PARAM_TEXT,
     .text = "shipping, announced, estimated, typical or legacy"},
    {.key = "grade",
     .kind = PARAM_TEXT,
     .text = "of its values where they say nothing else: measured, datasheet, rule of thumb, "
             "estimate"},
    {.key = "source", .kind = PARAM_TEXT, .text = "who says so"},
    {.key = "note", .kind = PARAM_TEXT, .text = "what a user should know"},
    {0},
};
const struct table schema_entry = {
    .name = "catalogue entry",
    .rows = entry_rows,
    .size = sizeof(struct span),
    .text = "a named thing that scenarios use; its other keys are those of its kind"};
