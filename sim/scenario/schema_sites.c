/* schema_sites.c - links between sites, data and where they lie, and how a lost site is recovered.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sim/scenario/schema_tables.h"
#include "sim/scenario/scn_sites.h"

static const struct param link_rows[] = {
    {PARAM(scn_link, name), .kind = PARAM_TEXT, .is_required = true, .text = "name of the line"},
    {PARAM(scn_link, between), .kind = PARAM_NAMES, .is_required = true,
     .text = "the two sites that it joins"},
    {PARAM(scn_link, fibre_m), .kind = PARAM_NUMBER, .unit = "m", .min = 1.0, .max = 4e7,
     .fallback = PARAM_UNKNOWN,
     .text = "length of the fibre: 1.2 to 1.5 times the distance on the map"},
    {PARAM(scn_link, equipment_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 1.0,
     .fallback = 1e-4, .grade = GRADE_RULE, .source = "5 to 50 us a hop, two hops each way",
     .text = "delay of the equipment, both ways together"},
    {PARAM(scn_link, bandwidth_bytes_per_s), .kind = PARAM_NUMBER, .unit = "B/s", .min = 1.0,
     .max = 1e15, .is_required = true, .text = "each way"},
    {PARAM(scn_link, usable_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.01, .max = 1.0,
     .fallback = 0.7, .grade = GRADE_RULE, .source = "share of a line that bulk copies sustain",
     .text = "of the bandwidth"},
    {PARAM(scn_link, duct), .kind = PARAM_TEXT,
     .text = "lines with the same word lie in one trench and are lost together; when absent, its "
             "own"},
    {PARAM(scn_link, window_bytes), .kind = PARAM_NUMBER, .unit = "B", .min = 1e3, .max = 1e12,
     .fallback = PARAM_UNKNOWN,
     .text = "what one connection may have under way: says how many fill the line"},
    {PARAM(scn_link, cost_usd_per_s), .kind = PARAM_NUMBER, .unit = "USD/s", .min = 0.0, .max = 1e6,
     .fallback = PARAM_UNKNOWN, .text = "its rent"},
    {PARAM(scn_link, egress_usd_per_byte), .kind = PARAM_NUMBER, .unit = "USD/B", .min = 0.0,
     .max = 1.0, .fallback = PARAM_UNKNOWN, .text = "price of what is sent over it"},
    {0},
};
const struct table schema_link = {.name = "link",
                                  .rows = link_rows,
                                  .size = sizeof(struct scn_link),
                                  .text = "a line between two sites, for `headroom links`"};

static const struct param data_rows[] = {
    {PARAM(scn_data, name), .kind = PARAM_TEXT, .is_required = true, .text = "name of the data"},
    {PARAM(scn_data, home), .kind = PARAM_NAME, .is_required = true,
     .text = "site where they are written"},
    {PARAM(scn_data, copies), .kind = PARAM_NAMES, .text = "sites that hold a copy"},
    {PARAM(scn_data, size_bytes), .kind = PARAM_NUMBER, .unit = "B", .min = 1.0, .max = 1e21,
     .is_required = true, .text = "how much they are"},
    {PARAM(scn_data, change_bytes_per_s), .kind = PARAM_NUMBER, .unit = "B/s", .min = 0.0,
     .max = 1e15, .fallback = PARAM_UNKNOWN, .text = "what changes, mean: 20 TB/day"},
    {PARAM(scn_data, burst_ratio), .kind = PARAM_NUMBER, .unit = "-", .min = 1.0, .max = 1000.0,
     .fallback = PARAM_UNKNOWN, .text = "highest rate of change over the mean"},
    {PARAM(scn_data, burst_time_s), .kind = PARAM_NUMBER, .unit = "s", .min = 1.0, .max = 1e7,
     .fallback = PARAM_UNKNOWN,
     .text = "how long that lasts; when absent, the line must carry it without end"},
    {PARAM(scn_data, overhead_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 2.0,
     .fallback = 0.1, .grade = GRADE_RULE, .source = "framing, encryption and retries, 5 to 15 %",
     .text = "sent on top of what changes"},
    {PARAM(scn_data, rpo_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 1e8,
     .fallback = PARAM_UNKNOWN, .text = "how old a copy may be when the home is lost"},
    {PARAM(scn_data, restore_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 1e8,
     .fallback = PARAM_UNKNOWN, .text = "until a copy can be read in place of the home"},
    {PARAM(scn_data, readers), .kind = PARAM_NAMES, .text = "workloads that read them"},
    {PARAM(scn_data, tags), .kind = PARAM_NAMES,
     .text = "tags that a site must have to hold or read them: where they may reside"},
    {0},
};
const struct table schema_data = {.name = "data set",
                                  .rows = data_rows,
                                  .size = sizeof(struct scn_data),
                                  .text = "data, where they lie and who reads them"};

static const struct param transfer_rows[] = {
    {PARAM(scn_transfer, name), .kind = PARAM_TEXT, .is_required = true, .text = "what it is"},
    {PARAM(scn_transfer, from), .kind = PARAM_NAME, .is_required = true, .text = "site"},
    {PARAM(scn_transfer, to), .kind = PARAM_NAME, .is_required = true, .text = "site"},
    {PARAM(scn_transfer, size_bytes), .kind = PARAM_NUMBER, .unit = "B", .min = 1.0, .max = 1e21,
     .is_required = true, .text = "sent each time"},
    {PARAM(scn_transfer, every_s), .kind = PARAM_NUMBER, .unit = "s", .min = 1e-3, .max = 1e8,
     .is_required = true, .text = "from one begin to the next"},
    {PARAM(scn_transfer, within_s), .kind = PARAM_NUMBER, .unit = "s", .min = 1e-3, .max = 1e8,
     .fallback = PARAM_UNKNOWN, .text = "must be there by then; when absent, before the next"},
    {0},
};
const struct table schema_transfer = {
    .name = "transfer",
    .rows = transfer_rows,
    .size = sizeof(struct scn_transfer),
    .text = "a burst of data across a link, again and again: checkpoints, batches"};

static const struct param receiver_rows[] = {
    {PARAM(scn_receiver, hall), .kind = PARAM_NAME, .is_required = true, .text = "SITE/HALL"},
    {PARAM(scn_receiver, racks), .kind = PARAM_NAMES, .is_required = true,
     .text = "its racks that take work over, in order of the hall: names, or patterns as \"R-*\""},
    {PARAM(scn_receiver, cooling_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 1e7,
     .fallback = PARAM_UNKNOWN, .text = "until its cooling is ready for the step"},
    {0},
};
const struct table schema_receiver = {.name = "receiver",
                                      .rows = receiver_rows,
                                      .size = sizeof(struct scn_receiver),
                                      .text = "a hall that takes over what another loses"};

static const struct param recovered_rows[] = {
    {PARAM(scn_recovered, workload), .kind = PARAM_NAME, .is_required = true,
     .text = "the workload"},
    {PARAM(scn_recovered, priority), .kind = PARAM_COUNT, .unit = "-", .min = 1.0, .max = 1000.0,
     .is_required = true, .text = "1 is taken first, the highest number is shed first"},
    {PARAM(scn_recovered, cap_least_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.05,
     .max = 1.0, .fallback = PARAM_UNKNOWN,
     .text = "least cap at which it is still worth running, of its nodes' nameplate; when absent, "
             "it may not be capped"},
    {PARAM(scn_recovered, restart_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 1e7,
     .fallback = PARAM_UNKNOWN, .text = "until it works, with machines and data there"},
    {PARAM(scn_recovered, rto_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 1e8,
     .fallback = PARAM_UNKNOWN, .text = "by when it must work again"},
    {0},
};
const struct table schema_recovered = {.name = "recovered workload",
                                       .rows = recovered_rows,
                                       .size = sizeof(struct scn_recovered),
                                       .text = "how a workload is recovered"};

const char *const scn_path_words[] = {"power", "link", "cooling", "data", "people", NULL};
static const struct param path_rows[] = {
    {PARAM(scn_path, name), .kind = PARAM_TEXT, .is_required = true,
     .text = "what recovery rests on"},
    {PARAM(scn_path, kind), .kind = PARAM_CHOICE, .choices = scn_path_words, .is_required = true,
     .text = "power, link, cooling, data or people"},
    {PARAM(scn_path, tested_us), .kind = PARAM_DATE, .fallback = 0.0,
     .text = "when it was last tested for real; when absent, it is assumed"},
    {0},
};
const struct table schema_path = {.name = "recovery path",
                                  .rows = path_rows,
                                  .size = sizeof(struct scn_path),
                                  .text = "something that recovery rests on, tested or assumed"};

static const struct param recovery_rows[] = {
    {PARAM(scn_recovery, today_us), .kind = PARAM_DATE, .is_required = true,
     .text = "day of the drill: tests are stale a year after theirs"},
    {PARAM(scn_recovery, detect_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 1e7,
     .fallback = PARAM_UNKNOWN, .text = "until the loss is known"},
    {PARAM(scn_recovery, decide_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 1e7,
     .fallback = PARAM_UNKNOWN, .text = "until somebody has decided to move"},
    {PARAM(scn_recovery, reroute_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 1e7,
     .fallback = PARAM_UNKNOWN, .text = "until traffic flows to the receiver"},
    {PARAM(scn_recovery, follow_s), .kind = PARAM_NUMBER, .unit = "s", .min = 1.0, .max = 1e6,
     .fallback = 1800.0, .grade = GRADE_RULE,
     .source = "air and coolant settle within half an hour; slabs later",
     .text = "how long halls are followed after the last load has arrived"},
    {PARAM(scn_recovery, receivers), .kind = PARAM_LIST, .table = &schema_receiver,
     .text = "halls that take load, in the order in which they are filled"},
    {PARAM(scn_recovery, workloads), .kind = PARAM_LIST, .table = &schema_recovered,
     .text = "priorities; what is not listed comes last and is never capped"},
    {PARAM(scn_recovery, paths), .kind = PARAM_LIST, .table = &schema_path,
     .text = "what recovery rests on"},
    {0},
};
const struct table schema_recovery = {.name = "recovery",
                                      .rows = recovery_rows,
                                      .size = sizeof(struct scn_recovery),
                                      .text =
                                          "what happens when a site is lost, for `headroom drill`"};
