/* schema_migration.c - a window in which load moves from old racks to new ones.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sim/scenario/scenario.h"
#include "sim/scenario/schema_tables.h"

static const struct param spell_rows[] = {
    {PARAM(scn_spell, element), .kind = PARAM_NAME, .is_required = true,
     .text = "power element, plant, CRAH or CDU"},
    {PARAM(scn_spell, from_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 1e8,
     .is_required = true, .text = "from when, counted from the begin of the window"},
    {PARAM(scn_spell, until_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 1e8,
     .fallback = PARAM_UNKNOWN, .text = "until when; when absent, to the end of the window"},
    {0},
};
const struct table schema_spell = {.name = "spell",
                                   .rows = spell_rows,
                                   .size = sizeof(struct scn_spell),
                                   .text = "something that is out, or there, for a time"};

static const struct param wave_rows[] = {
    {PARAM(scn_wave, name), .kind = PARAM_TEXT, .is_required = true, .text = "name of the wave"},
    {PARAM(scn_wave, at_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 1e8,
     .is_required = true, .text = "when its new racks begin to carry load"},
    {PARAM(scn_wave, overlap_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 1e8,
     .is_required = true, .text = "how long old and new carry load together, until the old stop"},
    {PARAM(scn_wave, back_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 1e8,
     .is_required = true, .text = "how long it takes to undo it, without the data written since"},
    {PARAM(scn_wave, starts), .kind = PARAM_NAMES,
     .text =
         "racks that begin to carry load, by name or pattern: \"N-*\"; until then they are off"},
    {PARAM(scn_wave, stops), .kind = PARAM_NAMES, .text = "racks that stop after the overlap"},
    {0},
};
const struct table schema_wave = {.name = "wave",
                                  .rows = wave_rows,
                                  .size = sizeof(struct scn_wave),
                                  .text = "racks that take over from racks"};

static const struct param transfer_rows[] = {
    {PARAM(scn_migration_data, name), .kind = PARAM_TEXT, .is_required = true,
     .text = "which data"},
    {PARAM(scn_migration_data, wave), .kind = PARAM_NAME,
     .text = "wave whose old racks may stop only when the data is there; when absent, the first"},
    {PARAM(scn_migration_data, start_s), .kind = PARAM_NUMBER, .unit = "s", .min = -1e8, .max = 1e8,
     .is_required = true, .text = "when the transfer begins; negative before the window"},
    {PARAM(scn_migration_data, size_bytes), .kind = PARAM_NUMBER, .unit = "B", .min = 0.0,
     .max = 1e21, .is_required = true, .text = "what lies there"},
    {PARAM(scn_migration_data, rate_bytes_per_s), .kind = PARAM_NUMBER, .unit = "B/s", .min = 1e3,
     .max = 1e14, .is_required = true, .text = "rate of the link"},
    {PARAM(scn_migration_data, usable_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.01,
     .max = 1.0, .fallback = 0.7, .grade = GRADE_ESTIMATE,
     .source = "protocols and other traffic; measure with a trial transfer",
     .text = "share of it that the transfer gets"},
    {PARAM(scn_migration_data, change_bytes_per_s), .kind = PARAM_NUMBER, .unit = "B/s", .min = 0.0,
     .max = 1e14, .fallback = 0.0, .grade = GRADE_ESTIMATE,
     .source = "data at rest when nothing is said",
     .text = "rate at which it changes: sent again, and sent back when the move is undone"},
    {PARAM(scn_migration_data, egress_usd_per_byte), .kind = PARAM_NUMBER, .unit = "USD/B",
     .min = 0.0, .max = 1e-6, .fallback = PARAM_UNKNOWN,
     .text = "price of data that leaves the old site"},
    {0},
};
const struct table schema_migration_data = {.name = "migration data",
                                            .rows = transfer_rows,
                                            .size = sizeof(struct scn_migration_data),
                                            .text = "data that moves with the load"};

static const struct param migration_rows[] = {
    {PARAM(scn_migration, window_s), .kind = PARAM_NUMBER, .unit = "s", .min = 600.0, .max = 1e7,
     .is_required = true, .text = "length of the window, from the start of the scenario's time"},
    {PARAM(scn_migration, interval_s), .kind = PARAM_NUMBER, .unit = "s", .min = 60.0,
     .max = 86400.0, .fallback = 3600.0, .grade = GRADE_RULE, .source = "hour by hour",
     .text = "rows of the answer, and how long a node keeps what it drew"},
    {PARAM(scn_migration, step_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.1, .max = 600.0,
     .fallback = 60.0, .grade = GRADE_RULE,
     .source = "the air of a hall warms in minutes; after a switch steps begin at a second",
     .text = "longest step of the engine"},
    {PARAM(scn_migration, correlation), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 1.0,
     .fallback = 0.3, .grade = GRADE_ESTIMATE,
     .source = "between independent jobs (0) and one job on all nodes (1)",
     .text = "of the loads of node groups, as for `headroom oversubscribe`"},
    {PARAM(scn_migration, waves), .kind = PARAM_LIST, .table = &schema_wave,
     .text = "what moves, and when"},
    {PARAM(scn_migration, outages), .kind = PARAM_LIST, .table = &schema_spell,
     .text = "what is out of service for work, and when"},
    {PARAM(scn_migration, temporary), .kind = PARAM_LIST, .table = &schema_spell,
     .text = "units of the hall that are there only for a time: hired cooling"},
    {PARAM(scn_migration, transfers), .kind = PARAM_LIST, .table = &schema_migration_data,
     .text = "data that must be over first"},
    {0},
};
const struct table schema_migration = {.name = "migration",
                                       .rows = migration_rows,
                                       .size = sizeof(struct scn_migration),
                                       .text = "a window, for `headroom migrate`"};
