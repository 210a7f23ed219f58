/* schema_tariff.c - what is paid by time, by demand, by GPU-hour and by data.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sim/scenario/scenario.h"
#include "sim/scenario/schema_tables.h"

static const char *const days_words[] = {"all", "weekdays", "weekends", NULL};
static const struct param period_rows[] = {
    {PARAM(scn_period, name), .kind = PARAM_TEXT, .is_required = true, .text = "peak, night, ..."},
    {PARAM(scn_period, energy_usd_per_j), .kind = PARAM_NUMBER, .unit = "USD/J", .min = 0.0,
     .max = 1e-5, .fallback = PARAM_UNKNOWN,
     .text = "price of energy in its hours; when absent, the one outside all periods"},
    {PARAM(scn_period, demand_usd_per_ws), .kind = PARAM_NUMBER, .unit = "USD/W/s", .min = 0.0,
     .max = 1e-3, .fallback = 0.0, .grade = GRADE_RULE, .source = "no charge when none is named",
     .text = "charge on the greatest demand in its hours of a month"},
    {PARAM(scn_period, months), .kind = PARAM_NUMBERS, .unit = "-", .min = 1.0, .max = 12.0,
     .text = "1 for January to 12; when absent, all"},
    {PARAM(scn_period, days), .kind = PARAM_CHOICE, .choices = days_words, .fallback = DAYS_ALL,
     .grade = GRADE_RULE, .source = "every day when nothing is said",
     .text = "holidays count as the day they fall on"},
    {PARAM(scn_period, from_h), .kind = PARAM_NUMBER, .unit = "h", .min = 0.0, .max = 24.0,
     .fallback = 0.0, .grade = GRADE_RULE, .source = "midnight",
     .text = "begin, whole hours of the run's clock"},
    {PARAM(scn_period, to_h), .kind = PARAM_NUMBER, .unit = "h", .min = 0.0, .max = 24.0,
     .fallback = 24.0, .grade = GRADE_RULE, .source = "midnight",
     .text = "end; before the begin: past midnight"},
    {0},
};
const struct table schema_period = {.name = "period",
                                    .rows = period_rows,
                                    .size = sizeof(struct scn_period),
                                    .text = "hours with prices of their own"};

static const struct param tariff_rows[] = {
    {PARAM(scn_tariff, file), .kind = PARAM_TARIFF,
     .text = "a rate of the US Utility Rate Database as a JSON file, in place of the keys below"},
    {PARAM(scn_tariff, periods), .kind = PARAM_LIST, .table = &schema_period,
     .text = "times of use; of two that hold the first counts, outside all the price of energy"},
    {PARAM(scn_tariff, demand_usd_per_ws), .kind = PARAM_NUMBER, .unit = "USD/W/s", .min = 0.0,
     .max = 1e-3, .fallback = 0.0, .grade = GRADE_RULE, .source = "no charge when none is named",
     .text = "charge on the greatest demand of a month at any hour"},
    {PARAM(scn_tariff, window_s), .kind = PARAM_NUMBER, .unit = "s", .min = 60.0, .max = 86400.0,
     .fallback = 900.0, .grade = GRADE_RULE, .source = "15 or 30 min at most utilities",
     .text = "demand is the mean over this time"},
    {PARAM(scn_tariff, ratchet_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 1.0,
     .fallback = 0.0, .grade = GRADE_RULE, .source = "no ratchet when none is named",
     .text = "a month's billed demand is at least this share of the greatest of the eleven before"},
    {PARAM(scn_tariff, fixed_usd_per_s), .kind = PARAM_NUMBER, .unit = "USD/s", .min = 0.0,
     .max = 1e3, .fallback = 0.0, .grade = GRADE_RULE, .source = "none when none is named",
     .text = "what is paid for the connection itself"},
    {PARAM(scn_tariff, level), .kind = PARAM_NUMBER, .unit = "-", .min = 0.0, .max = 100.0,
     .fallback = 1.0, .grade = GRADE_GIVEN, .source = "as the tariff stands",
     .text = "factor on all its prices: give it a grade, or low and high, for their band"},
    {0},
};
const struct table schema_tariff = {.name = "tariff",
                                    .rows = tariff_rows,
                                    .size = sizeof(struct scn_tariff),
                                    .text = "what a utility bills by, energy and demand"};

static const struct param cloud_rows[] = {
    {PARAM(scn_cloud, gpus), .kind = PARAM_COUNT, .unit = "-", .min = 1.0, .max = 1e7,
     .fallback = PARAM_UNKNOWN, .text = "GPUs that are rented; when absent, those of the hall"},
    {PARAM(scn_cloud, reserved_usd_per_gpu_s), .kind = PARAM_NUMBER, .unit = "USD/GPU/s",
     .min = 0.0, .max = 1.0, .fallback = PARAM_UNKNOWN,
     .text = "price of a GPU that is paid for whether it is used or not"},
    {PARAM(scn_cloud, on_demand_usd_per_gpu_s), .kind = PARAM_NUMBER, .unit = "USD/GPU/s",
     .min = 0.0, .max = 1.0, .fallback = PARAM_UNKNOWN,
     .text = "price of a GPU that is paid for in the hours of use: the load factor's share"},
    {PARAM(scn_cloud, reserved_share_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0,
     .max = 1.0, .fallback = 1.0, .grade = GRADE_RULE, .source = "a steady load is reserved",
     .text = "share of the GPUs that is reserved"},
    {0},
};
const struct table schema_cloud = {
    .name = "cloud", .rows = cloud_rows, .size = sizeof(struct scn_cloud), .text = "rented GPUs"};

static const struct param egress_rows[] = {
    {PARAM(scn_egress, rate_bytes_per_s), .kind = PARAM_NUMBER, .unit = "B/s", .min = 0.0,
     .max = 1e12, .is_required = true, .text = "what leaves: 50 TB/month"},
    {PARAM(scn_egress, price_usd_per_byte), .kind = PARAM_NUMBER, .unit = "USD/B", .min = 0.0,
     .max = 1e-6, .fallback = PARAM_UNKNOWN, .text = "what that costs"},
    {0},
};
const struct table schema_egress = {.name = "egress",
                                    .rows = egress_rows,
                                    .size = sizeof(struct scn_egress),
                                    .text = "data that leaves and is billed"};
