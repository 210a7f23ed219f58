/* schema_place.c - workloads, and the venues that they may stand in.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sim/scenario/scenario.h"
#include "sim/scenario/schema_tables.h"

static const char *const class_words[] = {"steady", "elastic", "experimental",
                                          "backup", "archive", NULL};
static const struct param load_rows[] = {
    {PARAM(scn_load, name), .kind = PARAM_TEXT, .is_required = true,
     .text = "name of the workload"},
    {PARAM(scn_load, class), .kind = PARAM_CHOICE, .choices = class_words, .is_required = true,
     .text = "steady, backup and archive may not stand where they can be taken off at any time; a "
             "backup not beside what it reads"},
    {PARAM(scn_load, power_w), .kind = PARAM_NUMBER, .unit = "W", .min = 0.0, .max = 1e9,
     .fallback = 0.0, .grade = GRADE_RULE, .source = "data alone when nothing is said",
     .text = "IT power that it needs today"},
    {PARAM(scn_load, gpus), .kind = PARAM_NUMBER, .unit = "-", .min = 0.0, .max = 1e7,
     .fallback = 0.0, .grade = GRADE_RULE, .source = "none when nothing is said",
     .text = "GPUs that it needs today"},
    {PARAM(scn_load, data_bytes), .kind = PARAM_NUMBER, .unit = "B", .min = 0.0, .max = 1e21,
     .fallback = 0.0, .grade = GRADE_RULE, .source = "none when nothing is said",
     .text = "data that it keeps"},
    {PARAM(scn_load, used_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 1.0,
     .fallback = 1.0, .grade = GRADE_ESTIMATE, .source = "always on",
     .text = "share of the time in which it runs: energy, and GPUs paid by the hour"},
    {PARAM(scn_load, growth_frac), .kind = PARAM_NUMBER, .unit = "1", .min = -0.5, .max = 5.0,
     .fallback = 0.0, .grade = GRADE_ESTIMATE, .source = "no growth when nothing is said",
     .text = "of all its needs, a year; it must fit at the end of the term"},
    {PARAM(scn_load, latency_max_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 1e6,
     .fallback = PARAM_UNKNOWN, .text = "longest round trip to its users; when absent, any"},
    {PARAM(scn_load, fabric_min_bytes_per_s), .kind = PARAM_NUMBER, .unit = "B/s", .min = 0.0,
     .max = 1e13, .fallback = PARAM_UNKNOWN,
     .text = "least network of a GPU between nodes; when absent, any"},
    {PARAM(scn_load, tags), .kind = PARAM_NAMES,
     .text = "residency and compliance: all of which its venue must bear"},
    {PARAM(scn_load, reads), .kind = PARAM_NAME, .text = "workload whose data it needs"},
    {PARAM(scn_load, read_bytes_per_s), .kind = PARAM_NUMBER, .unit = "B/s", .min = 0.0,
     .max = 1e13, .fallback = 0.0, .grade = GRADE_ESTIMATE, .source = "none when nothing is said",
     .text = "how much of it, on average: leaves that one's venue when they are apart"},
    {PARAM(scn_load, together), .kind = PARAM_SWITCH, .fallback = 0.0, .grade = GRADE_RULE,
     .source = "apart is allowed when nothing is said",
     .text = "it must stand in the venue of what it reads"},
    {PARAM(scn_load, add), .kind = PARAM_TEXT,
     .text = "what puts it into the hall, as --set has it, with {power}, or {power/4} for a part: "
             "hall.rows[G].racks+={repeat: 4, name: \"G-%d\", ..., nameplate: {power/4}}"},
    {PARAM(scn_load, band_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 1.0,
     .fallback = 0.1, .grade = GRADE_RULE, .source = "accuracy of a plan",
     .text = "how far the meter may stand from its power before it has left the plan"},
    {0},
};
const struct table schema_load = {.name = "workload to place",
                                  .rows = load_rows,
                                  .size = sizeof(struct scn_load),
                                  .text = "what needs a place"};

static const char *const kind_words[] = {"hall", "colocation", "cloud", "storage", NULL};
static const struct param venue_rows[] = {
    {PARAM(scn_venue, name), .kind = PARAM_TEXT, .is_required = true, .text = "name of the venue"},
    {PARAM(scn_venue, kind), .kind = PARAM_CHOICE, .choices = kind_words, .is_required = true,
     .text = "hall: of this scenario, and holds what its own limits let it; colocation: paid by "
             "power; cloud: paid by GPU; storage: data alone"},
    {PARAM(scn_venue, hall), .kind = PARAM_TEXT,
     .text = "which hall, SITE/HALL or HALL; when absent, the one of the command line"},
    {PARAM(scn_venue, tags), .kind = PARAM_NAMES, .text = "residency and compliance that it bears"},
    {PARAM(scn_venue, latency_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 1e6,
     .fallback = PARAM_UNKNOWN, .text = "round trip to the users"},
    {PARAM(scn_venue, fabric_bytes_per_s), .kind = PARAM_NUMBER, .unit = "B/s", .min = 0.0,
     .max = 1e13, .fallback = PARAM_UNKNOWN, .text = "network of a GPU between nodes"},
    {PARAM(scn_venue, is_preemptible), .kind = PARAM_SWITCH, .fallback = 0.0, .grade = GRADE_RULE,
     .source = "a contract holds", .text = "loads may be taken off at any time"},
    {PARAM(scn_venue, power_max_w), .kind = PARAM_NUMBER, .unit = "W", .min = 0.0, .max = 1e10,
     .fallback = PARAM_UNKNOWN, .text = "IT power that may be had; when absent, any"},
    {PARAM(scn_venue, gpus_max), .kind = PARAM_NUMBER, .unit = "-", .min = 0.0, .max = 1e7,
     .fallback = PARAM_UNKNOWN, .text = "GPUs that may be had; when absent, any"},
    {PARAM(scn_venue, data_max_bytes), .kind = PARAM_NUMBER, .unit = "B", .min = 0.0, .max = 1e21,
     .fallback = PARAM_UNKNOWN, .text = "data that it takes; when absent, any"},
    {PARAM(scn_venue, pue), .kind = PARAM_NUMBER, .unit = "-", .min = 1.0, .max = 4.0,
     .fallback = PARAM_UNKNOWN, .text = "by which energy is billed; a hall and colocation need it"},
    {PARAM(scn_venue, rent_usd_per_ws), .kind = PARAM_NUMBER, .unit = "USD/W/s", .min = 0.0,
     .max = 1e-3, .fallback = PARAM_UNKNOWN, .text = "price of IT power, used or not"},
    {PARAM(scn_venue, energy_usd_per_j), .kind = PARAM_NUMBER, .unit = "USD/J", .min = 0.0,
     .max = 1e-5, .fallback = PARAM_UNKNOWN, .text = "price of electrical energy"},
    {PARAM(scn_venue, gpu_usd_per_gpu_s), .kind = PARAM_NUMBER, .unit = "USD/GPU/s", .min = 0.0,
     .max = 1.0, .fallback = PARAM_UNKNOWN, .text = "price of a GPU while it is used"},
    {PARAM(scn_venue, storage_usd_per_byte_s), .kind = PARAM_NUMBER, .unit = "USD/B/s", .min = 0.0,
     .max = 1e-12, .fallback = PARAM_UNKNOWN, .text = "price of data that lies there"},
    {PARAM(scn_venue, egress_usd_per_byte), .kind = PARAM_NUMBER, .unit = "USD/B", .min = 0.0,
     .max = 1e-6, .fallback = PARAM_UNKNOWN, .text = "price of data that leaves"},
    {PARAM(scn_venue, fixed_usd_per_s), .kind = PARAM_NUMBER, .unit = "USD/s", .min = 0.0,
     .max = 1e3, .fallback = 0.0, .grade = GRADE_RULE, .source = "none when nothing is said",
     .text = "paid once anything stands there: connections, a least fee"},
    {0},
};
const struct table schema_venue = {.name = "venue",
                                   .rows = venue_rows,
                                   .size = sizeof(struct scn_venue),
                                   .text = "where workloads may stand, and at what price"};

static const struct param placement_rows[] = {
    {PARAM(scn_placement, term_years), .kind = PARAM_NUMBER, .unit = "year", .min = 1.0,
     .max = 30.0, .is_required = true, .text = "years for which is paid and grown, whole years"},
    {PARAM(scn_placement, discount_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 1.0,
     .is_required = true, .text = "discount rate a year, nominal"},
    {PARAM(scn_placement, workloads), .kind = PARAM_LIST, .table = &schema_load,
     .text = "what needs a place"},
    {PARAM(scn_placement, venues), .kind = PARAM_LIST, .table = &schema_venue,
     .text = "where it may be"},
    {0},
};
const struct table schema_placement = {.name = "placement",
                                       .rows = placement_rows,
                                       .size = sizeof(struct scn_placement),
                                       .text = "what may stand where, for `headroom place`"};
